// SPDX-License-Identifier: BSL-1.0
#include "rules/facts.hpp"

namespace usher::rules {

void Facts::clear(const policy::Policy &policy) {
  id.clear();
  conversation.clear();
  slots.resize(policy.facts.size());
  for (Slot &slot : slots) {
    slot.known = false;
    slot.text.clear();
  }
  given.assign(policy.facts.size(), false);
  tags.clear();
  topics.reset(policy.topics.size());
  signals.reset(policy.signals.size());
  pii = 0;
  in_text.reset(policy.phrases.size());
  in_subject.reset(policy.phrases.size());
  language_confidence = 0;
  text_cut = false;
  ill_formed = false;
}

bool is_known(const Facts &facts, policy::FactId fact, const policy::Policy &policy) noexcept {
  if (policy.facts[fact].type != policy::FactType::set) return facts.slots[fact].known;
  switch (fact) {
  case policy::fact_topic: return !facts.topics.empty();
  case policy::fact_signal: return !facts.signals.empty();
  case policy::fact_pii: return facts.pii != 0;
  default: return !facts.tags.empty();
  }
}

} // namespace usher::rules
