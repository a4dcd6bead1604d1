// SPDX-License-Identifier: BSL-1.0
// Departments, people and the desk, as a policy has them.
#include "describe_policy.hpp"
#include "example_policy.hpp"
#include "policy/codec.hpp"
#include "policy/dump.hpp"
#include "policy/live_work.hpp"
#include "policy/reader.hpp"
#include "policy/sound.hpp"
#include "read_from_memory.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace usher;
using namespace usher::policy::testing;
using policy::EndOfShift;
using policy::Policy;
using policy::ServiceClock;
using policy::Strategy;

namespace {

using Numbers = std::vector<std::uint32_t>;
using Texts = std::vector<std::string>;

constexpr std::string_view office =
    "calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-18:00\"]}}}\n";

/// Through a dump and through an image it stays what it is.
void check_kept(const Policy &policy) {
  const std::string dumped = policy::to_yaml(policy);
  CAPTURE(dumped);
  const ReadPolicy again = read(dumped);
  REQUIRE_MESSAGE(!again.findings.has_errors(), again.places());
  CHECK(policy::to_yaml(again.policy) == dumped);
  CHECK(describe(again.policy) == describe(policy));

  Encoder frame;
  Encoder rest;
  policy::encode(policy, frame);
  policy::encode_rest(policy, rest);
  const std::string frame_bytes = std::move(frame).take();
  const std::string rest_bytes = std::move(rest).take();
  Policy decoded;
  Decoder in(std::as_bytes(std::span(frame_bytes)));
  policy::decode(in, static_cast<policy::Frame &>(decoded));
  in.finish();
  Decoder more(std::as_bytes(std::span(rest_bytes)));
  policy::decode_rest(more, decoded);
  more.finish();
  CHECK(describe(decoded) == describe(policy));
  CHECK(policy::to_yaml(decoded) == dumped);
}

Policy read_kept(std::string_view sections) {
  ReadPolicy one = read("usher: 1\ndefault: {department: care}\n" + std::string(sections));
  REQUIRE_MESSAGE(one.findings.empty(), one.places());
  check_kept(one.policy);
  return std::move(one.policy);
}

policy::Assign assign_of(std::string_view text) {
  return read_kept(fmt::format("departments: {{care: {{assign: {}}}, sales: {{}}}}\n", text))
      .departments[0]
      .assign;
}

} // namespace

TEST_CASE("the example has people, queues and a desk") {
  const ReadPolicy one = read(example_policy);
  REQUIRE_MESSAGE(one.findings.empty(), one.places());
  check_kept(one.policy);
  const Policy &policy = one.policy;
  CHECK(policy.accounts[0].departments.empty());
  CHECK(policy.accounts[1].departments == Numbers{0, 3});
  const policy::Department &care = policy.departments[0];
  REQUIRE(care.widen.size() == 3);
  CHECK(care.widen[0].after_ms == 5 * minute_ms);
  CHECK(care.widen[0].drop_skills);
  CHECK_FALSE(care.widen[0].drop_language);
  CHECK(care.widen[1].also == Numbers{2});
  CHECK_FALSE(care.widen[2].after_ms);
  CHECK(care.widen[2].percent == 80);
  CHECK(care.widen[2].clock == ServiceClock::first_response);
  CHECK(care.widen[2].raise == 20);
  REQUIRE(care.widen[2].notify == Numbers{6}); // five departments, one agent, the first group
  CHECK(policy::notified_name(policy, 6) == "supervisors");
  CHECK(policy::notified_name(policy, 5) == "sara");
  CHECK(policy::notified_name(policy, 4) == "pr");
  CHECK(policy::notified_count(policy) == 7);
  CHECK(care.widen[2].place.position.line == 52);
  CHECK(care.queue->limit == 5000);
  CHECK(care.queue->overflow_to == 2u);
  REQUIRE(care.goals.size() == 2);
  CHECK(care.goals[0].clock == ServiceClock::first_response);
  CHECK(care.goals[0].percent == 90);
  CHECK(care.goals[0].within_ms == 75 * minute_ms);
  CHECK_FALSE(care.goals[1].clock);
  CHECK(care.goals[1].percent == 95);
  const policy::WhileClosed &legal = *policy.departments[1].closed;
  CHECK(legal.hold);
  CHECK(policy.replies[*legal.reply].name == "closed_notice");
  CHECK(policy.departments[2].closed->to == 0u);
  CHECK_FALSE(policy.departments[2].closed->hold);
  REQUIRE(policy.agents.size() == 1);
  const policy::Agent &sara = policy.agents[0];
  CHECK(sara.departments == Numbers{0});
  CHECK(sara.skills == Texts{"billing"});
  CHECK(sara.languages == Texts{"fa", "en"});
  CHECK(sara.capacity.total == 6);
  CHECK(sara.capacity.by_kind[static_cast<std::size_t>(policy::ChannelKind::email)] == 4u);
  CHECK(sara.capacity.by_kind[static_cast<std::size_t>(policy::ChannelKind::chat)] == 2u);
  CHECK_FALSE(sara.capacity.by_kind[static_cast<std::size_t>(policy::ChannelKind::social)]);
  CHECK(sara.shift == 0u);
  CHECK(policy.groups[0].agents == Numbers{0});
  CHECK(policy.priority.waiting.points == 5);
  CHECK(policy.priority.waiting.every_ms == 30 * minute_ms);
}

