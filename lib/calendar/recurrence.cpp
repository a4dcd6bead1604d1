// SPDX-License-Identifier: BSL-1.0
#include "calendar/recurrence.hpp"

#include "calendar/icalendar_lines.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace usher::calendar {
namespace {

constexpr std::string_view frequencies[] = {"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}; // as in the enumeration
constexpr std::string_view weekdays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// A whole number with an optional sign.
std::optional<int> integer(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || end != text.data() + text.size() || text.size() > 6) return std::nullopt;
  return value;
}

// Monday as 0.
std::optional<std::size_t> weekday(std::string_view text) {
  const auto *const found = std::find(std::begin(weekdays), std::end(weekdays), text);
  if (found == std::end(weekdays)) return std::nullopt;
  return static_cast<std::size_t>(found - std::begin(weekdays));
}

class RuleReader {
 public:
  explicit RuleReader(std::string &problem) : problem_(problem) {}

  std::optional<Recurrence> read(std::string_view text) {
    const std::string rule = capitals(text);
    Recurrence result;
    std::vector<std::string_view> seen;
    for (const std::string_view part : split(rule, ';')) {
      const std::size_t equals = part.find('=');
      const std::string_view name = part.substr(0, equals);
      if (equals == std::string_view::npos || equals + 1 == part.size())
        return refuse(fmt::format("\"{}\" in it is no NAME=VALUE", part));
      if (std::find(seen.begin(), seen.end(), name) != seen.end())
        return refuse(fmt::format("{} stands twice", name));
      seen.push_back(name);
      if (!take(name, part.substr(equals + 1), result)) return std::nullopt;
    }
    return check(result) ? std::optional(result) : std::nullopt;
  }

 private:
  std::nullopt_t refuse(std::string why) {
    if (problem_.empty()) problem_ = std::move(why);
    return std::nullopt;
  }
  bool bad(std::string_view name, std::string_view value) {
    refuse(fmt::format("{} cannot be {}", name, value));
    return false;
  }

  template <class Take>
  bool numbers(std::string_view name, std::string_view value, int most, bool negative, Take take_number) {
    const auto list = split(value, ',');
    if (list.size() > 2 * static_cast<std::size_t>(most)) return bad(name, "so long a list");
    for (const std::string_view item : list) {
      const auto number = integer(item);
      if (!number || *number == 0 || *number > most || *number < (negative ? -most : 1))
        return bad(name, item);
      take_number(*number);
    }
    return true;
  }

  bool take(std::string_view name, std::string_view value, Recurrence &result) {
    if (name == "FREQ") {
      const auto *const found = std::find(std::begin(frequencies), std::end(frequencies), value);
      if (found == std::end(frequencies)) return bad(name, value);
      has_frequency_ = true;
      result.frequency = static_cast<Recurrence::Frequency>(found - std::begin(frequencies));
      return true;
    }
    if (name == "INTERVAL" || name == "COUNT") {
      const auto number = integer(value);
      if (!number || *number < 1 || *number > (name == "COUNT" ? 100'000 : 1000)) return bad(name, value);
      if (name == "COUNT")
        result.count = *number;
      else
        result.interval = *number;
      return true;
    }
    if (name == "UNTIL") {
      result.until = parse_wall_time(value);
      return result.until || bad(name, value);
    }
    if (name == "WKST") {
      const auto day = weekday(value);
      if (!day) return bad(name, value);
      result.week_start = static_cast<unsigned>(*day);
      return true;
    }
    if (name == "BYMONTH")
      return numbers(name, value, 12, false,
                     [&](int month) { result.months.set(static_cast<std::size_t>(month)); });
    if (name == "BYMONTHDAY")
      return numbers(name, value, 31, true, [&](int day) { result.month_days.add(day); });
    if (name == "BYSETPOS")
      return numbers(name, value, 366, true, [&](int place) { result.positions.add(place); });
    if (name == "BYDAY") {
      for (const std::string_view item : split(value, ',')) {
        const auto day = weekday(item.substr(item.size() - std::min<std::size_t>(item.size(), 2)));
        if (!day) return bad(name, item);
        result.has_weekdays = true;
        if (item.size() == 2) {
          result.weekdays.set(*day);
          continue;
        }
        const auto number = integer(item.substr(0, item.size() - 2));
        if (!number || *number == 0 || *number > 53 || *number < -53) return bad(name, item);
        result.has_numbered = true;
        result.numbered_weekdays[*day].add(*number);
        ordinal_ = std::max(ordinal_, std::abs(*number));
      }
      return true;
    }
    refuse(fmt::format("{} is not supported", name));
    return false;
  }

  bool check(const Recurrence &result) {
    const bool yearly = result.frequency == Recurrence::Frequency::yearly;
    const bool monthly = result.frequency == Recurrence::Frequency::monthly;
    if (!has_frequency_) return refuse("FREQ is missing"), false;
    if (result.count && result.until) return refuse("COUNT and UNTIL exclude each other"), false;
    if (!yearly && !monthly) {
      if (ordinal_ != 0) return refuse("a numbered weekday needs FREQ=MONTHLY or YEARLY"), false;
      if (result.month_days.any()) return refuse("BYMONTHDAY needs FREQ=MONTHLY or YEARLY"), false;
      if (result.positions.any()) return refuse("BYSETPOS needs FREQ=MONTHLY or YEARLY"), false;
    }
    if (ordinal_ > 5 && (monthly || result.months.any()))
      return refuse("no month has so many of a weekday"), false;
    if (result.positions.any() && !result.has_weekdays && !result.month_days.any() && result.months.none())
      return refuse("BYSETPOS needs something to choose from"), false;
    return !never(result) || (refuse("no month has such a day"), false);
  }

  // No day of the month that there is, in any of the months.
  [[nodiscard]] static bool never(const Recurrence &rule) {
    if (rule.months.none() || !rule.month_days.any()) return false;
    static constexpr std::array<std::size_t, 12> lengths = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (std::size_t month = 1; month <= lengths.size(); ++month) {
      if (!rule.months.test(month)) continue;
      for (std::size_t day = 1; day <= lengths[month - 1]; ++day)
        if (rule.month_days.front.test(day) || rule.month_days.back.test(day)) return false;
    }
    return true;
  }

  std::string &problem_;
  bool has_frequency_ = false;
  int ordinal_ = 0;
};

} // namespace

std::optional<Recurrence> parse_recurrence(std::string_view text, std::string &problem) {
  problem.clear();
  if (text.size() > 1000) {
    problem = "it is too long";
    return std::nullopt;
  }
  return RuleReader(problem).read(text);
}

} // namespace usher::calendar
