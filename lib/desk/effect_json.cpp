// SPDX-License-Identifier: BSL-1.0
#include "desk/effect_json.hpp"

#include "base/page.hpp"
#include "base/time.hpp"
#include "policy/facts.hpp"
#include "rules/decision_json.hpp"

#include <array>

#include <fmt/format.h>

namespace usher::desk {
namespace {

/// The rule behind an effect; empty when there is none.
std::string_view rule_of(const rules::Ruleset &ruleset, const Effect &effect) {
  if (effect.rule == none || effect.rule == rules::by_default) return {};
  return rules::rule_name(ruleset, effect.rule);
}

std::string_view what_of(const rules::Ruleset &ruleset, const Effect &effect) {
  const policy::Frame &frame = ruleset.frame();
  if (effect.number == none) return {};
  switch (effect.type) {
  case EffectType::routed:
  case EffectType::escalated: return frame.priority.bands[effect.number].name;
  case EffectType::notify: return notified(frame, effect.number);
  case EffectType::ask:
  case EffectType::consulted:
  case EffectType::unapproved: return frame.departments[effect.number].name;
  case EffectType::move_private: return frame.channels[effect.number].name;
  case EffectType::answered:
  case EffectType::suggest: return ruleset.reply_name(effect.number);
  default: return {};
  }
}

std::string short_time(Instant time) {
  std::string text = format_time(time);
  if (text.ends_with(".000Z")) text.replace(text.size() - 5, 5, "Z");
  return text;
}

} // namespace

bool is_of_clock(EffectType type) noexcept {
  return type == EffectType::due || type == EffectType::due_soon || type == EffectType::breached ||
         type == EffectType::paused;
}

std::string_view notified(const policy::Frame &frame, policy::NotifiedId whom) noexcept {
  if (whom < frame.departments.size()) return frame.departments[whom].name;
  whom -= static_cast<policy::NotifiedId>(frame.departments.size());
  if (whom < frame.agents.size()) return frame.agents[whom].name;
  whom -= static_cast<policy::NotifiedId>(frame.agents.size());
  return whom < frame.groups.size() ? std::string_view(frame.groups[whom].name) : std::string_view();
}

NamedEffect name(const State &state, const Effect &effect) {
  const rules::Ruleset &ruleset = state.terms().ruleset();
  NamedEffect out;
  out.n = effect.n;
  out.time = effect.time;
  out.type = effect.type;
  out.reason = effect.reason;
  out.clock = effect.clock;
  if (effect.number != none && (effect.type == EffectType::widened || effect.type == EffectType::presence))
    out.number = effect.number;
  if (effect.at != 0) out.at = effect.at;
  if (effect.conversation != no_conversation) out.conversation = state.conversation(effect.conversation).name;
  if (effect.agent != no_agent) out.agent = state.agent(effect.agent).name;
  if (effect.department != none) out.department = ruleset.frame().departments[effect.department].name;
  out.what = what_of(ruleset, effect);
  if (effect.other != no_conversation) out.other = state.conversation(effect.other).name;
  if (effect.text != nullptr) out.text = *effect.text;
  out.because = rule_of(ruleset, effect);
  out.because_is_rule = !out.because.empty();
  if (!out.because_is_rule)
    out.because = name_of(effect.rule == rules::by_default ? Reason::by_default : effect.reason);
  return out;
}

void write_json(const NamedEffect &effect, JsonWriter &json) {
  const auto text = [&json](std::string_view key, std::string_view value) {
    if (!value.empty()) json.field(key, value);
  };
  const auto time = [&](std::string_view key) {
    if (effect.at != NamedEffect::no_time) json.field(key, TimeText(effect.at));
  };
  json.begin_object();
  json.field("n", effect.n);
  json.field("type", name_of(effect.type));
  json.field("time", TimeText(effect.time));
  text("conversation", effect.conversation);
  text("agent", effect.agent);
  text("department", effect.department);
  if (is_of_clock(effect.type)) json.field("clock", policy::service_clock_names()[effect.clock]);
  switch (effect.type) {
  case EffectType::routed:
  case EffectType::escalated: text("band", effect.what); break;
  case EffectType::due:
  case EffectType::due_soon:
  case EffectType::breached: time("due"); break;
  case EffectType::offered:
  case EffectType::held: time("until"); break;
  case EffectType::widened: json.field("step", effect.number); break;
  case EffectType::notify: text("whom", effect.what); break;
  case EffectType::ask:
    text("asked", effect.what);
    time("until");
    break;
  case EffectType::consulted:
  case EffectType::unapproved: text("asked", effect.what); break;
  case EffectType::move_private: text("channel", effect.what); break;
  case EffectType::suggest:
    text("reply", effect.what);
    text("text", effect.text);
    time("opens");
    break;
  case EffectType::joined: text("with", effect.other); break;
  case EffectType::merged: text("into", effect.other); break;
  case EffectType::split: text("from", effect.other); break;
  case EffectType::answered:
    text("in", effect.other);
    text("reply", effect.what);
    text("text", effect.text);
    break;
  case EffectType::unstaffed: time("until"); break;
  case EffectType::presence: json.field("present", effect.number != 0); break;
  case EffectType::late: time("sent"); break;
  case EffectType::queued:
  case EffectType::assigned:
  case EffectType::unassigned:
  case EffectType::blocked:
  case EffectType::waiting:
  case EffectType::closed:
  case EffectType::paused:
  case EffectType::forgotten:
  case EffectType::ignored:
  case EffectType::overruled: break;
  }
  text("because", effect.because);
  json.end_object();
}

namespace {

constexpr std::array<std::string_view, policy::service_clock_count> clock_labels = {
    "first response", "next response", "resolution"};

std::string sentence(const NamedEffect &effect) {
  const std::string_view clock = clock_labels[effect.clock];
  const auto until = [&effect](std::string_view word) {
    return effect.at == NamedEffect::no_time ? std::string()
                                             : fmt::format(" {} {}", word, short_time(effect.at));
  };
  switch (effect.type) {
  case EffectType::routed:
    return effect.what.empty() ? fmt::format("to {}", effect.department)
                               : fmt::format("to {}, {}", effect.department, effect.what);
  case EffectType::queued: return fmt::format("waits in {}", effect.department);
  case EffectType::offered: return fmt::format("offered to {}{}", effect.agent, until("until"));
  case EffectType::assigned: return fmt::format("given to {}", effect.agent);
  case EffectType::unassigned: return fmt::format("taken from {}", effect.agent);
  case EffectType::blocked: return fmt::format("no room in {}", effect.department);
  case EffectType::held: return fmt::format("held in {}{}", effect.department, until("until"));
  case EffectType::waiting: return "waits for the customer";
  case EffectType::closed: return "closed";
  case EffectType::due: return fmt::format("{} due{}", clock, until("at"));
  case EffectType::due_soon: return fmt::format("{} due soon,{}", clock, until("at"));
  case EffectType::breached: return fmt::format("{} overdue{}", clock, until("since"));
  case EffectType::paused: return fmt::format("{} stands still", clock);
  case EffectType::widened: return fmt::format("more people may take it, step {}", effect.number);
  case EffectType::escalated: return fmt::format("now {}", effect.what);
  case EffectType::notify: return fmt::format("tell {}", effect.what);
  case EffectType::ask: return fmt::format("ask {}{}", effect.what, until("until"));
  case EffectType::consulted:
    return effect.because == name_of(Reason::answered)  ? fmt::format("{} has answered", effect.what)
           : effect.because == name_of(Reason::refused) ? fmt::format("{} will not answer", effect.what)
           : effect.because == name_of(Reason::timed_out)
               ? fmt::format("{} has not answered yet", effect.what)
               : fmt::format("no answer of {}", effect.what);
  case EffectType::unapproved: return fmt::format("answered before {} was", effect.what);
  case EffectType::move_private: return fmt::format("answer in private, by {}", effect.what);
  case EffectType::suggest: return fmt::format("suggested reply {}", effect.what);
  case EffectType::joined:
    return fmt::format("of the customer of {}, whom {} knows", effect.other, effect.agent);
  case EffectType::merged: return fmt::format("goes on as {}", effect.other);
  case EffectType::split: return fmt::format("a part of {} of its own", effect.other);
  case EffectType::answered:
    return effect.other.empty()
               ? fmt::format("answered as many are{}{}", effect.what.empty() ? "" : ": ", effect.what)
               : fmt::format("answered in {}", effect.other);
  case EffectType::unstaffed: return fmt::format("nobody who may take it is there{}", until("until"));
  case EffectType::forgotten: return "what was known of the customer is erased";
  case EffectType::ignored: return "not engaged";
  case EffectType::presence: return effect.number != 0 ? "on shift" : "off shift";
  case EffectType::overruled: return fmt::format("{} against the policy", effect.agent);
  case EffectType::late: return fmt::format("came late, sent{}", until("at"));
  }
  return {};
}

} // namespace

std::string to_text(const NamedEffect &effect) {
  const std::string_view about = effect.conversation.empty() ? effect.agent : effect.conversation;
  std::string out = fmt::format("{} {}: {}", short_time(effect.time), about, sentence(effect));
  if (!effect.because.empty())
    out += fmt::format(" ({}{})", effect.because_is_rule ? "rule: " : "", effect.because);
  return on_one_line(out);
}

} // namespace usher::desk
