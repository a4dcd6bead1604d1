// SPDX-License-Identifier: BSL-1.0
// What moves the state: events, and time. A file for each kind of work, named in the sections below.
#pragma once

#include "base/finding.hpp"
#include "desk/desk.hpp"
#include "desk/metrics.hpp"
#include "desk/repeats.hpp"
#include "desk/state.hpp"
#include "rules/triage.hpp"
#include "rules/workspace.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::desk {

class FormerHours;
class PolicyMap;
struct SavedConversation;
struct SavedMetrics;
struct SavedState;

class Engine {
 public:
  Engine(std::shared_ptr<const rules::Ruleset> ruleset, const DeskOptions &options);

  ~Engine();

  /// Of a snapshot. Throws DamagedImage.
  Engine(const Image &image, std::shared_ptr<const rules::Ruleset> ruleset, const DeskOptions &options);

  [[nodiscard]] ApplyStatus apply(std::span<const Event> events, Findings &findings);
  [[nodiscard]] ApplyStatus set_policy(std::shared_ptr<const rules::Ruleset> ruleset);
  [[nodiscard]] std::string snapshot();
  void commit() noexcept;
  void abort() noexcept;
  void observe(DecisionObserver *observer) noexcept { observer_ = observer; }

  [[nodiscard]] const State &state() const noexcept { return state_; }
  [[nodiscard]] Instant next_due() const noexcept;
  [[nodiscard]] const std::vector<Effect> &effects() const noexcept { return effects_; }
  [[nodiscard]] const std::vector<EventResult> &results() const noexcept { return results_; }
  [[nodiscard]] const Metrics &metrics() {
    metrics_.add_up();
    return metrics_;
  }

 private:
  // ---- snapshot.cpp ----
  Engine(std::shared_ptr<const rules::Ruleset> ruleset, SavedState &&saved, const DeskOptions &options);
  void restore_links(const std::vector<std::string> &identities);
  ConversationId restore_conversation(SavedConversation &&conversation);
  void restore_metrics(SavedMetrics &&saved);

  // ---- engine.cpp: batches and instants ----
  [[nodiscard]] ApplyStatus apply_all(std::span<const Event> events, Findings &findings);
  std::uint64_t run_batch(Instant time, std::span<const Event> events, std::uint64_t first);
  void set_up(Instant time);
  void set_up_departments();
  void run_timers_before(Instant time);
  void run_instant(Instant time, std::span<const Event *const> events);
  void dispatch_those(std::span<const Event *const> events, int which);
  void finish_instant(Instant time);
  void dispatch(const Event &event);
  void tell_late(const Event &event);
  Effect &emit(EffectType type, Reason reason = Reason::unsaid);
  Effect &emit(EffectType type, const Conversation &conversation, Reason reason = Reason::unsaid);
  [[nodiscard]] const Terms &terms() const noexcept { return state_.terms(); }
  [[nodiscard]] Instant now() const noexcept { return state_.counters().now; }
  /// The conversation of an event; no_conversation and a finding when there is none.
  [[nodiscard]] ConversationId named_conversation(const Event &event);
  [[nodiscard]] AgentId named_agent(const Event &event, std::string_view name);
  void remark(const Event &event, std::string message);
  /// Of a list in which a name is empty, which says nothing.
  void remark_blank(const Event &event, std::string_view key, std::span<const std::string_view> names);
  void sort_as_they_came(std::vector<ConversationId> &list) const;

  // ---- event_check.cpp: what an event must say ----
  [[nodiscard]] bool is_well_formed(const Event &event, Findings &findings) const;
  /// Whether an event that is of the time `at` may come at `time`.
  [[nodiscard]] ApplyStatus check(const Event &event, Instant at, Instant time, Findings &findings) const;
  void complain(const Event &event, Code code, std::string message, std::string hint,
                Findings &findings) const;
  [[nodiscard, gnu::cold]] ApplyStatus refuse_time(const Event &event, std::string_view why,
                                                   std::string_view hint, Findings &findings) const;

