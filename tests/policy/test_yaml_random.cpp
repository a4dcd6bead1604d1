// SPDX-License-Identifier: BSL-1.0
// Random files that are right must be read to the last place, however they are written; random damage to them
// must never break a promise.
#include "policy/yaml.hpp"
#include "policy/yaml_promises.hpp"
#include "policy/yaml_sample.hpp"
#include "policy/yaml_shape.hpp"

#include <random>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace {

using namespace usher;
using namespace usher::policy;
using namespace usher::policy::testing;

constexpr std::size_t budget = 100'000;

std::string with_line_ends(std::string_view text, std::string_view end) {
  std::string out;
  for (const char c : text) {
    if (c == '\n')
      out += end;
    else
      out += c;
  }
  return out;
}

} // namespace

TEST_CASE("random files are read as they were meant") {
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    const YamlSample sample(seed);
    const std::string_view line_end = seed % 7 == 0 ? "\r\n" : seed % 11 == 0 ? "\r" : "\n";
    std::string text = with_line_ends(sample.text, line_end);
    if (seed % 5 == 0) text.insert(0, "\xEF\xBB\xBF");
    const Source source("sample.yaml", text);
    Yaml yaml;
    Findings findings;
    const bool well_formed = yaml.read(source, budget, findings);
    const std::string broken = PromiseCheck(source).first_broken(yaml, well_formed, budget, findings);
    const std::string first = findings.empty() ? std::string() : to_text(findings[0]);
    const std::string found = shape(yaml.root(), true);
    if (!broken.empty() || !findings.empty() || found != sample.shape) {
      CAPTURE(seed);
      CAPTURE(sample.text);
      CHECK(broken == "");
      CHECK(first == "");
      REQUIRE(found == sample.shape);
    }
  }
}

TEST_CASE("random damage keeps the promises") {
  constexpr std::string_view marks = "\"'[]{},:#-?&*!|>%@` \n\t\r\\~<x\xD0";
  std::mt19937_64 random(2);
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    std::string text = YamlSample(seed).text;
    for (std::size_t times = 1 + random() % 3; times > 0 && !text.empty(); --times) {
      const std::size_t at = random() % text.size();
      const char mark = marks[random() % marks.size()];
      switch (random() % 4) {
      case 0: text.erase(at, 1 + random() % 4); break;
      case 1: text[at] = mark; break;
      case 2: text.insert(at, 1 + random() % 3, mark); break;
      default: text.resize(at); break;
      }
    }
    const Source source("damaged.yaml", text);
    Yaml yaml;
    Findings findings;
    const bool well_formed = yaml.read(source, budget, findings);
    const std::string broken = PromiseCheck(source).first_broken(yaml, well_formed, budget, findings);
    if (!broken.empty()) {
      CAPTURE(seed);
      CAPTURE(text);
      REQUIRE(broken == "");
    }
  }
}
