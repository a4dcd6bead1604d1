// SPDX-License-Identifier: BSL-1.0
#include "policy/yaml_writer.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace usher::policy {
namespace {

constexpr char32_t zero_width_non_joiner = 0x200C;
constexpr char32_t zero_width_joiner = 0x200D;

bool is_letter(char32_t c) noexcept { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_digit(char32_t c) noexcept { return c >= U'0' && c <= U'9'; }

// Control characters, spaces that look like others, line separators, marks of direction, non-characters.
bool is_invisible(char32_t c) noexcept {
  if (c == zero_width_non_joiner || c == zero_width_joiner) return false;
  return c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || c == 0x61C || c == 0x180E ||
         (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) ||
         c == 0x3000 || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE;
}

// Characters that a plain scalar may hold anywhere. What has a meaning in YAML, and what people take for it,
// is out.
bool is_plain(char32_t c) noexcept {
  if (c >= 0x80) return !is_invisible(c);
  return is_letter(c) || is_digit(c) ||
         std::u32string_view(U" _-.~+=()$^;<").find(c) != std::u32string_view::npos;
}

bool is_plain_start(char32_t c) noexcept {
  return is_letter(c) || is_digit(c) || c == U'_' || c == U'~' || c == U'(' || c == U'$' || c >= 0x80;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char &c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

// Words that YAML, in one of its versions, reads as something else than text.
bool is_reserved(std::string_view text) {
  static constexpr std::array<std::string_view, 10> words = {"true", "false", "null", "yes", "no",
                                                             "on",   "off",   "y",    "n",   "~"};
  return std::find(words.begin(), words.end(), lower(text)) != words.end();
}

// Anything that some reader may take for a number: 12, 1e6, 0x1F, 0o17, 1_000.
bool looks_like_a_number(std::string_view text) {
  if (!is_digit(static_cast<unsigned char>(text.front()))) return false;
  return lower(text).find_first_not_of("0123456789abcdefox_.+-") == std::string::npos;
}

bool is_written_plain(std::string_view text) {
  if (text.empty() || text.back() == ' ') return false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (!is_plain(point.value) || (at == 0 && !is_plain_start(point.value))) return false;
    at += point.size;
  }
  return true;
}

// A number or a time without quotes keeps a sign or colons that a text would be quoted for.
bool is_plain_value(std::string_view text) {
  if (parse_time(text)) return true;
  const std::string_view digits = text.substr(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
  return !digits.empty() && digits.find_first_not_of("0123456789.eE+-") == std::string_view::npos &&
         digits.find_first_of("0123456789") != std::string_view::npos;
}

} // namespace

std::string yaml_text(std::string_view text) {
  const bool plain = is_written_plain(text) && !is_reserved(text) && !looks_like_a_number(text);
  return plain ? std::string(text) : yaml_quoted(text);
}

std::string yaml_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const auto value = static_cast<std::uint32_t>(point.value);
    switch (value) {
    case U'"': out += "\\\""; break;
    case U'\\': out += "\\\\"; break;
    case U'\n': out += "\\n"; break;
    case U'\r': out += "\\r"; break;
    case U'\t': out += "\\t"; break;
    case U'\b': out += "\\b"; break;
    case U'\f': out += "\\f"; break;
    default:
      if (!is_invisible(point.value))
        out += text.substr(at, point.size);
      else if (value <= 0xFFFF)
        out += fmt::format("\\u{:04x}", value);
      else
        out += fmt::format("\\U{:08x}", value);
    }
    at += point.size;
  }
  out.push_back('"');
  return out;
}

std::string yaml_plain(std::string_view text) {
  return is_written_plain(text) || is_plain_value(text) ? std::string(text) : yaml_quoted(text);
}

std::string yaml_number(double value) { return fmt::format("{}", value); }

std::string yaml_time(Instant time) {
  constexpr std::string_view midnight = "T00:00:00.000Z";
  constexpr std::string_view whole_second = ".000Z";
  std::string text = format_time(time);
  if (text.ends_with(midnight)) {
    text.resize(text.size() - midnight.size());
    return text;
  }
  if (text.ends_with(whole_second)) {
    text.resize(text.size() - whole_second.size());
    text.push_back('Z');
  }
  return yaml_quoted(text);
}

std::string yaml_list(std::span<const std::string> items) {
  return fmt::format("[{}]", fmt::join(items.begin(), items.end(), ", "));
}

std::string yaml_text_list(std::span<const std::string> texts) {
  std::vector<std::string> items;
  items.reserve(texts.size());
  for (const std::string &text : texts)
    items.push_back(yaml_text(text));
  return yaml_list(items);
}

void FlowMapping::add(std::string_view key, std::string_view value) {
  if (!entries_.empty()) entries_ += ", ";
  entries_ += yaml_text(key);
  entries_ += ": ";
  entries_ += value;
}

} // namespace usher::policy
