// SPDX-License-Identifier: BSL-1.0
// The assignment of a batch, beside trying all assignments, and beside what its prices prove.
#include "desk/batch_assignment.hpp"
#include "settings.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <random>
#include <tuple>

#include <doctest/doctest.h>

using namespace usher::desk::batch;

namespace {

// The same on every computer, unlike the distributions of the standard library.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }
  std::int32_t from_1_to(std::uint32_t most) { return static_cast<std::int32_t>(1 + below(most)); }

 private:
  std::mt19937_64 random_;
};

void add_demands(Dice &dice, std::uint32_t count, std::uint32_t most_worth, Problem &problem) {
  for (std::uint32_t i = 0; i < count; ++i)
    problem.demands.push_back(
        {dice.below(static_cast<std::uint32_t>(problem.classes.size())), dice.from_1_to(most_worth)});
  std::stable_sort(problem.demands.begin(), problem.demands.end(), [&](const Demand &a, const Demand &b) {
    return problem.classes[a.of_class].stays > problem.classes[b.of_class].stays;
  });
}

// Few of everything and small numbers, so that much is equal.
Problem small_problem(Dice &dice) {
  Problem problem;
  const std::uint32_t supplies = 1 + dice.below(4);
  for (std::uint32_t i = 0; i < supplies; ++i) {
    Supply &supply = problem.supplies.emplace_back();
    std::int32_t crowding = 0;
    for (std::uint32_t units = dice.below(4); units > 0; --units) {
      crowding += static_cast<std::int32_t>(dice.below(300));
      supply.crowding.push_back(crowding);
    }
  }
  for (std::uint32_t inner = dice.below(4); inner > 0; --inner) {
    const auto within = dice.below(static_cast<std::uint32_t>(problem.supplies.size()));
    problem.supplies.push_back({{}, dice.below(3), within});
  }
  const std::uint32_t classes = 1 + dice.below(4);
  for (std::uint32_t i = 0; i < classes; ++i) {
    DemandClass &made = problem.classes.emplace_back();
    for (std::uint32_t supply = 0; supply < problem.supplies.size(); ++supply)
      if (dice.below(2) == 0) made.pairs.push_back({supply, dice.from_1_to(4), dice.below(4) == 0});
    made.stays = dice.below(2) == 0;
  }
  add_demands(dice, dice.below(7), 4, problem);
  return problem;
}

// What of those that stay has a place, from the first on; value; crowding; what is kept. Larger is better.
using Goodness = std::tuple<std::uint64_t, Sum, std::int64_t, std::int64_t>;

/// Of an assignment; nothing if it is none.
std::optional<Goodness> goodness(const Problem &problem, const std::vector<std::uint32_t> &supplies) {
  std::vector<std::uint32_t> taken(problem.supplies.size(), 0);
  Goodness out = {0, 0, 0, 0};
  auto &[mask, value, crowding, kept] = out;
  for (std::size_t i = 0; i < supplies.size(); ++i) {
    const DemandClass &of_class = problem.classes[problem.demands[i].of_class];
    if (i < 64) mask = mask * 2 + (of_class.stays && supplies[i] != nowhere ? 1 : 0);
    if (supplies[i] == nowhere) continue;
    const auto pair = std::find_if(of_class.pairs.begin(), of_class.pairs.end(),
                                   [&](const Pair &one) { return one.supply == supplies[i]; });
    if (pair == of_class.pairs.end()) return std::nullopt;
    value += Sum{problem.demands[i].worth * pair->fit};
    kept += pair->keeps;
    for (std::uint32_t supply = supplies[i]; supply != nowhere; supply = problem.supplies[supply].within)
      ++taken[supply];
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const Supply &supply = problem.supplies[i];
    if (taken[i] > (supply.within == nowhere ? supply.crowding.size() : supply.units)) return std::nullopt;
    if (supply.within == nowhere)
      crowding -= std::accumulate(supply.crowding.begin(), supply.crowding.begin() + taken[i], 0);
  }
  return out;
}

