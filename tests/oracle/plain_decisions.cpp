// SPDX-License-Identifier: BSL-1.0
// Deciding a message, by the library's own triage, from what the desk knows.
#include "oracle/plain_desk.hpp"

#include <algorithm>

namespace usher_test {

using usher::rules::RawValue;

namespace {

bool is_where(const std::string &key) {
  return key == "account" || key == "channel" || key == "kind" || key == "visibility";
}

} // namespace

/// What the policy does not know is as good as not said; but a message that says it does not mean what earlier ones
/// said either.
void PlainDesk::say_facts(const SaidMessage &message, bool anew,
                          std::map<std::string, std::string> &facts) const {
  for (const auto &[name, value] : message.facts) {
    const auto fact = ruleset_->find_fact(name);
    const bool is_known =
        fact && (frame().facts[*fact].choices.empty() || ruleset_->find_choice(*fact, value).has_value());
    if (is_known)
      facts[name] = value;
    else if (!anew)
      facts.erase(name);
  }
}

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
      if (anew || is_where(key)) keys[key] = value;
    // Where it came in is all of one message.
    for (const auto &[key, value] : message.keys)
      if (is_where(key)) std::erase_if(keys, [](const auto &one) { return is_where(one.first); });
  }
  for (const auto &[key, value] : message.keys)
    keys[key] = value;
  say_facts(message, anew, facts);
  usher::rules::TriageOptions options;
  options.lenient = true;
  options.look.language =
      std::any_of(world_.agents.begin(), world_.agents.end(),
                  [](const PlainAgent &agent) { return !agent.languages.empty(); }) ||
      std::any_of(frame().replies.begin(), frame().replies.end(),
                  [](const usher::policy::Reply &reply) { return reply.texts.size() > 1; });
  options.now = world_.now;
  usher::Findings findings;
  const std::vector<std::string_view> tag_views(tags.begin(), tags.end());
  (void)usher::rules::triage_fields(*ruleset_, options, workspace_, findings,
                                    [&](usher::rules::MessageBuilder &builder) {
                                      RawValue raw;
                                      raw.kind = RawValue::Kind::text;
                                      for (const auto &[key, value] : keys) {
                                        raw.text = value;
                                        if (key == "kind")
                                          builder.take_fact(key, raw, key);
                                        else
                                          builder.take_key(key, raw);
                                      }
                                      if (talk != nullptr) say_own(*talk, builder);
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

/// What stays known when a message was decided. What it says is of this message only; where it came in and who the
/// customer is stays known.
void PlainDesk::remember(Talk &talk, const SaidMessage &message, bool anew) {
  const usher::rules::Facts &known = workspace_.facts;
  for (const auto &[key, value] : message.keys)
    if (key == "text") {
      talk.keys[key] = value;
      talk.text_kept = value.size() <= frame().desk.keep_text;
    }
  for (const auto &[key, fact] :
       {std::pair("language", usher::policy::fact_language),
        std::pair("account", usher::policy::fact_account), std::pair("channel", usher::policy::fact_channel),
        std::pair("kind", usher::policy::fact_kind),
        std::pair("visibility", usher::policy::fact_visibility)}) {
    const usher::rules::Slot &slot = known.slots[fact];
    talk.keys.erase(key);
    if (!slot.known) continue;
    const auto &words = frame().facts[fact].choices;
    talk.keys[key] = words.empty() ? slot.text : words[static_cast<std::size_t>(slot.integer)];
  }
  say_facts(message, anew, talk.facts);
}

} // namespace usher_test
