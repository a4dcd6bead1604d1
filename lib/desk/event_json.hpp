// SPDX-License-Identifier: BSL-1.0
// Events as JSON objects (docs/schema/event.schema.json), in and out.
#pragma once

#include "base/finding.hpp"
#include "base/json.hpp"
#include "base/limits.hpp"
#include "desk/event.hpp"
#include "desk/message_values.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace usher::desk {

/// What no event is larger than. One as a journal has it may be as large, so that every event that was taken can be read
/// from there; any other is held to the limit message_bytes.
[[nodiscard]] std::size_t most_event_bytes(const Limits &limits) noexcept;

/// An event and everything that it borrows. Reading another one uses the memory again.
class EventJson {
 public:
  EventJson();
  EventJson(const EventJson &) = delete;
  EventJson &operator=(const EventJson &) = delete;

  /// False, with errors in the findings, for what is no event. `line` is what findings call its line; 0 for a text of
  /// its own. What a message has that the policy does not know is found when the event is applied.
  [[nodiscard]] bool read(std::string_view text, const Limits &limits, std::uint32_t line,
                          Findings &findings);

  [[nodiscard]] const Event &event() const noexcept { return event_; }
  /// The message or the facts in it; null when there are none.
  [[nodiscard]] const MessageValues *message() const noexcept {
    return event_.message == nullptr ? nullptr : &message_;
  }

 private:
  class Reader;
  class Message final : public MessageValuesOf<Message> {
   public:
    void set(const boost::json::object &object, bool only_facts, std::uint32_t line);
    template <class Sink>
    void each(Sink &sink) const;
    [[nodiscard]] std::uint32_t line() const noexcept { return line_; }

   private:
    const boost::json::object *object_ = nullptr;
    bool only_facts_ = false;
    std::uint32_t line_ = 0;
  };
  using Texts = std::vector<std::string_view>;

  std::array<unsigned char, 2048> buffer_;
  boost::json::monotonic_resource memory_{buffer_.data(), buffer_.size()};
  std::optional<boost::json::value> value_;
  Event event_;
  AgentUpdate update_;
  Message message_;
  Texts skills_;
  Texts departments_;
  Texts conversations_;
  Texts languages_;
  Texts accounts_;
};

/// Events of one call, one behind the other.
class EventList {
 public:
  void clear() noexcept;
  /// As EventJson::read; what cannot be read is not in the list.
  [[nodiscard]] bool read(std::string_view text, const Limits &limits, std::uint32_t line,
                          Findings &findings);
  [[nodiscard]] std::span<const Event> events() const noexcept { return events_; }
  /// By event.
  [[nodiscard]] std::span<const MessageValues *const> messages() const noexcept { return messages_; }

 private:
  std::deque<EventJson> storage_;
  std::vector<Event> events_;
  std::vector<const MessageValues *> messages_;
};

/// One object, with the keys that say something; what is as always is left out. `message` is the event's.
void write_json(const Event &event, const MessageValues *message, JsonWriter &json);

} // namespace usher::desk
