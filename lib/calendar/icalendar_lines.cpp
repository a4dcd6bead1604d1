// SPDX-License-Identifier: BSL-1.0
#include "calendar/icalendar_lines.hpp"

namespace usher::calendar {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

// NAME *(;PARAMETER=value) : value, where a value of a parameter may stand in quotes.
bool split(std::string_view text, ContentLine &out) {
  std::size_t at = 0;
  const auto name = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_name(text[at]))
      ++at;
    return capitals(text.substr(begin, at - begin));
  };
  out.name = name();
  if (out.name.empty()) return false;
  while (at < text.size() && text[at] == ';') {
    ++at;
    std::string key = name();
    if (key.empty() || at == text.size() || text[at] != '=') return false;
    ++at;
    std::string value;
    for (bool quoted = false; at < text.size() && (quoted || (text[at] != ';' && text[at] != ':')); ++at) {
      if (text[at] == '"')
        quoted = !quoted;
      else
        value.push_back(text[at]);
    }
    out.parameters.emplace_back(std::move(key), std::move(value));
  }
  if (at == text.size() || text[at] != ':') return false;
  out.value = text.substr(at + 1);
  return true;
}

} // namespace

std::string capitals(std::string_view text) {
  std::string result(text);
  for (char &c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

std::string_view ContentLine::parameter(std::string_view wanted) const {
  for (const auto &[key, content] : parameters)
    if (key == wanted) return content;
  return {};
}

std::string_view LineReader::physical(std::size_t line) const {
  const std::size_t begin = source_.line_start(line);
  const std::size_t end = line < source_.line_count() ? source_.line_start(line + 1) : source_.text().size();
  std::string_view text = source_.text().substr(begin, end - begin);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

LineStatus LineReader::next(ContentLine &out) {
  const std::size_t count = source_.line_count();
  while (next_ <= count && physical(next_).empty())
    ++next_;
  if (next_ > count) return LineStatus::end;
  out = {};
  out.line = static_cast<std::uint32_t>(next_);
  std::string text(physical(next_++));
  bool fits = text.size() <= most_line_bytes;
  for (; next_ <= count; ++next_) {
    const std::string_view more = physical(next_);
    if (more.empty() || (more.front() != ' ' && more.front() != '\t')) break;
    fits = fits && text.size() + more.size() <= most_line_bytes;
    if (fits) text.append(more.substr(1));
  }
  if (!fits) return LineStatus::too_long;
  return split(text, out) ? LineStatus::ok : LineStatus::bad;
}

} // namespace usher::calendar
