// SPDX-License-Identifier: BSL-1.0
#include "check/graph.hpp"
#include "check/sample.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace usher::check {
namespace {

std::string graph_of(std::string_view yaml) { return to_dot(read(yaml).policy()); }

/// Topics refund, press and spam, departments care, sales and legal, and rules.
std::string with_rules(std::string_view rules) {
  return fmt::format("usher: 1\n"
                     "topics: {{refund: {{en: [refund]}}, press: {{en: [press]}}, spam: {{en: [spam]}}}}\n"
                     "departments: {{care: {{}}, sales: {{}}, legal: {{}}}}\n"
                     "default: {{department: care}}\n"
                     "{}",
                     rules);
}

/// The lines with an arrow, in their order, without what stands around them.
std::string edges_of(std::string_view yaml) {
  std::string edges;
  const std::string graph = graph_of(yaml);
  for (std::size_t at = 0; at < graph.size();) {
    const std::size_t end = graph.find('\n', at);
    const std::string_view line = std::string_view(graph).substr(at, end - at);
    if (line.find(" -> ") != std::string_view::npos) edges += fmt::format("{}\n", line.substr(2));
    at = end + 1;
  }
  return edges;
}

bool holds(std::string_view graph, std::string_view part) {
  return graph.find(part) != std::string_view::npos;
}

TEST_CASE("a small policy as a graph") {
  CHECK(graph_of("usher: 1\n"
                 "topics:\n"
                 "  refund: {en: [refund]}\n"
                 "  unused: {en: [unused]}\n"
                 "signals:\n"
                 "  idle: {visibility: public}\n"
                 "  angry: {topic: refund}\n"
                 "departments:\n"
                 "  care: {}\n"
                 "  legal: {}\n"
                 "rules:\n"
                 "  - name: angry people\n"
                 "    when: {signal: angry}\n"
                 "    then: {department: legal, ask: [care]}\n"
                 "  - name: all others\n"
                 "    then: {tags: [other]}\n"
                 "default: {department: care}\n") ==
        R"(digraph policy {
  rankdir=LR;
  ranksep=1.2;
  node [fontname="sans-serif", fontsize=12, height=0.3];
  edge [fontname="sans-serif", fontsize=10, arrowsize=0.7];

  node [shape=ellipse];
  topic0 [label="refund", tooltip="policy.yaml:3:3"];
  signal1 [label="angry", style=dashed, tooltip="policy.yaml:7:3\n{topic: refund}"];

  node [shape=box, style=rounded];
  rule0 [label="1. angry people", tooltip="policy.yaml:12:5\n{signal: angry}"];
  rule1 [label="2. all others", tooltip="policy.yaml:15:5"];
  default [label="default", tooltip="policy.yaml:17:1"];

  node [shape=box, style=filled, fillcolor="#dde8f4"];
  department0 [label="care", tooltip="policy.yaml:9:3"];
  department1 [label="legal", tooltip="policy.yaml:10:3"];

  topic0 -> signal1;
  signal1 -> rule0;
  rule0 -> department1;
  rule0 -> department0 [label="asks", style=dashed];
  default -> department0;
}
)");
}

TEST_CASE("what a rule asks for leads to it, however deep it stands") {
  CHECK(edges_of(with_rules(
            "rules: [{name: a, when: {any: [{topic: spam}, {all: [{topic: {all: [refund, press]}}]}]}, "
            "then: {tags: [t]}}]\n")) ==
        "topic2 -> rule0;\ntopic0 -> rule0;\ntopic1 -> rule0;\ndefault -> department0;\n");
}

TEST_CASE("what must not be there leads to a rule in dots") {
  const auto edges = [](std::string_view when) {
    return edges_of(with_rules(fmt::format("rules: [{{name: a, when: {}, then: {{tags: [t]}}}}]\n", when)));
  };
  const std::string refused = "topic0 -> rule0 [style=dotted];\ndefault -> department0;\n";
  CHECK(edges("{not: {topic: refund}}") == refused);
  CHECK(edges("{none: [{topic: refund}]}") == refused);
  CHECK(edges("{topic: {none: [refund]}}") == refused);
  CHECK(edges("{none: [{any: [{topic: refund}, {topic: refund}]}]}") == refused);
  const std::string wanted = "topic0 -> rule0;\ndefault -> department0;\n";
  CHECK(edges("{not: {none: [{topic: refund}]}}") == wanted);
  CHECK(edges("{not: {topic: {none: [refund]}}}") == wanted);
}

TEST_CASE("a topic that a rule asks for twice leads to it once, and once more in dots") {
  CHECK(edges_of(with_rules("rules: [{name: a, when: {any: [{topic: refund}, {topic: [refund, spam]}], "
                            "none: [{topic: refund, visibility: public}]}, then: {tags: [t]}},\n"
                            "  {name: b, when: {topic: refund}, then: {tags: [t]}}]\n")) ==
        "topic0 -> rule0;\ntopic2 -> rule0;\ntopic0 -> rule0 [style=dotted];\ntopic0 -> rule1;\n"
        "default -> department0;\n");
}

TEST_CASE("that a message has any topic leads from none") {
  CHECK(edges_of(with_rules("rules: [{name: a, when: {topic: {known: true}}, then: {tags: [t]}}]\n")) ==
        "default -> department0;\n");
}

