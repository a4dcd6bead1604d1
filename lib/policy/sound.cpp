// SPDX-License-Identifier: BSL-1.0
#include "policy/sound.hpp"

#include "policy/calendars.hpp"
#include "policy/decision_fields.hpp"
#include "policy/facts.hpp"
#include "policy/live_work.hpp"
#include "policy/working_days.hpp"
#include "text/personal_data.hpp"

#include <algorithm>

namespace usher::policy {
namespace {

/// Looks at everything that has numbers of other things. A frame that is looked at alone has no conditions on
/// topics, signals and phrases to look at.
class Checker {
 public:
  explicit Checker(const Frame &frame) : frame_(frame) {}

  [[nodiscard]] bool frame_is_sound() {
    facts();
    for (const Channel &channel : frame_.channels) {
      place(channel.place);
      if (channel.private_twin) number(*channel.private_twin, frame_.channels.size());
    }
    for (const Account &account : frame_.accounts) {
      place(account.place);
      number(account.channel, frame_.channels.size());
      if (account.brand && sound_) number(*account.brand, frame_.facts[fact_brand].choices.size());
      numbers(account.departments, frame_.departments.size());
    }
    calendars();
    require(!frame_.departments.empty());
    for (const Department &one : frame_.departments) {
      department(one);
      if (one.closed && one.closed->reply) number(*one.closed->reply, frame_.replies.size());
    }
    if (sound_) require(closed_circles(frame_).empty());
    if (sound_) require(circles_of(overflow_successors(frame_)).empty());
    people();
    for (const Band &band : frame_.priority.bands)
      place(band.place);
    bands();
    for (const PriorityLine &line : frame_.priority.add) {
      place(line.place);
      if (!line.per) continue;
      number(*line.per, frame_.facts.size());
      require(sound_ && frame_.facts[*line.per].type == FactType::number);
    }
    return sound_;
  }

  [[nodiscard]] bool is_sound(const Policy &policy) {
    policy_ = &policy;
    for (const Topic &topic : policy.topics) {
      place(topic.place);
      for (const PhraseGroup &group : topic.groups)
        phrases(group.phrases);
    }
    for (const Signal &signal : policy.signals) {
      place(signal.place);
      condition(signal.when);
    }
    require(policy.signal_order.size() == policy.signals.size());
    for (const std::uint32_t signal : policy.signal_order)
      number(signal, policy.signals.size());
    for (const PriorityLine &line : policy.priority.add)
      condition(line.when);
    for (const Rule &rule : policy.rules) {
      place(rule.place);
      place(rule.department_place);
      condition(rule.when);
      outcome(rule.then);
    }
    place(policy.fallback_place);
    outcome(policy.fallback);
    for (const TestCase &test : policy.tests) {
      place(test.place);
      for (const TestField &field : test.message)
        place(field.place);
      for (const Expectation &expectation : test.expect) {
        place(expectation.place);
        expected(expectation);
      }
    }
    return sound_;
  }

 private:
  void require(bool holds) { sound_ = sound_ && holds; }
  void number(std::uint64_t number, std::size_t count) { require(number < count); }
  // What was not written stands nowhere and in the first file.
  void place(const Place &place) { require(place.file < std::max<std::size_t>(frame_.files.size(), 1)); }
  void phrases(const std::vector<PhraseId> &list) {
    for (const PhraseId phrase : list)
      number(phrase, policy_->phrases.size());
  }

  void facts() {
    const std::vector<Fact> built_in = built_in_facts();
    require(frame_.facts.size() >= built_in.size() && !frame_.files.empty());
    for (std::size_t i = 0; sound_ && i < frame_.facts.size(); ++i) {
      const Fact &fact = frame_.facts[i];
      place(fact.place);
      if (i < built_in.size()) {
        require(fact.type == built_in[i].type && fact.derived == Derived::none);
        continue;
      }
      require(fact.type != FactType::set && fact.type != FactType::phrases);
      if (fact.derived == Derived::open) {
        require(fact.type == FactType::flag);
        number(fact.derived_from, frame_.calendars.size());
      } else if (fact.derived != Derived::none) {
        // What a fact is derived from comes before it, so nothing is derived from itself.
        number(fact.derived_from, i);
        if (sound_) derived(fact, frame_.facts[fact.derived_from]);
      }
    }
    if (!sound_) return;
    require(frame_.facts[fact_channel].choices.size() == frame_.channels.size());
    require(frame_.facts[fact_account].choices.size() == frame_.accounts.size());
    require(frame_.facts[fact_conversation_department].choices.size() == frame_.departments.size());
    for (const FactId fact : {fact_kind, fact_visibility, fact_pii, fact_conversation_status})
      require(frame_.facts[fact].choices.size() == built_in[fact].choices.size());
  }

