// SPDX-License-Identifier: BSL-1.0
#include "text/mixed_block.hpp"

#include "text/simple_steps.hpp"

#include <array>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace usher::text {

#if defined(__x86_64__)

namespace {

// What a character of several bytes means, by its last byte.
enum Kind : std::uint8_t {
  before_dropped = 1, // its bytes before the last are not written
  last_dropped = 2,   // nor is its last
  has_accent = 4,
  is_hard = 8,
  is_other_mark = 16
};

/// A quarter of a table of letters belongs to each of four neighbouring first bytes: few texts hold letters of more
/// than one such group besides ASCII.
struct LetterGroup {
  alignas(64) std::array<std::uint8_t, 256> first{};
  alignas(64) std::array<std::uint8_t, 256> second{};
  alignas(64) std::array<std::uint8_t, 256> kind{};
};

struct Written {
  std::uint8_t first, second, kind;
};

/// What stands for a character whose bytes but the last are alike. Only letters are written as they are: whatever
/// else there is shall not be taken for a letter, an apostrophe or white space.
constexpr Written written(SimpleCharacter character) noexcept {
  const auto low = static_cast<std::uint8_t>(character.bytes() & 0xFF);
  const auto high = static_cast<std::uint8_t>(character.bytes() >> 8);
  switch (character.action()) {
  case SimpleAction::letter:
  case SimpleAction::accented: {
    const std::uint8_t accent = character.action() == SimpleAction::accented ? has_accent : 0;
    if (character.size() == 2) return {low, high, accent};
    return {0, low, static_cast<std::uint8_t>(before_dropped | accent)};
  }
  case SimpleAction::dropped: return {0, 0, before_dropped | last_dropped};
  case SimpleAction::apostrophe: return {0, '\'', before_dropped | is_other_mark};
  case SimpleAction::white_space: // a run may end anywhere later
  case SimpleAction::separator: return {0, 0, before_dropped | is_other_mark};
  case SimpleAction::other: break;
  }
  return {0, 0, before_dropped | is_hard};
}

/// By (first byte - 0xC0) / 4.
constexpr std::array<LetterGroup, 8> letter_groups = [] {
  std::array<LetterGroup, 8> groups{};
  for (unsigned lead = 0; lead < 32; ++lead) {
    LetterGroup &group = groups[lead / 4];
    for (unsigned next = 0; next < 64; ++next) {
      const Written to = written(simple_pairs[(lead << 8) | 0x80 | next]);
      const unsigned at = (lead % 4) * 64 + next;
      group.first[at] = to.first;
      group.second[at] = to.second;
      group.kind[at] = to.kind;
    }
  }
  return groups;
}();

/// U+2000 to U+203F, by the last byte.
struct Punctuation {
  alignas(64) std::array<std::uint8_t, 64> last{};
  alignas(64) std::array<std::uint8_t, 64> kind{};
};
constexpr Punctuation punctuation = [] {
  Punctuation table;
  for (unsigned last = 0; last < 64; ++last) {
    const Written to = written(general_punctuation(static_cast<unsigned char>(0x80 | last)));
    table.last[last] = to.second;
    table.kind[last] = to.kind;
  }
  return table;
}();

#define USHER_AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi,bmi2,lzcnt,popcnt")))

USHER_AVX512 inline std::uint64_t is(__m512i bytes, int value) noexcept {
  return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(static_cast<char>(value)));
}

USHER_AVX512 inline std::uint64_t within(__m512i bytes, int low, int high) noexcept {
  return _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(static_cast<char>(low))),
                                _mm512_set1_epi8(static_cast<char>(high - low)));
}

USHER_AVX512 inline std::uint64_t has(__m512i kinds, int kind) noexcept {
  return _mm512_test_epi8_mask(kinds, _mm512_set1_epi8(static_cast<char>(kind)));
}

