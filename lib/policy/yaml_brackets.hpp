// SPDX-License-Identifier: BSL-1.0
// The brackets that are open at a place of a YAML file, and what each still waits for: an entry, a value, a
// comma.
#pragma once

#include "policy/yaml_marks.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace usher::policy {

/// One `[` or `{`.
struct Bracket {
  enum class State : std::uint8_t {
    empty,   // nothing since the bracket or the last comma
    entry,   // an item, or a key
    colon,   // a key and its colon
    complete // a key and its value
  };
  char open = '[';
  State state = State::empty;
  bool property = false;             // an anchor or a tag stands before what comes next
  bool collection = false;           // the entry is itself a list or a mapping
  bool entry_is_closed = false;      // the entry ended with a quote or a bracket
  std::size_t at = 0;                // the bracket
  std::size_t entry_at = 0;          // where the entry begins
  std::size_t colon_at = nowhere;    // the colon of the entry
  std::size_t glued_colon = nowhere; // a colon inside the entry's text, as in `{a:b}`
  std::size_t comment = nowhere;     // a # that may have hidden the rest of the list
  std::size_t glued_hash = nowhere;  // a # with no space before it

  [[nodiscard]] char close() const noexcept { return open == '[' ? ']' : '}'; }
};

/// What is wrong with the next token.
enum class FlowMisfit : std::uint8_t { none, comma_missing, entry_missing, key_missing, second_colon };

class OpenBrackets {
 public:
  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
  [[nodiscard]] std::size_t depth() const noexcept { return list_.size(); }
  [[nodiscard]] Bracket &inner() noexcept { return list_.back(); }
  [[nodiscard]] const Bracket &outer() const noexcept { return list_.front(); }

  void open(char bracket, std::size_t at);
  void close() noexcept { list_.pop_back(); }
  void clear() noexcept { list_.clear(); }
  /// How many brackets up to one that `close` closes, from 1 at the innermost; 0 with none.
  [[nodiscard]] std::size_t distance_to(char close) const noexcept;
  /// Closes every bracket that was opened at or after an offset.
  void close_from(std::size_t offset) noexcept;

  // The tokens inside the innermost bracket.
  [[nodiscard]] FlowMisfit content(std::size_t at) noexcept;
  [[nodiscard]] FlowMisfit colon(std::size_t at) noexcept;
  [[nodiscard]] FlowMisfit comma() noexcept;

 private:
  std::vector<Bracket> list_;
};

} // namespace usher::policy
