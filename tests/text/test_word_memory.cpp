// SPDX-License-Identifier: BSL-1.0
// What is remembered of words, where customers choose them so that their hashes are alike.
#include "text/word_memory.hpp"

#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace usher::text;

namespace {

// The i-th word: its hash is of `places` that follow one another.
WordMemory::Word word(const std::vector<std::string> &texts, std::size_t i, std::size_t places) {
  return {texts[i], static_cast<std::uint64_t>(i % places) << 32U, false};
}

} // namespace

TEST_CASE("words whose hashes are alike crowd nobody out and cost no long search") {
  constexpr std::size_t count = 30'000;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i)
    texts.push_back("word " + std::to_string(i));
  for (const std::size_t places : {1U, 7U, 1000U}) {
    CAPTURE(places);
    WordMemory memory;
    for (std::size_t i = 0; i < count; ++i) {
      if (memory.find(word(texts, i, places))) continue;
      const Symbol symbol = static_cast<Symbol>(i);
      memory.remember(word(texts, i, places), {&symbol, 1});
    }
    std::size_t found = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto symbols = memory.find(word(texts, i, places));
      if (!symbols) continue;
      ++found;
      REQUIRE(symbols->size() == 1);
      REQUIRE(symbols->front() == i);
    }
    CHECK(found >= WordMemory::most_steps);
    CHECK(found < places + WordMemory::most_steps);
    // One that falls elsewhere is remembered as ever.
    const Symbol symbol = 5;
    const WordMemory::Word other{"other", std::uint64_t{20'000} << 32U, false};
    memory.remember(other, {&symbol, 1});
    REQUIRE(memory.find(other).has_value());
  }
}
