// SPDX-License-Identifier: BSL-1.0
// What metrics are told as things happen. Nothing here changes what the desk does.
#include "desk/engine.hpp"

#include <array>

namespace usher::desk {
namespace {

using calendar::all_clocks;
using calendar::ClockState;
using calendar::ServiceClock;
using calendar::ServiceClocks;

constexpr std::size_t resolution = 2;

bool counts(const ServiceClock &clock) noexcept {
  return clock.state == ClockState::running || clock.state == ClockState::paused;
}

// Of a clock: the counts of the three stand one behind the other.
Count of_clock(Count first, std::size_t clock) noexcept {
  return static_cast<Count>(static_cast<std::size_t>(first) + clock);
}

Where where(const ConversationData &data, AgentId agent) noexcept {
  return {data.department, data.account, data.language, agent, data.kind};
}

} // namespace

/// Tells what belongs to one conversation and one person at one moment. Consultations are no customer's conversations:
/// of them nothing is told here.
class Engine::Teller {
 public:
  Teller(Metrics *metrics, const ConversationData &data, AgentId agent) noexcept
      : metrics_(metrics), data_(data), agent_(agent) {}
  void count(Count what) {
    if (metrics_ != nullptr) metrics_->tell(about(), what);
  }
  void measure(Series what, std::int64_t ms) {
    if (metrics_ != nullptr) metrics_->tell(about(), what, ms);
  }

 private:
  [[nodiscard]] std::uint32_t about() {
    if (about_ == UINT32_MAX) about_ = metrics_->about(where(data_, agent_));
    return about_;
  }

