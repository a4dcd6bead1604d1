// SPDX-License-Identifier: BSL-1.0
#include "simulate/run.hpp"

#include "desk/state.hpp"
#include "simulate/customer_message.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

/// A stream's key from a name, the same wherever the name stands in the scenario.
std::uint64_t key_of(std::string_view name) {
  std::uint64_t key = 0xCBF29CE484222325U;
  for (const char c : name)
    key = (key ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return key;
}

} // namespace

Run::Run(const Scenario &scenario, std::uint32_t policy, std::uint32_t replication, const Limits &limits)
    : scenario_(scenario),
      policy_(policy),
      triage_(scenario.policies[policy].triage ? *scenario.policies[policy].triage : scenario.triage),
      streams_(scenario.seed, replication),
      limits_(limits),
      ruleset_(scenario.policies[policy].ruleset),
      desk_(ruleset_, {desk::mix(scenario.seed ^ desk::mix(replication)), limits, false}),
      crew_(scenario.measured_from, scenario.until),
      now_(scenario.from),
      counted_until_(scenario.from) {
  coming_.presence = desk::Presence::online;
  leaving_.presence = desk::Presence::offline;
  const auto steps = (scenario.until - scenario.from + scenario.report.step_ms - 1) / scenario.report.step_ms;
  ledger_.series.resize(static_cast<std::size_t>(steps));
  ledger_.waiting_at.resize(scenario.report.at_minutes.size());
  // Work that goes back or on is first in the queue if it had begun, and nothing else asks for that: where it cannot
  // happen the desk need not be told, as most hosts tell it only of answers.
  begin_matters_ = triage_.accuracy < 1 || !scenario.policies[policy].work.empty();
  for (const Demand &demand : scenario.demands)
    for (const simulate::Kind &kind : demand.kinds)
      for (std::size_t i = 0; kind.texts != nullptr && i < kind.texts->size() && !begin_matters_; ++i)
        begin_matters_ = !(*kind.texts)[i].department.empty();
  for (const policy::Department &department : ruleset_->frame().departments)
    begin_matters_ = begin_matters_ || department.assign.end_of_shift != policy::EndOfShift::finish ||
                     department.assign.mode == policy::AssignMode::on_arrival;
  set_up_people();
  set_up_sources();
}

Run::~Run() = default;

bool Run::works_here(const std::vector<std::uint32_t> &policies) const noexcept {
  return policies.empty() || std::find(policies.begin(), policies.end(), policy_) != policies.end();
}

void Run::set_up_people() {
  const Instant from = scenario_.from;
  // The desk's first event, so that everybody of the policy is there, on shift or not.
  event(desk::EventType::advance, from).force = true;
  tell_desk(from);
  team_agents_.resize(scenario_.teams.size());
  std::deque<desk::AgentUpdate> updates;
  std::deque<std::vector<std::string_view>> lists;
  const auto list = [&lists](const std::vector<std::string> &texts) {
    return std::span<const std::string_view>(lists.emplace_back(texts.begin(), texts.end()));
  };
  for (const Team &team : scenario_.teams) {
    if (!works_here(team.policies)) continue;
    for (std::size_t i = 0; i < team.agents.size(); ++i) {
      desk::AgentUpdate &update = updates.emplace_back();
      if (!team.departments.empty()) update.departments = list(team.departments);
      if (!team.skills.empty()) update.skills = list(team.skills);
      if (!team.languages.empty()) update.languages = list(team.languages);
      if (!team.accounts.empty()) update.accounts = list(team.accounts);
      update.capacity = team.capacity;
      update.works_on = team.works_on;
      if (!team.shift.empty()) update.shift = team.shift;
      const bool is_there = team.staff.empty() || i < team.staff.front().people;
      update.presence = is_there ? desk::Presence::online : desk::Presence::offline;
      desk::Event &told = event(desk::EventType::agent, from);
      told.agent = team.agents[i];
      told.update = &update;
    }
  }
  if (!events_.empty()) tell_desk(from);
  const desk::State &state = desk_.state();
  agent_team_.resize(state.agents().size(), none);
  std::uint32_t number = 0;
  for (const Team &team : scenario_.teams) {
    if (works_here(team.policies)) {
      for (const std::string &name : team.agents) {
        const desk::AgentId id = state.find_agent(name);
        team_agents_[number].push_back(id);
        agent_team_[id] = number;
      }
      for (std::size_t step = 1; step < team.staff.size(); ++step)
        plan(team.staff[step].from, Plan::staff, number, 0, step);
    }
    ++number;
  }
  for (desk::AgentId id = 0; id < state.agents().size(); ++id) {
    const desk::Agent &agent = state.agent(id);
    const desk::Profile &profile = state.profile(agent);
    Worker worker;
    worker.team = agent_team_[id];
    worker.capacity = profile.capacity;
    worker.works_on = profile.works_on;
    worker.present = agent.is_present();
    worker.counted_until = from;
    if (worker.team != none && !scenario_.teams[worker.team].speed_by_load.empty())
      worker.speeds = &scenario_.teams[worker.team].speed_by_load;
    crew_.add(std::move(worker), agent.name);
  }
}

