// SPDX-License-Identifier: BSL-1.0
#include "rules/facts.hpp"

#include <algorithm>

namespace usher::rules {

void Facts::clear(const policy::Policy &policy) {
  id.clear();
  conversation.clear();
  slots.resize(policy.facts.size());
  for (Slot &slot : slots) {
    slot.known = false;
    slot.text.clear();
  }
  tags.clear();
  topics.assign(policy.topics.size(), false);
  signals.assign(policy.signals.size(), false);
  pii = 0;
  in_text.assign(policy.phrases.size(), false);
  in_subject.assign(policy.phrases.size(), false);
  language_confidence = 0;
  text_cut = false;
  ill_formed = false;
}

bool is_known(const Facts &facts, policy::FactId fact, const policy::Policy &policy) noexcept {
  if (policy.facts[fact].type != policy::FactType::set) return facts.slots[fact].known;
  switch (fact) {
  case policy::fact_topic:
    return std::find(facts.topics.begin(), facts.topics.end(), true) != facts.topics.end();
  case policy::fact_signal:
    return std::find(facts.signals.begin(), facts.signals.end(), true) != facts.signals.end();
  case policy::fact_pii: return facts.pii != 0;
  default: return !facts.tags.empty();
  }
}

} // namespace usher::rules
