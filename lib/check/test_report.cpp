// SPDX-License-Identifier: BSL-1.0
#include "base/page.hpp"
#include "check/reporter.hpp"
#include "check/test_run.hpp"
#include "policy/yaml_writer.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace usher::check {
namespace {

using policy::Expectation;
using policy::Place;
using policy::TestCase;

constexpr std::size_t most_of_a_name = 50;

std::string expected_value(const Expectation &one) {
  if (one.is_null) return "null";
  return one.values.size() == 1 ? one.values.front() : policy::yaml_text_list(one.values);
}

// The name of a test, or what it expects; the reasons only where it expects nothing else.
std::string title(const TestCase &test) {
  if (!test.name.empty()) return on_one_line(shortened(test.name, most_of_a_name));
  std::string expects;
  const auto is_reason = [](const Expectation &one) { return one.kind == Expectation::Kind::because; };
  const bool only_reasons = std::all_of(test.expect.begin(), test.expect.end(), is_reason);
  for (const Expectation &one : test.expect) {
    if (is_reason(one) && !only_reasons) continue;
    expects += fmt::format("{}{}{}{}{}: {}", expects.empty() ? "" : ", ", only_reasons ? "because." : "",
                           one.field, one.item.empty() ? "" : ".", one.item, expected_value(one));
  }
  return on_one_line(shortened(expects, most_of_a_name));
}

void append_test(std::span<const policy::File> files, const TestResult &result, std::string &out) {
  const std::string place = on_one_line(place_text(files, result.test->place));
  if (result.findings.has_errors()) {
    out += fmt::format("{}: test \"{}\" was not run, its message is refused\n", place, title(*result.test));
  } else {
    out += fmt::format("{}: test \"{}\" failed\n", place, title(*result.test));
  }
  std::string_view said; // a department and the reason for it fail for one cause, which is said once
  for (const Failure &failure : result.failures) {
    std::string line =
        fmt::format("{}: expected {}, got {}", failure.field, failure.expected, failure.actual);
    if (!failure.because.empty()) line += fmt::format(" (because of {})", failure.because);
    append_wrapped(out, 2, line);
    if (!failure.why.empty() && failure.why != said) append_wrapped(out, 4, failure.why);
    said = failure.why;
  }
  for (const Finding &finding : result.findings) {
    append_wrapped(out, 2,
                   fmt::format("{}:{}:{}: {}: {} [{}]", finding.file, finding.line, finding.column,
                               name_of(finding.severity), finding.message, name_of(finding.code)));
    if (!finding.hint.empty()) append_wrapped(out, 4, finding.hint);
  }
  out += '\n';
}

std::string reason(const Failure &failure) {
  if (failure.because.empty()) return failure.why;
  const std::string_view joint = failure.why.empty() ? "" : "; ";
  return fmt::format("because of {}{}{}", failure.because, joint, failure.why);
}

void write_failures(std::span<const policy::File> files, const std::vector<Failure> &failures,
                    JsonWriter &json) {
  json.key("failures");
  json.begin_array();
  for (const Failure &failure : failures) {
    json.begin_object();
    write_place(files, failure.place, json);
    json.field("field", failure.field);
    json.field("expected", failure.expected);
    json.field("actual", failure.actual);
    json.field("why", reason(failure));
    json.end_object();
  }
  json.end_array();
}

} // namespace

std::string to_text(const rules::Ruleset &ruleset, std::span<const policy::File> files, const TestRun &run) {
  std::string out;
  for (const TestResult &result : run.results) {
    if (!result.passed()) append_test(files, result, out);
  }
  const std::uint64_t total = run.passed + run.failed;
  out += fmt::format("{} of {} {} passed\n", run.passed, total, total == 1 ? "test" : "tests");
  append_text(ruleset.policy(), run.coverage, out);
  return out;
}

void write_json(const rules::Ruleset &ruleset, std::span<const policy::File> files, const TestRun &run,
                JsonWriter &json) {
  json.begin_object();
  json.field("passed", run.passed);
  json.field("failed", run.failed);
  json.key("tests");
  json.begin_array();
  for (const TestResult &result : run.results) {
    json.begin_object();
    json.text_or_null("name", result.test->name);
    write_place(files, result.test->place, json);
    json.field("passed", result.passed());
    write_failures(files, result.failures, json);
    write_json(result.findings, json);
    json.end_object();
  }
  json.end_array();
  json.key("coverage");
  write_json(ruleset.policy(), run.coverage, json);
  json.end_object();
}

void add_failures(std::span<const policy::File> files, const TestRun &run, Findings &findings) {
  std::vector<std::size_t> count(files.size()); // tests of each file, as its reader counts them
  for (const TestResult &result : run.results) {
    const std::size_t number = count[result.test->place.file]++;
    findings.append(result.findings);
    for (const Failure &failure : result.failures) {
      const Place &place = failure.place;
      findings.add({Severity::error, Code::test_failed, files[place.file].name, place.position.line,
                    place.position.column, fmt::format("tests[{}].expect.{}", number, failure.field),
                    fmt::format("expected {} {}, got {}", failure.field, failure.expected, failure.actual),
                    reason(failure)});
    }
  }
}

} // namespace usher::check
