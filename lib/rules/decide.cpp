// SPDX-License-Identifier: BSL-1.0
#include "rules/decide.hpp"

#include "policy/live_work.hpp"
#include "rules/derived_facts.hpp"
#include "rules/due_times.hpp"
#include "rules/evaluate.hpp"
#include "rules/run_program.hpp"
#include "text/language.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace usher::rules {
namespace {

template <class T, class V>
void choose(Chosen<T> &chosen, const V &value, RuleNumber rule) {
  if (chosen.is_set()) return;
  chosen.value = value;
  chosen.because = rule;
}

template <class T, class Same>
void add_once(std::vector<Chosen<T>> &list, const T &value, RuleNumber rule, const Same &same) {
  const bool there =
      std::any_of(list.begin(), list.end(), [&](const Chosen<T> &one) { return same(one.value, value); });
  if (!there) list.push_back({value, rule});
}

// A rule that names a department speaks for that department: when another one is decided already, what it says about
// the work there is passed over.
bool speaks_for_another(const FlatOutcome &outcome, const Decision &decision) {
  return outcome.department != FlatOutcome::none && decision.department.is_set() &&
         decision.department.value != outcome.department;
}

bool says_several(const FlatOutcome &outcome) {
  const auto some = [](const Range &range) { return range.begin < range.end; };
  return some(outcome.skills) || some(outcome.tags) || some(outcome.notify) || some(outcome.asks);
}

/// Takes from an outcome what is not decided yet. A number that is the number of nothing, as only a damaged file can
/// have it, says nothing.
class Taker {
 public:
  Taker(const Ruleset &ruleset, Decision &decision)
      : ruleset_(ruleset), outcomes_(ruleset.outcomes()), decision_(decision) {}

  void take(const FlatOutcome &outcome, RuleNumber rule, bool passed_over) {
    take_one_values(outcome, rule, passed_over);
    if (says_several(outcome)) take_several_values(outcome, rule, passed_over);
  }

  void take_one_values(const FlatOutcome &outcome, RuleNumber rule, bool passed_over) {
    const policy::Frame &frame = ruleset_.frame();
    if (!passed_over) {
      if (outcome.department < frame.departments.size())
        choose(decision_.department, outcome.department, rule);
      if (outcome.agent != FlatOutcome::none) choose(decision_.agent, outcomes_.texts[outcome.agent], rule);
      if (outcome.sla < frame.slas.size()) choose(decision_.sla, outcome.sla, rule);
    }
    if (outcome.has_priority != 0) choose(decision_.priority_start, outcome.priority, rule);
    if (outcome.stage < frame.facts[policy::fact_stage].choices.size())
      choose(decision_.stage, outcome.stage, rule);
    if (outcome.visibility <= static_cast<std::uint32_t>(policy::Visibility::private_))
      choose(decision_.visibility, static_cast<policy::Visibility>(outcome.visibility), rule);
    if (outcome.engage != FlatOutcome::none) choose(decision_.engage, outcome.engage != 0, rule);
    if (outcome.reply < ruleset_.reply_count()) choose(decision_.reply, outcome.reply, rule);
  }

 private:
  void take_several_values(const FlatOutcome &outcome, RuleNumber rule, bool passed_over) {
    // Each text is in the list of texts once, so that it is known by its place.
    const auto same_text = [](std::string_view a, std::string_view b) { return a.data() == b.data(); };
    if (!passed_over) {
      for (const std::uint32_t skill : outcomes_.numbers.part(outcome.skills))
        add_once(decision_.skills, outcomes_.texts[skill], rule, same_text);
    }
    for (const std::uint32_t tag : outcomes_.numbers.part(outcome.tags))
      add_once(decision_.tags, outcomes_.texts[tag], rule, same_text);
    for (const policy::NotifiedId id : outcomes_.numbers.part(outcome.notify)) {
      if (id < policy::notified_count(ruleset_.frame()))
        add_once(decision_.notify, id, rule, std::equal_to<>());
    }
    for (const FlatAsk &ask : outcomes_.asks.part(outcome.asks))
      if (ask.department < ruleset_.frame().departments.size())
        take_ask({ask.department, ask.within_ms, ask.before_reply != 0}, rule);
  }

  /// A department is asked once, by the strictest of what rules say.
  void take_ask(const policy::Ask &ask, RuleNumber rule) {
    auto there = std::find_if(decision_.ask.begin(), decision_.ask.end(),
                              [&](const ChosenAsk &one) { return one.value.department == ask.department; });
    if (there == decision_.ask.end())
      there = decision_.ask.insert(there, {{{ask.department, 0, false}, rule}, no_rule, no_rule});
    policy::Ask &asked = there->value;
    if (policy::is_sooner(ask, asked)) {
      asked.within_ms = ask.within_ms;
      there->because = there->because_of_time = rule;
    }
    if (ask.before_reply && !asked.before_reply) {
      asked.before_reply = true;
      there->because = there->because_of_hold = rule;
    }
  }

