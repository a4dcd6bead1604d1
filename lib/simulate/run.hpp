// SPDX-License-Identifier: BSL-1.0
// One run of a scenario: one policy, one replication, on a virtual clock. The desk is the one that works in production;
// this plays the customers who write to it and the people who work at it.
//
// Everything with the same time is one instant of the desk, in the desk's own order. What people do because of it (begin
// to work, accept an offer) follows as further instants of the same time.
#pragma once

#include "desk/desk.hpp"
#include "desk/steady.hpp"
#include "rules/triage.hpp"
#include "simulate/agenda.hpp"
#include "simulate/crew.hpp"
#include "simulate/ledger.hpp"
#include "simulate/scenario.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace usher::simulate {

class CustomerMessage;

class Run {
 public:
  /// The scenario must outlive it, and have been read without errors.
  Run(const Scenario &scenario, std::uint32_t policy, std::uint32_t replication, const Limits &limits);
  ~Run();
  Run(const Run &) = delete;
  Run &operator=(const Run &) = delete;

  /// Goes on for about so many instants; false when the end has come.
  bool advance(std::uint64_t instants);
  /// How far it is, from 0 to 1.
  [[nodiscard]] double progress() const noexcept;

  [[nodiscard]] const Ledger &ledger() const noexcept { return ledger_; }
  /// Names of conversations, of the rows of the ledger.
  [[nodiscard]] std::string name_of(const LedgerRow &row) const;
  /// What the desk did not take: it would be a mistake of the scenario or of this run. Empty otherwise.
  [[nodiscard]] const Findings &findings() const noexcept { return findings_; }

 private:
  /// What is planned; of what has the same time, the first of these comes first.
  enum class Plan : std::uint8_t {
    sample,
    work_done,
    staff,
    patience,
    arrival,
    write,
    come_in,
    answer_many,
    reply_to_offer
  };
  struct Entry {
    Instant time = 0;
    std::uint64_t order = 0; // of what has the same time: the kind, then as they were planned
    std::uint32_t index = 0; // of the customer, the agent, the demand, the team ...
    CustomerIndex customer = 0;
    std::uint64_t stamp = 0;
    static constexpr int kind_shift = 56;
    [[nodiscard]] Plan kind() const noexcept { return static_cast<Plan>(order >> kind_shift); }
    [[nodiscard]] bool comes_before(const Entry &other) const noexcept {
      // As one number of 128 bits: it cannot be foretold which is less, so a branch would cost more.
      return when() < other.when();
    }

   private:
    __extension__ using Wide = __int128;
    [[nodiscard]] Wide when() const noexcept { return static_cast<Wide>(time) << 64 | order; }
  };

  enum class Phase : std::uint8_t { waiting, working, away, over, free };
  /// Of a customer, from when they come until they are released.
  struct Stay {
    LedgerRow row;
    Phase phase = Phase::free;
    desk::ConversationId conversation = desk::no_conversation;
    desk::AgentId agent = desk::no_agent;
    Instant waits_since = 0;
    Instant wrote = 0; // the message that is to be answered
    Instant work_from = 0;
    double left = -1;             // ms of work begun and not done; -1: a new piece
    std::uint32_t turn = 0;       // from 0
    std::uint32_t turns_left = 0; // behind this one
    std::uint32_t step = 0;       // of the work of the policy
    std::uint32_t right = none;   // department where it belongs; none: where it is
    std::uint64_t offer = 0;      // the last one of this conversation
    std::uint8_t promised = 0;    // clocks that run
    std::uint8_t broken = 0;      // of these
    bool passing_on = false;      // whoever works on it will send it to where it belongs
    bool on_its_way = false;      // to the next department
    bool reopening = false;
    bool by_many = false;                         // the last answer was one for many
    std::uint32_t bulk = none;                    // the answer for many that was there when it came
    const std::string *next_department = nullptr; // of the scenario or the policy
  };
  struct Customer : Stay {
    std::string name;       // as the desk calls the conversation
    std::uint32_t life = 0; // of this place among the customers
  };

  struct Source {
    std::unique_ptr<Arrivals> arrivals; // or the rows of the demand
    SourceStreams streams;
    std::uint64_t next = 0;                      // number of the next one
    const std::vector<WorkStep> *work = nullptr; // of the policy on what it makes
  };

  // ---- run.cpp ----
  void set_up_people();
  void set_up_sources();
  void plan(Instant time, Plan kind, std::uint32_t index, CustomerIndex customer = 0,
            std::uint64_t stamp = 0);
  void plan_next(std::uint32_t demand);
  void pass_time(Instant now);
  void play_instant(Instant now);
  void tell_desk(Instant now);
  desk::ApplyStatus apply(std::span<const desk::Event> events);
  void react(Instant now);
  void finish();
  void write_name(const LedgerRow &row, std::string &out) const;
  void write_desk_name(const LedgerRow &row, std::string &out) const;
  [[nodiscard]] SeriesStep &series_at(Instant time) noexcept;
  [[nodiscard]] bool works_here(const std::vector<std::uint32_t> &policies) const noexcept;

