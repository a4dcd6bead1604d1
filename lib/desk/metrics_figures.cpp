// SPDX-License-Identifier: BSL-1.0
#include "desk/metrics_figures.hpp"

#include "base/word_hash.hpp"
#include "desk/state.hpp"
#include "policy/facts.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>

namespace usher::desk {
namespace {

using calendar::all_clocks;
using calendar::ClockState;
using calendar::ServiceClock;
using calendar::ServiceClocks;

constexpr std::array<Series, policy::service_clock_count> business_of_clock = {
    Series::first_reply_business, Series::next_reply_business, Series::full_resolution_business};

bool counts(const ServiceClock &clock) noexcept {
  return clock.state == ClockState::running || clock.state == ClockState::paused;
}

bool is_overdue(const ServiceClock &clock, Instant now) noexcept {
  return counts(clock) && (clock.breached || (clock.due && now > *clock.due));
}

class Maker {
 public:
  Maker(const Desk &desk, const FigureOptions &options)
      : state_(desk.state()), metrics_(desk.metrics()), options_(options) {
    out_.time = state_.counters().now;
    out_.since = metrics_.since();
    out_.options = options;
  }

  Figures make() && {
    name_groups();
    for (const Conversation &conversation : state_.conversations())
      if (!conversation.gone) look_at(conversation);
    look_at_agents();
    for (std::size_t dimension = 0; dimension < dimension_count; ++dimension)
      for (GroupFigures &group : out_.groups[dimension])
        finish(static_cast<Dimension>(dimension), group);
    drop_silent();
    compare();
    return std::move(out_);
  }

 private:
  // The departments of the policy and everybody at the desk stand in their own order, with or without figures; what
  // else there are figures of follows.
  void name_groups() {
    add(Dimension::desk, "");
    const policy::Frame &frame = state_.terms().frame();
    for (const policy::Department &department : frame.departments)
      add(Dimension::department, department.name);
    for (const auto &account : frame.accounts)
      add(Dimension::account, account.name);
    for (const std::string_view kind : policy::channel_kind_names())
      add(Dimension::channel, kind);
    for (const Agent &agent : state_.agents())
      add(Dimension::agent, agent.name);
    std::vector<std::string_view> languages;
    for (const Metrics::Group &group : metrics_.groups(Dimension::language))
      if (!group.is_silent()) languages.push_back(group.name);
    std::sort(languages.begin(), languages.end());
    for (const std::string_view language : languages)
      add(Dimension::language, language);
    for (std::size_t dimension = 0; dimension < dimension_count; ++dimension)
      for (const Metrics::Group &group : metrics_.groups(static_cast<Dimension>(dimension)))
        if (!group.is_silent()) fill(add(static_cast<Dimension>(dimension), group.name), group);
    goals_.resize(frame.departments.size());
    for (std::size_t department = 0; department < frame.departments.size(); ++department)
      goals_[department].resize(frame.departments[department].goals.size());
  }

  GroupFigures &add(Dimension dimension, std::string_view name) {
    const auto index = static_cast<std::size_t>(dimension);
    const auto found = numbers_[index].find(name);
    if (found != numbers_[index].end()) return out_.groups[index][found->second];
    numbers_[index].emplace(name, out_.groups[index].size());
    GroupFigures &group = out_.groups[index].emplace_back();
    group.name = name;
    return group;
  }

  static void fill(GroupFigures &figures, const Metrics::Group &group) {
    figures.counts = group.counts;
    figures.series = group.series;
    for (std::size_t clock = 0; clock < figures.promises.size(); ++clock) {
      const auto of = [&](Count first) { return group.counts[static_cast<std::size_t>(first) + clock]; };
      figures.promises[clock] = {of(Count::kept_first_response), of(Count::broken_first_response),
                                 of(Count::lapsed_first_response), 0};
    }
  }

  template <class Take>
  void each_group(const ConversationData &data, AgentId agent, Take &&take) {
    take(out_.groups[0].front());
    take(out_.groups[static_cast<std::size_t>(Dimension::department)][data.department]);
    if (data.account < state_.terms().frame().accounts.size())
      take(out_.groups[static_cast<std::size_t>(Dimension::account)][data.account]);
    take(out_.groups[static_cast<std::size_t>(Dimension::channel)][static_cast<std::size_t>(data.kind)]);
    if (data.language != 0) take(add(Dimension::language, state_.words().text(data.language)));
    if (agent != no_agent) take(out_.groups[static_cast<std::size_t>(Dimension::agent)][agent]);
  }

