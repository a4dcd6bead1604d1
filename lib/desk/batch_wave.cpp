// SPDX-License-Identifier: BSL-1.0
#include "desk/batch_wave.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::desk::batch {
namespace {

constexpr std::uint32_t no_limit = UINT32_MAX;

class Wave {
 public:
  Wave(const State &state, const std::vector<Load> &loads, std::uint32_t weight,
       const std::vector<Laid *> &wave)
      : state_(state), loads_(loads), weight_(weight), wave_(wave) {}

  Worth place() {
    find_slots();
    find_rows();
    make_supplies();
    make_demands();
    const Assignment found = assign(problem_);
    std::vector<std::size_t> taken(problem_.supplies.size(), 0);
    for (std::size_t i = 0; i < wave_.size(); ++i) {
      const std::uint32_t supply = found.supplies[i];
      if (supply == nowhere) continue;
      std::uint32_t whole = supply;
      while (problem_.supplies[whole].within != nowhere)
        whole = problem_.supplies[whole].within;
      wave_[i]->agent = units_[whole][taken[whole]++].agent;
    }
    return {found.score.value, found.bound};
  }

 private:
  /// Free slots of somebody, and how many of them may be used for what.
  struct Slots {
    std::uint32_t all = 0;
    std::uint32_t pulled = no_limit; // by departments that pull
    std::array<std::uint32_t, policy::channel_kind_count> of_kind{};

    [[nodiscard]] bool has_limits() const {
      return pulled < all ||
             std::any_of(of_kind.begin(), of_kind.end(), [&](std::uint32_t most) { return most < all; });
    }
  };
  struct Fit {
    std::uint32_t number = 0; // of a row, or an agent
    std::uint32_t fit = 0;
    auto operator<=>(const Fit &) const = default;
  };
  using Fits = std::vector<Fit>;
  /// A unit of a supply, and whose it is.
  struct Unit {
    std::int32_t crowding = 0;
    AgentId agent = no_agent;
    auto operator<=>(const Unit &) const = default;
  };
  /// What somebody's slots are: a supply, and those within it.
  struct Source {
    std::uint32_t all = nowhere;
    std::uint32_t pulled = nowhere;
    std::array<std::uint32_t, policy::channel_kind_count> of_kind; // nowhere: no limit of its own
    bool speaks = false;                                           // for all who are alike
    Source() { of_kind.fill(nowhere); }
  };

  [[nodiscard]] const ConversationData &data(const Laid &laid) const {
    return state_.conversation(laid.conversation).data;
  }
  [[nodiscard]] bool pulls(const ConversationData &data) const {
    return state_.terms().department(data.department).policy->assign.mode == policy::AssignMode::pull;
  }
  [[nodiscard]] static bool somebody_has(const ConversationData &data) {
    return data.location == Location::offered || data.location == Location::assigned;
  }

  void find_slots() {
    bool some_arrive = false;
    for (const Laid *laid : wave_) {
      if (pulls(data(*laid)))
        is_pulled_[static_cast<std::size_t>(data(*laid).kind)] = true;
      else
        some_arrive = true;
    }
    for (AgentId id = 0; id < loads_.size(); ++id) {
      Slots &slots = slots_.emplace_back();
      const Agent &agent = state_.agent(id);
      const Profile &profile = state_.profile(agent);
      const Load &load = loads_[id];
      if (!agent.is_present() || load.held >= profile.capacity) continue;
      slots.all = (profile.capacity - load.held) / weight_;
      for (std::size_t kind = 0; kind < policy::channel_kind_count; ++kind) {
        const std::uint32_t most = profile.capacity_of_kind[kind];
        slots.of_kind[kind] = most == no_limit ? no_limit : most - std::min(most, load.of_kind[kind]);
      }
      if (profile.works_on != no_limit)
        slots.pulled = profile.works_on - std::min(profile.works_on, load.active);
      if (!some_arrive) slots.all = std::min(slots.all, slots.pulled);
    }
  }

  /// Who may take what asks for the same, and how well it suits them.
  void find_rows() {
    boost::unordered_flat_map<RequirementKey, std::uint32_t> numbers;
    for (const Laid *laid : wave_) {
      const Conversation &conversation = state_.conversation(laid->conversation);
      RequirementKey key = state_.requirement_key(conversation);
      key.pace = 0;
      const auto [found, is_new] = numbers.emplace(key, static_cast<std::uint32_t>(rows_.size()));
      row_of_.push_back(found->second);
      if (!is_new) continue;
      Fits &row = rows_.emplace_back();
      for (AgentId id = 0; id < slots_.size(); ++id) {
        if (slots_[id].all == 0 || !state_.is_eligible(state_.agent(id), key)) continue;
        const bool said_no =
            std::any_of(conversation.declines.begin(), conversation.declines.end(), [&](const Decline &one) {
              return one.agent == id && one.until > state_.counters().now;
            });
        if (!said_no) row.push_back({id, state_.fit(state_.agent(id), key)});
      }
    }
  }

