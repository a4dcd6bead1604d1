// SPDX-License-Identifier: BSL-1.0
#include "text/ascii_block.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace usher::text {

void read_block_portable(const char *in, char *out, AsciiMasks &masks) noexcept {
  masks = {};
  for (std::size_t i = 0; i < block_size; ++i) {
    const auto byte = static_cast<unsigned char>(in[i]);
    const std::uint64_t bit = std::uint64_t{1} << i;
    const bool upper = byte >= 'A' && byte <= 'Z';
    const auto lower = static_cast<unsigned char>(upper ? byte | 0x20 : byte);
    out[i] = static_cast<char>(lower);
    if ((lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9')) masks.word |= bit;
    if (byte == ' ' || (byte >= '\t' && byte <= '\r')) masks.white_space |= bit;
    if (byte == '\'' || byte == '`') masks.apostrophe |= bit;
    if (byte >= 0x80 || byte == '#' || byte == '@') masks.hard |= bit;
    if (byte == ':') masks.colon |= bit;
    if (byte == '/') masks.slash |= bit;
    if (lower == 'w') masks.w |= bit;
  }
}

#if defined(__x86_64__)

namespace {

inline std::uint64_t bits(__m128i mask) noexcept {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(mask)));
}

inline __m128i is(__m128i bytes, char value) noexcept { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(value)); }

/// low <= byte <= high, for bounds below 0x7F; bytes from 0x80 on are negative here and never inside.
inline __m128i within(__m128i bytes, char low, char high) noexcept {
  return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(low - 1))),
                       _mm_cmpgt_epi8(_mm_set1_epi8(static_cast<char>(high + 1)), bytes));
}

} // namespace

void read_block_sse2(const char *in, char *out, AsciiMasks &masks) noexcept {
  masks = {};
  for (unsigned i = 0; i < block_size; i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(in + i));
    const __m128i upper = within(bytes, 'A', 'Z');
    const __m128i lower = _mm_or_si128(bytes, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
    _mm_storeu_si128(reinterpret_cast<__m128i *>(out + i), lower);
    masks.word |= bits(_mm_or_si128(within(lower, 'a', 'z'), within(bytes, '0', '9'))) << i;
    masks.white_space |= bits(_mm_or_si128(is(bytes, ' '), within(bytes, '\t', '\r'))) << i;
    masks.apostrophe |= bits(_mm_or_si128(is(bytes, '\''), is(bytes, '`'))) << i;
    masks.hard |= bits(_mm_or_si128(bytes, _mm_or_si128(is(bytes, '#'), is(bytes, '@')))) << i;
    masks.colon |= bits(is(bytes, ':')) << i;
    masks.slash |= bits(is(bytes, '/')) << i;
    masks.w |= bits(is(lower, 'w')) << i;
  }
}

__attribute__((target("avx512f,avx512bw"))) void read_block_avx512(const char *in, char *out,
                                                                   AsciiMasks &masks) noexcept {
  const __m512i bytes = _mm512_loadu_si512(in);
  const auto between = [&](__m512i value, char low, char high) __attribute__((target("avx512f,avx512bw"))) {
    return _mm512_cmple_epu8_mask(_mm512_sub_epi8(value, _mm512_set1_epi8(low)),
                                  _mm512_set1_epi8(static_cast<char>(high - low)));
  };
  const auto equal = [&](__m512i value, char byte) __attribute__((target("avx512f,avx512bw"))) {
    return _mm512_cmpeq_epi8_mask(value, _mm512_set1_epi8(byte));
  };
  const __mmask64 upper = between(bytes, 'A', 'Z');
  const __m512i lower = _mm512_mask_add_epi8(bytes, upper, bytes, _mm512_set1_epi8(0x20));
  _mm512_storeu_si512(out, lower);
  masks.word = between(lower, 'a', 'z') | between(bytes, '0', '9');
  masks.white_space = equal(bytes, ' ') | between(bytes, '\t', '\r');
  masks.apostrophe = equal(bytes, '\'') | equal(bytes, '`');
  masks.hard = static_cast<std::uint64_t>(_mm512_movepi8_mask(bytes)) | equal(bytes, '#') | equal(bytes, '@');
  masks.colon = equal(bytes, ':');
  masks.slash = equal(bytes, '/');
  masks.w = equal(lower, 'w');
}

bool has_avx512() noexcept {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0;
}

#endif

ReadBlock best_read_block() noexcept {
#if defined(__x86_64__)
  return has_avx512() ? read_block_avx512 : read_block_sse2;
#else
  return read_block_portable;
#endif
}

} // namespace usher::text
