// SPDX-License-Identifier: BSL-1.0
// What of a desk is looked at.
#pragma once

#include <string>

#include <usher/usher.hpp>

namespace usher::cli {

struct DeskLook {
  std::string queue, agent, conversation; // one of them, or none for the whole desk

  [[nodiscard]] bool is_whole() const noexcept {
    return queue.empty() && agent.empty() && conversation.empty();
  }
  /// Fills the view; empty, or what there is not: `department "care"`, harmless. The view then stays as it was.
  [[nodiscard]] std::string look(const Desk &desk, View &view) const;
  /// For the end of a sentence that says so: which there are, `; there are: billing, care`, harmless. Empty if that are
  /// none, or conversations.
  [[nodiscard]] std::string others(const Desk &desk) const;
};

} // namespace usher::cli
