// SPDX-License-Identifier: BSL-1.0
#include "check/comparison.hpp"
#include "check/sample.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace usher::check {
namespace {

/// One line for each change of a part: section, kind, name, old name, keys.
std::vector<std::string> changes(std::string_view was, std::string_view is) {
  std::vector<std::string> out;
  for (const PartChange &change : compare_parts(read(was).policy(), read(is).policy())) {
    std::string line = fmt::format("{} {} {}", change.section, name_of(change.kind), change.name);
    if (!change.was.empty()) line += " < " + change.was;
    for (const KeyChange &key : change.keys)
      line += fmt::format(" | {}: {} -> {}", key.key, key.was, key.is);
    out.push_back(line);
  }
  return out;
}

/// What should be, as what is: one line each.
std::string lines(const std::vector<std::string> &list) { return fmt::format("{}", fmt::join(list, "\n")); }
using Lines = std::vector<std::string>;

constexpr std::string_view work = R"(usher: 1
calendars: {office: {timezone: UTC, weekly: {mon-fri: "09:00-18:00"}}}
sla: {fast: {first_response: 1h}}
departments:
  care: {sla: fast, calendar: office, assign: {strategy: longest_idle}, widen: [{after: 10m, drop: [skills]}]}
  sales: {queue: {limit: 3, overflow: {to: care}}}
agents:
  ann: {departments: [care, sales], skills: [law], capacity: 2}
  bob: {departments: [care]}
topics: {refund: [refund, money back], bug: [bug]}
rules:
  - {name: refunds, when: {topic: refund}, then: {department: sales, tags: [money]}}
  - {name: bugs, when: {topic: bug}, then: {tags: [bug]}}
  - {name: late, when: {conversation.messages: {at_least: 3}}, then: {priority: high}}
default: {department: care}
)";

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out(text);
  const std::size_t at = out.find(what);
  REQUIRE(at != std::string::npos);
  out.replace(at, what.size(), by);
  return out;
}

DecisionChanges decisions(std::string_view was, std::string_view is, std::string_view sample) {
  const rules::Ruleset before = read(was);
  const rules::Ruleset after = read(is);
  return compare_decisions(before, after, sample, {});
}

std::vector<std::string> shown(const DecisionChanges &changes) {
  std::vector<std::string> out;
  for (const Move &move : changes.moves)
    out.push_back(fmt::format("{} {}>{} {}>{} {}", rules::name_of(move.field), move.was, move.is,
                              move.because_was, move.because_is, fmt::join(move.messages, ",")));
  return out;
}

} // namespace

TEST_CASE("a policy is the same as itself, however it is written") {
  CHECK(changes(work, work).empty());
  CHECK(changes(work, replaced(work, "first_response: 1h", "first_response: 60m")).empty());
  CHECK(changes(work, "# a remark\n" + std::string(work)).empty());
}

TEST_CASE("parts that are new, gone, renamed or changed, key by key") {
  CHECK(lines(changes(work, replaced(work, "sla: {fast:", "sla: {slow: {resolution: 8h}, fast:"))) ==
        lines(Lines{"sla added slow"}));
  CHECK(lines(changes(replaced(work, "sla: {fast:", "sla: {slow: {resolution: 8h}, fast:"), work)) ==
        lines(Lines{"sla removed slow"}));
  CHECK(lines(changes(work, replaced(work, "strategy: longest_idle", "strategy: first, offer: 90s"))) ==
        lines(Lines{
            "departments changed care | assign.strategy: longest_idle -> first | assign.offer:  -> 1m30s"}));
  CHECK(lines(changes(work, replaced(work, "limit: 3, overflow: {to: care}", "limit: 5"))) ==
        lines(Lines{"departments changed sales | queue.limit: 3 -> 5 | queue.overflow.to: care -> "}));
  CHECK(changes(work, replaced(work, "after: 10m", "after: 20m")).size() == 1);
  CHECK(changes(work, replaced(work, "09:00-18:00", "09:00-17:00")).size() == 1);
  CHECK(lines(changes(work, replaced(work, "name: bugs", "name: slips"))) ==
        lines(Lines{"rules renamed slips < bugs"}));
  CHECK(lines(changes(work, std::string(work) + "\ncustomers: {one_owner: true}\n")) ==
        lines(Lines{"customers changed  | one_owner:  -> true"}));
  // What two say is no sign of either.
  CHECK(
      lines(changes("usher: 1\ndepartments: {care: {}, a: {works_on: 1}, b: {works_on: 1}}\ndefault: "
                    "{department: care}\n",
                    "usher: 1\ndepartments: {care: {}, c: {works_on: 1}}\ndefault: {department: care}\n")) ==
      lines(Lines{"departments added c", "departments removed a", "departments removed b"}));
}

