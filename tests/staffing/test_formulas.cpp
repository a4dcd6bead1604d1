// SPDX-License-Identifier: BSL-1.0
// The formulas against slower ways to the same numbers, against one another at their limits, and against what was
// published.
#include "staffing/abandonment.hpp"
#include "staffing/delay_system.hpp"
#include "staffing/finite_queue.hpp"
#include "staffing/priorities.hpp"
#include "staffing/states.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace usher::staffing;

namespace {

doctest::Approx about(double value, double relative = 1e-9) {
  return doctest::Approx(value).epsilon(relative);
}

/// The sums of the textbooks, term by term.
double erlang_c_by_sums(unsigned agents, double offered) {
  double term = 1;
  double sum = 0;
  for (unsigned n = 0; n < agents; ++n) {
    sum += term;
    term *= offered / (n + 1);
  }
  const double busy = term * agents / (agents - offered);
  return busy / (sum + busy);
}

/// Shares of time by stepping the line on, a very short while at a time, until nothing changes.
std::vector<double> shares_by_stepping(const Line &line, double impatience, std::size_t most) {
  std::vector<double> now(most + 1, 0);
  now[0] = 1;
  double fastest = line.arrivals;
  const auto leaves = [&](std::size_t n) {
    const double waiting = n > line.agents ? static_cast<double>(n - line.agents) : 0;
    return (static_cast<double>(n) - waiting) / line.handle_time + waiting * impatience;
  };
  fastest += leaves(most);
  for (int step = 0; step < 200'000; ++step) {
    std::vector<double> next(most + 1, 0);
    for (std::size_t n = 0; n <= most; ++n) {
      const double up = n < most ? line.arrivals / fastest : 0;
      const double down = leaves(n) / fastest;
      if (n < most) next[n + 1] += up * now[n];
      if (n > 0) next[n - 1] += down * now[n];
      next[n] += (1 - up - down) * now[n];
    }
    now.swap(next);
  }
  return now;
}

} // namespace

TEST_CASE("Erlang B and C are the sums of the textbooks") {
  CHECK(erlang_b(0, 3) == 1);
  CHECK(erlang_b(1, 1) == about(0.5));
  CHECK(erlang_b(2, 1) == about(0.2));
  for (unsigned agents = 1; agents < 60; ++agents)
    for (double offered = 0.05; offered < agents; offered += 0.37)
      CHECK(erlang_c(agents, offered) == about(erlang_c_by_sums(agents, offered)));
  CHECK(erlang_c(5, 5) == 1);
  CHECK(erlang_c(5, 9) == 1);
  CHECK(erlang_b(2000, 1800) > 0); // nothing grows beyond what can be told
  CHECK_FALSE(delay_figures({2, 1, 2}).has_value());
}

TEST_CASE("the published comparison of Garnett, Mandelbaum and Reiman") {
  // 48 calls a minute of one minute each, 50 agents; with and without a patience of two minutes.
  const Line line{48, 1, 50};
  const auto patient = delay_figures(line);
  REQUIRE(patient.has_value());
  CHECK(patient->mean_wait * 60 == about(20.83, 0.0005));
  CHECK(patient->wait_percentile(0.9) * 60 == about(58.14, 0.0005));
  CHECK(patient->mean_queue == about(16.67, 0.0005));
  CHECK(patient->occupancy == about(0.96));
  const AbandonmentFigures figures = abandonment_figures(line, 2);
  CHECK(figures.p_abandon == about(0.0309, 0.0005));
  CHECK(figures.mean_wait_all * 60 == about(3.71, 0.001));
  CHECK(figures.mean_queue == about(2.97, 0.001));
  CHECK(figures.occupancy == about(0.930, 0.0005));
}

TEST_CASE("shares of time are where a line comes to that is stepped on and on") {
  for (const Line line : {Line{0.9, 1, 1}, Line{2.5, 1.5, 4}, Line{6, 1, 3}})
    for (const double impatience : {0.0, 0.3}) {
      const std::vector<double> fast = state_shares(line, impatience, 25);
      const std::vector<double> slow = shares_by_stepping(line, impatience, 25);
      REQUIRE(fast.size() == slow.size());
      for (std::size_t n = 0; n < fast.size(); ++n)
        CHECK(fast[n] == doctest::Approx(slow[n]).epsilon(1e-9));
    }
}

