// SPDX-License-Identifier: BSL-1.0
#include "text/lexicon_search.hpp"

#include "base/fetch.hpp"
#include "text/accents.hpp"
#include "text/pattern_guard.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

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
    const std::size_t last = count - 1; // there is one
    if (64 * block + count == parts.size()) two &= ~(std::uint64_t{1} << last % 64);
    prefetch_starts(part, one, two);
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

/// The ways of the starts of a block to memory, so that they overlap: first to their cells, then on from there. `one` and
/// `two` are bits of the parts that may start with one word and with two.
void Lexicon::Search::prefetch_starts(const Part *part, std::uint64_t one, std::uint64_t two) const {
  const auto each = [&](const auto &visit) {
    for (std::uint64_t left = one; left != 0; left &= left - 1)
      visit(part[std::countr_zero(left)].hash);
    for (std::uint64_t left = two; left != 0; left &= left - 1) {
      const int bit = std::countr_zero(left);
      visit(hash_pair(part[bit].hash, part[bit + 1].hash));
    }
  };
  each([&](std::uint64_t hash) { index_.start_table.prefetch(hash); });
  each([&](std::uint64_t hash) { fetch_line(&index_.starts[index_.start_table.likely(hash)]); });
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

void Lexicon::Search::see(const Index::Guard &guard) {
  std::uint32_t &seen = memory_.guards_seen[guard.pattern];
  if (seen == 0) memory_.guards_touched.push_back(guard.pattern);
  seen |= guard.bit;
}

/// The folded bytes are run through as they stand, parts and what is between them: nothing between them is in a gram of
/// a literal, and a literal counts only within parts that may be joined.
void Lexicon::Search::see_words() {
  const HashFilter filter(index_.gram_filter);
  const char *const bytes = parts_.folded.data();
  const Tail<Part> &parts = parts_.parts;
  std::size_t last = 0; // of the parts around the place
  std::size_t begin = 0;
  std::size_t end = 0; // of their bytes
  const auto go_to = [&](std::size_t at) {
    for (std::size_t part = end == 0 ? 0 : last + 1; end <= at && part < parts.size(); part = last + 1) {
      last = part;
      while ((parts[last].flags & Part::joined_by_next) != 0 && last + 1 < parts.size())
        ++last;
      begin = parts[part].folded.begin;
      end = parts[last].folded.end;
    }
  };
  const std::size_t places = parts.size() == 0 ? 0 : parts[parts.size() - 1].folded.end;
  for (std::size_t block = 0; block + gram_size <= places; block += 64) {
    std::uint64_t hits = memory_.find_grams(bytes + block, places - block, index_.gram_bits[0]);
    for (; hits != 0; hits &= hits - 1) {
      const std::size_t at = block + static_cast<std::size_t>(std::countr_zero(hits));
      const std::uint32_t gram = gram_in_padded(bytes + at);
      if (!filter.may_hold(hash_gram(gram))) continue;
      const std::uint32_t found =
          index_.gram_table.find(hash_gram(gram), [&](std::uint32_t i) { return index_.grams[i] == gram; });
      if (found == HashIndex::none) continue;
      go_to(at);
      for (const Index::Guard &guard : index_.guards_at.slice(index_.guards, found)) {
        if (guard.pattern >= index_.patterns.size()) continue; // of a damaged file
        if ((memory_.guards_seen[guard.pattern] & guard.bit) != 0) continue;
        const std::string_view literal = index_.text(guard.literal);
        if (at < begin || guard.offset > at - begin) continue;
        const std::size_t literal_begin = at - guard.offset;
        if (literal_begin + literal.size() > end ||
            std::memcmp(bytes + literal_begin, literal.data(), literal.size()) != 0) {
          continue;
        }
        see(guard);
      }
    }
  }
}

void Lexicon::Search::see_marks() {
  // The pattern form is dear: it is made if it may hold one of the marks.
  const std::string_view original = text_.original();
  const auto may_stand = [&](std::uint32_t mark) {
    return original.find(static_cast<char>(mark)) != std::string_view::npos;
  };
  if (!parts_.other_marks && std::none_of(index_.marks.begin(), index_.marks.end(), may_stand)) return;
  const std::string &form = text_.pattern_form();
  const char *const form_end = form.data() + form.size();
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  for (std::size_t mark = 0; mark < index_.marks.size(); ++mark) {
    const std::span<const Index::Guard> guards = index_.marked_at.slice(index_.marked, mark);
    for (const char *at = form.data(); at != form_end; ++at) {
      at = static_cast<const char *>(
          std::memchr(at, static_cast<int>(index_.marks[mark]), static_cast<std::size_t>(form_end - at)));
      if (at == nullptr) break;
      for (const Index::Guard &guard : guards) {
        if (guard.pattern >= index_.patterns.size()) continue; // of a damaged file
        if ((memory_.guards_seen[guard.pattern] & guard.bit) != 0) continue;
        const std::string_view literal = index_.text(guard.literal);
        if (guard.offset > static_cast<std::size_t>(at - form.data())) continue;
        const char *const begin = at - guard.offset;
        if (literal.size() <= static_cast<std::size_t>(form_end - begin) &&
            std::equal(literal.begin(), literal.end(), begin,
                       [&](char wanted, char c) { return wanted == lower(c); })) {
          see(guard);
        }
      }
    }
  }
}

void Lexicon::Search::find_candidates(std::vector<PatternId> &out) {
  if (parts_.text_signs) {
    for (PatternId i = 0; i < index_.patterns.size(); ++i)
      out.push_back(i);
    return;
  }
  if (!index_.guards.empty()) see_words();
  if (!index_.marked.empty()) see_marks();
  for (const PatternId pattern : memory_.guards_touched) {
    if (std::exchange(memory_.guards_seen[pattern], 0) == index_.pattern_needs[pattern])
      out.push_back(pattern);
  }
  memory_.guards_touched.clear();
  for (const PatternId pattern : index_.unguarded) {
    if (pattern < index_.patterns.size()) out.push_back(pattern);
  }
}

} // namespace usher::text
