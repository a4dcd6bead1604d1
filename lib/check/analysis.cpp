// SPDX-License-Identifier: BSL-1.0
#include "check/analysis.hpp"

#include "check/passes.hpp"
#include "check/test_run.hpp"

namespace usher::check {

void analyse(const rules::Ruleset &ruleset, Findings &findings) {
  const policy::Policy &policy = ruleset.policy();
  Reporter reporter(policy, findings);
  find_unused(policy, reporter);
  find_missing_people(policy, reporter);
  find_questions_to_oneself(policy, reporter);
  find_useless_steps(policy, reporter);
  find_unstaffed_promises(ruleset, reporter);
  Formulas formulas(policy);
  const std::vector<bool> can_match = find_impossible(policy, formulas, reporter);
  find_overruled(policy, can_match, formulas, reporter);
  find_similar_words(policy, reporter);
  find_unknown_openings(policy, reporter);
}

void check(const rules::Ruleset &ruleset, const Limits &limits, Findings &findings) {
  analyse(ruleset, findings);
  const policy::Policy &policy = ruleset.policy();
  add_failures(policy.files, run_tests(ruleset, policy.files, policy.tests, limits), findings);
  findings.sort();
}

} // namespace usher::check
