// SPDX-License-Identifier: BSL-1.0
// The compiled program against the plain reading of the rules, on random policies and messages. The number of pairs
// comes from USHER_PROGRAM_PAIRS, the seed from USHER_PROGRAM_SEED.
#include "c_abi/random_policy.hpp"
#include "check/random_policy.hpp"
#include "policy/reader.hpp"
#include "rules/decide.hpp"
#include "rules/run_program.hpp"
#include "rules/sample.hpp"
#include "rules/triage.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace usher;
using namespace usher::rules;

namespace {

std::uint64_t setting(const char *name, std::uint64_t otherwise) {
  const char *value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

std::unique_ptr<Ruleset> load(const std::string &text) {
  policy::Policy policy;
  Findings findings;
  const auto status = policy::read_policy({"random.yaml", text}, {}, {}, policy, findings);
  for (const Finding &finding : findings) {
    if (finding.severity == Severity::error) FAIL(to_text(finding) << "\n" << text);
  }
  REQUIRE(status == policy::ReadStatus::ok);
  return std::make_unique<Ruleset>(std::move(policy));
}

template <class T>
std::string shown(const Chosen<T> &chosen, const auto &value) {
  return chosen.is_set() ? fmt::format("{}:{} ", value, chosen.because) : std::string("- ");
}

/// All of a decision, with reasons.
std::string described(const Decision &decision) {
  std::string out;
  out += shown(decision.department, decision.department.value);
  out += shown(decision.agent, decision.agent.value);
  out += shown(decision.engage, decision.engage.value);
  out += shown(decision.priority_start, decision.priority_start.value);
  out += shown(decision.stage, decision.stage.value);
  out += shown(decision.visibility, static_cast<int>(decision.visibility.value));
  out += shown(decision.reply, decision.reply.value);
  for (const auto *list : {&decision.skills, &decision.tags}) {
    for (const auto &one : *list)
      out += shown(one, one.value);
    out += "; ";
  }
  for (const auto &one : decision.notify)
    out += shown(one, one.value);
  for (const auto &one : decision.ask)
    out += shown(one,
                 fmt::format("?{} {} {}", one.value.department, one.value.within_ms, one.value.before_reply));
  out += fmt::format("p{} {} ", decision.priority, decision.band);
  for (const PriorityPart &part : decision.priority_parts)
    out += fmt::format("{}={} ", part.line, part.points);
  out += fmt::format("t{} m{}", fmt::join(decision.topics, ","), decision.move_to.value_or(UINT32_MAX));
  return out;
}

/// The plain reading of the same facts, signals found anew.
std::string read_plainly(const Ruleset &ruleset, const Workspace &workspace) {
  Facts copy = workspace.facts;
  find_all_phrases(ruleset, workspace, copy);
  copy.signals.reset(ruleset.policy().signals.size());
  read_signals(ruleset, copy);
  Decision decision;
  read_rules(ruleset, copy, decision);
  return described(decision);
}

/// A policy whose rules are filed in every way: under words, phrases, topics, tags, accounts, texts, and under nothing.
std::string large_policy(usher_test::Random &random, std::size_t rules) {
  const auto word = [&] { return fmt::format("w{}", random.below(60)); };
  std::string out =
      "usher: 1\ndepartments: {care: {}, sales: {}, legal: {}}\ndefault: {department: care}\n"
      "facts: {customer.tier: [a, b, c, d], customer.city: text, order.value: number, order.open: flag,"
      " order.age: duration}\nchannels: {wall: {kind: social, public: true}, mail: {kind: email}}\n"
      "accounts:\n";
  for (int i = 0; i < 70; ++i)
    out += fmt::format("  \"@a{}\": {{channel: {}, brand: b{}}}\n", i, i % 3 == 0 ? "mail" : "wall", i % 30);
  out += "topics:\n";
  for (int i = 0; i < 12; ++i)
    out += fmt::format("  t{}: [{}, {} {}]\n", i, word(), word(), word());
  const auto test = [&](bool signals) -> std::string {
    switch (random.below(signals ? 14 : 13)) {
    case 0: return fmt::format("text: [{}]", word());
    case 1: return fmt::format("text: [{}, {} {}, {}]", word(), word(), word(), word());
    case 2: return fmt::format("subject: [{}, '/{}[0-9]/']", word(), word());
    case 3: return fmt::format("topic: t{}", random.below(12));
    case 4:
      return fmt::format("topic: {{{}: [t{}, t{}]}}", random.one_in(2) ? "all" : "none", random.below(12),
                         random.below(12));
    case 5: return fmt::format("account: \"@a{}\"", random.below(70));
    case 6: return fmt::format("account: [\"@a{}\", \"@a{}\"]", random.below(70), random.below(70));
    case 7: return fmt::format("customer.city: [c{}, c{}]", random.below(40), random.below(40));
    case 8: return fmt::format("tags: {}", word());
    case 9: return fmt::format("customer.tier: {{at_least: {}}}", "abcd"[random.below(4)]);
    case 10:
      return fmt::format("order.value: {{{}: {}}}", random.one_in(2) ? "above" : "at_most",
                         random.below(100));
    case 11: return fmt::format("brand: [b{}, {{known: false}}]", random.below(30));
    case 12: return fmt::format("order.age: {{below: {}m}}", random.below(90) + 1);
    default: return fmt::format("signal: s{}", random.below(4));
    }
  };
  const auto condition = [&](bool signals) {
    std::string when;
    for (std::size_t i = random.below(3) + 1; i > 0; --i) {
      when += when.empty() ? "" : ", ";
      switch (random.below(8)) {
      case 0: when += fmt::format("{{not: {{{}}}}}", test(signals)); break;
      case 1: when += fmt::format("{{any: [{{{}}}, {{{}}}]}}", test(signals), test(signals)); break;
      case 2: when += fmt::format("{{none: [{{{}}}, {{{}}}]}}", test(signals), test(signals)); break;
      default: when += fmt::format("{{{}}}", test(signals));
      }
    }
    return fmt::format("{{all: [{}]}}", when);
  };
  out += "signals:\n";
  for (int i = 0; i < 4; ++i)
    out += fmt::format("  s{}: {}\n", i, condition(false));
  out += fmt::format("priority: {{add: [{{when: {}, points: 7}}, {{when: {}, points: -9}}]}}\nrules:\n",
                     condition(true), condition(true));
  for (std::size_t i = 0; i < rules; ++i) {
    out += fmt::format("  - {{name: r{}, when: {}, then: {{tags: [g{}]{}{}}}}}\n", i, condition(true),
                       random.below(50), random.one_in(3) ? ", department: sales, skills: [k]" : "",
                       random.one_in(rules) ? ", stop: true" : "");
  }
  return out;
}

std::string large_message(usher_test::Random &random) {
  const auto words = [&](std::size_t most) {
    std::string text;
    for (std::size_t i = random.below(most); i > 0; --i)
      text += fmt::format("w{}{} ", random.below(70), random.one_in(9) ? "7" : "");
    return text;
  };
  std::string out = fmt::format("{{\"text\":\"{}\",\"subject\":\"{}\"", words(14), words(4));
  if (!random.one_in(5)) out += fmt::format(",\"account\":\"@a{}\"", random.below(70));
  if (random.one_in(2)) out += fmt::format(",\"tags\":[\"w{}\",\"w{}\"]", random.below(60), random.below(60));
  out += ",\"facts\":{\"sentiment\":0";
  if (random.one_in(2)) out += fmt::format(",\"customer.tier\":\"{}\"", "abcd"[random.below(4)]);
  if (random.one_in(2)) out += fmt::format(",\"customer.city\":\"c{}\"", random.below(50));
  if (!random.one_in(3)) out += fmt::format(",\"order.value\":{}", random.below(105));
  if (random.one_in(2)) out += fmt::format(",\"order.age\":{}", 60'000 * random.below(100));
  return out + "}}";
}

/// The same policy, compiled and opened again.
Ruleset reopened(const Ruleset &ruleset) {
  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("image", ruleset.to_image(), image, findings) == ImageStatus::ok);
  REQUIRE(image.verify(findings));
  return Ruleset(std::move(image));
}

/// Decides and compares; how many rules matched.
std::size_t compare(const Ruleset &ruleset, const Ruleset &image, const std::string &json,
                    Workspace &workspace, Sample *sample = nullptr) {
  Findings findings;
  if (triage_json(image, {}, json, 0, workspace, findings) != TriageStatus::ok) FAIL("refused: " << json);
  const std::string by_image = described(workspace.decision);
  if (triage_json(ruleset, {}, json, 0, workspace, findings) != TriageStatus::ok) return 0;
  if (sample != nullptr) sample->add(ruleset, workspace);
  const std::string decided = described(workspace.decision);
  if (decided != by_image) FAIL(json << "\nprogram: " << decided << "\nimage:   " << by_image);
  const std::string plain = read_plainly(ruleset, workspace);
  if (decided != plain) FAIL(json << "\nprogram: " << decided << "\nplain:   " << plain);
  return workspace.decision.tags.size();
}

} // namespace

TEST_CASE("the program decides as the plain reading does") {
  usher_test::Random random(setting("USHER_PROGRAM_SEED", 20261125));
  const std::uint64_t pairs = setting("USHER_PROGRAM_PAIRS", 60'000);
  Workspace workspace; // for one policy after another
  std::uint64_t done = 0;
  std::uint64_t matched = 0;
  while (done < pairs) {
    const usher_test::RandomPolicy small = usher_test::random_policy(random);
    const std::unique_ptr<Ruleset> ruleset = load(small.text());
    const Ruleset small_image = reopened(*ruleset);
    for (int i = 0; i < 500; ++i, ++done) {
      usher_test::RandomMessage message = usher_test::random_message(random);
      usher_test::add_what_was(random, message);
      matched += compare(*ruleset, small_image, message.json(), workspace);
    }

    const std::unique_ptr<Ruleset> large = load(large_policy(random, 1 + random.below(300)));
    CHECK(large->program().figures().rules == large->policy().rules.size());
    const Ruleset large_image = reopened(*large);
    Sample sample(*large);
    for (int i = 0; i < 300; ++i, ++done)
      matched += compare(*large, large_image, large_message(random), workspace, &sample);
    const Ruleset sharpened(large->policy(), &sample);
    CHECK(sharpened.program().term_count() == large->program().term_count());
    for (int i = 0; i < 200; ++i, ++done)
      matched += compare(sharpened, *large, large_message(random), workspace);
  }
  CHECK(matched > pairs / 4);
}

TEST_CASE("the program decides as the plain reading does on facts of every kind") {
  check::Random random(7);
  const std::uint64_t pairs = setting("USHER_PROGRAM_PAIRS", 60'000);
  Workspace workspace;
  for (std::uint64_t done = 0; done < pairs;) {
    const std::unique_ptr<Ruleset> ruleset = load(check::random_policy(random));
    const Ruleset image = reopened(*ruleset);
    for (int i = 0; i < 500; ++i, ++done) {
      check::random_facts(*ruleset, random, workspace.facts);
      workspace.facts.signals.reset(ruleset->policy().signals.size());
      decide(image, workspace);
      const std::string by_image = described(workspace.decision);
      workspace.facts.signals.reset(ruleset->policy().signals.size());
      decide(*ruleset, workspace);
      const std::string decided = described(workspace.decision);
      if (decided != by_image) FAIL("program: " << decided << "\nimage:   " << by_image);
      const std::string plain = read_plainly(*ruleset, workspace);
      if (decided != plain) FAIL("program: " << decided << "\nplain:   " << plain);
    }
  }
}

TEST_CASE("rules are filed under what is rare, and the rest is counted") {
  const auto figures = [](std::string_view rules) {
    return load(fmt::format("usher: 1\ndepartments: {{care: {{}}}}\ndefault: {{department: care}}\n"
                            "topics: {{money: [refund]}}\nrules:\n{}",
                            rules))
        ->program()
        .figures();
  };
  const ProgramFigures filed =
      figures("  - {name: a, when: {text: [refund, money back]}, then: {tags: [a]}}\n"
              "  - {name: b, when: {topic: money, visibility: public}, then: {tags: [b]}}\n"
              "  - {name: c, when: {any: [{text: [x]}, {subject: [y]}]}, then: {tags: [c]}}\n");
  CHECK(filed.filed == 3);
  CHECK(filed.filings == 5);
  CHECK(filed.rest == 0);
  const ProgramFigures rest =
      figures("  - {name: a, then: {tags: [a]}}\n"
              "  - {name: b, when: {not: {topic: money}}, then: {tags: [b]}}\n"
              "  - {name: c, when: {visibility: public}, then: {tags: [c]}}\n"
              "  - {name: d, when: {any: [{text: [x]}, {visibility: public}]}, then: {tags: [d]}}\n");
  CHECK(rest.filed == 0);
  CHECK(rest.rest == 4);
  CHECK(rest.unindexed == 3); // all but the one of public messages
}
