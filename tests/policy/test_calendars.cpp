// SPDX-License-Identifier: BSL-1.0
// Calendars, promises and the conditions that ask the clock, as a policy has them.
#include "describe_policy.hpp"
#include "policy/calendars.hpp"
#include "policy/dump.hpp"
#include "policy/facts.hpp"
#include "policy/reader.hpp"
#include "read_from_memory.hpp"

#include <array>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::policy::testing;
using calendar::day_of;
using calendar::Window;

namespace {

policy::Policy read_all(std::string_view sections, std::span<const policy::MemoryFile> files = {}) {
  policy::Policy policy;
  Findings findings;
  const std::string text = "usher: 1\ndefault: {department: care}\n" + std::string(sections);
  const auto status = policy::read_policy({"policy.yaml", text}, files, Limits{}, policy, findings);
  for (const Finding &finding : findings)
    if (finding.severity == Severity::error) MESSAGE(to_text(finding));
  REQUIRE(status == policy::ReadStatus::ok);
  // What is dumped reads back as the same.
  const std::string dumped = policy::to_yaml(policy);
  CAPTURE(dumped);
  policy::Policy again;
  Findings more;
  REQUIRE(policy::read_policy({"policy.yaml", dumped}, files, Limits{}, again, more) ==
          policy::ReadStatus::ok);
  CHECK(policy::to_yaml(again) == dumped);
  CHECK(describe(again) == describe(policy));
  return policy;
}

constexpr std::string_view departments = "departments: {care: {}}\n";

} // namespace

TEST_CASE("a calendar has what was written, and every policy has always") {
  const policy::Policy policy = read_all(
      "calendars:\n"
      "  office:\n"
      "    timezone: Europe/Rome\n"
      "    weekly: {mon-thu: [\"09:00-13:00\", \"14:00-18:00\"], fri: \"09:00-13:00\", sat-sun: []}\n"
      "    closed: [2026-12-25, \"01-01\", 12-26, {from: 2026-08-10, to: 2026-08-21, why: summer}]\n"
      "    open: [{on: 2026-12-24, hours: [\"09:00-12:00\"], why: shopping}]\n"
      "  weekend: {timezone: Asia/Tehran, weekly: {sat-wed: [\"00:00-24:00\"], thu: [\"22:00-06:00\"]}}\n"
      "departments: {care: {calendar: always}, legal: {calendar: office}, pr: {}}\n");
  REQUIRE(policy.calendars.size() == 3);
  const policy::Calendar &office = policy.calendars[0];
  CHECK(office.name == "office");
  CHECK(office.timezone == "Europe/Rome");
  CHECK(office.weekly[3] == std::vector<Window>{{540, 780}, {840, 1080}});
  CHECK(office.weekly[4] == std::vector<Window>{{540, 780}});
  CHECK(office.weekly[5].empty());
  CHECK(office.closed == std::vector<calendar::DayRange>{{day_of(2026, 12, 25), day_of(2026, 12, 25)},
                                                         {day_of(2026, 8, 10), day_of(2026, 8, 21)}});
  CHECK(office.closed_yearly == std::vector<calendar::YearDay>{{1, 1}, {12, 26}});
  CHECK(office.open == std::vector<calendar::OpenDay>{{day_of(2026, 12, 24), {{540, 720}}}});
  const policy::Calendar &weekend = policy.calendars[1];
  CHECK(weekend.weekly[0] == std::vector<Window>{{0, 1440}}); // sat-wed goes over Sunday
  CHECK(weekend.weekly[3] == std::vector<Window>{{1320, 1800}});
  CHECK(weekend.weekly[4].empty());
  CHECK(policy.calendars[2].name == "always");
  CHECK(policy.departments[0].calendar == 2);
  CHECK(policy.departments[1].calendar == 0);
  CHECK(!policy.departments[2].calendar);
  CHECK(read_all(departments).calendars.size() == 1);
}

