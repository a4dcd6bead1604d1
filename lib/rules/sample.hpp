// SPDX-License-Identifier: BSL-1.0
// What a sample of messages has of the terms that rules are filed under: where it is known how rare each is, rules are
// filed better. It changes what a decision costs, never what it is.
#pragma once

#include "rules/ruleset.hpp"
#include "rules/workspace.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace usher::rules {

class Sample {
 public:
  explicit Sample(const Ruleset &ruleset) : counts_(ruleset.program().term_count()) {}

  /// Of a message that was just decided by the ruleset.
  void add(const Ruleset &ruleset, Workspace &workspace);

  [[nodiscard]] std::size_t messages() const noexcept { return messages_; }
  /// Rules whose conditions a message had read, on average.
  [[nodiscard]] double looked_at() const noexcept;
  /// The share of the messages that have a term. The fewer there are, the nearer to what is estimated without them.
  [[nodiscard]] double share(std::uint32_t term, double estimate) const noexcept;

 private:
  std::vector<std::uint32_t> counts_;       // by term
  std::vector<std::uint32_t> last_counted_; // by term: the message, so that each counts once
  std::size_t messages_ = 0;
  std::size_t looked_at_ = 0;
};

} // namespace usher::rules
