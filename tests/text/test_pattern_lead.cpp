// SPDX-License-Identifier: BSL-1.0
#include "text/pattern_lead.hpp"

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace usher::text;

TEST_CASE("a lead is what every match begins with") {
  CHECK(pattern_lead("order ?(no|number)?") == "order");
  CHECK(pattern_lead("(?i)Order ?\\d+") == "order");
  CHECK(pattern_lead("orders?") == "order");
  CHECK(pattern_lead("order+") == "orde");
  CHECK(pattern_lead("order{2}") == "orde");
  CHECK(pattern_lead("24h[|]x") == "24h");
  CHECK(pattern_lead("abc[]|]x") == "abc");
  CHECK(pattern_lead("abc[^]|]x") == "abc");
  CHECK(pattern_lead("abc\\|x") == "abc");
  CHECK(pattern_lead("((?:(?i)order ?(no|number)?))") == "order");
  CHECK(pattern_lead("(order)(a|b)") == "order");
  CHECK(pattern_lead("(?:order)x*") == "order");
  for (const std::string_view none : {"order|return",
                                      "(?i)order|return",
                                      "(order)?",
                                      "((?:(?i)(?:order|x)))",
                                      "((?:order)|(?:return))",
                                      "(?:(?:order)*x)",
                                      "(order|return)",
                                      "(order)|x",
                                      "(?:order){2}",
                                      "(?:\\A|[^\\pL])(order)",
                                      "ab?",
                                      "ab-\\d",
                                      "abc\\Q(\\E|x",
                                      "abc[[:alpha:]|]",
                                      "[abc]def",
                                      "\\border",
                                      "(?s)order",
                                      "",
                                      "abc(",
                                      "за\xD0\xBA\xD0\xB0\xD0\xB7"}) {
    CHECK_MESSAGE(pattern_lead(none).empty(), none);
  }
}

TEST_CASE("leads are found where they stand, in either case") {
  std::mt19937_64 random(20261126);
  for (int round = 0; round < 50'000; ++round) {
    std::string text(random() % 70, ' ');
    for (char &c : text)
      c = "aAbB\x01@1\xD0"[random() % 8];
    std::string lead;
    for (std::size_t n = 3 + random() % 3; n > 0; --n)
      lead += "ab1"[random() % 3];
    std::string lower;
    for (const char c : text)
      lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    const std::size_t from = random() % (text.size() + 1);
    CHECK(find_lead(text, from, lead) == lower.find(lead, from));
  }
}
