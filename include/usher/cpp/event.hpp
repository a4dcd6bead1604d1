// SPDX-License-Identifier: BSL-1.0
// What happens to a desk, put together field by field. Part of usher/usher.hpp.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <usher/cpp/message.hpp>
#include <usher/cpp/status.hpp>
#include <usher/usher.h>

namespace usher {

/// docs/desk.md says what each does.
enum class EventType : std::int32_t {
  message = USHER_EVENT_MESSAGE,
  agent = USHER_EVENT_AGENT,
  accept = USHER_EVENT_ACCEPT,
  decline = USHER_EVENT_DECLINE,
  start = USHER_EVENT_START,
  assign = USHER_EVENT_ASSIGN,
  transfer = USHER_EVENT_TRANSFER,
  release = USHER_EVENT_RELEASE,
  block = USHER_EVENT_BLOCK,
  wait = USHER_EVENT_WAIT,
  resolve = USHER_EVENT_RESOLVE,
  reopen = USHER_EVENT_REOPEN,
  abandon = USHER_EVENT_ABANDON,
  fact = USHER_EVENT_FACT,
  note = USHER_EVENT_NOTE,
  advance = USHER_EVENT_ADVANCE,
  consult_answer = USHER_EVENT_CONSULT_ANSWER,
  ask = USHER_EVENT_ASK,
  forget = USHER_EVENT_FORGET,
  link = USHER_EVENT_LINK,
  unlink = USHER_EVENT_UNLINK,
  merge = USHER_EVENT_MERGE,
  split = USHER_EVENT_SPLIT,
  answer_many = USHER_EVENT_ANSWER_MANY,
  rebalance = USHER_EVENT_REBALANCE
};

enum class Presence : std::int32_t {
  online = USHER_PRESENCE_ONLINE,
  away = USHER_PRESENCE_AWAY,
  offline = USHER_PRESENCE_OFFLINE,
  gone = USHER_PRESENCE_GONE
};

/// What is said of an agent; what is not said stays as it is. Holds views, and copies of lists of them.
class AgentUpdate {
 public:
  AgentUpdate &presence(Presence value) noexcept {
    raw_.presence = static_cast<std::int32_t>(value);
    return *this;
  }
  AgentUpdate &departments(std::span<const std::string_view> names) {
    return list(USHER_AGENT_DEPARTMENTS, names, departments_);
  }
  /// The best first.
  AgentUpdate &skills(std::span<const std::string_view> names) {
    return list(USHER_AGENT_SKILLS, names, skills_);
  }
  /// The first is their own; none: all.
  AgentUpdate &languages(std::span<const std::string_view> names) {
    return list(USHER_AGENT_LANGUAGES, names, languages_);
  }
  /// None: all.
  AgentUpdate &accounts(std::span<const std::string_view> names) {
    return list(USHER_AGENT_ACCOUNTS, names, accounts_);
  }
  AgentUpdate &capacity(std::uint32_t total) noexcept {
    raw_.capacity = total;
    return says(USHER_AGENT_CAPACITY);
  }
  /// Of a kind of channels: "email" ...
  AgentUpdate &capacity(std::string_view kind, std::uint32_t most) {
    usher_kind_capacity &made = kinds_.emplace_back(detail::sized<usher_kind_capacity>());
    made.kind = detail::give(kind);
    made.most = most;
    return *this;
  }
  AgentUpdate &works_on(std::uint32_t at_once) noexcept {
    raw_.works_on = at_once;
    return says(USHER_AGENT_WORKS_ON);
  }
  /// A calendar; an empty name: none.
  AgentUpdate &shift(std::string_view calendar) noexcept {
    raw_.shift = detail::give(calendar);
    return says(USHER_AGENT_SHIFT);
  }

  /// As the C interface takes it; lives as long as this update and until it is changed.
  [[nodiscard]] usher_agent_update raw() const noexcept {
    usher_agent_update made = raw_;
    made.departments = departments_.data();
    made.department_count = departments_.size();
    made.skills = skills_.data();
    made.skill_count = skills_.size();
    made.languages = languages_.data();
    made.language_count = languages_.size();
    made.accounts = accounts_.data();
    made.account_count = accounts_.size();
    made.kinds = kinds_.data();
    made.kind_count = kinds_.size();
    return made;
  }

 private:
  AgentUpdate &says(std::uint32_t part) noexcept {
    raw_.says |= part;
    return *this;
  }
  AgentUpdate &list(std::uint32_t part, std::span<const std::string_view> names,
                    std::vector<usher_str> &into) {
    into.clear();
    for (const std::string_view name : names)
      into.push_back(detail::give(name));
    return says(part);
  }

