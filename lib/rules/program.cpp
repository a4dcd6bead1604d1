// SPDX-License-Identifier: BSL-1.0
#include "rules/program.hpp"

#include "rules/compile_code.hpp"
#include "rules/compile_index.hpp"

namespace usher::rules {

Program compile(const policy::Policy &policy) {
  Program program;
  CodeCompiler code(policy, program);
  for (const policy::Signal &signal : policy.signals)
    program.signal_code.push_back(code.compile(signal.when));
  for (const policy::Rule &rule : policy.rules)
    program.rule_code.push_back(rule.has_when ? code.compile(rule.when) : passes);
  for (const policy::PriorityLine &line : policy.priority.add)
    program.line_code.push_back(line.has_when ? code.compile(line.when) : passes);
  code.finish();
  IndexCompiler(policy, code, program).file_rules();
  return program;
}

ProgramFigures Program::figures() const noexcept {
  const auto bytes = [](const auto &list) { return list.size() * sizeof(list[0]); };
  ProgramFigures out;
  out.rules = rule_code.size();
  out.filed = rule_code.size() - rest.size();
  out.filings = filed_rules.size();
  out.rest = rest.size();
  out.unindexed = unindexed;
  out.steps = steps.size();
  out.attributes = attributes.size();
  out.bytes = bytes(steps) + bytes(numbers) + bytes(intervals) + bytes(rule_code) + bytes(filed_at) +
              bytes(filed_rules) + bytes(filed_signatures) + bytes(rest) + bytes(bitmaps);
  return out;
}

} // namespace usher::rules
