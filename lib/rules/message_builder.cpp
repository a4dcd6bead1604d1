// SPDX-License-Identifier: BSL-1.0
#include "rules/message_builder.hpp"

#include "base/duration.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "policy/context.hpp"
#include "policy/facts.hpp"
#include "rules/derived_facts.hpp"
#include "rules/message_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace usher::rules {

using policy::FactId;
using policy::FactType;

namespace {

/// Keys of a message that are facts under the same name; told apart by their lengths first.
std::optional<FactId> fact_of_key(std::string_view key) noexcept {
  switch (key.size()) {
  case 4:
    if (key == "text") return policy::fact_text;
    if (key == "time") return policy::fact_time;
    if (key == "tags") return policy::fact_tags;
    break;
  case 7:
    if (key == "account") return policy::fact_account;
    if (key == "channel") return policy::fact_channel;
    if (key == "subject") return policy::fact_subject;
    break;
  case 8:
    if (key == "language") return policy::fact_language;
    break;
  case 10:
    if (key == "visibility") return policy::fact_visibility;
    break;
  default: break;
  }
  return std::nullopt;
}

} // namespace

bool assign_well_formed(std::string_view text, std::string &out) {
  if (find_ill_formed_utf8(text) == std::string_view::npos) {
    out = text;
    return true;
  }
  out.clear();
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    append_utf8(out, point.value);
    i += point.size;
  }
  return false;
}

MessageBuilder::MessageBuilder(const Ruleset &ruleset, const Limits &limits, bool lenient, Facts &facts,
                               Findings &findings)
    : ruleset_(ruleset), limits_(limits), lenient_(lenient), facts_(facts), findings_(findings) {}

// What every fact of a message goes through is inline in this file, and what is wrong with one stands apart.
inline bool MessageBuilder::claim(FactId fact, std::string_view path) {
  if (facts_.slots.is_given(fact)) {
    given_twice(fact, path, "give it once, as a key of the message or under facts");
    return false;
  }
  facts_.slots.set_given(fact);
  return true;
}

void MessageBuilder::take_key(std::string_view key, const RawValue &value) {
  if (const std::optional<FactId> fact = fact_of_key(key)) {
    if (claim(*fact, key)) set(*fact, facts_.slots.edit(*fact), value, key);
    return;
  }
  if (key == "id" || key == "conversation") {
    bool &given = key == "id" ? id_given_ : conversation_given_;
    if (given)
      complain(Code::duplicate_fact, key, fmt::format("\"{}\" is given twice", key), "give it once");
    else if (is_text(value))
      (void)assign_well_formed(value.text, key == "id" ? facts_.id : facts_.conversation);
    else if (value.kind != RawValue::Kind::null) {
      complain(Code::wrong_type, key, fmt::format("\"{}\" is text, and this is {}", key, describe(value)),
               "put it in quotes");
    }
    given = true;
    return;
  }
  if (key == "author" || key == "customer" || key == "reach" || key == "facts" || key == "was") {
    if (value.kind == RawValue::Kind::null) return;
    complain(Code::wrong_type, key,
             fmt::format("\"{}\" is an object of facts, and this is {}", key, describe(value)),
             fmt::format("as in \"{}\": {{...}}", key));
    return;
  }
  no_such_key(key);
}

bool MessageBuilder::is_over_limit(std::string_view path) {
  if (fact_count_ == limits_.facts + 1) {
    refuse(Code::limit, path, fmt::format("more than {} facts", limits_.facts), "raise the limit facts");
  }
  return true;
}

inline std::optional<FactId> MessageBuilder::find_fact(std::string_view name, std::string_view path) {
  const std::optional<FactId> fact = ruleset_.find_fact(name);
  if (!fact) no_such_fact(name, path);
  return fact;
}

void MessageBuilder::take_fact(std::string_view name, const RawValue &value, std::string_view path) {
  if (++fact_count_ > limits_.facts && is_over_limit(path)) return;
  const std::optional<FactId> fact = find_fact(name, path);
  if (!fact) return;
  if (is_found_by_usher(*fact)) return found_by_usher(name, path);
  if (claim(*fact, path)) set(*fact, facts_.slots.edit(*fact), value, path);
}

