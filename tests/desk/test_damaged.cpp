// SPDX-License-Identifier: BSL-1.0
// Snapshots with one number changed and sums that are right: what no desk can be is refused, and what can be is a desk
// for which everything holds that holds for any.
#include "desk/metrics_saved.hpp"
#include "desk/saved_state.hpp"
#include "desk/small_desk.hpp"

#include <span>
#include <stdexcept>

#include <fmt/format.h>

using namespace usher;
using usher::test::SmallDesk;

namespace {

constexpr std::string_view offering = R"(usher: 1
sla: {fast: {first_response: 1h, resolution: 8h}}
departments:
  care: {sla: fast, assign: {offer: 5m, sticky: {for: 2h, wait: 5m}}}
  legal: {}
topics: {threat: {en: [lawyer]}}
rules: [{name: threat, when: {topic: threat}, then: {ask: [{department: legal, before_reply: true}]}}]
default: {department: care}
)";

Image image_of(const desk::Desk &desk) {
  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", desk.snapshot(), image, findings) == ImageStatus::ok);
  return image;
}

/// The same snapshot with another state of the desk; sums and all.
Image with_state(const Image &image, const desk::SavedState &state) {
  ImageWriter out;
  for (const SectionId id : {SectionId::frame, SectionId::lexicon, SectionId::rules, SectionId::policy,
                             SectionId::zones, SectionId::metrics}) {
    const std::span<const std::byte> bytes = image.section(id);
    out.add(id, std::string(reinterpret_cast<const char *>(bytes.data()), bytes.size()));
  }
  out.add(SectionId::desk, desk::encode(state));
  Image changed;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", out.write(), changed, findings) == ImageStatus::ok);
  REQUIRE(changed.verify(findings));
  return changed;
}

/// Ann is offered c1, which asks legal; c2 waits for its customer, c3 is over, and c4 came while nobody had room.
void open(SmallDesk &small) {
  const auto message = [&](const char *conversation, const char *time, const char *text) {
    small.say({fmt::format(
        R"({{"type":"message","id":"{0}","time":"2026-03-02T10:{1}:00Z","conversation":"{0}","message":{{"text":"{2}"}}}})",
        conversation, time, text)});
  };
  small.say(
      {R"({"type":"agent","time":"2026-03-02T10:00:00Z","agent":"ann","presence":"online","departments":["care"],"capacity":1})"});
  message("c2", "01", "hello");
  small.say({R"({"type":"accept","time":"2026-03-02T10:01:00Z","conversation":"c2","agent":"ann"})",
             R"({"type":"wait","time":"2026-03-02T10:01:00Z","conversation":"c2"})"});
  message("c3", "02", "hello");
  small.say({R"({"type":"resolve","time":"2026-03-02T10:02:00Z","conversation":"c3"})"});
  message("c1", "03", "my lawyer will write to you");
  message("c4", "04", "hello");
}

} // namespace

