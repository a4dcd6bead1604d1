// SPDX-License-Identifier: BSL-1.0
// Numbers as far out as policies, hosts and damaged snapshots can say them: whatever they are, a desk answers.
#include "desk/kept_facts.hpp"
#include "desk/saved_state.hpp"
#include "desk/small_desk.hpp"
#include "desk/timers.hpp"

#include <fmt/format.h>

using namespace usher;
using usher::test::SmallDesk;

namespace {

// Points against a message, so many lines of them, and points for waiting that come as slowly as they may.
std::string slow_policy(int lines) {
  std::string policy = R"(usher: 1
facts: {n: number}
departments: {care: {}}
default: {department: care}
priority:
  waiting: {points: 1, every: 3650d}
  add:
)";
  for (int line = 0; line < lines; ++line)
    policy += "    - {per: n, points: -100}\n";
  return policy;
}

/// A number as it stands among what is kept of a message.
std::string number(std::uint64_t value) {
  std::string out;
  for (; value >= 0x80; value >>= 7U)
    out += static_cast<char>(value | 0x80U);
  out += static_cast<char>(value);
  return out;
}

desk::SavedState saved_state_of(const desk::Desk &desk) {
  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", desk.snapshot(), image, findings) == ImageStatus::ok);
  return desk::decode(image.section(SectionId::desk));
}

} // namespace

TEST_CASE("a band that no wait reaches has no timer, however far away it is") {
  for (const int lines : {1, 2'900, 3'000, 6'000}) {
    CAPTURE(lines);
    SmallDesk desk(slow_policy(lines));
    (void)desk.say(
        {R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c","message":{"text":"hello","facts":{"n":1000000}}})"});
    (void)desk.say({R"({"type":"advance","time":"2026-03-20T10:00:00Z"})"});
    const desk::State &state = desk.desk().state();
    const desk::Conversation &conversation = state.conversation(state.find_conversation("c"));
    CHECK(conversation.data.priority < -9'000 * lines);
    CHECK(desk::next_band(state.terms(), conversation.data) == desk::never);
    CHECK(desk::is_sound(saved_state_of(desk.desk()), state.terms().frame()));
  }
}

TEST_CASE("what is kept of a message is read to its end and no further, whatever it says of itself") {
  SmallDesk desk;
  (void)desk.say(
      {R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c","message":{"text":"a refund please","account":"@brand"}})"});
  const rules::Ruleset &ruleset = desk.desk().state().terms().ruleset();
  desk::SavedState state = saved_state_of(desk.desk());
  REQUIRE(desk::is_sound(state, ruleset.frame()));
  std::string &kept = state.conversations.front().kept;
  const std::string good = kept;
  for (const std::uint64_t count : {std::uint64_t{1}, std::uint64_t{1} << 62U, UINT64_MAX}) {
    CAPTURE(count);
    // Without texts, no facts, no personal data, and so many topics.
    kept = number(0) + number(0) + number(0) + number(count);
    rules::Facts facts;
    facts.clear(ruleset.sizes());
    CHECK_FALSE(desk::restore_facts(ruleset, kept, facts));
    CHECK(facts.topics.list().empty());
    CHECK(desk::translate_facts(ruleset, ruleset, kept).size() < 16);
    CHECK_FALSE(desk::is_sound(state, ruleset.frame()));
  }
  for (std::size_t size = 1; size < good.size(); ++size) {
    CAPTURE(size);
    kept = good.substr(0, size);
    CHECK_FALSE(desk::is_sound(state, ruleset.frame()));
  }
  kept = good + number(0);
  CHECK_FALSE(desk::is_sound(state, ruleset.frame()));
}

TEST_CASE("clocks and priorities of a snapshot are none that would overflow") {
  SmallDesk desk;
  (void)desk.say(
      {R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c","message":{"text":"hello","account":"@brand"}})"});
  const policy::Frame &frame = desk.desk().state().terms().frame();
  const desk::SavedState good = saved_state_of(desk.desk());
  const auto sound_with = [&](auto change) {
    desk::SavedState state = good;
    change(state.conversations.front().data);
    return desk::is_sound(state, frame);
  };
  using Data = desk::ConversationData;
  CHECK(sound_with([](Data &) {}));
  CHECK_FALSE(sound_with([](Data &data) { data.clocks.resolution.stopped = INT64_MAX; }));
  CHECK_FALSE(sound_with([](Data &data) { data.clocks.resolution.spent = INT64_MAX; }));
  CHECK_FALSE(sound_with([](Data &data) { data.clocks.first_response.warn_at = INT32_MAX; }));
  CHECK_FALSE(sound_with([](Data &data) { data.clocks.first_response.warn_at = -1; }));
  CHECK_FALSE(sound_with([](Data &data) { data.priority = INT32_MIN; }));
  CHECK_FALSE(sound_with([](Data &data) { data.raised = -1; }));
  CHECK_FALSE(sound_with([](Data &data) { data.raised = INT32_MAX; }));
}