TEST_CASE("like starts from another calendar, wherever that one stands") {
  const policy::Policy policy = read_all(
      "calendars:\n"
      "  late: {like: short, weekly: {mon: [\"12:00-20:00\"]}, open: [{on: 2026-12-24, hours: "
      "[\"10:00-11:00\"]}]}\n"
      "  short: {like: office, weekly: {fri: []}, closed: [2026-12-31]}\n"
      "  office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-18:00\"]}, closed: [2026-12-25],\n"
      "           open: [{on: 2026-12-24, hours: [\"09:00-12:00\"]}]}\n"
      "  abroad: {like: office, timezone: Asia/Kolkata}\n"
      "  all: {like: always, closed: [\"12-25\"]}\n" +
      std::string(departments));
  const policy::Calendar &late = policy.calendars[0];
  CHECK(late.name == "late");
  CHECK(late.timezone == "Europe/Rome");
  CHECK(late.weekly[0] == std::vector<Window>{{720, 1200}});
  CHECK(late.weekly[1] == std::vector<Window>{{540, 1080}});
  CHECK(late.weekly[4].empty());
  CHECK(late.closed.size() == 2);
  CHECK(late.open == std::vector<calendar::OpenDay>{{day_of(2026, 12, 24), {{600, 660}}}});
  CHECK(policy.calendars[3].timezone == "Asia/Kolkata");
  CHECK(policy.calendars[3].weekly == policy.calendars[2].weekly);
  CHECK(policy.calendars[4].weekly[6] == std::vector<Window>{{0, 1440}});
}

TEST_CASE("holidays come from a file beside the file that names it") {
  const std::array<policy::MemoryFile, 2> files = {
      {{"calendars/hours.yaml",
        "calendars:\n  rome: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-18:00\"]},\n"
        "         holidays: italy.ics}\n  milan: {like: rome, closed: [2026-12-07]}\n"},
       {"calendars/italy.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260602\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"
        "BEGIN:VEVENT\nDTSTART:20261224T120000\nDURATION:PT6H\nEND:VEVENT\nEND:VCALENDAR\n"}}};
  policy::Policy policy;
  Findings findings;
  const auto read_with = [&](std::span<const policy::MemoryFile> list) {
    policy = {};
    return policy::read_policy({"policy.yaml",
                                "usher: 1\ninclude: calendars/*.yaml\ndepartments: {care: {}}\n"
                                "default: {department: care}\n"},
                               list, Limits{}, policy, findings);
  };
  REQUIRE(read_with(files) == policy::ReadStatus::ok);
  for (const std::size_t number : {0U, 1U}) {
    const policy::Calendar &calendar = policy.calendars[number];
    CHECK(calendar.holidays == "italy.ics");
    CHECK(calendar.holiday_days.size() == 35); // 2026 to 2060
    CHECK(calendar.holiday_days.front().from == day_of(2026, 6, 2));
    REQUIRE(calendar.holiday_spans.size() == 1);
    CHECK(calendar.holiday_spans[0].to - calendar.holiday_spans[0].from == 360);
  }
  // The file is one of the sources: a decision under other holidays is a decision under another policy.
  REQUIRE(policy.files.size() == 3);
  CHECK(policy.files[2].name == "calendars/italy.ics");
  const Sha256 digest = policy.digest;
  std::array<policy::MemoryFile, 2> changed = files;
  changed[1].text = "BEGIN:VCALENDAR\nEND:VCALENDAR\n";
  REQUIRE(read_with(changed) == policy::ReadStatus::ok);
  CHECK(policy.digest != digest);
}