TEST_CASE("a damaged snapshot: what no desk can be is refused, whatever its sums say") {
  SmallDesk small(offering);
  open(small);
  const Image image = image_of(small.desk());
  const policy::Frame &frame = small.desk().state().terms().frame();
  const desk::SavedState good = desk::decode(image.section(SectionId::desk));
  REQUIRE(desk::is_sound(good, frame));
  const auto sound_with = [&](auto change) {
    desk::SavedState state = good;
    change(state);
    return desk::is_sound(state, frame);
  };
  const auto one = [](auto &state, std::string_view name) -> auto & {
    for (auto &conversation : state.conversations)
      if (conversation.name == name) return conversation;
    throw std::runtime_error("there is no such conversation");
  };
  using desk::Location;
  using desk::Status;
  using State = desk::SavedState;

  SUBCASE("numbers that would begin again") {
    CHECK_FALSE(sound_with([](State &state) { state.counters.conversations = UINT64_MAX - 1; }));
    CHECK_FALSE(sound_with([](State &state) { state.counters.effects = UINT64_MAX; }));
    CHECK_FALSE(sound_with([](State &state) { state.counters.events = UINT64_MAX; }));
    CHECK_FALSE(sound_with([](State &state) { state.counters.draws = UINT64_MAX; }));
    CHECK_FALSE(sound_with([](State &state) { state.counters.answers = UINT64_MAX; }));
    REQUIRE(good.repeats.size() == 4);
    CHECK_FALSE(sound_with([](State &state) { state.repeats[1].second.time = INT64_MAX; }));
    CHECK_FALSE(sound_with([](State &state) { state.repeats[1].second.time = -1; }));
  }
  SUBCASE("another status than that of its place") {
    std::size_t looked_at = 0;
    for (const desk::SavedConversation &conversation : good.conversations)
      for (const Status status :
           {Status::open, Status::waiting_for_customer, Status::held, Status::resolved}) {
        if (status == conversation.data.status) continue;
        CAPTURE(conversation.name);
        CHECK_FALSE(sound_with([&](State &state) { one(state, conversation.name).data.status = status; }));
        ++looked_at;
      }
    CHECK(looked_at == 15);
  }
  SUBCASE("a place of what is nobody's business") {
    CHECK_FALSE(sound_with([&](State &state) { one(state, "c1").data.engaged = false; }));
    CHECK(sound_with([&](State &state) { one(state, "c3").data.engaged = false; }));
  }
  SUBCASE("an offer that is over") {
    REQUIRE(one(good, "c1").data.location == Location::offered);
    CHECK_FALSE(sound_with([&](State &state) { one(state, "c1").data.offer_until = state.counters.now; }));
  }
  SUBCASE("more time spent than has passed") {
    CHECK_FALSE(sound_with([&](State &state) {
      calendar::ServiceClock &clock = one(state, "c1").data.clocks.resolution;
      clock.spent = clock.changed + 1;
    }));
    CHECK_FALSE(sound_with([&](State &state) {
      calendar::ServiceClock &clock = one(state, "c1").data.clocks.resolution;
      clock.stopped = clock.changed + 1;
    }));
  }
  SUBCASE("a question of itself, or of what is over") {
    CHECK_FALSE(sound_with([&](State &state) { one(state, "c1?legal").name = "c1"; }));
    CHECK_FALSE(sound_with([&](State &state) { one(state, "c1?legal").name = "c3?legal"; })); // it is over
    CHECK_FALSE(sound_with([&](State &state) { one(state, "c4").data.is_question = true; }));
    CHECK(sound_with([&](State &state) { one(state, "c1?legal").name = "c4?legal"; }));
  }
}

TEST_CASE("a damaged snapshot: what waits and can be had is given at the next event") {
  SmallDesk small(offering);
  open(small);
  const Image image = image_of(small.desk());
  desk::SavedState state = desk::decode(image.section(SectionId::desk));
  for (desk::SavedConversation &conversation : state.conversations)
    if (conversation.name == "c1") conversation.data.location = desk::Location::queued;
  desk::Desk desk(with_state(image, state), {});
  const auto location = [&] {
    return desk.state().conversation(desk.state().find_conversation("c1")).data.location;
  };
  CHECK(location() == desk::Location::queued);
  desk::EventList events;
  Findings findings;
  REQUIRE(events.read(R"({"type":"advance","time":"2026-03-02T10:05:00Z"})", {}, 1, findings));
  // Also when the first change is taken back.
  for (int time = 0; time < 2; ++time) {
    REQUIRE(desk.apply(events.events(), findings) == desk::ApplyStatus::ok);
    CHECK(location() == desk::Location::offered);
    if (time == 0) {
      desk.abort();
      CHECK(location() == desk::Location::queued);
    }
  }
  desk.commit();
}

TEST_CASE("a damaged snapshot: the metrics of the whole desk have no other name") {
  SmallDesk small(offering);
  open(small);
  const Image image = image_of(small.desk());
  const std::size_t agents = small.desk().state().agents().size();
  desk::SavedMetrics saved = desk::decode_metrics(image.section(SectionId::metrics), agents, 5);
  REQUIRE(saved.groups[0].size() == 1);
  saved.groups[0][0].name = "somebody";
  const std::string bytes = desk::encode(saved);
  CHECK_THROWS_AS((void)desk::decode_metrics(std::as_bytes(std::span(bytes)), agents, 5), DamagedImage);
}
