// SPDX-License-Identifier: BSL-1.0
#include "bare_loop.hpp"

#include <deque>
#include <queue>
#include <random>
#include <vector>

namespace usher_benchmark {
namespace {

struct Event {
  double time;
  std::uint64_t customer; // whose work ends; the one that comes, for an arrival
  bool arrival;
  bool operator<(const Event &other) const { return time > other.time; }
};

} // namespace

BareResult run_bare_loop(std::uint64_t customers, std::uint32_t agents, double load, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::exponential_distribution<double> gap(load * agents);
  std::exponential_distribution<double> work(1);
  std::uniform_real_distribution<double> share;
  std::priority_queue<Event> events;
  std::deque<std::uint64_t> waiting[2];
  std::vector<double> arrived(customers); // a record of every customer
  std::vector<double> waits(customers);
  std::uint32_t idle = agents;
  BareResult out;
  events.push({gap(random), 0, true});
  const auto begin = [&](std::uint64_t customer, double now) {
    waits[customer] = now - arrived[customer];
    events.push({now + work(random), customer, false});
  };
  while (!events.empty()) {
    const Event event = events.top();
    events.pop();
    ++out.events;
    if (event.arrival) {
      arrived[event.customer] = event.time;
      if (idle > 0) {
        --idle;
        begin(event.customer, event.time);
      } else {
        waiting[share(random) < 0.3 ? 0 : 1].push_back(event.customer);
      }
      if (event.customer + 1 < customers) events.push({event.time + gap(random), event.customer + 1, true});
      continue;
    }
    std::deque<std::uint64_t> &queue = waiting[waiting[0].empty() ? 1 : 0];
    if (queue.empty()) {
      ++idle;
      continue;
    }
    begin(queue.front(), event.time);
    queue.pop_front();
  }
  for (const double wait : waits)
    out.mean_wait += wait / static_cast<double>(customers);
  return out;
}

} // namespace usher_benchmark
