// SPDX-License-Identifier: BSL-1.0
#include "simulate/figures.hpp"

#include "simulate/row_figures.hpp"

#include <algorithm>
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
        measured_ms_(static_cast<double>(scenario.until - scenario.measured_from)) {}

  RunFigures make() {
    gather();
    for (auto &[scope, rows] : groups_) {
      ScopeFigures figures;
      figures.scope = scope;
      RowFigures(scenario_, measured_ms_, rows, figures.figures).make();
      add_to_scope(figures);
      out_.scopes.push_back(std::move(figures));
    }
    add_agents();
    add_week();
    for (const auto &[key, count] : flows_)
      out_.flows.push_back({key[0], key[1], key[2], count});
    out_.series = ledger_.series;
    out_.events = ledger_.events;
    out_.effects = ledger_.effects;
    out_.model_events = ledger_.model_events;
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string department(std::uint32_t number) const {
    return number < frame_.departments.size() ? frame_.departments[number].name : std::string();
  }
  [[nodiscard]] std::string team(std::uint32_t agent) const {
    if (agent >= ledger_.agents.size()) return {};
    const std::uint32_t number = ledger_.agents[agent].team;
    return number < scenario_.teams.size() ? scenario_.teams[number].name : std::string("others");
  }

  /// What a conversation counts for.
  template <class F>
  void each_group(const Kind &kind, const std::string &where, const std::string &who, const F &count) {
    count(groups_[{"all", ""}]);
    count(groups_[{"class", kind.name}]);
    if (!where.empty()) count(groups_[{"department", where}]);
    if (!who.empty()) count(groups_[{"team", who}]);
    if (!kind.account.empty()) count(groups_[{"account", kind.account}]);
    if (!kind.language.empty()) count(groups_[{"language", kind.language}]);
  }

  void gather() {
    const Scope all{"all", ""};
    RowGroup &everything = groups_[all];
    everything.waited_ms = ledger_.waiting_ms;
    for (std::size_t demand = 0; demand < scenario_.demands.size(); ++demand) {
      for (std::size_t kind = 0; kind < scenario_.demands[demand].kinds.size(); ++kind) {
        RowGroup &of_class = groups_[{"class", scenario_.demands[demand].kinds[kind].name}];
        of_class.waited_ms += static_cast<double>(ledger_.waited_by_kind[demand][kind]);
      }
    }
    for (const LedgerRow &row : ledger_.rows) {
      const Kind &kind = scenario_.demands[row.demand].kinds[row.kind];
      const std::string where = department(row.department);
      const std::string who = team(row.agent);
      // Throughput is of what was closed in the measured time, whenever it came.
      if (row.resolution != never_ms && row.arrival + row.resolution >= scenario_.measured_from)
        each_group(kind, where, who, [](RowGroup &group) { ++group.closed; });
      if (!row.counted) continue;
      each_group(kind, where, who, [&](RowGroup &group) { group.add(row, who); });
      if (row.outcome != Outcome::deflected && row.outcome != Outcome::not_engaged)
        flows_[{kind.name, where, who}] += 1;
    }
    for (const LaterReply &later : ledger_.later_replies) {
      const Kind &kind = scenario_.demands[later.demand].kinds[later.kind];
      everything.later.push_back(later.ms);
      groups_[{"class", kind.name}].later.push_back(later.ms);
      if (const std::string where = department(later.department); !where.empty())
        groups_[{"department", where}].later.push_back(later.ms);
      if (const std::string who = team(later.agent); !who.empty())
        groups_[{"team", who}].later.push_back(later.ms);
    }
    // A team is there whether or not it had something to do.
    for (const AgentLedger &agent : ledger_.agents)
      if (agent.team < scenario_.teams.size()) (void)groups_[{"team", scenario_.teams[agent.team].name}];
  }

  /// What people did, of everything and of a team; and how long the queue was.
  void add_to_scope(ScopeFigures &figures) {
    const auto add = [&](std::string name, Unit unit, double value) {
      figures.figures.push_back({std::move(name), unit, value});
    };
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
    } else if (figures.scope.kind != "team") {
      return;
    }
    People people;
    for (const AgentLedger &agent : ledger_.agents) {
      const bool is_theirs =
          figures.scope.kind == "all" ||
          (agent.team < scenario_.teams.size() && scenario_.teams[agent.team].name == figures.scope.name);
      if (is_theirs) people.add(agent);
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

  void add_week() {
    const auto hour_of = [&](Instant time) {
      const calendar::LocalTime local = scenario_.zone->local(time);
      return calendar::weekday_of(local.day) * 24U + static_cast<unsigned>(local.ms / 3'600'000);
    };
    for (Instant at = scenario_.measured_from; at < scenario_.until; at += 3'600'000)
      out_.week.hours[hour_of(at)] += 1;
    for (const LedgerRow &row : ledger_.rows) {
      if (!row.counted) continue;
      const unsigned hour = hour_of(row.arrival);
      out_.week.arrivals[hour] += 1;
      if (row.first_reply == never_ms) continue;
      out_.week.first_reply_ms[hour] += static_cast<double>(row.first_reply);
      out_.week.first_replies[hour] += 1;
    }
  }

  const Scenario &scenario_;
  const policy::Frame &frame_;
  const Ledger &ledger_;
  double measured_ms_;
  std::map<Scope, RowGroup> groups_; // `all` comes first by its name
  std::map<std::array<std::string, 3>, double> flows_;
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
