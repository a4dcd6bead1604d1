// SPDX-License-Identifier: BSL-1.0
// Policies of as many rules as a policy may have: what the analysis still looks at, and that it says where it
// stops.
#include "check/sample.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

namespace usher::check {
namespace {

constexpr int many = 19'999;

template <class When>
std::string policy_of_many(When &&when) {
  std::string yaml = shop("rules:\n");
  for (int i = 0; i < many; ++i) {
    const std::string number = std::to_string(i);
    yaml += "  - {name: r" + number + ", when: " + when(i) + ", then: {department: sales, tags: [t" + number +
            "]}}\n";
  }
  return yaml;
}

std::size_t count(const Findings &findings, Code code) {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [code](const Finding &finding) { return finding.code == code; }));
}

TEST_CASE("many rules, each with something of its own, are all compared") {
  std::string yaml = policy_of_many(
      [](int i) { return "{topic: refund, stage: order, tags: word" + std::to_string(i) + "}"; });
  yaml += "  - {name: last, when: {topic: refund, stage: order, tags: word7}, then: {department: care}}\n";
  const Findings found = analysis_of(yaml);
  CHECK(count(found, Code::limit) == 0);
  REQUIRE(count(found, Code::shadowed_rule) == 1);
  const auto shadowed = std::find_if(
      found.begin(), found.end(), [](const Finding &finding) { return finding.code == Code::shadowed_rule; });
  CHECK(shadowed->path == "rules[19999]");
  CHECK(shadowed->message.find("\"r7\"") != std::string::npos);
}

TEST_CASE("many rules that all ask for the same things are compared up to a point, which is said") {
  const Findings found = analysis_of(policy_of_many([](int i) {
    return "{topic: refund, author.followers: {at_least: " + std::to_string(many - i) + "}}";
  }));
  CHECK(count(found, Code::shadowed_rule) == 0);
  REQUIRE(count(found, Code::limit) == 1);
  const auto note = std::find_if(found.begin(), found.end(),
                                 [](const Finding &finding) { return finding.code == Code::limit; });
  CHECK(note->severity == Severity::note);
  CHECK(note->path.starts_with("rules["));
}

} // namespace
} // namespace usher::check
