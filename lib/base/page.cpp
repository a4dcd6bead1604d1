// SPDX-License-Identifier: BSL-1.0
#include "base/page.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace usher {

std::string wrap(std::string_view text, std::size_t first_column, std::size_t indent) {
  std::string out;
  std::size_t column = first_column;
  bool line_start = true;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    const std::size_t width = count_code_points(word);
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