TEST_CASE("how a department gives work") {
  const policy::Assign standard = read_kept("departments: {care: {}}\n").departments[0].assign;
  CHECK(standard.strategy == Strategy::index);
  CHECK(standard.sticky_for_ms == 14 * day_ms);
  CHECK(standard.sticky_wait_ms == 10 * minute_ms);
  CHECK(standard.offer_ms == 0);
  CHECK(standard.end_of_shift == EndOfShift::finish);
  std::size_t number = 0;
  for (const std::string_view name : policy::strategy_names()) {
    CAPTURE(name);
    CHECK(static_cast<std::size_t>(assign_of(fmt::format("{{strategy: {}}}", name)).strategy) == number++);
  }
  CHECK(number == 10);
  CHECK(assign_of("{mode: on_arrival}").mode == policy::AssignMode::on_arrival);
  CHECK(assign_of("{mode: pull}").mode == policy::AssignMode::pull);
  CHECK(assign_of("{sticky: {wait: 0s}}").sticky_wait_ms == 0);
  CHECK(assign_of("{sticky: {wait: 0s}}").sticky_for_ms == 14 * day_ms);
  CHECK(assign_of("{sticky: false}").sticky_for_ms == 0);
  CHECK(assign_of("{sticky: {for: 0s, wait: 1h}}").sticky_for_ms == 0);
  CHECK(assign_of("{sticky: {for: 0s, wait: 1h}}").sticky_wait_ms == hour_ms);
  CHECK(assign_of("{offer: 90s}").offer_ms == 90 * second_ms);
  CHECK(assign_of("{end_of_shift: hand_back}").end_of_shift == EndOfShift::hand_back);
  CHECK(assign_of("{end_of_shift: {hand_over: sales}}").hand_over_to == 1u);
  const Policy by_closed =
      read_kept(std::string(office) + "departments:\n"
                                      "  care: {calendar: office, assign: {end_of_shift: hand_over}, closed: "
                                      "{to: sales}}\n  sales: {works_on: 3}\n");
  CHECK(by_closed.departments[0].assign.end_of_shift == EndOfShift::hand_over);
  CHECK(by_closed.departments[0].assign.hand_over_to == 1u);
  CHECK(by_closed.departments[1].works_on == 3u);
}

