// SPDX-License-Identifier: BSL-1.0
// Mappings: what is wrong in them is told with its place, and rows become the events that they say.
#include "simulate/event_mapping.hpp"
#include "simulate/event_mapping_rows.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::simulate;

namespace {

/// "3:12 unknown_key unknown key ...; " for each finding.
std::string complaints(std::string_view yaml) {
  Findings findings;
  const auto mapping = read_mapping("map.yaml", yaml, Limits(), findings);
  CHECK(mapping.has_value() == !findings.has_errors());
  std::string out;
  for (const Finding &finding : findings) {
    CHECK(finding.file == "map.yaml");
    CHECK_FALSE(finding.message.empty());
    out += std::to_string(finding.line) + ":" + std::to_string(finding.column) + " " +
           std::string(name_of(finding.code)) + "; ";
  }
  return out;
}

EventMapping mapping_of(std::string_view yaml) {
  Findings findings;
  auto mapping = read_mapping("map.yaml", yaml, Limits(), findings);
  for (const Finding &finding : findings)
    FAIL_CHECK(to_text(finding));
  REQUIRE(mapping);
  return std::move(*mapping);
}

/// Its events, one a line, and the findings behind.
std::string events_of(std::string_view yaml, std::string_view rows) {
  MappedRows mapped(mapping_of(yaml));
  mapped.set_file("t.csv");
  Findings findings;
  const bool good = mapped.add(rows, true, findings);
  std::string out;
  if (good)
    for (const RowEvent &event : mapped.take_events())
      out += event.json + "\n";
  for (const Finding &finding : findings)
    out += to_text(finding);
  return out;
}

} // namespace

TEST_CASE("what is wrong in a mapping has a place") {
  CHECK(complaints("mapping: 1\ncolumns: {opened: open}\n") == "");
  CHECK(complaints("") == "1:1 missing_key; 1:1 missing_key; ");
  CHECK(complaints("mapping: 2\ncolumns: {opened: open}\n") == "1:10 bad_version; ");
  CHECK(complaints("mapping: 1\ncolumn: {opened: open}\n") == "2:1 unknown_key; ");
  CHECK(complaints("mapping: 1\ncolumns: {opened: open, clozed: closed}\n") == "2:25 unknown_key; ");
  CHECK(complaints("mapping: 1\ncolumns: {closed: closed}\n") == "1:1 missing_key; ");
  CHECK(complaints("mapping: 1\nzone: Europe/Nowhere\ncolumns: {opened: open}\n") == "2:7 unknown_zone; ");
  CHECK(complaints("mapping: 1\ndelimiter: xx\ncolumns: {opened: open}\n") == "2:12 out_of_range; ");
  CHECK(complaints("mapping: 1\ndelimiter: \"'\"\nquote: \"'\"\ncolumns: {opened: open}\n") ==
        "1:1 out_of_range; ");
  CHECK(complaints("mapping: 1\ntimes: [\"%Q\"]\ncolumns: {opened: open}\n") == "2:9 bad_time; ");
  CHECK(complaints("mapping: 1\ndue_tolerance: soon\ncolumns: {opened: open}\n") == "2:16 bad_duration; ");
  CHECK(complaints("mapping: 1\nclosed_when: Closed\ncolumns: {opened: open}\n") == "1:1 missing_key; ");
  CHECK(complaints("mapping: 1\ncolumns: {opened: open, channel: {values: {a: b}}}\n") ==
        "2:34 missing_key; ");
  CHECK(complaints("mapping: 1\ncolumns: {opened: {values: {a: b}}}\n") == "2:19 missing_key; ");
  CHECK(complaints("mapping: 1\ncolumns: {opened: open}\nfacts: {a: {column: b, as: colour}}\n") ==
        "3:28 unknown_name; ");
  CHECK(complaints("mapping: 1\ncolumns: [\n").find("error") == std::string::npos);
  CHECK(complaints("mapping: 1\ncolumns: [\n") != "");
}

