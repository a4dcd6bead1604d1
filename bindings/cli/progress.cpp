// SPDX-License-Identifier: BSL-1.0
#include "progress.hpp"

#include "output.hpp"

#include <cmath>

#include <fmt/format.h>

namespace usher::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto first_after = 500ms; // a run that is over by then needs none
constexpr auto every = 200ms;

} // namespace

Progress::Progress(bool shown, std::uint64_t total_bytes)
    : shown_(shown),
      total_bytes_(total_bytes),
      start_(shown ? Clock::now() : Clock::time_point()),
      next_(start_ + first_after) {}

void Progress::update(std::uint64_t lines, std::uint64_t bytes) {
  if (!shown_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + every;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::string text =
      fmt::format("\r\033[K{} lines, {:.0f} per second", lines, static_cast<double>(lines) / seconds);
  if (total_bytes_ > bytes && bytes != 0) {
    const double left = seconds * static_cast<double>(total_bytes_ - bytes) / static_cast<double>(bytes);
    const auto whole = static_cast<std::uint64_t>(std::ceil(left));
    text += fmt::format(", {}:{:02} left", whole / 60, whole % 60);
  }
  talk(text);
  on_screen_ = true;
}

void Progress::clear() noexcept {
  if (on_screen_) talk("\r\033[K");
  on_screen_ = false;
}

} // namespace usher::cli