TEST_CASE("how a department widens its search") {
  const Policy policy =
      read_kept("departments:\n"
                "  care:\n"
                "    widen:\n"
                "      - {after: 0s, drop: language, notify: [care, sara, all]}\n"
                "      - {after: 1h, drop: [language, skills]}\n"
                "      - {at: 1% of resolution, drop: {skills: vip}}\n"
                "      - {at: 100% of next_response, drop: [{skills: [a, b, a]}], also: care}\n"
                "  sales: {widen: {after: 1m, raise: 100}}\n"
                "agents: {sara: {}}\n"
                "groups: {all: sara}\n");
  const std::vector<policy::WidenStep> &steps = policy.departments[0].widen;
  REQUIRE(steps.size() == 4);
  CHECK(steps[0].after_ms == 0);
  CHECK(steps[0].drop_language);
  CHECK_FALSE(steps[0].drop_skills);
  CHECK(steps[0].notify == Numbers{0, 2, 3});
  CHECK((steps[1].drop_language && steps[1].drop_skills));
  CHECK(steps[2].percent == 1);
  CHECK(steps[2].clock == ServiceClock::resolution);
  CHECK(steps[2].dropped_skills == Texts{"vip"});
  CHECK(steps[3].percent == 100);
  CHECK(steps[3].clock == ServiceClock::next_response);
  CHECK(steps[3].dropped_skills == Texts{"a", "b"});
  CHECK(steps[3].also == Numbers{0});
  CHECK(policy.departments[1].widen[0].raise == 100);
}

TEST_CASE("queues, closing, goals, the desk and waiting") {
  const Policy policy = read_kept(
      std::string(office) +
      "departments:\n"
      "  care: {queue: {limit: 1}, goals: {resolution: {p99: 3d, p50: 1h}, next_response: {p75: 1m}}}\n"
      "  sales: {calendar: office, queue: {limit: 2, overflow: refuse}, closed: {reply: notice}}\n"
      "  legal: {calendar: office, closed: {hold: false}, goals: {sla: 100%}}\n"
      "replies: {notice: \"We are back at {opens}.\"}\n"
      "desk:\n"
      "  order: earliest_due\n"
      "  decline_pause: 5m\n"
      "  repeat_window: 2d\n"
      "  late_bound: 0s\n"
      "  ahead_bound: 1h\n"
      "  remember: 1m\n"
      "  keep_text: 0\n"
      "  weights: {chat: 2, phone: 100}\n"
      "priority: {waiting: {points: 0, every: 1s}}\n");
  CHECK(policy.departments[0].queue->limit == 1);
  CHECK_FALSE(policy.departments[0].queue->overflow_to);
  CHECK_FALSE(policy.departments[1].queue->overflow_to);
  REQUIRE(policy.departments[0].goals.size() == 3);
  CHECK(policy.departments[0].goals[0].percent == 99);
  CHECK(policy.departments[0].goals[1].within_ms == hour_ms);
  CHECK(policy.departments[0].goals[2].clock == ServiceClock::next_response);
  CHECK(policy.departments[1].closed->reply == 0u);
  CHECK_FALSE(policy.departments[1].closed->hold);
  CHECK(policy.departments[2].closed);
  CHECK(policy.departments[2].goals[0].percent == 100);
  const policy::DeskSettings &desk = policy.desk;
  CHECK(desk.order == policy::Order::earliest_due);
  CHECK(desk.decline_pause_ms == 5 * minute_ms);
  CHECK(desk.repeat_window_ms == 2 * day_ms);
  CHECK(desk.late_bound_ms == 0);
  CHECK(desk.ahead_bound_ms == hour_ms);
  CHECK(desk.remember_ms == minute_ms);
  CHECK(desk.keep_text == 0);
  CHECK(desk.weights == std::array<std::uint32_t, policy::channel_kind_count>{1, 1, 1, 2, 1, 100});
  CHECK(policy.priority.waiting.every_ms == second_ms);
}

TEST_CASE("agents") {
  const Policy policy = read_kept(std::string(office) +
                                  "channels: {mail: {kind: email}}\n"
                                  "accounts: {info: {channel: mail}}\n"
                                  "departments: {care: {}, sales: {}}\n"
                                  "agents:\n"
                                  "  sara:\n"
                                  "  omid: {departments: [sales, care, sales], accounts: info, capacity: 4}\n"
                                  "  lena: {capacity: {total: 3, phone: 0}, works_on: 2, shift: always}\n"
                                  "rules: [{name: a, then: {agent: omid, notify: [lena]}}]\n");
  REQUIRE(policy.agents.size() == 3);
  CHECK(policy.agents[0].capacity.total == 1);
  CHECK_FALSE(policy.agents[0].shift);
  CHECK(policy.agents[1].departments == Numbers{1, 0});
  CHECK(policy.agents[1].accounts == Numbers{0});
  CHECK(policy.agents[1].capacity.total == 4);
  CHECK(policy.agents[2].capacity.by_kind[5] == 0u);
  CHECK(policy.agents[2].works_on == 2u);
  CHECK(policy.agents[2].shift == 1u);
  CHECK(policy.rules[0].then.agent == "omid");
  CHECK(policy.rules[0].then.notify == Numbers{4});
  CHECK(policy.agents[1].place.position.line == 9);
}

