// SPDX-License-Identifier: BSL-1.0
#include "simulate/rate.hpp"

#include "simulate/distribution.hpp"
#include "simulate/elementary.hpp"

#include <algorithm>

namespace usher::simulate {

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
    if (process.at >= static_cast<double>(step_until_)) find_step(static_cast<Instant>(process.at));
    const double here = (static_cast<double>(step_until_) - process.at) * step_rate_;
    if (left < here) {
      process.at += left / step_rate_;
      return;
    }
    left -= here;
    process.at = static_cast<double>(step_until_);
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

// What the last step before a day says, which may be days ago.
double Arrivals::rate_before(std::size_t day) const noexcept {
  constexpr std::size_t days = 7;
  for (std::size_t back = 1; back <= days; ++back) {
    const std::vector<Rate::Step> &steps = rate_.week[(day + days - back) % days];
    if (!steps.empty()) return steps.back().rate;
  }
  return 0;
}

// The wall clock decides, so that a day with a clock change has an hour of its rate less, or more.
void Arrivals::find_step(Instant time) {
  const calendar::LocalTime local = rate_.zone->local(time);
  const std::int32_t minute = local.ms / 60'000;
  const std::vector<Rate::Step> &steps = rate_.week[calendar::weekday_of(local.day)];
  const auto after =
      std::upper_bound(steps.begin(), steps.end(), minute,
                       [](std::int32_t at, const Rate::Step &step) { return at < step.minute; });
  step_rate_ = after == steps.begin() ? rate_before(calendar::weekday_of(local.day)) : std::prev(after)->rate;
  step_from_ = time;
  const std::int32_t end_ms = after == steps.end() ? 24 * 60 * 60'000 : after->minute * 60'000;
  step_until_ = time + (end_ms - local.ms);
  // Not past a change of the clock, behind which the wall shows something else.
  for (const calendar::Zone::Offset &offset : rate_.zone->offsets()) {
    const Instant change = offset.from * 1000;
    if (change > time) {
      step_until_ = std::min(step_until_, change);
      break;
    }
  }
}

} // namespace usher::simulate
