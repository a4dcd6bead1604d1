// SPDX-License-Identifier: BSL-1.0
// What is taken of a message, what is refused, and what lenient makes of it.
#include "rules/triage_by_text.hpp"

#include <doctest/doctest.h>

using usher_test::Triage;
using Codes = std::vector<std::string>;

TEST_CASE("unknown keys, facts, names and wrong types are refused with their codes") {
  Triage triage("");
  CHECK(triage(R"({"txt":"a"})") == "!unknown_key");
  CHECK(triage(R"({"stage":"order"})") == "!unknown_key");
  CHECK(triage(R"({"facts":{"order.opne":true}})") == "!unknown_name");
  CHECK(triage(R"({"account":"@acmee"})") == "!unknown_name");
  CHECK(triage(R"({"channel":""})") == "!unknown_name");
  CHECK(triage(R"({"facts":{"customer.tier":"platinum"}})") == "!unknown_name");
  CHECK(triage(R"({"language":"klingon"})") == "!unknown_name");
  CHECK(triage(R"({"text":5})") == "!wrong_type");
  CHECK(triage(R"({"id":7})") == "!wrong_type");
  CHECK(triage(R"({"author":"ann"})") == "!wrong_type");
  CHECK(triage(R"({"facts":{"order.open":"true"}})") == "!wrong_type");
  CHECK(triage(R"({"facts":{"order.lines":"5"}})") == "!wrong_type");
  CHECK(triage(R"({"facts":{"topic":"refund"}})") == "!wrong_type");
  CHECK(triage(R"({"tags":[1]})") == "!wrong_type");
  CHECK(triage(R"({"time":"yesterday"})") == "!bad_time");
  CHECK(triage(R"({"time":"1969-12-31T23:59:59Z"})") == "!bad_time");
  CHECK(triage(R"({"facts":{"order.age":"soon"}})") == "!bad_duration");
  CHECK(triage(R"({"facts":{"order.age":-1}})") == "!bad_duration");
  CHECK(triage(R"({"facts":{"sentiment":1.5}})") == "!out_of_range");
  CHECK(triage(R"({"author":{"name":"a"},"facts":{"author.name":"b"}})") == "!duplicate_fact");
  CHECK(triage(R"({"txt":"a","facts":{"order.opne":true}})") == "!unknown_key!unknown_name");
}

TEST_CASE("lenient takes what it can, reports the rest, and loses no message") {
  Triage triage("rules: [{name: gold, when: {customer.tier: gold}, then: {tags: [gold]}}]\n");
  const std::string decision = triage(
      R"({"id":"7","txt":"a","account":"@new","facts":{"customer.tier":"platinum","order.opne":1,"order.lines":3}})",
      true);
  CHECK(decision.starts_with(R"({"id":"7","department":"care")"));
  CHECK(triage.warnings() == Codes{"unknown_key", "unknown_name", "unknown_name", "unknown_name"});
  CHECK(triage("nonsense", true) == "!json_syntax");
}

TEST_CASE("findings show no personal data that stands where a word should") {
  const Triage triage("");
  const auto sentence = [&](std::string_view json) {
    usher::rules::Workspace workspace;
    usher::Findings findings;
    (void)triage_json(triage.ruleset(), {}, json, 0, workspace, findings);
    return findings.begin() == findings.end() ? std::string() : findings.begin()->message;
  };
  CHECK(sentence(R"({"facts":{"customer.tier":"mario@example.com"}})") ==
        R"(there is no customer.tier "*****@example.com")");
  CHECK(sentence(R"({"facts":{"stage":"carta 4111111111111111"}})") ==
        R"(there is no stage "carta ************1111")");
  CHECK(sentence(R"({"language":"۰۹۱۲ ۳۴۵ ۶۷۸۹"})") == R"(there is no language "**** *** ۶۷۸۹")");
  CHECK(sentence(R"({"facts":{"customer.tier":"platinum"}})") == R"(there is no customer.tier "platinum")");
  // The brand's own, and what it is known by.
  CHECK(sentence(R"({"account":"care@example.com"})") == R"(there is no account "care@example.com")");
}

TEST_CASE("facts may stand nested or flat") {
  Triage triage("rules: [{name: it, when: {author.followers: {at_least: 10}, customer.tier: gold}, then: "
                "{tags: [it]}}]\n");
  CHECK(triage.matches(R"({"author":{"followers":10},"customer":{"tier":"gold"}})"));
  CHECK(triage.matches(R"({"facts":{"author.followers":10,"customer.tier":"gold"}})"));
  CHECK(triage.field(R"({"facts":{"author":{"followers":10}}})", "tags") == "!unknown_name");
}

TEST_CASE("null is missing, everywhere") {
  Triage triage("");
  const std::string empty = triage("{}");
  CHECK(
      triage(
          R"({"id":null,"text":null,"channel":null,"time":null,"tags":null,"author":null,"facts":{"stage":null}})") ==
      empty);
}

TEST_CASE("sentiment, stage and intent come from the message's facts") {
  Triage triage("");
  const char *message = R"({"facts":{"sentiment":-0.25,"stage":"order","intent":"complain"}})";
  CHECK(triage.field(message, "sentiment") == "-2.5E-1");
  CHECK(triage.field(message, "stage") == R"("order")");
  CHECK(triage.field(message, "intent") == R"("complain")");
}
