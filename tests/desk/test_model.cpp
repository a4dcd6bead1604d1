// SPDX-License-Identifier: BSL-1.0
// What a desk promises, and what its page says of it, over random histories.
#include "desk/play.hpp"
#include "settings.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace usher_test;
using usher::testing::setting;

namespace {

struct Outcome {
  DeskPolicy policy;
  History history; // up to what is wrong
  std::string wrong;
  std::size_t effects = 0;
};

// The history of this seed, made as it is played.
Outcome play_seed(std::uint64_t seed, std::optional<Mistake> mistake) {
  Random random(seed);
  Outcome out;
  out.policy = random_desk_policy(random);
  Play play(out.policy, seed, mistake);
  // A step has an event and a half in the mean.
  const std::size_t usual = random.one_in(20) ? 400 : 20 + random.below(100);
  const auto steps = static_cast<std::size_t>(setting("USHER_DESK_STEPS", usual));
  DeskPolicy policy = out.policy;
  for (std::size_t i = 0; i < steps && out.wrong.empty(); ++i) {
    out.history.push_back(random_step(random, play.state(), policy));
    if (out.history.back().policy) policy = *out.history.back().policy;
    out.wrong = play.step(out.history.back());
  }
  out.effects = play.effects();
  return out;
}

// What is wrong is shown with the shortest history in which it is.
void play_all(std::optional<Mistake> mistake, std::uint64_t histories) {
  const std::uint64_t first = setting("USHER_DESK_SEED", 1);
  std::size_t effects = 0;
  for (std::uint64_t seed = first; seed < first + histories; ++seed) {
    const Outcome outcome = play_seed(seed, mistake);
    effects += outcome.effects;
    if (outcome.wrong.empty()) continue;
    const History shorter = shrink(outcome.policy, seed, outcome.history, mistake);
    FAIL("seed " << seed << "\n"
                 << outcome.policy.shown << "\n"
                 << shown(shorter) << play(outcome.policy, seed, shorter, mistake));
  }
  CHECK(effects > histories * 10);
  MESSAGE(histories << " histories, " << effects << " effects");
}

std::size_t count_events(const History &history) {
  std::size_t count = 0;
  for (const Step &step : history)
    count += step.policy ? 1 : step.events.size();
  return count;
}

// They look at these tests rather than at the desk: one build that does is enough.
bool skips_mistakes() {
  if (setting("USHER_DESK_MISTAKES", 1) != 0) return false;
  MESSAGE("skipped, 1: USHER_DESK_MISTAKES is 0");
  return true;
}

} // namespace

TEST_CASE("a desk does what its page says over random histories") {
  play_all(Mistake::none, setting("USHER_DESK_HISTORIES", 200));
}

TEST_CASE("a rule that is broken is found, and shown in few events") {
  if (skips_mistakes()) return;
  for (const Mistake mistake :
       {Mistake::newest_first, Mistake::declines_forgotten, Mistake::no_widening, Mistake::capacity_ignored,
        Mistake::own_facts_not_remembered, Mistake::clocks_of_their_own, Mistake::accepted_moves,
        Mistake::fit_does_not_matter, Mistake::hours_of_before_forgotten, Mistake::lost_skills_asked_for,
        Mistake::dropped_people_stay, Mistake::homes_by_number}) {
    CAPTURE(static_cast<int>(mistake));
    // A history cannot always be shortened event by event; among the first ones there is one that can.
    std::size_t shortest = SIZE_MAX;
    int found = 0;
    for (std::uint64_t seed = 1; seed <= 200 && found < 10 && shortest > 10; ++seed) {
      const Outcome outcome = play_seed(seed, mistake);
      if (outcome.wrong.empty()) continue;
      ++found;
      const History shorter = shrink(outcome.policy, seed, outcome.history, mistake);
      CHECK_FALSE(play(outcome.policy, seed, shorter, mistake).empty());
      CHECK(play(outcome.policy, seed, shorter).empty()); // of the mistake alone
      shortest = std::min(shortest, count_events(shorter));
    }
    CHECK(shortest <= 10);
  }
}

TEST_CASE("a figure that is wrong is found, whatever it comes from") {
  if (skips_mistakes()) return;
  using Kind = PlainHappening::Kind;
  for (const Kind kind :
       {Kind::event, Kind::effect, Kind::question, Kind::reply, Kind::closed, Kind::ignored, Kind::reopened,
        Kind::for_many, Kind::waits, Kind::moved, Kind::forgotten, Kind::people}) {
    CAPTURE(static_cast<int>(kind));
    std::string wrong;
    for (std::uint64_t seed = 1; seed <= 200 && wrong.empty(); ++seed) {
      Random random(seed);
      DeskPolicy policy = random_desk_policy(random);
      Play play(policy, seed);
      play.be_deaf_to(kind);
      // Nothing is forgotten in the first month.
      for (int i = 0; i < (kind == Kind::forgotten ? 300 : 60) && wrong.empty(); ++i) {
        const Step step = random_step(random, play.state(), policy);
        if (step.policy) policy = *step.policy;
        wrong = play.step(step);
      }
    }
    CHECK(wrong.find("metrics") != std::string::npos);
  }
}
