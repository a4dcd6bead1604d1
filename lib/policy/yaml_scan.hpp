// SPDX-License-Identifier: BSL-1.0
// The look at a YAML file before yaml-cpp reads it. yaml-cpp accepts an unclosed quote, drops what follows a
// list, stops at the first mistake and often names the wrong place; the scan finds such mistakes itself, all
// of them, at their places. It is one pass over the bytes and allocates for open brackets and lists only.
#pragma once

#include "policy/yaml_report.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace usher::policy {

/// Stands for a question mark inside an unquoted text in brackets, which yaml-cpp 0.7 takes for the end of
/// the text. No text has this character of itself: check_bytes refuses it.
inline constexpr char hidden_question_mark = '\x01';

struct YamlScan {
  std::size_t readable = 0;              // how much of the text, from its start, yaml-cpp can make sense of
  std::vector<std::size_t> empty_places; // offsets of colons and dashes with nothing behind them, in order
};

/// Scans a text that check_bytes has passed. The text keeps its length, but gets harmless letters where
/// something was refused that would keep yaml-cpp from reading on.
[[nodiscard]] YamlScan scan_yaml(std::string &text, std::size_t node_budget, YamlReport &report);

} // namespace usher::policy
