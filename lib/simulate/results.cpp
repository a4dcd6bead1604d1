// SPDX-License-Identifier: BSL-1.0
#include "simulate/results.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <boost/math/distributions/students_t.hpp>

namespace usher::simulate {
namespace {

Estimate estimate(std::string name, Unit unit, const std::vector<double> &values) {
  Estimate out;
  out.name = std::move(name);
  out.unit = unit;
  out.runs = static_cast<std::uint32_t>(values.size());
  const auto count = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values)
    sum += value;
  out.mean = sum / count;
  out.lowest = *std::min_element(values.begin(), values.end());
  out.highest = *std::max_element(values.begin(), values.end());
  if (values.size() < 2) return out;
  double squares = 0;
  for (const double value : values)
    squares += (value - out.mean) * (value - out.mean);
  out.sd = std::sqrt(squares / (count - 1));
  const double t = boost::math::quantile(boost::math::students_t(count - 1), 0.975);
  out.half_width = t * out.sd / std::sqrt(count);
  return out;
}

/// Values of figures over runs, in the order in which they were first seen.
class Gathered {
 public:
  void add(const std::string &name, Unit unit, double value) {
    const auto [at, is_new] = places_.emplace(name, values_.size());
    if (is_new) values_.push_back({name, unit, {}});
    values_[at->second].values.push_back(value);
  }
  [[nodiscard]] std::vector<Estimate> estimates() const {
    std::vector<Estimate> out;
    for (const One &one : values_)
      out.push_back(estimate(one.name, one.unit, one.values));
    return out;
  }

 private:
  struct One {
    std::string name;
    Unit unit;
    std::vector<double> values;
  };
  std::map<std::string, std::size_t> places_;
  std::vector<One> values_;
};

const ScopeFigures *find_scope(const RunFigures &run, const Scope &scope) {
  const auto found = std::find_if(run.scopes.begin(), run.scopes.end(),
                                  [&](const ScopeFigures &one) { return one.scope == scope; });
  return found == run.scopes.end() ? nullptr : &*found;
}

std::vector<ScopeEstimates> estimates_of(const std::map<Scope, Gathered> &gathered) {
  std::vector<ScopeEstimates> out;
  for (const auto &[scope, values] : gathered)
    out.push_back({scope, values.estimates()});
  // "agent" and "account" come before "all" by name.
  std::stable_partition(out.begin(), out.end(),
                        [](const ScopeEstimates &one) { return one.scope.kind == "all"; });
  return out;
}

} // namespace

const Estimate *ScopeEstimates::find(std::string_view name) const noexcept {
  const auto found =
      std::find_if(figures.begin(), figures.end(), [&](const Estimate &one) { return one.name == name; });
  return found == figures.end() ? nullptr : &*found;
}

const ScopeEstimates *PolicyResults::find(std::string_view kind, std::string_view name) const noexcept {
  const auto found = std::find_if(scopes.begin(), scopes.end(), [&](const ScopeEstimates &one) {
    return one.scope.kind == kind && one.scope.name == name;
  });
  return found == scopes.end() ? nullptr : &*found;
}

Results::Results(const Scenario &scenario)
    : scenario_(scenario), runs_(scenario.policies.size() * scenario.replications) {}

bool Results::is_complete() const noexcept {
  return std::all_of(runs_.begin(), runs_.end(), [](const auto &run) { return run.has_value(); });
}

void Results::sum_up() {
  // What is left of an attempt for which there was no memory.
  policies_.clear();
  differences_.clear();
  verdicts_.clear();
  const auto count = static_cast<std::uint32_t>(scenario_.policies.size());
  for (std::uint32_t policy = 0; policy < count; ++policy)
    policies_.push_back(sum_up(policy));
  for (std::uint32_t policy = 1; policy < count; ++policy)
    differences_.push_back(compare(policy, 0));
  for (const Expectation &expectation : scenario_.expect)
    verdicts_.push_back(judge(expectation));
}

