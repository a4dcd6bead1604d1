// SPDX-License-Identifier: BSL-1.0
// Where the rules of a program are filed: under which terms, and with which values of which attributes.
#pragma once

#include "rules/compile_code.hpp"
#include "rules/program.hpp"

#include <optional>
#include <vector>

namespace usher::rules {

/// A condition cannot hold unless the message has one of these terms; how many messages have one, by estimate.
struct Access {
  double share = 1;
  std::vector<std::uint32_t> terms;
  const policy::Condition *of = nullptr; // the part of the condition that needs them
  bool proves = false;                   // that part, to a message that has one
};

/// When all texts are known.
class IndexCompiler {
 public:
  IndexCompiler(const policy::Policy &policy, const text::Lexicon &lexicon, const Sample *sample,
                CodeCompiler &code, Program &program);
  /// Files every rule, and compiles what its filing leaves open.
  void compile_rules();

 private:
  void number_terms(std::size_t texts);
  void make_bitmaps(const std::vector<std::uint32_t> &rest, const std::vector<Signature> &signatures);
  [[nodiscard]] std::optional<Access> access(const policy::Condition &condition);
  [[nodiscard]] std::optional<Access> access(const policy::Test &test);
  [[nodiscard]] std::size_t values_of(policy::FactId fact) const;
  [[nodiscard]] double share_of_phrase(policy::PhraseId phrase) const;

  const policy::Policy &policy_;
  const text::Lexicon &lexicon_;
  const Sample *sample_;
  CodeCompiler &code_;
  Program &program_;
  TermKinds kinds_;
  std::uint32_t term_count_ = 0;
  std::vector<double> topic_shares_;
};

} // namespace usher::rules
