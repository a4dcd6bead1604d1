// SPDX-License-Identifier: BSL-1.0
// A customer's data is erased, and the conversations stay.
#include "desk/places.hpp"

using namespace usher::test;

namespace {

std::string of_customer(std::string_view clock, std::string_view conversation, std::string_view customer,
                        std::string_view text) {
  return fmt::format(
      R"({{"type":"message","time":"{}","conversation":"{}","message":{{"text":"{}","customer":{{"id":"{}","tier":"gold"}}}}}})",
      time_at(clock), conversation, text, customer);
}

const std::string policy =
    with("facts: {customer.tier: [bronze, gold]}\ndepartments: {care: {}, vip: {}}\n"
         "rules: [{name: gold, when: {customer.tier: gold, tags: again}, then: {department: vip}}]");

std::uint32_t department_of(SmallDesk &desk, std::string_view name) {
  const auto &state = desk.desk().state();
  return state.conversation(state.find_conversation(name)).data.department;
}

std::string again(std::string_view clock, std::string_view conversation) {
  return fmt::format(
      R"({{"type":"message","time":"{}","conversation":"{}","message":{{"text":"hello","tags":["again"]}}}})",
      time_at(clock), conversation);
}

} // namespace

TEST_CASE("forgetting a customer: no fact and no text is left, in a snapshot either") {
  SmallDesk desk(policy);
  desk.say({of_customer("09:00", "c1", "k-77", "my parcel went to Elm Street")});
  desk.say({of_customer("09:01", "c2", "k-77", "it was parcel XJ-5521")});
  desk.say({of_customer("09:02", "c3", "k-12", "where is Oak Avenue")});
  std::string snapshot = desk.desk().snapshot();
  for (const char *told : {"Elm Street", "XJ-5521", "Oak Avenue", "k-77"})
    CHECK(snapshot.find(told) != std::string::npos);

  const auto effects = desk.say({R"({"type":"forget","time":"2026-03-02T09:03:00Z","customer":"k-77"})"});
  REQUIRE(effects.size() == 2);
  CHECK(effects[0].find(R"("type":"forgotten")") != std::string::npos);
  CHECK(effects[0].find(R"("conversation":"c1")") != std::string::npos);
  CHECK(effects[1].find(R"("conversation":"c2")") != std::string::npos);
  snapshot = desk.desk().snapshot();
  for (const char *told : {"Elm Street", "XJ-5521", "k-77"})
    CHECK(snapshot.find(told) == std::string::npos);
  CHECK(snapshot.find("Oak Avenue") != std::string::npos);

  // What they were is not known any more; the conversation goes on.
  desk.say({again("09:04", "c1")});
  desk.say({again("09:04", "c3")});
  CHECK(department_of(desk, "c1") == 0);
  CHECK(department_of(desk, "c3") == 1);
  const auto &state = desk.desk().state();
  CHECK(state.conversation(state.find_conversation("c1")).data.messages == 2);
}

TEST_CASE("forgetting a customer: by a conversation, and what is nobody's is said") {
  SmallDesk desk(policy);
  desk.say({of_customer("09:00", "c1", "k-77", "my parcel went to Elm Street")});
  CHECK(desk.say({act("09:01", "forget", "c1")}).size() == 1);
  CHECK(desk.desk().snapshot().find("Elm Street") == std::string::npos);
  CHECK(desk.say({R"({"type":"forget","time":"2026-03-02T09:02:00Z","customer":"k-77"})"}).empty());
  REQUIRE(desk.findings().size() == 1);
  CHECK(to_text(*desk.findings().begin()).find("k-77") == std::string::npos); // nor do findings have it
}
