// SPDX-License-Identifier: BSL-1.0
#include "simulate/crew.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace usher::simulate {

double Worker::pace() const noexcept {
  if (speeds == nullptr || jobs.empty()) return 1;
  const double total = (*speeds)[std::min(jobs.size(), speeds->size()) - 1];
  return total / static_cast<double>(jobs.size());
}

void Crew::add(Worker worker, std::string name) {
  AgentLedger &one = ledger_.emplace_back();
  one.name = std::move(name);
  one.team = worker.team;
  one.capacity = worker.capacity;
  if (worker.present) ++staffed_;
  workers_.push_back(std::move(worker));
}

// Their times since they were last looked at, of which only the measured ones count.
void Crew::count(desk::AgentId agent, Instant now) {
  Worker &worker = workers_[agent];
  const Instant from = std::max(worker.counted_until, measured_from_);
  const std::int64_t span = std::min(now, until_) - from;
  worker.counted_until = now;
  if (span <= 0) return;
  AgentLedger &one = ledger_[agent];
  if (worker.present) {
    one.staffed_ms += span;
    if (!worker.jobs.empty()) one.busy_ms += span;
    one.slot_ms += span * static_cast<std::int64_t>(worker.held());
  } else if (!worker.jobs.empty()) {
    one.overtime_ms += span;
  }
}

void Crew::tell_busy(const Worker &worker, bool was_busy) {
  const bool is_busy = worker.present && !worker.jobs.empty();
  if (is_busy && !was_busy) ++busy_;
  if (!is_busy && was_busy) --busy_;
}

void Crew::set_present(desk::AgentId agent, bool present, Instant now) {
  Worker &worker = workers_[agent];
  if (worker.present == present) return;
  count(agent, now);
  const bool was_busy = worker.present && !worker.jobs.empty();
  worker.present = present;
  tell_busy(worker, was_busy);
  if (present)
    ++staffed_;
  else
    --staffed_;
}

void Crew::give(desk::AgentId agent, CustomerIndex customer, Instant now) {
  count(agent, now);
  workers_[agent].inbox.push_back(customer);
}

void Crew::work(Worker &worker, Instant now) {
  const auto passed = static_cast<double>(now - worker.worked_until);
  worker.worked_until = now;
  if (passed <= 0) return;
  const double done = passed * worker.pace();
  for (Job &job : worker.jobs)
    job.left = std::max(0.0, job.left - done);
}

// Ends move only for those whose work is shared.
void Crew::announce(desk::AgentId agent, Instant now, bool all) {
  Worker &worker = workers_[agent];
  const double pace = worker.pace();
  const std::size_t from = all || worker.jobs.empty() ? 0 : worker.jobs.size() - 1;
  for (std::size_t i = from; i < worker.jobs.size(); ++i) {
    Job &job = worker.jobs[i];
    job.stamp = ++stamps_;
    // What takes longer than this run is never done in it.
    const double length = pace > 0 ? std::min(std::ceil(job.left / pace), 1e13) : 1e13;
    ends_.push_back({now + static_cast<Instant>(length), agent, job.customer, job.stamp});
  }
}

void Crew::begin(desk::AgentId agent, CustomerIndex customer, double amount, Instant now) {
  count(agent, now);
  Worker &worker = workers_[agent];
  worker.inbox.erase(std::find(worker.inbox.begin(), worker.inbox.end(), customer));
  const bool was_busy = worker.present && !worker.jobs.empty();
  work(worker, now);
  worker.jobs.push_back({customer, amount, 0});
  tell_busy(worker, was_busy);
  announce(agent, now, worker.speeds != nullptr);
}

double Crew::take(desk::AgentId agent, CustomerIndex customer, Instant now) {
  Worker &worker = workers_[agent];
  if (worker.held() == 0) return -1; // as when their work was done before the desk says so
  count(agent, now);
  const auto waiting = std::find(worker.inbox.begin(), worker.inbox.end(), customer);
  if (waiting != worker.inbox.end()) {
    worker.inbox.erase(waiting);
    return -1;
  }
  const auto job = std::find_if(worker.jobs.begin(), worker.jobs.end(),
                                [&](const Job &one) { return one.customer == customer; });
  if (job == worker.jobs.end()) return -1;
  const bool was_busy = worker.present && !worker.jobs.empty();
  work(worker, now);
  const double left = job->left;
  worker.jobs.erase(job);
  tell_busy(worker, was_busy);
  if (worker.speeds != nullptr) announce(agent, now, true);
  return left;
}

bool Crew::holds(const JobEnd &end) const noexcept {
  const Worker &worker = workers_[end.agent];
  return std::any_of(worker.jobs.begin(), worker.jobs.end(),
                     [&](const Job &job) { return job.customer == end.customer && job.stamp == end.stamp; });
}

void Crew::finish(Instant now) {
  for (desk::AgentId agent = 0; agent < workers_.size(); ++agent)
    count(agent, now);
}

} // namespace usher::simulate
