// SPDX-License-Identifier: BSL-1.0
// From conditions to the steps of a program.
#pragma once

#include "rules/program.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::rules {

/// Appends to a program. Conditions nest no deeper than YAML does, so recursion is bounded.
class CodeCompiler {
 public:
  CodeCompiler(const policy::Policy &policy, const text::Lexicon &lexicon, Program &program)
      : policy_(policy), lexicon_(lexicon), program_(program) {}

  /// The first step of a condition.
  [[nodiscard]] Target compile(const policy::Condition &condition) { return emit(condition, passes, fails); }
  /// The number of a text that conditions compare with.
  [[nodiscard]] std::uint32_t code_of(const std::string &text);
  [[nodiscard]] std::size_t text_count() const noexcept { return texts_.size(); }
  /// When all conditions are compiled.
  void finish();

 private:
  Target emit(const policy::Condition &condition, Target on_pass, Target on_fail);
  Target emit_test(const policy::Test &test, Target on_pass, Target on_fail);
  Step choice_step(const policy::Test &test, std::size_t words);
  Step text_step(const policy::Test &test);
  Step interval_step(const policy::Test &test, policy::FactType type);
  Step set_step(const policy::Test &test);
  Range add_numbers(std::vector<std::uint32_t> numbers);

  const policy::Policy &policy_;
  const text::Lexicon &lexicon_;
  Program &program_;
  std::vector<policy::FactId> text_facts_;
  boost::unordered_flat_map<std::string, std::uint32_t> codes_;
  std::vector<std::string> texts_;
};

/// Whether a word or flag passes one of the alternatives of a test.
[[nodiscard]] bool accepts_choice(const policy::Test &test, std::int64_t value);
[[nodiscard]] bool accepts_missing(const policy::Test &test);
[[nodiscard]] bool accepts_any_value(const policy::Test &test);
/// The alternatives of a number, a time or a duration that are values or ranges.
[[nodiscard]] std::vector<Interval> intervals_of(const policy::Test &test, policy::FactType type);

} // namespace usher::rules
