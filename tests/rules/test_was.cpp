// SPDX-License-Identifier: BSL-1.0
// What facts were when the rules last decided, and what changed since: as a message says it.
#include "policy/reader.hpp"
#include "rules/explanation.hpp"
#include "rules/triage_by_text.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

using usher_test::Triage;
using usher_test::when;
using Codes = std::vector<std::string>;

namespace {

/// A message that says what facts are and what they were.
std::string message(std::string_view now, std::string_view then, std::string_view more = {}) {
  return fmt::format(R"({{"facts":{{{}}},"was":{{{}}}{}}})", now, then, more);
}

/// What the only condition of the only rule saw.
std::string saw(std::string_view condition, std::string_view json) {
  const Triage triage = when(condition);
  usher::rules::Workspace workspace;
  usher::Findings findings;
  REQUIRE(triage_json(triage.ruleset(), {}, json, 0, workspace, findings) == usher::rules::TriageStatus::ok);
  const usher::rules::ConditionView view = explain(triage.ruleset(), workspace).rules[0].when;
  return fmt::format("{} ({})", view.test, view.saw);
}

} // namespace

TEST_CASE("was tests what a fact was, not what it is") {
  auto one = when("was: {stage: pre_order}");
  CHECK(one.matches(message("", R"("stage":"pre_order")")));
  CHECK(one.matches(message(R"("stage":"order")", R"("stage":"pre_order")")));
  CHECK(!one.matches(message(R"("stage":"pre_order")", R"("stage":"order")")));
  CHECK(!one.matches(message(R"("stage":"pre_order")", R"("customer.tier":"gold")")));
  CHECK(!one.matches(R"({"facts":{"stage":"pre_order"}})"));

  auto both = when("was: {stage: [order, post_order], customer.tier: {at_least: silver}}");
  CHECK(both.matches(message("", R"("stage":"order","customer.tier":"gold")")));
  CHECK(!both.matches(message("", R"("stage":"order","customer.tier":"bronze")")));
  CHECK(!both.matches(message("", R"("stage":"pre_order","customer.tier":"gold")")));
  CHECK(!both.matches(message("", R"("stage":"order")")));
}

TEST_CASE("was takes the tests of every type") {
  CHECK(when("was: {order.lines: {above: 2, at_most: 5}}").matches(message("", R"("order.lines":5)")));
  CHECK(!when("was: {order.lines: {above: 2, at_most: 5}}").matches(message("", R"("order.lines":2)")));
  CHECK(when("was: {order.open: false}").matches(message("", R"("order.open":false)")));
  CHECK(when("was: {order.id: [a, b]}").matches(message("", R"("order.id":"b")")));
  CHECK(!when("was: {order.id: [a, b]}").matches(message("", R"("order.id":"B")")));
  CHECK(when("was: {order.age: {below: 1h}}").matches(message("", R"("order.age":"59m")")));
  CHECK(when("was: {sentiment: {below: 0}}").matches(message(R"("sentiment":1)", R"("sentiment":-0.5)")));
  CHECK(when("was: {language: it}").matches(message("", R"("language":"it-IT")", R"(,"language":"en")")));
  CHECK(when("was: {account: \"@acme\", brand: acme}")
            .matches(message("", R"("account":"@acme","brand":"acme")")));
  CHECK(when("was: {customer.since: {below: 2020-01-01}}")
            .matches(message("", R"("customer.since":"2019-05-01")")));
  CHECK(when("was: {visibility: [private, {known: false}]}").matches(message("", R"("stage":"order")")));
  CHECK(when("not: {was: {stage: order}}").matches(message("", R"("stage":"pre_order")")));
}

TEST_CASE("what a time was is compared with the time of this message") {
  auto near = when("was: {customer.since: [{within: 3d}, 2020-01-01]}");
  const std::string_view now = R"(,"time":"2026-03-20T00:00:00Z")";
  CHECK(near.matches(message("", R"("customer.since":"2026-03-18")", now)));
  CHECK(near.matches(message("", R"("customer.since":"2020-01-01")", now)));
  CHECK(!near.matches(message("", R"("customer.since":"2026-03-10")", now)));
  CHECK(!near.matches(message(R"("customer.since":"2026-03-18")", R"("stage":"order")", now)));
  CHECK(!near.matches(message("", R"("customer.since":"2026-03-18")")));
}

TEST_CASE("the first time nothing was and nothing changed") {
  CHECK(when("was: {stage: {known: false}}").matches(R"({"facts":{"stage":"order"}})"));
  CHECK(!when("was: {stage: {known: true}}").matches(R"({"facts":{"stage":"order"}})"));
  CHECK(!when("changed: stage").matches(R"({"facts":{"stage":"order"}})"));
  CHECK(when("not: {changed: [stage, language]}").matches(R"({"facts":{"stage":"order"},"language":"it"})"));
  // Nothing is said there, so nothing was decided.
  CHECK(!when("changed: stage").matches(R"({"facts":{"stage":"order"},"was":{}})"));
  CHECK(!when("changed: stage").matches(R"({"facts":{"stage":"order"},"was":null})"));
}

