// SPDX-License-Identifier: BSL-1.0
// When somebody is there: which of the agents that a policy lists may take a conversation, and when the next of them is
// on shift.
#pragma once

#include "policy/model.hpp"
#include "rules/ruleset.hpp"
#include "rules/workspace.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::rules {

/// What a conversation asks of whoever takes it.
struct Demand {
  std::uint32_t department = 0;
  std::span<const std::uint32_t> also;      // departments whose people may take it as well
  std::span<const std::string_view> skills; // all of them
  std::string_view language;                // empty: any
  std::optional<std::uint32_t> account;
  std::optional<policy::ChannelKind> kind;
};

/// As a desk judges it: departments, skills, language, account, and room for its kind at all.
[[nodiscard]] bool may_take(const policy::Frame &frame, const policy::Agent &agent,
                            const Demand &demand) noexcept;

/// Those who may take a conversation, as one: on when any of them is on shift, and, where the department holds what
/// comes while it is closed, only within its hours. Refers to the ruleset's calendars. Whoever asks often keeps one.
class Staff {
 public:
  enum class Kind : std::uint8_t {
    unknown, // no agents are listed, or somebody has no shift: who is there is for the host to say
    nobody,  // none of those listed may take it
    shifts
  };
  struct Arrival {
    Instant at = 0;
    const calendar::Calendar *shift = nullptr; // that begins, or runs, then
  };

  Staff(const Ruleset &ruleset, const Demand &demand);

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  /// Of shifts: the first instant from this one on, itself included, at which somebody is on. Nothing when that is not
  /// before 2200; it takes some milliseconds to find that out of a department whose hours nobody's shift meets.
  [[nodiscard]] std::optional<Arrival> on_from(Instant time) const noexcept;
  /// Of shifts, and when somebody is on at `time`: the first instant after it at which nobody is; `until` when that is
  /// not earlier.
  [[nodiscard]] Instant off_from(Instant time, Instant until) const noexcept;

 private:
  Kind kind_ = Kind::unknown;
  std::vector<const calendar::Calendar *> shifts_; // each once
  const calendar::Calendar *hours_ = nullptr;      // of a department that holds
};

/// Which department has the work of this one at an instant: another one where it is closed and gives it away, as a desk
/// places it.
[[nodiscard]] std::uint32_t department_at(const Ruleset &ruleset, std::uint32_t department, Instant time);

/// The next instant at which somebody listed may take what comes at `time`, that instant included. Nothing where it is
/// not known who is there, and where nobody ever is.
[[nodiscard]] std::optional<Staff::Arrival> foresee(const Ruleset &ruleset, Demand demand, Instant time);

/// Of a decision whose message comes while nobody is on who may take it.
struct Absence {
  Instant until = 0;
  std::string
      text; // "first response due Mon 09:40; nobody is on until Mon 09:00", on the clock of that shift
};
[[nodiscard]] std::optional<Absence> foresee_absence(const Ruleset &ruleset, const Workspace &workspace);

} // namespace usher::rules
