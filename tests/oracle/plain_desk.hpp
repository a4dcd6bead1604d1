// SPDX-License-Identifier: BSL-1.0
// The rules of docs/desk.md, told as slowly and plainly as they can be: lists that are looked through from one end to
// the other, everything worked out anew each time it is asked for, and the whole desk copied so that a change can be
// taken back. Only what has oracles of its own is taken from the library: deciding a message, calendars and clocks.
#pragma once

#include "calendar/service_clock.hpp"
#include "desk/desk.hpp"
#include "desk/owned_event.hpp"
#include "desk/state.hpp"
#include "rules/ruleset.hpp"
#include "rules/triage.hpp"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace usher_test {

/// An effect with names in place of a desk's numbers.
struct PlainEffect {
  usher::Instant time = 0;
  usher::desk::EffectType type = usher::desk::EffectType::routed;
  usher::desk::Reason reason = usher::desk::Reason::unsaid;
  std::uint8_t clock = 0;
  std::string conversation;
  std::string agent;
  std::uint32_t department = usher::desk::none;
  std::uint32_t rule = usher::desk::none;
  std::uint32_t number = usher::desk::none;
  usher::Instant at = 0;
  std::string other; // conversation

  bool operator==(const PlainEffect &) const = default;
  [[nodiscard]] std::string shown() const;
};

using AgentNumber = std::size_t; // in the list

/// In the accounts of somebody who may use accounts that are all unknown, so none; an empty list is all.
inline constexpr std::uint32_t unknown_account = UINT32_MAX - 1;

struct PlainAgent {
  std::string name;
  usher::desk::Presence presence = usher::desk::Presence::online;
  bool told = false; // the host has spoken of them
  bool on_shift = true;
  std::vector<std::uint32_t> departments;
  std::vector<std::uint32_t> accounts;
  std::vector<std::string> skills;
  std::vector<std::string> languages;
  std::uint32_t capacity = 1;
  std::array<std::optional<std::uint32_t>, usher::policy::channel_kind_count> capacity_of_kind;
  std::optional<std::uint32_t> works_on;
  std::optional<std::uint32_t> shift;
  usher::Instant idle_since = 0;
  std::uint64_t given = 0; // the number of the last gift to them
};

struct PlainDecline {
  AgentNumber agent = 0;
  usher::Instant at = 0;
  usher::Instant until = 0;
};

/// Facts by their names: a duration in milliseconds, and all else as a text.
using PlainFacts = std::map<std::string, std::variant<std::string, std::int64_t>>;

struct PlainConversation {
  std::string name;
  std::uint64_t number = 0;
  std::uint32_t department = 0;
  std::uint32_t decided = usher::desk::none; // department of the last decision
  std::uint32_t account = usher::desk::none;
  std::uint32_t sla = usher::desk::none;
  std::uint32_t band = 0;
  std::uint32_t shown_band = 0;
  int priority = 0;
  int raised = 0;
  std::uint32_t department_rule = usher::desk::none;
  std::string language;
  std::set<std::string> skills;
  std::set<std::string> tags;
  usher::policy::ChannelKind kind = usher::policy::ChannelKind::social;
  bool engaged = true;
  bool priority_given = false;
  bool department_by_hand = false;
  bool given_by_hand = false;
  bool is_theirs = false; // accepted, or given as its owner or as named
  bool sla_by_rule = false;
  std::string reply;              // that was suggested last
  std::set<std::string> notified; // whom the last decision told of it
  bool moved_private = false;     // it said that it is to be answered in private

