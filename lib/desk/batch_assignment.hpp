// SPDX-License-Identifier: BSL-1.0
// Many conversations and many people at once: the assignment that is worth the most in all.
//
// People who are alike stand in one supply with as many units as they have free slots, and conversations that ask for
// the same in one class. Conversations come one after the other; each takes the shortest way, over others that move on
// to their second best, to a unit that is free or to one who is worth less and stays out. That is the method of
// successive shortest paths, with a price for every supply, so that ways are found by Dijkstra's algorithm; the prices
// prove in the end that nothing is worth more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace usher::desk::batch {

__extension__ using Sum = __int128;

inline constexpr std::uint32_t nowhere = UINT32_MAX;
inline constexpr std::int64_t most_worth = (std::int64_t{1} << 42) - 1;
inline constexpr std::int32_t most_fit = 1000;
inline constexpr std::int32_t most_crowding = 1000;
inline constexpr std::size_t most_demands = (std::size_t{1} << 20) - 1;

/// Free slots of people for whom everything has the same worth.
struct Supply {
  /// What each unit costs beside all else, from the first that is taken to the last: 0 to most_crowding, and none less
  /// than the one before it. As many as there are units; none of a supply that is within another.
  std::vector<std::int32_t> crowding;
  std::uint32_t units = 0;        // of one that is within another: no more than so many of the other's
  std::uint32_t within = nowhere; // another supply, and so on, never in a circle
};

/// That a class may go to a supply.
struct Pair {
  std::uint32_t supply = 0;
  std::int32_t fit = 0; // 1 to most_fit
  bool keeps = false;   // it is there now
};

struct DemandClass {
  std::vector<Pair> pairs; // each supply once
  bool stays = false;      // once it has a place it has one, whatever comes later is worth
};

/// Its pair is worth `worth` x fit.
struct Demand {
  std::uint32_t of_class = 0;
  std::int64_t worth = 1; // 1 to most_worth
};

struct Problem {
  std::vector<Supply> supplies;
  std::vector<DemandClass> classes;
  std::vector<Demand> demands; // at most most_demands; those that stay before those that do not
};

/// Compared in this order: more value, less crowding, more that is kept.
struct Score {
  Sum value = 0;
  std::int64_t crowding = 0;
  std::int64_t kept = 0;
  bool operator==(const Score &) const = default;
};

struct Assignment {
  std::vector<std::uint32_t> supplies; // by demand; nowhere: none
  Score score;
  Sum bound = 0;        // no assignment has more value, of those that place the same of the ones that stay
  bool is_best = false; // proved by the prices: no score is better
};

/// So many ways are looked at before ways are good enough that are longer than the shortest by 1/1,024 of what a demand
/// is worth in the mean: an answer in time, less than the best by some parts in ten thousand at most, which `bound` tells.
inline constexpr std::uint64_t usual_effort = 400'000'000;

/// The same for the same problem, on every computer.
[[nodiscard]] Assignment assign(const Problem &problem, std::uint64_t effort = usual_effort);

} // namespace usher::desk::batch
