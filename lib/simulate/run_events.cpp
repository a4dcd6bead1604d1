// SPDX-License-Identifier: BSL-1.0
// What customers and people do, as the desk is told of it.
#include "simulate/customer_message.hpp"
#include "simulate/run.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace usher::simulate {
desk::Event &Run::event(desk::EventType type, Instant now) {
  desk::Event &out = events_.emplace_back();
  out.type = type;
  out.time = now;
  return out;
}

desk::Event &Run::event(desk::EventType type, Instant now, const Customer &customer) {
  desk::Event &out = event(type, now);
  out.conversation = customer.name;
  return out;
}

const simulate::Kind &Run::kind_of(const Customer &customer) const noexcept {
  return scenario_.demands[customer.row.demand].kinds[customer.row.kind];
}

const Text *Run::text_of(const Customer &customer) const noexcept {
  return customer.row.text == none ? nullptr : &(*kind_of(customer).texts)[customer.row.text];
}

Draws Run::draws(const Customer &customer, Purpose purpose, std::uint64_t turn) const noexcept {
  return sources_[customer.row.demand].streams.of(customer.row.number, purpose, turn);
}

void Run::take(const Entry &entry, Instant now) {
  switch (entry.kind()) {
  case Plan::sample: ledger_.waiting_at[entry.index].push_back(waiting_); break;
  case Plan::work_done: end_work(entry, now); break;
  case Plan::staff: change_staff(entry.index, entry.stamp, now); break;
  case Plan::patience: lose_patience(entry, now); break;
  case Plan::arrival: arrive(entry.index, now); break;
  case Plan::write: write_again(entry, now); break;
  case Plan::come_in: come_in(entry, now); break;
  case Plan::answer_many: answer_many(entry.index, now); break;
  case Plan::reply_to_offer: reply_to_offer(entry, now); break;
  }
}

void Run::wait_for_work(Customer &customer, Instant now) {
  if (customer.phase == Phase::waiting) return;
  customer.phase = Phase::waiting;
  customer.waits_since = now;
  ++waiting_;
}

void Run::stop_waiting(Customer &customer, Instant now) {
  if (customer.phase != Phase::waiting) return;
  --waiting_;
  const Instant from = std::max(customer.waits_since, scenario_.measured_from);
  if (now > from) customer.row.waited += now - from;
  customer.phase = Phase::away;
}

// Chance may make it more than what was expected when the scenario was read; and nothing told then how often they write.
void Run::end_at_limit(std::string message) {
  findings_.add({Severity::error,
                 Code::limit,
                 {},
                 0,
                 0,
                 "demand",
                 std::move(message),
                 "say a lower rate or a shorter horizon, fewer turns or reopens, or set the limit: --limit "
                 "customers=N"});
}