  Metrics *metrics_; // none: nothing is told
  const ConversationData &data_;
  AgentId agent_;
  std::uint32_t about_ = UINT32_MAX; // none yet
};

Engine::Teller Engine::telling(const ConversationData &data, AgentId agent) noexcept {
  return {options_.metrics && !data.is_question ? &metrics_ : nullptr, data, agent};
}

/// Consultations have counts of their own.
void Engine::note(Count what, const ConversationData &data, AgentId agent) {
  if (!options_.metrics || data.is_question != is_of_consultations(what)) return;
  metrics_.tell(metrics_.about(where(data, agent)), what);
}

void Engine::note_taken_in(ConversationData &data) {
  if (data.is_question || data.measures.taken_in) return;
  data.measures.taken_in = true;
  note(Count::taken_in, data);
  if (data.measures.several_departments) note(Count::several_departments, data);
}

/// It is somebody's now.
void Engine::note_given(ConversationData &data) {
  if (data.is_question) return;
  Measures &measures = data.measures;
  Teller teller = telling(data, data.agent);
  teller.count(Count::assigned);
  if (measures.given == 0) {
    measures.given = now();
    measures.first_agent = data.agent;
    teller.measure(Series::wait, now() - data.created);
  } else if (measures.first_agent != data.agent && !measures.several_agents) {
    measures.several_agents = true;
    teller.count(Count::several_agents);
  }
}

/// The customer wrote, and somebody is to answer.
void Engine::note_question(ConversationData &data) {
  if (data.measures.asked == 0) data.measures.asked = now();
}

/// A reply makes one duration: the first one that since the first message, others that since the oldest message that
/// they answer. The clock tells the service time, if it measured the same. One that was given `elsewhere`, in another
/// conversation of the customer, is counted there.
void Engine::note_reply(ConversationData &data, AgentId agent, const ServiceClocks &before, bool elsewhere) {
  Teller teller = telling(data, agent);
  note_promises(teller, data, before, Reason::answered);
  if (!data.engaged) return;
  Measures &measures = data.measures;
  ++measures.replies;
  if (!elsewhere) teller.count(Count::replies);
  if (measures.first_reply == 0) {
    measures.first_reply = now();
    teller.measure(Series::first_reply, now() - data.created);
    if (counts(before.first_response) && measures_duration(data, &ServiceClocks::first_response))
      teller.measure(Series::first_reply_business, data.clocks.first_response.spent);
  } else if (measures.asked != 0) {
    teller.measure(Series::next_reply, now() - measures.asked);
    if (counts(before.next_response) && measures_duration(data, &ServiceClocks::next_response))
      teller.measure(Series::next_reply_business, data.clocks.next_response.spent);
  }
  measures.asked = 0;
}

void Engine::note_closed(ConversationData &data, Reason reason, AgentId agent, const ServiceClocks &before) {
  if (data.is_question) {
    if (reason == Reason::answered) note(Count::consultations_answered, data, agent);
    if (reason == Reason::refused) note(Count::consultations_refused, data, agent);
    return; // or it was taken back
  }
  Teller teller = telling(data, agent);
  note_promises(teller, data, before, reason);
  Measures &measures = data.measures;
  const Instant asked = measures.asked;
  measures.asked = 0;
  if (!measures.taken_in) return;
  if (reason == Reason::answer_many) {
    teller.count(Count::deflected);
  } else if (reason == Reason::resolved) {
    teller.count(Count::resolved);
    measures.resolved = now();
    measures.resolved_by = agent;
    if (measures.first_resolved != 0) return;
    measures.first_resolved = now();
    teller.count(Count::solved);
    if (measures.replies == 1) teller.count(Count::one_touch);
    teller.measure(Series::first_resolution, now() - data.created);
    if (counts(before.resolution) && measures_duration(data, &ServiceClocks::resolution))
      teller.measure(Series::first_resolution_business, data.clocks.resolution.spent);
  } else if (reason != Reason::abandoned) {
    note(Count::refused, data);
  } else if (measures.first_reply != 0 || asked == 0 || measures.abandoned) {
    teller.count(Count::left);
  } else {
    measures.abandoned = true;
    teller.count(Count::abandoned);
    teller.measure(Series::abandoned, now() - asked);
  }
}

/// Promises of a response are kept, and nobody replied.
void Engine::note_answered_for_many(ConversationData &data, const ServiceClocks &before) {
  Teller teller = telling(data, no_agent);
  note_promises(teller, data, before, Reason::answered);
  data.measures.asked = 0;
  teller.count(Count::answered_for_many);
}

void Engine::note_ignored(ConversationData &data, AgentId agent, const ServiceClocks &before) {
  Teller teller = telling(data, agent);
  note_promises(teller, data, before, Reason::not_engaged);
  data.measures.asked = 0;
  note(Count::ignored, data);
}

void Engine::note_reopened(ConversationData &data) {
  Measures &measures = data.measures;
  measures.resolved = 0;
  if (!measures.taken_in) return;
  note(Count::reopened, data);
  if (measures.first_resolved == 0 || measures.reopened) return;
  measures.reopened = true;
  note(Count::solved_reopened, data);
}

/// To another department. It counts with those that somebody was to answer.
void Engine::note_moved(ConversationData &data) {
  if (data.is_question || data.measures.several_departments) return;
  data.measures.several_departments = true;
  if (data.measures.taken_in) note(Count::several_departments, data);
}

/// The matter counts from the first message of both, so what was measured of it first counts for it as well.
void Engine::note_merged(ConversationData &from, ConversationData &into) {
  note(Count::merged, from);
  Measures &theirs = from.measures;
  Measures &mine = into.measures;
  const auto is_earlier = [](Instant a, Instant b) { return a != 0 && (b == 0 || a < b); };
  if (is_earlier(theirs.given, mine.given)) {
    mine.given = theirs.given;
    mine.first_agent = theirs.first_agent;
  }
  if (is_earlier(theirs.first_reply, mine.first_reply)) mine.first_reply = theirs.first_reply;
  if (is_earlier(theirs.first_resolved, mine.first_resolved)) mine.first_resolved = theirs.first_resolved;
  mine.replies += theirs.replies;
  mine.reopened = mine.reopened || theirs.reopened;
  if (mine.resolved != 0 && theirs.resolved > mine.resolved) {
    mine.resolved = theirs.resolved;
    mine.resolved_by = theirs.resolved_by;
  }
  theirs.resolved = 0;
  theirs.asked = 0;
}

/// Nobody can open it again, so the time it took is known for good.
void Engine::note_forgotten(const ConversationData &data) {
  const Measures &measures = data.measures;
  if (measures.resolved == 0) return;
  Teller teller = telling(data, measures.resolved_by);
  teller.measure(Series::full_resolution, measures.resolved - data.created);
  if (data.clocks.resolution.state == ClockState::met && measures_duration(data, &ServiceClocks::resolution))
    teller.measure(Series::full_resolution_business, data.clocks.resolution.spent);
}

/// Promises that have ended: kept by what was promised, or broken before. What ends otherwise in time has lapsed.
void Engine::note_promises(Teller &teller, const ConversationData &data, const ServiceClocks &before,
                           Reason reason) {
  for (std::size_t clock = 0; clock < all_clocks.size(); ++clock) {
    const ServiceClock &is = data.clocks.*all_clocks[clock];
    if (!counts(before.*all_clocks[clock]) || is.state != ClockState::met) continue;
    if (is.target <= 0 && !is.given) continue; // nothing was promised
    const bool settles = reason == Reason::resolved || reason == Reason::answer_many;
    const bool is_done = reason == Reason::answered || (settles && clock == resolution);
    const Count first = is.breached ? Count::broken_first_response
                        : is_done   ? Count::kept_first_response
                                    : Count::lapsed_first_response;
    teller.count(of_clock(first, clock));
  }
}

} // namespace usher::desk
