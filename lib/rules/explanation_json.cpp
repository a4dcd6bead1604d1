// SPDX-License-Identifier: BSL-1.0
#include "rules/explanation.hpp"

namespace usher::rules {
namespace {

std::string_view name_of(const ConditionView &view) {
  switch (view.kind) {
  case policy::Condition::Kind::all: return "all";
  case policy::Condition::Kind::any: return "any";
  case policy::Condition::Kind::none: return view.is_not ? "not" : "none";
  case policy::Condition::Kind::test: return "test";
  }
  return "test";
}

void write_condition(const ConditionView &view, JsonWriter &json) {
  json.begin_object();
  json.field("holds", view.holds);
  if (view.kind == policy::Condition::Kind::test) {
    json.field("test", view.test);
    json.field("saw", view.saw);
  } else {
    json.key(name_of(view));
    json.begin_array();
    for (const ConditionView &child : view.children)
      write_condition(child, json);
    json.end_array();
  }
  json.end_object();
}

void write_words(std::string_view key, const std::vector<std::string> &words, JsonWriter &json) {
  json.key(key);
  json.begin_array();
  for (const std::string &word : words)
    json.value(word);
  json.end_array();
}

} // namespace

void write_json(const Ruleset &ruleset, const Explanation &explanation, JsonWriter &json) {
  const policy::Policy &policy = ruleset.policy();
  json.begin_object();
  json.key("rules");
  json.begin_array();
  for (const RuleView &view : explanation.rules) {
    const policy::Rule &rule = policy.rules[view.rule];
    json.begin_object();
    json.field("name", rule.name);
    json.field("file", policy.files[rule.place.file].name);
    json.field("line", rule.place.position.line);
    json.field("reached", view.fate.reached);
    json.field("matched", view.fate.matched);
    json.field("stopped", view.stopped);
    write_words("decided", view.decided, json);
    write_words("passed_over", view.passed_over, json);
    json.key("when");
    if (rule.has_when)
      write_condition(view.when, json);
    else
      json.null();
    json.key("failed");
    if (view.failed != nullptr)
      write_condition(*view.failed, json);
    else
      json.null();
    json.end_object();
  }
  json.end_array();
  json.key("signals");
  json.begin_array();
  for (const SignalView &view : explanation.signals) {
    json.begin_object();
    json.field("name", policy.signals[view.signal].name);
    json.key("when");
    write_condition(view.when, json);
    json.end_object();
  }
  json.end_array();
  json.key("priority");
  json.begin_array();
  for (const LineView &view : explanation.priority) {
    const policy::PriorityLine &line = policy.priority.add[view.line];
    json.begin_object();
    json.field("line", view.line);
    json.text_or_null("per", line.per ? std::string_view(policy.facts[*line.per].name) : std::string_view());
    json.field("points", view.points);
    json.key("when");
    if (line.has_when)
      write_condition(view.when, json);
    else
      json.null();
    json.end_object();
  }
  json.end_array();
  write_words("default", explanation.by_default, json);
  json.end_object();
}

} // namespace usher::rules