/// A look-up in 256 bytes: the low seven bits of the index, and the eighth as a mask.
USHER_AVX512 inline __m512i look_up(const std::array<std::uint8_t, 256> &table, __m512i index,
                                    std::uint64_t upper) noexcept {
  const __m512i low =
      _mm512_permutex2var_epi8(_mm512_load_si512(table.data()), index, _mm512_load_si512(table.data() + 64));
  const __m512i high = _mm512_permutex2var_epi8(_mm512_load_si512(table.data() + 128), index,
                                                _mm512_load_si512(table.data() + 192));
  return _mm512_mask_mov_epi8(low, upper, high);
}

/// The byte before each, or behind each.
USHER_AVX512 inline __m512i neighbours(__m512i bytes, int step) noexcept {
  alignas(64) static constexpr std::array<std::uint8_t, 64> places = [] {
    std::array<std::uint8_t, 64> out{};
    for (std::uint8_t i = 0; i < 64; ++i)
      out[i] = i;
    return out;
  }();
  const __m512i at =
      _mm512_add_epi8(_mm512_load_si512(places.data()), _mm512_set1_epi8(static_cast<char>(step)));
  return _mm512_maskz_permutexvar_epi8(~__mmask64{0}, at,
                                       bytes); // g++ 12 warns of what the plain one does inside
}

/// Folds the characters of two bytes and of U+2000 to U+203F in `bytes`, which are those of `in` with ASCII in lower
/// case, and says which bytes to leave out.
USHER_AVX512 inline __m512i fold(const char *in, __m512i bytes, std::uint64_t high, std::uint64_t &dropped,
                                 MixedBlock &block, std::uint64_t &zwnj) noexcept {
  const std::uint64_t leads = within(bytes, 0xC2, 0xDF);
  const std::uint64_t continuing = within(bytes, 0x80, 0xBF);
  const std::uint64_t second = continuing & (leads << 1);
  const std::uint64_t third = (is(bytes, 0xE2) << 2) & (is(bytes, 0x80) << 1) & continuing;

  const __m512i before = neighbours(bytes, -1);
  const __m512i index = _mm512_or_si512(_mm512_and_si512(bytes, _mm512_set1_epi8(0x3F)),
                                        _mm512_slli_epi16(_mm512_and_si512(before, _mm512_set1_epi8(1)), 6));
  const std::uint64_t upper = has(before, 2);
  const __m512i groups = _mm512_and_si512(before, _mm512_set1_epi8(static_cast<char>(0xFC)));

  __m512i out = _mm512_mask_permutexvar_epi8(bytes, third, bytes, _mm512_load_si512(punctuation.last.data()));
  __m512i kinds = _mm512_maskz_permutexvar_epi8(third, bytes, _mm512_load_si512(punctuation.kind.data()));
  __m512i firsts = bytes;
  for (std::uint64_t left = second; left != 0;) {
    const int lead = static_cast<unsigned char>(in[std::countr_zero(left) - 1]) & 0xFC;
    const LetterGroup &group = letter_groups[static_cast<std::size_t>((lead >> 2) & 7)];
    const std::uint64_t here = left & is(groups, lead);
    out = _mm512_mask_mov_epi8(out, here, look_up(group.second, index, upper));
    kinds = _mm512_mask_mov_epi8(kinds, here, look_up(group.kind, index, upper));
    firsts = _mm512_mask_mov_epi8(firsts, here, look_up(group.first, index, upper));
    left &= ~here;
  }
  out = _mm512_mask_mov_epi8(out, second >> 1, neighbours(firsts, 1));

  const std::uint64_t without_begin = has(kinds, before_dropped);
  const std::uint64_t without_second = third >> 1;
  dropped =
      ((without_begin & second) >> 1) | without_second | (without_second >> 1) | has(kinds, last_dropped);
  block.accented = has(kinds, has_accent);
  block.other_marks = has(kinds, is_other_mark) != 0;
  block.hard = has(kinds, is_hard) | (high & ~(second | (second >> 1) | third | (third >> 1) | (third >> 2)));
  zwnj = third & is(bytes, zwnj_last_byte);
  return out;
}

