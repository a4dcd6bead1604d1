// SPDX-License-Identifier: BSL-1.0
// What is written down while a scenario runs: a row for each conversation, and what adds up with time. figures.hpp makes
// figures of it.
#pragma once

#include "desk/steady.hpp"
#include "policy/model.hpp"
#include "simulate/scenario.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace usher::simulate {

enum class Outcome : std::uint8_t {
  waiting,       // at the end nobody had begun to work on it
  in_progress,   // at the end somebody worked on it, or the customer's answer was awaited
  served,        // answered, and closed
  abandoned,     // the customer left
  blocked,       // there was no room
  answered_many, // one answer for many was theirs
  not_engaged,
  deflected // they did not write at all, as the answer for many was there for all to see
};
[[nodiscard]] std::string_view name_of(Outcome outcome) noexcept;

inline constexpr std::int64_t never_ms = -1;

/// Times are in ms since it came.
struct LedgerRow {
  Instant arrival = 0;
  std::int64_t wait = never_ms;        // until work began; of who left before: until they left
  std::int64_t first_reply = never_ms; // until the first answer, be it one for many
  std::int64_t resolution = never_ms;  // until it was closed for the last time
  std::int64_t handle = never_ms;      // from the begin of work to the end of it, of the last piece
  std::int64_t waited = 0;             // in the measured time, all times that it waited
  std::uint64_t number = 0;            // of its demand, from 0
  std::uint32_t demand = 0;
  std::uint32_t kind = 0;          // of its demand
  std::uint32_t text = none;       // of its kind
  std::uint32_t department = none; // that answered it, or where it was last
  std::uint32_t agent = none;      // who worked on it last
  std::uint16_t transfers = 0;
  std::uint16_t reopens = 0;
  std::uint16_t replies = 0;
  std::array<std::uint16_t, policy::service_clock_count> met{};
  std::array<std::uint16_t, policy::service_clock_count> breached{};
  Outcome outcome = Outcome::waiting;
  bool counted = true; // it came behind the warm-up
};

/// The time from a customer's further message to its answer.
struct LaterReply {
  std::uint32_t demand = 0;
  std::uint32_t kind = 0;
  std::uint32_t text = none;
  std::uint32_t department = none;
  std::uint32_t agent = none;
  std::int64_t ms = 0;
};

/// One of the people, in the measured time.
struct AgentLedger {
  std::string name;
  std::uint32_t team = none; // of the scenario; none: of the policy alone
  std::uint32_t capacity = 1;
  std::int64_t staffed_ms = 0;
  std::int64_t busy_ms = 0;     // of that, with something to work on
  std::int64_t slot_ms = 0;     // of that, times what they hold
  std::int64_t overtime_ms = 0; // worked behind the end of their shift
  std::uint64_t answered = 0;   // pieces of work done
};

/// In a step of the series, from the begin of the scenario on.
struct SeriesStep {
  std::uint32_t arrivals = 0;
  std::uint32_t answered = 0; // first replies
  std::uint32_t abandoned = 0;
  double waiting_ms = 0; // times how many wait
  double in_system_ms = 0;
  double staffed_ms = 0;
  double busy_ms = 0;
};

struct Ledger {
  desk::Steady<LedgerRow, 128> rows; // as they ended; a million of them is never copied to grow
  desk::Steady<LaterReply, 128> later_replies;
  std::vector<AgentLedger> agents;
  std::vector<SeriesStep> series;
  std::vector<std::vector<std::uint32_t>> waiting_at; // by time of the day in the report: one for each day
  double waiting_ms = 0;                              // in the measured time
  double in_system_ms = 0;
  std::uint64_t events = 0;       // told the desk
  std::uint64_t effects = 0;      // that it told
  std::uint64_t model_events = 0; // arrivals, pieces of work done, customers who left
};

} // namespace usher::simulate
