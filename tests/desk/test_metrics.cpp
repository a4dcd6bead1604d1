// SPDX-License-Identifier: BSL-1.0
// Durations, and figures of days that are told by hand. Random histories are held against a plain telling in
// test_model.cpp.
#include "base/duration.hpp"
#include "base/image.hpp"
#include "desk/metrics_days.hpp"
#include "desk/metrics_figures.hpp"
#include "desk/state.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <fmt/format.h>

using namespace usher;
using namespace usher::desk;
using namespace usher::test;

namespace {

const GroupFigures &named(const Figures &figures, Dimension dimension, std::string_view name) {
  const std::vector<GroupFigures> &groups = figures[dimension];
  const auto found =
      std::find_if(groups.begin(), groups.end(), [&](const GroupFigures &one) { return one.name == name; });
  REQUIRE(found != groups.end());
  return *found;
}

std::size_t number_of(policy::ServiceClock clock) { return static_cast<std::size_t>(clock); }

} // namespace

TEST_CASE("durations: what is read back differs by at most 1/128, and not at all below 128 ms") {
  std::mt19937_64 random(1);
  for (int i = 0; i < 200'000; ++i) {
    const std::int64_t ms = i < 3000 ? i : static_cast<std::int64_t>(random() >> (21 + random() % 40));
    CAPTURE(ms);
    const std::int64_t told = Durations::told(ms);
    REQUIRE(std::abs(told - ms) * 128 <= ms);
    if (ms < 128) REQUIRE(told == ms);
    REQUIRE(Durations::bound(ms) >= ms);
    REQUIRE(Durations::told(Durations::bound(ms)) == told);
    if (Durations::bound(ms) < Durations::longest) REQUIRE(Durations::told(Durations::bound(ms) + 1) > told);
  }
  CHECK(Durations::told(-5) == 0);
  CHECK(Durations::bound(INT64_MAX) == Durations::longest);
}

TEST_CASE("durations: nearest rank, what is beyond all, lists added to one another") {
  Durations empty;
  CHECK_FALSE(empty.percentile(50));
  CHECK_FALSE(empty.percentile(50, 3));
  Durations one;
  Durations other;
  for (std::int64_t ms = 1; ms <= 100; ++ms)
    (ms % 3 == 0 ? one : other).add(ms);
  one.add_all(other);
  CHECK(one.count() == 100);
  CHECK(one.sum() == 5050);
  CHECK(Durations::is_sound(one.parts()));
  for (const int percent : {1, 50, 75, 90, 95, 99, 100})
    CHECK(one.percentile(percent) == percent);
  CHECK(one.percentile(90, 10) == 99); // of 110
  CHECK(one.percentile(91, 10) == std::nullopt);
  CHECK(one.within(40) == 40);
  CHECK(one.within(-1) == 0);
  CHECK(one.within(INT64_MAX) == 100);
  Durations backwards;
  for (std::int64_t ms = 100; ms >= 1; --ms)
    backwards.add(ms);
  CHECK(backwards == one);
  CHECK(one == backwards);
  CHECK(Durations::is_sound(backwards.parts()));
  CHECK(backwards.parts().octaves.size() == one.parts().octaves.size());
  backwards.add(hour_ms);
  CHECK_FALSE(backwards == one);
}

TEST_CASE("durations: as many alike as there may be") {
  Durations list;
  for (int i = 0; i < 700; ++i)
    list.add(second_ms);
  for (int i = 0; i < 300; ++i)
    list.add(minute_ms);
  CHECK(list.count() == 1000);
  CHECK(list.within(second_ms) == 700);
  CHECK(list.within(second_ms - 20) == 0);
  CHECK(list.percentile(70) == Durations::told(second_ms));
  CHECK(list.percentile(71) == Durations::told(minute_ms));
  const Durations again(list.parts());
  CHECK(again == list);
  CHECK(again.parts().octaves.size() == 2);
  Durations twice = list;
  twice.add_all(again);
  CHECK(twice.count() == 2000);
  CHECK(twice.within(second_ms) == 1400);
  CHECK(twice.sum() == 2 * list.sum());
  CHECK_FALSE(twice == list);
  Durations other;
  for (int i = 0; i < 1000; ++i)
    other.add(i < 300 ? second_ms : minute_ms);
  CHECK_FALSE(other == list);
}

