// SPDX-License-Identifier: BSL-1.0
#include "text/segment.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace usher::text {
namespace {

constexpr std::array<std::u32string_view, 4> address_starts = {U"http://", U"https://", U"ftp://", U"www."};
constexpr std::u32string_view closing_punctuation = U".,;:!?)]}'\"»”،؛؟۔。、」』】》";

class Segmenter {
 public:
  Segmenter(std::span<const Character> run, std::vector<Token> &tokens, std::vector<Piece> &pieces)
      : run_(run), tokens_(tokens), pieces_(pieces) {}

  void go() {
    while (at_ < run_.size()) {
      switch (run_[at_].kind) {
      case CharacterClass::letter: take_letter(); break;
      case CharacterClass::solo: take(WordKind::word, end_of_marks(at_ + 1), false); break;
      case CharacterClass::emoji: take(WordKind::emoji, end_of_emoji(at_), false); break;
      case CharacterClass::regional:
        take(WordKind::emoji, is(at_ + 1, CharacterClass::regional) ? at_ + 2 : at_ + 1, false);
        break;
      default: take_other(); break;
      }
    }
  }

 private:
  bool is(std::size_t i, CharacterClass kind) const { return i < run_.size() && run_[i].kind == kind; }
  bool is(std::size_t i, char32_t value) const { return i < run_.size() && run_[i].exact == value; }
  /// Of a word that is not a single letter of a script without spaces.
  bool goes_on(std::size_t i) const { return is(i, CharacterClass::letter) || is(i, CharacterClass::mark); }
  bool begins(std::size_t i) const { return is(i, CharacterClass::letter) || is(i, CharacterClass::solo); }

  std::size_t end_of_marks(std::size_t i) const {
    while (is(i, CharacterClass::mark))
      ++i;
    return i;
  }

  std::size_t end_of_emoji(std::size_t i) const {
    while (is(++i, CharacterClass::emoji_joiner))
      ++i;
    return i;
  }

  void take_letter() {
    if (const std::size_t url = end_of_url(); url != 0) return take(WordKind::url, url, true);
    if (const std::size_t email = end_of_email(); email != 0) return take(WordKind::email, email, true);
    std::size_t end = at_;
    while (goes_on(end))
      ++end;
    take(WordKind::word, end, true);
  }

  void take_other() {
    const bool tag = is(at_, U'#');
    if (!inside_word_ && (tag || is(at_, U'@'))) {
      if (const std::size_t end = end_of_name(!tag); end != 0) {
        return take(tag ? WordKind::tag : WordKind::mention, end, true);
      }
    }
    inside_word_ = false;
    ++at_;
  }

  /// 0 when no URL begins here; a letter here is never inside a word.
  std::size_t end_of_url() const {
    for (const std::u32string_view start : address_starts) {
      const std::size_t rest = at_ + start.size();
      if (rest >= run_.size()) continue;
      std::size_t i = 0;
      while (i < start.size() && is(at_ + i, start[i]))
        ++i;
      if (i != start.size()) continue;
      std::size_t end = rest;
      while (end < run_.size() && !ends_url(run_[end]))
        ++end;
      while (end > rest && closing_punctuation.find(run_[end - 1].exact) != std::u32string_view::npos)
        --end;
      const auto names_something = [](const Character &c) { return is_word_character(c.kind); };
      const auto address = run_.subspan(rest, end - rest);
      return std::any_of(address.begin(), address.end(), names_something) ? end : 0;
    }
    return 0;
  }

  static bool ends_url(const Character &c) {
    return c.kind == CharacterClass::white_space || c.exact == U'<' || c.exact == U'>' || c.exact == U'"' ||
           (c.exact != 0 && c.exact < 0x20) || c.exact == 0x7F;
  }

  /// 0 when no e-mail address begins here.
  std::size_t end_of_email() {
    if (at_ < no_email_before_) return 0;
    std::size_t end = at_;
    while (goes_on(end) || is(end, U'.') || is(end, U'_') || is(end, U'%') || is(end, U'+') || is(end, U'-'))
      ++end;
    if (is(end, U'@') && !is(end - 1, U'.')) {
      if (const std::size_t domain = end_of_domain(end + 1); domain != 0) return domain;
    }
    // Whatever begins before the @ would come to the same end: without this, a.a.a.a... would be read from
    // each a.
    no_email_before_ = end;
    return 0;
  }

