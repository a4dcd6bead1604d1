// SPDX-License-Identifier: BSL-1.0
#include "simulate/replay_side.hpp"

#include "desk/effect_json.hpp"

#include <algorithm>
#include <utility>

namespace usher::simulate {
namespace {

using calendar::ClockState;
using calendar::ServiceClock;

/// As the metrics of the desk count it.
Promise promise_of(const ServiceClock &clock, bool is_promised, bool is_done) noexcept {
  if (clock.breached) return Promise::broken;
  if (!is_promised) return Promise::none;
  if (clock.state != ClockState::met) return clock.state == ClockState::idle ? Promise::none : Promise::open;
  return is_done ? Promise::kept : Promise::lapsed;
}

constexpr std::string_view no_type = "event";

} // namespace

std::uint32_t NameList::number_of(std::string_view name) {
  if (const std::uint32_t known = find(name); known != none) return known;
  const auto number = static_cast<std::uint32_t>(names_.size());
  names_.emplace_back(name);
  numbers_.emplace(names_.back(), number);
  return number;
}

std::uint32_t NameList::find(std::string_view name) const noexcept {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? none : found->second;
}

std::string_view NameList::operator[](std::uint32_t number) const noexcept {
  return number == none ? std::string_view() : names_[number];
}

std::string_view name_of(Promise promise) noexcept {
  constexpr std::array<std::string_view, 5> names = {"none", "open", "kept", "broken", "lapsed"};
  return names[static_cast<std::size_t>(promise)];
}

void Refusals::add(Refusal refusal) {
  ++count;
  ++by_type[refusal.type];
  if (first.size() < most) first.push_back(std::move(refusal));
}

ReplaySide::ReplaySide(std::shared_ptr<const rules::Ruleset> ruleset, const desk::DeskOptions &options,
                       const Opened &opened, NameList &names)
    : ruleset_(ruleset), desk_(std::move(ruleset), options), opened_(opened), names_(names) {}

/// A desk believes no event that is far ahead; where recorded events are far apart it is told that time has passed. A
/// millisecond less, so that timers of the very instant run in it, with its events.
void ReplaySide::catch_up(Instant time) {
  const Instant now = desk_.state().counters().now;
  if (now == 0 || time <= now + ruleset_->frame().desk.ahead_bound_ms) return;
  desk::Event event;
  event.type = desk::EventType::advance;
  event.time = time - 1;
  event.force = true;
  Findings findings;
  const std::span<const desk::Event> events(&event, 1);
  if (desk_.apply(events, findings) == desk::ApplyStatus::ok) take(events, findings);
}

void ReplaySide::apply(std::span<const desk::Event> events) {
  rest_.assign(events.begin(), events.end());
  for (const desk::Event &event : events)
    if (event.time && !(event.type == desk::EventType::advance && event.force)) catch_up(*event.time);
  while (!rest_.empty()) {
    Findings findings;
    const desk::ApplyStatus status = desk_.apply(rest_, findings);
    if (status == desk::ApplyStatus::ok) {
      take(rest_, findings);
      return;
    }
    leave_out(status, findings);
  }
}

/// Every event that is to blame has its finding, in the order of the events.
void ReplaySide::leave_out(desk::ApplyStatus status, const Findings &findings) {
  std::size_t kept = 0;
  std::size_t next = 0; // what is not yet looked at
  const auto refuse = [&](const desk::Event &event, Code code, std::string message) {
    Refusal refusal;
    refusal.line = event.line;
    refusal.type = desk::name_of(event.type);
    refusal.code = code;
    refusal.message = std::move(message);
    refused_.add(std::move(refusal));
  };
  for (const Finding &finding : findings) {
    if (finding.severity != Severity::error) continue;
    std::size_t bad = next;
    while (bad < rest_.size() && rest_[bad].line != finding.line)
      ++bad;
    if (bad == rest_.size()) continue;
    refuse(rest_[bad], finding.code, finding.message);
    for (; next < bad; ++next)
      rest_[kept++] = rest_[next];
    ++next;
  }
  if (next == 0) { // nobody is named; it ends in any case
    refuse(rest_.front(), Code::bad_event,
           status == desk::ApplyStatus::time ? "its time is not believed" : "the desk refuses it");
    ++next;
  }
  for (; next < rest_.size(); ++next)
    rest_[kept++] = rest_[next];
  rest_.resize(kept);
}

void ReplaySide::take(std::span<const desk::Event> events, const Findings &findings) {
  for (const desk::Effect &effect : desk_.effects())
    take(effect);
  for (const desk::Event &event : events) {
    if (event.conversation.empty()) continue;
    const desk::ConversationId id = desk_.state().find_conversation(event.conversation);
    if (id != desk::no_conversation) look_at(id);
  }
  for (const desk::Effect &effect : desk_.effects())
    if (effect.conversation != desk::no_conversation) look_at(effect.conversation);
  const Finding *last = nullptr; // an event may have several remarks, one behind the other
  for (const Finding &finding : findings) {
    if (finding.code != Code::event_ignored) {
      warned_.add({finding.line, finding.code, std::string(usher::name_of(finding.code)), finding.message});
      continue;
    }
    const bool is_another = last == nullptr || last->line != finding.line || finding.line == 0;
    last = &finding;
    if (!is_another) continue;
    ignored_.add({finding.line, finding.code, finding.path.empty() ? std::string(no_type) : finding.path,
                  finding.message});
  }
  desk_.commit();
}

/// Service time between two instants on the calendar of a department: what the promises of it count.
std::int64_t ReplaySide::service_between(std::uint32_t department, Instant from, Instant to) const {
  const auto number = desk_.state().terms().find_department(names_[department]);
  if (!number) return to - from;
  return desk_.state().terms().department(*number).calendar->elapsed(from, to);
}

ConversationOutcome *ReplaySide::outcome_of(std::string_view conversation) {
  const std::uint32_t number = opened_.names.find(conversation);
  if (number == NameList::none) return nullptr;
  if (outcomes_.size() <= number) outcomes_.resize(opened_.names.size());
  return &outcomes_[number];
}

void ReplaySide::take(const desk::Effect &effect) {
  if (effect.type == desk::EffectType::overruled) ++overruled_;
  if (effect.conversation == desk::no_conversation) return;
  const desk::NamedEffect named = name(desk_.state(), effect);
  ConversationOutcome *const outcome = outcome_of(named.conversation);
  if (outcome == nullptr) return;
  switch (effect.type) {
  case desk::EffectType::routed:
    if (outcome->opened) break;
    outcome->opened = true;
    outcome->opened_at = effect.time;
    outcome->department = names_.number_of(named.department);
    outcome->because = names_.number_of(named.because);
    outcome->by_rule = named.because_is_rule;
    outcome->band = names_.number_of(named.what);
    break;
  case desk::EffectType::ignored:
    // It is decided where it would belong, and then that it is nobody's. Later it is somebody's who has begun.
    if (outcome->opened && outcome->opened_at != effect.time) break;
    outcome->opened = true;
    outcome->opened_at = effect.time;
    outcome->engaged = false;
    outcome->department = NameList::none;
    outcome->band = NameList::none;
    outcome->because = names_.number_of(named.because);
    outcome->by_rule = named.because_is_rule;
    break;
  case desk::EffectType::assigned:
    if (outcome->agent != NameList::none) break;
    outcome->agent = names_.number_of(named.agent);
    outcome->given = effect.time;
    break;
  case desk::EffectType::due:
    for (std::size_t i = 0; i < compared_clocks.size(); ++i)
      if (effect.clock == static_cast<std::uint8_t>(compared_clocks[i]) && outcome->due[i] == 0)
        outcome->due[i] = effect.at;
    break;
  case desk::EffectType::answered:
    if (effect.reason == desk::Reason::answer_many && outcome->answered_many == 0)
      outcome->answered_many = effect.time;
    break;
  case desk::EffectType::closed:
    outcome->settled = effect.reason == desk::Reason::resolved || effect.reason == desk::Reason::answer_many;
    break;
  default: break;
  }
}

void ReplaySide::look_at(desk::ConversationId id) {
  const desk::Conversation &conversation = desk_.state().conversation(id);
  ConversationOutcome *const outcome = outcome_of(conversation.name);
  if (outcome == nullptr) return;
  const desk::ConversationData &data = conversation.data;
  const policy::Frame &frame = ruleset_->frame();
  if (data.department < frame.departments.size())
    outcome->last_department = names_.number_of(frame.departments[data.department].name);
  if (data.account < frame.accounts.size())
    outcome->account = names_.number_of(frame.accounts[data.account].name);
  outcome->first_reply = data.measures.first_reply;
  outcome->resolved = data.measures.resolved;
  // An answer that comes when nothing is owed any more keeps nothing.
  const ServiceClock &first = data.clocks.first_response;
  const auto in_time = [&](Instant answer) { return answer != 0 && answer <= first.changed; };
  outcome->promises = {
      promise_of(first, first.target != 0 || first.given.has_value(),
                 in_time(data.measures.first_reply) || in_time(outcome->answered_many)),
      promise_of(data.clocks.resolution, data.clocks.resolution.target != 0, outcome->settled)};
}

} // namespace usher::simulate