void Run::arrive(std::uint32_t demand_number, Instant now) {
  if (++arrived_so_far_ > limits_.customers) {
    end_at_limit(
        fmt::format("more customers come in a run than the limit customers allows: {}", limits_.customers));
    return;
  }
  Source &source = sources_[demand_number];
  const Demand &demand = scenario_.demands[demand_number];
  const std::uint64_t number = source.next++;
  plan_next(demand_number);

  LedgerRow row;
  row.arrival = now;
  row.demand = demand_number;
  row.number = number;
  row.counted = now >= scenario_.measured_from;
  if (number < demand.rows.size()) {
    row.kind = demand.rows[number].kind;
  } else if (demand.kinds.size() > 1) {
    Draws at = source.streams.of(number, Purpose::kind);
    const auto found =
        std::upper_bound(demand.kinds.begin(), demand.kinds.end() - 1, at.unit(),
                         [](double share, const simulate::Kind &one) { return share < one.up_to; });
    row.kind = static_cast<std::uint32_t>(found - demand.kinds.begin());
  }
  const simulate::Kind &kind = demand.kinds[row.kind];
  if (kind.texts != nullptr) {
    Draws at = source.streams.of(number, Purpose::text);
    const auto found = std::upper_bound(kind.texts->begin(), kind.texts->end() - 1, at.unit(),
                                        [](double share, const Text &text) { return share < text.up_to; });
    row.text = static_cast<std::uint32_t>(found - kind.texts->begin());
  }
  ++ledger_.model_events;
  ++series_at(now).arrivals;

  std::uint32_t standing = none;
  for (std::uint32_t bulk = 0; bulk < scenario_.bulk.size(); ++bulk) {
    const BulkAnswer &one = scenario_.bulk[bulk];
    if (one.demand == demand_number && works_here(one.policies) && now >= one.at &&
        now < one.at + std::max<std::int64_t>(one.until_ms, 1))
      standing = bulk;
  }
  if (standing != none) {
    Draws at = source.streams.of(number, Purpose::deflection);
    if (at.unit() < scenario_.bulk[standing].deflects) {
      row.outcome = Outcome::deflected;
      ledger_.rows.emplace_back(row);
      return;
    }
  }

  CustomerIndex index = 0;
  if (free_.empty()) {
    index = static_cast<CustomerIndex>(customers_.size());
    customers_.emplace_back();
  } else {
    index = free_.back();
    free_.pop_back();
  }
  Customer &customer = customers_[index];
  static_cast<Stay &>(customer) = {}; // the name keeps its room
  const std::uint32_t life = ++customer.life;
  customer.row = row;
  write_desk_name(row, customer.name);
  customer.wrote = now;
  customer.bulk = standing;
  if (kind.turns > 1) {
    // Each answer but the last is answered again, so that there are so many messages on average.
    Draws at = draws(customer, Purpose::turns);
    while (at.unit() < 1 - 1 / kind.turns)
      ++customer.turns_left;
  }
  wait_for_work(customer, now);
  ++in_system_;
  if (kind.patience) {
    Draws at = draws(customer, Purpose::patience);
    // They see at least whether anybody is free: the desk must have heard of them before it hears that they left.
    plan(now + std::max<std::int64_t>(kind.patience->draw(at), 1), Plan::patience, 0, index, life);
  }

  desk::Event &message = event(desk::EventType::message, now, customer);
  message.message = &messages_.emplace_back(kind, text_of(customer));
  message.skills = skills_[demand_number][row.kind];
  message.priority = kind.priority;
  message.prefer_agent = kind.prefer_agent;
  if (kind.due_ms) message.due = now + *kind.due_ms;
  arrived_.push_back(index);
  const std::vector<WorkStep> *steps = source.work;
  if (steps != nullptr && !steps->front().department.empty())
    event(desk::EventType::transfer, now, customer).department = steps->front().department;
  else
    find_right(customer, now);
  answer_newcomer(customer, now);
}

// Where it belongs: as its text says, or where triage sends it, unless triage is wrong this time.
void Run::find_right(Customer &customer, Instant now) {
  const auto &departments = ruleset_->frame().departments;
  const auto find = [&](std::string_view name) {
    for (std::uint32_t number = 0; number < departments.size(); ++number)
      if (departments[number].name == name) return number;
    return none;
  };
  if (const Text *text = text_of(customer); text != nullptr && !text->department.empty())
    customer.right = find(text->department);
  if (triage_.accuracy >= 1 || departments.size() < 2) return;
  Draws at = draws(customer, Purpose::triage);
  if (at.unit() < triage_.accuracy) return;
  if (customer.right == none) {
    if (!triage(customer, now)) return;
    customer.right = workspace_.decision.department.value;
  }
  auto wrong = static_cast<std::uint32_t>(at.unit() * static_cast<double>(departments.size() - 1));
  if (wrong >= customer.right) ++wrong;
  event(desk::EventType::transfer, now, customer).department = departments[wrong].name;
}

void Run::end_work(const Entry &entry, Instant now) {
  const JobEnd end{entry.time, entry.index, entry.customer, entry.stamp};
  if (!crew_.holds(end)) return;
  (void)crew_.take(entry.index, entry.customer, now);
  may_begin_.push_back(entry.index);
  ++ledger_.model_events;
  if (now >= scenario_.measured_from) ++crew_.ledger()[entry.index].answered;
  Customer &customer = customers_[entry.customer];
  customer.left = -1;
  customer.row.handle = now - customer.work_from;
  if (customer.passing_on) {
    customer.passing_on = false;
    send_on(entry.customer, ruleset_->frame().departments[customer.right].name, triage_.after, now);
    return;
  }
  const std::vector<WorkStep> *steps = sources_[customer.row.demand].work;
  if (steps != nullptr && customer.turn == 0 && customer.step + 1 < steps->size()) {
    const WorkStep &next = (*steps)[++customer.step];
    send_on(entry.customer, next.department, next.after, now);
    return;
  }
  answer(entry.customer, now);
}

// What is on its way, such as a mail that nobody has looked at yet, takes up nobody's room, and its customer waits.
void Run::send_on(CustomerIndex index, const std::string &department,
                  const std::optional<Distribution> &after, Instant now) {
  Customer &customer = customers_[index];
  ++customer.row.transfers;
  wait_for_work(customer, now);
  customer.next_department = &department;
  if (!after) {
    event(desk::EventType::transfer, now, customer).department = *customer.next_department;
    return;
  }
  event(desk::EventType::wait, now, customer);
  customer.on_its_way = true;
  Draws at = draws(customer, Purpose::way, customer.step);
  plan(now + after->draw(at), Plan::come_in, 0, index, customer.life);
}

