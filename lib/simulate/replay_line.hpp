// SPDX-License-Identifier: BSL-1.0
// Lines of what was recorded: events as `usher run` takes them, or lines of the journal that it writes.
#pragma once

#include "base/finding.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace usher::simulate {

struct RecordedLine {
  std::string_view event;         // as it is written in the line
  std::optional<Instant> applied; // of a journal: when the desk applied it
  bool is_policy = false;         // of a journal: the desk got another policy, and no event
};

/// False, with errors in the findings, for a line of a journal that is broken or of another format. What is no line of a
/// journal is taken for an event, and looked at no further.
[[nodiscard]] bool read_recorded(std::string_view line, std::uint32_t number, RecordedLine &out,
                                 Findings &findings);

} // namespace usher::simulate
