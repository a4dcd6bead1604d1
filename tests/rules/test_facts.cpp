// SPDX-License-Identifier: BSL-1.0
#include "rules/facts.hpp"

#include <cstdint>
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
    std::vector<bool> given(size);
    for (policy::FactId fact = 0; fact < size; ++fact) {
      REQUIRE_FALSE(slots[fact].known);
      REQUIRE(slots[fact].text.empty());
      REQUIRE_FALSE(slots.is_given(fact));
    }
    for (std::size_t writes = below(8); writes > 0; --writes) {
      const auto fact = static_cast<policy::FactId>(below(size));
      rules::Slot &slot = slots.edit(fact);
      slot.text = std::to_string(below(1'000));
      slot.known = below(4) != 0; // what made no sense is written and not known
      said[fact] = slot.known ? std::optional(slot.text) : std::nullopt;
      const auto named = static_cast<policy::FactId>(below(size)); // with a value or without
      slots.set_given(named);
      given[named] = true;
    }
    std::vector<policy::FactId> known;
    std::vector<std::uint64_t> among(size / 64 + 1);
    for (std::uint64_t &word : among)
      word = round % 2 == 0 ? ~std::uint64_t{0} : 0x0F0F'F00F'0FF0'F0F0;
    const auto is_among = [&](policy::FactId fact) { return ((among[fact / 64] >> (fact % 64)) & 1U) != 0; };
    slots.each_known(among, [&](policy::FactId fact) { known.push_back(fact); });
    std::vector<policy::FactId> expected;
    for (policy::FactId fact = 0; fact < size; ++fact) {
      REQUIRE(slots.is_given(fact) == given[fact]);
      if (!said[fact]) continue;
      if (is_among(fact)) expected.push_back(fact);
      REQUIRE(slots[fact].text == *said[fact]);
    }
    REQUIRE(known == expected);
  }
}
