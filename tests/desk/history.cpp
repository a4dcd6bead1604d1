// SPDX-License-Identifier: BSL-1.0
#include "desk/history.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher_test {
namespace {

using usher::desk::Conversation;
using usher::desk::EventType;
using usher::desk::Location;
using usher::desk::State;

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;
constexpr usher::Instant begin = 1'772'442'000'000; // 2026-03-02T09:00:00Z, a Monday

const std::vector<std::string> agent_names = {"ann", "bob", "cid", "dee", "eve", "zoe"};
const std::vector<std::string> department_names = {"care", "sales", "legal", "pr", "help"};
const std::vector<std::string> skills = {"law", "tech", "cars"};
const std::vector<std::string> languages = {"en", "it", "fa"};

std::vector<std::string> some(Random &random, const std::vector<std::string> &list) {
  std::vector<std::string> out;
  for (const std::string &item : list)
    if (random.one_in(2)) out.insert(random.one_in(2) ? out.begin() : out.end(), item);
  return out;
}

std::string some_conversation(Random &random, const State &state, const std::vector<Location> &places) {
  std::vector<std::string> names;
  for (const Conversation &conversation : state.conversations())
    if (!conversation.gone &&
        std::find(places.begin(), places.end(), conversation.data.location) != places.end())
      names.push_back(conversation.name);
  // Now and then one that is somewhere else, or nowhere.
  if (names.empty() || random.one_in(12)) return fmt::format("c{}", random.below(14));
  return random.pick(names);
}

std::string some_question(Random &random, const State &state) {
  std::vector<std::string> names;
  for (const Conversation &conversation : state.conversations())
    if (!conversation.gone && conversation.data.is_question &&
        (conversation.data.answer == usher::desk::Answer::open || random.one_in(4)))
      names.push_back(conversation.name);
  return names.empty() || random.one_in(12) ? std::string("c1?legal") : random.pick(names);
}

std::string who_has(const State &state, const std::string &name) {
  for (const Conversation &conversation : state.conversations())
    if (!conversation.gone && conversation.name == name && conversation.data.agent != usher::desk::no_agent)
      return state.agent(conversation.data.agent).name;
  return {};
}

std::string who_has_or(Random &random, const State &state, const std::string &conversation) {
  std::string agent = random.one_in(8) ? std::string() : who_has(state, conversation);
  return agent.empty() ? random.pick(agent_names) : agent;
}

SaidMessage some_message(Random &random, bool facts_alone) {
  SaidMessage message;
  if (!facts_alone) {
    static const std::vector<std::string> words = {"refund", "bug", "spam", "hello", "thanks", "where is it"};
    std::string text = random.pick(words);
    if (random.one_in(4)) text += ' ' + random.pick(words);
    message.keys.emplace_back("text", text);
    if (!random.one_in(4)) message.keys.emplace_back("account", fmt::format("@{}", "abc"[random.below(3)]));
    if (!random.one_in(3)) message.keys.emplace_back("language", random.pick(languages));
    if (random.one_in(10)) message.tags.emplace_back("seen");
  }
  static const std::vector<std::string> tiers = {"bronze", "silver", "gold"};
  if (random.one_in(facts_alone ? 2 : 5)) message.facts.emplace_back("customer.tier", random.pick(tiers));
  if (random.one_in(4)) message.facts.emplace_back("customer.id", fmt::format("k{}", random.below(4)));
  if (random.one_in(facts_alone ? 2 : 6))
    message.facts.emplace_back("order.value", fmt::format("{}", random.below(100)));
  return message;
}

OwnedUpdate some_update(Random &random, bool is_new) {
  OwnedUpdate update;
  const auto presence = [&random] {
    return random.one_in(2) ? usher::desk::Presence::online
                            : static_cast<usher::desk::Presence>(1 + random.below(random.one_in(3) ? 4 : 3));
  };
  if (!is_new && random.one_in(2)) {
    update.presence = presence();
    return update;
  }
  if (!random.one_in(3)) update.presence = presence();
  if (is_new || random.one_in(4)) update.departments = some(random, department_names);
  if (is_new || random.one_in(4)) update.skills = some(random, skills);
  if (random.one_in(4)) update.languages = some(random, languages);
  if (random.one_in(6)) update.accounts = some(random, {"@a", "@b", "@c"});
  if (is_new || random.one_in(4)) update.capacity = static_cast<std::uint32_t>(random.below(5));
  if (random.one_in(6))
    update.capacity_of_kind[random.below(4)] = static_cast<std::uint32_t>(random.below(3));
  if (random.one_in(6)) update.works_on = static_cast<std::uint32_t>(1 + random.below(3));
  if (random.one_in(5))
    update.shift = random.one_in(3) ? "" : random.one_in(3) ? "late" : random.one_in(2) ? "short" : "other";
  return update;
}

OwnedEvent some_event(Random &random, const State &state) {
  using L = Location;
  OwnedEvent event;
  switch (random.below(48)) {
  case 0:
  case 1:
  case 2:
  case 3:
  case 4:
  case 5:
  case 6:
  case 7:
  case 8:
  case 9:
    event.type = EventType::message;
    event.conversation = fmt::format("c{}", random.below(14));
    event.message = some_message(random, false);
    if (random.one_in(12)) event.due = begin + static_cast<std::int64_t>(random.below(120)) * minute;
    if (random.one_in(10)) event.skills = some(random, skills);
    if (random.one_in(10)) event.priority = static_cast<int>(random.below(100));
    if (random.one_in(8)) event.prefer_agent = random.pick(agent_names);
    break;
  case 10:
  case 11:
  case 12:
    event.type = EventType::message;
    event.from_staff = true;
    event.is_private = random.one_in(6);
    event.resolve = random.one_in(8);
    event.conversation = some_conversation(random, state, {L::assigned, L::queued, L::offered, L::parked});
    event.agent = random.one_in(5) ? std::string() : who_has_or(random, state, event.conversation);
    break;
  case 13:
  case 14:
    event.type = random.one_in(2) ? EventType::fact : EventType::note;
    event.conversation =
        some_conversation(random, state, {L::assigned, L::queued, L::offered, L::parked, L::held});
    event.message = some_message(random, true);
    break;
  case 15:
  case 16:
  case 17:
  case 18:
  case 19: {
    event.type = EventType::agent;
    event.agent = random.pick(agent_names);
    event.update = some_update(random, state.find_agent(event.agent) == usher::desk::no_agent);
    break;
  }
  case 20:
  case 21:
  case 22:
    event.type = EventType::accept;
    event.conversation = some_conversation(random, state, {L::offered});
    event.agent = who_has_or(random, state, event.conversation);
    break;
  case 23:
  case 24:
    event.type = EventType::decline;
    event.conversation = some_conversation(
        random, state, random.one_in(3) ? std::vector<L>{L::assigned} : std::vector<L>{L::offered});
    event.agent = who_has_or(random, state, event.conversation);
    break;
  case 25:
    event.type = EventType::start;
    event.conversation = some_conversation(random, state, {L::assigned, L::offered});
    if (random.one_in(2)) event.agent = who_has_or(random, state, event.conversation);
    break;
  case 26:
    event.type = EventType::assign;
    event.conversation =
        some_conversation(random, state, {L::assigned, L::queued, L::offered, L::held, L::parked});
    event.agent = random.pick(agent_names);
    break;
  case 27:
    event.type = EventType::transfer;
    event.conversation =
        some_conversation(random, state, {L::assigned, L::queued, L::offered, L::held, L::parked});
    event.department = random.pick(department_names);
    break;
  case 28:
    event.type = EventType::release;
    event.conversation = some_conversation(random, state, {L::assigned, L::offered, L::parked});
    break;
  case 29:
    event.type = EventType::block;
    event.department = random.pick(department_names);
    event.blocked = random.one_in(3);
    break;
  case 30:
  case 31:
    event.type = EventType::wait;
    event.conversation = some_conversation(random, state, {L::assigned, L::queued, L::offered});
    break;
  case 32:
  case 33:
    event.type = EventType::resolve;
    event.conversation = some_conversation(random, state, {L::assigned, L::assigned, L::queued, L::parked});
    break;
  case 34:
    event.type = EventType::reopen;
    event.conversation = some_conversation(random, state, {L::nowhere});
    break;
  case 35:
    event.type = EventType::abandon;
    event.conversation =
        some_conversation(random, state, {L::assigned, L::queued, L::offered, L::held, L::parked});
    break;
  case 36:
  case 37:
    event.type = EventType::consult_answer;
    event.conversation = some_question(random, state);
    if (random.one_in(3)) {
      // Told by whoever asked, and the department.
      const std::size_t mark = event.conversation.find('?');
      event.department = mark == std::string::npos ? "legal" : event.conversation.substr(mark + 1);
      event.conversation.resize(std::min(mark, event.conversation.size()));
    }
    event.refused = random.one_in(3);
    if (random.one_in(2)) event.agent = random.pick(agent_names);
    break;
  case 38:
    event.type = EventType::ask;
    event.conversation =
        some_conversation(random, state, {L::assigned, L::queued, L::offered, L::held, L::parked});
    event.department = random.pick(department_names);
    event.before_reply = random.one_in(2);
    if (random.one_in(2)) event.within_ms = static_cast<std::int64_t>(1 + random.below(30)) * minute;
    break;
  case 39:
    event.type = EventType::forget;
    if (random.one_in(2))
      event.customer = fmt::format("k{}", random.below(4));
    else
      event.conversation = some_conversation(random, state, {L::assigned, L::queued, L::nowhere, L::parked});
    break;
  case 40: {
    event.type = random.one_in(4) ? EventType::unlink : EventType::link;
    event.customer = fmt::format("k{}", random.below(4));
    if (event.type == EventType::link) event.other = fmt::format("k{}", random.below(5));
    break;
  }
  case 41:
    event.type = EventType::merge;
    event.conversation =
        some_conversation(random, state, {L::assigned, L::queued, L::offered, L::held, L::parked});
    event.other = random.one_in(6)
                      ? fmt::format("c{}", random.below(14))
                      : some_conversation(random, state, {L::assigned, L::queued, L::parked, L::held});
    break;
  case 42:
    event.type = EventType::split;
    event.conversation = some_conversation(random, state, {L::assigned, L::queued, L::offered, L::parked});
    event.other = fmt::format("c{}", random.below(14));
    if (random.one_in(3)) event.department = random.pick(department_names);
    // Mostly a conversation that was merged.
    for (const Conversation &one : state.conversations())
      if (!one.gone && one.data.merged_into != usher::desk::no_conversation && random.one_in(2)) {
        event.other = one.name;
        event.conversation = one.name;
      }
    break;
  case 43:
    event.type = EventType::answer_many;
    if (random.one_in(3))
      event.conversations = {some_conversation(random, state, {L::assigned, L::queued, L::offered}),
                             some_conversation(random, state, {L::queued, L::parked})};
    else
      event.topic = random.one_in(2) ? "refund" : random.one_in(2) ? "bug" : "spam";
    if (random.one_in(3))
      event.text = "All is well, {customer.id}.";
    else
      event.reply = random.one_in(10) ? "nothing" : "hello";
    if (!event.topic.empty() && random.one_in(2))
      event.until = state.counters().now + static_cast<std::int64_t>(random.below(40)) * minute;
    event.resolve = random.one_in(2);
    break;
  case 44:
  case 45:
    event.type = EventType::rebalance;
    if (random.one_in(3)) event.department = random.pick(department_names);
    break;
  default: event.type = EventType::advance; break;
  }
  return event;
}

// Offers go round as long as nobody answers, so that days with some of them are many thousand instants.
bool is_quiet(const State &state) {
  return std::none_of(
      state.conversations().begin(), state.conversations().end(), [](const Conversation &one) {
        return !one.gone && one.data.location != Location::nowhere && one.data.location != Location::parked;
      });
}

usher::Instant some_time(Random &random, usher::Instant now, bool quiet) {
  if (now == 0) return begin + static_cast<std::int64_t>(random.below(20)) * minute;
  switch (random.below(24)) {
  case 0: return now - static_cast<std::int64_t>(random.below(4 * 60)) * second;
  case 1: return now + static_cast<std::int64_t>(random.below(90)) * minute;
  case 2: return random.one_in(3) ? now + static_cast<std::int64_t>(random.below(6 * 60)) * minute : now;
  case 3:
    return quiet && random.one_in(3) ? now + static_cast<std::int64_t>(1 + random.below(3)) * usher::day_ms
                                     : now;
  case 4: return now + static_cast<std::int64_t>(random.below(3)); // milliseconds
  case 5:
  case 6:
  case 7:
  case 8:
  case 9: return now;
  case 10:
  case 11: {
    const std::int64_t whole = now / minute * minute; // shifts begin and end at whole minutes
    return std::max(now, whole + static_cast<std::int64_t>(1 + random.below(5)) * minute);
  }
  default: return now + static_cast<std::int64_t>(random.below(120)) * second;
  }
}

} // namespace

