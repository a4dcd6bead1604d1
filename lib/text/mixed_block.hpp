// SPDX-License-Identifier: BSL-1.0
// Sixty-four bytes of a text at once, of any script whose letters have one or two bytes in UTF-8: folded, without what
// is dropped, and told apart into words. For processors with AVX-512 VBMI2; there is no other such reader, since
// without it a look-up a letter (part_reader_simple.cpp) is as fast.
#pragma once

#include "text/ascii_block.hpp"

#include <cstddef>
#include <cstdint>

namespace usher::text {

/// Bit i is about byte i of those written.
struct MixedBlock {
  std::uint64_t word; // bytes of letters and digits, with and without accents
  std::uint64_t white_space;
  std::uint64_t apostrophe;
  std::uint64_t
      hard; // no simple character, or one that a tag, mention or e-mail address may begin with or hold
  std::uint64_t colon;
  std::uint64_t slash;
  std::uint64_t w;
  std::uint64_t accented;   // letters whose accents were folded
  std::uint64_t after_zwnj; // a ZWNJ stood before it
  std::uint64_t kept;       // by bytes read: those that were written
  std::size_t read;         // at least one; not a character that goes on behind the block
  std::size_t written;
  bool other_marks;  // there are more than ASCII, letters and what is dropped
  bool ends_in_zwnj; // before whatever is written next. Carried: what the block before had stays until used
};

/// Reads up to 64 of `size` bytes, of which there is at least one; writes 64 bytes to `out`, of which
/// `block.written` count. Nothing is known of the characters from the first hard byte on.
using ReadMixedBlock = void (*)(const char *in, std::size_t size, char *out, MixedBlock &block);

/// Null where the processor has none.
[[nodiscard]] ReadMixedBlock best_read_mixed_block() noexcept;

/// Where in a block as it was read stands what comes behind the first `at` bytes written of it. Of what is dropped
/// there, nothing has been passed by.
[[nodiscard]] std::size_t place_in_block(std::uint64_t kept, std::size_t at) noexcept;

} // namespace usher::text
