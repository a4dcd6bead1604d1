// SPDX-License-Identifier: BSL-1.0
#include "simulate/rate.hpp"

#include "simulate/distribution.hpp"
#include "simulate/elementary.hpp"

#include <algorithm>

namespace usher::simulate {
namespace {

// What the last step before a day says, which may be days ago.
double rate_before(const Rate &rate, std::size_t day) noexcept {
  constexpr std::size_t days = 7;
  for (std::size_t back = 1; back <= days; ++back) {
    const std::vector<Rate::Step> &steps = rate.week[(day + days - back) % days];
    if (!steps.empty()) return steps.back().rate;
  }
  return 0;
}

} // namespace

// The wall clock decides, so that a day with a clock change has an hour of its rate less, or more.
RateSpan span_at(const Rate &rate, Instant time) {
  const calendar::LocalTime local = rate.zone->local(time);
  const std::int32_t minute = local.ms / 60'000;
  const std::vector<Rate::Step> &steps = rate.week[calendar::weekday_of(local.day)];
  const auto after =
      std::upper_bound(steps.begin(), steps.end(), minute,
                       [](std::int32_t at, const Rate::Step &step) { return at < step.minute; });
  RateSpan span;
  span.rate =
      after == steps.begin() ? rate_before(rate, calendar::weekday_of(local.day)) : std::prev(after)->rate;
  const std::int32_t end_ms = after == steps.end() ? 24 * 60 * 60'000 : after->minute * 60'000;
  span.until = time + (end_ms - local.ms);
  // Not past a change of the clock, behind which the wall shows something else.
  for (const calendar::Zone::Offset &offset : rate.zone->offsets()) {
    const Instant change = offset.from * 1000;
    if (change > time) {
      span.until = std::min(span.until, change);
      break;
    }
  }
  return span;
}

double expected_arrivals(const Rate &rate, Instant end) {
  constexpr Instant week_ms = 7 * 86'400'000LL;
  end = std::min(end, rate.until);
  if (end <= rate.from) return 0;
  const auto between = [&](Instant from, Instant until) {
    double sum = 0;
    while (from < until) {
      const RateSpan span = span_at(rate, from);
      sum += span.rate * static_cast<double>(std::min(span.until, until) - from);
      from = span.until;
    }
    return sum;
  };
  double sum = 0;
  if (rate.zone) {
    // Whole weeks are alike, but for the hours of a change of the clock.
    const Instant weeks = (end - rate.from) / week_ms;
    if (weeks > 0) sum = static_cast<double>(weeks) * between(rate.from, rate.from + week_ms);
    sum += between(rate.from + weeks * week_ms, end);
  }
  for (const Burst &burst : rate.bursts) {
    // Of peak x decay x e^(-passed / decay) that still come at an instant, the difference between two.
    const auto left = [&](Instant at) {
      return burst.peak * burst.decay_ms * exp_of(-static_cast<double>(at - burst.at) / burst.decay_ms);
    };
    const Instant from = std::max(rate.from, burst.at);
    if (from < end) sum += left(from) - left(end);
  }
  return sum * rate.scale_high;
}

Arrivals::Arrivals(const Rate &rate, const Streams &streams, std::uint64_t source)
    : rate_(rate), scale_(rate.scale_low) {
  if (rate.scale_high > rate.scale_low) {
    Draws draws = streams.of(source, 0, Purpose::scale);
    scale_ += draws.unit() * (rate.scale_high - rate.scale_low);
  }
  if (scale_ <= 0) return; // nobody comes
  for (std::size_t number = rate.zone ? 0 : 1; number <= rate.bursts.size(); ++number) {
    Process process;
    process.number = number;
    process.streams = streams.from(source ^ (number << 32U));
    process.at =
        static_cast<double>(number == 0 ? rate.from : std::max(rate.from, rate.bursts[number - 1].at));
    advance(process);
    processes_.push_back(process);
  }
}

std::optional<Instant> Arrivals::next() {
  Process *first = nullptr;
  for (Process &process : processes_)
    if (!process.over && (first == nullptr || process.time < first->time)) first = &process;
  if (first == nullptr) return std::nullopt;
  const Instant time = first->time;
  advance(*first);
  return time;
}

// By inversion: the rate, added up from one arrival to the next, is exponential with mean 1.
void Arrivals::advance(Process &process) {
  Draws draws = process.streams.of(process.drawn++, Purpose::arrival);
  const double left = draw_exponential(draws) / scale_;
  if (process.number == 0)
    advance_steps(process, left);
  else
    advance_burst(process, left);
  if (process.over) return;
  process.time = static_cast<Instant>(process.at);
  process.over = process.time >= rate_.until;
}

void Arrivals::advance_steps(Process &process, double left) {
  for (;;) {
    if (process.at >= static_cast<double>(rate_.until)) {
      process.over = true;
      return;
    }
    if (process.at >= static_cast<double>(step_.until))
      step_ = span_at(rate_, static_cast<Instant>(process.at));
    const double here = (static_cast<double>(step_.until) - process.at) * step_.rate;
    if (left < here) {
      process.at += left / step_.rate;
      return;
    }
    left -= here;
    process.at = static_cast<double>(step_.until);
  }
}

void Arrivals::advance_burst(Process &process, double left) {
  const Burst &burst = rate_.bursts[process.number - 1];
  // From `at` on, peak x decay x e^(-(at - begin) / decay) come in all.
  const double passed = (process.at - static_cast<double>(burst.at)) / burst.decay_ms;
  const double rest = burst.peak * burst.decay_ms * exp_of(-passed) - left;
  if (rest <= 0) {
    process.over = true;
    return;
  }
  const double now = -log_of(rest / (burst.peak * burst.decay_ms));
  process.at = static_cast<double>(burst.at) + now * burst.decay_ms;
}

} // namespace usher::simulate
