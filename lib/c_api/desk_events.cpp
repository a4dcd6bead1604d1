// SPDX-License-Identifier: BSL-1.0
#include "c_api/desk_events.hpp"

#include "base/duration.hpp"
#include "base/nearest.hpp"
#include "base/utf8.hpp"
#include "c_api/message.hpp"
#include "c_api/structs.hpp"
#include "desk/event_keys.hpp"
#include "policy/facts.hpp"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

namespace usher::c_api {
namespace {

using desk::EventType;

static_assert(static_cast<int>(EventType::message) == USHER_EVENT_MESSAGE);
static_assert(static_cast<int>(EventType::agent) == USHER_EVENT_AGENT);
static_assert(static_cast<int>(EventType::accept) == USHER_EVENT_ACCEPT);
static_assert(static_cast<int>(EventType::decline) == USHER_EVENT_DECLINE);
static_assert(static_cast<int>(EventType::start) == USHER_EVENT_START);
static_assert(static_cast<int>(EventType::assign) == USHER_EVENT_ASSIGN);
static_assert(static_cast<int>(EventType::transfer) == USHER_EVENT_TRANSFER);
static_assert(static_cast<int>(EventType::release) == USHER_EVENT_RELEASE);
static_assert(static_cast<int>(EventType::block) == USHER_EVENT_BLOCK);
static_assert(static_cast<int>(EventType::wait) == USHER_EVENT_WAIT);
static_assert(static_cast<int>(EventType::resolve) == USHER_EVENT_RESOLVE);
static_assert(static_cast<int>(EventType::reopen) == USHER_EVENT_REOPEN);
static_assert(static_cast<int>(EventType::abandon) == USHER_EVENT_ABANDON);
static_assert(static_cast<int>(EventType::fact) == USHER_EVENT_FACT);
static_assert(static_cast<int>(EventType::note) == USHER_EVENT_NOTE);
static_assert(static_cast<int>(EventType::advance) == USHER_EVENT_ADVANCE);
static_assert(static_cast<int>(EventType::consult_answer) == USHER_EVENT_CONSULT_ANSWER);
static_assert(static_cast<int>(EventType::ask) == USHER_EVENT_ASK);
static_assert(static_cast<int>(EventType::forget) == USHER_EVENT_FORGET);
static_assert(static_cast<int>(EventType::link) == USHER_EVENT_LINK);
static_assert(static_cast<int>(EventType::unlink) == USHER_EVENT_UNLINK);
static_assert(static_cast<int>(EventType::merge) == USHER_EVENT_MERGE);
static_assert(static_cast<int>(EventType::split) == USHER_EVENT_SPLIT);
static_assert(static_cast<int>(EventType::answer_many) == USHER_EVENT_ANSWER_MANY);
static_assert(static_cast<int>(EventType::rebalance) == USHER_EVENT_REBALANCE);
static_assert(static_cast<int>(desk::Presence::online) == USHER_PRESENCE_ONLINE);
static_assert(static_cast<int>(desk::Presence::away) == USHER_PRESENCE_AWAY);
static_assert(static_cast<int>(desk::Presence::offline) == USHER_PRESENCE_OFFLINE);
static_assert(static_cast<int>(desk::Presence::gone) == USHER_PRESENCE_GONE);

constexpr std::uint32_t known_flags = USHER_EVENT_FROM_STAFF | USHER_EVENT_PRIVATE | USHER_EVENT_PRIORITY |
                                      USHER_EVENT_UNBLOCK | USHER_EVENT_FORCE | USHER_EVENT_REFUSED |
                                      USHER_EVENT_BEFORE_REPLY | USHER_EVENT_RESOLVES;
constexpr std::uint32_t known_parts = USHER_AGENT_DEPARTMENTS | USHER_AGENT_SKILLS | USHER_AGENT_LANGUAGES |
                                      USHER_AGENT_ACCOUNTS | USHER_AGENT_CAPACITY | USHER_AGENT_WORKS_ON |
                                      USHER_AGENT_SHIFT;

usher_status refuse(Findings &findings, Code code, std::uint32_t line, std::string path, std::string message,
                    std::string hint, usher_status status = USHER_INPUT) {
  findings.add({Severity::error, code, {}, line, 0, std::move(path), std::move(message), std::move(hint)});
  return status;
}

usher_status out_of_range(Findings &findings, std::uint32_t line, std::string_view path, std::int64_t least,
                          std::int64_t most) {
  return refuse(findings, Code::out_of_range, line, std::string(path),
                fmt::format("\"{}\" is out of range", path), fmt::format("from {} to {}", least, most));
}

bool read_texts(const usher_str *first, std::size_t count, std::vector<std::string_view> &out) {
  out.clear();
  if (first == nullptr && count != 0) return false;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_valid(first[i])) return false;
    out.push_back(text_in(first[i]));
  }
  return true;
}

