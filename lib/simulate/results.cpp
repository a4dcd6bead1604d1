// SPDX-License-Identifier: BSL-1.0
#include "simulate/results.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <boost/math/distributions/students_t.hpp>

namespace usher::simulate {
namespace {

/// By how many standard errors of so many values Student's t leaves 2.5 % on a side. Nearly all figures have as many
/// values, and each answer takes longer than all else that is done for one.
class Quantiles {
 public:
  [[nodiscard]] double of(std::size_t values) {
    if (values != last_)
      quantile_ = boost::math::quantile(boost::math::students_t(static_cast<double>(values) - 1), 0.975);
    last_ = values;
    return quantile_;
  }

 private:
  std::size_t last_ = 0;
  double quantile_ = 0;
};

Estimate estimate(std::string name, Unit unit, const std::vector<double> &values, Quantiles &quantiles) {
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
  out.half_width = quantiles.of(values.size()) * out.sd / std::sqrt(count);
  return out;
}

/// Values of figures over runs, in the order in which they were first seen.
class Gathered {
 public:
  void add(const Figure &figure) { of(figure).values.push_back(figure.value); }
  /// How much the one is above the other; and, over the same runs, how many times as much it is.
  void add_pair(const Figure &mine, const Figure &theirs) {
    One &one = of(mine);
    one.values.push_back(mine.value - theirs.value);
    one.mine += mine.value;
    one.theirs += theirs.value;
  }
  [[nodiscard]] std::vector<Estimate> estimates(Quantiles &quantiles) const {
    std::vector<Estimate> out;
    for (const One &one : values_) {
      out.push_back(estimate(one.name, one.unit, one.values, quantiles));
      if (one.theirs != 0) out.back().ratio = one.mine / one.theirs;
    }
    return out;
  }