Goodness best_of_all(const Problem &problem) {
  std::vector<std::uint32_t> supplies(problem.demands.size(), nowhere);
  Goodness best = *goodness(problem, supplies);
  const std::function<void(std::size_t)> try_all = [&](std::size_t i) {
    if (i == supplies.size()) {
      if (const auto found = goodness(problem, supplies)) best = std::max(best, *found);
      return;
    }
    try_all(i + 1);
    for (const Pair &pair : problem.classes[problem.demands[i].of_class].pairs) {
      supplies[i] = pair.supply;
      try_all(i + 1);
    }
    supplies[i] = nowhere;
  };
  try_all(0);
  return best;
}

// People with some of many skills, and conversations that ask for one, as at a desk.
Problem large_problem(Dice &dice, std::uint32_t demands, std::uint32_t people, std::uint32_t most_units,
                      bool stays) {
  Problem problem;
  for (std::uint32_t i = 0; i < people; ++i) {
    Supply &supply = problem.supplies.emplace_back();
    for (std::uint32_t unit = 1 + dice.below(most_units); unit > 0; --unit)
      supply.crowding.push_back(static_cast<std::int32_t>(dice.below(1001)));
    std::sort(supply.crowding.begin(), supply.crowding.end());
  }
  for (std::uint32_t i = 0; i < 60; ++i) {
    DemandClass &made = problem.classes.emplace_back();
    for (std::uint32_t supply = 0; supply < people; ++supply)
      if (dice.below(6) == 0) made.pairs.push_back({supply, 500 + dice.from_1_to(500), dice.below(50) == 0});
    made.stays = stays;
  }
  add_demands(dice, demands, 1'000'000, problem);
  return problem;
}

} // namespace

TEST_CASE("no assignment of a small batch is better than the one that is found") {
  const std::uint64_t cases = usher::testing::setting("USHER_BATCH_CASES", 20'000);
  for (std::uint64_t seed = 1; seed <= cases; ++seed) {
    Dice dice(seed);
    const Problem problem = small_problem(dice);
    const Assignment found = assign(problem);
    const std::optional<Goodness> reached = goodness(problem, found.supplies);
    CAPTURE(seed);
    REQUIRE(reached);
    REQUIRE(*reached == best_of_all(problem));
    REQUIRE(found.is_best);
    REQUIRE(found.bound == found.score.value);
    REQUIRE(found.score == Score{std::get<1>(*reached), -std::get<2>(*reached), std::get<3>(*reached)});
  }
}

TEST_CASE("a large batch is proved by its prices to be the best") {
  for (const bool stays : {false, true})
    for (const std::uint32_t people : {20U, 80U, 200U}) {
      Dice dice(people);
      const Problem problem = large_problem(dice, 600, people, 5, stays);
      const Assignment found = assign(problem);
      CAPTURE(people);
      CAPTURE(stays);
      CHECK(found.is_best);
      CHECK(found.bound == found.score.value);
      CHECK(goodness(problem, found.supplies));
      CHECK(assign(problem).supplies == found.supplies);
    }
}

TEST_CASE("a batch that is not looked at to the end says how far it may be from the best") {
  Dice dice(5);
  const Problem problem = large_problem(dice, 2000, 300, 9, false);
  const Assignment best = assign(problem);
  REQUIRE(best.is_best);
  Sum last = -1;
  for (const std::uint64_t effort : {std::uint64_t{0}, std::uint64_t{20'000}, usual_effort}) {
    const Assignment found = assign(problem, effort);
    REQUIRE(goodness(problem, found.supplies));
    CHECK(found.score.value <= best.score.value);
    CHECK(found.bound >= best.score.value);
    // One in a thousand.
    CHECK((found.bound - found.score.value) * 1000 <= found.bound);
    CHECK(found.is_best == (effort == usual_effort));
    last = std::max(last, found.score.value);
  }
  CHECK(last == best.score.value);
}

TEST_CASE("the greatest numbers a batch may have are summed without loss") {
  Problem problem;
  problem.supplies.resize(2);
  for (Supply &supply : problem.supplies)
    supply.crowding.assign(500, most_crowding);
  problem.classes.push_back({{{0, most_fit, true}, {1, most_fit - 1, false}}, false});
  problem.demands.assign(1200, {0, most_worth});
  const Assignment found = assign(problem);
  CHECK(found.is_best);
  CHECK(found.score.value == Sum{most_worth} * (500 * most_fit + 500 * (most_fit - 1)));
  CHECK(found.score.crowding == 1000 * most_crowding);
  CHECK(found.score.kept == 500);
}
