// SPDX-License-Identifier: BSL-1.0
// What stands behind the handles of a desk.
#pragma once

#include "c_api/desk_events.hpp"
#include "c_api/handles.hpp"
#include "desk/desk.hpp"
#include "desk/effect_json.hpp"
#include "desk/event_json.hpp"
#include "desk/journal.hpp"
#include "desk/views.hpp"

#include <mutex>
#include <string>
#include <vector>

namespace usher::c_api {

/// The ruleset keeps alive what it is a part of.
[[nodiscard]] inline std::shared_ptr<const rules::Ruleset> ruleset_of(const usher_policy &policy) noexcept {
  return {policy.body, &policy.body->ruleset};
}

} // namespace usher::c_api

struct usher_desk {
  usher_desk(usher::desk::Desk made, const usher::Limits &given) : desk(std::move(made)), limits(given) {}

  std::mutex mutex; // over all below
  usher::desk::Desk desk;
  usher::Limits limits;
  bool keeps_at_once = false;
  bool has_journal = false;
  usher::desk::Journal journal;
  // What events borrow, used again by the next call.
  usher::desk::EventList json_events;
  usher::c_api::EventStructs struct_events;
};

struct usher_effects {
  std::shared_ptr<const usher::rules::Ruleset> ruleset; // whose names stand in the effects
  std::string names;                                    // those of conversations and agents, each with a NUL
  std::vector<usher::desk::NamedEffect> named;
  std::vector<usher_effect> effects;
  std::vector<usher_event_result> results;
  bool has_journal = false;
  std::string journal;
  std::string rendered;

  void clear() noexcept;
  /// Takes what the desk's last apply has made.
  void take(const usher::desk::Desk &desk);
};

struct usher_view {
  /// A whole view; lists lie in `texts`, which no longer grows once they do.
  struct Content {
    usher::desk::DeskView desk;
    std::vector<usher_str> texts;
    std::vector<usher_department> departments;
    std::vector<usher_agent> agents;
    std::vector<usher_conversation> conversations;
  };
  bool is_empty = true;
  Content content;
  std::string rendered;
};
