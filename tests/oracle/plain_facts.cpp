// SPDX-License-Identifier: BSL-1.0
// What a desk knows itself of a conversation, and what facts were when the rules last decided.
#include "oracle/plain_desk.hpp"

#include <fmt/format.h>

namespace usher_test {

using usher::rules::RawValue;

namespace {

RawValue raw_value(const PlainFacts::mapped_type &value) {
  RawValue raw;
  if (const auto *text = std::get_if<std::string>(&value)) {
    raw.kind = RawValue::Kind::plain;
    raw.text = *text;
  } else {
    raw.kind = RawValue::Kind::duration;
    raw.integer = std::get<std::int64_t>(value);
  }
  return raw;
}

} // namespace

PlainFacts PlainDesk::own_facts(const Talk &talk) const {
  constexpr const char *statuses[] = {"open", "waiting_for_customer", "held", "resolved"};
  PlainFacts out;
  if (talk.department != usher::desk::none)
    out["conversation.department"] = frame().departments[talk.department].name;
  out["conversation.status"] = std::string(statuses[static_cast<std::size_t>(talk.status)]);
  if (talk.agent) out["conversation.agent"] = world_.agents[*talk.agent].name;
  out["conversation.messages"] = fmt::to_string(talk.messages);
  out["conversation.transfers"] = fmt::to_string(talk.transfers);
  out["conversation.reopens"] = fmt::to_string(talk.reopens);
  const bool waits_for_us = talk.unanswered && talk.status != usher::desk::Status::resolved;
  out["conversation.waiting"] = waits_for_us ? world_.now - talk.waiting_since : std::int64_t{0};
  out["conversation.age"] = world_.now - talk.created;
  return out;
}

/// What was remembered then; nothing if it was forgotten since.
PlainFacts PlainDesk::what_was(const Talk &talk) {
  PlainFacts out = talk.then;
  for (const auto &[fact, value] : talk.facts)
    out[fact] = value;
  for (const auto &[key, value] : talk.keys)
    if (key != "text") out[key] = value;
  return out;
}

/// A question is decided about for the first time when its department is gone.
void PlainDesk::say_own(const Talk &talk, usher::rules::MessageBuilder &builder) const {
  for (const auto &[fact, value] : own_facts(talk))
    builder.take_fact(fact, raw_value(value), fact);
  if (!talk.asker.empty() && talk.then.empty()) return;
  const PlainFacts was = what_was(talk);
  for (const auto &[fact, value] : was)
    builder.take_was(fact, raw_value(value), fact);
  RawValue nothing;
  nothing.kind = RawValue::Kind::null;
  if (was.empty()) builder.take_was("status", nothing, "status");
}

} // namespace usher_test
