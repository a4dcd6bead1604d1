// SPDX-License-Identifier: BSL-1.0
#include "base/duration.hpp"
#include "base/page.hpp"
#include "base/text_width.hpp"
#include "simulate/results.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

struct Line {
  std::string_view metric;
  std::string_view label;
};

// What everybody wants to know first. Those that a scenario has no figure of are left out.
constexpr std::array<Line, 19> lines = {{{"offered", "conversations"},
                                         {"first_reply.mean", "first reply, mean"},
                                         {"first_reply.p50", "first reply, median"},
                                         {"first_reply.p95", "first reply, p95"},
                                         {"next_reply.mean", "next reply, mean"},
                                         {"resolution.mean", "resolution, mean"},
                                         {"wait.all.mean", "wait, mean"},
                                         {"share.waited", "had to wait"},
                                         {"sla.first_response.attainment", "first response in time"},
                                         {"sla.next_response.attainment", "next response in time"},
                                         {"sla.resolution.attainment", "resolution in time"},
                                         {"share.abandoned", "left before"},
                                         {"share.blocked", "turned away"},
                                         {"transferred", "passed on"},
                                         {"unanswered", "unanswered at the end"},
                                         {"queue.mean", "waiting, on average"},
                                         {"occupancy", "occupancy"},
                                         {"staffed_hours", "hours staffed"},
                                         {"overtime_hours", "overtime"}}};

std::string with_interval(const Estimate &figure) {
  std::string out = format_value(figure.mean, figure.unit);
  if (figure.runs > 1) out += fmt::format(" ± {}", format_value(figure.half_width, figure.unit));
  return out;
}

class TextTable {
 public:
  /// The first column is of names, the others are of figures, which stand at their right.
  explicit TextTable(std::size_t columns) : widths_(columns) {}
  void row(std::vector<std::string> cells) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      widths_[i] = wide_enough(widths_[i], cells[i]);
    rows_.push_back(std::move(cells));
  }
  void write(std::string &out) const {
    for (const std::vector<std::string> &cells : rows_) {
      std::string line;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string cell = cut(cells[i], widths_[i]);
        const std::string space(widths_[i] - width_of(cell), ' ');
        line += i == 0 ? cell + space : "  " + space + cell;
      }
      line.erase(line.find_last_not_of(' ') + 1);
      out += line + "\n";
    }
  }

 private:
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
};

void add_overall(const Results &results, std::string &out) {
  const Scenario &scenario = results.scenario();
  TextTable table(scenario.policies.size() + 1);
  std::vector<std::string> head = {""};
  for (const PolicyUse &use : scenario.policies)
    head.push_back(use.name);
  if (scenario.policies.size() > 1) table.row(head);
  std::vector<Line> all(lines.begin(), lines.end());
  std::vector<std::string> levels;
  for (const std::int64_t within : scenario.report.within_ms)
    levels.push_back("first_reply.within." + format_duration(within));
  levels.push_back("unanswered_after." + format_duration(scenario.report.late_ms));
  const auto add = [&](std::string_view metric, const std::string &label) {
    std::vector<std::string> cells = {label};
    bool any = false;
    for (const PolicyResults &policy : results.policies()) {
      const ScopeEstimates *everything = policy.find("all", "");
      const Estimate *figure = everything == nullptr ? nullptr : everything->find(metric);
      const bool is_said = figure != nullptr && (figure->mean != 0 || metric == "offered");
      any = any || is_said;
      cells.push_back(figure == nullptr ? "-" : with_interval(*figure));
    }
    if (any) table.row(std::move(cells));
  };
  for (const Line &line : all)
    add(line.metric, std::string(line.label));
  for (const std::string &level : levels) {
    const std::string length = level.substr(level.rfind('.') + 1);
    add(level, (level.starts_with("first") ? "answered within " : "unanswered after ") + length);
  }
  table.write(out);
}

