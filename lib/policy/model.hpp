// SPDX-License-Identifier: BSL-1.0
// A policy as plain values: what the YAML said, names resolved to numbers, everything with its place. Nothing here
// is compiled; lib/rules makes it decide.
#pragma once

#include "base/duration.hpp"
#include "base/sha256.hpp"
#include "base/source.hpp"
#include "base/time.hpp"
#include "calendar/description.hpp"
#include "policy/condition_model.hpp"
#include "text/phrase.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace usher::policy {

// ---- Sections -------------------------------------------------------------------------------------------------

enum class ChannelKind : std::uint8_t { social, message, email, chat, ticket, phone };

struct Channel {
  std::string name;
  ChannelKind kind = ChannelKind::social;
  bool is_public = false;
  std::optional<std::uint32_t> private_twin; // index of a channel
  Place place;
};

struct Account {
  std::string name;
  std::uint32_t channel = 0;
  std::optional<std::uint32_t> brand; // index of a choice of the fact `brand`
  std::vector<std::string> languages;
  std::vector<std::uint32_t> departments; // that may answer here; all when empty
  Place place;
};

/// Phrases under one language; the language is empty for all_languages and for a plain list.
struct PhraseGroup {
  std::string language;
  std::vector<PhraseId> phrases;
};

struct Topic {
  std::string name;
  std::vector<PhraseGroup> groups;
  Place place;
};

struct Signal {
  std::string name;
  Condition when;
  Place place;
};

/// Opening hours as they were written, `like` worked in. Their zone is loaded by whoever asks them; see calendars.hpp.
struct Calendar {
  std::string name;
  std::string timezone = "UTC";
  std::array<std::vector<calendar::Window>, 7> weekly; // Monday first
  std::vector<calendar::DayRange> closed;
  std::vector<calendar::YearDay> closed_yearly;
  std::vector<calendar::OpenDay> open;
  std::string holidays; // an iCalendar file, as written; what it says stands in the next two
  std::vector<calendar::DayRange> holiday_days;
  std::vector<calendar::MinuteSpan> holiday_spans;
  Place place;
};

/// How long something may take: ms of service time, or working days.
struct ServiceTime {
  std::int64_t amount = 0;
  bool working_days = false;
  bool has_days = false; // written with d or w, which says something only where a calendar never closes
  Place place;
};

/// One promise, as written: the same for all bands, or by band. `target_of` fills the gaps.
struct ServiceTarget {
  std::optional<ServiceTime> all;
  std::vector<std::optional<ServiceTime>> by_band; // as many as bands, or none
};

enum class ServiceClock : std::uint8_t { first_response, next_response, resolution };
constexpr std::size_t service_clock_count = 3;

struct Sla {
  std::string name;
  std::array<ServiceTarget, service_clock_count> targets;
  std::vector<std::uint32_t>
      pause; // in which statuses of a conversation the clocks stand still: choices of that fact
  Place place;
};

// ---- Live work: who may take what ------------------------------------------------------------------------------

/// Whom to tell: number n is department n, then come the agents, then the groups.
using NotifiedId = std::uint32_t;

/// Which of those who may take a conversation gets it. docs/desk.md says what each looks at.
enum class Strategy : std::uint8_t {
  index,
  longest_idle,
  least_loaded,
  most_loaded,
  round_robin,
  fewest_skills,
  best_match,
  first,
  random,
  power_of_two
};
enum class AssignMode : std::uint8_t {
  pull,      // waits in the queue until somebody has room
  on_arrival // goes into somebody's inbox at once, full or not
};
enum class EndOfShift : std::uint8_t { finish, hand_back, hand_over };

struct Assign {
  Strategy strategy = Strategy::index;
  AssignMode mode = AssignMode::pull;
  std::int64_t sticky_for_ms = 14 * day_ms; // how long after the last reply an owner keeps it; 0: not at all
  std::int64_t sticky_wait_ms = 10 * minute_ms; // how long it waits for an owner who is there but full
  std::int64_t offer_ms = 0;                    // time to accept; 0: given without asking
  EndOfShift end_of_shift = EndOfShift::finish;
  std::optional<std::uint32_t> hand_over_to; // a department; of hand_over
};

