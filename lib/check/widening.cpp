// SPDX-License-Identifier: BSL-1.0
#include "base/nearest.hpp"
#include "base/text_map.hpp"
#include "check/passes.hpp"
#include "policy/facts.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace usher::check {
namespace {

template <class T, class U>
bool holds(const std::vector<T> &list, const U &value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

class StepCheck {
 public:
  StepCheck(const policy::Policy &policy, Reporter &reporter) : policy_(policy), reporter_(reporter) {
    for (const policy::Rule &rule : policy.rules) {
      for (const std::string &skill : rule.then.skills)
        if (is_asked_.try_emplace(skill, true).second) asked_.push_back(skill);
    }
  }

  void run() {
    for (number_ = 0; number_ < policy_.departments.size(); ++number_) {
      const std::vector<policy::WidenStep> &steps = department().widen;
      for (step_ = 0; step_ < steps.size(); ++step_)
        look(steps[step_]);
    }
  }

 private:
  const policy::Department &department() const { return policy_.departments[number_]; }

  void complain(std::string_view key, std::string message, std::string hint) {
    reporter_.warn(Code::useless_step, department().widen[step_].place,
                   fmt::format("departments.{}.widen[{}].{}", department().name, step_, key),
                   std::move(message), std::move(hint));
  }

  void look(const policy::WidenStep &step) {
    if (!step.after_ms && !is_promised(step.clock)) {
      const std::string_view clock = policy::service_clock_names()[static_cast<std::size_t>(step.clock)];
      const bool is_last = step_ + 1 == department().widen.size();
      complain("at",
               fmt::format("no SLA that \"{}\" may be held to promises a {}, so this step{} will never come",
                           department().name, clock, is_last ? "" : " and those behind it"),
               // Of a first response alone may an event bring the due time.
               step.clock == policy::ServiceClock::first_response
                   ? "add it to the SLA, or begin the step after: a time, unless the host itself says when "
                     "it is due"
                   : "add it to the SLA, or begin the step after: a time");
      return;
    }
    look_at_order(step);
    if (step.drop_skills && asked_.empty()) {
      complain("drop", "no rule asks for a skill that could be dropped",
               "take skills out, unless the host itself adds some");
    } else if (step.drop_skills) {
      say_earlier("drop", "all skills are dropped",
                  [](const policy::WidenStep &other) { return other.drop_skills; });
    }
    for (const std::string &skill : step.dropped_skills) {
      if (!is_asked_.contains(skill)) {
        const std::string_view near = nearest_name(skill, asked_);
        complain("drop", fmt::format("no rule asks for the skill \"{}\" that is dropped", skill),
                 near.empty() ? "take it out, unless the host itself adds it"
                              : fmt::format("did you mean \"{}\"?", near));
        continue;
      }
      say_earlier("drop", fmt::format("the skill \"{}\" is dropped", skill),
                  [&](const policy::WidenStep &other) {
                    return other.drop_skills || holds(other.dropped_skills, skill);
                  });
    }
    if (step.drop_language) {
      say_earlier("drop", "the language is dropped",
                  [](const policy::WidenStep &other) { return other.drop_language; });
    }
    for (const std::uint32_t also : step.also) {
      const std::string &name = policy_.departments[also].name;
      if (also == number_) {
        complain("also", fmt::format("the people of \"{}\" may take its work anyway", name),
                 "name another department");
        continue;
      }
      say_earlier("also", fmt::format("the people of \"{}\" may take it", name),
                  [also](const policy::WidenStep &other) { return holds(other.also, also); });
    }
  }

  /// Whether a step before it has done it: steps are taken in the order of the list.
  template <class Does>
  void say_earlier(std::string_view key, std::string_view what, Does &&does) {
    const std::vector<policy::WidenStep> &steps = department().widen;
    const auto end = steps.begin() + static_cast<std::ptrdiff_t>(step_);
    const auto found = std::find_if(steps.begin(), end, does);
    if (found == end) return;
    complain(key, fmt::format("{} already by the step at {}", what, reporter_.place_text(found->place)),
             "take it out of one of the two");
  }

  /// A step whose time is over when its turn comes begins with the one before it.
  void look_at_order(const policy::WidenStep &step) {
    const std::vector<policy::WidenStep> &steps = department().widen;
    // A time and a share of a promise cannot be compared: the promise depends on the band.
    const auto is_later = [&](const policy::WidenStep &other) {
      if (other.after_ms.has_value() != step.after_ms.has_value()) return false;
      if (step.after_ms) return *other.after_ms > *step.after_ms;
      return other.clock == step.clock && other.percent > step.percent;
    };
    const auto end = steps.begin() + static_cast<std::ptrdiff_t>(step_);
    const auto found = std::find_if(steps.begin(), end, is_later);
    if (found == end) return;
    complain(step.after_ms ? "after" : "at",
             fmt::format("steps are taken in order, so this one waits for the later one at {}",
                         reporter_.place_text(found->place)),
             "put the steps in the order of their times");
  }

  /// Whether the department's SLA, or one that a rule gave, has such a promise. What a rule gave stays with a
  /// conversation wherever it goes, and people may send it anywhere. A question is due when it was asked for.
  bool is_promised(policy::ServiceClock clock) const {
    const auto promises = [&](const std::optional<std::uint32_t> &sla) {
      if (!sla) return false;
      const policy::ServiceTarget &target = policy_.slas[*sla].targets[static_cast<std::size_t>(clock)];
      const auto is_there = [](const std::optional<policy::ServiceTime> &time) { return time.has_value(); };
      return target.all || std::any_of(target.by_band.begin(), target.by_band.end(), is_there);
    };
    const auto may_give = [&](const policy::Outcome &outcome) {
      return promises(outcome.sla) ||
             (clock == policy::ServiceClock::first_response &&
              std::any_of(outcome.ask.begin(), outcome.ask.end(),
                          [](const policy::Ask &ask) { return ask.within_ms != 0; }));
    };
    return promises(department().sla) || promises(policy_.fallback.sla) ||
           std::any_of(policy_.rules.begin(), policy_.rules.end(),
                       [&](const policy::Rule &rule) { return may_give(rule.then); });
  }

  const policy::Policy &policy_;
  Reporter &reporter_;
  TextMap<bool> is_asked_; // skills that rules name
  std::vector<std::string_view> asked_;
  std::size_t number_ = 0; // of the department
  std::size_t step_ = 0;
};

} // namespace

void find_useless_steps(const policy::Policy &policy, Reporter &reporter) {
  StepCheck(policy, reporter).run();
}

} // namespace usher::check
