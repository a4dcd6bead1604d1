// SPDX-License-Identifier: BSL-1.0
#include "calendar/recurrence.hpp"

#include "calendar/icalendar_lines.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include <fmt/format.h>
#include <libical/ical.h>

namespace usher::calendar {
namespace {

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

bool is_weekday(std::string_view text) {
  return std::find(std::begin(weekdays), std::end(weekdays), text) != std::end(weekdays);
}

// What a rule says, as far as it has to be known here.
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
      if (name == "UNTIL") continue;
      if (!result.rule.empty()) result.rule += ';';
      result.rule += part;
    }
    return check(result) ? std::optional(std::move(result)) : std::nullopt;
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

  bool numbers(std::string_view name, std::string_view value, int most, bool negative,
               std::vector<int> &out) {
    const auto list = split(value, ',');
    if (list.size() > static_cast<std::size_t>(2 * most)) return bad(name, "so long a list");
    for (const std::string_view item : list) {
      const auto number = integer(item);
      if (!number || *number == 0 || *number > most || *number < (negative ? -most : 1))
        return bad(name, item);
      out.push_back(*number);
    }
    return true;
  }

  bool take(std::string_view name, std::string_view value, Recurrence &result) {
    if (name == "FREQ") {
      frequency_ = value;
      return value == "YEARLY" || value == "MONTHLY" || value == "WEEKLY" || value == "DAILY" ||
             bad(name, value);
    }
    if (name == "INTERVAL" || name == "COUNT") {
      const auto number = integer(value);
      (name == "COUNT" ? count_ : interval_) = true;
      return (number && *number >= 1 && *number <= (name == "COUNT" ? 100'000 : 1000)) || bad(name, value);
    }
    if (name == "UNTIL") {
      result.until = parse_wall_time(value);
      return result.until || bad(name, value);
    }
    if (name == "WKST") return is_weekday(value) || bad(name, value);
    if (name == "BYMONTH") return numbers(name, value, 12, false, months_);
    if (name == "BYMONTHDAY") return numbers(name, value, 31, true, month_days_);
    if (name == "BYSETPOS") return numbers(name, value, 366, true, positions_);
    if (name == "BYDAY") {
      for (const std::string_view item : split(value, ',')) {
        if (item.size() < 2 || !is_weekday(item.substr(item.size() - 2))) return bad(name, item);
        ++weekdays_;
        if (item.size() == 2) continue;
        const auto number = integer(item.substr(0, item.size() - 2));
        if (!number || *number == 0 || *number > 53 || *number < -53) return bad(name, item);
        ordinal_ = std::max(ordinal_, std::abs(*number));
      }
      return weekdays_ <= 100 || bad(name, "so long a list");
    }
    refuse(fmt::format("{} is not supported", name));
    return false;
  }

  bool check(const Recurrence &result) {
    const bool yearly = frequency_ == "YEARLY";
    const bool monthly = frequency_ == "MONTHLY";
    if (frequency_.empty()) return refuse("FREQ is missing"), false;
    if (count_ && result.until) return refuse("COUNT and UNTIL exclude each other"), false;
    if (!yearly && !monthly) {
      if (ordinal_ != 0) return refuse("a numbered weekday needs FREQ=MONTHLY or YEARLY"), false;
      if (!month_days_.empty()) return refuse("BYMONTHDAY needs FREQ=MONTHLY or YEARLY"), false;
      if (!positions_.empty()) return refuse("BYSETPOS needs FREQ=MONTHLY or YEARLY"), false;
    }
    if (ordinal_ > 5 && (monthly || !months_.empty()))
      return refuse("no month has so many of a weekday"), false;
    if (!positions_.empty() && weekdays_ == 0 && month_days_.empty() && months_.empty())
      return refuse("BYSETPOS needs something to choose from"), false;
    return !never() || (refuse("no month has such a day"), false);
  }

  // No day of the month that there is, in any of the months.
  [[nodiscard]] bool never() const {
    if (months_.empty() || month_days_.empty()) return false;
    static constexpr std::array<int, 12> lengths = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (const int month : months_)
      for (const int day : month_days_)
        if (std::abs(day) <= lengths[static_cast<std::size_t>(month - 1)]) return false;
    return true;
  }

  std::string &problem_;
  std::string frequency_;
  bool count_ = false, interval_ = false;
  std::vector<int> months_, month_days_, positions_;
  int ordinal_ = 0;
  std::size_t weekdays_ = 0;
};

icaltimetype to_ical(const WallTime &time) {
  const auto date = date_of(time.day);
  icaltimetype result = icaltime_null_time();
  result.year = static_cast<int>(date.year());
  result.month = static_cast<int>(static_cast<unsigned>(date.month()));
  result.day = static_cast<int>(static_cast<unsigned>(date.day()));
  result.hour = time.seconds / 3600;
  result.minute = time.seconds / 60 % 60;
  result.second = time.seconds % 60;
  result.is_date = time.date ? 1 : 0;
  return result;
}

WallTime from_ical(const icaltimetype &time) {
  WallTime result;
  result.day = day_of(time.year, static_cast<unsigned>(time.month), static_cast<unsigned>(time.day));
  result.date = time.is_date != 0;
  if (!result.date) result.seconds = time.hour * 3600 + time.minute * 60 + time.second;
  return result;
}

} // namespace

std::optional<Recurrence> parse_recurrence(std::string_view text, std::string &problem) {
  problem.clear();
  if (text.size() > 1000) {
    problem = "it is too long";
    return std::nullopt;
  }
  return RuleReader(problem).read(text);
}

std::vector<WallTime> occurrences(const Recurrence &recurrence, const WallTime &start, Day from, Day last,
                                  std::size_t most) {
  std::vector<WallTime> result;
  const icalrecurrencetype rule = icalrecurrencetype_from_string(recurrence.rule.c_str());
  const std::unique_ptr<icalrecur_iterator, decltype(&icalrecur_iterator_free)> iterator(
      icalrecur_iterator_new(rule, to_ical(start)), &icalrecur_iterator_free);
  // What it calls malformed here is a rule that never comes true.
  icalerror_clear_errno();
  if (iterator == nullptr) return result;
  for (icaltimetype time = icalrecur_iterator_next(iterator.get());
       !icaltime_is_null_time(time) && result.size() < most; time = icalrecur_iterator_next(iterator.get())) {
    const WallTime at = from_ical(time);
    if (at.day > last) break;
    if (recurrence.until) {
      const WallTime &until = *recurrence.until;
      const bool past =
          at.day > until.day || (at.day == until.day && !until.date && at.seconds > until.seconds);
      if (past) break;
    }
    if (at.day >= from) result.push_back(at);
  }
  icalerror_clear_errno();
  return result;
}

} // namespace usher::calendar
