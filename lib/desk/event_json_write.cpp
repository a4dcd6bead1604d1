// SPDX-License-Identifier: BSL-1.0
// Writing events.
#include "base/duration.hpp"
#include "base/time.hpp"
#include "desk/event_json.hpp"
#include "policy/facts.hpp"

namespace usher::desk {
namespace {

void write_texts(std::string_view key, std::span<const std::string_view> list, JsonWriter &json) {
  json.key(key);
  json.begin_array();
  for (const std::string_view text : list)
    json.value(text);
  json.end_array();
}

void write_capacity(const AgentUpdate &update, JsonWriter &json) {
  bool by_kind = false;
  for (const std::optional<std::uint32_t> &most : update.capacity_of_kind)
    by_kind |= most.has_value();
  if (!by_kind) {
    if (update.capacity) json.field("capacity", *update.capacity);
    return;
  }
  json.key("capacity");
  json.begin_object();
  if (update.capacity) json.field("total", *update.capacity);
  const std::span<const std::string_view> kinds = policy::channel_kind_names();
  for (std::size_t kind = 0; kind < kinds.size(); ++kind)
    if (update.capacity_of_kind[kind]) json.field(kinds[kind], *update.capacity_of_kind[kind]);
  json.end_object();
}

void write_update(const AgentUpdate &update, JsonWriter &json) {
  if (update.presence) json.field("presence", name_of(*update.presence));
  if (update.departments) write_texts("departments", *update.departments, json);
  if (update.skills) write_texts("skills", *update.skills, json);
  if (update.languages) write_texts("languages", *update.languages, json);
  if (update.accounts) write_texts("accounts", *update.accounts, json);
  write_capacity(update, json);
  if (update.works_on) json.field("works_on", *update.works_on);
  if (update.shift) json.field("shift", *update.shift);
}

} // namespace

void write_json(const Event &event, const MessageValues *message, JsonWriter &json) {
  const auto text = [&json](std::string_view key, std::string_view value) {
    if (!value.empty()) json.field(key, value);
  };
  json.begin_object();
  json.field("type", name_of(event.type));
  text("id", event.id);
  if (event.time) json.field("time", TimeText(*event.time));
  text("conversation", event.conversation);
  text("agent", event.agent);
  text("department", event.department);
  text("text", event.text);
  if (event.from_staff) json.field("from", "staff");
  if (event.is_private) json.field("private", true);
  if (event.force) json.field("force", true);
  if (!event.blocked) json.field("blocked", false);
  text("customer", event.customer);
  if (event.type == EventType::link) text("with", event.other);
  if (event.type == EventType::merge) text("into", event.other);
  if (event.type == EventType::split) text("to", event.other);
  text("topic", event.topic);
  if (!event.conversations.empty()) write_texts("conversations", event.conversations, json);
  text("reply", event.reply);
  if (event.until) json.field("until", TimeText(*event.until));
  if (event.resolve) json.field("resolve", true);
  if (event.refused) json.field("refused", true);
  if (event.before_reply) json.field("before_reply", true);
  if (event.within_ms != 0) json.field("within", format_duration(event.within_ms));
  if (message != nullptr && event.type == EventType::message) {
    json.key("message");
    message->write(json);
  } else if (message != nullptr) {
    json.key("facts");
    message->write_facts(json);
  }
  if (event.due) json.field("due", TimeText(*event.due));
  if (!event.skills.empty()) write_texts("skills", event.skills, json);
  if (event.priority) json.field("priority", *event.priority);
  text("prefer_agent", event.prefer_agent);
  if (event.update != nullptr) write_update(*event.update, json);
  json.end_object();
}

} // namespace usher::desk