TEST_CASE("changed is true of another value, and of one that came or went") {
  auto stage = when("changed: stage");
  CHECK(stage.matches(message(R"("stage":"order")", R"("stage":"pre_order")")));
  CHECK(!stage.matches(message(R"("stage":"order")", R"("stage":"order")")));
  CHECK(stage.matches(message(R"("stage":"order")", R"("stage":null)")));
  CHECK(stage.matches(message(R"("stage":"order")", R"("customer.tier":"gold")")));
  CHECK(stage.matches(message("", R"("stage":"order")")));
  CHECK(!stage.matches(message("", R"("stage":null)")));

  CHECK(when("changed: order.lines").matches(message(R"("order.lines":1)", R"("order.lines":1.5)")));
  CHECK(!when("changed: order.lines").matches(message(R"("order.lines":0)", R"("order.lines":-0.0)")));
  CHECK(when("changed: order.id").matches(message(R"("order.id":"a")", R"("order.id":"A")")));
  CHECK(when("changed: order.open").matches(message(R"("order.open":false)", R"("order.open":true)")));

  auto any = when("changed: [customer.tier, order.open]");
  CHECK(
      any.matches(message(R"("order.open":true,"stage":"order")", R"("order.open":false,"stage":"order")")));
  CHECK(!any.matches(
      message(R"("order.open":true,"stage":"order")", R"("order.open":true,"stage":"pre_order")")));
}

TEST_CASE("what follows from the account, and a language that was found, are compared as well") {
  CHECK(!when("changed: [channel, brand]")
             .matches(R"({"account":"@acme","was":{"channel":"wall","brand":"acme"}})"));
  CHECK(when("changed: channel").matches(R"({"account":"@mail","was":{"channel":"wall"}})"));
  const char *english = R"({"text":"I want my money back, please help me","was":{"language":"en"}})";
  CHECK(!when("changed: language").matches(english));
  CHECK(when("was: {language: it}, changed: language")
            .matches(R"({"text":"I want my money back, please help me","was":{"language":"it"}})"));
}

TEST_CASE("department, agent and status are those of the conversation") {
  auto moved = when("was: {department: billing, status: resolved}, changed: agent");
  CHECK(moved.matches(R"({"was":{"department":"billing","status":"resolved","agent":"ann"}})"));
  CHECK(moved.matches(R"({"facts":{"conversation.agent":"bea"},
      "was":{"conversation.department":"billing","conversation.status":"resolved","conversation.agent":"ann"}})"));
  CHECK(!moved.matches(R"({"was":{"department":"care","status":"resolved","agent":"ann"}})"));
}

TEST_CASE("a policy's own fact of a short name stands for itself") {
  usher::policy::Policy policy;
  usher::Findings findings;
  const char *const yaml =
      "usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\n"
      "facts: {status: [new, old], department: text}\n"
      "rules: [{name: it, when: {was: {status: old}, changed: department}, then: {tags: [it]}}]\n";
  REQUIRE(usher::policy::read_policy({"own.yaml", yaml}, {}, {}, policy, findings) ==
          usher::policy::ReadStatus::ok);
  const usher::rules::Ruleset ruleset(std::move(policy));
  usher::rules::Workspace workspace;
  const char *const json = R"({"facts":{"department":"b"},"was":{"status":"old","department":"a"}})";
  REQUIRE(triage_json(ruleset, {}, json, 0, workspace, findings) == usher::rules::TriageStatus::ok);
  CHECK(workspace.decision.tags.size() == 1);
}

TEST_CASE("a message may nest what was as what is") {
  auto both = when("was: {author.followers: {at_least: 10}, customer.tier: gold}");
  CHECK(both.matches(R"({"was":{"author":{"followers":10},"customer":{"tier":"gold"}}})"));
  CHECK(both.matches(R"({"was":{"author.followers":10,"customer":{"tier":"gold"}}})"));
  CHECK(!both.matches(R"({"author":{"followers":10},"was":{"customer":{"tier":"gold"}}})"));
}

