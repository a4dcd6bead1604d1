// SPDX-License-Identifier: BSL-1.0
#include "text/language_profiles.hpp"

#include <algorithm>

namespace usher::text {
namespace {

template <std::size_t Width>
struct Trigram {
  std::uint64_t key; // three letters of 16 bits, 0 for none
  char costs[Width]; // characters from '#' on
};

// What a known word costs in one language: 28 bits of hash, 5 of column, 7 of cost.
struct WordCost {
  std::uint32_t hash;
  std::uint32_t column;
  std::uint32_t cost;
};
constexpr unsigned word_hash_bits = 28;
constexpr WordCost unpack(std::uint64_t row) noexcept {
  return {static_cast<std::uint32_t>(row >> 12), static_cast<std::uint32_t>(row >> 7 & 0x1F),
          static_cast<std::uint32_t>(row & 0x7F)};
}

#include "text/generated/language_profiles.inc"

constexpr std::uint16_t first_cost = '#';
// A trigram that is not in the table costs about the same in every language; how much matters only beside the
// cost of a known word.
constexpr std::uint16_t missing_cost = 25;
// A language that only competes must be better by so much.
constexpr std::uint32_t competitor_handicap = 14;
// A word speaks against a language no louder than this, ten natural logarithms: people put a "thanks" or a "refund"
// behind a sentence in their own language, which its letters alone would outweigh.
constexpr std::uint32_t most_of_a_word = 50;
constexpr std::uint64_t every_other_byte = 0x00FF00FF00FF00FF;

// The first byte lowest, on every machine; compilers make one load of it.
constexpr std::uint64_t byte_at(const char *bytes, unsigned i) noexcept {
  return std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
}
constexpr std::uint64_t load_eight(const char *bytes) noexcept {
  return byte_at(bytes, 0) | byte_at(bytes, 1) | byte_at(bytes, 2) | byte_at(bytes, 3) | byte_at(bytes, 4) |
         byte_at(bytes, 5) | byte_at(bytes, 6) | byte_at(bytes, 7);
}

constexpr std::size_t trigram_bucket(std::uint64_t key, unsigned bits) noexcept {
  return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15u) >> (64 - bits));
}
constexpr std::size_t word_bucket(std::uint32_t hash, unsigned bits) noexcept {
  return hash >> (word_hash_bits - bits);
}

// Rows are in the order of their buckets: where each bucket begins.
template <unsigned Bits, class Row, std::size_t Count, class Bucket>
constexpr auto index_rows(const Row (&rows)[Count], Bucket bucket) noexcept {
  std::array<std::uint16_t, (std::size_t{1} << Bits) + 1> starts{};
  std::size_t row = 0;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    while (row < Count && bucket(rows[row], Bits) < i)
      ++row;
    starts[i] = static_cast<std::uint16_t>(row);
  }
  return starts;
}

template <std::size_t Width>
constexpr std::size_t bucket_of(const Trigram<Width> &row, unsigned bits) noexcept {
  return trigram_bucket(row.key, bits);
}
constexpr std::size_t bucket_of_word(const std::uint64_t &row, unsigned bits) noexcept {
  return word_bucket(unpack(row).hash, bits);
}

template <std::size_t Width, unsigned TrigramBits, unsigned WordBits>
struct Profile {
  std::span<const std::string_view> languages;
  const Trigram<Width> *trigrams;
  std::array<std::uint16_t, (std::size_t{1} << TrigramBits) + 1> trigram_starts;
  const std::uint64_t *words;
  std::array<std::uint16_t, (std::size_t{1} << WordBits) + 1> word_starts;

  // The costs of the trigram's row, or null.
  [[nodiscard]] const char *find(std::uint64_t key) const noexcept {
    const std::size_t bucket = trigram_bucket(key, TrigramBits);
    for (std::size_t row = trigram_starts[bucket]; row < trigram_starts[bucket + 1]; ++row)
      if (trigrams[row].key == key) return trigrams[row].costs;
    return nullptr;
  }

