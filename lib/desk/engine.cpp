// SPDX-License-Identifier: BSL-1.0
// Batches and instants: what is done in which order.
#include "desk/engine.hpp"

#include "desk/former_hours.hpp"
#include "desk/look_ahead.hpp"
#include "desk/timers.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace usher::desk {
namespace {

// Events of one time are done in this order.
int phase(const Event &event) {
  switch (event.type) {
  case EventType::message: return event.from_staff && event.resolve ? 1 : 6;
  case EventType::resolve:
  case EventType::release: return 1;
  case EventType::agent: {
    if (event.update == nullptr || !event.update->presence) return 6;
    return *event.update->presence == Presence::online ? 3 : 2;
  }
  case EventType::abandon: return 5;
  case EventType::rebalance: return 7; // knows all that came with it
  default: return 6;
  }
}

/// A question is given to people like any conversation, and nobody but the desk opens it again.
bool concerns_question(EventType type, const ConversationData &data) {
  switch (type) {
  case EventType::accept:
  case EventType::decline:
  case EventType::start:
  case EventType::assign:
  case EventType::transfer:
  case EventType::release:
  case EventType::resolve: return data.answer == Answer::open;
  default: return false;
  }
}

} // namespace

Engine::Engine(std::shared_ptr<const rules::Ruleset> ruleset, const DeskOptions &options)
    : state_(std::move(ruleset), options.seed, options.spare), options_(options) {
  triage_options_.lenient = true;
  triage_options_.limits = options.limits;
  state_.begin();
  add_policy_agents();
  state_.link();
  state_.commit();
}

Engine::~Engine() = default;

ApplyStatus Engine::apply(std::span<const Event> events, Findings &findings) {
  if (state_.is_changing()) return ApplyStatus::state;
  effects_.clear();
  if (!texts_.empty()) texts_.clear();
  results_.clear();
  findings_ = &findings;
  state_.begin();
  try {
    const ApplyStatus status = apply_all(events, findings);
    if (status != ApplyStatus::ok)
      abort();
    else
      metrics_.prepare(state_);
    return status;
  } catch (...) {
    abort();
    throw;
  }
}

void Engine::commit() noexcept {
  if (!state_.is_changing()) return;
  repeats_.keep(now(), terms().frame().desk.repeat_window_ms);
  metrics_.keep(began_);
  state_.commit();
  if (hours_taken_up_) former_hours_.reset();
  hours_taken_up_ = false;
  queues_unseen_ = false;
}

void Engine::abort() noexcept {
  if (!state_.is_changing()) return;
  hours_taken_up_ = false;
  effects_.clear();
  results_.clear();
  repeats_.take_back();
  state_.roll_back();
  metrics_.take_back(static_cast<AgentId>(state_.agents().size()));
}

ApplyStatus Engine::apply_all(std::span<const Event> events, Findings &findings) {
  const policy::DeskSettings &settings = terms().frame().desk;
  batch_.clear();
  named_rows_.clear();
  bool any_repeated = false;
  ApplyStatus refused = ApplyStatus::ok; // of the first that is
  Instant time = now();
  // What other hours bring about comes with the first instant.
  std::uint64_t next_effect = state_.counters().effects + 1;
  if (former_hours_) take_up_hours();
  LookAhead ahead(state_, events);
  for (std::size_t row = 0; row < events.size(); ++row) {
    const Event &event = events[row];
    EventResult &result = results_.emplace_back();
    ahead.reach(row);
    Instant at = event.time.value_or(time);
    if (const ApplyStatus status = check(event, at, time, findings); status != ApplyStatus::ok) {
      if (refused == ApplyStatus::ok) refused = status;
      continue;
    }
    // Where one is refused nothing comes of the others, and they are only looked at: all that are refused are named.
    const auto finish = [&] {
      if (!batch_.empty() && refused == ApplyStatus::ok) next_effect = run_batch(time, events, next_effect);
    };
    if (!event.id.empty()) {
      const Repeats::Key key = Repeats::key_of(event.id);
      const std::uint64_t content = Repeats::content_of(event);
      const Repeats::Seen *const seen = repeats_.find(key);
      if (seen != nullptr && seen->time + settings.repeat_window_ms > std::max(at, time)) {
        if (seen->content != content) {
          complain(event, Code::bad_event, fmt::format("the id {} was that of another event", event.id),
                   "give each event an id of its own, and send a repeated one unchanged", findings);
          if (refused == ApplyStatus::ok) refused = ApplyStatus::conflict;
          continue;
        }
        result.repeated = any_repeated = true;
        result.time = seen->time;
        continue;
      }
      if (at > time) finish();
      repeats_.add(key, {content, std::max(at, time), 0, 0});
      named_rows_.emplace_back(row, key);
    }
    if (at < time) {
      result.late = at + settings.late_bound_ms < time;
      at = time;
    }
    if (at != time) finish();
    time = at;
    result.time = at;
    batch_.push_back(&event);
  }
  if (refused != ApplyStatus::ok) return refused;
  if (!batch_.empty()) run_batch(time, events, next_effect);
  // One that was repeated within these events has its numbers only now.
  for (std::size_t row = 0; any_repeated && row < events.size(); ++row) {
    if (!results_[row].repeated) continue;
    const Repeats::Seen &seen = repeats_.find(Repeats::key_of(events[row].id), results_[row].time);
    results_[row].first_effect = seen.first_effect;
    results_[row].effect_count = seen.effect_count;
  }
  return ApplyStatus::ok;
}