// By whom and what an event is, as a journal has to tell them apart; not what somebody wrote.
usher_status check_names(const desk::Event &event, Findings &findings) {
  const auto check = [&](std::string_view path, std::string_view name) -> usher_status {
    const std::size_t at = find_ill_formed_utf8(name);
    if (at == std::string_view::npos) return USHER_OK;
    return refuse(findings, Code::not_utf8, event.line, std::string(path),
                  fmt::format("\"{}\" is not UTF-8: byte {} of it is 0x{:02X}", path, at + 1,
                              static_cast<unsigned char>(name[at])),
                  "send it as UTF-8");
  };
  const auto check_all = [&](std::string_view path, std::span<const std::string_view> names) -> usher_status {
    for (const std::string_view name : names)
      if (const usher_status status = check(path, name); status != USHER_OK) return status;
    return USHER_OK;
  };
  const std::pair<std::string_view, std::string_view> names[] = {{"id", event.id},
                                                                 {"conversation", event.conversation},
                                                                 {"agent", event.agent},
                                                                 {"department", event.department},
                                                                 {"prefer_agent", event.prefer_agent},
                                                                 {"customer", event.customer},
                                                                 {"other", event.other},
                                                                 {"topic", event.topic},
                                                                 {"reply", event.reply}};
  for (const auto &[path, name] : names)
    if (const usher_status status = check(path, name); status != USHER_OK) return status;
  if (const usher_status status = check_all("conversations", event.conversations); status != USHER_OK)
    return status;
  if (const usher_status status = check_all("skills", event.skills); status != USHER_OK) return status;
  if (event.update == nullptr) return USHER_OK;
  const desk::AgentUpdate &update = *event.update;
  const std::pair<std::string_view, const std::optional<std::span<const std::string_view>> *> lists[] = {
      {"departments", &update.departments},
      {"skills", &update.skills},
      {"languages", &update.languages},
      {"accounts", &update.accounts}};
  for (const auto &[path, list] : lists)
    if (*list)
      if (const usher_status status = check_all(path, **list); status != USHER_OK) return status;
  return update.shift ? check("shift", *update.shift) : USHER_OK;
}

/// Takes a message only to see whether it can be read.
struct Nobody {
  void take_key(std::string_view, const rules::RawValue &) {}
  void take_fact(std::string_view, const rules::RawValue &, std::string_view) {}
};

/// Hands on what is known of the conversation: its keys are facts too, but for who the message is.
template <class Sink>
struct OnlyFacts {
  Sink &sink;
  void take_key(std::string_view key, const rules::RawValue &value) {
    if (key != "id" && key != "conversation") sink.take_fact(key, value, key);
  }
  void take_fact(std::string_view name, const rules::RawValue &value, std::string_view path) {
    sink.take_fact(name, value, path);
  }
};

/// Hands on what triage takes. In JSON a time is a text and a duration a number; one that was given for a fact of
/// another type must not become a value of it when that is read.
template <class Sink>
struct OnlyTaken {
  Sink &sink;
  const rules::Ruleset &ruleset;
  void take_key(std::string_view key, const rules::RawValue &value) { sink.take_key(key, value); }
  void take_fact(std::string_view name, const rules::RawValue &value, std::string_view path) {
    using Kind = rules::RawValue::Kind;
    const bool becomes_another = value.kind == Kind::time || value.kind == Kind::duration;
    sink.take_fact(name, becomes_another && !is_of_its_type(name, value.kind) ? rules::RawValue() : value,
                   path);
  }
  [[nodiscard]] bool is_of_its_type(std::string_view name, rules::RawValue::Kind kind) const {
    const std::optional<policy::FactId> fact = ruleset.find_fact(name);
    if (!fact) return true;
    return ruleset.frame().facts[*fact].type ==
           (kind == rules::RawValue::Kind::time ? policy::FactType::time : policy::FactType::duration);
  }
};

} // namespace

usher_status EventStructs::Message::read(const usher_message *message, bool only_facts,
                                         const rules::Ruleset &ruleset, std::uint32_t line) {
  line_ = line;
  only_facts_ = only_facts;
  ruleset_ = &ruleset;
  if (const usher_status status = read_struct(message, message->struct_size, message_); status != USHER_OK)
    return status;
  if (const usher_status status = check_sound(message_); status != USHER_OK) return status;
  Nobody nobody;
  if (const usher_status status = give_message(message_, nobody); status != USHER_OK) return status;
  keep_sum();
  return USHER_OK;
}