TEST_CASE("consultations have counts of their own, and are no customer's conversations") {
  SmallDesk small(goals_policy);
  small.say({message("10:00:00", "c1")});
  small.say({event("accept", "10:00:30", "c1", R"(,"agent":"sara")")});
  small.say(
      {event("ask", "10:01:00", "c1", R"(,"department":"sales","within":"10m")")}); // omid has it at once
  small.say({event("consult_answer", "10:20:00", "c1?sales", R"(,"agent":"omid")")});
  small.say({event("ask", "10:21:00", "c1", R"(,"department":"sales","within":"10m")")});
  small.say({event("consult_answer", "10:22:00", "c1?sales", R"(,"refused":true)")});
  small.say({event("ask", "10:23:00", "c1", R"(,"department":"sales","within":"10m")")});
  small.say({advance("2026-03-02T10:43:00Z")});
  const Figures figures = figures_of(small.desk(), {});
  const GroupFigures &all = figures.desk();
  const GroupFigures &sales = named(figures, Dimension::department, "sales");
  for (const GroupFigures *group : {&all, &sales}) {
    CHECK((*group)[Count::consultations] == 3);
    CHECK((*group)[Count::consultations_answered] == 1);
    CHECK((*group)[Count::consultations_refused] == 1);
    CHECK((*group)[Count::consultations_late] == 2);
  }
  CHECK(all[Count::conversations] == 1);
  CHECK(all[Count::taken_in] == 1);
  CHECK(all[Count::queued] == 1);
  CHECK(all[Count::assigned] == 1);
  CHECK(all[Series::wait].count() == 1);
  CHECK(all.all_promises().broken == 0);
  CHECK(all.all_promises().overdue == 0);
  CHECK(all.backlog.open == 1);
  CHECK(sales[Count::taken_in] == 0);
  CHECK(sales[Count::assigned] == 0);
  CHECK(sales.backlog.open == 0);
  const GroupFigures &omid = named(figures, Dimension::agent, "omid");
  CHECK(omid[Count::assigned] == 0);
  CHECK(omid[Count::consultations] == 0); // nobody had it when it was asked
  CHECK(omid[Count::consultations_answered] == 1);
  CHECK(omid[Count::consultations_refused] == 1);
  CHECK(omid.busy_ms == 40 * minute_ms);
  small.say({event("resolve", "10:44:00", "c1")}); // takes the question back
  const Figures after = figures_of(small.desk(), {});
  CHECK(after.desk()[Count::consultations_answered] == 1);
  CHECK(after.desk()[Count::resolved] == 1);
  CHECK(after.desk()[Count::refused] == 0);
}

TEST_CASE("figures of a morning") {
  SmallDesk small(goals_policy);
  tell_morning(small);
  const Figures figures = figures_of(small.desk(), {});
  const GroupFigures &all = figures.desk();
  CHECK(all[Count::conversations] == 3);
  CHECK(all[Count::taken_in] == 3);
  CHECK(all[Count::replies] == 2);
  CHECK(all[Count::accepted] == 1);
  CHECK(all[Count::declined] == 1);
  CHECK(all[Count::solved] == 1);
  CHECK(all[Count::one_touch] == 0);
  CHECK(all[Count::solved_reopened] == 1);
  CHECK(all[Count::abandoned] == 1);
  CHECK(all.short_abandoned == 1);
  CHECK(all[Series::first_reply].count() == 1);
  CHECK(all[Series::first_reply].sum() == 10 * minute_ms);
  CHECK(all[Series::next_reply].sum() == 10 * minute_ms); // 10:15 to 10:25
  CHECK(all[Series::first_resolution].sum() == 30 * minute_ms);
  CHECK(all[Series::full_resolution].count() == 0); // open again
  CHECK(all[Series::abandoned].sum() == 5000);
  CHECK(all.responses.count() == 2);
  CHECK(all.backlog.open == 2);
  CHECK(all.backlog.unreplied == 1);
  const GroupFigures &care = named(figures, Dimension::department, "care");
  CHECK(care.promises[number_of(policy::ServiceClock::first_response)].kept == 1);
  CHECK(care.promises[number_of(policy::ServiceClock::next_response)].kept == 1);
  CHECK(care.promises[number_of(policy::ServiceClock::resolution)].kept == 1);
  const GroupFigures &sales = named(figures, Dimension::department, "sales");
  CHECK(sales[Count::conversations] == 1);
  CHECK(sales[Count::abandoned] == 1);
  CHECK(named(figures, Dimension::language, "it")[Count::conversations] == 1);
  CHECK(named(figures, Dimension::account, "@a \"q\"")[Count::conversations] == 1);
  const GroupFigures &sara = named(figures, Dimension::agent, "sara");
  CHECK(sara[Count::accepted] == 1);
  CHECK(sara[Count::replies] == 2);
  CHECK(sara.present_ms == 41 * minute_ms + 5000);
  const GroupFigures &omid = named(figures, Dimension::agent, "omid");
  CHECK(omid[Count::declined] == 1);
}

