// SPDX-License-Identifier: BSL-1.0
// A policy made ready to decide: the model, its phrases as one lexicon, and look-ups from names to numbers.
#pragma once

#include "base/text_map.hpp"
#include "calendar/calendar.hpp"
#include "policy/model.hpp"
#include "rules/program.hpp"
#include "text/lexicon.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::rules {

/// Immutable once made; any number of threads may decide by it.
class Ruleset {
 public:
  /// The policy must have been read without errors.
  explicit Ruleset(policy::Policy policy);

  [[nodiscard]] const policy::Policy &policy() const noexcept { return policy_; }
  [[nodiscard]] const text::Lexicon &lexicon() const noexcept { return lexicon_; }
  /// SHA-256 of the sources in hexadecimal.
  [[nodiscard]] const std::string &digest() const noexcept { return digest_; }

  [[nodiscard]] std::optional<policy::FactId> find_fact(std::string_view name) const;
  /// The number of a word among a choice's.
  [[nodiscard]] std::optional<std::uint32_t> find_choice(policy::FactId fact, std::string_view word) const;

  /// The rules, compiled.
  [[nodiscard]] const Program &program() const noexcept { return program_; }

  /// A calendar that conditions or promises ask, ready to answer; null for one that nobody asks, and where the
  /// system has lost the files of its zone since the policy was read: then it is not known whether it is open.
  [[nodiscard]] const calendar::Calendar *calendar(std::uint32_t number) const {
    return calendars_[number].get();
  }

  /// Some condition tests this fact, so it must be known before rules are read.
  [[nodiscard]] bool uses(policy::FactId fact) const { return used_[fact]; }
  /// The topics that a phrase speaks of.
  [[nodiscard]] const std::vector<std::uint32_t> &topics_of(text::PhraseId phrase) const {
    return topics_of_[phrase];
  }
  /// The signals and the rules whose conditions name a phrase themselves, in text or subject.
  [[nodiscard]] const std::vector<std::uint32_t> &signals_of(text::PhraseId phrase) const {
    return signals_of_[phrase];
  }
  [[nodiscard]] const std::vector<std::uint32_t> &rules_of(text::PhraseId phrase) const {
    return rules_of_[phrase];
  }

 private:
  policy::Policy policy_;
  text::Lexicon lexicon_;
  Program program_;
  std::string digest_;
  std::vector<std::shared_ptr<const calendar::Calendar>> calendars_;
  TextMap<std::uint32_t> facts_;
  std::vector<TextMap<std::uint32_t>> choices_;       // by fact
  std::vector<bool> used_;                            // by fact
  std::vector<std::vector<std::uint32_t>> topics_of_; // by phrase, and so the next two
  std::vector<std::vector<std::uint32_t>> signals_of_;
  std::vector<std::vector<std::uint32_t>> rules_of_;
};

} // namespace usher::rules
