// SPDX-License-Identifier: BSL-1.0
#include "screen.hpp"

#include "exit.hpp"
#include "output.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/types.h>
#include <unistd.h>

#include <fmt/format.h>

namespace usher::cli {
namespace {

// Another screen, without a cursor and without lines that go on below when they are too long; and back.
constexpr std::string_view begin = "\033[?1049h\033[?25l\033[?7l\033[2J";
constexpr std::string_view end = "\033[?7h\033[?25h\033[?1049l";

constexpr std::array<int, 6> heeded = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH};

// A handler can reach nothing else. They are let in while the screen waits and at no other time.
volatile std::sig_atomic_t came = 0;

// Another size is the least of what may come.
extern "C" void note_signal(int signal) {
  if (came == 0 || came == SIGWINCH) came = signal;
}

void write_all(std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = ::write(stdout_file, text.data(), text.size());
    if (written < 0 && errno != EINTR) return; // nobody is left to see it
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void handle(void (*handler)(int)) noexcept {
  struct sigaction action = {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  for (const int signal : heeded)
    ::sigaction(signal, &action, nullptr);
}

} // namespace

Screen::Screen() {
  sigset_t mask;
  sigemptyset(&mask);
  for (const int signal : heeded)
    sigaddset(&mask, signal);
  ::sigprocmask(SIG_BLOCK, &mask, &mask_before_);
  handle(note_signal);
  enter();
}

Screen::~Screen() {
  leave();
  handle(SIG_DFL);
  ::sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
}

void Screen::enter() {
  termios now = {};
  if (is_terminal(stdin_file) && ::tcgetattr(stdin_file, &now) == 0) {
    before_ = now;
    now.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    now.c_cc[VMIN] = 0;
    now.c_cc[VTIME] = 0;
    ::tcsetattr(stdin_file, TCSANOW, &now);
  }
  write_all(begin);
}

void Screen::leave() noexcept {
  write_all(end);
  if (before_) ::tcsetattr(stdin_file, TCSAFLUSH, &*before_);
}

Screen::Size Screen::size() noexcept {
  winsize is = {};
  if (::ioctl(stdout_file, TIOCGWINSZ, &is) != 0 || is.ws_col == 0 || is.ws_row == 0) return {};
  return {is.ws_col, is.ws_row};
}

void Screen::draw(std::span<const std::string> lines) {
  std::string page = "\033[H";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    page += lines[i];
    page += "\033[K"; // what stood behind it
    if (i + 1 < lines.size()) page += "\r\n";
  }
  page += "\033[J";
  Output output;
  output.bytes(page);
  output.flush();
}

/// What came while it waited.
Screen::Woken Screen::heed(int signal) {
  switch (signal) {
  case SIGINT: return Woken::by_quit;
  case SIGWINCH: return Woken::by_change;
  case SIGTSTP: // put aside by Ctrl-Z: the shell is to have its own terminal meanwhile
    leave();
    ::raise(SIGSTOP);
    enter();
    return Woken::by_change;
  default: { // the command ends by it, as any would, but the terminal is in order
    leave();
    handle(SIG_DFL);
    ::raise(signal);
    ::sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
    return Woken::by_quit; // of a signal that was to be passed over
  }
  }
}

Screen::Woken Screen::wait(std::chrono::milliseconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::nanoseconds>(until - std::chrono::steady_clock::now());
    const auto whole = std::max(left, std::chrono::nanoseconds{0});
    timespec rest = {};
    rest.tv_sec = static_cast<std::time_t>(whole.count() / 1'000'000'000);
    rest.tv_nsec = static_cast<long>(whole.count() % 1'000'000'000);
    fd_set keys;
    FD_ZERO(&keys);
    if (has_keys()) FD_SET(stdin_file, &keys);
    came = 0;
    const int ready = ::pselect(stdin_file + 1, &keys, nullptr, nullptr, &rest, &mask_before_);
    if (came != 0) return heed(came);
    if (ready < 0 && errno != EINTR)
      throw Failure(exit_input, fmt::format("cannot wait for the terminal: {}", std::strerror(errno)));
    if (ready == 0) return Woken::by_time;
    if (ready < 0) continue;
    char key = 0;
    const ssize_t taken = ::read(stdin_file, &key, 1);
    if (taken == 0 || (taken < 0 && errno != EINTR)) return Woken::by_quit; // the terminal is gone
    if (key == 'q' || key == 'Q') return Woken::by_quit;
  }
}

} // namespace usher::cli