/// The instant that was gathered, whose first effect is to have that number. The number of the next one's first.
std::uint64_t Engine::run_batch(Instant time, std::span<const Event> events, std::uint64_t first) {
  run_instant(time, batch_);
  const std::uint64_t next = state_.counters().effects + 1;
  const std::uint64_t count = next - first;
  for (const Event *event : batch_) {
    EventResult &result = results_[static_cast<std::size_t>(event - events.data())];
    result.first_effect = count == 0 ? 0 : first;
    result.effect_count = count;
  }
  for (const auto &[row, key] : named_rows_)
    repeats_.set_effects(key, results_[row].first_effect, count);
  batch_.clear();
  named_rows_.clear();
  return next;
}

Instant Engine::next_due() const noexcept {
  return former_hours_ && !hours_taken_up_ ? now() : state_.next_stop();
}

void Engine::set_up(Instant time) {
  began_ = time;
  state_.counters().now = time;
  for (AgentId id = 0; id < state_.agents().size(); ++id) {
    state_.edit_agent(id).idle_since = time;
    set_shift_timer(id);
  }
  set_up_departments();
  state_.link();
}

void Engine::set_up_departments() {
  for (std::uint32_t number = 0; number < state_.departments().size(); ++number) {
    const calendar::Calendar &calendar = *terms().department(number).calendar;
    DepartmentData &department = state_.edit_department(number);
    department.open = calendar.is_open(now());
    department.timer =
        (department.open ? calendar.next_closing(now()) : calendar.next_opening(now())).value_or(never);
  }
}

void Engine::run_timers_before(Instant time) {
  for (Instant next = state_.next_timer(); next < time; next = state_.next_timer()) {
    if (next == state_.next_stop()) {
      run_instant(std::max(next, now()), {});
    } else { // something is forgotten, of which nothing follows for anybody else
      state_.counters().now = std::max(next, now());
      forget(state_.due_conversation(next));
      state_.link();
    }
  }
}

void Engine::run_instant(Instant time, std::span<const Event *const> events) {
  if (now() == 0) set_up(time);
  // Of several events LookAhead has asked for what they need.
  if (events.size() == 1) state_.foresee_conversation(events.front()->conversation);
  if (!events.empty()) run_timers_before(time);
  state_.counters().now = time;
  arrivals_.clear();
  moved_.clear();
  came_.clear();
  turned_.clear();
  if (state_.next_department_timer() <= time) open_and_close(time);
  const int lone = events.size() == 1 ? phase(*events.front()) : 0;
  const auto run = [&](int first, int last) {
    if (first <= lone && lone <= last) dispatch(*events.front());
    for (int which = first; lone == 0 && which <= last; ++which)
      dispatch_those(events, which);
  };
  run(1, 1);
  if (state_.next_agent_timer() <= time) run_shift_ends(time);
  run(2, 2);
  if (state_.next_agent_timer() <= time) run_shift_starts(time);
  run(3, 3);
  for (const std::uint32_t department : turned_)
    turn_department(department);
  if (state_.due_conversation(time) != no_conversation) run_conversation_timers(time);
  run(5, 7);
  state_.link();
  finish_instant(time);
}

void Engine::dispatch_those(std::span<const Event *const> events, int which) {
  for (const Event *event : events)
    if (phase(*event) == which) dispatch(*event);
}