  // ---- run_events.cpp: what people and customers do ----
  void take(const Entry &entry, Instant now);
  void end_work(const Entry &entry, Instant now);
  void answer(CustomerIndex index, Instant now);
  void plan_next_turn(CustomerIndex index, Instant now);
  void send_on(CustomerIndex index, const std::string &department, const std::optional<Distribution> &after,
               Instant now);
  void come_in(const Entry &entry, Instant now);
  void lose_patience(const Entry &entry, Instant now);
  void arrive(std::uint32_t demand, Instant now);
  void end_at_limit(std::string message);
  void write_again(const Entry &entry, Instant now);
  void change_staff(std::uint32_t team, std::uint64_t step, Instant now);
  void reply_to_offer(const Entry &entry, Instant now);
  desk::Event &event(desk::EventType type, Instant now);
  desk::Event &event(desk::EventType type, Instant now, const Customer &customer);
  void find_right(Customer &customer, Instant now);
  void wait_for_work(Customer &customer, Instant now);
  void stop_waiting(Customer &customer, Instant now);

  // ---- run_answers.cpp: one answer for many ----
  [[nodiscard]] bool triage(const Customer &customer, Instant now);
  [[nodiscard]] bool is_about(const Customer &customer, std::string_view topic, Instant now);
  desk::Event &answer_event(const BulkAnswer &bulk, Instant now);
  void answer_many(std::uint32_t number, Instant now);
  void answer_newcomer(const Customer &customer, Instant now);

  // ---- run_effects.cpp: what the desk says ----
  void take_effects();
  [[nodiscard]] desk::ConversationId conversation_of(const Customer &customer) const;
  void take_effect(const desk::Effect &effect);
  void begin_work(Instant now);
  void take_reply(Customer &customer, Instant now);
  void take_answer_for_many(CustomerIndex index, Instant now);
  void leave_work(CustomerIndex index, Instant now);
  void close(CustomerIndex index, Outcome outcome, Instant now);
  void keep_promises(Customer &customer, std::uint32_t clocks);
  void release(CustomerIndex index);
  [[nodiscard]] double work_for(Customer &customer, desk::AgentId agent);
  [[nodiscard]] Draws draws(const Customer &customer, Purpose purpose, std::uint64_t turn = 0) const noexcept;
  [[nodiscard]] const Kind &kind_of(const Customer &customer) const noexcept;
  [[nodiscard]] const Text *text_of(const Customer &customer) const noexcept;

  const Scenario &scenario_;
  std::uint32_t policy_;
  const Triage &triage_;
  Streams streams_;
  Limits limits_;
  std::shared_ptr<const rules::Ruleset> ruleset_;
  desk::Desk desk_;
  Findings findings_;
  Crew crew_;
  Ledger ledger_;

  Agenda<Entry> plan_;
  std::uint64_t planned_ = 0;
  std::uint64_t arrived_so_far_ = 0;
  std::uint64_t written_so_far_ = 0; // further messages of those who came
  std::vector<Source> sources_;
  std::vector<std::vector<desk::AgentId>> team_agents_; // by team, in the order of its list
  std::vector<std::uint32_t> agent_team_;

  desk::Steady<Customer> customers_;
  std::vector<CustomerIndex> free_;
  std::vector<CustomerIndex> by_conversation_; // by the desk's number
  std::uint32_t waiting_ = 0;
  std::uint32_t in_system_ = 0;
  Instant now_ = 0;
  Instant counted_until_ = 0;
  Instant step_from_ = 0; // of the step of the series that was asked for last
  Instant step_until_ = 0;
  std::size_t step_ = 0;
  bool over_ = false;
  bool begin_matters_ = false; // the desk decides otherwise about work that has begun

  std::vector<desk::Event> events_; // of the instant
  std::vector<CustomerIndex> arrived_;
  std::vector<desk::AgentId> may_begin_;
  desk::Steady<CustomerMessage> messages_;                         // of the instant
  std::deque<std::vector<std::string_view>> answered_;             // names in its events
  std::vector<std::vector<std::vector<std::string_view>>> skills_; // by demand and kind
  std::uint64_t offers_ = 0;
  desk::AgentUpdate coming_;
  desk::AgentUpdate leaving_;
  rules::Workspace workspace_; // of who looks where a message belongs
};

} // namespace usher::simulate
