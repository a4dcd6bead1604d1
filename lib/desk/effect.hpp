// SPDX-License-Identifier: BSL-1.0
// What comes of an event, as a flat record. Numbers in it are the desk's own; effect_json.hpp knows their names.
#pragma once

#include "base/time.hpp"
#include "desk/agent_set.hpp"
#include "desk/words.hpp"
#include "policy/model.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace usher::desk {

using ConversationId = std::uint32_t;
inline constexpr ConversationId no_conversation = UINT32_MAX;
inline constexpr std::uint32_t none = UINT32_MAX; // of departments, rules, replies, clocks

enum class EffectType : std::uint8_t {
  routed = 1, // to a department
  queued,     // waits there
  offered,    // to an agent, until `at`
  assigned,   // to an agent
  unassigned, // from an agent
  blocked,    // the queue is full or closed
  held,       // until the department opens, at `at`
  waiting,    // for the customer
  closed,     // resolved, abandoned, not engaged
  due,        // a clock: due at `at`
  due_soon,
  breached,
  paused,    // a clock
  widened,   // who may take it: step `number`
  escalated, // its priority crossed into another band
  notify,    // somebody, of `number`
  ask,       // a department, a side question
  move_private,
  suggest,    // a reply
  ignored,    // not engaged
  presence,   // of an agent: what the desk thinks of it now
  overruled,  // what a person did against a rule: `reason`
  late,       // the event came too late to be believed
  consulted,  // how a question to the department `number` ended, or that it is late
  unapproved, // a customer was answered before the department `number` was
  forgotten,  // what was known of its customer was erased
  joined,     // it is of the same customer as `other`, whose owner is `agent`
  merged,     // it goes on as `other`
  split,      // it was a part of `other`
  answered,   // by the reply `number`, as many others were; or by an answer in `other`
  unstaffed   // nobody who may take it is there; until `at`
};
inline constexpr EffectType last_effect_type = EffectType::unstaffed;

/// Why. Beside it stands the rule, where a rule is the reason.
enum class Reason : std::uint8_t {
  unsaid,
  rule,        // `rule`
  by_default,  // no rule said otherwise
  by_strategy, // the department's way to choose
  owner,       // it was theirs
  preferred,   // the event or a rule named them
  by_hand,     // a person did it
  answered,    // they answered it
  accepted,
  declined,
  offer_expired,
  shift_ended,
  shift_started,
  went_away,
  not_eligible, // they may not take it any more
  over_capacity,
  absent,
  department_closed,
  department_open,
  queue_full,
  queue_blocked,
  waited, // long enough
  customer_wrote,
  resolved,
  abandoned,
  not_engaged,
  reopened,
  policy_changed,
  refused,   // an answer to a question was
  withdrawn, // who asked needs no answer any more
  timed_out,
  answer_many, // one answer for many
  rebalanced   // given anew, with all else that nobody has begun
};
inline constexpr Reason last_reason = Reason::rebalanced;

struct Effect {
  std::uint64_t n = 0; // from 1, never used again
  Instant time = 0;
  EffectType type = EffectType::routed;
  Reason reason = Reason::unsaid;
  std::uint8_t clock = 0; // policy::ServiceClock
  ConversationId conversation = no_conversation;
  AgentId agent = no_agent;
  std::uint32_t department = none;
  std::uint32_t rule = none;
  std::uint32_t number = none; // by type: band, step, reply, whom to notify, word
  Instant at = 0;              // by type
  ConversationId other = no_conversation;
  const std::string *text = nullptr; // of a reply, made personal; the engine's until its next change
};

[[nodiscard]] std::string_view name_of(EffectType type) noexcept;
[[nodiscard]] std::string_view name_of(Reason reason) noexcept;

} // namespace usher::desk
