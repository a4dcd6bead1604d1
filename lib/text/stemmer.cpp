// SPDX-License-Identifier: BSL-1.0
#include "text/stemmer.hpp"

#include "base/utf8.hpp"
#include "text/accents.hpp"
#include "text/persian_stemmer.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include <libstemmer.h>

namespace usher::text {
namespace {

static_assert(std::is_sorted(stem_language_codes.begin(), stem_language_codes.end()));

/// Snowball's own name where the code is not one that it knows.
constexpr std::string_view algorithm_of(std::string_view code) noexcept { return code == "nb" ? "no" : code; }

/// Snowball's Arabic knows only the Arabic yeh and kaf, usher's normal form only the Persian ones.
std::string with_letters(std::string_view word, char32_t from_yeh, char32_t to_yeh, char32_t from_kaf,
                         char32_t to_kaf) {
  std::string out;
  for (std::size_t offset = 0; offset < word.size();) {
    const CodePoint point = decode_utf8(word, offset);
    char32_t value = point.value;
    if (value == from_yeh) value = to_yeh;
    if (value == from_kaf) value = to_kaf;
    append_utf8(out, value);
    offset += point.size;
  }
  return out;
}

void add_distinct(std::vector<std::string> &list, std::string value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

std::optional<StemLanguage> stem_language(std::string_view code) noexcept {
  const auto found = std::lower_bound(stem_language_codes.begin(), stem_language_codes.end(), code);
  if (found == stem_language_codes.end() || *found != code) return std::nullopt;
  return static_cast<StemLanguage>(found - stem_language_codes.begin());
}

Stemmer::Stemmer() = default;
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer &&) noexcept = default;
Stemmer &Stemmer::operator=(Stemmer &&) noexcept = default;

void Stemmer::Deleter::operator()(sb_stemmer *stemmer) const noexcept { sb_stemmer_delete(stemmer); }

std::string Stemmer::stem(StemLanguage language, std::string_view exact) {
  if (exact.size() > longest_stemmed_word) return std::string(exact);
  const std::string_view code = stem_language_codes[language];
  if (code == "fa") return persian_stem(exact);
  auto &stemmer = stemmers_[language];
  if (!stemmer) stemmer.reset(sb_stemmer_new(algorithm_of(code).data(), nullptr));
  // The language is known to exist, so that memory is the only thing that can have failed.
  if (!stemmer) throw std::bad_alloc();

  const bool arabic = code == "ar";
  const std::string word = arabic ? with_letters(exact, 0x06CC, 0x064A, 0x06A9, 0x0643) : std::string(exact);
  const sb_symbol *stem = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol *>(word.data()),
                                          static_cast<int>(word.size()));
  if (stem == nullptr) throw std::bad_alloc();
  std::string out(reinterpret_cast<const char *>(stem),
                  static_cast<std::size_t>(sb_stemmer_length(stemmer.get())));
  return arabic ? with_letters(out, 0x064A, 0x06CC, 0x0643, 0x06A9) : out;
}

Stems stems_of(Stemmer &stemmer, StemLanguage language, std::string_view exact, bool free_ending) {
  Stems stems;
  const auto add = [&](std::string_view word) {
    std::string stem = stemmer.stem(language, word);
    if (is_ascii(stem)) {
      add_distinct(stems.accented, stem);
      add_distinct(stems.folded, std::move(stem));
    } else {
      add_distinct(stems.accented, merge_accents(stem));
      add_distinct(stems.folded, fold_accents(stem));
    }
  };
  if (!free_ending) {
    add(exact);
  } else {
    for (const std::string &variant : ending_variants(exact))
      add(variant);
  }
  return stems;
}

} // namespace usher::text
