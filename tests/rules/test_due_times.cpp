// SPDX-License-Identifier: BSL-1.0
// What the clock has to do with a decision: calendars in conditions, times from now, and when an answer is due.
#include "rules/triage_by_text.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

using usher_test::Triage;

namespace {

std::string message(std::string_view time, std::string_view more = {}) {
  return fmt::format(R"({{"time":"{}"{}}})", time, more);
}

Triage when(std::string_view condition) {
  return Triage(fmt::format("rules: [{{name: it, when: {{{}}}, then: {{tags: [it]}}}}]\n", condition));
}

constexpr std::string_view fast =
    "{first_response: {urgent: 15m, normal: 75m}, next_response: 4h, resolution: 3 working days}";

std::string sla(std::string_view first, std::string_view next, std::string_view resolution) {
  const auto shown = [](std::string_view time) {
    return time.empty() ? std::string("null") : fmt::format("\"{}:00.000Z\"", time);
  };
  return fmt::format(R"({{"first_response":{},"next_response":{},"resolution":{}}})", shown(first),
                     shown(next), shown(resolution));
}

} // namespace

TEST_CASE("open: a calendar is open at the time of the message") {
  auto office = when("open: office");
  CHECK(office.matches(message("2026-11-20T08:00:00Z")));
  CHECK(!office.matches(message("2026-11-20T07:59:59.999Z")));
  CHECK(!office.matches(message("2026-11-20T12:30:00Z"))); // lunch in Rome
  CHECK(!office.matches(message("2026-11-20T17:00:00Z")));
  CHECK(!office.matches(message("2026-11-24T10:00:00Z")));
  CHECK(office.matches(message("2026-07-17T07:30:00Z"))); // summer time
  auto either = when("open: [office, night]");
  CHECK(either.matches(message("2026-11-20T23:00:00Z")));
  CHECK(either.matches(message("2026-11-20T09:00:00Z")));
  CHECK(!either.matches(message("2026-11-20T18:30:00Z")));
  CHECK(when("open: always").matches(message("2026-11-21T03:00:00Z")));
  CHECK(when("not: {open: office}").matches(message("2026-11-21T10:00:00Z")));
}

TEST_CASE("without a time nothing is open, near or long ago, and not is a plain not") {
  CHECK(!when("open: always").matches("{}"));
  CHECK(when("not: {open: always}").matches("{}"));
  const std::string since = R"({"facts":{"customer.since":"2026-11-19"}})";
  CHECK(!when("customer.since: {within: 30d}").matches(since));
  CHECK(!when("customer.since: {older_than: 1s}").matches(since));
}

TEST_CASE("within looks both ways from now, older_than back") {
  const auto since = [](std::string_view time) {
    return message("2026-11-20T12:00:00Z", fmt::format(R"(,"facts":{{"customer.since":"{}"}})", time));
  };
  auto within = when("customer.since: {within: 2h}");
  CHECK(within.matches(since("2026-11-20T12:00:00Z")));
  CHECK(within.matches(since("2026-11-20T10:00:00Z")));
  CHECK(!within.matches(since("2026-11-20T09:59:59.999Z")));
  CHECK(within.matches(since("2026-11-20T14:00:00Z")));
  CHECK(!within.matches(since("2026-11-20T14:00:00.001Z")));
  CHECK(!within.matches(message("2026-11-20T12:00:00Z")));
  auto older = when("customer.since: {older_than: 30d}");
  CHECK(!older.matches(since("2026-10-21T12:00:00Z")));
  CHECK(older.matches(since("2026-10-21T11:59:59.999Z")));
  CHECK(!older.matches(since("2027-10-21")));
  CHECK(!older.matches(message("2026-11-20T12:00:00Z")));
  auto between = when("customer.since: {older_than: 1d, within: 30d}");
  CHECK(between.matches(since("2026-11-01")));
  CHECK(!between.matches(since("2026-11-20")));
  CHECK(!between.matches(since("2026-09-01")));
  CHECK(!between.matches(since("2026-11-22")));
  auto mixed = when("customer.since: [{within: 1d}, 2020-01-01, {known: false}]");
  CHECK(mixed.matches(since("2026-11-20")));
  CHECK(mixed.matches(since("2020-01-01")));
  CHECK(!mixed.matches(since("2020-01-02")));
  CHECK(mixed.matches(message("2026-11-20T12:00:00Z")));
}

TEST_CASE("no message can give what the clock gives") {
  auto office = when("open: office, customer.since: {within: 1d}");
  CHECK(office(R"({"facts":{"open: office":true}})") == "!unknown_name");
  CHECK(office(R"({"facts":{"age of customer.since":5}})") == "!unknown_name");
}

TEST_CASE("due times count on the department's calendar by the band") {
  const std::string friday_evening = message("2026-11-20T17:01:00Z"); // 18:01 in Rome
  auto none = Triage("rules: []\n");
  CHECK(none.field(friday_evening, "sla") == sla("", "", ""));
  auto always = Triage("rules: [{name: it, then: {sla: fast}}]\n", fast);
  CHECK(always.field(friday_evening, "sla") ==
        sla("2026-11-20T18:16", "2026-11-20T21:01", "2026-11-23T17:01"));
  auto urgent = Triage("rules: [{name: it, then: {sla: fast, priority: urgent}}]\n", fast);
  CHECK(urgent.field(friday_evening, "sla") ==
        sla("2026-11-20T17:16", "2026-11-20T21:01", "2026-11-23T17:01"));
  auto high = Triage("rules: [{name: it, then: {sla: fast, priority: high}}]\n", fast);
  CHECK(high.field(friday_evening, "sla") == sla("2026-11-20T18:16", "2026-11-20T21:01", "2026-11-23T17:01"));
  CHECK(always.field("{}", "sla") == sla("", "", ""));
  auto silent = Triage("rules: [{name: it, then: {sla: fast, engage: false}}]\n", fast);
  CHECK(silent.field(friday_evening, "sla") == sla("", "", ""));
  auto far = Triage("rules: [{name: it, then: {sla: fast}}]\n", fast);
  CHECK(far.field(message("2199-12-31T23:00:00Z"), "sla") == sla("", "", ""));
}

TEST_CASE("the rule's SLA goes before the department's, and with a department that is passed over") {
  const std::string monday = message("2026-11-23T09:00:00Z", R"(,"facts":{"tags":["vip"]})");
  const auto policy = [&](std::string_view rules) { return Triage(fmt::format("rules: {}\n", rules), fast); };
  auto own = policy("[{name: it, then: {department: legal}}]");
  // Eight hours from Monday 10:00 in Rome: to 18:00, then, as Tuesday is closed, to Wednesday 10:00.
  CHECK(own.field(monday, "sla") == sla("2026-11-25T09:00", "", ""));
  CHECK(own.field(monday, "because") == R"({"department":"it"})");
  auto rule = policy("[{name: it, then: {department: legal, sla: fast}}]");
  CHECK(rule.field(monday, "sla") == sla("2026-11-23T10:15", "2026-11-23T14:00", "2026-11-27T09:00"));
  CHECK(rule.field(monday, "because") == R"({"department":"it","sla":"it"})");
  auto passed_over =
      policy("[{name: a, then: {department: legal}}, {name: b, then: {department: billing, sla: fast}}]");
  CHECK(passed_over.field(monday, "sla") == sla("2026-11-25T09:00", "", ""));
}
