// SPDX-License-Identifier: BSL-1.0
#include "base/limits.hpp"

#include <set>
#include <string_view>

#include <doctest/doctest.h>

using namespace usher;

TEST_CASE("every limit can be set by its name, to its most and no further") {
  std::set<std::string_view> names;
  for (const LimitDescription &limit : limit_descriptions) {
    CAPTURE(limit.name);
    names.insert(limit.name);
    Limits limits;
    CHECK(limits.*limit.member <= limit.most);
    CHECK(limits.*limit.member > 0);
    CHECK(set_limit(limits, limit.name, limit.most) == LimitChange::done);
    CHECK(limits.*limit.member == limit.most);
    CHECK(set_limit(limits, limit.name, 1) == LimitChange::done);
    CHECK(limits.*limit.member == 1);
    CHECK(set_limit(limits, limit.name, limit.most + 1) == LimitChange::too_much);
    CHECK(limits.*limit.member == 1);
  }
  CHECK(names.size() == limit_descriptions.size());
  CHECK(sizeof(Limits) == limit_descriptions.size() * sizeof(std::uint64_t));
}

TEST_CASE("a limit has effect on itself alone") {
  Limits limits;
  REQUIRE(set_limit(limits, "nodes", 7) == LimitChange::done);
  const Limits defaults;
  for (const LimitDescription &limit : limit_descriptions) {
    if (limit.name != "nodes") CHECK(limits.*limit.member == defaults.*limit.member);
  }
}

TEST_CASE("unknown limits") {
  Limits limits;
  CHECK(set_limit(limits, "node", 1) == LimitChange::unknown_name);
  CHECK(set_limit(limits, "", 1) == LimitChange::unknown_name);
}