  usher_agent_update raw_ = detail::sized<usher_agent_update>();
  std::vector<usher_str> departments_;
  std::vector<usher_str> skills_;
  std::vector<usher_str> languages_;
  std::vector<usher_str> accounts_;
  std::vector<usher_kind_capacity> kinds_;
};

/// An event. It holds views: what it is given must live until it was applied, the message and the update too.
class Event {
 public:
  explicit Event(EventType type) noexcept { raw_.type = static_cast<std::int32_t>(type); }

  /// The same again has effect once; without one it is never a repeat.
  Event &id(std::string_view value) noexcept { return set(raw_.id, value); }
  Event &conversation(std::string_view value) noexcept { return set(raw_.conversation, value); }
  Event &agent(std::string_view value) noexcept { return set(raw_.agent, value); }
  Event &department(std::string_view value) noexcept { return set(raw_.department, value); }
  Event &text(std::string_view value) noexcept { return set(raw_.text, value); }
  Event &customer(std::string_view value) noexcept { return set(raw_.customer, value); }
  /// Of `link` another customer, of `merge` into which conversation, of `split` what the part is called.
  Event &other(std::string_view value) noexcept { return set(raw_.other, value); }
  Event &topic(std::string_view value) noexcept { return set(raw_.topic, value); }
  Event &reply(std::string_view value) noexcept { return set(raw_.reply, value); }
  Event &conversations(std::span<const std::string_view> names) {
    conversations_.clear();
    for (const std::string_view name : names)
      conversations_.push_back(detail::give(name));
    return *this;
  }
  Event &prefer_agent(std::string_view value) noexcept { return set(raw_.prefer_agent, value); }
  /// The desk's own time without.
  Event &time(Time value) noexcept {
    raw_.time = value.time_since_epoch().count();
    return *this;
  }
  Event &due(Time value) noexcept {
    raw_.due = value.time_since_epoch().count();
    return *this;
  }
  /// 0 to 100
  Event &priority(std::int32_t value) noexcept {
    raw_.priority = value;
    return flag(USHER_EVENT_PRIORITY, true);
  }
  /// One more skill that it asks for.
  Event &skill(std::string_view value) {
    skills_.push_back(detail::give(value));
    return *this;
  }
  Event &message(const Message &value) noexcept {
    message_ = &value;
    return *this;
  }
  Event &message(Message &&) = delete; // it must live until the event was applied
  Event &update(const AgentUpdate &value) noexcept {
    update_ = &value;
    return *this;
  }
  Event &update(AgentUpdate &&) = delete;
  Event &from_staff(bool on = true) noexcept { return flag(USHER_EVENT_FROM_STAFF, on); }
  Event &is_private(bool on = true) noexcept { return flag(USHER_EVENT_PRIVATE, on); }
  Event &unblock(bool on = true) noexcept { return flag(USHER_EVENT_UNBLOCK, on); }
  Event &force(bool on = true) noexcept { return flag(USHER_EVENT_FORCE, on); }
  /// Of `consult_answer`: the department will not answer, or says no.
  Event &refused(bool on = true) noexcept { return flag(USHER_EVENT_REFUSED, on); }
  /// Of `ask`: the customer is to hear nothing before it is answered.
  Event &before_reply(bool on = true) noexcept { return flag(USHER_EVENT_BEFORE_REPLY, on); }
  /// Of `answer_many`: the matter is settled by it.
  Event &resolves(bool on = true) noexcept { return flag(USHER_EVENT_RESOLVES, on); }
  /// Of `answer_many` of a topic: what comes in until then is answered too.
  Event &until(Time value) noexcept {
    raw_.until = value.time_since_epoch().count();
    return *this;
  }
  /// Of `ask`: so much of the department's open hours for its answer.
  Event &within(Duration value) noexcept {
    raw_.within = value.count();
    return *this;
  }

  [[nodiscard]] const Message *message() const noexcept { return message_; }
  [[nodiscard]] const AgentUpdate *update() const noexcept { return update_; }
  /// As the C interface takes it, but for the message and the update, which the caller puts in.
  [[nodiscard]] usher_event raw() const noexcept {
    usher_event made = raw_;
    made.skills = skills_.data();
    made.skill_count = skills_.size();
    made.conversations = conversations_.data();
    made.conversation_count = conversations_.size();
    return made;
  }

 private:
  Event &set(usher_str &field, std::string_view value) noexcept {
    field = detail::give(value);
    return *this;
  }
  Event &flag(std::uint32_t bit, bool on) noexcept {
    raw_.flags = on ? raw_.flags | bit : raw_.flags & ~bit;
    return *this;
  }

  usher_event raw_ = detail::sized<usher_event>();
  std::vector<usher_str> skills_;
  std::vector<usher_str> conversations_;
  const Message *message_ = nullptr;
  const AgentUpdate *update_ = nullptr;
};

} // namespace usher
