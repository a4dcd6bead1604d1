// SPDX-License-Identifier: BSL-1.0
// A desk with goals, and days at it, for the tests of metrics.
#pragma once

#include "desk/small_desk.hpp"

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace usher::test {

inline constexpr std::string_view goals_policy = R"(usher: 1
channels: {wall: {kind: social, public: true}, mail: {kind: email}}
accounts: {"@a \"q\"": {channel: wall}}
calendars: {office: {timezone: UTC, weekly: {mon-fri: "09:00-17:00"}}}
sla: {fast: {first_response: 1h, next_response: 30m, resolution: 4h, pause: [waiting_for_customer]}}
departments:
  care: {calendar: office, sla: fast, assign: {strategy: longest_idle, offer: 2m},
         goals: {first_response: {p50: 20m, p90: 1h}, sla: 75%}}
  sales: {}
agents:
  sara: {departments: [care], languages: [en, it], capacity: 3}
  omid: {departments: [care, sales]}
topics: {buy: {en: [buy]}}
rules: [{name: sales, when: {topic: buy}, then: {department: sales}}]
default: {department: care}
)";

inline std::string message(std::string_view time, std::string_view name, std::string_view more = "",
                           std::string_view text = "hello") {
  return fmt::format(
      R"({{"type":"message","time":"2026-03-02T{}Z","conversation":"{}","message":{{"text":"{}"{}}}}})", time,
      name, text, more);
}
inline std::string reply(std::string_view time, std::string_view name, std::string_view agent = "sara") {
  return fmt::format(
      R"({{"type":"message","from":"staff","time":"2026-03-02T{}Z","conversation":"{}","agent":"{}"}})", time,
      name, agent);
}
inline std::string event(std::string_view type, std::string_view time, std::string_view name,
                         std::string_view more = "") {
  return fmt::format(R"({{"type":"{}","time":"2026-03-02T{}Z","conversation":"{}"{}}})", type, time, name,
                     more);
}
inline std::string advance(std::string_view time) {
  return fmt::format(R"({{"type":"advance","force":true,"time":"{}"}})", time);
}

/// A morning with a bit of everything.
inline void tell_morning(SmallDesk &small) {
  small.say({message("10:00:00", "c1", R"(,"language":"en","account":"@a \"q\"")")}); // offered to sara
  small.say({event("accept", "10:01:00", "c1", R"(,"agent":"sara")")});
  small.say({message("10:02:00", "c2", R"(,"language":"it")")}); // offered to omid, who has nothing
  small.say({event("decline", "10:02:30", "c2", R"(,"agent":"omid")")});
  small.say({reply("10:10:00", "c1")});
  small.say({message("10:15:00", "c1")});
  small.say({message("10:18:00", "c1")}); // the oldest one counts
  small.say({reply("10:25:00", "c1")});
  small.say({event("resolve", "10:30:00", "c1")});
  small.say({message("10:40:00", "c1")}); // opens it again
  small.say({message("10:41:00", "c3", "", "I want to buy")});
  small.say({event("abandon", "10:41:05", "c3")});
}

} // namespace usher::test
