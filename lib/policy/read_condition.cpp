// SPDX-License-Identifier: BSL-1.0
#include "policy/facts.hpp"
#include "policy/sections.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace usher::policy {
namespace {

// Words that stand where facts do.
constexpr std::array<std::string_view, 7> condition_words = {"all",  "any", "none",   "not",
                                                             "open", "was", "changed"};

void read_children(Context &context, const Node &node, std::vector<Condition> &out) {
  if (node.kind != Node::Kind::sequence) {
    context.wrong_shape(node, "a list of conditions", "as in any: [{topic: refund}, {tags: vip}]");
    return;
  }
  context.list(node, true, [&](const Node &item) { out.push_back(read_condition(context, item)); });
}

// Of a flag: that it is there and true.
Condition is_true(FactId flag, const Place &place) {
  Condition condition;
  condition.kind = Condition::Kind::test;
  condition.place = place;
  condition.test.fact = flag;
  Alternative yes;
  yes.value.text = "true";
  yes.value.integer = 1;
  condition.test.alternatives.push_back(std::move(yes));
  return condition;
}

void one_or_any(std::vector<Condition> tests, Condition &out) {
  if (tests.size() == 1) {
    out = std::move(tests[0]);
    return;
  }
  out.kind = Condition::Kind::any;
  out.is_mapping = true;
  out.children = std::move(tests);
}

// `open: CALENDAR`, or a list of them, one of which is open.
void read_open(Context &context, const Node &node, Condition &out) {
  std::vector<Condition> tests;
  context.list(node, true, [&](const Node &item) {
    const std::optional<std::uint32_t> calendar = context.name(item, context.calendars);
    if (calendar) tests.push_back(is_true(derived_fact(context.policy, Derived::open, *calendar), out.place));
  });
  one_or_any(std::move(tests), out);
}

// What is decided is no fact: rules do not see it, so that their order makes no difference, and of an earlier decision
// neither does anybody. Who looks for it is not helped by the name that is spelled most like it.
constexpr std::array<std::string_view, 6> decided = {"priority", "band", "sla", "skills", "engage", "reply"};

void complain_of_fact(Context &context, const Node &name, std::span<const std::string_view> names) {
  std::string_view word = name.text;
  if (word.starts_with("conversation.")) word.remove_prefix(std::string_view("conversation.").size());
  if (std::find(decided.begin(), decided.end(), word) == decided.end()) {
    // A fact that is called so in a group says more than one that is spelled alike.
    std::string inside;
    for (const std::string_view one : names)
      if (one.size() > name.text.size() && one.ends_with(name.text) &&
          one[one.size() - name.text.size() - 1] == '.')
        inside += fmt::format("{}\"{}\"", inside.empty() ? "" : " or ", one);
    if (inside.empty())
      context.unknown_name(name, "fact", names, "declare it under facts:, with its type");
    else
      context.error(Code::unknown_name, name, fmt::format("there is no fact {}", quote(name.text)),
                    fmt::format("did you mean {}?", inside));
    return;
  }
  context.error(Code::unknown_name, name, fmt::format("there is no fact {}", quote(name.text)),
                fmt::format("{} is what rules decide, and no condition sees that: ask for the facts, tags or "
                            "topics by which they do; what your own system calls so is declared under facts:",
                            quote(word)));
}

// A fact inside `was` or `changed`; nothing after a complaint.
std::optional<FactId> find_fact_before(Context &context, const Node &name, std::string_view condition) {
  if (std::find(condition_words.begin(), condition_words.end(), name.text) != condition_words.end()) {
    const bool is_group = name.text == "all" || name.text == "any" || name.text == "none";
    std::string hint = fmt::format("write it beside {}, not inside", condition);
    if (is_group) hint = fmt::format("write {0}: [{{{1}: ...}}, {{{1}: ...}}]", name.text, condition);
    if (name.text == "not") hint = fmt::format("write not: {{{}: ...}}", condition);
    context.error(Code::wrong_type, name,
                  fmt::format("{} cannot stand inside {}", quote(name.text), quote(condition)),
                  std::move(hint));
    return std::nullopt;
  }
  std::optional<FactId> fact = context.facts.find(name.text);
  if (!fact) fact = context.facts.find(spelled_out(name.text));
  if (!fact) {
    if (context.facts.is_excused(name.text)) return std::nullopt;
    std::vector<std::string_view> names(short_names().begin(), short_names().end());
    for (const std::string_view one : context.facts.names())
      if (why_not_in_was(context.policy, *context.facts.find(one)).empty()) names.push_back(one);
    complain_of_fact(context, name, names);
    return std::nullopt;
  }
  if (const std::string_view why = why_not_in_was(context.policy, *fact); !why.empty()) {
    context.error(Code::wrong_type, name,
                  fmt::format("{} does not know {}: {}", quote(condition), quote(name.text), why),
                  "ask of a fact that has one value, as stage or conversation.department");
    return std::nullopt;
  }
  return fact;
}

// `was: {FACT: ...}`: what facts were when the rules last decided about the conversation.
void read_was(Context &context, const Node &node, Condition &out) {
  if (node.kind != Node::Kind::mapping || node.entries.empty()) {
    context.wrong_shape(node, "a mapping of facts to what they were", "as in was: {stage: pre_order}");
    return;
  }
  std::vector<Condition> tests;
  context.named(node, [&](const Node &name, const Node &value) {
    const std::optional<FactId> fact = find_fact_before(context, name, "was");
    if (!fact) return;
    Condition &condition = tests.emplace_back();
    condition.place = context.place(name);
    read_fact_test(context, derived_fact(context.policy, Derived::was, *fact), value, condition);
  });
  if (tests.size() == 1) {
    out = std::move(tests[0]);
    return;
  }
  out.is_mapping = true;
  out.children = std::move(tests);
}

// `changed: FACT`, or a list of them, one of which is another than then.
void read_changed(Context &context, const Node &node, Condition &out) {
  if (node.kind == Node::Kind::mapping) {
    context.wrong_shape(node, "a fact or a list of facts",
                        "as in changed: stage; was: {stage: pre_order} says from what");
    return;
  }
  std::vector<Condition> tests;
  context.list(node, true, [&](const Node &item) {
    if (!context.text(item, "a fact")) return;
    const std::optional<FactId> fact = find_fact_before(context, item, "changed");
    if (fact) tests.push_back(is_true(changed_fact(context.policy, *fact), out.place));
  });
  one_or_any(std::move(tests), out);
}

Condition read_entry(Context &context, const Entry &entry) {
  const Node &key = entry.key;
  const Node &value = entry.value;
  const Context::Step step(context, key.text);
  Condition condition;
  condition.place = context.place(key);
  if (key.text == "all" || key.text == "any" || key.text == "none") {
    condition.kind = key.text == "all"   ? Condition::Kind::all
                     : key.text == "any" ? Condition::Kind::any
                                         : Condition::Kind::none;
    read_children(context, value, condition.children);
    return condition;
  }
  if (key.text == "not") {
    condition.kind = Condition::Kind::none;
    condition.is_not = true;
    condition.children.push_back(read_condition(context, value));
    return condition;
  }
  if (key.text == "open") {
    read_open(context, value, condition);
    return condition;
  }
  if (key.text == "was") {
    read_was(context, value, condition);
    return condition;
  }
  if (key.text == "changed") {
    read_changed(context, value, condition);
    return condition;
  }
  const std::optional<FactId> fact = context.facts.find(key.text);
  if (!fact) {
    if (context.facts.is_excused(key.text)) return condition;
    std::vector<std::string_view> names(context.facts.names().begin(), context.facts.names().end());
    names.insert(names.end(), condition_words.begin(), condition_words.end());
    complain_of_fact(context, key, names);
    return condition;
  }
  read_fact_test(context, *fact, value, condition);
  return condition;
}

} // namespace

Condition read_condition(Context &context, const Node &node) {
  Condition all;
  all.place = context.place(node);
  if (node.kind != Node::Kind::mapping || node.entries.empty()) {
    context.wrong_shape(node, "a condition",
                        node.kind == Node::Kind::sequence ? "write any: or all: before the list"
                                                          : "as in {topic: refund, stage: post_order}");
    return all;
  }
  if (node.entries.size() == 1) return read_entry(context, node.entries[0]);
  all.is_mapping = true;
  for (const Entry &entry : node.entries)
    all.children.push_back(read_entry(context, entry));
  return all;
}

} // namespace usher::policy
