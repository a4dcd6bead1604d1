// SPDX-License-Identifier: BSL-1.0
#include "desk/owned_event.hpp"

#include "base/word_hash.hpp"

#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace usher_test {

using usher::rules::RawValue;

void SaidMessage::give(usher::rules::MessageBuilder &builder) const {
  for (const auto &[key, value] : keys) {
    RawValue raw;
    raw.kind = RawValue::Kind::text;
    raw.text = value;
    builder.take_key(key, raw);
  }
  if (!tags.empty()) {
    const std::vector<std::string_view> views(tags.begin(), tags.end());
    RawValue raw;
    raw.kind = RawValue::Kind::list;
    raw.list = views;
    builder.take_key("tags", raw);
  }
  for (const auto &[fact, value] : facts) {
    RawValue raw;
    raw.kind = RawValue::Kind::plain;
    raw.text = value;
    builder.take_fact(fact, raw, fact);
  }
}

std::uint64_t SaidMessage::sum() const noexcept {
  std::uint64_t sum = 17;
  const auto add = [&sum](std::string_view text) {
    sum = sum * 1'000'003 + std::hash<std::string_view>{}(text);
  };
  for (const auto &[key, value] : keys) {
    add(key);
    add(value);
  }
  for (const std::string &tag : tags)
    add(tag);
  for (const auto &[fact, value] : facts) {
    add(fact);
    add(value);
  }
  return sum;
}

std::string OwnedEvent::content() const {
  std::string out(name_of(type));
  const auto say = [&out](std::string_view what, std::string_view value) {
    if (!value.empty()) out += fmt::format(" {}={}", what, value);
  };
  say("conversation", conversation);
  say("agent", agent);
  say("department", department);
  say("text", text);
  if (from_staff) out += is_private ? " private staff" : " staff";
  if (force) out += " force";
  if (!blocked) out += " blocked=false";
  if (refused) out += " refused";
  if (before_reply) out += " before_reply";
  if (within_ms != 0) out += fmt::format(" within={}", within_ms);
  if (message) {
    for (const auto &[key, value] : message->keys)
      say(key, value);
    if (!message->tags.empty()) say("tags", fmt::format("{}", fmt::join(message->tags, ",")));
    for (const auto &[fact, value] : message->facts)
      say(fact, value);
  }
  if (due) say("due", usher::format_time(*due));
  if (!skills.empty()) say("skills", fmt::format("{}", fmt::join(skills, ",")));
  if (priority) say("priority", fmt::format("{}", *priority));
  say("prefer", prefer_agent);
  say("customer", customer);
  say("other", other);
  say("topic", topic);
  if (!conversations.empty()) say("conversations", fmt::format("{}", fmt::join(conversations, ",")));
  say("reply", reply);
  if (until) say("until", usher::format_time(*until));
  if (resolve) out += " resolve";
  if (update) {
    const auto list = [&out](std::string_view what, const std::optional<std::vector<std::string>> &texts) {
      if (texts) out += fmt::format(" {}=[{}]", what, fmt::join(*texts, ","));
    };
    if (update->presence) say("presence", name_of(*update->presence));
    list("departments", update->departments);
    list("skills", update->skills);
    list("languages", update->languages);
    list("accounts", update->accounts);
    if (update->capacity) out += fmt::format(" capacity={}", *update->capacity);
    for (std::size_t kind = 0; kind < update->capacity_of_kind.size(); ++kind)
      if (update->capacity_of_kind[kind])
        out += fmt::format(" capacity[{}]={}", kind, *update->capacity_of_kind[kind]);
    if (update->works_on) out += fmt::format(" works_on={}", *update->works_on);
    if (update->shift) out += fmt::format(" shift={}", update->shift->empty() ? "none" : *update->shift);
  }
  return out;
}

std::string OwnedEvent::shown() const {
  return fmt::format("{} {}{}", time ? usher::format_time(*time) : "(no time)",
                     id.empty() ? "" : fmt::format("#{} ", id), content());
}

std::span<const std::string_view> EventViews::view(const std::vector<std::string> &texts) {
  texts_.push_back(std::make_unique<Texts>(texts.begin(), texts.end()));
  return *texts_.back();
}

std::optional<std::span<const std::string_view>>
EventViews::view_if_said(const std::optional<std::vector<std::string>> &texts) {
  if (!texts) return std::nullopt;
  return view(*texts);
}

EventViews::EventViews(const Batch &batch) {
  for (const OwnedEvent &owned : batch) {
    usher::desk::Event event;
    event.type = owned.type;
    event.time = owned.time;
    event.id = owned.id;
    event.conversation = owned.conversation;
    event.agent = owned.agent;
    event.department = owned.department;
    event.text = owned.text;
    event.from_staff = owned.from_staff;
    event.is_private = owned.is_private;
    event.force = owned.force;
    event.blocked = owned.blocked;
    event.refused = owned.refused;
    event.before_reply = owned.before_reply;
    event.within_ms = owned.within_ms;
    event.message = owned.message ? &*owned.message : nullptr;
    event.due = owned.due;
    event.skills = view(owned.skills);
    event.priority = owned.priority;
    event.prefer_agent = owned.prefer_agent;
    event.customer = owned.customer;
    event.other = owned.other;
    event.topic = owned.topic;
    event.conversations = view(owned.conversations);
    event.reply = owned.reply;
    event.until = owned.until;
    event.resolve = owned.resolve;
    if (owned.update) {
      updates_.push_back(std::make_unique<usher::desk::AgentUpdate>());
      usher::desk::AgentUpdate &update = *updates_.back();
      update.presence = owned.update->presence;
      update.departments = view_if_said(owned.update->departments);
      update.skills = view_if_said(owned.update->skills);
      update.languages = view_if_said(owned.update->languages);
      update.accounts = view_if_said(owned.update->accounts);
      update.capacity = owned.update->capacity;
      update.capacity_of_kind = owned.update->capacity_of_kind;
      update.works_on = owned.update->works_on;
      if (owned.update->shift) update.shift = *owned.update->shift;
      event.update = &update;
    }
    events_.push_back(event);
  }
}

} // namespace usher_test
