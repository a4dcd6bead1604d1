// SPDX-License-Identifier: BSL-1.0
// A conversation as the desk keeps it: a plain value that is copied before it changes, so that a change can be taken
// back, and beside it what is not copied: its name, its texts, and where it is linked.
#pragma once

#include "calendar/service_clock.hpp"
#include "desk/effect.hpp"
#include "desk/measures.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/intrusive/set_hook.hpp>

namespace usher::desk {

/// Where it is: in exactly one place.
enum class Location : std::uint8_t {
  nowhere,  // not engaged, resolved, refused
  queued,   // somebody may take it
  offered,  // to `agent`, until `offer_until`
  assigned, // to `agent`
  parked,   // waits for the customer; `agent` may be whose it is
  held      // its department is closed
};

/// What the customer would call it; the words of the fact conversation.status.
enum class Status : std::uint8_t { open, waiting_for_customer, held, resolved };

/// What became of a question to another department.
enum class Answer : std::uint8_t { open, answered, refused, withdrawn };

using CustomerId = std::uint32_t;
inline constexpr CustomerId no_customer = UINT32_MAX;

/// Whose turn it is in a queue; smaller first. Constant while it waits.
struct QueueKey {
  std::int64_t rank = 0;    // 0: handed back after work had begun, and its customer waits: before all else; 1
  std::int64_t value = 0;   // by the desk's order
  std::int64_t since = 0;   // the longest waiting first; of what nobody waits for, since it was handed back
  std::uint64_t number = 0; // and of those the one that came first
  auto operator<=>(const QueueKey &) const = default;
};

inline constexpr std::uint32_t no_requirement = UINT32_MAX;
inline constexpr Instant never = INT64_MAX;
/// A priority that is not cut to 0..100 is at most so far from 0.
inline constexpr std::int32_t most_priority_kept = 1'000'000'000;

struct ConversationData {
  // What a queue compares comes first, as most conversations that one is compared with are touched for nothing else.
  std::uint64_t number = 0;   // from 1, in the order in which they came
  std::int64_t key_value = 0; // derived: of its QueueKey, when it was linked last
  Instant waiting_since = 0;  // the oldest message that nobody answered
  Instant queued_at = 0;      // when it came into the queue
  bool handed_back = false;   // work had begun, and it went back
  bool unanswered = true;     // the customer wrote last; also of what is resolved, for who opens it again
  bool work_begun = false;    // by whoever has it
  bool sla_by_rule = false;

  // What was decided.
  std::uint32_t department = 0; // none: gone with a policy, while another one is found
  std::uint32_t account = none;
  std::uint32_t sla = none;
  std::uint32_t band = 0;               // that promises go by
  std::uint32_t shown_band = 0;         // with the points for waiting
  std::int32_t priority = 0;            // uncut, without the points for waiting
  std::int32_t raised = 0;              // points of widening
  std::uint32_t department_rule = none; // behind it, or rules::by_default
  WordId language = 0;
  ListId skills = 0;
  ListId tags = 0;
  policy::ChannelKind kind = policy::ChannelKind::social;
  bool engaged = true;
  bool priority_given = false; // by an event: no rule changes it
  bool department_by_hand = false;
  bool given_by_hand = false; // a person chose whose it is
  bool is_theirs = false;     // whoever has it accepted it, owned it before or was named: see rebalance.cpp
  bool preferred_by_name = false; // an event or a rule named `preferred`; else it was theirs
  std::uint32_t reply = none;
  ListId notified = 0;        // whom the last decision told of it, by their names
  bool moved_private = false; // it was to be answered in private

  // Where it is.
  Location location = Location::nowhere;
  Status status = Status::open;
  AgentId agent = no_agent;     // offered, assigned, or whose it was
  AgentId preferred = no_agent; // waits for them until `preferred_until`
  AgentId former = no_agent;    // whose it was before a rule moved it, or when they were not there
  std::uint16_t step = 0;       // widening steps taken
  Instant preferred_until = 0;
  Instant offer_until = 0;
  Instant created = 0;
  Instant last_reply = 0; // 0: none
  Instant held_until = 0;
  std::uint32_t messages = 0;
  std::uint32_t transfers = 0;
  std::uint32_t reopens = 0;

