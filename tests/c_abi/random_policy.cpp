// SPDX-License-Identifier: BSL-1.0
#include "c_abi/random_policy.hpp"

#include "base/json.hpp"
#include "base/time.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher_test {
namespace {

const std::vector<std::string> &words() {
  static const std::vector<std::string> list = {
      "refund",  "card",  "lost",    "delivery",          "sue", "hello", "ordine", "rimborso",
      "возврат", "карта", "استرداد", "می‌خواهم", "😡",   "perché"};
  return list;
}

const std::string emoji = "😡"; // takes neither # nor *
const std::vector<std::string> departments = {"care", "billing", "legal", "pr"};
const std::vector<std::string> slas = {"fast", "slow", "banded"};
const std::vector<std::string> stages = {"pre_order", "order", "post_order"};
const std::vector<std::string> tiers = {"bronze", "silver", "gold"};
const std::vector<std::string> topics = {"money", "cards", "threat"};
const std::vector<std::string> free_words = {"vip", "new", "late", "blue"};

template <class T>
std::vector<T> some(Random &random, const std::vector<T> &list, std::size_t most) {
  std::vector<T> out;
  for (std::size_t i = random.below(most) + 1; i > 0; --i) {
    const T &item = random.pick(list);
    if (std::find(out.begin(), out.end(), item) == out.end()) out.push_back(item);
  }
  return out;
}

std::string flow(const std::vector<std::string> &list) { return fmt::format("[{}]", fmt::join(list, ", ")); }

std::string quoted(const std::string &text) { return fmt::format("\"{}\"", text); }

std::string range(Random &random, const std::vector<std::string> &values) {
  static const std::vector<std::string> lower = {"at_least", "above"};
  static const std::vector<std::string> upper = {"at_most", "below"};
  switch (random.below(3)) {
  case 0: return fmt::format("{{{}: {}}}", random.pick(lower), random.pick(values));
  case 1: return fmt::format("{{{}: {}}}", random.pick(upper), random.pick(values));
  default:
    return fmt::format("{{{}: {}, {}: {}}}", random.pick(lower), random.pick(values), random.pick(upper),
                       random.pick(values));
  }
}

// A value, a list of values, a list of values and ranges, or a question whether there is one.
std::string comparison(Random &random, const std::vector<std::string> &values, bool ordered) {
  switch (random.below(ordered ? 5 : 3)) {
  case 0: return random.pick(values);
  case 1: return flow(some(random, values, 3));
  case 2: return random.one_in(2) ? "{known: true}" : "{known: false}";
  case 3: return range(random, values);
  default: return fmt::format("[{}, {}]", random.pick(values), range(random, values));
  }
}

std::string set_test(Random &random, const std::vector<std::string> &values) {
  switch (random.below(5)) {
  case 0: return random.pick(values);
  case 1: return flow(some(random, values, 2));
  case 2: return fmt::format("{{all: {}}}", flow(some(random, values, 2)));
  case 3: return fmt::format("{{none: {}}}", flow(some(random, values, 2)));
  default: return random.one_in(2) ? "{known: true}" : "{known: false}";
  }
}

std::string phrase(Random &random) {
  const std::string &word = random.pick(words());
  switch (random.below(4)) {
  case 0: return quoted(word);
  case 1: {
    // A prefix of three letters of a Latin word, the whole of another; an emoji has no prefix.
    const bool latin = word[0] >= 'a' && word[0] <= 'z';
    if (word == emoji) return quoted(word);
    return quoted((latin ? word.substr(0, 3) : word) + "*");
  }
  case 2: return quoted(word + " " + random.pick(words()));
  default: return random.one_in(2) ? R"('/\d{3}/')" : quoted(word == emoji ? word : "#" + word);
  }
}

std::string test(Random &random, bool signals) {
  static const std::vector<std::string> numbers = {"-1", "0", "0.5", "10", "1000"};
  static const std::vector<std::string> times = {"2024-01-01", "2026-03-20T09:00:00Z", "2026-07-01"};
  static const std::vector<std::string> durations = {"30s", "10m", "1h30m", "2d"};
  switch (random.below(signals ? 19 : 18)) {
  case 0: return "topic: " + set_test(random, topics);
  case 1: return "tags: " + set_test(random, free_words);
  case 2: return "pii: " + set_test(random, {"card", "email", "phone", "iban"});
  case 3: return "customer.tier: " + comparison(random, tiers, true);
  case 4: return "stage: " + comparison(random, stages, true);
  case 5: return "author.followers: " + comparison(random, numbers, true);
  case 6: return "sentiment: " + comparison(random, {"-0.5", "0", "0.25"}, true);
  case 7: return "order.open: " + comparison(random, {"true", "false"}, false);
  case 8: return "customer.since: " + comparison(random, times, true);
  case 9: return "order.age: " + comparison(random, durations, true);
  case 10: return "channel: " + comparison(random, {"wall", "dm"}, false);
  case 11: return "customer.city: " + comparison(random, {"rome", "\"new york\""}, false);
  case 12: return fmt::format("text: [{}, {}]", phrase(random), phrase(random));
  case 13: return "language: " + comparison(random, {"en", "it", "ru", "fa"}, false);
  case 14: return random.one_in(2) ? "open: office" : "open: [night, office]";
  case 15: {
    static const std::vector<std::string> lengths = {"1h", "30d", "500d"};
    const std::string distance =
        fmt::format("{{{}: {}}}", random.one_in(2) ? "within" : "older_than", random.pick(lengths));
    if (random.one_in(2)) return "customer.since: " + distance;
    return fmt::format("customer.since: [{}, {}]", distance,
                       random.one_in(2) ? "{known: false}" : range(random, times));
  }
  case 16: {
    static const std::vector<std::string> facts = {
        "stage",    "customer.city",  "order.open", "[order.age, sentiment]",
        "language", "customer.since", "channel",    "[department, agent]"};
    return "changed: " + random.pick(facts);
  }
  case 17:
    switch (random.below(5)) {
    case 0: return fmt::format("was: {{customer.tier: {}}}", comparison(random, tiers, true));
    case 1:
      return fmt::format("was: {{stage: {}, order.open: {}}}", comparison(random, stages, true),
                         comparison(random, {"true", "false"}, false));
    case 2: return fmt::format("was: {{customer.since: [{}, {{within: 500d}}]}}", random.pick(times));
    case 3: return fmt::format("was: {{department: {}}}", comparison(random, departments, false));
    default:
      return fmt::format("was: {{customer.city: {}, sentiment: {}, order.age: {}}}",
                         comparison(random, {"rome", "\"new york\""}, false),
                         comparison(random, {"-0.5", "0", "0.25"}, true),
                         comparison(random, durations, true));
    }
  default: return "signal: " + set_test(random, {"first", "second"});
  }
}

std::string condition(Random &random, int depth, bool signals) {
  if (depth == 0 || random.one_in(2)) return test(random, signals);
  const auto list = [&] {
    std::string out;
    for (std::size_t i = random.below(3) + 1; i > 0; --i) {
      out += fmt::format("{}{{{}}}", out.empty() ? "" : ", ", condition(random, depth - 1, signals));
    }
    return out;
  };
  switch (random.below(4)) {
  case 0: return fmt::format("all: [{}]", list());
  case 1: return fmt::format("any: [{}]", list());
  case 2: return fmt::format("none: [{}]", list());
  default: return fmt::format("not: {{{}}}", condition(random, depth - 1, signals));
  }
}

RandomOutcome random_outcome(Random &random) {
  RandomOutcome out;
  if (random.one_in(2)) out.department = random.pick(departments);
  if (random.one_in(4)) out.agent = random.pick(free_words);
  if (random.one_in(4)) out.sla = random.pick(slas);
  if (random.one_in(4)) out.priority = static_cast<int>(random.below(101));
  if (random.one_in(5)) out.stage = random.pick(stages);
  if (random.one_in(4)) out.visibility = random.one_in(2) ? "private" : "public";
  if (random.one_in(6)) out.engage = random.one_in(2);
  if (random.one_in(3)) out.skills = some(random, free_words, 3);
  if (random.one_in(3)) out.tags = some(random, free_words, 3);
  if (random.one_in(5)) out.notify = some(random, departments, 2);
  if (random.one_in(5)) out.ask = some(random, departments, 2);
  out.stop = random.one_in(12);
  return out;
}

std::string to_yaml(const RandomOutcome &outcome) {
  std::vector<std::string> fields;
  if (outcome.department) fields.push_back("department: " + *outcome.department);
  if (outcome.agent) fields.push_back("agent: " + *outcome.agent);
  if (outcome.sla) fields.push_back("sla: " + *outcome.sla);
  if (outcome.priority) fields.push_back(fmt::format("priority: {}", *outcome.priority));
  if (outcome.stage) fields.push_back("stage: " + *outcome.stage);
  if (outcome.visibility) fields.push_back("visibility: " + *outcome.visibility);
  if (outcome.engage) fields.push_back(fmt::format("engage: {}", *outcome.engage));
  if (!outcome.skills.empty()) fields.push_back("skills: " + flow(outcome.skills));
  if (!outcome.tags.empty()) fields.push_back("tags: " + flow(outcome.tags));
  if (!outcome.notify.empty()) fields.push_back("notify: " + flow(outcome.notify));
  if (!outcome.ask.empty()) fields.push_back("ask: " + flow(outcome.ask));
  if (outcome.stop || fields.empty()) fields.push_back(fmt::format("stop: {}", outcome.stop));
  return fmt::format("{{{}}}", fmt::join(fields, ", "));
}

} // namespace

