// SPDX-License-Identifier: BSL-1.0
#include "calendar/icalendar.hpp"
#include "policy/calendars.hpp"
#include "policy/sections.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace usher::policy {
namespace {

using calendar::Day;
using calendar::LoadedZone;
using calendar::minutes_per_day;
using calendar::Window;
using calendar::ZoneStatus;

class CalendarReader {
 public:
  CalendarReader(Context &context, const FileSet &files, const std::vector<NamedEntry> &entries)
      : context_(context), files_(files), entries_(entries), bad_(entries.size()) {}

  void run() {
    std::vector<Calendar> &calendars = context_.policy.calendars;
    const auto always = static_cast<std::uint32_t>(entries_.size());
    calendars.resize(always);
    for (std::uint32_t number = 0; number < always; ++number)
      calendars[number].name = entries_[number].key->text;
    calendars.push_back(always_calendar());
    const bool is_free = context_.calendars.add(always_name, always);
    for (const std::uint32_t number : order()) {
      const NamedEntry &entry = entries_[number];
      context_.enter_file(entry.file, entry.file_name);
      const Context::Step section(context_, "calendars");
      const Context::Step step(context_, entry.key->text);
      calendars[number].place = context_.place(*entry.key);
      if (!is_free && entry.key->text == always_name) {
        context_.error(Code::duplicate_name, *entry.key, "every policy has the calendar \"always\"",
                       "give this one another name");
      }
      read(number);
    }
  }

 private:
  /// Each after the one that it is like. A circle is said once, and cut there.
  std::vector<std::uint32_t> order() {
    const auto count = static_cast<std::uint32_t>(entries_.size());
    like_.resize(count);
    for (std::uint32_t number = 0; number < count; ++number) {
      for (const Entry &key : entries_[number].value->entries)
        if (key.key.text == "like") like_[number] = context_.calendars.find(key.value.text);
    }
    std::vector<std::uint32_t> result;
    enum class Mark : std::uint8_t { fresh, open, done };
    std::vector<Mark> marks(count, Mark::fresh);
    for (std::uint32_t root = 0; root < count; ++root) {
      std::vector<std::uint32_t> chain;
      std::optional<std::uint32_t> at = root;
      while (at && *at < count && marks[*at] == Mark::fresh) {
        marks[*at] = Mark::open;
        chain.push_back(*at);
        at = like_[*at];
      }
      if (at && *at < count && marks[*at] == Mark::open) {
        const NamedEntry &entry = entries_[*at];
        context_.enter_file(entry.file, entry.file_name);
        const Context::Step section(context_, "calendars");
        const Context::Step step(context_, entry.key->text);
        std::string circle;
        for (auto it = std::find(chain.begin(), chain.end(), *at); it != chain.end() && circle.size() < 200;
             ++it)
          circle += quote(entries_[*it].key->text) + " -> ";
        context_.error(Code::calendar_circle, *entry.key,
                       fmt::format("calendars go in a circle: {}{}", circle, quote(entry.key->text)),
                       "let one of them say its hours itself");
        for (const std::uint32_t number : chain)
          bad_[number] = true;
        like_[*at].reset();
      }
      for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
        marks[*it] = Mark::done;
        result.push_back(*it);
      }
    }
    return result;
  }

  void read(std::uint32_t number) {
    Calendar &out = context_.policy.calendars[number];
    number_ = number;
    own_dates_.clear();
    const NamedEntry &entry = entries_[number];
    if (like_[number]) {
      const Calendar &other = context_.policy.calendars[*like_[number]];
      const std::string name = std::move(out.name);
      const Place place = out.place;
      out = other;
      out.name = name;
      out.place = place;
      if (*like_[number] < entries_.size() && bad_[*like_[number]]) bad_[number] = true;
    }
    bool has_zone = false;
    bool has_like = false;
    const Node *zone_node = nullptr;
    const Node *holidays_node = nullptr;
    const bool is_mapping = context_.mapping(
        *entry.value, {"timezone weekly closed open holidays like"}, [&](const Node &key, const Node &value) {
          if (key.text == "timezone") {
            has_zone = true;
            zone_node = &value;
          } else if (key.text == "weekly") {
            read_weekly(value, out);
          } else if (key.text == "closed") {
            context_.list(value, false, [&](const Node &item) { read_closed(item, out); });
          } else if (key.text == "open") {
            context_.list(value, false, [&](const Node &item) { read_open(item, out); });
          } else if (key.text == "holidays") {
            holidays_node = &value;
          } else {
            has_like = true;
            if (!context_.name(value, context_.calendars)) spoil();
          }
        });
    if (!is_mapping) return;
    calendar::ZonePtr zone;
    if (zone_node != nullptr) {
      const Context::Step step(context_, "timezone");
      zone = read_zone(*zone_node, out);
    } else if (has_like) {
      zone = load(out.timezone).zone;
    } else if (!has_zone) {
      context_.error(Code::missing_key, *entry.key,
                     fmt::format("the calendar {} has no timezone", quote(out.name)),
                     "add timezone: an IANA name, as in Europe/Rome");
    }
    if (zone == nullptr) spoil();
    if (holidays_node != nullptr) {
      const Context::Step step(context_, "holidays");
      read_holidays(*holidays_node, entry.file, zone, out);
    }
    if (!bad_[number] && calendar::Calendar(describe(out, zone)).never_opens()) {
      context_.error(Code::never_opens, *entry.key,
                     fmt::format("the calendar {} never opens", quote(out.name)),
                     "name its days under weekly:, as in mon-fri: [\"09:00-18:00\"]");
    }
  }

