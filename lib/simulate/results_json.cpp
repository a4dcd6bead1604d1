// SPDX-License-Identifier: BSL-1.0
#include "base/json.hpp"
#include "simulate/results.hpp"

#include <algorithm>
#include <span>

namespace usher::simulate {
namespace {

class ResultsJson {
 public:
  explicit ResultsJson(const Results &results) : results_(results), scenario_(results.scenario()) {}

  std::string write() {
    json_.begin_object();
    json_.field("format", "usher-simulation/1");
    write_scenario();
    json_.key("assumed");
    json_.begin_array();
    for (const std::string &text : scenario_.assumed)
      json_.value(text);
    json_.end_array();
    json_.key("policies");
    json_.begin_array();
    for (std::size_t i = 0; i < results_.policies().size(); ++i)
      write_policy(scenario_.policies[i], results_.policies()[i]);
    json_.end_array();
    json_.key("differences");
    json_.begin_array();
    for (const PolicyDifference &one : results_.differences()) {
      json_.begin_object();
      json_.field("policy", scenario_.policies[one.policy].name);
      json_.field("against", scenario_.policies[one.against].name);
      write_scopes(one.scopes, true);
      json_.end_object();
    }
    json_.end_array();
    json_.key("expect");
    json_.begin_array();
    for (const Verdict &one : results_.verdicts())
      write_verdict(one);
    json_.end_array();
    json_.field("passed", results_.passed());
    json_.end_object();
    return std::move(json_).take();
  }

 private:
  void write_scenario() {
    json_.key("scenario");
    json_.begin_object();
    json_.field("name", scenario_.name);
    json_.field("about", scenario_.about);
    json_.field("seed", scenario_.seed);
    json_.field("zone", scenario_.zone->name());
    json_.field("from", format_time(scenario_.from));
    json_.field("until", format_time(scenario_.until));
    json_.field("measured_from", format_time(scenario_.measured_from));
    json_.field("replications", scenario_.replications);
    json_.end_object();
  }

  void write_scopes(const std::vector<ScopeEstimates> &scopes, bool difference) {
    json_.key("scopes");
    json_.begin_array();
    for (const ScopeEstimates &scope : scopes) {
      json_.begin_object();
      json_.field("kind", scope.scope.kind);
      json_.field("name", scope.scope.name);
      json_.key("figures");
      json_.begin_object();
      for (const Estimate &figure : scope.figures) {
        json_.key(figure.name);
        json_.begin_object();
        json_.field("unit", name_of(figure.unit));
        json_.field("mean", figure.mean);
        json_.field("half_width", figure.half_width);
        json_.field("sd", figure.sd);
        json_.field("min", figure.lowest);
        json_.field("max", figure.highest);
        json_.field("runs", figure.runs);
        if (difference && figure.ratio) json_.field("ratio", *figure.ratio);
        if (difference && !figure.ratio) json_.null_field("ratio");
        json_.end_object();
      }
      json_.end_object();
      json_.end_object();
    }
    json_.end_array();
  }

  template <class F>
  void list(std::string_view name, std::size_t count, F &&value_at) {
    json_.key(name);
    json_.begin_array();
    for (std::size_t i = 0; i < count; ++i)
      value_at(i);
    json_.end_array();
  }

  void write_policy(const PolicyUse &use, const PolicyResults &policy) {
    json_.begin_object();
    json_.field("name", use.name);
    json_.field("file", use.file);
    json_.field("policy", to_hex(use.ruleset->frame().digest));
    write_scopes(policy.scopes, false);
    write_series(policy);
    write_week(policy.week);
    json_.key("flows");
    json_.begin_array();
    for (const Flow &flow : policy.flows) {
      json_.begin_object();
      json_.field("class", flow.from);
      json_.field("department", flow.department);
      json_.field("team", flow.team);
      json_.field("count", flow.count);
      json_.end_object();
    }
    json_.end_array();
    json_.field("events", policy.events);
    json_.field("effects", policy.effects);
    json_.field("model_events", policy.model_events);
    json_.end_object();
  }

  // Averages over replications, and over time what is not counted.
  void write_series(const PolicyResults &policy) {
    const double runs = scenario_.replications;
    // The last step ends with the scenario.
    const auto step = [&](std::size_t i) {
      const Instant begin = scenario_.from + static_cast<Instant>(i) * scenario_.report.step_ms;
      return static_cast<double>(std::min(scenario_.report.step_ms, scenario_.until - begin));
    };
    const std::span<const SeriesStep> series = policy.series;
    json_.key("series");
    json_.begin_object();
    json_.field("step_ms", scenario_.report.step_ms);
    list("arrivals", series.size(), [&](std::size_t i) { json_.value(series[i].arrivals / runs); });
    list("answered", series.size(), [&](std::size_t i) { json_.value(series[i].answered / runs); });
    list("abandoned", series.size(), [&](std::size_t i) { json_.value(series[i].abandoned / runs); });
    list("waiting", series.size(),
         [&](std::size_t i) { json_.value(series[i].waiting_ms / step(i) / runs); });
    list("in_system", series.size(),
         [&](std::size_t i) { json_.value(series[i].in_system_ms / step(i) / runs); });
    list("staffed", series.size(),
         [&](std::size_t i) { json_.value(series[i].staffed_ms / step(i) / runs); });
    list("busy", series.size(), [&](std::size_t i) { json_.value(series[i].busy_ms / step(i) / runs); });
    json_.end_object();
  }

  void write_week(const WeekFigures &week) {
    json_.key("week");
    json_.begin_object();
    const auto ratio = [&](double part, double whole) {
      if (whole > 0)
        json_.value(part / whole);
      else
        json_.null();
    };
    list("arrivals_per_hour", week.hours.size(),
         [&](std::size_t i) { ratio(week.arrivals[i], week.hours[i]); });
    list("first_reply_mean_ms", week.hours.size(),
         [&](std::size_t i) { ratio(week.first_reply_ms[i], week.first_replies[i]); });
    json_.end_object();
  }

  void write_verdict(const Verdict &one) {
    const Expectation &expectation = *one.expectation;
    json_.begin_object();
    json_.field("metric", expectation.metric);
    json_.field("scope", expectation.scope);
    json_.field("policy", expectation.policy.empty() ? scenario_.policies.back().name : expectation.policy);
    json_.field("against", expectation.against);
    json_.field("unit", one.is_ratio ? std::string_view("ratio") : name_of(one.unit));
    const auto bound = [&](std::string_view name, const std::optional<double> &value) {
      if (value)
        json_.field(name, *value);
      else
        json_.null_field(name);
    };
    bound("value", one.value);
    bound("min", one.is_ratio ? expectation.min_ratio : expectation.min);
    bound("max", one.is_ratio ? expectation.max_ratio : expectation.max);
    json_.field("passed", one.passed);
    json_.field("line", expectation.place.position.line);
    json_.end_object();
  }

  const Results &results_;
  const Scenario &scenario_;
  JsonWriter json_;
};

} // namespace

std::string to_json(const Results &results) { return ResultsJson(results).write(); }

} // namespace usher::simulate