  usher::desk::Location place = usher::desk::Location::nowhere;
  usher::desk::Status status = usher::desk::Status::open;
  std::optional<AgentNumber> agent; // has it, is offered it, or whose it was
  std::optional<AgentNumber> waits_for;
  std::optional<AgentNumber> former; // whose it was when a rule moved it elsewhere, or they were not there
  usher::Instant waits_for_until = 0;
  bool waits_by_name = false; // as an event or a rule named them
  bool work_begun = false;
  bool handed_back = false;
  bool unanswered = true;
  std::size_t step = 0;
  usher::Instant offer_until = 0;
  usher::Instant created = 0;
  usher::Instant waiting_since = 0;
  usher::Instant last_reply = 0;
  usher::Instant queued_at = 0;
  usher::Instant held_until = 0;
  std::uint32_t messages = 0;
  std::uint32_t transfers = 0;
  std::uint32_t reopens = 0;
  std::vector<PlainDecline> declines;
  std::string goes_on_as; // the name of the one that it was merged into
  std::uint64_t answered_for_many = 0;
  std::string asker; // of a question to a department, which conversation asks
  usher::desk::Answer answer = usher::desk::Answer::open;
  bool before_reply = false;
  std::int64_t within = 0;
  usher::calendar::ServiceClocks clocks;

  std::map<std::string, std::string> keys; // of the last message: text, language, account, channel
  std::map<std::string, std::string> facts;
  bool text_kept = true; // else no other policy sees more of it than the topics that were in it
  PlainFacts then;       // the desk's own facts, as they were when the rules last decided
};

struct PlainSeen {
  std::string content;
  usher::Instant time = 0;
  std::uint64_t first_effect = 0;
  std::uint64_t effect_count = 0;
};

/// One answer for many.
struct PlainAnswer {
  std::uint64_t number = 0;
  std::string topic;
  std::string reply;
  usher::Instant until = 0;
  bool resolve = false;
};

/// Everything that is copied before a change.
struct PlainWorld {
  usher::Instant now = 0;
  std::uint64_t events = 0;
  std::uint64_t effects = 0;
  std::uint64_t numbers = 0;
  std::uint64_t draws = 0;
  std::vector<std::optional<AgentNumber>> turns; // whom taking turns chose last, by department
  std::uint64_t gifts = 0;                       // of anything to anybody
  std::vector<PlainAgent> agents;
  std::deque<PlainConversation> conversations; // none moves when one comes
  std::vector<bool> blocked;
  std::vector<bool> open;
  std::map<std::string, PlainSeen> seen;
  std::vector<std::set<std::string>> links; // customers that are one person
  std::vector<PlainAnswer> answers;         // that wait for what comes in
  std::uint64_t many_answers = 0;
};

struct PlainPerson {
  std::string name;
  std::set<std::uint32_t> departments;
  bool present = false;
  bool busy = false; // has something, or is offered it
};

/// What happened, for whoever adds it up: in its order, each with the conversation as it was at that moment.
struct PlainHappening {
  enum class Kind {
    event,    // begins; the conversation is as it was before
    effect,   // is said
    question, // the customer wrote to somebody who is to answer
    reply,    // of `agent`
    closed,   // it was of `agent`
    ignored,  // likewise
    reopened,
    for_many, // it got one answer for many
    waits,    // its customer since another time than was told
    moved,    // to another department
    forgotten,
    people // an instant is over, and so they are
  };
  Kind kind = Kind::event;
  usher::Instant time = 0;
  std::optional<PlainConversation> talk;
  std::string agent;
  bool elsewhere = false;                       // of a reply: to another conversation of the customer
  bool anew = true;                             // of an effect `ask`: else of a question that is open already
  usher::calendar::ServiceClocks clocks_before; // reply, closed, ignored
  usher::desk::Reason reason = usher::desk::Reason::unsaid;
  usher::desk::EventType event = usher::desk::EventType::advance;
  PlainEffect effect;
  std::vector<PlainPerson> people;
};

/// A rule that is broken on purpose, so that a test sees that a difference is found.
enum class Mistake {
  none,
  newest_first,
  declines_forgotten,
  no_widening,
  capacity_ignored,
  own_facts_not_remembered,
  clocks_of_their_own, // of conversations of one customer
  accepted_moves,
  fit_does_not_matter,
  // of another policy
  hours_of_before_forgotten,
  lost_skills_asked_for,
  dropped_people_stay,
  homes_by_number
};

class PlainDesk {
 public:
  PlainDesk(std::shared_ptr<const usher::rules::Ruleset> ruleset, std::uint64_t seed,
            Mistake mistake = Mistake::none);

  [[nodiscard]] usher::desk::ApplyStatus apply(const Batch &events);
  void set_policy(std::shared_ptr<const usher::rules::Ruleset> ruleset);

