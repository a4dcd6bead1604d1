// SPDX-License-Identifier: BSL-1.0
#include "oracle/naive_phrases.hpp"

#include "text/persian_stemmer.hpp"
#include "text/stemmer.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>

#include <libstemmer.h>
#include <re2/re2.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace usher::oracle {
namespace {

using text::PhraseWord;
using text::Reading;
using text::WordKind;

enum class Strip { no_accent, last_letter, every_letter };

bool is_mark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }

icu::UnicodeString normal(const icu::UnicodeString &source, bool compose) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2 *form =
      compose ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFDInstance(status);
  return form->normalize(source, status);
}

std::string utf8(const icu::UnicodeString &source) {
  std::string out;
  return source.toUTF8String(out);
}

/// Takes marks off Latin letters, makes grave acute on those that keep theirs, and composes.
std::string strip(std::string_view word, Strip what) {
  const icu::UnicodeString letters =
      normal(icu::UnicodeString::fromUTF8({word.data(), static_cast<int32_t>(word.size())}), false);
  int32_t last_base = 0;
  for (int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    if (!is_mark(letters.char32At(i))) last_base = i;
  }
  icu::UnicodeString out;
  bool latin = false;
  for (int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    UChar32 c = letters.char32At(i);
    if (!is_mark(c)) {
      UErrorCode status = U_ZERO_ERROR;
      latin = uscript_getScript(c, &status) == USCRIPT_LATIN;
    } else if (latin) {
      if (what == Strip::every_letter || (what == Strip::last_letter && i > last_base)) continue;
      if (c == 0x300) c = 0x301;
    }
    out.append(c);
  }
  return utf8(normal(out, true));
}

/// Persian has no second stemmer to ask; its own tests hold it to what readers say.
std::string stem_of(const std::string &language, const std::string &word) {
  if (language == "fa") return text::persian_stem(word);
  const std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> stemmer(
      sb_stemmer_new(language.c_str(), nullptr), sb_stemmer_delete);
  const sb_symbol *stem = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol *>(word.data()),
                                          static_cast<int>(word.size()));
  return {reinterpret_cast<const char *>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
}

/// A reading with its forms, made once for all phrases.
struct Candidate {
  Reading reading;
  std::string folded;
  std::string accented;
  std::string plain_ending; // accented, but for the last letter
};

class Matcher {
 public:
  explicit Matcher(const text::PreparedText &text) : text_(text) {
    for (std::size_t part = 0; part < text.part_count(); ++part) {
      for (const Reading &reading : readings_from(part)) {
        candidates_.resize(part + 1);
        candidates_[part].push_back({reading, strip(reading.exact, Strip::every_letter),
                                     strip(reading.exact, Strip::no_accent),
                                     strip(reading.exact, Strip::last_letter)});
      }
    }
  }

  void find(const text::Phrase &phrase, text::PhraseId number, std::vector<text::Occurrence> &out) {
    language_ = phrase.language;
    if (const auto *pattern = std::get_if<text::PatternPhrase>(&phrase.form)) {
      return find_pattern(pattern->regex, number, out);
    }
    for (const auto &spelling : std::get<text::WordPhrase>(phrase.form).spellings) {
      for (std::size_t part = 0; part < text_.part_count(); ++part)
        follow(spelling, 0, part, {}, number, out);
    }
  }

 private:
  std::vector<Reading> readings_from(std::size_t part) const {
    std::vector<Reading> out;
    const std::size_t word = text_.word_of(part);
    const text::Word &whole = text_.words()[word];
    const bool by_parts =
        whole.kind == WordKind::word || whole.kind == WordKind::tag || whole.kind == WordKind::mention;
    if (by_parts) {
      for (std::size_t last = part; last < part + text::most_joined_parts && last < text_.part_count();
           ++last) {
        if (last > part && !text_.joins_previous(last)) break;
        out.push_back(text_.join(part, last));
      }
    }
    if (whole.kind != WordKind::word && part == whole.first_part) out.push_back(text_.whole(word));
    return out;
  }

  void follow(const std::vector<PhraseWord> &spelling, std::size_t word, std::size_t part, text::Span place,
              text::PhraseId number, std::vector<text::Occurrence> &out) {
    if (word == spelling.size()) {
      out.push_back({number, place});
      return;
    }
    if (part == text_.part_count()) return;
    for (const Candidate &candidate : candidates_[part]) {
      if (!agree(spelling[word], candidate)) continue;
      const Reading &reading = candidate.reading;
      text::Span longer = word == 0 ? reading.where : place;
      longer.end = reading.where.end;
      longer.end_code_point = reading.where.end_code_point;
      follow(spelling, word + 1, part + reading.part_count, longer, number, out);
    }
  }

