// SPDX-License-Identifier: BSL-1.0
#include "text/language.hpp"

#include "base/utf8.hpp"
#include "text/language_letters.hpp"
#include "text/language_profiles.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::text {
namespace {

constexpr std::size_t most_bytes = 4096;
constexpr std::uint32_t longest_word = 40;
constexpr std::uint32_t fewest_words = 3;
constexpr std::uint32_t persian_form_cost = 8;
// One letter in thirteen of Ukrainian is і, ї or є: 0.92 for each letter that is another one, and a step of cost is a
// fifth of a natural logarithm.
constexpr std::uint32_t letters_for_a_step = 3;
constexpr std::uint32_t foreign_letter_cost = 16;
constexpr double least_confidence = 0.35;

constexpr bool is_ascii_alnum(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
constexpr char ascii_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool equal_ignoring_case(std::string_view text, std::string_view lower) noexcept {
  return text.size() == lower.size() && std::equal(text.begin(), text.end(), lower.begin(),
                                                   [](char a, char b) { return ascii_lower(a) == b; });
}

bool is_top_level_domain(std::string_view label) noexcept {
  constexpr std::string_view known[] = {"com", "net", "org", "info", "io", "app", "shop", "eu",
                                        "de",  "fr",  "es",  "ir",   "it", "nl",  "pl",   "pt",
                                        "ru",  "tr",  "ua",  "uk",   "co", "me",  "ly"};
  return std::any_of(std::begin(known), std::end(known),
                     [&](std::string_view domain) { return equal_ignoring_case(label, domain); });
}

// A run of printing ASCII that is a URL, a host name or an e-mail address: its letters say nothing.
bool is_address(std::string_view run) noexcept {
  if (run.size() >= 4 && equal_ignoring_case(run.substr(0, 4), "www.")) return true;
  for (std::size_t i = 1; i < run.size(); ++i) {
    const bool after_word = is_ascii_alnum(run[i - 1]);
    if (run[i] == '@' && after_word) return true;
    if (run[i] == ':' && run.substr(i, 3) == "://") return true;
    if (run[i] == '.' && after_word) {
      std::size_t end = i + 1;
      while (end < run.size() && is_ascii_alnum(run[end]))
        ++end;
      if (is_top_level_domain(run.substr(i + 1, end - i - 1))) return true;
      i = end - 1;
    }
  }
  return false;
}

// One pass over the text: letters by script, and costs of the words of scripts that several languages share.
class Reader {
 public:
  void read(std::string_view text) noexcept {
    std::size_t ascii_end = 0;
    for (std::size_t offset = 0; offset < text.size();) {
      const char byte = text[offset];
      if (offset >= ascii_end && byte > ' ' && byte <= '~') {
        ascii_end = offset;
        while (ascii_end < text.size() && text[ascii_end] > ' ' && text[ascii_end] <= '~')
          ++ascii_end;
        if (is_address(text.substr(offset, ascii_end - offset))) {
          end_word();
          offset = ascii_end;
          continue;
        }
      }
      const CodePoint point = static_cast<unsigned char>(byte) < 0x80
                                  ? CodePoint{static_cast<unsigned char>(byte), 1, true}
                                  : decode_utf8(text, offset);
      offset += point.size;
      if (point.well_formed) take(classify_letter(point.value), point.value);
    }
    end_word();
  }

  [[nodiscard]] LanguageGuess guess() const noexcept;

 private:
  void take(Letter letter, char32_t value) noexcept {
    switch (letter.kind) {
    case Letter::Kind::ignored: return;
    case Letter::Kind::letter: take_letter(letter, value); return;
    case Letter::Kind::digit:
      spoilt_ = true; // an order code, a version: no word
      return;
    case Letter::Kind::joint:
      end_part();
      continues_ = true;
      return;
    case Letter::Kind::other: break;
    }
    end_word();
    // A tag or a mention is spoilt from its first letter on.
    if (value == '#' || value == '@' || value == '_') spoilt_ = true;
  }

  void take_letter(Letter letter, char32_t value) noexcept {
    if (length_ > 0 && letter.script != script_) end_word();
    script_ = letter.script;
    // What follows the longest words adds nothing; letters of scripts without profiles are only counted.
    if (length_ < longest_word) part_[length_] = static_cast<char16_t>(letter.folded);
    ++length_;
    if (script_ == Script::han && is_chinese_only(letter.folded)) ++chinese_only_;
    if (is_persian_form(value)) ++persian_forms_;
  }

  // The end of a word, or of its part before an apostrophe or a ZWNJ.
  void end_part() noexcept {
    const std::uint32_t length = std::exchange(length_, 0);
    if (length == 0 || spoilt_) return;
    const auto at = static_cast<std::size_t>(script_);
    letters_[at] += length;
    if (!continues_) ++words_[at];
    const ProfiledScript profile = profiled(script_);
    if (profile == ProfiledScript::none) return;
    const std::u16string_view part(part_.data(), std::min(length, longest_word));
    add_word(profile, part, costs_[static_cast<std::size_t>(profile)]);
    if (profile == ProfiledScript::cyrillic)
      for (const char16_t each : part)
        cyrillic_ |= alphabets_of(each);
  }

  void end_word() noexcept {
    end_part();
    continues_ = false;
    spoilt_ = false;
  }

  // What no row of letters says: which letters did not come at all, and which came that are not in its alphabet.
  void weigh_alphabets(LanguageCosts &costs) const noexcept {
    if ((cyrillic_ & ukrainian_only) == 0)
      costs[ukrainian_column] += letters(Script::cyrillic) / letters_for_a_step;
    if ((cyrillic_ & not_ukrainian) != 0) costs[ukrainian_column] += foreign_letter_cost;
    if ((cyrillic_ & not_russian) != 0) costs[russian_column] += foreign_letter_cost;
  }

  [[nodiscard]] std::uint32_t letters(Script script) const noexcept {
    return letters_[static_cast<std::size_t>(script)];
  }

  std::array<std::uint32_t, script_count> letters_{};
  std::array<std::uint32_t, script_count> words_{};
  std::array<LanguageCosts, profiled_scripts> costs_{};
  std::array<char16_t, longest_word> part_;
  std::uint32_t length_ = 0;
  std::uint32_t chinese_only_ = 0;
  std::uint32_t persian_forms_ = 0;
  Script script_ = Script::other;
  bool continues_ = false; // after an apostrophe or a ZWNJ: no new word
  bool spoilt_ = false;
  unsigned char cyrillic_ = 0; // bits of alphabets_of() that came
};

// What a letter weighs when scripts are mixed: an ideograph or a syllable stands for several letters, and
// names and brands are written in Latin letters within every script, hardly ever the other way round.
constexpr std::uint32_t weight_of(Script script) noexcept {
  switch (script) {
  case Script::latin: return 1;
  case Script::han:
  case Script::kana:
  case Script::hangul: return 4;
  default: return 2;
  }
}

LanguageGuess by_script_alone(std::string_view code, std::uint32_t letters) noexcept {
  return {code, letters >= 2 ? 0.99 : 0.6};
}

LanguageGuess Reader::guess() const noexcept {
  const std::uint32_t han = letters(Script::han);
  const std::uint32_t kana = letters(Script::kana);
  std::uint32_t total = 0;
  std::uint32_t most = 0;
  Script best = Script::other;
  for (std::size_t i = 0; i < script_count; ++i) {
    const auto script = static_cast<Script>(i);
    std::uint32_t weight = letters_[i] * weight_of(script);
    total += weight;
    if (script == Script::han)
      weight += kana * weight_of(Script::kana); // together one script, that of Japanese
    if (weight > most) {
      most = weight;
      best = script;
    }
  }
  if (most == 0) return {};

  LanguageGuess guess;
  switch (best) {
  case Script::greek: guess = by_script_alone("el", letters(best)); break;
  case Script::hebrew: guess = by_script_alone("he", letters(best)); break;
  case Script::thai: guess = by_script_alone("th", letters(best)); break;
  case Script::hangul: guess = by_script_alone("ko", letters(best)); break;
  case Script::kana: guess = by_script_alone("ja", kana); break;
  case Script::han:
    // A stray kana (the の of shop signs) makes no Japanese text; a short row of ideographs may be either.
    if (kana * 8 >= han)
      guess = by_script_alone("ja", kana + han);
    else
      guess = {"zh", chinese_only_ > 0 ? 0.99 : han >= 8 ? 0.95 : 0.7};
    break;
  case Script::latin:
  case Script::cyrillic:
  case Script::arabic:
  case Script::devanagari: {
    if (words_[static_cast<std::size_t>(best)] < fewest_words) return {};
    const ProfiledScript profile = profiled(best);
    LanguageCosts costs = costs_[static_cast<std::size_t>(profile)];
    // Persian is often typed with the Arabic yeh and kaf, Arabic hardly ever with the Persian ones.
    if (best == Script::arabic) costs[arabic_column] += std::min(persian_forms_, 8u) * persian_form_cost;
    if (best == Script::cyrillic) weigh_alphabets(costs);
    const BestLanguage found = best_language(profile, costs);
    guess = {languages_of(profile)[found.column], found.share};
    break;
  }
  case Script::other: return {};
  }
  // A text in two scripts is in its main one, but less surely so.
  const double share = static_cast<double>(most) / static_cast<double>(total);
  if (share < 0.8) guess.confidence *= share / 0.8;
  if (guess.code.empty() || guess.confidence < least_confidence) return {};
  return guess;
}

} // namespace

LanguageGuess guess_language(std::string_view utf8) noexcept {
  Reader reader;
  reader.read(utf8_prefix(utf8, most_bytes));
  return reader.guess();
}

std::span<const std::string_view> guessable_languages() noexcept {
  static constexpr std::string_view codes[] = {"ar", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr",
                                               "he", "hi", "hu", "id", "it", "ja", "ko", "nb", "nl", "pl",
                                               "pt", "ro", "ru", "sv", "th", "tr", "uk", "zh"};
  return codes;
}

} // namespace usher::text
