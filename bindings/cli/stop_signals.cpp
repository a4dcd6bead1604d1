// SPDX-License-Identifier: BSL-1.0
#include "stop_signals.hpp"

#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace usher::cli {
namespace {

bool is_ignored(int signal) noexcept {
  struct sigaction now = {};
  return ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

} // namespace

StopSignals::StopSignals() {
  sigset_t mask;
  sigemptyset(&mask);
  // One that is ignored, as by nohup, would be seen all the same where it is blocked.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    if (!is_ignored(signal)) sigaddset(&mask, signal);
  signals_ = ::signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals_ >= 0) ::sigprocmask(SIG_BLOCK, &mask, &mask_before_);
}

StopSignals::~StopSignals() {
  if (signals_ < 0) return;
  ::close(signals_);
  ::sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
}

bool StopSignals::wait_for(int descriptor) noexcept {
  if (signals_ < 0) return true;
  std::array<pollfd, 2> wanted = {pollfd{signals_, POLLIN, 0}, pollfd{descriptor, POLLIN, 0}};
  while (!came_) {
    if (::poll(wanted.data(), wanted.size(), -1) < 0 && errno == EINTR) continue;
    signalfd_siginfo which = {};
    came_ = ::read(signals_, &which, sizeof which) > 0;
    if (!came_) return true; // where nothing can be waited for, reading says why
  }
  return false;
}

} // namespace usher::cli
