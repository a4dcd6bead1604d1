// SPDX-License-Identifier: BSL-1.0
#include "base/duration.hpp"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace usher {
namespace {

struct Unit {
  char letter;
  std::int64_t milliseconds;
};

constexpr std::array<Unit, 5> units = {
    {{'w', 604'800'000}, {'d', 86'400'000}, {'h', 3'600'000}, {'m', 60'000}, {'s', 1'000}}};

} // namespace

std::optional<std::int64_t> parse_duration(std::string_view text) noexcept {
  std::int64_t total = 0;
  std::size_t next_unit = 0;
  const char *at = text.data();
  const char *const end = text.data() + text.size();
  if (at == end) return std::nullopt;
  while (at != end) {
    if (*at < '0' || *at > '9') return std::nullopt;
    std::int64_t count = 0;
    const auto [after, status] = std::from_chars(at, end, count);
    if (status != std::errc() || after == end) return std::nullopt;
    while (next_unit < units.size() && units[next_unit].letter != *after)
      ++next_unit;
    if (next_unit == units.size()) return std::nullopt;
    const std::int64_t size = units[next_unit++].milliseconds;
    if (count > longest_duration_ms / size) return std::nullopt;
    total += count * size;
    if (total > longest_duration_ms) return std::nullopt;
    at = after + 1;
  }
  return total;
}

std::optional<std::int64_t> parse_exact_duration(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || !text.ends_with('s')) return parse_duration(text);
  const std::string_view decimals = text.substr(point + 1, text.size() - point - 2);
  if (decimals.empty() || decimals.size() > 3) return std::nullopt;
  std::int64_t rest = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const char digit = i < decimals.size() ? decimals[i] : '0';
    if (digit < '0' || digit > '9') return std::nullopt;
    rest = 10 * rest + (digit - '0');
  }
  const std::optional<std::int64_t> whole = parse_duration(std::string(text.substr(0, point)) + 's');
  if (!whole || *whole + rest > longest_duration_ms) return std::nullopt;
  return *whole + rest;
}

std::string format_duration(std::int64_t milliseconds) {
  std::string out;
  // Unsigned, since the smallest number has no positive counterpart.
  auto rest = static_cast<std::uint64_t>(milliseconds);
  if (milliseconds < 0) {
    out.push_back('-');
    rest = 0 - rest;
  }
  for (const Unit &unit : units) {
    const auto size = static_cast<std::uint64_t>(unit.milliseconds);
    const std::uint64_t count = rest / size;
    rest %= size;
    // Weeks only when nothing smaller is left, so that 8 days read as 8d and not as 1w1d.
    if (unit.letter == 'w' && rest != 0) {
      rest += count * size;
      continue;
    }
    if (unit.letter == 's' && rest != 0) {
      fmt::format_to(std::back_inserter(out), "{}.{:03}", count, rest);
      while (out.back() == '0')
        out.pop_back();
      out.push_back('s');
    } else if (count != 0) {
      fmt::format_to(std::back_inserter(out), "{}{}", count, unit.letter);
    }
  }
  return out.empty() || out == "-" ? "0s" : out;
}

} // namespace usher
