// SPDX-License-Identifier: BSL-1.0
// Work is shared out: nobody gets all of it, nobody is passed over, and what nobody waits for takes nobody's place.
#include "desk/places.hpp"
#include "desk/small_desk.hpp"

#include <map>

#include <fmt/format.h>

using namespace usher;
using namespace usher::test;

namespace {

constexpr std::string_view turns_policy =
    "facts: {want: text}\n"
    "departments:\n"
    "  care: {assign: {strategy: round_robin}}\n"
    "  sales: {assign: {strategy: round_robin}}\n"
    "agents:\n"
    "  ann: {departments: [care], capacity: 99}\n"
    "  ben: {departments: [care], capacity: 99}\n"
    "  eve: {departments: [care], capacity: 99}\n"
    "  kim: {departments: [sales], capacity: 99}\n"
    "rules: [{name: buys, when: {want: shoes}, then: {department: sales}}]\n";

std::string minute(int number) { return fmt::format("{:02}:{:02}", 9 + number / 60, number % 60); }

std::string holder(SmallDesk &desk, std::string_view conversation) {
  const std::string place = place_of(desk, conversation);
  REQUIRE(place.starts_with("assigned "));
  return place.substr(9);
}

/// Jain's index of how many each got: 1 when all got as many.
class Shares {
 public:
  Shares(std::initializer_list<std::string> people) {
    for (const std::string &one : people)
      counts_[one] = 0;
  }
  void add(const std::string &agent) { ++counts_.at(agent); }
  [[nodiscard]] double fairness() const {
    double sum = 0;
    double squares = 0;
    for (const auto &[agent, count] : counts_) {
      sum += count;
      squares += static_cast<double>(count) * count;
    }
    return sum * sum / (static_cast<double>(counts_.size()) * squares);
  }

 private:
  std::map<std::string, int> counts_;
};

constexpr double fair = 0.995;

} // namespace

TEST_CASE("field: taking turns in one department does not skip anybody's turn in another") {
  SmallDesk desk(with(turns_policy));
  Shares shares{"ann", "ben", "eve"};
  for (int i = 0; i < 30; ++i) {
    const std::string name = fmt::format("c{}", i);
    desk.say({message(minute(2 * i), name)});
    shares.add(holder(desk, name));
    desk.say({message(minute(2 * i + 1), "s" + name, R"(,"facts":{"want":"shoes"})")});
    CHECK(holder(desk, "s" + name) == "kim");
  }
  CHECK(shares.fairness() >= fair);
}

TEST_CASE("field: taking turns in two departments of the same people shares out the work of both") {
  SmallDesk desk(with(turns_policy));
  for (const char *name : {"ann", "ben", "eve", "kim"})
    desk.say({agent("08:00", name, R"("departments":["care","sales"])")});
  Shares shares{"ann", "ben", "eve", "kim"};
  for (int i = 0; i < 24; ++i) {
    const std::string name = fmt::format("c{}", i);
    desk.say({message(minute(2 * i), name)});
    shares.add(holder(desk, name));
    if (i % 3 != 0) continue;
    desk.say({message(minute(2 * i + 1), "s" + name, R"(,"facts":{"want":"shoes"})")});
    shares.add(holder(desk, "s" + name));
  }
  CHECK(shares.fairness() >= fair);
}

TEST_CASE(
    "field: taking turns goes on from whom the turn chose, not from who came back or was chosen by hand") {
  SmallDesk desk(with(turns_policy));
  desk.say({message("08:00", "first")});
  REQUIRE(holder(desk, "first") == "ann");
  desk.say({reply("08:01", "first", "ann")});
  Shares shares{"ann", "ben", "eve"};
  for (int i = 0; i < 30; ++i) {
    const std::string name = fmt::format("c{}", i);
    if (i % 2 == 0) { // a customer comes back to ann
      desk.say({act(minute(2 * i), "resolve", "first")});
      desk.say({message(minute(2 * i), "first")});
      REQUIRE(holder(desk, "first") == "ann");
      desk.say({reply(minute(2 * i), "first", "ann")});
    } else { // or a person gives her something
      desk.say({message(minute(2 * i), "s" + name, R"(,"facts":{"want":"shoes"})")});
      desk.say({act(minute(2 * i), "assign", "s" + name, R"(,"agent":"ann")")});
    }
    desk.say({message(minute(2 * i + 1), name)});
    shares.add(holder(desk, name));
  }
  CHECK(shares.fairness() >= fair);
}

