// SPDX-License-Identifier: BSL-1.0
// Signals that use one another: an order to find them in, and circles.
#pragma once

#include "policy/context.hpp"

namespace usher::policy {

/// Fills `Policy::signal_order`, each signal after those it uses. Each circle is one error at its first signal.
void order_signals(Context &context, const std::vector<const Node *> &keys);

/// Calls `take(test)` for each test below a condition, in the order written.
template <class F>
void for_each_test(const Condition &condition, F &&take) {
  // Conditions nest no deeper than YAML does, so recursion is bounded.
  if (condition.kind == Condition::Kind::test) {
    take(condition.test);
    return;
  }
  for (const Condition &child : condition.children)
    for_each_test(child, take);
}

} // namespace usher::policy
