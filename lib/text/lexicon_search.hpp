// SPDX-License-Identifier: BSL-1.0
// Finds the symbols of readings and follows them through the trie; only the lexicon's own files see it.
#pragma once

#include "text/lexicon_index.hpp"
#include "text/lexicon_scratch.hpp"
#include "text/prepared_text.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace usher::text {

class Lexicon::Search {
 public:
  Search(const Index &index, const PreparedText &text, LexiconScratch::Memory &memory, bool with_places);

  /// Calls `report` with each phrase, perhaps more than once; places have no meaning. A word costs a look at a
  /// filter and, where there are more than plain words, one at what is remembered of it; the rest is for words that
  /// some phrase may begin with.
  template <class Report>
  void go(const Report &report) {
    mark();
    const std::size_t parts = parts_.parts.size();
    for (std::size_t block = 0; 64 * block < parts; ++block) {
      std::uint64_t done = 0;
      for (;;) {
        const std::uint64_t left = (memory_.to_do[block] | memory_.has_paths[block]) & ~done;
        if (left == 0) break;
        const int bit = std::countr_zero(left);
        done |= (std::uint64_t{2} << bit) - 1;
        take(64 * block + static_cast<std::size_t>(bit), report);
      }
    }
  }

  /// Calls `report` with each phrase and place, a reading at a time.
  template <class Report>
  void go_slowly(const Report &report) {
    clear_paths();
    for (std::size_t part = 0; part < parts_.parts.size(); ++part)
      take_slowly(part, report);
  }

  /// The patterns whose guard the text meets, each once.
  void find_candidates(std::vector<PatternId> &out);

 private:
  static constexpr std::uint32_t no_path = UINT32_MAX;

  template <class Report>
  void take(std::size_t part, const Report &report) {
    const std::uint64_t bit = std::uint64_t{1} << (part % 64);
    const std::size_t block = part / 64;
    const Part &first = parts_.parts[part];
    if (!is_simple(part)) return take_readings(part, report);
    const std::string_view word = parts_.text(first.folded);
    if ((memory_.one_word[block] & bit) != 0) start(word, {}, first.hash, part + 1, report);
    if ((memory_.two_words[block] & bit) != 0) {
      const Part &second = parts_.parts[part + 1];
      start(word, parts_.text(second.folded), hash_pair(first.hash, second.hash), part + 2, report);
    }
    const bool goes_on = (memory_.has_paths[block] & bit) != 0;
    if ((memory_.more_symbols[block] & bit) != 0) {
      const Reading reading = only_reading(part);
      memory_.symbols.clear();
      add_more_symbols(reading, first.hash, memory_.symbols);
      for (std::size_t i = 0; i < memory_.symbols.size(); ++i)
        step(index_.first[memory_.symbols[i]], {}, reading, part, report);
      if (goes_on) {
        add_plain_symbol(word, first.hash, memory_.symbols);
        go_on(reading, part, report);
      }
    } else if (goes_on) {
      memory_.symbols.clear();
      add_plain_symbol(word, first.hash, memory_.symbols);
      go_on(only_reading(part), part, report);
    }
  }

  /// A part with several readings, or before one: each of them.
  template <class Report>
  void take_readings(std::size_t part, const Report &report) {
    const bool goes_on = has_paths(part);
    text_.each_reading(part, [&](const Reading &reading) {
      const std::uint64_t hash = hash_padded(reading.text.data(), reading.text.size());
      start_any(reading.text, hash, part + reading.part_count, report);
      memory_.symbols.clear();
      add_more_symbols(reading, hash, memory_.symbols);
      for (std::size_t i = 0; i < memory_.symbols.size(); ++i)
        step(index_.first[memory_.symbols[i]], {}, reading, part, report);
      if (!goes_on) return;
      add_plain_symbol(reading.text, hash, memory_.symbols);
      go_on(reading, part, report);
    });
  }

  /// Every reading that begins with the part, symbol by symbol.
  template <class Report>
  void take_slowly(std::size_t part, const Report &report) {
    text_.each_reading(part, [&](const Reading &reading) {
      const std::uint64_t hash = hash_word(reading.text);
      memory_.symbols.clear();
      add_more_symbols(reading, hash, memory_.symbols);
      add_plain_symbol(reading.text, hash, memory_.symbols);
      for (std::size_t i = 0; i < memory_.symbols.size(); ++i)
        step(index_.first[memory_.symbols[i]], reading.where, reading, part, report);
      if (has_paths(part)) go_on(reading, part, report);
    });
  }