Step random_step(Random &random, const State &state, const DeskPolicy &policy) {
  Step step;
  if (random.one_in(25)) {
    step.policy = std::make_shared<const DeskPolicy>(changed(random, policy));
    step.abort_first = random.one_in(4);
    step.starve_first = random.one_in(20);
    return step;
  }
  usher::Instant now = state.counters().now;
  std::size_t events = random.one_in(4) ? 1 + random.below(5) : 1;
  if (random.one_in(40)) events = 0;
  const bool quiet = is_quiet(state);
  usher::Instant time = some_time(random, now, quiet);
  for (; events > 0; --events) {
    OwnedEvent event = some_event(random, state);
    if (!random.one_in(3)) time = std::max(time, now);
    event.time = time;
    if (random.one_in(30)) event.time.reset();
    if (random.one_in(4)) event.id = fmt::format("e{}", random.below(60));
    if (event.type == EventType::advance) {
      event.force = random.one_in(3);
      const bool still_quiet = quiet && step.events.empty();
      if (event.force && still_quiet && random.one_in(4)) event.time = now + 31 * usher::day_ms;
      // As a host does that asks when it is wanted.
      const usher::Instant next = state.next_timer();
      if (random.one_in(2) && now != 0 && next < now + (still_quiet ? 200 : 1) * usher::day_ms) {
        event.force = true;
        event.time = next;
      }
    }
    step.events.push_back(std::move(event));
    if (random.one_in(3)) time = some_time(random, std::max(now, time), false);
  }
  step.abort_first = random.one_in(10);
  step.starve_first = random.one_in(60);
  return step;
}

} // namespace usher_test
