// SPDX-License-Identifier: BSL-1.0
// The rules of a policy, compiled: what decides a message without reading every rule.
//
// Conditions become code: one step for each test, with the step to go on with when it passes and when it fails. There
// is no tree and no recursion, and what a step compares with stands in flat arrays.
//
// Rules are filed so that only those are looked at which could match.
//  - A rule that needs one of a few rare things (a phrase, a topic, a tag, an account ...) is filed under each of
//    them: its terms. A message looks only at the lists of the terms that it has.
//  - Other rules stand in the rest. They are told apart by attributes: facts with few values, or numbers cut into
//    ranges. For each value of an attribute there is a bitmap of the rest rules that it leaves possible, and a
//    message ANDs the bitmaps of its values.
//  - The same values, as one bit each, make the signature of a filed rule: which values leave it possible. A message
//    has one bit of each attribute, and a rule whose signature lacks one of them is not looked at.
// Both say "perhaps". What they do not prove of a rule is its code, which runs for what is left, in file order, until a
// rule stops the reading. So the decision is that of the plain reading (decide.hpp), which tests check on millions of
// messages.
//
// Immutable, and read by any number of threads. Its lists may be those of a file that nobody vouches for: wrong numbers
// in them decide wrongly, and nothing worse. Code only goes forward, so every run of it ends.
#pragma once

#include "base/flat.hpp"
#include "policy/model.hpp"
#include "text/hash_index.hpp"
#include "text/lexicon.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::rules {

/// Where code goes on: a step further down, or one of the two ends. (Steps are numbered from the last to the first.)
using Target = std::uint32_t;
inline constexpr Target passes = UINT32_MAX;
inline constexpr Target fails = UINT32_MAX - 1;

/// A closed interval: of numbers as the bits of two doubles, of times and durations as integers.
struct Bounds {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

/// Half a line of the cache, with all that most steps compare with: what a step costs is the way to it.
struct Step {
  enum class Op : std::uint8_t {
    choice,  // the number of a word or flag is in `mask`; bit 63 is for a missing fact
    choices, // it is in the numbers; of facts with more than 63 words
    text,    // the code of a text is in the numbers
    number,  // in `bounds`
    numbers, // in one of Program::bounds, `operands`
    integer, // a time or duration, likewise
    integers,
    topics_any,
    topics_all,
    topics_none,
    signals_any,
    signals_all,
    signals_none,
    tags_any, // codes of texts
    tags_all,
    tags_none,
    pii_any, // `mask`
    pii_all,
    pii_none,
    phrases_in_text,
    phrases_in_subject,
    set_known, // of a set: something is in it
    set_unknown
  };
  static constexpr std::uint8_t known = 1;    // any value passes
  static constexpr std::uint8_t missing = 2;  // a missing fact passes
  static constexpr std::uint8_t patterns = 4; // some of the phrases are regexes
  static constexpr std::size_t most_few = 4;

  Op op = Op::choice;
  std::uint8_t flags = 0;
  std::uint16_t few_count =
      0; // of numbers, up to most_few: they are in `few`, else in Program::numbers; ascending
  policy::FactId fact = 0;
  Target on_pass = passes;
  Target on_fail = fails;
  union {
    Range operands;
    std::uint64_t mask;
    Bounds bounds;
    std::array<std::uint32_t, most_few> few;
  };

  constexpr Step() noexcept : bounds() {}
  [[nodiscard]] bool has(std::uint8_t flag) const noexcept { return (flags & flag) != 0; }
};
static_assert(sizeof(Step) == 32);

/// A fact whose values tell rules apart, and the bits that they have in a signature.
struct Attribute {
  policy::FactId fact = 0;
  std::uint32_t first_bit = 0;
  std::uint32_t buckets = 0; // of values; one more bit is for a missing fact
  std::uint32_t exact = 0;   // 1: each bucket has one value, so that a test of it needs no step
  Range thresholds; // of a number: bucket i holds what is below threshold i and not below the one before
  Range codes;      // of a text, in Program::numbers, ascending: the buckets but the last share them
};

inline constexpr std::size_t signature_words = 2;
using Signature = std::array<std::uint64_t, signature_words>;

/// Texts that conditions compare with, as numbers.
class TextCodes {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  TextCodes() = default;
  explicit TextCodes(const std::vector<std::string> &texts);
  [[nodiscard]] std::uint32_t find(std::string_view text) const;

