// SPDX-License-Identifier: BSL-1.0
// What rules decide: order, stopping, who speaks for whom, priority.
#include "rules/triage_by_text.hpp"

#include <doctest/doctest.h>

using usher_test::Triage;

TEST_CASE("the first matching rule wins a field of one value; fields of several add up in order") {
  Triage triage(
      "rules:\n"
      "  - {name: a, when: {topic: refund}, then: {department: billing, tags: [x, y], reply: ask}}\n"
      "  - {name: b, then: {visibility: private, tags: [y, z], stage: order}}\n"
      "  - {name: c, then: {visibility: public, stage: post_order, notify: [pr, legal]}}\n");
  const char *message = R"({"text":"refund","account":"@acme"})";
  CHECK(triage.field(message, "department") == R"("billing")");
  CHECK(triage.field(message, "tags") == R"(["x","y","z"])");
  CHECK(triage.field(message, "visibility") == R"("private")");
  CHECK(triage.field(message, "move_to") == R"("dm")");
  CHECK(triage.field(message, "stage") == R"("order")");
  CHECK(triage.field(message, "notify") == R"(["pr","legal"])");
  CHECK(triage.field(message, "because") ==
        R"({"department":"a","stage":"b","visibility":"b","reply":"a","tags":{"x":"a","y":"a","z":"b"},)"
        R"("notify":{"pr":"c","legal":"c"}})");
}

TEST_CASE("a department is asked once, by the strictest of what rules say, and by the rules that say it") {
  Triage triage("rules:\n"
                "  - {name: soft, then: {ask: [{department: legal, within: 4h}, pr]}}\n"
                "  - {name: vip, when: {tags: vip}, then: {ask: [{department: legal, before_reply: true}]}}\n"
                "  - {name: faster, when: {tags: fast}, then: {ask: [{department: legal, within: 30m}]}}\n"
                "  - {name: slow, then: {ask: [{department: legal, within: 8h}, pr]}}\n");
  CHECK(triage.field("{}", "ask") == R"([{"department":"legal","within_ms":14400000,"before_reply":false},)"
                                     R"({"department":"pr","within_ms":null,"before_reply":false}])");
  CHECK(triage.field("{}", "because") == R"({"department":"default","ask":{"legal":"soft","pr":"soft"}})");
  const char *const fast = R"({"tags":["fast"]})";
  CHECK(triage.field(fast, "ask") == R"([{"department":"legal","within_ms":1800000,"before_reply":false},)"
                                     R"({"department":"pr","within_ms":null,"before_reply":false}])");
  CHECK(triage.field(fast, "because") == R"({"department":"default","ask":{"legal":"faster","pr":"soft"}})");
  const char *const vip = R"({"tags":["vip"]})";
  CHECK(triage.field(vip, "because") == R"({"department":"default","ask":{"legal":"vip","pr":"soft"}})");
  const char *const both = R"({"tags":["vip","fast"]})";
  CHECK(triage.field(both, "ask") == R"([{"department":"legal","within_ms":1800000,"before_reply":true},)"
                                     R"({"department":"pr","within_ms":null,"before_reply":false}])");
  CHECK(triage.field(both, "because") == R"({"department":"default","ask":{"legal":"faster","pr":"soft"}})");
}

TEST_CASE("people and groups are notified like departments") {
  Triage triage("agents: {sara: {}, omid: {}}\n"
                "groups: {supervisors: [sara], all: [sara, omid]}\n"
                "rules:\n"
                "  - {name: a, then: {notify: [all, legal], agent: omid}}\n"
                "  - {name: b, then: {notify: [sara, all]}}\n");
  CHECK(triage.field("{}", "notify") == R"(["all","legal","sara"])");
  CHECK(triage.field("{}", "agent") == R"("omid")");
  CHECK(triage.field("{}", "because") ==
        R"({"department":"default","agent":"a","notify":{"all":"a","legal":"a","sara":"b"}})");
}

TEST_CASE("a rule that names a department speaks for that department") {
  Triage triage("rules:\n"
                "  - {name: legal, when: {topic: threat}, then: {department: legal, skills: [law]}}\n"
                "  - {name: money, when: {topic: refund}, then: {department: billing, agent: ann, skills: "
                "[money], tags: [refund]}}\n"
                "  - {name: same, when: {topic: threat}, then: {department: legal, agent: bob}}\n"
                "  - {name: anyone, then: {skills: [patience]}}\n");
  const char *both = R"({"text":"I sue for a refund"})";
  CHECK(triage.field(both, "department") == R"("legal")");
  CHECK(triage.field(both, "agent") == R"("bob")");
  CHECK(triage.field(both, "skills") == R"(["law","patience"])");
  CHECK(triage.field(both, "tags") == R"(["refund"])");
  CHECK(triage.field(R"({"text":"refund"})", "agent") == R"("ann")");
}

