// SPDX-License-Identifier: BSL-1.0
#include "text/accents.hpp"
#include "text/lexicon_index.hpp"
#include "text/pattern.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace usher::text {

struct Lexicon::Builder::Draft {
  boost::unordered_flat_map<std::string, PhraseId> ids; // language, NUL, source
  boost::unordered_flat_map<std::string, Symbol> symbol_ids;
  KeyMap<std::vector<Symbol>> keys;
  std::map<std::pair<Node, Symbol>, Node> edges;
  std::vector<std::vector<PhraseId>> phrases_at = {{}}; // by node
  boost::unordered_flat_map<std::string, std::size_t> pattern_ids;
  std::vector<Index::Pattern> patterns;

  Symbol symbol_of(const PhraseWord &word, StemLanguage language);
  void add_keys(Symbol symbol, const PhraseWord &word, StemLanguage language);
  void add_spelling(const std::vector<PhraseWord> &spelling, StemLanguage language, PhraseId phrase);
  void add_pattern(const PatternPhrase &pattern, PhraseId phrase);
};

namespace {

void add_distinct(std::vector<std::uint32_t> &list, std::uint32_t value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

template <class Value>
Slice append(std::vector<Value> &all, const std::vector<Value> &part) {
  const auto begin = static_cast<std::uint32_t>(all.size());
  all.insert(all.end(), part.begin(), part.end());
  return {begin, static_cast<std::uint32_t>(all.size())};
}

} // namespace

Symbol Lexicon::Builder::Draft::symbol_of(const PhraseWord &word, StemLanguage language) {
  // Kinds that are compared in one way share symbols.
  const bool whole = word.kind != PhraseWord::Kind::prefix && word.kind != PhraseWord::Kind::stem;
  const bool stem = word.kind == PhraseWord::Kind::stem;
  std::string name = {whole  ? 'w'
                      : stem ? 's'
                             : 'p',
                      word.accented ? '1' : '0', word.free_ending ? '1' : '0',
                      static_cast<char>(stem ? 'A' + language : 'A')};
  name += word.text;
  const auto [known, is_new] = symbol_ids.emplace(std::move(name), static_cast<Symbol>(symbol_ids.size()));
  if (is_new) add_keys(known->second, word, language);
  return known->second;
}

void Lexicon::Builder::Draft::add_keys(Symbol symbol, const PhraseWord &word, StemLanguage language) {
  const auto add = [&](KeyKind kind, std::string text) {
    keys[Key{kind, std::move(text)}].push_back(symbol);
  };
  if (word.kind == PhraseWord::Kind::stem) return add(stem_key(language, word.accented), word.text);
  if (word.free_ending) return add(free_in_phrase_key, word.text);
  const bool prefix = word.kind == PhraseWord::Kind::prefix;
  if (!word.accented) return add(prefix ? prefix_key : plain_key, word.text);
  add(prefix ? accented_prefix_key : accented_key, word.text);
  // For a prefix too: a text word that ends just there may have the accent only by its apostrophe.
  std::string plain = with_plain_ending(word.text);
  if (ends_in_vowel(plain)) add(free_in_text_key, std::move(plain));
}

void Lexicon::Builder::Draft::add_spelling(const std::vector<PhraseWord> &spelling, StemLanguage language,
                                           PhraseId phrase) {
  Node node = root;
  for (const PhraseWord &word : spelling) {
    const auto [edge, is_new] =
        edges.try_emplace({node, symbol_of(word, language)}, static_cast<Node>(phrases_at.size()));
    if (is_new) phrases_at.emplace_back();
    node = edge->second;
  }
  if (node != root) add_distinct(phrases_at[node], phrase);
}

void Lexicon::Builder::Draft::add_pattern(const PatternPhrase &pattern, PhraseId phrase) {
  const auto [known, is_new] = pattern_ids.emplace(pattern.regex, patterns.size());
  if (is_new) patterns.push_back({pattern.compiled, {}});
  patterns[known->second].phrases.push_back(phrase);
}

Lexicon::Builder::Builder() : draft_(std::make_unique<Draft>()) {}
Lexicon::Builder::~Builder() = default;
Lexicon::Builder::Builder(Builder &&) noexcept = default;
Lexicon::Builder &Lexicon::Builder::operator=(Builder &&) noexcept = default;

PhraseId Lexicon::Builder::add(const Phrase &phrase) {
  std::string name = phrase.language;
  name += '\0';
  name += phrase.source;
  const auto [known, is_new] =
      draft_->ids.emplace(std::move(name), static_cast<PhraseId>(draft_->ids.size()));
  const PhraseId id = known->second;
  if (!is_new) return id;
  if (const auto *pattern = std::get_if<PatternPhrase>(&phrase.form)) {
    draft_->add_pattern(*pattern, id);
  } else {
    // Only stems look at the language, and there are none in one without a stemmer.
    const StemLanguage language = stem_language(phrase.language).value_or(0);
    for (const auto &spelling : std::get<WordPhrase>(phrase.form).spellings) {
      draft_->add_spelling(spelling, language, id);
    }
  }
  return id;
}

std::size_t Lexicon::Builder::pattern_count() const noexcept { return draft_->patterns.size(); }

Lexicon Lexicon::Builder::build() && {
  auto index = std::make_unique<Index>();
  index->phrase_count = draft_->ids.size();

  index->keys.reserve(draft_->keys.size());
  for (const auto &[key, symbols] : draft_->keys) {
    index->keys.emplace(key, append(index->symbols, symbols));
    index->has_kind[key.kind] = true;
    const auto length = static_cast<std::uint32_t>(key.text.size());
    const auto first_byte = static_cast<unsigned char>(key.text.front());
    if (key.kind == prefix_key) add_distinct(index->prefix_lengths[first_byte], length);
    if (key.kind == accented_prefix_key) add_distinct(index->accented_prefix_lengths[first_byte], length);
  }
  for (auto &lengths : index->prefix_lengths)
    std::sort(lengths.begin(), lengths.end());
  for (auto &lengths : index->accented_prefix_lengths)
    std::sort(lengths.begin(), lengths.end());
  for (std::size_t i = 0; i < stem_language_codes.size(); ++i) {
    const auto language = static_cast<StemLanguage>(i);
    if (index->has_kind[stem_key(language, false)] || index->has_kind[stem_key(language, true)]) {
      index->stem_languages.push_back(language);
    }
  }

  index->goes_on.assign(draft_->phrases_at.size(), 0);
  index->first.assign(draft_->symbol_ids.size(), root);
  for (const auto &[from, to] : draft_->edges) {
    index->goes_on[from.first] = 1;
    if (from.first == root) {
      index->first[from.second] = to;
    } else {
      index->next.emplace(Index::edge(from.first, from.second), to);
    }
  }
  for (const auto &phrases : draft_->phrases_at)
    index->phrases_at.push_back(append(index->phrases, phrases));
  index->patterns = std::move(draft_->patterns);
  draft_.reset();

  // RE2 builds its automaton while it matches: the first states are made here rather than at the first
  // message.
  for (const Index::Pattern &pattern : index->patterns)
    (void)next_match(*pattern.regex, "a 1", 0);

  Lexicon lexicon;
  lexicon.index_ = std::move(index);
  return lexicon;
}

} // namespace usher::text
