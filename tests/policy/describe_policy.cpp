// SPDX-License-Identifier: BSL-1.0
#include "describe_policy.hpp"

#include "policy/context.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace usher::policy::testing {
namespace {

class Description {
 public:
  explicit Description(const Policy &policy) : policy_(policy) {}

  std::string write() {
    for (const Fact &fact : policy_.facts) {
      line("fact {} type {} ordered {} [{}]", fact.name, static_cast<int>(fact.type), fact.ordered,
           fmt::join(fact.choices, "|"));
    }
    for (const Channel &channel : policy_.channels) {
      line("channel {} {} {} {}", channel.name, static_cast<int>(channel.kind), channel.is_public,
           number(channel.private_twin));
    }
    for (const Account &account : policy_.accounts) {
      line("account {} {} {} [{}] [{}]", account.name, account.channel, number(account.brand),
           fmt::join(account.languages, "|"), fmt::join(account.departments, "|"));
    }
    for (const Topic &topic : policy_.topics) {
      line("topic {}", topic.name);
      for (const PhraseGroup &group : topic.groups)
        line("  {}: {}", group.language, phrases(group.phrases, false));
    }
    for (const Signal &signal : policy_.signals)
      line("signal {} {}", signal.name, condition(signal.when));
    line("signal order {}", fmt::join(policy_.signal_order, " "));
    for (const Calendar &calendar : policy_.calendars)
      describe(calendar);
    for (const Sla &sla : policy_.slas)
      describe(sla);
    for (const Department &department : policy_.departments)
      describe(department);
    describe_people();
    write_priority();
    for (const Rule &rule : policy_.rules) {
      line("rule {} {} {} -> {}", rule.name, rule.has_when, condition(rule.when), outcome(rule.then));
    }
    line("default {}", outcome(policy_.fallback));
    for (const Reply &reply : policy_.replies) {
      line("reply {}", reply.name);
      for (const ReplyText &text : reply.texts)
        line("  {}: {}", text.language, text.text);
    }
    for (const TestCase &test : policy_.tests)
      write_test(test);
    // Phrases are numbered as they are met, which the order of languages may change.
    std::vector<std::string> all;
    for (const text::Phrase &phrase : policy_.phrases)
      all.push_back(phrase_text(phrase));
    std::sort(all.begin(), all.end());
    line("phrases {}", fmt::join(all, ", "));
    return std::move(out_);
  }

 private:
  template <class... T>
  void line(fmt::format_string<T...> format, T &&...values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<T>(values)...);
    out_ += '\n';
  }

  template <class T>
  static std::string number(const std::optional<T> &value) {
    return value ? fmt::to_string(static_cast<int>(*value)) : std::string("-");
  }

  static std::string phrase_text(const text::Phrase &phrase) {
    return fmt::format("{}<{}>{}", phrase.source, phrase.language, phrase.form.index());
  }

  std::string phrases(const std::vector<PhraseId> &ids, bool sorted) const {
    std::vector<std::string> texts;
    for (const PhraseId id : ids)
      texts.push_back(phrase_text(policy_.phrases[id]));
    if (sorted) std::sort(texts.begin(), texts.end());
    return fmt::format("{}", fmt::join(texts, ", "));
  }

  // Of an operand, what its fact's type looks at.
  std::string operand(const Operand &value, FactType type) const {
    switch (type) {
    case FactType::number: return fmt::format("{}", value.number);
    case FactType::text: return value.text;
    case FactType::choice:
    case FactType::set: return fmt::format("{}={}", value.text, value.integer);
    default: return fmt::to_string(value.integer);
    }
  }

  std::string bound(const std::optional<Bound> &value, FactType type) const {
    return value ? fmt::format("{}{}", operand(value->value, type), value->inclusive ? "=" : "")
                 : std::string("-");
  }

  std::string condition(const Condition &one) const {
    if (one.kind == Condition::Kind::test) return test(one.test);
    std::string text = fmt::format("({}{}", static_cast<int>(one.kind), one.is_not ? "!" : "");
    for (const Condition &child : one.children)
      text += " " + condition(child);
    return text + ")";
  }

  std::string test(const Test &one) const {
    const FactType type = policy_.facts[one.fact].type;
    std::string text = fmt::format("<{} {}", policy_.facts[one.fact].name, static_cast<int>(one.kind));
    for (const Alternative &alternative : one.alternatives) {
      text += fmt::format(" {}:{}..{}:{}", static_cast<int>(alternative.kind), bound(alternative.low, type),
                          bound(alternative.high, type), operand(alternative.value, type));
    }
    for (const Operand &word : one.words)
      text += " " + operand(word, type);
    return text + " " + phrases(one.phrases, true) + ">";
  }

  static std::string windows(const std::vector<calendar::Window> &list) {
    std::string text;
    for (const calendar::Window &window : list)
      text += fmt::format(" {}-{}", window.open, window.close);
    return text;
  }

  void describe(const Calendar &calendar) {
    line("calendar {} {} {}", calendar.name, calendar.timezone, calendar.holidays);
    for (const auto &day : calendar.weekly)
      line("  day{}", windows(day));
    for (const calendar::DayRange &range : calendar.closed)
      line("  closed {} {}", range.from, range.to);
    for (const calendar::YearDay day : calendar.closed_yearly)
      line("  closed each {} {}", day.month, day.day);
    for (const calendar::OpenDay &day : calendar.open)
      line("  open {}{}", day.on, windows(day.hours));
    for (const calendar::DayRange &range : calendar.holiday_days)
      line("  holiday {} {}", range.from, range.to);
    for (const calendar::MinuteSpan &span : calendar.holiday_spans)
      line("  holiday {} {}", span.from, span.to);
  }

