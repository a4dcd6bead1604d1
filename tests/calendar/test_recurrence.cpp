// SPDX-License-Identifier: BSL-1.0
// Rules of recurrence beside a telling of RFC 5545 that looks at every day, on random rules.
#include "calendar/recurrence.hpp"
#include "oracle/plain_recurrence.hpp"
#include "settings.hpp"

#include <random>

#include <doctest/doctest.h>

using usher::calendar::Day;
using usher_oracle::PlainRule;

namespace {

class RandomRule {
 public:
  explicit RandomRule(std::uint64_t seed) : random_(seed) {}

  int draw(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }
  bool one_in(int many) { return draw(1, many) == 1; }

  PlainRule rule(Day start) {
    PlainRule out;
    out.every = static_cast<PlainRule::Every>(draw(0, 3));
    const bool expands = out.every == PlainRule::Every::year || out.every == PlainRule::Every::month;
    if (one_in(2)) out.interval = draw(1, one_in(4) ? 40 : 4);
    if (one_in(3))
      out.count = draw(1, 30);
    else if (one_in(3))
      out.until = start + draw(0, 2000);
    out.week_start = static_cast<unsigned>(draw(0, 6));
    if (one_in(3)) out.months = some(1, 12, false);
    if (expands && one_in(3)) out.month_days = some(1, 31, true);
    if (one_in(2)) add_weekdays(out, expands);
    const bool chooses = !out.weekdays.empty() || !out.month_days.empty() || !out.months.empty();
    if (expands && chooses && one_in(3)) out.positions = some(1, one_in(3) ? 60 : 4, true);
    return out;
  }

 private:
  std::vector<int> some(int least, int most, bool back) {
    std::vector<int> out;
    for (int i = draw(1, 4); i > 0; --i)
      out.push_back(draw(least, most) * (back && one_in(3) ? -1 : 1));
    return out;
  }
  void add_weekdays(PlainRule &out, bool expands) {
    const int most = out.every == PlainRule::Every::year && out.months.empty() ? 53 : 5;
    for (int i = draw(1, 4); i > 0; --i) {
      PlainRule::Weekday day{static_cast<unsigned>(draw(0, 6)), 0};
      if (expands && one_in(2)) day.number = draw(1, most) * (one_in(3) ? -1 : 1);
      out.weekdays.push_back(day);
    }
  }

  std::mt19937_64 random_;
};

} // namespace

TEST_CASE("a rule recurs on the days that a look at every day finds") {
  const std::uint64_t rules = usher::testing::setting("USHER_RECURRENCES", 20'000);
  std::size_t refused = 0;
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= rules; ++seed) {
    RandomRule random(seed);
    const Day start = random.draw(-20'000, 30'000);
    const PlainRule rule = random.rule(start);
    const std::string text = rule.text();
    CAPTURE(seed);
    CAPTURE(text);
    std::string problem;
    const auto read = usher::calendar::parse_recurrence(text, problem);
    if (!read) { // days that no month has are drawn too
      CHECK(problem == "no month has such a day");
      ++refused;
      continue;
    }
    const Day from = start + (random.one_in(2) ? random.draw(-400, 1500) : 0);
    const Day last = start + random.draw(0, 4000);
    usher::calendar::WallTime begin;
    begin.day = start;
    begin.date = true;
    std::vector<Day> days;
    for (const auto &one : usher::calendar::occurrences(*read, begin, from, last, 100'000))
      days.push_back(one.day);
    const std::vector<Day> expected = usher_oracle::days_of(rule, start, from, last);
    REQUIRE(days == expected);
    found += days.size();
  }
  MESSAGE(rules << " rules, " << refused << " of them without a day, " << found << " days");
  CHECK(found > rules);
}
