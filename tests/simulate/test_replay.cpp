// SPDX-License-Identifier: BSL-1.0
// Recorded events under two policies: what differs, and that the desk of a replay is the desk that was.
#include "desk/event_json.hpp"
#include "desk/journal.hpp"
#include "desk/metrics_figures.hpp"
#include "policy/reader.hpp"
#include "rules/ruleset.hpp"
#include "simulate/replay.hpp"
#include "simulate/replay_figures.hpp"
#include "simulate/replay_line.hpp"

#include <memory>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::simulate;

namespace {

std::shared_ptr<const rules::Ruleset> ruleset(std::string_view text) {
  policy::Policy policy;
  Findings findings;
  const policy::MemoryFile file{"policy.yaml", text};
  const bool good = read_policy(file, {}, Limits(), policy, findings) == policy::ReadStatus::ok;
  for (const Finding &finding : findings)
    if (!good) FAIL_CHECK(to_text(finding));
  REQUIRE(good);
  return std::make_shared<const rules::Ruleset>(std::move(policy));
}

constexpr std::string_view before_policy = R"(usher: 1
sla: {fast: {first_response: 1h, resolution: 1d}, slow: {first_response: 4h}}
departments:
  care: {sla: fast, assign: {strategy: first}}
  billing: {sla: slow, assign: {strategy: first}}
agents:
  sara: {departments: [care]}
  omid: {departments: [billing]}
topics: {refund: {en: [refund]}, spam: {en: [lottery]}}
rules:
  - {name: refunds, when: {topic: refund}, then: {department: billing}}
default: {department: care}
)";
constexpr std::string_view after_policy = R"(usher: 1
sla: {fast: {first_response: 30m, resolution: 1d}, slow: {first_response: 4h}}
departments:
  care: {sla: fast, assign: {strategy: first}}
agents:
  sara: {departments: [care], capacity: 10}
topics: {refund: {en: [refund]}, spam: {en: [lottery]}}
rules:
  - {name: junk, when: {topic: spam}, then: {engage: false}}
default: {department: care}
)";

constexpr std::string_view day =
    R"({"type":"message","time":"2026-03-20T10:00:00Z","conversation":"c-1","message":{"text":"my refund"}}
{"type":"message","time":"2026-03-20T10:01:00Z","conversation":"c-2","message":{"text":"hello"}}
{"type":"message","time":"2026-03-20T10:02:00Z","conversation":"c-3","message":{"text":"you won the lottery"}}
{"type":"message","time":"2026-03-20T10:40:00Z","conversation":"c-1","from":"staff","agent":"omid"}
{"type":"message","time":"2026-03-20T10:41:00Z","conversation":"c-2","from":"staff","agent":"sara"}
{"type":"resolve","time":"2026-03-20T10:50:00Z","conversation":"c-1"}
{"type":"transfer","time":"2026-03-20T10:51:00Z","conversation":"c-2","department":"billing"}
)";

} // namespace

