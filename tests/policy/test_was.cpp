// SPDX-License-Identifier: BSL-1.0
// How the conditions `was` and `changed` are read.
#include "policy/facts.hpp"
#include "read_from_memory.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace usher;
using namespace usher::policy::testing;
using policy::Alternative;
using policy::Condition;
using policy::Policy;

TEST_CASE("what facts were is asked of facts of their own") {
  const ReadPolicy read = usher::policy::testing::read(
      with_care("facts: {customer.tier: [bronze, silver, gold], customer.since: time}\nsignals:\n"
                "  a: {was: {customer.tier: {at_least: silver}}}\n  b: {changed: customer.tier}\n"
                "  c: {was: {department: care, customer.tier: [gold, {known: false}]}}\n"
                "  d: {changed: [status, conversation.status, customer.tier]}\n"
                "  e: {was: {customer.since: {within: 3d}}}\n"));
  REQUIRE_MESSAGE(read.findings.empty(), read.places());
  const Policy &policy = read.policy;
  const policy::FactId tier = *policy::find_fact(policy, "customer.tier");
  const auto condition = [&](std::size_t signal) -> const Condition & { return policy.signals[signal].when; };
  const auto fact = [&](const Condition &one) { return policy.facts[one.test.fact]; };

  REQUIRE(condition(0).kind == Condition::Kind::test);
  const policy::Fact was = fact(condition(0));
  CHECK(was.derived == policy::Derived::was);
  CHECK(was.derived_from == tier);
  CHECK(was.type == policy::FactType::choice);
  CHECK(was.ordered);
  CHECK(was.choices == policy.facts[tier].choices);
  CHECK(condition(0).test.alternatives[0].low->value.integer == 1);

  const policy::Fact changed = fact(condition(1));
  CHECK(changed.derived == policy::Derived::changed);
  CHECK(changed.derived_from == condition(0).test.fact); // made once
  CHECK(changed.type == policy::FactType::flag);
  CHECK(condition(1).test.alternatives[0].value.integer == 1);

  REQUIRE(condition(2).kind == Condition::Kind::all);
  REQUIRE(condition(2).children.size() == 2);
  CHECK(fact(condition(2).children[0]).derived_from == policy::fact_conversation_department);
  CHECK(condition(2).children[1].test.fact == condition(0).test.fact);
  CHECK(condition(2).children[1].test.alternatives[1].kind == Alternative::Kind::unknown);

  REQUIRE(condition(3).kind == Condition::Kind::any);
  REQUIRE(condition(3).children.size() == 3);
  CHECK(condition(3).children[0].test.fact == condition(3).children[1].test.fact);
  CHECK(condition(3).children[2].test.fact == condition(1).test.fact);

  const policy::Fact age = fact(condition(4));
  CHECK(age.derived == policy::Derived::age);
  CHECK(policy.facts[age.derived_from].derived == policy::Derived::was);
  CHECK(policy::origin_of(policy, condition(4).test.fact) == *policy::find_fact(policy, "customer.since"));
  CHECK(policy::is_in_was(policy, condition(4).test.fact));
}

TEST_CASE("mends of conditions on what was say how to write them") {
  const auto hint = [](std::string_view signal) {
    const ReadPolicy one = usher::policy::testing::read(
        with_care(fmt::format("facts: {{customer.since: time}}\nsignals: {{a: {}}}\n", signal)));
    REQUIRE_MESSAGE(one.findings.size() == 1, signal, one.places());
    return one.findings[0].message + "; " + one.findings[0].hint;
  };
  CHECK(hint("{was: {any: [{stage: order}]}}") ==
        "\"any\" cannot stand inside \"was\"; write any: [{was: ...}, {was: ...}]");
  CHECK(hint("{was: {not: {stage: order}}}") == "\"not\" cannot stand inside \"was\"; write not: {was: ...}");
  CHECK(hint("{changed: open}") ==
        "\"open\" cannot stand inside \"changed\"; write it beside changed, not inside");
  CHECK(hint("{was: {departmnt: care}}") == "there is no fact \"departmnt\"; did you mean \"department\"?");
  CHECK(hint("{changed: tags}") ==
        "\"changed\" does not know \"tags\": it holds several words; ask of a fact that "
        "has one value, as stage or conversation.department");
  CHECK(hint("{was: {agent: {not: sara}}}")
            .ends_with("to say otherwise write not: {was: {conversation.agent: ...}}"));
  CHECK(hint("{was: {customer.since: {within: 3d, above: 2026-01-01}}}")
            .ends_with("write all: [{was: {customer.since: ...}}, {was: {customer.since: ...}}]"));
  CHECK(hint("{was: {stage: ordr}}").ends_with("did you mean \"order\"?"));
  CHECK(hint("{wass: {stage: order}}").ends_with("did you mean \"was\"?"));
}
