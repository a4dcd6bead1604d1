// SPDX-License-Identifier: BSL-1.0
// A set of UTC minutes from 1970 to 2200: the open ones. Whatever is asked of a calendar is one of two questions
// put to it: how many minutes of the set lie before this one (count_before), and which is the n-th (nth); and the
// same two about the minutes outside it.
//
// Opening hours repeat. So the set is a list of weeks, each with the count of minutes before it and the number of a
// layout, the open spans of a week, that it shares with all weeks that look the same: an office has two, winter and
// summer, and a few more for the weeks of its holidays. A count is a look at one week and a search among its spans,
// and an n-th minute is a search among the counts that begins where the answer likely is. 72 kB a set, whatever is
// in it.
#pragma once

#include "calendar/day.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace usher::calendar {

/// Minutes since 1970; a span holds [from, to).
using Minute = std::int64_t;
struct MinuteSpan {
  Minute from = 0;
  Minute to = 0;
  bool operator==(const MinuteSpan &) const = default;
};

class MinuteSet {
 public:
  /// Minutes are 0 to end - 1; weeks begin on Thursdays, as 1970 did.
  static constexpr Minute end = last_day * minutes_per_day;
  static constexpr std::size_t week_count =
      static_cast<std::size_t>((end + minutes_per_week - 1) / minutes_per_week);

  class Builder;

  [[nodiscard]] Minute size() const noexcept { return before_[week_count]; }

  struct Place {
    Minute before = 0; // minutes of the set before this one
    bool inside = false;
  };
  /// Of minutes 0 to end.
  [[nodiscard]] Place place(Minute minute) const noexcept;
  [[nodiscard]] Minute count_before(Minute minute) const noexcept { return place(minute).before; }

  /// The n-th minute of the set, from 0 to size() - 1. `near` is a minute before it: the search begins there.
  [[nodiscard]] Minute nth(Minute n, Minute near = 0) const noexcept;
  /// The n-th minute that is not in the set, from 0 to end - size() - 1.
  [[nodiscard]] Minute nth_outside(Minute n, Minute near = 0) const noexcept;

  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  // Spans of a layout: minutes of the week, with the count of open ones before them in that week.
  struct Span {
    std::uint16_t from;
    std::uint16_t to;
    std::uint16_t before;
  };
  [[nodiscard]] std::span<const Span> spans_of(std::size_t week) const noexcept {
    const std::uint16_t layout = layout_[week];
    return {spans_.data() + first_span_[layout], spans_.data() + first_span_[layout + 1U]};
  }
  [[nodiscard]] Minute outside_before(std::size_t week) const noexcept {
    return static_cast<Minute>(week) * minutes_per_week - before_[week];
  }
  template <class CountBefore>
  [[nodiscard]] static std::size_t week_with(Minute n, std::size_t first, CountBefore count_before) noexcept;

  std::vector<std::uint32_t> before_;     // of each week, and of the end
  std::vector<std::uint16_t> layout_;     // of each week
  std::vector<std::uint32_t> first_span_; // of each layout, and of the end
  std::vector<Span> spans_;
};

/// Takes the weeks in order.
class MinuteSet::Builder {
 public:
  using Layout = std::uint16_t;

  Builder();
  /// The number of a layout: spans within [0, minutes_per_week), sorted and apart.
  [[nodiscard]] Layout layout(std::span<const MinuteSpan> spans);
  /// The next week, week_count times in all.
  void add(Layout layout);
  [[nodiscard]] MinuteSet take() &&;

 private:
  MinuteSet set_;
  std::vector<std::uint32_t> open_; // minutes of each layout
  std::map<std::vector<std::uint16_t>, Layout> known_;
};

} // namespace usher::calendar