  void look_at(const Conversation &conversation) {
    const ConversationData &data = conversation.data;
    if (data.is_question) return; // of no customer
    if (data.measures.resolved != 0) {
      look_at_solved(data);
    } else if (data.engaged && data.status != Status::resolved) {
      look_at_open(data);
    }
  }

  void look_at_solved(const ConversationData &data) {
    const auto took = [&](Series series, std::int64_t ms) {
      each_group(data, data.measures.resolved_by, [&](GroupFigures &group) {
        Durations &durations = group.series[static_cast<std::size_t>(series)];
        durations.add(ms);
      });
    };
    took(Series::full_resolution, data.measures.resolved - data.created);
    if (data.clocks.resolution.state == ClockState::met &&
        measures_duration(data, &ServiceClocks::resolution))
      took(Series::full_resolution_business, data.clocks.resolution.spent);
  }

  void look_at_open(const ConversationData &data) {
    const Instant now = out_.time;
    std::array<bool, policy::service_clock_count> overdue{};
    for (std::size_t clock = 0; clock < all_clocks.size(); ++clock)
      overdue[clock] = is_overdue(data.clocks.*all_clocks[clock], now);
    const std::int64_t age = now - data.created;
    const auto band = static_cast<std::size_t>(
        std::find_if(age_bounds.begin(), age_bounds.end(), [&](std::int64_t bound) { return age < bound; }) -
        age_bounds.begin());
    const AgentId agent = data.location == Location::assigned ? data.agent : no_agent;
    each_group(data, agent, [&](GroupFigures &group) {
      Backlog &backlog = group.backlog;
      ++backlog.open;
      if (data.unanswered) ++backlog.unanswered;
      if (data.measures.first_reply == 0) ++backlog.unreplied;
      if (overdue[0] || overdue[1] || overdue[2]) ++backlog.overdue;
      ++backlog.ages[band];
      for (std::size_t clock = 0; clock < overdue.size(); ++clock)
        if (overdue[clock]) ++group.promises[clock].overdue;
    });
    look_at_goals(data);
  }

  // What is past the time of a goal already is longer than it, whenever it will be answered.
  void look_at_goals(const ConversationData &data) {
    const Terms::Department &department = state_.terms().department(data.department);
    for (std::size_t goal = 0; goal < department.policy->goals.size(); ++goal) {
      const policy::Goal &wanted = department.policy->goals[goal];
      if (!wanted.clock) continue;
      const ClockOf of_goal = all_clocks[static_cast<std::size_t>(*wanted.clock)];
      const ServiceClock &clock = data.clocks.*of_goal;
      if (!counts(clock) || !measures_duration(data, of_goal)) continue;
      const std::int64_t service = calendar::times(clock, *department.calendar, out_.time).service;
      if (service > Durations::bound(wanted.within_ms)) ++goals_[data.department][goal];
    }
  }

  void look_at_agents() {
    for (AgentId id = 0; id < state_.agents().size(); ++id) {
      Agent now; // as it will be told of up to now; the desk itself stays as it is
      now.data = state_.agent(id).data;
      now.measure(out_.time);
      const auto take = [&](GroupFigures &group) {
        group.present_ms += now.data.present_ms;
        group.busy_ms += now.data.busy_ms;
      };
      take(out_.groups[static_cast<std::size_t>(Dimension::agent)][id]);
      take(out_.groups[0].front());
      for (const std::uint32_t department : state_.profile(state_.agent(id)).departments)
        take(out_.groups[static_cast<std::size_t>(Dimension::department)][department]);
    }
  }

  void finish(Dimension dimension, GroupFigures &group) {
    group.responses.add_all(group[Series::first_reply]);
    group.responses.add_all(group[Series::next_reply]);
    group.responses_business.add_all(group[Series::first_reply_business]);
    group.responses_business.add_all(group[Series::next_reply_business]);
    group.short_abandoned = group[Series::abandoned].within(options_.short_ms);
    std::int64_t within = options_.within_ms;
    if (dimension == Dimension::department) {
      const auto number =
          static_cast<std::size_t>(&group - out_.groups[static_cast<std::size_t>(dimension)].data());
      if (number < goals_.size()) {
        add_goals(group, number);
        if (within == 0) within = wanted_response(group);
      }
    }
    if (within > 0) add_service_level(group, within);
  }

