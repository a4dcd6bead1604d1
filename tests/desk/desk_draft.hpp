// SPDX-License-Identifier: BSL-1.0
// A policy of a desk before it is written: what there is, by name, each with a seed of what it says. So another policy
// can share some of it, and say something else of the rest.
#pragma once

#include "c_abi/random_policy.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace usher_test {

struct Drafted {
  std::string name;
  std::uint64_t seed = 0;
};

struct DeskDraft {
  std::vector<Drafted> calendars;
  std::vector<Drafted> slas;
  std::vector<Drafted> departments;
  std::vector<Drafted> agents;
  std::vector<Drafted> accounts; // the seed chooses the channel
  std::vector<std::uint64_t> rules;
  std::vector<std::string> channels; // besides wall and dm
  std::vector<std::string> topics;   // besides refund
  std::vector<std::string> tiers;
  bool has_order_value = true;
  std::size_t bands = 0; // which of some lists
  std::uint64_t settings = 0;

  /// Its sections, but for what is said of departments and people.
  [[nodiscard]] std::string yaml() const;
};

[[nodiscard]] DeskDraft random_draft(Random &random);
/// Something of it is gone, is new, has another name or says something else.
[[nodiscard]] DeskDraft changed(Random &random, DeskDraft draft);

} // namespace usher_test
