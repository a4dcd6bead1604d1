// SPDX-License-Identifier: BSL-1.0
// Plays what a journal tells into a desk, instant by instant, and sees that the desk says the same of it.
#pragma once

#include "lines.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <usher/usher.hpp>

namespace usher::cli {

class JournalPlayer {
 public:
  /// `desk` has a journal of its own (DeskOptions::journal), and outlives the player. What it has seen already, as it is
  /// made of a snapshot, is passed over. `file`: as people call the journal. `keep_going`: a journal that tells
  /// otherwise than the desk is no failure. `later`: policies that the desk got later, in any order.
  JournalPlayer(Desk &desk, const std::string &file, std::vector<Policy> later, bool keep_going);

  /// True when an instant is whole with this line, and the desk is another now. Throws Failure, which names the line,
  /// for what is no line of a journal, and for one of another policy, seed or snapshot.
  [[nodiscard]] bool play(const Line &line);

  /// Played or passed over.
  [[nodiscard]] std::uint64_t events() const noexcept { return events_; }
  /// Its last events are part of an instant whose effects stand on a line that has not come.
  [[nodiscard]] bool waits_for_more() const noexcept { return !instant_.empty(); }
  /// The first line that tells otherwise than the desk.
  [[nodiscard]] std::optional<std::uint64_t> differs_since() const noexcept { return differs_since_; }

 private:
  struct Told {
    std::uint64_t line = 0;
    std::string text;
    std::string event;
    std::string policy; // as in JournalLine
  };

  void play_instant();
  void play_events();
  void play_policy();
  void tell_difference(std::uint64_t line, std::string_view why);
  void compare(std::string_view said);
  [[noreturn]] void refuse(Status status, const std::vector<Finding> &findings) const;

  Desk &desk_;
  Effects effects_;
  std::string file_;
  std::vector<Policy> later_;
  bool keep_going_;
  Time begin_;                // of the desk, before the first line
  std::uint64_t seen_ = 0;    // by it, until then
  std::uint64_t last_ = 0;    // number of the last event that was played
  std::vector<Told> instant_; // lines of one that is not whole yet
  std::uint64_t events_ = 0;
  std::optional<std::uint64_t> differs_since_;
};

} // namespace usher::cli
