// SPDX-License-Identifier: BSL-1.0
// The people at work: what each has, what of it they work on, and how fast.
#pragma once

#include "desk/agent_set.hpp"
#include "simulate/ledger.hpp"

#include <cstdint>
#include <vector>

namespace usher::simulate {

/// Number of a customer who is in the run.
using CustomerIndex = std::uint32_t;

/// A piece of work at hand.
struct Job {
  CustomerIndex customer = 0;
  double left = 0;         // ms, at full attention
  std::uint64_t stamp = 0; // of the end that was announced last
};

struct Worker {
  std::uint32_t team = none;
  std::uint32_t works_on = UINT32_MAX; // at once
  std::uint32_t capacity = 1;
  bool present = false;
  const std::vector<double> *speeds =
      nullptr;                      // by how many they work on; null: each as if it were the only one
  std::vector<Job> jobs;            // at work
  std::vector<CustomerIndex> inbox; // theirs, and not begun
  Instant worked_until = 0;         // up to which `left` of the jobs is told
  Instant counted_until = 0;        // and their times in the ledger

  /// Work done in a ms on each of the jobs.
  [[nodiscard]] double pace() const noexcept;
  [[nodiscard]] std::size_t held() const noexcept { return jobs.size() + inbox.size(); }
};

/// An end of a piece of work that is to be announced; it holds if the job still has the stamp.
struct JobEnd {
  Instant time = 0;
  desk::AgentId agent = desk::no_agent;
  CustomerIndex customer = 0;
  std::uint64_t stamp = 0;
};

class Crew {
 public:
  Crew(Instant measured_from, Instant until) : measured_from_(measured_from), until_(until) {}

  [[nodiscard]] std::vector<Worker> &workers() noexcept { return workers_; }
  [[nodiscard]] std::vector<AgentLedger> &ledger() noexcept { return ledger_; }
  [[nodiscard]] std::uint32_t staffed() const noexcept { return staffed_; }
  [[nodiscard]] std::uint32_t busy() const noexcept { return busy_; } // of those who are staffed

  void add(Worker worker, std::string name);
  void set_present(desk::AgentId agent, bool present, Instant now);
  /// Puts a conversation into their inbox.
  void give(desk::AgentId agent, CustomerIndex customer, Instant now);
  /// The next one of the inbox that they have a hand for; false when there is none.
  [[nodiscard]] bool next(desk::AgentId agent, CustomerIndex &customer) const noexcept {
    const Worker &worker = workers_[agent];
    if (worker.inbox.empty() || worker.jobs.size() >= worker.works_on) return false;
    customer = worker.inbox.front();
    return true;
  }
  /// They begin to work on what is in their inbox.
  void begin(desk::AgentId agent, CustomerIndex customer, double work, Instant now);
  /// They have it no more; what was left of its work, or -1 if they had not begun.
  double take(desk::AgentId agent, CustomerIndex customer, Instant now);
  /// Whether the end that was announced is the end.
  [[nodiscard]] bool holds(const JobEnd &end) const noexcept;
  /// Ends that were not told yet, of jobs that began or go on at another pace.
  [[nodiscard]] std::vector<JobEnd> &ends() noexcept { return ends_; }
  /// Brings everybody's times in the ledger up to the end.
  void finish(Instant now);

 private:
  void work(Worker &worker, Instant now);
  void announce(desk::AgentId agent, Instant now, bool all);
  void count(desk::AgentId agent, Instant now);
  void tell_busy(const Worker &worker, bool was_busy);

  Instant measured_from_;
  Instant until_;
  std::vector<Worker> workers_; // by AgentId
  std::vector<AgentLedger> ledger_;
  std::vector<JobEnd> ends_;
  std::uint64_t stamps_ = 0;
  std::uint32_t staffed_ = 0;
  std::uint32_t busy_ = 0;
};

} // namespace usher::simulate
