// SPDX-License-Identifier: BSL-1.0
#include "calendar/minute_set.hpp"

#include <algorithm>

namespace usher::calendar {

MinuteSet::Place MinuteSet::place(Minute minute) const noexcept {
  if (minute >= end) return {size(), false};
  const auto number = static_cast<std::uint64_t>(minute);
  const std::size_t week = number / minutes_per_week;
  const auto rest = static_cast<std::uint32_t>(number % minutes_per_week);
  const Minute before = before_[week];
  const auto spans = spans_of(week);
  const auto after =
      std::partition_point(spans.begin(), spans.end(), [&](const Span &span) { return span.from <= rest; });
  if (after == spans.begin()) return {before, false};
  const Span &span = *(after - 1);
  const bool inside = rest < span.to;
  return {before + span.before + ((inside ? rest : span.to) - span.from), inside};
}

// The last week with at most n before it: the n-th is in it. Answers are mostly days away, so the first steps are
// single weeks, and only then is the rest halved.
template <class CountBefore>
std::size_t MinuteSet::week_with(Minute n, std::size_t first, CountBefore count_before) noexcept {
  std::size_t week = first;
  for (int step = 0; step < 8; ++step, ++week) {
    if (week + 1 == week_count || count_before(week + 1) > n) return week;
  }
  std::size_t last = week_count; // too far
  while (last - week > 1) {
    const std::size_t middle = week + (last - week) / 2;
    (count_before(middle) > n ? last : week) = middle;
  }
  return week;
}

Minute MinuteSet::nth(Minute n, Minute near) const noexcept {
  const std::size_t week = week_with(n, static_cast<std::uint64_t>(near) / minutes_per_week,
                                     [&](std::size_t at) { return static_cast<Minute>(before_[at]); });
  const Minute rest = n - before_[week];
  const auto spans = spans_of(week);
  const auto after =
      std::partition_point(spans.begin(), spans.end(), [&](const Span &span) { return span.before <= rest; });
  const Span &span = *(after - 1);
  return static_cast<Minute>(week) * minutes_per_week + span.from + (rest - span.before);
}

Minute MinuteSet::nth_outside(Minute n, Minute near) const noexcept {
  const std::size_t week = week_with(n, static_cast<std::uint64_t>(near) / minutes_per_week,
                                     [&](std::size_t at) { return outside_before(at); });
  const Minute rest = n - outside_before(week);
  const auto spans = spans_of(week);
  const auto after = std::partition_point(spans.begin(), spans.end(),
                                          [&](const Span &span) { return span.from - span.before <= rest; });
  // The spans before it are the open minutes of the week that come first.
  Minute open = 0;
  if (after != spans.begin()) {
    const Span &span = *(after - 1);
    open = span.before + (span.to - span.from);
  }
  return static_cast<Minute>(week) * minutes_per_week + open + rest;
}

std::size_t MinuteSet::bytes() const noexcept {
  return before_.capacity() * sizeof(std::uint32_t) + layout_.capacity() * sizeof(std::uint16_t) +
         first_span_.capacity() * sizeof(std::uint32_t) + spans_.capacity() * sizeof(Span);
}

MinuteSet::Builder::Builder() {
  set_.before_.reserve(week_count + 1);
  set_.layout_.reserve(week_count);
  set_.before_.push_back(0);
  set_.first_span_.push_back(0);
}

MinuteSet::Builder::Layout MinuteSet::Builder::layout(std::span<const MinuteSpan> spans) {
  std::vector<std::uint16_t> key;
  key.reserve(2 * spans.size());
  for (const MinuteSpan &span : spans) {
    key.push_back(static_cast<std::uint16_t>(span.from));
    key.push_back(static_cast<std::uint16_t>(span.to));
  }
  const auto [found, added] = known_.try_emplace(std::move(key), static_cast<Layout>(open_.size()));
  if (added) {
    std::uint32_t before = 0;
    for (const MinuteSpan &span : spans) {
      set_.spans_.push_back({static_cast<std::uint16_t>(span.from), static_cast<std::uint16_t>(span.to),
                             static_cast<std::uint16_t>(before)});
      before += static_cast<std::uint32_t>(span.to - span.from);
    }
    open_.push_back(before);
    set_.first_span_.push_back(static_cast<std::uint32_t>(set_.spans_.size()));
  }
  return found->second;
}

void MinuteSet::Builder::add(Layout layout) {
  set_.layout_.push_back(layout);
  set_.before_.push_back(set_.before_.back() + open_[layout]);
}

MinuteSet MinuteSet::Builder::take() && {
  set_.spans_.shrink_to_fit();
  set_.first_span_.shrink_to_fit();
  return std::move(set_);
}

} // namespace usher::calendar