 private:
  struct One {
    std::string name;
    Unit unit;
    std::vector<double> values;
    double mine = 0; // of pairs, added up
    double theirs = 0;
  };
  One &of(const Figure &figure) {
    const auto [at, is_new] = places_.emplace(figure.name, values_.size());
    if (is_new) values_.push_back({figure.name, figure.unit, {}});
    return values_[at->second];
  }
  std::map<std::string, std::size_t> places_;
  std::vector<One> values_;
};

const Figure *find_figure(const ScopeFigures &scope, std::string_view name) {
  const auto found = std::find_if(scope.figures.begin(), scope.figures.end(),
                                  [&](const Figure &one) { return one.name == name; });
  return found == scope.figures.end() ? nullptr : &*found;
}

const ScopeFigures *find_scope(const RunFigures &run, const Scope &scope) {
  const auto found = std::find_if(run.scopes.begin(), run.scopes.end(),
                                  [&](const ScopeFigures &one) { return one.scope == scope; });
  return found == run.scopes.end() ? nullptr : &*found;
}

/// The scopes of a run by what they are about.
using ScopeIndex = std::map<Scope, const ScopeFigures *>;
ScopeIndex index_of(const RunFigures &run) {
  ScopeIndex out;
  for (const ScopeFigures &scope : run.scopes)
    out.emplace(scope.scope, &scope);
  return out;
}

std::vector<ScopeEstimates> estimates_of(const std::map<Scope, Gathered> &gathered) {
  Quantiles quantiles;
  std::vector<ScopeEstimates> out;
  out.reserve(gathered.size());
  for (const auto &[scope, values] : gathered)
    out.push_back({scope, values.estimates(quantiles)});
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
  const auto is = [&](const ScopeEstimates &one) { return one.scope.kind == kind && one.scope.name == name; };
  if (scopes.empty()) return nullptr;
  if (is(scopes.front())) return &scopes.front();
  // Behind `all` they are in the order of their scopes.
  const auto found = std::lower_bound(scopes.begin() + 1, scopes.end(), std::pair(kind, name),
                                      [](const ScopeEstimates &one, const auto &sought) {
                                        return std::pair<std::string_view, std::string_view>(
                                                   one.scope.kind, one.scope.name) < sought;
                                      });
  return found != scopes.end() && is(*found) ? &*found : nullptr;
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
    const RunFigures &run = run_of(policy, replication);
    for (const ScopeFigures &scope : run.scopes) {
      Gathered &values = gathered[scope.scope];
      for (const Figure &figure : scope.figures)
        values.add(figure);
    }
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
    const RunFigures &run = run_of(policy, replication);
    const ScopeIndex others = index_of(run_of(against, replication));
    for (const ScopeFigures &scope : run.scopes) {
      if (scope.scope.kind == "agent") continue;
      const auto same = others.find(scope.scope);
      if (same == others.end()) continue;
      Gathered &pairs = gathered[scope.scope];
      for (const Figure &figure : scope.figures)
        if (const Figure *theirs = find_figure(*same->second, figure.name)) pairs.add_pair(figure, *theirs);
    }
  }
  out.scopes = estimates_of(gathered);
  return out;
}

std::optional<Estimate> Results::compare(std::uint32_t policy, std::uint32_t against, const Scope &scope,
                                         std::string_view metric) const {
  Gathered gathered;
  for (std::uint32_t replication = 0; replication < scenario_.replications; ++replication) {
    const ScopeFigures *mine = find_scope(run_of(policy, replication), scope);
    const ScopeFigures *theirs = find_scope(run_of(against, replication), scope);
    if (mine == nullptr || theirs == nullptr) continue;
    const Figure *a = find_figure(*mine, metric);
    const Figure *b = find_figure(*theirs, metric);
    if (a != nullptr && b != nullptr) gathered.add_pair(*a, *b);
  }
  Quantiles quantiles;
  std::vector<Estimate> out = gathered.estimates(quantiles);
  if (out.empty()) return std::nullopt;
  return std::move(out.front());
}

Verdict Results::judge(const Expectation &expectation) const {
  Verdict out;
  out.expectation = &expectation;
  const auto number_of = [&](const std::string &name) {
    for (std::uint32_t number = 0; number < scenario_.policies.size(); ++number)
      if (scenario_.policies[number].name == name) return number;
    return static_cast<std::uint32_t>(scenario_.policies.size() - 1);
  };
  const std::size_t space = expectation.scope.find(' ');
  const Scope scope = expectation.scope.empty()
                          ? Scope{"all", ""}
                          : Scope{expectation.scope.substr(0, space), expectation.scope.substr(space + 1)};
  const auto within = [](double value, const std::optional<double> &low, const std::optional<double> &high) {
    return (!low || value >= *low) && (!high || value <= *high);
  };
  const std::uint32_t policy = number_of(expectation.policy);
  if (expectation.against.empty()) {
    const ScopeEstimates *of = policies_[policy].find(scope.kind, scope.name);
    const Estimate *mine = of == nullptr ? nullptr : of->find(expectation.metric);
    if (mine == nullptr) return out;
    out.unit = mine->unit;
    out.value = mine->mean;
    out.passed = within(mine->mean, expectation.min, expectation.max);
    return out;
  }
  // As the differences say it: over the runs that have it under both.
  const std::optional<Estimate> pair =
      compare(policy, number_of(expectation.against), scope, expectation.metric);
  out.is_ratio = expectation.min_ratio || expectation.max_ratio;
  if (!pair) return out;
  out.unit = pair->unit;
  if (out.is_ratio && !pair->ratio) return out;
  out.value = out.is_ratio ? *pair->ratio : pair->mean;
  out.passed = out.is_ratio ? within(*out.value, expectation.min_ratio, expectation.max_ratio)
                            : within(*out.value, expectation.min, expectation.max);
  return out;
}

bool Results::passed() const noexcept {
  return std::all_of(verdicts_.begin(), verdicts_.end(), [](const Verdict &one) { return one.passed; });
}

} // namespace usher::simulate
