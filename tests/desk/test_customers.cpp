// SPDX-License-Identifier: BSL-1.0
// One customer on several channels and over stages: one owner, and one thread of clocks.
#include "desk/heads.hpp"

using namespace usher::test;

namespace {

const std::string policy = R"(usher: 1
channels: {wall: {kind: social, public: true, private_twin: dm}, dm: {kind: message}, mail: {kind: email}}
facts: {stage: [pre_order, order, post_order]}
sla: {fast: {first_response: 1h, next_response: 1h, resolution: 8h}}
departments:
  sales: {sla: fast, assign: {strategy: first}}
  care: {sla: fast, assign: {strategy: first}}
agents:
  ann: {departments: [sales, care], capacity: 9}
  bob: {departments: [sales, care], capacity: 9}
  cat: {departments: [care], capacity: 9}
rules: [{name: after, when: {stage: post_order}, then: {department: care}},
        {name: before, when: {stage: pre_order}, then: {department: sales}}]
default: {department: sales}
)";

std::string one_owner(std::string_view more = {}) {
  return policy + "customers: {one_owner: true" + std::string(more) + "}\n";
}

std::string writes(std::string_view clock, std::string_view conversation, std::string_view customer,
                   std::string_view channel = "mail") {
  return fmt::format(R"({{"type":"message","time":"{}","conversation":"{}","message":)"
                     R"({{"text":"hello","channel":"{}","customer":{{"id":"{}"}}}}}})",
                     time_at(clock), conversation, channel, customer);
}

std::string stage(std::string_view clock, std::string_view conversation, std::string_view stage) {
  return fmt::format(R"({{"type":"fact","time":"{}","conversation":"{}","facts":{{"stage":"{}"}}}})",
                     time_at(clock), conversation, stage);
}

std::string linked(std::string_view clock, std::string_view one, std::string_view other) {
  return fmt::format(R"({{"type":"link","time":"{}","customer":"{}","with":"{}"}})", time_at(clock), one,
                     other);
}

} // namespace

TEST_CASE("customers: whoever has one conversation of a customer gets the others") {
  SmallDesk desk(one_owner());
  desk.say({writes("09:00", "c1", "k1")});
  desk.say({act("09:01", "assign", "c1", R"(,"agent":"bob")")});
  CHECK(heads(desk.say({writes("09:05", "c2", "k1", "dm")})) ==
        Heads{"routed c2 default", "due c2 -", "due c2 -", "queued c2 default", "joined c2 owner",
              "assigned c2 owner"});
  CHECK(place_of(desk, "c2") == "assigned bob");
  desk.say({writes("09:06", "c3", "k2", "dm")});
  CHECK(place_of(desk, "c3") == "assigned ann"); // another customer
}

TEST_CASE("customers: without the policy each conversation stands alone") {
  SmallDesk desk(policy);
  desk.say({writes("09:00", "c1", "k1")});
  desk.say({act("09:01", "assign", "c1", R"(,"agent":"bob")")});
  desk.say({writes("09:05", "c2", "k1", "dm")});
  CHECK(place_of(desk, "c2") == "assigned ann");
}

TEST_CASE("customers: across names the channels in which it holds") {
  SmallDesk desk(one_owner(", across: [mail, dm]"));
  desk.say({writes("09:00", "c1", "k1")});
  desk.say({act("09:01", "assign", "c1", R"(,"agent":"bob")")});
  desk.say({writes("09:05", "c2", "k1", "wall"), writes("09:06", "c3", "k1", "dm")});
  CHECK(place_of(desk, "c2") == "assigned ann");
  CHECK(place_of(desk, "c3") == "assigned bob");
}

TEST_CASE("customers: they wait since they wrote first, and an answer anywhere is one everywhere") {
  SmallDesk desk(one_owner());
  desk.say({writes("09:00", "c1", "k1")});
  const auto effects = desk.say({writes("09:40", "c2", "k1", "dm")});
  // The hour counts from nine.
  CHECK(effects[1].find(R"("due":"2026-03-02T10:00:00.000Z")") != std::string::npos);
  CHECK(heads(desk.say({reply("09:45", "c2", "ann")})) == Heads{"answered c1 answered"});
  CHECK(desk.say({advance_to("11:00")}).empty()); // nothing is owed
  // What they write then is owed from then on.
  const auto again = desk.say({writes("11:10", "c1", "k1")});
  CHECK(heads(again) == Heads{"due c1 -"});
  CHECK(again[0].find(R"("clock":"next_response","due":"2026-03-02T12:10:00.000Z")") != std::string::npos);
}

