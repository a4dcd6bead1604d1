// SPDX-License-Identifier: BSL-1.0
// What rules decide, in flat lists: the part of a rule that a decision takes from it.
#pragma once

#include "base/flat.hpp"
#include "policy/model.hpp"

#include <cstdint>
#include <string_view>

namespace usher::rules {

/// A rule's outcome. `none` stands for what it does not say.
struct FlatOutcome {
  static constexpr std::uint32_t none = UINT32_MAX;
  std::uint32_t department = none;
  std::uint32_t agent = none; // a text
  std::int32_t priority = 0;
  std::uint32_t has_priority = 0;
  std::uint32_t sla = none;
  std::uint32_t stage = none;
  std::uint32_t reply = none;
  std::uint32_t visibility = none;
  std::uint32_t engage = none;
  std::uint32_t stop = 0;
  Range skills; // texts, in Outcomes::numbers
  Range tags;   // likewise
  Range notify; // of NotifiedId, likewise
  Range asks;
};

struct FlatAsk {
  std::int64_t within_ms = 0;
  std::uint32_t department = 0;
  std::uint32_t before_reply = 0;
};

struct Outcomes {
  FlatArray<FlatOutcome> list; // by rule; the last is `default`
  FlatArray<std::uint32_t> numbers;
  FlatArray<FlatAsk> asks;
  FlatTexts texts; // agents, skills, tags, each once

  [[nodiscard]] static Outcomes of(const policy::Policy &policy);

  [[nodiscard]] std::size_t rules() const noexcept { return list.empty() ? 0 : list.size() - 1; }

  template <class Self, class Visit>
  static void each_array(Self &self, Visit &&visit) {
    visit(self.list);
    visit(self.numbers);
    visit(self.asks);
    FlatTexts::each_array(self.texts, visit);
  }
};

} // namespace usher::rules
