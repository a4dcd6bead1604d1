// SPDX-License-Identifier: BSL-1.0
#include "desk/terms.hpp"

#include "policy/calendars.hpp"

#include <algorithm>

namespace usher::desk {
namespace {

using policy::ServiceClock;

std::vector<Terms::Reach> reach_of(const policy::Department &department, std::uint32_t number, Words &words) {
  std::vector<Terms::Reach> out(1);
  out[0].departments.push_back(number);
  for (const policy::WidenStep &step : department.widen) {
    Terms::Reach reach = out.back();
    reach.drop_language |= step.drop_language;
    reach.drop_skills |= step.drop_skills;
    for (const std::string &skill : step.dropped_skills)
      reach.dropped_skills.push_back(words.of(skill));
    for (const std::uint32_t also : step.also)
      if (std::find(reach.departments.begin(), reach.departments.end(), also) == reach.departments.end())
        reach.departments.push_back(also);
    out.push_back(std::move(reach));
  }
  return out;
}

std::optional<calendar::Target> promise_of(const policy::Sla &sla, ServiceClock clock, std::size_t band) {
  const std::optional<policy::ServiceTime> time = policy::target_of(sla, clock, band);
  if (!time) return std::nullopt;
  return calendar::Target{time->amount, time->working_days, calendar::warn_percent};
}

// On the wall clock, roughly, of working days: the index compares urgencies, and promises nothing.
std::int64_t length_of(const std::optional<calendar::Target> &target) {
  if (!target) return target_without_promise;
  return std::max<std::int64_t>(target->working_days ? target->amount * day_ms : target->amount, 1);
}

// The highest whose bound is reached; the lowest where none is.
std::uint32_t band_for(const std::vector<policy::Band> &bands, int priority) {
  for (std::uint32_t band = 0; band < bands.size(); ++band)
    if (priority >= bands[band].bound) return band;
  return bands.empty() ? 0 : static_cast<std::uint32_t>(bands.size() - 1);
}

} // namespace

Terms::Terms(std::shared_ptr<const rules::Ruleset> ruleset, Words &words) : ruleset_(std::move(ruleset)) {
  const policy::Frame &frame = ruleset_->frame();
  keeps_own_facts_ = !asked_of_the_desk(*ruleset_).empty();
  kept_form_ = desk::kept_form(*ruleset_);
  replies_in_languages_ = std::any_of(frame.replies.begin(), frame.replies.end(),
                                      [](const policy::Reply &reply) { return reply.texts.size() > 1; });
  const auto always = static_cast<std::uint32_t>(frame.calendars.size() - 1);
  for (std::uint32_t number = 0; number < frame.departments.size(); ++number) {
    Department &department = departments_.emplace_back();
    department.policy = &frame.departments[number];
    department.calendar = ruleset_->calendar(department.policy->calendar.value_or(always));
    if (department.calendar == nullptr) department.calendar = ruleset_->calendar(always);
    department.reach = reach_of(*department.policy, number, words);
  }
  for (int priority = policy::lowest_priority; priority <= policy::highest_priority; ++priority)
    bands_[static_cast<std::size_t>(priority - policy::lowest_priority)] =
        band_for(frame.priority.bands, priority);
  const std::size_t bands = std::max<std::size_t>(frame.priority.bands.size(), 1);
  for (const policy::Sla &sla : frame.slas) {
    std::vector<calendar::ServiceTargets> &by_band = targets_.emplace_back();
    for (std::size_t band = 0; band < bands; ++band)
      by_band.push_back({promise_of(sla, ServiceClock::first_response, band),
                         promise_of(sla, ServiceClock::next_response, band),
                         promise_of(sla, ServiceClock::resolution, band)});
  }
  targets_.emplace_back(bands);
  for (std::size_t shown = 0; shown < bands; ++shown) {
    // 1, 2, 4, 8 from the lowest up.
    const std::int64_t weight = std::int64_t{1} << std::min<std::size_t>(bands - 1 - shown, 10);
    for (const std::vector<calendar::ServiceTargets> &by_band : targets_) {
      for (const calendar::ServiceTargets &targets : by_band) {
        const Pace pace{weight, length_of(targets.first_response)};
        auto found = std::find(paces_.begin(), paces_.end(), pace);
        if (found == paces_.end()) found = paces_.insert(found, pace);
        pace_numbers_.push_back(static_cast<std::uint32_t>(found - paces_.begin()));
      }
    }
  }
}

std::optional<std::uint32_t> Terms::find_department(std::string_view name) const {
  return ruleset_->find_choice(policy::fact_conversation_department, name);
}

std::optional<std::uint32_t> Terms::find_calendar(std::string_view name) const {
  const std::vector<policy::Calendar> &calendars = frame().calendars;
  for (std::uint32_t number = 0; number < calendars.size(); ++number)
    if (calendars[number].name == name) return number;
  return std::nullopt;
}

const calendar::ServiceTargets &Terms::targets(std::uint32_t sla, std::uint32_t band) const noexcept {
  const std::vector<calendar::ServiceTargets> &by_band =
      targets_[std::min<std::size_t>(sla, targets_.size() - 1)];
  return by_band[std::min<std::size_t>(band, by_band.size() - 1)];
}

std::uint32_t Terms::pace_of(std::uint32_t shown_band, std::uint32_t sla, std::uint32_t band) const noexcept {
  const std::size_t bands = targets_.back().size();
  const std::size_t row = std::min<std::size_t>(sla, targets_.size() - 1);
  return pace_numbers_[(shown_band * targets_.size() + row) * bands + band];
}

} // namespace usher::desk
