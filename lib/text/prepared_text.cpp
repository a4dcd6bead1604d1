// SPDX-License-Identifier: BSL-1.0
#include "text/prepared_text.hpp"

#include "base/utf8.hpp"
#include "text/accents.hpp"

#include <algorithm>
#include <stdexcept>

namespace usher::text {
namespace {

// Places are 32 bits, and a normal form can be eleven times as long as its text (U+FDFA).
constexpr std::size_t longest_text = 256u << 20;

constexpr std::uint32_t size_of(const std::string &text) noexcept {
  return static_cast<std::uint32_t>(text.size());
}

Span span_of(const Character &first, const Character &last) noexcept {
  return {first.begin, last.end, first.begin_code_point, last.end_code_point};
}

} // namespace

PreparedText::PreparedText() : content_(std::make_unique<Content>()) {}

void PreparedText::assign(std::string_view utf8) {
  if (utf8.size() > longest_text) throw std::length_error("a text to be matched is longer than 256 MiB");
  if (!content_) content_ = std::make_unique<Content>();
  Content &c = *content_;
  c.normal_form.clear();
  c.accents.clear();
  c.words.clear();
  c.word_forms.clear();
  c.parts.clear();
  c.original = utf8;
  c.patterns_made = false;

  CharacterReader reader(utf8);
  while (reader.read_run(c.run)) {
    segment(c.run, c.tokens, c.pieces);
    for (const Token &token : c.tokens)
      add_word(token);
  }
  c.ill_formed = reader.was_ill_formed();

  // Only now does the buffer stay where it is.
  for (std::size_t i = 0; i < c.words.size(); ++i) {
    const Reading whole = reading(c.word_forms[i], c.word_forms[i]);
    c.words[i].text = whole.text;
    c.words[i].accented = whole.accented;
  }
}

void PreparedText::add_word(const Token &token) {
  Content &c = *content_;
  Word word;
  word.kind = token.kind;
  word.where = span_of(c.run[token.first], c.run[token.last - 1]);
  word.first_part = static_cast<std::uint32_t>(c.parts.size());
  word.part_count = token.piece_count;

  Forms forms;
  forms.accents =
      std::any_of(c.run.begin() + token.first, c.run.begin() + token.last,
                  [](const Character &x) { return x.folded != x.exact || x.accented != x.exact; });
  for (std::uint32_t i = 0; i < token.piece_count; ++i) {
    const Piece &piece = c.pieces[token.first_piece + i];
    Part part;
    part.forms = forms;
    part.where = span_of(c.run[piece.first], c.run[piece.last - 1]);
    part.word = static_cast<std::uint32_t>(c.words.size());
    part.joins_previous = piece.joins_previous;
    part.before_apostrophe = token.before_apostrophe && piece.last == token.last;
    c.parts.push_back(part);
  }
  c.words.push_back(word);
  c.word_forms.push_back(forms);

  if (c.words.size() > 1) c.normal_form += ' ';
  write(token, &Character::folded, &Forms::text, c.normal_form);
  if (forms.accents) {
    write(token, &Character::accented, &Forms::accented, c.accents);
    write(token, &Character::exact, &Forms::exact, c.accents);
  }
}

/// Writes one form of the last word, and notes where the word and its parts stand in it.
void PreparedText::write(const Token &token, char32_t Character::*form, Extent Forms::*extent,
                         std::string &out) {
  Content &c = *content_;
  const std::uint32_t begin = size_of(out);
  std::uint32_t i = token.first;
  const auto write_to = [&](std::uint32_t end) {
    for (; i < end; ++i) {
      if (const char32_t value = c.run[i].*form; value != 0) append_utf8(out, value);
    }
  };
  for (std::uint32_t p = 0; p < token.piece_count; ++p) {
    const Piece &piece = c.pieces[token.first_piece + p];
    write_to(piece.first);
    Extent &part = c.parts[c.words.back().first_part + p].forms.*extent;
    part.begin = size_of(out);
    write_to(piece.last);
    part.end = size_of(out);
  }
  write_to(token.last);
  c.word_forms.back().*extent = {begin, size_of(out)};
}

const PatternForm &PreparedText::patterns() const {
  Content &c = *content_;
  if (!c.patterns_made) {
    c.patterns.assign(c.original);
    c.patterns_made = true;
  }
  return c.patterns;
}

/// From where one part or word begins to where another ends, in each form.
Reading PreparedText::reading(const Forms &first, const Forms &last) const {
  const Content &c = *content_;
  const auto cut = [](const std::string &buffer, const Extent &from, const Extent &to) {
    return std::string_view(buffer).substr(from.begin, to.end - from.begin);
  };
  Reading out;
  out.text = cut(c.normal_form, first.text, last.text);
  out.accented = first.accents ? cut(c.accents, first.accented, last.accented) : out.text;
  out.exact = first.accents ? cut(c.accents, first.exact, last.exact) : out.text;
  return out;
}

Reading PreparedText::join(std::size_t first, std::size_t last) const {
  const Part &begin = content_->parts[first];
  const Part &end = content_->parts[last];
  Reading out = reading(begin.forms, end.forms);
  out.where = {begin.where.begin, end.where.end, begin.where.begin_code_point, end.where.end_code_point};
  out.part_count = static_cast<std::uint32_t>(last - first + 1);
  out.free_ending = end.before_apostrophe && ends_in_vowel(out.text);
  return out;
}

Reading PreparedText::whole(std::size_t word) const {
  const Word &source = content_->words[word];
  Reading out = reading(content_->word_forms[word], content_->word_forms[word]);
  out.kind = source.kind;
  out.where = source.where;
  out.part_count = source.part_count;
  return out;
}

} // namespace usher::text
