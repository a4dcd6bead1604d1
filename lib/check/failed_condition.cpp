// SPDX-License-Identifier: BSL-1.0
#include "check/failed_condition.hpp"

#include "check/reporter.hpp"

#include <utility>

#include <fmt/format.h>

namespace usher::check {
namespace {

using policy::Condition;
using rules::ConditionView;

constexpr std::size_t most_parts = 3;

// A single condition is shown as the policy writes it, with what it saw: `stage: post_order (saw order)`. What
// held is left out where it has no part in it.

std::string shown(const ConditionView &test) {
  const std::string_view saw = test.saw == "missing" ? "" : "saw ";
  return fmt::format("{} ({}{})", shortened(test.test, most_shown_of_a_condition), saw,
                     shortened(test.saw, most_shown_of_a_condition));
}

std::string unmet(const ConditionView &view);

// Of a condition that held: all of an `all`, of an `any` those that held.
std::string met(const ConditionView &view) {
  if (view.kind == Condition::Kind::test) return shown(view);
  std::vector<std::string> parts;
  if (view.kind == Condition::Kind::none) {
    for (const ConditionView &child : view.children)
      parts.push_back(fmt::format("not {}", unmet(child)));
    return join_some(std::move(parts), " and ");
  }
  for (const ConditionView &child : view.children) {
    if (child.holds) parts.push_back(met(child));
  }
  return join_some(std::move(parts), view.kind == Condition::Kind::all ? " and " : " or ");
}

// Of a condition that failed: of an `all` what failed, all of an `any`, of a `none` what held.
std::string unmet(const ConditionView &view) {
  if (view.kind == Condition::Kind::test) return shown(view);
  std::vector<std::string> parts;
  for (const ConditionView &child : view.children) {
    if (view.kind == Condition::Kind::none) {
      if (child.holds) parts.push_back(fmt::format("not {}", met(child)));
    } else if (!child.holds) {
      parts.push_back(unmet(child));
    }
  }
  return join_some(std::move(parts), view.kind == Condition::Kind::any ? " or " : " and ");
}

void add_clauses(const ConditionView &view, std::vector<std::string> &out) {
  if (view.holds) return;
  switch (view.kind) {
  case Condition::Kind::all:
    for (const ConditionView &child : view.children)
      add_clauses(child, out);
    return;
  case Condition::Kind::none:
    for (const ConditionView &child : view.children) {
      if (child.holds) out.push_back(fmt::format("excludes {}", met(child)));
    }
    return;
  case Condition::Kind::any:
  case Condition::Kind::test: out.push_back(fmt::format("wants {}", unmet(view))); return;
  }
}

} // namespace

// What is excluded is mostly not there, so that it is not says nothing for a rule.
Tally tally(const ConditionView &view) {
  if (view.kind == Condition::Kind::none && view.holds) return {};
  if (view.kind != Condition::Kind::all) return view.holds ? Tally{1, 0} : Tally{0, 1};
  Tally sum;
  for (const ConditionView &child : view.children) {
    const Tally one = tally(child);
    sum.held += one.held;
    sum.failed += one.failed;
  }
  return sum;
}

std::string failures_of(const ConditionView &when) {
  std::vector<std::string> clauses;
  add_clauses(when, clauses);
  return "it " + join_some(std::move(clauses), ", and ");
}

std::string join_some(std::vector<std::string> parts, std::string_view word) {
  const bool cut = parts.size() > most_parts;
  if (cut) parts.resize(most_parts);
  return fmt::format("{}{}", fmt::join(parts, word), cut ? fmt::format("{}...", word) : "");
}

} // namespace usher::check
