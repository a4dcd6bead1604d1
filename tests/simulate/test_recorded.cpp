// SPDX-License-Identifier: BSL-1.0
// What a scenario takes out of tables: conversations that were recorded, and texts with where they belong.
#include "small_scenario.hpp"

#include <algorithm>

#include <fmt/format.h>

using namespace usher;
using namespace usher::simulate;

namespace {

constexpr std::int64_t minute = 60'000;

const std::string policy_text = R"(usher: 1
facts: {stage: [asking, booked]}
topics: {refund: {en: [refund]}}
departments: {care: {assign: {strategy: first}}, billing: {assign: {strategy: first}}}
agents: {sara: {departments: [care], skills: [it, new]}, omid: {departments: [billing, care]}}
rules: [{name: refunds, when: {any: [{topic: refund}, {stage: booked}]}, then: {department: billing}}]
default: {department: care}
)";

std::string recorded(std::string_view columns, std::string_view keys = "") {
  return "scenario: s\npolicy: p.yaml\nhorizon: {from: 2026-03-02, for: 1d}\n"
         "demand:\n  monday:\n    recorded: {file: rows.csv, " +
         std::string(keys) + "columns: {" + std::string(columns) + "}}\n    handle: 10m\n";
}

const LedgerRow &row(const Ledger &ledger, std::uint64_t number) {
  const auto found = std::find_if(ledger.rows.begin(), ledger.rows.end(),
                                  [&](const LedgerRow &one) { return one.number == number; });
  REQUIRE(found != ledger.rows.end());
  return *found;
}

} // namespace