  // ---- messages.cpp: from customers and staff, and what the host knows ----
  void on_message(const Event &event);
  void on_customer_message(const Event &event);
  void receive(ConversationId id, const Event &event, bool is_new);
  void leave_absent(ConversationId id);
  void on_staff_message(const Event &event);
  void take_answer(ConversationId id, const Event &event);
  void on_fact(const Event &event);
  void on_forget(const Event &event);
  [[nodiscard]] std::vector<ConversationId> about(const Event &event);
  void erase(ConversationId id);
  [[nodiscard]] bool decide(const Event &event, const Conversation *conversation, bool is_message);
  void decide_without_message();
  void fill_conversation_facts(const Conversation &conversation, rules::Facts &facts) const;
  void keep_facts(ConversationId id);
  void keep_own_facts(ConversationId id);
  void prefer_named(ConversationId id, const Event &event);

  // ---- adopt.cpp: from a decision to what the desk does ----
  /// What a decision is about: a conversation that is new, one that goes on, or one whose department is gone with the
  /// policy of before.
  enum class Of { arrival, ongoing, homeless };
  void adopt(ConversationId id, const Event &event, Of what, const calendar::Calendar &hours_before);
  [[nodiscard]] bool adopt_department(ConversationId id, bool is_new);
  void adopt_lists(ConversationId id, const Event &event);
  void announce(ConversationId id, bool only_new);
  void ignore(ConversationId id);
  void begin_promises(ConversationId id);
  void return_if_not_theirs(ConversationId id, bool asks_for_more = false);
  void leave_department(ConversationId id);

  // ---- people.cpp: what people do with a conversation ----
  void on_accept(const Event &event);
  void on_decline(const Event &event);
  void on_start(const Event &event);
  void on_assign(const Event &event);
  void on_transfer(const Event &event);
  void on_release(const Event &event);
  void on_wait(const Event &event);
  void on_resolve(const Event &event);
  void on_reopen(const Event &event);
  void on_abandon(const Event &event);
  void on_block(const Event &event);
  void on_rebalance(const Event &event); // rebalance.cpp
  void reopen(ConversationId id, bool wrote, Instant since);
  void park(ConversationId id, Reason reason);

  // ---- consultations.cpp: side questions ----
  struct Question {
    std::uint32_t department = 0;
    std::int64_t within_ms = 0;
    bool before_reply = false;
    std::uint32_t rule = none; // none: a person asks
  };
  void on_ask(const Event &event);
  void on_consult_answer(const Event &event);
  void ask(ConversationId id, const Question &question);
  void end_question(ConversationId question, Answer answer, Reason reason);
  void tell_asker(ConversationId question, Reason reason);
  void withdraw_questions(ConversationId id);
  void tell_unapproved(ConversationId id, AgentId agent);
  void forget_question(ConversationId question);
  void ask_by_rules(ConversationId id);
  void count_questions();
  void count_questions(ConversationId of);
  void count_question(ConversationId question);
  [[nodiscard]] std::vector<ConversationId> questions_of(ConversationId id) const;
  void ask_for_more(ConversationId id, ConversationId asked, const Question &question);
  [[nodiscard]] ConversationId question_to(ConversationId id, std::uint32_t department) const;
  [[nodiscard]] ConversationId asker(ConversationId question) const;

  // ---- threads.cpp: conversations of one customer ----
  void on_link(const Event &event);
  void on_unlink(const Event &event);
  bool know_customer(ConversationId id);
  [[nodiscard]] std::vector<ConversationId> thread_of(ConversationId id) const;
  [[nodiscard]] Instant waiting_since(std::span<const ConversationId> thread) const;
  [[nodiscard]] ConversationId owned_of(std::span<const ConversationId> thread) const;
  void join_thread(ConversationId id, std::span<const ConversationId> thread);
  void answer_thread(ConversationId id, AgentId agent);
  [[nodiscard]] std::vector<std::string> forget_links(std::string_view customer);

  // ---- merging.cpp: one matter, or two ----
  void on_merge(const Event &event);
  void on_split(const Event &event);
  [[nodiscard]] ConversationId find(std::string_view name) const;
  void merge_clocks(ConversationId from, ConversationId into);
  [[nodiscard]] bool raise_priority(ConversationId id, std::int32_t priority);
  void forget_merged(ConversationId id);

