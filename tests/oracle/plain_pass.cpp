// SPDX-License-Identifier: BSL-1.0
// Who may take what, and who gets it.
#include "desk/random.hpp"
#include "oracle/plain_desk.hpp"

#include <algorithm>

namespace usher_test {

using usher::desk::Presence;
using usher::policy::AssignMode;
using usher::policy::Strategy;

namespace {

template <class List, class Item>
bool has(const List &list, const Item &item) {
  return std::find(std::begin(list), std::end(list), item) != std::end(list);
}

// What the steps of widening that were taken allow besides.
struct Widened {
  bool any_language = false;
  bool any_skills = false;
  std::set<std::string> dropped;
  std::set<std::uint32_t> departments;
};

Widened widened(const usher::policy::Department &department, const PlainConversation &talk) {
  Widened out;
  out.departments.insert(talk.department);
  for (std::size_t i = 0; i < talk.step; ++i) {
    const usher::policy::WidenStep &step = department.widen[i];
    out.any_language = out.any_language || step.drop_language;
    out.any_skills = out.any_skills || step.drop_skills;
    out.dropped.insert(step.dropped_skills.begin(), step.dropped_skills.end());
    out.departments.insert(step.also.begin(), step.also.end());
  }
  return out;
}

} // namespace

bool PlainDesk::is_here(AgentNumber number) const {
  const PlainAgent &agent = world_.agents[number];
  return agent.on_shift && (agent.presence == Presence::online || agent.presence == Presence::away);
}

bool PlainDesk::is_present(AgentNumber number) const {
  const PlainAgent &agent = world_.agents[number];
  return agent.presence == Presence::online && agent.on_shift;
}

std::vector<const PlainConversation *> PlainDesk::holds(AgentNumber agent) const {
  std::vector<const Talk *> out;
  for (const Talk &talk : world_.conversations)
    if (is_held(talk) && talk.agent == agent) out.push_back(&talk);
  return out;
}

std::uint32_t PlainDesk::weight_of(AgentNumber agent) const {
  std::uint32_t sum = 0;
  for (const Talk *talk : holds(agent))
    sum += frame().desk.weights[static_cast<std::size_t>(talk->kind)];
  return sum;
}

bool PlainDesk::may_take(AgentNumber number, const Talk &talk) const {
  const PlainAgent &agent = world_.agents[number];
  const Widened allowed = widened(department(talk), talk);
  if (agent.presence == Presence::gone) return false;
  if (std::none_of(agent.departments.begin(), agent.departments.end(),
                   [&](std::uint32_t one) { return allowed.departments.contains(one); }))
    return false;
  if (!allowed.any_skills)
    for (const std::string &skill : talk.skills)
      if (!allowed.dropped.contains(skill) && !has(agent.skills, skill)) return false;
  if (!allowed.any_language && !talk.language.empty() && !agent.languages.empty() &&
      !has(agent.languages, talk.language))
    return false;
  if (talk.account != usher::desk::none) {
    if (!agent.accounts.empty() && !has(agent.accounts, talk.account)) return false;
    const std::vector<std::uint32_t> &answer = frame().accounts[talk.account].departments;
    if (!answer.empty() && std::none_of(agent.departments.begin(), agent.departments.end(),
                                        [&](std::uint32_t one) { return has(answer, one); }))
      return false;
  }
  const std::optional<std::uint32_t> &limit = agent.capacity_of_kind[static_cast<std::size_t>(talk.kind)];
  return !limit || *limit != 0;
}

/// Its owner lacks a skill or the language that it asks for by now, and nobody has all of them whom it may come to.
bool PlainDesk::is_better_kept(const Talk &talk) const {
  Talk rest = talk;
  rest.skills.clear();
  rest.language.clear();
  if (talk.place != Location::assigned || !may_take(*talk.agent, rest)) return false;
  const Widened allowed = widened(department(talk), talk);
  Talk later = talk;
  later.step = department(talk).widen.size();
  for (AgentNumber i = 0; i < world_.agents.size(); ++i) {
    const PlainAgent &agent = world_.agents[i];
    const bool has_skills =
        allowed.any_skills ||
        std::all_of(talk.skills.begin(), talk.skills.end(), [&](const std::string &skill) {
          return has(agent.skills, skill) || allowed.dropped.contains(skill);
        });
    const bool speaks = allowed.any_language || talk.language.empty() || agent.languages.empty() ||
                        has(agent.languages, talk.language);
    if (has_skills && speaks && may_take(i, later)) return false;
  }
  return true;
}

bool PlainDesk::has_room(AgentNumber number, const Talk &talk) const {
  if (!is_present(number)) return false;
  const PlainAgent &agent = world_.agents[number];
  const std::vector<const Talk *> held = holds(number);
  const std::uint32_t weight = frame().desk.weights[static_cast<std::size_t>(talk.kind)];
  if (mistake_ != Mistake::capacity_ignored && weight_of(number) + weight > agent.capacity) return false;
  const auto of_kind =
      std::count_if(held.begin(), held.end(), [&](const Talk *one) { return one->kind == talk.kind; });
  const std::optional<std::uint32_t> &limit = agent.capacity_of_kind[static_cast<std::size_t>(talk.kind)];
  if (limit && of_kind >= *limit) return false;
  if (department(talk).assign.mode == AssignMode::on_arrival) return true;
  // Who says nothing about it works on as many at once as the strictest of their departments allows.
  std::optional<std::uint32_t> works_on = agent.works_on;
  if (!works_on)
    for (const std::uint32_t one : agent.departments)
      if (const auto &theirs = frame().departments[one].works_on;
          theirs && (!works_on || *theirs < *works_on))
        works_on = theirs;
  const auto active =
      std::count_if(held.begin(), held.end(), [](const Talk *one) { return one->unanswered; });
  return !works_on || active < *works_on;
}

bool PlainDesk::could_take_now(AgentNumber number, const Talk &talk) const {
  if (talk.waits_for && *talk.waits_for != number) return false;
  for (const PlainDecline &decline : talk.declines)
    if (decline.agent == number && decline.until > world_.now && mistake_ != Mistake::declines_forgotten)
      return false;
  return may_take(number, talk) && has_room(number, talk);
}

std::int64_t PlainDesk::fit(AgentNumber number, const Talk &talk) const {
  const PlainAgent &agent = world_.agents[number];
  std::int64_t fit = 1000;
  if (!has(agent.departments, talk.department)) fit = fit * 700 / 1000;
  const auto place = [&](const std::string &skill) {
    return static_cast<std::size_t>(std::find(agent.skills.begin(), agent.skills.end(), skill) -
                                    agent.skills.begin());
  };
  const bool lacks = std::any_of(talk.skills.begin(), talk.skills.end(),
                                 [&](const std::string &skill) { return !has(agent.skills, skill); });
  const bool behind = std::any_of(talk.skills.begin(), talk.skills.end(), [&](const std::string &skill) {
    return place(skill) >= talk.skills.size();
  });
  if (lacks)
    fit = fit * 600 / 1000;
  else if (behind)
    fit = fit * 800 / 1000;
  if (!talk.language.empty() && !agent.languages.empty() && agent.languages[0] != talk.language)
    fit = fit * (has(agent.languages, talk.language) ? 950 : 600) / 1000;
  return fit;
}

std::int64_t PlainDesk::best_fit(const Talk &talk) const {
  std::int64_t best = 0;
  for (AgentNumber i = 0; i < world_.agents.size(); ++i)
    if (could_take_now(i, talk)) best = std::max(best, fit(i, talk));
  return best;
}

/// Work that had begun, and whose customer waits for it to go on.
bool PlainDesk::comes_first(const Talk &talk) { return talk.handed_back && talk.unanswered; }

/// Since when it waits, as far as the order of the queue is concerned.
usher::Instant PlainDesk::counts_since(const Talk &talk) {
  return talk.handed_back && !talk.unanswered ? talk.queued_at : talk.waiting_since;
}

bool PlainDesk::goes_before(const Talk &a, const Talk &b) const {
  if (comes_first(a) != comes_first(b)) return comes_first(a);
  switch (frame().desk.order) {
  case usher::policy::Order::index: {
    const auto parts = [this](const Talk &talk) {
      const std::size_t bands = frame().priority.bands.size();
      Talk promised = talk;
      promised.within = 0; // what is promised for a question alone makes it no more urgent
      const std::optional<usher::calendar::Target> target = targets(promised).first_response;
      const std::int64_t time = !target                ? 8 * usher::hour_ms
                                : target->working_days ? target->amount * usher::day_ms
                                                       : target->amount;
      const auto weight = std::int64_t{1} << (bands - 1 - talk.shown_band);
      return std::pair<usher::Wide, usher::Wide>(
          static_cast<usher::Wide>(weight) *
              static_cast<usher::Wide>(world_.now - counts_since(talk) + 1000) *
              static_cast<usher::Wide>(best_fit(talk)),
          static_cast<usher::Wide>(time));
    };
    const auto [over_a, under_a] = parts(a);
    const auto [over_b, under_b] = parts(b);
    if (over_a * under_b != over_b * under_a) return over_a * under_b > over_b * under_a;
    break;
  }
  case usher::policy::Order::priority: {
    const usher::policy::WaitingPoints &waiting = frame().priority.waiting;
    const auto points = [&](const Talk &talk) {
      return (talk.priority + talk.raised) * waiting.every_ms +
             waiting.points * (world_.now - counts_since(talk));
    };
    if (points(a) != points(b)) return points(a) > points(b);
    break;
  }
  case usher::policy::Order::fifo: break;
  case usher::policy::Order::earliest_due: {
    const auto due = [](const Talk &talk) {
      Instant first = INT64_MAX;
      for (const auto *clock : {&talk.clocks.first_response, &talk.clocks.next_response})
        if (clock->state == usher::calendar::ClockState::running && clock->due)
          first = std::min(first, *clock->due);
      const auto &resolution = talk.clocks.resolution;
      if (first == INT64_MAX && resolution.state == usher::calendar::ClockState::running && resolution.due)
        first = *resolution.due;
      return first;
    };
    if (due(a) != due(b)) return due(a) < due(b);
    break;
  }
  }
  if (counts_since(a) != counts_since(b))
    return (mistake_ == Mistake::newest_first) != (counts_since(a) < counts_since(b));
  return a.number < b.number;
}

std::optional<AgentNumber> PlainDesk::choose(const Talk &talk) {
  std::vector<AgentNumber> can;
  for (AgentNumber i = 0; i < world_.agents.size(); ++i)
    if (could_take_now(i, talk)) can.push_back(i);
  if (can.empty()) return std::nullopt;
  const auto draw = [this](std::size_t below) {
    return static_cast<std::size_t>(usher::desk::random_below(below, seed_, world_.events, world_.draws++));
  };
  const auto skills = [this](AgentNumber i) { return world_.agents[i].skills.size(); };
  const auto less_loaded = [this](AgentNumber a, AgentNumber b) {
    return std::uint64_t{weight_of(a)} * world_.agents[b].capacity <
           std::uint64_t{weight_of(b)} * world_.agents[a].capacity;
  };
  // Who holds something comes after all who hold nothing.
  const auto longer_idle = [&](AgentNumber a, AgentNumber b) {
    const bool is_idle = holds(a).empty();
    if (is_idle != holds(b).empty()) return is_idle;
    if (is_idle) return world_.agents[a].idle_since < world_.agents[b].idle_since;
    if (less_loaded(a, b) || less_loaded(b, a)) return less_loaded(a, b);
    return world_.agents[a].given < world_.agents[b].given;
  };
  const auto first_by = [&can](auto &&before) { return *std::min_element(can.begin(), can.end(), before); };
  switch (department(talk).assign.strategy) {
  case Strategy::index:
  case Strategy::best_match:
    return first_by([&](AgentNumber a, AgentNumber b) {
      if (fit(a, talk) != fit(b, talk)) return fit(a, talk) > fit(b, talk);
      if (skills(a) != skills(b)) return skills(a) < skills(b);
      return longer_idle(a, b);
    });
  case Strategy::longest_idle: return first_by(longer_idle);
  case Strategy::least_loaded:
    return first_by([&](AgentNumber a, AgentNumber b) {
      if (less_loaded(a, b) || less_loaded(b, a)) return less_loaded(a, b);
      return !holds(a).empty() && !holds(b).empty() && longer_idle(a, b);
    });
  case Strategy::most_loaded:
    return first_by([&](AgentNumber a, AgentNumber b) { return less_loaded(b, a); });
  case Strategy::round_robin: {
    const std::optional<AgentNumber> last = world_.turns[talk.department];
    AgentNumber next = can.front();
    for (const AgentNumber i : can)
      if (last && i > *last) {
        next = i;
        break;
      }
    if (talk.waits_for) return next;
    const auto people_of = [this](std::uint32_t department) {
      std::set<AgentNumber> out;
      for (AgentNumber i = 0; i < world_.agents.size(); ++i)
        if (has(world_.agents[i].departments, department)) out.insert(i);
      return out;
    };
    const std::set<AgentNumber> people = people_of(talk.department);
    for (std::uint32_t other = 0; other < world_.turns.size(); ++other)
      if (other == talk.department || (!people.empty() && people_of(other) == people))
        world_.turns[other] = next;
    return next;
  }
  case Strategy::fewest_skills:
    return first_by([&](AgentNumber a, AgentNumber b) {
      return skills(a) != skills(b) ? skills(a) < skills(b) : longer_idle(a, b);
    });
  case Strategy::first: return can.front();
  case Strategy::random: return can[draw(can.size())];
  case Strategy::power_of_two: {
    if (can.size() == 1) return can.front();
    const std::size_t place = draw(can.size());
    const AgentNumber one = can[place];
    can.erase(can.begin() + static_cast<std::ptrdiff_t>(place));
    const AgentNumber other = can[draw(can.size())];
    return less_loaded(other, one) ? other : one;
  }
  }
  return std::nullopt;
}

void PlainDesk::pass() {
  for (;;) {
    Talk *next = nullptr;
    for (Talk &talk : world_.conversations)
      if (talk.place == Location::queued && best_fit(talk) > 0 &&
          (next == nullptr || goes_before(talk, *next)))
        next = &talk;
    if (next == nullptr) return;
    const std::optional<AgentNumber> agent = choose(*next);
    const Reason reason = !next->waits_for      ? Reason::by_strategy
                          : next->waits_by_name ? Reason::preferred
                                                : Reason::owner;
    give(*next, *agent, reason, department(*next).assign.offer_ms > 0);
  }
}

} // namespace usher_test