std::string RandomPolicy::text() const {
  return fmt::format("{}signals: {{{}}}\nrules:\n{}\n", head, signals, fmt::join(rules, "\n"));
}

RandomPolicy random_policy(Random &random) {
  RandomPolicy policy;
  policy.head =
      "usher: 1\n"
      "facts: {customer.tier: [bronze, silver, gold], customer.city: text, customer.since: time, "
      "order.open: flag, order.age: duration}\n"
      "channels: {wall: {kind: social, public: true, private_twin: dm}, dm: {kind: message}}\n"
      "accounts: {\"@acme\": {channel: wall, brand: acme}}\n"
      "calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-18:00\"]}},\n"
      "            night: {like: office, weekly: {mon-sun: [\"20:00-06:00\"]}}}\n"
      "sla:\n"
      "  fast: {first_response: 75m, resolution: 3 working days}\n"
      "  slow: {first_response: 8h, next_response: 2 working days}\n"
      "  banded: {first_response: {urgent: 15m, normal: 2h}, next_response: {high: 90s}, resolution: 40h}\n"
      "departments: {care: {sla: slow}, billing: {calendar: office, sla: banded},\n"
      "              legal: {calendar: night}, pr: }\n"
      "default: {department: care}\n"
      "topics:\n"
      "  money: {en: [~refund], it: [~rimborso], ru: [~возврат], fa: [استرداد]}\n"
      "  cards: {all_languages: [card, карта]}\n"
      "  threat: {en: [~sue]}\n";
  policy.head += fmt::format(
      "priority: {{start: {}, add: [{{when: {{{}}}, points: {}}}, {{per: author.followers, points: 1, "
      "up_to: 9}}]}}\n",
      random.below(101), condition(random, 1, true), static_cast<int>(random.below(201)) - 100);
  policy.signals = fmt::format("first: {{{}}}, second: {{any: [{{signal: first}}, {{{}}}]}}",
                               condition(random, 1, false), condition(random, 1, false));
  const std::size_t count = random.below(12) + 1;
  for (std::size_t i = 0; i < count; ++i) {
    policy.outcomes.push_back(random_outcome(random));
    const std::string when =
        random.one_in(10) ? "" : fmt::format("when: {{{}}}, ", condition(random, 3, true));
    policy.rules.push_back(
        fmt::format("  - {{name: rule {}, {}then: {}}}", i, when, to_yaml(policy.outcomes.back())));
  }
  return policy;
}

