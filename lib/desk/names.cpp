// SPDX-License-Identifier: BSL-1.0
// The words of events, effects and reasons, as JSON has them.
#include "desk/effect.hpp"
#include "desk/event.hpp"

#include <array>

namespace usher::desk {
namespace {

constexpr std::array<std::string_view, 25> event_types = {
    "message", "agent",   "accept", "decline", "start", "assign",      "transfer", "release",        "block",
    "wait",    "resolve", "reopen", "abandon", "fact",  "note",        "advance",  "consult_answer", "ask",
    "forget",  "link",    "unlink", "merge",   "split", "answer_many", "rebalance"};
static_assert(event_types.size() == static_cast<std::size_t>(last_event_type));

constexpr std::array<std::string_view, 4> presences = {"online", "away", "offline", "gone"};

constexpr std::array<std::string_view, 31> effect_types = {
    "routed",     "queued",       "offered",  "assigned", "unassigned", "blocked",   "held",      "waiting",
    "closed",     "due",          "due_soon", "breached", "paused",     "widened",   "escalated", "notify",
    "ask",        "move_private", "suggest",  "ignored",  "presence",   "overruled", "late",      "consulted",
    "unapproved", "forgotten",    "joined",   "merged",   "split",      "answered",  "unstaffed"};
static_assert(effect_types.size() == static_cast<std::size_t>(last_effect_type));

constexpr std::array<std::string_view, 33> reasons = {"",
                                                      "rule",
                                                      "default",
                                                      "strategy",
                                                      "owner",
                                                      "preferred",
                                                      "by_hand",
                                                      "answered",
                                                      "accepted",
                                                      "declined",
                                                      "offer_expired",
                                                      "shift_ended",
                                                      "shift_started",
                                                      "away",
                                                      "not_eligible",
                                                      "over_capacity",
                                                      "absent",
                                                      "department_closed",
                                                      "department_open",
                                                      "queue_full",
                                                      "queue_blocked",
                                                      "waited",
                                                      "customer_wrote",
                                                      "resolved",
                                                      "abandoned",
                                                      "not_engaged",
                                                      "reopened",
                                                      "policy_changed",
                                                      "refused",
                                                      "withdrawn",
                                                      "timed_out",
                                                      "answer_many",
                                                      "rebalanced"};
static_assert(reasons.size() == static_cast<std::size_t>(last_reason) + 1);

} // namespace

std::string_view name_of(EventType type) noexcept { return event_types[static_cast<std::size_t>(type) - 1]; }

std::optional<EventType> find_event_type(std::string_view name) noexcept {
  for (std::size_t i = 0; i < event_types.size(); ++i)
    if (event_types[i] == name) return static_cast<EventType>(i + 1);
  return std::nullopt;
}

std::string_view name_of(Presence presence) noexcept {
  return presences[static_cast<std::size_t>(presence) - 1];
}

std::optional<Presence> find_presence(std::string_view name) noexcept {
  for (std::size_t i = 0; i < presences.size(); ++i)
    if (presences[i] == name) return static_cast<Presence>(i + 1);
  return std::nullopt;
}

std::string_view name_of(EffectType type) noexcept {
  return effect_types[static_cast<std::size_t>(type) - 1];
}

std::string_view name_of(Reason reason) noexcept { return reasons[static_cast<std::size_t>(reason)]; }

} // namespace usher::desk
