// SPDX-License-Identifier: BSL-1.0
#include "policy/codec.hpp"

#include "policy/sound.hpp"

namespace usher {

template <class Codec>
void describe(Codec &codec, typename Codec::template Value<Position> &value) {
  codec(value.line, value.column);
}

namespace calendar {

// clang-format off
#define USHER_DESCRIBE(Type, ...) \
  template <class Codec> \
  void describe(Codec &codec, typename Codec::template Value<Type> &v) { codec(__VA_ARGS__); }

USHER_DESCRIBE(Window, v.open, v.close)
USHER_DESCRIBE(DayRange, v.from, v.to)
USHER_DESCRIBE(YearDay, v.month, v.day)
USHER_DESCRIBE(OpenDay, v.on, v.hours)
USHER_DESCRIBE(MinuteSpan, v.from, v.to)
#undef USHER_DESCRIBE
// clang-format on

} // namespace calendar

namespace text {

constexpr PhraseWord::Kind last_value(PhraseWord::Kind) { return PhraseWord::Kind::address; }

template <class Codec>
void describe(Codec &codec, typename Codec::template Value<PhraseWord> &value) {
  codec(value.kind, value.text, value.accented, value.free_ending);
}

template <class Codec>
void describe(Codec &codec, typename Codec::template Value<Phrase> &value) {
  bool pattern = std::holds_alternative<PatternPhrase>(value.form);
  codec(value.source, value.language, pattern);
  if constexpr (!std::is_same_v<Codec, Encoder>) {
    if (pattern) value.form.template emplace<PatternPhrase>();
  }
  if (pattern)
    codec(std::get<PatternPhrase>(value.form).regex);
  else
    codec(std::get<WordPhrase>(value.form).spellings);
}

} // namespace text

namespace policy {

constexpr Derived last_value(Derived) { return Derived::changed; }
constexpr FactType last_value(FactType) { return FactType::set; }
constexpr Visibility last_value(Visibility) { return Visibility::private_; }
constexpr Alternative::Kind last_value(Alternative::Kind) { return Alternative::Kind::unknown; }
constexpr Test::Kind last_value(Test::Kind) { return Test::Kind::phrases; }
constexpr Condition::Kind last_value(Condition::Kind) { return Condition::Kind::test; }
constexpr ChannelKind last_value(ChannelKind) { return ChannelKind::phone; }
constexpr ServiceClock last_value(ServiceClock) { return ServiceClock::resolution; }
constexpr Strategy last_value(Strategy) { return Strategy::power_of_two; }
constexpr AssignMode last_value(AssignMode) { return AssignMode::on_arrival; }
constexpr EndOfShift last_value(EndOfShift) { return EndOfShift::hand_over; }
constexpr Order last_value(Order) { return Order::earliest_due; }
constexpr TestField::Part last_value(TestField::Part) { return TestField::Part::was; }
constexpr TestField::Kind last_value(TestField::Kind) { return TestField::Kind::list; }
constexpr Expectation::Kind last_value(Expectation::Kind) { return Expectation::Kind::because; }

// clang-format off
#define USHER_DESCRIBE(Type, ...) \
  template <class Codec> \
  void describe(Codec &codec, typename Codec::template Value<Type> &v) { codec(__VA_ARGS__); }

USHER_DESCRIBE(Place, v.file, v.position)
USHER_DESCRIBE(File, v.name, v.digest)
USHER_DESCRIBE(Fact, v.name, v.type, v.choices, v.ordered, v.derived, v.derived_from, v.place)
USHER_DESCRIBE(Operand, v.text, v.number, v.integer)
USHER_DESCRIBE(Bound, v.value, v.inclusive)
USHER_DESCRIBE(Alternative, v.kind, v.value, v.low, v.high)
USHER_DESCRIBE(Test, v.kind, v.fact, v.alternatives, v.words, v.phrases)
USHER_DESCRIBE(Channel, v.name, v.kind, v.is_public, v.private_twin, v.place)
USHER_DESCRIBE(Account, v.name, v.channel, v.brand, v.languages, v.departments, v.place)
USHER_DESCRIBE(PhraseGroup, v.language, v.phrases)
USHER_DESCRIBE(Topic, v.name, v.groups, v.place)
USHER_DESCRIBE(Signal, v.name, v.when, v.place)
USHER_DESCRIBE(Calendar, v.name, v.timezone, v.weekly, v.closed, v.closed_yearly, v.open, v.holidays,
               v.holiday_days, v.holiday_spans, v.place)
USHER_DESCRIBE(ServiceTime, v.amount, v.working_days, v.has_days, v.place)
USHER_DESCRIBE(ServiceTarget, v.all, v.by_band)
USHER_DESCRIBE(Sla, v.name, v.targets, v.pause, v.place)
USHER_DESCRIBE(Assign, v.strategy, v.mode, v.sticky_for_ms, v.sticky_wait_ms, v.offer_ms, v.end_of_shift, v.hand_over_to)
USHER_DESCRIBE(WidenStep, v.after_ms, v.percent, v.clock, v.drop_language, v.drop_skills, v.dropped_skills, v.also,
               v.raise, v.notify, v.place)
USHER_DESCRIBE(QueueLimit, v.limit, v.overflow_to)
USHER_DESCRIBE(WhileClosed, v.hold, v.reply, v.to, v.hand_over)
USHER_DESCRIBE(Goal, v.clock, v.percent, v.within_ms, v.place)
USHER_DESCRIBE(Department, v.name, v.calendar, v.sla, v.assign, v.widen, v.queue, v.closed, v.goals, v.works_on, v.place)
USHER_DESCRIBE(Capacity, v.total, v.by_kind)
USHER_DESCRIBE(Agent, v.name, v.departments, v.skills, v.languages, v.accounts, v.capacity, v.works_on, v.shift, v.place)
USHER_DESCRIBE(Group, v.name, v.agents, v.place)
USHER_DESCRIBE(DeskSettings, v.order, v.decline_pause_ms, v.repeat_window_ms, v.late_bound_ms, v.ahead_bound_ms,
               v.remember_ms, v.keep_text, v.weights)
USHER_DESCRIBE(CustomerSettings, v.one_owner, v.across)
USHER_DESCRIBE(ReplyText, v.language, v.text)
USHER_DESCRIBE(Reply, v.name, v.texts, v.place)
USHER_DESCRIBE(Ask, v.department, v.within_ms, v.before_reply)
USHER_DESCRIBE(PriorityValue, v.value, v.band)
USHER_DESCRIBE(Outcome, v.department, v.agent, v.priority, v.sla, v.stage, v.visibility, v.engage, v.reply, v.skills,
               v.tags, v.notify, v.ask, v.stop)
USHER_DESCRIBE(Rule, v.name, v.when, v.has_when, v.then, v.place, v.department_place)
USHER_DESCRIBE(Band, v.name, v.bound, v.place)
USHER_DESCRIBE(PriorityLine, v.when, v.has_when, v.per, v.points, v.up_to, v.place)
USHER_DESCRIBE(WaitingPoints, v.points, v.every_ms)
USHER_DESCRIBE(Priority, v.start, v.add, v.bands, v.waiting)
USHER_DESCRIBE(TestField, v.part, v.name, v.kind, v.text, v.list, v.place)
USHER_DESCRIBE(Expectation, v.kind, v.field, v.item, v.values, v.is_null, v.place)
USHER_DESCRIBE(TestCase, v.name, v.message, v.expect, v.place)
#undef USHER_DESCRIBE
// clang-format on

template <class Codec>
void describe(Codec &codec, typename Codec::template Value<Condition> &v) {
  codec(v.kind, v.is_not, v.is_mapping, v.test, v.place);
  codec.nested(v.children);
}

namespace {

template <class Codec>
void describe_frame(Codec &codec, typename Codec::template Value<Frame> &v) {
  codec(v.files, v.digest, v.facts, v.channels, v.accounts, v.calendars, v.slas, v.departments, v.agents,
        v.groups, v.replies, v.desk, v.customers, v.priority, v.signal_order);
}

template <class Codec>
void describe_rest(Codec &codec, typename Codec::template Value<Policy> &v) {
  codec(v.topics, v.signals, v.rules, v.fallback, v.fallback_place, v.tests, v.phrases);
}

} // namespace

void encode(const Frame &frame, Encoder &out) { describe_frame(out, frame); }
void encode_rest(const Policy &policy, Encoder &out) { describe_rest(out, policy); }

void decode(Decoder &in, Frame &out) {
  describe_frame(in, out);
  if (!is_sound(out)) throw DamagedImage{"its facts, channels or priorities name what is not there"};
}

void decode_rest(Decoder &in, Policy &out) {
  describe_rest(in, out);
  if (!is_sound(out)) throw DamagedImage{"a rule or test names what is not there"};
}

} // namespace policy
} // namespace usher
