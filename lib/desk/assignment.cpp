// SPDX-License-Identifier: BSL-1.0
// The pass at the end of each instant: conversations in the order of the queue, each to whom its department chooses.
// One that cannot be placed does not block those behind it.
//
// Before an instant nothing could be placed, so only classes that something came into where nothing waited and agents who
// may have more room than before are looked at. All of a class may be taken by the same people, so its first speaks for
// it.
#include "base/word_hash.hpp"
#include "desk/engine.hpp"
#include "desk/random.hpp"

#include <algorithm>

namespace usher::desk {
namespace {

// weight x (age + 1 s) x fit / target, to be compared exactly.
struct Index {
  std::int64_t weight = 0;
  std::int64_t age = 0;
  std::int64_t fit = 0;
  std::int64_t target = 1;
};

int compare(const Index &a, const Index &b) noexcept {
  const Wide left = Wide(static_cast<std::uint64_t>(a.weight * a.fit)) * static_cast<std::uint64_t>(a.age) *
                    static_cast<std::uint64_t>(b.target);
  const Wide right = Wide(static_cast<std::uint64_t>(b.weight * b.fit)) * static_cast<std::uint64_t>(b.age) *
                     static_cast<std::uint64_t>(a.target);
  return left < right ? -1 : left > right ? 1 : 0;
}

// Of a less of what they can hold is in use than of b.
bool has_less(const Agent &a, const Agent &b) noexcept {
  return static_cast<std::uint64_t>(a.data.held) * b.data.capacity <
         static_cast<std::uint64_t>(b.data.held) * a.data.capacity;
}

// Those who hold nothing go first, by how long. All others hold something, and the first of the list must not get all:
// so then the one with the least, and of these the one who has waited for the next the longest.
bool is_idle_longer(const Agent &a, const Agent &b) noexcept {
  const bool is_idle = a.data.count == 0;
  if (is_idle != (b.data.count == 0)) return is_idle;
  if (is_idle) return a.data.idle_since < b.data.idle_since;
  if (has_less(a, b)) return true;
  return a.data.given < b.data.given && !has_less(b, a);
}

bool has_fewer_skills(const Agent &a, const Agent &b) noexcept {
  if (a.data.skill_count != b.data.skill_count) return a.data.skill_count < b.data.skill_count;
  return is_idle_longer(a, b);
}

// Of those who hold nothing the first of the list, as other products do it and the reference values have it.
bool is_less_loaded(const Agent &a, const Agent &b) noexcept {
  if (has_less(a, b)) return true;
  return a.data.count > 0 && b.data.count > 0 && a.data.given < b.data.given && !has_less(b, a);
}

bool goes_by_fit(policy::Strategy strategy) noexcept {
  return strategy == policy::Strategy::index || strategy == policy::Strategy::best_match;
}

Reason reason_for(const ConversationData &data) noexcept {
  if (data.preferred == no_agent) return Reason::by_strategy;
  return data.preferred_by_name ? Reason::preferred : Reason::owner;
}

} // namespace

void Engine::assign_all() {
  while (state_.something_is_fresh() && assign_one())
    state_.link();
  state_.settle();
}

/// One conversation; false when none is left that can be placed.
bool Engine::assign_one() {
  return terms().frame().desk.order == policy::Order::index ? assign_by_index() : assign_in_order();
}

/// Who may take the first of a class now; false when nobody may.
bool Engine::find_candidates(const Requirement &requirement) {
  const policy::Assign &assign = terms().department(requirement.key.department).policy->assign;
  const AgentSet &room = state_.with_room(requirement.key.kind, assign.mode);
  candidates_.clear();
  const auto take = [&](AgentId agent) { candidates_.push_back(agent); };
  // What waited before is for nobody but those who are fresh: mostly one person, who has just finished something.
  const AgentId lone = requirement.fresh ? no_agent : state_.lone_fresh_agent();
  if (lone == no_agent)
    AgentSet::each_of_both(requirement.eligible, room, take);
  else if (requirement.eligible[lone] && room[lone])
    take(lone);
  return !candidates_.empty();
}

bool Engine::suits_perfectly(const Requirement &requirement) const {
  return std::any_of(candidates_.begin(), candidates_.end(),
                     [&](AgentId agent) { return requirement.perfect[agent]; });
}

/// Of the candidates the one whom it suits best.
Engine::Suited Engine::best_suited(const RequirementKey &key) const {
  Suited best;
  for (const AgentId id : candidates_) {
    const Agent &agent = state_.agent(id);
    const std::uint32_t fit = state_.fit(agent, key);
    if (best.agent != no_agent && fit < best.fit) continue;
    if (best.agent != no_agent && fit == best.fit && !has_fewer_skills(agent, state_.agent(best.agent)))
      continue;
    best = {id, fit};
  }
  return best;
}

/// By the order of its key.
bool Engine::assign_in_order() {
  const bool anybody = state_.somebody_is_fresh();
  const Requirement *first = nullptr;
  const Requirement *last = nullptr; // whose the candidates are
  const auto can_be_placed = [&](const Requirement &requirement) {
    last = &requirement;
    return find_candidates(requirement);
  };
  for (const std::uint32_t id : state_.fresh_requirements()) {
    const Requirement &requirement = state_.requirements()[id];
    if (requirement.queue.empty() || (first != nullptr && first->head < requirement.head)) continue;
    if (can_be_placed(requirement)) first = &requirement;
  }
  for (std::uint32_t department = 0; anybody && department < state_.departments().size(); ++department) {
    if (state_.waiting_in(department) == 0 || !state_.fresh_reach(department)) continue;
    for (const Requirement &requirement : state_.lanes(department).front()) {
      if (first != nullptr && first->head < requirement.head) break;
      if (!state_.meets_fresh(requirement.eligible) || !can_be_placed(requirement)) continue;
      first = &requirement;
      break;
    }
  }
  if (first == nullptr) return false;
  if (last != first) (void)find_candidates(*first);
  const Conversation &conversation = *first->queue.begin();
  const AgentId agent = choose(*first);
  give(conversation.id, agent, reason_for(conversation.data), true);
  return true;
}

/// The one of the highest index with the best of its candidates.
bool Engine::assign_by_index() {
  const bool anybody = state_.somebody_is_fresh();
  const Requirement *best = nullptr;
  Index best_index;
  AgentId best_agent = no_agent;     // no_agent: one of those whom it suits perfectly
  const Requirement *last = nullptr; // whose the candidates are
  const auto consider = [&](const Requirement &requirement) {
    last = &requirement;
    if (!find_candidates(requirement)) return;
    const Terms::Pace &pace = terms().paces()[requirement.key.pace];
    Suited suited{no_agent, 1000};
    if (!suits_perfectly(requirement)) suited = best_suited(requirement.key);
    const Index index{pace.weight, std::max<std::int64_t>(now() - requirement.head.since, 0) + 1000,
                      suited.fit, pace.target};
    if (best != nullptr) {
      if (best->head.rank < requirement.head.rank) return;
      if (best->head.rank == requirement.head.rank) {
        const int order = compare(index, best_index);
        if (order < 0 || (order == 0 && best->head < requirement.head)) return;
      }
    }
    best = &requirement;
    best_index = index;
    best_agent = suited.agent;
  };
  for (const std::uint32_t id : state_.fresh_requirements())
    if (!state_.requirements()[id].queue.empty()) consider(state_.requirements()[id]);
  const auto departments = static_cast<std::uint32_t>(anybody ? state_.departments().size() : 0);
  for (std::uint32_t department = 0; department < departments; ++department) {
    if (state_.waiting_in(department) == 0 || !state_.fresh_reach(department)) continue;
    std::size_t pace = 0;
    for (const Lane &lane : state_.lanes(department)) {
      const Terms::Pace &slope = terms().paces()[pace++];
      for (const Requirement &requirement : lane) {
        // Those behind waited less; with the best of fits they cannot reach what was found.
        if (best != nullptr && best->head.rank <= requirement.head.rank) {
          const Index most{slope.weight, std::max<std::int64_t>(now() - requirement.head.since, 0) + 1000,
                           1000, slope.target};
          if (best->head.rank < requirement.head.rank || compare(most, best_index) < 0) break;
        }
        if (state_.meets_fresh(requirement.eligible)) consider(requirement);
      }
    }
  }
  if (best == nullptr) return false;
  const Conversation &conversation = *best->queue.begin();
  if (best_agent == no_agent || !goes_by_fit(strategy_for(*best))) {
    if (last != best) (void)find_candidates(*best);
    best_agent = choose(*best);
  }
  give(conversation.id, best_agent, reason_for(conversation.data), true);
  return true;
}

policy::Strategy Engine::strategy_for(const Requirement &requirement) const noexcept {
  return terms().department(requirement.key.department).policy->assign.strategy;
}

/// One of the candidates, of whom there is at least one.
AgentId Engine::choose(const Requirement &requirement) {
  AgentId best = no_agent;
  const auto take_better = [&](auto &&is_better) {
    const Agent *best_agent = nullptr;
    for (const AgentId id : candidates_) {
      const Agent &agent = state_.agent(id);
      if (best_agent != nullptr && !is_better(agent, *best_agent)) continue;
      best = id;
      best_agent = &agent;
    }
    return best;
  };
  const auto draw = [&](std::uint64_t below) {
    return random_below(below, state_.seed(), state_.counters().events, state_.counters().draws++);
  };
  switch (strategy_for(requirement)) {
  case policy::Strategy::first: return take_better([](const Agent &, const Agent &) { return false; });
  case policy::Strategy::longest_idle: return take_better(is_idle_longer);
  case policy::Strategy::least_loaded: return take_better(is_less_loaded);
  case policy::Strategy::most_loaded:
    return take_better([](const Agent &a, const Agent &b) { return has_less(b, a); });
  case policy::Strategy::fewest_skills: return take_better(has_fewer_skills);
  case policy::Strategy::index:
  case policy::Strategy::best_match: {
    if (!suits_perfectly(requirement)) return best_suited(requirement.key).agent;
    std::erase_if(candidates_, [&](AgentId agent) { return !requirement.perfect[agent]; });
    return take_better(has_fewer_skills);
  }
  case policy::Strategy::round_robin: {
    const std::uint32_t department = requirement.key.department;
    const AgentId last = state_.departments()[department].last_turn;
    AgentId after = no_agent;
    for (const AgentId agent : candidates_) {
      if (best == no_agent) best = agent;
      if (after == no_agent && last != no_agent && agent > last) after = agent;
    }
    if (after != no_agent) best = after;
    // What waited for one person is nobody's turn.
    if (requirement.key.only == no_agent) state_.set_turn(department, best);
    return best;
  }
  case policy::Strategy::random: return candidates_[draw(candidates_.size())];
  case policy::Strategy::power_of_two: {
    const std::uint64_t count = candidates_.size();
    if (count == 1) return candidates_.front();
    const std::uint64_t one = draw(count);
    std::uint64_t two = draw(count - 1);
    if (two >= one) ++two;
    const AgentId a = candidates_[one];
    const AgentId b = candidates_[two];
    // Of equals the one drawn first, so that they are as likely.
    return has_less(state_.agent(b), state_.agent(a)) ? b : a;
  }
  }
  return take_better([](const Agent &, const Agent &) { return false; });
}

} // namespace usher::desk
