// SPDX-License-Identifier: BSL-1.0
// Numbers of agents: that the one found is the fewest, that what was published comes out, and weeks of the wall clock.
#include "base/time.hpp"
#include "staffing/delay_system.hpp"
#include "staffing/plan.hpp"
#include "staffing/plan_text.hpp"
#include "staffing/priorities.hpp"
#include "staffing/question.hpp"
#include "staffing/recorded_week.hpp"

#include <cmath>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::staffing;

namespace {

Demand published() {
  Demand demand;
  demand.per_hour = 48 * 60;
  demand.handle_ms = 60'000;
  return demand;
}

Instant at(const char *text) { return *parse_time(text); }

calendar::ZonePtr rome() {
  const auto zone = calendar::load_zone("Europe/Rome");
  REQUIRE(zone.status == calendar::ZoneStatus::ok);
  return zone.zone;
}

} // namespace

TEST_CASE("the table of Garnett, Mandelbaum and Reiman comes out") {
  Demand demand = published();
  const Figures patient = figures_for(demand, {}, 50);
  CHECK(patient.mean_wait == doctest::Approx(20'830).epsilon(0.0003));
  CHECK(wait_percentile(demand, 50, 0.9) == doctest::Approx(58'140).epsilon(0.0001));
  CHECK(patient.mean_queue == doctest::Approx(16.67).epsilon(0.0003));
  CHECK(patient.occupancy == doctest::Approx(0.96));
  demand.patience_ms = 120'000;
  const Figures impatient = figures_for(demand, {}, 50);
  CHECK(impatient.abandoned == doctest::Approx(0.0309).epsilon(0.002));
  CHECK(impatient.mean_wait == doctest::Approx(3'710).epsilon(0.001));
  CHECK(impatient.mean_queue == doctest::Approx(2.97).epsilon(0.001));
  CHECK(impatient.occupancy == doctest::Approx(0.930).epsilon(0.001));
}

TEST_CASE("the fewest agents meet the target, and one less does not, whatever is asked") {
  std::uint64_t state = 7;
  const auto draw = [&state](double low, double high) {
    state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    return low + (high - low) * static_cast<double>(state >> 11U) / 9'007'199'254'740'992.0;
  };
  int found_many = 0;
  for (int round = 0; round < 300; ++round) {
    Demand demand;
    demand.per_hour = std::exp(draw(0, 7));
    demand.handle_ms = draw(30'000, 1'200'000);
    if (round % 3 == 1) demand.patience_ms = draw(60'000, 900'000);
    if (round % 3 == 2) demand.most_waiting = static_cast<std::uint32_t>(draw(1, 60));
    Target target;
    if (round % 2 == 0) {
      target.share = draw(0.3, 0.95);
      target.within_ms = draw(0, 300'000);
    }
    if (round % 5 != 0) target.mean_wait_ms = draw(1'000, 300'000);
    if (round % 7 == 0) target.max_occupancy = draw(0.5, 0.95);
    if (!target.asks()) continue;
    const auto fewest = fewest_agents(demand, target);
    REQUIRE(fewest);
    ++found_many;
    CHECK(figures_for(demand, target, *fewest).meets);
    if (*fewest > 1) CHECK_FALSE(figures_for(demand, target, *fewest - 1).meets);
    CHECK(figures_for(demand, target, *fewest + 1).meets);
  }
  CHECK(found_many > 200);
}

TEST_CASE("percentiles are where the share that waits no longer reaches them") {
  Demand demand = published();
  for (const double patience : {0.0, 120'000.0}) {
    demand.patience_ms = patience;
    for (const double share : {0.5, 0.9, 0.95}) {
      const double wait = wait_percentile(demand, 49, share);
      Target target;
      target.within_ms = wait;
      const Figures figures = figures_for(demand, target, 49);
      if (patience == 0) CHECK(figures.service_level == doctest::Approx(share));
      if (patience != 0) CHECK(figures.service_level < share); // the others gave up
    }
  }
  CHECK(std::isinf(wait_percentile(published(), 48, 0.5)));
}

TEST_CASE("a queue that grows without end has no figures and meets nothing") {
  Target target;
  target.max_occupancy = 1;
  const Figures figures = figures_for(published(), target, 48);
  CHECK_FALSE(figures.stable);
  CHECK_FALSE(figures.meets);
  CHECK(std::isinf(figures.mean_wait));
  CHECK(to_json(make_plan(published(), target, 48)).find("\"mean_wait_ms\":null") != std::string::npos);
  CHECK(to_text(make_plan(published(), target, 48)).find("grows without end") != std::string::npos);
}

TEST_CASE("a load of as many erlangs as there are agents grows without end, whatever its last digit") {
  for (const auto &[per_hour, handle_ms, number] :
       {std::tuple(3.0 / 168, 168 * 3'600'000.0, 3U), std::tuple(223.0, 3'600'000.0, 223U),
        std::tuple(252.0, 1'200'000.0, 84U), std::tuple(135.0, 1'440'000.0, 54U),
        std::tuple(180.0, 60'000.0, 3U)}) {
    const std::uint32_t agents = number; // a binding is not for lambdas
    CAPTURE(agents);
    Demand demand;
    demand.per_hour = per_hour;
    demand.handle_ms = handle_ms;
    CHECK_FALSE(figures_for(demand, {}, agents).stable);
    CHECK(figures_for(demand, {}, agents + 1).stable);
    const double in_ms = per_hour / 3'600'000;
    CHECK(erlang_c(agents, in_ms * handle_ms) == 1);
    const std::vector<double> rates = {in_ms / 2, in_ms / 2};
    CHECK(std::isinf(priority_waits(rates, handle_ms, agents).back()));
  }
}

TEST_CASE("a limit that is met exactly is met") {
  for (const auto &[per_hour, handle_ms, busy, agents] :
       {std::tuple(114.0, 1'080'000.0, 0.6, 57U), std::tuple(392.0, 180'000.0, 0.7, 28U),
        std::tuple(276.0, 420'000.0, 0.7, 46U), std::tuple(162.0, 5'400'000.0, 0.9, 270U),
        std::tuple(237.0, 5'400'000.0, 0.9, 395U)}) {
    Demand demand;
    demand.per_hour = per_hour;
    demand.handle_ms = handle_ms;
    Target target;
    target.max_occupancy = busy;
    CHECK(fewest_agents(demand, target) == agents);
  }
}

TEST_CASE("a service level of no time at all is the share that does not wait") {
  Demand demand = published();
  Target target;
  target.share = 0.8;
  target.within_ms = 0;
  const auto agents = fewest_agents(demand, target);
  REQUIRE(agents);
  CHECK(figures_for(demand, target, *agents).p_wait <= 0.2);
  CHECK(figures_for(demand, target, *agents - 1).p_wait > 0.2);
}

TEST_CASE("shrinkage makes whole people of the schedule") {
  CHECK(scheduled_for(7, 0.3) == 10);
  CHECK(scheduled_for(14, 0.3) == 20);
  CHECK(scheduled_for(50, 0.3) == 72);
  CHECK(scheduled_for(1, 0) == 1);
  CHECK(scheduled_for(0, 0.5) == 0);
}

TEST_CASE("questions that make no sense are told apart from those that are too large") {
  const auto ask = [](const Demand &demand, const Target &target, std::uint32_t agents) {
    Findings findings;
    const Asked asked = check_question(demand, target, agents, true, findings);
    CHECK(findings.has_errors() == (asked != Asked::fine));
    return asked;
  };
  Target target;
  target.share = 0.8;
  CHECK(ask(published(), target, 0) == Asked::fine);
  CHECK(ask(published(), {}, 0) == Asked::wrong);
  CHECK(ask(published(), {}, 50) == Asked::fine);
  CHECK(ask(published(), {}, 100'001) == Asked::too_large);
  target.share = 1;
  CHECK(ask(published(), target, 0) == Asked::wrong);
  target.share = std::nan("");
  CHECK(ask(published(), target, 0) == Asked::wrong);
  target.share = 0.8;
  Demand demand = published();
  demand.patience_ms = 60'000;
  demand.most_waiting = 5;
  CHECK(ask(demand, target, 0) == Asked::wrong);
  demand.most_waiting = 0;
  demand.patience_ms = 24.0 * 3'600'000;
  CHECK(ask(demand, target, 0) == Asked::too_large); // 69,120 would wait
  demand = published();
  demand.per_hour = -1;
  CHECK(ask(demand, target, 0) == Asked::wrong);
  demand.per_hour = 1e8;
  CHECK(ask(demand, target, 0) == Asked::too_large);
}

TEST_CASE("the hours of a week are those of the wall clock, whole and without those that clocks skip") {
  RecordedWeek week(rome());
  // Two weeks, Monday to Sunday twice, with the change of 29 March 2026 at 02:00.
  week.add(at("2026-03-15T23:30:00Z"), 60'000);           // Monday 00:30 in Rome
  week.add(at("2026-03-29T21:30:00Z"), 180'000);          // Sunday 23:30, in summer time
  week.add(at("2026-03-29T00:59:59.999Z"), std::nullopt); // Sunday 01:59
  week.add(at("2026-03-29T01:00:00Z"), std::nullopt);     // Sunday 03:00: there is no 02:00
  CHECK(week.mean_handle_ms() == 120'000);
  Demand demand;
  demand.handle_ms = 120'000;
  Target target;
  target.share = 0.8;
  target.within_ms = 60'000;
  const WeekPlan plan = week.plan(demand, target);
  CHECK(plan.from == at("2026-03-15T23:00:00Z"));
  CHECK(plan.until == at("2026-03-29T22:00:00Z"));
  std::int64_t covered = 0;
  std::uint64_t arrivals = 0;
  for (std::size_t i = 0; i < hours_of_week; ++i) {
    covered += plan.hours[i].covered_ms;
    arrivals += plan.hours[i].arrivals;
    const std::int64_t wanted = i == 6 * 24 + 2 ? 3'600'000 : 2 * 3'600'000;
    CHECK(plan.hours[i].covered_ms == wanted);
  }
  CHECK(covered == plan.until - plan.from);
  CHECK(arrivals == 4);
  CHECK(plan.hours[0].arrivals == 1);
  CHECK(plan.hours[0].per_hour == 0.5);
  CHECK(plan.hours[0].agents >= 1);
  CHECK(plan.hours[1].agents == 0);
  CHECK(plan.hours[6 * 24 + 1].arrivals == 1);
  CHECK(plan.hours[6 * 24 + 2].arrivals == 0);
  CHECK(plan.hours[6 * 24 + 3].arrivals == 1);
  CHECK(plan.hours[6 * 24 + 23].arrivals == 1);
}

TEST_CASE("an hour that clocks repeat is two hours long") {
  RecordedWeek week(rome());
  week.add(at("2026-10-25T00:30:00Z"), std::nullopt); // 02:30 for the first time
  week.add(at("2026-10-25T01:30:00Z"), std::nullopt); // and again
  Demand demand;
  demand.handle_ms = 60'000;
  Target target;
  target.max_occupancy = 0.9;
  const WeekPlan plan = week.plan(demand, target);
  const WeekHour &hour = plan.hours[6 * 24 + 2];
  CHECK(hour.covered_ms == 2 * 3'600'000);
  CHECK(hour.arrivals == 2);
  CHECK(hour.per_hour == 1);
  CHECK(plan.until - plan.from == 25 * 3'600'000);
}
