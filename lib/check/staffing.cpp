// SPDX-License-Identifier: BSL-1.0
// Promises against shifts. What is said of a department is said of a message that its people alone may take: those of
// the listed agents who are in it or in a department that `widen` adds, whatever their skills, languages and accounts,
// and only where all of them have a shift, since otherwise it is not known who is there. A promise is the SLA of a
// department, or the one that a rule gives together with a department.
//
// The analysis reads no clock. It looks at 400 days from 1 January of the year of the newest date that a calendar
// names in `closed` or `open`, and of 2026 where none names any: the ordinary week is in there in any case, and the
// exceptions that are still to come most likely.
#include "base/duration.hpp"
#include "calendar/wall_time.hpp"
#include "check/passes.hpp"
#include "policy/calendars.hpp"
#include "rules/due_times.hpp"
#include "rules/foresee.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::check {
namespace {

constexpr int usual_year = 2026;
constexpr std::int64_t looked_at_ms = 400 * day_ms;

Instant first_instant(const policy::Policy &policy) {
  std::optional<calendar::Day> newest;
  const auto take = [&newest](calendar::Day day) { newest = std::max(newest.value_or(day), day); };
  for (const policy::Calendar &calendar : policy.calendars) {
    for (const calendar::DayRange &range : calendar.closed)
      take(range.to);
    for (const calendar::OpenDay &day : calendar.open)
      take(day.on);
  }
  const int year = newest ? static_cast<int>(calendar::date_of(*newest).year()) : usual_year;
  return static_cast<Instant>(calendar::day_of(year, 1, 1)) * day_ms;
}

/// A time in which nobody is on.
struct Gap {
  Instant from = 0;
  Instant to = 0;
  const calendar::Calendar *shift = nullptr; // that ends it; none in the days looked at
};

/// The gaps that begin in the days looked at. A shift that has not begun by then ends no gap. Where nobody is on at all,
/// as where no shift meets the hours of a department that holds, it is one gap.
std::vector<Gap> gaps_of(const rules::Staff &staff, Instant from, Instant until) {
  std::vector<Gap> gaps;
  std::optional<rules::Staff::Arrival> on = staff.on_from(from);
  if (!on) return {{from, until, nullptr}};
  while (on && on->at < until) {
    const Instant off = staff.off_from(on->at, until);
    if (off >= until) break;
    on = staff.on_from(off);
    if (on) gaps.push_back({off, on->at, on->shift});
  }
  return gaps;
}

class StaffingCheck {
 public:
  StaffingCheck(const rules::Ruleset &ruleset, Reporter &reporter)
      : ruleset_(ruleset),
        policy_(ruleset.policy()),
        reporter_(reporter),
        from_(first_instant(policy_)),
        until_(std::min(from_ + looked_at_ms, latest_instant)) {}

  void run() {
    for (std::uint32_t number = 0; number < policy_.departments.size(); ++number) {
      const policy::Department &department = policy_.departments[number];
      const std::vector<Promise> promises = promises_of(number);
      if (promises.empty()) continue;
      rules::Demand demand;
      demand.department = number;
      const std::vector<std::uint32_t> also = widened_to(department);
      demand.also = also;
      const rules::Staff staff(ruleset_, demand);
      if (staff.kind() != rules::Staff::Kind::shifts) continue;
      const auto always = static_cast<std::uint32_t>(policy_.calendars.size() - 1);
      const calendar::Calendar *const hours = ruleset_.calendar(department.calendar.value_or(always));
      if (hours == nullptr) continue;
      const std::vector<Gap> gaps = gaps_of(staff, from_, until_);
      bool late = false;
      for (const Promise &promise : promises)
        late |= find_late(promise, department, *hours, gaps);
      if (!late && department.sla) find_unstaffed(department, *hours, gaps);
    }
  }

 private:
  struct Promise {
    std::uint32_t sla = 0;
    std::optional<std::uint32_t> rule; // that gives it
  };

  std::vector<Promise> promises_of(std::uint32_t department) const {
    std::vector<Promise> promises;
    if (policy_.departments[department].sla) promises.push_back({*policy_.departments[department].sla, {}});
    for (std::uint32_t rule = 0; rule < policy_.rules.size(); ++rule) {
      const policy::Outcome &then = policy_.rules[rule].then;
      if (then.department != department || !then.sla) continue;
      // What was said of an SLA once need not be said for every rule.
      const bool known = std::any_of(promises.begin(), promises.end(),
                                     [&](const Promise &promise) { return promise.sla == *then.sla; });
      if (!known) promises.push_back({*then.sla, rule});
    }
    return promises;
  }

  // As if they might take it at once: what is said is true of them too.
  static std::vector<std::uint32_t> widened_to(const policy::Department &department) {
    std::vector<std::uint32_t> also;
    for (const policy::WidenStep &step : department.widen)
      also.insert(also.end(), step.also.begin(), step.also.end());
    return also;
  }

