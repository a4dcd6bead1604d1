// SPDX-License-Identifier: BSL-1.0
// Quoted texts, their escapes, and block scalars.
#include "policy/yaml_scanner.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace usher::policy {

void YamlScanner::quoted() {
  const std::size_t open = at_;
  const char quote = text_[open];
  ++scalars_;
  if (!brackets_.empty())
    flow_content(open);
  else if (node_at_ == nowhere)
    node_at_ = open;

  const std::size_t close = closing_quote(open);
  const bool one_line = close != nowhere && slice(open, close).find('\n') == std::string_view::npos;
  if (close == nowhere || (!one_line && !goes_over_lines_well(open, close))) {
    unclosed_quote(open);
    return;
  }
  if (quote == '"') check_escapes(open, close);
  if (!one_line) {
    report_.add(Code::multi_line_quote, open, "a quoted text goes over more than one line",
                "put it on one line, or write | and the text on the lines below, indented");
    line_start_ = text_.rfind('\n', close) + 1;
  }
  at_ = close + 1;
  if (!brackets_.empty()) {
    brackets_.inner().entry_is_closed = true;
    return;
  }
  const std::size_t behind = skip_blanks_from(at_);
  if (at(behind) == ':' && is_gap(at(behind + 1))) {
    key(behind);
    return;
  }
  value();
  done_by_ = quote;
}

std::size_t YamlScanner::closing_quote(std::size_t open) const noexcept {
  const char quote = text_[open];
  for (std::size_t i = open + 1; i < text_.size(); ++i) {
    if (text_[i] == '\\' && quote == '"') {
      ++i;
    } else if (text_[i] == quote) {
      if (quote == '"' || at(i + 1) != '\'') return i;
      ++i;
    }
  }
  return nowhere;
}

// Whether a quote that ends on a later line was meant to: every line is indented as YAML wants it, and behind
// the closing quote stands what can stand there. Otherwise it closes nothing, but opens the next text.
bool YamlScanner::goes_over_lines_well(std::size_t open, std::size_t close) const noexcept {
  for (std::size_t line = text_.find('\n', open) + 1; line != 0 && line <= close;
       line = text_.find('\n', line) + 1) {
    const std::size_t content = skip_blanks_from(line);
    if (is_break(at(content))) continue;
    if (static_cast<std::ptrdiff_t>(content - line) <= layout_.column()) return false;
    if (content == line && is_marker(content)) return false;
  }
  const std::size_t behind = skip_blanks_from(close + 1);
  const char c = at(behind);
  if (is_break(c) || (c == '#' && behind > close + 1)) return true;
  return !brackets_.empty() && (c == ',' || c == ']' || c == '}');
}

void YamlScanner::unclosed_quote(std::size_t open) {
  report_.add(Code::unclosed_quote, open, "the quote opened here is never closed",
              fmt::format("close it with {} on the same line", text_[open]));
  trusts_layout_ = false; // what was meant to be inside the quote is now read as structure
  distrust_line();
  at_ = line_end(open);
  if (brackets_.empty()) {
    value();
    return;
  }
  // The rest of the line is lost in the quote; take its brackets for what they look like.
  brackets_.close_from(line_start_);
  for (std::size_t i = open; i < at_ && !brackets_.empty(); ++i) {
    if (text_[i] == brackets_.inner().close()) brackets_.close();
  }
  if (brackets_.empty()) value();
}

void YamlScanner::report_behind_quote(std::size_t offset, char quote) {
  report_.add(Code::yaml_syntax, offset,
              fmt::format("`{}` stands behind the closing quote", report_.excerpt_from(offset)),
              quote == '\'' ? "double an apostrophe inside '...', or use \"...\""
                            : "quote the whole text; write \\\" for a quote inside it");
}

void YamlScanner::check_escapes(std::size_t open, std::size_t close) {
  for (std::size_t i = open; i < close && !report_.full(); ++i) {
    if (text_[i] == '\\') check_escape(i++, close);
  }
}

