// SPDX-License-Identifier: BSL-1.0
// A desk that was put away and taken up again goes on as if nothing had happened; and a desk under another policy keeps
// what is alive.
#include "desk/metrics_figures.hpp"
#include "desk/metrics_saved.hpp"
#include "desk/saved_state.hpp"
#include "desk/small_desk.hpp"

#include <random>

#include <fmt/format.h>

using namespace usher;
using usher::test::SmallDesk;

namespace {

constexpr std::string_view busy_policy = R"(usher: 1
channels: {mail: {kind: email}, chat: {kind: chat}}
facts: {want: text}
calendars: {day: {timezone: Europe/Rome, weekly: {mon-sun: ["09:00-12:00", "13:00-17:00"]}}}
sla:
  fast: {first_response: {high: 30m, normal: 1h}, next_response: 2h, resolution: 8h, pause: [waiting_for_customer]}
departments:
  care: {sla: fast, assign: {offer: 3m, sticky: {for: 2h, wait: 5m}, end_of_shift: hand_back},
         widen: [{after: 10m, drop: [skills]}, {at: 50% of first_response, raise: 20, also: [sales]}]}
  sales: {calendar: day, sla: fast, closed: {hold: true}, assign: {strategy: random, mode: on_arrival}}
agents:
  kim: {departments: [care, sales], skills: [tailor], capacity: 3, shift: day}
priority: {waiting: {points: 10, every: 10m}}
rules:
  - {name: wants, when: {want: fit}, then: {department: sales, skills: [tailor]}}
  - {name: mine, when: {want: kim}, then: {agent: kim}}
default: {department: care}
)";

/// A line of a random day; the same ones for the same seed.
class Day {
 public:
  explicit Day(std::uint64_t seed) : random_(seed) {}

  std::string next() {
    time_ += static_cast<Instant>(below(4 * 60'000));
    const std::string time = format_time(time_);
    const std::string conversation = fmt::format("c{}", below(12));
    const std::string agent = pick({"kim", "ann", "ben", "eve"});
    const std::string id = below(3) == 0 ? fmt::format(R"("id":"e{}",)", below(1000)) : "";
    switch (below(13)) {
    case 0: {
      const std::string presence = pick({"online", "online", "away", "offline"});
      return fmt::format(
          R"({{"type":"agent",{}"time":"{}","agent":"{}","presence":"{}","departments":["{}"],"skills":["{}"],"capacity":{}}})",
          "", time, agent, presence, pick({"care", "sales"}), pick({"tailor", "billing"}), 1 + below(3));
    }
    case 1:
      return fmt::format(R"({{"type":"accept","time":"{}","conversation":"{}","agent":"{}"}})", time,
                         conversation, agent);
    case 2:
      return fmt::format(R"({{"type":"decline","time":"{}","conversation":"{}","agent":"{}"}})", time,
                         conversation, agent);
    case 3: return fmt::format(R"({{"type":"resolve","time":"{}","conversation":"{}"}})", time, conversation);
    case 4: return fmt::format(R"({{"type":"wait","time":"{}","conversation":"{}"}})", time, conversation);
    case 5:
      return fmt::format(R"({{"type":"message","from":"staff","time":"{}","conversation":"{}"}})", time,
                         conversation);
    case 6: return fmt::format(R"({{"type":"release","time":"{}","conversation":"{}"}})", time, conversation);
    case 7:
      return fmt::format(R"({{"type":"fact","time":"{}","conversation":"{}","facts":{{"want":"{}"}}}})", time,
                         conversation, pick({"fit", "kim", "rest"}));
    default:
      return fmt::format(
          R"({{"type":"message",{}"time":"{}","conversation":"{}","skills":["{}"],"message":{{"text":"hello","channel":"{}","facts":{{"want":"{}"}}}}}})",
          id, time, conversation, pick({"billing", "tailor"}), pick({"mail", "chat"}),
          pick({"fit", "rest", "rest", "kim"}));
    }
  }

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  std::string pick(std::initializer_list<const char *> words) {
    return *(words.begin() + below(words.size()));
  }

  std::mt19937_64 random_;
  Instant time_ = *parse_time("2026-03-02T08:00:00Z");
};

/// What came of the events, or that they were refused.
std::string apply(desk::Desk &desk, const desk::EventList &events) {
  Findings findings;
  const desk::ApplyStatus status = desk.apply(events.events(), findings);
  if (status != desk::ApplyStatus::ok) return fmt::format("refused {}", static_cast<int>(status));
  JsonWriter json;
  json.begin_array();
  for (const desk::Effect &effect : desk.effects())
    write_json(desk::name(desk.state(), effect), json);
  json.end_array();
  desk.commit();
  return std::move(json).take();
}

desk::Desk restored(const desk::Desk &desk) {
  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", desk.snapshot(), image, findings) == ImageStatus::ok);
  REQUIRE(image.verify(findings));
  return desk::Desk(std::move(image), {});
}

} // namespace

TEST_CASE("snapshots: the same events give the same effects after each") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Day day(seed);
    desk::DeskOptions options;
    options.seed = seed;
    desk::Desk one(test::ruleset_of(busy_policy), options);
    desk::Desk two(test::ruleset_of(busy_policy), options);
    for (int i = 0; i < 250; ++i) {
      if (i % 40 == 39) {
        const std::string before = two.snapshot();
        two = restored(two);
        REQUIRE(two.snapshot() == before);
        REQUIRE(two.next_due() == one.next_due());
      }
      desk::EventList events;
      Findings findings;
      REQUIRE(events.read(day.next(), {}, 1, findings));
      const std::string effects = apply(one, events);
      REQUIRE(apply(two, events) == effects);
      REQUIRE(to_json(figures_of(two, {})) == to_json(figures_of(one, {})));
    }
  }
}