std::string RandomMessage::json() const {
  usher::JsonWriter out;
  out.begin_object();
  const auto key = [&out](std::string_view name, const std::string &value) {
    if (!value.empty()) out.field(name, value);
  };
  key("id", id);
  key("channel", channel);
  key("account", account);
  key("visibility", visibility);
  key("text", text);
  key("subject", subject);
  key("language", language);
  if (time) out.field("time", usher::format_time(*time));
  if (!tags.empty()) {
    out.key("tags");
    out.begin_array();
    for (const std::string &tag : tags)
      out.value(tag);
    out.end_array();
  }
  const auto write_facts = [&out](std::string_view name, const std::vector<RandomFact> &list) {
    out.key(name);
    out.begin_object();
    for (const RandomFact &fact : list) {
      switch (fact.type) {
      case RandomFact::Type::text: out.field(fact.name, fact.text); break;
      case RandomFact::Type::number: out.field(fact.name, fact.number); break;
      case RandomFact::Type::flag: out.field(fact.name, fact.integer != 0); break;
      case RandomFact::Type::time: out.field(fact.name, usher::format_time(fact.integer)); break;
      case RandomFact::Type::duration: out.field(fact.name, fact.integer); break;
      }
    }
    out.end_object();
  };
  write_facts("facts", facts);
  if (!was.empty()) write_facts("was", was);
  out.end_object();
  return std::move(out).take();
}

