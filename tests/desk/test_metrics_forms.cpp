// SPDX-License-Identifier: BSL-1.0
// The forms in which figures are written.
#include "base/duration.hpp"
#include "base/json.hpp"
#include "desk/metrics_days.hpp"
#include "desk/metrics_figures.hpp"
#include "desk/openmetrics_reader.hpp"

#include <boost/json/value.hpp>

using namespace usher;
using namespace usher::desk;
using namespace usher::test;

TEST_CASE("OpenMetrics: a strict reader finds every line right, and the figures in it") {
  SmallDesk small(goals_policy);
  tell_morning(small);
  small.say({R"({"type":"agent","time":"2026-03-02T10:42:00Z","agent":"a\\b \"c\"\nd"})"});
  FigureOptions options;
  options.within_ms = hour_ms;
  const Figures figures = figures_of(small.desk(), options);
  const std::string text = to_openmetrics(figures);
  const usher_test::OpenMetrics read(text);
  CHECK(read.error() == "");
  CHECK(text.ends_with("\n# EOF\n"));
  CHECK(read.families().size() > 100);
  CHECK(read.value("usher_desk_conversations_total", {}) == 3);
  CHECK(read.value("usher_department_conversations_total", {{"department", "care"}}) == 2);
  CHECK(read.value("usher_department_first_reply_seconds_sum", {{"department", "care"}, {"hours", "all"}}) ==
        600);
  CHECK(read.value("usher_account_conversations_total", {{"account", "@a \"q\""}}) == 1);
  CHECK(read.value("usher_agent_present_seconds_total", {{"agent", "a\\b \"c\"\nd"}}) == 0);
  CHECK(read.value("usher_department_promises_total",
                   {{"department", "care"}, {"clock", "resolution"}, {"result", "kept"}}) == 1);
  CHECK(read.value("usher_department_goal_met",
                   {{"department", "care"}, {"goal", "p90 of first_response within 1h"}}) == 1);
  CHECK(read.value("usher_desk_backlog", {{"state", "open"}}) == 2);
  // Nothing of customers: no name of a conversation, no text.
  CHECK(text.find("c1\"") == std::string::npos);
  CHECK(text.find("hello") == std::string::npos);
}

TEST_CASE("OpenMetrics: the time of the people of a department is no counter, as it falls when they leave") {
  SmallDesk small(goals_policy);
  tell_morning(small);
  const auto present = [&] {
    const std::string text = to_openmetrics(figures_of(small.desk(), {}));
    const usher_test::OpenMetrics read(text);
    CHECK(read.error() == "");
    for (const usher_test::OpenMetricsFamily &family : read.families())
      if (family.name == "usher_department_present_seconds") CHECK(family.type == "gauge");
    return read.value("usher_department_present_seconds", {{"department", "care"}});
  };
  const double before = present();
  CHECK(before > 0);
  small.say({R"({"type":"agent","time":"2026-03-02T10:42:00Z","agent":"sara","departments":["sales"]})"});
  CHECK(present() < before);
}

TEST_CASE("OpenMetrics: the reader finds what is wrong") {
  const auto error = [](std::string_view text) { return usher_test::OpenMetrics(text).error(); };
  const std::string fine = "# TYPE a gauge\n# HELP a What.\na{b=\"c\"} 1\n";
  CHECK(error(fine + "# EOF\n") == "");
  CHECK(error(fine) != "");
  CHECK(error(fine + "# EOF") != "");
  CHECK(error(fine + "# EOF\na 1\n") != "");
  CHECK(error(fine + fine + "# EOF\n") != "");
  CHECK(error("a 1\n# EOF\n") != "");
  CHECK(error("# TYPE a counter\n# HELP a What.\na 1\n# EOF\n") != "");
  CHECK(error("# TYPE a gauge\n# HELP a What.\na{b=\"c} 1\n# EOF\n") != "");
  CHECK(error("# TYPE a gauge\n# HELP a What.\na{b=\"\\c\"} 1\n# EOF\n") != "");
  CHECK(error("# TYPE a gauge\n# HELP a What.\na 1\na 2\n# EOF\n") != "");
  CHECK(error("# TYPE a gauge\n# UNIT a seconds\n# HELP a What.\na 1\n# EOF\n") != "");
  CHECK(error("# TYPE a gauge\n# HELP a What.\na one\n# EOF\n") != "");
}

TEST_CASE("names that are no UTF-8 become labels that are") {
  SmallDesk small(goals_policy);
  Event event;
  event.type = EventType::agent;
  event.time = *parse_time("2026-03-02T10:00:00Z");
  event.agent = "x\xff";
  AgentUpdate update;
  event.update = &update;
  Findings findings;
  REQUIRE(small.desk().apply({&event, 1}, findings) == ApplyStatus::ok);
  small.desk().commit();
  const usher_test::OpenMetrics read(to_openmetrics(figures_of(small.desk(), {})));
  CHECK(read.error() == "");
  CHECK(read.value("usher_agent_offered_total", {{"agent", "x\xEF\xBF\xBD"
                                                           "ff"}}) == 0);
}

TEST_CASE("JSON and text of a desk at which nothing has happened") {
  SmallDesk small(goals_policy);
  const Figures figures = figures_of(small.desk(), {});
  CHECK(usher_test::OpenMetrics(to_openmetrics(figures)).error() == "");
  CHECK(to_text(figures) == "nothing has happened yet\n");
  boost::json::value value;
  JsonError error;
  CHECK(parse_json(to_json(figures), {}, value, error));
}
