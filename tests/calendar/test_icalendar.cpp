// SPDX-License-Identifier: BSL-1.0
#include "calendar/icalendar.hpp"
#include "calendar/named_zone.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

using namespace usher::calendar;
using usher_test::zone;

namespace {

struct Read {
  bool ok = false;
  Holidays holidays;
  std::vector<HolidayProblem> problems;

  // Days, one text each, that lie in a year.
  std::string days(int year) const {
    std::string text;
    std::vector<Day> all;
    for (const DayRange &range : holidays.days)
      for (Day day = range.from; day <= range.to; ++day)
        all.push_back(day);
    std::sort(all.begin(), all.end());
    for (const Day day : all)
      if (static_cast<int>(date_of(day).year()) == year)
        text += (text.empty() ? "" : " ") + format_day(day).substr(5);
    return text;
  }
  std::string said() const {
    std::string text;
    for (const HolidayProblem &problem : problems)
      text += fmt::format("{}{}: {}", text.empty() ? "" : " | ", problem.line, problem.message);
    return text;
  }
  std::string spans() const {
    std::string text;
    for (const MinuteSpan &span : holidays.spans)
      text += (text.empty() ? "" : " ") + usher::format_time(span.from * 60'000).substr(0, 16) + "/" +
              usher::format_time(span.to * 60'000).substr(11, 5);
    return text;
  }
};

Read read(std::string text, const HolidayLimits &limits = {}) {
  Read result;
  result.ok = read_holidays({"holidays.ics", std::move(text)}, *zone("Europe/Rome"), limits, result.holidays,
                            result.problems);
  return result;
}

// Lines of one event, in a calendar; the event begins on line 3.
Read event(std::string_view lines) {
  return read(fmt::format(
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", lines));
}

std::string days(std::string_view lines, int year) {
  const Read result = event(lines);
  CHECK_MESSAGE(result.ok, result.said());
  return result.days(year);
}
std::string problem(std::string_view lines) {
  const Read result = event(lines);
  CHECK(!result.ok);
  return result.said();
}

} // namespace

TEST_CASE("days of events without times") {
  CHECK(days("DTSTART;VALUE=DATE:20261225", 2026) == "12-25");
  CHECK(days("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227", 2026) == "12-25 12-26");
  CHECK(days("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261225", 2026) == "12-25");
  CHECK(days("DTSTART:20261225\nDURATION:P1W", 2026) == "12-25 12-26 12-27 12-28 12-29 12-30 12-31");
  CHECK(days("dtstart;value=date:20261225", 2026) == "12-25");
  CHECK(days("DTSTART;VALUE=DATE:20261225\nSTATUS:CANCELLED", 2026).empty());
  // A folded line; a value in quotes with the marks that part others.
  CHECK(days("DTSTART;VALUE=DA\r\n TE:2026\r\n\t1225", 2026) == "12-25");
  CHECK(days("DTSTART;X-NOTE=\"a:b;c\";VALUE=DATE:20261225", 2026) == "12-25");
}

TEST_CASE("yearly, monthly, weekly and daily rules") {
  CHECK(days("DTSTART;VALUE=DATE:20001225\nRRULE:FREQ=YEARLY", 2026) == "12-25");
  CHECK(days("DTSTART;VALUE=DATE:20001225\nRRULE:FREQ=YEARLY", 2060) == "12-25");
  CHECK(days("DTSTART;VALUE=DATE:20001225\nRRULE:FREQ=YEARLY", 2061).empty());
  CHECK(days("DTSTART;VALUE=DATE:16011225\nRRULE:FREQ=YEARLY", 1989).empty());
  CHECK(days("DTSTART;VALUE=DATE:16011225\nRRULE:FREQ=YEARLY", 1990) == "12-25");
  CHECK(days("DTSTART;VALUE=DATE:20200229\nRRULE:FREQ=YEARLY", 2024) == "02-29");
  CHECK(days("DTSTART;VALUE=DATE:20200229\nRRULE:FREQ=YEARLY", 2026).empty());
  // Thanksgiving and the day after; the last Monday in May; the start need not be one of them.
  CHECK(days("DTSTART;VALUE=DATE:20201101\nDURATION:P2D\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", 2026) ==
        "11-26 11-27");
  CHECK(days("DTSTART;VALUE=DATE:20200525\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", 2026) == "05-25");
  CHECK(days("DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY;INTERVAL=4", 2028) == "01-01");
  CHECK(days("DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY;INTERVAL=4", 2026).empty());
  CHECK(days("DTSTART;VALUE=DATE:20260115\nRRULE:FREQ=MONTHLY;BYMONTHDAY=15,-1;UNTIL=20260331", 2026) ==
        "01-15 01-31 02-15 02-28 03-15 03-31");
  CHECK(days("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=MONTHLY;BYDAY=1MO,3MO;COUNT=4", 2026) ==
        "01-05 01-19 02-02 02-16");
  CHECK(days("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
             2026) == "01-30 02-27 03-31");
  CHECK(days("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=WEEKLY;BYDAY=SA,SU;COUNT=4", 2026) ==
        "01-03 01-04 01-10 01-11");
  CHECK(days("DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20260202", 2026) ==
        "01-05 01-19 02-02");
  CHECK(days("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=DAILY;COUNT=3", 2026) == "12-24 12-25 12-26");
  CHECK(days("DTSTART;VALUE=DATE:19950101\nRRULE:freq=yearly;count=3", 1997) == "01-01");
  CHECK(days("DTSTART;VALUE=DATE:19950101\nRRULE:FREQ=YEARLY;COUNT=3", 1998).empty());
}

TEST_CASE("a day of the month without months is one of every month, by itself and with weekdays") {
  CHECK(days("DTSTART;VALUE=DATE:20251225\nRRULE:FREQ=YEARLY;BYMONTHDAY=25", 2026) ==
        "01-25 02-25 03-25 04-25 05-25 06-25 07-25 08-25 09-25 10-25 11-25 12-25");
  CHECK(
      days("DTSTART;VALUE=DATE:20251231\nRRULE:FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=31,-30", 2027) ==
      "01-02 01-31 03-02 03-31 04-01 05-02 05-31 06-01 07-02 07-31 08-02 08-31 09-01 10-02 10-31 11-01 12-02 "
      "12-31");
  CHECK(days("DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR", 2026) ==
        "02-13 03-13 11-13");
  CHECK(days("DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=YEARLY;BYMONTHDAY=25;BYSETPOS=-1", 2026) == "12-25");
  // Weekdays are numbered in the year when no month is named.
  CHECK(days("DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=YEARLY;BYDAY=1MO,-1FR,20TU", 2026) ==
        "01-05 05-19 12-25");
  // Every third week from that of the start, whatever day of it the start is.
  CHECK(days("DTSTART;VALUE=DATE:20260103\nRRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=SU;WKST=FR;COUNT=3", 2026) ==
        "01-04 01-25 02-15");
}

TEST_CASE("exceptions, further dates and single occurrences that were moved") {
  CHECK(days("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;COUNT=5\nEXDATE;VALUE=DATE:20260102,20260104",
             2026) == "01-01 01-03 01-05");
  CHECK(days("DTSTART;VALUE=DATE:20260101\nRDATE;VALUE=DATE:20260401,20260501", 2026) == "01-01 04-01 05-01");
  const Read moved =
      read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;COUNT=3\n"
           "END:VEVENT\nBEGIN:VEVENT\nUID:a\nRECURRENCE-ID;VALUE=DATE:20270101\n"
           "DTSTART;VALUE=DATE:20270104\nEND:VEVENT\nBEGIN:VEVENT\nUID:a\n"
           "RECURRENCE-ID;VALUE=DATE:20280101\nDTSTART;VALUE=DATE:20280101\nSTATUS:CANCELLED\n"
           "END:VEVENT\nEND:VCALENDAR\n");
  CHECK_MESSAGE(moved.ok, moved.said());
  CHECK(moved.days(2026) == "01-01");
  CHECK(moved.days(2027) == "01-04");
  CHECK(moved.days(2028).empty());
}

TEST_CASE("events with times close a part of a day, each in its own zone") {
  CHECK(event("DTSTART:20261224T130000Z\nDTEND:20261224T170000Z").spans() == "2026-12-24T13:00/17:00");
  CHECK(event("DTSTART:20261224T130000\nDURATION:PT4H").spans() ==
        "2026-12-24T12:00/16:00"); // on the calendar's clock
  CHECK(event("DTSTART;TZID=America/New_York:20261224T130000\nDTEND;TZID=America/New_York:20261224T133000")
            .spans() == "2026-12-24T18:00/18:30");
  CHECK(event("DTSTART;TZID=\"/America/New_York\":20261224T130000\nDURATION:PT30M").spans() ==
        "2026-12-24T18:00/18:30");
  // 10:00 by the clock, before and after it is set forward; the last one is at the limit itself.
  CHECK(event("DTSTART:20260326T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20260409T080000Z").spans() ==
        "2026-03-26T09:00/10:00 2026-04-02T08:00/09:00 2026-04-09T08:00/09:00");
  CHECK(event("DTSTART:20260326T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20260409T075959Z").spans() ==
        "2026-03-26T09:00/10:00 2026-04-02T08:00/09:00");
  CHECK(
      event(
          "DTSTART:20260326T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20260402\nEXDATE:20260326T090000Z")
          .spans() == "2026-04-02T08:00/09:00");
  CHECK(event("DTSTART:20260326T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\nEXDATE;VALUE=DATE:20260326")
            .spans() == "2026-04-02T08:00/09:00");
  // A day of a duration is one of the wall clock, also where that is set forward or back; hours are hours, and what
  // lasts to a DTEND lasts as long each time.
  CHECK(event("DTSTART:20260328T120000\nDURATION:P1D").spans() == "2026-03-28T11:00/10:00");
  CHECK(event("DTSTART:20260328T120000\nDURATION:P1DT1H").spans() == "2026-03-28T11:00/11:00");
  CHECK(event("DTSTART:20260328T120000\nDURATION:PT24H").spans() == "2026-03-28T11:00/11:00");
  CHECK(event("DTSTART:20261024T120000\nDURATION:P1D").spans() == "2026-10-24T10:00/11:00");
  CHECK(event("DTSTART:20260322T120000\nDURATION:P1W\nRRULE:FREQ=WEEKLY;COUNT=2").spans() ==
        "2026-03-22T11:00/10:00 2026-03-29T10:00/10:00");
  CHECK(event("DTSTART:20260321T120000\nDTEND:20260322T120000\nRRULE:FREQ=WEEKLY;COUNT=2").spans() ==
        "2026-03-21T11:00/11:00 2026-03-28T11:00/11:00");
  // What is no whole minute closes the minutes it touches.
  CHECK(event("DTSTART:20261224T130059Z\nDTEND:20261224T130101Z").spans() == "2026-12-24T13:00/13:02");
}

TEST_CASE("other components are passed over, zones of the file too") {
  const Read result =
      read("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Europe/Rome\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
           "RRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VTODO\nDTSTART:never\nEND:VTODO\nBEGIN:"
           "VEVENT\n"
           "DTSTART;VALUE=DATE:20261225\nBEGIN:VALARM\nDURATION:what\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR");
  CHECK_MESSAGE(result.ok, result.said());
  CHECK(result.days(2026) == "12-25");
}

TEST_CASE("what is wrong is told with its line") {
  CHECK(problem("SUMMARY:x") == "3: this event has no DTSTART");
  CHECK(problem("DTSTART;VALUE=DATE:20260230") == "4: \"20260230\" is no date that exists");
  CHECK(problem("DTSTART;VALUE=DATE:20261225T100000") == "4: \"20261225T100000\" is no date that exists");
  CHECK(problem("DTSTART:tomorrow") == "4: \"tomorrow\" is no date or time that exists");
  CHECK(problem("DTSTART:20261225\nDTSTART:20261226") == "5: DTSTART stands twice in this event");
  CHECK(problem("DTSTART:20261225T100000") == "4: this event has a time but no end, so it closes nothing");
  CHECK(problem("DTSTART:20261225\nDTEND:20261224") ==
        "5: this event ends before it begins, or one end is a date and the other a time");
  CHECK(problem("DTSTART:20261225\nDTEND:20261225T100000") ==
        "5: this event ends before it begins, or one end is a date and the other a time");
  CHECK(problem("DTSTART:20261225T100000\nDURATION:4 hours") ==
        "5: \"4 hours\" is no duration | 4: this event has a time but no end, so it closes nothing");
  CHECK(problem("DTSTART:20261225T100000\nDTEND:20261225T110000\nDURATION:PT1H") ==
        "5: an event has either DTEND or DURATION");
  CHECK(problem("DTSTART;TZID=Europe/Roma:20261225T100000\nDTEND;TZID=Europe/Roma:20261225T110000") ==
        "4: there is no time zone \"Europe/Roma\"");
  CHECK(problem("DTSTART;TZID=W. Europe Standard Time:20261225T100000") ==
        "4: \"W. Europe Standard Time\" is not the name of a time zone");
  CHECK(problem("DTSTART:20261225\nnonsense") ==
        "5: this line is no NAME:VALUE, nor does it go on with the line before it");
  CHECK(problem("DTSTART:20261225\nEXRULE:FREQ=YEARLY") == "5: EXRULE is not supported");
  CHECK(problem("DTSTART:20261225\nRDATE;VALUE=PERIOD:20261225T100000Z/PT1H") ==
        "5: RDATE with periods is not supported");
  CHECK(problem("DTSTART:20261225\nRDATE:20261225T100000Z") ==
        "5: a date stands in the place of a time, or a time in that of a date");
  CHECK(read("").said() == "1: this is no iCalendar file");
  CHECK(read("usher: 1\n").said() == "1: this is no iCalendar file");
  CHECK(read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\n").said() == "2: this VEVENT has no END");
  CHECK(read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\nEND:VCALENDAR\n").said() ==
        "4: END:VCALENDAR ends nothing that is open here");
}

TEST_CASE("rules that cannot be followed say why") {
  const auto rule = [](std::string_view text) {
    const std::string said = problem(fmt::format("DTSTART;VALUE=DATE:20260101\nRRULE:{}", text));
    constexpr std::string_view head = "5: this rule cannot be followed: ";
    CHECK(said.starts_with(head));
    return said.substr(std::min(head.size(), said.size()));
  };
  CHECK(rule("FREQ=HOURLY") == "FREQ cannot be HOURLY");
  CHECK(rule("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30") == "FREQ cannot be SECONDLY");
  CHECK(rule("INTERVAL=2") == "FREQ is missing");
  CHECK(rule("FREQ=YEARLY;") == "\"\" in it is no NAME=VALUE");
  CHECK(rule("FREQ=YEARLY;FREQ=YEARLY") == "FREQ stands twice");
  CHECK(rule("FREQ=YEARLY;BYEASTER=0") == "BYEASTER is not supported");
  CHECK(rule("RSCALE=CHINESE;FREQ=YEARLY") == "RSCALE is not supported");
  CHECK(rule("FREQ=YEARLY;COUNT=2;UNTIL=20300101") == "COUNT and UNTIL exclude each other");
  CHECK(rule("FREQ=YEARLY;COUNT=0") == "COUNT cannot be 0");
  CHECK(rule("FREQ=YEARLY;INTERVAL=x") == "INTERVAL cannot be X");
  CHECK(rule("FREQ=YEARLY;UNTIL=soon") == "UNTIL cannot be SOON");
  CHECK(rule("FREQ=YEARLY;BYMONTH=13") == "BYMONTH cannot be 13");
  CHECK(rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30") == "no month has such a day");
  CHECK(rule("FREQ=MONTHLY;BYDAY=6MO") == "no month has so many of a weekday");
  CHECK(rule("FREQ=YEARLY;BYDAY=XX") == "BYDAY cannot be XX");
  CHECK(rule("FREQ=WEEKLY;BYDAY=1MO") == "a numbered weekday needs FREQ=MONTHLY or YEARLY");
  CHECK(rule("FREQ=DAILY;BYMONTHDAY=1") == "BYMONTHDAY needs FREQ=MONTHLY or YEARLY");
  CHECK(rule("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=2") == "BYSETPOS needs FREQ=MONTHLY or YEARLY");
  CHECK(rule("FREQ=YEARLY;BYSETPOS=1") == "BYSETPOS needs something to choose from");
}

TEST_CASE("files have limits") {
  HolidayLimits limits;
  limits.bytes = 100;
  CHECK(read(std::string(101, 'x'), limits).said() == "0: the file is larger than 100 bytes");
  limits = {};
  limits.events = 1;
  CHECK(read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:"
             "20261226\nEND:VEVENT\n"
             "END:VCALENDAR\n",
             limits)
            .said() == "5: there are more than 1 events");
  limits = {};
  limits.occurrences = 10;
  CHECK(read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR\n",
             limits)
            .said() == "2: there are more than 10 closed times");
  // What is taken out counts as well, and after the first of too many no further event is looked at.
  limits.occurrences = 3;
  const std::string twice =
      "BEGIN:VEVENT\nDTSTART:20261225\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20261225\nEND:VEVENT\n";
  CHECK(read("BEGIN:VCALENDAR\n" + twice + "END:VCALENDAR\n", limits).ok);
  CHECK(read("BEGIN:VCALENDAR\n" + twice + twice + twice +
                 "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n",
             limits)
            .said() == "7: there are more than 3 closed times");
  limits = {};
  limits.rules = 0;
  CHECK(read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR\n",
             limits)
            .said() == "4: more than 0 events recur");
  std::string deep = "BEGIN:VCALENDAR\n";
  for (int i = 0; i < 8; ++i)
    deep += "BEGIN:X\n";
  CHECK(read(deep).said() == "9: components are nested too deeply");
  CHECK(event("DTSTART:20261225\nSUMMARY:" + std::string(70'000, 'x')).said() ==
        "5: this line is longer than 65536 bytes");
  CHECK(event("DTSTART:20261225\nDTEND:20991225").said() == "3: this event lasts longer than ten years");
}

TEST_CASE("a file keeps nobody waiting, whatever its rules are") {
  const auto many = [](std::string_view rule, std::size_t count) {
    std::string text = "BEGIN:VCALENDAR\n";
    for (std::size_t i = 0; i < count; ++i)
      text += fmt::format("BEGIN:VEVENT\nDTSTART;VALUE=DATE:{}\nEND:VEVENT\n", rule);
    return text + "END:VCALENDAR\n";
  };
  const auto begin = std::chrono::steady_clock::now();
  CHECK(read(many("19700101\nRRULE:FREQ=DAILY", 500)).said() ==
        "30: there are more than 200000 closed times");
  // Days that never come, and those that seldom do.
  CHECK(read(many("15820201\nRRULE:FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", 500)).days(2026).empty());
  CHECK(read(many("15820101\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=300", 500)).days(2026).empty());
  CHECK(read(many("15820101\nRRULE:FREQ=DAILY;BYMONTH=2;BYDAY=MO;COUNT=100000", 500))
            .days(2026)
            .starts_with("02-"));
  // Exceptions to all of them, of the event and of others with its UID.
  std::string except = "15820101\nRRULE:FREQ=DAILY";
  for (int i = 0; i < 100'000; ++i)
    except += fmt::format("\nEXDATE:{:04}0101", 1600 + i % 1000);
  CHECK(read(many(except, 1)).days(2026).starts_with("01-02 "));
  std::string moved = many("20260101\nUID:a", 9000);
  moved.resize(moved.size() - std::string_view("END:VCALENDAR\n").size());
  for (int i = 0; i < 9000; ++i)
    moved += "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20260101\nDTSTART:20260102\nEND:VEVENT\n";
  CHECK(read(moved + "END:VCALENDAR\n").days(2026).starts_with("01-02 "));
  // A second or two in all, even in a slow build; it was minutes.
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
}