  // What was complained of may be why it does not open.
  void spoil() { bad_[number_] = true; }

  const LoadedZone &load(const std::string &name) {
    const auto known = zones_.find(name);
    if (known != zones_.end()) return known->second;
    return zones_.emplace(name, calendar::load_zone(name)).first->second;
  }

  calendar::ZonePtr read_zone(const Node &node, Calendar &out) {
    const auto name = context_.text(node, "the name of a time zone");
    if (!name) return nullptr;
    const LoadedZone &loaded = load(std::string(*name));
    if (loaded.status != ZoneStatus::ok) {
      calendar::ZoneProblem problem = calendar::zone_problem(loaded.status, *name);
      context_.error(calendar::is_wrong_name(loaded.status) ? Code::unknown_zone : Code::no_zone_files, node,
                     std::move(problem.message), std::move(problem.hint));
      return nullptr;
    }
    out.timezone = *name;
    return loaded.zone;
  }

  void read_weekly(const Node &node, Calendar &out) {
    std::array<bool, 7> named{};
    const bool is_mapping = context_.named(node, [&](const Node &key, const Node &value) {
      const std::optional<calendar::WeekdayRange> days = calendar::parse_weekdays(key.text);
      std::vector<Window> windows;
      if (!read_windows(value, windows)) spoil();
      if (!days) {
        context_.error(Code::unknown_name, key, fmt::format("{} is not a day of the week", quote(key.text)),
                       std::string(calendar::weekday_hint));
        spoil();
        return;
      }
      // fri-mon goes over the weekend.
      for (std::size_t day = days->first;; day = (day + 1) % 7) {
        if (std::exchange(named[day], true)) {
          context_.error(Code::duplicate_name, key,
                         fmt::format("the hours of {} stand here twice", calendar::weekday_names[day]),
                         "name each day once");
        }
        out.weekly[day] = windows;
        if (day == days->last) break;
      }
    });
    if (!is_mapping) spoil();
  }

  /// False after a complaint.
  bool read_windows(const Node &node, std::vector<Window> &out) {
    bool good = true;
    if (node.kind == Node::Kind::null) {
      context_.wrong_shape(node, "a list of hours", "as in [\"09:00-13:00\", \"14:00-18:00\"]; [] is closed");
      return false;
    }
    context_.list(node, false, [&](const Node &item) {
      const auto text = context_.text(item, "a span of hours");
      const auto window = text ? parse_window(*text) : std::nullopt;
      if (text && !window) {
        context_.error(Code::bad_hours, item, fmt::format("{} are no hours", quote(*text)),
                       hours_hint(*text));
      } else if (window) {
        const auto overlaps = [&](const Window &other) {
          return window->open < other.close && other.open < window->close;
        };
        if (std::any_of(out.begin(), out.end(), overlaps)) {
          context_.error(Code::bad_hours, item, fmt::format("{} overlap the hours before them", quote(*text)),
                         "join the two, or part them");
          good = false;
        }
        out.push_back(*window);
      }
      good = good && window;
    });
    return good;
  }

  static std::optional<Window> parse_window(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto open = calendar::parse_clock(text.substr(0, 5));
    const auto close = calendar::parse_clock(text.substr(6));
    constexpr int day = static_cast<int>(minutes_per_day);
    if (!open || !close || *open == day || *open == *close) return std::nullopt;
    return Window{*open, *close > *open ? *close : *close + day};
  }

  static std::string hours_hint(std::string_view text) {
    if (text.size() == 11 && text.substr(0, 5) == text.substr(6)) return "the whole day is \"00:00-24:00\"";
    return "write them as in \"09:00-13:00\"; \"22:00-06:00\" goes on past midnight, \"00:00-24:00\" is the "
           "whole day";
  }

  std::optional<Day> read_day(const Node &node) {
    const auto text = context_.text(node, "a date");
    if (!text) return std::nullopt;
    const auto day = calendar::parse_day(*text);
    if (!day) {
      context_.error(Code::bad_time, node, fmt::format("{} is not a date", quote(*text)),
                     "write it as in 2026-12-25, of the Gregorian calendar from 1970 to 2199");
    }
    return day;
  }

