// SPDX-License-Identifier: BSL-1.0
// Promises against shifts: exact times, in winter and in summer, with holidays, night shifts and several zones; and
// against a look at every minute.
#include "c_abi/random_policy.hpp"
#include "check/sample.hpp"
#include "policy/calendars.hpp"
#include "rules/due_times.hpp"

#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace usher::check {
namespace {

/// A policy in which care has the people named, its calendar and its SLA.
std::string care(const std::string &calendars, const std::string &department, const std::string &agents,
                 const std::string &sla = "{first_response: 75m}") {
  return fmt::format("usher: 1\n"
                     "default: {{department: care}}\n"
                     "calendars:\n{}"
                     "sla: {{fast: {}}}\n"
                     "departments:\n"
                     "  care: {{sla: fast{}}}\n"
                     "agents:\n{}",
                     calendars, sla, department, agents);
}

const std::string office = "  office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-18:00\"]}}\n";
const std::string sara = "  sara: {departments: [care], shift: office}\n";

/// The one finding, or nothing.
std::string late(const std::string &policy) {
  const auto found = analysis_of(policy, Code::due_before_shift);
  REQUIRE(found.size() <= 1);
  return found.empty() ? std::string() : found[0].message;
}

std::string unstaffed(const std::string &policy) {
  const auto found = analysis_of(policy, Code::unstaffed_hours);
  REQUIRE(found.size() <= 1);
  return found.empty() ? std::string() : found[0].message;
}

TEST_CASE("a promise that counts round the clock, and people who go home") {
  const auto found = analysis_of(care(office, "", sara), Code::due_before_shift);
  REQUIRE(found.size() == 1);
  CHECK(to_text(found[0]) ==
        "policy.yaml:7:3: warning: a message at Fri 2026-10-23 18:01 is due Fri 19:16 and first seen Mon "
        "09:00; "
        "so it is 286 times in 400 days (departments.care) [due_before_shift]\n"
        "    promise more time in the SLA \"fast\", let it count on the hours of the shifts by calendar: of "
        "\"care\", or add a shift\n");
}

TEST_CASE("a promise that a rule makes is looked at as well, once") {
  const std::string policy =
      care(office, ", calendar: office", sara) + "  tom: {departments: [shop], shift: office}\n" +
      "rules:\n"
      "  - {name: no, when: {tags: [a]}, then: {sla: quick}}\n" // of which department is not known
      "  - {name: yes, when: {tags: [b]}, then: {department: shop, sla: quick}}\n"
      "  - {name: again, when: {tags: [c]}, then: {department: shop, sla: quick}}\n";
  std::string with_sla = policy;
  with_sla.replace(with_sla.find("departments:\n"), 13,
                   "  quick: {first_response: 1h}\ndepartments:\n  shop: {}\n");
  with_sla.replace(with_sla.find("sla: {fast: {first_response: 75m}}"), 34,
                   "sla:\n  fast: {first_response: 75m}");
  const auto found = analysis_of(with_sla, Code::due_before_shift);
  REQUIRE(found.size() == 1);
  CHECK(found[0].path == "rules[1]");
  CHECK(found[0].message == "a message at Fri 2026-10-23 18:01 is due Fri 19:01 and first seen Mon 09:00; so "
                            "it is 286 times in 400 days");
}

TEST_CASE("a promise that counts on the hours of the shifts is kept") {
  CHECK(late(care(office, ", calendar: office", sara)).empty());
  CHECK(late(care(office, "", sara, "{first_response: 100h}")).empty());
  // Friday evening to Monday morning are 63 hours, 64 when clocks are set back, 62 when they are set forward; and an
  // answer at the due time is in time.
  CHECK(late(care(office, "", sara, "{first_response: 64h}")).empty());
  CHECK(late(care(office, "", sara, "{first_response: 63h}")) ==
        "a message at Fri 2026-10-23 18:01 is due Mon 08:01 and first seen Mon 09:00; so it is once in 400 "
        "days");
  CHECK(late(care(office, "", sara, "{first_response: 62h}")).ends_with("; so it is 56 times in 400 days"));
  CHECK(
      late(care(office, "", sara, "{first_response: 61h59m}")).ends_with("; so it is 57 times in 400 days"));
  // Counted from the very end of the shift: a minute later it would be due when the next one begins.
  CHECK(late(care(office, "", sara, "{first_response: 63h59m}")) ==
        "a message at Fri 2026-10-23 18:00 is due Mon 08:59 and first seen Mon 09:00; so it is once in 400 "
        "days");
}

TEST_CASE("the lowest band whose promise is not kept") {
  CHECK(
      late(care(office, "", sara, "{first_response: {urgent: 15m, low: 4h}}")) ==
      "a message of band \"low\" at Fri 2026-10-23 18:01 is due Fri 22:01 and first seen Mon 09:00; so it is "
      "286 times in 400 days");
  CHECK(late(care(office, "", sara, "{first_response: {urgent: 15m, low: 100h}}")) ==
        "a message of band \"urgent\" at Fri 2026-10-23 18:01 is due Fri 18:16 and first seen Mon 09:00; so "
        "it is "
        "286 times in 400 days");
  CHECK(late(care(office, "", sara, "{resolution: 1h}")).empty());
}

TEST_CASE("the year is that of the newest date a calendar names, and the worst gap is a holiday") {
  const std::string closes =
      "  office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-18:00\"]}, closed: [{from: 2027-08-09, "
      "to: 2027-08-20}, \"12-25\"]}\n";
  CHECK(
      late(care(closes, "", sara)) ==
      "a message at Fri 2027-08-06 18:01 is due Fri 19:16 and first seen Mon 2027-08-23 09:00; so it is 276 "
      "times in 400 days");
}

TEST_CASE("several people are on when any of them is") {
  const std::string shifts = office +
                             "  late: {timezone: Europe/Rome, weekly: {mon-fri: [\"16:00-24:00\"]}}\n"
                             "  night: {timezone: Europe/Rome, weekly: {mon-thu: [\"22:00-09:00\"]}}\n";
  const std::string two = sara + "  omid: {departments: [care], shift: late}\n";
  CHECK(late(care(shifts, "", two)) == "a message at Sat 2026-10-24 00:01 is due Sat 01:16 and first seen "
                                       "Mon 09:00; so it is 286 times in 400 "
                                       "days");
  CHECK(
      late(care(shifts, "", two + "  lena: {departments: [care], shift: night}\n")) ==
      "a message at Sat 2026-10-24 00:01 is due Sat 01:16 and first seen Mon 09:00; so it is 57 times in 400 "
      "days");
  CHECK(late(care(shifts, "", two + "  bot: {departments: [care], shift: always}\n")).empty());
}

TEST_CASE("it is not known when somebody without a shift is there") {
  CHECK(late(care(office, "", sara + "  omid: {departments: [care]}\n")).empty());
  CHECK_FALSE(late(care(office, "", sara + "  omid: {}\n")).empty());
  CHECK(late(care(office, "", "  sara: {shift: office}\n"))
            .empty()); // nobody is in it, which is another finding
}

TEST_CASE("people of departments that the search widens to see it too") {
  const std::string more = "  omid: {departments: [sales], shift: always}\n";
  const std::string widened = care(office, ", widen: [{after: 5m, also: [sales]}]}\n  sales: {", sara + more);
  CHECK(late(widened).empty());
  CHECK_FALSE(late(care(office, "}\n  sales: {", sara + more)).empty());
}

TEST_CASE("a department that is closed and gives its work away promises nothing for its people") {
  const std::string calendars =
      office + "  long: {timezone: Europe/Rome, weekly: {mon-fri: [\"08:00-20:00\"]}}\n";
  const std::string more = sara + "  omid: {departments: [sales], shift: always}\n";
  CHECK(late(care(calendars, ", calendar: office, closed: {to: sales}}\n  sales: {", more)).empty());
  // From 18:00 to 20:00 it is open, and nobody is on until 9 in the morning.
  CHECK(late(care(calendars, ", calendar: long, closed: {to: sales}}\n  sales: {", more)) ==
        "a message at Fri 2026-10-23 18:01 is due Fri 19:16 and first seen Mon 09:00; so it is 286 times in "
        "400 "
        "days");
}

TEST_CASE("hours of a department that holds, and nobody on shift") {
  const std::string calendars =
      office + "  long: {timezone: Europe/Rome, weekly: {mon-fri: [\"08:00-18:00\"]}}\n";
  const std::string slow = "{first_response: 8h}";
  CHECK(unstaffed(care(calendars, ", calendar: long, closed: {hold: true}", sara, slow)) ==
        "the SLA \"fast\" runs from Fri 2026-01-02 08:00 to Fri 09:00, and nobody of \"care\" is on shift");
  CHECK(unstaffed(care(calendars, ", calendar: long", sara, slow)).empty());
  CHECK(unstaffed(care(calendars, ", calendar: office, closed: {hold: true}", sara, slow)).empty());
  // What is worse is said instead.
  CHECK(unstaffed(care(calendars, ", calendar: long, closed: {hold: true}", sara, "{first_response: 10m}"))
            .empty());
  CHECK(late(care(calendars, ", calendar: long, closed: {hold: true}", sara, "{first_response: 10m}")) ==
        "a message at Thu 2026-01-01 18:01 is due Fri 08:10 and first seen Fri 09:00; so it is 286 times in "
        "400 "
        "days");
}

TEST_CASE("hours of a department that holds, and shifts that never meet them") {
  const std::string calendars =
      office + "  weekend: {timezone: Europe/Rome, weekly: {sat-sun: [\"09:00-18:00\"]}}\n";
  const std::string ada = "  ada: {departments: [care], shift: weekend}\n";
  const std::string held = care(calendars, ", calendar: office, closed: {hold: true}", ada);
  CHECK(unstaffed(held) ==
        "the SLA \"fast\" runs from Thu 2026-01-01 09:00 to Thu 18:00, and nobody of \"care\" is on shift");
  CHECK(late(held).empty()); // it is never seen
  CHECK(unstaffed(care(calendars, ", calendar: office, closed: {hold: true}", ada + sara)).empty());
}

/// By looking at every minute: the most minutes that a message waits past its due time until somebody is on.
struct Slow {
  std::int64_t worst = 0; // ms
  std::size_t gaps = 0;   // times without anybody in which some message is late
};

Slow look_at_every_minute(const rules::Ruleset &ruleset, Instant from, Instant until) {
  const policy::Frame &frame = ruleset.frame();
  const policy::Department &department = frame.departments[0];
  const auto always = static_cast<std::uint32_t>(frame.calendars.size() - 1);
  const calendar::Calendar &hours = *ruleset.calendar(department.calendar.value_or(always));
  const bool holds = department.closed && department.closed->hold;
  const auto is_on = [&](Instant at) {
    if (holds && !hours.is_open(at)) return false;
    for (const policy::Agent &agent : frame.agents)
      if (ruleset.calendar(*agent.shift)->is_open(at)) return true;
    return false;
  };
  const auto target = *policy::target_of(frame.slas[0], policy::ServiceClock::first_response, 3);
  Slow out;
  std::vector<Instant> waiting; // messages since somebody was on
  bool began = false;
  bool gap_began_in_time = false;
  for (Instant at = from; at < until + 40 * 86'400'000LL; at += 60'000) {
    if (!is_on(at)) {
      if (began && waiting.empty()) gap_began_in_time = at < until;
      if (began && gap_began_in_time) waiting.push_back(at);
      continue;
    }
    began = began || at < until;
    bool late_one = false;
    for (const Instant message : waiting) {
      const auto due = rules::due_time(hours, message, target);
      if (!due || *due >= at) continue;
      late_one = true;
      out.worst = std::max(out.worst, at - *due);
    }
    if (late_one) ++out.gaps;
    waiting.clear();
  }
  return out;
}

TEST_CASE("the analysis agrees with a look at every minute") {
  usher_test::Random random(23);
  std::size_t late_ones = 0;
  for (int round = 0; round < 12; ++round) {
    std::string calendars;
    for (const char *name : {"a", "b", "c"}) {
      const auto open = random.below(20);
      const auto length = 1 + random.below(10);
      const char *days[] = {"mon-fri", "mon-sun", "sat-sun", "tue", "wed-sat"};
      const char *zones[] = {"Europe/Rome", "Asia/Tehran", "America/New_York", "UTC"};
      calendars += fmt::format("  {}: {{timezone: {}, weekly: {{{}: [\"{:02}:00-{:02}:30\"]}}{}}}\n", name,
                               zones[random.below(4)], days[random.below(5)], open, (open + length) % 24,
                               random.below(2) == 0 ? ", closed: [{from: 2026-03-23, to: 2026-04-06}]" : "");
    }
    std::string department;
    if (random.below(2) == 0) department += ", calendar: c";
    if (!department.empty() && random.below(2) == 0) department += ", closed: {hold: true}";
    const std::string policy = care(
        calendars, department, "  x: {departments: [care], shift: a}\n  y: {departments: [care], shift: b}\n",
        fmt::format("{{first_response: {}m}}", 5 + 25 * random.below(40)));
    CAPTURE(policy);
    const rules::Ruleset ruleset = read(policy);
    const Instant from = *parse_time("2026-01-01");
    const Slow slow = look_at_every_minute(ruleset, from, from + 400 * 86'400'000LL);
    const auto found = analysis_of(policy, Code::due_before_shift);
    CHECK(found.empty() == (slow.gaps == 0));
    if (found.empty() || slow.gaps == 0) continue;
    ++late_ones;
    CHECK_MESSAGE(found[0].message.ends_with(
                      fmt::format("so it is {} in 400 days",
                                  slow.gaps == 1 ? std::string("once") : fmt::format("{} times", slow.gaps))),
                  found[0].message);
  }
  CHECK(late_ones >= 4);
}

} // namespace
} // namespace usher::check
