// SPDX-License-Identifier: BSL-1.0
// Figures against the plain ones.
#include "oracle/plain_metrics.hpp"
#include "policy/facts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher_test {

using namespace usher::desk;
using usher::calendar::ServiceClock;
using usher::calendar::ServiceClocks;

namespace {

std::uint64_t count_of(const PlainGroup &group, std::string_view name) {
  const auto found = group.counts.find(name);
  return found == group.counts.end() ? 0 : found->second;
}

std::vector<std::int64_t> sorted(const PlainGroup &group, std::string_view name) {
  const auto found = group.durations.find(name);
  std::vector<std::int64_t> out =
      found == group.durations.end() ? std::vector<std::int64_t>{} : found->second;
  std::sort(out.begin(), out.end());
  return out;
}

// The nearest rank: the first of the sorted that so many percent are not longer than.
std::int64_t nearest_rank(const std::vector<std::int64_t> &list, std::size_t percent) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if ((i + 1) * 100 >= percent * list.size()) return list[i];
  return list.back();
}

std::string difference(std::string_view what, const Durations &told, const std::vector<std::int64_t> &list) {
  std::uint64_t sum = 0;
  for (const std::int64_t one : list)
    sum += static_cast<std::uint64_t>(one);
  if (told.count() != list.size() || told.sum() != sum)
    return fmt::format("{}: {} of {} ms, plainly {} of {} ms", what, told.count(), told.sum(), list.size(),
                       sum);
  if (list.empty() && told == Durations()) return {}; // and so tells no percentile
  for (const int percent : told_percentiles) {
    const auto is = told.percentile(percent);
    if (is.has_value() != !list.empty()) return fmt::format("{}: p{} is there or not", what, percent);
    if (!is) continue;
    const std::int64_t wanted = nearest_rank(list, static_cast<std::size_t>(percent));
    if (std::abs(*is - wanted) * 128 > wanted)
      return fmt::format("{}: p{} {} ms, plainly {} ms", what, percent, *is, wanted);
  }
  return {};
}

std::string difference(std::string_view what, std::uint64_t is, std::uint64_t wanted) {
  return is == wanted ? std::string() : fmt::format("{}: {}, plainly {}", what, is, wanted);
}

/// All that is told of a group, against what it is plainly.
std::string group_difference(const GroupFigures &is, const PlainGroup &plain) {
  const auto first = [](std::initializer_list<std::string> all) {
    for (const std::string &one : all)
      if (!one.empty()) return one;
    return std::string();
  };
  for (const CountName &name : count_names())
    if (auto wrong = difference(name.name, is[name.count], count_of(plain, name.name)); !wrong.empty())
      return wrong;
  for (const SeriesName &name : series_names()) {
    const std::string word(name.name);
    auto wrong = difference(word, is[name.series], sorted(plain, word));
    if (wrong.empty() && name.business != Series::nothing)
      wrong = difference(word + " open", is[name.business], sorted(plain, word + " open"));
    if (!wrong.empty()) return wrong;
  }
  static constexpr std::array<std::array<std::string_view, 4>, 3> promise_names = {
      {{"kept first_response", "broken first_response", "lapsed first_response", "overdue first_response"},
       {"kept next_response", "broken next_response", "lapsed next_response", "overdue next_response"},
       {"kept resolution", "broken resolution", "lapsed resolution", "overdue resolution"}}};
  for (std::size_t clock = 0; clock < is.promises.size(); ++clock) {
    const PromiseFigures &promises = is.promises[clock];
    const std::array<std::uint64_t, 4> told = {promises.kept, promises.broken, promises.lapsed,
                                               promises.overdue};
    for (std::size_t i = 0; i < told.size(); ++i)
      if (auto wrong = difference(promise_names[clock][i], told[i], count_of(plain, promise_names[clock][i]));
          !wrong.empty())
        return wrong;
  }
  static constexpr std::array<std::string_view, age_names.size()> ages = {"age 1h", "age 4h", "age 1d",
                                                                          "age 3d", "age 7d", "age more"};
  for (std::size_t age = 0; age < ages.size(); ++age)
    if (auto wrong = difference(ages[age], is.backlog.ages[age], count_of(plain, ages[age])); !wrong.empty())
      return wrong;
  return first(
      {difference("response", is.responses, sorted(plain, "response")),
       difference("response open", is.responses_business, sorted(plain, "response open")),
       difference("open", is.backlog.open, count_of(plain, "open")),
       difference("unanswered", is.backlog.unanswered, count_of(plain, "unanswered")),
       difference("unreplied", is.backlog.unreplied, count_of(plain, "unreplied")),
       difference("overdue", is.backlog.overdue, count_of(plain, "overdue")),
       difference("present", static_cast<std::uint64_t>(is.present_ms),
                  static_cast<std::uint64_t>(plain.present)),
       difference("busy", static_cast<std::uint64_t>(is.busy_ms), static_cast<std::uint64_t>(plain.busy))});
}

} // namespace

