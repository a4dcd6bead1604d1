// SPDX-License-Identifier: BSL-1.0
// A desk as a snapshot has it: plain values with words as texts, without what follows from them.
#pragma once

#include "desk/repeats.hpp"
#include "desk/state.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace usher::desk {

struct SavedAgent {
  std::string name;
  AgentData data; // what they hold follows from the conversations
  Profile profile;
  std::vector<std::string> skills;
  std::vector<std::string> languages;
};

struct SavedConversation {
  std::string name;
  ConversationData data;
  std::string language;
  std::vector<std::string> skills;
  std::vector<std::string> tags;
  std::vector<std::string> notified;
  std::string kept;
  std::vector<Decline> declines;
  std::uint64_t goes_on_as = 0; // the number of the one it was merged into
};

struct SavedState {
  std::string note; // says what is in it, to people who look at the bytes
  std::uint64_t seed = 0;
  Counters counters;
  std::vector<DepartmentData> departments;
  std::vector<SavedAgent> agents;                              // in the order of the list
  std::vector<SavedConversation> conversations;                // in the order in which they came
  std::vector<std::pair<Repeats::Key, Repeats::Seen>> repeats; // the oldest first
  std::vector<std::vector<std::string>> links;                 // of customers
  std::vector<StandingAnswer> answers;                         // for many, the oldest first
};

[[nodiscard]] std::string encode(const SavedState &state);
/// Throws DamagedImage. Numbers of the policy are not looked at; is_sound does.
[[nodiscard]] SavedState decode(std::span<const std::byte> bytes);
/// Whether every number in it is one of the policy, or of the state itself.
[[nodiscard]] bool is_sound(const SavedState &state, const policy::Frame &frame);

} // namespace usher::desk
