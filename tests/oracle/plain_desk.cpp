// SPDX-License-Identifier: BSL-1.0
// Batches, instants, and what is due when.
#include "oracle/plain_desk.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher_test {

using usher::calendar::ClockState;
using usher::calendar::ServiceClock;
using usher::desk::ApplyStatus;
using usher::desk::EventType;
using usher::desk::Presence;
using usher::desk::Status;

namespace {

constexpr usher::Instant never = INT64_MAX;

int order_in_instant(const OwnedEvent &event) {
  if (event.type == EventType::message && event.from_staff && event.resolve) return 1;
  if (event.type == EventType::resolve || event.type == EventType::release) return 1;
  if (event.type == EventType::agent && event.update && event.update->presence)
    return *event.update->presence == Presence::online ? 3 : 2;
  return event.type == EventType::abandon ? 5 : event.type == EventType::rebalance ? 7 : 6;
}

} // namespace

std::string PlainEffect::shown() const {
  std::string out = fmt::format("{} {} {}", usher::format_time(time), name_of(type), name_of(reason));
  if (!conversation.empty()) out += ' ' + conversation;
  if (!agent.empty()) out += " agent " + agent;
  if (department != usher::desk::none) out += fmt::format(" department {}", department);
  if (rule != usher::desk::none) out += fmt::format(" rule {}", rule);
  if (number != usher::desk::none) out += fmt::format(" number {}", number);
  if (clock != 0) out += fmt::format(" clock {}", clock);
  if (at != 0) out += " at " + usher::format_time(at);
  if (!other.empty()) out += " other " + other;
  return out;
}

PlainDesk::PlainDesk(std::shared_ptr<const usher::rules::Ruleset> ruleset, std::uint64_t seed,
                     Mistake mistake)
    : ruleset_(std::move(ruleset)), seed_(seed), mistake_(mistake) {
  for (const usher::policy::Agent &said : frame().agents)
    world_.agents.push_back(described(said));
  world_.blocked.resize(frame().departments.size());
  world_.turns.resize(frame().departments.size());
  world_.open.resize(frame().departments.size());
}

PlainEffect &PlainDesk::say(EffectType type, Reason reason) {
  ++world_.effects;
  PlainEffect &effect = effects_.emplace_back();
  effect.time = world_.now;
  effect.type = type;
  effect.reason = reason;
  (void)tell(PlainHappening::Kind::effect, nullptr);
  return effect;
}

PlainEffect &PlainDesk::say(EffectType type, const Talk &talk, Reason reason) {
  PlainEffect &effect = say(type, reason);
  effect.conversation = talk.name;
  effect.department = talk.department;
  happenings_.back().talk = talk;
  if (reason == Reason::rule && talk.department_rule != usher::rules::by_default)
    effect.rule = talk.department_rule;
  return effect;
}

bool PlainDesk::is_whole(const OwnedEvent &event) const {
  switch (event.type) {
  case EventType::agent: return !event.agent.empty();
  case EventType::block: return !event.department.empty();
  case EventType::rebalance:
  case EventType::advance: return true;
  case EventType::forget: return event.conversation.empty() != event.customer.empty();
  case EventType::link: return !event.customer.empty() && !event.other.empty();
  case EventType::unlink: return !event.customer.empty();
  case EventType::merge:
  case EventType::split: return !event.conversation.empty() && !event.other.empty();
  case EventType::answer_many:
    return event.topic.empty() != event.conversations.empty() && event.reply.empty() != event.text.empty() &&
           !(event.until && event.topic.empty());
  case EventType::accept:
  case EventType::decline:
  case EventType::assign: return !event.conversation.empty() && !event.agent.empty();
  case EventType::ask:
  case EventType::transfer: return !event.conversation.empty() && !event.department.empty();
  default: return !event.conversation.empty();
  }
}