TEST_CASE("what nobody answers is never left out") {
  SmallDesk small(goals_policy);
  small.say({message("10:00:00", "c1")});
  small.say({event("accept", "10:00:30", "c1", R"(,"agent":"sara")")});
  small.say({reply("10:10:00", "c1")});
  small.say({message("11:00:00", "c2")});
  small.say({event("accept", "11:00:30", "c2", R"(,"agent":"omid")")});

  SUBCASE("it is open, and not yet late") {
    small.say({advance("2026-03-02T11:15:00Z")});
    const Figures figures = figures_of(small.desk(), {});
    const GroupFigures &care = named(figures, Dimension::department, "care");
    CHECK(care.backlog.unreplied == 1);
    REQUIRE(care.goals.size() == 3);
    CHECK(care.goals[0].beyond == 0);
    CHECK(care.goals[0].is_met());
    CHECK(care.goals[2].kept.part == 1);
    CHECK(care.goals[2].kept.whole == 1);
  }
  SUBCASE("past the goal it is longer than any, past the promise it is broken") {
    small.say({advance("2026-03-02T12:30:00Z")});
    const Figures figures = figures_of(small.desk(), {});
    const GroupFigures &care = named(figures, Dimension::department, "care");
    CHECK(care.backlog.overdue == 1);
    CHECK(care.goals[0].beyond == 1);
    CHECK(care.goals[0].is_met()); // one of two
    CHECK(care.goals[1].beyond == 1);
    CHECK_FALSE(care.goals[1].is_met());
    CHECK_FALSE(care.goals[1].reached_ms);
    CHECK(care.promises[0].overdue == 1);
    CHECK(care.promises[0].attainment().decimal() == "0.5");
    CHECK(to_text(figures).find("missed: open conversations are past it, 50.0% in time") !=
          std::string::npos);
    // Broken once, however late the answer is.
    small.say({reply("12:40:00", "c2", "omid")});
    const Figures later = figures_of(small.desk(), {});
    const GroupFigures &answered = named(later, Dimension::department, "care");
    CHECK(answered.promises[0].overdue == 0);
    CHECK(answered.promises[0].broken == 1);
    CHECK(answered.goals[1].reached_ms);
  }
}

TEST_CASE("service time counts open hours only") {
  SmallDesk small(goals_policy);
  small.say({message("16:50:00", "c1")}); // a Monday; closed from 17:00 to 9:00
  small.say({advance("2026-03-03T09:05:00Z")});
  small.say(
      {R"({"type":"message","from":"staff","time":"2026-03-03T09:05:00Z","conversation":"c1","agent":"sara"})"});
  const Figures figures = figures_of(small.desk(), {});
  CHECK(figures.desk()[Series::first_reply].sum() == 16 * hour_ms + 15 * minute_ms);
  CHECK(figures.desk()[Series::first_reply_business].sum() == 15 * minute_ms);
}