void Run::come_in(const Entry &entry, Instant now) {
  Customer &customer = customers_[entry.customer];
  if (customer.life != entry.stamp || !customer.on_its_way) return;
  customer.on_its_way = false;
  if (customer.phase != Phase::waiting) return; // an answer for many came first
  event(desk::EventType::transfer, now, customer).department = *customer.next_department;
}

void Run::answer(CustomerIndex index, Instant now) {
  Customer &customer = customers_[index];
  const bool settles = customer.turns_left == 0;
  desk::Event &reply = event(desk::EventType::message, now, customer);
  reply.from_staff = true;
  reply.resolve = settles;
  ++customer.row.replies;
  take_reply(customer, now);
  keep_promises(customer, settles ? 7U : 3U);
  customer.phase = Phase::away;
  --in_system_;
  if (settles) return; // the desk says when it is closed
  event(desk::EventType::wait, now, customer);
  plan_next_turn(index, now);
}

void Run::plan_next_turn(CustomerIndex index, Instant now) {
  Customer &customer = customers_[index];
  --customer.turns_left;
  ++customer.turn;
  Draws at = draws(customer, Purpose::gap_before_turn, customer.turn);
  plan(now + kind_of(customer).gap.draw(at), Plan::write, 0, index, customer.life);
}

void Run::lose_patience(const Entry &entry, Instant now) {
  Customer &customer = customers_[entry.customer];
  const bool was_served = customer.row.wait != never_ms || customer.row.first_reply != never_ms;
  if (customer.life != entry.stamp || customer.phase != Phase::waiting || was_served) return;
  event(desk::EventType::abandon, now, customer);
}

void Run::write_again(const Entry &entry, Instant now) {
  Customer &customer = customers_[entry.customer];
  if (customer.life != entry.stamp || customer.phase != Phase::away) return;
  if (++written_so_far_ > messages_of_a_customer_limit * limits_.customers) {
    end_at_limit(
        fmt::format("customers write more than {} further messages in a run, {} times what the limit "
                    "customers allows: {}",
                    written_so_far_ - 1, messages_of_a_customer_limit, limits_.customers));
    return;
  }
  if (customer.reopening) ++customer.row.reopens;
  customer.reopening = false;
  customer.by_many = false;
  customer.left = -1;
  customer.wrote = now;
  wait_for_work(customer, now);
  ++in_system_;
  desk::Event &message = event(desk::EventType::message, now, customer);
  message.message = &messages_.emplace_back(kind_of(customer), text_of(customer));
  arrived_.push_back(entry.customer); // it may have been forgotten, and is new then
}

// Up: whoever comes first in the list. Down: who is idle leaves first, the last of the list first; then who is busy.
void Run::change_staff(std::uint32_t number, std::uint64_t step, Instant now) {
  const Team &team = scenario_.teams[number];
  const std::vector<desk::AgentId> &agents = team_agents_[number];
  std::uint32_t present = 0;
  for (const desk::AgentId id : agents)
    if (crew_.workers()[id].present) ++present;
  const std::uint32_t wanted = team.staff[step].people;
  const auto tell = [&](std::size_t at, bool comes) {
    desk::Event &told = event(desk::EventType::agent, now);
    told.agent = team.agents[at];
    told.update = comes ? &coming_ : &leaving_;
    crew_.set_present(agents[at], comes, now);
  };
  for (std::size_t at = 0; at < agents.size() && present < wanted; ++at) {
    if (crew_.workers()[agents[at]].present) continue;
    tell(at, true);
    ++present;
  }
  for (const bool idle : {true, false}) {
    for (std::size_t at = agents.size(); at > 0 && present > wanted; --at) {
      const Worker &worker = crew_.workers()[agents[at - 1]];
      if (!worker.present || (idle && worker.held() != 0)) continue;
      tell(at - 1, false);
      --present;
    }
  }
}

void Run::reply_to_offer(const Entry &entry, Instant now) {
  Customer &customer = customers_[entry.customer];
  if (customer.offer != entry.stamp || customer.phase == Phase::over) return;
  const Team *team = agent_team_[entry.index] == none ? nullptr : &scenario_.teams[agent_team_[entry.index]];
  Draws at = draws(customer, Purpose::offer, entry.stamp);
  const bool declines = team != nullptr && at.unit() < team->declines;
  desk::Event &told = event(declines ? desk::EventType::decline : desk::EventType::accept, now, customer);
  told.agent = crew_.ledger()[entry.index].name;
}

} // namespace usher::simulate
