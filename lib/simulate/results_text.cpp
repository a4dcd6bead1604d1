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
  bool says_zero = true; // else it is left out where nothing of the kind happened
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
                                         {"share.abandoned", "left before", false},
                                         {"share.blocked", "turned away", false},
                                         {"transferred", "passed on", false},
                                         {"unanswered", "unanswered at the end", false},
                                         {"queue.mean", "waiting, on average"},
                                         {"occupancy", "occupancy"},
                                         {"staffed_hours", "hours staffed"},
                                         {"overtime_hours", "overtime", false}}};

/// A half is rounded up, as the report page does it.
std::string fixed(double value, int digits) {
  const double scale = digits == 0 ? 1 : 10;
  const double scaled = value * scale;
  const bool is_half = scaled - std::floor(scaled) == 0.5 && std::fma(value, scale, -scaled) == 0;
  return fmt::format("{:.{}f}", is_half ? (std::floor(scaled) + 1) / scale : value, digits);
}

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
        const std::size_t space = widths_[i] - width_of(cell);
        if (i > 0) line.append(2 + space, ' ');
        line += cell;
        if (i == 0) line.append(space, ' ');
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
  const auto add = [&](std::string_view metric, const std::string &label, bool says_zero) {
    std::vector<std::string> cells = {label};
    bool any = false;
    for (const PolicyResults &policy : results.policies()) {
      const ScopeEstimates *everything = policy.find("all", "");
      const Estimate *figure = everything == nullptr ? nullptr : everything->find(metric);
      any = any || (figure != nullptr && (says_zero || figure->mean != 0));
      cells.push_back(figure == nullptr ? "-" : with_interval(*figure));
    }
    if (any) table.row(std::move(cells));
  };
  for (const Line &line : lines)
    add(line.metric, std::string(line.label), line.says_zero);
  for (const std::int64_t within : scenario.report.within_ms) {
    const std::string length = format_duration(within);
    add("first_reply.within." + length, "answered within " + length, true);
  }
  const std::string late = format_duration(scenario.report.late_ms);
  add("unanswered_after." + late, "unanswered after " + late, false);
  table.write(out);
}

/// Whether anything came of it, or anybody was there for it, under any policy.
bool is_used(const Results &results, const Scope &scope) {
  return std::any_of(results.policies().begin(), results.policies().end(), [&](const PolicyResults &policy) {
    const ScopeEstimates *found = policy.find(scope.kind, scope.name);
    return found != nullptr && std::any_of(found->figures.begin(), found->figures.end(),
                                           [](const Estimate &one) { return one.mean != 0; });
  });
}

void add_scopes(const Results &results, std::string_view kind, std::string_view title, std::string &out) {
  TextTable table(7);
  table.row({std::string(title), "conversations", "first reply", "p95", "in time", "left", "occupancy"});
  std::size_t count = 0;
  for (std::size_t number = 0; number < results.policies().size(); ++number) {
    for (const ScopeEstimates &scope : results.policies()[number].scopes) {
      if (scope.scope.kind != kind || !is_used(results, scope.scope)) continue;
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
  if (value < 0) return "-" + format_value(-value, unit);
  const bool is_whole = value == std::floor(value);
  switch (unit) {
  case Unit::ms: {
    const double seconds = value / 1000;
    if (seconds < 60) return fixed(seconds, 1) + "s";
    if (seconds < 3600) return fixed(seconds / 60, 1) + "m";
    if (seconds < 48 * 3600) return fixed(seconds / 3600, 1) + "h";
    return fixed(seconds / 86400, 1) + "d";
  }
  case Unit::share: return fixed(100 * value, 1) + " %";
  case Unit::count: return fixed(value, is_whole || value >= 1000 ? 0 : 1);
  case Unit::hours: return fixed(value, is_whole || value >= 10 ? 0 : 1) + "h";
  case Unit::per_hour: return fixed(value, 1) + "/h";
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