  struct Late {
    Gap gap;
    Instant message = 0;
    Instant due = 0;
    std::size_t times = 0;
  };

  /// The first instant of a gap at which a message comes to this department.
  static std::optional<Instant> first_message(const policy::Department &department,
                                              const calendar::Calendar &hours, const Gap &gap) {
    std::optional<Instant> at = gap.from;
    if (department.closed && department.closed->to) at = hours.open_from(gap.from);
    return at && *at < gap.to ? at : std::nullopt;
  }

  /// The later a message comes, the later it is due, so in every gap it is the first one that fares worst; and no band
  /// is promised less than the lowest one, mostly.
  bool find_late(const Promise &promise, const policy::Department &department,
                 const calendar::Calendar &hours, const std::vector<Gap> &gaps) {
    const policy::Sla &sla = policy_.slas[promise.sla];
    for (std::size_t band = policy_.priority.bands.size(); band-- > 0;) {
      const auto target = policy::target_of(sla, policy::ServiceClock::first_response, band);
      if (!target) return false;
      Late worst;
      for (const Gap &gap : gaps) {
        if (gap.shift == nullptr) continue; // never seen, which find_unstaffed tells
        const auto message = first_message(department, hours, gap);
        if (!message) continue;
        const auto due = rules::due_time(hours, *message, *target);
        if (!due || *due >= gap.to) continue;
        ++worst.times;
        if (worst.times == 1 || gap.to - *due > worst.gap.to - worst.due)
          worst = {gap, *message, *due, worst.times};
      }
      if (worst.times == 0) continue;
      // At the very end of a shift one could wonder who is still there.
      const auto minute_later = rules::due_time(hours, worst.message + minute_ms, *target);
      if (minute_later && *minute_later < worst.gap.to && worst.message + minute_ms < worst.gap.to) {
        worst.message += minute_ms;
        worst.due = *minute_later;
      }
      report_late(promise, department, sla, worst, sla.targets[0].all ? std::string_view() : band_name(band));
      return true;
    }
    return false;
  }

  std::string_view band_name(std::size_t band) const { return policy_.priority.bands[band].name; }

  void report_late(const Promise &promise, const policy::Department &department, const policy::Sla &sla,
                   const Late &late, std::string_view band) {
    const calendar::Zone &zone = late.gap.shift->zone();
    const auto said = [&](Instant at) { return calendar::format_wall_time(zone, at, late.message); };
    const policy::Place &place = promise.rule ? policy_.rules[*promise.rule].place : department.place;
    reporter_.warn(
        Code::due_before_shift, place,
        promise.rule ? reporter_.path_of_rule(*promise.rule) : fmt::format("departments.{}", department.name),
        fmt::format("a message{} at {} is due {} and first seen {}; so it is {} in 400 days",
                    band.empty() ? std::string() : fmt::format(" of band \"{}\"", band),
                    calendar::format_wall_date(zone, late.message), said(late.due), said(late.gap.to),
                    late.times == 1 ? "once" : fmt::format("{} times", late.times)),
        fmt::format(
            "promise more time in the SLA \"{}\", let it count on the hours of the shifts by calendar: of "
            "\"{}\", or add a shift",
            sla.name, department.name));
  }

  /// A department that holds what comes while it is closed says that its hours are when its people are there.
  void find_unstaffed(const policy::Department &department, const calendar::Calendar &hours,
                      const std::vector<Gap> &gaps) {
    if (!department.closed || !department.closed->hold) return;
    std::optional<Gap> longest;
    for (const Gap &gap : gaps) {
      // Within a gap of its people and its hours together, it may be open several times.
      for (std::optional<Instant> at = hours.open_from(gap.from); at && *at < gap.to;) {
        const Instant closes = std::min(hours.closed_from(*at).value_or(gap.to), gap.to);
        if (!longest || closes - *at > longest->to - longest->from) longest = Gap{*at, closes, gap.shift};
        at = hours.open_from(closes);
      }
    }
    if (!longest) return;
    const calendar::Zone &zone = hours.zone();
    reporter_.warn(
        Code::unstaffed_hours, department.place, fmt::format("departments.{}", department.name),
        fmt::format("the SLA \"{}\" runs from {} to {}, and nobody of \"{}\" is on shift",
                    policy_.slas[*department.sla].name, calendar::format_wall_date(zone, longest->from),
                    calendar::format_wall_time(zone, longest->to, longest->from), department.name),
        fmt::format("let calendar: of \"{}\" be open when its shifts are, or add a shift", department.name));
  }

  const rules::Ruleset &ruleset_;
  const policy::Policy &policy_;
  Reporter &reporter_;
  Instant from_;
  Instant until_;
};

} // namespace

void find_unstaffed_promises(const rules::Ruleset &ruleset, Reporter &reporter) {
  StaffingCheck(ruleset, reporter).run();
}

} // namespace usher::check
