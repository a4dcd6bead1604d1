// SPDX-License-Identifier: BSL-1.0
// What is known of one message: the values of its facts and what was found in its text.
#pragma once

#include "policy/model.hpp"
#include "rules/number_set.hpp"
#include "rules/phrase_set.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace usher::rules {

/// The value of a fact, in the member that its type has: text; number; integer for a flag (0 or 1), a time, a
/// duration, and the index of a choice.
struct Slot {
  bool known = false;
  double number = 0;
  std::int64_t integer = 0;
  std::string text;
};

/// The values of all facts, by their numbers. A message has few of the many that a policy can have, so those that were
/// written are remembered, and emptying takes the time of what is there.
class Slots {
 public:
  /// All are unknown; so many there are from now on.
  void reset(std::size_t facts);
  [[nodiscard]] std::size_t size() const noexcept { return slots_.size(); }
  [[nodiscard]] const Slot &operator[](policy::FactId fact) const noexcept { return slots_[fact]; }
  /// To be written.
  [[nodiscard]] Slot &edit(policy::FactId fact) noexcept {
    marks_[fact / 64].written |= std::uint64_t{1} << (fact % 64);
    return slots_[fact];
  }
  /// The message spoke of it, be it to say that it is missing.
  [[nodiscard]] bool is_given(policy::FactId fact) const noexcept {
    return ((marks_[fact / 64].given >> (fact % 64)) & 1U) != 0;
  }
  void set_given(policy::FactId fact) noexcept { marks_[fact / 64].given |= std::uint64_t{1} << (fact % 64); }
  /// `visit` gets the number of each that is known, the lowest first, of those `among` which it is looked for: a bit for
  /// each fact.
  template <class Visit>
  void each_known(std::span<const std::uint64_t> among, Visit &&visit) const {
    const std::size_t words = std::min(marks_.size(), among.size());
    for (std::size_t word = 0; word < words; ++word) {
      for (std::uint64_t bits = marks_[word].written & among[word]; bits != 0; bits &= bits - 1) {
        const auto fact =
            static_cast<policy::FactId>(word * 64 + static_cast<unsigned>(std::countr_zero(bits)));
        if (slots_[fact].known) visit(fact);
      }
    }
  }

 private:
  /// Of 64 facts, a bit for each.
  struct Marks {
    std::uint64_t written = 0;
    std::uint64_t given = 0;
  };
  void resize(std::size_t facts);

  std::vector<Slot> slots_;
  std::vector<Marks> marks_;
};

/// How many there can be of each.
struct FactSizes {
  std::size_t facts = 0;
  std::size_t topics = 0;
  std::size_t signals = 0;
  std::size_t phrases = 0;
  std::size_t patterns = 0;
};

/// Reused from message to message, so that a warm one allocates nothing.
struct Facts {
  std::string id;
  std::string conversation;
  Slots slots;                         // of all facts but sets, which are in the members below
  std::vector<std::string> tags;       // those the conversation carries, each once
  std::vector<std::string> spare_tags; // of messages before, for their memory
  NumberSet topics;
  NumberSet signals;
  std::uint32_t pii = 0; // bit k: personal data of kind k counts
  PhraseSet in_text;
  PhraseSet in_subject;
  double language_confidence = 0; // of a language that was found; 1 for one that was given; 0 for none
  bool language_given = false;    // by the message; the best of guesses are as sure as that
  bool decided_before = false;    // rules decided about the conversation; what facts were then is known
  bool text_cut = false;
  bool ill_formed = false;

  void clear(const FactSizes &sizes);
};

/// The set facts as one question: does the set hold anything?
[[nodiscard]] bool is_known(const Facts &facts, policy::FactId fact, const policy::Frame &frame) noexcept;

} // namespace usher::rules
