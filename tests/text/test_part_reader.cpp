// SPDX-License-Identifier: BSL-1.0
// The readers of parts that are fast on simple texts, against the one that goes step by step.
#include "text/part_reader.hpp"

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace usher;
using namespace usher::text;

namespace {

/// All that matching sees of a text.
std::string described(const Parts &parts) {
  const auto cut = [](const std::string &buffer, const Extent &extent) {
    return std::string_view(buffer).substr(extent.begin, extent.end - extent.begin);
  };
  const auto forms = [&](std::uint32_t accents) {
    if (accents == no_accents) return std::string();
    const AccentForms &both = parts.accent_forms[accents];
    return fmt::format("({},{})", cut(parts.accents, both.accented), cut(parts.accents, both.exact));
  };
  std::string out = fmt::format("{}{}", parts.ill_formed ? "!" : "", parts.text_signs ? "s" : "");
  for (std::size_t i = 0; i < parts.parts.size(); ++i) {
    const Part &part = parts.parts[i];
    out += fmt::format(" {}{}:{}:{:x}", parts.folded.view(part.folded), forms(part.accents), part.flags, part.hash);
    // Parts that may be joined are one stretch.
    if ((part.flags & Part::joins_previous) != 0) {
      CHECK(part.folded.begin == parts.parts[i - 1].folded.end);
    }
  }
  for (const Name &name : parts.names) {
    out += fmt::format(" [{} {}{} {}+{}]", static_cast<int>(name.kind), parts.folded.view(name.folded),
                       forms(name.accents), name.first_part, name.part_count);
  }
  return out;
}

std::vector<ReadBlock> read_blocks() {
  std::vector<ReadBlock> out = {read_block_portable};
#if defined(__x86_64__)
  out.push_back(read_block_sse2);
  if (has_avx512()) out.push_back(read_block_avx512);
#endif
  return out;
}

constexpr std::array<std::string_view, 74> pieces = {
    "a",      "e",      "order",  "Refund", "WWW",    "www.",   "w",      "ww",      "http:",  "://",     "/",
    ":",      ".",      ",",      "!",      "-",      "_",      "(",      ")",       "'",      "`",       "’",
    "“",      "…",      "—",      "‐",      "#",      "@",      "#LostBag", "a@b.no", "https://a.e/x", "é", "è",
    "ò",      "ñ",      "ß",      "İ",      "ı",      "ﬁ",      "½",      "²",       "е",      "ё",       "Ж",
    "й",      "и\u0306", "ʼ",     "می",     "ي",      "ئ",      "ك",      "آ",       "ا\u064B", "\u0640", "۱",
    "٢",      "\u200C", "\u200C", "\u200D", "\u00AD", "\u200B", "\u200F", "\uFEFF",  "\u0301", "\u034F",  "™",
    "№",      "ℹ",      "😡",     "\uFE0F", "退",     "\xC3",   "\x80",   "\xF0\x9F"};
constexpr std::array<std::string_view, 8> spaces = {" ", " ", " ", " ", "\n", "\t ", "\u00A0", "\u3000"};

std::string random_text(std::mt19937_64 &random) {
  std::string text;
  const std::size_t words = random() % 40;
  const bool plain = random() % 4 == 0; // long stretches for the reader of blocks
  for (std::size_t i = 0; i < words; ++i) {
    for (std::size_t n = random() % 6; n > 0; --n)
      text += pieces[random() % (plain ? 22 : pieces.size())];
    if (random() % 8 != 0) text += spaces[random() % spaces.size()];
  }
  return text;
}

} // namespace

TEST_CASE("all readers of parts read alike") {
  std::mt19937_64 random(20261125);
  Parts expected;
  Parts read;
  for (const ReadBlock read_block : read_blocks()) {
    PartReader reader(read_block);
    for (int round = 0; round < 60'000; ++round) {
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
  PartReader reader;
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
      reader.read_step_by_step(text, expected);
      reader.read(text, read);
      CHECK_MESSAGE(described(read) == described(expected), text);
    }
  }
}

TEST_CASE("words over the ends of blocks are whole") {
  PartReader reader;
  Parts parts;
  for (std::size_t spaces_before = 0; spaces_before < 2 * block_size; ++spaces_before) {
    for (const std::size_t length : {1U, 5U, 64U, 65U, 130U}) {
      reader.read(std::string(spaces_before, ' ') + std::string(length, 'X'), parts);
      REQUIRE(parts.parts.size() == 1);
      CHECK(parts.folded.view(parts.parts[0].folded) == std::string(length, 'x'));
    }
  }
}
