// SPDX-License-Identifier: BSL-1.0
#include "check/statistics.hpp"

#include "base/page.hpp"
#include "check/reporter.hpp"
#include "policy/facts.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace usher::check {
namespace {

using policy::Condition;

constexpr std::size_t most_shown = 10;

/// The facts that a condition asks something of, not those of which it asks that something is not so.
void add_facts(const policy::Policy &policy, const Condition &condition, std::vector<std::string> &out) {
  if (condition.kind == Condition::Kind::none) return;
  if (condition.kind == Condition::Kind::test) {
    const policy::FactId fact = condition.test.fact;
    std::string name(policy::condition_key(policy, fact));
    const policy::FactId origin = policy::origin_of(policy, fact);
    if (origin != fact && name != policy.facts[origin].name) name += ": " + policy.facts[origin].name;
    if (condition.test.kind == policy::Test::Kind::none_of) return;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  }
  for (const Condition &child : condition.children)
    add_facts(policy, child, out);
}

std::string why_unindexed(const policy::Policy &policy, const policy::Rule &rule) {
  if (!rule.has_when) return "it has no condition";
  std::vector<std::string> facts;
  add_facts(policy, rule.when, facts);
  if (facts.empty()) return "it says only what must not be";
  return fmt::format("what it asks of {} is common or has no index", fmt::join(facts, ", "));
}

std::string amount(std::size_t bytes) {
  if (bytes < 10'000) return fmt::format("{} B", bytes);
  if (bytes < 10'000'000) return fmt::format("{} kB", (bytes + 500) / 1000);
  return fmt::format("{} MB", (bytes + 500'000) / 1'000'000);
}

std::size_t per(std::size_t bytes, std::size_t rules) { return rules == 0 ? 0 : (bytes + rules / 2) / rules; }

void line(std::string &out, std::string_view name, const std::string &content) {
  out += fmt::format("{:<24}{}\n", name, content);
}

} // namespace

Statistics statistics(const rules::Ruleset &ruleset) {
  Statistics out;
  out.program = ruleset.program().figures();
  out.bytes = ruleset.bytes();
  out.phrases = ruleset.lexicon().size();
  out.regexes = ruleset.lexicon().pattern_count();
  const policy::Policy &policy = ruleset.policy();
  for (const std::uint32_t rule : ruleset.program().unindexed) {
    if (rule < policy.rules.size())
      out.unindexed.push_back({rule, why_unindexed(policy, policy.rules[rule])});
  }
  return out;
}

std::string to_text(const rules::Ruleset &ruleset, const Statistics &statistics) {
  const policy::Policy &policy = ruleset.policy();
  const rules::ProgramFigures &program = statistics.program;
  const rules::Ruleset::Bytes &bytes = statistics.bytes;
  std::string out;
  line(out, "Rules", fmt::format("{}", program.rules));
  line(out, "  filed", fmt::format("{} under {} words, topics, accounts ...", program.filed, program.terms));
  line(out, "  told apart by facts",
       fmt::format("{}, by {} facts", program.rest - statistics.unindexed.size(), program.attributes));
  line(out, "  for every message", fmt::format("{}", statistics.unindexed.size()));
  line(out, "Phrases",
       fmt::format("{}, {} of them distinct regexes", statistics.phrases, statistics.regexes));
  line(out, "Memory to decide",
       fmt::format("{}, {} a rule; phrases {}", amount(bytes.deciding),
                   amount(per(bytes.deciding, program.rules)), amount(bytes.lexicon)));
  line(out, "Memory for people",
       fmt::format("{}, {} a rule", amount(bytes.rest), amount(per(bytes.rest, program.rules))));
  if (statistics.sample) {
    const SampleFigures &sample = *statistics.sample;
    line(out, "Sample",
         fmt::format("{} messages{}", sample.messages,
                     sample.refused == 0 ? "" : fmt::format(", {} lines refused", sample.refused)));
    line(out, "  rules looked at",
         fmt::format("{:.1f} a message; {:.1f} when filed by the sample", sample.looked_at,
                     sample.looked_at_then));
  }
  if (!statistics.unindexed.empty()) out += "\nLooked at for every message:\n";
  for (std::size_t i = 0; i < std::min(most_shown, statistics.unindexed.size()); ++i) {
    const policy::Rule &rule = policy.rules[statistics.unindexed[i].rule];
    out += fmt::format("  {}\n    {}\n",
                       on_one_line(fmt::format("{}: {}", place_text(policy.files, rule.place), rule.name)),
                       on_one_line(statistics.unindexed[i].why));
  }
  if (statistics.unindexed.size() > most_shown)
    out += fmt::format("  and {} more\n", statistics.unindexed.size() - most_shown);
  return out;
}

void write_json(const rules::Ruleset &ruleset, const Statistics &statistics, JsonWriter &json) {
  const policy::Policy &policy = ruleset.policy();
  const rules::ProgramFigures &program = statistics.program;
  json.begin_object();
  json.key("statistics");
  json.begin_object();
  json.field("rules", program.rules);
  json.field("filed", program.filed);
  json.field("filings", program.filings);
  json.field("terms", program.terms);
  json.field("told_apart_by_facts", program.rest - statistics.unindexed.size());
  json.field("attributes", program.attributes);
  json.field("steps", program.steps);
  json.field("phrases", statistics.phrases);
  json.field("regexes", statistics.regexes);
  json.field("bytes_to_decide", statistics.bytes.deciding);
  json.field("bytes_of_phrases", statistics.bytes.lexicon);
  json.field("bytes_for_people", statistics.bytes.rest);
  json.key("sample");
  if (statistics.sample) {
    json.begin_object();
    json.field("messages", statistics.sample->messages);
    json.field("refused", statistics.sample->refused);
    json.field("rules_looked_at", statistics.sample->looked_at);
    json.field("rules_looked_at_when_filed_by_it", statistics.sample->looked_at_then);
    json.end_object();
  } else {
    json.null();
  }
  json.key("for_every_message");
  json.begin_array();
  for (const UnindexedRule &one : statistics.unindexed) {
    const policy::Rule &rule = policy.rules[one.rule];
    json.begin_object();
    json.field("rule", rule.name);
    json.field("file", policy.files[rule.place.file].name);
    json.field("line", rule.place.position.line);
    json.field("column", rule.place.position.column);
    json.field("why", one.why);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_object();
}

} // namespace usher::check