TEST_CASE("customers: two identities are one customer when the host says so, and two again") {
  SmallDesk desk(one_owner());
  desk.say({writes("09:00", "c1", "mail:ada")});
  desk.say({act("09:01", "assign", "c1", R"(,"agent":"bob")")});
  desk.say({linked("09:02", "mail:ada", "ig:ada")});
  desk.say({writes("09:05", "c2", "ig:ada", "dm")});
  CHECK(place_of(desk, "c2") == "assigned bob");
  CHECK(desk.say({linked("09:06", "ig:ada", "mail:ada")}).empty());
  CHECK(desk.findings().size() == 1); // they are one already

  SUBCASE("a snapshot knows it") {
    const std::string bytes = desk.desk().snapshot();
    const usher::desk::Desk again = taken_up(bytes);
    CHECK(again.state().customers().links() == std::vector<std::vector<std::string>>{{"ig:ada", "mail:ada"}});
    CHECK(again.snapshot() == bytes);
  }
  SUBCASE("unlinked") {
    desk.say({R"({"type":"unlink","time":"2026-03-02T09:07:00Z","customer":"ig:ada"})"});
    desk.say({writes("09:08", "c3", "ig:ada", "dm")});
    CHECK(place_of(desk, "c3") == "assigned bob"); // of c2, which is theirs
    desk.say({writes("09:09", "c4", "mail:ada")});
    CHECK(place_of(desk, "c4") == "assigned bob"); // of c1
    desk.say({act("09:10", "assign", "c2", R"(,"agent":"ann")"),
              act("09:10", "assign", "c3", R"(,"agent":"ann")")});
    desk.say({writes("09:11", "c5", "ig:ada", "dm")});
    CHECK(place_of(desk, "c5") == "assigned ann");
  }
  SUBCASE("forgotten with all that is known of them") {
    const auto forgotten =
        desk.say({R"({"type":"forget","time":"2026-03-02T09:07:00Z","customer":"ig:ada"})"});
    CHECK(heads(forgotten) == Heads{"forgotten c1 by_hand", "forgotten c2 by_hand"});
    CHECK(desk.desk().snapshot().find("ada") == std::string::npos);
    CHECK(desk.desk().state().customers().links().empty());
  }
}

TEST_CASE("customers: what waits when two are found to be one goes to the owner of the other") {
  SmallDesk desk(one_owner());
  desk.say({writes("09:00", "c1", "k1")});
  desk.say({act("09:01", "assign", "c1", R"(,"agent":"bob")")});
  desk.say({agent("09:02", "ann", R"("presence":"away")"), agent("09:02", "bob", R"("capacity":1)")});
  desk.say({writes("09:03", "c2", "k2")});
  CHECK(place_of(desk, "c2") == "queued");
  CHECK(heads(desk.say({linked("09:04", "k1", "k2")})) == Heads{"joined c2 owner"});
  CHECK(heads(desk.say({act("09:05", "resolve", "c1")})) == Heads{"closed c1 resolved", "assigned c2 owner"});
}

TEST_CASE("customers: stages of an order change the department, and no owner, history or time is lost") {
  SmallDesk desk(one_owner());
  desk.say({writes("09:00", "c1", "k1")});
  CHECK(place_of(desk, "c1") == "assigned ann");
  // Ann works in both departments: she keeps it, and the promise goes on.
  const auto moved = desk.say({stage("09:30", "c1", "post_order")});
  CHECK(heads(moved) == Heads{"routed c1 after"});
  CHECK(place_of(desk, "c1") == "assigned ann");
  CHECK(data_of(desk, "c1").clocks.first_response.due == *usher::parse_time("2026-03-02T10:00:00Z"));

  // Cat works after the order only; when it goes back before it, she cannot keep it, and gets it when it returns.
  desk.say({act("09:31", "assign", "c1", R"(,"agent":"cat")"), reply("09:31", "c1", "cat")});
  CHECK(heads(desk.say({stage("09:40", "c1", "pre_order")})) ==
        Heads{"routed c1 before", "unassigned c1 before", "queued c1 before", "assigned c1 strategy"});
  CHECK(place_of(desk, "c1") == "assigned ann");
  desk.say({agent("09:45", "ann", R"("departments":["sales"])")});
  CHECK(heads(desk.say({stage("09:50", "c1", "post_order")})) ==
        Heads{"routed c1 after", "unassigned c1 after", "queued c1 after", "assigned c1 owner"});
  CHECK(place_of(desk, "c1") == "assigned cat");
  CHECK(data_of(desk, "c1").messages == 1);
}

TEST_CASE("customers: from public to private and back it is one conversation") {
  SmallDesk desk(policy);
  desk.say({writes("09:00", "c1", "k1", "wall")});
  CHECK(data_of(desk, "c1").kind == usher::policy::ChannelKind::social);
  desk.say({reply("09:10", "c1", "ann"), act("09:10", "wait", "c1")});
  desk.say({writes("09:20", "c1", "k1", "dm")});
  CHECK(data_of(desk, "c1").kind == usher::policy::ChannelKind::message);
  CHECK(place_of(desk, "c1") == "assigned ann");
  desk.say({reply("09:25", "c1", "ann"), act("09:25", "wait", "c1")});
  const auto back = desk.say({writes("09:30", "c1", "k1", "wall")});
  CHECK(data_of(desk, "c1").kind == usher::policy::ChannelKind::social);
  CHECK(heads(back) == Heads{"due c1 -", "queued c1 owner", "assigned c1 owner"});
  CHECK(data_of(desk, "c1").messages == 3);
}

TEST_CASE("customers: nobody who is not known any more takes memory") {
  SmallDesk desk(one_owner());
  for (int i = 0; i < 200; ++i) {
    desk.say(
        {writes("09:00", "c1", fmt::format("k{}", i))}); // the same conversation, another customer each time
  }
  CHECK(desk.desk().state().customers().find("k198") == usher::desk::no_customer);
  CHECK(desk.desk().state().customers().find("k199") != usher::desk::no_customer);
}
