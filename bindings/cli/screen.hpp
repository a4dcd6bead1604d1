// SPDX-License-Identifier: BSL-1.0
// The terminal as a page that is drawn again and again: entered with the keys coming one by one and another screen in
// front, and left as it was found, whichever way the command ends.
#pragma once

#include <chrono>
#include <csignal>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <termios.h>

namespace usher::cli {

class Screen {
 public:
  /// Standard output is a terminal.
  Screen();
  Screen(const Screen &) = delete;
  Screen &operator=(const Screen &) = delete;
  ~Screen();

  struct Size {
    std::size_t columns = 80;
    std::size_t rows = 24;
  };
  /// As it is now; 80 and 24 where the terminal does not say.
  [[nodiscard]] static Size size() noexcept;

  /// Lines no wider than the screen, and no more than it has rows.
  void draw(std::span<const std::string> lines);

  enum class Woken {
    by_time,
    by_change, // the size is another, or the screen has to be drawn for other reasons
    by_quit    // q or Ctrl-C
  };
  /// Until somebody presses q, the size changes or so much time has passed.
  [[nodiscard]] Woken wait(std::chrono::milliseconds time);

 private:
  void enter();
  void leave() noexcept;
  [[nodiscard]] Woken heed(int signal);
  [[nodiscard]] bool has_keys() const noexcept { return before_.has_value(); }

  std::optional<termios> before_; // of standard input, where that is a terminal
  sigset_t mask_before_ = {};
};

} // namespace usher::cli