  [[nodiscard]] const std::vector<PlainEffect> &effects() const noexcept { return effects_; }
  [[nodiscard]] const std::vector<usher::desk::EventResult> &results() const noexcept { return results_; }
  [[nodiscard]] const PlainWorld &world() const noexcept { return world_; }
  [[nodiscard]] const std::vector<PlainHappening> &happenings() const noexcept { return happenings_; }
  [[nodiscard]] const usher::rules::Ruleset &ruleset() const noexcept { return *ruleset_; }

  /// What another desk says comes of the next events. Where several placements are equally good, this one takes over
  /// which of them that desk chose, once it has seen that none is better.
  void hear(std::vector<PlainEffect> effects) { heard_ = std::move(effects); }
  /// What it heard that is not the best; empty when it is.
  [[nodiscard]] const std::string &complaint() const noexcept { return complaint_; }

 private:
  using Talk = PlainConversation;
  using Reason = usher::desk::Reason;
  using EffectType = usher::desk::EffectType;
  using Location = usher::desk::Location;
  using Instant = usher::Instant;

  // ---- plain_desk.cpp: batches, instants, what is due when ----
  [[nodiscard]] bool is_whole(const OwnedEvent &event) const;
  void begin_at(Instant time);
  void instant(Instant time, const std::vector<const OwnedEvent *> &events);
  void finish_instant();
  void forget_events();
  void event(const OwnedEvent &event);
  [[nodiscard]] Instant next_time() const;
  [[nodiscard]] Instant next_time(const Talk &talk) const;
  [[nodiscard]] Instant step_time(const Talk &talk) const;
  [[nodiscard]] Instant band_time(const Talk &talk) const;
  void shifts(bool end);
  [[nodiscard]] std::vector<std::uint32_t> opening_hours();
  void follow_hours(const std::vector<std::uint32_t> &turned);
  void due_conversations();
  void time_passes(Talk &talk);
  PlainEffect &say(EffectType type, Reason reason = Reason::unsaid);
  PlainEffect &say(EffectType type, const Talk &talk, Reason reason = Reason::unsaid);
  PlainHappening &tell(PlainHappening::Kind kind, const Talk *talk);
  void tell_people();
  void fill_effects();
  [[nodiscard]] std::string owner_of(const Talk &talk) const;

  // ---- plain_decisions.cpp: what is decided ----
  void decide(const Talk *talk, const SaidMessage &message, bool anew);
  void remember(Talk &talk, const SaidMessage &message, bool anew);
  void say_facts(const SaidMessage &message, bool anew, std::map<std::string, std::string> &facts) const;

  // ---- plain_facts.cpp: what the desk knows itself, and what was ----
  [[nodiscard]] PlainFacts own_facts(const Talk &talk) const;
  [[nodiscard]] static PlainFacts what_was(const Talk &talk);
  void say_own(const Talk &talk, usher::rules::MessageBuilder &builder) const;

  // ---- plain_messages.cpp: what comes of it, and promises ----
  void message(const OwnedEvent &event);
  void receive(Talk &talk, const OwnedEvent &event, bool is_new);
  void staff_message(const OwnedEvent &event);
  void take_answer(Talk &talk, const OwnedEvent &event);
  void fact(const OwnedEvent &event);
  void forget(const OwnedEvent &event);
  void adopt(Talk &talk, const OwnedEvent &event, bool is_new,
             const usher::calendar::Calendar *hours_that_are_gone = nullptr);
  void tell_decision(Talk &talk, bool is_new, bool is_fact);
  void not_engaged(Talk &talk);
  [[nodiscard]] const usher::calendar::Calendar &calendar(std::uint32_t department) const;
  [[nodiscard]] usher::calendar::ServiceTargets targets(const Talk &talk) const;
  void change_promises(Talk &talk, const usher::calendar::Calendar &hours_before);
  void tell_promises(const Talk &talk, const usher::calendar::ServiceClocks &before);
  void pause_or_resume(Talk &talk);
  bool pause_if_it_stands(Talk &talk);
  [[nodiscard]] std::uint32_t band_of(std::int64_t priority) const;
  [[nodiscard]] std::int64_t priority_at(const Talk &talk, Instant time) const;
  void show_band(Talk &talk, Reason reason, std::uint32_t rule = usher::desk::none);
  void begin_promises(Talk &talk);

