// SPDX-License-Identifier: BSL-1.0
// What a replay says: figures of each policy, and what differs between both.
#pragma once

#include "simulate/replay.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::simulate {

inline constexpr std::size_t clock_count = compared_clocks.size();

/// Of one clock, over conversations.
struct PromiseCounts {
  std::array<std::uint64_t, 5> of{}; // by Promise
  [[nodiscard]] std::uint64_t operator[](Promise promise) const noexcept {
    return of[static_cast<std::size_t>(promise)];
  }
  /// Kept of those whose outcome is known; nothing where there are none.
  [[nodiscard]] std::optional<double> attainment() const noexcept;
};

struct GroupLine {
  std::string_view name; // empty: of none
  std::uint64_t conversations = 0;
  std::array<std::uint64_t, 24> hours{}; // of the day on which they were opened
  std::array<PromiseCounts, clock_count> promises;
};

struct RuleLine {
  std::string_view name; // "default" where no rule was
  bool is_rule = false;
  std::uint64_t conversations = 0;
};

struct AgentLine {
  std::string_view name;   // empty: nobody
  std::uint64_t given = 0; // conversations, first
};

/// Figures of durations, in ms; nearest rank.
struct Spread {
  std::uint64_t count = 0;
  std::int64_t p50 = 0;
  std::int64_t p90 = 0;
};

/// How one policy agrees with what was recorded besides events.
struct AgreementLine {
  std::string_view type;
  std::uint64_t rows = 0;
  std::uint64_t departments = 0; // known
  std::uint64_t departments_same = 0;
  std::array<std::uint64_t, clock_count> due{}; // known
  std::array<std::uint64_t, clock_count> due_same{};
};

struct SideFigures {
  std::uint64_t conversations = 0; // opened
  std::uint64_t not_engaged = 0;
  std::vector<GroupLine> departments; // in the order of names, as all lists
  std::vector<GroupLine> accounts;
  std::vector<RuleLine> rules;
  std::vector<AgentLine> agents;
  std::array<PromiseCounts, clock_count> promises;
  Spread first_reply; // since the conversation was opened
  Spread resolution;
  std::vector<AgreementLine> agreement; // by type, the most rows first; the last one, of all, has no name
};

struct Move {
  std::string_view before;
  std::string_view after;
  std::uint64_t conversations = 0;
  bool before_is_rule = false;
  bool after_is_rule = false;
};

struct DueChanges {
  std::uint64_t same = 0;
  std::uint64_t earlier = 0;
  std::uint64_t later = 0;
  std::uint64_t only_before = 0; // promised
  std::uint64_t only_after = 0;
  Spread earlier_by;
  Spread later_by;
};

struct PromiseMove {
  Promise before = Promise::none;
  Promise after = Promise::none;
  std::uint64_t conversations = 0;
};

struct AccountChange {
  std::string_view name;
  std::uint64_t conversations = 0;
  std::uint64_t moved = 0;
};

struct Differences {
  std::uint64_t moved = 0;   // to another department
  std::uint64_t changed = 0; // in anything that is compared
  std::uint64_t bands = 0;
  std::vector<Move> departments; // where they differ, the most first
  std::vector<Move> rules;       // of conversations that moved
  std::vector<Move> agents;
  std::vector<AccountChange> accounts; // with conversations that moved
  std::array<DueChanges, clock_count> due;
  std::array<std::vector<PromiseMove>, clock_count> promises; // where they differ
  std::vector<std::uint32_t> conversations; // that changed, in the order in which they were opened
};

struct ReplayFigures {
  std::uint64_t conversations = 0; // that a desk opened
  SideFigures before;
  std::optional<SideFigures> after;
  std::optional<Differences> differences;
};

[[nodiscard]] ReplayFigures figures_of(const Replay &replay);
/// Whether anything that is compared is another one.
[[nodiscard]] bool differ(const ConversationOutcome &before, const ConversationOutcome &after) noexcept;
/// Of a conversation that a desk never opened.
[[nodiscard]] const ConversationOutcome &outcome_of(const ReplaySide &side,
                                                    std::uint32_t conversation) noexcept;

/// docs/schema/replay.schema.json: everything.
[[nodiscard]] std::string to_json(const Replay &replay, const ReplayFigures &figures);
/// A page for people that names up to `most_named` conversations.
[[nodiscard]] std::string to_text(const Replay &replay, const ReplayFigures &figures, std::size_t most_named);

} // namespace usher::simulate
