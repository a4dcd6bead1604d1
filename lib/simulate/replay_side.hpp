// SPDX-License-Identifier: BSL-1.0
// One policy in a replay: a real desk, and what became of each conversation on it.
#pragma once

#include "base/finding.hpp"
#include "base/hash_key.hpp"
#include "desk/desk.hpp"
#include "desk/state.hpp"
#include "rules/ruleset.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::simulate {

/// Texts by number; those of both policies stand in one list, so that equal numbers are equal names.
class NameList {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;
  [[nodiscard]] std::uint32_t number_of(std::string_view name);
  [[nodiscard]] std::uint32_t find(std::string_view name) const noexcept;
  /// Empty for none.
  [[nodiscard]] std::string_view operator[](std::uint32_t number) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }

 private:
  std::deque<std::string> names_; // which stay where they are
  boost::unordered_flat_map<std::string_view, std::uint32_t, NameHash, SameText> numbers_{
      0, NameHash(random_hash_key())};
};

/// What became of a promise.
enum class Promise : std::uint8_t {
  none, // nothing was promised
  open, // nothing has come of it yet
  kept,
  broken,
  lapsed // it ended in time, but not by what was promised
};
[[nodiscard]] std::string_view name_of(Promise promise) noexcept;

/// The clocks that are compared; of next responses there are many in a conversation.
inline constexpr std::array<policy::ServiceClock, 2> compared_clocks = {policy::ServiceClock::first_response,
                                                                        policy::ServiceClock::resolution};

/// Of one conversation under one policy. Numbers are those of the names; times 0 where there was none.
struct ConversationOutcome {
  bool opened = false;
  bool engaged = true;
  bool by_rule = false; // `because` is a rule
  Instant opened_at = 0;
  std::uint32_t department = NameList::none; // the first one, as all here
  std::uint32_t last_department = NameList::none;
  std::uint32_t because = NameList::none;
  std::uint32_t band = NameList::none;
  std::uint32_t account = NameList::none;
  std::uint32_t agent = NameList::none;
  Instant given = 0;
  std::array<Instant, compared_clocks.size()> due{};
  std::array<Promise, compared_clocks.size()> promises{};
  Instant first_reply = 0;
  Instant answered_many = 0; // the first answer for many
  bool settled = false;      // when it was last closed
  Instant resolved = 0;      // last; 0 while it is open
};

/// Conversations that the recorded events opened, by number. Consultations, which desks open themselves, are not.
struct Opened {
  NameList names;
  std::vector<Instant> times;
};

/// An event that the desk did not take, or that changed nothing.
struct Refusal {
  std::uint32_t line = 0;
  Code code{};
  std::string type; // of the event, where it is known
  std::string message;
};

/// How many, and the first of them.
struct Refusals {
  static constexpr std::size_t most = 1000;
  std::uint64_t count = 0;
  std::map<std::string, std::uint64_t> by_type; // of event, in the order of names
  std::vector<Refusal> first;
  void add(Refusal refusal);
};

class ReplaySide {
 public:
  /// `opened` and `names` belong to the replay, and live longer.
  ReplaySide(std::shared_ptr<const rules::Ruleset> ruleset, const desk::DeskOptions &options,
             const Opened &opened, NameList &names);

  /// Events of one instant; those that are refused are left out and told. Time passes as far as it must.
  void apply(std::span<const desk::Event> events);

  [[nodiscard]] const desk::Desk &desk() const noexcept { return desk_; }
  /// Whether its desk has a conversation of that name.
  [[nodiscard]] bool knows(std::string_view conversation) const {
    return desk_.state().find_conversation(conversation) != desk::no_conversation;
  }
  [[nodiscard]] const rules::Ruleset &ruleset() const noexcept { return *ruleset_; }
  /// By number of the conversation; may be shorter than there are conversations.
  [[nodiscard]] const std::vector<ConversationOutcome> &outcomes() const noexcept { return outcomes_; }
  [[nodiscard]] const Refusals &refused() const noexcept { return refused_; }
  [[nodiscard]] const Refusals &ignored() const noexcept { return ignored_; }
  /// Messages with something that the policy does not know; by code of the warning.
  [[nodiscard]] const Refusals &warned() const noexcept { return warned_; }
  [[nodiscard]] std::uint64_t overruled() const noexcept { return overruled_; }
  /// By the calendar of the department of that name; by the clock on the wall where there is none.
  [[nodiscard]] std::int64_t service_between(std::uint32_t department, Instant from, Instant to) const;

 private:
  void catch_up(Instant time);
  void leave_out(desk::ApplyStatus status, const Findings &findings);
  void take(std::span<const desk::Event> events, const Findings &findings);
  void take(const desk::Effect &effect);
  void look_at(desk::ConversationId id);
  [[nodiscard]] ConversationOutcome *outcome_of(std::string_view conversation);

  std::shared_ptr<const rules::Ruleset> ruleset_;
  desk::Desk desk_;
  const Opened &opened_;
  NameList &names_;
  std::vector<ConversationOutcome> outcomes_;
  std::vector<desk::Event> rest_; // of an instant, without those that were refused
  Refusals refused_;
  Refusals ignored_;
  Refusals warned_;
  std::uint64_t overruled_ = 0;
};

} // namespace usher::simulate
