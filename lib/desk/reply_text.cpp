// SPDX-License-Identifier: BSL-1.0
#include "desk/reply_text.hpp"

#include "base/duration.hpp"
#include "policy/facts.hpp"

#include <array>

#include <fmt/format.h>

namespace usher::desk {
namespace {

using policy::FactType;

// "2026-03-23 09:00" by the clock on the department's wall.
std::string wall_clock(const ReplyHours &hours, Instant time) {
  const calendar::LocalTime local = hours.calendar->zone().local(time);
  return fmt::format("{} {}", calendar::format_day(local.day), calendar::format_clock(local.ms / 60'000));
}

// A date is kept as its midnight of UTC, and is that date on every wall; a moment right then is taken for one.
std::string date_or_moment(const ReplyHours &hours, Instant time) {
  if (time % day_ms != 0) return wall_clock(hours, time);
  return calendar::format_day(static_cast<calendar::Day>(time / day_ms));
}

std::string value_of(const policy::Fact &fact, const rules::Slot &slot, const ReplyHours &hours) {
  if (!slot.known) return {};
  switch (fact.type) {
  case FactType::text: return std::string(slot.text);
  case FactType::number: return fmt::format("{}", slot.number);
  case FactType::flag: return slot.integer != 0 ? "true" : "false";
  case FactType::choice: return fact.choices[static_cast<std::size_t>(slot.integer)];
  case FactType::duration: return format_duration(slot.integer);
  case FactType::time: return date_or_moment(hours, slot.integer);
  case FactType::set:
  case FactType::phrases: break;
  }
  return {};
}

/// Hands out the pieces of a text: what stands there, and the names of placeholders. False for a brace that is not
/// closed.
template <class Plain, class Placeholder>
bool walk(std::string_view text, Plain &&plain, Placeholder &&placeholder) {
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
    plain(text.substr(0, open));
    if (text.substr(open).starts_with("{{")) {
      plain(std::string_view("{"));
      text.remove_prefix(open + 2);
      continue;
    }
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return false;
    placeholder(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  plain(text);
  return true;
}

} // namespace

std::string_view text_for(const policy::Reply &reply, std::string_view language) noexcept {
  const auto in = [&](std::string_view wanted) -> const policy::ReplyText * {
    for (const policy::ReplyText &text : reply.texts)
      if (text.language == wanted) return &text;
    return nullptr;
  };
  // What is said of an author is what their platform calls it: "it", "IT", "it-IT", "it_IT".
  const std::array<char, 2> code = policy::language_letters(language);
  const policy::ReplyText *found = code[0] == '\0' ? nullptr : in({code.data(), code.size()});
  if (found == nullptr) found = in({});
  if (found == nullptr && !reply.texts.empty()) found = &reply.texts.front();
  return found == nullptr ? std::string_view() : std::string_view(found->text);
}

std::string personal_text(const rules::Ruleset &ruleset, std::string_view text, const rules::Facts &facts,
                          const ReplyHours &hours) {
  std::string out;
  const auto plain = [&out](std::string_view piece) { out += piece; };
  const auto fill = [&](std::string_view name) {
    if (name == "opens") {
      if (hours.opens) out += wall_clock(hours, *hours.opens);
    } else if (name == "time") {
      out += wall_clock(hours, hours.now);
    } else if (const std::optional<policy::FactId> fact = ruleset.find_fact(name)) {
      out += value_of(ruleset.frame().facts[*fact], facts.slots[*fact], hours);
    }
  };
  (void)walk(text, plain, fill); // texts are seen to be well formed before
  return out;
}

std::optional<std::string_view> unknown_placeholder(const rules::Ruleset &ruleset, std::string_view text) {
  std::optional<std::string_view> unknown;
  const auto look = [&](std::string_view name) {
    const std::optional<policy::FactId> fact = ruleset.find_fact(name);
    const bool fits = fact && ruleset.frame().facts[*fact].type != FactType::phrases &&
                      ruleset.frame().facts[*fact].type != FactType::set;
    if (name != "opens" && !fits && !unknown) unknown = name;
  };
  if (!walk(
          text, [](std::string_view) {}, look) &&
      !unknown)
    return std::string_view();
  return unknown;
}

} // namespace usher::desk
