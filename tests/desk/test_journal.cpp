// SPDX-License-Identifier: BSL-1.0
#include "desk/small_desk.hpp"

#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

using namespace usher;
namespace json = boost::json;

namespace {

std::vector<json::object> lines_of(const std::string &journal) {
  std::vector<json::object> out;
  for (std::size_t begin = 0; begin < journal.size();) {
    const std::size_t end = journal.find('\n', begin);
    REQUIRE(end != std::string::npos);
    json::value value;
    JsonError error;
    REQUIRE(parse_json(std::string_view(journal).substr(begin, end - begin), {}, value, error));
    out.push_back(value.as_object());
    begin = end + 1;
  }
  return out;
}

} // namespace

TEST_CASE("a line for each event, and the effects with the last of its instant") {
  test::SmallDesk desk;
  (void)desk.say(
      {R"({"type":"agent","agent":"sara","time":"2026-03-20T08:00:00Z","departments":["care"]})",
       R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c-1","message":{"text":"hi"}})",
       R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c-2","message":{"text":"a refund"}})",
       R"({"type":"note","time":"2026-03-20T09:01:00Z","conversation":"c-2","facts":{"order.open":true}})"});
  const std::vector<json::object> lines = lines_of(desk.journal());
  REQUIRE(lines.size() == 4);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CHECK(lines[i].at("format").as_int64() == 1);
    CHECK(lines[i].at("n").as_int64() == static_cast<std::int64_t>(i + 1));
  }
  CHECK(lines[0].at("decision").is_null());
  CHECK(lines[0].at("effects").as_array().empty());
  CHECK(lines[1].at("effects").is_null());
  CHECK(lines[1].at("decision").as_object().at("department").as_string() == "care");
  CHECK(lines[2].at("decision").as_object().at("department").as_string() == "billing");
  const json::array &effects = lines[2].at("effects").as_array();
  CHECK(effects.size() == desk.desk().effects().size());
  CHECK(effects.front().as_object().at("conversation").as_string() == "c-1");
  CHECK(lines[3].at("effects").as_array().empty());
  CHECK(lines[3].at("decision").as_object().at("department").as_string() == "billing");
  CHECK(lines[3].at("event").as_object().at("type").as_string() == "note");
  CHECK(lines[3].at("time").as_string() == "2026-03-20T09:01:00.000Z");

  // Numbers go on, what was repeated has no line, and an event that came late has the desk's time.
  (void)desk.say({R"({"type":"resolve","id":"r","time":"2026-03-20T09:02:00Z","conversation":"c-1"})"});
  CHECK(lines_of(desk.journal())[0].at("n").as_int64() == 5);
  (void)desk.say({R"({"type":"resolve","id":"r","time":"2026-03-20T09:02:00Z","conversation":"c-1"})"});
  CHECK(desk.journal().empty());
  (void)desk.say({R"({"type":"start","time":"2026-03-20T08:59:00Z","conversation":"c-2","agent":"sara"})"});
  const json::object late = lines_of(desk.journal())[0];
  CHECK(late.at("n").as_int64() == 6);
  CHECK(late.at("time").as_string() == "2026-03-20T09:02:00.000Z");
  CHECK(late.at("event").as_object().at("time").as_string() == "2026-03-20T08:59:00.000Z");
}

TEST_CASE("the events of a journal, said again instant by instant, give the same journal") {
  test::SmallDesk first;
  std::string journal;
  const auto say = [&](std::vector<std::string> lines) {
    (void)first.say(std::move(lines));
    journal += first.journal();
  };
  say({R"({"type":"agent","agent":"sara","time":"2026-03-20T08:00:00Z","departments":["care"],"capacity":2})"});
  say({R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c-1","message":{"text":"hi","author":{"name":"Ann"}}})",
       R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c-2","message":{"text":"ho"}})"});
  say({R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c-3","message":{"text":"so"}})"});
  say({R"({"type":"resolve","conversation":"c-1","time":"2026-03-20T11:00:00Z"})"});
  say({R"({"type":"message","from":"staff","agent":"sara","conversation":"c-2","time":"2026-03-20T11:01:00Z"})"});

  test::SmallDesk second;
  std::string again;
  std::vector<std::string> instant;
  for (const json::object &line : lines_of(journal)) {
    instant.push_back(json::serialize(line.at("event")));
    if (line.at("effects").is_null()) continue;
    (void)second.say(std::move(instant));
    instant.clear();
    again += second.journal();
  }
  CHECK(instant.empty());
  CHECK(again == journal);
}
