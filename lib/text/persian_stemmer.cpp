// SPDX-License-Identifier: BSL-1.0
#include "text/persian_stemmer.hpp"

#include "text/persian_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace usher::text {
namespace {

using std::string_view;

constexpr std::size_t letter_bytes = 2; // of every letter of the Arabic block

constexpr std::size_t letters(string_view word) noexcept { return word.size() / letter_bytes; }

/// Persian letters alone: then any two bytes are a letter, and words can be cut between them.
bool is_persian(string_view word) noexcept {
  if (word.empty() || word.size() % letter_bytes != 0) return false;
  for (std::size_t i = 0; i < word.size(); i += letter_bytes) {
    const auto lead = static_cast<unsigned char>(word[i]);
    const auto trail = static_cast<unsigned char>(word[i + 1]);
    // U+0600 to U+06FF; their digits, signs and marks are not in the normal form.
    if (lead < 0xD8 || lead > 0xDB || (trail & 0xC0u) != 0x80) return false;
  }
  return true;
}

/// Whether a text is one of two lists' items, one behind the other.
template <std::size_t first_size, std::size_t second_size>
bool is_joined_of(string_view text, const std::array<string_view, first_size> &firsts,
                  const std::array<string_view, second_size> &seconds) noexcept {
  return std::any_of(firsts.begin(), firsts.end(), [&](string_view first) {
    return text.starts_with(first) &&
           std::find(seconds.begin(), seconds.end(), text.substr(first.size())) != seconds.end();
  });
}

// ---- Verbs -------------------------------------------------------------------------------------------------

constexpr std::array<string_view, 8> past_endings = {"", "م", "ی", "یم", "ید", "ند", "ین", "ن"};
constexpr std::array<string_view, 9> present_endings = {"م", "ی", "د", "یم", "ید", "ند", "ین", "ن", "ه"};
constexpr std::array<string_view, 6> written_endings = {"م", "ی", "د", "یم", "ید", "ند"};
constexpr std::array<string_view, 9> objects = {"", "ش", "ت", "شان", "تان", "مان", "شون", "تون", "مون"};
constexpr std::array<string_view, 1> no_object = {""};
constexpr std::array<string_view, 1> participle = {"ه"};
constexpr std::array<string_view, 7> perfect_endings = {"", "ام", "ای", "است", "ایم", "اید", "اند"};
constexpr std::array<string_view, 3> preverbs = {"بر", "در", "باز"};
constexpr std::size_t longest_tail = 5 * letter_bytes; // of an ending and an object

enum class Prefix : std::uint8_t { none, imperfect, negative, subjunctive };

struct VerbPrefix {
  string_view text;
  Prefix kind;
};
constexpr VerbPrefix verb_prefixes[] = {
    {"", Prefix::none},      {"نمی", Prefix::imperfect}, {"می", Prefix::imperfect},
    {"ن", Prefix::negative}, {"ب", Prefix::subjunctive},
};

string_view past_verb(string_view stem, string_view tail, Prefix prefix) noexcept {
  if (prefix == Prefix::subjunctive) return {};
  if (!is_joined_of(tail, past_endings, objects) && !is_joined_of(tail, participle, perfect_endings))
    return {};
  return persian_past(stem);
}

string_view present_verb(string_view stem, string_view tail, Prefix prefix, bool after_preverb) noexcept {
  if (tail.empty()) return {};
  const PersianPresent present = persian_present(stem);
  if (present.verb.empty()) return {};
  if (prefix == Prefix::none) {
    // Behind a preverb nothing else is written like a spoken form: برگردونن, but دهن is a mouth.
    const bool is_form = after_preverb ? is_joined_of(tail, present_endings, no_object)
                                       : present.bare && is_joined_of(tail, written_endings, no_object);
    return is_form ? present.verb : string_view();
  }
  // What is left of spoken stems is one letter, as in میگم, which after ب or ن would be other words.
  if (prefix != Prefix::imperfect && letters(stem) < 2) return {};
  return is_joined_of(tail, present_endings, objects) ? present.verb : string_view();
}

string_view plain_verb(string_view word, bool after_preverb) noexcept {
  for (const VerbPrefix &prefix : verb_prefixes) {
    if (!word.starts_with(prefix.text)) continue;
    const string_view rest = word.substr(prefix.text.size());
    // Between ب or ن and a vowel stands a yeh: such stems are listed with it.
    const bool joins = prefix.kind == Prefix::negative || prefix.kind == Prefix::subjunctive;
    if (joins && (rest.starts_with("ا") || rest.starts_with("آ"))) continue;
    const std::size_t fewest = rest.size() > longest_tail ? rest.size() - longest_tail : letter_bytes;
    for (std::size_t size = rest.size(); size >= fewest; size -= letter_bytes) {
      const string_view stem = rest.substr(0, size);
      const string_view tail = rest.substr(size);
      if (const string_view verb = past_verb(stem, tail, prefix.kind); !verb.empty()) return verb;
      if (const string_view verb = present_verb(stem, tail, prefix.kind, after_preverb); !verb.empty()) {
        return verb;
      }
    }
  }
  return {};
}

/// The verb of a form of one that is known; empty for what is no such form.
string_view verb_of(string_view word) noexcept {
  if (const string_view verb = plain_verb(word, false); !verb.empty()) return verb;
  for (const string_view preverb : preverbs) {
    if (!word.starts_with(preverb)) continue;
    const string_view verb = plain_verb(word.substr(preverb.size()), true);
    if (const string_view compound = persian_compound(preverb, verb); !compound.empty()) return compound;
  }
  return {};
}

// ---- Nouns and adjectives ----------------------------------------------------------------------------------

/// What the letter before an ending must be.
enum class After : std::uint8_t { any, consonant, vowel, heh };

struct Ending {
  string_view text;
  After after;
  std::uint8_t fewest;      // letters that are left of a word that is not known
  string_view instead = {}; // is put in its place
};

constexpr std::uint8_t known_only = 255;

// The longest that can be taken off goes first, but that بسته‌ام is my بسته before it is many of some بست.
constexpr Ending endings[] = {
    {"هایمان", After::any, 2},      {"هایتان", After::any, 2},
    {"هایشان", After::any, 2},      {"هامون", After::any, 2},
    {"هاتون", After::any, 2},       {"هاشون", After::any, 2},
    {"هامو", After::any, 3},        {"هاتو", After::any, 3},
    {"هاشو", After::any, 3},        {"ندگان", After::any, 4, "نده"},
    {"هایم", After::any, 2},        {"هایت", After::any, 2},
    {"هایش", After::any, 2},        {"هایی", After::any, 2},
    {"هاست", After::any, 3},        {"یمان", After::vowel, 3},
    {"یتان", After::vowel, 3},      {"یشان", After::vowel, 3},
    {"ترین", After::any, 6, "تر"},  {"های", After::any, 2},
    {"ام", After::heh, known_only}, {"اش", After::heh, known_only},
    {"ات", After::heh, known_only}, {"هام", After::any, 4},
    {"هات", After::any, 4},         {"هاش", After::any, 4},
    {"مان", After::any, 4},         {"تان", After::any, 4},
    {"شان", After::any, 4},         {"مون", After::any, 4},
    {"تون", After::any, 4},         {"شون", After::any, 4},
    {"یان", After::any, 4, "ی"},    {"است", After::heh, 4},
    {"اند", After::heh, 4},         {"ایم", After::heh, 4},
    {"اید", After::heh, 4},         {"ها", After::any, 2},
    {"ام", After::heh, 4},          {"اش", After::heh, 4},
    {"ات", After::heh, 4},          {"ای", After::heh, known_only},
    {"ات", After::consonant, 4},    {"تر", After::any, 4},
    {"یی", After::vowel, 3},        {"یم", After::vowel, 4},
    {"یت", After::vowel, 4},        {"یش", After::vowel, 4},
    {"مو", After::any, known_only}, {"تو", After::any, known_only},
    {"شو", After::any, known_only}, {"ی", After::any, 3},
    {"م", After::consonant, 4},     {"ت", After::consonant, 4},
    {"ش", After::consonant, 4},
};

bool ends_in(string_view word, std::initializer_list<string_view> choice) noexcept {
  return std::any_of(choice.begin(), choice.end(),
                     [&](string_view letter) { return word.ends_with(letter); });
}

/// A known word is told from its ending anyway, so more may stand before one: گوشیم, کالام, گوشی‌ام.
bool may_precede(string_view base, const Ending &ending, bool known) noexcept {
  const bool vowel = ends_in(base, {"ا", "و"});
  const bool heh = base.ends_with("ه");
  const bool yeh = base.ends_with("ی");
  switch (ending.after) {
  case After::any: return !known || ending.text.size() < 6 || letters(base) >= 3;
  case After::vowel: return vowel;
  case After::heh: return heh || (known && yeh);
  case After::consonant: break;
  }
  if (!known) return !vowel && !heh && !yeh;
  if (letters(ending.text) > 1) return !vowel && !heh && letters(base) >= 3;
  return !heh && (!vowel || letters(base) >= 4);
}

/// A word that becomes shorter at either end without being copied.
struct Cut {
  std::string text;
  std::size_t begin = 0;

