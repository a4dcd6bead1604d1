// SPDX-License-Identifier: BSL-1.0
// The rule for all years to come that ends a zone file, in POSIX's notation: CET-1CEST,M3.5.0,M10.5.0/3.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace usher::calendar {

class PosixRule {
 public:
  /// Nothing for what is not such a rule.
  [[nodiscard]] static std::optional<PosixRule> parse(std::string_view text) noexcept;

  /// Seconds ahead of UTC, in winter.
  [[nodiscard]] std::int32_t standard() const noexcept { return standard_; }
  /// In summer; there may be none.
  [[nodiscard]] bool has_summer() const noexcept { return has_summer_; }
  [[nodiscard]] std::int32_t summer() const noexcept { return summer_; }
  /// Unix seconds at which summer time begins, or ends, in a year.
  [[nodiscard]] std::int64_t summer_begins(int year) const noexcept {
    return instant(begin_, year, standard_);
  }
  [[nodiscard]] std::int64_t summer_ends(int year) const noexcept { return instant(end_, year, summer_); }

 private:
  struct Date {
    enum Kind : std::uint8_t {
      no_leap_day, // J60 is 1 March in any year
      any_day,     // 59 is 29 February or 1 March
      weekday      // M3.5.0: the last Sunday in March
    } kind = weekday;
    int day = 0; // of the year; of the week, Sunday first
    int month = 1;
    int week = 1;
    std::int32_t time = 7200; // seconds since that midnight, from -167 to 167 hours
  };
  class Reader;
  [[nodiscard]] static std::int64_t instant(const Date &date, int year, std::int32_t ahead) noexcept;

  std::int32_t standard_ = 0;
  std::int32_t summer_ = 0;
  bool has_summer_ = false;
  Date begin_, end_;
};

} // namespace usher::calendar
