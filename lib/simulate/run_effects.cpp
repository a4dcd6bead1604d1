// SPDX-License-Identifier: BSL-1.0
// What the desk says, and what people do then.
#include "desk/state.hpp"
#include "simulate/customer_message.hpp"
#include "simulate/run.hpp"

#include <algorithm>

namespace usher::simulate {

using desk::EffectType;
using desk::Reason;

void Run::take_effects() {
  for (const CustomerIndex index : arrived_) {
    Customer &customer = customers_[index];
    customer.conversation = conversation_of(customer);
    if (customer.conversation == desk::no_conversation) continue;
    if (by_conversation_.size() <= customer.conversation)
      by_conversation_.resize(customer.conversation + 1, UINT32_MAX);
    by_conversation_[customer.conversation] = index;
  }
  ledger_.effects += desk_.effects().size();
  for (const desk::Effect &effect : desk_.effects())
    take_effect(effect);
}

// The first effect of an instant is nearly always about who has come in it: names are compared sooner than looked up.
desk::ConversationId Run::conversation_of(const Customer &customer) const {
  const desk::State &state = desk_.state();
  if (!desk_.effects().empty()) {
    const desk::ConversationId first = desk_.effects().front().conversation;
    if (first != desk::no_conversation && !state.conversation(first).gone &&
        state.conversation(first).name == customer.name)
      return first;
  }
  return state.find_conversation(customer.name);
}

void Run::take_effect(const desk::Effect &effect) {
  const Instant now = std::max(effect.time, scenario_.from);
  if (effect.type == EffectType::presence) {
    if (effect.agent < crew_.workers().size()) crew_.set_present(effect.agent, effect.number != 0, now);
    return;
  }
  if (effect.conversation >= by_conversation_.size()) return;
  const CustomerIndex index = by_conversation_[effect.conversation];
  if (index == UINT32_MAX) return; // a side question, or nobody of this run's any more
  Customer &customer = customers_[index];
  if (customer.conversation != effect.conversation || customer.phase == Phase::free) return;
  switch (effect.type) {
  case EffectType::routed: customer.row.department = effect.department; break;
  case EffectType::assigned:
    customer.agent = effect.agent;
    customer.row.department = effect.department;
    crew_.give(effect.agent, index, now);
    may_begin_.push_back(effect.agent);
    break;
  case EffectType::unassigned: {
    customer.offer = 0; // an answer that comes later is to nothing
    if (customer.agent == desk::no_agent) break;
    const double left = crew_.take(customer.agent, index, now);
    if (left >= 0) customer.left = left;
    may_begin_.push_back(customer.agent);
    customer.agent = desk::no_agent;
    if (customer.phase == Phase::working) wait_for_work(customer, now);
    break;
  }
  case EffectType::offered: {
    const Team *team =
        agent_team_[effect.agent] == none ? nullptr : &scenario_.teams[agent_team_[effect.agent]];
    customer.offer = ++offers_;
    std::int64_t after = 0;
    if (team != nullptr && team->accept_after) {
      Draws at = draws(customer, Purpose::offer, customer.offer + (1U << 20U));
      after = team->accept_after->draw(at);
    }
    plan(now + after, Plan::reply_to_offer, effect.agent, index, customer.offer);
    break;
  }
  case EffectType::due:
    customer.promised = static_cast<std::uint8_t>(customer.promised | 1U << effect.clock);
    break;
  case EffectType::breached:
    customer.broken = static_cast<std::uint8_t>(customer.broken | 1U << effect.clock);
    break;
  case EffectType::answered:
    if (effect.reason == Reason::answer_many) {
      take_answer_for_many(index, now);
      break;
    }
    // In another conversation of the same person.
    if (customer.row.first_reply == never_ms) customer.row.first_reply = now - customer.row.arrival;
    keep_promises(customer, 3U);
    break;
  case EffectType::ignored: close(index, Outcome::not_engaged, now); break;
  case EffectType::closed:
    close(index,
          effect.reason == Reason::resolved      ? Outcome::served
          : effect.reason == Reason::abandoned   ? Outcome::abandoned
          : effect.reason == Reason::answer_many ? Outcome::answered_many
          : effect.reason == Reason::not_engaged ? Outcome::not_engaged
                                                 : Outcome::blocked,
          now);
    break;
  default: break;
  }
}

/// The message that waits has its answer, be it one for many.
void Run::take_reply(Customer &customer, Instant now) {
  LedgerRow &row = customer.row;
  if (row.first_reply == never_ms) {
    row.first_reply = now - row.arrival;
    ++series_at(now).answered;
  } else if (row.counted) {
    ledger_.later_replies.push_back(
        {row.demand, row.kind, row.text, row.department, row.agent, now - customer.wrote});
  }
}

/// Where it settles the matter the desk closes it next; else the customer may write again, as after any answer.
void Run::take_answer_for_many(CustomerIndex index, Instant now) {
  Customer &customer = customers_[index];
  if (customer.phase != Phase::waiting && customer.phase != Phase::working) return;
  take_reply(customer, now);
  keep_promises(customer, 3U);
  leave_work(index, now);
  customer.passing_on = false;
  customer.by_many = true;
  if (customer.turns_left > 0) plan_next_turn(index, now);
}

/// Nobody works on it, nor waits for that.
void Run::leave_work(CustomerIndex index, Instant now) {
  Customer &customer = customers_[index];
  if (customer.agent != desk::no_agent) {
    (void)crew_.take(customer.agent, index, now);
    may_begin_.push_back(customer.agent);
    customer.agent = desk::no_agent;
  }
  customer.on_its_way = false;
  customer.offer = 0;
  const bool was_there = customer.phase == Phase::waiting || customer.phase == Phase::working;
  stop_waiting(customer, now);
  if (was_there) --in_system_;
  customer.phase = Phase::away;
}

/// Of the clocks given, those that run have an outcome now.
void Run::keep_promises(Customer &customer, std::uint32_t clocks) {
  for (std::uint32_t clock = 0; (customer.promised & clocks) >> clock != 0; ++clock) {
    const std::uint32_t bit = 1U << clock;
    if ((clocks & bit) == 0 || (customer.promised & bit) == 0) continue;
    ++((customer.broken & bit) != 0 ? customer.row.breached : customer.row.met)[clock];
  }
  customer.promised = static_cast<std::uint8_t>(customer.promised & ~clocks);
  customer.broken = static_cast<std::uint8_t>(customer.broken & ~clocks);
}

void Run::close(CustomerIndex index, Outcome outcome, Instant now) {
  Customer &customer = customers_[index];
  LedgerRow &row = customer.row;
  if (customer.phase == Phase::over) return;
  leave_work(index, now);
  row.outcome = outcome;
  if (outcome == Outcome::served || outcome == Outcome::answered_many) row.resolution = now - row.arrival;
  if (outcome == Outcome::abandoned) {
    row.wait = now - row.arrival;
    ++ledger_.model_events;
    ++series_at(now).abandoned;
  }
  // What was promised and is not owed any more was kept if it was not broken by then, where the matter is settled.
  keep_promises(customer,
                outcome == Outcome::served || outcome == Outcome::answered_many ? 7U : customer.broken);
  const simulate::Kind &kind = kind_of(customer);
  if (outcome == Outcome::served && kind.reopens > 0) {
    Draws at = draws(customer, Purpose::reopening, row.reopens);
    if (at.unit() < kind.reopens) {
      customer.reopening = true;
      ++customer.turn;
      plan(now + kind.reopens_after.draw(at), Plan::write, 0, index, customer.life);
      return;
    }
  }
  customer.phase = Phase::over;
  release(index);
}

void Run::release(CustomerIndex index) {
  Customer &customer = customers_[index];
  ledger_.rows.emplace_back(customer.row);
  if (customer.conversation < by_conversation_.size() && by_conversation_[customer.conversation] == index)
    by_conversation_[customer.conversation] = UINT32_MAX;
  customer.phase = Phase::free;
  customer.conversation = desk::no_conversation;
  ++customer.life; // what is planned for it comes to nothing
  free_.push_back(index);
}

/// The piece of work at hand, in ms.
double Run::work_for(Customer &customer, desk::AgentId agent) {
  const simulate::Kind &kind = kind_of(customer);
  const std::uint32_t number = agent_team_[agent];
  const Team *team = number == none ? nullptr : &scenario_.teams[number];
  const double pace = team == nullptr ? 1 : team->pace;
  if (customer.right != none && customer.right != customer.row.department && customer.step == 0 &&
      customer.turn == 0) {
    customer.passing_on = true;
    Draws at = draws(customer, Purpose::triage, 1);
    return pace * static_cast<double>(triage_.cost.draw(at));
  }
  Draws at = customer.turn == 0 && customer.step == 0
                 ? draws(customer, Purpose::handle)
                 : draws(customer, Purpose::handle_of_turn, customer.turn + 1000U * customer.step);
  const std::vector<WorkStep> *steps = sources_[customer.row.demand].work;
  if (steps != nullptr && customer.turn == 0)
    return pace * static_cast<double>((*steps)[customer.step].handle.draw(at));
  if (customer.bulk != none && scenario_.bulk[customer.bulk].handle)
    return pace * static_cast<double>(scenario_.bulk[customer.bulk].handle->draw(at));
  if (team != nullptr && customer.turn == 0) {
    for (const auto &[demand, handle] : team->handle)
      if (demand == customer.row.demand) return pace * static_cast<double>(handle.draw(at));
  }
  const bool is_other = customer.turn > 0 && kind.handle_later;
  return pace * static_cast<double>((is_other ? *kind.handle_later : kind.handle).draw(at));
}

void Run::begin_work(Instant now) {
  for (std::size_t i = 0; i < may_begin_.size(); ++i) {
    const desk::AgentId agent = may_begin_[i];
    CustomerIndex index = 0;
    while (crew_.next(agent, index)) {
      Customer &customer = customers_[index];
      stop_waiting(customer, now);
      customer.phase = Phase::working;
      customer.work_from = now;
      if (customer.row.wait == never_ms) customer.row.wait = now - customer.row.arrival;
      customer.row.agent = agent;
      if (customer.left < 0) customer.left = work_for(customer, agent);
      crew_.begin(agent, index, customer.left, now);
      if (begin_matters_) (void)event(desk::EventType::start, now, customer);
    }
  }
  may_begin_.clear();
  for (const JobEnd &end : crew_.ends())
    plan(end.time, Plan::work_done, end.agent, end.customer, end.stamp);
  crew_.ends().clear();
}

} // namespace usher::simulate
