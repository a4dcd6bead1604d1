// SPDX-License-Identifier: BSL-1.0
#include "base/nearest.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;

namespace {

constexpr std::array<std::string_view, 6> names = {"first_response", "next_response", "resolution",
                                                   "department",     "priority",      "возврат"};

} // namespace

TEST_CASE("slips of the finger are understood") {
  CHECK(nearest_name("first_respons", names) == "first_response");
  CHECK(nearest_name("frist_response", names) == "first_response");
  CHECK(nearest_name("First_Response", names) == "first_response");
  CHECK(nearest_name("departement", names) == "department");
  CHECK(nearest_name("prority", names) == "priority");
  CHECK(nearest_name("вовзрат", names) == "возврат");
  CHECK(nearest_name("resolution", names) == "resolution");
}

TEST_CASE("what is too far away is not offered") {
  CHECK(nearest_name("colour", names).empty());
  CHECK(nearest_name("", names).empty());
  CHECK(nearest_name("p", names).empty());
  constexpr std::array<std::string_view, 3> short_names = {"en", "it", "fa"};
  CHECK(nearest_name("eng", short_names) == "en");
  CHECK(nearest_name("ti", short_names) == "it");
  CHECK(nearest_name("xy", short_names).empty());
  CHECK(nearest_name("word", {}).empty());
}

TEST_CASE("the nearest wins, and the first of equals") {
  constexpr std::array<std::string_view, 3> close = {"abcdex", "abcdef", "abcdeg"};
  CHECK(nearest_name("abcdef", close) == "abcdef");
  CHECK(nearest_name("abcdez", close) == "abcdex");
}

TEST_CASE("long words cost no more than a name's length") {
  const std::string word(1'000'000, 'a');
  const std::string almost = std::string(200, 'a') + "b";
  const std::vector<std::string_view> candidates = {almost, "b"};
  CHECK(nearest_name(word, candidates) == almost);
}

TEST_CASE("suggestions") {
  CHECK(suggestion("priorty", names) == "did you mean \"priority\"?");
  CHECK(suggestion("colour", names) ==
        "one of: first_response, next_response, resolution, department, priority, возврат");
  const std::vector<std::string_view> many(13, "name");
  CHECK(suggestion("xyzw", many).empty());
  CHECK(suggestion("colour", {}).empty());
}

TEST_CASE("names that are no UTF-8 are told of in UTF-8") {
  constexpr std::array<std::string_view, 2> broken = {"\xac"
                                                      "escription",
                                                      "two\nlines"};
  CHECK(suggestion("description", broken) == "did you mean \"\xEF\xBF\xBD"
                                             "escription\"?");
  CHECK(suggestion("colour", broken) == "one of: \xEF\xBF\xBD"
                                        "escription, two\\nlines");
}
