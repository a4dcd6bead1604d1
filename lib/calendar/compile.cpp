// SPDX-License-Identifier: BSL-1.0
// From hours on a wall clock to minutes of UTC, a week at a time.
//
// Between two changes of its zone's clock, a week in which no date is out of the ordinary looks like any other, and
// its layout is looked up by the offset alone. Only the other weeks, those of holidays and of clock changes, are
// worked out day by day.
#include "calendar/calendar.hpp"

#include <algorithm>

namespace usher::calendar {
namespace {

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) noexcept {
  return a / b - (a % b < 0 ? 1 : 0);
}

// Spans in order and apart.
void tidy(std::vector<MinuteSpan> &spans) {
  std::erase_if(spans, [](const MinuteSpan &span) { return span.from >= span.to; });
  std::sort(spans.begin(), spans.end(),
            [](const MinuteSpan &a, const MinuteSpan &b) { return a.from < b.from; });
  std::size_t kept = 0;
  for (const MinuteSpan &span : spans) {
    if (kept > 0 && span.from <= spans[kept - 1].to)
      spans[kept - 1].to = std::max(spans[kept - 1].to, span.to);
    else
      spans[kept++] = span;
  }
  spans.resize(kept);
}

// Takes `holes` out of tidy spans.
void cut(std::vector<MinuteSpan> &spans, const std::vector<MinuteSpan> &holes, std::vector<MinuteSpan> &out) {
  out.clear();
  for (MinuteSpan span : spans) {
    auto hole = std::upper_bound(holes.begin(), holes.end(), span.from,
                                 [](Minute from, const MinuteSpan &other) { return from < other.to; });
    for (; hole != holes.end() && hole->from < span.to; ++hole) {
      if (span.from < hole->from) out.push_back({span.from, hole->from});
      span.from = hole->to;
    }
    if (span.from < span.to) out.push_back(span);
  }
  spans.swap(out);
}

// The dates of a yearly day.
template <class Use>
void each_year(YearDay day, Use use) {
  for (int year = 1969; year <= 2200; ++year) {
    const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(day.month),
                                           std::chrono::day(day.day));
    if (date.ok() && day_of(date) >= first_day && day_of(date) <= last_day) use(day_of(date));
  }
}

} // namespace

class Compiler {
 public:
  Compiler(const Description &description, Calendar &calendar);
  void run();

 private:
  // The wall clock is so many minutes ahead of UTC, from that minute on: rounded so that whole minutes come out as
  // the seconds would have them.
  struct Clock {
    Minute from;
    std::int64_t ahead;
  };
  enum class DayKind : std::uint8_t { weekly, closed, dated };
  struct Hours {
    const std::vector<Window> *windows;
    bool dated; // no closing touches them
  };

  void read_clocks();
  void read_dates();
  void mark_weeks();
  void mark(Minute from, Minute to);
  void fill_weeks();
  void find_other_days();

  [[nodiscard]] Hours hours_of(Day day) const;
  // The clock of a minute.
  [[nodiscard]] std::size_t clock_at(Minute minute) const;
  // Open minutes of [from, to) into spans_.
  void collect(Minute from, Minute to);
  // Those that a day's own windows have, wherever they lie.
  [[nodiscard]] bool opens_on(Day day);

  const Description &description_;
  Calendar &calendar_;
  std::vector<Clock> clocks_;
  std::vector<Day> closed_;    // each one, sorted
  std::vector<DayKind> kinds_; // from first_day to last_day
  std::vector<MinuteSpan> closed_spans_;
  std::vector<bool> irregular_;
  const std::vector<Window> none_;
  std::vector<MinuteSpan> spans_, dated_, scratch_;
};

Compiler::Compiler(const Description &description, Calendar &calendar)
    : description_(description),
      calendar_(calendar),
      kinds_(last_day - first_day + 1),
      irregular_(MinuteSet::week_count) {}

void Compiler::run() {
  read_clocks();
  read_dates();
  mark_weeks();
  fill_weeks();
  find_other_days();
}

void Compiler::read_clocks() {
  for (const Zone::Offset &offset : calendar_.zone().offsets())
    clocks_.push_back({-floor_divide(-offset.from, 60), floor_divide(offset.seconds, 60)});
}