  // ---- plain_people.cpp: what people do ----
  void agent(const OwnedEvent &event);
  void accept(const OwnedEvent &event);
  void decline(const OwnedEvent &event);
  void start(const OwnedEvent &event);
  void assign(const OwnedEvent &event);
  void transfer(const OwnedEvent &event);
  void release(const OwnedEvent &event);
  void block(const OwnedEvent &event);
  void wait(const OwnedEvent &event);
  void park(Talk &talk, Reason reason);
  void resolve(const OwnedEvent &event);
  void reopen(const OwnedEvent &event);
  void abandon(const OwnedEvent &event);
  void steps_away(AgentNumber agent, Reason reason);
  void leaves(AgentNumber agent, Reason reason, bool for_good);
  void comes(AgentNumber agent);
  [[nodiscard]] Talk *find(const std::string &name);
  [[nodiscard]] std::optional<AgentNumber> find_agent(const std::string &name) const;

  // ---- plain_questions.cpp: side questions ----
  [[nodiscard]] Talk *found(const OwnedEvent &event);
  [[nodiscard]] bool holds_answer(const Talk &question) const;
  void ask(const OwnedEvent &event);
  void consult_answer(const OwnedEvent &event);
  void ask_question(Talk &talk, std::uint32_t to, std::int64_t within, bool before_reply, std::uint32_t rule);
  void ask_by_rules(Talk &talk);
  [[nodiscard]] Talk *question_to(const Talk &talk, std::uint32_t department);
  void ask_for_more(Talk &talk, Talk &question, std::uint32_t to, std::int64_t within, bool before_reply,
                    std::uint32_t rule);
  void tell_asker(const Talk &question, Reason reason);
  void take_questions_back(const Talk &talk);
  void tell_unapproved(const Talk &talk, const std::optional<AgentNumber> &agent);

  // ---- plain_customers.cpp: one customer, one matter, one answer ----
  [[nodiscard]] Talk *meant(const std::string &name);
  [[nodiscard]] std::string customer_of(const Talk &talk) const;
  [[nodiscard]] bool is_one_person(const std::string &a, const std::string &b) const;
  [[nodiscard]] std::vector<Talk *> thread_of(const Talk &talk);
  [[nodiscard]] Instant waits_since(const Talk &talk);
  [[nodiscard]] bool may_have_it_back(const Talk &talk) const;
  void join(Talk &talk);
  void answer_thread(const Talk &talk, const std::optional<AgentNumber> &agent);
  void link(const OwnedEvent &event);
  void unlink(const std::string &customer);
  void merge(const OwnedEvent &event);
  void merge_promises(const Talk &from, Talk &into);
  void split(const OwnedEvent &event);
  [[nodiscard]] static bool has_topic(const Talk &talk, const std::string &topic);
  void give_answer(Talk &talk, const PlainAnswer &answer);
  void answer_late(Talk &talk);
  void answer_many(const OwnedEvent &event);

  // ---- plain_places.cpp: from place to place ----
  void place(Talk &talk, Reason reason, std::optional<AgentNumber> owner = std::nullopt);
  void take_from(Talk &talk, Reason reason);
  void give(Talk &talk, AgentNumber agent, Reason reason, bool ask);
  void open_again(Talk &talk, bool wrote, Instant since);
  void return_to_owner(Talk &talk, Reason otherwise);
  bool wait_for(Talk &talk, AgentNumber agent, bool by_name);
  void wait_for_former(Talk &talk);
  void wait_for_named(Talk &talk, const OwnedEvent &event);
  void reopen_by_hand(Talk &talk);
  void take_over(Talk &talk, AgentNumber agent, Reason reason);
  void move(Talk &talk, std::uint32_t department);
  void close(Talk &talk, Reason reason);
  void say_no(Talk &talk, AgentNumber agent);
  void judge_declines(Talk &talk);
  [[nodiscard]] bool is_here(AgentNumber agent) const;
  void limits();
  void tell_unstaffed();
  [[nodiscard]] std::uint32_t open_for(std::uint32_t department) const;
  void tell_closed(const Talk &talk);

