// SPDX-License-Identifier: BSL-1.0
// The meaning of conditions, sentence by sentence.
#include "rules/triage_by_text.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using usher_test::when;

namespace {

std::string facts(std::string_view content) { return fmt::format(R"({{"facts":{{{}}}}})", content); }

} // namespace

TEST_CASE("a mapping is all of, a list of values any of") {
  auto both = when("customer.tier: gold, stage: [order, post_order]");
  CHECK(both.matches(facts(R"("customer.tier":"gold","stage":"order")")));
  CHECK(both.matches(facts(R"("customer.tier":"gold","stage":"post_order")")));
  CHECK(!both.matches(facts(R"("customer.tier":"gold","stage":"pre_order")")));
  CHECK(!both.matches(facts(R"("customer.tier":"silver","stage":"order")")));
}

TEST_CASE("every value of a list counts, not the first alone") {
  auto many = when("order.id: [a, b, c, d]");
  for (const char *id : {"a", "b", "c", "d"})
    CHECK(many.matches(facts(fmt::format(R"("order.id":"{}")", id))));
  CHECK(!many.matches(facts(R"("order.id":"e")")));
}

TEST_CASE("a comparison with a missing fact is false, and not makes it true") {
  CHECK(!when("customer.tier: gold").matches("{}"));
  CHECK(!when("order.lines: {at_most: 5}").matches("{}"));
  CHECK(!when("order.open: false").matches("{}"));
  CHECK(when("not: {customer.tier: gold}").matches("{}"));
  CHECK(when("none: [{customer.tier: gold}, {order.open: true}]").matches("{}"));
  CHECK(!when("not: {customer.tier: gold}, customer.tier: {known: true}").matches("{}"));
  CHECK(when("not: {customer.tier: gold}, customer.tier: {known: true}")
            .matches(facts(R"("customer.tier":"silver")")));
  // The place of a condition changes nothing.
  CHECK(!when("customer.tier: {known: true}, not: {customer.tier: gold}").matches("{}"));
  CHECK(when("customer.tier: {known: false}").matches("{}"));
  CHECK(when("customer.tier: [gold, {known: false}]").matches("{}"));
  CHECK(!when("topic: refund").matches("{}"));
  CHECK(when("topic: {none: [refund]}").matches("{}"));
}

TEST_CASE("ranges have ends of both kinds, on numbers, times, durations and ordered words") {
  auto inside = when("order.lines: {at_least: 2, below: 5}");
  CHECK(!inside.matches(facts(R"("order.lines":1.5)")));
  CHECK(inside.matches(facts(R"("order.lines":2)")));
  CHECK(inside.matches(facts(R"("order.lines":4.99)")));
  CHECK(!inside.matches(facts(R"("order.lines":5)")));
  auto open_ends = when("order.lines: {above: 2, at_most: 5}");
  CHECK(!open_ends.matches(facts(R"("order.lines":2)")));
  CHECK(open_ends.matches(facts(R"("order.lines":5)")));

  auto since = when("customer.since: {at_least: 2024-01-01}");
  CHECK(since.matches(facts(R"("customer.since":"2024-01-01T00:00:00Z")")));
  CHECK(since.matches(facts(R"("customer.since":"2024-01-01T01:00:00+01:00")")));
  CHECK(!since.matches(facts(R"("customer.since":"2023-12-31T23:59:59.999Z")")));
  auto age = when("order.age: {above: 1h30m}");
  CHECK(!age.matches(facts(R"("order.age":5400000)")));
  CHECK(age.matches(facts(R"("order.age":"2h")")));
  auto tier = when("customer.tier: {at_least: silver}");
  CHECK(!tier.matches(facts(R"("customer.tier":"bronze")")));
  CHECK(tier.matches(facts(R"("customer.tier":"silver")")));
  CHECK(tier.matches(facts(R"("customer.tier":"gold")")));
  CHECK(when("order.lines: [7, {below: 2}]").matches(facts(R"("order.lines":1)")));
  CHECK(when("order.lines: [7, {below: 2}]").matches(facts(R"("order.lines":7)")));
}