TEST_CASE("field: taking turns outlasts a snapshot, another policy and what is taken back") {
  SmallDesk desk(with(turns_policy));
  const auto turn = [&](const char *clock, const char *name) {
    desk.say({message(clock, name)});
    return holder(desk, name);
  };
  CHECK(turn("09:00", "c1") == "ann");
  CHECK(turn("09:01", "c2") == "ben");
  for (int i = 0; i < 2; ++i) {
    REQUIRE(desk.try_say({message("09:02", "c3")}) == desk::ApplyStatus::ok);
    desk.desk().abort();
  }
  CHECK(turn("09:02", "c3") == "eve");
  CHECK(turn("09:03", "c4") == "ann");

  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", desk.desk().snapshot(), image, findings) == ImageStatus::ok);
  desk.desk() = desk::Desk(std::move(image), {});
  CHECK(turn("09:04", "c5") == "ben");

  // The departments have other numbers under it.
  std::string other(turns_policy);
  other.insert(other.find("  care:"), "  advice: {}\n");
  const auto ruleset = ruleset_of(with(other));
  REQUIRE(desk.desk().set_policy(ruleset) == desk::ApplyStatus::ok);
  desk.desk().abort();
  CHECK(turn("09:05", "c6") == "eve");
  REQUIRE(desk.desk().set_policy(ruleset) == desk::ApplyStatus::ok);
  desk.desk().commit();
  CHECK(turn("09:06", "c7") == "ann");
}

TEST_CASE("field: one agent does not get all, whatever the strategy") {
  for (const char *strategy :
       {"index", "best_match", "longest_idle", "least_loaded", "fewest_skills", "round_robin"})
    for (const char *mode : {"on_arrival", "pull"}) {
      CAPTURE(strategy);
      CAPTURE(mode);
      SmallDesk desk(with(fmt::format("departments: {{care: {{assign: {{strategy: {}, mode: {}}}}}}}\n"
                                      "agents:\n  ann: {{departments: [care], capacity: 50}}\n"
                                      "  ben: {{departments: [care], capacity: 50}}\n"
                                      "  eve: {{departments: [care], capacity: 50}}",
                                      strategy, mode)));
      Shares shares{"ann", "ben", "eve"};
      for (int i = 0; i < 30; ++i) {
        const std::string name = fmt::format("c{}", i);
        desk.say({message(minute(i), name)});
        shares.add(holder(desk, name));
      }
      CHECK(shares.fairness() >= fair);
    }
}

TEST_CASE("field: who can hold twice as many gets twice as many") {
  SmallDesk desk(with("departments: {care: {}}\nagents:\n  ann: {departments: [care], capacity: 3}\n"
                      "  ben: {departments: [care], capacity: 6}"));
  std::string all;
  for (int i = 0; i < 9; ++i) {
    desk.say({message(minute(i), fmt::format("c{}", i))});
    all += holder(desk, fmt::format("c{}", i)) + " ";
  }
  CHECK(all == "ann ben ben ann ben ben ann ben ben ");
}