TEST_CASE("stop applies its rule and ends the reading") {
  Triage triage("rules:\n"
                "  - {name: spam, when: {topic: press}, then: {engage: false, tags: [spam], stop: true}}\n"
                "  - {name: later, then: {department: pr, tags: [later]}}\n");
  const char *spam = R"({"text":"a journalist asks"})";
  CHECK(triage.field(spam, "engage") == "false");
  CHECK(triage.field(spam, "department") == R"("care")");
  CHECK(triage.field(spam, "tags") == R"(["spam"])");
  CHECK(triage.field("{}", "tags") == R"(["later"])");
}

TEST_CASE("conditions never see what a rule decided in the same pass") {
  Triage triage("rules:\n"
                "  - {name: first, then: {tags: [vip], stage: order, visibility: private}}\n"
                "  - {name: second, when: {any: [{tags: vip}, {stage: order}, {visibility: private}]}, then: "
                "{tags: [seen]}}\n");
  CHECK(triage.field("{}", "tags") == R"(["vip"])");
}

TEST_CASE("every topic found is in the decision, in the order of the policy, from text and subject") {
  Triage triage("");
  CHECK(triage.field(R"({"text":"a journalist","subject":"Refunds"})", "topics") == R"(["refund","press"])");
}

TEST_CASE("priority is a visible sum, cut to 0 to 100") {
  Triage triage("priority:\n"
                "  start: 20\n"
                "  add:\n"
                "    - {when: {topic: threat}, points: 90}\n"
                "    - {when: {topic: press}, points: -50}\n"
                "    - {per: similar_waiting, points: 2, up_to: 9}\n"
                "    - {when: {customer.tier: gold}, per: order.lines, points: -1}\n"
                "  bands: {top: 70, middle: 20, bottom: 0}\n"
                "rules:\n"
                "  - {name: set, when: {customer.tier: silver}, then: {priority: middle}}\n"
                "  - {name: number, when: {customer.tier: bronze}, then: {priority: 69}}\n");
  const auto priority = [&](const char *message) {
    return triage.field(message, "priority") + triage.field(message, "band");
  };
  CHECK(priority("{}") == "20\"middle\"");
  CHECK(priority(R"({"text":"I sue"})") == "100\"top\"");
  CHECK(priority(R"({"text":"journalist"})") == "0\"bottom\"");
  CHECK(priority(R"({"facts":{"similar_waiting":3}})") == "26\"middle\"");
  CHECK(priority(R"({"facts":{"similar_waiting":30}})") == "29\"middle\"");
  CHECK(priority(R"({"facts":{"customer.tier":"gold","order.lines":3.9}})") == "17\"bottom\"");
  CHECK(priority(R"({"facts":{"similar_waiting":0.9}})") == "20\"middle\""); // not one yet
  CHECK(priority(R"({"facts":{"similar_waiting":1.9}})") == "22\"middle\"");
  CHECK(priority(R"({"facts":{"similar_waiting":-1.9}})") == "18\"bottom\"");
  CHECK(priority(R"({"facts":{"order.lines":3}})") == "20\"middle\"");
  CHECK(priority(R"({"facts":{"customer.tier":"bronze","similar_waiting":1}})") == "71\"top\"");
  CHECK(priority(R"({"facts":{"similar_waiting":1e300}})") == "29\"middle\"");
}

TEST_CASE("default fills each field of one value that no rule set, for its own department") {
  Triage triage("rules: [{name: refund, when: {topic: refund}, then: {department: billing}}]\n");
  CHECK(triage.field("{}", "because") == R"({"department":"default"})");
  CHECK(triage.field(R"({"text":"refund"})", "because") == R"({"department":"refund"})");
}

TEST_CASE("signals may use one another in any order") {
  Triage triage("signals:\n"
                "  loud: {all: [{signal: known_person}, {topic: threat}]}\n"
                "  known_person: {author.followers: {at_least: 1000}}\n"
                "rules: [{name: it, when: {signal: loud}, then: {department: pr}}]\n");
  CHECK(triage.field(R"({"text":"I sue","author":{"followers":1000}})", "department") == R"("pr")");
  CHECK(triage.field(R"({"text":"I sue","author":{"followers":999}})", "department") == R"("care")");
}
