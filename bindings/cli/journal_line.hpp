// SPDX-License-Identifier: BSL-1.0
// One line of a journal: docs/schema/journal.schema.json.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <usher/usher.hpp>

namespace usher::cli {

struct JournalLine {
  std::uint64_t n = 0;       // of the event
  Time time;                 // at which it was applied
  std::string_view event;    // as it stands in the line
  bool ends_instant = false; // the effects of the instant stand on it
  std::string policy;        // the hash of the one that the desk got with it; empty: it is another event
};

/// Throws Failure for what is none; `place` is "day.jsonl:12".
[[nodiscard]] JournalLine read_journal_line(std::string_view text, const std::string &place);

/// Whether it is JSON from begin to end: of a last line without a line feed, that nothing of it is missing.
[[nodiscard]] bool is_whole(std::string_view text);

/// Whether two lines tell the same, in whatever order their keys stand.
[[nodiscard]] bool tell_the_same(std::string_view one, std::string_view other);

} // namespace usher::cli