TEST_CASE("service levels: the three formulas") {
  SmallDesk small(goals_policy);
  small.say({R"({"type":"agent","time":"2026-03-02T09:00:00Z","agent":"sara","capacity":10})"});
  for (int i = 0; i < 10; ++i)
    small.say({message("10:00:00", fmt::format("c{}", i))});
  small.say({event("abandon", "10:00:20", "c0"), event("abandon", "10:00:20", "c1")});
  for (int i = 3; i < 6; ++i)
    small.say({reply("10:05:00", fmt::format("c{}", i))});
  small.say({event("abandon", "10:30:00", "c2")});
  small.say({reply("10:50:00", "c6")});
  FigureOptions options;
  options.within_ms = 10 * minute_ms;
  const Figures figures = figures_of(small.desk(), options);
  REQUIRE(figures.desk().service_level);
  const ServiceLevel &level = *figures.desk().service_level;
  CHECK(level.within_ms == Durations::bound(10 * minute_ms));
  CHECK(level.of_offered().decimal() == "0.3");   // 3 of 10
  CHECK(level.of_answered().decimal() == "0.75"); // 3 of 4
  CHECK(level.of_patient().decimal() == "0.375"); // 3 of 10 less 2
  // Without a time that is given, that of the department's first goal.
  const Figures by_goal = figures_of(small.desk(), {});
  CHECK_FALSE(by_goal.desk().service_level);
  CHECK(named(by_goal, Dimension::department, "care").service_level->within_ms ==
        Durations::bound(20 * minute_ms));
}

TEST_CASE("fairness of agents is Jain's index of their occupancy") {
  SmallDesk small(goals_policy);
  small.say(
      {message("10:00:00", "c1")}); // omid and sara come at the first event; one of them has it all the time
  small.say({advance("2026-03-02T10:01:00Z")});
  const Figures figures = figures_of(small.desk(), {});
  // (1 + 0)^2 / (2 * (1 + 0))
  CHECK(figures.agent_fairness.decimal() == "0.5");
  CHECK(figures.desk().occupancy().decimal() == "0.5");
}

TEST_CASE("metrics stay in a snapshot, and what is taken back never was") {
  SmallDesk small(goals_policy);
  tell_morning(small);
  Desk &desk = small.desk();
  const std::string before = to_json(figures_of(desk, {}));
  const std::string snapshot = desk.snapshot();
  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", snapshot, image, findings) == ImageStatus::ok);
  Desk again(std::move(image), {});
  CHECK(to_json(figures_of(again, {})) == before);
  CHECK(again.snapshot() == snapshot);

  REQUIRE(small.try_say({message("11:00:00", "c9", R"(,"language":"fa")"),
                         R"({"type":"agent","time":"2026-03-02T11:00:00Z","agent":"new"})",
                         reply("11:05:00", "c1", "new")}) == ApplyStatus::ok);
  desk.abort();
  CHECK(to_json(figures_of(desk, {})) == before);
  CHECK(desk.snapshot() == snapshot);
  // The number of the one who never was is another's now.
  small.say({R"({"type":"agent","time":"2026-03-02T11:00:00Z","agent":"other"})",
             reply("11:05:00", "c1", "other")});
  const Figures figures = figures_of(desk, {});
  CHECK(named(figures, Dimension::agent, "other")[Count::replies] == 1);
  CHECK(desk.metrics().find(Dimension::agent, "other") != nullptr);
}

TEST_CASE("a snapshot without metrics begins to count where it is taken up") {
  SmallDesk small(goals_policy);
  tell_morning(small);
  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", small.desk().snapshot(), image, findings) == ImageStatus::ok);
  ImageWriter writer;
  for (const SectionId id : {SectionId::frame, SectionId::lexicon, SectionId::rules, SectionId::policy,
                             SectionId::desk, SectionId::zones}) {
    const std::span<const std::byte> section = image.section(id);
    writer.add(id, std::string(reinterpret_cast<const char *>(section.data()), section.size()));
  }
  Image bare;
  REQUIRE(Image::open_bytes("snapshot", writer.write(), bare, findings) == ImageStatus::ok);
  const Desk desk(std::move(bare), {});
  const Figures figures = figures_of(desk, {});
  CHECK(figures.since == *parse_time("2026-03-02T10:41:05Z"));
  CHECK(figures.desk()[Count::conversations] == 0);
  CHECK(figures.desk().backlog.open == 2);
}

