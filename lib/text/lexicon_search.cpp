// SPDX-License-Identifier: BSL-1.0
#include "text/lexicon_search.hpp"

#include "text/accents.hpp"
#include "text/pattern_guard.hpp"

#include <algorithm>
#include <cstring>

namespace usher::text {
namespace {

void add_distinct(std::vector<Symbol> &list, Symbol symbol) {
  if (std::find(list.begin(), list.end(), symbol) == list.end()) list.push_back(symbol);
}

} // namespace

Lexicon::Search::Search(const Index &index, const PreparedText &text, LexiconScratch::Memory &memory,
                        bool with_places)
    : index_(index), text_(text), parts_(text.parts()), memory_(memory), with_places_(with_places) {}

void Lexicon::Search::clear_paths() {
  const std::size_t parts = parts_.parts.size();
  memory_.has_paths.assign(parts / 64 + 1, 0);
  if (memory_.paths_at.size() < parts + 1) memory_.paths_at.resize(parts + 1);
  memory_.paths.clear();
}

/// Looks at the filters for all parts: the looks do not wait for each other.
void Lexicon::Search::mark() {
  clear_paths();
  const Tail<Part> &parts = parts_.parts;
  const std::size_t blocks = parts.size() / 64 + 1;
  for (std::vector<std::uint64_t> *bits :
       {&memory_.to_do, &memory_.one_word, &memory_.two_words, &memory_.more_symbols}) {
    if (bits->size() < blocks) bits->resize(blocks);
  }
  const HashFilter first_filter(index_.first_filter);
  const HashFilter start_filter(index_.start_filter);
  for (std::size_t block = 0; 64 * block < parts.size(); ++block) {
    const std::size_t count = std::min<std::size_t>(parts.size() - 64 * block, 64);
    const Part *const part = parts.data() + 64 * block;
    std::uint64_t begins = 0;
    std::uint64_t several = 0; // ways to read it
    for (std::size_t bit = 0; bit < count; ++bit) {
      begins |= std::uint64_t{first_filter.may_hold(part[bit].hash)} << bit;
      several |= std::uint64_t{!part[bit].is_plain()} << bit;
    }
    std::uint64_t one = 0;
    std::uint64_t two = 0;
    for (std::uint64_t left = begins; left != 0; left &= left - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(left));
      // The last part has itself as its neighbour, which no start of two words is looked up for.
      const Part &next = part[64 * block + bit + 1 == parts.size() ? bit : bit + 1];
      one |= std::uint64_t{start_filter.may_hold(part[bit].hash)} << bit;
      two |= std::uint64_t{start_filter.may_hold(hash_pair(part[bit].hash, next.hash))} << bit;
    }
    if (64 * block + count == parts.size()) two &= ~(std::uint64_t{1} << (count - 1));
    // What a part begins depends on how the next one can be read.
    std::uint64_t several_next = several >> 1;
    if (64 * block + count < parts.size()) several_next |= std::uint64_t{!part[64].is_plain()} << 63;
    std::uint64_t more = 0;
    if (index_.has_more_than_plain) {
      for (std::size_t bit = 0; bit < count; ++bit)
        more |= std::uint64_t{may_have_more_symbols(part[bit])} << bit;
    }
    memory_.one_word[block] = one;
    memory_.two_words[block] = two;
    memory_.more_symbols[block] = more;
    memory_.to_do[block] = one | two | more | several | (several_next & begins);
  }
}

/// False for most words that are remembered.
bool Lexicon::Search::may_have_more_symbols(const Part &part) const noexcept {
  if (part.flags != 0 || part.accents != no_accents) return true;
  const auto known = memory_.words.find({parts_.text(part.folded), part.hash, false});
  return !known || !known->empty();
}

void Lexicon::Search::wait(Node node, const Span &begin, std::size_t part) {
  if (part == parts_.parts.size()) return;
  const Span kept = with_places_ ? begin : Span{};
  std::uint32_t first = no_path;
  if (has_paths(part)) {
    first = memory_.paths_at[part];
    for (std::uint32_t at = first; at != no_path; at = memory_.paths[at].next) {
      if (memory_.paths[at].node == node && memory_.paths[at].begin == kept) return;
    }
  }
  memory_.has_paths[part / 64] |= std::uint64_t{1} << (part % 64);
  memory_.paths_at[part] = static_cast<std::uint32_t>(memory_.paths.size());
  memory_.paths.push_back({node, kept, first});
}

Reading Lexicon::Search::only_reading(std::size_t part) const {
  Reading reading = text_.join(part, part);
  // The kind matters where it is not a word: there are no stems and prefixes of an address.
  if ((parts_.parts[part].flags & Part::only_whole) != 0) reading.kind = WordKind::url;
  return reading;
}

void Lexicon::Search::look_up(KeyKind kind, std::string_view text, std::uint64_t hash,
                              std::vector<Symbol> &out) const {
  const Index::Key *key = index_.find_key(kind, text, hash);
  if (key == nullptr) return;
  // One word can satisfy a symbol in two ways: perché' is perché and also a vowel with an apostrophe.
  for (const Symbol symbol : index_.key_symbols.part(key->symbols))
    add_distinct(out, symbol);
}

void Lexicon::Search::look_up_prefixes(KeyKind kind, std::uint64_t lengths, std::string_view text,
                                       std::vector<Symbol> &out) const {
  const auto try_length = [&](std::size_t length) {
    if (length > text.size()) return;
    const std::string_view begin = text.substr(0, length);
    look_up(kind, begin, hash_word(begin), out);
  };
  for (std::uint64_t rest = lengths & ~(std::uint64_t{1} << long_prefix); rest != 0; rest &= rest - 1)
    try_length(static_cast<std::size_t>(std::countr_zero(rest)));
  if ((lengths >> long_prefix) == 0) return;
  for (const std::uint32_t length : index_.long_prefix_lengths)
    try_length(length);
}

