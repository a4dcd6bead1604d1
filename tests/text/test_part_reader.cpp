// SPDX-License-Identifier: BSL-1.0
// The readers of parts that are fast on simple texts, against the one that goes step by step.
#include "oracle/described_parts.hpp"
#include "settings.hpp"
#include "text/odd_pieces.hpp"
#include "text/part_reader.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace usher;
using namespace usher::text;
using usher::oracle::described;
using namespace usher::testing;

namespace {

/// With each reader of blocks that this processor can run.
std::vector<PartReader> readers() {
  std::vector<PartReader> out;
  out.emplace_back(read_block_portable, nullptr);
#if defined(__x86_64__)
  out.emplace_back(read_block_sse2, nullptr);
  if (has_avx512()) out.emplace_back(read_block_avx512, nullptr);
#endif
  if (const ReadMixedBlock mixed = best_read_mixed_block(); mixed != nullptr) {
    out.emplace_back(best_read_block(), mixed);
  }
  return out;
}

std::string random_text(std::mt19937_64 &random) {
  std::string text;
  const std::size_t words = random() % 40;
  const bool plain = random() % 4 == 0; // long stretches for the reader of blocks
  for (std::size_t i = 0; i < words; ++i) {
    for (std::size_t n = random() % 6; n > 0; --n)
      text += odd_pieces[random() % (plain ? plain_pieces : odd_pieces.size())];
    if (random() % 8 != 0) text += odd_spaces[random() % odd_spaces.size()];
  }
  return text;
}

} // namespace

TEST_CASE("all readers of parts read alike") {
  const std::uint64_t rounds = setting("USHER_READER_TEXTS", 60'000); // for each reader of blocks
  std::mt19937_64 random(20261125);
  Parts expected;
  Parts read;
  for (PartReader &reader : readers()) {
    for (std::uint64_t round = 0; round < rounds; ++round) {
      const std::string text = random_text(random);
      reader.read_step_by_step(text, expected);
      reader.read(text, read);
      if (described(read) != described(expected)) {
        FAIL("round " << round << ", text \"" << text << "\"\nread:    " << described(read)
                      << "\nexpected:" << described(expected));
      }
    }
  }
}

TEST_CASE("each character is read alike between letters, at the begin and at the end of words") {
  std::vector<PartReader> all = readers();
  Parts expected;
  Parts read;
  std::string text;
  for (std::uint32_t value = 0; value < 0x3100; ++value) {
    std::string character;
    if (value < 0x80) {
      character = static_cast<char>(value);
    } else if (value < 0x800) {
      character = {static_cast<char>(0xC0 | (value >> 6)), static_cast<char>(0x80 | (value & 0x3F))};
    } else {
      character = {static_cast<char>(0xE0 | (value >> 12)), static_cast<char>(0x80 | ((value >> 6) & 0x3F)),
                   static_cast<char>(0x80 | (value & 0x3F))};
    }
    for (const std::string_view around : {"a", "ж", "é"}) {
      text = fmt::format("{1}{0}{1} {0}{1} {1}{0} {0} {1}\u200C{0}{1} {1}{0}\u200C{1}", character, around);
      all.front().read_step_by_step(text, expected);
      const std::string wanted = described(expected);
      for (PartReader &reader : all) {
        reader.read(text, read);
        CHECK_MESSAGE(described(read) == wanted, text);
      }
    }
  }
}

TEST_CASE("addresses are read alike with what is dropped inside their begin") {
  std::vector<PartReader> all = readers();
  Parts expected;
  Parts read;
  for (const std::string_view dropped : {"\u200C", "\u00AD", "\u200B", "\u200F", "\u202A", "\u0640"}) {
    for (const std::string_view address :
         {"http://a.e", "https://a.e", "ftp://a.e", "www.a.e", "WWW\u2026a"}) {
      for (std::size_t at = 0; at < address.size() && static_cast<unsigned char>(address[at]) < 0x80; ++at) {
        const std::string text =
            fmt::format("\u0436 {}{}{} x", address.substr(0, at), dropped, address.substr(at));
        all.front().read_step_by_step(text, expected);
        const std::string wanted = described(expected);
        for (PartReader &reader : all) {
          reader.read(text, read);
          CHECK_MESSAGE(described(read) == wanted, text);
        }
      }
    }
  }
}

TEST_CASE("words over the ends of blocks are whole") {
  Parts parts;
  for (std::size_t spaces_before = 0; spaces_before < 2 * block_size; ++spaces_before) {
    for (const std::size_t length : {1U, 5U, 64U, 65U, 130U}) {
      for (PartReader &reader : readers()) {
        reader.read(std::string(spaces_before, ' ') + std::string(length, 'X'), parts);
        REQUIRE(parts.parts.size() == 1);
        CHECK(parts.text(parts.parts[0].folded) == std::string(length, 'x'));
      }
    }
  }
}

TEST_CASE("whatever stands over the end of a block is read alike") {
  std::vector<PartReader> all = readers();
  Parts expected;
  Parts read;
  for (const std::string_view piece :
       {"\u0436", "\u0416", "\u00E9", "\u00AD", "\u200C", "\u06F7", "\u00BF", "\u2019", "\u2014", "\u4E2D",
        "\xD0", "\xE2\x80", "\xE2", "\x80", "://", "www.", "#", "\u200C\u200C", "\u0301"}) {
    for (const std::string_view around : {"a", "\u0436", "\u00E9", "\u06CC", " ", "'"}) {
      for (std::size_t before = block_size - 8; before < block_size + 2; ++before) {
        // Once with a word over the end and once with one that begins there; to go on, or not.
        for (const std::string_view begin : {"x", " "}) {
          std::string text;
          while (text.size() < before)
            text += begin;
          text += fmt::format("{0}{1}{0}", around, piece);
          for (const std::string_view more : {"", "w \u0436\u200C\u0437 \u00E8\u200C\u00E8 w"}) {
            text += more;
            all.front().read_step_by_step(text, expected);
            const std::string wanted = described(expected);
            for (PartReader &reader : all) {
              reader.read(text, read);
              CHECK_MESSAGE(described(read) == wanted, text);
            }
          }
        }
      }
    }
  }
}

TEST_CASE("a text of characters that become many words is read in linear time") {
  // One that becomes four words and an ASCII one, by turns: each hands over to the other reader.
  std::string text;
  for (int i = 0; i < 200'000; ++i)
    text += "\uFDFA a ";
  PartReader reader;
  Parts parts;
  reader.read(text, parts);
  CHECK(parts.parts.size() == 1'000'000);
}
