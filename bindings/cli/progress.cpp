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
  double seconds = 0;
  if (!is_time(seconds)) return;
  std::string text = fmt::format("{} lines, {:.0f} per second", lines, static_cast<double>(lines) / seconds);
  if (total_bytes_ > bytes && bytes != 0)
    text += left(seconds, static_cast<double>(bytes) / static_cast<double>(total_bytes_));
  show(text);
}

void Progress::update_share(double done) {
  double seconds = 0;
  if (!is_time(seconds)) return;
  std::string text = fmt::format("{:.0f} %", 100 * done);
  if (done > 0) text += left(seconds, done);
  show(text);
}

bool Progress::is_time(double &seconds) {
  if (!shown_) return false;
  const Clock::time_point now = Clock::now();
  if (now < next_) return false;
  next_ = now + every;
  seconds = std::chrono::duration<double>(now - start_).count();
  return true;
}

std::string Progress::left(double seconds, double done) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(seconds * (1 - done) / done));
  return fmt::format(", {}:{:02} left", whole / 60, whole % 60);
}

void Progress::show(const std::string &text) {
  talk(Painted{"\r\033[K" + text});
  on_screen_ = true;
}

void Progress::clear() noexcept {
  if (on_screen_) talk(Painted{"\r\033[K"});
  on_screen_ = false;
}

} // namespace usher::cli
