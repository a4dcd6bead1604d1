// SPDX-License-Identifier: BSL-1.0
#include "rules/derived_facts.hpp"

namespace usher::rules {
namespace {

using policy::Derived;
using policy::FactId;
using policy::FactType;

bool same_value(FactType type, const Slot &a, const Slot &b) {
  if (!a.known || !b.known) return a.known == b.known;
  switch (type) {
  case FactType::text: return a.text == b.text;
  case FactType::number: return a.number == b.number;
  case FactType::flag:
  case FactType::time:
  case FactType::duration:
  case FactType::choice: return a.integer == b.integer;
  case FactType::phrases: // what they were is not asked
  case FactType::set: break;
  }
  return true;
}

} // namespace

void derive_from_time(const Ruleset &ruleset, Facts &facts) {
  const Slot &time = facts.slots[policy::fact_time];
  if (!time.known) return;
  const policy::Frame &frame = ruleset.frame();
  for (const FactId id : ruleset.derived_facts()) {
    const policy::Fact &fact = frame.facts[id];
    if (fact.derived == Derived::open) {
      Slot &slot = facts.slots.edit(id);
      const calendar::Calendar *const calendar = ruleset.calendar(fact.derived_from);
      slot.known = calendar != nullptr;
      slot.integer = slot.known && calendar->is_open(time.integer) ? 1 : 0;
    } else if (fact.derived == Derived::age) {
      Slot &slot = facts.slots.edit(id);
      const Slot &from = facts.slots[fact.derived_from];
      slot.known = from.known;
      slot.integer = time.integer - from.integer;
    }
  }
}

void find_changes(const Ruleset &ruleset, Facts &facts) {
  const policy::Frame &frame = ruleset.frame();
  for (const FactId id : ruleset.derived_facts()) {
    if (frame.facts[id].derived != Derived::changed) continue;
    const FactId was = frame.facts[id].derived_from;
    const FactId is = frame.facts[was].derived_from;
    const bool changed =
        facts.decided_before && !same_value(frame.facts[is].type, facts.slots[was], facts.slots[is]);
    Slot &slot = facts.slots.edit(id);
    slot.known = true;
    slot.integer = changed ? 1 : 0;
  }
}

} // namespace usher::rules