  /// Every priority is in some band, and waiting leads from each into the one before it.
  void bands() {
    const std::vector<Band> &bands = frame_.priority.bands;
    require(!bands.empty() && bands.back().bound <= lowest_priority &&
            bands.front().bound <= highest_priority);
    const auto is_no_lower = [](const Band &one, const Band &next) { return one.bound <= next.bound; };
    require(std::adjacent_find(bands.begin(), bands.end(), is_no_lower) == bands.end());
  }

  void derived(const Fact &fact, const Fact &from) {
    switch (fact.derived) {
    case Derived::none:
    case Derived::open: return;
    case Derived::age: require(fact.type == FactType::duration && from.type == FactType::time); return;
    case Derived::was:
      require(from.derived == Derived::none && from.type == fact.type &&
              from.choices.size() == fact.choices.size());
      return;
    case Derived::changed: require(fact.type == FactType::flag && from.derived == Derived::was); return;
    }
  }

  /// Hours that a calendar can be compiled of.
  void windows(const std::vector<calendar::Window> &list) {
    for (const calendar::Window &window : list) {
      require(window.open >= 0 && window.open < calendar::minutes_per_day && window.close > window.open &&
              window.close <= window.open + calendar::minutes_per_day);
    }
  }
  void calendars() {
    // The last one stands in where another's zone is not found, so its own is one that usher brings.
    require(!frame_.calendars.empty() && frame_.calendars.back().timezone == always_calendar().timezone);
    for (const Calendar &calendar : frame_.calendars) {
      place(calendar.place);
      for (const std::vector<calendar::Window> &day : calendar.weekly)
        windows(day);
      for (const calendar::OpenDay &day : calendar.open)
        windows(day.hours);
      for (const calendar::YearDay &day : calendar.closed_yearly)
        require(day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= 31);
      for (const calendar::MinuteSpan &span : calendar.holiday_spans)
        require(span.from <= span.to);
    }
    for (const Sla &sla : frame_.slas) {
      place(sla.place);
      for (const ServiceTarget &target : sla.targets) {
        require(target.by_band.empty() || target.by_band.size() == frame_.priority.bands.size());
        if (target.all) service_time(*target.all);
        for (const std::optional<ServiceTime> &time : target.by_band) {
          if (time) service_time(*time);
        }
      }
      for (const std::uint32_t status : sla.pause)
        require(sound_ && status < frame_.facts[fact_conversation_status].choices.size());
    }
  }
  void service_time(const ServiceTime &time) {
    place(time.place);
    require(time.amount >= 0 && time.amount <= (time.working_days ? most_working_days : longest_duration_ms));
  }

  // ---- Live work ----
  void numbers(const std::vector<std::uint32_t> &list, std::size_t count) {
    for (const std::uint32_t one : list)
      number(one, count);
  }
  void duration(std::int64_t milliseconds, std::int64_t lowest = 0) {
    require(milliseconds >= lowest && milliseconds <= longest_duration_ms);
  }
  void between(std::int64_t value, std::int64_t low, std::int64_t high) {
    require(value >= low && value <= high);
  }

  void department(const Department &one) {
    const std::size_t departments = frame_.departments.size();
    place(one.place);
    if (one.calendar) number(*one.calendar, frame_.calendars.size());
    if (one.sla) number(*one.sla, frame_.slas.size());
    duration(one.assign.sticky_for_ms);
    duration(one.assign.sticky_wait_ms);
    duration(one.assign.offer_ms);
    require((one.assign.end_of_shift == EndOfShift::hand_over) == one.assign.hand_over_to.has_value());
    if (one.assign.hand_over_to) number(*one.assign.hand_over_to, departments);
    for (const WidenStep &step : one.widen) {
      place(step.place);
      if (step.after_ms)
        duration(*step.after_ms);
      else
        between(step.percent, 1, 100);
      numbers(step.also, departments);
      between(step.raise, 0, highest_priority);
      numbers(step.notify, notified_count(frame_));
    }
    if (one.queue) {
      between(one.queue->limit, 1, largest_queue);
      if (one.queue->overflow_to) number(*one.queue->overflow_to, departments);
    }
    if (one.closed) {
      require(!one.closed->hold || !one.closed->to);
      if (one.closed->to) number(*one.closed->to, departments);
    }
    for (const Goal &goal : one.goals) {
      place(goal.place);
      between(goal.percent, 1, 100);
      duration(goal.within_ms, goal.clock ? 1 : 0);
    }
    if (one.works_on) between(*one.works_on, 1, most_conversations);
  }