template <class Sink>
void EventStructs::Message::each(Sink &sink) const {
  const auto give = [this](auto &to) {
    (void)give_message(message_, to); // it was seen to be sound
  };
  const auto give_what_counts = [&](auto &to) {
    if (!only_facts_) return give(to);
    OnlyFacts<std::remove_reference_t<decltype(to)>> facts{to};
    give(facts);
  };
  if constexpr (std::is_same_v<Sink, rules::MessageBuilder>) {
    give_what_counts(sink); // which says what is wrong
  } else {
    OnlyTaken<Sink> taken{sink, *ruleset_};
    give_what_counts(taken);
  }
}

usher_status EventStructs::read_update(const usher_agent_update *from, std::uint32_t line, Slot &slot,
                                       Findings &findings) {
  usher_agent_update given;
  if (const usher_status status = read_struct(from, from->struct_size, given); status != USHER_OK)
    return status;
  if ((given.says & ~known_parts) != 0) return USHER_NEWER;
  const auto says = [&given](std::uint32_t part) { return (given.says & part) != 0; };
  desk::AgentUpdate &update = slot.update;
  if (given.presence < 0 || given.presence > USHER_PRESENCE_GONE) return USHER_ARGUMENT;
  if (given.presence != 0) update.presence = static_cast<desk::Presence>(given.presence);
  const auto list = [&](std::uint32_t part, const usher_str *first, std::size_t count, Texts &texts,
                        std::optional<std::span<const std::string_view>> &into) {
    if (!says(part)) return true;
    if (!read_texts(first, count, texts)) return false;
    into = std::span<const std::string_view>(texts);
    return true;
  };
  if (!list(USHER_AGENT_DEPARTMENTS, given.departments, given.department_count, slot.departments,
            update.departments) ||
      !list(USHER_AGENT_SKILLS, given.skills, given.skill_count, slot.skills, update.skills) ||
      !list(USHER_AGENT_LANGUAGES, given.languages, given.language_count, slot.languages, update.languages) ||
      !list(USHER_AGENT_ACCOUNTS, given.accounts, given.account_count, slot.accounts, update.accounts))
    return USHER_ARGUMENT;
  if (says(USHER_AGENT_CAPACITY)) {
    if (given.capacity > desk::most_capacity)
      return out_of_range(findings, line, "capacity", 0, desk::most_capacity);
    update.capacity = given.capacity;
  }
  if (says(USHER_AGENT_WORKS_ON)) {
    if (given.works_on < 1 || given.works_on > desk::most_capacity)
      return out_of_range(findings, line, "works_on", 1, desk::most_capacity);
    update.works_on = given.works_on;
  }
  if (says(USHER_AGENT_SHIFT)) {
    if (!is_valid(given.shift)) return USHER_ARGUMENT;
    update.shift = text_in(given.shift);
  }
  return read_array(given.kinds, given.kind_count, [&](const usher_kind_capacity &one) -> usher_status {
    if (one.reserved != 0) return USHER_NEWER;
    if (!is_valid(one.kind)) return USHER_ARGUMENT;
    const std::span<const std::string_view> kinds = policy::channel_kind_names();
    const auto kind = std::find(kinds.begin(), kinds.end(), text_in(one.kind));
    if (kind == kinds.end()) {
      return refuse(findings, Code::unknown_name, line, "capacity",
                    fmt::format("there is no kind of channels \"{}\"", text_in(one.kind)),
                    suggestion(text_in(one.kind), kinds));
    }
    if (one.most > desk::most_capacity)
      return out_of_range(findings, line, fmt::format("capacity.{}", *kind), 0, desk::most_capacity);
    update.capacity_of_kind[static_cast<std::size_t>(kind - kinds.begin())] = one.most;
    return USHER_OK;
  });
}

