// SPDX-License-Identifier: BSL-1.0
// The tests that stand in a policy, run.
#pragma once

#include "base/finding.hpp"
#include "base/json.hpp"
#include "check/coverage.hpp"
#include "rules/triage.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace usher::check {

/// An expectation that was not met.
struct Failure {
  policy::Place place;
  std::string field;    // "department", "because.tags.refund"
  std::string expected; // as the policy would write it
  std::string actual;
  std::string because; // the rule behind what came: `"refund"`, `the default`; empty when there is none
  std::string why; // one line: what kept the nearest rule that would have met it from acting; may be empty
};

struct TestResult {
  const policy::TestCase *test = nullptr;
  std::vector<Failure> failures;
  Findings findings; // what was wrong with the message; then nothing else was looked at
  [[nodiscard]] bool passed() const noexcept { return failures.empty() && !findings.has_errors(); }
};

struct TestRun {
  std::vector<TestResult> results; // in the order of the tests
  Coverage coverage;               // of the messages that were not refused
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
};

/// Runs `tests`, which must outlive what is returned, and so must the ruleset; `files` are those that the tests'
/// places refer to. Language and personal data are
/// always looked for. A test costs a triage, one more reading of the rules and one of every condition; a failed
/// one also an explanation, which shows every condition.
[[nodiscard]] TestRun run_tests(const rules::Ruleset &ruleset, std::span<const policy::File> files,
                                std::span<const policy::TestCase> tests, const Limits &limits);

/// For people, at most 80 columns where names allow it: each failed test with its place, what was expected,
/// what came and why; then the coverage. `files` are those that the tests' places refer to. No text of a
/// message is shown.
[[nodiscard]] std::string to_text(const rules::Ruleset &ruleset, std::span<const policy::File> files,
                                  const TestRun &run);
void write_json(const rules::Ruleset &ruleset, std::span<const policy::File> files, const TestRun &run,
                JsonWriter &json);

/// Every failure as a finding test_failed, and what was wrong with messages, for `check`.
void add_failures(std::span<const policy::File> files, const TestRun &run, Findings &findings);

} // namespace usher::check
