// SPDX-License-Identifier: BSL-1.0
// From conditions to the steps of a program.
#pragma once

#include "rules/program.hpp"

#include <limits>
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

  /// Numbers the texts that a condition compares with. First of all, for every condition.
  void collect_texts(const policy::Condition &condition);
  /// When all are collected.
  void finish_texts();

  /// The first step of a condition.
  [[nodiscard]] Target compile(const policy::Condition &condition) { return emit(condition, passes, fails); }
  /// The same without what is known to hold: parts of an `all`, or of a `none` those that are known to fail.
  template <class Proven>
  [[nodiscard]] Target compile_rest(const policy::Condition &condition, const Proven &proven) {
    std::vector<const policy::Condition *> all;
    std::vector<const policy::Condition *> none;
    collect_rest(condition, proven, all, none);
    return emit_in_order(all, true, emit_in_order(none, false, passes));
  }
  /// The number of a text that conditions compare with.
  [[nodiscard]] std::uint32_t code_of(const std::string &text);
  [[nodiscard]] std::size_t text_count() const noexcept { return texts_.size(); }

 private:
  template <class Proven>
  void collect_rest(const policy::Condition &condition, const Proven &proven,
                    std::vector<const policy::Condition *> &all,
                    std::vector<const policy::Condition *> &none) {
    using Kind = policy::Condition::Kind;
    for (const policy::Condition &child : condition.children) {
      if (condition.kind == Kind::all) collect_rest(child, proven, all, none);
      if (condition.kind == Kind::none && !proven(child)) none.push_back(&child);
    }
    if ((condition.kind == Kind::test || condition.kind == Kind::any) && !proven(condition))
      all.push_back(&condition);
  }
  /// All of them must pass, or all of them fail; then goes on with `next`.
  Target emit_in_order(std::vector<const policy::Condition *> list, bool wanted, Target next);
  Target emit(const policy::Condition &condition, Target on_pass, Target on_fail);
  Target emit_test(const policy::Test &test, Target on_pass, Target on_fail);
  Step choice_step(const policy::Test &test, std::size_t words);
  Step text_step(const policy::Test &test);
  Step interval_step(const policy::Test &test, policy::FactType type);
  Step set_step(const policy::Test &test);
  void set_numbers(std::vector<std::uint32_t> numbers, Step &step);

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
/// From `low` to `high`, both included: of a number the two doubles; of a time or duration the integers, and the
/// doubles next to them.
struct Interval {
  double low_number = -std::numeric_limits<double>::infinity();
  double high_number = std::numeric_limits<double>::infinity();
  std::int64_t low = std::numeric_limits<std::int64_t>::min();
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
};
/// The alternatives of a number, a time or a duration that are values or ranges.
[[nodiscard]] std::vector<Interval> intervals_of(const policy::Test &test, policy::FactType type);

} // namespace usher::rules