TEST_CASE("the formulas meet at their limits") {
  const Line line{2.4, 2.5, 8};
  // A queue for nobody is Erlang B; one without an end is Erlang C, as is endless patience.
  CHECK(finite_queue_figures(line, 8).p_block == about(erlang_b(8, 6)));
  const auto patient = delay_figures(line);
  REQUIRE(patient.has_value());
  const FiniteQueueFigures large = finite_queue_figures(line, 4000);
  CHECK(large.p_block == 0);
  CHECK(large.mean_wait_accepted == about(patient->mean_wait));
  CHECK(large.service_level_accepted(1.5) == about(patient->service_level(1.5)));
  const AbandonmentFigures endless = abandonment_figures(line, 1e9);
  CHECK(endless.mean_wait_all == about(patient->mean_wait, 1e-6));
  CHECK(endless.served_of_offered(1.5) == about(patient->service_level(1.5), 1e-6));
  // All are one class, and exponential handle times are one shape.
  const auto single = single_agent_figures(0.8, {1, 2, 6});
  const auto exponential = delay_figures({0.8, 1, 1});
  REQUIRE((single && exponential));
  CHECK(single->mean_wait == about(exponential->mean_wait));
  CHECK(single->sd_wait == about(exponential->sd_wait));
  CHECK(priority_waits(std::vector<double>{2.4}, 2.5, 8)[0] == about(patient->mean_wait));
  CHECK(priority_waits(std::vector<PriorityClass>{{0.8, {1, 2, 6}}})[0] == about(single->mean_wait));
  // A class that the agents cannot keep up with.
  CHECK(priority_waits(std::vector<double>{0.5, 0.6}, 1, 1)[1] == std::numeric_limits<double>::infinity());
}

TEST_CASE("a long queue is summed state by state as each state alone says") {
  for (const double arrivals : {4.0, 6.4, 7.9, 9.5}) {
    const Line line{arrivals, 5, 40};
    const FiniteQueueFigures figures = finite_queue_figures(line, 3000);
    const std::size_t states = figures.shares.size() - (figures.p_block > 0 ? 1 : 0);
    for (const double within : {0.0, 0.01, 1.0, 20.0, 150.0, 300.0, 360.0, 1000.0, 1e6}) {
      double in_time = 0;
      for (std::size_t state = 0; state < states; ++state)
        in_time += figures.shares[state] *
                   (state < line.agents ? 1 : poisson_at_least(state - line.agents + 1, 8 * within));
      CAPTURE(arrivals);
      CAPTURE(within);
      CHECK(figures.service_level_accepted(within) == about(in_time / (1 - figures.p_block)));
    }
  }
}

TEST_CASE("who is served and who gives up within a time are all in the end") {
  const AbandonmentFigures figures = abandonment_figures({5, 2, 8}, 3);
  const auto soon = figures.within(0);
  CHECK(soon.served == about(1 - figures.p_wait));
  CHECK(soon.abandoned == 0);
  const auto late = figures.within(1000);
  CHECK(late.served == about(1 - figures.p_abandon));
  CHECK(late.abandoned == about(figures.p_abandon));
  CHECK(figures.mean_wait_all == about((1 - figures.p_abandon) * figures.mean_wait_served +
                                       figures.p_abandon * figures.mean_wait_abandoned));
}

TEST_CASE("the fewest agents for a service level: one fewer is not enough") {
  for (const double offered : {0.5, 3.0, 17.0, 240.0})
    for (const double share : {0.5, 0.8, 0.99}) {
      const Line line{offered, 1, 0};
      const auto patient = agents_for(line, share, 0.25);
      REQUIRE(patient.has_value());
      const auto level = [&](std::uint32_t agents) {
        const auto figures = delay_figures({offered, 1, agents});
        return figures ? figures->service_level(0.25) : 0;
      };
      CHECK(level(*patient) >= share);
      CHECK((*patient == 1 || level(*patient - 1) < share));
      const auto impatient = agents_for_impatient(line, 2, share, 0.25);
      REQUIRE(impatient.has_value());
      const auto level_a = [&](std::uint32_t agents) {
        return abandonment_figures({offered, 1, agents}, 2).served_of_offered(0.25);
      };
      CHECK(level_a(*impatient) >= share);
      CHECK((*impatient == 1 || level_a(*impatient - 1) < share));
      CHECK(*impatient <= *patient);
    }
  CHECK_FALSE(agents_for({100, 1, 0}, 0.8, 0.25, 100).has_value());
  CHECK_FALSE(agents_for_impatient({100, 1, 0}, 2, 0.9999999, 0.0, 20).has_value());
}

TEST_CASE("what is hardly ever in time is told with all its digits") {
  // By sixty digits: 4.025408150483516e-14. What is left of 1 - x would have lost all but the first.
  CHECK(finite_queue_figures({2, 5, 8}, 200).service_level_accepted(30) == about(4.025408150483516e-14));
}

TEST_CASE("Poisson in both tails") {
  CHECK(poisson(0, 0) == 1);
  CHECK(poisson(3, 0) == 0);
  CHECK(poisson_at_least(0, 5) == 1);
  CHECK(poisson_at_least(1, 2) == about(1 - std::exp(-2.0)));
  CHECK(poisson_at_least(200, 50) > 0);
  CHECK(poisson_at_least(200, 50) < 1e-50);
  CHECK(poisson_at_least(3, 500) == about(1));
  for (std::size_t n = 1; n < 60; ++n)
    CHECK(poisson_at_least(n, 20) - poisson_at_least(n + 1, 20) ==
          doctest::Approx(poisson(n, 20)).epsilon(1e-6));
}