  bool agree(const PhraseWord &word, const Candidate &text) {
    const WordKind kind = text.reading.kind;
    switch (word.kind) {
    case PhraseWord::Kind::word:
      return (kind == WordKind::word || kind == WordKind::emoji) && same(word, text);
    case PhraseWord::Kind::tag: return kind == WordKind::tag && same(word, text);
    case PhraseWord::Kind::mention: return kind == WordKind::mention && same(word, text);
    case PhraseWord::Kind::address:
      return (kind == WordKind::url || kind == WordKind::email) && same(word, text);
    case PhraseWord::Kind::prefix: return kind == WordKind::word && begins(word, text);
    case PhraseWord::Kind::stem: return kind == WordKind::word && same_stem(word, text.reading);
    }
    return false;
  }

  static bool same_but_for_last_accent(const PhraseWord &word, const Candidate &text) {
    const bool vowel = std::string_view("aeiou").find(text.plain_ending.back()) != std::string_view::npos;
    return vowel && text.plain_ending == strip(word.text, Strip::last_letter);
  }

  static bool same(const PhraseWord &word, const Candidate &text) {
    if (!word.accented) return word.text == text.folded;
    if (word.text == text.accented && !word.free_ending) return true;
    return (word.free_ending || text.reading.free_ending) && same_but_for_last_accent(word, text);
  }

  static bool begins(const PhraseWord &word, const Candidate &text) {
    if (!word.accented) return text.folded.starts_with(word.text);
    return text.accented.starts_with(word.text) ||
           (text.reading.free_ending && same_but_for_last_accent(word, text));
  }

  bool same_stem(const PhraseWord &word, const Reading &reading) {
    std::vector<std::string> variants = {std::string(reading.exact)};
    if (reading.free_ending) {
      icu::UnicodeString exact = normal(icu::UnicodeString::fromUTF8(std::string(reading.exact)), false);
      while (is_mark(exact.char32At(exact.length() - 1)))
        exact.truncate(exact.length() - 1);
      variants = {utf8(normal(exact, true))};
      for (const UChar32 accent : {0x300, 0x301, 0x302, 0x308}) {
        icu::UnicodeString accented = exact;
        accented.append(accent);
        variants.push_back(utf8(normal(accented, true)));
      }
    }
    return std::any_of(variants.begin(), variants.end(), [&](const std::string &variant) {
      std::string stem = variant;
      if (variant.size() <= text::longest_stemmed_word) stem = stem_of(language_, variant);
      return word.text == strip(stem, word.accented ? Strip::no_accent : Strip::every_letter);
    });
  }

  /// Each match begins where the one before it ended.
  void find_pattern(const std::string &source, text::PhraseId number,
                    std::vector<text::Occurrence> &out) const {
    const RE2 regex(source, RE2::Quiet);
    const std::string &form = text_.pattern_form();
    std::size_t from = 0;
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1);
    while (regex.Match(form, from, form.size(), RE2::UNANCHORED, groups.data(),
                       static_cast<int>(groups.size()))) {
      const auto match =
          std::find_if(groups.begin() + 1, groups.end(), [](const auto &g) { return !g.empty(); });
      const auto begin = static_cast<std::size_t>(match->data() - form.data());
      from = begin + match->size();
      out.push_back({number, text_.patterns(true).original(begin, from)});
    }
  }

  const text::PreparedText &text_;
  std::vector<std::vector<Candidate>> candidates_; // by the part that they begin with
  std::string language_;
};

} // namespace

std::vector<text::Occurrence> locate_naively(const std::vector<text::Phrase> &phrases,
                                             const text::PreparedText &text) {
  std::vector<text::Occurrence> found;
  Matcher matcher(text);
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    matcher.find(phrases[i], static_cast<text::PhraseId>(i), found);
  }
  const auto order = [](const text::Occurrence &a) { return std::tie(a.where.begin, a.where.end, a.phrase); };
  std::sort(found.begin(), found.end(), [&](const auto &a, const auto &b) { return order(a) < order(b); });
  const auto end = std::unique(found.begin(), found.end(),
                               [&](const auto &a, const auto &b) { return order(a) == order(b); });
  found.erase(end, found.end());
  return found;
}

} // namespace usher::oracle
