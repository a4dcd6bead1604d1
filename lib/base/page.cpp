// SPDX-License-Identifier: BSL-1.0
#include "base/page.hpp"

#include "base/text_width.hpp"
#include "base/utf8.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher {

namespace {

bool breaks_lines(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

} // namespace

std::string on_one_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    at += point.size;
    if (point.value == U'\n')
      out += "\\n";
    else if (point.value == U'\t')
      out += "\\t";
    else if (breaks_lines(point.value))
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(point.value));
    else
      append_utf8(out, point.value); // U+FFFD for bytes that are not UTF-8
  }
  return out;
}

std::string wrap(std::string_view given, std::size_t first_column, std::size_t indent) {
  const std::string line = on_one_line(given);
  std::string_view text = line;
  std::string out;
  std::size_t column = first_column;
  bool line_start = true;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    const std::size_t width = width_of(word);
    if (!line_start && column + 1 + width > page_width) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else if (!line_start) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
    line_start = false;
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return out;
}

void append_wrapped(std::string &out, std::size_t indent, std::string_view text) {
  out.append(indent, ' ');
  out += wrap(text, indent, indent + 2);
  out += '\n';
}

} // namespace usher