/// With T rounded up to where durations are told apart, as the page says.
std::string PlainMetrics::goal_difference(const GroupFigures &figures, const PlainGroup &group,
                                          std::uint32_t department, const PlainWorld &world) const {
  if (department >= ruleset_->frame().departments.size()) // of a policy before
    return figures.goals.empty() ? "" : "a department that is gone has goals";
  const std::vector<usher::policy::Goal> &goals = ruleset_->frame().departments[department].goals;
  if (figures.goals.size() != goals.size()) return "goals are missing";
  for (std::size_t i = 0; i < goals.size(); ++i) {
    const usher::policy::Goal &goal = goals[i];
    const GoalFigures &is = figures.goals[i];
    std::uint64_t in_time = 0;
    std::uint64_t all = 0;
    if (!goal.clock) {
      for (const char *clock : {"first_response", "next_response", "resolution"}) {
        in_time += count_of(group, std::string("kept ") + clock);
        for (const char *result : {"kept ", "broken ", "overdue "})
          all += count_of(group, std::string(result) + clock);
      }
      if (is.kept.part != in_time || is.kept.whole != all)
        return fmt::format("goal {}: {} of {}", i, in_time, all);
    } else {
      const std::int64_t within = Durations::bound(goal.within_ms);
      const auto number = static_cast<std::size_t>(*goal.clock);
      const char *const names[] = {"first_reply open", "next_reply open", "full_resolution open"};
      for (const std::int64_t one : sorted(group, names[number])) {
        ++all;
        if (one <= within) ++in_time;
      }
      const std::array<ServiceClock ServiceClocks::*, 3> clocks = {
          &ServiceClocks::first_response, &ServiceClocks::next_response, &ServiceClocks::resolution};
      for (const PlainConversation &talk : world.conversations) {
        const bool is_theirs = talk.department == department && talk.asker.empty();
        if (!is_theirs || !talk.engaged || talk.status == Status::resolved) continue;
        const ServiceClock &clock = talk.clocks.*clocks[number];
        const bool runs = clock.state == usher::calendar::ClockState::running;
        if (!runs && clock.state != usher::calendar::ClockState::paused) continue;
        const auto record = records_.find(talk.number);
        const usher::Instant asked = record == records_.end() ? 0 : record->second.oldest_question;
        if (clock.started != (number == 1 ? asked : talk.created)) continue;
        const auto &named = ruleset_->frame().departments[department].calendar;
        const usher::calendar::Calendar &calendar = *ruleset_->calendar(
            named.value_or(static_cast<std::uint32_t>(ruleset_->frame().calendars.size() - 1)));
        const std::int64_t spent = clock.spent + (runs ? calendar.elapsed(clock.changed, world.now) : 0);
        if (spent > within) ++all;
      }
      if (is.share().part != in_time || is.share().whole != all)
        return fmt::format("goal {}: {} of {}, plainly {} of {}", i, is.share().part, is.share().whole,
                           in_time, all);
    }
    if (all != 0 && is.is_met() != (in_time * 100 >= all * static_cast<unsigned>(goal.percent)))
      return fmt::format("goal {}: met or not", i);
  }
  return {};
}

std::string PlainMetrics::difference(const Figures &figures, const PlainWorld &world) const {
  Groups groups = groups_;
  add_backlog(groups, world);
  // People up to now; those of a department are who is in it now.
  const std::int64_t passed = people_since_ == 0 ? 0 : world.now - people_since_;
  for (const PlainPerson &person : people_) {
    PlainGroup &own = groups[{"agent", person.name}];
    if (person.present) own.present += passed;
    if (person.present && person.busy) own.busy += passed;
    std::vector<PlainGroupName> also = {{"desk", ""}};
    for (const std::uint32_t department : person.departments)
      also.emplace_back("department", ruleset_->frame().departments[department].name);
    for (const PlainGroupName &name : also) {
      groups[name].present += own.present;
      groups[name].busy += own.busy;
    }
  }
  for (std::size_t i = 0; i < dimension_count; ++i) {
    const auto dimension = static_cast<Dimension>(i);
    const std::string word(name_of(dimension));
    std::set<std::string> told;
    for (const GroupFigures &one : figures[dimension]) {
      told.insert(one.name);
      const PlainGroup &plain = groups[{word, one.name}];
      std::string wrong = group_difference(one, plain);
      if (wrong.empty() && dimension == Dimension::department)
        wrong =
            goal_difference(one, plain, static_cast<std::uint32_t>(&one - figures[dimension].data()), world);
      if (!wrong.empty()) return fmt::format("metrics of {} {}: {}", word, one.name, wrong);
    }
    for (const auto &[name, plain] : groups)
      if (name.first == word && !told.contains(name.second))
        return fmt::format("metrics have no {} {}", word, name.second);
  }
  return {};
}

} // namespace usher_test
