// SPDX-License-Identifier: BSL-1.0
#include "text/normal_form.hpp"

#include "base/utf8.hpp"
#include "text/accents.hpp"

#include <algorithm>
#include <utility>

namespace usher::text {
namespace {

constexpr char32_t dot_above = 0x0307;

constexpr char32_t ascii_folded(char32_t value) noexcept {
  if (value >= 'A' && value <= 'Z') return value + ('a' - 'A');
  return value == '`' ? U'\'' : value;
}

/// What Arabic and Persian writers may leave out: tatweel, harakat, Quranic signs, and the presentation forms
/// of those, which would decompose to a space or a tatweel and the sign. Combining madda and hamza (U+0653 to
/// U+0655) have to meet their letter first.
constexpr bool is_left_out(char32_t value) noexcept {
  if (value < 0x0610) return false;
  if (value <= 0x08FF) {
    return value <= 0x061A || value == 0x0640 || (value >= 0x064B && value <= 0x0652) ||
           (value >= 0x0656 && value <= 0x065F) || value == 0x0670 || (value >= 0x06D6 && value <= 0x06DC) ||
           (value >= 0x06DF && value <= 0x06E4) || value == 0x06E7 || value == 0x06E8 ||
           (value >= 0x06EA && value <= 0x06ED) || (value >= 0x08D3 && value <= 0x08E1) || value >= 0x08E3;
  }
  return (value >= 0xFC5E && value <= 0xFC63) || (value >= 0xFCF2 && value <= 0xFCF4) ||
         (value >= 0xFE70 && value <= 0xFE7F && value != 0xFE73);
}

/// The second map; 0 for a character that drops out. Ligatures can bring out more of what is left out.
char32_t unify(char32_t value) noexcept {
  if (value < 0x80) return value;
  if (is_left_out(value)) return 0;
  switch (value) {
  case 0x0653: // combining madda and hamza that found no letter
  case 0x0654:
  case 0x0655: return 0;
  case 0x0451: return 0x0435; // ё
  case 0x0649:                // alef maksura
  case 0x064A:                // Arabic yeh
  case 0x0626: return 0x06CC; // yeh with hamza
  case 0x0643: return 0x06A9; // Arabic kaf
  case 0x0623:
  case 0x0625:
  case 0x0671: return 0x0627; // alef with hamza or wasla
  case 0x0624: return 0x0648; // waw with hamza
  case 0x06C0: return 0x0647; // heh with yeh above
  case 0x06C2: return 0x06C1; // heh goal with hamza
  case 0x06D3: return 0x06D2; // yeh barree with hamza
  default: break;
  }
  const int digit = digit_value(value);
  return digit < 0 ? value : U'0' + static_cast<char32_t>(digit);
}

/// Steps 2 and 3 of the normal form for one chunk.
void map_chunk(const CodePoints &original, CodePoints &exact) {
  CodePoints mapped;
  normalise(Form::nfkc_casefold, original, mapped);
  for (;;) {
    exact.clear();
    for (const char32_t value : mapped) {
      if (value == dot_above && !exact.empty() && exact.back() == U'i') continue;
      if (const char32_t unified = unify(value); unified != 0) exact.push_back(unified);
    }
    if (exact.size() <= 1 || exact == mapped) return;
    // What was dropped or mapped may have kept a letter and an accent from composing.
    normalise(Form::nfc, exact, mapped);
    if (exact == mapped) return;
  }
}

} // namespace

bool CharacterReader::read_run(std::vector<Character> &out) {
  out.clear();
  const auto run_ended = [&out] { return !out.empty() && out.back().kind == CharacterClass::white_space; };
  while (offset_ < text_.size()) {
    const CodePoint point = decode_utf8(text_, offset_);
    Original original{point.value, static_cast<std::uint32_t>(offset_), 0, code_point_, code_point_ + 1};
    offset_ += point.size;
    ++code_point_;
    original.end = static_cast<std::uint32_t>(offset_);
    if (!point.well_formed) ill_formed_ = true;
    take(original, out);
    if (run_ended()) return true;
  }
  flush(out);
  return !out.empty();
}

void CharacterReader::take(const Original &point, std::vector<Character> &out) {
  const char32_t value = point.value;
  if (value == 0) {
    // In a Character 0 is the lack of one; any control does the same to words.
    flush(out);
    emit(point, 1, CharacterClass::separator, out);
    return;
  }
  // Between two ASCII characters nothing can combine or be dropped.
  if (value < 0x80 && (offset_ == text_.size() || static_cast<unsigned char>(text_[offset_]) < 0x80)) {
    flush(out);
    emit(point, ascii_folded(value), class_of(value), out);
    return;
  }
  if (value == zero_width_non_joiner) {
    after_zwnj_ = true;
    return;
  }
  if (value == zero_width_joiner) {
    after_zwj_ = true;
    zwj_ = point;
    return;
  }
  if (is_emoji_detail(value)) return take_detail(point, out);
  if (is_invisible(value) || is_left_out(value)) return;

  if (is_emoji(value)) {
    flush(out);
    if (after_zwj_ && !out.empty() && out.back().kind == CharacterClass::emoji) {
      emit(zwj_, zero_width_joiner, CharacterClass::emoji_joiner, out);
    }
    emit(point, value, CharacterClass::emoji, out);
    return;
  }
  if (is_apostrophe(value) || is_text_sign(value)) {
    flush(out);
    const bool sign = is_text_sign(value);
    emit(point, sign ? value : U'\'', sign ? CharacterClass::separator : CharacterClass::apostrophe, out);
    return;
  }
  if (has_boundary_before(Form::nfkc_casefold, value)) {
    flush(out);
  } else if (chunk_.size() >= longest_run) {
    if (is_mark(value)) return take_detail(point, out);
    flush(out);
  }
  if (chunk_.empty()) chunk_after_zwnj_ = after_zwnj_;
  after_zwnj_ = false;
  after_zwj_ = false;
  chunk_.push_back(point);
}

void CharacterReader::take_detail(const Original &point, std::vector<Character> &out) {
  if (!chunk_.empty()) {
    chunk_.back().end = point.end;
    chunk_.back().end_code_point = point.end_code_point;
  } else if (!out.empty()) {
    out.back().end = point.end;
    out.back().end_code_point = point.end_code_point;
  }
}

/// One character as it stands, a chunk of its own.
void CharacterReader::emit(const Original &point, char32_t value, CharacterClass kind,
                           std::vector<Character> &out) {
  out.push_back({value, value, value, point.begin, point.end, point.begin_code_point, point.end_code_point,
                 kind, case_of(point.value), true, after_zwnj_});
  after_zwnj_ = false;
  after_zwj_ = false;
}

void CharacterReader::flush(std::vector<Character> &out) {
  if (chunk_.empty()) return;
  if (chunk_.size() == 1 && chunk_.front().value < 0x80) {
    const Original point = chunk_.front();
    chunk_.clear();
    const bool after_zwnj = std::exchange(after_zwnj_, chunk_after_zwnj_);
    emit(point, ascii_folded(point.value), class_of(point.value), out);
    after_zwnj_ = after_zwnj;
    return;
  }
  CodePoints original;
  for (const Original &point : chunk_)
    original.push_back(point.value);
  CodePoints exact;
  map_chunk(original, exact);
  CodePoints folded;
  CodePoints accented;
  const bool has_accent = has_latin_accent(exact);
  if (has_accent) split_accents(exact, folded, accented);

  Character character;
  character.begin = chunk_.front().begin;
  character.end = chunk_.back().end;
  character.begin_code_point = chunk_.front().begin_code_point;
  character.end_code_point = chunk_.back().end_code_point;
  const auto at = [](const CodePoints &values, std::size_t i) {
    return i < values.size() ? values[i] : U'\0';
  };
  const std::size_t length = std::max({exact.size(), folded.size(), accented.size()});
  for (std::size_t i = 0; i < length; ++i) {
    character.exact = at(exact, i);
    character.folded = has_accent ? at(folded, i) : character.exact;
    character.accented = has_accent ? at(accented, i) : character.exact;
    // Where a form is longer than the exact one, it is by marks.
    character.kind = character.exact == 0 ? CharacterClass::mark : class_of(character.exact);
    character.starts_chunk = i == 0;
    character.letter_case = i == 0 ? case_of(original.front()) : LetterCase::none;
    character.after_zwnj = i == 0 && chunk_after_zwnj_;
    out.push_back(character);
  }
  // A ZWNJ before what drops out stands before what comes after it.
  if (length == 0 && chunk_after_zwnj_) after_zwnj_ = true;
  chunk_.clear();
}

} // namespace usher::text
