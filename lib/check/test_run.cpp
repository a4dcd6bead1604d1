// SPDX-License-Identifier: BSL-1.0
#include "check/test_run.hpp"

#include "base/time.hpp"
#include "check/why.hpp"
#include "policy/context.hpp"
#include "policy/yaml_writer.hpp"
#include "rules/fields.hpp"
#include "text/personal_data.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace usher::check {
namespace {

using policy::Expectation;
using rules::Field;
using rules::FieldKind;

constexpr std::string_view nothing = "null";

Field field_of(std::string_view name) {
  const auto all = rules::all_fields();
  return *std::find_if(all.begin(), all.end(), [name](Field field) { return rules::name_of(field) == name; });
}

std::vector<std::string> sorted_once(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

bool holds(const std::vector<std::string> &list, const std::string &word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Compares one decision with what a test expects of it.
class Comparer {
 public:
  Comparer(const rules::Ruleset &ruleset, const rules::Workspace &workspace, std::vector<Failure> &failures)
      : ruleset_(ruleset), workspace_(workspace), failures_(failures), why_(ruleset, workspace) {}

  void compare(const Expectation &expectation) {
    const Field field = field_of(expectation.field);
    if (expectation.kind == Expectation::Kind::because) {
      compare_because(expectation, field);
    } else if (rules::kind_of(field) == FieldKind::texts) {
      compare_list(expectation, field);
    } else {
      compare_value(expectation, field);
    }
  }

 private:
  void fail(const Expectation &expectation, std::string field, std::string expected, std::string actual,
            std::string because, std::string why) {
    failures_.push_back({expectation.place, std::move(field), std::move(expected), std::move(actual),
                         std::move(because), std::move(why)});
  }

  // ---- Fields of one value ----

  /// Nothing when the field has no value.
  std::optional<std::string> value_of(Field field) const {
    switch (rules::kind_of(field)) {
    case FieldKind::integer: {
      const std::int64_t value = rules::integer_of(workspace_, field);
      if (field == Field::engage) return value != 0 ? "true" : "false";
      return fmt::format("{}", value);
    }
    case FieldKind::number: {
      const double value = rules::number_of(workspace_, field);
      if (std::isnan(value)) return std::nullopt;
      return policy::yaml_number(value);
    }
    case FieldKind::time: {
      const std::int64_t value = rules::integer_of(workspace_, field);
      if (value == rules::no_time) return std::nullopt;
      return format_time(value);
    }
    case FieldKind::text:
    case FieldKind::texts: break;
    }
    const std::string_view text = rules::text_of(ruleset_, workspace_, field);
    if (text.empty()) return std::nullopt;
    return std::string(text);
  }

  bool equal(Field field, const std::string &wanted, const std::string &actual) const {
    // 85, 85.0 and 8.5e1 are one number.
    const bool is_number = field == Field::priority || field == Field::sentiment;
    if (is_number) return policy::parse_number(wanted) == policy::parse_number(actual);
    // And one instant has as many forms as there are offsets.
    return rules::kind_of(field) == FieldKind::time ? parse_time(wanted) == parse_time(actual)
                                                    : wanted == actual;
  }

  void compare_value(const Expectation &expectation, Field field) {
    const std::optional<std::string> actual = value_of(field);
    std::optional<std::string> wanted;
    if (!expectation.is_null) wanted = expectation.values.front();
    const bool met =
        wanted && actual ? equal(field, *wanted, *actual) : wanted.has_value() == actual.has_value();
    if (met) return;
    const auto shown = [field](const std::optional<std::string> &value) {
      if (!value) return std::string(nothing);
      if (rules::kind_of(field) == FieldKind::time) {
        const std::optional<Instant> time = parse_time(*value);
        return time ? format_time(*time) : *value;
      }
      if (rules::kind_of(field) != FieldKind::text) return *value;
      // The intent is what the message gave.
      return policy::yaml_text(field == Field::intent ? text::mask_personal_data(*value) : *value);
    };
    const rules::RuleNumber rule =
        rules::is_decided_by_rules(field) ? rules::because_of(workspace_, field, 0) : rules::no_rule;
    fail(expectation, expectation.field, shown(wanted), shown(actual), why_.behind(rule),
         why_.not_value(field, wanted));
  }

  // ---- Fields of several values ----

  std::vector<std::string> items_of(Field field) const {
    std::vector<std::string> items;
    for (std::size_t i = 0; i < rules::count_of(workspace_, field); ++i) {
      items.emplace_back(rules::item_of(ruleset_, workspace_, field, i));
    }
    return items;
  }

  void compare_list(const Expectation &expectation, Field field) {
    const std::vector<std::string> actual = items_of(field);
    const std::vector<std::string> wanted = sorted_once(expectation.values);
    std::vector<std::string> reasons;
    const auto add = [&reasons](std::string reason) {
      if (!holds(reasons, reason)) reasons.push_back(std::move(reason));
    };
    if (expectation.kind != Expectation::Kind::lacks) {
      for (const std::string &item : wanted) {
        if (!holds(actual, item)) add(why_.not_item(field, item));
      }
    }
    if (expectation.kind != Expectation::Kind::has) {
      const bool unwanted = expectation.kind == Expectation::Kind::lacks;
      for (std::size_t i = 0; i < actual.size(); ++i) {
        if (holds(wanted, actual[i]) == unwanted) add(why_.item(field, i));
      }
    }
    if (reasons.empty()) return;
    const std::string list = policy::yaml_text_list(expectation.values);
    std::string expected = list;
    if (expectation.kind == Expectation::Kind::has) expected = fmt::format("{{has: {}}}", list);
    if (expectation.kind == Expectation::Kind::lacks) expected = fmt::format("{{lacks: {}}}", list);
    fail(expectation, expectation.field, std::move(expected), policy::yaml_text_list(actual), {},
         fmt::format("{}", fmt::join(reasons, "; ")));
  }

  // ---- because ----

  /// Nothing when the field has no such item.
  std::optional<std::size_t> index_of(Field field, const std::string &item) const {
    const std::vector<std::string> items = items_of(field);
    const auto found = std::find(items.begin(), items.end(), item);
    if (found == items.end()) return std::nullopt;
    return static_cast<std::size_t>(found - items.begin());
  }

  void compare_because(const Expectation &expectation, Field field) {
    const std::string &item = expectation.item;
    const std::optional<std::size_t> index =
        rules::kind_of(field) == FieldKind::texts ? index_of(field, item) : std::size_t{0};
    const rules::RuleNumber rule = index ? rules::because_of(workspace_, field, *index) : rules::no_rule;
    std::optional<std::string> actual;
    if (rule == rules::by_default)
      actual = "default";
    else if (rule != rules::no_rule)
      actual = ruleset_.policy().rules[rule].name;
    std::optional<std::string> wanted;
    if (!expectation.is_null) wanted = expectation.values.front();
    if (wanted == actual) return;
    const auto shown = [](const std::optional<std::string> &name) {
      return name ? policy::yaml_text(*name) : std::string(nothing);
    };
    std::string name = fmt::format("because.{}", expectation.field);
    if (!item.empty()) name += fmt::format(".{}", item);
    fail(expectation, std::move(name), shown(wanted), shown(actual), {},
         wanted ? why_.not_because(field, item, *wanted) : std::string());
  }

  const rules::Ruleset &ruleset_;
  const rules::Workspace &workspace_;
  std::vector<Failure> &failures_;
  Why why_;
};

} // namespace

TestRun run_tests(const rules::Ruleset &ruleset, std::span<const policy::File> files,
                  std::span<const policy::TestCase> tests, const Limits &limits) {
  TestRun run;
  run.coverage = Coverage(ruleset.policy());
  rules::TriageOptions options;
  options.look = {true, true};
  options.limits = limits;
  rules::Workspace workspace;
  rules::Decision again;
  std::vector<rules::RuleFate> fates;
  std::vector<std::size_t> number_in_file(files.size()); // of tests, as its reader counts them
  for (const policy::TestCase &test : tests) {
    TestResult &result = run.results.emplace_back();
    result.test = &test;
    const std::size_t number = number_in_file[test.place.file]++;
    Findings of_message;
    const rules::TriageStatus status =
        rules::triage_test(ruleset, options, files, test, workspace, of_message);
    for (Finding finding : of_message) {
      finding.path =
          fmt::format("tests[{}].message{}{}", number, finding.path.empty() ? "" : ".", finding.path);
      result.findings.add(std::move(finding));
    }
    if (status == rules::TriageStatus::ok) {
      find_all_phrases(ruleset, workspace, workspace.facts);
      fates.assign(ruleset.policy().rules.size(), {});
      rules::read_rules(ruleset, workspace.facts, again, fates);
      run.coverage.count(ruleset.policy(), workspace.facts, fates);
      Comparer comparer(ruleset, workspace, result.failures);
      for (const Expectation &expectation : test.expect)
        comparer.compare(expectation);
    }
    ++(result.passed() ? run.passed : run.failed);
  }
  return run;
}

} // namespace usher::check