USHER_AVX512 void read_mixed_block_avx512(const char *in, std::size_t size, char *out,
                                          MixedBlock &block) noexcept {
  const std::uint64_t loaded =
      size < block_size ? _bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(size)) : ~std::uint64_t{0};
  const __m512i bytes = _mm512_maskz_loadu_epi8(loaded, in);
  const std::uint64_t upper = within(bytes, 'A', 'Z');
  __m512i lower = _mm512_mask_add_epi8(bytes, upper, bytes, _mm512_set1_epi8(0x20));
  const std::uint64_t high = _mm512_movepi8_mask(bytes);
  if (high == 0) {
    block.accented = 0;
    block.hard = 0;
    block.other_marks = false;
    block.after_zwnj = block.ends_in_zwnj ? 1 : 0;
    block.ends_in_zwnj = false;
    block.kept = loaded;
    block.read = block.written = size < block_size ? size : block_size;
  } else {
    // A character that the block cuts off is left to the next.
    block.read = size;
    if (size >= block_size) {
      block.read = block_size - ((high >> 63) & (within(bytes, 0xC0, 0xFF) >> 63));
      if (((is(bytes, 0xE2) >> 62) & 1U) != 0) block.read = block_size - 2;
    }
    const std::uint64_t taken = _bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(block.read));
    std::uint64_t dropped = 0;
    std::uint64_t zwnj = 0;
    lower = fold(in, lower, high, dropped, block, zwnj);
    block.kept = taken & ~dropped;
    lower = _mm512_maskz_compress_epi8(block.kept, lower);
    block.written = static_cast<std::size_t>(_mm_popcnt_u64(block.kept));
    block.hard = _pext_u64(block.hard, block.kept);
    block.accented = _pext_u64(block.accented, block.kept);
    // Adding a bit carries it over all that is left out, to what is written behind it.
    const std::uint64_t left_out = ~block.kept;
    std::uint64_t marks = 0;
    block.ends_in_zwnj =
        __builtin_add_overflow((zwnj & taken) | (block.ends_in_zwnj ? 1U : 0U), left_out, &marks);
    block.after_zwnj = _pext_u64(marks, block.kept);
  }
  _mm512_storeu_si512(out, lower);
  block.word = within(lower, 'a', 'z') | within(lower, '0', '9') | _mm512_movepi8_mask(lower);
  block.white_space = is(lower, ' ') | within(lower, '\t', '\r');
  block.apostrophe = is(lower, '\'') | is(lower, '`');
  block.hard |= is(lower, '#') | is(lower, '@');
  block.colon = is(lower, ':');
  block.slash = is(lower, '/');
  block.w = is(lower, 'w');
}

__attribute__((target("bmi,bmi2"))) std::size_t nth_bit(std::uint64_t bits, std::size_t n) noexcept {
  return static_cast<std::size_t>(std::countr_zero(_pdep_u64(std::uint64_t{1} << n, bits)));
}

#undef USHER_AVX512

} // namespace

std::size_t place_in_block(std::uint64_t kept, std::size_t at) noexcept {
  return at == 0 ? 0 : nth_bit(kept, at - 1) + 1;
}

ReadMixedBlock best_read_mixed_block() noexcept {
  const bool has_all = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                       __builtin_cpu_supports("avx512vbmi") != 0 &&
                       __builtin_cpu_supports("avx512vbmi2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                       __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("popcnt") != 0;
  return has_all ? read_mixed_block_avx512 : nullptr;
}

#else

std::size_t place_in_block(std::uint64_t kept, std::size_t at) noexcept {
  if (at == 0) return 0;
  for (; at > 1; --at)
    kept &= kept - 1;
  return static_cast<std::size_t>(std::countr_zero(kept)) + 1;
}

ReadMixedBlock best_read_mixed_block() noexcept { return nullptr; }

#endif

} // namespace usher::text
