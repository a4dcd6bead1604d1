// SPDX-License-Identifier: BSL-1.0
// What happens to a desk.
#pragma once

#include "base/time.hpp"
#include "rules/message_builder.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace usher::desk {

/// docs/desk.md says what each means. Numbers never change.
enum class EventType : std::uint8_t {
  message = 1, // of a customer or of staff; the first one of a conversation opens it
  agent,       // somebody comes, goes or changes
  accept,      // answers to an offer
  decline,
  start,    // work begins
  assign,   // a person gives it to an agent
  transfer, // ... to a department
  release,  // ... back to the queue
  block,    // a person closes a department's queue, or opens it again
  wait,     // for the customer
  resolve,
  reopen,
  abandon,        // the customer left
  fact,           // the host knows more; decided again
  note,           // the same with a text that only staff sees
  advance,        // time passes
  consult_answer, // a department answers a side question, or will not
  ask,            // a person asks one
  forget,         // what is known of a customer is erased
  link,           // two identities are one customer
  unlink,
  merge,       // two conversations are one
  split,       // a part of one is another
  answer_many, // one answer for a topic, or for a list of conversations
  rebalance    // what nobody has begun to work on is given anew
};
inline constexpr EventType last_event_type = EventType::rebalance;

[[nodiscard]] std::string_view name_of(EventType type) noexcept;
[[nodiscard]] std::optional<EventType> find_event_type(std::string_view name) noexcept;
/// Whether an event of the type is about one conversation, which it names.
[[nodiscard]] bool needs_conversation(EventType type) noexcept;
/// Whether a desk that has no time yet refuses an event of the type that says none.
[[nodiscard]] bool needs_time(EventType type) noexcept;

enum class Presence : std::uint8_t {
  online = 1,
  away,    // keeps what they hold, takes nothing new
  offline, // as at the end of a shift
  gone     // does not work here any more: what they hold goes back
};
[[nodiscard]] std::string_view name_of(Presence presence) noexcept;
[[nodiscard]] std::optional<Presence> find_presence(std::string_view name) noexcept;

/// Hands the keys and facts of a message, or the facts of `fact` and `note`, to whoever reads them.
class MessageSource {
 public:
  virtual void give(rules::MessageBuilder &builder) const = 0;
  /// A sum of all it says, by which an event is known again.
  [[nodiscard]] virtual std::uint64_t sum() const noexcept = 0;

 protected:
  ~MessageSource() = default;
};

/// What is said of an agent; what is absent stays as it is, and is the default of one who is new.
struct AgentUpdate {
  std::optional<Presence> presence;
  std::optional<std::span<const std::string_view>> departments;
  std::optional<std::span<const std::string_view>> skills;    // the best first
  std::optional<std::span<const std::string_view>> languages; // likewise
  std::optional<std::span<const std::string_view>> accounts;
  std::optional<std::uint32_t> capacity; // in total
  std::array<std::optional<std::uint32_t>, policy::channel_kind_count> capacity_of_kind;
  std::optional<std::uint32_t> works_on;
  std::optional<std::string_view> shift; // a calendar; empty: none
};

/// Texts are borrowed until the event was applied. Which members matter follows from the type.
struct Event {
  EventType type = EventType::advance;
  std::uint32_t line = 0;        // what findings call its line, from 1; 0: none
  std::optional<Instant> time;   // the desk's own time when absent
  std::string_view id;           // may be empty: then it is never a repeat
  std::string_view conversation; // the host's name of it
  std::string_view agent;        // who does it, or to whom; see docs/desk.md
  std::string_view department;
  std::string_view text; // of `release` and others: why, in the person's words

  bool from_staff = false;    // message
  bool is_private = false;    // a message of staff that the customer does not see is no reply
  bool force = false;         // advance further ahead than is believed
  bool blocked = true;        // block; false opens the queue again
  bool refused = false;       // consult_answer
  bool before_reply = false;  // ask: no answer to the customer before this one
  std::int64_t within_ms = 0; // ask: service time; 0: as the department promises
  const MessageSource *message = nullptr;
  std::optional<Instant> due; // of the first response, instead of the policy's
  std::span<const std::string_view> skills;
  std::optional<int> priority;
  std::string_view prefer_agent;
  std::string_view customer; // forget, link, unlink: the fact customer.id
  std::string_view
      other; // link: another customer; merge: into which conversation; split: what the part is called
  std::string_view topic;                          // answer_many: conversations that are about it, or
  std::span<const std::string_view> conversations; // these
  std::string_view reply;                          // answer_many: of the policy
  std::optional<Instant> until;                    // answer_many: what comes in until then is answered too
  bool resolve = false; // answer_many, a message of staff: the matter is settled by it

  const AgentUpdate *update = nullptr; // agent
};

} // namespace usher::desk
