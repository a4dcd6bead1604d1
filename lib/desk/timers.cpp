// SPDX-License-Identifier: BSL-1.0
#include "desk/timers.hpp"

#include <algorithm>

namespace usher::desk {
namespace {

bool waits(const ConversationData &data) noexcept {
  return data.location == Location::queued || data.location == Location::offered ||
         data.location == Location::held;
}

const calendar::ServiceClock &clock_of(const ConversationData &data, policy::ServiceClock clock) noexcept {
  switch (clock) {
  case policy::ServiceClock::first_response: return data.clocks.first_response;
  case policy::ServiceClock::next_response: return data.clocks.next_response;
  case policy::ServiceClock::resolution: break;
  }
  return data.clocks.resolution;
}

// When so many percent of a running clock's time will have passed.
Instant percent_passed(const Terms &terms, const ConversationData &data, policy::ServiceClock which,
                       int percent) noexcept {
  const calendar::ServiceClock &clock = clock_of(data, which);
  if (clock.state != calendar::ClockState::running || clock.target <= 0) return never;
  const std::int64_t whole = clock.target / 100 * percent + clock.target % 100 * percent / 100;
  const calendar::Calendar &calendar = *terms.department(data.department).calendar;
  return calendar.due(clock.changed, whole - clock.spent).value_or(never);
}

} // namespace

Instant next_step(const Terms &terms, const ConversationData &data) noexcept {
  const std::vector<policy::WidenStep> &steps = terms.department(data.department).policy->widen;
  if (!waits(data) || data.step >= steps.size()) return never;
  const policy::WidenStep &step = steps[data.step];
  if (!step.after_ms) return percent_passed(terms, data, step.clock, step.percent);
  // Where work is held over night, nights do not count: nobody is to be told then that something waits too long.
  const Terms::Department &department = terms.department(data.department);
  const std::optional<policy::WhileClosed> &closed = department.policy->closed;
  if (!closed || !closed->hold) return data.waiting_since + *step.after_ms;
  if (data.location == Location::held) return never;
  return department.calendar->due(data.waiting_since, *step.after_ms).value_or(never);
}

std::int64_t priority_at(const Terms &terms, const ConversationData &data, Instant time) noexcept {
  const policy::WaitingPoints &waiting = terms.frame().priority.waiting;
  const std::int64_t waited = waits(data) ? std::max<std::int64_t>(time - data.waiting_since, 0) : 0;
  return std::int64_t{data.priority} + data.raised + waited * waiting.points / waiting.every_ms;
}

Instant next_band(const Terms &terms, const ConversationData &data) noexcept {
  const policy::WaitingPoints &waiting = terms.frame().priority.waiting;
  if (!waits(data) || waiting.points <= 0 || data.shown_band == 0) return never;
  const std::int64_t bound = terms.frame().priority.bands[data.shown_band - 1].bound;
  const std::int64_t missing = bound - data.priority - data.raised;
  if (missing <= 0) return data.waiting_since;
  // After the first wait at which missing <= waited * points / every, rounded down. Many lines that count much against a
  // message, and points that come slowly, make it longer than time itself.
  std::int64_t product = 0;
  if (__builtin_mul_overflow(missing, waiting.every_ms, &product)) return never;
  const std::int64_t waited = (product - 1) / waiting.points + 1;
  return waited > latest_instant ? never : data.waiting_since + waited;
}

Instant end_of_memory(const Terms &terms, const ConversationData &data) noexcept {
  // A question is asked anew rather than opened again, and is forgotten no later than who asked it.
  const std::int64_t sticky =
      data.is_question ? 0 : terms.department(data.department).policy->assign.sticky_for_ms;
  return std::max(data.clocks.resolution.changed, std::max(data.last_reply, data.waiting_since)) +
         std::max(sticky, terms.frame().desk.remember_ms);
}

Instant timer_of(const State &state, const Conversation &conversation) noexcept {
  const ConversationData &data = conversation.data;
  const Terms &terms = state.terms();
  if (data.merged_into != no_conversation) return never; // it is remembered as long as what it goes on as
  if (is_over(data)) return end_of_memory(terms, data);
  const auto change_of = [](const calendar::ServiceClock &clock) {
    return calendar::next_change(clock).value_or(never);
  };
  Instant first = std::min(change_of(data.clocks.first_response), change_of(data.clocks.next_response));
  const auto at = [&](Instant time) { first = std::min(first, time); };
  at(change_of(data.clocks.resolution));
  if (!waits(data)) return first;
  at(next_step(terms, data));
  at(next_band(terms, data));
  if (data.location == Location::offered) at(data.offer_until);
  if (data.location == Location::queued && data.preferred != no_agent) at(data.preferred_until);
  if (data.location == Location::queued)
    for (const Decline &decline : conversation.declines)
      at(decline.until);
  return first;
}

} // namespace usher::desk
