// SPDX-License-Identifier: BSL-1.0
#include "base/json_repair.hpp"

#include <algorithm>
#include <charconv>

namespace usher {
namespace {

constexpr std::size_t escape_size = 6; // \uD83D

/// The number of an escape \uXXXX that begins here.
std::optional<unsigned> escaped(std::string_view text, std::size_t at) {
  if (text.size() < at + escape_size || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned number = 0;
  const char *const end = text.data() + at + escape_size;
  const auto [stopped, problem] = std::from_chars(text.data() + at + 2, end, number, 16);
  if (problem != std::errc() || stopped != end) return std::nullopt;
  return number;
}

bool is_first_half(unsigned number) { return number >= 0xD800 && number < 0xDC00; }
bool is_second_half(unsigned number) { return number >= 0xDC00 && number < 0xE000; }

} // namespace

std::optional<std::string> without_halves(std::string_view json) {
  std::string out;
  bool any = false;
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t escape = std::min(json.find('\\', at), json.size());
    out += json.substr(at, escape - at);
    at = escape;
    if (at == json.size()) break;
    const std::optional<unsigned> number = escaped(json, at);
    const std::optional<unsigned> next = escaped(json, at + escape_size);
    const bool is_pair = number && is_first_half(*number) && next && is_second_half(*next);
    const bool is_half = number && !is_pair && (is_first_half(*number) || is_second_half(*number));
    // Another escape is the backslash and what stands behind it, be it a backslash.
    const std::size_t size = is_pair ? 2 * escape_size : number ? escape_size : 2;
    out += is_half ? std::string_view("\\ufffd") : json.substr(at, size);
    at += size;
    any |= is_half;
  }
  return any ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace usher
