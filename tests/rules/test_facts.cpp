// SPDX-License-Identifier: BSL-1.0
#include "rules/facts.hpp"

#include <optional>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;

TEST_CASE("facts: of what one message said nothing is known of the next") {
  std::mt19937 random(7);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  rules::Slots slots;
  for (int round = 0; round < 2'000; ++round) {
    const std::size_t size = 1 + below(200); // of one policy and of another
    slots.reset(size);
    std::vector<std::optional<std::string>> said(size);
    for (policy::FactId fact = 0; fact < size; ++fact) {
      REQUIRE_FALSE(slots[fact].known);
      REQUIRE(slots[fact].text.empty());
    }
    for (std::size_t writes = below(8); writes > 0; --writes) {
      const auto fact = static_cast<policy::FactId>(below(size));
      rules::Slot &slot = slots.edit(fact);
      slot.text = std::to_string(below(1'000));
      slot.known = below(4) != 0; // what made no sense is written and not known
      said[fact] = slot.known ? std::optional(slot.text) : std::nullopt;
    }
    std::vector<policy::FactId> known;
    slots.each_known([&](policy::FactId fact) { known.push_back(fact); });
    std::vector<policy::FactId> expected;
    for (policy::FactId fact = 0; fact < size; ++fact) {
      if (!said[fact]) continue;
      expected.push_back(fact);
      REQUIRE(slots[fact].text == *said[fact]);
    }
    REQUIRE(known == expected);
  }
}