void Compiler::read_dates() {
  calendar_.weekly_ = description_.weekly;
  calendar_.open_ = description_.open;
  std::vector<OpenDay> &open = calendar_.open_;
  std::erase_if(open, [](const OpenDay &day) { return day.on < first_day || day.on > last_day; });
  std::stable_sort(open.begin(), open.end(), [](const OpenDay &a, const OpenDay &b) { return a.on < b.on; });
  // The last one for a date counts.
  std::size_t kept = 0;
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (i + 1 < open.size() && open[i + 1].on == open[i].on) continue;
    if (kept != i) open[kept] = std::move(open[i]);
    ++kept;
  }
  open.resize(kept);

  // In order, so that ranges that overlap are walked once.
  std::vector<DayRange> ranges = description_.closed;
  std::sort(ranges.begin(), ranges.end(),
            [](const DayRange &a, const DayRange &b) { return a.from < b.from; });
  Day next = first_day;
  for (const DayRange &range : ranges) {
    for (Day day = std::max(range.from, next); day <= std::min(range.to, last_day); ++day)
      closed_.push_back(day);
    next = std::max(next, std::min(range.to, last_day) + 1);
  }
  for (const YearDay day : description_.closed_yearly)
    each_year(day, [&](Day date) { closed_.push_back(date); });
  std::sort(closed_.begin(), closed_.end());
  closed_.erase(std::unique(closed_.begin(), closed_.end()), closed_.end());

  for (const Day day : closed_)
    kinds_[static_cast<std::size_t>(day - first_day)] = DayKind::closed;
  for (const OpenDay &day : open)
    kinds_[static_cast<std::size_t>(day.on - first_day)] = DayKind::dated;

  closed_spans_ = description_.closed_spans;
  tidy(closed_spans_);
}

void Compiler::mark(Minute from, Minute to) {
  const Minute begin = std::max<Minute>(from, 0) / minutes_per_week;
  const Minute end = std::min<Minute>(to, MinuteSet::end - 1) / minutes_per_week;
  for (Minute week = begin; week <= end; ++week)
    irregular_[static_cast<std::size_t>(week)] = true;
}

void Compiler::mark_weeks() {
  // Windows reach into the next day, and zones lie up to a day from UTC.
  const auto mark_day = [&](Day day) { mark((day - 1) * minutes_per_day, (day + 3) * minutes_per_day); };
  for (const Day day : closed_)
    mark_day(day);
  for (const OpenDay &day : calendar_.open_)
    mark_day(day.on);
  for (const MinuteSpan &span : closed_spans_)
    mark(span.from, span.to);
  for (const Clock &clock : clocks_)
    mark(clock.from - 1, clock.from);
  // It ends before its week does.
  irregular_.back() = true;
}

void Compiler::fill_weeks() {
  MinuteSet::Builder builder;
  std::vector<std::pair<std::int64_t, MinuteSet::Builder::Layout>> regular; // by offset
  for (std::size_t week = 0; week < MinuteSet::week_count; ++week) {
    const Minute from = static_cast<Minute>(week) * minutes_per_week;
    const Minute to = std::min(from + minutes_per_week, MinuteSet::end);
    const std::int64_t ahead = clocks_[clock_at(from)].ahead;
    const auto known =
        std::find_if(regular.begin(), regular.end(), [&](const auto &one) { return one.first == ahead; });
    if (!irregular_[week] && known != regular.end()) {
      builder.add(known->second);
      continue;
    }
    collect(from, to);
    for (MinuteSpan &span : spans_) {
      span.from -= from;
      span.to -= from;
    }
    const auto layout = builder.layout(spans_);
    if (!irregular_[week]) regular.emplace_back(ahead, layout);
    builder.add(layout);
  }
  calendar_.minutes_ = std::move(builder).take();
}

Compiler::Hours Compiler::hours_of(Day day) const {
  const auto index = static_cast<std::size_t>(day - first_day);
  const DayKind kind = day < first_day || index >= kinds_.size() ? DayKind::weekly : kinds_[index];
  if (kind == DayKind::closed) return {&none_, false};
  if (kind == DayKind::weekly) return {&description_.weekly[weekday_of(day)], false};
  const auto &open = calendar_.open_;
  const auto found = std::lower_bound(open.begin(), open.end(), day,
                                      [](const OpenDay &other, Day wanted) { return other.on < wanted; });
  return {&found->hours, true};
}