namespace {

std::vector<RandomFact> random_facts(Random &random) {
  std::vector<RandomFact> out;
  const auto add = [&](RandomFact fact) {
    if (random.one_in(2)) out.push_back(std::move(fact));
  };
  add({"customer.tier", RandomFact::Type::text, random.pick(tiers), 0, 0});
  add({"stage", RandomFact::Type::text, random.pick(stages), 0, 0});
  add({"customer.city", RandomFact::Type::text, random.one_in(2) ? "rome" : "new york", 0, 0});
  add({"author.followers", RandomFact::Type::number, "", 0, static_cast<double>(random.below(20)) * 0.5});
  add({"sentiment", RandomFact::Type::number, "", 0, (static_cast<double>(random.below(9)) - 4) / 4});
  add({"order.open", RandomFact::Type::flag, "", static_cast<std::int64_t>(random.below(2)), 0});
  add({"customer.since", RandomFact::Type::time, "",
       1'704'067'200'000 + static_cast<std::int64_t>(random.below(3)) * 1000, 0});
  add({"order.age", RandomFact::Type::duration, "", static_cast<std::int64_t>(random.below(4)) * 1'800'000,
       0});
  return out;
}

} // namespace

void add_what_was(Random &random, RandomMessage &message) {
  if (random.one_in(4)) return; // the first message of a conversation
  message.was = random_facts(random);
  if (random.one_in(2)) message.was.push_back({"language", RandomFact::Type::text, "it", 0, 0});
  if (random.one_in(2))
    message.was.push_back({"department", RandomFact::Type::text, random.pick(departments), 0, 0});
  // Often the same as now.
  for (RandomFact &fact : message.was) {
    for (const RandomFact &now : message.facts)
      if (now.name == fact.name && random.one_in(2)) fact = now;
  }
}

RandomMessage random_message(Random &random) {
  RandomMessage message;
  message.id = fmt::format("m-{}", random.below(1000));
  if (random.one_in(3)) message.account = "@acme";
  if (random.one_in(3)) message.channel = random.one_in(2) ? "wall" : "dm";
  if (random.one_in(6)) message.visibility = random.one_in(2) ? "public" : "private";
  const auto some_text = [&] {
    static const std::vector<std::string> extra = {"#refund",  "123", "4111 1111 1111 1111", "a@b.example",
                                                   "Refunds!", "the", "vorrei un",           "я хочу"};
    std::string text;
    for (std::size_t i = random.below(9); i > 0; --i) {
      text += random.one_in(3) ? random.pick(extra) : random.pick(words());
      text += random.one_in(5) ? ", " : " ";
    }
    return text;
  };
  message.text = some_text();
  if (random.one_in(4)) message.subject = some_text();
  if (random.one_in(5)) message.language = random.one_in(2) ? "it" : "en";
  if (random.one_in(3)) message.tags = some(random, free_words, 3);
  if (random.one_in(2))
    message.time = 1'700'000'000'000 + static_cast<std::int64_t>(random.below(100'000'000'000));
  message.facts = random_facts(random);
  return message;
}

} // namespace usher_test
