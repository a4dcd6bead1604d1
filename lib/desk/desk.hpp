// SPDX-License-Identifier: BSL-1.0
// A desk: who has which conversation, who gets it next, by when it is to be answered. A deterministic machine: the same
// events give the same effects, on every computer and in every build. docs/desk.md says what each event does.
//
// One writer at a time. It reads no clock: each event says when it happened.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "desk/effect.hpp"
#include "desk/event.hpp"
#include "rules/ruleset.hpp"
#include "rules/workspace.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace usher::desk {

class State;
class Engine;
class Metrics;

enum class ApplyStatus : std::uint8_t {
  ok,
  bad_event, // no such type, a part of it missing: see the findings
  time,      // further ahead than is believed, or outside 1970 to 2200
  conflict,  // an id that was there, with other content
  state      // the last change was neither kept nor taken back
};

/// What became of one event. Effects are those of its instant, and of the timers before it.
struct EventResult {
  bool repeated = false; // it was applied before, with these effects
  bool late = false;
  Instant time = 0;               // at which it was applied
  std::uint64_t first_effect = 0; // 0: none
  std::uint64_t effect_count = 0;
};

struct DeskOptions {
  std::uint64_t seed = 0; // of choices at random
  Limits limits;
  bool metrics = true; // false: none are added up, for a host that makes figures of its own
  /// So many classes of conversations are kept when none of theirs waits, and as many for each 1,024 of which some do.
  std::size_t spare = 4096;
};

/// Is told of every decision that the desk makes, before anything comes of it. The workspace is the desk's: what is
/// wanted of it is taken at once.
class DecisionObserver {
 public:
  virtual void decided(const Event &event, const rules::Ruleset &ruleset,
                       const rules::Workspace &workspace) = 0;

 protected:
  ~DecisionObserver() = default;
};

class Desk {
 public:
  Desk(std::shared_ptr<const rules::Ruleset> ruleset, const DeskOptions &options);
  /// Of a snapshot, with the policy that it holds. It goes on where the other desk was, effect by effect; the seed is that
  /// of the snapshot. Throws DamagedImage and rules::OtherUnicode.
  Desk(const Image &snapshot, const DeskOptions &options);
  ~Desk();
  Desk(Desk &&) noexcept;
  Desk &operator=(Desk &&) noexcept;

  /// Applies events, whole or not at all. Those that share a time are one instant. What comes of them is in effects()
  /// and results() until the next call. After `ok` the change waits for commit() or abort(); after anything else, and
  /// after an exception (memory), the desk is as it was.
  [[nodiscard]] ApplyStatus apply(std::span<const Event> events, Findings &findings);
  /// Another policy from the desk's time on, so tell it the time first. What comes of it is in effects(), and waits for
  /// commit() or abort() as well. Everything alive is kept: docs/desk.md.
  [[nodiscard]] ApplyStatus set_policy(std::shared_ptr<const rules::Ruleset> ruleset);
  void commit() noexcept;
  void abort() noexcept;
  /// Null: nobody. It must live as long as it is told.
  void observe(DecisionObserver *observer) noexcept;

  [[nodiscard]] const std::vector<Effect> &effects() const noexcept;
  [[nodiscard]] const std::vector<EventResult> &results() const noexcept;

  /// When the desk wants to be told the time, if nothing else happens; INT64_MAX if it does not. That what was resolved is
  /// forgotten is no reason: it waits for whatever happens next.
  [[nodiscard]] Instant next_due() const noexcept;

  /// Everything the desk knows and its policy, as the bytes of an image; not while a change waits. It contains data of
  /// customers.
  [[nodiscard]] std::string snapshot() const;

  [[nodiscard]] const State &state() const noexcept;
  /// Of all changes that were kept: docs/metrics.md. metrics_figures.hpp makes figures of it.
  [[nodiscard]] const Metrics &metrics() const;

 private:
  std::unique_ptr<Engine> engine_;
};

} // namespace usher::desk