PolicyResults Results::sum_up(std::uint32_t policy) const {
  PolicyResults out;
  std::map<Scope, Gathered> gathered;
  std::map<std::array<std::string, 3>, double> flows;
  for (std::uint32_t replication = 0; replication < scenario_.replications; ++replication) {
    const RunFigures &run = *runs_[policy * scenario_.replications + replication];
    for (const ScopeFigures &scope : run.scopes)
      for (const Figure &figure : scope.figures)
        gathered[scope.scope].add(figure.name, figure.unit, figure.value);
    for (std::size_t hour = 0; hour < out.week.arrivals.size(); ++hour) {
      out.week.arrivals[hour] += run.week.arrivals[hour];
      out.week.first_reply_ms[hour] += run.week.first_reply_ms[hour];
      out.week.first_replies[hour] += run.week.first_replies[hour];
      out.week.hours[hour] += run.week.hours[hour];
    }
    for (const Flow &flow : run.flows)
      flows[{flow.from, flow.department, flow.team}] += flow.count / scenario_.replications;
    out.series.resize(run.series.size());
    for (std::size_t step = 0; step < run.series.size(); ++step) {
      SeriesStep &sum = out.series[step];
      const SeriesStep &one = run.series[step];
      sum.arrivals += one.arrivals;
      sum.answered += one.answered;
      sum.abandoned += one.abandoned;
      sum.waiting_ms += one.waiting_ms;
      sum.in_system_ms += one.in_system_ms;
      sum.staffed_ms += one.staffed_ms;
      sum.busy_ms += one.busy_ms;
    }
    out.events += run.events;
    out.effects += run.effects;
    out.model_events += run.model_events;
  }
  out.scopes = estimates_of(gathered);
  for (const auto &[key, count] : flows)
    out.flows.push_back({key[0], key[1], key[2], count});
  return out;
}

PolicyDifference Results::compare(std::uint32_t policy, std::uint32_t against) const {
  PolicyDifference out;
  out.policy = policy;
  out.against = against;
  std::map<Scope, Gathered> gathered;
  for (std::uint32_t replication = 0; replication < scenario_.replications; ++replication) {
    const RunFigures &run = *runs_[policy * scenario_.replications + replication];
    const RunFigures &other = *runs_[against * scenario_.replications + replication];
    for (const ScopeFigures &scope : run.scopes) {
      if (scope.scope.kind == "agent") continue;
      const ScopeFigures *same = find_scope(other, scope.scope);
      if (same == nullptr) continue;
      for (const Figure &figure : scope.figures) {
        const auto found = std::find_if(same->figures.begin(), same->figures.end(),
                                        [&](const Figure &one) { return one.name == figure.name; });
        if (found != same->figures.end())
          gathered[scope.scope].add(figure.name, figure.unit, figure.value - found->value);
      }
    }
  }
  out.scopes = estimates_of(gathered);
  for (ScopeEstimates &scope : out.scopes) {
    const ScopeEstimates *mine = policies_[policy].find(scope.scope.kind, scope.scope.name);
    const ScopeEstimates *theirs = policies_[against].find(scope.scope.kind, scope.scope.name);
    for (Estimate &figure : scope.figures) {
      const Estimate *a = mine == nullptr ? nullptr : mine->find(figure.name);
      const Estimate *b = theirs == nullptr ? nullptr : theirs->find(figure.name);
      if (a != nullptr && b != nullptr && b->mean != 0) figure.ratio = a->mean / b->mean;
    }
  }
  return out;
}

Verdict Results::judge(const Expectation &expectation) const {
  Verdict out;
  out.expectation = &expectation;
  const auto number_of = [&](const std::string &name) {
    for (std::uint32_t number = 0; number < scenario_.policies.size(); ++number)
      if (scenario_.policies[number].name == name) return number;
    return static_cast<std::uint32_t>(scenario_.policies.size() - 1);
  };
  const auto find = [&](std::uint32_t policy) -> const Estimate * {
    const std::size_t space = expectation.scope.find(' ');
    const ScopeEstimates *scope =
        expectation.scope.empty()
            ? policies_[policy].find("all", "")
            : policies_[policy].find(expectation.scope.substr(0, space), expectation.scope.substr(space + 1));
    return scope == nullptr ? nullptr : scope->find(expectation.metric);
  };
  const Estimate *mine = find(number_of(expectation.policy));
  if (mine == nullptr) return out;
  out.unit = mine->unit;
  const auto within = [](double value, const std::optional<double> &low, const std::optional<double> &high) {
    return (!low || value >= *low) && (!high || value <= *high);
  };
  if (expectation.against.empty()) {
    out.value = mine->mean;
    out.passed = within(mine->mean, expectation.min, expectation.max);
    return out;
  }
  const Estimate *theirs = find(number_of(expectation.against));
  out.is_ratio = expectation.min_ratio || expectation.max_ratio;
  if (theirs == nullptr || (out.is_ratio && theirs->mean == 0)) return out;
  out.value = out.is_ratio ? mine->mean / theirs->mean : mine->mean - theirs->mean;
  out.passed = out.is_ratio ? within(*out.value, expectation.min_ratio, expectation.max_ratio)
                            : within(*out.value, expectation.min, expectation.max);
  return out;
}

bool Results::passed() const noexcept {
  return std::all_of(verdicts_.begin(), verdicts_.end(), [](const Verdict &one) { return one.passed; });
}

} // namespace usher::simulate