  [[nodiscard]] string_view word() const noexcept { return string_view(text).substr(begin); }
  void drop_front(std::size_t bytes) noexcept { begin += bytes; }
  void replace_back(std::size_t bytes, string_view instead) {
    text.resize(text.size() - bytes);
    text += instead;
  }
};

/// Takes one ending off; `known` asks for a known word behind it.
bool take_ending(Cut &cut, bool known) {
  for (const Ending &ending : endings) {
    const string_view word = cut.word();
    if (!word.ends_with(ending.text) || word.size() == ending.text.size()) continue;
    if (!may_precede(word.substr(0, word.size() - ending.text.size()), ending, known)) continue;
    cut.replace_back(ending.text.size(), ending.instead);
    const bool long_enough = ending.fewest != known_only && letters(cut.word()) >= ending.fewest;
    if (known ? !known_persian_stem(cut.word()).empty() : long_enough) return true;
    cut.replace_back(ending.instead.size(), ending.text);
  }
  return false;
}

bool take_plural_of_people(Cut &cut) {
  constexpr string_view plural = "ان";
  const string_view word = cut.word();
  if (!word.ends_with(plural) || !is_persian_person(word.substr(0, word.size() - plural.size())))
    return false;
  cut.replace_back(plural.size(), {});
  return true;
}

/// می and a personal ending together make a verb of a word that is not known; both are taken off.
bool take_imperfect(Cut &cut) {
  constexpr std::size_t fewest = 3 * letter_bytes;
  for (const string_view prefix : {string_view("نمی"), string_view("می")}) {
    if (!cut.word().starts_with(prefix)) continue;
    const string_view rest = cut.word().substr(prefix.size());
    for (const string_view ending : {"یم", "ید", "ند", "م", "ی", "د"}) {
      if (!rest.ends_with(ending) || rest.size() - ending.size() < fewest) continue;
      cut.replace_back(ending.size(), {});
      cut.drop_front(prefix.size());
      return true;
    }
  }
  return false;
}

} // namespace

std::string persian_stem(string_view word) {
  Cut cut{std::string(word)};
  if (!is_persian(word)) return cut.text;
  for (;;) {
    if (const string_view known = known_persian_stem(cut.word()); !known.empty()) return std::string(known);
    if (take_plural_of_people(cut) || take_ending(cut, true)) continue;
    if (const string_view verb = verb_of(cut.word()); !verb.empty()) return std::string(verb);
    if (take_imperfect(cut) || take_ending(cut, false)) continue;
    return std::string(cut.word());
  }
}

} // namespace usher::text