ApplyStatus PlainDesk::apply(const Batch &events) {
  before_ = world_;
  effects_.clear();
  happenings_.clear();
  results_.assign(events.size(), {});
  const auto refused = [this](ApplyStatus status) {
    world_ = before_;
    return status;
  };
  // First, which events count, and when.
  struct Group {
    Instant time = 0;
    std::vector<std::size_t> rows;
  };
  std::vector<Group> groups;
  struct Repeated {
    std::size_t row = 0;
    std::optional<std::size_t> of_row; // of these events
    PlainSeen seen;                    // or of before
  };
  std::vector<Repeated> repeated;
  std::map<std::string, std::size_t> row_of; // by its id
  Instant time = world_.now;
  for (std::size_t row = 0; row < events.size(); ++row) {
    const OwnedEvent &event = events[row];
    if (!is_whole(event)) return refused(ApplyStatus::bad_event);
    const Instant said = event.time.value_or(time);
    if (!usher::is_instant(said)) return refused(ApplyStatus::time);
    const bool is_of_people = event.type == EventType::agent || event.type == EventType::block ||
                              event.type == EventType::advance || event.type == EventType::forget ||
                              event.type == EventType::link || event.type == EventType::unlink ||
                              event.type == EventType::rebalance;
    if (said == 0 && !is_of_people) return refused(ApplyStatus::time);
    if (time != 0 && said > time + frame().desk.ahead_bound_ms &&
        !(event.type == EventType::advance && event.force))
      return refused(ApplyStatus::time);
    if (!event.id.empty()) {
      const Instant when = std::max(said, time);
      const auto seen = world_.seen.find(event.id);
      if (seen != world_.seen.end() && when - seen->second.time < frame().desk.repeat_window_ms) {
        if (seen->second.content != event.content()) return refused(ApplyStatus::conflict);
        const auto here = row_of.find(event.id);
        repeated.push_back(
            {row, here == row_of.end() ? std::nullopt : std::optional(here->second), seen->second});
        continue;
      }
      row_of[event.id] = row;
      world_.seen[event.id] = {event.content(), std::max(said, time), 0, 0};
    }
    results_[row].late = said + frame().desk.late_bound_ms < time;
    time = std::max(time, said);
    if (groups.empty() || groups.back().time != time) groups.push_back({time, {}});
    groups.back().rows.push_back(row);
  }
  for (const Group &group : groups) {
    const std::uint64_t first = world_.effects + 1;
    if (world_.now == 0) begin_at(group.time);
    for (Instant next = next_time(); next < group.time; next = next_time())
      instant(next, {});
    std::vector<const OwnedEvent *> list;
    for (const std::size_t row : group.rows)
      list.push_back(&events[row]);
    instant(group.time, list);
    const std::uint64_t count = world_.effects + 1 - first;
    for (const std::size_t row : group.rows) {
      results_[row].first_effect = count == 0 ? 0 : first;
      results_[row].effect_count = count;
      if (events[row].id.empty()) continue;
      world_.seen[events[row].id].first_effect = results_[row].first_effect;
      world_.seen[events[row].id].effect_count = count;
    }
  }
  for (const Repeated &one : repeated) {
    results_[one.row].repeated = true;
    results_[one.row].first_effect = one.of_row ? results_[*one.of_row].first_effect : one.seen.first_effect;
    results_[one.row].effect_count = one.of_row ? results_[*one.of_row].effect_count : one.seen.effect_count;
  }
  fill_effects();
  forget_events();
  return ApplyStatus::ok;
}

void PlainDesk::forget_events() {
  std::erase_if(world_.seen, [this](const auto &seen) {
    return seen.second.time <= world_.now - frame().desk.repeat_window_ms;
  });
}

/// The first instant of all.
void PlainDesk::begin_at(Instant time) {
  world_.now = time;
  for (PlainAgent &agent : world_.agents) {
    agent.idle_since = time;
    agent.on_shift = !agent.shift || ruleset_->calendar(*agent.shift)->is_open(time);
  }
  for (std::uint32_t i = 0; i < frame().departments.size(); ++i)
    world_.open[i] = calendar(i).is_open(time);
}