TEST_CASE("what differs between two policies is told conversation by conversation") {
  Replay replay(ruleset(before_policy), ruleset(after_policy), {});
  Findings findings;
  replay.add_lines("day.jsonl", day, findings);
  replay.finish();
  CHECK(findings.empty());
  const ReplayFigures figures = figures_of(replay);
  REQUIRE(figures.differences);
  const Differences &differences = *figures.differences;
  CHECK(replay.input().events == 7);
  CHECK(differences.moved == 2);   // the refund and the spam
  CHECK(differences.changed == 3); // the other one is due earlier
  REQUIRE(differences.departments.size() == 2);
  CHECK(differences.departments[0].before == "billing");
  CHECK(differences.departments[0].after == "care");
  CHECK(differences.departments[1].before == "care");
  CHECK(differences.departments[1].after == "");
  REQUIRE(differences.rules.size() == 2);
  CHECK(differences.rules[0].before == "default");
  CHECK(differences.rules[0].after == "junk");
  CHECK(differences.rules[0].after_is_rule);
  CHECK_FALSE(differences.rules[0].before_is_rule);
  // c-1 was due after 4 h and is after 30 m; c-2 after 1 h and is after 30 m; c-3 is promised nothing any more.
  CHECK(differences.due[0].earlier == 2);
  CHECK(differences.due[0].only_before == 1);
  CHECK(differences.due[0].earlier_by.p50 == 30 * 60'000);
  CHECK(differences.due[0].earlier_by.p90 == (4 * 60 - 30) * 60'000);
  CHECK(differences.due[1].only_after == 1);  // the resolution of c-1
  CHECK(differences.due[1].only_before == 1); // of c-3
  CHECK(differences.due[1].same == 1);
  CHECK(figures.before.promises[0][Promise::kept] == 2);
  CHECK(figures.after->promises[0][Promise::kept] == 0);
  CHECK(figures.after->promises[0][Promise::broken] == 2);
  CHECK(figures.after->not_engaged == 1);
  // The second policy knows neither omid nor billing.
  CHECK(replay.before().refused().count == 0);
  CHECK(replay.after()->refused().count + replay.after()->ignored().count >= 2);
  const std::string text = to_text(replay, figures, 10);
  CHECK(text.find("2 of 3 conversations go to another department (66.6%)") != std::string::npos);
  CHECK(text.find("c-3: care > not engaged (junk)") != std::string::npos);
}

TEST_CASE("a part that was split off is not one that came when its customer writes") {
  constexpr std::string_view events =
      R"({"type":"message","time":"2026-03-20T10:00:00Z","conversation":"c-1","message":{"text":"hello"}}
{"type":"split","time":"2026-03-20T10:01:00Z","conversation":"c-1","to":"c-2"}
{"type":"split","time":"2026-03-20T10:02:00Z","conversation":"nobody","to":"c-3"}
{"type":"message","time":"2026-03-20T10:10:00Z","conversation":"c-2","message":{"text":"my refund"}}
{"type":"message","time":"2026-03-20T10:11:00Z","conversation":"c-2","message":{"text":"my refund"}}
{"type":"message","time":"2026-03-20T10:12:00Z","conversation":"c-3","message":{"text":"hello"}}
)";
  Replay replay(ruleset(before_policy), nullptr, {});
  Findings findings;
  replay.add_lines("day.jsonl", events, findings);
  replay.finish();
  CHECK(figures_of(replay).before.conversations == 2); // c-3 is no part of anything
  CHECK(figures_of(replay).before.departments.size() == 1);
}

TEST_CASE("no name makes a line of a replay's page, nor moves its columns or those that read it") {
  constexpr std::string_view events =
      R"({"type":"message","time":"2026-03-20T10:00:00Z","conversation":"c-1\n0 of 9 go\u001b[2J","message":{"text":"my refund"}}
{"type":"assign","time":"2026-03-20T10:01:00Z","conversation":"c-1\n0 of 9 go\u001b[2J","agent":"客服\n\nall 9"}
{"type":"message","time":"2026-03-20T10:40:00Z","conversation":"no\nbody","from":"staff","agent":"o\nmid"}
)";
  Replay replay(ruleset(before_policy), ruleset(after_policy), {});
  Findings findings;
  replay.add_lines("day.jsonl", events, findings);
  replay.finish();
  const std::string text = to_text(replay, figures_of(replay), 10);
  CAPTURE(text);
  CHECK(text.find("c-1\\n0 of 9 go\\u001b[2J: billing > care") != std::string::npos);
  CHECK(text.find("\n0 of 9") == std::string::npos);
  CHECK(text.find("\nall 9") == std::string::npos);
  CHECK(text.find("\nbody") == std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("the same policy twice differs in nothing") {
  Replay replay(ruleset(before_policy), ruleset(before_policy), {});
  Findings findings;
  replay.add_lines("day.jsonl", day, findings);
  replay.finish();
  const ReplayFigures figures = figures_of(replay);
  CHECK(figures.differences->changed == 0);
  CHECK(figures.differences->conversations.empty());
  CHECK(figures.differences->due[0].same == 3);
}

TEST_CASE("a journal replayed under its own policy is the desk that wrote it") {
  const auto rules = ruleset(before_policy);
  desk::Desk desk(rules, {});
  desk::Journal journal;
  desk.observe(&journal);
  std::string lines;
  for (std::string_view rest = day; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    desk::EventList list;
    Findings findings;
    REQUIRE(list.read(line, Limits(), 1, findings));
    journal.begin();
    REQUIRE(desk.apply(list.events(), findings) == desk::ApplyStatus::ok);
    journal.write(desk, list.events(), list.messages(), lines);
    desk.commit();
  }
  Replay replay(rules, nullptr, {});
  Findings findings;
  replay.add_lines("day.journal", lines, findings);
  replay.finish();
  CHECK(findings.empty());
  CHECK(replay.input().events == 7);
  CHECK(to_json(desk::figures_of(replay.before().desk(), {})) == to_json(desk::figures_of(desk, {})));
  CHECK(replay.before().desk().snapshot() == desk.snapshot());
}

TEST_CASE("what became of promises is what the metrics of the desk count") {
  constexpr std::string_view events =
      R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"settled","message":{"text":"hello"}}
{"type":"message","time":"2026-03-20T09:00:00Z","conversation":"many","message":{"text":"my refund"}}
{"type":"message","time":"2026-03-20T09:00:00Z","conversation":"closed","message":{"text":"my refund"}}
{"type":"message","time":"2026-03-20T09:00:00Z","conversation":"left","message":{"text":"hello"}}
{"type":"message","time":"2026-03-20T09:00:00Z","conversation":"said","due":"2026-03-20T09:30:00Z","message":{"text":"a word"}}
{"type":"message","time":"2026-03-20T09:00:00Z","conversation":"answered","message":{"text":"hello"}}
{"type":"resolve","time":"2026-03-20T09:10:00Z","conversation":"settled","agent":"sara"}
{"type":"abandon","time":"2026-03-20T09:10:00Z","conversation":"left"}
{"type":"answer_many","time":"2026-03-20T09:11:00Z","conversations":["many"],"text":"soon"}
{"type":"answer_many","time":"2026-03-20T09:12:00Z","conversations":["closed"],"text":"soon","resolve":true}
{"type":"message","time":"2026-03-20T09:20:00Z","conversation":"said","from":"staff","agent":"sara"}
{"type":"message","time":"2026-03-20T09:20:00Z","conversation":"answered","from":"staff","agent":"sara","resolve":true}
{"type":"message","time":"2026-03-20T15:00:00Z","conversation":"settled","from":"staff","agent":"sara"}
{"type":"message","time":"2026-03-20T15:00:00Z","conversation":"answered","from":"staff","agent":"sara"}
)";
  Replay replay(
      ruleset("usher: 1\nsla: {fast: {first_response: 1h, resolution: 8h}}\n"
              "departments: {care: {sla: fast}, none: {}}\nagents: {sara: {departments: [care, none]}}\n"
              "topics: {word: {en: [word]}}\n"
              "rules: [{name: no_sla, when: {topic: word}, then: {department: none}}]\n"
              "default: {department: care}\n"),
      nullptr, {});
  Findings findings;
  replay.add_lines("day.jsonl", events, findings);
  replay.finish();
  CHECK(findings.empty());
  CHECK(replay.before().refused().count == 0);
  const ReplayFigures figures = figures_of(replay);
  const auto &promises = figures.before.promises;
  CHECK(promises[0].of == std::array<std::uint64_t, 5>{0, 0, 4, 0, 2}); // none, open, kept, broken, lapsed
  CHECK(promises[1].of == std::array<std::uint64_t, 5>{1, 1, 3, 0, 1});
  const desk::Figures metrics = desk::figures_of(replay.before().desk(), {});
  const auto &counted = metrics.desk().promises;
  CHECK(counted[0].kept == 4);
  CHECK(counted[0].lapsed == 2);
  CHECK(counted[2].kept == 3);
  CHECK(counted[2].lapsed == 1);
}

TEST_CASE("a page of conversations that nobody is to answer") {
  Replay replay(ruleset(after_policy), nullptr, {});
  Findings findings;
  replay.add_lines(
      "day.jsonl",
      R"({"type":"message","time":"2026-03-20T10:02:00Z","conversation":"c-3","message":{"text":"lottery"}})"
      "\n",
      findings);
  replay.finish();
  const std::string page = to_text(replay, figures_of(replay), 10);
  CHECK(page.starts_with("1 events, 1 conversations"));
  CHECK(page.find("junk ") != std::string::npos);
  CHECK(page.find("department") == std::string::npos);
  CHECK(page.find("hour") == std::string::npos);
}

TEST_CASE("events that are days apart are no reason to refuse them") {
  Replay replay(ruleset(before_policy), nullptr, {});
  Findings findings;
  replay.add_lines(
      "day.jsonl",
      R"({"type":"message","time":"2026-03-20T10:00:00Z","conversation":"a","message":{"text":"hello"}}
{"type":"message","time":"2026-04-20T10:00:00Z","conversation":"b","message":{"text":"hello"}}
)",
      findings);
  replay.finish();
  CHECK(replay.before().refused().count == 0);
  CHECK(outcome_of(replay.before(), 0).promises[0] == Promise::broken);
  CHECK(outcome_of(replay.before(), 1).opened);
}

