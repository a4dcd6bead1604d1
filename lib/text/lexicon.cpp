// SPDX-License-Identifier: BSL-1.0
#include "text/lexicon.hpp"

#include "base/image.hpp"
#include "text/lexicon_scratch.hpp"
#include "text/lexicon_search.hpp"
#include "text/pattern.hpp"
#include "text/pattern_lead.hpp"
#include "text/prepared_text.hpp"

#include <algorithm>
#include <tuple>

#include <re2/re2.h>

namespace usher::text {

Lexicon::Lexicon() : index_(std::make_shared<const Index>()) {}
Lexicon::Lexicon(std::span<const std::byte> section) {
  auto index = std::make_shared<Index>();
  ArrayReader reader(section);
  Index::each_array(*index, reader);
  reader.finish();
  index->finish();
  index_ = std::move(index);
}
Lexicon::~Lexicon() = default;
Lexicon::Lexicon(Lexicon &&) noexcept = default;
Lexicon &Lexicon::operator=(Lexicon &&) noexcept = default;

LexiconScratch::LexiconScratch() : memory_(std::make_unique<Memory>()) {}
LexiconScratch::~LexiconScratch() = default;
LexiconScratch::LexiconScratch(LexiconScratch &&) noexcept = default;
LexiconScratch &LexiconScratch::operator=(LexiconScratch &&) noexcept = default;

std::string Lexicon::to_section() const {
  ArrayWriter writer;
  Index::each_array(*index_, writer);
  return writer.write();
}

std::size_t Lexicon::bytes() const noexcept {
  std::size_t out = 0;
  Index::each_array(*index_, [&out](const auto &list) { out += list.size() * sizeof(list[0]); });
  return out;
}

std::size_t Lexicon::size() const noexcept { return index_->phrase_count(); }
std::size_t Lexicon::pattern_count() const noexcept { return index_->patterns.size(); }
PatternId Lexicon::pattern_of(PhraseId phrase) const noexcept { return index_->pattern_of[phrase]; }
std::span<const PhraseId> Lexicon::phrases_of(PatternId pattern) const noexcept {
  return index_->phrases_of(pattern);
}
bool Lexicon::is_guarded(PatternId pattern) const noexcept {
  return std::find(index_->unguarded.begin(), index_->unguarded.end(), pattern) == index_->unguarded.end();
}

void Lexicon::Index::finish() {
  for (std::size_t kind = plain_key + 1; kind < has_kind.size(); ++kind)
    has_more_than_plain |= has_kind[kind] != 0;
  compiled.reset(patterns.size());
}

Node Lexicon::Index::next(Node node, Symbol symbol) const noexcept {
  const std::span<const Edge> from = edges_at.slice(edges, node);
  const auto found = std::lower_bound(from.begin(), from.end(), symbol,
                                      [](const Edge &edge, Symbol wanted) { return edge.symbol < wanted; });
  return found != from.end() && found->symbol == symbol ? found->to : root;
}

void Lexicon::find(const PreparedText &text, LexiconScratch &scratch, std::vector<PhraseId> &phrases,
                   std::vector<PatternId> &candidates) const {
  phrases.clear();
  candidates.clear();
  LexiconScratch::Memory &memory = *scratch.memory_;
  if (memory.index != index_ || !memory.whole) {
    memory.index = index_;
    memory.words.forget();
    memory.seen.assign(index_->phrase_count() / 64 + 1, 0);
    memory.guards_seen.assign(index_->patterns.size(), 0);
    memory.guards_touched.clear();
  }
  memory.whole = false;
  Search search(*index_, text, memory, false);
  search.go([&](PhraseId phrase, const Span &) {
    if (phrase >= index_->phrase_count()) return; // of a damaged file
    std::uint64_t &bits = memory.seen[phrase / 64];
    const std::uint64_t bit = std::uint64_t{1} << (phrase % 64);
    if ((bits & bit) != 0) return;
    bits |= bit;
    phrases.push_back(phrase);
  });
  if (index_->patterns.size() != 0) search.find_candidates(candidates);
  for (const PhraseId phrase : phrases)
    memory.seen[phrase / 64] = 0;
  memory.whole = true;
}

bool Lexicon::matches(PatternId pattern, const PreparedText &text) const {
  const RE2 *const regex = index_->compiled.get(pattern, index_->patterns[pattern]);
  if (!regex->ok()) return false; // of a damaged file
  const std::string &searched = text.pattern_form();
  std::size_t from = 0;
  if (const std::string_view lead = index_->leads[pattern]; !lead.empty()) {
    constexpr int most_tries = 4; // each may read the rest of the text
    for (int tries = 0; tries < most_tries; ++tries, ++from) {
      from = find_lead(searched, from, lead);
      if (from == std::string_view::npos) return false;
      if (regex->Match(searched, from, searched.size(), RE2::ANCHOR_START, nullptr, 0)) return true;
    }
  }
  return regex->Match(searched, from, searched.size(), RE2::UNANCHORED, nullptr, 0);
}

void Lexicon::locate(const PreparedText &text, std::vector<Occurrence> &out) const {
  out.clear();
  text.make_places();
  LexiconScratch scratch;
  scratch.memory_->guards_seen.assign(index_->patterns.size(), 0);
  Search search(*index_, text, *scratch.memory_, true);
  search.go_slowly([&](PhraseId phrase, const Span &where) {
    if (phrase < index_->phrase_count()) out.push_back({phrase, where});
  });
  std::vector<PatternId> candidates;
  search.find_candidates(candidates);
  for (const PatternId pattern : candidates) {
    const RE2 *const regex = index_->compiled.get(pattern, index_->patterns[pattern]);
    if (!regex->ok()) continue; // of a damaged file
    const PatternForm &form = text.patterns(true);
    auto [begin, end] = next_match(*regex, form.text(), 0);
    while (begin != end) {
      for (const PhraseId phrase : index_->phrases_of(pattern)) {
        if (phrase < index_->phrase_count()) out.push_back({phrase, form.original(begin, end)});
      }
      std::tie(begin, end) = next_match(*regex, form.text(), end);
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