TEST_CASE("without agents the agent of a rule is any text") {
  const Policy policy = read_kept("departments: {care: {}}\nrules: [{name: a, then: {agent: omid}}]\n");
  CHECK(policy.rules[0].then.agent == "omid");
}

TEST_CASE("what a department does while it is closed says nothing where it never closes") {
  const ReadPolicy one =
      read(with_care("").replace(with_care("").find("care: {}"), 8, "care: {closed: {hold: true}}"));
  CHECK(one.status == policy::ReadStatus::ok);
  REQUIRE(one.findings.size() == 1);
  CHECK(to_text(one.findings[0]) ==
        "policy.yaml:2:22: warning: \"care\" is on the calendar \"always\", which never closes "
        "(departments.care.closed) [never_closes]\n    add calendar: with its opening hours, or take closed: "
        "out\n");
}

TEST_CASE("a day of service time is warned of where the calendar closes: in goals, and of who is asked") {
  const ReadPolicy one =
      read(std::string("usher: 1\n") + std::string(office) +
           "departments:\n"
           "  care: {goals: {first_response: {p50: 8h, p90: 1d}}, calendar: office}\n"
           "  law: {calendar: office}\n"
           "  ever: {goals: {resolution: {p90: 1d}}}\n"
           "rules:\n"
           "  - {name: r, when: {stage: order}, then: {ask: [{department: law, within: 1w}]}}\n"
           "  - {name: s, when: {stage: order}, then: {ask: [{department: law, within: 24h}]}}\n"
           "  - {name: t, when: {stage: order}, then: {ask: [{department: ever, within: 1d}]}}\n"
           "default: {department: care}\n");
  CHECK(one.status == policy::ReadStatus::ok);
  REQUIRE(one.findings.size() == 2);
  CHECK(to_text(one.findings[0]) == "policy.yaml:4:49: warning: a day of service time says nothing on the "
                                    "calendar \"office\" of \"care\", which "
                                    "closes (departments.care.goals.first_response.p90) [bad_duration]\n    "
                                    "write hours of service time, as in "
                                    "24h\n");
  CHECK(one.findings[1].path == "rules[0].then.ask[0].within");
}

TEST_CASE("a list that forgot its brackets is warned of, one text with a comma is not when it says that it "
          "is one") {
  const ReadPolicy one = read("usher: 1\n"
                              "departments: {care: {}}\n"
                              "topics:\n"
                              "  quoted: {en: \"~refund, money back\"}\n"
                              "  pattern:\n"
                              "    en: /refunds?, please/\n"
                              "  bare:\n"
                              "    en: ~refund, money back\n"
                              "rules:\n"
                              "  - name: r\n"
                              "    when: {topic: bare}\n"
                              "    then:\n"
                              "      tags: vip, loyal\n"
                              "default: {department: care}\n");
  CHECK(one.status == policy::ReadStatus::ok);
  REQUIRE(one.findings.size() == 2);
  CHECK(to_text(one.findings[0]) ==
        "policy.yaml:8:9: warning: \"~refund, money back\" is one value, since a list has brackets "
        "(topics.bare.en) "
        "[wrong_shape]\n    write [~refund, money back] if these are several, and quotes if it is one\n");
  CHECK(one.findings[1].path == "rules[0].then.tags");
}

