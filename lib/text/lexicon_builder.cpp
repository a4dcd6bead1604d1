// SPDX-License-Identifier: BSL-1.0
#include "text/lexicon_draft.hpp"

#include <memory>
#include <utility>
#include <variant>

namespace usher::text {

Lexicon::Builder::Builder() : draft_(std::make_unique<Draft>()) {}
Lexicon::Builder::~Builder() = default;
Lexicon::Builder::Builder(Builder &&) noexcept = default;
Lexicon::Builder &Lexicon::Builder::operator=(Builder &&) noexcept = default;

PhraseId Lexicon::Builder::add(const Phrase &phrase) {
  std::string &name = draft_->name;
  name = phrase.language;
  name += '\0';
  name += phrase.source;
  const auto [known, is_new] = draft_->ids.emplace(name, static_cast<PhraseId>(draft_->ids.size()));
  const PhraseId id = known->second;
  if (!is_new) return id;
  draft_->pattern_of.push_back(no_pattern);
  if (const auto *pattern = std::get_if<PatternPhrase>(&phrase.form)) {
    draft_->add_pattern(*pattern, id);
    return id;
  }
  // Only stems look at the language, and there are none in one without a stemmer.
  const StemLanguage language = stem_language(phrase.language).value_or(0);
  for (const auto &spelling : std::get<WordPhrase>(phrase.form).spellings) {
    if (spelling.empty()) continue;
    const auto begin = static_cast<std::uint32_t>(draft_->symbols.size());
    for (const PhraseWord &word : spelling)
      draft_->symbols.push_back(draft_->symbol_of(word, language));
    draft_->spellings.push_back({{begin, static_cast<std::uint32_t>(draft_->symbols.size())}, id});
  }
  return id;
}

std::size_t Lexicon::Builder::pattern_count() const noexcept { return draft_->patterns.size(); }

Lexicon Lexicon::Builder::build() && {
  auto index = std::make_shared<Index>();
  draft_->build_keys(*index);
  draft_->build_trie(*index);
  draft_->build_patterns(*index);
  draft_->build_guards(*index);
  index->texts = std::vector<char>(draft_->texts.begin(), draft_->texts.end());
  draft_->build_starts(*index);
  index->pattern_of = std::move(draft_->pattern_of);
  index->finish();
  for (std::size_t i = 0; i < draft_->patterns.size(); ++i) {
    auto &compiled = draft_->patterns[i].phrase.compiled;
    if (compiled != nullptr) index->compiled.keep(i, std::move(compiled));
  }
  draft_.reset();

  Lexicon lexicon;
  lexicon.index_ = std::move(index);
  return lexicon;
}

} // namespace usher::text
