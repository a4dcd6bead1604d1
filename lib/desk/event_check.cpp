// SPDX-License-Identifier: BSL-1.0
// What an event must say to be one, whatever the desk knows; and how one that does not is refused.
#include "desk/engine.hpp"

#include <fmt/format.h>

namespace usher::desk {

bool needs_conversation(EventType type) noexcept {
  return type != EventType::agent && type != EventType::block && type != EventType::advance &&
         type != EventType::forget && type != EventType::link && type != EventType::unlink &&
         type != EventType::answer_many && type != EventType::rebalance;
}

// Whoever is at the desk, and who the customers are, may be told before there is a time.
bool needs_time(EventType type) noexcept {
  return needs_conversation(type) || type == EventType::answer_many;
}

void Engine::complain(const Event &event, Code code, std::string message, std::string hint,
                      Findings &findings) const {
  findings.add({Severity::error, code, {}, event.line, 0, {}, std::move(message), std::move(hint)});
}

ApplyStatus Engine::refuse_time(const Event &event, std::string_view why, std::string_view hint,
                                Findings &findings) const {
  complain(event, Code::bad_time, fmt::format("an event of type {} is refused: {}", name_of(event.type), why),
           std::string(hint), findings);
  return ApplyStatus::time;
}

ApplyStatus Engine::check(const Event &event, Instant at, Instant time, Findings &findings) const {
  const bool is_plain = event.type == EventType::message || event.type == EventType::start ||
                        event.type == EventType::resolve || event.type == EventType::release;
  const bool is_whole = is_plain && !event.conversation.empty(); // as most are
  if (!is_whole && !is_well_formed(event, findings)) return ApplyStatus::bad_event;
  if (!is_instant(at)) return refuse_time(event, "its time is outside 1970 to 2199", "", findings);
  if (at == 0 && needs_time(event.type))
    return refuse_time(event, "it says no time, and the desk has none yet", "add time", findings);
  if (time != 0 && at > time + terms().frame().desk.ahead_bound_ms &&
      !(event.type == EventType::advance && event.force)) {
    return refuse_time(event, "its time is further ahead than desk.ahead_bound allows",
                       "if the desk stood still for so long, send an event of type advance with force first",
                       findings);
  }
  return ApplyStatus::ok;
}

bool Engine::is_well_formed(const Event &event, Findings &findings) const {
  const auto refuse = [&](std::string message, std::string hint) {
    complain(event, Code::bad_event, std::move(message), std::move(hint), findings);
    return false;
  };
  if (event.type < EventType::message || event.type > last_event_type)
    return refuse("an event has a type that there is not", "see docs/desk.md for the types");
  const std::string_view type = name_of(event.type);
  const bool is_of_links = event.type == EventType::link || event.type == EventType::unlink;
  if (is_of_links && event.customer.empty())
    return refuse(fmt::format("an event of type {} names no customer", type), "add customer");
  if (event.type == EventType::link && event.other.empty())
    return refuse("an event of type link names one customer only", "add with");
  if (event.type == EventType::merge && event.other.empty())
    return refuse("an event of type merge does not say into which conversation", "add into");
  if (event.type == EventType::split && event.other.empty())
    return refuse("an event of type split does not say what the part is called", "add to");
  if (event.type == EventType::answer_many) {
    if (event.topic.empty() == event.conversations.empty())
      return refuse("an event of type answer_many names a topic or conversations", "add one of the two");
    if (event.reply.empty() == event.text.empty())
      return refuse("an event of type answer_many has a reply or a text", "add one of the two");
    if (event.text.size() > options_.limits.text_bytes) {
      complain(
          event, Code::limit,
          fmt::format("the text of an answer for many is larger than {} bytes", options_.limits.text_bytes),
          "write less, or raise the limit text_bytes", findings);
      return false;
    }
    if (event.until && event.topic.empty())
      return refuse("later conversations are answered by their topic", "add topic in place of conversations");
    if (event.until && !is_instant(*event.until))
      return refuse("until is not a time", "a time from 1970 to 2199");
  }
  if (event.type == EventType::forget && event.conversation.empty() == event.customer.empty())
    return refuse("an event of type forget names a conversation or a customer", "add one of the two");
  if (needs_conversation(event.type) && event.conversation.empty())
    return refuse(fmt::format("an event of type {} names no conversation", type), "add conversation");
  const bool needs_agent = event.type == EventType::agent || event.type == EventType::assign ||
                           event.type == EventType::accept || event.type == EventType::decline;
  if (needs_agent && event.agent.empty())
    return refuse(fmt::format("an event of type {} names no agent", type), "add agent");
  const bool needs_department =
      event.type == EventType::transfer || event.type == EventType::block || event.type == EventType::ask;
  if (needs_department && event.department.empty())
    return refuse(fmt::format("an event of type {} names no department", type), "add department");
  return true;
}

} // namespace usher::desk