TEST_CASE("mends of names and dates lead to what would be right") {
  const auto hint = [](std::string_view section, std::string_view condition) {
    const ReadPolicy one = read(fmt::format("usher: 1\n{}\ndepartments: {{care: {{}}}}\n"
                                            "rules: [{{name: r, when: {}, then: {{tags: [a]}}}}]\n"
                                            "default: {{department: care}}\n",
                                            section, condition));
    return one.findings.size() == 0 ? std::string("nothing") : one.findings[0].hint;
  };
  CHECK(hint("", "{department: care}") == "did you mean \"conversation.department\"?");
  CHECK(hint("", "{views: {above: 5}}") == "did you mean \"reach.views\"?");
  CHECK(hint("facts: {customer.tier: text, order.tier: text}", "{tier: gold}") ==
        "did you mean \"customer.tier\" or \"order.tier\"?");
  CHECK(hint("", "{author.followers: {at_least: 10,000}}") ==
        "a comma ends a number: write it without separators and with a decimal point, as in 10000 or -0.5");
  CHECK(
      hint("calendars: {o: {timezone: UTC, weekly: {mon: \"09:00-18:00\"}, closed: [\"1405-01-01\"]}}",
           "{stage: order}") ==
      "write it as in 2026-12-25, of the Gregorian calendar from 1970 to 2199, or \"12-25\" for every year");
}

TEST_CASE("circles of departments") {
  using Next = std::vector<std::optional<std::uint32_t>>;
  const auto circles = [](const Next &next) {
    std::string text;
    for (const auto &circle : policy::circles_of(next))
      text += fmt::format("({})", fmt::join(circle, " "));
    return text;
  };
  CHECK(circles({}).empty());
  CHECK(circles({std::nullopt, 0, 1}).empty());
  CHECK(circles({0}) == "(0)");
  CHECK(circles({2, 0, 1}) == "(0 2 1)");
  CHECK(circles({1, 2, 1, 0, 4}) == "(1 2)(4)");
  CHECK(circles({3, 3, 1, 2}) == "(1 3 2)");
  const ReadPolicy one = read(std::string("usher: 1\ndefault: {department: a}\n") + std::string(office) +
                              "departments:\n"
                              "  a: {calendar: office, closed: {to: b}}\n"
                              "  b: {calendar: office, closed: {to: a}}\n");
  REQUIRE(one.findings.size() == 1);
  CHECK(to_text(one.findings[0]) ==
        "policy.yaml:5:38: error: departments go in a circle: \"a\" -> \"b\" -> \"a\" "
        "(departments.a.closed.to) [department_circle]\n    let one of them hold what comes while it is "
        "closed, or add hand_over: true to all of them, so that work follows the sun\n");
  // With the sun they may go in one.
  read_kept(std::string(office) + "departments:\n"
                                  "  care: {calendar: office, closed: {to: sales, hand_over: true}}\n"
                                  "  sales: {calendar: office, closed: {to: care, hand_over: true}}\n");
  // Giving away what is too much to a department that is closed meanwhile is no circle of either kind.
  read_kept(std::string(office) + "departments:\n"
                                  "  care: {queue: {limit: 5, overflow: {to: sales}}}\n"
                                  "  sales: {calendar: office, closed: {to: care}}\n");
}

TEST_CASE("people are not called like departments") {
  const ReadPolicy one = read("usher: 1\ndefault: {department: care}\ndepartments: {care: {}}\n"
                              "agents: {sara: {}}\ngroups: {care: [sara], sara: [sara]}\n");
  REQUIRE(one.findings.size() == 2);
  CHECK(one.findings[0].message == "\"care\" is the department at policy.yaml:3:15 already");
  CHECK(one.findings[1].message == "\"sara\" is the agent at policy.yaml:4:10 already");
}