TEST_CASE("field: where each is done before the next comes, all get the same") {
  for (const char *strategy : {"index", "longest_idle", "fewest_skills", "round_robin"}) {
    CAPTURE(strategy);
    SmallDesk desk(with(fmt::format("departments: {{care: {{assign: {{strategy: {}}}}}}}\n"
                                    "agents:\n  ann: {{departments: [care], capacity: 4}}\n"
                                    "  ben: {{departments: [care], capacity: 4}}\n"
                                    "  eve: {{departments: [care], capacity: 4}}",
                                    strategy)));
    Shares shares{"ann", "ben", "eve"};
    for (int i = 0; i < 12; ++i) {
      const std::string name = fmt::format("c{}", i);
      desk.say({message(minute(2 * i), name)});
      shares.add(holder(desk, name));
      desk.say({act(minute(2 * i + 1), "resolve", name)});
    }
    CHECK(shares.fairness() >= fair);
  }
}

TEST_CASE(
    "field: what is answered takes nobody's place when shifts change, until its customer writes again") {
  SmallDesk desk(with("calendars: {day: {timezone: UTC, weekly: {mon-sun: \"08:00-20:00\"}},\n"
                      "            night: {timezone: UTC, weekly: {mon-sun: \"20:00-08:00\"}}}\n"
                      "departments: {care: {assign: {end_of_shift: hand_back}}}\n"
                      "agents:\n  ann: {departments: [care], shift: day}\n"
                      "  bob: {departments: [care], shift: night}"));
  desk.say({message("09:00", "c1")});
  desk.say({act("09:05", "start", "c1")});
  desk.say({reply("09:10", "c1", "ann")});
  desk.say({message("10:00", "c2")});
  CHECK(place_of(desk, "c2") == "queued");
  desk.say({advance("20:00")});
  CHECK(place_of(desk, "c1") == "queued");
  CHECK(place_of(desk, "c2") == "assigned bob");
  desk.say({message("20:30", "c3")});
  SUBCASE("it has waited since the shift ended, and is not forgotten") {
    desk.say({act("21:00", "resolve", "c2")});
    CHECK(place_of(desk, "c1") == "assigned bob");
  }
  SUBCASE("work that had begun goes first when its customer waits") {
    desk.say({message("20:40", "c1")});
    desk.say({act("21:00", "resolve", "c2")});
    CHECK(place_of(desk, "c1") == "assigned bob");
    CHECK(place_of(desk, "c3") == "queued");
  }
}

TEST_CASE("field: what is held over a weekend rings its alarm when the office has had the time to see it") {
  SmallDesk desk(
      with("calendars: {office: {timezone: UTC, weekly: {mon-fri: \"09:00-18:00\"}}}\n"
           "departments:\n  sales: {}\n"
           "  care: {calendar: office, closed: {hold: true}, widen: [{after: 30m, notify: [leads]},\n"
           "         {after: 12h, raise: 10}]}\n"
           "agents: {kim: {departments: [sales]}}\ngroups: {leads: [kim]}"));
  std::string steps;
  const auto say = [&](const std::string &line) {
    for (const std::string &effect : desk.say({line}))
      if (effect.find(R"("type":"widened")") != std::string::npos) {
        const std::size_t time = effect.find(R"("time":")") + 8;
        const std::size_t name = effect.find(R"("conversation":")") + 16;
        steps += effect.substr(name, 2) + " " + effect.substr(time + 8, 8) + "\n";
      }
  };
  const auto writes = [&](const char *time, const char *conversation) {
    say(fmt::format(
        R"({{"type":"message","time":"2026-03-{}:00Z","conversation":"{}","message":{{"text":"hello"}}}})",
        time, conversation));
  };
  writes("06T17:50", "c1"); // a Friday
  writes("06T19:00", "c2");
  say(R"({"type":"advance","force":true,"time":"2026-03-09T09:00:00Z"})");
  CHECK(steps.empty());
  say(R"({"type":"advance","force":true,"time":"2026-03-10T18:00:00Z"})");
  CHECK(steps == "c1 09T09:20\nc2 09T09:30\nc1 10T11:50\nc2 10T12:00\n");
}