TEST_CASE("what differs behind a long begin that is the same is shown") {
  constexpr std::string_view hello = "usher: 1\ndepartments: {care: {}}\ntopics: {refund: [refund]}\nrules:\n"
                                     "  - {name: r, when: {topic: refund, visibility: public, "
                                     "author.language: [en, it, fa, de, fr, es, ru]},\n"
                                     "     then: {reply: hi}}\n"
                                     "replies: {hi: {en: \"Hi {author.name}, thank you for writing to us; we "
                                     "are looking into it today.\"}}\n"
                                     "default: {department: care}\n";
  const auto page = [&](std::string_view what, std::string_view by) {
    return to_text(compare(read(hello), read(replaced(hello, what, by)), {}, {}));
  };
  const std::string reply = page("today", "now");
  CAPTURE(reply);
  CHECK(reply.find("today.") != std::string::npos);
  CHECK(reply.find("now.") != std::string::npos);
  CHECK(reply.find("...") != std::string::npos);
  CHECK(reply.find("Hi {author") == std::string::npos);
  const std::string language = page("es, ru", "es, zh");
  CAPTURE(language);
  CHECK(language.find("ru]") != std::string::npos);
  CHECK(language.find("zh]") != std::string::npos);
}

TEST_CASE("of lists what is gone and what has come, or that only the order is another") {
  const auto all =
      compare_parts(read(work).policy(),
                    read(replaced(work, "[refund, money back]", "[refund, refunds, return]")).policy());
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].keys.size() == 1);
  CHECK(all[0].keys[0].gone == Lines{"money back"});
  CHECK(all[0].keys[0].come == Lines{"refunds", "return"});
  const auto turned = compare_parts(
      read(work).policy(), read(replaced(work, "[care, sales], skills", "[sales, care], skills")).policy());
  REQUIRE(turned.size() == 1);
  CHECK(turned[0].keys[0].is_list);
  CHECK(turned[0].keys[0].gone.empty());
  CHECK(turned[0].keys[0].come.empty());
}

TEST_CASE("order counts where it decides: of rules and people, and as few as can be have moved") {
  constexpr std::string_view late =
      "  - {name: late, when: {conversation.messages: {at_least: 3}}, then: {priority: high}}\n";
  const std::string first = replaced(replaced(work, late, ""), "rules:\n", "rules:\n" + std::string(late));
  CHECK(lines(changes(work, first)) == lines(Lines{"rules moved late"}));
  CHECK(lines(changes(first, work)) == lines(Lines{"rules moved late < bugs"}));
  const std::string turned = replaced(replaced(work, "  bob: {departments: [care]}\n", ""), "agents:\n",
                                      "agents:\n  bob: {departments: [care]}\n");
  CHECK(changes(work, turned).size() == 1);
  CHECK(changes("usher: 1\ndepartments: {a: {}, b: {}}\ndefault: {department: a}\n",
                "usher: 1\ndepartments: {b: {}, a: {}}\ndefault: {department: a}\n")
            .empty());
}

