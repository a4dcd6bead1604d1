// SPDX-License-Identifier: BSL-1.0
#include "workload.hpp"

#include <array>
#include <cmath>
#include <random>
#include <string_view>

#include <fmt/format.h>

namespace usher_benchmark {
namespace {

constexpr std::size_t vocabulary = 20'000;
constexpr std::array<std::string_view, 3> tiers = {"bronze", "silver", "gold"};
constexpr std::array<std::string_view, 4> channels = {"instagram", "facebook", "email", "chat"};

/// Draws the same numbers with every standard library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  /// The rank of a word by Zipf's law with exponent 1: n to the power of a uniform number.
  std::size_t zipf() {
    const double uniform = static_cast<double>(below(1'000'000)) / 1'000'000;
    return static_cast<std::size_t>(std::pow(static_cast<double>(vocabulary), uniform)) - 1;
  }

 private:
  std::mt19937_64 engine_;
};

// A pronounceable word for a number: syllables in a mixed base.
std::string word(std::size_t number) {
  static constexpr std::string_view consonants = "bcdfglmnprstvz";
  static constexpr std::string_view vowels = "aeiou";
  std::string out;
  number += 70; // at least two syllables
  while (number != 0) {
    out.push_back(consonants[number % consonants.size()]);
    number /= consonants.size();
    out.push_back(vowels[number % vowels.size()]);
    number /= vowels.size();
  }
  return out;
}

std::string phrase(Random &random) {
  // Rules speak of rare words: the hundred commonest are what stop words are.
  const std::string first = word(100 + random.below(vocabulary - 100));
  return random.one_in(3) ? first + " " + word(100 + random.below(vocabulary - 100)) : first;
}

std::string test(Random &random) {
  switch (random.below(4)) {
  case 0: return fmt::format("channel: {}", channels[random.below(channels.size())]);
  case 1: return fmt::format("customer.tier: {{at_least: {}}}", tiers[random.below(tiers.size())]);
  case 2: return fmt::format("author.followers: {{at_least: {}}}", random.below(100'000));
  default:
    return fmt::format("sentiment: {{at_most: {}}}", (static_cast<double>(random.below(20)) - 10) / 10);
  }
}

std::string condition(Random &random) {
  std::vector<std::string> parts;
  if (random.below(10) < 7) {
    std::vector<std::string> phrases;
    for (std::size_t i = random.below(4) + 1; i > 0; --i)
      phrases.push_back(phrase(random));
    parts.push_back(fmt::format("{{text: [{}]}}", fmt::join(phrases, ", ")));
  }
  if (random.one_in(20))
    parts.push_back(fmt::format(R"({{text: ['/\b[A-Z]{{2}}-{:03}\d{{3}}\b/']}})", random.below(1000)));
  for (std::size_t i = random.below(2) + 1; i > 0; --i)
    parts.push_back(fmt::format("{{{}}}", test(random)));
  if (random.below(20) < 3)
    parts.push_back(fmt::format("{{any: [{{{}}}, {{{}}}]}}", test(random), test(random)));
  if (random.below(20) < 3) parts.push_back(fmt::format("{{not: {{{}}}}}", test(random)));
  return fmt::format("{{all: [{}]}}", fmt::join(parts, ", "));
}

} // namespace

std::string make_policy(std::size_t rules, std::uint64_t seed) {
  Random random(seed);
  std::string out = "usher: 1\n"
                    "facts: {customer.tier: [bronze, silver, gold]}\n"
                    "channels:\n"
                    "  instagram: {kind: social, public: true, private_twin: chat}\n"
                    "  facebook: {kind: social, public: true, private_twin: chat}\n"
                    "  email: {kind: email}\n"
                    "  chat: {kind: chat}\n"
                    "departments: {care: {}}\n"
                    "default: {department: care}\n"
                    "rules:\n";
  for (std::size_t i = 0; i < rules; ++i) {
    out += fmt::format("  - {{name: rule {}, when: {}, then: {{tags: [tag{}]}}}}\n", i, condition(random),
                       i % 100);
  }
  return out;
}

std::vector<std::string> make_texts(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text;
    while (text.size() < 300) {
      std::string next = word(random.zipf());
      if (random.one_in(12)) next[0] = static_cast<char>(next[0] - 'a' + 'A');
      text += next;
      text += random.one_in(10) ? ", " : " ";
      if (random.one_in(60)) text += fmt::format("AB-{:06} ", random.below(1'000'000));
    }
    out.push_back(std::move(text));
  }
  return out;
}

std::vector<std::string> make_messages(std::size_t count, std::uint64_t seed) {
  Random random(seed + 1);
  std::vector<std::string> out;
  for (const std::string &text : make_texts(count, seed)) {
    out.push_back(fmt::format(
        R"({{"id":"{}","channel":"{}","text":"{}","facts":{{"customer.tier":"{}","author.followers":{},"sentiment":{}}}}})",
        out.size(), channels[random.below(channels.size())], text, tiers[random.below(tiers.size())],
        random.below(100'000), (static_cast<double>(random.below(20)) - 10) / 10));
  }
  return out;
}

} // namespace usher_benchmark
