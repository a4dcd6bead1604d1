// SPDX-License-Identifier: BSL-1.0
// The journal: what was said to a desk, what it decided, and what came of it, a JSON line for each event. It is enough
// to know later why something happened, and to say the same events to a desk again.
//
//     {"format":1,"n":12,"time":"...","event":{...},"decision":{...} or null,"effects":[...] or null}
//
// `n` counts the events that were applied, from 1. `time` is when it was applied, which is later than the event's own
// time when that came late. Events of one instant stand one behind the other; `effects` is null on all but the last of
// them, which has those of the whole instant and of the timers that ran before it. An event that was repeated has no
// line of its own, as it had no effect.
//
// Another policy is an event as well, which the desk is not told as one: {"type":"policy","policy":"<its hash>"}.
#pragma once

#include "base/json.hpp"
#include "desk/desk.hpp"
#include "desk/message_values.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace usher::desk {

class Journal final : public DecisionObserver {
 public:
  static constexpr int format = 1;

  /// Before an apply: decisions of the one before are forgotten.
  void begin() noexcept {
    decisions_.clear();
    made_.clear();
  }
  void decided(const Event &event, const rules::Ruleset &ruleset, const rules::Workspace &workspace) override;

  /// After the apply and before its change is kept: its lines, each with a line feed, onto `out`. `events` are those
  /// that were applied, at the same place in memory.
  void write(const Desk &desk, std::span<const Event> events, std::span<const MessageValues *const> messages,
             std::string &out);
  /// After Desk::set_policy and before its change is kept.
  static void write_policy(const Desk &desk, std::string &out);

 private:
  struct Decided {
    const Event *event = nullptr;
    std::size_t begin = 0; // of its text among those that were made
    std::size_t end = 0;
  };
  std::vector<Decided> decisions_; // in the order in which they were made
  JsonWriter made_;
  // For their memory.
  JsonWriter json_;
  std::vector<std::size_t> rows_; // that were applied
};

} // namespace usher::desk
