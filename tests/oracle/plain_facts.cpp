// SPDX-License-Identifier: BSL-1.0
// What is known when a message is decided about, and what of it is remembered.
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

/// By the rules, from what this message says, what earlier ones said and what the desk knows. `anew`: nothing new was
/// said but some facts.
void PlainDesk::decide(const Talk *talk, const SaidMessage &message, bool anew) {
  std::map<std::string, std::string> keys;
  std::map<std::string, std::string> facts;
  std::set<std::string> tags(message.tags.begin(), message.tags.end());
  if (talk != nullptr) {
    facts = talk->facts;
    tags.insert(talk->tags.begin(), talk->tags.end());
    for (const auto &[key, value] : talk->keys)
      if (anew || key == "account") keys[key] = value;
  }
  for (const auto &[key, value] : message.keys)
    keys[key] = value;
  for (const auto &[fact, value] : message.facts)
    facts[fact] = value;
  usher::rules::TriageOptions options;
  options.lenient = true;
  options.now = world_.now;
  usher::Findings findings;
  const std::vector<std::string_view> tag_views(tags.begin(), tags.end());
  (void)usher::rules::triage_fields(*ruleset_, options, workspace_, findings,
                                    [&](usher::rules::MessageBuilder &builder) {
                                      RawValue raw;
                                      raw.kind = RawValue::Kind::text;
                                      for (const auto &[key, value] : keys) {
                                        raw.text = value;
                                        builder.take_key(key, raw);
                                      }
                                      if (talk != nullptr) {
                                        for (const auto &[fact, value] : own_facts(*talk))
                                          builder.take_fact(fact, raw_value(value), fact);
                                        for (const auto &[fact, value] : talk->then)
                                          builder.take_was(fact, raw_value(value), fact);
                                      }
                                      if (!tag_views.empty()) {
                                        raw.kind = RawValue::Kind::list;
                                        raw.list = tag_views;
                                        builder.take_key("tags", raw);
                                      }
                                      raw.kind = RawValue::Kind::plain;
                                      for (const auto &[fact, value] : facts) {
                                        raw.text = value;
                                        builder.take_fact(fact, raw, fact);
                                      }
                                    });
}

/// What the desk knows itself of a conversation.
PlainFacts PlainDesk::own_facts(const Talk &talk) const {
  constexpr const char *statuses[] = {"open", "waiting_for_customer", "held", "resolved"};
  PlainFacts out;
  out["conversation.department"] = frame().departments[talk.department].name;
  out["conversation.status"] = std::string(statuses[static_cast<std::size_t>(talk.status)]);
  if (talk.agent) out["conversation.agent"] = world_.agents[*talk.agent].name;
  out["conversation.messages"] = fmt::to_string(talk.messages);
  out["conversation.transfers"] = fmt::to_string(talk.transfers);
  out["conversation.reopens"] = fmt::to_string(talk.reopens);
  out["conversation.waiting"] = talk.unanswered ? world_.now - talk.waiting_since : std::int64_t{0};
  out["conversation.age"] = world_.now - talk.created;
  return out;
}

/// After an event on which rules decided: what facts were in it, and the desk's own as they are now.
void PlainDesk::remember(Talk &talk) const {
  talk.then = own_facts(talk);
  for (const auto &[fact, value] : talk.facts)
    talk.then[fact] = value;
  const auto &slots = workspace_.facts.slots;
  if (slots[usher::policy::fact_language].known)
    talk.then["language"] = slots[usher::policy::fact_language].text;
  for (const auto fact :
       {usher::policy::fact_account, usher::policy::fact_channel, usher::policy::fact_kind}) {
    if (!slots[fact].known) continue;
    const usher::policy::Fact &known = frame().facts[fact];
    talk.then[known.name] = known.choices[static_cast<std::size_t>(slots[fact].integer)];
  }
}

} // namespace usher_test
