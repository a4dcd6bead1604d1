// SPDX-License-Identifier: BSL-1.0
// Rows of cells: what RFC 4180 says, what files have, and pieces of any size.
#include "base/time.hpp"
#include "simulate/delimited.hpp"
#include "simulate/delimited_time.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::simulate;

namespace {

/// "3:[a][b]" for each row, "3!" for each that is broken.
std::string read_all(std::string_view text, const DelimitedForm &form, std::size_t piece) {
  DelimitedReader reader(form);
  std::string out;
  for (std::size_t at = 0;; at += piece) {
    const bool last = at >= text.size();
    reader.add(last ? std::string_view() : text.substr(at, piece), last);
    for (;;) {
      const DelimitedReader::Step step = reader.next();
      if (step == DelimitedReader::Step::more) break;
      if (step == DelimitedReader::Step::end) return out;
      out += std::to_string(reader.line());
      if (step == DelimitedReader::Step::bad) {
        CHECK_FALSE(reader.problem().empty());
        out += "! ";
        continue;
      }
      out += ':';
      for (const std::string_view cell : reader.cells())
        out += "[" + std::string(cell) + "]";
      out += ' ';
    }
  }
}

std::string rows(std::string_view text, const DelimitedForm &form = {}) {
  const std::string whole = read_all(text, form, text.size() + 1);
  for (std::size_t piece = 1; piece < 9; ++piece)
    CHECK(read_all(text, form, piece) == whole);
  return whole;
}

} // namespace

TEST_CASE("cells, quotes and line ends") {
  CHECK(rows("a,b\n1,2\n") == "1:[a][b] 2:[1][2] ");
  CHECK(rows("a,b\r\n1,2\r\n") == "1:[a][b] 2:[1][2] ");
  CHECK(rows("a,b\n1,") == "1:[a][b] 2:[1][] ");
  CHECK(rows("\xEF\xBB\xBF"
             "a\n") == "1:[a] ");
  CHECK(rows("") == "");
  CHECK(rows("\n\n\na\n\r\nb") == "4:[a] 6:[b] ");
  CHECK(rows("\"a,\"\"b\"\"\nc\",d\ne\n") == "1:[a,\"b\"\nc][d] 3:[e] ");
  CHECK(rows("\"a\"\r\n\"b\"\r") == "1:[a] 2:[b] ");
  CHECK(rows("\"\",\"\"\n") == "1:[][] ");
  CHECK(rows("5\" nails,x\n") == "1:[5\" nails][x] ");
  CHECK(rows("a\tb,c\n", {'\t', '\0'}) == "1:[a][b,c] ");
  CHECK(rows("\"a\tb\n", {'\t', '\0'}) == "1:[\"a][b] ");
  CHECK(rows("'a;b';c\n", {';', '\''}) == "1:[a;b][c] ");
}

TEST_CASE("broken rows are told by their line, and those behind them are read") {
  CHECK(rows("a\n\"b\"x,c\nd\n") == "1:[a] 2! 3:[d] ");
  CHECK(rows("a\n\"b\nc\nd") == "1:[a] 2! 3:[c] 4:[d] ");
  DelimitedForm small;
  small.most_bytes = 8;
  CHECK(rows("a,b\n0123456789,0123456789\nc,d\n", small) == "1:[a][b] 2! 3:[c][d] ");
}

TEST_CASE("times of cells") {
  const auto zone = calendar::load_zone("America/New_York").zone;
  REQUIRE(zone);
  const std::vector<TimeFormat> none;
  const auto time = [&](std::string_view cell) {
    const auto found = read_time(cell, *zone, none);
    return found ? format_time(*found) : "none";
  };
  CHECK(time("2015-04-01") == "2015-04-01T04:00:00.000Z");
  CHECK(time("2015-04-01T00:09:13") == "2015-04-01T04:09:13.000Z");
  CHECK(time("2015-04-01 00:09") == "2015-04-01T04:09:00.000Z");
  CHECK(time("2015-04-01T00:09:13.5") == "2015-04-01T04:09:13.500Z");
  CHECK(time("2015-04-01T00:09:13Z") == "2015-04-01T00:09:13.000Z");
  CHECK(time("2015-04-01T00:09:13+02:00") == "2015-03-31T22:09:13.000Z");
  CHECK(time("2015-03-08T02:30:00") == "2015-03-08T07:00:00.000Z"); // skipped: the end of the gap
  CHECK(time("2015-11-01T01:30:00") == "2015-11-01T05:30:00.000Z"); // repeated: the first of both
  for (const char *cell : {"", "soon", "2015-13-01", "2015-02-29", "2015-04-01T24:00:00", "2015-04-01T",
                           "2015-04-01 1:00", "15-04-01", "2015-04-01T00:09:13 "})
    CHECK(time(cell) == "none");
}

TEST_CASE("formats of times") {
  const auto utc = calendar::Zone::utc();
  const auto time = [&](std::string_view format, std::string_view cell) {
    std::string problem;
    const auto made = TimeFormat::make(format, problem);
    REQUIRE_MESSAGE(made, problem);
    const auto found = made->read(cell, *utc);
    return found ? format_time(*found) : "none";
  };
  CHECK(time("%m/%d/%Y %I:%M:%S %p", "4/1/2015 12:09:13 AM") == "2015-04-01T00:09:13.000Z");
  CHECK(time("%m/%d/%Y %I:%M:%S %p", "04/01/2015 12:09:13 pm") == "2015-04-01T12:09:13.000Z");
  CHECK(time("%m/%d/%Y %I:%M %p", "04/01/2015 13:09 pm") == "none");
  CHECK(time("%d %b %Y", "20 March 2026") == "2026-03-20T00:00:00.000Z");
  CHECK(time("%d-%b-%y", "20-mar-26") == "2026-03-20T00:00:00.000Z");
  CHECK(time("%y%m%d", "991231") == "1999-12-31T00:00:00.000Z");
  CHECK(time("%Y-%m-%dT%H:%M:%S.%f%z", "2026-03-20T09:00:00.123456+0130") == "2026-03-20T07:30:00.123Z");
  CHECK(time("%s", "1742461200") == "2025-03-20T09:00:00.000Z");
  CHECK(time("100%% %Y", "100% 2026") == "2026-01-01T00:00:00.000Z");
  CHECK(time("%Y", "2026x") == "none");
  CHECK(time("%Y-%m-%d", "2026-02-30") == "none");
  CHECK(time("%Y-%m-%d", "1969-12-31") == "none");
  std::string problem;
  for (const char *format : {"%Q", "%Y %", "%m/%d", ""}) {
    CHECK_FALSE(TimeFormat::make(format, problem));
    CHECK_FALSE(problem.empty());
  }
}

TEST_CASE("lengths of time of cells") {
  CHECK(read_length("90") == 90'000);
  CHECK(read_length("12.5") == 12'500);
  CHECK(read_length("0") == 0);
  CHECK(read_length("1m30s") == 90'000);
  CHECK(read_length("1:30") == 90'000);
  CHECK(read_length("0:01:30") == 90'000);
  CHECK(read_length("100:00:00") == 360'000'000);
  for (const char *cell : {"", "-1", "soon", "1:60", "1:", ":1", "1:2:3:4", "nan", "inf", "1e300", "5 m"})
    CHECK_FALSE(read_length(cell));
}
