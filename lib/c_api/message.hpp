// SPDX-License-Identifier: BSL-1.0
// A message from the caller's struct, handed key by key to whoever takes messages.
#pragma once

#include "c_api/handles.hpp"
#include "c_api/structs.hpp"
#include "rules/message_builder.hpp"

#include <boost/container/small_vector.hpp>

namespace usher::c_api {

[[nodiscard]] inline rules::RawValue text_value(const usher_str &text) noexcept {
  rules::RawValue value;
  value.kind = rules::RawValue::Kind::text;
  value.text = text_in(text);
  return value;
}

/// False for a type that there is not, a flag that is none, a text that is not there.
[[nodiscard]] bool fact_value(const usher_fact &fact, rules::RawValue &value) noexcept;

/// ARGUMENT when something in the struct, which has been read, is a text that is not there; NEWER for what is not known.
/// Facts are looked at when they are given.
[[nodiscard]] usher_status check_sound(const usher_message &message) noexcept;

/// Of a sound message. `Sink` as rules::MessageWalker has it.
template <class Sink>
[[nodiscard]] usher_status give_message(const usher_message &message, Sink &sink) {
  const auto take = [&sink](std::string_view key, const usher_str &text) {
    if (text.size != 0) sink.take_key(key, text_value(text));
  };
  take("id", message.id);
  take("conversation", message.conversation);
  take("channel", message.channel);
  take("account", message.account);
  take("visibility", message.visibility);
  take("text", message.text);
  take("subject", message.subject);
  take("language", message.language);
  if (message.time_given == 1) {
    rules::RawValue time;
    time.kind = rules::RawValue::Kind::time;
    time.integer = message.time;
    sink.take_key("time", time);
  }
  if (message.tag_count != 0) {
    boost::container::small_vector<std::string_view, 16> list;
    for (std::size_t i = 0; i < message.tag_count; ++i)
      list.push_back(text_in(message.tags[i]));
    rules::RawValue tags;
    tags.kind = rules::RawValue::Kind::list;
    tags.list = {list.data(), list.size()};
    sink.take_key("tags", tags);
  }
  return read_array(message.facts, message.fact_count, [&](const usher_fact &fact) -> usher_status {
    rules::RawValue value;
    if (fact.reserved != 0) return USHER_NEWER;
    if (!is_valid(fact.name) || !fact_value(fact, value)) return USHER_ARGUMENT;
    if (value.kind == rules::RawValue::Kind::null)
      return USHER_OK; // as if it were not given, whatever its name
    sink.take_fact(text_in(fact.name), value, text_in(fact.name));
    return USHER_OK;
  });
}

} // namespace usher::c_api