void add_scopes(const Results &results, std::string_view kind, std::string_view title, std::string &out) {
  TextTable table(7);
  table.row({std::string(title), "conversations", "first reply", "p95", "in time", "left", "occupancy"});
  std::size_t count = 0;
  for (std::size_t number = 0; number < results.policies().size(); ++number) {
    for (const ScopeEstimates &scope : results.policies()[number].scopes) {
      if (scope.scope.kind != kind) continue;
      ++count;
      std::string name = scope.scope.name;
      if (results.policies().size() > 1)
        name += fmt::format(" ({})", results.scenario().policies[number].name);
      const auto value = [&](std::string_view metric) {
        const Estimate *figure = scope.find(metric);
        return figure == nullptr ? std::string("-") : format_value(figure->mean, figure->unit);
      };
      table.row({name, value("offered"), value("first_reply.mean"), value("first_reply.p95"),
                 value("sla.attainment"), value("share.abandoned"), value("occupancy")});
    }
  }
  if (count < 2) return;
  out += "\n";
  table.write(out);
}

void add_verdicts(const Results &results, std::string &out) {
  if (results.verdicts().empty()) return;
  out += "\n";
  for (const Verdict &one : results.verdicts()) {
    const Expectation &expectation = *one.expectation;
    const auto shown = [&](double value) {
      return one.is_ratio ? fmt::format("{:.3g} times", value) : format_value(value, one.unit);
    };
    std::string what = expectation.metric;
    if (!expectation.scope.empty()) what += fmt::format(" of {}", expectation.scope);
    if (!expectation.policy.empty()) what += fmt::format(", {}", expectation.policy);
    std::string limits;
    const auto &low = one.is_ratio ? expectation.min_ratio : expectation.min;
    const auto &high = one.is_ratio ? expectation.max_ratio : expectation.max;
    if (low) limits += fmt::format(", at least {}", shown(*low));
    if (high) limits += fmt::format(", at most {}", shown(*high));
    if (!expectation.against.empty()) what += fmt::format(" against {}", expectation.against);
    out += fmt::format("{} line {}: {} is {}{}\n", one.passed ? "ok    " : "FAILED",
                       expectation.place.position.line, on_one_line(what),
                       one.value ? shown(*one.value) : std::string("not there"), limits);
  }
}

} // namespace

std::string format_value(double value, Unit unit) {
  switch (unit) {
  case Unit::ms: {
    if (value < 0) return "-" + format_value(-value, unit);
    const double seconds = value / 1000;
    if (seconds < 60) return fmt::format("{:.1f}s", seconds);
    if (seconds < 3600) return fmt::format("{:.1f}m", seconds / 60);
    if (seconds < 48 * 3600) return fmt::format("{:.1f}h", seconds / 3600);
    return fmt::format("{:.1f}d", seconds / 86400);
  }
  case Unit::share: return fmt::format("{:.1f} %", 100 * value);
  case Unit::count:
    return value == std::floor(value) || value >= 1000 ? fmt::format("{:.0f}", value)
                                                       : fmt::format("{:.1f}", value);
  case Unit::hours: return fmt::format("{:.0f}h", value);
  case Unit::per_hour: return fmt::format("{:.1f}/h", value);
  }
  return {};
}

std::string to_text(const Results &results) {
  const Scenario &scenario = results.scenario();
  std::string out = on_one_line(scenario.name);
  if (!scenario.about.empty()) out += ": " + on_one_line(scenario.about);
  // The date that the wall shows.
  const Instant begin_day = Instant{scenario.zone->local(scenario.from).day} * 86'400'000;
  out += fmt::format("\n{} from {}, {} {}, seed {}\n\n", format_duration(scenario.until - scenario.from),
                     format_time(begin_day).substr(0, 10), scenario.replications,
                     scenario.replications == 1 ? "run" : "runs", scenario.seed);
  add_overall(results, out);
  add_scopes(results, "class", "customers", out);
  add_scopes(results, "department", "department", out);
  add_scopes(results, "team", "team", out);
  add_verdicts(results, out);
  if (!scenario.assumed.empty()) {
    out += "\nassumed, and not from a source:\n";
    for (const std::string &text : scenario.assumed)
      out += "- " + on_one_line(text) + "\n";
  }
  return out;
}

} // namespace usher::simulate