void YamlScanner::check_escape(std::size_t backslash, std::size_t close) {
  const char letter = text_[backslash + 1];
  const bool known = std::string_view("\"\\/tnrLP \t\r\n").find(letter) != std::string_view::npos;
  if (known) return;

  const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  std::uint32_t value = 0;
  bool number = false;
  if (digits != 0 && close - backslash - 2 >= digits) {
    const char *const begin = text_.data() + backslash + 2;
    number = std::from_chars(begin, begin + digits, value, 16).ptr == begin + digits;
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  const bool control =
      (value < 0x20 && value != '\t' && value != '\n' && value != '\r') || (value >= 0x7F && value < 0xA0);
  if (number && !surrogate && !control && value <= 0x10FFFF) return;

  const std::string written =
      report_.excerpt_between(backslash, number ? backslash + 2 + digits : backslash + 2);
  if (number && control) {
    report_.add(Code::control_character, backslash, fmt::format("{} is a control character", written),
                "remove it");
  } else if (number) {
    report_.add(Code::yaml_syntax, backslash, fmt::format("{} is not a character of its own", written),
                "write the character itself");
  } else if (digits != 0) {
    report_.add(Code::yaml_syntax, backslash, fmt::format("{} needs {} hexadecimal digits", written, digits),
                fmt::format("if the backslash is text, write \\{} or use '...'", written));
  } else if (std::string_view("0abvfeN").find(letter) != std::string_view::npos) {
    report_.add(Code::control_character, backslash, fmt::format("{} is a control character", written),
                fmt::format("if the backslash is text, write \\{} or use '...'", written));
  } else {
    report_.add(Code::yaml_syntax, backslash, fmt::format("{} is not an escape", written),
                fmt::format("if the backslash is text, write \\{} or use '...'", written));
  }
  text_[backslash] = 'x';
}

// Where the line of a `|` or `>` ends, when nothing is on it but what belongs to a block scalar.
std::size_t YamlScanner::block_scalar_header_end() const noexcept {
  const auto is_chomp = [](char c) { return c == '+' || c == '-'; };
  const auto is_digit = [](char c) { return c >= '1' && c <= '9'; };
  std::size_t i = at_ + 1;
  if (is_chomp(at(i))) {
    ++i;
    if (is_digit(at(i))) ++i;
  } else if (is_digit(at(i))) {
    ++i;
    if (is_chomp(at(i))) ++i;
  }
  const std::size_t behind = skip_blanks_from(i);
  if (is_break(at(behind)) || (at(behind) == '#' && behind > i)) return line_end(i);
  return nowhere;
}

void YamlScanner::block_scalar() {
  const std::size_t end = block_scalar_header_end();
  if (end == nowhere) {
    reserved_start();
    plain();
    return;
  }
  ++scalars_;
  if (node_at_ == nowhere) node_at_ = at_;
  value();
  std::size_t indentation = static_cast<std::size_t>(std::max<std::ptrdiff_t>(layout_.column(), 0));
  const std::string_view header = slice(at_, std::min(end, at_ + 3));
  const std::size_t digit = header.find_first_of("123456789");
  const bool detect = digit == std::string_view::npos;
  indentation += detect ? 1 : static_cast<std::size_t>(header[digit] - '0');
  at_ = end;
  block_scalar_lines(indentation, detect);
}

// Passes over the lines that are indented enough. Without a number in the header the first line that holds
// something, and the empty ones before it, say how much is enough.
void YamlScanner::block_scalar_lines(std::size_t indentation, bool detect) {
  while (at_ < text_.size()) {
    const std::size_t line = text_.find('\n', at_) + 1;
    if (line == 0) {
      at_ = text_.size();
      return;
    }
    const std::size_t content = std::min(text_.find_first_not_of(' ', line), text_.size());
    const std::size_t spaces = content - line;
    if (detect) indentation = std::max(indentation, spaces);
    if (at(content) == '\t' && spaces < indentation) {
      report_.add(Code::tab_indent, content, "a tab in the indentation", "indent with spaces");
      trusts_layout_ = false;
      distrust_line();
    } else if (!is_break(at(content))) {
      detect = false;
      if (spaces < indentation) {
        at_ = line;
        at_line_start_ = true;
        return;
      }
    }
    at_ = line_end(content);
  }
}

} // namespace usher::policy