usher_status EventStructs::read(const usher_event &from, std::uint32_t line, const rules::Ruleset &ruleset,
                                Slot &slot, desk::Event &event, Findings &findings) {
  if (from.type < USHER_EVENT_MESSAGE || from.type > USHER_EVENT_REBALANCE) return USHER_ARGUMENT;
  if ((from.flags & ~known_flags) != 0 || from.reserved != 0) return USHER_NEWER;
  for (const usher_str *text : {&from.id, &from.conversation, &from.agent, &from.department, &from.text,
                                &from.prefer_agent, &from.customer, &from.other, &from.topic, &from.reply})
    if (!is_valid(*text)) return USHER_ARGUMENT;
  const auto has = [&from](std::uint32_t flag) { return (from.flags & flag) != 0; };
  event.type = static_cast<EventType>(from.type);
  event.line = line;
  if (from.time != 0) event.time = from.time; // its range is the desk's to judge
  event.id = text_in(from.id);
  // What an event of its type has no use for is not taken: a journal could not say it.
  const auto take = [&event](desk::KeyId key, std::string_view text, std::string_view &into) {
    if (desk::event_key(key).belongs_to(event.type)) into = text;
  };
  take(desk::KeyId::conversation, text_in(from.conversation), event.conversation);
  take(desk::KeyId::agent, text_in(from.agent), event.agent);
  take(desk::KeyId::department, text_in(from.department), event.department);
  take(desk::KeyId::text, text_in(from.text), event.text);
  if (event.type == EventType::forget || event.type == EventType::link || event.type == EventType::unlink)
    event.customer = text_in(from.customer);
  if (event.type == EventType::link || event.type == EventType::merge || event.type == EventType::split)
    event.other = text_in(from.other);
  if (event.type == EventType::answer_many) {
    event.topic = text_in(from.topic);
    event.reply = text_in(from.reply);
    if (from.until != 0) event.until = from.until; // its range is the desk's to judge
    if (!read_texts(from.conversations, from.conversation_count, slot.conversations)) return USHER_ARGUMENT;
    event.conversations = slot.conversations;
  }
  event.force = event.type == EventType::advance && has(USHER_EVENT_FORCE);
  event.blocked = event.type != EventType::block || !has(USHER_EVENT_UNBLOCK);
  event.refused = event.type == EventType::consult_answer && has(USHER_EVENT_REFUSED);
  event.before_reply = event.type == EventType::ask && has(USHER_EVENT_BEFORE_REPLY);
  if (event.type == EventType::message || event.type == EventType::answer_many)
    event.resolve = has(USHER_EVENT_RESOLVES);
  if (event.type == EventType::ask) {
    if (from.within < 0 || from.within > longest_duration_ms)
      return out_of_range(findings, line, "within", 0, longest_duration_ms);
    event.within_ms = from.within;
  }
  if (event.type == EventType::agent) {
    slot.update = desk::AgentUpdate();
    event.update = &slot.update;
    return from.agent_update == nullptr ? USHER_OK : read_update(from.agent_update, line, slot, findings);
  }
  const bool is_message = event.type == EventType::message;
  if (!is_message && event.type != EventType::fact && event.type != EventType::note) return USHER_OK;
  if (is_message) {
    event.from_staff = has(USHER_EVENT_FROM_STAFF);
    event.is_private = has(USHER_EVENT_PRIVATE);
    event.prefer_agent = text_in(from.prefer_agent);
  }
  if (from.due != 0) {
    if (!is_instant(from.due)) {
      return refuse(findings, Code::bad_time, line, "due", "\"due\" is not a time",
                    "milliseconds since 1970, up to the end of 2199", USHER_TIME);
    }
    event.due = from.due;
  }
  if (has(USHER_EVENT_PRIORITY)) {
    if (from.priority < policy::lowest_priority || from.priority > policy::highest_priority)
      return out_of_range(findings, line, "priority", policy::lowest_priority, policy::highest_priority);
    event.priority = from.priority;
  }
  if (!read_texts(from.skills, from.skill_count, slot.skills)) return USHER_ARGUMENT;
  event.skills = slot.skills;
  if (from.message == nullptr) return USHER_OK;
  event.message = &slot.message;
  return slot.message.read(from.message, !is_message, ruleset, line);
}

usher_status EventStructs::read(const usher_event *events, std::size_t count, const rules::Ruleset &ruleset,
                                Findings &findings) {
  events_.clear();
  messages_.clear();
  // What one long call needed is not kept for all the short ones.
  constexpr std::size_t most_kept = 256;
  while (slots_.size() > most_kept)
    slots_.pop_back();
  return read_array(events, count, [&](const usher_event &from) -> usher_status {
    const std::size_t row = events_.size();
    if (slots_.size() == row) slots_.emplace_back();
    desk::Event event;
    const usher_status status =
        read(from, static_cast<std::uint32_t>(row + 1), ruleset, slots_[row], event, findings);
    if (status != USHER_OK) return status;
    if (const usher_status named = check_names(event, findings); named != USHER_OK) return named;
    messages_.push_back(event.message == nullptr ? nullptr : &slots_[row].message);
    events_.push_back(event);
    return USHER_OK;
  });
}

} // namespace usher::c_api
