// SPDX-License-Identifier: BSL-1.0
#include "simulate/figures.hpp"

#include "simulate/row_figures.hpp"
#include "simulate/words_of_messages.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

constexpr double ms_per_hour = 3'600'000;

class FigureMaker {
 public:
  FigureMaker(const Scenario &scenario, std::uint32_t policy, const Ledger &ledger)
      : scenario_(scenario),
        frame_(scenario.policies[policy].ruleset->frame()),
        ledger_(ledger),
        accounts_(scenario, &Kind::account, &Text::account),
        classes_(scenario, &Kind::name, nullptr),
        languages_(scenario, &Kind::language, &Text::language),
        measured_ms_(static_cast<double>(scenario.until - scenario.measured_from)) {}

  RunFigures make() {
    name_things();
    add_dimension("all", {""}, [](const auto &) { return 0U; });
    add_dimension("account", accounts_.names(),
                  [this](const auto &row) { return accounts_.number_of(row.demand, row.kind, row.text); });
    add_dimension("class", classes_.names(),
                  [this](const auto &row) { return classes_.number_of(row.demand, row.kind, row.text); });
    add_dimension("department", departments_, [](const auto &row) { return row.department; });
    add_dimension("language", languages_.names(),
                  [this](const auto &row) { return languages_.number_of(row.demand, row.kind, row.text); });
    add_dimension("team", teams_, [this](const auto &row) { return team_of(row.agent); });
    add_customer_fairness();
    add_agents();
    add_week();
    add_flows();
    out_.series = ledger_.series;
    out_.events = ledger_.events;
    out_.effects = ledger_.effects;
    out_.model_events = ledger_.model_events;
    return std::move(out_);
  }

 private:
  using Names = std::vector<std::string>;

  void name_things() {
    for (const policy::Department &department : frame_.departments)
      departments_.push_back(department.name);
    for (const Team &team : scenario_.teams)
      teams_.push_back(team.name);
    teams_.emplace_back(team_of_the_policy);
    people_.resize(teams_.size());
    for (const AgentLedger &agent : ledger_.agents)
      people_[team_of(agent)].push_back(&agent);
  }

  /// Whether a team has people under this policy.
  [[nodiscard]] bool works_here(std::size_t team) const { return !people_[team].empty(); }

  /// Those of the policy alone are the last team.
  [[nodiscard]] std::uint32_t team_of(const AgentLedger &agent) const {
    return std::min(agent.team, static_cast<std::uint32_t>(teams_.size() - 1));
  }
  [[nodiscard]] std::uint32_t team_of(std::uint32_t agent) const {
    return agent < ledger_.agents.size() ? team_of(ledger_.agents[agent]) : none;
  }

  /// Places in a list in the order of their groups: those of group g stand from begins[g] on. One group at a time has its
  /// times written out, so that a million rows do not take the room of six.
  struct Sorted {
    std::vector<std::size_t> begins;
    std::vector<std::uint32_t> order;
    std::vector<std::uint32_t> keys; // of all, so that each row, of two cache lines, is read once

    [[nodiscard]] std::size_t count(std::size_t group) const { return begins[group + 1] - begins[group]; }
    [[nodiscard]] bool has_all_in(std::size_t group) const { return count(group) == keys.size(); }

