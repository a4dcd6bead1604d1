// SPDX-License-Identifier: BSL-1.0
// A policy made ready to decide: its phrases as one lexicon, its rules as a program, what rules decide in flat lists,
// and look-ups from names to numbers. It is made of a policy that was read from YAML, or opened from an image, where
// all of that lies ready. Either way the policy itself is kept as the bytes that an image has of it, and made values
// again when somebody asks for it.
#pragma once

#include "base/image.hpp"
#include "base/text_map.hpp"
#include "calendar/calendar.hpp"
#include "policy/model.hpp"
#include "rules/facts.hpp"
#include "rules/outcomes.hpp"
#include "rules/program.hpp"
#include "text/lexicon.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::rules {

/// An image whose phrases are in the normal form of another version of Unicode than this library has.
struct OtherUnicode {
  std::string of_image;
  std::string here;
};

/// By phrase, the numbers of what names it.
struct PhraseUses {
  FlatArray<std::uint32_t> at; // by phrase and one more
  FlatArray<std::uint32_t> numbers;

  [[nodiscard]] std::span<const std::uint32_t> of(text::PhraseId phrase) const noexcept {
    return at.slice(numbers, phrase);
  }
  template <class Self, class Visit>
  static void each_array(Self &self, Visit &&visit) {
    visit(self.at);
    visit(self.numbers);
  }
};

/// Immutable once made; any number of threads may decide by it.
class Ruleset {
 public:
  /// The policy must have been read without errors. `sample`, if there is one, is of messages decided by the same
  /// policy.
  explicit Ruleset(policy::Policy policy, const Sample *sample = nullptr);
  /// Of an image, which it keeps. Nothing here costs more for more rules; throws DamagedImage and OtherUnicode.
  explicit Ruleset(Image image);
  ~Ruleset();
  Ruleset(Ruleset &&) noexcept;
  Ruleset &operator=(Ruleset &&) noexcept;

  /// Memory, in bytes: what deciding reads, of which the lexicon, and what only people ask for.
  struct Bytes {
    std::size_t deciding = 0;
    std::size_t lexicon = 0;
    std::size_t rest = 0;
  };
  [[nodiscard]] Bytes bytes() const noexcept;
  /// The image of it.
  [[nodiscard]] std::string to_image() const;
  /// Its sections, beside which others may stand.
  void add_to(ImageWriter &image) const;

  [[nodiscard]] const policy::Frame &frame() const noexcept { return *frame_; }
  /// Everything that was written, with places: for people, not for deciding. Made when first asked for, once,
  /// whichever thread asks; throws DamagedImage.
  [[nodiscard]] const policy::Policy &policy() const;
  [[nodiscard]] const text::Lexicon &lexicon() const noexcept { return lexicon_; }
  /// The rules, compiled.
  [[nodiscard]] const Program &program() const noexcept { return program_; }
  [[nodiscard]] const Outcomes &outcomes() const noexcept { return outcomes_; }
  /// A calendar of the frame, ready to answer; made when first asked for, whichever thread asks. Null where the system
  /// has no file of its zone any more: then it is not known whether it is open. Throws RefusedZone, as nothing is to be
  /// decided otherwise only because the system is short of something.
  [[nodiscard]] const calendar::Calendar *calendar(std::uint32_t number) const;

  /// SHA-256 of the sources in hexadecimal.
  [[nodiscard]] const std::string &digest() const noexcept { return digest_; }

  [[nodiscard]] const FactSizes &sizes() const noexcept { return sizes_; }
  [[nodiscard]] std::string_view rule_name(std::size_t number) const noexcept { return names_.rules[number]; }
  [[nodiscard]] std::string_view topic_name(std::size_t number) const noexcept {
    return names_.topics[number];
  }
  [[nodiscard]] std::string_view reply_name(std::size_t number) const noexcept {
    return names_.replies[number];
  }
  [[nodiscard]] std::size_t reply_count() const noexcept { return names_.replies.size(); }

  [[nodiscard]] std::optional<policy::FactId> find_fact(std::string_view name) const;
  /// Facts that stand for what a message does not say itself, ascending; few policies have any.
  [[nodiscard]] const std::vector<policy::FactId> &derived_facts() const noexcept { return derived_facts_; }
  /// The number of a word among a choice's.
  [[nodiscard]] std::optional<std::uint32_t> find_choice(policy::FactId fact, std::string_view word) const;

  /// Some condition tests this fact, so it must be known before rules are read.
  [[nodiscard]] bool uses(policy::FactId fact) const noexcept { return used_[fact] != 0; }
  /// The topics that a phrase speaks of.
  [[nodiscard]] std::span<const std::uint32_t> topics_of(text::PhraseId phrase) const noexcept {
    return topics_of_.of(phrase);
  }
  /// The signals and the rules whose conditions name a phrase themselves, in text or subject.
  [[nodiscard]] std::span<const std::uint32_t> signals_of(text::PhraseId phrase) const noexcept {
    return signals_of_.of(phrase);
  }
  [[nodiscard]] std::span<const std::uint32_t> rules_of(text::PhraseId phrase) const noexcept {
    return rules_of_.of(phrase);
  }
  /// Some topic has a phrase that is this regex, so it must be searched before topics are known.
  [[nodiscard]] bool decides_topics(text::PatternId pattern) const noexcept {
    return decides_topics_[pattern] != 0;
  }

 private:
  struct Names {
    FlatTexts rules;
    FlatTexts topics;
    FlatTexts replies;
  };
  struct Hours;  // of a calendar
  struct Source; // the policy, and the image that it is in

  /// The lists of the section `rules` of an image.
  template <class Self, class Visit>
  static void each_array(Self &self, Visit &&visit);
  void index_names();

  std::unique_ptr<Source> source_;
  const policy::Frame *frame_ = nullptr; // of the source
  text::Lexicon lexicon_;
  Outcomes outcomes_;
  Program program_;
  std::string digest_;
  Names names_;
  FlatArray<std::uint8_t> used_;           // by fact
  FlatArray<std::uint8_t> decides_topics_; // by pattern
  PhraseUses topics_of_;
  PhraseUses signals_of_;
  PhraseUses rules_of_;

  FactSizes sizes_;
  std::vector<std::unique_ptr<Hours>> calendars_; // by calendar
  std::vector<policy::FactId> derived_facts_;
  TextMap<std::uint32_t> facts_;
  std::vector<TextMap<std::uint32_t>> choices_; // by fact
};

} // namespace usher::rules
