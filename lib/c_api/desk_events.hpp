// SPDX-License-Identifier: BSL-1.0
// Events from the caller's structs.
#pragma once

#include "base/finding.hpp"
#include "desk/event.hpp"
#include "desk/message_values.hpp"
#include "rules/ruleset.hpp"

#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <vector>

#include <usher/usher.h>

namespace usher::c_api {

class EventStructs {
 public:
  /// Texts are borrowed from the structs. What is wrong with them in themselves is a status, ARGUMENT or NEWER, what is
  /// wrong with the event a finding as well.
  /// `ruleset` says which facts there are of which type.
  [[nodiscard]] usher_status read(const usher_event *events, std::size_t count, const rules::Ruleset &ruleset,
                                  Findings &findings);

  [[nodiscard]] std::span<const desk::Event> events() const noexcept { return events_; }
  [[nodiscard]] std::span<const desk::MessageValues *const> messages() const noexcept { return messages_; }

 private:
  class Message final : public desk::MessageValuesOf<Message> {
   public:
    /// `only_facts`: what it says of the conversation, as in `fact` and `note`.
    [[nodiscard]] usher_status read(const usher_message *message, bool only_facts,
                                    const rules::Ruleset &ruleset, std::uint32_t line);
    template <class Sink>
    void each(Sink &sink) const;
    [[nodiscard]] std::uint32_t line() const noexcept { return line_; }

   private:
    usher_message message_{};
    const rules::Ruleset *ruleset_ = nullptr;
    bool only_facts_ = false;
    std::uint32_t line_ = 0;
  };
  using Texts = std::vector<std::string_view>;
  /// What an event borrows.
  struct Slot {
    Message message;
    desk::AgentUpdate update;
    Texts skills; // of the event, or of the agent
    Texts conversations;
    Texts departments;
    Texts languages;
    Texts accounts;
  };

  [[nodiscard]] usher_status read(const usher_event &from, std::uint32_t line, const rules::Ruleset &ruleset,
                                  Slot &slot, desk::Event &event, Findings &findings);
  [[nodiscard]] usher_status read_update(const usher_agent_update *from, std::uint32_t line, Slot &slot,
                                         Findings &findings);

  std::deque<Slot> slots_;
  std::vector<desk::Event> events_;
  std::vector<const desk::MessageValues *> messages_;
};

} // namespace usher::c_api
