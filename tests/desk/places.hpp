// SPDX-License-Identifier: BSL-1.0
// Events of one Monday in few words, and where a conversation is.
#pragma once

#include "desk/small_desk.hpp"
#include "desk/state.hpp"

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace usher::test {

/// "assigned ann", "queued", "nowhere": where it is, and who has it.
inline std::string place_of(SmallDesk &desk, std::string_view conversation) {
  const desk::State &state = desk.desk().state();
  const desk::ConversationId id = state.find_conversation(conversation);
  REQUIRE(id != desk::no_conversation);
  const desk::ConversationData &data = state.conversation(id).data;
  switch (data.location) {
  case desk::Location::nowhere: return "nowhere";
  case desk::Location::queued: return "queued";
  case desk::Location::offered: return "offered " + state.agent(data.agent).name;
  case desk::Location::assigned: return "assigned " + state.agent(data.agent).name;
  case desk::Location::parked: return "parked";
  case desk::Location::held: return "held";
  }
  return {};
}

inline std::string time_at(std::string_view clock) {
  return fmt::format("2026-03-02T{}:00Z", clock);
} // a Monday

inline std::string message(std::string_view clock, std::string_view conversation,
                           std::string_view more = {}) {
  return fmt::format(R"({{"type":"message","time":"{}","conversation":"{}","message":{{"text":"hello"{}}}}})",
                     time_at(clock), conversation, more);
}
inline std::string agent(std::string_view clock, std::string_view name, std::string_view more) {
  return fmt::format(R"({{"type":"agent","time":"{}","agent":"{}",{}}})", time_at(clock), name, more);
}
inline std::string act(std::string_view clock, std::string_view type, std::string_view conversation,
                       std::string_view more = {}) {
  return fmt::format(R"({{"type":"{}","time":"{}","conversation":"{}"{}}})", type, time_at(clock),
                     conversation, more);
}
inline std::string reply(std::string_view clock, std::string_view conversation, std::string_view name) {
  return fmt::format(R"({{"type":"message","from":"staff","time":"{}","conversation":"{}","agent":"{}"}})",
                     time_at(clock), conversation, name);
}
inline std::string advance(std::string_view clock) {
  return fmt::format(R"({{"type":"advance","time":"{}"}})", time_at(clock));
}

inline constexpr std::string_view in_care = R"("departments":["care"],"presence":"online")";

inline std::string with(std::string_view sections) {
  return fmt::format("usher: 1\n{}\ndefault: {{department: care}}\n", sections);
}

} // namespace usher::test