  // ---- plain_pass.cpp: who may take what, and who gets it ----
  [[nodiscard]] bool is_present(AgentNumber agent) const;
  [[nodiscard]] bool may_take(AgentNumber agent, const Talk &talk) const;
  [[nodiscard]] bool is_better_kept(const Talk &talk) const;
  [[nodiscard]] bool has_room(AgentNumber agent, const Talk &talk) const;
  [[nodiscard]] bool could_take_now(AgentNumber agent, const Talk &talk) const;
  [[nodiscard]] std::vector<const Talk *> holds(AgentNumber agent) const;
  [[nodiscard]] std::uint32_t weight_of(AgentNumber agent) const;
  [[nodiscard]] std::int64_t fit(AgentNumber agent, const Talk &talk) const;
  [[nodiscard]] static bool comes_first(const Talk &talk);
  [[nodiscard]] static Instant counts_since(const Talk &talk);
  [[nodiscard]] bool goes_before(const Talk &a, const Talk &b) const;
  [[nodiscard]] std::int64_t best_fit(const Talk &talk) const;
  [[nodiscard]] std::optional<AgentNumber> choose(const Talk &talk);
  void pass();

  // ---- plain_rebalance.cpp: everything anew ----
  struct Seat;
  struct Search;
  void rebalance(const OwnedEvent &event);
  [[nodiscard]] bool is_laid_anew(const Talk &talk) const;
  [[nodiscard]] std::pair<usher::Wide, usher::Wide> urgency(const Talk &talk) const;
  [[nodiscard]] bool is_placed_before(const Talk &a, const Talk &b) const;
  [[nodiscard]] std::vector<std::int64_t> worths(const std::vector<Talk *> &laid) const;
  using Placements = std::map<std::string, std::optional<AgentNumber>>; // of conversations, by name
  [[nodiscard]] Placements heard_placements(const std::vector<Talk *> &laid) const;
  [[nodiscard]] std::string complaint_about(const std::vector<Talk *> &laid,
                                            const Placements &placements) const;
  [[nodiscard]] std::vector<Seat> seats(const std::vector<Talk *> &laid) const;

  // ---- plain_policy.cpp: another policy ----
  struct Before;
  struct Turn;
  [[nodiscard]] std::vector<Turn> people_of(const Before &before);
  [[nodiscard]] PlainAgent described(const usher::policy::Agent &said) const;
  void renumber(PlainAgent &agent, const Before &before) const;
  void renumber(Talk &talk, const Before &before);
  void forget_unknown(Talk &talk, const Before &before);
  void begin_to_remember(Talk &talk, const Before &before) const;
  void keep_less(Talk &talk);
  void drop_lost_words(Talk &talk, const Before &before) const;
  void new_home(Talk &talk);
  void shifts_turn(const std::vector<Turn> &turns);
  void settle(Talk &talk);

  [[nodiscard]] const usher::policy::Frame &frame() const { return ruleset_->frame(); }
  [[nodiscard]] const usher::policy::Department &department(const Talk &talk) const {
    return frame().departments[talk.department];
  }
  [[nodiscard]] static bool is_held(const Talk &talk) {
    return talk.place == Location::offered || talk.place == Location::assigned;
  }
  [[nodiscard]] static bool waits(const Talk &talk) {
    return talk.place == Location::queued || talk.place == Location::offered || talk.place == Location::held;
  }

  std::shared_ptr<const usher::rules::Ruleset> ruleset_;
  std::uint64_t seed_;
  Mistake mistake_;
  PlainWorld world_;
  PlainWorld before_;
  std::vector<PlainEffect> effects_;
  std::vector<PlainHappening> happenings_;
  std::vector<usher::desk::EventResult> results_;
  usher::rules::Workspace workspace_;
  std::vector<PlainEffect> heard_;
  std::string complaint_;
  std::vector<std::string> arrivals_; // names of those that are new or opened again in this instant
  std::set<AgentNumber> came_;        // who was not there before
  std::vector<std::string> moved_;    // of those that were sent on, or taken from whoever may not have them
};

} // namespace usher_test
