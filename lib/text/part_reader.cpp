// SPDX-License-Identifier: BSL-1.0
#include "text/part_reader.hpp"

#include "base/utf8.hpp"
#include "base/word_hash.hpp"
#include "text/simple_steps.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace usher::text {
namespace {

constexpr bool is_ascii_white_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// A sign or emoji that the pattern form, which knows neither, writes in letters: ™ as TM, ℹ as i.
bool has_letters_in_pattern_form(const Character &c) noexcept {
  if (c.kind == CharacterClass::separator) return c.exact >= simple_end && is_text_sign(c.exact);
  return c.kind == CharacterClass::emoji && (c.exact == 0x2139 || c.exact == 0x24C2 || c.exact == 0x3297 ||
                                             c.exact == 0x3299 || (c.exact >= 0x1F100 && c.exact <= 0x1F2FF));
}

constexpr std::uint64_t bits_below(int bit) noexcept { return (std::uint64_t{1} << bit) - 1; }

} // namespace

void PartReader::read(std::string_view text, Parts &out) {
  out.clear();
  text_ = text;
  out_ = &out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80 && (read_mixed_block_ == nullptr || is_ascii_ahead(text, at))) {
      at = read_ascii(at); // still the fastest where there is nothing else
    } else if (read_mixed_block_ != nullptr && (first < 0xE0 || first == 0xE2)) {
      at = read_mixed(at);
    }
    if (at == begin) at = read_simple(at);
    if (at == begin) at = read_any(at);
  }
}

void PartReader::read_step_by_step(std::string_view text, Parts &out) {
  out.clear();
  text_ = text;
  out_ = &out;
  for (std::size_t at = 0; at < text.size();)
    at = read_any(at);
}

// ---- ASCII -------------------------------------------------------------------------------------------------

std::size_t PartReader::read_ascii(std::size_t at) {
  const std::size_t length = text_.size() - at;
  char *const out = out_->folded.tail(length + block_size + hash_padding);
  const auto base = static_cast<std::uint32_t>(out_->folded.size());
  const std::size_t parts_before = out_->parts.size();
  std::uint64_t word_before = 0; // the last bit of the block before
  std::uint64_t colon_before = 0;
  std::uint64_t w_before = 0; // its last two bits, as the two lowest
  std::size_t word_begin = 0; // of the word that goes on from the block before
  std::size_t run_begin = 0;

  const auto write_word = [&](Part *part, std::size_t begin, std::size_t end, bool before_apostrophe) {
    part->hash = hash_padded(out + begin, end - begin);
    part->folded = {base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(end)};
    part->accents = no_accents;
    part->flags = before_apostrophe ? Part::before_apostrophe : std::uint8_t{0};
  };

  for (std::size_t block = 0; block < length; block += block_size) {
    AsciiMasks masks;
    if (length - block >= block_size) {
      read_block_(text_.data() + at + block, out + block, masks);
    } else {
      char rest[block_size];
      std::memset(rest, ' ', block_size);
      std::memcpy(rest, text_.data() + at + block, length - block);
      read_block_(rest, out + block, masks);
    }
    const std::uint64_t two_w = masks.w & ((masks.w << 1) | (w_before >> 1));
    const std::uint64_t hard = masks.hard | (masks.slash & ((masks.colon << 1) | colon_before)) |
                               (two_w & ((masks.w << 2) | w_before));
    const std::uint64_t before_limit = hard == 0 ? ~std::uint64_t{0} : bits_below(std::countr_zero(hard));

    const std::uint64_t shifted = (masks.word << 1) | word_before;
    std::uint64_t begins = masks.word & ~shifted & before_limit;
    std::uint64_t ends = ~masks.word & shifted & before_limit;
    Part *const first = out_->parts.tail(block_size / 2 + 1);
    Part *part = first;
    const auto end_word = [&](std::size_t begin) {
      const int bit = std::countr_zero(ends);
      write_word(part++, begin, block + static_cast<std::size_t>(bit), ((masks.apostrophe >> bit) & 1U) != 0);
      ends &= ends - 1;
    };
    if (word_before != 0 && ends != 0) end_word(word_begin);
    while (ends != 0) {
      end_word(block + static_cast<std::size_t>(std::countr_zero(begins)));
      begins &= begins - 1;
    }
    out_->parts.cut(out_->parts.size() + static_cast<std::size_t>(part - first));
    if (begins != 0) word_begin = block + static_cast<std::size_t>(std::countr_zero(begins));
    if (const std::uint64_t white = masks.white_space & before_limit; white != 0) {
      run_begin = block + static_cast<std::size_t>(64 - std::countl_zero(white));
    }
    if (hard != 0) {
      // The run that the hard byte is in is read otherwise, from its begin.
      std::size_t kept = out_->parts.size();
      while (kept > parts_before && out_->parts[kept - 1].folded.begin >= base + run_begin)
        --kept;
      out_->parts.cut(kept);
      out_->folded.cut(base + run_begin);
      return at + run_begin;
    }
    word_before = masks.word >> 63;
    colon_before = masks.colon >> 63;
    w_before = masks.w >> 62;
  }
  if (word_before != 0) { // the text ends with a word, at the end of a block
    Part last;
    write_word(&last, word_begin, length, false);
    out_->parts.push_back(last);
  }
  out_->folded.cut(base + length);
  return text_.size();
}

