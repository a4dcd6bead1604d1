// SPDX-License-Identifier: BSL-1.0
#include "rules/sample.hpp"

#include "rules/run_program.hpp"

namespace usher::rules {

void Sample::add(const Ruleset &ruleset, Workspace &workspace) {
  ++messages_;
  looked_at_ += workspace.program.looked_at;
  last_counted_.resize(counts_.size());
  ProgramRun(ruleset, workspace).each_term([this](std::uint32_t term) {
    if (term >= counts_.size() || last_counted_[term] == messages_) return;
    last_counted_[term] = static_cast<std::uint32_t>(messages_);
    ++counts_[term];
  });
}

double Sample::looked_at() const noexcept {
  return messages_ == 0 ? 0 : static_cast<double>(looked_at_) / static_cast<double>(messages_);
}

double Sample::share(std::uint32_t term, double estimate) const noexcept {
  // The estimate counts as much as these many messages.
  constexpr double weight = 100;
  const double count = term < counts_.size() ? counts_[term] : 0;
  return (count + weight * estimate) / (static_cast<double>(messages_) + weight);
}

} // namespace usher::rules