  void add_word(std::u16string_view letters, LanguageCosts &totals) const noexcept {
    // Sums of the rows, four to an integer: of the columns with even and with odd numbers.
    std::array<std::uint64_t, Width / 8> even{};
    std::array<std::uint64_t, Width / 8> odd{};
    std::uint32_t missing = 0;
    std::uint32_t hash = 2166136261u; // FNV-1a over code points
    std::uint64_t key = 0;
    for (std::size_t i = 0; i <= letters.size(); ++i) {
      const char16_t letter = i < letters.size() ? letters[i] : u'\0';
      if (letter != 0) hash = (hash ^ letter) * 16777619u;
      key = (key << 16 | letter) & 0xFFFFFFFFFFFFu;
      const char *row = find(key);
      if (row == nullptr) {
        ++missing;
        continue;
      }
      for (std::size_t word = 0; word < Width / 8; ++word) {
        const std::uint64_t eight = load_eight(row + 8 * word);
        even[word] += eight & every_other_byte;
        odd[word] += (eight >> 8) & every_other_byte;
      }
    }
    // Rows were added as they are written, from `first_cost` on.
    const auto windows = static_cast<std::uint32_t>(letters.size() + 1);
    const std::uint32_t correction = missing * missing_cost - (windows - missing) * first_cost;
    std::array<std::uint32_t, Width> costs;
    for (std::size_t word = 0; word < Width / 8; ++word) {
      const auto lane = [correction](std::uint64_t four, unsigned number) {
        return static_cast<std::uint32_t>((four >> (16 * number)) & 0xFFFF) + correction;
      };
      std::uint32_t *const out = costs.data() + 8 * word;
      out[0] = lane(even[word], 0);
      out[1] = lane(odd[word], 0);
      out[2] = lane(even[word], 1);
      out[3] = lane(odd[word], 1);
      out[4] = lane(even[word], 2);
      out[5] = lane(odd[word], 2);
      out[6] = lane(even[word], 3);
      out[7] = lane(odd[word], 3);
    }
    hash >>= 32 - word_hash_bits;
    const std::size_t bucket = word_bucket(hash, WordBits);
    for (std::size_t row = word_starts[bucket]; row < word_starts[bucket + 1]; ++row) {
      const WordCost word = unpack(words[row]);
      if (word.hash == hash) costs[word.column] = std::min(costs[word.column], word.cost);
    }
    const std::uint32_t least = *std::min_element(costs.begin(), costs.begin() + languages.size());
    for (std::size_t i = 0; i < Width; ++i)
      totals[i] += std::min(costs[i], least + most_of_a_word);
  }
};

template <unsigned TrigramBits, unsigned WordBits, std::size_t Width, std::size_t Trigrams, std::size_t Words>
constexpr auto make_profile(std::span<const std::string_view> languages,
                            const Trigram<Width> (&trigrams)[Trigrams],
                            const std::uint64_t (&words)[Words]) noexcept {
  return Profile<Width, TrigramBits, WordBits>{languages, trigrams,
                                               index_rows<TrigramBits>(trigrams, bucket_of<Width>), words,
                                               index_rows<WordBits>(words, bucket_of_word)};
}

static_assert(arabic_languages[arabic_column] == "ar");
static_assert(cyrillic_languages[russian_column] == "ru");
static_assert(cyrillic_languages[ukrainian_column] == "uk");

constexpr auto latin = make_profile<13, 13>(latin_languages, latin_trigrams, latin_words);
constexpr auto cyrillic = make_profile<11, 11>(cyrillic_languages, cyrillic_trigrams, cyrillic_words);
constexpr auto arabic = make_profile<11, 11>(arabic_languages, arabic_trigrams, arabic_words);
constexpr auto devanagari = make_profile<9, 8>(devanagari_languages, devanagari_trigrams, devanagari_words);

} // namespace

void add_word(ProfiledScript script, std::u16string_view letters, LanguageCosts &totals) noexcept {
  switch (script) {
  case ProfiledScript::latin: latin.add_word(letters, totals); break;
  case ProfiledScript::cyrillic: cyrillic.add_word(letters, totals); break;
  case ProfiledScript::arabic: arabic.add_word(letters, totals); break;
  case ProfiledScript::devanagari: devanagari.add_word(letters, totals); break;
  case ProfiledScript::none: break;
  }
}

std::span<const std::string_view> languages_of(ProfiledScript script) noexcept {
  switch (script) {
  case ProfiledScript::latin: return latin.languages;
  case ProfiledScript::cyrillic: return cyrillic.languages;
  case ProfiledScript::arabic: return arabic.languages;
  case ProfiledScript::devanagari: return devanagari.languages;
  case ProfiledScript::none: break;
  }
  return {};
}

BestLanguage best_language(ProfiledScript script, const LanguageCosts &totals) noexcept {
  const std::span<const std::string_view> languages = languages_of(script);
  const auto cost_of = [&](std::size_t column) {
    return totals[column] + (languages[column].empty() ? competitor_handicap : 0);
  };
  BestLanguage best;
  for (std::size_t i = 1; i < languages.size(); ++i)
    if (cost_of(i) < cost_of(best.column)) best.column = i;
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    const std::uint32_t dearer = cost_of(i) - cost_of(best.column);
    if (dearer < std::size(weights)) sum += weights[dearer];
  }
  best.share = static_cast<double>(weights[0]) / static_cast<double>(sum);
  return best;
}

} // namespace usher::text