TEST_CASE("sets: any of, all, none") {
  const char *both = R"({"text":"I will sue for a refund"})";
  const char *one = R"({"text":"a refund"})";
  CHECK(when("topic: [refund, threat]").matches(one));
  CHECK(!when("topic: {all: [refund, threat]}").matches(one));
  CHECK(when("topic: {all: [refund, threat]}").matches(both));
  CHECK(when("topic: {none: [press, threat]}").matches(one));
  CHECK(!when("topic: {none: [press, threat]}").matches(both));
  CHECK(when("topic: {known: true}").matches(one));
  CHECK(!when("topic: {known: true}").matches(R"({"text":"hello"})"));
  CHECK(when("tags: vip").matches(R"({"tags":["new","vip"]})"));
  CHECK(when("tags: {known: false}").matches(R"({"tags":[]})"));
  CHECK(when("signal: loyal").matches(facts(R"("customer.tier":"gold")")));
  CHECK(when("pii: card").matches(R"({"text":"card 4111 1111 1111 1111"})"));
}

TEST_CASE("all, any, none and not nest") {
  auto nested = when("any: [{all: [{topic: refund}, {not: {stage: order}}]}, {none: [{topic: refund}, "
                     "{order.open: true}]}]");
  CHECK(nested.matches(R"({"text":"refund"})"));
  CHECK(!nested.matches(R"({"text":"refund","facts":{"stage":"order"}})"));
  CHECK(nested.matches(R"({"text":"hello"})"));
  CHECK(!nested.matches(R"({"text":"hello","facts":{"order.open":true}})"));
}

TEST_CASE("texts of facts compare whole and exact; phrases are for text and subject") {
  auto id = when("order.id: AB-1");
  CHECK(id.matches(facts(R"("order.id":"AB-1")")));
  CHECK(!id.matches(facts(R"("order.id":"ab-1")")));
  CHECK(!id.matches(facts(R"("order.id":"AB-12")")));
  CHECK(when("text: [ab-1]").matches(R"({"text":"order AB-1, please"})"));
  CHECK(when("subject: [late]").matches(R"({"subject":"Late again"})"));
  CHECK(!when("subject: [late]").matches(R"({"text":"Late again"})"));
  CHECK(when("not: {text: [late]}").matches("{}"));
  CHECK(when("text: {it: [~rimborso], en: [money]}").matches(R"({"text":"tre rimborsi"})"));
}

TEST_CASE("a negated regex is the opposite of the regex") {
  const char *with = R"({"text":"order AB-123456"})";
  const char *without = R"({"text":"order AB-12345"})";
  CHECK(when(R"(text: ['/\b[A-Z]{2}-\d{6}\b/'])").matches(with));
  CHECK(!when(R"(text: ['/\b[A-Z]{2}-\d{6}\b/'])").matches(without));
  CHECK(!when(R"(not: {text: ['/\b[A-Z]{2}-\d{6}\b/']})").matches(with));
  CHECK(when(R"(not: {text: ['/\b[A-Z]{2}-\d{6}\b/']})").matches(without));
}

TEST_CASE("channel and brand follow from the account, visibility from the channel; the message wins") {
  CHECK(
      when("channel: wall, brand: acme, kind: social, visibility: public").matches(R"({"account":"@acme"})"));
  CHECK(
      when("channel: dm, brand: acme, visibility: private").matches(R"({"account":"@acme","channel":"dm"})"));
  CHECK(when("visibility: private").matches(R"({"account":"@acme","visibility":"private"})"));
  CHECK(when("brand: {known: false}").matches(R"({"account":"@mail"})"));
}

TEST_CASE("language is the message's own, else found, else missing") {
  CHECK(when("language: it").matches(R"({"language":"it","text":"I want my money back please"})"));
  CHECK(when("language: en").matches(R"({"language":"en-US"})"));
  CHECK(when("language: en").matches(R"({"text":"I want my money back, please help me"})"));
  CHECK(when("language: {known: false}").matches(R"({"text":"12345"})"));
}
