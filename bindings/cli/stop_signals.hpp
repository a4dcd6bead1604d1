// SPDX-License-Identifier: BSL-1.0
// Signals that ask a program to end which reads what may come for ever.
#pragma once

#include <csignal>

namespace usher::cli {

/// While this lives such a signal ends nothing by itself. One that was ignored before stays so.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals &) = delete;
  StopSignals &operator=(const StopSignals &) = delete;
  ~StopSignals();

  /// Waits until there is something to read, be it the end; false when a signal came, then and ever after.
  [[nodiscard]] bool wait_for(int descriptor) noexcept;
  [[nodiscard]] bool came() const noexcept { return came_; }

 private:
  sigset_t mask_before_ = {};
  int signals_ = -1; // where they can be read; -1: they are not looked for
  bool came_ = false;
};

} // namespace usher::cli