TEST_CASE("what was is judged as what is, whether or not a condition asks for it") {
  for (const char *more :
       {"", "rules: [{name: it, when: {changed: [stage, sentiment, language, order.age, agent,"
            " customer.since]}, then: {tags: [it]}}]\n"}) {
    CAPTURE(more);
    Triage triage(more);
    CHECK(triage(R"({"was":{"stagee":"order"}})") == "!unknown_name");
    CHECK(triage(R"({"was":{"stage":"ordr"}})") == "!unknown_name");
    CHECK(triage(R"({"was":{"stage":["order"]}})") == "!wrong_type");
    CHECK(triage(R"({"was":{"stage":{"known":true}}})") == "!wrong_type");
    CHECK(triage(R"({"was":{"language":"klingon"}})") == "!unknown_name");
    CHECK(triage(R"({"was":{"sentiment":2}})") == "!out_of_range");
    CHECK(triage(R"({"was":{"order.age":"soon"}})") == "!bad_duration");
    CHECK(triage(R"({"was":{"customer.since":"then"}})") == "!bad_time");
    CHECK(triage(R"({"was":{"customer.tier":"gold","customer":{"tier":"gold"}}})") == "!duplicate_fact");
    CHECK(triage(R"({"was":{"agent":"ann","conversation.agent":"ann"}})") == "!duplicate_fact");
    CHECK(triage(R"({"was":{"author":{"name":{"first":"Ann"}}}})") == "!wrong_type");
    CHECK(triage(R"({"was":{"author":null}})") == "!unknown_name");
    CHECK(triage(R"({"was":["stage"]})") == "!wrong_type");
    CHECK(triage(R"({"was":"order"})") == "!wrong_type");
    for (const char *fact : {"text", "subject", "topic", "pii", "tags", "signal", "time"})
      CHECK(triage(fmt::format(R"({{"was":{{"{}":"a"}}}})", fact)) == "!wrong_type");
    CHECK(triage(R"({"was":{"stage":"order"},"facts":{"stage":"order"}})").starts_with("{"));
    CHECK(triage(R"({"was":{"stage":"ordr","tags":"a","stge":1}})", true).starts_with("{"));
    CHECK(triage.warnings() == Codes{"unknown_name", "wrong_type", "unknown_name"});
  }
}

TEST_CASE("facts that were count against the limit of facts") {
  Triage triage("");
  std::string many = R"({"was":{"stage":"order")";
  for (int i = 0; i < 300; ++i)
    many += fmt::format(R"(,"x{}":1)", i);
  const std::string codes = triage(many + "}}");
  CHECK(codes.ends_with("!limit"));
}

TEST_CASE("explanations say what was and what changed") {
  const std::string changed = message(R"("stage":"order")", R"("stage":"pre_order")");
  const std::string same = message(R"("stage":"order")", R"("stage":"order")");
  CHECK(saw("was: {stage: pre_order}", changed) == "was: {stage: pre_order} (pre_order)");
  CHECK(saw("was: {stage: {at_least: order}}", "{}") == "was: {stage: {at_least: order}} (missing)");
  CHECK(saw("changed: stage", changed) == "changed: stage (order, was pre_order)");
  CHECK(saw("changed: stage", same) == "changed: stage (order, as before)");
  CHECK(saw("changed: stage", message("", R"("stage":"order")")) == "changed: stage (missing, was order)");
  CHECK(saw("changed: stage", R"({"facts":{"stage":"order"}})") == "changed: stage (no earlier decision)");
  CHECK(saw("changed: department", R"({"was":{"department":"care"}})") ==
        "changed: conversation.department (missing, was care)");
  // Personal data stays masked, where a number is that of a card as well.
  CHECK(saw("order.lines: {above: 2}", message(R"("order.lines":4111111111111111)", ""))
            .find("4111111111111111") == std::string::npos);
  CHECK(saw("customer.id: x", R"({"customer":{"id":"۰۹۱۲۳۴۵۶۷۸۹"}})") == "customer.id: x (*******۶۷۸۹)");
  CHECK(saw("order.lines: {above: 2}", message(R"("order.lines":12)", "")) == "order.lines: {above: 2} (12)");
  CHECK(
      saw("changed: order.id", message(R"("order.id":"4111 1111 1111 1111")", R"("order.id":"a@b.example")"))
          .find("4111 1111 1111") == std::string::npos);
}

TEST_CASE("tests of a policy say what was") {
  Triage triage(
      "rules: [{name: it, when: {was: {stage: pre_order, customer.tier: gold}, changed: department},"
      " then: {tags: [it]}}]\n"
      "tests:\n"
      "  - message: {facts: {conversation.department: care}, was: {stage: pre_order, department: legal,"
      " customer: {tier: gold}}}\n"
      "    expect: {tags: [it]}\n"
      "  - {message: {was: {stage: pre_order, customer.tier: 7}}, expect: {tags: []}}\n");
  const usher::policy::Policy &policy = triage.ruleset().policy();
  usher::rules::Workspace workspace;
  usher::Findings findings;
  CHECK(triage_test(triage.ruleset(), {}, policy.files, policy.tests[0], workspace, findings) ==
        usher::rules::TriageStatus::ok);
  CHECK(workspace.decision.tags.size() == 1);
  CHECK(triage_test(triage.ruleset(), {}, policy.files, policy.tests[1], workspace, findings) ==
        usher::rules::TriageStatus::bad_input);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].path == "was.customer.tier");
  CHECK(findings[0].line != 0);
}