  // ---- answers.cpp: texts to customers ----
  static constexpr std::size_t most_answers = 100; // for many, at a time
  void on_answer_many(const Event &event);
  void answer(ConversationId id, const StandingAnswer &answer);
  void answer_late(ConversationId id);
  [[nodiscard]] bool has_topic(ConversationId id, std::uint32_t topic);
  [[nodiscard]] const std::string *personal(ConversationId id, std::string_view text);
  [[nodiscard]] const std::string *personal_reply(ConversationId id, std::uint32_t reply);
  Effect &suggest(ConversationId id, std::uint32_t reply, Reason reason);

  // ---- agents.cpp: who is there ----
  void add_policy_agents();
  void on_agent(const Event &event);
  [[nodiscard]] Profile profile_of(const policy::Agent &agent, const Terms &terms);
  void set_shift_timer(AgentId agent);
  void run_shift_ends(Instant time);
  void run_shift_starts(Instant time);
  void leave(AgentId agent, Reason reason, bool everything);
  void come(AgentId agent);
  void give_back_to_those_who_came();
  void step_away(AgentId agent, Reason reason);
  void release_those_waiting_for(AgentId agent);
  void return_what_is_not_theirs(AgentId agent);
  [[nodiscard]] bool update_profile(AgentId agent, const Event &event);
  [[nodiscard]] static std::uint32_t works_on(std::optional<std::uint32_t> own,
                                              const std::vector<std::uint32_t> &departments,
                                              const Terms &terms);

  // ---- policy_change.cpp: another policy ----
  struct Attendance;
  void change_policy(std::shared_ptr<const rules::Ruleset> ruleset);
  [[nodiscard]] std::vector<ConversationId> everything() const;
  [[nodiscard]] std::vector<Attendance> move_agents(const Terms &before, const PolicyMap &map);
  [[nodiscard]] bool move_conversation(ConversationId id, const Terms &before, const PolicyMap &map);
  void move_kept(ConversationId id, const Terms &before, const PolicyMap &map);
  void move_answers(const Terms &before, const PolicyMap &map);
  void find_home(ConversationId id, bool tell);
  void keep_as_they_are(ConversationId id, std::span<const policy::FactId> own);
  void turn_shifts(const std::vector<Attendance> &before);
  void settle_under_policy(ConversationId id);
  [[nodiscard]] Attendance attendance_of(const Agent &agent) const;
  void take_up_hours();

  // ---- places.cpp: from place to place ----
  void place(ConversationId id, Reason reason, AgentId owner = no_agent);
  void enqueue(ConversationId id, Reason reason);
  void tell_closed(ConversationId id, std::uint32_t reply);
  bool prefer(ConversationId id, AgentId agent, bool by_name);
  void prefer_former(ConversationId id);
  void return_to_owner(ConversationId id, Reason otherwise);
  [[nodiscard]] bool may_have_it_back(const ConversationData &data) const;
  [[nodiscard]] std::uint32_t open_for(std::uint32_t department) const;
  void take_from(ConversationId id, Reason reason);
  AgentId take_quietly(ConversationId id);
  void give(ConversationId id, AgentId agent, Reason reason, bool ask);
  void take_over(ConversationId id, AgentId agent, Reason reason);
  void bring_back(ConversationId id);
  void open_again(ConversationData &data);
  void close(ConversationId id, Reason reason);
  void set_unanswered(ConversationId id, bool unanswered);
  void add_decline(ConversationId id, AgentId agent);
  void judge_declines(ConversationId id);
  void overflow(ConversationId id, Reason reason);
  void enforce_limits();
  void tell_unstaffed();

