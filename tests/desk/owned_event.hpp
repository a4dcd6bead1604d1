// SPDX-License-Identifier: BSL-1.0
// Events of a desk that own their texts, so that a history can be kept, shortened and shown.
#pragma once

#include "desk/event.hpp"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher_test {

/// A message, or the facts of `fact` and `note`: keys of the message itself and facts, as texts of a policy without
/// quotes.
struct SaidMessage final : usher::desk::MessageSource {
  std::vector<std::pair<std::string, std::string>> keys; // account, channel, language, text
  std::vector<std::string> tags;
  std::vector<std::pair<std::string, std::string>> facts;

  void give(usher::rules::MessageBuilder &builder) const override;
  [[nodiscard]] std::uint64_t sum() const noexcept override;
};

struct OwnedUpdate {
  std::optional<usher::desk::Presence> presence;
  std::optional<std::vector<std::string>> departments;
  std::optional<std::vector<std::string>> skills;
  std::optional<std::vector<std::string>> languages;
  std::optional<std::vector<std::string>> accounts;
  std::optional<std::uint32_t> capacity;
  std::array<std::optional<std::uint32_t>, usher::policy::channel_kind_count> capacity_of_kind;
  std::optional<std::uint32_t> works_on;
  std::optional<std::string> shift;
};

struct OwnedEvent {
  usher::desk::EventType type = usher::desk::EventType::advance;
  std::optional<usher::Instant> time;
  std::string id;
  std::string conversation;
  std::string agent;
  std::string department;
  std::string text;
  bool from_staff = false;
  bool is_private = false;
  bool force = false;
  bool blocked = true;
  bool refused = false;
  bool before_reply = false;
  std::int64_t within_ms = 0;
  std::optional<SaidMessage> message;
  std::optional<usher::Instant> due;
  std::vector<std::string> skills;
  std::optional<int> priority;
  std::string prefer_agent;
  std::string customer;
  std::optional<OwnedUpdate> update;

  /// One line, as a person would tell it.
  [[nodiscard]] std::string shown() const;
  /// The same, whatever its id and time.
  [[nodiscard]] std::string content() const;
};

using Batch = std::vector<OwnedEvent>;

/// The events of a batch as a desk takes them; the batch must outlive it and stay where it is.
class EventViews {
 public:
  explicit EventViews(const Batch &batch);
  [[nodiscard]] const std::vector<usher::desk::Event> &events() const noexcept { return events_; }

 private:
  using Texts = std::vector<std::string_view>;
  [[nodiscard]] std::span<const std::string_view> view(const std::vector<std::string> &texts);
  [[nodiscard]] std::optional<std::span<const std::string_view>>
  view_if_said(const std::optional<std::vector<std::string>> &texts);

  std::vector<std::unique_ptr<Texts>> texts_;
  std::vector<std::unique_ptr<usher::desk::AgentUpdate>> updates_;
  std::vector<usher::desk::Event> events_;
};

} // namespace usher_test
