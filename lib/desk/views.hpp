// SPDX-License-Identifier: BSL-1.0
// What a desk looks like at a moment, as values of their own: conversations, people, departments. For people who look
// and hosts that show; nothing here changes anything.
#pragma once

#include "base/json.hpp"
#include "desk/state.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::desk {

[[nodiscard]] std::string_view name_of(Location location) noexcept;
[[nodiscard]] std::string_view name_of(Status status) noexcept;

struct ClockView {
  calendar::ClockState state = calendar::ClockState::idle;
  bool breached = false;
  std::optional<Instant> due;
};

struct ConversationView {
  std::uint64_t number = 0; // in the order in which they came
  std::string name;
  std::string department;
  std::string agent; // whose it is, or to whom it is offered; may be empty
  std::string account;
  std::string band; // with the points for waiting
  std::string language;
  std::string sla;
  std::string reply;       // suggested
  std::string asker;       // of a consultation: the conversation that asks
  std::string merged_into; // the conversation it goes on as, behind all merges
  Location location = Location::nowhere;
  Status status = Status::open;
  bool engaged = true;
  bool unanswered = false; // the customer wrote last
  int priority = 0;        // 0..100, with the points for waiting
  std::uint32_t step = 0;  // of widening
  std::uint32_t messages = 0;
  std::uint32_t transfers = 0;
  std::uint32_t reopens = 0;
  std::uint32_t questions = 0; // that it asked other departments and that are open
  std::uint32_t held_answers =
      0; // of all it asked, those before whose answer the customer is to hear nothing
  Instant created = 0;
  Instant waiting_since = 0;
  std::optional<Instant> until; // an offer or being held ends
  std::array<ClockView, policy::service_clock_count> clocks;
  std::vector<std::string> skills;
  std::vector<std::string> tags;
};

struct AgentView {
  std::string name;
  Presence presence = Presence::online;
  bool present = false;            // online, and on shift
  std::uint32_t conversations = 0; // that they have or are offered
  std::uint32_t waiting = 0;       // of these, those that wait for an answer
  std::uint32_t load = 0;          // weights of these
  std::uint32_t capacity = 0;
  std::optional<Instant> idle_since; // since when they have none; nothing while they have some
  std::vector<std::string> departments;
  std::vector<std::string> skills;
  std::vector<std::string> languages;
};

struct DepartmentView {
  std::string name;
  bool open = true;
  bool blocked = false;
  std::uint32_t queued = 0;
  std::uint32_t offered = 0;
  std::uint32_t assigned = 0;
  std::uint32_t held = 0;
  std::uint32_t present = 0;     // people who are there
  std::uint32_t overdue = 0;     // conversations that owe something
  std::optional<Instant> oldest; // the longest waiting that nobody has
};

/// What a conversation asks of whoever takes it, after the steps of widening that were taken.
struct AskedView {
  std::vector<std::string> departments; // in one of these; its own first
  std::vector<std::string> skills;      // all of these
  std::string language;                 // may be empty
  std::string account;                  // likewise
};

/// Somebody, and what speaks first against their taking it.
struct CandidateView {
  std::string name;
  Obstacle obstacle = Obstacle::nothing;
  std::string what; // the skill, language, account or kind; how they are absent; for whom it waits
  std::optional<Instant> until;           // that it lasts, where that is known
  std::optional<std::uint32_t> has, most; // of what they have too much of
};

struct DeskView {
  Instant time = 0;
  std::vector<DepartmentView> departments;
  std::vector<AgentView> agents;
  std::vector<ConversationView> conversations;
  std::optional<AskedView> asked; // of the one whose candidates were looked at, while somebody can have it
  std::vector<CandidateView> candidates;
};

[[nodiscard]] ConversationView view_of(const State &state, const Conversation &conversation);
[[nodiscard]] AgentView view_of(const State &state, const Agent &agent);

/// All departments and everybody who works here.
void view_desk(const State &state, DeskView &out);
/// One conversation, or one agent and what they have; false when there is none of that name.
[[nodiscard]] bool view_conversation(const State &state, std::string_view name, DeskView &out);
[[nodiscard]] bool view_agent(const State &state, std::string_view name, DeskView &out);
/// One conversation, and everybody in the order of the list: who may take it, and what speaks against the others, by
/// what the assignment pass asks. Of one that nobody can have, since it is over or waits for the customer, nobody.
[[nodiscard]] bool view_candidates(const State &state, std::string_view conversation, DeskView &out);
/// What waits in a department, whose turn comes first; false when there is no such department. In the order `index` as
/// if everybody fitted, since whom it will be compared with is not known before somebody is free.
[[nodiscard]] bool view_queue(const State &state, std::string_view department, DeskView &out);

/// The conversations with a promise whose time runs, consultations among them, what is due first in front; or the
/// consultations that are open, as they came. Up to so many; 0: all.
void view_owed(const State &state, std::size_t most, DeskView &out);
void view_consultations(const State &state, std::size_t most, DeskView &out);

/// As docs/schema/view.schema.json, in one line; and for people.
void write_json(const DeskView &view, JsonWriter &json);
[[nodiscard]] std::string to_text(const DeskView &view);
/// The part of it about what a conversation asks for and who may take it; empty where that was not looked at.
[[nodiscard]] std::string candidates_text(const DeskView &view);

} // namespace usher::desk
