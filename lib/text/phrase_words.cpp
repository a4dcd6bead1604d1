// SPDX-License-Identifier: BSL-1.0
#include "text/phrase_words.hpp"

#include "base/utf8.hpp"
#include "text/accents.hpp"
#include "text/segment.hpp"
#include "text/stemmer.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace usher::text {
namespace {

using WordList = std::vector<PhraseWord>;

class PhraseReader {
 public:
  PhraseReader(std::string_view source, std::string_view language, std::vector<PhraseProblem> &problems)
      : source_(source), language_(language), problems_(problems) {}

  bool read(WordPhrase &out) {
    if (source_.empty()) return refuse("a phrase is empty", "write a word, or take the phrase away");
    if (find_ill_formed_utf8(source_) != std::string_view::npos) {
      return refuse(fmt::format("the phrase {} is not UTF-8", quoted_phrase(source_)),
                    "save the file as UTF-8");
    }
    cut();
    if (!check_signs()) return false;
    if (tokens_.empty()) {
      return refuse(
          fmt::format("the phrase {} holds no word", quoted_phrase(source_)),
          "punctuation only parts words; write a word, a number, an emoji or a regex between slashes");
    }
    if (!check_limits()) return false;
    if (!find_stemmer()) return false;
    return spell(out);
  }

 private:
  bool refuse(std::string message, std::string hint, Code code = Code::bad_phrase) {
    problems_.push_back({code, Severity::error, std::move(message), std::move(hint)});
    return false;
  }

  void cut() {
    CharacterReader reader(source_);
    std::vector<Character> run;
    while (reader.read_run(run))
      characters_.insert(characters_.end(), run.begin(), run.end());
    segment(characters_, tokens_, pieces_);
    stems_.assign(tokens_.size(), false);
    prefixes_.assign(tokens_.size(), false);
  }

  static constexpr std::size_t none = SIZE_MAX;

  bool is(std::size_t i, char32_t value) const {
    return i < characters_.size() && characters_[i].exact == value;
  }

  /// Every ~ * # @ that is not inside a word must have its place at one.
  bool check_signs() {
    std::size_t next = 0; // token
    for (std::size_t i = 0; i < characters_.size(); ++i) {
      if (next < tokens_.size() && tokens_[next].first == i) {
        i = tokens_[next].last - 1;
        if (tokens_[next].kind == WordKind::url && is(i, U'*')) return refuse_on(next, '*');
        ++next;
        continue;
      }
      const std::size_t after = next < tokens_.size() && tokens_[next].first == i + 1 ? next : none;
      const std::size_t before = next > 0 && tokens_[next - 1].last == i ? next - 1 : none;
      if (is(i, U'~') && !check_stem(before, after)) return false;
      if (is(i, U'*') && !check_prefix(before, after)) return false;
      // As in c# the sign after a word is punctuation; by itself it was meant to begin a tag or mention.
      if ((is(i, U'#') || is(i, U'@')) && before == none) {
        const bool tag = is(i, U'#');
        return refuse(fmt::format("\"{}\" stands alone in {}", tag ? '#' : '@', quoted_phrase(source_)),
                      fmt::format("write the {0} without a space after the sign, as in {1}",
                                  tag ? "tag" : "mention", tag ? "#launch" : "@acme"));
      }
    }
    return true;
  }

  bool check_stem(std::size_t before, std::size_t after) {
    if (before != none || after == none) {
      return refuse(fmt::format("\"~\" is not at the beginning of a word in {}", quoted_phrase(source_)),
                    "write ~ directly before each word that any inflected form will do for, as in ~refund");
    }
    if (tokens_[after].kind != WordKind::word) return refuse_on(after, '~');
    stems_[after] = true;
    return true;
  }

  bool check_prefix(std::size_t before, std::size_t after) {
    if (before == none || after != none) {
      return refuse(
          fmt::format("\"*\" is not at the end of a word in {}", quoted_phrase(source_)),
          "write * directly after the beginning of a word, as in charge*; it cannot stand in the middle");
    }
    if (tokens_[before].kind != WordKind::word) return refuse_on(before, '*');
    if (stems_[before]) {
      return refuse(fmt::format("a word in {} has both \"~\" and \"*\"", quoted_phrase(source_)),
                    "~word is any inflected form, word* any word that begins so; choose one");
    }
    prefixes_[before] = true;
    return true;
  }

  bool refuse_on(std::size_t token, char sign) {
    return refuse(fmt::format("\"{}\" cannot go with {} in {}", sign, name_of(tokens_[token].kind),
                              quoted_phrase(source_)),
                  "it goes with plain words only");
  }

  static std::string_view name_of(WordKind kind) {
    switch (kind) {
    case WordKind::word: return "a word";
    case WordKind::emoji: return "an emoji";
    case WordKind::tag: return "a tag";
    case WordKind::mention: return "a mention";
    case WordKind::url:
    case WordKind::email: break;
    }
    return "an address";
  }

  bool check_limits() {
    if (tokens_.size() > most_phrase_words) {
      return refuse(fmt::format("the phrase {} has {} words, more than {}", quoted_phrase(source_),
                                tokens_.size(), most_phrase_words),
                    "a few words in a row are enough to know a sentence by", Code::limit);
    }
    std::size_t joints = 0; // those of tags are not spelled out: a tag is compared whole
    for (const Token &token : tokens_) {
      if (token.kind == WordKind::word) joints += token.piece_count - 1;
    }
    if (joints > most_phrase_zwnj) {
      return refuse(fmt::format("the phrase {} has {} zero-width non-joiners, more than {}",
                                quoted_phrase(source_), joints, most_phrase_zwnj),
                    "each stands for nothing or for a space; write some of them as spaces");
    }
    return true;
  }

