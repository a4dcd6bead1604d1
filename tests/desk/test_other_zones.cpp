// SPDX-License-Identifier: BSL-1.0
// A snapshot that is taken up where clocks are changed by other rules than where it was made.
#include "desk/former_hours.hpp"
#include "desk/small_desk.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

using namespace usher;
using usher::test::SmallDesk;

namespace {

namespace fs = std::filesystem;

/// Zone files of one's own, as long as this lives: Europe/Rome is as that of another place.
class OtherZones {
 public:
  explicit OtherZones(const char *rome) : folder_(fs::temp_directory_path() / "usher-other-zones") {
    const char *const named = std::getenv("TZDIR");
    before_ = named == nullptr ? "" : named;
    const fs::path system = before_.empty() ? "/usr/share/zoneinfo" : before_;
    fs::create_directories(folder_ / "Europe");
    fs::copy_file(system / "Europe/London", folder_ / "Europe/London", fs::copy_options::overwrite_existing);
    if (rome != nullptr)
      fs::copy_file(system / rome, folder_ / "Europe/Rome", fs::copy_options::overwrite_existing);
    setenv("TZDIR", folder_.c_str(), 1);
  }
  OtherZones(const OtherZones &) = delete;
  OtherZones &operator=(const OtherZones &) = delete;
  ~OtherZones() {
    if (before_.empty())
      unsetenv("TZDIR");
    else
      setenv("TZDIR", before_.c_str(), 1);
    fs::remove_all(folder_);
  }

 private:
  fs::path folder_;
  std::string before_;
};

constexpr std::string_view rome_policy = R"(usher: 1
calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: "09:00-17:00"}}}
sla: {day: {first_response: 6h, resolution: 20h}}
departments:
  care: {calendar: office, sla: day}
  night: {calendar: office, closed: {hold: true}}
  always: {sla: day}
agents: {sara: {departments: [care], shift: office}}
rules: [{name: held, when: {tags: night}, then: {department: night}}]
default: {department: care}
)";

/// Of a Friday, 20 March 2026: 09:00 to 17:00 in Rome is 08:00 to 16:00 UTC, by Tokyo's clock 00:00 to 08:00.
void say_friday(SmallDesk &desk) {
  desk.say(
      {R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c1","message":{"text":"hi"}})"});
  desk.say(
      {R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c2","message":{"text":"hi"}})"});
  desk.say({R"({"type":"advance","time":"2026-03-20T12:00:00Z"})"});
}

desk::Desk taken_up(const std::string &snapshot) {
  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", snapshot, image, findings) == ImageStatus::ok);
  REQUIRE(image.verify(findings));
  return desk::Desk(std::move(image), {});
}

/// Effects as words: type, conversation, due or until.
std::vector<std::string> shown(const desk::Desk &desk) {
  std::vector<std::string> out;
  for (const desk::Effect &effect : desk.effects()) {
    const desk::NamedEffect named = name(desk.state(), effect);
    std::string line = fmt::format("{} {}{}", name_of(effect.type), named.conversation, named.agent);
    if (effect.at != 0) line += " " + format_time(effect.at).substr(0, 16);
    out.push_back(line);
  }
  return out;
}

