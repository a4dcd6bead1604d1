// SPDX-License-Identifier: BSL-1.0
#include "desk/desk_draft.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace usher_test {
namespace {

using Names = std::vector<std::string>;

const Names all_calendars = {"short", "other", "late"};
const Names all_slas = {"fast", "slow", "sure"};
const Names all_departments = {"care", "sales", "legal", "pr", "help"};
const Names all_agents = {"ann", "bob", "cid"};
const Names all_accounts = {"@a", "@b", "@c"};
const Names all_channels = {"talk", "mail"};
const Names all_topics = {"bug", "spam"};
const std::vector<Names> all_bands = {{"urgent: 80", "high: 60", "normal: 30", "low: 0"},
                                      {"urgent: 90", "normal: 30", "low: 0"},
                                      {"top: 70", "high: 55", "normal: 20", "low: 0"}};

std::uint64_t some_seed(Random &random) { return random.below(1'000'000'000); }

std::vector<Drafted> first_of(Random &random, const Names &names, std::size_t count) {
  std::vector<Drafted> out;
  for (std::size_t i = 0; i < count; ++i)
    out.push_back({names[i], some_seed(random)});
  return out;
}

bool has(const std::vector<Drafted> &list, const std::string &name) {
  return std::any_of(list.begin(), list.end(), [&](const Drafted &one) { return one.name == name; });
}
bool has(const Names &list, const std::string &name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// The name itself, or another one where it is not there.
const std::string &one_of(const std::vector<Drafted> &list, const std::string &name, std::uint64_t seed) {
  for (const Drafted &one : list)
    if (one.name == name) return one.name;
  return list[seed % list.size()].name;
}

std::string hours(Random &random) {
  std::string out;
  std::size_t at = 9 * 60 + random.below(10);
  for (std::size_t windows = 1 + random.below(4); windows > 0; --windows) {
    const std::size_t end = at + 5 + random.below(50);
    out += fmt::format("{}\"{:02}:{:02}-{:02}:{:02}\"", out.empty() ? "" : ", ", at / 60, at % 60, end / 60,
                       end % 60);
    at = end + 3 + random.below(40);
  }
  return out;
}

std::string promise(Random &random, std::string_view clock, std::string_view band) {
  if (random.one_in(3)) return {};
  if (random.one_in(3)) {
    const std::size_t high =
        1 + random.below(20); // one draw after the other, so that every compiler has the same
    return fmt::format("{}: {{{}: {}m, low: {}m}}, ", clock, band, high, 5 + random.below(60));
  }
  if (random.one_in(6)) return fmt::format("{}: {} working days, ", clock, 1 + random.below(2));
  return fmt::format("{}: {}m, ", clock, 2 + random.below(40));
}

std::string sla(const Drafted &drafted, std::string_view band) {
  Random random(drafted.seed);
  std::string promises = promise(random, "first_response", band);
  promises += promise(random, "next_response", band);
  promises += promise(random, "resolution", band);
  if (promises.empty()) promises = "first_response: 5m, ";
  return fmt::format("  {}: {{{}pause: [{}]}}\n", drafted.name, promises,
                     random.one_in(3)   ? "waiting_for_customer, held"
                     : random.one_in(2) ? "waiting_for_customer"
                                        : "held");
}

std::string department(const Drafted &drafted, const DeskDraft &draft) {
  Random random(drafted.seed);
  std::string inner;
  if (!random.one_in(3))
    inner += fmt::format("calendar: {}, ",
                         random.one_in(3) ? "week" : one_of(draft.calendars, "", random.below(6)));
  if (!random.one_in(4)) inner += fmt::format("sla: {}, ", one_of(draft.slas, "", random.below(6)));
  return fmt::format("  {}: {{{}}}\n", drafted.name, inner.substr(0, inner.size() - (inner.empty() ? 0 : 2)));
}

std::string rule(std::uint64_t seed, const DeskDraft &draft) {
  Random random(seed);
  const auto place = [&](const char *name) { return one_of(draft.departments, name, seed); };
  const auto promises = [&](const char *name) { return one_of(draft.slas, name, seed); };
  const Names conditions = {"topic: refund",
                            has(draft.topics, "bug") ? "topic: bug" : "topic: refund",
                            has(draft.topics, "spam") ? "topic: spam" : "topic: refund",
                            "customer.tier: gold",
                            "customer.tier: {at_least: silver}",
                            draft.has_order_value ? "order.value: {above: 50}" : "customer.tier: silver",
                            "conversation.messages: {at_least: 2}",
                            "conversation.status: resolved",
                            "conversation.transfers: {at_least: 1}",
                            "conversation.reopens: {at_least: 1}",
                            "conversation.department: " + place("sales"),
                            "conversation.department: {known: false}",
                            "conversation.agent: {known: true}",
                            "conversation.waiting: {above: 2m}",
                            "conversation.age: {above: 5m}",
                            "tags: seen",
                            "account: \"@a\"",
                            "kind: chat",
                            "visibility: public",
                            "language: it",
                            "changed: department",
                            "changed: [status, agent]",
                            "changed: [customer.tier, account]",
                            "changed: [channel, visibility]",
                            draft.has_order_value ? "not: {changed: [order.value, language]}"
                                                  : "changed: language",
                            "was: {department: " + place("sales") + "}",
                            "was: {department: {known: false}}",
                            "was: {customer.tier: {at_least: silver}, status: open}",
                            "was: {conversation.messages: {at_least: 2}}",
                            "was: {agent: {known: true}, customer.tier: {known: false}}",
                            "was: {conversation.waiting: {above: 1m}}",
                            "was: {kind: chat, language: [it, {known: false}]}",
                            "text: [thanks]"};
  const Names outcomes = {
      "department: " + place("sales"),
      "department: " + place("legal"),
      "department: " + place("care"),
      fmt::format("department: {}, skills: [law]", place("pr")),
      "skills: [law]",
      "skills: [tech, law]",
      "skills: [tech]",
      "tags: [seen]",
      "priority: 65",
      "priority: 95",
      "sla: " + promises("slow"),
      "sla: " + promises("fast"),
      "agent: ann",
      "agent: zoe",
      "engage: false",
      "reply: hello",
      fmt::format("notify: [{}]", place("pr")),
      fmt::format("ask: [{{department: {}, within: 5m}}]", place("legal")),
      fmt::format("ask: [{{department: {}, within: 20m, before_reply: true}}]", place("legal")),
      fmt::format("ask: [{{department: {}, before_reply: true}}, {{department: {}}}]", place("pr"),
                  place("care")),
      "visibility: private, reply: hello"};
  std::string when = random.pick(conditions);
  if (random.one_in(3)) when = fmt::format("all: [{{{}}}, {{{}}}]", when, random.pick(conditions));
  std::string then = random.pick(outcomes);
  // Not engaged is rarer than others, as little follows from it.
  if (then == "engage: false" && random.one_in(2)) then = "tags: [seen]";
  return fmt::format("  - {{name: r{}, when: {{{}}}, then: {{{}{}}}}}\n", seed, when, then,
                     random.one_in(8) ? ", stop: true" : "");
}

// One of them goes, comes, says something else, or has another name.
void change(Random &random, std::vector<Drafted> &list, const Names &names, std::size_t least) {
  Names missing;
  for (const std::string &name : names)
    if (!has(list, name)) missing.push_back(name);
  const std::size_t at = list.empty() ? 0 : random.below(list.size());
  switch (random.below(4)) {
  case 0:
    if (list.size() > least) list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
    break;
  case 1:
    if (!missing.empty())
      list.insert(list.begin() + static_cast<std::ptrdiff_t>(at), {random.pick(missing), some_seed(random)});
    break;
  case 2:
    if (!list.empty()) list[at].seed = some_seed(random);
    break;
  default:
    if (!list.empty() && !missing.empty()) list[at].name = random.pick(missing);
    break;
  }
}

void change(Random &random, Names &list, const Names &names) {
  const std::string &name = random.pick(names);
  if (std::erase(list, name) == 0) list.push_back(name);
}

} // namespace

DeskDraft random_draft(Random &random) {
  DeskDraft out;
  out.calendars = first_of(random, all_calendars, 2);
  out.slas = first_of(random, all_slas, 2);
  out.departments = first_of(random, all_departments, 4);
  if (random.one_in(2)) out.agents = first_of(random, all_agents, 2);
  out.accounts = first_of(random, all_accounts, 3);
  for (std::size_t i = 0; i < out.accounts.size(); ++i)
    out.accounts[i].seed = i;
  for (std::size_t rules = random.below(7); rules > 0; --rules)
    out.rules.push_back(some_seed(random));
  out.channels = all_channels;
  out.topics = all_topics;
  out.tiers = {"bronze", "silver", "gold"};
  out.settings = some_seed(random);
  return out;
}

DeskDraft changed(Random &random, DeskDraft draft) {
  if (random.one_in(10)) return random_draft(random);
  for (std::size_t changes = 1 + random.below(5); changes > 0; --changes) {
    switch (random.below(14)) {
    case 0:
    case 1: change(random, draft.departments, all_departments, 1); break;
    case 2: change(random, draft.calendars, all_calendars, 1); break;
    case 3: change(random, draft.slas, all_slas, 1); break;
    case 4:
    case 5: change(random, draft.agents, all_agents, 0); break;
    case 6:
      change(random, draft.accounts, all_accounts, 1);
      // Rules speak of the first.
      if (!has(draft.accounts, "@a")) draft.accounts.insert(draft.accounts.begin(), {"@a", 0});
      break;
    case 7:
      if (draft.rules.empty() || random.one_in(2))
        draft.rules.push_back(some_seed(random));
      else
        draft.rules.erase(draft.rules.begin() +
                          static_cast<std::ptrdiff_t>(random.below(draft.rules.size())));
      break;
    case 8: change(random, draft.channels, all_channels); break;
    case 9: change(random, draft.topics, all_topics); break;
    case 10:
      change(random, draft.tiers, {"bronze", "iron"});
      std::reverse(draft.tiers.begin(), draft.tiers.end());
      break;
    case 11: draft.has_order_value = !draft.has_order_value; break;
    case 12: draft.bands = random.below(all_bands.size()); break;
    default: draft.settings = some_seed(random); break;
    }
  }
  return draft;
}

std::string DeskDraft::yaml() const {
  std::string out = fmt::format("usher: 1\nfacts: {{customer.tier: [{}]{}}}\n", fmt::join(tiers, ", "),
                                has_order_value ? ", order.value: number" : "");
  out += "channels: {wall: {kind: social, public: true, private_twin: dm}, dm: {kind: message}";
  if (has(channels, "talk")) out += ", talk: {kind: chat}";
  if (has(channels, "mail")) out += ", mail: {kind: email}";
  out += "}\naccounts:\n";
  for (const Drafted &account : accounts) {
    const Names where = {"wall", has(channels, "talk") ? "talk" : "dm",
                         has(channels, "mail") ? "mail" : "wall"};
    out += fmt::format("  \"{}\": {{channel: {}}}\n", account.name, where[account.seed % where.size()]);
  }
  out += "topics: {refund: [refund]";
  for (const std::string &topic : topics)
    out += fmt::format(", {}: [{}]", topic, topic);
  out += "}\nreplies: {hello: {en: Hello}}\ncalendars:\n";
  for (const Drafted &calendar : calendars) {
    Random random(calendar.seed);
    out += fmt::format("  {}: {{timezone: UTC, weekly: {{mon-sun: [{}]}}}}\n", calendar.name, hours(random));
  }
  out += "  week: {timezone: UTC, weekly: {mon-fri: [\"08:00-10:00\", \"12:00-18:00\"]}}\nsla:\n";
  const Names &all = all_bands[bands];
  const std::string highest = all.front().substr(0, all.front().find(':'));
  for (const Drafted &one : slas)
    out += sla(one, highest);
  out += "departments:\n";
  for (const Drafted &one : departments)
    out += department(one, *this);
  out += fmt::format(
      "priority:\n  start: 40\n  bands: {{{}}}\n"
      "  add: [{{when: {{customer.tier: gold}}, points: 70}}, {{when: {{language: ru}}, points: 1}}",
      fmt::join(all, ", "));
  if (has(topics, "bug")) out += ", {when: {topic: bug}, points: 25}";
  if (has(topics, "spam")) out += ", {when: {topic: spam}, points: -50}";
  out += fmt::format("]\ndefault: {{department: {}}}\n", one_of(departments, "care", settings));
  if (!rules.empty()) out += "rules:\n";
  for (const std::uint64_t seed : rules)
    out += rule(seed, *this);
  return out;
}

} // namespace usher_test
