// SPDX-License-Identifier: BSL-1.0
// How far a long run is: one line on the terminal, rewritten a few times a second.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace usher::cli {

class Progress {
 public:
  /// Shows nothing unless `shown`. `total_bytes` is 0 when the end is not known.
  Progress(bool shown, std::uint64_t total_bytes);
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;
  ~Progress() { clear(); }

  /// After each line; looks at the clock only.
  void update(std::uint64_t lines, std::uint64_t bytes);
  /// Of a run whose length is known; `done` from 0 to 1.
  void update_share(double done);
  /// Takes the line off the terminal, so that something else can be said.
  void clear() noexcept;

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] bool is_time(double &seconds); // since the begin
  [[nodiscard]] static std::string left(double seconds, double done);
  void show(const std::string &text);

  bool shown_;
  bool on_screen_ = false;
  std::uint64_t total_bytes_;
  Clock::time_point start_;
  Clock::time_point next_;
};

} // namespace usher::cli
