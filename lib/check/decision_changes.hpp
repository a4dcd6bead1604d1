// SPDX-License-Identifier: BSL-1.0
// What two policies decide differently about the same messages, field by field. Of a message only its id is kept.
#pragma once

#include "base/limits.hpp"
#include "rules/fields.hpp"
#include "rules/ruleset.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace usher::check {

/// One move that messages make: from this to that, for these reasons.
struct Move {
  rules::Field field = rules::Field::department;
  std::string was; // empty: none; of a time or of points within a band how far they move is in `is`
  std::string
      is; // of several texts: one that is gone (`was`) or has come (`is`); of an ask both, if it is other
  std::string because_was; // a rule, "default", or empty where nothing of that kind is behind it
  std::string because_is;
  std::vector<std::string> messages; // ids, in the order in which the messages came
};

struct DecisionChanges {
  std::size_t messages = 0;         // decided by both
  std::size_t moved = 0;            // of these, those that differ in something
  std::vector<std::string> refused; // ids of those that a policy could not decide
  std::vector<Move> moves;          // by field, the most messages first
};

/// `sample`: messages as JSON, one on each line, taken leniently, as what one policy knows the other may not; empty
/// lines count as none. With them the messages of both policies' tests, each once. A message is called by its id, else
/// by its line; one of a test by the place of the test.
[[nodiscard]] DecisionChanges compare_decisions(const rules::Ruleset &was, const rules::Ruleset &is,
                                                std::string_view sample, const Limits &limits);

} // namespace usher::check
