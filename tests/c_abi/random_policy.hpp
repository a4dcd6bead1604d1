// SPDX-License-Identifier: BSL-1.0
// Random policies and messages for tests that see only the public interface. A seed gives the same ones everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace usher_test {

/// Integers only, so that every standard library draws the same.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  /// 0 to `bound` - 1.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class T>
  const T &pick(const std::vector<T> &list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

/// What a random rule decides, as the test folds it by its own reading of the language.
struct RandomOutcome {
  std::optional<std::string> department;
  std::optional<std::string> agent;
  std::optional<std::string> sla;
  std::optional<int> priority;
  std::optional<std::string> stage;
  std::optional<std::string> visibility;
  std::optional<bool> engage;
  std::vector<std::string> skills;
  std::vector<std::string> tags;
  std::vector<std::string> notify;
  std::vector<std::string> ask;
  bool stop = false;
};

struct RandomPolicy {
  std::string head; // all sections but rules, signals and tests
  std::string signals;
  std::vector<std::string> rules; // as YAML, one line each
  std::vector<RandomOutcome> outcomes;

  [[nodiscard]] std::string text() const;
};

[[nodiscard]] RandomPolicy random_policy(Random &random);

/// A message in the two forms that must mean the same.
struct RandomFact {
  enum class Type { text, number, flag, time, duration };
  std::string name;
  Type type = Type::text;
  std::string text; // also the JSON form of times
  std::int64_t integer = 0;
  double number = 0;
};

struct RandomMessage {
  std::string id, channel, account, visibility, text, subject, language;
  std::vector<std::string> tags;
  std::optional<std::int64_t> time;
  std::vector<RandomFact> facts;
  std::vector<RandomFact> was; // in JSON only

  [[nodiscard]] std::string json() const;
};

[[nodiscard]] RandomMessage random_message(Random &random);

/// What facts were when rules last decided, of most messages: as a host says it without a desk.
void add_what_was(Random &random, RandomMessage &message);

} // namespace usher_test
