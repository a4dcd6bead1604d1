// SPDX-License-Identifier: BSL-1.0
#include "threads.hpp"

#include "measure.hpp"
#include "usher_engine.hpp"
#include "workload.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

#include <fmt/format.h>

namespace usher_benchmark {
namespace {

struct Rate {
  double by_clock = 0;     // decisions of all threads a second
  double by_processor = 0; // the sum over threads of decisions a second of its own time
};

Rate run(std::vector<std::unique_ptr<Decider>> &deciders, std::size_t threads, std::size_t tickets,
         double seconds) {
  std::atomic<std::size_t> ready{0};
  std::atomic<bool> go{false};
  std::atomic<bool> stop{false};
  struct alignas(128) Count { // no line of memory shared
    std::size_t done = 0;
    double seconds = 0;
  };
  std::vector<Count> counts(threads);
  std::vector<std::thread> all;
  for (std::size_t t = 0; t < threads; ++t) {
    all.emplace_back([&, t] {
      Decider &decider = *deciders[t];
      ready.fetch_add(1);
      while (!go.load())
        std::this_thread::yield();
      const double begin = thread_seconds();
      std::size_t done = 0;
      // From different ends, so that the threads do not ask for the same at the same time.
      for (std::size_t i = t * tickets / threads; !stop.load(std::memory_order_relaxed); ++i, ++done)
        decider.decide(i % tickets);
      counts[t] = {done, thread_seconds() - begin};
    });
  }
  while (ready.load() < threads)
    std::this_thread::yield();
  const auto begin = std::chrono::steady_clock::now();
  go.store(true);
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  stop.store(true);
  for (std::thread &thread : all)
    thread.join();
  const double passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  Rate out;
  for (const Count &count : counts) {
    out.by_clock += static_cast<double>(count.done) / passed;
    out.by_processor += static_cast<double>(count.done) / count.seconds;
  }
  return out;
}

} // namespace

void print_threads(std::size_t rules) {
  WorkloadOptions options;
  options.rules = rules;
  const Workload workload = make_workload(options);
  const std::array<Usher, 2> policies = {Usher(workload, false), Usher(workload, false)};
  using Deciders = std::vector<std::unique_ptr<Decider>>;
  Deciders sharing;
  Deciders apart;
  for (const Usher &policy : policies) {
    sharing.push_back(std::make_unique<Decider>(policies[0], workload.tickets));
    apart.push_back(std::make_unique<Decider>(policy, workload.tickets));
  }
  const std::size_t tickets = workload.tickets.size();
  run(sharing, 2, tickets, 0.3); // warm
  run(apart, 2, tickets, 0.3);
  std::vector<double> one;
  std::vector<double> two;
  std::vector<double> by_clock;
  std::vector<double> by_processor;
  std::vector<double> of_apart;
  for (int round = 0; round < 5; ++round) {
    const Rate alone = run(sharing, 1, tickets, 0.5);
    const Rate both = run(sharing, 2, tickets, 0.5);
    const Rate others = run(apart, 2, tickets, 0.5);
    one.push_back(alone.by_clock);
    two.push_back(both.by_clock);
    by_clock.push_back(both.by_clock / alone.by_clock);
    by_processor.push_back(both.by_processor / alone.by_processor);
    of_apart.push_back(others.by_processor / alone.by_processor);
  }
  fmt::print("\nthreads, {} rules, `all`, one policy: {:.0f} decisions a second by the clock with one, "
             "{:.0f} with two\n"
             "two to one: {:.2f} by the clock; {:.2f} by the processor's time, which other programs take "
             "less from;\n"
             "{:.2f} so with a policy for each thread: what is above it is what sharing a policy gains, "
             "below it costs\n",
             rules, median(one), median(two), median(by_clock), median(by_processor), median(of_apart));
  std::fflush(stdout);
}

} // namespace usher_benchmark