    template <class List, class KeyOf>
    void sort(const List &list, std::size_t groups, const KeyOf &key_of) {
      begins.assign(groups + 1, 0);
      keys.clear();
      keys.reserve(list.size());
      for (const auto &one : list) {
        const std::uint32_t key = key_of(one);
        keys.push_back(key);
        if (key < groups) ++begins[key + 1];
      }
      for (std::size_t group = 0; group < groups; ++group)
        begins[group + 1] += begins[group];
      order.resize(begins.back());
      std::vector<std::size_t> next = begins;
      for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i] < groups) order[next[keys[i]]++] = static_cast<std::uint32_t>(i);
    }
  };

  template <class KeyOf>
  void add_dimension(const std::string &kind, const Names &names, const KeyOf &key_of) {
    if (names.empty()) return;
    rows_of_.sort(ledger_.rows, names.size(), key_of);
    later_of_.sort(ledger_.later_replies, names.size(), key_of);
    for (std::size_t group = 0; group < names.size(); ++group) {
      // All else is there, whether or not anything came of it: a count of nothing is 0.
      if (rows_of_.count(group) == 0 && kind == "team" && !works_here(group)) continue;
      ScopeFigures figures;
      figures.scope = {kind, names[group]};
      // Only what a customer is from the begin on has a sum of how long they waited. Else a group of everything has the
      // figures of all.
      const bool may_change = kind == "department" || kind == "team";
      if (may_change && rows_of_.has_all_in(group) && later_of_.has_all_in(group)) {
        std::copy_if(of_all_.begin(), of_all_.end(), std::back_inserter(figures.figures),
                     [](const Figure &one) { return !one.name.starts_with("queue"); });
      } else {
        const std::int64_t waited_ms = gather(group);
        if (kind == "all")
          group_.waited_ms = ledger_.waiting_ms;
        else if (!may_change)
          group_.waited_ms = static_cast<double>(waited_ms);
        RowFigures(scenario_, teams_, measured_ms_, group_, figures.figures).make();
      }
      if (kind == "all") of_all_ = figures.figures;
      add_to_scope(figures, group);
      out_.scopes.push_back(std::move(figures));
    }
  }

  /// Fills the group from its rows; how long they waited, in ms.
  std::int64_t gather(std::size_t group) {
    group_.begin(rows_of_.count(group));
    group_.by_team.resize(teams_.size());
    std::int64_t waited_ms = 0;
    for (std::size_t at = rows_of_.begins[group]; at < rows_of_.begins[group + 1]; ++at) {
      const LedgerRow &row = ledger_.rows[rows_of_.order[at]];
      // Throughput is of what was closed in the measured time, whenever it came.
      if (row.resolution != never_ms && row.arrival + row.resolution >= scenario_.measured_from)
        ++group_.closed;
      waited_ms += row.waited;
      if (row.counted) group_.add(row, team_of(row.agent));
    }
    for (std::size_t at = later_of_.begins[group]; at < later_of_.begins[group + 1]; ++at)
      group_.later.push_back(ledger_.later_replies[later_of_.order[at]].ms);
    return waited_ms;
  }

  /// What people did, of everything and of a team; and how long the queue was.
  void add_to_scope(ScopeFigures &figures, std::size_t group) {
    const auto add = [&](std::string name, Unit unit, double value) {
      figures.figures.push_back({std::move(name), unit, value});
    };
    People people;
    if (figures.scope.kind == "all") {
      add("system.mean", Unit::count, ledger_.in_system_ms / measured_ms_);
      for (std::size_t at = 0; at < ledger_.waiting_at.size(); ++at) {
        const std::vector<std::uint32_t> &samples = ledger_.waiting_at[at];
        double sum = 0;
        for (const std::uint32_t sample : samples)
          sum += sample;
        const std::int32_t minute = scenario_.report.at_minutes[at];
        if (!samples.empty())
          add(fmt::format("queue.at.{:02}:{:02}", minute / 60, minute % 60), Unit::count,
              sum / static_cast<double>(samples.size()));
      }
      for (const AgentLedger &agent : ledger_.agents)
        people.add(agent);
    } else if (figures.scope.kind == "team") {
      for (const AgentLedger *agent : people_[group])
        people.add(*agent);
    } else {
      return;
    }
    people.tell(add);
  }

  struct People {
    double staffed = 0;
    double busy = 0;
    double slots = 0;
    double room = 0;
    double overtime = 0;
    double sum = 0; // of occupancies
    double squares = 0;
    double lowest = 1;
    double highest = 0;
    double count = 0;

    void add(const AgentLedger &agent) {
      staffed += static_cast<double>(agent.staffed_ms);
      busy += static_cast<double>(agent.busy_ms);
      slots += static_cast<double>(agent.slot_ms);
      room += static_cast<double>(agent.staffed_ms) * agent.capacity;
      overtime += static_cast<double>(agent.overtime_ms);
      if (agent.staffed_ms == 0) return;
      const double occupancy = static_cast<double>(agent.busy_ms) / static_cast<double>(agent.staffed_ms);
      sum += occupancy;
      squares += occupancy * occupancy;
      lowest = std::min(lowest, occupancy);
      highest = std::max(highest, occupancy);
      count += 1;
    }

    template <class F>
    void tell(const F &add_figure) const {
      add_figure("staffed_hours", Unit::hours, staffed / ms_per_hour);
      add_figure("busy_hours", Unit::hours, busy / ms_per_hour);
      add_figure("overtime_hours", Unit::hours, overtime / ms_per_hour);
      if (staffed > 0) add_figure("occupancy", Unit::share, busy / staffed);
      if (room > 0) add_figure("slot_utilisation", Unit::share, slots / room);
      if (squares > 0) add_figure("fairness", Unit::share, sum * sum / (count * squares));
      if (count > 0) add_figure("occupancy.spread", Unit::share, highest - lowest);
    }
  };

  /// Of the classes, languages and accounts: what the worst served get of what the best served get.
  void add_customer_fairness() {
    const auto add = [&](std::string name, double value) {
      out_.scopes.front().figures.push_back({std::move(name), Unit::share, value});
    };
    for (const std::string_view kind : {"class", "language", "account"}) {
      double lowest = 1;
      double highest = 0;
      std::size_t count = 0;
      for (const ScopeFigures &scope : out_.scopes) {
        if (scope.scope.kind != kind) continue;
        const auto found = std::find_if(scope.figures.begin(), scope.figures.end(),
                                        [](const Figure &one) { return one.name == "sla.attainment"; });
        if (found == scope.figures.end()) continue;
        lowest = std::min(lowest, found->value);
        highest = std::max(highest, found->value);
        ++count;
      }
      if (count > 1 && highest > 0) add(fmt::format("customer_fairness.{}", kind), lowest / highest);
    }
  }

  void add_agents() {
    for (const AgentLedger &agent : ledger_.agents) {
      ScopeFigures one;
      one.scope = {"agent", agent.name};
      one.figures.push_back({"answered", Unit::count, static_cast<double>(agent.answered)});
      People people;
      people.add(agent);
      people.tell([&](std::string name, Unit unit, double value) {
        if (name != "fairness" && name != "occupancy.spread")
          one.figures.push_back({std::move(name), unit, value});
      });
      out_.scopes.push_back(std::move(one));
    }
  }

  void add_flows() {
    std::map<std::array<std::uint32_t, 3>, double> counts;
    for (const LedgerRow &row : ledger_.rows)
      if (row.counted && row.outcome != Outcome::deflected && row.outcome != Outcome::not_engaged)
        counts[{classes_.number_of(row.demand, row.kind, row.text), row.department, team_of(row.agent)}] += 1;
    const auto name = [](const Names &names, std::uint32_t number) {
      return number < names.size() ? names[number] : std::string();
    };
    for (const auto &[key, count] : counts)
      out_.flows.push_back(
          {name(classes_.names(), key[0]), name(departments_, key[1]), name(teams_, key[2]), count});
  }

  void add_week() {
    const auto covered = calendar::covered_hours(*scenario_.zone, scenario_.measured_from, scenario_.until);
    for (std::size_t hour = 0; hour < covered.size(); ++hour)
      out_.week.hours[hour] = static_cast<double>(covered[hour]) / ms_per_hour;
    for (const LedgerRow &row : ledger_.rows) {
      if (!row.counted) continue;
      const std::size_t hour = calendar::hour_of_week(*scenario_.zone, row.arrival);
      out_.week.arrivals[hour] += 1;
      if (row.first_reply == never_ms) continue;
      out_.week.first_reply_ms[hour] += static_cast<double>(row.first_reply);
      out_.week.first_replies[hour] += 1;
    }
  }

  const Scenario &scenario_;
  const policy::Frame &frame_;
  const Ledger &ledger_;
  WordsOfMessages accounts_;
  WordsOfMessages classes_;
  WordsOfMessages languages_;
  double measured_ms_;
  Names departments_;
  Names teams_;
  std::vector<std::vector<const AgentLedger *>> people_; // by team
  Sorted rows_of_; // of the dimension at hand, and of the group: their room is for the next ones, too
  Sorted later_of_;
  RowGroup group_;
  std::vector<Figure> of_all_; // of their rows
  RunFigures out_;
};

} // namespace

std::string_view name_of(Unit unit) noexcept {
  switch (unit) {
  case Unit::count: return "count";
  case Unit::share: return "share";
  case Unit::ms: return "ms";
  case Unit::hours: return "hours";
  case Unit::per_hour: return "per_hour";
  }
  return {};
}

std::string_view name_of(Outcome outcome) noexcept {
  switch (outcome) {
  case Outcome::waiting: return "waiting";
  case Outcome::in_progress: return "in_progress";
  case Outcome::served: return "served";
  case Outcome::abandoned: return "abandoned";
  case Outcome::blocked: return "blocked";
  case Outcome::answered_many: return "answered_many";
  case Outcome::not_engaged: return "not_engaged";
  case Outcome::deflected: return "deflected";
  }
  return {};
}

RunFigures figures_of(const Scenario &scenario, std::uint32_t policy, const Ledger &ledger) {
  return FigureMaker(scenario, policy, ledger).make();
}

} // namespace usher::simulate