TEST_CASE("snapshots: no damaged one is taken up") {
  Day day(3);
  desk::Desk desk(test::ruleset_of(busy_policy), {});
  for (int i = 0; i < 120; ++i) {
    desk::EventList events;
    Findings findings;
    REQUIRE(events.read(day.next(), {}, 1, findings));
    (void)apply(desk, events);
  }
  const std::string good = desk.snapshot();
  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", good, image, findings) == ImageStatus::ok);
  const std::span<const std::byte> section = image.section(SectionId::desk);
  std::mt19937_64 random(5);
  std::size_t refused = 0;
  for (int i = 0; i < 400; ++i) {
    std::string bytes(reinterpret_cast<const char *>(section.data()), section.size());
    bytes[random() % bytes.size()] = static_cast<char>(random());
    if (i % 4 == 0) bytes.resize(random() % bytes.size());
    try {
      const desk::SavedState state =
          desk::decode({reinterpret_cast<const std::byte *>(bytes.data()), bytes.size()});
      if (!desk::is_sound(state, desk.state().terms().frame())) ++refused;
    } catch (const DamagedImage &) {
      ++refused;
    }
  }
  CHECK(refused > 100); // the others changed a number that may be any

  const std::span<const std::byte> metrics = image.section(SectionId::metrics);
  std::size_t agents = 0;
  std::size_t conversations = 0;
  for (const desk::Conversation &conversation : desk.state().conversations())
    conversations += conversation.gone ? 0 : 1;
  agents = desk.state().agents().size();
  CHECK_NOTHROW((void)desk::decode_metrics(metrics, agents, conversations));
  CHECK_THROWS_AS((void)desk::decode_metrics(metrics, agents + 1, conversations), DamagedImage);
  CHECK_THROWS_AS((void)desk::decode_metrics(metrics, agents, conversations + 1), DamagedImage);
  refused = 0;
  for (int i = 0; i < 400; ++i) {
    std::string bytes(reinterpret_cast<const char *>(metrics.data()), metrics.size());
    bytes[random() % bytes.size()] = static_cast<char>(random());
    if (i % 4 == 0) bytes.resize(random() % bytes.size());
    try {
      desk::SavedMetrics saved = desk::decode_metrics(
          {reinterpret_cast<const std::byte *>(bytes.data()), bytes.size()}, agents, conversations);
      desk::Metrics restored;
      restore_groups(restored, std::move(saved)); // whatever it is, it does no harm
    } catch (const DamagedImage &) {
      ++refused;
    }
  }
  CHECK(refused > 100);
}

TEST_CASE("another policy: what is alive goes on") {
  SmallDesk small(busy_policy);
  small.say(
      {R"({"type":"agent","time":"2026-03-02T10:00:00Z","agent":"ann","presence":"online","departments":["care","sales"],"skills":["tailor"],"capacity":5})"});
  small.say(
      {R"({"type":"message","time":"2026-03-02T10:00:00Z","conversation":"c1","message":{"text":"hello"}})"});
  small.say(
      {R"({"type":"message","time":"2026-03-02T10:01:00Z","conversation":"c2","message":{"text":"hello","facts":{"want":"fit"}}})"});
  desk::Desk &desk = small.desk();
  const auto ann = desk.state().find_agent("ann");
  const auto c1 = desk.state().find_conversation("c1");
  const auto c2 = desk.state().find_conversation("c2");
  REQUIRE(desk.state().conversation(c2).data.location == desk::Location::assigned);
  small.say({R"({"type":"advance","time":"2026-03-02T10:05:00Z"})"});
  const std::string before = desk.snapshot();

  // Sales is gone; care promises more; nobody is asked first any more.
  const auto next =
      test::ruleset_of("usher: 1\nfacts: {want: text}\nchannels: {mail: {kind: email}}\n"
                       "sla: {fast: {first_response: 20m}}\n"
                       "departments: {returns: {}, care: {sla: fast}}\n"
                       "rules: [{name: wants, when: {want: fit}, then: {department: returns}}]\n"
                       "default: {department: care}\n");
  REQUIRE(desk.set_policy(next) == desk::ApplyStatus::ok);
  SUBCASE("taken back, everything is as it was") {
    desk.abort();
    CHECK(desk.snapshot() == before);
  }
  SUBCASE("kept") {
    std::string all;
    for (const desk::Effect &effect : desk.effects()) {
      JsonWriter json;
      write_json(name(desk.state(), effect), json);
      all += json.text();
      all += '\n';
    }
    desk.commit();
    CAPTURE(all);
    const desk::State &state = desk.state();
    CHECK(state.terms().frame().departments[state.conversation(c1).data.department].name == "care");
    CHECK(state.conversation(c1).data.agent == ann);
    // Five of now twenty minutes have passed.
    CHECK(all.find(R"("clock":"first_response","due":"2026-03-02T10:20:00.000Z")") != std::string::npos);
    CHECK(state.terms().frame().departments[state.conversation(c2).data.department].name == "returns");
    CHECK(all.find(R"("type":"routed")") != std::string::npos);
    CHECK(all.find(R"("because":"wants")") != std::string::npos);
    // Ann was in sales and care: returns is new to her, so it waits.
    CHECK(state.conversation(c2).data.location == desk::Location::queued);
  }
}