TEST_CASE("recorded conversations come when they came, and take as long as they took") {
  const SmallScenario small(recorded("at: when, handle: took, name: id, kind: what, facts: {stage: st}"),
                            {{"p.yaml", policy_text},
                             {"rows.csv", "id,when,took,what,st\n"
                                          "b,2026-03-02 09:30,5m,question,\n"
                                          "a,2026-03-02T09:00,90,question,booked\n"
                                          "c,2026-03-02T08:45:00Z,,complaint,\n"}});
  const Ledger ledger = small.run();
  REQUIRE(ledger.rows.size() == 3);
  const Instant from = small.scenario.from;
  // In the order of time, whatever the order of the file: c, a, b.
  CHECK(small.scenario.demands[0].rows[0].name == "c");
  CHECK(row(ledger, 0).arrival == from + 525 * minute);
  CHECK(row(ledger, 0).handle == 10 * minute); // of the demand
  CHECK(row(ledger, 1).arrival == from + 540 * minute);
  CHECK(row(ledger, 1).handle == 90'000);
  CHECK(small.scenario.policies[0].ruleset->frame().departments[row(ledger, 1).department].name == "billing");
  CHECK(row(ledger, 2).handle == 5 * minute);
  CHECK(small.scenario.demands[0].kinds[row(ledger, 0).kind].name == "complaint");
}

TEST_CASE("conversations of the same name each have their own course") {
  const std::string people = "teams: {care: {agents: 1, departments: [care]}}\n";
  const std::string other = "  phone: {handle: 10m, rows: [{at: 545m, name: %}, {at: 546m}]}\n";
  const auto scenario = [&](std::string_view name) {
    std::string text = recorded("at: at, name: id") + other + people;
    return text.replace(text.find('%'), 1, name);
  };
  const auto rows = [](std::string_view one, std::string_view two) {
    return fmt::format("at,id\n2026-03-02T09:00,{}\n2026-03-02T09:01,{}\n", one, two);
  };
  const auto told = [&](std::string_view name, const std::string &table) {
    const SmallScenario small(scenario(name), {{"p.yaml", policy_text}, {"rows.csv", table}});
    const Ledger ledger = small.run();
    Run one(small.scenario, 0, 0, Limits());
    std::string out;
    for (const LedgerRow &each : ledger.rows)
      out += fmt::format("{} {} {}, ", one.name_of(each), each.first_reply / minute, name_of(each.outcome));
    return out;
  };
  CHECK(told("c", rows("a", "b")) == "a 10 served, b 10 served, c 10 served, phone-2 14 served, ");
  CHECK(told("c", rows("a", "a")) == "a 10 served, a 10 served, c 10 served, phone-2 14 served, ");
  CHECK(told("a", rows("a", "b")) == "a 10 served, b 10 served, a 10 served, phone-2 14 served, ");
  CHECK(told("a", rows("a", "a")) == "a 10 served, a 10 served, a 10 served, phone-2 14 served, ");
  // As conversations without a name are called, and as the desk is told of the second of a name.
  CHECK(told("c", rows("phone-2", "b")) ==
        "phone-2 10 served, b 10 served, c 10 served, phone-2 14 served, ");
  CHECK(told("a (monday-2)", rows("a", "a")) ==
        "a 10 served, a 10 served, a (monday-2) 10 served, phone-2 14 served, ");
}

TEST_CASE("all else that a row may say") {
  const SmallScenario small(
      recorded("at: at, priority: prio, due: due, patience: pat, skills: sk, language: lang, text: text, "
               "prefer_agent: who, tags: tags, channel: ch, account: acc",
               "delimiter: \";\", quote: none, zone: Europe/Rome, times: [\"%d/%m/%Y %H:%M\"], "),
      {{"p.yaml", policy_text},
       {"rows.csv", "at;prio;due;pat;sk;lang;text;who;tags;ch;acc\n"
                    "02/03/2026 09:00;70;02/03/2026 09:20;1:30;it | new;it;\"ciao;sara;a,b;;\n"
                    "02/03/2026 09:01;;5m;;;;;;;;\n"}});
  for (const Finding &finding : small.findings)
    FAIL_CHECK(to_text(finding));
  const Demand &demand = small.scenario.demands[0];
  REQUIRE(demand.kinds.size() == 2);
  CHECK(demand.rows[0].at == small.scenario.from + 480 * minute); // an hour ahead of UTC
  const Kind &kind = demand.kinds[0];
  CHECK(kind.priority == 70);
  CHECK(kind.due_ms == 20 * minute);
  REQUIRE(kind.patience);
  CHECK(kind.patience->mean == 90'000);
  CHECK(kind.skills == std::vector<std::string>{"it", "new"});
  CHECK(kind.tags == std::vector<std::string>{"a", "b"});
  CHECK(kind.language == "it");
  CHECK((*kind.texts)[0].text == "\"ciao");
  CHECK(kind.prefer_agent == "sara");
  CHECK(demand.kinds[1].due_ms == 5 * minute);
  CHECK(demand.kinds[1].texts == nullptr);
  CHECK_FALSE(demand.kinds[1].priority);
}

TEST_CASE("what nobody can give is warned of, once each") {
  const auto told = [](const std::string &text, const std::string &rows) {
    const SmallScenario small(text, {{"p.yaml", policy_text}, {"rows.csv", rows}});
    CHECK(small.good);
    for (const Finding &finding : small.findings)
      CHECK(finding.severity == Severity::warning);
    return small.told();
  };
  const std::string columns = recorded("at: at, skills: s, prefer_agent: who");
  CHECK(told(columns, "at,s,who\n2026-03-02T09:00,it,sara\n2026-03-02T09:01,,\n") == "");
  CHECK(told(columns, "at,s,who\n2026-03-02T09:00,fr,\n2026-03-02T09:01,fr;it,zoe\n") ==
        "scenario.yaml:6 skill_of_nobody, scenario.yaml:6 unknown_name");
  const std::string team = "teams: {night: {agents: 2, departments: [care], skills: [fr]}}\n";
  CHECK(told(columns + team, "at,s,who\n2026-03-02T09:00,fr,night-2\n") == "");
  const std::string head = "scenario: s\npolicy: p.yaml\nhorizon: {from: 2026-03-02, for: 1d}\ndemand:\n";
  CHECK(
      told(head +
               "  a: {rate: 1/h, handle: 1m,\n    kinds: [{skills: [it,\n    foo]}, {prefer_agent: zoe}]}\n",
           "") == "scenario.yaml:7 skill_of_nobody, scenario.yaml:7 unknown_name");
}

TEST_CASE("what no policy understands of messages is warned of, once each") {
  const std::string knows =
      "usher: 1\nfacts: {size: number, tier: [silver, gold], ref: text}\n"
      "channels: {mail: {kind: email}}\ndepartments: {care: {}}\ndefault: {department: care}\n";
  const std::string knows_not = "usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\n";
  const auto told = [&](const std::string &demand, const std::string &rows) {
    const SmallScenario small("scenario: s\npolicies: {a: p.yaml, b: q.yaml}\n"
                              "horizon: {from: 2026-03-02, for: 1d}\ndemand:\n" +
                                  demand,
                              {{"p.yaml", knows}, {"q.yaml", knows_not}, {"rows.csv", rows}});
    CHECK(small.good);
    std::string out;
    for (const Finding &finding : small.findings)
      out += finding.message + "\n";
    return out;
  };
  const std::string table =
      "  a:\n    handle: 1m\n    recorded: {file: rows.csv, columns: {at: at, channel: ch, "
      "language: la, facts: {size: size, tier: tier, ref: ref}}}\n";
  // What one policy knows another one need not.
  CHECK(told(table, "at,ch,la,size,tier,ref\n2026-03-02T09:00,mail,it,5,gold,x\n2026-03-02T09:01,,,,,y\n") ==
        "");
  CHECK(told(table, "at,ch,la,size,tier,ref\n2026-03-02T09:00,Mail,italian,five,gold,x\n"
                    "2026-03-02T09:01,Mail,,six,Gold,y\n2026-03-02T09:02,fax,,5,,z\n") ==
        "there is no channel \"Mail\", and so with 1 more value\n"
        "there is no language \"italian\"\n"
        "\"size\" is a number, and this is text: \"five\", and so with 1 more value\n"
        "there is no tier \"Gold\"\n");
  CHECK(told("  a: {rate: 1/h, handle: 1m, facts: {sise: 3}}\n", "") == "there is no fact \"sise\"\n");
}

TEST_CASE("a column that stands there twice is warned of where it is named") {
  const SmallScenario small(recorded("at: at"), {{"p.yaml", policy_text},
                                                 {"rows.csv", "at,x,x,at\n"
                                                              "2026-03-02T09:00,,,2026-03-03T09:00\n"}});
  CHECK(small.good);
  CHECK(small.told() == "scenario.yaml:6 duplicate_name");
}

TEST_CASE("rows that make no sense are told with their line") {
  const auto told = [](const std::string &scenario, const std::string &rows) {
    return SmallScenario(scenario, {{"p.yaml", policy_text}, {"rows.csv", rows}}).told();
  };
  const std::string plain = recorded("at: at, handle: h, priority: p, due: d");
  CHECK(told(plain, "at,h,p,d\n2026-03-02T09:00,1m,40,\n").empty());
  CHECK(told(plain, "at,h,p,d\nyesterday,,,\n") == "rows.csv:2 bad_time");
  CHECK(told(plain, "at,h,p,d\n,,,\n") == "rows.csv:2 bad_time");
  CHECK(told(plain, "at,h,p,d\n2026-03-02T09:00,long,,\n2026-03-02T09:00,,101,\n2026-03-02T09:00,,1.5,\n") ==
        "rows.csv:2 bad_row, rows.csv:3 bad_row, rows.csv:4 bad_row");
  CHECK(told(plain, "at,h,p,d\n2026-03-02T09:00,,,2026-03-02T08:00\n") == "rows.csv:2 bad_row");
  CHECK(told(plain, "at,h,p,d\n2026-03-02T09:00,1m\n") == "rows.csv:2 bad_row");
  CHECK(told(plain, "at,h,p,d\n\"2026-03-02T09:00,1m\n") == "rows.csv:2 bad_row");
  CHECK(told(plain, "") == "rows.csv:0 bad_row");
  CHECK(told(plain, "at,h,p\n") == "scenario.yaml:6 unknown_name");
  CHECK(told(plain, "at,h,p,d\n2026-03-01T09:00,,,\n2026-03-02T09:00,,,\n") ==
        "scenario.yaml:6 out_of_range");
  CHECK(told(recorded("handle: h"), "at,h,p,d\n") == "scenario.yaml:6 missing_key");
  CHECK(told(recorded("at: at", "delimiter: ab, "), "at\n") == "scenario.yaml:6 out_of_range");
  CHECK(told(recorded("at: at", "delimiter: \"'\", quote: \"'\", "), "at\n") ==
        "scenario.yaml:6 out_of_range");
  CHECK(told(plain + "    rate: 3/h\n", "at,h,p,d\n") == "scenario.yaml:6 wrong_type");
  CHECK(SmallScenario(plain, {{"p.yaml", policy_text}}).told() == "scenario.yaml:6 file_unreadable");
}

TEST_CASE("texts of a file go through triage, and what goes wrong is passed on") {
  const std::string scenario = R"(scenario: s
policy: p.yaml
horizon: {from: 2026-03-02, for: 1d}
demand:
  texts:
    rows: [{at: 1h}]
    handle: 10m
    messages: {file: m.csv, text: words, label: l, right: {money: billing, other: care}, facts: {stage: st}}
triage: {cost: 3m}
)";
  const auto last = [&](const std::string &line) {
    // The label that the file must have besides does not come, as its share is next to nothing.
    const SmallScenario small(scenario + "report: {late: 1h}\n",
                              {{"p.yaml", policy_text}, {"m.csv", "words,l,st\n" + line}});
    const Ledger ledger = small.run();
    REQUIRE(ledger.rows.size() == 1);
    return ledger.rows[0];
  };
  const std::string rest = "hi,other,\nrefund,money,\n";
  // Found by its words.
  std::string many;
  for (int i = 0; i < 200; ++i)
    many += "a refund please,money,\n";
  LedgerRow one = last(many + rest);
  CHECK(one.transfers == 0);
  CHECK(one.first_reply == 10 * minute);
  // Not found by its words: care works on it for three minutes, and passes it on.
  many.clear();
  for (int i = 0; i < 200; ++i)
    many += "give me my money back,money,\n";
  one = last(many + rest);
  CHECK(one.transfers == 1);
  CHECK(one.first_reply == 13 * minute);
  // By what is known beside the words.
  many.clear();
  for (int i = 0; i < 200; ++i)
    many += "give me my money back,money,booked\n";
  CHECK(last(many + rest).transfers == 0);
}

TEST_CASE("what is wrong with texts of a file") {
  const auto told = [](const std::string &keys, const std::string &rows) {
    return SmallScenario("scenario: s\npolicy: p.yaml\nhorizon: {from: 2026-03-02, for: 1d}\ndemand:\n"
                         "  d: {rate: 1/h, handle: 1m, messages: {file: m.tsv, " +
                             keys + "}}\n",
                         {{"p.yaml", policy_text}, {"m.tsv", rows}})
        .told();
  };
  CHECK(told("text: t", "t\thi\nx\ty\n").empty()); // a tab, by the name of the file
  CHECK(told("text: u", "t\n") == "scenario.yaml:5 unknown_name");
  CHECK(told("label: t", "t\n") == "scenario.yaml:5 missing_key");
  CHECK(told("text: t, label: l", "t\tl\na\tb\n") == "scenario.yaml:5 missing_key");
  CHECK(told("text: t, label: l, right: {b: care}", "t\tl\na\tb\n").empty());
  CHECK(told("text: t, label: l, right: {c: care}", "t\tl\na\tb\n") == "scenario.yaml:5 unknown_name");
  CHECK(told("text: t, label: l, right: {b: cart}", "t\tl\na\tb\n").find("unknown_name") !=
        std::string::npos);
  CHECK(told("text: t", "t\n") == "scenario.yaml:5 empty_list");
}