TEST_CASE("rows become events, sorted by time") {
  const std::string events =
      events_of("mapping: 1\n"
                "zone: Europe/Rome\n"
                "columns:\n"
                "  opened: opened\n"
                "  replied: replied\n"
                "  closed: closed\n"
                "  assigned: assigned\n"
                "  conversation: id\n"
                "  agent: agent\n"
                "  text: text\n"
                "  channel: {column: via, values: {Mail: email}}\n"
                "facts: {tier: {column: tier, values: {VIP: gold}, others: drop}, "
                "n: {column: n, as: number}, late: {column: late, as: flag}}\n"
                "constants: {language: en, facts: {source: import, open: true, id: \"7\"}}\n",
                "id,opened,assigned,replied,closed,agent,text,via,tier,n,late\n"
                "b,2026-03-20 12:00,,,2026-03-20 12:00,,hello,Chat,x,,\n"
                "a,2026-03-20 11:00,2026-03-20 11:05,2026-03-20 11:30,2026-03-20 11:30,sara,"
                "\"a \"\"b\"\"\",Mail,VIP,2.5,true\n");
  CHECK(
      events ==
      R"({"type":"message","time":"2026-03-20T10:00:00.000Z","conversation":"a","message":{"channel":"email","language":"en","text":"a \"b\"","facts":{"tier":"gold","n":2.5,"late":true,"source":"import","open":true,"id":"7"}}}
{"type":"assign","time":"2026-03-20T10:05:00.000Z","conversation":"a","agent":"sara"}
{"type":"message","time":"2026-03-20T10:30:00.000Z","conversation":"a","from":"staff","agent":"sara"}
{"type":"resolve","time":"2026-03-20T10:30:00.001Z","conversation":"a"}
{"type":"message","time":"2026-03-20T11:00:00.000Z","conversation":"b","message":{"channel":"Chat","language":"en","text":"hello","facts":{"source":"import","open":true,"id":"7"}}}
{"type":"resolve","time":"2026-03-20T11:00:00.001Z","conversation":"b"}
)");
}

TEST_CASE("a row is closed where its status says so") {
  const std::string_view yaml =
      "mapping: 1\ncolumns: {opened: o, closed: c, status: s}\nclosed_when: [Closed, Done]\n";
  const std::string events =
      events_of(yaml, "o,c,s\n2026-03-20,2026-03-21,Open\n2026-03-20,2026-03-21,Done\n");
  CHECK(events.find("\"conversation\":\"2\"") != std::string::npos);
  CHECK(events.find("\"type\":\"resolve\"") == events.rfind("\"type\":\"resolve\""));
  CHECK(events.find(R"("type":"resolve","time":"2026-03-21T00:00:00.000Z","conversation":"3")") !=
        std::string::npos);
}

TEST_CASE("rows that make no sense are left out and told") {
  const std::string_view yaml =
      "mapping: 1\ncolumns: {opened: o, closed: c}\nfacts: {n: {column: n, as: number}}\n";
  CHECK(events_of(yaml, "o,c,n\nsoon,,\n").find("t.csv:2: error: \"soon\" in column \"o\" is no time") == 0);
  CHECK(events_of(yaml, "o,c,n\n,,\n").find("t.csv:2: error: column \"o\" is empty") == 0);
  CHECK(events_of(yaml, "o,c,n\n2026-03-20,,many\n").find("t.csv:2: error: \"many\" is no number") == 0);
  CHECK(events_of(yaml, "o,c,n\n2026-03-20,\n").find("t.csv:2: error: the row has 2 cells") == 0);
  CHECK(events_of(yaml, "o,c\n").find("map.yaml:3:") == 0);
  CHECK(events_of(yaml, "").find("t.csv:1: error: there are no rows") == 0);
  const std::string turned = events_of(yaml, "o,c,n\n2026-03-20,2026-03-19,\n");
  CHECK(turned.find("t.csv:2: warning: it was closed before it was opened") != std::string::npos);
  CHECK(turned.find("\"type\":\"resolve\",\"time\":\"2026-03-20T00:00:00.001Z\"") != std::string::npos);
}

TEST_CASE("a cell may mean that there is no time yet") {
  const std::string_view yaml =
      "mapping: 1\ncolumns: {opened: o, replied: {column: r, values: {\"-\": }},\n"
      "  closed: {column: c, values: {\"0000-00-00\": \"\"}}, channel: {column: h, "
      "values: {none: \"\"}}}\nfacts: {since: {column: s, values: {\"-\": \"\"}, as: time}}\n";
  CHECK(events_of(yaml, "o,r,c,h,s\n2026-03-20,-,0000-00-00,none,-\n") ==
        R"({"type":"message","time":"2026-03-20T00:00:00.000Z","conversation":"2","message":{"facts":{}}})"
        "\n");
  const std::string all = events_of(yaml, "o,r,c,h,s\n2026-03-20,2026-03-21,2026-03-22,chat,2026-03-19\n");
  CHECK(all.find("error") == std::string::npos);
  CHECK(all.find(R"("type":"resolve","time":"2026-03-22T00:00:00.000Z")") != std::string::npos);
  CHECK(
      events_of(yaml, "o,r,c,h,s\n2026-03-20,later,,,\n").find("t.csv:2: error: \"later\" in column \"r\"") ==
      0);
}