TEST_CASE("promises by band: the next lower one, else the next higher") {
  const policy::Policy policy = read_all("sla:\n"
                                         "  social: {first_response: {urgent: 15m, normal: 75m}, "
                                         "next_response: 4h, resolution: 3 working days,\n"
                                         "           pause: [waiting_for_customer, held]}\n"
                                         "  one: {first_response: {high: 30m}, resolution: 1 working day}\n"
                                         "departments: {care: {sla: social}}\n");
  REQUIRE(policy.slas.size() == 2);
  const auto amount = [&](std::size_t sla, policy::ServiceClock clock, std::size_t band) {
    const auto target = policy::target_of(policy.slas[sla], clock, band);
    return target ? target->amount : -1;
  };
  using enum policy::ServiceClock;
  constexpr std::int64_t minute = 60'000;
  CHECK(amount(0, first_response, 0) == 15 * minute);
  CHECK(amount(0, first_response, 1) == 75 * minute); // high: as normal
  CHECK(amount(0, first_response, 2) == 75 * minute);
  CHECK(amount(0, first_response, 3) == 75 * minute); // low: nothing lower
  CHECK(amount(0, next_response, 3) == 240 * minute);
  CHECK(policy::target_of(policy.slas[0], resolution, 0)->working_days);
  CHECK(amount(0, resolution, 0) == 3);
  for (const std::size_t band : {0U, 1U, 2U, 3U})
    CHECK(amount(1, first_response, band) == 30 * minute);
  CHECK(!policy::target_of(policy.slas[1], next_response, 0));
  CHECK(policy.slas[0].pause.size() == 2);
  CHECK(policy.departments[0].sla == 0);
}

TEST_CASE("days of service time are fine where the calendar never closes") {
  CHECK(
      read_all("sla: {slow: {first_response: 2d}}\ndepartments: {care: {sla: slow}, pr: {calendar: always}}\n"
               "rules: [{name: vip, when: {tags: vip}, then: {sla: slow}}]\n")
          .rules[0]
          .then.sla == 0);
  // Unused, it may be.
  CHECK(read_all("sla: {slow: {first_response: 2d}}\n"
                 "calendars: {office: {timezone: UTC, weekly: {mon: [\"09:00-10:00\"]}}}\n"
                 "departments: {care: {calendar: office}}\n")
            .slas[0]
            .targets[0]
            .all->has_days);
}

TEST_CASE("conditions on calendars and on how long ago a time is") {
  const policy::Policy policy =
      read_all("calendars: {office: {timezone: UTC, weekly: {mon: [\"09:00-10:00\"]}}}\n"
               "facts: {customer.since: time}\n"
               "signals:\n"
               "  a: {open: office}\n"
               "  b: {open: [office, always]}\n"
               "  c: {customer.since: {within: 2h}, open: office}\n"
               "  d: {customer.since: {older_than: 1h, within: 52w}}\n"
               "  e: {customer.since: [{older_than: 30d}, {within: 1h}, {known: false}, 2020-01-01]}\n" +
               std::string(departments));
  const auto shown = [&](std::size_t signal) { return policy::to_yaml(policy, policy.signals[signal].when); };
  CHECK(shown(0) == "{open: office}");
  CHECK(shown(1) == "{any: [{open: office}, {open: always}]}");
  CHECK(shown(2) == "{customer.since: {within: 2h}, open: office}");
  CHECK(shown(3) == "{customer.since: {older_than: 1h, within: 52w}}");
  CHECK(shown(4) == "{any: [{customer.since: [{known: false}, 2020-01-01]}, "
                    "{customer.since: [{older_than: 30d}, {within: 1h}]}]}");
  // One fact for each calendar and each time that is asked, and none that a policy or a message could name.
  CHECK(policy.facts.size() == policy::built_in_fact_count + 1 + 3);
  CHECK(policy::fact_names(policy).size() == policy::built_in_fact_count + 1);
}

// Every calendar that a condition asks is one more fact of the policy; forty of them make the list of facts grow more
// than once while names are still looked up in it.
TEST_CASE("facts are known after any number of calendars was asked") {
  std::string text = "facts: {vip: flag}\ncalendars:\n";
  for (int i = 0; i < 40; ++i)
    text += "  c" + std::to_string(i) + ": {timezone: UTC, weekly: {mon: [\"09:00-10:00\"]}}\n";
  text += "signals:\n";
  for (int i = 0; i < 40; ++i)
    text += "  s" + std::to_string(i) + ": {open: c" + std::to_string(i) + ", vip: true, tags: a}\n";
  const policy::Policy policy = read_all(text + std::string(departments));
  CHECK(policy.facts.size() == policy::built_in_fact_count + 1 + 40);
  CHECK(policy::to_yaml(policy, policy.signals[39].when).find("vip: true") != std::string::npos);
}
