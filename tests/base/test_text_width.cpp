// SPDX-License-Identifier: BSL-1.0
#include "base/text_width.hpp"

#include <array>
#include <string_view>

#include <doctest/doctest.h>

using namespace usher;

TEST_CASE("a text is as wide as what is seen of it") {
  CHECK(width_of("care") == 4);
  CHECK(width_of("Zoë") == 3);
  CHECK(width_of("Zoe\u0308") == 3);     // the accent as a character of its own
  CHECK(width_of("می\u200Cخواهم") == 7); // with a zero-width non-joiner
  CHECK(width_of("客服") == 4);
  CHECK(width_of("👍") == 2);
  CHECK(width_of("กำ") == 2); // of these two Thai characters the second stands by itself
  CHECK(width_of("\xFF!") == 2);
  CHECK(width_of("") == 0);
}

TEST_CASE("a text that is too wide is cut behind whole characters, with an ellipsis in its last column") {
  CHECK(cut("billing", 7) == "billing");
  CHECK(cut("billing", 6) == "billi…");
  CHECK(cut("客服中心", 8) == "客服中心");
  CHECK(cut("客服中心", 7) == "客服中…");
  CHECK(cut("客服中心", 6) == "客服…"); // a half of a character is not left
  CHECK(cut("Zoe\u0308s", 3) == "Zo…");
  CHECK(cut("x", 0).empty());
  CHECK(cut("a\nb", 4) == "a\\nb");
  CHECK(cut("a\nb", 3) == "a\\…");
}

TEST_CASE("a cell of a table is filled up to its column") {
  CHECK(in_column("care", 6) == "care  ");
  CHECK(in_column("客服", 6) == "客服  ");
  CHECK(in_column("billing", 6) == "billi…");
  CHECK(in_column("客服中心", 6) == "客服… ");
}

TEST_CASE("a column of names is as wide as they need, up to the widest") {
  const auto itself = [](std::string_view name) { return name; };
  CHECK(column_of(6, std::array<std::string_view, 2>{"care", "客服"}, itself) == 6);
  CHECK(column_of(6, std::array<std::string_view, 2>{"care", "billing\x1B"}, itself) == 13); // as it is shown
  CHECK(column_of(6, std::array{std::string_view("0123456789012345678901234567890123456789x")}, itself) ==
        widest_name);
}