void MessageBuilder::take_was(std::string_view name, const RawValue &value, std::string_view path) {
  facts_.decided_before = true;
  if (++fact_count_ > limits_.facts && is_over_limit(path)) return;
  if (!ruleset_.find_fact(name)) name = policy::spelled_out(name);
  const std::optional<FactId> fact = find_fact(name, path);
  if (!fact) return;
  const policy::Frame &frame = ruleset_.frame();
  if (const std::string_view why = policy::why_not_in_was(frame, *fact); !why.empty()) {
    complain(Code::wrong_type, path, fmt::format("\"was\" does not know \"{}\": {}", name, why),
             "take it out; facts of one value stand there");
    return;
  }
  if (std::find(was_given_.begin(), was_given_.end(), *fact) != was_given_.end()) {
    given_twice(*fact, path, "give it once, as what it was");
    return;
  }
  was_given_.push_back(*fact);
  Slot unasked;
  const std::optional<FactId> was = policy::find_derived(frame, policy::Derived::was, *fact);
  set(*fact, was ? facts_.slots.edit(*was) : unasked, value, path);
}

inline void MessageBuilder::set(FactId fact, Slot &slot, const RawValue &value, std::string_view path) {
  if (value.kind == RawValue::Kind::null) return;
  const FactType type = ruleset_.frame().facts[fact].type;
  if (type == FactType::choice && is_text(value)) {
    set_choice(fact, slot, value.text, path);
  } else if (is_text(value) && (type == FactType::text || type == FactType::phrases)) {
    if (fact == policy::fact_language)
      set_language(slot, value.text, path);
    else
      set_text(fact, slot, value.text);
  } else {
    set_other(fact, slot, value, path);
  }
}

/// What is no text, or not as it should be.
void MessageBuilder::set_other(FactId fact, Slot &slot, const RawValue &value, std::string_view path) {
  const auto set_integer = [&slot](std::int64_t integer) {
    slot.integer = integer;
    slot.known = true;
  };
  switch (ruleset_.frame().facts[fact].type) {
  case FactType::number: {
    double number = value.number;
    if (value.kind == RawValue::Kind::plain) {
      const std::optional<double> parsed = policy::parse_number(value.text);
      if (!parsed) break;
      number = *parsed;
    } else if (value.kind != RawValue::Kind::number) {
      break;
    }
    if (!std::isfinite(number) || (fact == policy::fact_sentiment && (number < -1 || number > 1))) {
      complain(Code::out_of_range, path, fmt::format("{} is out of range", number),
               fact == policy::fact_sentiment ? "sentiment is between -1 and 1" : "a number is finite");
      return;
    }
    slot.number = number + 0.0; // -0 is 0
    slot.known = true;
    return;
  }
  case FactType::flag:
    if (value.kind == RawValue::Kind::flag) return set_integer(value.integer);
    if (value.kind != RawValue::Kind::plain || (value.text != "true" && value.text != "false")) break;
    return set_integer(value.text == "true" ? 1 : 0);
  case FactType::time: {
    std::optional<Instant> time;
    if (value.kind == RawValue::Kind::time && is_instant(value.integer))
      time = value.integer;
    else if (is_text(value))
      time = parse_time(value.text);
    else if (value.kind != RawValue::Kind::time)
      break;
    if (time) return set_integer(*time);
    bad_time(fact, value, path);
    return;
  }
  case FactType::duration: {
    std::optional<std::int64_t> duration;
    std::optional<double> number;
    if (value.kind == RawValue::Kind::number)
      number = value.number;
    else if (value.kind == RawValue::Kind::plain)
      number = policy::parse_number(value.text);
    if (value.kind == RawValue::Kind::duration)
      duration = value.integer;
    else if (number) {
      if (*number == std::trunc(*number) && std::abs(*number) <= static_cast<double>(longest_duration_ms))
        duration = static_cast<std::int64_t>(*number);
    } else if (is_text(value))
      duration = parse_duration(value.text);
    else
      break;
    if (duration && *duration >= 0 && *duration <= longest_duration_ms) return set_integer(*duration);
    complain(Code::bad_duration, path,
             fmt::format("this is not a duration of {}", ruleset_.frame().facts[fact].name),
             "as in \"1h30m\", or whole milliseconds, 10 years at most");
    return;
  }
  case FactType::set: set_tags(value, path); return;
  case FactType::text:
  case FactType::phrases:
  case FactType::choice: break;
  }
  wrong_type(fact, value, path);
}