std::size_t Compiler::clock_at(Minute minute) const {
  const auto after = std::upper_bound(clocks_.begin() + 1, clocks_.end(), minute,
                                      [](Minute value, const Clock &clock) { return value < clock.from; });
  return static_cast<std::size_t>(after - clocks_.begin()) - 1;
}

void Compiler::collect(Minute from, Minute to) {
  spans_.clear();
  dated_.clear();
  for (std::size_t at = clock_at(from); at < clocks_.size(); ++at) {
    // The piece of it with this clock.
    const Minute begin = at == 0 ? from : std::max(from, clocks_[at].from);
    const Minute end = at + 1 == clocks_.size() ? to : std::min(to, clocks_[at + 1].from);
    if (begin >= to) break;
    const std::int64_t ahead = clocks_[at].ahead;
    const auto last = static_cast<Day>(floor_divide(end - 1 + ahead, minutes_per_day));
    for (auto day = static_cast<Day>(floor_divide(begin + ahead, minutes_per_day)) - 1; day <= last; ++day) {
      const Hours hours = hours_of(day);
      for (const Window &window : *hours.windows) {
        const Minute midnight = day * minutes_per_day - ahead;
        const MinuteSpan span{std::max(midnight + window.open, begin),
                              std::min(midnight + window.close, end)};
        if (span.from < span.to) (hours.dated ? dated_ : spans_).push_back(span);
      }
    }
  }
  tidy(spans_);
  cut(spans_, closed_spans_, scratch_);
  if (!dated_.empty()) {
    spans_.insert(spans_.end(), dated_.begin(), dated_.end());
    tidy(spans_);
  }
}

bool Compiler::opens_on(Day day) {
  const Hours hours = hours_of(day);
  spans_.clear();
  // All clocks that this date and the next may have.
  std::size_t at = clock_at((day - 2) * minutes_per_day);
  for (; at < clocks_.size() && (at == 0 || clocks_[at].from < (day + 4) * minutes_per_day); ++at) {
    for (const Window &window : *hours.windows) {
      const Minute midnight = day * minutes_per_day - clocks_[at].ahead;
      MinuteSpan span{midnight + window.open, midnight + window.close};
      if (at > 0) span.from = std::max(span.from, clocks_[at].from);
      if (at + 1 < clocks_.size()) span.to = std::min(span.to, clocks_[at + 1].from);
      if (span.from < span.to) spans_.push_back(span);
    }
  }
  tidy(spans_);
  if (!hours.dated) cut(spans_, closed_spans_, scratch_);
  return !spans_.empty();
}

void Compiler::find_other_days() {
  std::vector<Day> days = closed_;
  for (const OpenDay &day : calendar_.open_)
    days.push_back(day.on);
  const auto add_around = [&](Minute from, Minute to) {
    const auto last = static_cast<Day>(std::min(floor_divide(to, minutes_per_day) + 2, Minute{last_day}));
    for (auto day = static_cast<Day>(std::max(floor_divide(from, minutes_per_day) - 2, Minute{first_day}));
         day <= last; ++day)
      days.push_back(day);
  };
  for (const MinuteSpan &span : closed_spans_)
    add_around(span.from, span.to);
  // A clock that is set forward may leave out a day, or the one window it has.
  for (std::size_t at = 1; at < clocks_.size(); ++at)
    if (clocks_[at].ahead > clocks_[at - 1].ahead) add_around(clocks_[at].from, clocks_[at].from);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());

  std::int32_t sum = 0;
  for (const Day day : days) {
    const bool weekly = !description_.weekly[weekday_of(day)].empty();
    const bool opens = opens_on(day);
    if (opens == weekly) continue;
    sum += opens ? 1 : -1;
    calendar_.other_days_.emplace_back(day, sum);
  }
}

Calendar::Calendar(const Description &description) : zone_(description.zone) {
  if (zone_ == nullptr) zone_ = Zone::utc();
  Compiler(description, *this).run();
}

Description always_open() {
  Description description;
  description.zone = Zone::utc();
  description.weekly.fill({{0, static_cast<int>(minutes_per_day)}});
  return description;
}

} // namespace usher::calendar
