// SPDX-License-Identifier: BSL-1.0
// The pass at the end of each instant: conversations in the order of the queue, each to whom its department chooses.
// One that cannot be placed does not block those behind it.
//
// Before an instant nothing could be placed, so only classes that something came into and agents who may have more room
// than before are looked at. All of a class may be taken by the same people, so its first speaks for it.
#include "base/word_hash.hpp"
#include "desk/engine.hpp"
#include "desk/random.hpp"

#include <algorithm>
#include <limits>

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

Reason reason_for(const ConversationData &data) noexcept {
  if (data.preferred == no_agent) return Reason::by_strategy;
  return data.preferred_by_name ? Reason::preferred : Reason::owner;
}

} // namespace

void Engine::assign_all() {
  const bool by_index = terms().frame().desk.order == policy::Order::index;
  while (by_index ? assign_by_index() : assign_in_order())
    state_.link();
  state_.settle();
}

/// Who may take the first of a class now; false when nobody may.
bool Engine::find_candidates(const Requirement &requirement) {
  const policy::Assign &assign = terms().department(requirement.key.department).policy->assign;
  const AgentSet &room = state_.with_room(requirement.key.kind, assign.mode);
  if (!requirement.eligible.meets(room)) return false;
  candidates_.meet(requirement.eligible, room);
  return true;
}

/// One conversation, by the order of its key; false when none is left that can be placed.
bool Engine::assign_in_order() {
  const bool anybody = state_.somebody_is_fresh();
  if (!anybody && state_.fresh_requirements().empty()) return false;
  const Requirement *first = nullptr;
  for (const std::uint32_t id : state_.fresh_requirements()) {
    const Requirement &requirement = state_.requirements()[id];
    if (requirement.queue.empty() || (first != nullptr && first->head < requirement.head)) continue;
    if (find_candidates(requirement)) first = &requirement;
  }
  for (std::uint32_t department = 0; anybody && department < state_.departments().size(); ++department) {
    if (!state_.fresh_reach(department)) continue;
    for (const Requirement &requirement : state_.lane(0, department)) {
      if (first != nullptr && first->head < requirement.head) break;
      if (!state_.meets_fresh(requirement.eligible) || !find_candidates(requirement)) continue;
      first = &requirement;
      break;
    }
  }
  if (first == nullptr) return false;
  (void)find_candidates(*first);
  const Conversation &conversation = *first->queue.begin();
  const AgentId agent = choose(*first, conversation.data);
  give(conversation.id, agent, reason_for(conversation.data), true);
  return true;
}

/// One conversation, the one of the highest index with the best of its candidates.
bool Engine::assign_by_index() {
  const bool anybody = state_.somebody_is_fresh();
  if (!anybody && state_.fresh_requirements().empty()) return false;
  const Requirement *best = nullptr;
  Index best_index;
  const auto consider = [&](const Requirement &requirement) {
    if (!find_candidates(requirement)) return;
    const Terms::Pace &pace = terms().paces()[requirement.key.pace];
    std::int64_t fit = 1000;
    if (!requirement.perfect.meets(candidates_)) {
      fit = 0;
      candidates_.each([&](AgentId agent) {
        fit = std::max<std::int64_t>(fit, state_.fit(state_.agent(agent), requirement.key));
      });
    }
    const Index index{pace.weight, std::max<std::int64_t>(now() - requirement.head.since, 0) + 1000, fit,
                      pace.target};
    if (best != nullptr) {
      if (best->head.rank < requirement.head.rank) return;
      if (best->head.rank == requirement.head.rank) {
        const int order = compare(index, best_index);
        if (order < 0 || (order == 0 && best->head < requirement.head)) return;
      }
    }
    best = &requirement;
    best_index = index;
  };
  for (const std::uint32_t id : state_.fresh_requirements())
    if (!state_.requirements()[id].queue.empty()) consider(state_.requirements()[id]);
  for (std::uint32_t department = 0; anybody && department < state_.departments().size(); ++department) {
    if (!state_.fresh_reach(department)) continue;
    for (std::size_t pace = 0; pace < state_.paces(); ++pace) {
      for (const Requirement &requirement : state_.lane(pace, department)) {
        // Those behind waited less; with the best of fits they cannot reach what was found.
        if (best != nullptr && best->head.rank <= requirement.head.rank) {
          const Terms::Pace &slope = terms().paces()[pace];
          const Index most{slope.weight, std::max<std::int64_t>(now() - requirement.head.since, 0) + 1000,
                           1000, slope.target};
          const int order = compare(most, best_index);
          if (best->head.rank < requirement.head.rank || order < 0) break;
        }
        if (state_.meets_fresh(requirement.eligible)) consider(requirement);
      }
    }
  }
  if (best == nullptr) return false;
  (void)find_candidates(*best);
  const Conversation &conversation = *best->queue.begin();
  const AgentId agent = choose(*best, conversation.data);
  give(conversation.id, agent, reason_for(conversation.data), true);
  return true;
}