  // Side questions; see consultations.cpp.
  std::uint16_t questions = 0;    // that it asked and that are open
  std::uint16_t held_answers = 0; // of all it asked, those without whose answer the customer is told nothing
  bool is_question = false;
  bool before_reply = false; // of a question, that it is one of those
  Answer answer = Answer::open;
  std::int64_t within_ms = 0; // service time for its answer; 0: as its department promises

  // One customer, and one matter; see threads.cpp and merging.cpp.
  CustomerId customer = no_customer;            // where the policy has them belong together
  ConversationId merged_into = no_conversation; // it goes on as this one
  std::uint32_t absorbed = 0;                   // how many go on as this one
  std::uint32_t decided =
      none; // department of the last decision, wherever hours, limits or shifts took it; none: gone
  std::uint64_t answer_for_many = 0; // the last one that it got, from 1

  calendar::ServiceClocks clocks;
  Measures measures;

  std::uint32_t requirement = no_requirement; // derived: whose queue it stands in

  /// What is answered and comes back at the end of each shift waits like what comes in then: for nobody, so that it must
  /// not take the place of those who wait.
  [[nodiscard]] QueueKey key() const noexcept {
    return {handed_back && unanswered ? 0 : 1, key_value,
            handed_back && !unanswered ? queued_at : waiting_since, number};
  }
};

/// Whose it is: who has it, or had it when it began to wait for the customer. Whom it is offered to has not had it.
[[nodiscard]] inline AgentId owner_of(const ConversationData &data) noexcept {
  const bool is_somebodys = data.location == Location::assigned || data.location == Location::parked;
  return is_somebodys ? data.agent : no_agent;
}

/// Nothing more is owed; it is only remembered for a while.
[[nodiscard]] inline bool is_over(const ConversationData &data) noexcept {
  return data.status == Status::resolved || !data.engaged;
}

using ClockOf = calendar::ServiceClock calendar::ServiceClocks::*;

/// Whether a clock began when the duration did that metrics tell by it. That of a part may have begun before, as may a
/// response to a customer of several conversations; that of what was nobody's business at first began later.
[[nodiscard]] inline bool measures_duration(const ConversationData &data, ClockOf clock) noexcept {
  const bool is_next = clock == &calendar::ServiceClocks::next_response;
  return (data.clocks.*clock).started == (is_next ? data.measures.asked : data.created);
}

/// Somebody said no, and is not asked again before `until`.
struct Decline {
  AgentId agent = no_agent;
  Instant at = 0;
  Instant until = 0;
};

struct QueueTag;
struct CustomerTag;
using QueueHook =
    boost::intrusive::set_base_hook<boost::intrusive::tag<QueueTag>, boost::intrusive::optimize_size<true>>;
using CustomerHook = boost::intrusive::set_base_hook<boost::intrusive::tag<CustomerTag>,
                                                     boost::intrusive::optimize_size<true>>;

struct alignas(64) Conversation : QueueHook, CustomerHook {
  ConversationData data;
  ConversationId id = no_conversation;
  std::string name;              // the host's
  std::string kept;              // what deciding it again takes; see kept_facts.hpp
  std::vector<Decline> declines; // no longer than there are agents
  AgentId holder = no_agent;     // with whose holding it stands
  bool saved = false;            // `data` was copied in the change that is not kept yet, as were
  bool kept_saved = false;
  bool declines_saved = false;
  bool linked = false;    // else it is about to find its place
  bool forgotten = false; // by the change that is not kept yet: nobody finds it any more
  bool gone = false;      // forgotten; the place is used again
};

struct ByNumber {
  bool operator()(const Conversation &a, const Conversation &b) const noexcept {
    return a.data.number < b.data.number;
  }
};

} // namespace usher::desk
