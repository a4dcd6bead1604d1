// SPDX-License-Identifier: BSL-1.0
// One customer in several conversations, one matter in two, and one answer for many.
#include "oracle/plain_desk.hpp"

#include <algorithm>
#include <sstream>
#include <tuple>

namespace usher_test {

using usher::calendar::ClockState;
using usher::calendar::ServiceClock;
using usher::desk::Status;

/// What a name stands for now.
PlainConversation *PlainDesk::meant(const std::string &name) {
  Talk *talk = find(name);
  while (talk != nullptr && !talk->goes_on_as.empty())
    talk = find(talk->goes_on_as);
  return talk;
}

// ---- One customer ----------------------------------------------------------------------------------------------

/// Whose it is, where the policy has conversations of a customer belong together; nobody's otherwise.
std::string PlainDesk::customer_of(const Talk &talk) const {
  const usher::policy::CustomerSettings &settings = frame().customers;
  const auto id = talk.facts.find("customer.id");
  if (!settings.one_owner || !talk.asker.empty() || id == talk.facts.end()) return {};
  if (settings.across.empty()) return id->second;
  const auto channel = talk.keys.find("channel");
  if (channel == talk.keys.end()) return {};
  for (const std::uint32_t one : settings.across)
    if (frame().channels[one].name == channel->second) return id->second;
  return {};
}

bool PlainDesk::is_one_person(const std::string &a, const std::string &b) const {
  return a == b || std::any_of(world_.links.begin(), world_.links.end(),
                               [&](const auto &person) { return person.contains(a) && person.contains(b); });
}

std::vector<PlainConversation *> PlainDesk::thread_of(const Talk &talk) {
  std::vector<Talk *> out;
  const std::string customer = customer_of(talk);
  if (customer.empty()) return out;
  for (Talk &other : world_.conversations) {
    const std::string theirs = customer_of(other);
    if (other.name != talk.name && !theirs.empty() && other.engaged && other.goes_on_as.empty() &&
        is_one_person(customer, theirs))
      out.push_back(&other);
  }
  return out;
}

usher::Instant PlainDesk::waits_since(const Talk &talk) {
  Instant since = world_.now;
  if (mistake_ == Mistake::clocks_of_their_own) return since;
  for (const Talk *other : thread_of(talk))
    if (other->unanswered && other->status != Status::resolved) since = std::min(since, other->waiting_since);
  return since;
}

bool PlainDesk::may_have_it_back(const Talk &talk) const {
  const std::int64_t lasts = department(talk).assign.sticky_for_ms;
  const Instant since = talk.last_reply != 0 ? talk.last_reply : talk.clocks.resolution.changed;
  return lasts > 0 && world_.now - since <= lasts;
}

/// It waits for whoever has, or had, another one of the customer: the one that they answered last.
void PlainDesk::join(Talk &talk) {
  if (talk.place != Location::queued || talk.waits_for) return;
  const Talk *best = nullptr;
  const auto key = [](const Talk &one) {
    return std::tuple(one.place == Location::assigned, one.last_reply, one.number);
  };
  for (const Talk *other : thread_of(talk)) {
    if (!other->agent || other->place == Location::offered) continue;
    if (other->place != Location::assigned && !may_have_it_back(*other)) continue;
    if (best == nullptr || key(*best) < key(*other)) best = other;
  }
  if (best == nullptr) return;
  if (!wait_for(talk, *best->agent, false)) return;
  PlainEffect &effect = say(EffectType::joined, talk, Reason::owner);
  effect.other = best->name;
  effect.agent = world_.agents[*best->agent].name;
}

void PlainDesk::answer_thread(const Talk &talk, const std::optional<AgentNumber> &agent) {
  for (Talk *other : thread_of(talk)) {
    const bool is_owed_one = other->unanswered && other->status != Status::resolved;
    other->unanswered = false;
    if (!is_owed_one) continue;
    other->waiting_since = world_.now;
    other->last_reply = world_.now;
    const usher::calendar::ServiceClocks before = other->clocks;
    usher::calendar::staff_replied(other->clocks, calendar(other->department), world_.now);
    PlainHappening &happening = tell(PlainHappening::Kind::reply, other);
    happening.clocks_before = before;
    happening.elsewhere = true;
    if (agent)
      happening.agent = world_.agents[*agent].name;
    else if (other->place == Location::assigned)
      happening.agent = owner_of(*other);
    PlainEffect &effect = say(EffectType::answered, *other, Reason::answered);
    effect.other = talk.name;
    if (agent) effect.agent = world_.agents[*agent].name;
    tell_unapproved(*other, agent);
  }
}

void PlainDesk::link(const OwnedEvent &event) {
  if (event.customer == event.other || is_one_person(event.customer, event.other)) return;
  std::set<std::string> person = {event.customer, event.other};
  std::erase_if(world_.links, [&](const std::set<std::string> &one) {
    const bool is_theirs = one.contains(event.customer) || one.contains(event.other);
    if (is_theirs) person.insert(one.begin(), one.end());
    return is_theirs;
  });
  world_.links.push_back(person);
  for (Talk &talk : world_.conversations)
    if (person.contains(customer_of(talk))) join(talk);
}

void PlainDesk::unlink(const std::string &customer) {
  for (std::set<std::string> &person : world_.links)
    person.erase(customer);
  std::erase_if(world_.links, [](const std::set<std::string> &person) { return person.size() < 2; });
}

// ---- One matter ------------------------------------------------------------------------------------------------

namespace {

bool is_owed(const ServiceClock &clock) {
  return clock.state == ClockState::running || clock.state == ClockState::paused;
}
bool goes_first(const ServiceClock &a, const ServiceClock &b) {
  return is_owed(a) && (!is_owed(b) || a.started < b.started);
}

} // namespace

void PlainDesk::merge_promises(const Talk &from, Talk &into) {
  using usher::calendar::Calendar;
  const usher::calendar::ServiceClocks before = into.clocks;
  const usher::calendar::ServiceTargets promised = targets(into);
  // What each of them owes its customer is one response, the first or the next one; that which is owed longer goes on.
  const auto response_of = [](const Talk &talk) {
    return is_owed(talk.clocks.first_response) ? talk.clocks.first_response : talk.clocks.next_response;
  };
  const ServiceClock mine = response_of(into);
  const ServiceClock theirs = response_of(from);
  const bool is_theirs = goes_first(theirs, mine);
  ServiceClock owed = is_theirs ? theirs : mine;
  const Calendar &hours = calendar(is_theirs ? from.department : into.department);
  const bool mine_is_first = is_owed(into.clocks.first_response);
  const bool was_answered = !mine_is_first || from.clocks.first_response.state == ClockState::met;
  if (is_owed(owed) && (is_theirs || (mine_is_first && was_answered)))
    usher::calendar::change(owed, was_answered ? promised.next_response : promised.first_response, hours,
                            calendar(into.department), world_.now);
  if (!was_answered) {
    into.clocks.first_response = owed;
  } else {
    if (mine_is_first) into.clocks.first_response = from.clocks.first_response;
    if (is_owed(owed)) into.clocks.next_response = owed;
  }
  if (goes_first(from.clocks.resolution, into.clocks.resolution)) {
    into.clocks.resolution = from.clocks.resolution;
    usher::calendar::change(into.clocks.resolution, promised.resolution, calendar(from.department),
                            calendar(into.department), world_.now);
  }
  const auto &slas = frame().slas;
  const bool stands =
      into.sla != usher::desk::none &&
      std::any_of(slas[into.sla].pause.begin(), slas[into.sla].pause.end(),
                  [&](std::uint32_t one) { return one == static_cast<std::uint32_t>(into.status); });
  if (stands)
    usher::calendar::pause(into.clocks, calendar(into.department), world_.now);
  else
    usher::calendar::resume(into.clocks, calendar(into.department), world_.now);
  tell_promises(into, before);
}

void PlainDesk::merge(const OwnedEvent &event) {
  Talk *const found_from = found(event);
  Talk *const found_into = meant(event.other);
  if (found_from == nullptr || found_into == nullptr || !found_into->asker.empty() ||
      found_from == found_into)
    return;
  Talk &from = *found_from;
  Talk &into = *found_into;
  if (!from.engaged || !into.engaged) return;
  const bool was_open = from.status != Status::resolved;
  if (was_open && into.status == Status::resolved) open_again(into, false, world_.now);
  const std::optional<AgentNumber> had =
      from.place == Location::assigned || from.place == Location::parked ? from.agent : std::nullopt;
  if (is_held(from)) {
    const AgentNumber holder = *from.agent;
    from.place = Location::nowhere;
    from.agent = had;
    if (holds(holder).empty()) world_.agents[holder].idle_since = world_.now;
  }
  into.messages += from.messages;
  into.created = std::min(into.created, from.created);
  into.last_reply = std::max(into.last_reply, from.last_reply);
  into.skills.insert(from.skills.begin(), from.skills.end());
  into.tags.insert(from.tags.begin(), from.tags.end());
  bool band_changed = false;
  if (!into.priority_given) {
    into.priority = std::max(into.priority, from.priority);
    band_changed = band_of(into.priority) != into.band;
    into.band = band_of(into.priority);
    show_band(into, Reason::by_hand);
  }
  PlainEffect &effect = say(EffectType::merged, from, Reason::by_hand);
  effect.other = into.name;
  if (had) effect.agent = world_.agents[*had].name;
  merge_promises(from, into);
  const bool owes = was_open && from.unanswered;
  const Instant since = from.waiting_since;
  from.place = Location::nowhere;
  from.status = Status::resolved;
  from.waits_for.reset();
  from.work_begun = from.handed_back = from.unanswered = false;
  from.declines.clear();
  usher::calendar::resolve(from.clocks, calendar(from.department), world_.now);
  from.goes_on_as = into.name;
  if (band_changed) change_promises(into, calendar(into.department));
  if (owes) {
    into.waiting_since = into.unanswered ? std::min(into.waiting_since, since) : since;
    into.unanswered = true;
    (void)tell(PlainHappening::Kind::waits, &into);
    if (into.place == Location::parked) {
      into.status = Status::open;
      return_to_owner(into, Reason::customer_wrote);
    }
  }
  if (into.waits_for && !may_take(*into.waits_for, into)) into.waits_for.reset();
  if (into.place == Location::queued && !into.waits_for && had) wait_for(into, *had, false);
  if (is_held(into) && !into.given_by_hand && !may_take(*into.agent, into) && !is_better_kept(into)) {
    take_from(into, Reason::not_eligible);
    moved_.push_back(into.name);
    place(into, Reason::not_eligible);
  }
}

void PlainDesk::split(const OwnedEvent &event) {
  Talk *const found_whole = found(event);
  std::uint32_t to = usher::desk::none;
  for (std::uint32_t i = 0; i < frame().departments.size(); ++i)
    if (frame().departments[i].name == event.department) to = i;
  if (found_whole == nullptr || (!event.department.empty() && to == usher::desk::none)) return;
  Talk &whole = *found_whole;
  Talk *part = find(event.other);
  if (part != nullptr && (part == &whole || meant(event.other) != &whole)) return;
  if (!whole.engaged || whole.status == Status::resolved) return;
  if (part == nullptr) {
    part = &world_.conversations.emplace_back(whole);
    part->name = event.other;
    part->number = ++world_.numbers;
    part->created = world_.now;
    part->agent.reset();
    part->former.reset();
    part->messages = 1;
    part->transfers = part->reopens = 0;
    part->declines.clear();
  } else {
    part->goes_on_as.clear();
    (void)tell(PlainHappening::Kind::reopened, part);
    whole.messages -= std::min(whole.messages, part->messages);
    part->clocks = whole.clocks;
    part->unanswered = whole.unanswered;
    part->waiting_since = whole.waiting_since;
    part->last_reply = whole.last_reply;
  }
  part->place = Location::nowhere;
  part->status = Status::open;
  part->engaged = true;
  part->waits_for.reset();
  part->work_begun = part->handed_back = part->given_by_hand = false;
  part->step = 0;
  part->raised = 0;
  part->answered_for_many = whole.answered_for_many;
  if (to != usher::desk::none) {
    part->department = to;
    part->department_by_hand = true;
    part->department_rule = usher::rules::by_default;
  }
  part->shown_band = part->band;
  (void)tell(PlainHappening::Kind::waits, part);
  say(EffectType::split, *part, Reason::by_hand).other = whole.name;
  if (!part->sla_by_rule) part->sla = department(*part).sla.value_or(usher::desk::none);
  usher::calendar::change(part->clocks, targets(*part), calendar(whole.department),
                          calendar(part->department), world_.now);
  tell_promises(*part, {});
  if (part->agent)
    return_to_owner(*part, Reason::by_hand);
  else
    place(*part, Reason::by_hand);
}

// ---- One answer for many ---------------------------------------------------------------------------------------

/// In these policies a topic is a word of its own name.
bool PlainDesk::has_topic(const Talk &talk, const std::string &topic) {
  const auto text = talk.keys.find("text");
  if (text == talk.keys.end()) return false;
  std::istringstream words(text->second);
  for (std::string word; words >> word;)
    if (word == topic) return true;
  return false;
}

void PlainDesk::give_answer(Talk &talk, const PlainAnswer &answer) {
  if (talk.unanswered) talk.waiting_since = world_.now;
  talk.unanswered = false;
  talk.answered_for_many = answer.number;
  const usher::calendar::ServiceClocks before = talk.clocks;
  usher::calendar::staff_replied(talk.clocks, calendar(talk.department), world_.now);
  tell(PlainHappening::Kind::for_many, &talk).clocks_before = before;
  PlainEffect &effect = say(EffectType::answered, talk, Reason::answer_many);
  for (std::uint32_t i = 0; i < frame().replies.size(); ++i)
    if (frame().replies[i].name == answer.reply) effect.number = i;
  if (talk.place == Location::assigned) effect.agent = world_.agents[*talk.agent].name;
  tell_unapproved(talk, std::nullopt);
  if (answer.resolve)
    close(talk, Reason::answer_many);
  else if (talk.place != Location::parked)
    park(talk, Reason::answer_many);
}

void PlainDesk::answer_late(Talk &talk) {
  if (!talk.engaged) return;
  for (std::size_t i = world_.answers.size(); i-- > 0;) {
    const PlainAnswer answer = world_.answers[i];
    if (answer.until < world_.now || !talk.unanswered || talk.answered_for_many != 0 ||
        !has_topic(talk, answer.topic))
      continue;
    give_answer(talk, answer);
    return;
  }
}

void PlainDesk::answer_many(const OwnedEvent &event) {
  const auto is_there = [](const auto &list, const std::string &name) {
    return std::any_of(list.begin(), list.end(), [&](const auto &one) { return one.name == name; });
  };
  if (!event.reply.empty() && !is_there(frame().replies, event.reply)) return;
  if (!event.topic.empty() && !is_there(ruleset_->policy().topics, event.topic)) return;
  PlainAnswer answer{++world_.many_answers, event.topic, event.reply, 0, event.resolve};
  std::erase_if(world_.answers, [&](const PlainAnswer &one) {
    return one.until < world_.now || (!event.topic.empty() && one.topic == event.topic);
  });
  if (event.until && *event.until >= world_.now) {
    answer.until = *event.until;
    world_.answers.push_back(answer);
  }
  for (Talk &talk : world_.conversations) {
    if (!talk.asker.empty() || !talk.engaged || talk.status == Status::resolved) continue;
    const bool is_listed = std::any_of(event.conversations.begin(), event.conversations.end(),
                                       [&](const std::string &name) { return meant(name) == &talk; });
    const bool is_about = !event.topic.empty() && talk.unanswered && has_topic(talk, event.topic);
    if (is_listed || is_about) give_answer(talk, answer);
  }
}

} // namespace usher_test
