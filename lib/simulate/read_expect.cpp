// SPDX-License-Identifier: BSL-1.0
// What is to come out. An expectation that nothing can fail, or nothing can meet, is a mistake that no run would show.
#include "base/duration.hpp"
#include "simulate/metric_names.hpp"
#include "simulate/scenario_reader.hpp"
#include "simulate/words_of_messages.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

constexpr std::array<std::string_view, 6> scopes = {"class",   "department", "team",
                                                    "account", "language",   "agent"};
constexpr double ms_per_hour = 3'600'000;

/// "first_reply.within.75m" as its figure is called: first_reply.within.1h15m.
std::string with_shortest_length(std::string_view metric) {
  const std::size_t dot = metric.rfind('.');
  if (dot == std::string_view::npos) return std::string(metric);
  const std::optional<std::int64_t> length = parse_duration(metric.substr(dot + 1));
  if (!length) return std::string(metric);
  return std::string(metric.substr(0, dot + 1)) + format_duration(*length);
}

/// What the report has to say so that there is a figure of this name; empty when nothing would help.
std::string_view report_key_of(std::string_view metric) {
  if (metric.starts_with("service_level.") || metric.starts_with("first_reply.within.")) return "within";
  if (metric.starts_with("unanswered_after.")) return "late";
  if (metric.starts_with("queue.at.")) return "at";
  const std::size_t dot = metric.rfind('.');
  const bool is_percentile = dot != std::string_view::npos && metric.size() > dot + 2 &&
                             metric[dot + 1] == 'p' &&
                             metric.find_first_not_of("0123456789", dot + 2) == std::string_view::npos;
  return is_percentile ? "percentiles" : std::string_view();
}

std::string_view kind_of_value(Unit unit) {
  switch (unit) {
  case Unit::count: return "a number";
  case Unit::share: return "a share";
  case Unit::ms: return "a length of time";
  case Unit::hours: return "a number of hours";
  case Unit::per_hour: return "a number in an hour";
  }
  return {};
}

class ExpectationReader {
 public:
  ExpectationReader(ScenarioReader &reader, const std::vector<MetricName> &metrics, bool is_sound)
      : reader_(reader), context_(reader.context), metrics_(metrics), is_sound_(is_sound) {}

  Expectation read(const Node &item) {
    out_.place = context_.place(item);
    const std::string known =
        fmt::format("metric policy against min max min_ratio max_ratio {}", fmt::join(scopes, " "));
    context_.mapping(item, {known}, [&](const Node &key, const Node &value) { read_key(key, value); });
    const bool has_ratio = out_.min_ratio || out_.max_ratio;
    if (metric_ == nullptr)
      context_.error(Code::missing_key, item, "it is not said what is expected",
                     "add metric: as in first_reply.mean");
    else if (min_ == nullptr && max_ == nullptr && !has_ratio)
      context_.error(Code::missing_key, item, "nothing is expected of this metric",
                     "add min, max, or with against: min_ratio, max_ratio");
    else if (has_ratio && out_.against.empty())
      context_.error(Code::missing_key, item, "a ratio has another policy to be compared with",
                     "add against: the name of a policy");
    else if (has_ratio && (min_ != nullptr || max_ != nullptr))
      context_.error(Code::wrong_type, item, "bounds are of a difference or of a ratio",
                     "write min and max, or min_ratio and max_ratio, or two lines");
    else if (!out_.against.empty() && out_.against == reader_.out.policies[policy()].name)
      context_.error(Code::out_of_range, item, "a policy is compared with itself",
                     "say policy: and against: two different ones");
    else
      check_values(item);
    return std::move(out_);
  }

 private:
  void read_key(const Node &key, const Node &value) {
    if (key.text == "metric") {
      metric_ = &value;
      if (const auto name = context_.text(value, "a metric")) out_.metric = with_shortest_length(*name);
    } else if (key.text == "policy" || key.text == "against") {
      const auto number = context_.name(value, reader_.policies);
      if (!number) return;
      (key.text == "policy" ? out_.policy : out_.against) = reader_.out.policies[*number].name;
      if (key.text == "policy") policy_ = *number;
    } else if (key.text == "min") {
      min_ = &value;
    } else if (key.text == "max") {
      max_ = &value;
    } else if (key.text == "min_ratio") {
      out_.min_ratio = context_.number(value);
    } else if (key.text == "max_ratio") {
      out_.max_ratio = context_.number(value);
    } else if (const auto name = context_.text(value, "a name")) {
      if (scope_ != nullptr) {
        context_.error(Code::wrong_type, value, fmt::format("it is of a {} already", scope_kind_),
                       "a figure is of one of them: take the others out");
        return;
      }
      scope_ = &value;
      scope_kind_ = *std::find(scopes.begin(), scopes.end(), key.text);
      out_.scope = fmt::format("{} {}", key.text, *name);
      check_scope(*name);
    }
  }

  [[nodiscard]] std::uint32_t policy() const {
    return policy_.value_or(static_cast<std::uint32_t>(reader_.out.policies.size()) - 1);
  }

