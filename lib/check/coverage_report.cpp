// SPDX-License-Identifier: BSL-1.0
#include "base/page.hpp"
#include "check/coverage.hpp"
#include "check/reporter.hpp"
#include "policy/dump.hpp"
#include "policy/facts.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace usher::check {
namespace {

using policy::Condition;

// A report that names everything of a policy that has few tests would be read by nobody.
constexpr std::size_t most_rules_named = 50;
constexpr std::size_t most_conditions_named = 20; // never true, and as many never false
constexpr std::size_t most_of_a_name = 50;
constexpr std::size_t most_of_a_condition = 60;

std::string_view word_of(const Condition &condition) {
  switch (condition.kind) {
  case Condition::Kind::all: return "all";
  case Condition::Kind::any: return "any";
  case Condition::Kind::none: return condition.is_not ? "not" : "none";
  case Condition::Kind::test: break;
  }
  return {};
}

/// Calls `take(condition, path)` for each single condition, in the order in which Coverage has them; paths are
/// those of findings: `rules[3].when.any[0].topic`.
template <class Take>
void for_each_condition(const policy::Policy &policy, const Condition &condition, const std::string &path,
                        Take &take) {
  if (condition.kind == Condition::Kind::test) {
    const policy::FactId fact = condition.test.fact;
    std::string whole = fmt::format("{}.{}", path, policy::condition_key(policy, fact));
    if (policy::is_in_was(policy, fact)) whole += "." + policy.facts[policy::origin_of(policy, fact)].name;
    take(condition, whole);
    return;
  }
  // `open: [office, nights]` is one key with a single condition for each item of its list.
  const bool is_list = condition.is_mapping && condition.kind == Condition::Kind::any;
  for (std::size_t i = 0; i < condition.children.size(); ++i) {
    const Condition &child = condition.children[i];
    if (is_list && child.kind == Condition::Kind::test) {
      take(child, fmt::format("{}.{}[{}]", path, policy::condition_key(policy, child.test.fact), i));
      continue;
    }
    std::string inside = path;
    if (!condition.is_mapping) inside += fmt::format(".{}", word_of(condition));
    if (!condition.is_mapping && !condition.is_not) inside += fmt::format("[{}]", i);
    for_each_condition(policy, child, inside, take);
  }
}

// ---- For people ----

/// What a list of conditions calls the part that one stands in.
struct NamedPart {
  std::string name;
  const PartCoverage *coverage;
};

std::vector<NamedPart> named_parts(const policy::Policy &policy, const Coverage &coverage) {
  std::vector<NamedPart> parts;
  for (std::size_t i = 0; i < coverage.rules.size(); ++i) {
    parts.push_back(
        {fmt::format("\"{}\"", shortened(policy.rules[i].name, most_of_a_name)), &coverage.rules[i]});
  }
  for (std::size_t i = 0; i < coverage.signals.size(); ++i) {
    parts.push_back({fmt::format("the signal {}", shortened(policy.signals[i].name, most_of_a_name)),
                     &coverage.signals[i]});
  }
  for (std::size_t i = 0; i < coverage.lines.size(); ++i)
    parts.push_back({fmt::format("priority.add[{}]", i), &coverage.lines[i]});
  return parts;
}

void append_rules(const policy::Policy &policy, const Coverage &coverage, std::string &out) {
  std::vector<std::string> unmatched;
  for (std::size_t rule = 0; rule < coverage.rules.size(); ++rule) {
    if (coverage.rules[rule].matched == 0)
      unmatched.push_back(fmt::format("\"{}\"", policy.rules[rule].name));
  }
  const std::size_t total = coverage.rules.size();
  std::string text = fmt::format("rules matched by a test: {} of {}", total - unmatched.size(), total);
  if (!unmatched.empty()) {
    const std::size_t named = std::min(unmatched.size(), most_rules_named);
    text += fmt::format(
        "; never matched: {}",
        fmt::join(unmatched.begin(), unmatched.begin() + static_cast<std::ptrdiff_t>(named), ", "));
    if (named < unmatched.size()) text += fmt::format(" and {} more", unmatched.size() - named);
  }
  append_wrapped(out, 0, text);
}

template <class Missing>
void append_conditions(const policy::Policy &policy, const std::vector<NamedPart> &parts,
                       std::string_view title, Missing missing, std::string &out) {
  std::size_t count = 0;
  for (const NamedPart &part : parts) {
    for (const ConditionCoverage &one : part.coverage->conditions) {
      if (!missing(one)) continue;
      if (count == 0) append_wrapped(out, 2, title);
      if (++count > most_conditions_named) continue;
      append_wrapped(
          out, 4,
          fmt::format("{}: {}: {}", place_text(policy.files, one.condition->place), part.name,
                      shortened(policy::to_yaml(policy, one.condition->test), most_of_a_condition)));
    }
  }
  if (count > most_conditions_named)
    append_wrapped(out, 4, fmt::format("and {} more", count - most_conditions_named));
}

// ---- For programs ----

void write_conditions(const policy::Policy &policy, const Condition &when, const std::string &path,
                      const PartCoverage &part, JsonWriter &json) {
  json.field("matched", part.matched);
  json.key("conditions");
  json.begin_array();
  auto next = part.conditions.begin();
  const auto write = [&](const Condition &condition, const std::string &place) {
    json.begin_object();
    json.field("path", place);
    json.field("line", condition.place.position.line);
    json.field("column", condition.place.position.column);
    json.field("test", policy::to_yaml(policy, condition.test));
    json.field("seen_true", next->seen_true);
    json.field("seen_false", next->seen_false);
    json.end_object();
    ++next;
  };
  for_each_condition(policy, when, path, write);
  json.end_array();
}

void write_rules(const policy::Policy &policy, const Coverage &coverage, JsonWriter &json) {
  std::vector<std::size_t> count(policy.files.size()); // rules of each file, as its reader counts them
  json.key("rules");
  json.begin_array();
  for (std::size_t i = 0; i < coverage.rules.size(); ++i) {
    const policy::Rule &rule = policy.rules[i];
    json.begin_object();
    json.field("name", rule.name);
    write_place(policy.files, rule.place, json);
    const std::string path = fmt::format("rules[{}].when", count[rule.place.file]++);
    write_conditions(policy, rule.when, path, coverage.rules[i], json);
    json.end_object();
  }
  json.end_array();
}

void write_signals(const policy::Policy &policy, const Coverage &coverage, JsonWriter &json) {
  json.key("signals");
  json.begin_array();
  for (std::size_t i = 0; i < coverage.signals.size(); ++i) {
    const policy::Signal &signal = policy.signals[i];
    json.begin_object();
    json.field("name", signal.name);
    write_place(policy.files, signal.place, json);
    write_conditions(policy, signal.when, fmt::format("signals.{}", signal.name), coverage.signals[i], json);
    json.end_object();
  }
  json.end_array();
}

void write_lines(const policy::Policy &policy, const Coverage &coverage, JsonWriter &json) {
  json.key("priority");
  json.begin_array();
  for (std::size_t i = 0; i < coverage.lines.size(); ++i) {
    const policy::PriorityLine &line = policy.priority.add[i];
    json.begin_object();
    write_place(policy.files, line.place, json);
    write_conditions(policy, line.when, fmt::format("priority.add[{}].when", i), coverage.lines[i], json);
    json.end_object();
  }
  json.end_array();
}

} // namespace

void append_text(const policy::Policy &policy, const Coverage &coverage, std::string &out) {
  append_rules(policy, coverage, out);
  append_wrapped(out, 0,
                 fmt::format("conditions seen both true and false: {} of {}", coverage.conditions_seen_both(),
                             coverage.conditions()));
  // Without a message all of them are missing, which needs no list.
  if (coverage.messages == 0) return;
  const std::vector<NamedPart> parts = named_parts(policy, coverage);
  append_conditions(
      policy, parts, "never true:", [](const ConditionCoverage &one) { return one.seen_true == 0; }, out);
  append_conditions(
      policy, parts,
      "never false:", [](const ConditionCoverage &one) { return one.seen_true > 0 && one.seen_false == 0; },
      out);
}

void write_json(const policy::Policy &policy, const Coverage &coverage, JsonWriter &json) {
  json.begin_object();
  json.field("rules_matched", coverage.rules_matched());
  json.field("conditions", coverage.conditions());
  json.field("conditions_seen_both", coverage.conditions_seen_both());
  write_rules(policy, coverage, json);
  write_signals(policy, coverage, json);
  write_lines(policy, coverage, json);
  json.end_object();
}

} // namespace usher::check
