// SPDX-License-Identifier: BSL-1.0
#include "text/gram_filter.hpp"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace usher::text {
namespace {

constexpr std::size_t places_at_once = 64;

} // namespace

std::uint64_t find_grams_portable(const char *at, std::size_t size, const GramBits &bits) noexcept {
  if (size < gram_size) return 0;
  const std::size_t places = std::min(size - gram_size + 1, places_at_once);
  const auto byte = [at](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(at[i])}; };
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < places; ++i) {
    const std::uint16_t bit = gram_bit(byte(i) | (byte(i + 1) << 8) | (byte(i + 2) << 16));
    out |= std::uint64_t{(bits[bit >> 8] >> ((bit >> 5) & 7U)) & 1U} << i;
  }
  return out;
}

#if defined(__x86_64__)

namespace {

#define USHER_AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi,bmi2")))

USHER_AVX512 inline __m512i load(const char *at, std::size_t offset, std::size_t size) noexcept {
  const std::size_t there = size - offset; // at least 1
  return there >= 64 ? _mm512_loadu_si512(at + offset)
                     : _mm512_maskz_loadu_epi8(_bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(there)),
                                               at + offset);
}

/// Of the grams that begin at every other byte, as words of sixteen bits.
USHER_AVX512 inline __m512i hashes(__m512i two_bytes, __m512i third) noexcept {
  return _mm512_add_epi16(_mm512_mullo_epi16(two_bytes, _mm512_set1_epi16(static_cast<short>(0x9E35))),
                          _mm512_mullo_epi16(_mm512_and_si512(third, _mm512_set1_epi16(0xFF)),
                                             _mm512_set1_epi16(static_cast<short>(0xC2B3))));
}

USHER_AVX512 std::uint64_t find_grams_avx512(const char *at, std::size_t size,
                                             const GramBits &bits) noexcept {
  if (size < gram_size) return 0;
  const __m512i third_even = load(at, 2, size);
  const __m512i even = hashes(load(at, 0, size), third_even);
  const __m512i odd = size > 3 ? hashes(load(at, 1, size), load(at, 3, size)) : _mm512_setzero_si512();
  const __m512i upper = _mm512_set1_epi16(static_cast<short>(0xFF00));
  const __m512i byte = _mm512_or_si512(_mm512_srli_epi16(even, 8), _mm512_and_si512(odd, upper));
  const __m512i bit = _mm512_or_si512(_mm512_and_si512(_mm512_srli_epi16(even, 5), _mm512_set1_epi16(0x0007)),
                                      _mm512_and_si512(_mm512_slli_epi16(odd, 3), _mm512_set1_epi16(0x0700)));
  const auto part = [&bits](std::size_t from) USHER_AVX512 { return _mm512_loadu_si512(bits.data() + from); };
  const __m512i low = _mm512_permutex2var_epi8(part(0), byte, part(64));
  const __m512i high = _mm512_permutex2var_epi8(part(128), byte, part(192));
  const __m512i found = _mm512_mask_mov_epi8(low, _mm512_movepi8_mask(byte), high);
  const __m512i powers = _mm512_set1_epi64(static_cast<long long>(0x8040201008040201));
  const std::uint64_t out = _mm512_test_epi8_mask(found, _mm512_shuffle_epi8(powers, bit));
  const std::size_t places = size - gram_size + 1;
  return places >= places_at_once ? out : _bzhi_u64(out, static_cast<unsigned>(places));
}

#undef USHER_AVX512

} // namespace

FindGrams best_find_grams() noexcept {
  const bool has_all = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                       __builtin_cpu_supports("avx512vbmi") != 0 && __builtin_cpu_supports("bmi2") != 0;
  return has_all ? find_grams_avx512 : find_grams_portable;
}

#else

FindGrams best_find_grams() noexcept { return find_grams_portable; }

#endif

} // namespace usher::text