  void add_goals(GroupFigures &group, std::size_t department) {
    const std::vector<policy::Goal> &goals = state_.terms().frame().departments[department].goals;
    for (std::size_t goal = 0; goal < goals.size(); ++goal) {
      const std::size_t clock = static_cast<std::size_t>(goals[goal].clock.value_or(policy::ServiceClock{}));
      group.goals.push_back(figures_of(goals[goal], group[business_of_clock[clock]], goals_[department][goal],
                                       group.all_promises().attainment()));
    }
  }

  static std::int64_t wanted_response(const GroupFigures &group) {
    for (const GoalFigures &goal : group.goals)
      if (goal.clock == policy::ServiceClock::first_response) return goal.within_ms;
    return 0;
  }

  void add_service_level(GroupFigures &group, std::int64_t within) {
    ServiceLevel level;
    level.within_ms = Durations::bound(within);
    level.offered = group[Count::taken_in];
    level.answered = group[Series::first_reply].count();
    level.answered_within = group[Series::first_reply].within(within);
    level.abandoned_within = group[Series::abandoned].within(within);
    group.service_level = level;
  }

  // Accounts, channels and languages that nothing was ever said of would be most of the page.
  void drop_silent() {
    for (const Dimension dimension : {Dimension::account, Dimension::channel, Dimension::language})
      std::erase_if(out_.groups[static_cast<std::size_t>(dimension)], [](const GroupFigures &group) {
        return group.backlog.open == 0 &&
               std::all_of(group.counts.begin(), group.counts.end(),
                           [](std::uint64_t count) { return count == 0; }) &&
               std::all_of(group.series.begin(), group.series.end(),
                           [](const Durations &durations) { return durations.count() == 0; });
      });
  }

  void compare() {
    Wide sum = 0;
    Wide squares = 0;
    std::uint64_t people = 0;
    for (const GroupFigures &agent : out_[Dimension::agent]) {
      if (!agent.occupancy().is_known()) continue;
      const std::uint64_t occupancy = agent.occupancy().millionths();
      sum += occupancy;
      squares += Wide(occupancy) * occupancy;
      ++people;
    }
    // Of people who all have nothing to do there is no fairness. Both parts are made to fit.
    if (squares != 0) {
      const Wide scale = Wide(1'000'000'000);
      out_.agent_fairness = {static_cast<std::uint64_t>(sum * sum * scale / (squares * people)),
                             static_cast<std::uint64_t>(scale)};
    }
    out_.language_fairness = lowest_by_highest(out_[Dimension::language]);
    out_.channel_fairness = lowest_by_highest(out_[Dimension::channel]);
  }

  // Of at least two, of which one keeps any promise.
  static Ratio lowest_by_highest(const std::vector<GroupFigures> &groups) {
    std::uint64_t lowest = UINT64_MAX;
    std::uint64_t highest = 0;
    std::size_t known = 0;
    for (const GroupFigures &group : groups) {
      const Ratio attainment = group.all_promises().attainment();
      if (!attainment.is_known()) continue;
      lowest = std::min(lowest, attainment.millionths());
      highest = std::max(highest, attainment.millionths());
      ++known;
    }
    return known < 2 ? Ratio{} : Ratio{lowest, highest};
  }

  const State &state_;
  const Metrics &metrics_;
  FigureOptions options_;
  Figures out_;
  std::array<std::map<std::string, std::size_t, std::less<>>, dimension_count> numbers_; // by name
  std::vector<std::vector<std::uint64_t>> goals_; // by department and goal: how many are beyond it
};

} // namespace

PromiseFigures GroupFigures::all_promises() const noexcept {
  PromiseFigures out;
  for (const PromiseFigures &one : promises) {
    out.kept += one.kept;
    out.broken += one.broken;
    out.lapsed += one.lapsed;
    out.overdue += one.overdue;
  }
  return out;
}

Figures figures_of(const Desk &desk, const FigureOptions &options) { return Maker(desk, options).make(); }

} // namespace usher::desk