  template <class Self, class Visit>
  static void each_array(Self &self, Visit &&visit) {
    FlatTexts::each_array(self.texts_, visit);
    text::HashIndex::each_array(self.table_, visit);
  }

 private:
  FlatTexts texts_;
  text::HashIndex table_;
};

/// What a program is made of.
struct ProgramFigures {
  std::size_t rules = 0;
  std::size_t filed = 0;     // under terms
  std::size_t filings = 0;   // entries in the lists of terms
  std::size_t terms = 0;     // that have rules
  std::size_t rest = 0;      // told apart by attributes only
  std::size_t unindexed = 0; // of the rest: looked at for every message
  std::size_t steps = 0;
  std::size_t attributes = 0;
  std::size_t bytes = 0;
};

/// Terms are numbered: phrases in the text, phrases in the subject, topics, signals, texts by code, words. Where each
/// kind begins:
struct TermKinds {
  std::uint32_t subject = 0;
  std::uint32_t topic = 0;
  std::uint32_t signal = 0;
  std::uint32_t text = 0; // one for a text, be it a tag or the value of any fact
};

/// A fact whose words have terms.
struct ChoiceTerms {
  policy::FactId fact = 0;
  std::uint32_t first = 0;
};

struct FiledRule {
  std::uint32_t rule = 0;
  Target code = passes;
};

struct Program {
  FlatArray<Step> steps;
  FlatArray<std::uint32_t> numbers; // operands
  FlatArray<Bounds> bounds;

  FlatArray<Target> rule_code; // by rule: the first step of what its filing leaves open; `passes` for nothing
  FlatArray<Target> signal_code; // by signal
  FlatArray<Target> line_code;   // by line of the priority

  TextCodes texts;
  FlatArray<policy::FactId> text_facts; // those that conditions compare with texts, ascending

  FlatArray<Attribute> attributes;
  FlatArray<double> thresholds;

  FlatArray<TermKinds> terms; // one element
  FlatArray<ChoiceTerms> choice_terms;
  FlatArray<std::uint32_t> filed_at; // by term and one more, into the two below
  FlatArray<FiledRule> filed_rules;
  FlatArray<Signature> filed_signatures;

  FlatArray<std::uint32_t> rest; // rules, ascending
  FlatArray<std::uint32_t>
      bitmap_of;                    // by attribute bit: its bitmap in `bitmaps`; 0 is none: all are possible
  FlatArray<std::uint64_t> bitmaps; // each of rest_words()
  FlatArray<std::uint32_t> unindexed; // rules of the rest that every message looks at

  [[nodiscard]] std::size_t term_count() const noexcept { return filed_at.empty() ? 0 : filed_at.size() - 1; }
  [[nodiscard]] std::size_t rest_words() const noexcept { return (rest.size() + 63) / 64; }
  [[nodiscard]] ProgramFigures figures() const noexcept;

  template <class Self, class Visit>
  static void each_array(Self &self, Visit &&visit) {
    visit(self.steps);
    visit(self.numbers);
    visit(self.bounds);
    visit(self.rule_code);
    visit(self.signal_code);
    visit(self.line_code);
    TextCodes::each_array(self.texts, visit);
    visit(self.text_facts);
    visit(self.attributes);
    visit(self.thresholds);
    visit(self.terms);
    visit(self.choice_terms);
    visit(self.filed_at);
    visit(self.filed_rules);
    visit(self.filed_signatures);
    visit(self.rest);
    visit(self.bitmap_of);
    visit(self.bitmaps);
    visit(self.unindexed);
  }
};

class Sample;

/// `lexicon` is that of the policy's phrases; `sample`, if there is one, of messages that were decided by the same
/// policy.
[[nodiscard]] Program compile(const policy::Policy &policy, const text::Lexicon &lexicon,
                              const Sample *sample = nullptr);

/// Working memory of a run. One thread at a time.
struct ProgramScratch {
  std::vector<std::uint32_t> text_codes; // by place in text_facts
  std::vector<std::uint32_t> tag_codes;
  std::vector<std::uint64_t> candidates; // by rule, a bit; all zero between runs
  std::vector<std::uint64_t> blocks;     // by word of candidates, a bit; likewise
  std::vector<std::uint32_t> terms;      // that the message has
  std::vector<Range> lists;              // of theirs, in the filed rules
  std::vector<std::uint64_t> possible;   // of the rest
  std::size_t looked_at = 0;             // rules whose code the last run ran
  bool in_use = false; // still true at the begin of a run: the one before was broken off, by a lack of memory
};

} // namespace usher::rules