void Run::set_up_sources() {
  for (std::uint32_t number = 0; number < scenario_.demands.size(); ++number) {
    const Demand &demand = scenario_.demands[number];
    Source &source = sources_.emplace_back();
    const std::uint64_t key = key_of(demand.name);
    source.streams = streams_.from(key);
    if (demand.rate.is_set()) source.arrivals = std::make_unique<Arrivals>(demand.rate, streams_, key);
    for (const auto &[of, steps] : scenario_.policies[policy_].work)
      if (of == number && source.work == nullptr) source.work = &steps;
    auto &skills = skills_.emplace_back();
    for (const simulate::Kind &kind : demand.kinds)
      skills.emplace_back(kind.skills.begin(), kind.skills.end());
    plan_next(number);
  }
  for (std::uint32_t number = 0; number < scenario_.bulk.size(); ++number)
    if (works_here(scenario_.bulk[number].policies))
      plan(scenario_.bulk[number].at, Plan::answer_many, number);
  for (std::uint32_t number = 0; number < scenario_.report.at_minutes.size(); ++number) {
    const calendar::Day first = scenario_.zone->local(scenario_.measured_from).day;
    const calendar::Day last = scenario_.zone->local(scenario_.until).day;
    for (calendar::Day day = first; day <= last; ++day) {
      const Instant at = scenario_.zone->resolve(day, scenario_.report.at_minutes[number] * 60'000).first;
      if (at >= scenario_.measured_from && at < scenario_.until) plan(at, Plan::sample, number);
    }
  }
}

void Run::plan(Instant time, Plan kind, std::uint32_t index, CustomerIndex customer, std::uint64_t stamp) {
  if (time >= scenario_.until) return; // it will not come to that
  plan_.add(
      {time, (static_cast<std::uint64_t>(kind) << Entry::kind_shift) + planned_++, index, customer, stamp});
}

void Run::plan_next(std::uint32_t demand) {
  Source &source = sources_[demand];
  const std::vector<Row> &rows = scenario_.demands[demand].rows;
  if (source.arrivals) {
    if (const std::optional<Instant> time = source.arrivals->next()) plan(*time, Plan::arrival, demand);
  } else if (source.next < rows.size()) {
    plan(rows[source.next].at, Plan::arrival, demand);
  }
}

double Run::progress() const noexcept {
  if (over_) return 1;
  return static_cast<double>(now_ - scenario_.from) / static_cast<double>(scenario_.until - scenario_.from);
}

bool Run::advance(std::uint64_t instants) {
  for (; instants > 0 && !over_; --instants) {
    const Instant planned = plan_.empty() ? desk::never : plan_.next().time;
    const Instant due = desk_.next_due();
    const Instant next = std::min(planned, due);
    if (next >= scenario_.until || !findings_.empty()) {
      finish();
      break;
    }
    play_instant(std::max(next, now_));
  }
  return !over_;
}

// How many wait and are there adds up, in the steps of the series and in all.
void Run::pass_time(Instant now) {
  Instant at = counted_until_;
  counted_until_ = now;
  const Instant from = std::max(at, scenario_.measured_from);
  if (from < now) {
    ledger_.waiting_ms += static_cast<double>(waiting_) * static_cast<double>(now - from);
    ledger_.in_system_ms += static_cast<double>(in_system_) * static_cast<double>(now - from);
  }
  while (at < now) {
    SeriesStep &series = series_at(at);
    const Instant end = std::min(now, step_until_);
    const auto span = static_cast<double>(end - at);
    series.waiting_ms += span * waiting_;
    series.in_system_ms += span * in_system_;
    series.staffed_ms += span * crew_.staffed();
    series.busy_ms += span * crew_.busy();
    at = end;
  }
}

// Nearly always that of the time before: a division is seldom needed.
SeriesStep &Run::series_at(Instant time) noexcept {
  if (time < step_from_ || time >= step_until_) {
    const std::int64_t step = (time - scenario_.from) / scenario_.report.step_ms;
    step_ = static_cast<std::size_t>(step);
    step_from_ = scenario_.from + step * scenario_.report.step_ms;
    step_until_ = step_from_ + scenario_.report.step_ms;
  }
  return ledger_.series[step_];
}

void Run::play_instant(Instant now) {
  pass_time(now);
  now_ = now;
  events_.clear();
  messages_.clear();
  arrived_.clear();
  while (!plan_.empty() && plan_.next().time <= now) {
    const Entry entry = plan_.take_next();
    take(entry, now);
  }
  if (events_.empty()) {
    // Something of the desk's is due; or what was planned came to nothing.
    if (desk_.next_due() > now) return;
    event(desk::EventType::advance, now).force = true;
  }
  tell_desk(now);
  react(now);
}

// What people do because of what the desk said, until they have nothing more to do.
void Run::react(Instant now) {
  for (;;) {
    events_.clear();
    messages_.clear();
    arrived_.clear();
    begin_work(now);
    // Offers that are answered at once.
    while (!plan_.empty() && plan_.next().time <= now && plan_.next().kind() == Plan::reply_to_offer) {
      const Entry entry = plan_.take_next();
      take(entry, now);
    }
    if (events_.empty()) return;
    tell_desk(now);
  }
}

// What the desk merely warns of was taken all the same.
desk::ApplyStatus Run::apply(std::span<const desk::Event> events) {
  Findings said;
  const desk::ApplyStatus status = desk_.apply(events, said);
  for (const Finding &finding : said)
    if (finding.severity == Severity::error || status != desk::ApplyStatus::ok) findings_.add(finding);
  return status;
}

void Run::tell_desk(Instant now) {
  const std::int64_t ahead = ruleset_->frame().desk.ahead_bound_ms;
  const Instant desk_time = desk_.state().counters().now;
  if (desk_time != 0 && now - desk_time > ahead) {
    // A long silence: the desk is told that time passed.
    desk::Event passed;
    passed.type = desk::EventType::advance;
    passed.time = now - 1;
    passed.force = true;
    if (apply({&passed, 1}) != desk::ApplyStatus::ok) return;
    take_effects();
    desk_.commit();
  }
  const desk::ApplyStatus status = apply(events_);
  if (status != desk::ApplyStatus::ok) return; // the findings say why, and end the run
  ledger_.events += events_.size();
  take_effects();
  desk_.commit();
  events_.clear();
}

// A name that several have is theirs in what is told of them; the desk has to tell them apart.
void Run::write_desk_name(const LedgerRow &row, std::string &out) const {
  const auto &names = scenario_.demands[row.demand].desk_names;
  const auto found = names.empty() ? names.end() : names.find(row.number);
  if (found == names.end())
    write_name(row, out);
  else
    out = found->second;
}

void Run::write_name(const LedgerRow &row, std::string &out) const {
  const Demand &demand = scenario_.demands[row.demand];
  if (row.number < demand.rows.size() && !demand.rows[row.number].name.empty()) {
    out = demand.rows[row.number].name;
    return;
  }
  const fmt::format_int number(row.number + 1);
  out.resize(demand.name.size() + 1 + number.size());
  char *const dash = std::copy(demand.name.begin(), demand.name.end(), out.data());
  *dash = '-';
  std::copy_n(number.data(), number.size(), dash + 1);
}

std::string Run::name_of(const LedgerRow &row) const {
  std::string out;
  write_name(row, out);
  return out;
}

void Run::finish() {
  if (over_) return;
  over_ = true;
  const Instant end = scenario_.until;
  pass_time(end);
  now_ = end;
  for (CustomerIndex index = 0; index < customers_.size(); ++index) {
    Customer &customer = customers_[index];
    if (customer.phase == Phase::free) continue;
    stop_waiting(customer, end);
    // One that is closed, and would come back behind the end, is closed.
    if (customer.phase != Phase::over && !customer.reopening) {
      keep_promises(customer, customer.broken); // what is broken stays so; what else is owed is not known yet
      const bool begun = customer.row.handle != never_ms || customer.row.first_reply != never_ms ||
                         customer.phase == Phase::working || customer.row.wait != never_ms;
      customer.row.outcome = customer.by_many ? Outcome::answered_many
                             : begun          ? Outcome::in_progress
                                              : Outcome::waiting;
    }
    ledger_.rows.emplace_back(customer.row);
  }
  crew_.finish(end);
  ledger_.agents = std::move(crew_.ledger());
}

} // namespace usher::simulate
