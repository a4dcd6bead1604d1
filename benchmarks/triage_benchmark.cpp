// SPDX-License-Identifier: BSL-1.0
// What a decision and a load cost, by the number of rules: the baseline for what makes them fast.
#include "workload.hpp"

#include <map>
#include <stdexcept>

#include <benchmark/benchmark.h>
#include <usher/usher.h>

namespace {

constexpr std::uint64_t seed = 7;
constexpr std::size_t message_count = 1000;

usher_str str(const std::string &text) { return {text.data(), text.size()}; }

usher_policy *load(const std::string &text) {
  usher_policy *policy = nullptr;
  if (usher_policy_load_memory(str("benchmark.yaml"), str(text), nullptr, &policy, nullptr) != USHER_OK) {
    throw std::runtime_error("the benchmark's policy does not load");
  }
  return policy;
}

void triage_json(benchmark::State &state) {
  usher_policy *policy = load(usher_benchmark::make_policy(static_cast<std::size_t>(state.range(0)), seed));
  const std::vector<std::string> messages = usher_benchmark::make_messages(message_count, seed);
  usher_decision *decision = nullptr;
  usher_decision_create(&decision);
  usher_triage_options options{};
  options.struct_size = sizeof options;
  options.flags = USHER_TRIAGE_ONLY_NEEDED;
  std::size_t next = 0;
  for (auto _ : state) {
    if (usher_triage_json(policy, str(messages[next]), &options, decision, nullptr) != USHER_OK) {
      state.SkipWithError("a message was refused");
      break;
    }
    benchmark::DoNotOptimize(usher_decision_fields(decision));
    next = (next + 1) % message_count;
  }
  state.SetItemsProcessed(state.iterations());
  usher_decision_destroy(decision);
  usher_policy_destroy(policy);
}

void triage_typed(benchmark::State &state) {
  usher_policy *policy = load(usher_benchmark::make_policy(static_cast<std::size_t>(state.range(0)), seed));
  const std::vector<std::string> texts = usher_benchmark::make_texts(message_count, seed);
  usher_decision *decision = nullptr;
  usher_decision_create(&decision);
  usher_message message{};
  message.struct_size = sizeof message;
  message.channel = {"instagram", 9};
  std::size_t next = 0;
  for (auto _ : state) {
    message.text = str(texts[next]);
    if (usher_triage(policy, &message, nullptr, decision, nullptr) != USHER_OK) {
      state.SkipWithError("a message was refused");
      break;
    }
    benchmark::DoNotOptimize(usher_decision_fields(decision));
    next = (next + 1) % message_count;
  }
  state.SetItemsProcessed(state.iterations());
  usher_decision_destroy(decision);
  usher_policy_destroy(policy);
}

void load_policy(benchmark::State &state) {
  const std::string text = usher_benchmark::make_policy(static_cast<std::size_t>(state.range(0)), seed);
  for (auto _ : state)
    usher_policy_destroy(load(text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.counters["ms_per_1000_rules"] =
      benchmark::Counter(static_cast<double>(state.range(0)) / 1e6,
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

} // namespace

BENCHMARK(triage_json)->Arg(10)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMicrosecond);
BENCHMARK(triage_typed)->Arg(10)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMicrosecond);
BENCHMARK(load_policy)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
