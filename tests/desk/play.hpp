// SPDX-License-Identifier: BSL-1.0
// Plays a history on a desk and on those that must do the same, and looks at all that must hold after each step.
#pragma once

#include "desk/desk.hpp"
#include "desk/history.hpp"
#include "oracle/plain_desk.hpp"
#include "oracle/plain_metrics.hpp"

#include <functional>
#include <optional>
#include <string>

namespace usher_test {

class Play {
 public:
  /// With `mistake`, against the plain telling of the rules too.
  Play(const DeskPolicy &policy, std::uint64_t seed, std::optional<Mistake> mistake = Mistake::none);
  /// The plain metrics do not hear of any such happening: a mistake of theirs, to see that it is found.
  void be_deaf_to(PlainHappening::Kind kind) noexcept { unheard_ = kind; }

  /// What is wrong after this step; empty when nothing is.
  [[nodiscard]] std::string step(const Step &step);
  [[nodiscard]] const usher::desk::State &state() const noexcept { return desk_.state(); }
  [[nodiscard]] std::size_t effects() const noexcept { return effect_count_; }

 private:
  [[nodiscard]] usher::desk::ApplyStatus make(usher::desk::Desk &desk, const Step &step,
                                              const EventViews &views) const;
  [[nodiscard]] std::string take_back(const Step &step, const EventViews &views);
  [[nodiscard]] std::string starve(const Step &step, const EventViews &views);
  [[nodiscard]] std::string restart();
  [[nodiscard]] std::string compare();

  usher::desk::Desk desk_;
  usher::desk::Desk twin_;      // fed the same, without anything taken back
  usher::desk::Desk restarted_; // likewise, and taken up from snapshots
  std::optional<PlainDesk> plain_;
  std::optional<PlainMetrics> plain_metrics_;
  std::optional<PlainHappening::Kind> unheard_;
  std::string before_; // what the desk knows, after the last step
  std::size_t effect_count_ = 0;
  std::size_t steps_ = 0;
};

/// What is wrong first, or nothing.
[[nodiscard]] std::string play(const DeskPolicy &policy, std::uint64_t seed, const History &history,
                               std::optional<Mistake> mistake = Mistake::none);

/// The shortest history found in which something is still wrong, and what.
[[nodiscard]] History shrink(const DeskPolicy &policy, std::uint64_t seed, History history,
                             std::optional<Mistake> mistake = Mistake::none);
[[nodiscard]] std::string shown(const History &history);

} // namespace usher_test