TEST_CASE("lines of one instant are one, whatever calls they come in, and one that is refused does not take "
          "the others") {
  const std::string_view lines =
      R"({"type":"message","time":"2026-03-20T10:00:00Z","id":"e","conversation":"a","message":{"text":"hello"}}
{"type":"message","time":"2026-03-20T10:00:00Z","id":"e","conversation":"b","message":{"text":"hello"}}
{"type":"message","time":"2026-03-20T10:00:00Z","conversation":"c","message":{"text":"hello"}}
)";
  for (const bool whole : {true, false}) {
    Replay replay(ruleset(before_policy), nullptr, {});
    Findings findings;
    if (whole) replay.add_lines("day.jsonl", lines, findings);
    for (std::string_view rest = lines; !whole && !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n') + 1);
      rest.remove_prefix(line.size());
      replay.add_lines("day.jsonl", line, findings);
    }
    replay.finish();
    CHECK(replay.before().refused().count == 1);
    REQUIRE(replay.before().refused().first.size() == 1);
    CHECK(replay.before().refused().first[0].line == 2);
    CHECK(outcome_of(replay.before(), 0).opened);
    CHECK_FALSE(outcome_of(replay.before(), 1).opened);
    CHECK(outcome_of(replay.before(), 2).opened);
  }
}