/// One of the candidates, of whom there is at least one.
AgentId Engine::choose(const Requirement &requirement, const ConversationData &data) {
  const policy::Strategy strategy = terms().department(data.department).policy->assign.strategy;
  AgentId best = no_agent;
  const auto take_better = [&](auto &&is_better) {
    const Agent *best_agent = nullptr;
    candidates_.each([&](AgentId id) {
      const Agent &agent = state_.agent(id);
      if (best_agent != nullptr && !is_better(agent, *best_agent)) return;
      best = id;
      best_agent = &agent;
    });
    return best;
  };
  // Those who hold nothing go first, by how long; of the others the first of the list.
  const auto idle = [](const Agent &agent) {
    return agent.data.count == 0 ? agent.data.idle_since : std::numeric_limits<std::int64_t>::max();
  };
  const auto load = [&](const Agent &a, const Agent &b) { // of a less than of b
    return static_cast<std::uint64_t>(a.data.held) * state_.profile(b).capacity <
           static_cast<std::uint64_t>(b.data.held) * state_.profile(a).capacity;
  };
  const auto fewer_skills = [&](const Agent &a, const Agent &b) {
    return a.skill_count != b.skill_count ? a.skill_count < b.skill_count : idle(a) < idle(b);
  };
  const auto draw = [&](std::uint64_t below) {
    return random_below(below, state_.seed(), state_.counters().events, state_.counters().draws++);
  };
  const auto nth = [&](std::uint64_t n) {
    AgentId found = no_agent;
    candidates_.each([&](AgentId agent) {
      if (n-- == 0) found = agent;
    });
    return found;
  };
  switch (strategy) {
  case policy::Strategy::first: return take_better([](const Agent &, const Agent &) { return false; });
  case policy::Strategy::longest_idle:
    return take_better([&](const Agent &a, const Agent &b) { return idle(a) < idle(b); });
  case policy::Strategy::least_loaded: return take_better(load);
  case policy::Strategy::most_loaded:
    return take_better([&](const Agent &a, const Agent &b) { return load(b, a); });
  case policy::Strategy::fewest_skills: return take_better(fewer_skills);
  case policy::Strategy::index:
  case policy::Strategy::best_match: {
    if (requirement.perfect.meets(candidates_)) {
      candidates_.meet(candidates_, requirement.perfect);
      return take_better(fewer_skills);
    }
    std::uint32_t best_fit = 0;
    candidates_.each([&](AgentId agent) {
      const std::uint32_t fit = state_.fit(state_.agent(agent), requirement.key);
      if (best != no_agent && fit < best_fit) return;
      if (best != no_agent && fit == best_fit && !fewer_skills(state_.agent(agent), state_.agent(best)))
        return;
      best = agent;
      best_fit = fit;
    });
    return best;
  }
  case policy::Strategy::round_robin: {
    const AgentId last = state_.counters().last_assigned;
    AgentId after = no_agent;
    candidates_.each([&](AgentId agent) {
      if (best == no_agent) best = agent;
      if (after == no_agent && last != no_agent && agent > last) after = agent;
    });
    return after != no_agent ? after : best;
  }
  case policy::Strategy::random: return nth(draw(candidates_.count()));
  case policy::Strategy::power_of_two: {
    const std::uint64_t count = candidates_.count();
    if (count == 1) return nth(0);
    const std::uint64_t one = draw(count);
    std::uint64_t two = draw(count - 1);
    if (two >= one) ++two;
    const AgentId a = nth(one);
    const AgentId b = nth(two);
    if (load(state_.agent(a), state_.agent(b))) return a;
    if (load(state_.agent(b), state_.agent(a))) return b;
    return a; // drawn first, so that equals are as likely
  }
  }
  return take_better([](const Agent &, const Agent &) { return false; });
}

} // namespace usher::desk
