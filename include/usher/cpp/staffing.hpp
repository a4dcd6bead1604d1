// SPDX-License-Identifier: BSL-1.0
// How many people for which target. Part of usher/usher.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <usher/cpp/findings.hpp>
#include <usher/usher.h>

namespace usher {

/// What comes in; see usher_staff_demand.
struct StaffDemand {
  double per_hour = 0;
  Duration handle{};
  Duration patience{};            // 0: nobody gives up
  std::uint32_t most_waiting = 0; // 0: no bound
  [[nodiscard]] usher_staff_demand raw() const noexcept {
    usher_staff_demand made = detail::sized<usher_staff_demand>();
    made.per_hour = per_hour;
    made.handle = handle.count();
    made.patience = patience.count();
    made.most_waiting = most_waiting;
    return made;
  }
};

/// What is wanted; what is 0 is not asked for; see usher_staff_target.
struct StaffTarget {
  double share = 0;
  Duration within{};
  Duration mean_wait{};
  double max_occupancy = 0;
  double shrinkage = 0;
  [[nodiscard]] usher_staff_target raw() const noexcept {
    usher_staff_target made = detail::sized<usher_staff_target>();
    made.share = share;
    made.within = within.count();
    made.mean_wait = mean_wait.count();
    made.max_occupancy = max_occupancy;
    made.shrinkage = shrinkage;
    return made;
  }
};

/// A number of agents and its neighbours.
class Staff {
 public:
  /// `agents`: so many; 0: the fewest that meet the target.
  explicit Staff(const StaffDemand &demand, const StaffTarget &target, std::uint32_t agents = 0,
                 Report *report = nullptr) {
    const usher_staff_demand asked = demand.raw();
    const usher_staff_target wanted = target.raw();
    usher_staff *made = nullptr;
    detail::reported(
        report, [&](usher_report **out) { return usher_staff_plan(&asked, &wanted, agents, &made, out); });
    handle_.reset(made);
  }
  explicit Staff(usher_staff *taken_over) noexcept : handle_(taken_over) {}

  /// The row that was asked for.
  [[nodiscard]] const usher_staff_figures &chosen() const {
    const usher_staff_figures *row = usher_staff_chosen(handle_.get());
    if (row == nullptr) throw Error(Status::argument);
    return *row;
  }
  [[nodiscard]] std::size_t size() const noexcept { return usher_staff_row_count(handle_.get()); }
  /// Throws where there is no such row.
  [[nodiscard]] const usher_staff_figures &row(std::size_t index) const {
    const usher_staff_figures *found = usher_staff_row(handle_.get(), index);
    if (found == nullptr) throw Error(Status::argument);
    return *found;
  }
  /// Lives until the next call of this function.
  [[nodiscard]] std::string_view render(Format format = Format::text) {
    usher_str out{};
    detail::check(usher_staff_render(handle_.get(), static_cast<std::int32_t>(format), &out));
    return detail::take(out);
  }
  [[nodiscard]] usher_staff *get() const noexcept { return handle_.get(); }

 private:
  detail::Handle<usher_staff, usher_staff_destroy> handle_;
};

/// The share of arrivals that find everybody busy where nobody can wait, and of those that wait where all can.
[[nodiscard]] inline double erlang_b(std::uint32_t agents, double offered) {
  double out = 0;
  detail::check(usher_staff_erlang_b(agents, offered, &out));
  return out;
}
[[nodiscard]] inline double erlang_c(std::uint32_t agents, double offered) {
  double out = 0;
  detail::check(usher_staff_erlang_c(agents, offered, &out));
  return out;
}
/// Mean waits in ms by class, the first class first.
[[nodiscard]] inline std::vector<double> priority_waits(const std::vector<double> &per_hour, Duration handle,
                                                        std::uint32_t agents) {
  std::vector<double> waits(per_hour.size());
  detail::check(
      usher_staff_priority_waits(per_hour.data(), per_hour.size(), handle.count(), agents, waits.data()));
  return waits;
}

/// What rows of cells look like; see usher_rows_form. Holds views.
struct RowsForm {
  std::string_view file;
  std::string_view time_column;
  std::string_view handle_column;
  std::string_view time_format;
  char delimiter = ',';
  char quote = '"'; // NUL: nothing quotes
  [[nodiscard]] usher_rows_form raw() const noexcept {
    usher_rows_form made = detail::sized<usher_rows_form>();
    made.file = detail::give(file);
    made.time_column = detail::give(time_column);
    made.handle_column = detail::give(handle_column);
    made.time_format = detail::give(time_format);
    made.delimiter = static_cast<unsigned char>(delimiter);
    made.quote =
        quote == '\0' ? std::int32_t{USHER_QUOTE_NONE} : std::int32_t{static_cast<unsigned char>(quote)};
    return made;
  }
};

/// Arrivals by the hour of the week, and how many people each hour wants.
class StaffWeek {
 public:
  explicit StaffWeek(std::string_view zone, Report *report = nullptr) {
    usher_staff_week *made = nullptr;
    detail::reported(
        report, [&](usher_report **out) { return usher_staff_week_create(detail::give(zone), &made, out); });
    handle_.reset(made);
  }
  explicit StaffWeek(usher_staff_week *taken_over) noexcept : handle_(taken_over) {}

  void add(Time time, Duration handle = {}) {
    detail::check(usher_staff_week_add(handle_.get(), time.time_since_epoch().count(), handle.count()));
  }
  /// Rows that are left out are errors of the report, and no failure.
  void add_rows(const RowsForm &form, std::string_view bytes, bool last, Report *report = nullptr) {
    const usher_rows_form raw = form.raw();
    detail::reported(report, [&](usher_report **out) {
      return usher_staff_week_add_rows(handle_.get(), &raw, detail::give(bytes), last ? 1 : 0, out);
    });
  }
  void add_events(std::string_view file, std::string_view lines, Report *report = nullptr) {
    detail::reported(report, [&](usher_report **out) {
      return usher_staff_week_add_events(handle_.get(), detail::give(file), detail::give(lines), out);
    });
  }
  [[nodiscard]] std::uint64_t taken() const { return counts().first; }
  [[nodiscard]] std::uint64_t left_out() const { return counts().second; }

  /// `per_hour` of the demand is not looked at; a `handle` of 0 is the mean of the recorded ones.
  void plan(const StaffDemand &demand, const StaffTarget &target, Report *report = nullptr) {
    const usher_staff_demand asked = demand.raw();
    const usher_staff_target wanted = target.raw();
    detail::reported(report, [&](usher_report **out) {
      return usher_staff_week_plan(handle_.get(), &asked, &wanted, out);
    });
  }
  /// Monday is 0. Throws before it is planned.
  [[nodiscard]] const usher_staff_hour &hour(int weekday, int hour) const {
    const usher_staff_hour *found = usher_staff_week_hour(handle_.get(), weekday, hour);
    if (found == nullptr) throw Error(Status::argument);
    return *found;
  }
  [[nodiscard]] std::string_view render(Format format = Format::text) {
    usher_str out{};
    detail::check(usher_staff_week_render(handle_.get(), static_cast<std::int32_t>(format), &out));
    return detail::take(out);
  }
  [[nodiscard]] usher_staff_week *get() const noexcept { return handle_.get(); }

 private:
  [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> counts() const {
    std::uint64_t taken = 0;
    std::uint64_t left = 0;
    detail::check(usher_staff_week_count(handle_.get(), &taken, &left));
    return {taken, left};
  }
  detail::Handle<usher_staff_week, usher_staff_week_destroy> handle_;
};

} // namespace usher