/// Who else may take it, the longer it waits.
struct WidenStep {
  std::optional<std::int64_t> after_ms; // since it began to wait; or
  int percent = 0;                      // of the service time of `clock`
  ServiceClock clock = ServiceClock::first_response;
  bool drop_language = false;
  bool drop_skills = false;                // all of them; or
  std::vector<std::string> dropped_skills; // these
  std::vector<std::uint32_t> also;         // departments
  int raise = 0;                           // points of priority
  std::vector<NotifiedId> notify;
  Place place;
};

struct QueueLimit {
  std::uint32_t limit = 0;
  std::optional<std::uint32_t> overflow_to; // a department; else what comes is refused
};

/// What becomes of work while the calendar of the department is closed.
struct WhileClosed {
  bool hold = false; // it waits until the opening, whoever is there
  std::optional<std::uint32_t> reply;
  std::optional<std::uint32_t> to; // another department takes it
  bool hand_over = false;          // and what waits at the closing as well
};

/// What a department wants to reach.
struct Goal {
  std::optional<ServiceClock> clock; // none: the share of all promises that are kept
  int percent = 0;                   // `p90`: 90; of the share: at least so many percent
  std::int64_t within_ms = 0;        // of a clock
  Place place;
};

struct Department {
  std::string name;
  std::optional<std::uint32_t> calendar; // `always` where there is none
  std::optional<std::uint32_t> sla;
  Assign assign;
  std::vector<WidenStep> widen; // in the order written
  std::optional<QueueLimit> queue;
  std::optional<WhileClosed> closed;
  std::vector<Goal> goals;
  std::optional<std::uint32_t> works_on; // conversations at once, of an agent who says nothing about it
  Place place;
};

constexpr std::size_t channel_kind_count = 6;
// What is larger than these is a slip of the hand.
constexpr int most_conversations = 10'000; // of one person at once
constexpr int largest_queue = 10'000'000;
constexpr int largest_weight = 100;
constexpr int most_kept_text = 65'536; // bytes
constexpr std::int64_t least_memory_ms = minute_ms;

/// How many conversations an agent may hold.
struct Capacity {
  std::uint32_t total = 1;                                              // sum of the weights of their kinds
  std::array<std::optional<std::uint32_t>, channel_kind_count> by_kind; // how many of a kind
};

struct Agent {
  std::string name;
  std::vector<std::uint32_t> departments;
  std::vector<std::string> skills;     // the best first
  std::vector<std::string> languages;  // likewise; all when empty
  std::vector<std::uint32_t> accounts; // all when empty
  Capacity capacity;
  std::optional<std::uint32_t> works_on;
  std::optional<std::uint32_t> shift; // a calendar; else presence is what the host says
  Place place;
};

struct Group {
  std::string name;
  std::vector<std::uint32_t> agents;
  Place place;
};

enum class Order : std::uint8_t { index, priority, fifo, earliest_due };

/// The section `desk`.
struct DeskSettings {
  Order order = Order::index;
  std::int64_t decline_pause_ms = 10 * minute_ms;
  std::int64_t repeat_window_ms = day_ms;
  std::int64_t late_bound_ms = 10 * minute_ms;
  std::int64_t ahead_bound_ms = day_ms;
  std::int64_t remember_ms = 30 * day_ms; // what was resolved, at least, so that who writes again finds it
  std::uint32_t keep_text = 2048;         // bytes of the last message
  std::array<std::uint32_t, channel_kind_count> weights = {1, 1, 1, 1, 1, 1}; // of a conversation, by kind
};

/// The section `customers`: conversations of one customer.
struct CustomerSettings {
  bool one_owner = false; // whoever has one of them gets the others, and they have one thread of clocks
  std::vector<std::uint32_t> across; // channels in which that holds; all when empty
};

/// A text by language; the language is empty when one text serves all.
struct ReplyText {
  std::string language;
  std::string text;
};

struct Reply {
  std::string name;
  std::vector<ReplyText> texts;
  Place place;
};

struct Ask {
  std::uint32_t department = 0;
  std::int64_t within_ms = 0; // 0: no limit
  bool before_reply = false;
};

/// Whether one wants its answer sooner than another.
[[nodiscard]] constexpr bool is_sooner(const Ask &one, const Ask &other) noexcept {
  return one.within_ms != 0 && (other.within_ms == 0 || one.within_ms < other.within_ms);
}

