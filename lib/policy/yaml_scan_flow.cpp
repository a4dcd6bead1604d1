// SPDX-License-Identifier: BSL-1.0
// Lists and mappings in brackets.
#include "policy/yaml_scanner.hpp"

#include <fmt/format.h>

namespace usher::policy {

void YamlScanner::flow_token() {
  const char c = text_[at_];
  const char next = at(at_ + 1);
  Bracket &bracket = brackets_.inner();
  const bool after_text = plain_.open && !is_flow_mark(c) && !(c == ':' && is_gap(next));
  // After a quote or a bracket a colon needs no space behind it.
  const bool after_key = bracket.state == Bracket::State::entry && bracket.entry_is_closed;
  if (after_text) {
    continue_plain();
    return;
  }
  plain_.open = false;
  if (c == '[' || c == '{') {
    open_bracket();
  } else if (c == ']' || c == '}') {
    close_bracket();
  } else if (c == ',') {
    comma();
  } else if (c == ':' && (is_gap(next) || next == ',' || next == ']' || next == '}' || after_key)) {
    flow_colon();
  } else if (c == '#') {
    flow_hash();
  } else if (c == '-' && is_gap(next)) {
    report_.add(Code::yaml_syntax, at_, "a list item with a dash cannot stand inside brackets",
                "write [a, b]; if the dash is text, quote it");
    distrust_line();
    ++at_;
  } else if (c == '?' && is_gap(next)) {
    question_mark();
  } else if (c == '"' || c == '\'') {
    quoted();
  } else if (c == '&' || c == '*' || c == '!') {
    property();
  } else {
    if (c == '|' || c == '>' || c == '@' || c == '`' || c == '%') reserved_start();
    plain();
  }
}

void YamlScanner::open_bracket() {
  if (brackets_.empty()) {
    if (node_at_ == nowhere) node_at_ = at_;
  } else {
    flow_content(at_);
    brackets_.inner().collection = true;
  }
  ++flow_collections_;
  brackets_.open(text_[at_], at_);
  if (at(at_ + 1) == '#') {
    ++at_;
    flow_hash();
    return;
  }
  ++at_;
}

void YamlScanner::close_bracket() {
  const char c = text_[at_];
  const std::size_t distance = brackets_.distance_to(c);
  if (distance == 0) {
    const Bracket &open = brackets_.inner();
    const Position place = report_.position(open.at);
    report_.add(Code::yaml_syntax, at_,
                fmt::format("this {} closes the {} of {}:{}", c, open.open, place.line, place.column),
                fmt::format("write {}", open.close()));
    distrust_line();
  } else if (distance > 1) {
    report_unclosed(brackets_.inner());
    for (std::size_t i = 1; i < distance; ++i)
      brackets_.close();
  }
  end_entry();
  if (brackets_.inner().glued_hash != nowhere) {
    report_.add(Code::yaml_syntax, brackets_.inner().glued_hash,
                "a # that begins a comment needs a space before it",
                "put a space before it; if it begins a tag, quote the tag, as in \"#refund\"");
  }
  brackets_.close();
  ++at_;
  if (!brackets_.empty()) {
    brackets_.inner().entry_is_closed = true;
    return;
  }
  const std::size_t behind = skip_blanks_from(at_);
  if (at(behind) == ':' && is_gap(at(behind + 1))) {
    report_.add(Code::wrong_shape, node_at_, "a key must be a text, not a list or a mapping", "write a name");
    distrust_line();
    line_done_ = false;
    key(behind);
    return;
  }
  value();
  done_by_ = c;
}

// The brackets are open no more, although nothing closed them.
void YamlScanner::leave_brackets() {
  distrust_line();
  plain_.open = false;
  brackets_.clear();
  value();
}

void YamlScanner::comma() {
  end_entry();
  if (brackets_.comma() == FlowMisfit::entry_missing) {
    report_.add(Code::yaml_syntax, at_, "nothing stands before this comma",
                "remove it; if it is text, quote the value");
  }
  ++at_;
  if (at(at_) == '#') flow_hash();
}

// What is known only when an entry ends: that it has no value.
void YamlScanner::end_entry() {
  const Bracket &bracket = brackets_.inner();
  if (bracket.state == Bracket::State::colon) {
    result_.empty_places.push_back(bracket.colon_at);
  } else if (bracket.open == '{' && bracket.state == Bracket::State::entry) {
    if (bracket.glued_colon != nowhere) {
      report_.add(Code::yaml_syntax, bracket.glued_colon, "a space is missing after the colon",
                  "write `key: value`");
    } else if (bracket.entry_at < line_start_) {
      // yaml-cpp reads such a key only where it ends on its line.
      report_.add(Code::yaml_syntax, bracket.entry_at, "this key has no value", "write `key: value`");
      distrust_line();
    }
  }
}

void YamlScanner::flow_colon() {
  const Bracket &bracket = brackets_.inner();
  const bool collection = bracket.collection;
  const std::size_t entry = bracket.entry_at;
  switch (brackets_.colon(at_)) {
  case FlowMisfit::second_colon:
    report_.add(Code::yaml_syntax, at_, "a second colon in one entry",
                "quote the value that holds it, or put a comma before the next key");
    distrust_line();
    break;
  case FlowMisfit::key_missing:
    report_.add(Code::yaml_syntax, at_, "no key stands before this colon", "write the key in front of it");
    distrust_line();
    break;
  default:
    if (collection) {
      report_.add(Code::wrong_shape, entry, "a key must be a text, not a list or a mapping", "write a name");
      distrust_line();
    } else if (entry < line_start_) {
      report_.add(Code::yaml_syntax, entry, "this key and its colon are not on one line",
                  "write `key: value`");
      distrust_line();
    } else if (at_ - entry > longest_key) {
      report_.add(Code::limit, entry, fmt::format("a key is longer than {} bytes", longest_key),
                  "shorten it");
      distrust_line();
    }
  }
  ++at_;
}

// An item, a key or a value begins.
void YamlScanner::flow_content(std::size_t token) {
  if (brackets_.content(token) == FlowMisfit::none) return;
  distrust_line();
  const char before = text_[token - 1];
  if (before == '\'' || before == '"') {
    report_behind_quote(token, before);
    return;
  }
  report_.add(Code::yaml_syntax, token,
              fmt::format("a comma is missing before `{}`", report_.excerpt_from(token)),
              "put a comma between the entries; if both are one text, quote it");
}

// A # with no space before it: yaml-cpp takes it for a comment, and a tag is lost with what follows it.
void YamlScanner::flow_hash() {
  Bracket &bracket = brackets_.inner();
  if (bracket.glued_hash == nowhere) bracket.glued_hash = at_;
  if (bracket.comment == nowhere) bracket.comment = at_;
  at_ = line_end(at_);
}

void YamlScanner::report_unclosed(const Bracket &bracket) {
  std::string hint = fmt::format("close it with {}", bracket.close());
  if (bracket.comment != nowhere) {
    std::size_t end = bracket.comment + 1;
    while (!is_gap(at(end)) && !is_flow_mark(at(end)) && at(end) != '"')
      ++end;
    if (end > bracket.comment + 1) {
      hint = fmt::format("a # begins a comment: quote the tag, as in \"{}\"",
                         report_.excerpt_between(bracket.comment, end));
    } else {
      hint = fmt::format("a # begins a comment; {} before it, or quote the text that holds the #", hint);
    }
  }
  report_.add(Code::unclosed_bracket, bracket.at,
              fmt::format("the {} opened here is never closed", bracket.open), std::move(hint));
  distrust_line();
}

// Whether a line inside brackets reads like the next entry of what is around them: `- item` or `key: value`.
bool YamlScanner::looks_like_entry(std::size_t offset) const noexcept {
  if (text_[offset] == '-' && is_gap(at(offset + 1))) return true;
  const char first = text_[offset];
  std::size_t i = offset;
  if (first == '"' || first == '\'') {
    const std::size_t length = slice(offset + 1, line_end(offset)).find(first);
    if (length == std::string_view::npos) return false;
    i = skip_blanks_from(offset + length + 2);
  } else {
    while (!is_break(at(i)) && !is_flow_mark(text_[i]) && !(text_[i] == ':' && is_gap(at(i + 1))))
      ++i;
  }
  return at(i) == ':' && is_gap(at(i + 1));
}

} // namespace usher::policy