/// The pass, and what follows from it.
void Engine::finish_instant(Instant time) {
  if (!came_.empty()) give_back_to_those_who_came();
  if (queues_unseen_) state_.look_at_all_queues();
  assign_all();
  if (!arrivals_.empty() || !moved_.empty()) enforce_limits();
  // What has moved to another department may have waited for longer than a step of widening asks there, and what an
  // event said may be late already.
  while (state_.due_conversation(time) != no_conversation) {
    run_conversation_timers(time);
    assign_all();
    enforce_limits();
  }
}

void Engine::dispatch(const Event &event) {
  ++state_.counters().events;
  switch (event.type) {
  case EventType::message: on_message(event); break;
  case EventType::agent: on_agent(event); break;
  case EventType::accept: on_accept(event); break;
  case EventType::decline: on_decline(event); break;
  case EventType::start: on_start(event); break;
  case EventType::assign: on_assign(event); break;
  case EventType::transfer: on_transfer(event); break;
  case EventType::release: on_release(event); break;
  case EventType::block: on_block(event); break;
  case EventType::wait: on_wait(event); break;
  case EventType::resolve: on_resolve(event); break;
  case EventType::reopen: on_reopen(event); break;
  case EventType::abandon: on_abandon(event); break;
  case EventType::fact:
  case EventType::note: on_fact(event); break;
  case EventType::consult_answer: on_consult_answer(event); break;
  case EventType::ask: on_ask(event); break;
  case EventType::forget: on_forget(event); break;
  case EventType::link: on_link(event); break;
  case EventType::unlink: on_unlink(event); break;
  case EventType::merge: on_merge(event); break;
  case EventType::split: on_split(event); break;
  case EventType::answer_many: on_answer_many(event); break;
  case EventType::rebalance: on_rebalance(event); break;
  case EventType::advance: break;
  }
  if (event.time && *event.time + terms().frame().desk.late_bound_ms < now()) tell_late(event);
  state_.link();
}

void Engine::tell_late(const Event &event) {
  const ConversationId id = find(event.conversation);
  Effect &effect =
      id == no_conversation ? emit(EffectType::late) : emit(EffectType::late, state_.conversation(id));
  effect.agent = state_.find_agent(event.agent);
  effect.at = *event.time;
}

Effect &Engine::emit(EffectType type, Reason reason) {
  Effect &effect = effects_.emplace_back();
  effect.n = ++state_.counters().effects;
  effect.time = now();
  effect.type = type;
  effect.reason = reason;
  return effect;
}

Effect &Engine::emit(EffectType type, const Conversation &conversation, Reason reason) {
  Effect &effect = emit(type, reason);
  effect.conversation = conversation.id;
  effect.department = conversation.data.department;
  if (reason == Reason::rule && conversation.data.department_rule != rules::by_default)
    effect.rule = conversation.data.department_rule;
  return effect;
}

void Engine::remark(const Event &event, std::string message) {
  Finding finding;
  finding.severity = Severity::warning;
  finding.code = Code::event_ignored;
  finding.line = event.line;
  finding.path = name_of(event.type);
  finding.message = std::move(message);
  findings_->add(std::move(finding));
}

void Engine::remark_blank(const Event &event, std::string_view key, std::span<const std::string_view> names) {
  for (const std::string_view name : names)
    if (name.empty()) return remark(event, fmt::format("an empty text in {} is passed over", key));
}

ConversationId Engine::named_conversation(const Event &event) {
  const ConversationId id = find(event.conversation);
  if (id == no_conversation)
    remark(event, fmt::format("there is no conversation {}, so nothing was done", event.conversation));
  else if (state_.conversation(id).data.is_question &&
           !concerns_question(event.type, state_.conversation(id).data)) {
    remark(event, fmt::format("{} is a consultation{}, so nothing was done", event.conversation,
                              state_.conversation(id).data.answer == Answer::open ? "" : " that is over"));
    return no_conversation;
  }
  return id;
}

void Engine::sort_as_they_came(std::vector<ConversationId> &list) const {
  std::sort(list.begin(), list.end(), [&](ConversationId a, ConversationId b) {
    return state_.conversation(a).data.number < state_.conversation(b).data.number;
  });
}

AgentId Engine::named_agent(const Event &event, std::string_view name) {
  const AgentId id = state_.find_agent(name);
  if (id == no_agent) remark(event, fmt::format("there is no agent {}", name));
  return id;
}

} // namespace usher::desk
