// SPDX-License-Identifier: BSL-1.0
#include "rules/facts.hpp"

namespace usher::rules {
namespace {

constexpr std::size_t most_spare_tags = 64;

} // namespace

void Slots::reset(std::size_t facts) {
  Slot *first = slots_.data(); // of 64
  for (Marks &marks : marks_) {
    for (std::uint64_t bits = marks.written; bits != 0; bits &= bits - 1) {
      Slot &slot = first[std::countr_zero(bits)];
      slot.known = false;
      slot.text.clear();
    }
    marks = {};
    first += 64;
  }
  if (slots_.size() != facts) resize(facts);
}

/// The slots last: by their number it is known that both are there.
void Slots::resize(std::size_t facts) {
  marks_.resize(facts / 64 + 1);
  slots_.resize(facts);
}

void Facts::clear(const FactSizes &sizes) {
  id.clear();
  conversation.clear();
  slots.reset(sizes.facts);
  for (; !tags.empty(); tags.pop_back()) {
    if (spare_tags.size() < most_spare_tags) spare_tags.push_back(std::move(tags.back()));
  }
  topics.reset(sizes.topics);
  signals.reset(sizes.signals);
  pii = 0;
  in_text.reset(sizes.phrases, sizes.patterns);
  in_subject.reset(sizes.phrases, sizes.patterns);
  language_confidence = 0;
  language_given = false;
  decided_before = false;
  text_cut = false;
  ill_formed = false;
}

bool is_known(const Facts &facts, policy::FactId fact, const policy::Frame &frame) noexcept {
  if (frame.facts[fact].type != policy::FactType::set) return facts.slots[fact].known;
  switch (fact) {
  case policy::fact_topic: return !facts.topics.empty();
  case policy::fact_signal: return !facts.signals.empty();
  case policy::fact_pii: return facts.pii != 0;
  default: return !facts.tags.empty();
  }
}

} // namespace usher::rules