void PlainDesk::instant(Instant time, const std::vector<const OwnedEvent *> &events) {
  world_.now = time;
  arrivals_.clear();
  const auto run = [&](int which) {
    for (const OwnedEvent *one : events)
      if (order_in_instant(*one) == which) event(*one);
  };
  moved_.clear();
  const std::vector<std::uint32_t> turned = opening_hours();
  run(1);
  shifts(true);
  run(2);
  shifts(false);
  run(3);
  follow_hours(turned);
  due_conversations();
  run(5);
  run(6);
  run(7);
  finish_instant();
}

void PlainDesk::finish_instant() {
  for (Talk &talk : world_.conversations)
    if (talk.former && came_.contains(*talk.former)) wait_for_former(talk);
  came_.clear();
  pass();
  limits();
  // What has just moved may be due at once where it is now.
  while (std::any_of(world_.conversations.begin(), world_.conversations.end(),
                     [&](const Talk &talk) { return next_time(talk) <= world_.now; })) {
    due_conversations();
    pass();
    limits();
  }
  tell_people();
}

void PlainDesk::event(const OwnedEvent &event) {
  ++world_.events;
  PlainHappening &begins = tell(PlainHappening::Kind::event, meant(event.conversation));
  begins.event = event.type;
  if (begins.talk) begins.agent = owner_of(*begins.talk);
  switch (event.type) {
  case EventType::message: message(event); break;
  case EventType::agent: agent(event); break;
  case EventType::accept: accept(event); break;
  case EventType::decline: decline(event); break;
  case EventType::start: start(event); break;
  case EventType::assign: assign(event); break;
  case EventType::transfer: transfer(event); break;
  case EventType::release: release(event); break;
  case EventType::block: block(event); break;
  case EventType::wait: wait(event); break;
  case EventType::resolve: resolve(event); break;
  case EventType::reopen: reopen(event); break;
  case EventType::abandon: abandon(event); break;
  case EventType::fact:
  case EventType::note: fact(event); break;
  case EventType::consult_answer: consult_answer(event); break;
  case EventType::ask: ask(event); break;
  case EventType::forget: forget(event); break;
  case EventType::link: link(event); break;
  case EventType::unlink: unlink(event.customer); break;
  case EventType::merge: merge(event); break;
  case EventType::split: split(event); break;
  case EventType::answer_many: answer_many(event); break;
  case EventType::rebalance: rebalance(event); break;
  case EventType::advance: break;
  }
  if (!event.time || *event.time + frame().desk.late_bound_ms >= world_.now) return;
  const Talk *talk = meant(event.conversation);
  PlainEffect &effect = talk != nullptr ? say(EffectType::late, *talk) : say(EffectType::late);
  if (find_agent(event.agent)) effect.agent = event.agent;
  effect.at = *event.time;
}

// ---- What is due when ------------------------------------------------------------------------------------------

usher::Instant PlainDesk::next_time() const {
  Instant first = never;
  for (const Talk &talk : world_.conversations)
    first = std::min(first, next_time(talk));
  for (const PlainAgent &agent : world_.agents) {
    if (!agent.shift) continue;
    const usher::calendar::Calendar &shift = *ruleset_->calendar(*agent.shift);
    const auto turn = agent.on_shift ? shift.next_closing(world_.now) : shift.next_opening(world_.now);
    first = std::min(first, turn.value_or(never));
  }
  for (std::uint32_t i = 0; i < frame().departments.size(); ++i) {
    const auto turn =
        world_.open[i] ? calendar(i).next_closing(world_.now) : calendar(i).next_opening(world_.now);
    first = std::min(first, turn.value_or(never));
  }
  return first;
}

