// SPDX-License-Identifier: BSL-1.0
// The tables in which a desk looks things up, against the plain ones of the standard library.
#include "base/hash_key.hpp"
#include "desk/name_table.hpp"
#include "desk/steady.hpp"
#include "desk/timer_heap.hpp"

#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

using namespace usher::desk;

namespace {

struct Thing {
  std::string name;
};

class Random {
 public:
  std::uint64_t below(std::uint64_t bound) { return numbers_() % bound; }

 private:
  std::mt19937_64 numbers_{11};
};

} // namespace

TEST_CASE("names that are chosen to have one hash have many under a key that nobody knows") {
  using usher::detail::load8;
  // The third word of eight bytes takes away all that came before it, and the second factor of the last is as all know.
  const std::string first = "0123456789abcdef";
  const std::uint64_t so_far = usher::fold_product((usher::detail::hash_start ^ 32U) ^ load8(first.data()),
                                                   usher::detail::hash_factor ^ load8(first.data() + 8));
  std::string begin = first + std::string(8, '\0');
  usher::detail::store8(begin.data() + 16, so_far);
  const usher::HashKey key = usher::random_hash_key();
  const usher::HashKey other = usher::random_hash_key();
  std::set<std::uint64_t> known;
  std::set<std::uint64_t> hidden;
  std::size_t alike = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string number = std::to_string(10'000'000 + i);
    known.insert(usher::hash_word(begin + number));
    hidden.insert(usher::hash_name(begin + number, key));
    alike += usher::hash_name(begin + number, key) == usher::hash_name(begin + number, other) ? 1 : 0;
  }
  CHECK(known.size() == 1);
  CHECK(hidden.size() == 20'000);
  CHECK(alike == 0);
}

TEST_CASE("a word has one hash, whatever is behind it") {
  const std::string text = "\xFF"
                           "a word of many bytes, and some more of them, \xE9 and \x80 too";
  for (std::size_t from = 0; from < 8; ++from)
    for (std::size_t size = 0; size + from + usher::hash_padding <= text.size(); ++size) {
      const std::string alone = text.substr(from, size); // nothing of it is behind it
      REQUIRE(usher::hash_word(alone) == usher::hash_padded(text.data() + from, size));
    }
}

TEST_CASE("names are found as they come and go") {
  Random random;
  for (const std::uint64_t names : {3U, 40U, 5'000U}) {
    NameTable table{usher::random_hash_key()};
    std::map<std::string, std::uint32_t> plain;
    std::vector<Thing> things;
    std::vector<std::uint32_t> free;
    for (int step = 0; step < 60'000; ++step) {
      const std::string name = "name " + std::to_string(random.below(names));
      const auto known = plain.find(name);
      REQUIRE(table.find(name, things) == (known == plain.end() ? NameTable::nothing : known->second));
      if (known != plain.end()) {
        if (random.below(2) == 0) continue;
        table.erase(name, known->second);
        free.push_back(known->second);
        plain.erase(known);
      } else {
        if (free.empty()) {
          free.push_back(static_cast<std::uint32_t>(things.size()));
          things.emplace_back();
        }
        const std::uint32_t number = free.back();
        free.pop_back();
        things[number].name = name;
        table.insert(name, number);
        plain.emplace(name, number);
        if (random.below(8) == 0) table.erase("nobody " + name, number + 1); // one that is not there
      }
    }
    for (const auto &[name, number] : plain) {
      REQUIRE(table.find(name, things) == number);
      REQUIRE(table.guess(name) == number); // two of 5,000 names are of one hash once in 300 such tests
    }
  }
}

TEST_CASE("things stay where they are as more come than a huge page has") {
  struct alignas(64) Large {
    std::size_t number = 0;
    std::array<char, 600> rest{};
  };
  Steady<Large, 64> list;
  std::vector<const Large *> places;
  constexpr std::size_t count = 3 * huge_page / sizeof(Large);
  for (std::size_t number = 0; number < count; ++number) {
    places.push_back(&list.emplace_back());
    list.back().number = number;
  }
  Steady<Large, 64> others;
  others.emplace_back().number = 7;
  list.swap(others);
  CHECK(list.size() == 1);
  CHECK(list[0].number == 7);
  REQUIRE(others.size() == count);
  std::size_t wrong = 0;
  for (std::size_t number = 0; number < count; ++number)
    wrong += &others[number] != places[number] || others[number].number != number ? 1 : 0;
  CHECK(wrong == 0);
  while (!others.empty())
    others.pop_back();
  CHECK(&others.emplace_back() == places[0]);
}

TEST_CASE("timers come in the order of their times, and of one time in that of their numbers") {
  Random random;
  using Plain = std::tuple<std::int64_t, std::uint64_t, std::uint32_t>;
  const std::int64_t last = TimerHeap::Entry::end_of_time - 1;
  for (int round = 0; round < 200; ++round) {
    TimerHeap heap;
    std::multiset<Plain> plain;
    const auto draw = [&] {
      const std::int64_t times[] = {0, static_cast<std::int64_t>(random.below(20)),
                                    static_cast<std::int64_t>(random.below(1U << 30U)), last};
      const std::uint64_t numbers[] = {random.below(20), random.below(TimerHeap::Entry::most_numbers),
                                       TimerHeap::Entry::most_numbers};
      return Plain(times[random.below(4)], numbers[random.below(3)],
                   static_cast<std::uint32_t>(random.below(std::uint64_t{1} << 32U)));
    };
    const auto entry = [](const Plain &of) {
      return std::apply([](auto... parts) { return TimerHeap::Entry(parts...); }, of);
    };
    for (int step = 0; step < 500; ++step) {
      const auto what = random.below(8);
      if (what < 4) {
        const Plain one = draw();
        heap.reserve(1);
        heap.push(entry(one));
        plain.insert(one);
      } else if (what == 4 && step % 50 == 0) {
        const auto goes = [](std::uint64_t number) { return number % 3 == 0; };
        heap.sweep([&](const TimerHeap::Entry &one) { return goes(one.number()); });
        std::erase_if(plain, [&](const Plain &one) { return goes(std::get<1>(one)); });
      } else if (!plain.empty()) {
        plain.erase(plain.begin());
        if (what < 6) {
          heap.pop();
        } else {
          const Plain one = draw();
          heap.replace_top(entry(one));
          plain.insert(one);
        }
      }
      REQUIRE(heap.size() == plain.size());
      if (!plain.empty())
        REQUIRE(Plain(heap.top().time(), heap.top().number(), heap.top().conversation()) == *plain.begin());
    }
  }
}