/// A priority as a rule sets it: a number, perhaps written as a band.
struct PriorityValue {
  int value = 0;
  std::optional<std::uint32_t> band; // as written
};

/// What a rule decides. Several-valued fields are in the order written, each word once.
struct Outcome {
  std::optional<std::uint32_t> department;
  std::optional<std::string> agent;
  std::optional<PriorityValue> priority;
  std::optional<std::uint32_t> sla;
  std::optional<std::uint32_t> stage; // index of a choice
  std::optional<Visibility> visibility;
  std::optional<bool> engage;
  std::optional<std::uint32_t> reply;
  std::vector<std::string> skills;
  std::vector<std::string> tags;
  std::vector<NotifiedId> notify;
  std::vector<Ask> ask;
  bool stop = false;
};

struct Rule {
  std::string name;
  Condition when; // always true when the rule has none
  bool has_when = false;
  Outcome then;
  Place place;
  Place department_place; // of `then.department`, for findings about it
};

struct Band {
  std::string name;
  int bound = 0;
  Place place;
};

/// A line of the sum that makes a priority.
struct PriorityLine {
  Condition when;
  bool has_when = false;
  std::optional<FactId> per; // a number: the points count that many times
  int points = 0;
  std::optional<int> up_to; // cap on the size of this line
  Place place;
};

/// A priority is a sum cut to these bounds.
constexpr int lowest_priority = 0;
constexpr int highest_priority = 100;

/// Points for waiting, linear in time.
struct WaitingPoints {
  int points = 0;
  std::int64_t every_ms = hour_ms;
};

struct Priority {
  int start = 40;
  std::vector<PriorityLine> add;
  std::vector<Band> bands; // from the highest bound to the lowest, which is 0
  WaitingPoints waiting;   // added while it waits, not by triage
};

// ---- Tests ----------------------------------------------------------------------------------------------------

/// A field of a test's message, as the reader of messages wants it.
struct TestField {
  enum class Kind : std::uint8_t { null, plain, quoted, list };
  enum class Part : std::uint8_t {
    key,  // of the message itself
    fact, // stands under `facts`, `author`, `customer` or `reach`
    was   // stands under `was`: what a fact was when the rules last decided
  };
  Part part = Part::key;
  std::string name; // of a fact its dotted name
  Kind kind = Kind::plain;
  std::string text;
  std::vector<std::string> list;
  Place place;
};

/// What a test wants of one field of the decision.
struct Expectation {
  enum class Kind : std::uint8_t { equals, has, lacks, because };
  Kind kind = Kind::equals;
  std::string field;               // of the decision
  std::string item;                // because of a several-valued field: which item
  std::vector<std::string> values; // one for a one-value field; empty list and `is_null` for none
  bool is_null = false;
  Place place;
};

struct TestCase {
  std::string name; // may be empty
  std::vector<TestField> message;
  std::vector<Expectation> expect;
  Place place;
};

// ---- The whole ------------------------------------------------------------------------------------------------

struct File {
  std::string name;
  Sha256 digest{};
};

/// The part that every message is read by, whatever rules there are.
struct Frame {
  std::vector<File> files; // the main file first, then in the order they were read
  Sha256 digest{}; // of one file: its own; of several: of the lines "<hex>  <name>\n", as sha256sum prints

  std::vector<Fact> facts;
  std::vector<Channel> channels;
  std::vector<Account> accounts;
  std::vector<Calendar> calendars; // the last one is `always`, which every policy has
  std::vector<Sla> slas;
  std::vector<Department> departments;
  std::vector<Agent> agents;
  std::vector<Group> groups;
  std::vector<Reply> replies;
  DeskSettings desk;
  CustomerSettings customers;
  Priority priority;
  std::vector<std::uint32_t> signal_order; // an order in which each comes after those it uses
};

struct Policy : Frame {
  std::vector<Topic> topics;
  std::vector<Signal> signals;
  std::vector<Rule> rules;
  Outcome fallback; // `default`
  Place fallback_place;
  std::vector<TestCase> tests;
  std::vector<text::Phrase> phrases; // each (source, language) once
};

} // namespace usher::policy
