// SPDX-License-Identifier: BSL-1.0
// What a policy says to a desk, with the words of the desk in it and everything looked up that an event would look up.
#pragma once

#include "calendar/service_clock.hpp"
#include "desk/kept_facts.hpp"
#include "desk/words.hpp"
#include "rules/ruleset.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace usher::desk {

/// The target of the index where nothing is promised.
inline constexpr std::int64_t target_without_promise = 8 * hour_ms;

class Terms {
 public:
  /// Who may take it after so many steps of widening.
  struct Reach {
    bool drop_language = false;
    bool drop_skills = false;
    std::vector<WordId> dropped_skills;
    std::vector<std::uint32_t> departments; // its own first
  };
  struct Department {
    const policy::Department *policy = nullptr;
    const calendar::Calendar *calendar =
        nullptr;              // always there: the one of `always` if the zone cannot be had
    std::vector<Reach> reach; // by steps taken
  };

  Terms(std::shared_ptr<const rules::Ruleset> ruleset, Words &words);

  [[nodiscard]] const rules::Ruleset &ruleset() const noexcept { return *ruleset_; }
  [[nodiscard]] const std::shared_ptr<const rules::Ruleset> &shared_ruleset() const noexcept {
    return ruleset_;
  }
  [[nodiscard]] const policy::Frame &frame() const noexcept { return ruleset_->frame(); }
  [[nodiscard]] const std::vector<Department> &departments() const noexcept { return departments_; }
  [[nodiscard]] const Department &department(std::uint32_t number) const noexcept {
    return departments_[number];
  }
  [[nodiscard]] std::optional<std::uint32_t> find_department(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> find_calendar(std::string_view name) const;

  /// Conditions ask what the desk's own facts of a conversation were.
  [[nodiscard]] bool keeps_own_facts() const noexcept { return keeps_own_facts_; }

  /// A reply has texts in several languages, of which a customer is to have one.
  [[nodiscard]] bool replies_in_languages() const noexcept { return replies_in_languages_; }

  /// What is kept of a message; see kept_facts.hpp.
  [[nodiscard]] const KeptForm &kept_form() const noexcept { return kept_form_; }

  /// The promises of an SLA to a band; none for policy::none.
  [[nodiscard]] const calendar::ServiceTargets &targets(std::uint32_t sla, std::uint32_t band) const noexcept;
  /// The band of a priority that is not cut.
  [[nodiscard]] std::uint32_t band_of(std::int64_t priority) const noexcept {
    return bands_[static_cast<std::size_t>(
        std::clamp<std::int64_t>(priority, policy::lowest_priority, policy::highest_priority) -
        policy::lowest_priority)];
  }

  /// Slopes of the index: weight of the band by the target of its first response, each once.
  struct Pace {
    std::int64_t weight = 1;
    std::int64_t target = target_without_promise; // ms
    bool operator==(const Pace &) const = default;
  };
  [[nodiscard]] const std::vector<Pace> &paces() const noexcept { return paces_; }
  [[nodiscard]] std::uint32_t pace_of(std::uint32_t shown_band, std::uint32_t sla,
                                      std::uint32_t band) const noexcept;

 private:
  std::shared_ptr<const rules::Ruleset> ruleset_;
  std::vector<Department> departments_;
  std::vector<std::vector<calendar::ServiceTargets>>
      targets_; // by SLA and band, the last one without promises
  bool keeps_own_facts_ = false;
  bool replies_in_languages_ = false;
  KeptForm kept_form_;
  std::array<std::uint32_t, policy::highest_priority - policy::lowest_priority + 1>
      bands_{}; // by priority, cut
  std::vector<Pace> paces_;
  std::vector<std::uint32_t> pace_numbers_; // by shown band, SLA, band
};

} // namespace usher::desk
