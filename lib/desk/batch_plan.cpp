// SPDX-License-Identifier: BSL-1.0
#include "desk/batch_plan.hpp"

#include "desk/batch_wave.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace usher::desk {
namespace {

using batch::Laid;
using batch::Load;

bool somebody_has(const ConversationData &data) noexcept {
  return data.location == Location::offered || data.location == Location::assigned;
}

bool is_laid_anew(const State &state, const Conversation &conversation,
                  std::optional<std::uint32_t> department) {
  const ConversationData &data = conversation.data;
  if (conversation.gone || conversation.forgotten) return false;
  if (department && data.department != *department) return false;
  if (data.location == Location::queued) {
    if (data.preferred != no_agent) return false; // it waits for them
  } else if (!somebody_has(data) || data.given_by_hand || data.work_begun || data.is_theirs) {
    return false;
  }
  return state.departments()[data.department].open;
}

class Planner {
 public:
  Planner(const State &state, std::optional<std::uint32_t> department)
      : state_(state), by_index_(state.terms().frame().desk.order == policy::Order::index) {
    for (const Conversation &conversation : state.conversations())
      if (is_laid_anew(state, conversation, department)) laid_.push_back({conversation.id, 1, no_agent});
    std::sort(laid_.begin(), laid_.end(),
              [&](const Laid &a, const Laid &b) { return goes_before(data(a), data(b)); });
    if (laid_.size() > batch::most_demands) laid_.resize(batch::most_demands);
    if (by_index_) set_worth();
    for (const Agent &agent : state.agents())
      loads_.push_back({agent.data.held, agent.data.active, agent.data.held_of_kind});
    for (const Laid &laid : laid_)
      if (somebody_has(data(laid))) count(data(laid).agent, data(laid), false);
  }

  BatchPlan plan() {
    BatchPlan out;
    // The heavy first: what is left beside them suits the light.
    std::set<std::uint32_t, std::greater<>> weights;
    for (const Laid &laid : laid_)
      weights.insert(state_.weight(data(laid).kind));
    for (const std::uint32_t weight : weights) {
      std::vector<Laid *> wave;
      for (Laid &laid : laid_)
        if (state_.weight(data(laid).kind) == weight) wave.push_back(&laid);
      const batch::Worth worth = batch::place(state_, loads_, weight, wave);
      out.value += worth.value;
      out.bound += worth.bound;
      for (const Laid *laid : wave)
        if (laid->agent != no_agent) count(laid->agent, data(*laid), true);
    }
    for (const Laid &laid : laid_)
      out.placements.push_back({laid.conversation, laid.agent});
    return out;
  }

 private:
  [[nodiscard]] const ConversationData &data(const Laid &laid) const {
    return state_.conversation(laid.conversation).data;
  }
  [[nodiscard]] const Terms::Pace &pace(const ConversationData &data) const {
    return state_.terms().paces()[state_.terms().pace_of(data.shown_band, data.sla, data.band)];
  }
  /// weight(band) x (waiting + 1 s), of which each `target` is one; below 2^54.
  [[nodiscard]] Wide urgency(const ConversationData &data) const {
    const std::int64_t waits = std::max<std::int64_t>(state_.counters().now - data.key().since, 0) + 1000;
    return static_cast<std::uint64_t>(pace(data).weight * waits);
  }
  [[nodiscard]] std::uint64_t target(const ConversationData &data) const {
    return static_cast<std::uint64_t>(pace(data).target);
  }

  [[nodiscard]] bool goes_before(const ConversationData &a, const ConversationData &b) const {
    if (by_index_ && a.key().rank == b.key().rank) {
      const Wide left = urgency(a) * target(b);
      const Wide right = urgency(b) * target(a);
      if (left != right) return left > right;
    }
    return a.key() < b.key();
  }

  /// As many bits of the urgency as the greatest of all leaves room for.
  void set_worth() {
    constexpr unsigned most_bits = 64;
    unsigned bits = most_bits;
    const auto scaled = [&](const Laid &laid) { return (urgency(data(laid)) << bits) / target(data(laid)); };
    for (const Laid &laid : laid_)
      while (bits > 0 && scaled(laid) > static_cast<Wide>(batch::most_worth))
        --bits;
    for (Laid &laid : laid_)
      laid.worth =
          static_cast<std::int64_t>(std::clamp(scaled(laid), Wide{1}, static_cast<Wide>(batch::most_worth)));
  }

  void count(AgentId agent, const ConversationData &data, bool more) {
    Load &load = loads_[agent];
    const std::uint32_t one = more ? 1U : UINT32_MAX; // one more, or one less
    load.held += one * state_.weight(data.kind);
    load.of_kind[static_cast<std::size_t>(data.kind)] += one;
    if (data.unanswered) load.active += one;
  }

  const State &state_;
  bool by_index_;
  std::vector<Laid> laid_;
  std::vector<Load> loads_; // by agent: what is not laid anew, and what was placed
};

} // namespace

BatchPlan plan_batch(const State &state, std::optional<std::uint32_t> department) {
  return Planner(state, department).plan();
}

} // namespace usher::desk