  /// Labels with dots between them; the last has two characters or more and does not begin with a digit.
  std::size_t end_of_domain(std::size_t i) const {
    std::size_t good_end = 0;
    for (std::size_t labels = 1; is(i, CharacterClass::letter); ++labels) {
      const std::size_t begin = i;
      while (goes_on(i) || (is(i, U'-') && is(i + 1, CharacterClass::letter)))
        ++i;
      if (labels > 1 && i - begin > 1 && digit_value(run_[begin].exact) < 0) good_end = i;
      if (!is(i, U'.')) break;
      ++i;
    }
    return good_end;
  }

  /// Of a tag or mention at `at_`; 0 when there is none.
  std::size_t end_of_name(bool mention) const {
    std::size_t i = at_ + 1;
    if (!begins(i) && !is(i, U'_')) return 0;
    bool has_letter = false;
    for (; i < run_.size(); ++i) {
      if (begins(i)) has_letter = true;
      const bool joint = mention && (is(i, U'.') || is(i, U'-')) && begins(i + 1);
      if (!is_word_character(run_[i].kind) && !is(i, U'_') && !joint) break;
    }
    return has_letter ? i : 0;
  }

  void take(WordKind kind, std::size_t end, bool inside_word) {
    Token token{kind,
                static_cast<std::uint32_t>(at_),
                static_cast<std::uint32_t>(end),
                static_cast<std::uint32_t>(pieces_.size()),
                0,
                is(end, CharacterClass::apostrophe)};
    if (kind == WordKind::word || kind == WordKind::tag || kind == WordKind::mention) {
      split(at_, end, kind != WordKind::word);
    } else {
      pieces_.push_back({token.first, token.last, false});
    }
    token.piece_count = static_cast<std::uint32_t>(pieces_.size()) - token.first_piece;
    tokens_.push_back(token);
    at_ = end;
    inside_word_ = inside_word && goes_on(end - 1);
  }

  void split(std::size_t begin, std::size_t end, bool camel_case) {
    bool open = false; // the next letter goes on with the last piece
    for (std::size_t i = begin; i < end; ++i) {
      const Character &c = run_[i];
      const bool letter = c.kind == CharacterClass::letter;
      const bool mark = c.kind == CharacterClass::mark;
      if (letter && open) {
        const bool step = c.starts_chunk && (c.after_zwnj || (camel_case && is_camel_step(i, end)));
        if (step) pieces_.push_back({static_cast<std::uint32_t>(i), 0, true});
      } else if (letter || c.kind == CharacterClass::solo) {
        pieces_.push_back({static_cast<std::uint32_t>(i), 0, false});
      }
      const bool marks_last = mark && !pieces_.empty() && pieces_.back().last == i;
      if (begins(i) || marks_last) pieces_.back().last = static_cast<std::uint32_t>(i + 1);
      open = letter || (open && mark);
    }
  }

  /// aB, or the B of ABc: a new word begins at the capital `i`. A letter and the one before it are in one
  /// word.
  bool is_camel_step(std::size_t i, std::size_t end) const {
    if (run_[i].letter_case != LetterCase::upper) return false;
    std::size_t before = i - 1;
    while (!run_[before].starts_chunk)
      --before;
    if (run_[before].letter_case == LetterCase::lower) return true;
    std::size_t after = i + 1;
    while (after < end && !run_[after].starts_chunk)
      ++after;
    return run_[before].letter_case == LetterCase::upper && after < end &&
           run_[after].letter_case == LetterCase::lower;
  }

  std::span<const Character> run_;
  std::vector<Token> &tokens_;
  std::vector<Piece> &pieces_;
  std::size_t at_ = 0;
  std::size_t no_email_before_ = 0;
  bool inside_word_ = false; // the character before `at_` belongs to a word that could go on
};

} // namespace

void segment(std::span<const Character> run, std::vector<Token> &tokens, std::vector<Piece> &pieces) {
  tokens.clear();
  pieces.clear();
  Segmenter(run, tokens, pieces).go();
}

} // namespace usher::text