// ---- Any run, step by step -----------------------------------------------------------------------------------

std::size_t PartReader::read_any(std::size_t at) {
  std::size_t end = at;
  while (end < text_.size() && !is_ascii_white_space(text_[end]))
    ++end;
  if (end < text_.size()) ++end;
  CharacterReader reader(text_.substr(at, end - at));
  while (reader.read_run(run_)) {
    for (const Character &c : run_) {
      if (has_letters_in_pattern_form(c)) out_->text_signs = true;
    }
    segment(run_, tokens_, pieces_);
    for (const Token &token : tokens_)
      add_token(token);
  }
  if (reader.was_ill_formed()) out_->ill_formed = true;
  if (std::any_of(text_.begin() + static_cast<std::ptrdiff_t>(at),
                  text_.begin() + static_cast<std::ptrdiff_t>(end),
                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    out_->other_marks = true;
  }
  return end;
}

/// Writes one form of a token to `written_`, and notes where its pieces stand in it.
void PartReader::write(const Token &token, char32_t Character::*form) {
  written_.clear();
  written_at_.clear();
  std::uint32_t i = token.first;
  const auto write_to = [&](std::uint32_t end) {
    for (; i < end; ++i) {
      if (const char32_t value = run_[i].*form; value != 0) append_utf8(written_, value);
    }
  };
  for (std::uint32_t p = 0; p < token.piece_count; ++p) {
    const Piece &piece = pieces_[token.first_piece + p];
    write_to(piece.first);
    const auto begin = static_cast<std::uint32_t>(written_.size());
    write_to(piece.last);
    written_at_.push_back({begin, static_cast<std::uint32_t>(written_.size())});
  }
  write_to(token.last);
}

void PartReader::add_token(const Token &token) {
  const auto first_part = static_cast<std::uint32_t>(out_->parts.size());
  const bool in_name = token.kind == WordKind::tag || token.kind == WordKind::mention;
  const bool only_whole = token.kind != WordKind::word && !in_name;
  const auto moved = [](const Extent &extent, std::uint32_t by) {
    return Extent{extent.begin + by, extent.end + by};
  };

  write(token, &Character::folded);
  const auto base = static_cast<std::uint32_t>(out_->folded.size());
  const auto length = static_cast<std::uint32_t>(written_.size());
  std::memcpy(out_->folded.tail(length + hash_padding), written_.data(), length);
  const auto hash = [&](const Extent &extent) {
    return hash_padded(out_->folded.data() + extent.begin, extent.end - extent.begin);
  };
  for (std::uint32_t p = 0; p < token.piece_count; ++p) {
    const Piece &piece = pieces_[token.first_piece + p];
    Part part;
    part.folded = moved(written_at_[p], base);
    part.hash = hash(part.folded);
    if (piece.joins_previous) {
      part.flags |= Part::joins_previous;
      out_->parts.back().flags |= Part::joined_by_next;
    }
    if (in_name) part.flags |= Part::in_name;
    if (only_whole) part.flags |= Part::only_whole;
    if (p == 0 && token.kind != WordKind::word) part.flags |= Part::begins_name;
    if (token.before_apostrophe && piece.last == token.last) part.flags |= Part::before_apostrophe;
    out_->parts.push_back(part);
  }
  Name name{token.kind, first_part, token.piece_count, {base, base + length}, no_accents, 0};
  name.hash = hash(name.folded);
  out_->folded.cut(base + length);

  const auto differs = [](const Character &c) { return c.folded != c.exact || c.accented != c.exact; };
  if (std::any_of(run_.begin() + token.first, run_.begin() + token.last, differs)) {
    const auto first_forms = static_cast<std::uint32_t>(out_->accent_forms.size());
    out_->accent_forms.resize(first_forms + token.piece_count + 1); // the last is the whole token
    for (const bool exact : {false, true}) {
      write(token, exact ? &Character::exact : &Character::accented);
      const auto begin = static_cast<std::uint32_t>(out_->accents.size());
      out_->accents += written_;
      written_at_.push_back({0, static_cast<std::uint32_t>(written_.size())});
      for (std::uint32_t p = 0; p <= token.piece_count; ++p) {
        AccentForms &forms = out_->accent_forms[first_forms + p];
        (exact ? forms.exact : forms.accented) = moved(written_at_[p], begin);
      }
    }
    for (std::uint32_t p = 0; p < token.piece_count; ++p)
      out_->parts[first_part + p].accents = first_forms + p;
    name.accents = first_forms + token.piece_count;
  }
  if (token.kind != WordKind::word) out_->names.push_back(name);
}

} // namespace usher::text
