// SPDX-License-Identifier: BSL-1.0
// A whole desk on one page: departments and their goals, people, what is due next, open consultations.
#pragma once

#include "board_goals.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <usher/usher.hpp>

namespace usher::cli {

/// What the page shows, of one moment.
struct Situation {
  View desk;
  View owed;          // the conversations that are due first
  View consultations; // open ones
  std::vector<Goal> goals;
  std::string journal;      // as people call it
  std::uint64_t events = 0; // that it told
  Time told;                // the time to which it goes
  Time now;                 // the time that counts
  std::optional<std::uint64_t> differs_since;
};

struct BoardSize {
  std::size_t columns = 80;
  std::size_t rows = 0; // 0: as many as it takes
};

/// How many conversations of a list are worth asking the desk for.
[[nodiscard]] std::size_t most_rows(const BoardSize &size) noexcept;

/// The lines of the page, none wider than the columns and no more than the rows. Where a list does not fit it says how
/// much is left out.
[[nodiscard]] std::vector<std::string> board_of(const Situation &situation, const BoardSize &size,
                                                bool color);

} // namespace usher::cli
