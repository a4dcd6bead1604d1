// SPDX-License-Identifier: BSL-1.0
#include "rules/decide.hpp"

#include "rules/due_times.hpp"
#include "rules/evaluate.hpp"
#include "rules/run_program.hpp"
#include "text/language.hpp"

#include <algorithm>
#include <cmath>

namespace usher::rules {
namespace {

template <class T, class V>
void choose(Chosen<T> &chosen, const std::optional<V> &value, RuleNumber rule) {
  if (!value || chosen.is_set()) return;
  chosen.value = *value;
  chosen.because = rule;
}

template <class T, class V>
void add_once(std::vector<Chosen<T>> &list, const V &value, RuleNumber rule) {
  const bool there =
      std::any_of(list.begin(), list.end(), [&](const Chosen<T> &one) { return one.value == value; });
  if (!there) list.push_back({T(value), rule});
}

// A rule that names a department speaks for that department: when another one is decided already, what it says about
// the work there is passed over.
bool speaks_for_another(const policy::Outcome &outcome, const Decision &decision) {
  return outcome.department && decision.department.is_set() &&
         decision.department.value != *outcome.department;
}

void take_one_values(const policy::Outcome &outcome, RuleNumber rule, bool passed_over, Decision &decision) {
  if (!passed_over) {
    choose(decision.department, outcome.department, rule);
    choose(decision.agent, outcome.agent, rule);
    choose(decision.sla, outcome.sla, rule);
  }
  choose(decision.priority_start, outcome.priority, rule);
  choose(decision.stage, outcome.stage, rule);
  choose(decision.visibility, outcome.visibility, rule);
  choose(decision.engage, outcome.engage, rule);
  choose(decision.reply, outcome.reply, rule);
}

void take_several_values(const policy::Outcome &outcome, RuleNumber rule, bool passed_over,
                         Decision &decision) {
  if (!passed_over) {
    for (const std::string &skill : outcome.skills)
      add_once(decision.skills, skill, rule);
  }
  for (const std::string &tag : outcome.tags)
    add_once(decision.tags, tag, rule);
  for (const std::uint32_t department : outcome.notify)
    add_once(decision.notify, department, rule);
  for (const policy::Ask &ask : outcome.ask) {
    const bool asked =
        std::any_of(decision.ask.begin(), decision.ask.end(),
                    [&](const Chosen<policy::Ask> &one) { return one.value.department == ask.department; });
    if (!asked) decision.ask.push_back({ask, rule});
  }
}

// Points of one line. A fraction is cut off towards zero, so that the sum stays a sum of whole numbers.
int points_of(const policy::PriorityLine &line, const Facts &facts) {
  int points = line.points;
  if (line.per) {
    // Large enough to leave 0..100 from anywhere, small enough that the sum of all lines fits an int.
    constexpr double most = 10'000;
    const Slot &slot = facts.slots[*line.per];
    const double product = slot.known ? line.points * slot.number : 0;
    points = static_cast<int>(std::trunc(std::clamp(product, -most, most)));
  }
  if (line.up_to) points = std::clamp(points, -*line.up_to, *line.up_to);
  return points;
}

/// `counts(i)`: the condition of line i holds.
template <class Counts>
void add_up_priority(const Ruleset &ruleset, const Facts &facts, const Counts &counts, Decision &decision) {
  const policy::Policy &policy = ruleset.policy();
  const policy::Priority &priority = policy.priority;
  const int start = decision.priority_start.is_set() ? decision.priority_start.value.value : priority.start;
  decision.priority_parts.push_back({PriorityPart::start_line, start});
  std::int64_t sum = start;
  for (std::uint32_t i = 0; i < priority.add.size(); ++i) {
    const policy::PriorityLine &line = priority.add[i];
    if (!counts(i)) continue;
    const int points = points_of(line, facts);
    if (points == 0) continue;
    decision.priority_parts.push_back({i, points});
    sum += points;
  }
  decision.priority =
      static_cast<int>(std::clamp<std::int64_t>(sum, policy::lowest_priority, policy::highest_priority));
  const auto reached = [&](const policy::Band &band) { return decision.priority >= band.bound; };
  decision.band = static_cast<std::uint32_t>(
      std::find_if(priority.bands.begin(), priority.bands.end(), reached) - priority.bands.begin());
}

void apply(const policy::Outcome &outcome, RuleNumber number, bool passed_over, Decision &decision) {
  take_one_values(outcome, number, passed_over, decision);
  take_several_values(outcome, number, passed_over, decision);
}

void find_private_channel(const Ruleset &ruleset, const Facts &facts, Decision &decision) {
  const Slot &visibility = facts.slots[policy::fact_visibility];
  const Slot &channel = facts.slots[policy::fact_channel];
  const bool goes_private =
      decision.visibility.is_set() && decision.visibility.value == policy::Visibility::private_;
  const bool was_public =
      visibility.known && visibility.integer == static_cast<std::int64_t>(policy::Visibility::public_);
  if (goes_private && was_public && channel.known) {
    decision.move_to = ruleset.policy().channels[static_cast<std::size_t>(channel.integer)].private_twin;
  }
}

/// What holds beside the rules, when all are read.
template <class Counts>
void finish(const Ruleset &ruleset, const Facts &facts, const Counts &counts, Decision &decision) {
  const policy::Outcome &fallback = ruleset.policy().fallback;
  take_one_values(fallback, by_default, speaks_for_another(fallback, decision), decision);
  decision.topics = facts.topics.list();
  std::sort(decision.topics.begin(), decision.topics.end());
  add_up_priority(ruleset, facts, counts, decision);
  find_private_channel(ruleset, facts, decision);
  find_due_times(ruleset, facts, decision);
}

void find_phrases(const Ruleset &ruleset, std::string_view source, text::PreparedText &prepared,
                  Workspace &workspace, NumberSet &in_place, NumberSet &topics) {
  prepared.assign(source);
  ruleset.lexicon().find(prepared, workspace.scratch, workspace.found);
  for (const text::PhraseId phrase : workspace.found) {
    in_place.insert(phrase);
    for (const std::uint32_t topic : ruleset.topics_of(phrase))
      topics.insert(topic);
  }
}

bool is_email(const Facts &facts) {
  const Slot &kind = facts.slots[policy::fact_kind];
  return kind.known && kind.integer == static_cast<std::int64_t>(policy::ChannelKind::email);
}

void find_language(const text::WrittenText &written, Facts &facts) {
  Slot &language = facts.slots[policy::fact_language];
  const Slot &text = facts.slots[policy::fact_text];
  const Slot &subject = facts.slots[policy::fact_subject];
  if (language.known || (!text.known && !subject.known)) return;
  const text::LanguageGuess guess =
      text::guess_language(text.known ? written.from_first(text.text) : subject.text);
  if (guess.code.empty() || guess.confidence < least_language_confidence) return;
  language.text = guess.code;
  language.known = true;
  facts.language_confidence = guess.confidence;
}

void find_pii(std::string_view source, std::vector<text::PersonalData> &list, std::uint32_t &kinds) {
  text::find_personal_data(source, list);
  for (const text::PersonalData &one : list) {
    if (one.counts) kinds |= 1U << static_cast<unsigned>(one.kind);
  }
}

} // namespace

void Decision::clear() {
  department = {};
  agent = {};
  engage = {true, no_rule};
  priority_start = {};
  sla = {};
  stage = {};
  visibility = {};
  reply = {};
  skills.clear();
  tags.clear();
  notify.clear();
  ask.clear();
  priority = 0;
  band = 0;
  priority_parts.clear();
  topics.clear();
  move_to.reset();
  sla_in_force.reset();
  due.fill(std::nullopt);
}

void look(const Ruleset &ruleset, const LookOptions &options, Workspace &workspace) {
  Facts &facts = workspace.facts;
  const Slot &text = facts.slots[policy::fact_text];
  const Slot &subject = facts.slots[policy::fact_subject];
  text::WrittenText &written = workspace.written;
  if (text.known && is_email(facts) && !options.full_text)
    written.assign_email(text.text, subject.known && text::is_forward_subject(subject.text));
  else
    written.assign_whole();
  if (text.known) {
    find_phrases(ruleset, written.text(text.text), workspace.text, workspace, facts.in_text, facts.topics);
  }
  if (subject.known) {
    find_phrases(ruleset, subject.text, workspace.subject, workspace, facts.in_subject, facts.topics);
  }
  if (options.language || ruleset.uses(policy::fact_language)) find_language(written, facts);
  workspace.personal_data.clear();
  workspace.subject_personal_data.clear();
  workspace.personal_data_looked_for = options.personal_data || ruleset.uses(policy::fact_pii);
  if (workspace.personal_data_looked_for) {
    if (text.known) find_pii(written.text(text.text), workspace.personal_data, facts.pii);
    if (subject.known) find_pii(subject.text, workspace.subject_personal_data, facts.pii);
  }
}

void decide(const Ruleset &ruleset, Workspace &workspace) {
  Decision &decision = workspace.decision;
  decision.clear();
  ProgramRun run(ruleset.program(), ruleset.policy(), workspace.facts, workspace.program);
  run.find_signals();
  run.each_match([&](RuleNumber number) {
    const policy::Outcome &outcome = ruleset.policy().rules[number].then;
    apply(outcome, number, speaks_for_another(outcome, decision), decision);
    return !outcome.stop;
  });
  const auto counts = [&](std::uint32_t line) { return run.passes_line(line); };
  finish(ruleset, workspace.facts, counts, decision);
}

void read_signals(const Ruleset &ruleset, Facts &facts) {
  const policy::Policy &policy = ruleset.policy();
  for (const std::uint32_t signal : policy.signal_order) {
    if (holds(policy, policy.signals[signal].when, facts)) facts.signals.insert(signal);
  }
}

void read_rules(const Ruleset &ruleset, const Facts &facts, Decision &decision, std::span<RuleFate> fates) {
  const policy::Policy &policy = ruleset.policy();
  decision.clear();
  for (RuleNumber number = 0; number < policy.rules.size(); ++number) {
    const policy::Rule &rule = policy.rules[number];
    const bool matched = !rule.has_when || holds(policy, rule.when, facts);
    const bool passed_over = speaks_for_another(rule.then, decision);
    if (!fates.empty()) fates[number] = {true, matched, matched && passed_over};
    if (!matched) continue;
    apply(rule.then, number, passed_over, decision);
    if (rule.then.stop) break;
  }
  const auto counts = [&](std::uint32_t i) {
    const policy::PriorityLine &line = policy.priority.add[i];
    return !line.has_when || holds(policy, line.when, facts);
  };
  finish(ruleset, facts, counts, decision);
}

} // namespace usher::rules