usher::Instant PlainDesk::step_time(const Talk &talk) const {
  const auto &steps = department(talk).widen;
  if (mistake_ == Mistake::no_widening || !waits(talk) || talk.step >= steps.size()) return never;
  const usher::policy::WidenStep &step = steps[talk.step];
  if (step.after_ms) {
    const auto &closed = department(talk).closed;
    if (!closed || !closed->hold) return talk.waiting_since + *step.after_ms;
    // Only while it is open, and nothing while it is held.
    if (talk.place == Location::held) return never;
    return calendar(talk.department).due(talk.waiting_since, *step.after_ms).value_or(never);
  }
  const ServiceClock &clock =
      step.clock == usher::policy::ServiceClock::first_response  ? talk.clocks.first_response
      : step.clock == usher::policy::ServiceClock::next_response ? talk.clocks.next_response
                                                                 : talk.clocks.resolution;
  if (clock.state != ClockState::running || clock.target == 0) return never;
  return calendar(talk.department)
      .due(clock.changed, clock.target * step.percent / 100 - clock.spent)
      .value_or(never);
}

/// The first instant at which waiting has lifted it into another band.
usher::Instant PlainDesk::band_time(const Talk &talk) const {
  if (!waits(talk) || frame().priority.waiting.points == 0) return never;
  const auto is_higher = [&](Instant time) { return band_of(priority_at(talk, time)) < talk.shown_band; };
  Instant low = talk.waiting_since;
  Instant high = talk.waiting_since + 3650 * usher::day_ms;
  if (is_higher(low)) return low;
  if (!is_higher(high)) return never;
  while (high - low > 1) {
    const Instant middle = low + (high - low) / 2;
    (is_higher(middle) ? high : low) = middle;
  }
  return high;
}

usher::Instant PlainDesk::next_time(const Talk &talk) const {
  if (!talk.goes_on_as.empty()) return never;
  if (talk.status == Status::resolved || !talk.engaged)
    return std::max({talk.clocks.resolution.changed, talk.last_reply, talk.waiting_since}) +
           std::max(frame().desk.remember_ms, talk.asker.empty() ? department(talk).assign.sticky_for_ms : 0);
  Instant first = std::min(step_time(talk), band_time(talk));
  for (const ServiceClock *clock :
       {&talk.clocks.first_response, &talk.clocks.next_response, &talk.clocks.resolution})
    first = std::min(first, usher::calendar::next_change(*clock).value_or(never));
  if (talk.place == Location::offered) first = std::min(first, talk.offer_until);
  if (talk.place == Location::queued && talk.waits_for) first = std::min(first, talk.waits_for_until);
  if (talk.place == Location::queued)
    for (const PlainDecline &decline : talk.declines)
      first = std::min(first, decline.until);
  return first;
}

void PlainDesk::shifts(bool end) {
  for (AgentNumber i = 0; i < world_.agents.size(); ++i) {
    PlainAgent &agent = world_.agents[i];
    if (!agent.shift) continue;
    const bool is_open = ruleset_->calendar(*agent.shift)->is_open(world_.now);
    if (is_open == agent.on_shift || is_open == end) continue;
    const bool was_here = is_here(i);
    agent.on_shift = is_open;
    if (agent.presence == Presence::online) {
      PlainEffect &effect = say(EffectType::presence, end ? Reason::shift_ended : Reason::shift_started);
      effect.agent = agent.name;
      effect.number = is_open ? 1 : 0;
    }
    if (was_here && end) leaves(i, Reason::shift_ended, false);
    if (is_present(i)) comes(i);
  }
}

std::vector<std::uint32_t> PlainDesk::opening_hours() {
  std::vector<std::uint32_t> turned;
  for (std::uint32_t i = 0; i < frame().departments.size(); ++i) {
    const bool is_open = calendar(i).is_open(world_.now);
    if (is_open != world_.open[i]) turned.push_back(i);
    world_.open[i] = is_open;
  }
  return turned;
}