  void describe(const Sla &sla) {
    line("sla {} [{}]", sla.name, fmt::join(sla.pause, " "));
    const auto time = [](const std::optional<ServiceTime> &one) {
      return one ? fmt::format("{}{}", one->amount, one->working_days ? " working days" : "")
                 : std::string("-");
    };
    for (const ServiceTarget &target : sla.targets) {
      std::string text = time(target.all);
      for (const auto &one : target.by_band)
        text += " " + time(one);
      line("  {}", text);
    }
  }

  void describe(const Department &one) {
    const Assign &assign = one.assign;
    line("department {} {} {} works on {}", one.name, number(one.calendar), number(one.sla),
         number(one.works_on));
    line("  assign {} {} sticky {} {} offer {} end {} {}", static_cast<int>(assign.strategy),
         static_cast<int>(assign.mode), assign.sticky_for_ms, assign.sticky_wait_ms, assign.offer_ms,
         static_cast<int>(assign.end_of_shift), number(assign.hand_over_to));
    for (const WidenStep &step : one.widen) {
      line("  widen {} {}% of {} drop {} {} [{}] also [{}] raise {} notify [{}]",
           step.after_ms ? fmt::to_string(*step.after_ms) : "-", step.percent, static_cast<int>(step.clock),
           step.drop_language, step.drop_skills, fmt::join(step.dropped_skills, "|"),
           fmt::join(step.also, "|"), step.raise, fmt::join(step.notify, "|"));
    }
    if (one.queue) line("  queue {} {}", one.queue->limit, number(one.queue->overflow_to));
    if (one.closed)
      line("  closed {} {} {}", one.closed->hold, number(one.closed->reply), number(one.closed->to));
    for (const Goal &goal : one.goals)
      line("  goal {} {} {}", number(goal.clock), goal.percent, goal.within_ms);
  }

  void describe_people() {
    for (const Agent &agent : policy_.agents) {
      std::string kinds;
      for (const std::optional<std::uint32_t> &most : agent.capacity.by_kind)
        kinds += " " + number(most);
      line("agent {} [{}] [{}] [{}] [{}] capacity {}{} works on {} shift {}", agent.name,
           fmt::join(agent.departments, "|"), fmt::join(agent.skills, "|"), fmt::join(agent.languages, "|"),
           fmt::join(agent.accounts, "|"), agent.capacity.total, kinds, number(agent.works_on),
           number(agent.shift));
    }
    for (const Group &group : policy_.groups)
      line("group {} [{}]", group.name, fmt::join(group.agents, "|"));
    const DeskSettings &desk = policy_.desk;
    line("desk {} {} {} {} {} {} {} [{}]", static_cast<int>(desk.order), desk.decline_pause_ms,
         desk.repeat_window_ms, desk.late_bound_ms, desk.ahead_bound_ms, desk.remember_ms, desk.keep_text,
         fmt::join(desk.weights, "|"));
    line("waiting {} {}", policy_.priority.waiting.points, policy_.priority.waiting.every_ms);
  }

  std::string outcome(const Outcome &what) const {
    std::string text =
        fmt::format("{} {} {} {} {} {} {} stop {} [{}] [{}] [{}]", number(what.department),
                    what.agent.value_or("-"), number(what.sla), number(what.stage), number(what.visibility),
                    number(what.engage), number(what.reply), what.stop, fmt::join(what.skills, "|"),
                    fmt::join(what.tags, "|"), fmt::join(what.notify, "|"));
    if (what.priority)
      text += fmt::format(" priority {} {}", what.priority->value, number(what.priority->band));
    for (const Ask &ask : what.ask)
      text += fmt::format(" ask {} {} {}", ask.department, ask.within_ms, ask.before_reply);
    return text;
  }

  void write_priority() {
    line("start {}", policy_.priority.start);
    for (const PriorityLine &one : policy_.priority.add) {
      line("add {} {} per {} {} up to {}", one.has_when, condition(one.when), number(one.per), one.points,
           number(one.up_to));
    }
    for (const Band &band : policy_.priority.bands)
      line("band {} {}", band.name, band.bound);
  }

  void write_test(const TestCase &one) {
    line("test {}", one.name);
    // Keys of the message, its facts and what they were are three lists, in whatever order they stand.
    for (const TestField::Part part : {TestField::Part::key, TestField::Part::fact, TestField::Part::was}) {
      for (const TestField &field : one.message) {
        if (field.part != part) continue;
        // Without quotes it matters only for numbers and flags.
        const bool bare = field.kind == TestField::Kind::plain &&
                          (parse_number(field.text) || field.text == "true" || field.text == "false");
        const bool is_text =
            !bare && (field.kind == TestField::Kind::plain || field.kind == TestField::Kind::quoted);
        line("  {} {} {} {} [{}]", static_cast<int>(part), field.name,
             is_text ? "text" : fmt::to_string(static_cast<int>(field.kind)), field.text,
             fmt::join(field.list, "|"));
      }
    }
    for (const Expectation &expectation : one.expect) {
      line("  expect {} {} {} {} [{}]", static_cast<int>(expectation.kind), expectation.field,
           expectation.item, expectation.is_null, fmt::join(expectation.values, "|"));
    }
  }

  const Policy &policy_;
  std::string out_;
};

} // namespace

std::string describe(const Policy &policy) { return Description(policy).write(); }

} // namespace usher::policy::testing