TEST_CASE("figures go on under another policy, by their names") {
  SmallDesk small(goals_policy);
  tell_morning(small);
  Desk &desk = small.desk();
  const auto next =
      ruleset_of("usher: 1\ndepartments: {first: {}, care: {}}\ndefault: {department: first}\n");
  REQUIRE(desk.set_policy(next) == ApplyStatus::ok);
  desk.commit();
  small.say({message("11:00:00", "c9")});
  const Figures figures = figures_of(desk, {});
  CHECK(named(figures, Dimension::department, "care")[Count::conversations] == 2);
  CHECK(named(figures, Dimension::department, "sales")[Count::conversations] ==
        1); // there is no such any more
  CHECK(named(figures, Dimension::department, "first")[Count::conversations] == 1);
}

TEST_CASE("who has answered or lost what came to others has rates of what came to them alone") {
  SmallDesk small(goals_policy);
  small.say({message("10:00:00", "c1")});
  small.say({event("transfer", "10:00:01", "c1", R"(,"department":"sales")")}); // omid has it there
  small.say({event("abandon", "10:00:05", "c1")});
  small.say({message("10:10:00", "c2")});
  small.say({event("transfer", "10:11:00", "c2", R"(,"department":"sales")")});
  small.say({reply("10:12:00", "c2", "omid")});
  FigureOptions options;
  options.within_ms = 10 * minute_ms;
  const Figures figures = figures_of(small.desk(), options);
  const auto rate = [](const GroupFigures &group, std::string_view name) {
    for (const Rate &one : rates())
      if (one.name == name) return one.of(group);
    return Ratio{};
  };
  const GroupFigures &omid = named(figures, Dimension::agent, "omid");
  const GroupFigures &sales = named(figures, Dimension::department, "sales");
  for (const GroupFigures *group : {&omid, &sales}) {
    CHECK((*group)[Count::taken_in] == 0);
    CHECK(group->short_abandoned == 1);
    CHECK_FALSE(rate(*group, "patient_abandonment").is_known());
    CHECK_FALSE(rate(*group, "response").is_known());
    REQUIRE(group->service_level);
    CHECK(group->service_level->of_answered().decimal() == "1");
    CHECK_FALSE(group->service_level->of_patient().is_known());
  }
  CHECK(rate(figures.desk(), "patient_abandonment").decimal() == "0");
  CHECK(rate(figures.desk(), "response").decimal() == "0.5");
  CHECK(figures.desk().service_level->of_patient().decimal() == "1");
}

TEST_CASE("forgetting a customer changes no figure, and no figure knew of them") {
  SmallDesk small(goals_policy);
  small.say({message("10:00:00", "secret-talk", R"(,"language":"en-secret","customer":{"id":"secret-id"})",
                     "secret word")});
  small.say({event("accept", "10:01:00", "secret-talk", R"(,"agent":"sara","text":"secret why")")});
  small.say({event("ask", "10:02:00", "secret-talk", R"(,"department":"sales")")});
  small.say({reply("10:10:00", "secret-talk")});
  const auto forms = [&] {
    const Figures figures = figures_of(small.desk(), {});
    return to_openmetrics(figures) + to_json(figures) + to_text(figures);
  };
  const std::string before = forms();
  CHECK(before.find("secret") == std::string::npos);
  CHECK(before.find(R"(language="en")") != std::string::npos);
  small.say({R"({"type":"forget","time":"2026-03-02T10:10:00Z","customer":"secret-id"})"});
  CHECK(forms() == before);
  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", small.desk().snapshot(), image, findings) == ImageStatus::ok);
  const std::span<const std::byte> section = image.section(SectionId::metrics);
  const std::string_view bytes(reinterpret_cast<const char *>(section.data()), section.size());
  CHECK(bytes.find("sara") != std::string_view::npos);
  CHECK(bytes.find("secret") == std::string_view::npos);
}
