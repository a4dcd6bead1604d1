// SPDX-License-Identifier: BSL-1.0
#include "text/lexicon.hpp"

#include "text/accents.hpp"
#include "text/lexicon_index.hpp"
#include "text/pattern.hpp"
#include "text/prepared_text.hpp"

#include <algorithm>
#include <tuple>

#include <boost/container/small_vector.hpp>
#include <re2/re2.h>

namespace usher::text {
namespace {

using Symbols = boost::container::small_vector<Symbol, 16>;

} // namespace

/// Finds the symbols of readings and follows them through the trie.
class Lexicon::Search {
 public:
  Search(const Index &index, const PreparedText &text, bool with_places)
      : index_(index), text_(text), with_places_(with_places) {}

  /// Calls `report` with each phrase and place; without places, with any place.
  template <class Report>
  void go(const Report &report) {
    const std::size_t parts = text_.part_count();
    paths_at_.assign(parts + 1, no_path);
    Symbols symbols;
    for (std::size_t part = 0; part < parts; ++part) {
      text_.each_reading(part, [&](const Reading &reading) {
        symbols.clear();
        find_symbols(reading, symbols);
        for (const Symbol symbol : symbols) {
          step(index_.first[symbol], reading.where, reading, part, report);
          for (std::uint32_t at = paths_at_[part]; at != no_path; at = paths_[at].next) {
            const auto next = index_.next.find(Index::edge(paths_[at].node, symbol));
            if (next != index_.next.end()) step(next->second, paths_[at].begin, reading, part, report);
          }
        }
      });
    }
  }

 private:
  static constexpr std::uint32_t no_path = UINT32_MAX;

  /// A phrase begun, waiting for its next word at some part. Those of one part are a list.
  struct Path {
    Node node;
    Span begin; // its first word; not set without places
    std::uint32_t next;
  };

  void look_up(KeyKind kind, std::string_view text, Symbols &out) const {
    const auto found = index_.keys.find(KeyView{kind, text});
    if (found == index_.keys.end()) return;
    const auto [begin, end] = found->second;
    for (std::uint32_t i = begin; i < end; ++i) {
      // One word can satisfy a symbol in two ways: perché' is perché and also a vowel with an apostrophe.
      const Symbol symbol = index_.symbols[i];
      if (std::find(out.begin(), out.end(), symbol) == out.end()) out.push_back(symbol);
    }
  }

  void look_up_prefixes(KeyKind kind, const std::array<std::vector<std::uint32_t>, 256> &lengths,
                        std::string_view text, Symbols &out) const {
    for (const std::uint32_t length : lengths[static_cast<unsigned char>(text.front())]) {
      if (length > text.size()) return;
      look_up(kind, text.substr(0, length), out);
    }
  }

  void find_symbols(const Reading &reading, Symbols &out) const {
    const bool accents = reading.accented != reading.text;
    look_up(plain_key, reading.text, out);
    if (accents && index_.has_kind[accented_key]) look_up(accented_key, reading.accented, out);
    if (reading.kind != WordKind::word) return;

    const bool free_in_phrase = accents && index_.has_kind[free_in_phrase_key];
    const bool free_in_text = reading.free_ending && index_.has_kind[free_in_text_key];
    if (free_in_phrase || free_in_text) {
      const std::string plain = with_plain_ending(reading.accented);
      if (free_in_phrase) look_up(free_in_phrase_key, plain, out);
      if (free_in_text) look_up(free_in_text_key, plain, out);
    }
    if (index_.has_kind[prefix_key]) look_up_prefixes(prefix_key, index_.prefix_lengths, reading.text, out);
    if (accents && index_.has_kind[accented_prefix_key]) {
      look_up_prefixes(accented_prefix_key, index_.accented_prefix_lengths, reading.accented, out);
    }
    for (const StemLanguage language : index_.stem_languages) {
      const Stems &stems = text_.stems(language, reading);
      for (const std::string &stem : stems.folded)
        look_up(stem_key(language, false), stem, out);
      for (const std::string &stem : stems.accented)
        look_up(stem_key(language, true), stem, out);
    }
  }

  template <class Report>
  void step(Node node, const Span &begin, const Reading &last, std::size_t part, const Report &report) {
    if (node == root) return;
    const auto [first_phrase, end_phrase] = index_.phrases_at[node];
    for (std::uint32_t i = first_phrase; i < end_phrase; ++i) {
      report(index_.phrases[i],
             Span{begin.begin, last.where.end, begin.begin_code_point, last.where.end_code_point});
    }
    const std::size_t after = part + last.part_count;
    if (index_.goes_on[node] == 0 || after == text_.part_count()) return;
    const Span kept = with_places_ ? begin : Span{};
    for (std::uint32_t at = paths_at_[after]; at != no_path; at = paths_[at].next) {
      if (paths_[at].node == node && paths_[at].begin == kept) return;
    }
    paths_.push_back({node, kept, paths_at_[after]});
    paths_at_[after] = static_cast<std::uint32_t>(paths_.size() - 1);
  }

  const Index &index_;
  const PreparedText &text_;
  bool with_places_;
  boost::container::small_vector<std::uint32_t, 256> paths_at_; // by part: its first path
  boost::container::small_vector<Path, 32> paths_;
};

Lexicon::Lexicon() : index_(std::make_unique<const Index>()) {}
Lexicon::~Lexicon() = default;
Lexicon::Lexicon(Lexicon &&) noexcept = default;
Lexicon &Lexicon::operator=(Lexicon &&) noexcept = default;

std::size_t Lexicon::size() const noexcept { return index_->phrase_count; }

void Lexicon::find(const PreparedText &text, std::vector<PhraseId> &out) const {
  out.clear();
  Search(*index_, text, false).go([&out](PhraseId phrase, const Span &) { out.push_back(phrase); });
  for (const Index::Pattern &pattern : index_->patterns) {
    const std::string &searched = text.pattern_form();
    if (pattern.regex->Match(searched, 0, searched.size(), RE2::UNANCHORED, nullptr, 0)) {
      out.insert(out.end(), pattern.phrases.begin(), pattern.phrases.end());
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

void Lexicon::locate(const PreparedText &text, std::vector<Occurrence> &out) const {
  out.clear();
  Search(*index_, text, true).go([&out](PhraseId phrase, const Span &where) {
    out.push_back({phrase, where});
  });
  for (const Index::Pattern &pattern : index_->patterns) {
    const PatternForm &form = text.patterns();
    auto [begin, end] = next_match(*pattern.regex, form.text(), 0);
    while (begin != end) {
      for (const PhraseId phrase : pattern.phrases)
        out.push_back({phrase, form.original(begin, end)});
      std::tie(begin, end) = next_match(*pattern.regex, form.text(), end);
    }
  }
  const auto order = [](const Occurrence &a) { return std::tie(a.where.begin, a.where.end, a.phrase); };
  std::sort(out.begin(), out.end(),
            [&](const Occurrence &a, const Occurrence &b) { return order(a) < order(b); });
  const auto last = std::unique(
      out.begin(), out.end(), [&](const Occurrence &a, const Occurrence &b) { return order(a) == order(b); });
  out.erase(last, out.end());
}

} // namespace usher::text