inline void MessageBuilder::set_text(FactId fact, Slot &slot, std::string_view text) {
  const bool searched = ruleset_.frame().facts[fact].type == FactType::phrases;
  if (searched && text.empty()) return; // nothing to look at is as good as missing
  if (searched && text.size() > limits_.text_bytes) {
    text = utf8_prefix(text, limits_.text_bytes);
    facts_.text_cut = true;
    warn_of_cut(fact);
  }
  // Texts that are searched keep their bytes, so that places found in them are places in what the host has.
  bool is_well_formed = false;
  if (searched) {
    is_well_formed = find_ill_formed_utf8(text) == std::string_view::npos;
    slot.text.assign(text);
  } else {
    is_well_formed = assign_well_formed(text, slot.text);
  }
  slot.known = true;
  if (!is_well_formed && !facts_.ill_formed) {
    facts_.ill_formed = true;
    warn_of_bytes(fact);
  }
}

void MessageBuilder::set_language(Slot &slot, std::string_view text, std::string_view path) {
  const std::array<char, 2> code = policy::language_letters(text);
  if (!policy::is_language_code({code.data(), code.size()})) {
    no_such_language(text, path);
    return;
  }
  slot.text.assign(code.data(), code.size());
  slot.known = true;
  if (&slot != &facts_.slots[policy::fact_language]) return;
  facts_.language_confidence = 1;
  facts_.language_given = true;
}

inline void MessageBuilder::set_choice(FactId fact, Slot &slot, std::string_view word,
                                       std::string_view path) {
  const std::optional<std::uint32_t> number = ruleset_.find_choice(fact, word);
  if (!number) return no_such_word(fact, word, path);
  slot.integer = *number;
  slot.known = true;
}

void MessageBuilder::set_tags(const RawValue &value, std::string_view path) {
  const auto add = [this](std::string_view tag) {
    if (tag.empty()) return;
    std::string text;
    if (!facts_.spare_tags.empty()) {
      text = std::move(facts_.spare_tags.back());
      facts_.spare_tags.pop_back();
    }
    (void)assign_well_formed(tag, text);
    const bool there = std::find(facts_.tags.begin(), facts_.tags.end(), text) != facts_.tags.end();
    (there ? facts_.spare_tags : facts_.tags).push_back(std::move(text));
  };
  if (is_text(value)) {
    add(value.text);
  } else if (value.kind == RawValue::Kind::list) {
    for (const std::string_view tag : value.list)
      add(tag);
  } else {
    complain(Code::wrong_type, path, fmt::format("tags are a list of texts, and this is {}", describe(value)),
             "as in [\"vip\", \"refund\"]");
  }
}

void MessageBuilder::finish(const std::int64_t *now) {
  const policy::Frame &model = ruleset_.frame();
  const auto fill = [this](FactId fact, std::int64_t integer) {
    if (facts_.slots[fact].known) return;
    Slot &slot = facts_.slots.edit(fact);
    slot.integer = integer;
    slot.known = true;
  };
  if (const Slot &account_slot = facts_.slots[policy::fact_account]; account_slot.known) {
    const policy::Account &account = model.accounts[static_cast<std::size_t>(account_slot.integer)];
    fill(policy::fact_channel, account.channel);
    if (account.brand) fill(policy::fact_brand, *account.brand);
  }
  if (const Slot &channel_slot = facts_.slots[policy::fact_channel]; channel_slot.known) {
    const policy::Channel &channel = model.channels[static_cast<std::size_t>(channel_slot.integer)];
    fill(policy::fact_kind, static_cast<std::int64_t>(channel.kind));
    fill(policy::fact_visibility,
         static_cast<std::int64_t>(channel.is_public ? policy::Visibility::public_
                                                     : policy::Visibility::private_));
  }
  if (now != nullptr) fill(policy::fact_time, *now);
  derive_from_time(ruleset_, facts_);
}

} // namespace usher::rules