TEST_CASE("lines that are none are left out and told") {
  Replay replay(ruleset(before_policy), nullptr, {});
  Findings findings;
  replay.add_lines("day.jsonl",
                   "\n{\"type\":\"mesage\"}\nnothing\n{\"format\":2,\"event\":{}}\n{\"format\":1}\n"
                   "{\"format\":1,\"event\":{\"type\":\"advance\"}}\n",
                   findings);
  replay.finish();
  CHECK(replay.input().left_out == 5);
  REQUIRE(findings.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(findings[i].file == "day.jsonl");
    CHECK(findings[i].line == i + 2);
  }
  CHECK(findings[2].code == Code::bad_version);
}

TEST_CASE("lines are numbered in their own file") {
  Replay replay(ruleset(before_policy), nullptr, {});
  Findings findings;
  replay.add_lines("a.jsonl", "{\"type\":\"advance\"}\n\n\n", findings);
  replay.add_lines("b.jsonl", "\nnothing\n", findings);
  replay.add_lines("b.jsonl", "nothing again\n", findings);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].file == "b.jsonl");
  CHECK(findings[0].line == 2);
  CHECK(findings[1].line == 3);
  CHECK(replay.input().lines == 6);
}

std::string array_with(std::size_t numbers) {
  std::string line = "[\"format\"";
  for (std::size_t i = 0; i < numbers; ++i)
    line += ",1";
  return line + "]";
}

TEST_CASE("a line is a journal's only if it is an object with a format") {
  // What is none is an event, and whoever reads those says what is wrong with it.
  for (const std::string &line :
       {std::string(), std::string("{"), std::string("{\""), std::string("{\"format"),
        std::string("{\"format\""), std::string("{\"format\":"), std::string("{\"a\\"),
        std::string("{\"a\\\""), std::string("[\"format\":1]"), std::string("{\"format\",1}"),
        std::string("{\"format\" 1}"), std::string("\"format\""), std::string("}{"), std::string("{}}}"),
        std::string("[{\"format\":1}]"), array_with(1), array_with(40), array_with(5000)}) {
    CAPTURE(line.substr(0, 40));
    Findings findings;
    RecordedLine out;
    CHECK(read_recorded(line, 1, out, findings));
    CHECK(findings.empty());
    CHECK(out.event == line);
    CHECK_FALSE(out.applied);
  }
  struct Broken {
    std::string_view line;
    Code code;
  };
  for (const Broken &broken :
       {Broken{"{\"format\":1", Code::json_syntax}, Broken{"{\"format\":1,", Code::json_syntax},
        Broken{"{\"format\":{\"event\":1}", Code::json_syntax},
        Broken{"{\"format\":1,\"event\":{}} x", Code::json_syntax},
        Broken{"{\"format\":{\"event\":1}}", Code::wrong_type}, Broken{"{\"format\":[1]}", Code::wrong_type},
        Broken{"{\"format\":2}", Code::bad_version}, Broken{"{\"format\":1,\"format\":1}", Code::json_syntax},
        Broken{"{\"format\":1}", Code::missing_key}, Broken{"{\"format\":1,\"event\":[]}", Code::missing_key},
        Broken{"{\"format\":1,\"event\":{}}", Code::bad_time}}) {
    CAPTURE(broken.line);
    Findings findings;
    RecordedLine out;
    CHECK_FALSE(read_recorded(broken.line, 7, out, findings));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == broken.code);
    CHECK(findings[0].line == 7);
  }
}

TEST_CASE("the event of a journal's line is as it is written") {
  Findings findings;
  RecordedLine out;
  REQUIRE(read_recorded(
      R"( { "n" : 3, "format" : 1 , "time":"2026-03-20T10:00:00Z", "event" : {"type": "advance", "x":"}\""} })",
      1, out, findings));
  CHECK(out.event == R"({"type": "advance", "x":"}\""})");
  CHECK(out.applied.has_value());
  CHECK(!out.is_policy);
  REQUIRE(read_recorded(
      R"({"format":1,"n":4,"time":"2026-03-20T10:00:00Z","event":{"type":"policy","policy":"ab12"}})", 1, out,
      findings));
  CHECK(out.is_policy);
}
