// SPDX-License-Identifier: BSL-1.0
// Another policy. Things are the same if they have the same name, so every number is looked up by name.
#include "oracle/plain_desk.hpp"
#include "policy/facts.hpp"

#include <algorithm>
#include <sstream>

namespace usher_test {

using usher::desk::none;
using usher::desk::Presence;
using usher::desk::Status;
using usher::policy::Frame;
using usher::policy::Policy;

/// The policy before.
struct PlainDesk::Before {
  std::shared_ptr<const usher::rules::Ruleset> ruleset;
  [[nodiscard]] const Frame &frame() const { return ruleset->frame(); }
};

/// Somebody as they were before.
struct PlainDesk::Turn {
  bool was_here = false;
  bool was_present = false;
  bool was_on_shift = false;
  bool goes_with_the_policy = false;
};

namespace {

template <class List>
std::uint32_t number_of(const List &list, const std::string &name) {
  for (std::uint32_t i = 0; i < list.size(); ++i)
    if (list[i].name == name) return i;
  return none;
}

template <class List>
const typename List::value_type *named(const List &list, const std::string &name) {
  const std::uint32_t number = number_of(list, name);
  return number == none ? nullptr : &list[number];
}

template <class List>
std::uint32_t renumbered(std::uint32_t number, const List &from, const List &to) {
  return number < from.size() ? number_of(to, from[number].name) : none;
}

std::set<std::string> skills_known(const Policy &policy) {
  std::set<std::string> out(policy.fallback.skills.begin(), policy.fallback.skills.end());
  for (const auto &rule : policy.rules)
    out.insert(rule.then.skills.begin(), rule.then.skills.end());
  for (const auto &agent : policy.agents)
    out.insert(agent.skills.begin(), agent.skills.end());
  return out;
}

std::set<std::string> languages_known(const Policy &policy) {
  std::set<std::string> out;
  for (const auto &agent : policy.agents)
    out.insert(agent.languages.begin(), agent.languages.end());
  for (const auto &account : policy.accounts)
    out.insert(account.languages.begin(), account.languages.end());
  return out;
}

bool says_the_same(const PlainAgent &a, const PlainAgent &b) {
  return a.departments == b.departments && a.accounts == b.accounts && a.skills == b.skills &&
         a.languages == b.languages && a.capacity == b.capacity && a.capacity_of_kind == b.capacity_of_kind &&
         a.works_on == b.works_on && a.shift == b.shift;
}

} // namespace

PlainAgent PlainDesk::described(const usher::policy::Agent &said) const {
  PlainAgent agent;
  agent.name = said.name;
  agent.departments = said.departments;
  agent.accounts = said.accounts;
  agent.skills = said.skills;
  agent.languages = said.languages;
  agent.capacity = said.capacity.total;
  agent.capacity_of_kind = said.capacity.by_kind;
  agent.works_on = said.works_on;
  agent.shift = said.shift;
  return agent;
}

void PlainDesk::set_policy(std::shared_ptr<const usher::rules::Ruleset> ruleset) {
  effects_.clear();
  happenings_.clear();
  results_.clear();
  arrivals_.clear();
  moved_.clear();
  ++world_.events;
  const Before before{ruleset_};
  ruleset_ = std::move(ruleset);

  const std::vector<bool> was_blocked = world_.blocked;
  const auto turns_before = world_.turns;
  world_.blocked.assign(frame().departments.size(), false);
  world_.turns.assign(frame().departments.size(), std::nullopt);
  for (std::uint32_t i = 0; i < was_blocked.size(); ++i)
    if (const auto to = renumbered(i, before.frame().departments, frame().departments); to != none) {
      world_.blocked[to] = was_blocked[i];
      world_.turns[to] = turns_before[i];
    }
  world_.open.assign(frame().departments.size(), false);
  for (std::uint32_t i = 0; i < frame().departments.size() && world_.now != 0; ++i)
    world_.open[i] = calendar(i).is_open(world_.now);

  const std::vector<Turn> turns = people_of(before);
  std::erase_if(world_.answers, [&](const PlainAnswer &answer) {
    const bool by_reply = !answer.reply.empty();
    return named(ruleset_->policy().topics, answer.topic) == nullptr ||
           (by_reply && named(frame().replies, answer.reply) == nullptr);
  });
  std::set<std::string> homeless;
  const auto move = [&](Talk &talk) {
    const std::string &home = before.frame().departments[talk.department].name;
    if (number_of(frame().departments, home) == none) homeless.insert(talk.name);
    renumber(talk, before);
  };
  // Questions first, as their askers may take them back.
  for (Talk &talk : world_.conversations)
    if (!talk.asker.empty()) move(talk);
  for (Talk &talk : world_.conversations)
    if (talk.asker.empty()) move(talk);
  if (world_.now != 0) shifts_turn(turns);
  for (Talk &talk : world_.conversations)
    settle(talk);
  for (Talk &talk : world_.conversations)
    if (homeless.contains(talk.name)) talk.then = own_facts(talk);
  finish_instant();
  fill_effects();
  forget_events();
}

/// Those whom it describes in other words than the old policy are what it says, the others as they were.
std::vector<PlainDesk::Turn> PlainDesk::people_of(const Before &before) {
  std::vector<Turn> turns;
  for (AgentNumber i = 0; i < world_.agents.size(); ++i) {
    PlainAgent &agent = world_.agents[i];
    turns.push_back({is_here(i), is_present(i), agent.on_shift, false});
    const usher::policy::Agent *const said = named(before.frame().agents, agent.name);
    const usher::policy::Agent *const says = named(frame().agents, agent.name);
    renumber(agent, before);
    PlainAgent was_said = said != nullptr ? described(*said) : PlainAgent();
    renumber(was_said, before);
    if (says != nullptr && (said == nullptr || !says_the_same(was_said, described(*says)))) {
      PlainAgent anew = described(*says);
      anew.presence = agent.presence;
      anew.told = agent.told;
      anew.on_shift = agent.on_shift;
      anew.idle_since = agent.idle_since;
      anew.given = agent.given;
      agent = anew;
    }
    turns.back().goes_with_the_policy =
        said != nullptr && says == nullptr && !agent.told && mistake_ != Mistake::dropped_people_stay;
    if (turns.back().goes_with_the_policy) agent.presence = Presence::gone;
    if (says != nullptr && !agent.told) agent.presence = Presence::online;
    if (world_.now != 0)
      agent.on_shift = !agent.shift || ruleset_->calendar(*agent.shift)->is_open(world_.now);
  }
  for (const usher::policy::Agent &says : frame().agents) {
    if (find_agent(says.name)) continue;
    PlainAgent agent = described(says);
    agent.idle_since = world_.now;
    if (world_.now != 0)
      agent.on_shift = !agent.shift || ruleset_->calendar(*agent.shift)->is_open(world_.now);
    world_.agents.push_back(agent);
  }
  return turns;
}

void PlainDesk::renumber(PlainAgent &agent, const Before &before) const {
  std::vector<std::uint32_t> departments;
  for (const std::uint32_t one : agent.departments)
    if (const auto to = renumbered(one, before.frame().departments, frame().departments); to != none)
      departments.push_back(to);
  agent.departments = departments;
  std::vector<std::uint32_t> accounts;
  for (const std::uint32_t one : agent.accounts)
    if (const auto to = renumbered(one, before.frame().accounts, frame().accounts); to != none)
      accounts.push_back(to);
  if (accounts.empty() && !agent.accounts.empty()) accounts.push_back(unknown_account);
  agent.accounts = accounts;
  if (!agent.shift) return;
  const std::uint32_t shift = renumbered(*agent.shift, before.frame().calendars, frame().calendars);
  agent.shift.reset();
  if (shift != none) agent.shift = shift;
}

/// The numbers of the new policy, and its promises. What has no department any more is decided anew.
void PlainDesk::renumber(Talk &talk, const Before &before) {
  const Frame &old = before.frame();
  const auto &bands = frame().priority.bands;
  const usher::calendar::Calendar &hours =
      *before.ruleset->calendar(old.departments[talk.department].calendar.value_or(
          static_cast<std::uint32_t>(old.calendars.size() - 1)));
  forget_unknown(talk, before);
  keep_less(talk);
  if (mistake_ != Mistake::homes_by_number || talk.department >= frame().departments.size())
    talk.department = renumbered(talk.department, old.departments, frame().departments);
  talk.decided = talk.decided == none ? none : renumbered(talk.decided, old.departments, frame().departments);
  talk.account = renumbered(talk.account, old.accounts, frame().accounts);
  if (named(frame().replies, talk.reply) == nullptr) talk.reply.clear();
  if (talk.department_rule < usher::rules::by_default)
    talk.department_rule =
        renumbered(talk.department_rule, before.ruleset->policy().rules, ruleset_->policy().rules);
  if (talk.sla_by_rule) talk.sla = renumbered(talk.sla, old.slas, frame().slas);
  if (talk.sla == none) talk.sla_by_rule = false;
  drop_lost_words(talk, before);
  const std::uint32_t shown = number_of(bands, old.priority.bands[talk.shown_band].name);
  talk.band = band_of(talk.priority);
  talk.shown_band = shown == none ? talk.band : shown;
  begin_to_remember(talk, before);

  const bool is_alive = talk.status != Status::resolved && talk.engaged;
  const bool is_homeless = talk.department == none;
  if (is_homeless) {
    new_home(talk);
    if (is_alive) {
      (void)tell(PlainHappening::Kind::moved, &talk);
      PlainEffect &effect = say(EffectType::routed, talk, Reason::policy_changed);
      if (talk.department_rule != usher::rules::by_default) effect.rule = talk.department_rule;
    }
  }
  talk.step = std::min(talk.step, department(talk).widen.size());
  if (!is_alive) {
    talk.shown_band = talk.band;
    if (!talk.sla_by_rule) talk.sla = department(talk).sla.value_or(none);
    return;
  }
  show_band(talk, Reason::policy_changed);
  if (!is_homeless || !talk.asker.empty()) {
    change_promises(talk, mistake_ == Mistake::hours_of_before_forgotten ? calendar(talk.department) : hours);
  } else {
    adopt(talk, OwnedEvent(), false, &hours);
  }
  if (is_homeless && talk.engaged && (talk.place == Location::queued || talk.place == Location::held)) {
    moved_.push_back(talk.name);
    place(talk, Reason::policy_changed);
  }
}

void PlainDesk::forget_unknown(Talk &talk, const Before &before) {
  const Frame &old = before.frame();
  std::erase_if(talk.facts, [&](const auto &one) {
    const auto was = number_of(old.facts, one.first);
    const auto fact = number_of(frame().facts, one.first);
    if (fact == none || frame().facts[fact].type != old.facts[was].type) return true;
    const auto &words = frame().facts[fact].choices;
    return !words.empty() && std::find(words.begin(), words.end(), one.second) == words.end();
  });
  const auto forget = [&](const char *key, const auto &list) {
    if (talk.keys.contains(key) && number_of(list, talk.keys[key]) == none) talk.keys.erase(key);
  };
  forget("account", frame().accounts);
  forget("channel", frame().channels);
  if (const auto home = talk.then.find("conversation.department");
      home != talk.then.end() && number_of(frame().departments, std::get<std::string>(home->second)) == none)
    talk.then.erase(home);
  if (talk.text_kept || !talk.keys.contains("text")) return;
  // The topics that were found are all that is left of it. In these policies a topic is a word of its own name.
  std::istringstream words(talk.keys["text"]);
  std::string left;
  for (std::string word; words >> word;)
    if (named(before.ruleset->policy().topics, word) != nullptr &&
        named(ruleset_->policy().topics, word) != nullptr)
      left += (left.empty() ? "" : " ") + word;
  talk.keys["text"] = left;
}

/// What rules ask for now and did not before was what it is, but where everything was forgotten.
void PlainDesk::begin_to_remember(Talk &talk, const Before &before) const {
  if (talk.then.empty()) return;
  const auto asks = [](const Frame &frame, std::uint32_t fact) {
    return usher::policy::find_derived(frame, usher::policy::Derived::was, fact).has_value();
  };
  const PlainFacts now = own_facts(talk);
  for (std::uint32_t fact = usher::policy::fact_conversation_messages; fact < usher::policy::fact_time;
       ++fact) {
    if (!asks(frame(), fact) || asks(before.frame(), fact)) continue;
    const std::string &name = frame().facts[fact].name;
    talk.then.erase(name);
    if (const auto is = now.find(name); is != now.end()) talk.then[name] = is->second;
  }
}

/// The new policy lets a desk keep less of a text: what is in it is looked for once more.
void PlainDesk::keep_less(Talk &talk) {
  if (!talk.text_kept || !talk.keys.contains("text") || talk.keys["text"].size() <= frame().desk.keep_text)
    return;
  talk.text_kept = false;
  usher::rules::TriageOptions options;
  options.lenient = true;
  usher::Findings findings;
  (void)usher::rules::triage_fields(*ruleset_, options, workspace_, findings, [&](auto &builder) {
    usher::rules::RawValue raw;
    raw.kind = usher::rules::RawValue::Kind::text;
    for (const char *key : {"text", "language"}) {
      if (!talk.keys.contains(key)) continue;
      raw.text = talk.keys[key];
      builder.take_key(key, raw);
    }
  });
  const usher::rules::Slot &language = workspace_.facts.slots[usher::policy::fact_language];
  if (language.known) talk.keys["language"] = language.text;
}

/// Skills and languages that the old policy knew and the new one does not, and that nobody has.
void PlainDesk::drop_lost_words(Talk &talk, const Before &before) const {
  const auto anybody = [&](const std::string &word, std::vector<std::string> PlainAgent::*list) {
    return std::any_of(world_.agents.begin(), world_.agents.end(), [&](const PlainAgent &agent) {
      return agent.presence != Presence::gone &&
             std::find((agent.*list).begin(), (agent.*list).end(), word) != (agent.*list).end();
    });
  };
  const auto is_lost = [&](const std::string &word, const auto &known, auto list) {
    return known(before.ruleset->policy()).contains(word) && !known(ruleset_->policy()).contains(word) &&
           !anybody(word, list);
  };
  if (mistake_ == Mistake::lost_skills_asked_for) return;
  std::erase_if(talk.skills,
                [&](const std::string &skill) { return is_lost(skill, skills_known, &PlainAgent::skills); });
  if (is_lost(talk.language, languages_known, &PlainAgent::languages)) talk.language.clear();
}

void PlainDesk::new_home(Talk &talk) {
  decide(&talk, SaidMessage(), true);
  remember(talk, SaidMessage(), true);
  talk.department = talk.decided = workspace_.decision.department.value;
  talk.department_rule = workspace_.decision.department.because;
  talk.department_by_hand = false;
  talk.step = 0;
  talk.raised = 0;
  talk.waits_for.reset();
}

/// Who leaves, as the end of a shift or with the policy of before, and who comes.
void PlainDesk::shifts_turn(const std::vector<Turn> &turns) {
  for (AgentNumber i = 0; i < turns.size(); ++i) {
    const Turn &was = turns[i];
    const bool turned = was.was_on_shift != world_.agents[i].on_shift;
    const auto tell = [&](Reason reason, std::uint32_t present) {
      PlainEffect &effect = say(EffectType::presence, reason);
      effect.agent = world_.agents[i].name;
      effect.number = present;
    };
    if (was.goes_with_the_policy) {
      leaves(i, Reason::policy_changed, true);
    } else if (was.was_here && !is_here(i)) {
      if (was.was_present) tell(Reason::shift_ended, 0);
      leaves(i, Reason::shift_ended, false);
    } else if (!was.was_present && is_present(i)) {
      if (turned) tell(Reason::shift_started, 1);
      comes(i);
    }
  }
}

/// Who has it keeps it if they may still take it, or if a person gave it to them. What waits, waits where it should.
void PlainDesk::settle(Talk &talk) {
  if (talk.status == Status::resolved || !talk.engaged) return;
  if (is_held(talk) && !talk.given_by_hand && !may_take(*talk.agent, talk)) {
    take_from(talk, Reason::not_eligible);
    moved_.push_back(talk.name);
    place(talk, Reason::not_eligible);
  }
  const auto &closed = department(talk).closed;
  const bool is_closed = !world_.open[talk.department] && closed && closed->hold;
  const bool goes_on = !world_.open[talk.department] && closed && closed->hand_over &&
                       open_for(talk.department) != talk.department;
  if ((goes_on && talk.place == Location::queued) || (talk.place == Location::queued && is_closed) ||
      (talk.place == Location::held && !is_closed)) {
    place(talk, Reason::policy_changed);
  } else if (talk.place == Location::held) {
    const Instant opens = calendar(talk.department).open_from(world_.now).value_or(0);
    if (opens != talk.held_until) say(EffectType::held, talk, Reason::policy_changed).at = opens;
    talk.held_until = opens;
  }
  if (talk.waits_for && !may_take(*talk.waits_for, talk)) talk.waits_for.reset();
  pause_or_resume(talk);
}

} // namespace usher_test