TEST_CASE("what is decided otherwise, by field, with ids and never with a text") {
  constexpr std::string_view sample =
      R"({"id": "m-1", "text": "a secret refund", "time": "2026-03-20T09:00:00Z"}
{"id": "m-2", "text": "a bug", "time": "2026-03-20T09:00:00Z"}

{"text": "hello", "time": "2026-03-20T09:00:00Z"}
{"text": 7}
{"id": "m-3", "text": "refund", "time": "2026-03-20T17:30:00Z"}
)";
  const std::string other =
      replaced(replaced(replaced(work, "topic: refund}", "topic: bug}"), "sla: {fast: {first_response: 1h}}",
                        "sla: {fast: {first_response: 2h}}"),
               "tags: [bug]", "tags: [slip]");
  const DecisionChanges changes = decisions(work, other, sample);
  CHECK(changes.messages == 5);
  CHECK(changes.moved == 4);
  CHECK(changes.refused.empty()); // leniently, a text that is a number is a message without a text
  CHECK(lines(shown(changes)) ==
        lines(Lines{"department sales>care refunds>default m-1,m-3", //
                    "department care>sales default>refunds m-2", "sla >fast > m-1,m-3", "sla fast> > m-2",
                    "first_response >promised > m-1,m-3", "first_response promised> > m-2",
                    "first_response promised>1h later > line 4", "tags money> refunds> m-1,m-3",
                    "tags >money >refunds m-2", "tags >slip >bugs m-2", "tags bug> bugs> m-2"}));
  const DecisionChanges marked = decisions(work, other, "\xEF\xBB\xBF" + std::string(sample));
  CHECK(shown(marked) == shown(changes)); // a byte order mark is none of the first message
  const std::string text = to_text(compare(read(work), read(other), sample, {}));
  CHECK(text.find("secret") == std::string::npos);
  JsonWriter json;
  write_json(compare(read(work), read(other), sample, {}), json);
  CHECK(json.text().find("secret") == std::string::npos);
}

TEST_CASE("how strictly somebody is asked, and points within a band, are no small matter") {
  const std::string was = replaced(work, "tags: [bug]}", "tags: [bug], ask: [sales]}");
  constexpr std::string_view sample = R"({"id": "m-1", "text": "a bug"}
{"id": "m-2", "text": "hello"}
)";
  const auto moved = [&](const std::string &is) { return lines(shown(decisions(was, is, sample))); };
  CHECK(moved(was).empty());
  CHECK(moved(replaced(was, "ask: [sales]", "ask: [{department: sales, within: 1h, before_reply: true}]")) ==
        "ask sales>sales within 1h, before the reply bugs>bugs m-1");
  CHECK(moved(replaced(was, "ask: [sales]", "ask: [care]")) == "ask >care >bugs m-1\nask sales> bugs> m-1");
  const std::string points = "priority: {add: [{when: {topic: bug}, points: 9}]}\nrules:";
  CHECK(moved(replaced(was, "rules:", points)) == "priority >9 points higher > m-1");
  const std::string more = "priority: {start: 37, add: [{when: {topic: bug}, points: -1}]}\nrules:";
  CHECK(moved(replaced(was, "rules:", more)) == "priority >3 to 4 points lower > m-1,m-2");
  // Another band says it by itself.
  CHECK(moved(replaced(was, "rules:", replaced(points, "9", "40"))) == "band normal>high > m-1");
  const std::string text = to_text(compare(read(was), read(replaced(was, "rules:", points)), sample, {}));
  CHECK(text.find("1 of 2 messages is decided otherwise:\n"
                  "  1 of 2 messages: priority 9 points higher in the same band\n") != std::string::npos);
}

TEST_CASE("the messages of the tests of both, each once") {
  const std::string with_tests = std::string(work) + R"(tests:
  - {message: {text: refund}, expect: {department: sales}}
  - {name: old, message: {text: bug}, expect: {tags: [bug]}}
)";
  const std::string other =
      replaced(std::string(work), "department: sales, tags", "department: care, tags") + R"(tests:
  - {message: {text: refund}, expect: {department: care}}
  - {name: new, message: {text: hello}, expect: {department: care}}
)";
  const DecisionChanges changes = decisions(with_tests, other, {});
  CHECK(changes.messages == 3);
  CHECK(changes.moved == 1);
  REQUIRE_FALSE(changes.moves.empty());
  CHECK(changes.moves[0].was == "sales");
  CHECK(changes.moves[0].is == "care");
  CHECK(changes.moves[0].because_was == "refunds");
  CHECK(changes.moves[0].messages == Lines{"policy.yaml:17:5"});
}

} // namespace usher::check