  bool find_stemmer() {
    if (std::find(stems_.begin(), stems_.end(), true) == stems_.end()) return true;
    if (language_.empty()) {
      return refuse(
          fmt::format("\"~\" in {} needs a language", quoted_phrase(source_)),
          "put the phrase under a language, as in en: [~refund], or write the beginning of the word and *");
    }
    stem_language_ = stem_language(language_);
    if (!stem_language_) {
      problems_.push_back(
          {Code::no_stemmer, Severity::warning,
           fmt::format("there is no stemmer for \"{}\", so {} finds its words only as they are written",
                       language_, quoted_phrase(source_)),
           "write the beginning of the word and *, or list its forms"});
    }
    return true;
  }

  bool spell(WordPhrase &out) {
    out.spellings = {{}};
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const std::vector<WordList> ways = ways_to_write(i);
      if (ways.size() * out.spellings.size() > most_phrase_spellings) {
        return refuse(fmt::format("the phrase {} can be spelled in more than {} ways", quoted_phrase(source_),
                                  most_phrase_spellings),
                      "write fewer zero-width non-joiners, or fewer ~ on words with an apostrophe");
      }
      std::vector<WordList> longer;
      for (const WordList &begun : out.spellings) {
        for (const WordList &way : ways) {
          longer.push_back(begun);
          longer.back().insert(longer.back().end(), way.begin(), way.end());
        }
      }
      out.spellings = std::move(longer);
    }
    return true;
  }

  std::vector<WordList> ways_to_write(std::size_t index) {
    const Token &token = tokens_[index];
    if (token.kind != WordKind::word) return {{name(token)}};
    // Bit j of `cuts`: a space stands where piece j ends.
    std::vector<WordList> ways;
    const std::uint32_t joints = token.piece_count - 1;
    for (std::uint32_t cuts = 0; cuts < (1u << joints); ++cuts) {
      std::vector<WordList> begun = {{}};
      std::uint32_t first = 0;
      for (std::uint32_t j = 0; j <= joints; ++j) {
        if (j < joints && (cuts & (1u << j)) == 0) continue;
        std::vector<WordList> longer;
        for (const PhraseWord &word : words(index, first, j)) {
          for (WordList list : begun) {
            list.push_back(word);
            longer.push_back(std::move(list));
          }
        }
        begun = std::move(longer);
        first = j + 1;
      }
      for (WordList &list : begun) {
        if (std::find(ways.begin(), ways.end(), list) == ways.end()) ways.push_back(std::move(list));
      }
    }
    return ways;
  }

  std::string form(std::uint32_t first, std::uint32_t last, char32_t Character::*which) const {
    std::string out;
    for (std::uint32_t i = first; i < last; ++i) {
      if (const char32_t value = characters_[i].*which; value != 0) append_utf8(out, value);
    }
    return out;
  }

  PhraseWord name(const Token &token) const {
    PhraseWord word;
    switch (token.kind) {
    case WordKind::tag: word.kind = PhraseWord::Kind::tag; break;
    case WordKind::mention: word.kind = PhraseWord::Kind::mention; break;
    case WordKind::url:
    case WordKind::email: word.kind = PhraseWord::Kind::address; break;
    case WordKind::word:
    case WordKind::emoji: break;
    }
    const std::string folded = form(token.first, token.last, &Character::folded);
    word.text = form(token.first, token.last, &Character::accented);
    word.accented = word.text != folded;
    return word;
  }

  /// Pieces [first, last] of a word token written as one word, which a stem can make several.
  std::vector<PhraseWord> words(std::size_t index, std::uint32_t first, std::uint32_t last) {
    const Token &token = tokens_[index];
    const std::uint32_t begin = pieces_[token.first_piece + first].first;
    const std::uint32_t end = pieces_[token.first_piece + last].last;
    const std::string folded = form(begin, end, &Character::folded);
    std::string accented = form(begin, end, &Character::accented);
    const bool free_ending = token.before_apostrophe && end == token.last && ends_in_vowel(folded);
    if (free_ending) accented = with_plain_ending(accented);

    PhraseWord word;
    word.accented = accented != folded;
    if (stems_[index] && stem_language_) {
      word.kind = PhraseWord::Kind::stem;
      const std::string exact = form(begin, end, &Character::exact);
      const Stems stems = stems_of(stemmer_, *stem_language_, exact, free_ending);
      std::vector<PhraseWord> out;
      for (const std::string &stem : word.accented ? stems.accented : stems.folded) {
        word.text = stem;
        out.push_back(word);
      }
      return out;
    }
    word.text = std::move(accented);
    word.free_ending = free_ending && word.accented;
    if (prefixes_[index] && end == token.last) word.kind = PhraseWord::Kind::prefix;
    return {word};
  }

  std::string_view source_;
  std::string_view language_;
  std::vector<PhraseProblem> &problems_;
  std::vector<Character> characters_;
  std::vector<Token> tokens_;
  std::vector<Piece> pieces_;
  std::vector<bool> stems_;    // by token: a ~ before it
  std::vector<bool> prefixes_; // by token: a * after it
  std::optional<StemLanguage> stem_language_;
  Stemmer stemmer_;
};

} // namespace

std::string quoted_phrase(std::string_view source) {
  constexpr std::size_t shown = 80; // bytes
  if (source.size() <= shown) return fmt::format("\"{}\"", source);
  return fmt::format("\"{}...\"", utf8_prefix(source, shown));
}

bool parse_words(std::string_view source, std::string_view language, WordPhrase &out,
                 std::vector<PhraseProblem> &problems) {
  return PhraseReader(source, language, problems).read(out);
}

} // namespace usher::text