  // Names that a scenario with other errors has not got may be in what could not be read.
  void check_scope(std::string_view name) {
    if (!is_sound_) return;
    std::set<std::string_view> known;
    if (scope_kind_ == "class")
      for (const Demand &demand : reader_.out.demands)
        for (const Kind &kind : demand.kinds)
          known.insert(kind.name);
    std::optional<WordsOfMessages> words;
    if (scope_kind_ == "account") words.emplace(reader_.out, &Kind::account, &Text::account);
    if (scope_kind_ == "language") words.emplace(reader_.out, &Kind::language, &Text::language);
    if (words) known.insert(words->names().begin(), words->names().end());
    if (scope_kind_ == "department" || scope_kind_ == "agent") {
      for (const PolicyUse &use : reader_.out.policies) {
        if (scope_kind_ == "department")
          for (const policy::Department &one : use.ruleset->frame().departments)
            known.insert(one.name);
        else
          for (const policy::Agent &one : use.ruleset->frame().agents)
            known.insert(one.name);
      }
    }
    for (const Team &team : reader_.out.teams) {
      if (scope_kind_ == "team") known.insert(team.name);
      if (scope_kind_ == "agent") known.insert(team.agents.begin(), team.agents.end());
    }
    if (scope_kind_ == "team") known.insert(team_of_the_policy);
    known.erase("");
    if (known.contains(name)) return;
    const std::vector<std::string_view> names(known.begin(), known.end());
    context_.unknown_name(*scope_, scope_kind_, names,
                          names.size() > 20 ? std::string("it is not in this scenario")
                          : names.empty()   ? std::string("this scenario has none")
                                            : fmt::format("this scenario has {}", fmt::join(names, ", ")));
  }

  void check_values(const Node &item) {
    const auto found = std::find_if(metrics_.begin(), metrics_.end(),
                                    [&](const MetricName &one) { return one.name == out_.metric; });
    if (found == metrics_.end()) {
      if (is_sound_ && !out_.metric.empty()) complain_of_metric();
      return;
    }
    const std::string_view scope = scope_ == nullptr ? "all" : scope_kind_;
    const auto &told_of = found->scopes;
    if (std::find(told_of.begin(), told_of.end(), scope) == told_of.end()) {
      context_.error(Code::out_of_range, *metric_,
                     scope == "all" ? fmt::format("there is no {} of everything together", out_.metric)
                                    : fmt::format("there is no {} of one {} alone", out_.metric, scope),
                     fmt::format("it is told of: {}", fmt::join(told_of, ", ")));
      return;
    }
    if (min_ != nullptr) out_.min = bound("min", *min_, *found);
    if (max_ != nullptr) out_.max = bound("max", *max_, *found);
    if ((out_.min && out_.max && *out_.min > *out_.max) ||
        (out_.min_ratio && out_.max_ratio && *out_.min_ratio > *out_.max_ratio))
      context_.error(Code::out_of_range, item, "what is wanted at least is above what is wanted at most",
                     "nothing is both: change the two");
  }

  void complain_of_metric() {
    const Context::Step step(context_, "metric");
    std::vector<std::string_view> names;
    for (const MetricName &one : metrics_)
      names.push_back(one.name);
    const std::string_view key = report_key_of(out_.metric);
    if (key.empty())
      context_.unknown_name(*metric_, "figure", names, "docs/simulation.md has all figures");
    else
      context_.error(
          Code::unknown_name, *metric_,
          fmt::format("this scenario has no figure {}", policy::quote(out_.metric)),
          fmt::format("say under report: {}: what is wanted; docs/simulation.md has all figures", key));
  }

  // A length of time is one of the metric's unit, or none; a difference may be below 0.
  std::optional<double> bound(std::string_view key, const Node &value, const MetricName &metric) {
    const Context::Step step(context_, key);
    const bool is_difference = !out_.against.empty();
    const bool has_unit = value.kind == Node::Kind::scalar && !value.text.empty() &&
                          value.text.find_first_of("smhdw") != std::string_view::npos;
    if (has_unit) {
      const bool is_below = is_difference && value.text.starts_with('-');
      Node rest = value;
      if (is_below) rest.text.remove_prefix(1);
      const std::optional<double> length = reader_.length(rest);
      if (!length) return std::nullopt;
      if (metric.unit != Unit::ms && metric.unit != Unit::hours) {
        context_.error(Code::wrong_type, value,
                       fmt::format("{} is {}, and {} is a length of time", metric.name,
                                   kind_of_value(metric.unit), value.text),
                       metric.unit == Unit::share ? "a share is a part of 1, as in 0.65"
                                                  : "write a number alone");
        return std::nullopt;
      }
      const double whole = metric.unit == Unit::hours ? *length / ms_per_hour : *length;
      return is_below ? -whole : whole;
    }
    const std::optional<double> number = context_.number(value);
    if (number && metric.unit == Unit::share && std::abs(*number) > 1) {
      context_.error(Code::out_of_range, value,
                     fmt::format("{} is a share, and never {}", metric.name, value.text),
                     "a share is a part of 1, as in 0.65");
      return std::nullopt;
    }
    return number;
  }

  ScenarioReader &reader_;
  Context &context_;
  const std::vector<MetricName> &metrics_;
  bool is_sound_;
  Expectation out_;
  std::optional<std::uint32_t> policy_;
  const Node *metric_ = nullptr;
  const Node *min_ = nullptr;
  const Node *max_ = nullptr;
  const Node *scope_ = nullptr;
  std::string_view scope_kind_;
};

} // namespace

void ScenarioReader::read_expect(const Node &node) {
  const std::vector<MetricName> metrics = metric_names(out);
  const bool is_sound = !findings.has_errors();
  context.list(node, false, [&](const Node &item) {
    out.expect.push_back(ExpectationReader(*this, metrics, is_sound).read(item));
  });
}

} // namespace usher::simulate
