// SPDX-License-Identifier: BSL-1.0
#include "desk/event_keys.hpp"

namespace usher::desk {
namespace {

template <class... Types>
constexpr std::uint32_t of(Types... types) noexcept {
  return (EventKey::bit(types) | ...);
}

using enum EventType;

constexpr std::uint32_t all = (EventKey::bit(last_event_type) << 1U) - EventKey::bit(message);
constexpr std::uint32_t answers = of(accept, decline);
constexpr std::uint32_t knowing = of(fact, note);
constexpr std::uint32_t about_a_conversation =
    all & ~of(EventType::agent, block, advance, EventType::link, unlink, answer_many, rebalance);
constexpr std::uint32_t needs_conversation = about_a_conversation & ~of(forget); // which may name a customer

constexpr std::array<EventKey, 36> keys = {{
    {KeyId::type, "type", all, 0},
    {KeyId::id, "id", all, 0},
    {KeyId::time, "time", all, 0},
    {KeyId::conversation, "conversation", about_a_conversation, needs_conversation},
    {KeyId::agent, "agent", all & ~of(advance), of(EventType::agent, assign) | answers},
    {KeyId::department, "department", of(transfer, block, ask, consult_answer, split, rebalance),
     of(transfer, block, ask)},
    {KeyId::text, "text", all & ~of(advance), 0},
    {KeyId::from, "from", of(message), 0},
    {KeyId::is_private, "private", of(message), 0},
    {KeyId::message, "message", of(message), 0},
    {KeyId::facts, "facts", knowing, 0},
    {KeyId::due, "due", of(message) | knowing, 0},
    {KeyId::skills, "skills", of(message, EventType::agent) | knowing, 0},
    {KeyId::priority, "priority", of(message) | knowing, 0},
    {KeyId::prefer_agent, "prefer_agent", of(message), 0},
    {KeyId::force, "force", of(advance), 0},
    {KeyId::blocked, "blocked", of(block), 0},
    {KeyId::refused, "refused", of(consult_answer), 0},
    {KeyId::before_reply, "before_reply", of(ask), 0},
    {KeyId::within, "within", of(ask), 0},
    {KeyId::customer, "customer", of(forget, EventType::link, unlink), of(EventType::link, unlink)},
    {KeyId::with, "with", of(EventType::link), of(EventType::link)},
    {KeyId::into, "into", of(merge), of(merge)},
    {KeyId::to, "to", of(split), of(split)},
    {KeyId::topic, "topic", of(answer_many), 0},
    {KeyId::conversations, "conversations", of(answer_many), 0},
    {KeyId::reply, "reply", of(answer_many), 0},
    {KeyId::until, "until", of(answer_many), 0},
    {KeyId::resolve, "resolve", of(message, answer_many), 0}, // of staff
    {KeyId::presence, "presence", of(EventType::agent), 0},
    {KeyId::departments, "departments", of(EventType::agent), 0},
    {KeyId::languages, "languages", of(EventType::agent), 0},
    {KeyId::accounts, "accounts", of(EventType::agent), 0},
    {KeyId::capacity, "capacity", of(EventType::agent), 0},
    {KeyId::works_on, "works_on", of(EventType::agent), 0},
    {KeyId::shift, "shift", of(EventType::agent), 0},
}};

} // namespace

std::span<const EventKey> event_keys() noexcept { return keys; }

const EventKey *find_event_key(std::string_view name) noexcept {
  for (const EventKey &key : keys)
    if (key.name == name) return &key;
  return nullptr;
}

const EventKey &event_key(KeyId id) noexcept { return keys[static_cast<std::size_t>(id)]; }

std::vector<std::string_view> event_keys_of(EventType type) {
  std::vector<std::string_view> out;
  for (const EventKey &key : keys)
    if (key.belongs_to(type)) out.push_back(key.name);
  return out;
}

} // namespace usher::desk
