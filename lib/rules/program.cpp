// SPDX-License-Identifier: BSL-1.0
#include "rules/program.hpp"

#include "rules/compile_code.hpp"
#include "rules/compile_index.hpp"

namespace usher::rules {

Program compile(const policy::Policy &policy, const text::Lexicon &lexicon, const Sample *sample) {
  Program program;
  CodeCompiler code(policy, lexicon, program);
  for (const policy::Signal &signal : policy.signals)
    code.collect_texts(signal.when);
  for (const policy::Rule &rule : policy.rules)
    code.collect_texts(rule.when);
  for (const policy::PriorityLine &line : policy.priority.add)
    code.collect_texts(line.when);
  code.finish_texts();
  for (const policy::Signal &signal : policy.signals)
    program.signal_code.push_back(code.compile(signal.when));
  for (const policy::PriorityLine &line : policy.priority.add)
    program.line_code.push_back(line.has_when ? code.compile(line.when) : passes);
  IndexCompiler(policy, lexicon, sample, code, program).compile_rules();
  return program;
}

ProgramFigures Program::figures() const noexcept {
  ProgramFigures out;
  out.rules = rule_code.size();
  out.filed = rule_code.size() - rest.size();
  out.filings = filed_rules.size();
  for (std::size_t term = 0; term < term_count(); ++term)
    out.terms += filed_at[term] != filed_at[term + 1] ? 1 : 0;
  out.rest = rest.size();
  out.unindexed = unindexed.size();
  out.steps = steps.size();
  out.attributes = attributes.size();
  each_array(*this, [&out](const auto &list) { out.bytes += list.size() * sizeof(list[0]); });
  return out;
}

} // namespace usher::rules
