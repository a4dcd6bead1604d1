// SPDX-License-Identifier: BSL-1.0
#include "check/sample.hpp"

#include "check/analysis.hpp"
#include "policy/reader.hpp"

#include <iterator>
#include <utility>

#include <doctest/doctest.h>

namespace usher::check {

std::string shop(std::string_view rest) {
  std::string out = R"(usher: 1
facts:
  customer.tier: [bronze, silver, gold]
  customer.vip: flag
  customer.since: time
channels:
  instagram: {kind: social, public: true, private_twin: instagram_dm}
  instagram_dm: {kind: message, public: false}
accounts:
  "@acme": {channel: instagram, brand: acme}
topics:
  refund: {en: [money back, refund]}
  press: {en: [journalist]}
  spam: {en: [cheap followers]}
departments: {care: {}, sales: {}, legal: {}}
replies: {ask_private: "Please write to us in private."}
default: {department: care}
)";
  out += rest;
  return out;
}

rules::Ruleset read(std::string_view yaml) {
  policy::Policy policy;
  Findings findings;
  const auto status = policy::read_policy({"policy.yaml", yaml}, {}, {}, policy, findings);
  std::string errors;
  for (const Finding &finding : findings)
    errors += to_text(finding);
  INFO(errors);
  REQUIRE(status == policy::ReadStatus::ok);
  return rules::Ruleset(std::move(policy));
}

Findings analysis_of(std::string_view yaml) {
  const rules::Ruleset ruleset = read(yaml);
  Findings findings;
  analyse(ruleset, findings);
  return findings;
}

std::vector<Finding> analysis_of(std::string_view yaml, Code code) {
  const Findings all = analysis_of(yaml);
  std::vector<Finding> out;
  for (const Finding &finding : all) {
    if (finding.code == code) out.push_back(finding);
  }
  return out;
}

} // namespace usher::check