TEST_CASE("an image whose live work names what is not there is not sound") {
  const ReadPolicy one = read(example_policy);
  REQUIRE(policy::is_sound(static_cast<const policy::Frame &>(one.policy)));
  REQUIRE(policy::is_sound(one.policy));
  using Change = std::function<void(Policy &)>;
  const std::vector<Change> changes = {
      [](Policy &p) { p.accounts[1].departments[0] = 5; },
      [](Policy &p) { p.departments[0].assign.hand_over_to = 1; },
      [](Policy &p) { p.departments[0].assign.end_of_shift = EndOfShift::hand_over; },
      [](Policy &p) {
        p.departments[0].assign.end_of_shift = EndOfShift::hand_over;
        p.departments[0].assign.hand_over_to = 5;
      },
      [](Policy &p) { p.priority.bands[0].bound = policy::highest_priority + 1; },
      [](Policy &p) { p.priority.bands[1].bound = p.priority.bands[0].bound; },
      [](Policy &p) { std::swap(p.priority.bands[0].bound, p.priority.bands[1].bound); },
      [](Policy &p) { p.calendars.back().timezone = "Europe/Nowhere"; },
      [](Policy &p) { p.facts[policy::fact_conversation_department].choices.emplace_back("more"); },
      [](Policy &p) { p.facts[policy::fact_conversation_status].choices.pop_back(); },
      [](Policy &p) { p.departments[0].assign.sticky_for_ms = -1; },
      [](Policy &p) { p.departments[0].assign.sticky_wait_ms = longest_duration_ms + 1; },
      [](Policy &p) { p.departments[0].assign.offer_ms = -1; },
      [](Policy &p) { p.departments[0].widen[0].after_ms = -1; },
      [](Policy &p) { p.departments[0].widen[0].raise = 101; },
      [](Policy &p) { p.departments[0].widen[1].also[0] = 5; },
      [](Policy &p) { p.departments[0].widen[2].percent = 0; },
      [](Policy &p) { p.departments[0].widen[2].notify[0] = 7; },
      [](Policy &p) { p.departments[0].widen[2].place.file = 9; },
      [](Policy &p) { p.departments[0].queue->limit = 0; },
      [](Policy &p) { p.departments[0].queue->overflow_to = 5; },
      [](Policy &p) {
        p.departments[2].queue = {1, 0};
      }, // care gives to sales
      [](Policy &p) { p.departments[0].goals[0].percent = 101; },
      [](Policy &p) { p.departments[0].goals[0].within_ms = 0; },
      [](Policy &p) { p.departments[0].works_on = 0; },
      [](Policy &p) { p.departments[1].closed->to = 0; }, // it holds
      [](Policy &p) { p.departments[1].closed->reply = 3; },
      [](Policy &p) { p.departments[2].closed->to = 5; },
      [](Policy &p) { p.departments[2].closed->to = 2; },
      [](Policy &p) { p.agents[0].departments[0] = 5; },
      [](Policy &p) { p.agents[0].accounts = {2}; },
      [](Policy &p) { p.agents[0].capacity.total = 0; },
      [](Policy &p) { p.agents[0].capacity.by_kind[0] = 10'001; },
      [](Policy &p) { p.agents[0].works_on = 0; },
      [](Policy &p) { p.agents[0].shift = 2; },
      [](Policy &p) { p.groups[0].agents[0] = 1; },
      [](Policy &p) { p.desk.ahead_bound_ms = -1; },
      [](Policy &p) { p.desk.keep_text = 65'537; },
      [](Policy &p) { p.desk.weights[5] = 0; },
      [](Policy &p) { p.priority.waiting.points = -1; },
      [](Policy &p) { p.priority.waiting.every_ms = 0; },
      [](Policy &p) { p.rules[0].then.notify = {7}; },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    Policy wrong = one.policy;
    changes[i](wrong);
    CHECK_FALSE((policy::is_sound(static_cast<const policy::Frame &>(wrong)) && policy::is_sound(wrong)));
  }
  Policy people = one.policy;
  people.rules[0].then.notify = {6};
  CHECK(policy::is_sound(people));
}

TEST_CASE("an image with a denied condition that is not one condition is not sound") {
  const ReadPolicy one = read("usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\n"
                              "rules: [{name: a, when: {not: {tags: vip}}, then: {department: care}}]\n");
  REQUIRE(policy::is_sound(one.policy));
  const auto is_sound_with = [&](auto change) {
    Policy wrong = one.policy;
    change(wrong.rules[0].when);
    return policy::is_sound(wrong);
  };
  CHECK_FALSE(is_sound_with([](policy::Condition &when) { when.children.clear(); }));
  CHECK_FALSE(is_sound_with(
      [](policy::Condition &when) { when.children.push_back(policy::Condition(when.children[0])); }));
  CHECK_FALSE(is_sound_with([](policy::Condition &when) { when.kind = policy::Condition::Kind::any; }));
  CHECK(is_sound_with([](policy::Condition &when) {
    when.is_not = false;
    when.children.clear();
  }));
}
