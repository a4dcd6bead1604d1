// SPDX-License-Identifier: BSL-1.0
// Sixty-four bytes of a text at once: which are letters, which part words, and all of them in lower case.
#pragma once

#include <cstddef>
#include <cstdint>

namespace usher::text {

inline constexpr std::size_t block_size = 64;

/// Bit i is about byte i.
struct AsciiMasks {
  std::uint64_t word;        // letters and digits
  std::uint64_t white_space; // ends a run
  std::uint64_t apostrophe;
  std::uint64_t hard;  // not ASCII, or may begin or hold a tag, mention or e-mail address
  std::uint64_t colon; // with a slash behind it, a URL
  std::uint64_t slash;
  std::uint64_t w; // three of them may begin a URL
};

/// Reads 64 bytes from `in`, writes them in lower case to `out`, which may not overlap.
using ReadBlock = void (*)(const char *in, char *out, AsciiMasks &masks);

void read_block_portable(const char *in, char *out, AsciiMasks &masks) noexcept;
#if defined(__x86_64__)
void read_block_sse2(const char *in, char *out, AsciiMasks &masks) noexcept;
void read_block_avx512(const char *in, char *out, AsciiMasks &masks) noexcept; // AVX-512 F and BW
[[nodiscard]] bool has_avx512() noexcept;
#endif

/// The fastest that this processor has.
[[nodiscard]] ReadBlock best_read_block() noexcept;

} // namespace usher::text
