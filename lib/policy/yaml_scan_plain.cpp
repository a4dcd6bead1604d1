// SPDX-License-Identifier: BSL-1.0
// Unquoted texts, and what must not begin one.
#include "policy/yaml_scanner.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::policy {
namespace {

constexpr bool is_tag_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.';
}

} // namespace

// An anchor, an alias or a tag: told, and then passed over where yaml-cpp can pass over it, or else read as
// the text that it probably is.
void YamlScanner::property() {
  const char mark = text_[at_];
  const bool in_brackets = !brackets_.empty();
  std::size_t end = at_ + 1;
  while (!is_gap(at(end)) && !is_flow_mark(at(end)))
    ++end;
  const std::string word = report_.excerpt_between(at_, end);
  const std::string quote_it = fmt::format("if it is text, quote it: {}", in_quotes(at_));
  bool passes = end > at_ + 1;
  if (mark == '!') {
    report_.add(Code::tag, at_, fmt::format("tags such as `{}` are not supported", word),
                fmt::format("remove it; {}", quote_it));
    std::size_t name = at_ + (at(at_ + 1) == '!' ? 2U : 1U);
    while (is_tag_letter(at(name)))
      ++name;
    passes = name == end;
  } else if (mark == '&') {
    report_.add(Code::anchor, at_, fmt::format("anchors such as `{}` are not supported", word),
                fmt::format("write the value out where it is needed; {}", quote_it));
  } else {
    report_.add(Code::anchor, at_, fmt::format("aliases such as `{}` are not supported", word),
                fmt::format("write the value out; {}", quote_it));
    passes = false;
  }
  const char behind = at(end);
  if (passes && (is_gap(behind) || (in_brackets && (behind == ',' || behind == ']' || behind == '}')))) {
    if (in_brackets)
      brackets_.inner().property = true;
    else if (node_at_ == nowhere)
      node_at_ = at_;
    at_ = end;
    return;
  }
  text_[at_] = 'x';
  plain();
}

void YamlScanner::reserved_start() {
  report_.add(Code::yaml_syntax, at_, fmt::format("an unquoted text cannot begin with {}", text_[at_]),
              fmt::format("quote it: {}", in_quotes(at_)));
  text_[at_] = 'x';
}

// An unquoted text as it would have to be written.
std::string YamlScanner::in_quotes(std::size_t begin) const {
  std::size_t end = std::min(plain_end(begin + 1), text_.find_first_of("[{", begin));
  while (end > begin + 1 && is_blank(text_[end - 1]))
    --end;
  const std::string text = report_.excerpt_between(begin, end);
  const char quote = text.find_first_of("\"\\") == std::string::npos ? '"' : '\'';
  return quote + text + quote;
}

// Where an unquoted text stops on its line: at the end of the line, at a colon or comment that is one, or at
// a bracket or comma inside brackets.
std::size_t YamlScanner::plain_end(std::size_t offset) const noexcept {
  const bool in_brackets = !brackets_.empty();
  for (std::size_t i = offset;; ++i) {
    const char c = at(i);
    if (is_break(c) || (in_brackets && is_flow_mark(c))) return i;
    if (c == '#' && i > line_start_ && is_blank(text_[i - 1])) return i;
    if (c != ':') continue;
    const char next = at(i + 1);
    if (is_gap(next) || (in_brackets && (next == ',' || next == ']' || next == '}'))) return i;
  }
}

void YamlScanner::hide_question_marks(std::size_t begin, std::size_t end) {
  const auto first = text_.begin() + static_cast<std::ptrdiff_t>(begin);
  if (!brackets_.empty())
    std::replace(first, first + static_cast<std::ptrdiff_t>(end - begin), '?', hidden_question_mark);
}

void YamlScanner::plain() {
  ++scalars_;
  plain_ = {};
  plain_.at = at_;
  if (brackets_.empty())
    block_plain();
  else
    flow_plain();
}

void YamlScanner::block_plain() {
  const std::size_t begin = at_;
  if (node_at_ == nowhere) node_at_ = begin;
  std::size_t end = plain_end(begin);
  if (at(end) == ':' && layout_.beside_key()) {
    report_.add(Code::yaml_syntax, end, "a second colon in one line", "quote the value that holds it");
    for (; at(end) == ':'; end = plain_end(end + 1))
      text_[end] = 'x';
  }
  plain_.glued_colon = glued_colon(begin, end);
  if (at(end) != ':') {
    plain_.beside_key = layout_.beside_key();
    value();
    at_ = end;
    plain_.open = is_break(at(end));
    return;
  }
  const std::size_t glued = plain_.glued_colon;
  if (glued != nowhere && glued > begin &&
      std::string_view("[{\"'").find(text_[glued + 1]) != std::string_view::npos) {
    // `care:{calendar: always}` is not one key.
    report_.add(Code::yaml_syntax, glued, "a space is missing after the colon", "write `key: value`");
    distrust_line();
    key(glued);
    at_ = line_end(glued);
    return;
  }
  refuse_merge_key(begin, end);
  key(end);
}

// The first colon inside an unquoted text, where a space behind it may have been forgotten.
std::size_t YamlScanner::glued_colon(std::size_t begin, std::size_t end) const noexcept {
  const std::size_t length = slice(begin, end).find(':');
  return length == std::string_view::npos ? nowhere : begin + length;
}

void YamlScanner::flow_plain() {
  const std::size_t begin = at_;
  flow_content(begin);
  const std::size_t end = plain_end(begin);
  hide_question_marks(begin, end);
  Bracket &bracket = brackets_.inner();
  if (bracket.state == Bracket::State::entry) bracket.glued_colon = glued_colon(begin, end);
  at_ = end;
  if (text_[end - 1] == ':' && (at(end) == '[' || at(end) == '{')) {
    report_.add(Code::yaml_syntax, end - 1, "a space is missing after the colon", "write `key: value`");
    distrust_line();
    bracket.state = Bracket::State::colon;
    return;
  }
  if (at(end) == ':') refuse_merge_key(begin, end);
  plain_.open = is_break(at(end));
}

void YamlScanner::refuse_merge_key(std::size_t begin, std::size_t end) {
  if (!slice(begin, end).starts_with("<<") || skip_blanks_from(begin + 2) != end) return;
  report_.add(Code::anchor, begin, "merge keys (<<) are not supported", "write the keys out");
}

// The next line of an unquoted text.
void YamlScanner::continue_plain() {
  const std::size_t chunk = at_;
  first_on_line_ = false;
  const std::size_t end = plain_end(chunk);
  hide_question_marks(chunk, end);
  at_ = end;
  if (brackets_.empty() && at(end) == ':') {
    misread_plain(chunk, end);
    return;
  }
  line_done_ = true;
  plain_.open = is_break(at(end));
}

// A colon on a line that continues an unquoted text: one of the two lines is not what it was meant to be.
void YamlScanner::misread_plain(std::size_t chunk, std::size_t colon) {
  if (plain_.glued_colon != nowhere && !plain_.beside_key) {
    structure(plain_.glued_colon, "a space is missing after the colon", "write `key: value`");
  } else if (plain_.beside_key) {
    structure(chunk, "this line is indented as if it went on with the value above",
              "give it the indentation of its neighbours, or quote the value that holds the colon");
  } else {
    structure(
        plain_.at,
        fmt::format("`{}` stands where a key should, but has no colon", report_.excerpt_from(plain_.at)),
        "write `key: value`");
  }
  plain_.open = false;
  at_ = colon + 1;
}

} // namespace usher::policy
