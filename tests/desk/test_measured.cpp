// SPDX-License-Identifier: BSL-1.0
// What is counted once, and measured from where it began.
#include "desk/heads.hpp"
#include "desk/metrics_figures.hpp"

#include <algorithm>

#include <fmt/format.h>

using namespace usher::test;
using namespace usher;

namespace {

const std::string one_owner = with(R"(
sla: {fast: {first_response: 1h, next_response: 1h, resolution: 8h, pause: [waiting_for_customer]}}
departments: {care: {sla: fast, goals: {first_response: {p90: 20m}}}}
agents: {sara: {departments: [care], capacity: 9}}
customers: {one_owner: true})");

std::string writes(std::string_view clock, std::string_view conversation) {
  return message(clock, conversation, R"(,"customer":{"id":"ada"})");
}

desk::Figures figures_at(SmallDesk &desk) { return desk::figures_of(desk.desk(), {}); }

} // namespace

TEST_CASE("measured: an answer to several conversations of a customer is one answer") {
  SmallDesk desk(one_owner);
  desk.say({writes("09:00", "c1"), writes("09:30", "c2"), reply("09:40", "c2", "sara"),
            act("09:45", "resolve", "c2"), act("09:50", "resolve", "c1")});
  const desk::Figures figures = figures_at(desk);
  CHECK(figures.desk()[desk::Count::replies] == 1);
  CHECK(figures[desk::Dimension::agent][0][desk::Count::replies] == 1);
  CHECK(figures.desk()[desk::Count::one_touch] == 2);
  CHECK(figures.desk()[desk::Series::first_reply].count() == 2);
}

TEST_CASE("measured: durations are told of a language of which nothing else is") {
  SmallDesk desk(with(R"(
departments: {care: {}}
agents: {sara: {departments: [care], capacity: 9}}
customers: {one_owner: true})"));
  const auto in = [](std::string_view clock, std::string_view conversation, std::string_view language) {
    return message(clock, conversation,
                   fmt::format(R"(,"customer":{{"id":"ada"}},"language":"{}")", language));
  };
  desk.say({in("09:00", "c1", "it"), in("09:01", "c2", "it"), in("09:05", "c1", "fa"),
            reply("09:10", "c2", "sara"), in("09:15", "c1", "it")});
  const desk::Figures figures = figures_at(desk);
  const auto &languages = figures[desk::Dimension::language];
  const auto found = std::find_if(languages.begin(), languages.end(),
                                  [](const desk::GroupFigures &one) { return one.name == "fa"; });
  REQUIRE(found != languages.end());
  CHECK((*found)[desk::Series::first_reply].sum() == 10 * minute_ms);
  CHECK((*found)[desk::Count::replies] == 0);
}

TEST_CASE("measured: open hours count from where all hours do, or are not told") {
  using desk::Series;
  SmallDesk desk(one_owner);
  SUBCASE("of a customer of several conversations, whom an answer was owed before they wrote this one") {
    desk.say({writes("09:00", "c1"), writes("09:30", "c2")});
    CHECK(figures_at(desk)[desk::Dimension::department][0].goals[0].share().whole == 1); // c1 is past it
    desk.say({reply("09:40", "c2", "sara"), act("09:45", "resolve", "c2")});
    const desk::GroupFigures figures = figures_at(desk).desk();
    CHECK(figures[Series::first_reply].sum() == 50 * minute_ms);
    CHECK(figures[Series::first_reply_business].count() == 1);
    CHECK(figures[Series::first_reply_business].sum() == 40 * minute_ms);
    CHECK(figures[Series::first_resolution_business].sum() == 15 * minute_ms);
    CHECK(figures[Series::full_resolution_business].sum() == 15 * minute_ms);
  }
  SUBCASE("of a part, whose promises are those of the whole") {
    desk.say({message("09:00", "c1"), act("09:40", "split", "c1", R"(,"to":"c2")"),
              reply("09:45", "c2", "sara"), act("09:50", "resolve", "c2")});
    const desk::GroupFigures figures = figures_at(desk).desk();
    CHECK(figures[Series::first_reply].sum() == 5 * minute_ms);
    CHECK(figures[Series::first_reply_business].count() == 0);
    CHECK(figures[Series::first_resolution].sum() == 10 * minute_ms);
    CHECK(figures[Series::first_resolution_business].count() == 0);
    CHECK(figures[Series::full_resolution].count() == 1);
    CHECK(figures[Series::full_resolution_business].count() == 0);
  }
}

TEST_CASE("measured: it is counted since the first instant, however events come in calls") {
  SmallDesk one(one_owner);
  one.say({message("09:00", "c1"), message("13:00", "c2")});
  SmallDesk two(one_owner);
  two.say({message("09:00", "c1")});
  two.say({message("13:00", "c2")});
  CHECK(figures_at(one).since == *parse_time(time_at("09:00")));
  CHECK(figures_at(two).since == figures_at(one).since);
  CHECK(one.desk().snapshot() == two.desk().snapshot());

  SmallDesk taken_back(one_owner);
  REQUIRE(taken_back.try_say({message("08:00", "c1")}) == desk::ApplyStatus::ok);
  taken_back.desk().abort();
  taken_back.say({message("09:00", "c1"), message("13:00", "c2")});
  CHECK(figures_at(taken_back).since == figures_at(one).since);
}
