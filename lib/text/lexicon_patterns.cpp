// SPDX-License-Identifier: BSL-1.0
// From regexes of phrases to the guards by which a lexicon finds those that may match.
#include "text/lexicon_draft.hpp"
#include "text/pattern.hpp"
#include "text/pattern_guard.hpp"
#include "text/pattern_lead.hpp"

#include <algorithm>
#include <utility>

namespace usher::text {

void Lexicon::Builder::Draft::add_pattern(const PatternPhrase &pattern, PhraseId phrase) {
  const auto [known, is_new] = pattern_ids.emplace(pattern.regex, static_cast<PatternId>(patterns.size()));
  if (is_new) patterns.push_back({pattern, {}});
  patterns[known->second].phrases.push_back(phrase);
  pattern_of.back() = known->second;
}

void Lexicon::Builder::Draft::build_patterns(Index &index) {
  index.patterns = FlatTexts::of(
      patterns, [](const DraftPattern &one) -> const std::string & { return one.phrase.regex; });
  std::vector<std::string> leads;
  for (const DraftPattern &one : patterns)
    leads.push_back(pattern_lead(one.phrase.regex));
  index.leads = FlatTexts::of(leads);
  std::vector<std::uint32_t> at = {0};
  std::vector<PhraseId> list;
  for (const DraftPattern &pattern : patterns) {
    list.insert(list.end(), pattern.phrases.begin(), pattern.phrases.end());
    at.push_back(static_cast<std::uint32_t>(list.size()));
  }
  index.pattern_phrases_at = std::move(at);
  index.pattern_phrases = std::move(list);
}

void Lexicon::Builder::Draft::build_guards(Index &index) {
  struct DraftGuard {
    std::uint32_t gram;
    Index::Guard guard;
  };
  std::vector<DraftGuard> drafts;
  std::vector<Index::Guard> marked;
  boost::unordered_flat_map<std::uint32_t, int> uses; // of grams
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const PatternGuard guard = guard_of(patterns[i].phrase.regex);
    if (guard.empty()) index.unguarded.push_back(static_cast<std::uint32_t>(i));
    std::uint32_t needs = 0;
    for (const std::string &literal : guard.marked) {
      needs |= Index::marked_bit;
      marked.push_back({add_text(literal), static_cast<std::uint32_t>(telling_mark(literal)),
                        static_cast<std::uint32_t>(i), Index::marked_bit});
    }
    for (std::size_t word = 0; word < guard.words.size(); ++word) {
      const std::string &literal = guard.words[word];
      const std::uint32_t bit = guard.all_words ? 1U << word : 1U;
      needs |= bit;
      // The gram that tells of the fewest others.
      std::size_t best = 0;
      for (std::size_t offset = 0; offset + gram_size <= literal.size(); ++offset) {
        if (uses[gram_at(literal.data() + offset)] < uses[gram_at(literal.data() + best)]) best = offset;
      }
      const std::uint32_t gram = gram_at(literal.data() + best);
      ++uses[gram];
      drafts.push_back(
          {gram, {add_text(literal), static_cast<std::uint32_t>(best), static_cast<std::uint32_t>(i), bit}});
    }
    index.pattern_needs.push_back(needs);
  }
  build_marked(std::move(marked), index);
  std::stable_sort(drafts.begin(), drafts.end(),
                   [](const DraftGuard &a, const DraftGuard &b) { return a.gram < b.gram; });
  std::vector<std::uint64_t> hashes;
  GramBits bits{};
  for (const DraftGuard &draft : drafts) {
    add_gram(draft.gram, bits);
    if (hashes.empty() || index.grams[hashes.size() - 1] != draft.gram) {
      index.grams.push_back(draft.gram);
      index.guards_at.push_back(static_cast<std::uint32_t>(index.guards.size()));
      hashes.push_back(hash_gram(draft.gram));
    }
    index.guards.push_back(draft.guard);
  }
  index.guards_at.push_back(static_cast<std::uint32_t>(index.guards.size()));
  index.gram_table = HashIndex(hashes);
  index.gram_filter = HashFilter::make(hashes);
  index.gram_bits.push_back(bits);
}

void Lexicon::Builder::Draft::build_marked(std::vector<Index::Guard> marked, Index &index) {
  const auto mark_of = [this](const Index::Guard &guard) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(texts[guard.literal.begin + guard.offset]));
  };
  std::stable_sort(marked.begin(), marked.end(),
                   [&](const Index::Guard &a, const Index::Guard &b) { return mark_of(a) < mark_of(b); });
  for (const Index::Guard &guard : marked) {
    if (index.marks.empty() || index.marks[index.marks.size() - 1] != mark_of(guard)) {
      index.marks.push_back(mark_of(guard));
      index.marked_at.push_back(static_cast<std::uint32_t>(index.marked.size()));
    }
    index.marked.push_back(guard);
  }
  index.marked_at.push_back(static_cast<std::uint32_t>(index.marked.size()));
}

} // namespace usher::text
