// SPDX-License-Identifier: BSL-1.0
// All phrases of a policy, found in a text in one pass.
//
// Time per text grows with the text's words and with what is found, not with the number of phrases: words and pairs
// of neighbours are looked up by their hash, behind filters that stay in the nearest caches. Inflected
// forms and prefixes are looked up once for each distinct word and then remembered. A regex is searched only for those
// who ask for it, and when the text holds a literal that it cannot match without.
#pragma once

#include "text/phrase.hpp"
#include "text/span.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

using PhraseId = std::uint32_t;
/// A distinct regex among the phrases.
using PatternId = std::uint32_t;
inline constexpr PatternId no_pattern = UINT32_MAX;

struct Occurrence {
  PhraseId phrase;
  Span where;
};

/// A text made ready for matching: normal form and words. One thread at a time; cheap to use again.
class PreparedText;
class LexiconScratch;

/// Immutable once built; any number of threads may search it at the same time.
class Lexicon {
 public:
  class Builder {
   public:
    Builder();
    ~Builder();
    Builder(Builder &&) noexcept;
    Builder &operator=(Builder &&) noexcept;
    /// The same source under the same language gets the same number; numbers count from 0.
    PhraseId add(const Phrase &phrase);
    [[nodiscard]] std::size_t pattern_count() const noexcept; // distinct regexes so far
    [[nodiscard]] Lexicon build() &&;

   private:
    struct Draft;
    std::unique_ptr<Draft> draft_;
  };

  Lexicon();
  /// Of a section of an image, which must outlive it and every scratch that was used with it. Throws DamagedImage.
  explicit Lexicon(std::span<const std::byte> section);
  ~Lexicon();
  Lexicon(Lexicon &&) noexcept;
  Lexicon &operator=(Lexicon &&) noexcept;

  [[nodiscard]] std::string to_section() const;
  [[nodiscard]] std::size_t bytes() const noexcept; // of its lists, without the compiled regexes

  [[nodiscard]] std::size_t size() const noexcept; // phrases
  /// Every phrase of words in the text, and every regex that might match it, each once, in no order. Replaces what
  /// the lists held. Allocates nothing once the scratch has seen as long a text and these words.
  void find(const PreparedText &text, LexiconScratch &scratch, std::vector<PhraseId> &phrases,
            std::vector<PatternId> &candidates) const;
  /// Whether a regex matches. The first time anybody asks for it, it is compiled.
  [[nodiscard]] bool matches(PatternId pattern, const PreparedText &text) const;

  [[nodiscard]] std::size_t pattern_count() const noexcept;
  /// The regex of a phrase; no_pattern for words.
  [[nodiscard]] PatternId pattern_of(PhraseId phrase) const noexcept;
  [[nodiscard]] std::span<const PhraseId> phrases_of(PatternId pattern) const noexcept;
  /// Most texts can be told not to match this regex without searching them.
  [[nodiscard]] bool is_guarded(PatternId pattern) const noexcept;

  /// Every place of every phrase, by begin, then end, then number: what people look at. Places of a phrase
  /// may overlap, but matches of one regex do not, as anywhere else. Replaces what `out` held.
  void locate(const PreparedText &text, std::vector<Occurrence> &out) const;

 private:
  friend class LexiconScratch;
  struct Index;
  class Search;
  std::shared_ptr<const Index> index_; // shared with the scratches that remember words of it
};

/// Working memory for finding, and what was found out about words seen before, over texts. One thread at a time;
/// may be used with one lexicon after another.
class LexiconScratch {
 public:
  LexiconScratch();
  ~LexiconScratch();
  LexiconScratch(LexiconScratch &&) noexcept;
  LexiconScratch &operator=(LexiconScratch &&) noexcept;

 private:
  friend class Lexicon;
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

} // namespace usher::text
