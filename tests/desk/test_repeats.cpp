// SPDX-License-Identifier: BSL-1.0
// The same event said twice, within the window in which it counts as that and beyond it.
#include "desk/heads.hpp"

using namespace usher::test;
using namespace usher;

namespace {

std::string said(std::string_view id, std::string_view day_and_hour, std::string_view conversation) {
  return fmt::format(
      R"({{"type":"message","id":"{}","time":"2026-03-{}:00:00Z","conversation":"{}","message":{{"text":"hello"}}}})",
      id, day_and_hour, conversation);
}

struct Said {
  bool repeated = false;
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  bool operator==(const Said &) const = default;
};

/// What came of each event, when so many of them come in one call.
std::vector<Said> played(const std::vector<std::string> &lines, std::size_t at_once) {
  SmallDesk desk(with("departments: {care: {}}"));
  std::vector<Said> out;
  for (std::size_t first = 0; first < lines.size(); first += at_once) {
    const std::size_t last = std::min(lines.size(), first + at_once);
    desk.say({lines.begin() + static_cast<std::ptrdiff_t>(first),
              lines.begin() + static_cast<std::ptrdiff_t>(last)});
    for (const desk::EventResult &result : desk.desk().results())
      out.push_back({result.repeated, result.first_effect, result.effect_count});
  }
  return out;
}

} // namespace

TEST_CASE("repeats: an id is another event's once the window is over, however events come in calls") {
  const std::vector<std::string> lines = {said("e1", "02T09", "c1"), said("e1", "02T10", "c1"),
                                          said("e2", "03T05", "c2"), said("e1", "03T08", "c1"),
                                          said("e1", "03T09", "c1"), said("e1", "03T10", "c1")};
  const std::vector<Said> one_by_one = played(lines, 1);
  CHECK(one_by_one[1].repeated);
  CHECK(one_by_one[1].first == one_by_one[0].first);
  CHECK(one_by_one[3].repeated);
  CHECK_FALSE(one_by_one[4].repeated); // a day after the first
  CHECK(one_by_one[5].repeated);
  CHECK(one_by_one[5].first == one_by_one[4].first);
  for (std::size_t at_once = 2; at_once <= lines.size(); ++at_once)
    CHECK(played(lines, at_once) == one_by_one);
}

TEST_CASE("repeats: beyond the window an id may be that of another event") {
  SmallDesk desk(with("departments: {care: {}}"));
  desk.say({said("e1", "02T09", "c1"), said("e2", "03T05", "c2")});
  CHECK(desk.try_say({said("e1", "03T08", "c3")}) == desk::ApplyStatus::conflict);
  CHECK_FALSE(desk.say({said("e1", "03T09", "c3")}).empty());
}

TEST_CASE("repeats: what is taken back leaves the ids of before") {
  SmallDesk desk(with("departments: {care: {}}"));
  desk.say({said("e1", "02T09", "c1"), said("e2", "03T05", "c2")});
  const std::string before = desk.desk().snapshot();
  REQUIRE(desk.try_say({said("e3", "03T09", "c3"), said("e1", "03T09", "c1"), said("e1", "04T09", "c1"),
                        said("e3", "04T10", "c3")}) == desk::ApplyStatus::ok);
  desk.desk().abort();
  CHECK(desk.desk().snapshot() == before);
  CHECK(desk.say({said("e1", "03T08", "c1")}).empty());
  CHECK(desk.desk().results()[0].repeated);
}