void PlainDesk::follow_hours(const std::vector<std::uint32_t> &turned) {
  for (const std::uint32_t i : turned) {
    const auto &closed = frame().departments[i].closed;
    const bool is_open = world_.open[i];
    const bool goes_on = closed && closed->hand_over && !is_open && open_for(i) != i;
    if (!closed || (!closed->hold && !goes_on)) continue;
    for (Talk &talk : world_.conversations)
      if (talk.department == i && talk.place == (is_open ? Location::held : Location::queued)) {
        place(talk, is_open ? Reason::department_open : Reason::department_closed);
        if (is_open) wait_for_former(talk);
      }
  }
  if (std::none_of(turned.begin(), turned.end(), [&](std::uint32_t i) { return world_.open[i]; })) return;
  // Of departments that found nobody when they closed.
  for (std::uint32_t i = 0; i < frame().departments.size(); ++i) {
    const auto &closed = frame().departments[i].closed;
    if (world_.open[i] || !closed || !closed->hand_over || open_for(i) == i) continue;
    for (Talk &talk : world_.conversations)
      if (talk.department == i && talk.place == Location::queued) place(talk, Reason::department_closed);
  }
}

void PlainDesk::due_conversations() {
  for (;;) {
    Talk *next = nullptr;
    for (Talk &talk : world_.conversations)
      if (next_time(talk) <= world_.now && (next == nullptr || next_time(talk) < next_time(*next)))
        next = &talk;
    if (next == nullptr) return;
    time_passes(*next);
  }
}

/// Everything that is due of it.
void PlainDesk::time_passes(Talk &talk) {
  if (talk.status == Status::resolved || !talk.engaged) {
    const std::string name = talk.name;
    // With all that goes on as it.
    std::set<std::string> gone = {name};
    for (std::size_t before = 0; before != gone.size();) {
      before = gone.size();
      for (const Talk &one : world_.conversations)
        if (gone.contains(one.goes_on_as)) gone.insert(one.name);
    }
    for (const Talk &one : world_.conversations)
      if (gone.contains(one.name)) (void)tell(PlainHappening::Kind::forgotten, &one);
    std::erase_if(world_.conversations, [&](const Talk &one) { return gone.contains(one.name); });
    return;
  }
  std::uint8_t number = 0;
  for (ServiceClock *clock :
       {&talk.clocks.first_response, &talk.clocks.next_response, &talk.clocks.resolution}) {
    const usher::calendar::Passed passed = usher::calendar::advance(*clock, world_.now);
    const auto tell = [&](EffectType type) {
      PlainEffect &effect = say(type, talk);
      effect.clock = number;
      if (talk.agent) effect.agent = world_.agents[*talk.agent].name;
      effect.at = clock->due.value_or(0);
    };
    if (passed.warned) tell(EffectType::due_soon);
    if (passed.breached) tell(EffectType::breached);
    if (passed.breached && !talk.asker.empty()) tell_asker(talk, Reason::timed_out);
    ++number;
  }
  while (step_time(talk) <= world_.now) {
    const usher::policy::WidenStep &step = department(talk).widen[talk.step++];
    say(EffectType::widened, talk, Reason::waited).number = static_cast<std::uint32_t>(talk.step);
    for (const usher::policy::NotifiedId whom : step.notify)
      say(EffectType::notify, talk, Reason::waited).number = whom;
    talk.raised += step.raise;
    if (step.raise != 0) show_band(talk, Reason::waited);
  }
  show_band(talk, Reason::waited);
  if (talk.place == Location::offered && talk.offer_until <= world_.now) {
    const AgentNumber agent = *talk.agent;
    take_from(talk, Reason::offer_expired);
    say_no(talk, agent);
    place(talk, Reason::offer_expired);
  }
  if (talk.waits_for && talk.waits_for_until <= world_.now) talk.waits_for.reset();
  if (talk.place == Location::queued)
    std::erase_if(talk.declines, [&](const PlainDecline &decline) { return decline.until <= world_.now; });
}

} // namespace usher_test
