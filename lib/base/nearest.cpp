// SPDX-License-Identifier: BSL-1.0
#include "base/nearest.hpp"

#include "base/page.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace usher {
namespace {

// A name longer than this is not a slip of the finger of anything.
constexpr std::size_t longest_name = 128;

std::u32string lower_code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size() && out.size() < longest_name;) {
    const CodePoint point = decode_utf8(text, i);
    i += point.size;
    out.push_back(point.value >= U'A' && point.value <= U'Z' ? point.value + 32 : point.value);
  }
  return out;
}

std::size_t alignment_distance(const std::u32string &a, const std::u32string &b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

} // namespace

std::string_view nearest_name(std::string_view word, std::span<const std::string_view> candidates) {
  const std::u32string wanted = lower_code_points(word);
  std::string_view best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    const std::u32string offered = lower_code_points(candidate);
    const std::size_t allowed = std::max<std::size_t>(1, std::max(wanted.size(), offered.size()) / 3);
    const std::size_t gap =
        wanted.size() > offered.size() ? wanted.size() - offered.size() : offered.size() - wanted.size();
    if (gap > allowed || std::min(wanted.size(), offered.size()) < 2) continue;
    const std::size_t distance = alignment_distance(wanted, offered);
    if (distance <= allowed && (best.empty() || distance < best_distance)) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string suggestion(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t most_listed = 12;
  const std::string_view near = nearest_name(word, candidates);
  // Names may come from a table that is no UTF-8, and hosts get what is said of them as text.
  if (!near.empty()) return fmt::format("did you mean \"{}\"?", on_one_line(near));
  if (candidates.empty() || candidates.size() > most_listed) return {};
  std::string list;
  for (const std::string_view candidate : candidates)
    list += (list.empty() ? "one of: " : ", ") + on_one_line(candidate);
  return list;
}

} // namespace usher