  // ---- clocks.cpp: promises and other timers ----
  void run_conversation_timers(Instant time);
  void forget(ConversationId id);
  void run_timer(ConversationId id);
  void open_and_close(Instant time);
  void turn_department(std::uint32_t number);
  void take_step(ConversationId id);
  void update_band(ConversationId id, Reason reason, std::uint32_t rule = none);
  [[nodiscard]] bool stands_still(const ConversationData &data) const noexcept;
  void follow_status(ConversationId id);
  void change_clocks(ConversationId id, const calendar::Calendar &hours_before);
  void follow_department(ConversationData &data, const calendar::Calendar &hours_before);
  void announce_dues(const Conversation &conversation, const calendar::ServiceClocks &before);
  [[nodiscard]] calendar::ServiceTargets targets(const ConversationData &data) const noexcept;
  [[nodiscard]] const calendar::Calendar &calendar_of(const ConversationData &data) const noexcept;

  // ---- notes.cpp: what metrics are told ----
  void note(Count what, const ConversationData &data, AgentId agent = no_agent);
  class Teller;
  [[nodiscard]] Teller telling(const ConversationData &data, AgentId agent) noexcept;
  void note_taken_in(ConversationData &data);
  void note_given(ConversationData &data);
  void note_question(ConversationData &data);
  void note_reply(ConversationData &data, AgentId agent, const calendar::ServiceClocks &before,
                  bool elsewhere);
  void note_answered_for_many(ConversationData &data, const calendar::ServiceClocks &before);
  void note_closed(ConversationData &data, Reason reason, AgentId agent,
                   const calendar::ServiceClocks &before);
  void note_ignored(ConversationData &data, AgentId agent, const calendar::ServiceClocks &before);
  void note_reopened(ConversationData &data);
  void note_moved(ConversationData &data);
  void note_merged(ConversationData &from, ConversationData &into);
  void note_forgotten(const ConversationData &data);
  void note_promises(Teller &teller, const ConversationData &data, const calendar::ServiceClocks &before,
                     Reason reason);

  // ---- assignment.cpp: the pass ----
  void assign_all();
  [[nodiscard]] bool assign_one();
  [[nodiscard]] bool assign_in_order();
  [[nodiscard]] bool assign_by_index();
  [[nodiscard]] bool find_candidates(const Requirement &requirement);
  [[nodiscard]] bool suits_perfectly(const Requirement &requirement) const; // one of them
  struct Suited {
    AgentId agent = no_agent;
    std::uint32_t fit = 0; // thousandths
  };
  [[nodiscard]] Suited best_suited(const RequirementKey &key) const;
  [[nodiscard]] policy::Strategy strategy_for(const Requirement &requirement) const noexcept;
  [[nodiscard]] AgentId choose(const Requirement &requirement);

  State state_;
  DeskOptions options_;
  Repeats repeats_{state_.names_key()};
  std::vector<Effect> effects_;
  std::deque<std::string> texts_; // of effects
  rules::Facts told_;             // of a conversation, while a text is made personal
  std::vector<EventResult> results_;
  Metrics metrics_{state_.names_key()};
  rules::Workspace workspace_;
  rules::TriageOptions triage_options_;
  Findings *findings_ = nullptr;
  DecisionObserver *observer_ = nullptr;
  std::unique_ptr<const FormerHours> former_hours_; // of a snapshot, until a change is kept
  bool hours_taken_up_ = false;                     // by the change that waits
  bool queues_unseen_ = false;                      // they are a snapshot's, and no change was kept since
  Instant began_ = 0;                               // the first instant of a desk that was new
  std::vector<ConversationId> arrivals_;            // of the instant: new, or opened again
  std::vector<ConversationId> moved_; // likewise, to another department or from whoever may not have it
  std::vector<AgentId> came_;         // likewise, who was not there before
  std::vector<AgentId> candidates_;   // in the order of the list
  std::string kept_;                  // what is kept of a message, while it is made
  std::vector<WordId> words_;         // of a list that is made
  std::vector<ConversationId> due_;
  std::vector<std::uint32_t> turned_; // departments whose work moves in this instant, as hours begin or end
  std::vector<const Event *> batch_;  // the instant that is being gathered, and the rows of its events
  std::vector<std::pair<std::size_t, Repeats::Key>> named_rows_; // with ids
};

} // namespace usher::desk