TEST_CASE("signals that only other things ask for are not drawn") {
  const std::string graph =
      graph_of(with_rules("signals: {low: {topic: spam}, high: {signal: mid}, mid: {signal: low}}\n"
                          "priority: {add: [{when: {signal: high}, points: 5}]}\n"
                          "rules: [{name: a, when: {signal: mid}, then: {tags: [t]}}]\n"));
  CHECK(!holds(graph, "\"high\""));
  CHECK(holds(graph, "  topic2 -> signal0;\n  signal0 -> signal2;\n  signal2 -> rule0;\n"));
}

TEST_CASE("rules and the default lead to whom they give, ask and notify") {
  CHECK(edges_of(with_rules("agents: {sara: {departments: [care]}}\n"
                            "groups: {leads: [sara]}\n"
                            "rules:\n"
                            "  - {name: a, then: {department: sales, ask: [{department: legal, within: 1h}], "
                            "notify: [leads, care, sara]}}\n"
                            "  - {name: b, then: {skills: [billing]}}\n")) ==
        "rule0 -> department1;\n"
        "rule0 -> department2 [label=\"asks\", style=dashed];\n"
        "rule0 -> department0 [label=\"notifies\", style=dashed];\n"
        "default -> department0;\n");
}

TEST_CASE("rules after which nothing is read, and what is not queued, say so") {
  const std::string graph = graph_of(with_rules("rules:\n"
                                                "  - {name: a, then: {stop: true}}\n"
                                                "  - {name: b, then: {engage: false}}\n"
                                                "  - {name: c, then: {engage: false, stop: true}}\n"
                                                "  - {name: d, then: {engage: true, stop: false}}\n"));
  CHECK(holds(graph, R"([label="1. a\nstop: true",)"));
  CHECK(holds(graph, R"([label="2. b\nengage: false",)"));
  CHECK(holds(graph, R"([label="3. c\nengage: false, stop: true",)"));
  CHECK(holds(graph, R"([label="4. d",)"));
}

TEST_CASE("departments lead to those that have their work when they cannot") {
  CHECK(edges_of(
            "usher: 1\n"
            "calendars: {office: {timezone: UTC, weekly: {mon-fri: \"09:00-17:00\"}}}\n"
            "sla: {s: {first_response: 1h}}\n"
            "departments:\n"
            "  care: {sla: s, queue: {limit: 50, overflow: {to: sales}}, widen: [{after: 15m, also: [sales, "
            "legal]},\n"
            "    {at: 80% of first_response, raise: 5, notify: [legal]}]}\n"
            "  sales: {calendar: office, closed: {to: care}}\n"
            "  legal: {assign: {end_of_shift: {hand_over: care}}}\n"
            "default: {department: care}\n") ==
        "default -> department0;\n"
        "department0 -> department1 [label=\"full\"];\n"
        "department0 -> department1 [label=\"after 15m\", style=dashed];\n"
        "department0 -> department2 [label=\"after 15m\", style=dashed];\n"
        "department0 -> department2 [label=\"notifies at 80% of first_response\", style=dashed];\n"
        "department1 -> department0 [label=\"closed\"];\n"
        "department2 -> department0 [label=\"end of shift\"];\n");
}

TEST_CASE("names are drawn as they are, whatever they hold") {
  const auto label = [](std::string_view name) {
    const std::string graph =
        graph_of(with_rules(fmt::format("rules: [{{name: {}, then: {{tags: [t]}}}}]\n", name)));
    const std::string_view begin = "rule0 [label=\"1. ";
    const std::size_t at = graph.find(begin);
    REQUIRE(at != std::string::npos);
    return graph.substr(at + begin.size(), graph.find("\", tooltip=", at) - at - begin.size());
  };
  CHECK(label(R"('say "no"')") == R"(say \"no\")");
  CHECK(label(R"('a\nb\')") == R"(a\\nb\\)");
  CHECK(label(R"("a\nb\tc")") == R"(a\\nb\\tc)"); // shown as \n and \t, as in findings
  CHECK(label(R"("a\u202eb")") == R"(a\\u202eb)");
  CHECK(label("R&amp;D") == "R&amp;amp;D");
  CHECK(label("<b>") == "<b>");
  CHECK(label("بازگشت پول") == "بازگشت پول");
  CHECK(label("می‌خواهم") == "می‌خواهم"); // with a joiner of width zero
}

TEST_CASE("a long condition is cut") {
  std::string tags = "t0";
  for (int i = 1; i < 200; ++i)
    tags += fmt::format(", t{}", i);
  const std::string graph = graph_of(
      with_rules(fmt::format("rules: [{{name: a, when: {{tags: [{}]}}, then: {{tags: [t]}}}}]\n", tags)));
  CHECK(holds(graph, "\\n{tags: [t0, t1, "));
  CHECK(holds(graph, "...\"];\n"));
  CHECK(graph.size() < 2000);
}

TEST_CASE("a graph is as long as its policy, not as the square of it") {
  // A long name is written once, however many topics lead to its rule.
  constexpr int topics = 2000;
  std::string yaml = "usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\ntopics:\n";
  std::string names;
  for (int i = 0; i < topics; ++i) {
    yaml += fmt::format("  t{}: {{en: [w{}]}}\n", i, i);
    names += fmt::format("{}t{}", i == 0 ? "" : ", ", i);
  }
  yaml += fmt::format("rules: [{{name: {}, when: {{topic: [{}]}}, then: {{tags: [t]}}}}]\n",
                      std::string(1000, 'x'), names);
  const std::string graph = graph_of(yaml);
  CHECK(std::count(graph.begin(), graph.end(), '>') == topics + 1);
  CHECK(graph.size() < 5 * yaml.size());
}

} // namespace
} // namespace usher::check
