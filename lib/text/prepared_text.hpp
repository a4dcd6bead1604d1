// SPDX-License-Identifier: BSL-1.0
// A text made ready for matching: its normal form and its words, each with its place in the original.
//
// A text is read as a sequence of parts. Most words are one part. A word with a ZWNJ inside, or a tag or
// mention with camel-case steps, has several, and any run of neighbouring parts may be read as one word: the
// parts می|خواهم read as "می خواهم" and as "میخواهم". A tag or mention may also be read whole. Each way to
// read some parts from a given one on is a Reading; a phrase matches where readings of its words follow each
// other without a gap. (The structure is a word lattice: parts are its nodes, readings its edges.)
#pragma once

#include "text/part_reader.hpp"
#include "text/parts.hpp"
#include "text/pattern_form.hpp"
#include "text/span.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

/// As a reader sees it: what stands between spaces and punctuation. The views live until the text is assigned
/// anew.
struct Word {
  using Kind = WordKind;
  Kind kind = Kind::word;
  std::string_view text; // normal form with Latin accents folded; a tag begins with #, a mention with @
  std::string_view
      accented; // normal form with accents, grave and acute as one; equal to `text` when there are none
  Span where;
  std::uint32_t first_part = 0;
  std::uint32_t part_count = 0; // at least one
};

/// One word that a phrase's word can be compared with. The views live until the text is assigned anew.
struct Reading {
  WordKind kind = WordKind::word;
  std::string_view text;
  std::string_view accented;
  std::string_view exact; // with accents as written, composed: what is stemmed
  Span where;             // once places were asked for
  std::uint32_t part_count = 0;
  bool free_ending = false; // an apostrophe follows its last vowel, which may so have any accent
};

/// As many parts as one reading joins. A word of any language has fewer; without a bound, a text of n letters
/// with ZWNJ between them would have n * n readings.
inline constexpr std::uint32_t most_joined_parts = 16;

/// One thread at a time, its const functions too: what only people look at is made when first asked for. Cheap to
/// use again: keeps its memory. Movable; a moved-from text can only be destroyed or assigned to.
class PreparedText {
 public:
  PreparedText();

  /// Reads the text anew, in linear time; what it holds points into nothing of the caller's afterwards.
  /// Throws std::length_error for a text of more than 256 MiB.
  void assign(std::string_view utf8);

  /// What was assigned.
  [[nodiscard]] std::string_view original() const noexcept { return content_->original; }
  /// What matching needs.
  [[nodiscard]] const Parts &parts() const noexcept { return content_->parts; }
  [[nodiscard]] bool was_ill_formed() const noexcept { return content_->parts.ill_formed; }
  /// The form regexes are searched in as UTF-8. Made when first asked for, as all below.
  [[nodiscard]] const std::string &pattern_form() const { return patterns(false).text(); }
  /// The same, with places where `with_places`.
  [[nodiscard]] const PatternForm &patterns(bool with_places) const;
  /// The words joined by one space.
  [[nodiscard]] const std::string &normal_form() const;
  [[nodiscard]] const std::vector<Word> &words() const { return places().words; }

  [[nodiscard]] std::size_t part_count() const noexcept { return parts().parts.size(); }
  /// Nothing but a ZWNJ or a camel-case step stands between the part and the one before it.
  [[nodiscard]] bool joins_previous(std::size_t part) const noexcept {
    return (parts().parts[part].flags & Part::joins_previous) != 0;
  }
  /// The word that a part belongs to.
  [[nodiscard]] std::size_t word_of(std::size_t part) const { return places().word_of[part]; }
  /// Parts [first, last] of one word as one word.
  [[nodiscard]] Reading join(std::size_t first, std::size_t last) const;
  /// A word as it stands.
  [[nodiscard]] Reading whole(std::size_t word) const;
  /// From now on readings have their places.
  void make_places() const { (void)places(); }

  /// Calls `visit` with every reading that begins with a part.
  template <class Visit>
  void each_reading(std::size_t part, Visit &&visit) const {
    const std::uint8_t flags = parts().parts[part].flags;
    if ((flags & Part::begins_name) != 0) visit(name(part));
    if ((flags & Part::only_whole) != 0) return;
    for (std::size_t last = part;; ++last) {
      visit(join(part, last));
      const bool goes_on = (parts().parts[last].flags & Part::joined_by_next) != 0;
      if (!goes_on || last + 1 - part == most_joined_parts) return;
    }
  }

 private:
  struct Places {
    std::vector<Word> words;
    std::vector<std::uint32_t> word_of; // by part
    std::vector<Span> where;            // by part
  };
  // On the heap, so that the views of words stay right when the text is moved.
  struct Content {
    std::string original;
    PartReader reader;
    Parts parts;
    PatternForm patterns;
    bool patterns_made = false;
    Places places;
    bool places_made = false;
    std::string normal_form;
    bool normal_form_made = false;
  };

  const Places &places() const;
  /// The tag, mention, address or emoji that begins with a part.
  [[nodiscard]] Reading name(std::size_t part) const;

  std::unique_ptr<Content> content_;
};

} // namespace usher::text
