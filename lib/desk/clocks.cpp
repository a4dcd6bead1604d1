// SPDX-License-Identifier: BSL-1.0
// Promises, and what else time does to a conversation.
#include "desk/engine.hpp"
#include "desk/timers.hpp"

#include <algorithm>
#include <array>

namespace usher::desk {
namespace {

using calendar::all_clocks;
using calendar::ServiceClock;
using calendar::ServiceClocks;

} // namespace

calendar::ServiceTargets Engine::targets(const ConversationData &data) const noexcept {
  const calendar::ServiceTargets &promised = terms().targets(data.sla, data.band);
  if (!data.is_question) return promised;
  calendar::ServiceTargets out;
  out.first_response = promised.first_response;
  if (data.within_ms != 0)
    out.first_response = calendar::Target{data.within_ms, false, calendar::warn_percent};
  return out;
}

const calendar::Calendar &Engine::calendar_of(const ConversationData &data) const noexcept {
  return *terms().department(data.department).calendar;
}

/// Another department, SLA or band: what was spent, by the hours of before, stays spent.
void Engine::change_clocks(ConversationId id, const calendar::Calendar &hours_before) {
  ConversationData &data = state_.edit(id);
  const ServiceClocks before = data.clocks;
  follow_department(data, hours_before);
  announce_dues(state_.conversation(id), before);
}

void Engine::follow_department(ConversationData &data, const calendar::Calendar &hours_before) {
  if (!data.sla_by_rule) data.sla = terms().department(data.department).policy->sla.value_or(none);
  calendar::change(data.clocks, targets(data), hours_before, calendar_of(data), now());
}

void Engine::announce_dues(const Conversation &conversation, const ServiceClocks &before) {
  for (std::size_t number = 0; number < all_clocks.size(); ++number) {
    const ServiceClock &was = before.*all_clocks[number];
    const ServiceClock &is = conversation.data.clocks.*all_clocks[number];
    const bool is_promised = was.target > 0 || was.due;
    if (is.state == calendar::ClockState::paused && was.state == calendar::ClockState::running &&
        is_promised) {
      emit(EffectType::paused, conversation).clock = static_cast<std::uint8_t>(number);
    } else if (is.state == calendar::ClockState::running && is.due && is.due != was.due) {
      Effect &effect = emit(EffectType::due, conversation);
      effect.clock = static_cast<std::uint8_t>(number);
      effect.at = *is.due;
    }
  }
}

void Engine::run_conversation_timers(Instant time) {
  for (ConversationId id = state_.due_conversation(time); id != no_conversation;
       id = state_.due_conversation(time)) {
    run_timer(id);
    state_.link();
  }
}

/// The end of what is remembered of a conversation that is over, and of what goes on as it.
void Engine::forget(ConversationId id) {
  note_forgotten(state_.conversation(id).data);
  forget_question(id);
  forget_merged(id);
  state_.forget(id);
}

void Engine::run_timer(ConversationId id) {
  if (is_over(state_.conversation(id).data)) {
    forget(id);
    return;
  }
  ConversationData &data = state_.edit(id);
  for (std::size_t number = 0; number < all_clocks.size(); ++number) {
    const calendar::Passed passed = calendar::advance(data.clocks.*all_clocks[number], now());
    const auto tell = [&](EffectType type) {
      Effect &effect = emit(type, state_.conversation(id));
      effect.clock = static_cast<std::uint8_t>(number);
      effect.agent = data.agent;
      effect.at = (data.clocks.*all_clocks[number]).due.value_or(0);
    };
    if (passed.warned) tell(EffectType::due_soon);
    if (passed.breached) tell(EffectType::breached);
    if (passed.breached && data.is_question) {
      note(Count::consultations_late, data);
      tell_asker(id, Reason::timed_out);
    }
  }
  while (next_step(terms(), data) <= now())
    take_step(id);
  update_band(id, Reason::waited);
  if (data.location == Location::offered && data.offer_until <= now()) {
    const AgentId agent = data.agent;
    note(Count::expired, data, agent);
    take_from(id, Reason::offer_expired);
    add_decline(id, agent);
    place(id, Reason::offer_expired);
  }
  if (data.preferred != no_agent && data.preferred_until <= now()) data.preferred = no_agent;
  if (data.location == Location::queued && !state_.conversation(id).declines.empty()) {
    std::vector<Decline> &declines = state_.edit_declines(id);
    std::erase_if(declines, [&](const Decline &decline) { return decline.until <= now(); });
  }
}

void Engine::take_step(ConversationId id) {
  ConversationData &data = state_.edit(id);
  const policy::WidenStep &step = terms().department(data.department).policy->widen[data.step];
  ++data.step;
  emit(EffectType::widened, state_.conversation(id), Reason::waited).number = data.step;
  for (const policy::NotifiedId whom : step.notify)
    emit(EffectType::notify, state_.conversation(id), Reason::waited).number = whom;
  if (step.raise == 0) return;
  data.raised += step.raise;
  update_band(id, Reason::waited);
}

/// The band that its priority is in by now, and why if it is a higher one; `rule`: behind it, where a rule is the reason.
void Engine::update_band(ConversationId id, Reason reason, std::uint32_t rule) {
  ConversationData &data = state_.edit(id);
  const std::uint32_t band = terms().band_of(priority_at(terms(), data, now()));
  if (band == data.shown_band) return;
  const bool higher = band < data.shown_band;
  data.shown_band = band;
  if (!higher) return;
  note(Count::escalated, data);
  Effect &effect = emit(EffectType::escalated, state_.conversation(id), reason);
  effect.number = band;
  effect.rule = reason == Reason::rule ? rule : none;
}

/// The clocks stand still in the statuses that the SLA names.
bool Engine::stands_still(const ConversationData &data) const noexcept {
  if (data.sla == none) return false;
  const auto &pause = terms().frame().slas[data.sla].pause;
  return std::find(pause.begin(), pause.end(), static_cast<std::uint32_t>(data.status)) != pause.end();
}

void Engine::follow_status(ConversationId id) {
  ConversationData &data = state_.edit(id);
  const bool stands = stands_still(data);
  const auto is_paused = [&](const auto clock) {
    return (data.clocks.*clock).state == calendar::ClockState::paused;
  };
  if (!stands && std::none_of(all_clocks.begin(), all_clocks.end(), is_paused)) return;
  const ServiceClocks before = data.clocks;
  if (stands)
    calendar::pause(data.clocks, calendar_of(data), now());
  else
    calendar::resume(data.clocks, calendar_of(data), now());
  announce_dues(state_.conversation(id), before);
}

/// Who is open is known before anything else of an instant: what moves at the hour goes where somebody works then.
void Engine::open_and_close(Instant time) {
  bool opened = false;
  for (std::uint32_t number = 0; number < state_.departments().size(); ++number) {
    if (state_.departments()[number].timer > time) continue;
    const calendar::Calendar &calendar = *terms().department(number).calendar;
    DepartmentData &department = state_.edit_department(number);
    department.open = calendar.is_open(time);
    department.timer =
        (department.open ? calendar.next_closing(time) : calendar.next_opening(time)).value_or(never);
    turned_.push_back(number);
    opened |= department.open;
  }
  if (!opened) return;
  // What waits where all were closed goes on as soon as one of them opens.
  for (std::uint32_t number = 0; number < state_.departments().size(); ++number) {
    const std::optional<policy::WhileClosed> &closed = terms().department(number).policy->closed;
    if (closed && closed->hand_over && !state_.departments()[number].open && open_for(number) != number &&
        std::find(turned_.begin(), turned_.end(), number) == turned_.end())
      turned_.push_back(number);
  }
}

/// What it holds is queued when it opens, and what is queued is held when it closes, or goes to whoever works now.
void Engine::turn_department(std::uint32_t number) {
  const DepartmentData &department = state_.departments()[number];
  const std::optional<policy::WhileClosed> &closed = terms().department(number).policy->closed;
  if (!closed) return;
  const bool goes_on = closed->hand_over && !department.open && open_for(number) != number;
  if (!closed->hold && !goes_on) return;
  due_.clear();
  for (const Conversation &conversation : state_.conversations()) {
    const ConversationData &data = conversation.data;
    const Location from = department.open ? Location::held : Location::queued;
    if (!conversation.gone && data.department == number && data.location == from)
      due_.push_back(conversation.id);
  }
  sort_as_they_came(due_);
  for (const ConversationId id : due_) {
    state_.edit(id).location = Location::nowhere;
    place(id, goes_on ? Reason::department_closed : Reason::department_open);
    if (department.open) prefer_former(id);
  }
  state_.link();
}

} // namespace usher::desk
