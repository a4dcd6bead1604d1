// SPDX-License-Identifier: BSL-1.0
#include "base/source.hpp"

#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace usher;

namespace {

std::string place(const Source &source, std::size_t offset) {
  const Position position = source.position(offset);
  return fmt::format("{}:{}", position.line, position.column);
}

} // namespace

TEST_CASE("places in lines that end each way") {
  const Source source("f", "ab\ncd\r\ne\rf\n");
  CHECK(source.name() == "f");
  CHECK(source.text().size() == 11);
  CHECK(source.line_count() == 5);
  CHECK(source.line_start(1) == 0);
  CHECK(source.line_start(2) == 3);
  CHECK(source.line_start(3) == 7);
  CHECK(source.line_start(4) == 9);
  CHECK(source.line_start(5) == 11);
  CHECK(place(source, 0) == "1:1");
  CHECK(place(source, 2) == "1:3");
  CHECK(place(source, 3) == "2:1");
  CHECK(place(source, 6) == "2:4");
  CHECK(place(source, 7) == "3:1");
  CHECK(place(source, 9) == "4:1");
  CHECK(place(source, 11) == "5:1");
  CHECK(place(source, 999) == "5:1");
}

TEST_CASE("columns count code points") {
  const Source source("f", "да: нет\n😀 x\n\xFFy");
  CHECK(place(source, 4) == "1:3");
  CHECK(place(source, 6) == "1:5");
  CHECK(place(source, source.line_start(2) + 4) == "2:2");
  CHECK(place(source, source.line_start(3) + 1) == "3:2");
}

TEST_CASE("an empty text has one line") {
  const Source source("f", "");
  CHECK(source.line_count() == 1);
  CHECK(place(source, 0) == "1:1");
  CHECK(place(source, 5) == "1:1");
}

TEST_CASE("a byte order mark is no column") {
  const Source source("f", "\xEF\xBB\xBF"
                           "ab\nc");
  CHECK(source.line_start(1) == 3);
  CHECK(place(source, 0) == "1:1");
  CHECK(place(source, 3) == "1:1");
  CHECK(place(source, 4) == "1:2");
  CHECK(place(source, 6) == "2:1");
  CHECK(place(Source("f", "\xEF\xBB\xBF"), 9) == "1:1");
}
