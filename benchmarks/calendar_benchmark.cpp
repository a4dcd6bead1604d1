// SPDX-License-Identifier: BSL-1.0
// What it costs to ask a calendar, and to make one.
//
// `best` is nanoseconds a question in the fastest of all rounds through some thousand questions, which other work on
// the machine disturbs least; `of_loop` the same as a multiple of a loop of 1,000 dependent multiplications, so that
// lines of different machines can be compared.
#include "calendar/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

using namespace usher::calendar;
using usher::Instant;

namespace {

constexpr std::size_t question_count = 4096;
constexpr std::int64_t ms_per_day = 86'400'000;
const Instant begin = *usher::parse_time("2024-01-01");

enum Kind { always, office, holidays, nights };
constexpr const char *names[] = {"always", "office", "office with holidays", "nights with holidays"};

Description describe(Kind kind) {
  if (kind == always) return always_open();
  Description description;
  const LoadedZone zone = load_zone("Europe/Rome");
  if (zone.status != ZoneStatus::ok)
    throw std::runtime_error(zone_problem(zone.status, "Europe/Rome").message);
  description.zone = zone.zone;
  for (std::size_t day = 0; day < 5; ++day)
    description.weekly[day] = kind == nights ? std::vector<Window>{{22 * 60, 30 * 60}}
                                             : std::vector<Window>{{9 * 60, 13 * 60}, {14 * 60, 18 * 60}};
  if (kind == office) return description;
  for (const YearDay day : {YearDay{1, 1}, YearDay{1, 6}, YearDay{4, 25}, YearDay{5, 1}, YearDay{6, 2},
                            YearDay{8, 15}, YearDay{11, 1}, YearDay{12, 8}, YearDay{12, 25}, YearDay{12, 26}})
    description.closed_yearly.push_back(day);
  for (int year = 1990; year <= 2060; ++year) {
    description.closed.push_back({day_of(year, 8, 10), day_of(year, 8, 21)});
    description.open.push_back({day_of(year, 12, 24), {{9 * 60, 12 * 60}}});
  }
  return description;
}

/// Nanoseconds of the loop of a thousand multiplications, each of which waits for the one before.
double loop_ns() {
  double best = 1e9;
  for (int round = 0; round < 200; ++round) {
    const auto start = std::chrono::steady_clock::now();
    std::uint64_t value = 88172645463325252u;
    for (int i = 0; i < 1000; ++i) {
      value *= 6364136223846793005u;
      benchmark::DoNotOptimize(value);
    }
    best = std::min(
        best, std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

struct Question {
  Instant time;
  std::int64_t service;
  Instant other;
};

/// Times within ten years, and service times whose end lies within about a month.
std::vector<Question> ask() {
  std::mt19937_64 random(5);
  std::vector<Question> questions(question_count);
  for (Question &question : questions) {
    question.time = begin + static_cast<Instant>(random() % static_cast<std::uint64_t>(3650 * ms_per_day));
    question.service = static_cast<std::int64_t>(1 + random() % (100 * 3'600'000));
    question.other =
        question.time + static_cast<Instant>(random() % static_cast<std::uint64_t>(30 * ms_per_day));
  }
  return questions;
}

template <class Answer>
void questions(benchmark::State &state, Kind kind, Answer answer) {
  const double loop = loop_ns();
  const Calendar calendar(describe(kind));
  const std::vector<Question> list = ask();
  double best = 1e9;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    for (const Question &question : list) {
      auto result = answer(calendar, question);
      benchmark::DoNotOptimize(result);
    }
    best = std::min(
        best, std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() /
                  static_cast<double>(list.size()));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(list.size()));
  state.SetLabel(names[kind]);
  state.counters["best"] = best;
  state.counters["of_loop"] = best / loop;
}

void due(benchmark::State &state) {
  questions(state, static_cast<Kind>(state.range(0)), [](const Calendar &calendar, const Question &question) {
    return calendar.due(question.time, question.service);
  });
}

void elapsed(benchmark::State &state) {
  questions(state, static_cast<Kind>(state.range(0)), [](const Calendar &calendar, const Question &question) {
    return calendar.elapsed(question.time, question.other);
  });
}

void next_opening(benchmark::State &state) {
  questions(state, static_cast<Kind>(state.range(0)), [](const Calendar &calendar, const Question &question) {
    return calendar.next_opening(question.time);
  });
}

void three_working_days(benchmark::State &state) {
  questions(state, static_cast<Kind>(state.range(0)), [](const Calendar &calendar, const Question &question) {
    return calendar.working_days(question.time, 3);
  });
}

void compile(benchmark::State &state) {
  const Description description = describe(static_cast<Kind>(state.range(0)));
  std::size_t bytes = 0;
  for (auto _ : state) {
    const Calendar calendar(description);
    bytes = calendar.minutes().bytes();
  }
  state.SetLabel(names[state.range(0)]);
  state.counters["bytes"] = static_cast<double>(bytes);
}

void load(benchmark::State &state) {
  for (auto _ : state) {
    const LoadedZone zone = load_zone("Europe/Rome");
    benchmark::DoNotOptimize(zone.zone.get());
  }
  state.SetLabel("Europe/Rome, after the first time");
}

} // namespace

BENCHMARK(due)->DenseRange(always, nights);
BENCHMARK(elapsed)->DenseRange(always, nights);
BENCHMARK(next_opening)->DenseRange(office, nights);
BENCHMARK(three_working_days)->DenseRange(office, nights);
BENCHMARK(compile)->DenseRange(always, nights)->Unit(benchmark::kMicrosecond);
BENCHMARK(load)->Unit(benchmark::kMicrosecond);

BENCHMARK_MAIN();