  /// The starts of a word and of it with each reading that follows.
  template <class Report>
  void start_any(std::string_view word, std::uint64_t hash, std::size_t next_part, const Report &report) {
    if (!HashFilter(index_.first_filter).may_hold(hash)) return;
    const HashFilter filter(index_.start_filter);
    if (filter.may_hold(hash)) start(word, {}, hash, next_part, report);
    if (next_part == parts_.parts.size()) return;
    text_.each_reading(next_part, [&](const Reading &next) {
      const std::uint64_t pair = hash_pair(hash, hash_padded(next.text.data(), next.text.size()));
      if (filter.may_hold(pair)) start(word, next.text, pair, next_part + next.part_count, report);
    });
  }

  /// A start of one word or of two, if it is one.
  template <class Report>
  void start(std::string_view first, std::string_view second, std::uint64_t hash, std::size_t next_part,
             const Report &report) {
    const std::uint32_t found = index_.start_table.find(
        hash, [&](std::uint32_t i) { return index_.starts_with(index_.starts[i], first, second); });
    if (found == HashIndex::none) return;
    const Index::Start &known = index_.starts[found];
    if (known.phrases.begin + 1 == known.phrases.end) {
      report(known.one, Span{});
    } else {
      for (const PhraseId phrase : index_.phrases.part(known.phrases))
        report(phrase, Span{});
    }
    if (known.opens != 0) wait(known.node, {}, next_part);
  }

  /// Paths that wait at a part, by the symbols of one of its readings.
  template <class Report>
  void go_on(const Reading &reading, std::size_t part, const Report &report) {
    for (std::size_t i = 0; i < memory_.symbols.size(); ++i) {
      for (std::uint32_t at = memory_.paths_at[part]; at != no_path; at = memory_.paths[at].next) {
        const Path path = memory_.paths[at];
        step(index_.next(path.node, memory_.symbols[i]), path.begin, reading, part, report);
      }
    }
  }

  template <class Report>
  void step(Node node, const Span &begin, const Reading &last, std::size_t part, const Report &report) {
    if (node == root) return;
    for (const PhraseId phrase : index_.phrases_at.slice(index_.phrases, node)) {
      report(phrase, Span{begin.begin, last.where.end, begin.begin_code_point, last.where.end_code_point});
    }
    if (index_.goes_on(node)) wait(node, begin, part + last.part_count);
  }

  [[nodiscard]] bool has_paths(std::size_t part) const noexcept {
    return ((memory_.has_paths[part / 64] >> (part % 64)) & 1U) != 0;
  }
  /// One reading here and, for what two words start, after here.
  [[nodiscard]] bool is_simple(std::size_t part) const noexcept {
    return parts_.parts[part].is_plain() &&
           (part + 1 == parts_.parts.size() || parts_.parts[part + 1].is_plain());
  }
  [[nodiscard]] Reading only_reading(std::size_t part) const;
  void mark();
  void prefetch_starts(const Part *part, std::uint64_t one, std::uint64_t two) const;
  [[nodiscard]] bool may_have_more_symbols(const Part &part) const noexcept;
  void clear_paths();
  void wait(Node node, const Span &begin, std::size_t part);
  void add_plain_symbol(std::string_view word, std::uint64_t hash, std::vector<Symbol> &out) const;
  /// All symbols of a reading but its plain one.
  void add_more_symbols(const Reading &reading, std::uint64_t hash, std::vector<Symbol> &out);
  void find_more_symbols(const Reading &reading, std::vector<Symbol> &out);
  void look_up(KeyKind kind, std::string_view text, std::uint64_t hash, std::vector<Symbol> &out) const;
  void look_up_prefixes(KeyKind kind, std::uint64_t lengths, std::string_view text,
                        std::vector<Symbol> &out) const;
  void see_words();
  void see_marks();
  void see(const Index::Guard &guard);

  const Index &index_;
  const PreparedText &text_;
  const Parts &parts_;
  LexiconScratch::Memory &memory_;
  bool with_places_;
};

} // namespace usher::text
