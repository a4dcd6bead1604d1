// SPDX-License-Identifier: BSL-1.0
#include "text/pattern_lead.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace usher::text {
namespace {

constexpr std::size_t shortest_lead = 3;

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr bool is_plain(char c) noexcept {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

/// Behind the groups and flags that a regex begins with; how many groups that are, in `groups`.
std::size_t begin_of_letters(std::string_view regex, int &groups) noexcept {
  std::size_t at = 0;
  for (;;) {
    const std::string_view rest = regex.substr(at);
    if (rest.starts_with("(?i)")) {
      at += 4;
    } else if (rest.starts_with("(?:")) {
      at += 3;
      ++groups;
    } else if (rest.starts_with("(") && !rest.starts_with("(?")) {
      ++at;
      ++groups;
    } else {
      return at;
    }
  }
}

constexpr bool is_quantifier(std::string_view regex, std::size_t at) noexcept {
  return at < regex.size() && std::string_view("*+?{").find(regex[at]) != std::string_view::npos;
}

/// `begin` is behind the groups that a regex begins with. False unless a match surely goes through what stands there,
/// once, and there is no alternative to it.
bool has_one_begin(std::string_view regex, std::size_t begin, int groups) noexcept {
  int depth = groups;
  for (std::size_t i = begin; i < regex.size(); ++i) {
    switch (regex[i]) {
    case '\\':
      if (++i < regex.size() && regex[i] == 'Q') return false; // what follows is no syntax
      break;
    case '[': // what stands in a class is no syntax either; a bracket may come first in it
      if (i + 1 < regex.size() && regex[i + 1] == '^') ++i;
      if (i + 1 < regex.size() && regex[i + 1] == ']') ++i;
      for (++i; i < regex.size() && regex[i] != ']'; ++i) {
        if (regex[i] == '[') return false; // [:alpha:], or whatever it may be
        if (regex[i] == '\\') ++i;
      }
      break;
    case '(': ++depth; break;
    case ')':
      if (depth <= groups && is_quantifier(regex, i + 1)) return false;
      --depth;
      // The first groups are closed, and others may be as deep.
      groups = std::min(groups, depth);
      break;
    case '|':
      if (depth <= groups) return false;
      break;
    default: break;
    }
  }
  return depth == 0;
}

bool stands_at(std::string_view text, std::size_t at, std::string_view lead) noexcept {
  if (lead.size() > text.size() - at) return false;
  for (std::size_t i = 0; i < lead.size(); ++i) {
    if (lower(text[at + i]) != lead[i]) return false;
  }
  return true;
}

} // namespace

std::string pattern_lead(std::string_view regex) {
  int groups = 0;
  const std::size_t begin = begin_of_letters(regex, groups);
  if (!has_one_begin(regex, begin, groups)) return {};
  std::size_t end = begin;
  while (end < regex.size() && is_plain(regex[end]))
    ++end;
  // The last may be there several times or not at all.
  if (end != begin && is_quantifier(regex, end)) --end;
  if (end - begin < shortest_lead) return {};
  std::string lead;
  for (const char c : regex.substr(begin, end - begin))
    lead += lower(c);
  return lead;
}

std::size_t find_lead(std::string_view text, std::size_t from, std::string_view lead) noexcept {
  if (lead.size() < 2 || lead.size() > text.size()) return std::string_view::npos;
  const std::size_t end = text.size() - lead.size() + 1; // of places
#if defined(__SSE2__)
  // By two letters at a time: the bit that tells their cases apart is set in both.
  const __m128i first = _mm_set1_epi8(lead[0]);
  const __m128i second = _mm_set1_epi8(lead[1]);
  const __m128i bit = _mm_set1_epi8(0x20);
  const auto load = [&](std::size_t at) {
    return _mm_or_si128(_mm_loadu_si128(reinterpret_cast<const __m128i *>(text.data() + at)), bit);
  };
  for (; from + 17 <= text.size(); from += 16) {
    auto places = static_cast<std::uint32_t>(_mm_movemask_epi8(
        _mm_and_si128(_mm_cmpeq_epi8(load(from), first), _mm_cmpeq_epi8(load(from + 1), second))));
    for (; places != 0; places &= places - 1) {
      const std::size_t at = from + static_cast<std::size_t>(std::countr_zero(places));
      if (at < end && stands_at(text, at, lead)) return at;
    }
  }
#endif
  for (; from < end; ++from) {
    if (stands_at(text, from, lead)) return from;
  }
  return std::string_view::npos;
}

} // namespace usher::text
