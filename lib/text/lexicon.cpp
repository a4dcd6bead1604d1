// SPDX-License-Identifier: BSL-1.0
#include "text/lexicon.hpp"

#include "text/lexicon_scratch.hpp"
#include "text/lexicon_search.hpp"
#include "text/pattern.hpp"
#include "text/prepared_text.hpp"

#include <algorithm>
#include <tuple>

#include <re2/re2.h>

namespace usher::text {

Lexicon::Lexicon() : index_(std::make_shared<const Index>()) {}
Lexicon::~Lexicon() = default;
Lexicon::Lexicon(Lexicon &&) noexcept = default;
Lexicon &Lexicon::operator=(Lexicon &&) noexcept = default;

LexiconScratch::LexiconScratch() : memory_(std::make_unique<Memory>()) {}
LexiconScratch::~LexiconScratch() = default;
LexiconScratch::LexiconScratch(LexiconScratch &&) noexcept = default;
LexiconScratch &LexiconScratch::operator=(LexiconScratch &&) noexcept = default;

std::size_t Lexicon::size() const noexcept { return index_->phrase_count; }

Node Lexicon::Index::next(Node node, Symbol symbol) const noexcept {
  const auto begin = edges.begin() + edges_at[node];
  const auto end = edges.begin() + edges_at[node + 1];
  const auto found = std::lower_bound(begin, end, symbol,
                                      [](const Edge &edge, Symbol wanted) { return edge.symbol < wanted; });
  return found != end && found->symbol == symbol ? found->to : root;
}

void Lexicon::find(const PreparedText &text, LexiconScratch &scratch, std::vector<PhraseId> &out) const {
  out.clear();
  LexiconScratch::Memory &memory = *scratch.memory_;
  if (memory.index != index_ || !memory.whole) {
    memory.index = index_;
    memory.words.forget();
    memory.seen.assign(index_->phrase_count / 64 + 1, 0);
    memory.seen_patterns.assign(index_->patterns.size() / 64 + 1, 0);
  }
  memory.whole = false;
  const auto add = [&](PhraseId phrase) {
    std::uint64_t &bits = memory.seen[phrase / 64];
    const std::uint64_t bit = std::uint64_t{1} << (phrase % 64);
    if ((bits & bit) != 0) return;
    bits |= bit;
    out.push_back(phrase);
  };
  Search search(*index_, text, memory, false);
  search.go([&add](PhraseId phrase, const Span &) { add(phrase); });
  if (!index_->patterns.empty()) {
    search.find_candidates();
    for (const std::uint32_t candidate : memory.candidates) {
      const Index::Pattern &pattern = index_->patterns[candidate];
      const std::string &searched = text.pattern_form();
      if (!pattern.regex->Match(searched, 0, searched.size(), RE2::UNANCHORED, nullptr, 0)) continue;
      for (const PhraseId phrase : pattern.phrases)
        add(phrase);
    }
  }
  for (const PhraseId phrase : out)
    memory.seen[phrase / 64] = 0;
  memory.whole = true;
}

void Lexicon::locate(const PreparedText &text, std::vector<Occurrence> &out) const {
  out.clear();
  text.make_places();
  LexiconScratch scratch;
  Search(*index_, text, *scratch.memory_, true).go_slowly([&out](PhraseId phrase, const Span &where) {
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
