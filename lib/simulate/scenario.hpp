// SPDX-License-Identifier: BSL-1.0
// A scenario as plain values: which customers come, who works, what is measured. What a policy can say is said in the
// policy. docs/scenarios.md is the language.
#pragma once

#include "base/source.hpp"
#include "base/time.hpp"
#include "calendar/zone.hpp"
#include "rules/ruleset.hpp"
#include "simulate/distribution.hpp"
#include "simulate/rate.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace usher::simulate {

inline constexpr std::uint32_t none = UINT32_MAX;

/// A step of work on a conversation that goes from department to department before it is answered.
struct WorkStep {
  std::string department;            // empty, which only the first may be: where triage sends it
  std::optional<Distribution> after; // on its way for so long, when nobody has it; never of the first
  Distribution handle;
};

/// How well it is found where a conversation belongs, and what it costs when it is not.
struct Triage {
  double accuracy = 1; // share that goes where the policy sends it
  Distribution cost;   // work of whoever gets what does not belong to them, before they pass it on
  std::optional<Distribution> after; // what is passed on is on its way for so long, when nobody has it
};

/// One of the policies that are compared. The same file may stand under several names, with other people.
struct PolicyUse {
  std::string name;
  std::string file; // as it can be opened
  std::shared_ptr<const rules::Ruleset> ruleset;
  std::vector<std::pair<std::uint32_t, std::vector<WorkStep>>> work; // by demand
  std::optional<Triage> triage;                                      // instead of the scenario's
};

/// A head count from an instant on.
struct HeadCount {
  Instant from = 0;
  std::uint32_t people = 0;
};

/// People who are alike.
struct Team {
  std::string name;
  std::vector<std::uint32_t> policies; // in which they work; all when empty
  std::vector<std::string> agents;     // those of the policy by their names, or new ones
  bool described = false;              // what follows up to `shift` holds for them
  std::vector<std::string> departments;
  std::vector<std::string> skills; // the best first
  std::vector<std::string> languages;
  std::vector<std::string> accounts;
  std::optional<std::uint32_t> capacity;
  std::optional<std::uint32_t> works_on;
  std::string shift;            // a calendar of the policy; empty: always there, or `staff`
  std::vector<HeadCount> staff; // in order of time; none: by their shifts
  std::vector<double>
      speed_by_load; // work done at once with 1, 2 ... conversations; the last one holds for more
  double pace = 1;   // their handle times are so many times as long
  std::vector<std::pair<std::uint32_t, Distribution>> handle; // by demand, instead of the demand's own
  std::optional<Distribution> accept_after;                   // an offer is taken after so long
  double declines = 0;                                        // share of offers that are turned down
};

/// What figures call the people of a policy who are in no team.
constexpr std::string_view team_of_the_policy = "others";

/// A text that customers write, with what is known of it.
struct Text {
  std::string text;
  std::string department; // where it belongs, if that is known
  std::string channel;    // these replace what the kind says
  std::string account;
  std::string language;
  std::vector<std::pair<std::string, std::string>> facts; // beside those of the kind
  double up_to = 1;                                       // share of this and those before it
};
using Texts = std::vector<Text>;
[[nodiscard]] inline std::shared_ptr<const Texts> one_text(std::string_view text) {
  Texts list(1);
  list.front().text = text;
  return std::make_shared<const Texts>(std::move(list));
}

/// Customers who are alike. What a kind says replaces what its demand says.
struct Kind {
  std::string name; // empty: that of the demand
  double up_to = 1; // share of this and those before it
  std::string channel;
  std::string account;
  std::string language;
  std::vector<std::string> tags;
  std::vector<std::pair<std::string, std::string>> facts; // by dotted name, as written
  std::shared_ptr<const Texts> texts; // shared by kinds and rows; null: they write nothing that is known
  std::vector<std::string> skills;
  std::optional<int> priority;
  std::string prefer_agent;
  std::optional<std::int64_t> due_ms; // of the first response, after it came
  Distribution handle;
  std::optional<Distribution> handle_later; // of turns after the first; none: the same
  std::optional<Distribution> patience;
  double turns = 1; // how many messages of the customer, on average
  Distribution gap; // until the customer answers an answer
  double reopens = 0;
  Distribution reopens_after;
};

/// A conversation that was recorded, or is written out in the scenario.
struct Row {
  std::string name; // empty: by its number
  Instant at = 0;
  std::uint32_t kind = 0; // number in its demand
};

struct Demand {
  std::string name;
  Rate rate;             // or
  std::vector<Row> rows; // in order of time
  std::vector<Kind> kinds;
  // By the number of a row: what the desk calls it, where its name is that of another one, too.
  std::unordered_map<std::uint64_t, std::string> desk_names;
};

/// One answer for many, from an instant on.
struct BulkAnswer {
  std::string topic;
  std::vector<std::uint32_t> policies; // all when empty
  Instant at = 0;
  std::int64_t until_ms = 0; // later ones are answered so long; 0: only those who wait
  std::string text;
  std::string reply;
  bool resolve = true;
  bool in_work = true;                // those too whom somebody has begun to work on
  double deflects = 0;                // share of those who would write later and do not, as they see it
  std::uint32_t demand = none;        // who are deflected: of this demand; none: of nobody
  std::optional<Distribution> handle; // of those of the demand who write all the same
};

struct Expectation {
  std::string metric;
  std::string policy;                         // of one; empty: of the last
  std::string against;                        // the ratio to, or the difference from, another policy
  std::string scope;                          // "class urgent", "team care"; empty: all
  std::optional<double> min, max;             // in the metric's own unit; with `against` of the difference
  std::optional<double> min_ratio, max_ratio; // to `against`
  policy::Place place;
};

struct Report {
  std::vector<int> percentiles = {50, 75, 90, 95, 99};
  std::vector<std::int64_t> within_ms;   // service level: answered within
  std::int64_t step_ms = 3'600'000;      // of series
  std::vector<std::int32_t> at_minutes;  // of the day: how many wait then
  std::int64_t late_ms = 72 * 3'600'000; // unanswered after
};

struct Scenario {
  std::string name;
  std::string about;
  std::uint64_t seed = 1;
  std::vector<PolicyUse> policies;
  Instant from = 0;
  Instant until = 0;
  Instant measured_from = 0; // what comes before is not counted
  calendar::ZonePtr zone;
  std::uint32_t replications = 1;
  std::vector<Team> teams;
  std::vector<Demand> demands;
  Triage triage;
  std::vector<BulkAnswer> bulk;
  Report report;
  std::vector<Expectation> expect;
  std::vector<std::string> assumed;
};

} // namespace usher::simulate
