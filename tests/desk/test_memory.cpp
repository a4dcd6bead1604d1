// SPDX-License-Identifier: BSL-1.0
// What a desk keeps in memory, counted: what is said again and again of the same people and customers is kept once.
#include "desk/customers.hpp"
#include "desk/small_desk.hpp"
#include "desk/starving.hpp"

#include <fmt/format.h>

using namespace usher;
using usher::test::SmallDesk;
using usher_test::memory_asked_for;
using usher_test::memory_in_use;

namespace {

constexpr std::string_view two_teams = R"(usher: 1
departments: {care: {}, sales: {}}
agents: {ann: {departments: [care]}}
default: {department: care}
)";

/// Of the agents in turn, each time another profile.
std::string update(int step) {
  return fmt::format(
      R"({{"type":"agent","time":"2026-03-02T09:00:00Z","agent":"{}","departments":["care","sales"],"skills":["a","b"],"capacity":{}}})",
      step % 2 == 0 ? "ann" : "ben", 1 + step / 2 % 2);
}

} // namespace

TEST_CASE("a desk keeps one profile of each agent, however often it is told of them") {
  SmallDesk desk(two_teams);
  const auto ruleset = test::ruleset_of(two_teams);
  const auto kept_by = [&](auto &&one) {
    for (int step = 0; step < 100; ++step)
      one(step);
    const long before = memory_in_use();
    for (int step = 0; step < 2'000; ++step)
      one(step);
    return memory_in_use() - before;
  };
  CHECK(kept_by([&](int step) { (void)desk.say({update(step)}); }) < 100);
  // What is taken back leaves nothing.
  CHECK(kept_by([&](int step) {
          REQUIRE(desk.try_say({update(step + 2)}) == desk::ApplyStatus::ok);
          desk.desk().abort();
        }) < 100);
  CHECK(kept_by([&](int) {
          REQUIRE(desk.desk().set_policy(ruleset) == desk::ApplyStatus::ok);
          desk.desk().commit();
        }) < 100);
  CHECK(desk.desk().state().agents().size() == 2);
}

TEST_CASE("agents have the profiles that they had when a change of them is taken back") {
  SmallDesk desk(two_teams);
  for (int step = 0; step < 2; ++step)
    (void)desk.say({update(step)});
  const std::string before = desk.desk().snapshot();
  // Both twice, and somebody new.
  std::vector<std::string> lines = {update(2), update(3), update(0), update(3)};
  lines.emplace_back(
      R"({"type":"agent","time":"2026-03-02T09:00:00Z","agent":"eve","departments":["sales"],"capacity":7})");
  REQUIRE(desk.try_say(lines) == desk::ApplyStatus::ok);
  desk.desk().abort();
  CHECK(desk.desk().snapshot() == before);
  (void)desk.say(lines);
  CHECK(desk.desk().snapshot() != before);
}

TEST_CASE("customers who come in one change cost memory in proportion to their number") {
  desk::Customers customers(random_hash_key());
  customers.begin();
  const long before = memory_asked_for();
  for (int i = 0; i < 20'000; ++i)
    (void)customers.of(fmt::format("u{}", i));
  CHECK(memory_asked_for() - before < 20'000);
  customers.keep();
}