  void people() {
    for (const Agent &agent : frame_.agents) {
      place(agent.place);
      numbers(agent.departments, frame_.departments.size());
      numbers(agent.accounts, frame_.accounts.size());
      between(agent.capacity.total, 1, most_conversations);
      for (const std::optional<std::uint32_t> &most : agent.capacity.by_kind)
        if (most) between(*most, 0, most_conversations);
      if (agent.works_on) between(*agent.works_on, 1, most_conversations);
      if (agent.shift) number(*agent.shift, frame_.calendars.size());
    }
    for (const Group &group : frame_.groups) {
      place(group.place);
      numbers(group.agents, frame_.agents.size());
    }
    const DeskSettings &desk = frame_.desk;
    for (const std::int64_t milliseconds :
         {desk.decline_pause_ms, desk.repeat_window_ms, desk.late_bound_ms, desk.ahead_bound_ms})
      duration(milliseconds);
    duration(desk.remember_ms, least_memory_ms);
    between(desk.keep_text, 0, most_kept_text);
    for (const std::uint32_t weight : desk.weights)
      between(weight, 1, largest_weight);
    numbers(frame_.customers.across, frame_.channels.size());
    for (const Reply &reply : frame_.replies)
      place(reply.place);
    between(frame_.priority.waiting.points, 0, highest_priority);
    duration(frame_.priority.waiting.every_ms, 1);
  }

  /// How many words a set has that are known beforehand.
  [[nodiscard]] std::size_t words_of(FactId set) const {
    switch (set) {
    case fact_topic: return policy_->topics.size();
    case fact_signal: return policy_->signals.size();
    case fact_pii: return text::personal_data_kinds().size();
    default: return 0;
    }
  }

  void test(const Test &test) {
    number(test.fact, frame_.facts.size());
    if (!sound_) return;
    const Fact &fact = frame_.facts[test.fact];
    const bool is_set = fact.type == FactType::set;
    switch (test.kind) {
    case Test::Kind::phrases:
      require(fact.type == FactType::phrases);
      phrases(test.phrases);
      return;
    case Test::Kind::any_of:
    case Test::Kind::all_of:
    case Test::Kind::none_of:
      require(is_set && !test.words.empty());
      if (test.fact == fact_tags) return;
      for (const Operand &word : test.words)
        number(static_cast<std::uint64_t>(word.integer), words_of(test.fact));
      return;
    case Test::Kind::alternatives: break;
    }
    require(!test.alternatives.empty());
    for (const Alternative &alternative : test.alternatives) {
      const bool known_or_not =
          alternative.kind == Alternative::Kind::known || alternative.kind == Alternative::Kind::unknown;
      require(known_or_not || (!is_set && fact.type != FactType::phrases));
      require(alternative.kind != Alternative::Kind::range || alternative.low || alternative.high);
      if (fact.type != FactType::choice) continue;
      if (alternative.kind == Alternative::Kind::value) choice(fact, alternative.value);
      if (alternative.low) choice(fact, alternative.low->value);
      if (alternative.high) choice(fact, alternative.high->value);
    }
  }
  void choice(const Fact &fact, const Operand &value) {
    number(static_cast<std::uint64_t>(value.integer), fact.choices.size());
  }

  void condition(const Condition &condition_) {
    place(condition_.place);
    if (condition_.kind == Condition::Kind::test) test(condition_.test);
    // `not` is written with the one condition that it denies.
    if (condition_.is_not)
      require(condition_.kind == Condition::Kind::none && condition_.children.size() == 1);
    for (const Condition &child : condition_.children)
      condition(child);
  }

  void outcome(const Outcome &outcome) {
    const std::size_t departments = frame_.departments.size();
    if (outcome.department) number(*outcome.department, departments);
    if (outcome.sla) number(*outcome.sla, frame_.slas.size());
    if (outcome.stage) number(*outcome.stage, frame_.facts[fact_stage].choices.size());
    if (outcome.reply) number(*outcome.reply, policy_->replies.size());
    if (outcome.priority && outcome.priority->band)
      number(*outcome.priority->band, frame_.priority.bands.size());
    numbers(outcome.notify, notified_count(frame_));
    for (const Ask &ask : outcome.ask)
      number(ask.department, departments);
  }

  void expected(const Expectation &expectation) {
    const bool list = is_list_field(expectation.field);
    const bool because = expectation.kind == Expectation::Kind::because;
    require(list || is_value_field(expectation.field));
    require(list || because || expectation.kind == Expectation::Kind::equals);
    require((list && !because) || expectation.is_null || !expectation.values.empty());
  }

  const Frame &frame_;
  const Policy *policy_ = nullptr;
  bool sound_ = true;
};

} // namespace

bool is_sound(const Frame &frame) { return Checker(frame).frame_is_sound(); }
bool is_sound(const Policy &policy) { return Checker(policy).is_sound(policy); }

} // namespace usher::policy
