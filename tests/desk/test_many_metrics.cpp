// SPDX-License-Identifier: BSL-1.0
// Metrics of more people and accounts than are added up as they come: told whenever, and whatever memory there is, they
// are the same.
#include "desk/metrics_figures.hpp"
#include "desk/small_desk.hpp"
#include "desk/starving.hpp"

#include <new>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

using namespace usher;
using namespace usher::desk;
using namespace usher::test;

namespace {

constexpr int many = 300;

std::string crowded_policy() {
  std::string text = "usher: 1\nchannels: {mail: {kind: email}}\naccounts:\n";
  for (int i = 0; i < many; ++i)
    text += fmt::format("  \"@a{}\": {{channel: mail}}\n", i);
  return text + "departments: {care: {}}\ndefault: {department: care}\n";
}

std::string at(std::int64_t second) {
  return format_time(*parse_time("2026-03-02T08:00:00Z") + second * 1000);
}

/// Lives of conversations, all in one order; some people answer much, most little.
std::vector<std::string> stream(int conversations) {
  std::mt19937_64 random(5);
  std::vector<std::string> lines;
  for (int i = 0; i < many; ++i)
    lines.push_back(fmt::format(
        R"({{"type":"agent","time":"{}","agent":"p{}","presence":"online","capacity":50,"departments":["care"]}})",
        at(0), i));
  std::int64_t now = 1;
  for (int i = 0; i < conversations; ++i) {
    const auto person = random() % many * (random() % 2);
    lines.push_back(fmt::format(
        R"({{"type":"message","time":"{}","conversation":"c{}","message":{{"account":"@a{}","text":"hello"}}}})",
        at(now), i, random() % many));
    now += static_cast<std::int64_t>(random() % 900);
    lines.push_back(fmt::format(R"({{"type":"assign","time":"{}","conversation":"c{}","agent":"p{}"}})",
                                at(now), i, person));
    now += static_cast<std::int64_t>(random() % 900);
    lines.push_back(
        fmt::format(R"({{"type":"message","time":"{}","conversation":"c{}","agent":"p{}","from":"staff"}})",
                    at(now), i, person));
    now += static_cast<std::int64_t>(random() % 900);
    lines.push_back(fmt::format(R"({{"type":"resolve","time":"{}","conversation":"c{}"}})", at(now), i));
  }
  return lines;
}

std::string figures(const Desk &desk) { return to_json(figures_of(desk, {})); }

} // namespace

TEST_CASE("metrics of many are the same, told at once or one by one") {
  const std::vector<std::string> lines = stream(900);
  SmallDesk at_once(crowded_policy());
  SmallDesk one_by_one(crowded_policy());
  for (const std::string &line : lines) {
    (void)at_once.say({line});
    (void)one_by_one.say({line});
    (void)one_by_one.desk().metrics();
  }
  const std::string expected = figures(one_by_one.desk());
  CHECK(expected.find(R"("name":"p299")") != std::string::npos);
  CHECK(figures(at_once.desk()) == expected);
}

TEST_CASE("metrics of many lose nothing where memory runs out while they are added up") {
  const std::vector<std::string> lines = stream(120);
  SmallDesk fed(crowded_policy());
  for (const std::string &line : lines)
    (void)fed.say({line});
  const std::string expected = figures(fed.desk());
  long failures = 0;
  SmallDesk starved(crowded_policy());
  for (const std::string &line : lines)
    (void)starved.say({line});
  // Each try goes on where memory ran out, and each twentieth has a little more of it.
  for (long count = 0;; ++count) {
    usher_test::starve_after(count / 20);
    bool thrown = false;
    try {
      (void)starved.desk().metrics();
    } catch (const std::bad_alloc &) {
      thrown = true;
    }
    (void)usher_test::feed();
    if (!thrown) break;
    ++failures;
  }
  CHECK(failures > 100);
  CHECK(figures(starved.desk()) == expected);
}
