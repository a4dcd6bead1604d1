// SPDX-License-Identifier: BSL-1.0
// A compiled program at work on one message.
#pragma once

#include "rules/ruleset.hpp"
#include "rules/workspace.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace usher::rules {

class ProgramRun {
 public:
  /// The workspace as looking left it, signals not found yet.
  ProgramRun(const Ruleset &ruleset, Workspace &workspace)
      : program_(ruleset.program()),
        frame_(ruleset.frame()),
        lexicon_(ruleset.lexicon()),
        outcomes_(ruleset.outcomes()),
        workspace_(workspace),
        facts_(workspace.facts),
        fact_count_(workspace.facts.slots.size()),
        scratch_(workspace.program) {}

  /// Finds the signals. First of all.
  void find_signals();
  [[nodiscard]] bool passes_line(std::size_t line) { return holds(program_.line_code[line]); }

  /// Calls `take(rule)` with each matching rule in file order until it returns false.
  template <class Take>
  void each_match(const Take &take) {
    find_candidates();
    scratch_.looked_at = 0;
    for (std::size_t outer = 0; outer < scratch_.blocks.size(); ++outer) {
      while (scratch_.blocks[outer] != 0) {
        const std::size_t word =
            64 * outer + static_cast<std::size_t>(std::countr_zero(scratch_.blocks[outer]));
        scratch_.blocks[outer] &= scratch_.blocks[outer] - 1;
        std::uint64_t rules = scratch_.candidates[word];
        scratch_.candidates[word] = 0;
        for (; rules != 0; rules &= rules - 1) {
          const auto rule =
              static_cast<std::uint32_t>(64 * word + static_cast<std::size_t>(std::countr_zero(rules)));
          ++scratch_.looked_at;
          if (!holds(program_.rule_code[rule])) continue;
          if (take(rule)) continue;
          clear_candidates(outer);
          scratch_.in_use = false;
          return;
        }
      }
    }
    scratch_.in_use = false;
  }

  /// Calls `take(term)` with each term that the message has, some perhaps twice.
  template <class Take>
  void each_term(const Take &take) const {
    const TermKinds &kinds = program_.terms[0];
    each_phrase_term(facts_.in_text, 0, take);
    each_phrase_term(facts_.in_subject, kinds.subject, take);
    for (const std::uint32_t topic : facts_.topics.list())
      take(kinds.topic + topic);
    for (const std::uint32_t signal : facts_.signals.list())
      take(kinds.signal + signal);
    for (const auto *codes : {&scratch_.tag_codes, &scratch_.text_codes}) {
      for (const std::uint32_t code : *codes) {
        if (code != TextCodes::none) take(kinds.text + code);
      }
    }
    for (const ChoiceTerms &terms : program_.choice_terms) {
      const Slot &value = slot(terms.fact);
      if (value.known) take(terms.first + static_cast<std::uint32_t>(value.integer));
    }
  }

 private:
  /// `first`: the term of the first phrase in this place.
  template <class Take>
  void each_phrase_term(const PhraseSet &found, std::uint32_t first, const Take &take) const {
    for (const text::PhraseId phrase : found.list())
      take(first + phrase);
    // Whether these match is found out when a rule asks.
    for (const text::PatternId pattern : found.candidates()) {
      for (const text::PhraseId phrase : lexicon_.phrases_of(pattern))
        take(first + phrase);
    }
  }
  [[nodiscard]] bool holds(Target at);
  [[nodiscard]] bool passes_step(const Step &step);
  [[nodiscard]] bool has_phrase(const Step &step, PhraseSet &found, const text::PreparedText &text) const;
  /// Another one than it says only in a damaged file.
  [[nodiscard]] policy::FactId safe(policy::FactId fact) const noexcept {
    return fact < fact_count_ ? fact : 0;
  }
  [[nodiscard]] const Slot &slot(policy::FactId fact) const noexcept { return facts_.slots[safe(fact)]; }
  [[nodiscard]] std::span<const std::uint32_t> numbers_of(const Step &step) const noexcept;
  /// `one`: in the bounds of the step itself.
  template <class Value>
  [[nodiscard]] bool is_in(const Step &step, bool one, Value Slot::*member) const;
  [[nodiscard]] std::uint32_t text_code(policy::FactId fact) const;

  void find_codes();
  [[nodiscard]] Signature signature() const;
  void find_candidates();
  void take_terms(const Signature &mine);
  void take_list(const Range &list, const Signature &mine);
  void take_rest(const Signature &mine);
  void add(std::uint32_t rule) {
    if (rule >= program_.rule_code.size()) return; // of a damaged file
    scratch_.candidates[rule / 64] |= std::uint64_t{1} << (rule % 64);
    scratch_.blocks[rule / 4096] |= std::uint64_t{1} << (rule / 64 % 64);
  }
  void clear_candidates(std::size_t from_block);

  const Program &program_;
  const policy::Frame &frame_;
  const text::Lexicon &lexicon_;
  const Outcomes &outcomes_;
  Workspace &workspace_;
  Facts &facts_;
  std::size_t fact_count_;
  ProgramScratch &scratch_;
};

/// The bucket of a value among an attribute's; `buckets` for a missing fact.
[[nodiscard]] std::uint32_t bucket_of(const Program &program, const Attribute &attribute,
                                      const policy::Fact &fact, const Slot &slot,
                                      std::uint32_t text_code) noexcept;

} // namespace usher::rules