void Lexicon::Search::add_plain_symbol(std::string_view word, std::uint64_t hash,
                                       std::vector<Symbol> &out) const {
  look_up(plain_key, word, hash, out);
}

void Lexicon::Search::add_more_symbols(const Reading &reading, std::uint64_t hash, std::vector<Symbol> &out) {
  if (!index_.has_more_than_plain) return;
  if (reading.kind != WordKind::word) return find_more_symbols(reading, out);
  WordMemory::Word word{reading.text, hash, reading.free_ending};
  if (reading.exact.data() != reading.text.data()) {
    memory_.forms.assign(reading.text)
        .append(1, '\0')
        .append(reading.accented)
        .append(1, '\0')
        .append(reading.exact);
    word.forms = memory_.forms;
    word.hash = hash_word(word.forms);
  }
  if (const auto known = memory_.words.find(word)) {
    out.insert(out.end(), known->begin(), known->end());
    return;
  }
  find_more_symbols(reading, out);
  memory_.words.remember(word, out);
}

void Lexicon::Search::find_more_symbols(const Reading &reading, std::vector<Symbol> &out) {
  const bool accents = reading.accented != reading.text;
  if (accents && index_.has_kind[accented_key] != 0) {
    look_up(accented_key, reading.accented, hash_word(reading.accented), out);
  }
  if (reading.kind != WordKind::word) return;

  const bool free_in_phrase = accents && index_.has_kind[free_in_phrase_key] != 0;
  const bool free_in_text = reading.free_ending && index_.has_kind[free_in_text_key] != 0;
  if (free_in_phrase || free_in_text) {
    const std::string plain = with_plain_ending(reading.accented);
    if (free_in_phrase) look_up(free_in_phrase_key, plain, hash_word(plain), out);
    if (free_in_text) look_up(free_in_text_key, plain, hash_word(plain), out);
  }
  const auto first = static_cast<unsigned char>(reading.text.front());
  if (const std::uint64_t lengths = index_.prefix_lengths[first]; lengths != 0) {
    look_up_prefixes(prefix_key, lengths, reading.text, out);
  }
  if (accents) {
    const auto first_accented = static_cast<unsigned char>(reading.accented.front());
    if (const std::uint64_t lengths = index_.accented_prefix_lengths[first_accented]; lengths != 0) {
      look_up_prefixes(accented_prefix_key, lengths, reading.accented, out);
    }
  }
  for (const StemLanguage language : index_.stem_languages) {
    if (language >= stem_language_codes.size()) continue; // of a damaged file
    const Stems stems = stems_of(memory_.stemmer, language, reading.exact, reading.free_ending);
    for (const std::string &stem : stems.folded)
      look_up(stem_key(language, false), stem, hash_word(stem), out);
    for (const std::string &stem : stems.accented)
      look_up(stem_key(language, true), stem, hash_word(stem), out);
  }
}

// ---- Patterns ------------------------------------------------------------------------------------------------

void Lexicon::Search::try_grams(const char *begin, const char *end, std::vector<PatternId> &out) {
  const HashFilter filter(index_.gram_filter);
  for (const char *at = begin; at + gram_size <= end; ++at) {
    const std::uint32_t gram = gram_in_padded(at);
    if (!filter.may_hold(hash_gram(gram))) continue;
    const std::uint32_t found =
        index_.gram_table.find(hash_gram(gram), [&](std::uint32_t i) { return index_.grams[i] == gram; });
    if (found == HashIndex::none) continue;
    for (const Index::Guard &guard : index_.guards_at.slice(index_.guards, found)) {
      if (guard.pattern >= index_.patterns.size()) continue; // of a damaged file
      std::uint64_t &bits = memory_.seen_patterns[guard.pattern / 64];
      const std::uint64_t bit = std::uint64_t{1} << (guard.pattern % 64);
      if ((bits & bit) != 0) continue;
      const std::string_view literal = index_.text(guard.literal);
      if (guard.gram_offset > static_cast<std::size_t>(at - begin)) continue;
      const char *const literal_begin = at - guard.gram_offset;
      if (literal.size() > static_cast<std::size_t>(end - literal_begin) ||
          std::memcmp(literal_begin, literal.data(), literal.size()) != 0) {
        continue;
      }
      bits |= bit;
      out.push_back(guard.pattern);
    }
  }
}

void Lexicon::Search::find_candidates(std::vector<PatternId> &out) {
  if (parts_.text_signs) {
    for (PatternId i = 0; i < index_.patterns.size(); ++i)
      out.push_back(i);
    return;
  }
  if (!index_.guards.empty()) {
    const char *const bytes = parts_.folded.data();
    const Tail<Part> &parts = parts_.parts;
    for (std::size_t part = 0; part < parts.size();) {
      // Parts that may be joined are one stretch of bytes.
      std::size_t last = part;
      while ((parts[last].flags & Part::joined_by_next) != 0)
        ++last;
      const char *const begin = bytes + parts[part].folded.begin;
      try_grams(begin, bytes + parts[last].folded.end, out);
      part = last + 1;
    }
    for (const PatternId pattern : out)
      memory_.seen_patterns[pattern / 64] = 0;
  }
  for (const PatternId pattern : index_.unguarded) {
    if (pattern < index_.patterns.size()) out.push_back(pattern);
  }
}

} // namespace usher::text