desk::ApplyStatus apply(desk::Desk &desk, const std::string &line) {
  desk::EventList events;
  Findings findings;
  if (!line.empty()) REQUIRE(events.read(line, {}, 1, findings));
  return desk.apply(events.events(), findings);
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("other zones: what is due moves, and says so once; what was spent stays spent") {
  SmallDesk small(rome_policy);
  say_friday(small);
  const std::string snapshot = small.desk().snapshot();
  const OtherZones tokyo("Asia/Tokyo");
  desk::Desk desk = taken_up(snapshot);
  // It wants to be told at once, and says nothing by itself.
  CHECK(desk.next_due() == desk.state().counters().now);
  CHECK(desk.effects().empty());
  CHECK(desk.snapshot() == snapshot); // nothing has happened yet, so it is as it was

  SUBCASE("with the next event") {
    // Three hours were spent by 12:00 UTC, so three and seventeen are left; by Tokyo's clock it is night.
    REQUIRE(apply(desk, R"({"type":"advance","time":"2026-03-20T12:00:00Z","id":"e1"})") ==
            desk::ApplyStatus::ok);
    CHECK(shown(desk) == Lines{"due c1 2026-03-23T03:00", "due c1 2026-03-25T01:00",
                               "due c2 2026-03-23T03:00", "due c2 2026-03-25T01:00", "presence sara"});
    // They belong to the event that came with them.
    CHECK(desk.results()[0].effect_count == 5);
    desk.commit();
    CHECK(desk.next_due() > desk.state().counters().now);
    REQUIRE(apply(desk, R"({"type":"advance","time":"2026-03-20T12:00:00Z"})") == desk::ApplyStatus::ok);
    CHECK(desk.effects().empty());
    desk.commit();
    CHECK(desk.snapshot() != snapshot);
    desk::Desk again = taken_up(desk.snapshot()); // by the same rules, so nothing is left to say
    REQUIRE(apply(again, "") == desk::ApplyStatus::ok);
    CHECK(again.effects().empty());
  }
  SUBCASE("with no event at all") {
    REQUIRE(apply(desk, "") == desk::ApplyStatus::ok);
    CHECK(desk.effects().size() == 5);
    desk.commit();
  }
  SUBCASE("taken back, it is to say it again") {
    REQUIRE(apply(desk, "") == desk::ApplyStatus::ok);
    desk.abort();
    CHECK(desk.snapshot() == snapshot);
    CHECK(desk.next_due() == desk.state().counters().now);
    REQUIRE(apply(desk, "") == desk::ApplyStatus::ok);
    CHECK(desk.effects().size() == 5);
    desk.commit();
  }
  SUBCASE("an event that is refused changes nothing") {
    CHECK(apply(desk, R"({"type":"advance","time":"2030-03-20T12:00:00Z"})") == desk::ApplyStatus::time);
    CHECK(desk.snapshot() == snapshot);
  }
  SUBCASE("another policy comes after the hours") {
    REQUIRE(desk.set_policy(test::ruleset_of(rome_policy)) == desk::ApplyStatus::ok);
    CHECK(desk.effects().size() == 5);
    desk.commit();
    CHECK(desk.next_due() > desk.state().counters().now);
  }
}

TEST_CASE("other zones: shifts and what is held follow the hours of here") {
  SmallDesk small(rome_policy);
  small.say(
      {R"({"type":"message","time":"2026-03-20T16:30:00Z","conversation":"c1","message":{"text":"hi","tags":["night"]}})"});
  small.say(
      {R"({"type":"advance","time":"2026-03-23T07:30:00Z","force":true})"}); // closed in Rome, open by Athens' clock
  const std::string snapshot = small.desk().snapshot();
  const OtherZones athens("Europe/Athens");
  desk::Desk desk = taken_up(snapshot);
  REQUIRE(apply(desk, "") == desk::ApplyStatus::ok);
  CHECK(shown(desk) == Lines{"presence sara", "queued c1"});
  desk.commit();
  CHECK(desk.state().departments()[1].open);
}

TEST_CASE("other zones: the same rules say nothing, and a zone that is gone is always open") {
  SmallDesk small(rome_policy);
  say_friday(small);
  const std::string snapshot = small.desk().snapshot();
  SUBCASE("the same") {
    const OtherZones same("Europe/Berlin"); // of which Rome has had the rules since before 1970 no more
    desk::Desk desk = taken_up(snapshot);
    REQUIRE(apply(desk, "") == desk::ApplyStatus::ok);
    CHECK(desk.effects().empty());
    desk.commit();
  }
  SUBCASE("gone") {
    const OtherZones none(nullptr);
    desk::Desk desk = taken_up(snapshot);
    REQUIRE(apply(desk, "") == desk::ApplyStatus::ok);
    // Seventeen hours are left of the resolution, and from now on they run day and night.
    CHECK(shown(desk).front() == "due c1 2026-03-21T05:00");
    desk.commit();
  }
}

TEST_CASE("other zones: no damaged rules are taken up") {
  SmallDesk small(rome_policy);
  say_friday(small);
  const std::string bytes = desk::encode(desk::zones_of(small.desk().state().terms().ruleset()));
  const auto span = [](const std::string &text) {
    return std::span(reinterpret_cast<const std::byte *>(text.data()), text.size());
  };
  const std::vector<desk::SavedZone> zones = desk::decode_zones(span(bytes));
  REQUIRE(zones.size() == 2);
  CHECK(zones[0].name == "Europe/Rome");
  CHECK(zones[1].name == "UTC");
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_THROWS_AS((void)desk::decode_zones(span(bytes.substr(0, size))), DamagedImage);
  std::vector<desk::SavedZone> turned = zones;
  std::swap(turned[0].offsets[0], turned[0].offsets[1]);
  CHECK_THROWS_AS((void)desk::decode_zones(span(desk::encode(turned))), DamagedImage);
  turned[0].offsets.clear();
  CHECK_THROWS_AS((void)desk::decode_zones(span(desk::encode(turned))), DamagedImage);
}
