// SPDX-License-Identifier: BSL-1.0
// The analysis may miss things, but what it says is true: random policies, whose findings are held against
// what becomes of random messages.
#include "check/analysis.hpp"
#include "check/random_policy.hpp"
#include "check/reporter.hpp"
#include "check/sample.hpp"
#include "rules/decision_json.hpp"
#include "rules/evaluate.hpp"
#include "rules/fields.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace usher::check {
namespace {

constexpr int policies = 20'000;
constexpr int messages = 60; // for each policy

/// The part of a text between two others.
std::string between(const std::string &text, const std::string &before, const std::string &after) {
  const std::size_t begin = text.find(before);
  REQUIRE(begin != std::string::npos);
  const std::size_t from = begin + before.size();
  const std::size_t end = text.find(after, from);
  REQUIRE(end != std::string::npos);
  return text.substr(from, end - from);
}

std::uint32_t rule_of(const Finding &finding) {
  return static_cast<std::uint32_t>(std::strtoul(between(finding.path, "rules[", "]").c_str(), nullptr, 10));
}

bool same_place(const policy::Condition &condition, const Finding &finding) {
  return condition.place.position.line == finding.line && condition.place.position.column == finding.column;
}

void all_parts(const policy::Condition &condition, std::vector<const policy::Condition *> &out) {
  out.push_back(&condition);
  for (const policy::Condition &child : condition.children)
    all_parts(child, out);
}

/// A policy with its findings, and random messages to hold them against.
class Trial {
 public:
  Trial(const rules::Ruleset &ruleset, Random &random)
      : ruleset_(ruleset), policy_(ruleset.policy()), messages_(messages) {
    for (rules::Workspace &message : messages_) {
      random_facts(ruleset_, random, message.facts);
      rules::read_rules(ruleset_, message.facts, message.decision);
    }
  }

  /// To delete the rule changes no decision.
  void check_shadowed(const Finding &finding) const {
    policy::Policy without = policy_;
    without.rules.erase(without.rules.begin() + rule_of(finding));
    const rules::Ruleset changed(std::move(without));
    for (const rules::Workspace &message : messages_) {
      rules::Workspace again;
      again.facts = message.facts;
      rules::read_rules(changed, again.facts, again.decision);
      CHECK(json(ruleset_, message) == json(changed, again));
    }
  }

  /// Both match the same messages, and the fields never come from the later rule.
  void check_contradiction(const Finding &finding) const {
    const std::uint32_t later = rule_of(finding);
    const std::string name = between(finding.message, "contradicts \"", "\" (");
    const auto first = std::find_if(policy_.rules.begin(), policy_.rules.end(),
                                    [&](const policy::Rule &rule) { return rule.name == name; });
    REQUIRE(first != policy_.rules.end());
    std::string fields = finding.message.substr(finding.message.find("first decides ") + 14) + ";";
    for (const rules::Workspace &message : messages_) {
      CHECK(holds(first->when, message) == holds(policy_.rules[later].when, message));
      for (const rules::Field field : rules::all_fields()) {
        const std::string field_name(rules::name_of(field));
        const bool is_named =
            fields.starts_with(field_name) || fields.find("; " + field_name) != std::string::npos;
        if (is_named) CHECK(rules::because_of(message, field, 0) != later);
      }
    }
  }

  /// What is quoted holds for no message, or the two that are quoted not for the same.
  void check_impossible(const Finding &finding) const {
    std::vector<const policy::Condition *> parts;
    if (finding.path.starts_with("rules["))
      all_parts(policy_.rules[rule_of(finding)].when, parts);
    else if (finding.path.starts_with("priority"))
      all_parts(policy_.priority.add[0].when, parts);
    else
      all_parts(signal(finding.path.substr(std::string("signals.").size())).when, parts);
    Findings unused;
    const Reporter reporter(policy_, unused);
    const std::string quoted = between(finding.message, "`", "`");
    const bool together = finding.message.find("can never hold together") != std::string::npos;
    const std::string second = together ? between(finding.message, "` and `", "` can") : quoted;
    bool found = false;
    for (const policy::Condition *part : parts) {
      if (!same_place(*part, finding)) continue;
      if (reporter.shown(*part) == second) {
        for (const policy::Condition *other : parts) {
          if (reporter.shown(*other) != quoted) continue;
          if (together && other->kind == policy::Condition::Kind::all) continue;
          found = true;
          for (const rules::Workspace &message : messages_)
            CHECK_FALSE((holds(*part, message) && holds(*other, message)));
        }
      } else if (part->kind == policy::Condition::Kind::test) {
        found = check_alternative(*part, quoted) || found;
      }
    }
    CHECK(found);
  }

 private:
  static std::string json(const rules::Ruleset &ruleset, const rules::Workspace &workspace) {
    JsonWriter out;
    rules::write_json(ruleset, workspace, false, out);
    return std::move(out).take();
  }

  bool holds(const policy::Condition &condition, const rules::Workspace &message) const {
    return rules::holds(policy_, condition, message.facts);
  }

  const policy::Signal &signal(const std::string &name) const {
    return *std::find_if(policy_.signals.begin(), policy_.signals.end(),
                         [&](const policy::Signal &one) { return one.name == name; });
  }

  // One alternative of several is quoted.
  bool check_alternative(const policy::Condition &condition, const std::string &quoted) const {
    Findings unused;
    const Reporter reporter(policy_, unused);
    bool found = false;
    for (const policy::Alternative &alternative : condition.test.alternatives) {
      policy::Condition alone = condition;
      alone.test.alternatives = {alternative};
      if (reporter.shown(alone) != quoted) continue;
      found = true;
      for (const rules::Workspace &message : messages_)
        CHECK_FALSE(holds(alone, message));
    }
    return found;
  }

  const rules::Ruleset &ruleset_;
  const policy::Policy &policy_;
  std::vector<rules::Workspace> messages_;
};

TEST_CASE("what the analysis says of random policies is true") {
  int shadowed = 0;
  int contradicting = 0;
  int impossible = 0;
  for (int round = 0; round < policies; ++round) {
    Random random(static_cast<std::uint32_t>(round));
    const std::string yaml = random_policy(random);
    CAPTURE(round);
    CAPTURE(yaml);
    const rules::Ruleset ruleset = read(yaml);
    Findings findings;
    analyse(ruleset, findings);
    const Trial trial(ruleset, random);
    for (const Finding &finding : findings) {
      CAPTURE(finding.message);
      if (finding.code == Code::shadowed_rule) {
        ++shadowed;
        trial.check_shadowed(finding);
      } else if (finding.code == Code::contradicting_rules) {
        ++contradicting;
        trial.check_contradiction(finding);
      } else if (finding.code == Code::impossible_condition) {
        ++impossible;
        trial.check_impossible(finding);
      }
    }
  }
  MESSAGE(policies << " policies: " << shadowed << " shadowed rules, " << contradicting << " contradictions, "
                   << impossible << " impossible conditions");
  CHECK(shadowed > 2000);
  CHECK(contradicting > 200);
  CHECK(impossible > 2000);
}

} // namespace
} // namespace usher::check