  void read_closed(const Node &node, Calendar &out) {
    if (node.kind == Node::Kind::scalar) {
      if (const auto yearly = calendar::parse_year_day(node.text)) {
        out.closed_yearly.push_back(*yearly);
      } else if (const auto day = calendar::parse_day(node.text)) {
        out.closed.push_back({*day, *day});
      } else {
        context_.error(
            Code::bad_time, node, fmt::format("{} is not a date", quote(node.text)),
            "write it as in 2026-12-25, of the Gregorian calendar from 1970 to 2199, or \"12-25\" for "
            "every year");
      }
      return;
    }
    std::optional<Day> from, to;
    const Node *to_node = nullptr;
    bool has_from = false;
    const bool is_mapping = context_.mapping(node, {"from to why"}, [&](const Node &key, const Node &value) {
      if (key.text == "from") {
        has_from = true;
        from = read_day(value);
      } else if (key.text == "to") {
        to_node = &value;
        to = read_day(value);
      } else {
        static_cast<void>(context_.text(value, "a text"));
      }
    });
    if (is_mapping && (!has_from || to_node == nullptr)) {
      context_.error(
          Code::missing_key, node, "a closed time has two ends",
          "as in {from: 2026-08-10, to: 2026-08-21, why: summer}; one day stands alone: 2026-12-25");
    }
    if (!from || !to) return;
    if (*to < *from) {
      const Context::Step step(context_, "to");
      context_.error(Code::out_of_range, *to_node, "it ends before it begins",
                     "`from` and `to` are both closed");
      return;
    }
    out.closed.push_back({*from, *to});
  }

  void read_open(const Node &node, Calendar &out) {
    calendar::OpenDay day;
    std::optional<Day> on;
    const Node *on_node = nullptr;
    bool has_hours = false;
    const bool is_mapping = context_.mapping(node, {"on hours why"}, [&](const Node &key, const Node &value) {
      if (key.text == "on") {
        on_node = &value;
        on = read_day(value);
      } else if (key.text == "hours") {
        has_hours = true;
        if (!read_windows(value, day.hours)) spoil();
      } else {
        static_cast<void>(context_.text(value, "a text"));
      }
    });
    if (!is_mapping) return;
    if (on_node == nullptr || !has_hours) {
      context_.error(Code::missing_key, node, "a date that opens has a day and hours",
                     "as in {on: 2026-12-24, hours: [\"09:00-12:00\"]}");
      spoil();
    }
    if (!on) return;
    day.on = *on;
    if (std::find(own_dates_.begin(), own_dates_.end(), day.on) != own_dates_.end()) {
      const Context::Step step(context_, "on");
      context_.error(Code::duplicate_name, *on_node, fmt::format("{} opens twice", on_node->text),
                     "put all its hours into one entry");
      return;
    }
    own_dates_.push_back(day.on);
    // In the place of what a calendar that this one is like says of the date.
    std::erase_if(out.open, [&](const calendar::OpenDay &other) { return other.on == day.on; });
    out.open.push_back(std::move(day));
  }

  void read_holidays(const Node &node, std::uint32_t file, const calendar::ZonePtr &zone, Calendar &out) {
    const auto name = context_.text(node, "the name of an iCalendar file");
    const auto found =
        std::find_if(files_.holidays.begin(), files_.holidays.end(), [&](const FileSet::Holidays &one) {
          return name && one.from == file && one.written == *name;
        });
    if (found == files_.holidays.end()) { // which was said
      spoil();
      return;
    }
    if (zone == nullptr) return;
    const Source &source = *files_.holiday_sources[found->source];
    calendar::Holidays holidays;
    std::vector<calendar::HolidayProblem> problems;
    if (!calendar::read_holidays(source, *zone, {}, holidays, problems)) {
      spoil();
      // Calendars may share a file; what is wrong with it is said once.
      const std::size_t number = found->source;
      if (std::find(complained_.begin(), complained_.end(), number) == complained_.end()) {
        complained_.push_back(number);
        context_.enter_file(static_cast<std::uint32_t>(files_.files.size() + number), source.name());
        for (calendar::HolidayProblem &problem : problems) {
          Node at;
          at.position = {problem.line, problem.line == 0 ? 0U : 1U};
          if (problem.hint.empty()) problem.hint = "mend the file, or take the event out of it";
          context_.error(Code::bad_holidays, at, std::move(problem.message), std::move(problem.hint));
        }
        context_.enter_file(file, entries_[number_].file_name);
      }
    }
    out.holidays = *name;
    out.holiday_days = std::move(holidays.days);
    out.holiday_spans = std::move(holidays.spans);
  }

  Context &context_;
  const FileSet &files_;
  const std::vector<NamedEntry> &entries_;
  std::vector<bool> bad_;
  std::vector<std::optional<std::uint32_t>> like_;
  std::map<std::string, LoadedZone> zones_;
  std::vector<std::size_t> complained_;
  std::vector<Day> own_dates_; // of `open`, of the calendar that is read
  std::uint32_t number_ = 0;
};

} // namespace

void read_calendars(Context &context, const FileSet &files, const std::vector<NamedEntry> &entries) {
  CalendarReader(context, files, entries).run();
}

} // namespace usher::policy