  /// Those who suit everything alike are one supply, unless they have something that is laid anew and may stay with
  /// them, or limits of their own.
  void make_supplies() {
    std::vector<Fits> columns(slots_.size());
    for (std::uint32_t row = 0; row < rows_.size(); ++row)
      for (const Fit &one : rows_[row])
        columns[one.number].push_back({row, one.fit});
    std::vector<bool> is_alone(slots_.size());
    for (const Laid *laid : wave_)
      if (somebody_has(data(*laid))) is_alone[data(*laid).agent] = true;
    sources_.resize(slots_.size());
    std::map<Fits, std::uint32_t> alike;
    for (AgentId id = 0; id < slots_.size(); ++id) {
      const Slots &slots = slots_[id];
      if (columns[id].empty()) continue;
      Source &source = sources_[id];
      if (is_alone[id] || slots.has_limits()) {
        source.all = add_supply({});
        source.speaks = true;
      } else {
        const auto [found, is_new] = alike.emplace(std::move(columns[id]), 0);
        if (is_new) found->second = add_supply({});
        source.all = found->second;
        source.speaks = is_new;
      }
      add_units(source.all, id);
      source.pulled = slots.pulled < slots.all ? add_supply({{}, slots.pulled, source.all}) : source.all;
      // A kind of both sorts of departments stands with what is pulled: its limit and that one would cross.
      for (std::size_t kind = 0; kind < policy::channel_kind_count; ++kind)
        if (slots.of_kind[kind] < slots.all)
          source.of_kind[kind] =
              add_supply({{}, slots.of_kind[kind], is_pulled_[kind] ? source.pulled : source.all});
    }
    for (std::size_t i = 0; i < units_.size(); ++i) {
      std::sort(units_[i].begin(), units_[i].end());
      for (const Unit &unit : units_[i])
        problem_.supplies[i].crowding.push_back(unit.crowding);
    }
  }

  [[nodiscard]] std::uint32_t add_supply(Supply supply) {
    problem_.supplies.push_back(std::move(supply));
    units_.emplace_back();
    return static_cast<std::uint32_t>(units_.size() - 1);
  }

  /// A unit costs the share of their capacity that is in use with it, so that nobody gets all while others have little.
  void add_units(std::uint32_t supply, AgentId id) {
    const std::uint64_t capacity = state_.profile(state_.agent(id)).capacity;
    // More than there are conversations are of no use.
    const std::size_t count = std::min<std::size_t>(slots_[id].all, wave_.size());
    for (std::size_t unit = 1; unit <= count; ++unit)
      units_[supply].push_back(
          {static_cast<std::int32_t>((loads_[id].held + unit * weight_) * most_crowding / capacity), id});
  }

  void make_demands() {
    std::map<std::tuple<std::uint32_t, AgentId, bool>, std::uint32_t> classes;
    const bool by_index = state_.terms().frame().desk.order == policy::Order::index;
    for (std::size_t i = 0; i < wave_.size(); ++i) {
      const ConversationData &one = data(*wave_[i]);
      const AgentId holder = somebody_has(one) ? one.agent : no_agent;
      const bool stays = !by_index || one.key().rank == 0; // what comes before all else
      const auto [found, is_new] = classes.emplace(std::tuple(row_of_[i], holder, stays),
                                                   static_cast<std::uint32_t>(problem_.classes.size()));
      problem_.demands.push_back({found->second, wave_[i]->worth});
      if (is_new) problem_.classes.push_back(class_of(rows_[row_of_[i]], one, holder, stays));
    }
  }

  /// Where limits of kinds count, all of a class are of one kind.
  [[nodiscard]] DemandClass class_of(const Fits &row, const ConversationData &one, AgentId holder,
                                     bool stays) const {
    DemandClass out;
    out.stays = stays;
    const auto kind = static_cast<std::size_t>(one.kind);
    for (const Fit &fit : row) {
      const Source &source = sources_[fit.number];
      if (!source.speaks) continue;
      const std::uint32_t supply = source.of_kind[kind] != nowhere ? source.of_kind[kind]
                                   : pulls(one)                    ? source.pulled
                                                                   : source.all;
      out.pairs.push_back({supply, static_cast<std::int32_t>(fit.fit), fit.number == holder});
    }
    return out;
  }

  const State &state_;
  const std::vector<Load> &loads_;
  std::uint32_t weight_;
  const std::vector<Laid *> &wave_;
  std::array<bool, policy::channel_kind_count> is_pulled_{}; // some conversation of the kind
  std::vector<Slots> slots_;                                 // by agent
  std::vector<Fits> rows_;                                   // agents of each
  std::vector<std::uint32_t> row_of_;                        // by conversation
  std::vector<Source> sources_;                              // by agent
  std::vector<std::vector<Unit>> units_;                     // by supply
  Problem problem_;
};

} // namespace

Worth place(const State &state, const std::vector<Load> &loads, std::uint32_t weight,
            const std::vector<Laid *> &wave) {
  return Wave(state, loads, weight, wave).place();
}

} // namespace usher::desk::batch
