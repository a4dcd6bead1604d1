// SPDX-License-Identifier: BSL-1.0
#include "text/prepared_text.hpp"

#include "text/accents.hpp"

#include <algorithm>
#include <stdexcept>

namespace usher::text {
namespace {

// Places are 32 bits, and a normal form can be eleven times as long as its text (U+FDFA).
constexpr std::size_t longest_text = 256u << 20;

Span span_of(const Character &first, const Character &last) noexcept {
  return {first.begin, last.end, first.begin_code_point, last.end_code_point};
}

std::string_view cut(const std::string &buffer, std::uint32_t begin, std::uint32_t end) noexcept {
  return std::string_view(buffer).substr(begin, end - begin);
}

} // namespace

PreparedText::PreparedText() : content_(std::make_unique<Content>()) {}

void PreparedText::assign(std::string_view utf8) {
  if (utf8.size() > longest_text) throw std::length_error("a text to be matched is longer than 256 MiB");
  if (!content_) content_ = std::make_unique<Content>();
  Content &c = *content_;
  c.original = utf8;
  c.reader.read(c.original, c.parts);
  c.patterns_made = false;
  c.places_made = false;
  c.normal_form_made = false;
}

const PatternForm &PreparedText::patterns(bool with_places) const {
  Content &c = *content_;
  if (!c.patterns_made || (with_places && !c.patterns.has_places())) {
    c.patterns.assign(c.original, with_places);
    c.patterns_made = true;
  }
  return c.patterns;
}

const std::string &PreparedText::normal_form() const {
  Content &c = *content_;
  if (!c.normal_form_made) {
    c.normal_form.clear();
    for (const Word &word : words()) {
      if (!c.normal_form.empty()) c.normal_form += ' ';
      c.normal_form += word.text;
    }
    c.normal_form_made = true;
  }
  return c.normal_form;
}

const PreparedText::Places &PreparedText::places() const {
  Content &c = *content_;
  if (c.places_made) return c.places;
  Places &places = c.places;
  places.words.clear();
  places.word_of.clear();
  places.where.clear();
  CharacterReader reader(c.original);
  std::vector<Character> run;
  std::vector<Token> tokens;
  std::vector<Piece> pieces;
  while (reader.read_run(run)) {
    segment(run, tokens, pieces);
    for (const Token &token : tokens) {
      Word word;
      word.kind = token.kind;
      word.where = span_of(run[token.first], run[token.last - 1]);
      word.first_part = static_cast<std::uint32_t>(places.where.size());
      word.part_count = token.piece_count;
      for (std::uint32_t p = token.first_piece; p < token.first_piece + token.piece_count; ++p) {
        places.where.push_back(span_of(run[pieces[p].first], run[pieces[p].last - 1]));
        places.word_of.push_back(static_cast<std::uint32_t>(places.words.size()));
      }
      places.words.push_back(word);
    }
  }
  c.places_made = true;
  for (std::size_t i = 0; i < places.words.size(); ++i) {
    const Reading reading = whole(i);
    places.words[i].text = reading.text;
    places.words[i].accented = reading.accented;
  }
  return places;
}

Reading PreparedText::join(std::size_t first, std::size_t last) const {
  const Content &c = *content_;
  const Part &begin = c.parts.parts[first];
  const Part &end = c.parts.parts[last];
  Reading out;
  out.text = c.parts.text({begin.folded.begin, end.folded.end});
  out.accented = out.exact = out.text;
  if (begin.accents != no_accents) {
    const AccentForms &from = c.parts.accent_forms[begin.accents];
    const AccentForms &to = c.parts.accent_forms[end.accents];
    out.accented = cut(c.parts.accents, from.accented.begin, to.accented.end);
    out.exact = cut(c.parts.accents, from.exact.begin, to.exact.end);
  }
  if (c.places_made) {
    const Span &from = c.places.where[first];
    const Span &to = c.places.where[last];
    out.where = {from.begin, to.end, from.begin_code_point, to.end_code_point};
  }
  out.part_count = static_cast<std::uint32_t>(last - first + 1);
  out.free_ending = (end.flags & Part::before_apostrophe) != 0 && ends_in_vowel(out.text);
  return out;
}

Reading PreparedText::name(std::size_t part) const {
  const Content &c = *content_;
  const auto found =
      std::lower_bound(c.parts.names.begin(), c.parts.names.end(), part,
                       [](const Name &name, std::size_t first) { return name.first_part < first; });
  Reading out;
  out.kind = found->kind;
  out.text = c.parts.text(found->folded);
  out.accented = out.exact = out.text;
  if (found->accents != no_accents) {
    const AccentForms &forms = c.parts.accent_forms[found->accents];
    out.accented = cut(c.parts.accents, forms.accented.begin, forms.accented.end);
    out.exact = cut(c.parts.accents, forms.exact.begin, forms.exact.end);
  }
  if (c.places_made) out.where = c.places.words[c.places.word_of[part]].where;
  out.part_count = found->part_count;
  return out;
}

Reading PreparedText::whole(std::size_t word) const {
  const Word &source = words()[word];
  if (source.kind != WordKind::word) return name(source.first_part);
  return join(source.first_part, source.first_part + source.part_count - 1);
}

} // namespace usher::text