  const Ruleset &ruleset_;
  const Outcomes &outcomes_;
  Decision &decision_;
};

/// `counts(i)`: the condition of line i holds.
template <class Counts>
void add_up_priority(const Ruleset &ruleset, const Facts &facts, const Counts &counts, Decision &decision) {
  const policy::Priority &priority = ruleset.frame().priority;
  const int start = decision.priority_start.is_set() ? decision.priority_start.value : priority.start;
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

void find_private_channel(const Ruleset &ruleset, const Facts &facts, Decision &decision) {
  const Slot &visibility = facts.slots[policy::fact_visibility];
  const Slot &channel = facts.slots[policy::fact_channel];
  const bool goes_private =
      decision.visibility.is_set() && decision.visibility.value == policy::Visibility::private_;
  const bool was_public =
      visibility.known && visibility.integer == static_cast<std::int64_t>(policy::Visibility::public_);
  if (goes_private && was_public && channel.known) {
    decision.move_to = ruleset.frame().channels[static_cast<std::size_t>(channel.integer)].private_twin;
  }
}

/// What holds beside the rules, when all are read.
template <class Counts>
void finish(const Ruleset &ruleset, const Facts &facts, const Counts &counts, Decision &decision) {
  const FlatOutcome &fallback = ruleset.outcomes().list[ruleset.outcomes().rules()];
  Taker(ruleset, decision).take_one_values(fallback, by_default, speaks_for_another(fallback, decision));
  if (!facts.topics.empty()) {
    decision.topics = facts.topics.list();
    std::sort(decision.topics.begin(), decision.topics.end());
  }
  add_up_priority(ruleset, facts, counts, decision);
  find_private_channel(ruleset, facts, decision);
}

void find_phrases(const Ruleset &ruleset, std::string_view source, text::PreparedText &prepared,
                  Workspace &workspace, PhraseSet &found, NumberSet &topics) {
  prepared.assign(source);
  ruleset.lexicon().find(prepared, workspace.scratch, workspace.found, workspace.candidates);
  const auto add_topics = [&](text::PhraseId phrase) {
    for (const std::uint32_t topic : ruleset.topics_of(phrase))
      topics.insert(topic);
  };
  for (const text::PhraseId phrase : workspace.found) {
    found.insert(phrase);
    add_topics(phrase);
  }
  for (const text::PatternId pattern : workspace.candidates) {
    found.add_candidate(pattern);
    if (!ruleset.decides_topics(pattern) || !found.search(pattern, ruleset.lexicon(), prepared)) continue;
    for (const text::PhraseId phrase : ruleset.lexicon().phrases_of(pattern))
      add_topics(phrase);
  }
}

bool is_email(const Facts &facts) {
  const Slot &kind = facts.slots[policy::fact_kind];
  return kind.known && kind.integer == static_cast<std::int64_t>(policy::ChannelKind::email);
}

void find_language(const text::WrittenText &written, Facts &facts) {
  const Slot &text = facts.slots[policy::fact_text];
  const Slot &subject = facts.slots[policy::fact_subject];
  if (facts.slots[policy::fact_language].known || (!text.known && !subject.known)) return;
  const text::LanguageGuess guess =
      text::guess_language(text.known ? written.from_first(text.text) : subject.text);
  if (guess.code.empty() || guess.confidence < least_language_confidence) return;
  Slot &language = facts.slots.edit(policy::fact_language);
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

int points_of(const policy::PriorityLine &line, const Facts &facts) noexcept {
  int points = line.points;
  if (line.per) {
    // Large enough to leave 0..100 from anywhere, small enough that the sum of all lines fits an int.
    constexpr double most = 10'000;
    const Slot &slot = facts.slots[*line.per];
    const double product = slot.known ? line.points * std::trunc(slot.number) : 0;
    points = static_cast<int>(std::clamp(product, -most, most));
  }
  if (line.up_to) points = std::clamp(points, -*line.up_to, *line.up_to);
  return points;
}

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

void find_all_phrases(const Ruleset &ruleset, const Workspace &workspace, Facts &facts) {
  facts.in_text.search_all(ruleset.lexicon(), workspace.text);
  facts.in_subject.search_all(ruleset.lexicon(), workspace.subject);
}

void decide(const Ruleset &ruleset, Workspace &workspace, bool due_times) {
  Decision &decision = workspace.decision;
  decision.clear();
  find_changes(ruleset, workspace.facts);
  Taker taker(ruleset, decision);
  ProgramRun run(ruleset, workspace);
  run.find_signals();
  run.each_match([&](RuleNumber number) {
    const FlatOutcome &outcome = ruleset.outcomes().list[number];
    taker.take(outcome, number, speaks_for_another(outcome, decision));
    return outcome.stop == 0;
  });
  const auto counts = [&](std::uint32_t line) { return run.passes_line(line); };
  finish(ruleset, workspace.facts, counts, decision);
  if (due_times) find_due_times(ruleset, workspace.facts, decision);
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
  Taker taker(ruleset, decision);
  for (RuleNumber number = 0; number < policy.rules.size(); ++number) {
    const policy::Rule &rule = policy.rules[number];
    const FlatOutcome &outcome = ruleset.outcomes().list[number];
    const bool matched = !rule.has_when || holds(policy, rule.when, facts);
    const bool passed_over = speaks_for_another(outcome, decision);
    if (!fates.empty()) fates[number] = {true, matched, matched && passed_over};
    if (!matched) continue;
    taker.take(outcome, number, passed_over);
    if (outcome.stop != 0) break;
  }
  const auto counts = [&](std::uint32_t i) {
    const policy::PriorityLine &line = policy.priority.add[i];
    return !line.has_when || holds(policy, line.when, facts);
  };
  finish(ruleset, facts, counts, decision);
  find_due_times(ruleset, facts, decision);
}

} // namespace usher::rules
