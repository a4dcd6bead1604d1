// SPDX-License-Identifier: BSL-1.0
#include "text/character.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <new>
#include <stdexcept>
#include <string>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

namespace usher::text {
namespace {

constexpr std::array<char32_t, 17> apostrophes = {0x0027, 0x0060, 0x00B4, 0x02B9, 0x02BB, 0x02BC,
                                                  0x02BD, 0x02CA, 0x02CB, 0x055A, 0x2018, 0x2019,
                                                  0x201B, 0x2032, 0x2035, 0xFF07, 0xFF40};
static_assert(std::is_sorted(apostrophes.begin(), apostrophes.end()));

constexpr std::array<char32_t, 8> text_signs = {0x00A9, 0x00AE, 0x203C, 0x2049,
                                                0x2116, 0x2120, 0x2122, 0x3030};

constexpr char32_t katakana_long_mark = 0x30FC; // its script is Common, since Hiragana uses it too

constexpr UChar32 icu(char32_t value) noexcept { return static_cast<UChar32>(value); }

[[noreturn]] void fail(UErrorCode status) {
  if (status == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  throw std::runtime_error(std::string("ICU normalisation does not work: ") + u_errorName(status));
}

const UNormalizer2 *instance(Form form) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = nullptr;
  switch (form) {
  case Form::nfc: normalizer = unorm2_getNFCInstance(&status); break;
  case Form::nfd: normalizer = unorm2_getNFDInstance(&status); break;
  case Form::nfkc: normalizer = unorm2_getNFKCInstance(&status); break;
  case Form::nfkc_casefold: normalizer = unorm2_getNFKCCasefoldInstance(&status); break;
  }
  if (U_FAILURE(status)) fail(status);
  return normalizer;
}

UScriptCode script_of(char32_t value) noexcept {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(icu(value), &status);
  return U_FAILURE(status) ? USCRIPT_UNKNOWN : script;
}

bool stands_alone(char32_t value) noexcept {
  switch (script_of(value)) {
  case USCRIPT_HAN:
  case USCRIPT_HIRAGANA:
  case USCRIPT_KATAKANA:
  case USCRIPT_THAI:
  case USCRIPT_LAO:
  case USCRIPT_KHMER:
  case USCRIPT_MYANMAR: return true;
  default: return value == katakana_long_mark;
  }
}

CharacterClass ascii_class(char32_t value) noexcept {
  if ((value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9')) {
    return CharacterClass::letter;
  }
  if (value == ' ' || (value >= '\t' && value <= '\r')) return CharacterClass::white_space;
  return value == '\'' || value == '`' ? CharacterClass::apostrophe : CharacterClass::separator;
}

} // namespace

std::string unicode_version() {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
  u_versionToString(version, text.data());
  return text.data();
}

bool is_apostrophe(char32_t value) noexcept {
  return std::binary_search(apostrophes.begin(), apostrophes.end(), value);
}

bool is_text_sign(char32_t value) noexcept {
  return std::find(text_signs.begin(), text_signs.end(), value) != text_signs.end();
}

bool is_emoji(char32_t value) noexcept {
  return value >= 0x80 && u_hasBinaryProperty(icu(value), UCHAR_EXTENDED_PICTOGRAPHIC) &&
         !is_text_sign(value);
}

bool is_invisible(char32_t value) noexcept {
  return value >= 0x80 && u_hasBinaryProperty(icu(value), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool is_emoji_detail(char32_t value) noexcept {
  return (value >= 0x1F3FB && value <= 0x1F3FF) || value == 0x20E3 || (value >= 0xFE00 && value <= 0xFE0F) ||
         (value >= 0xE0020 && value <= 0xE007F);
}

bool is_latin(char32_t value) noexcept {
  if (value < 0x80) return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z');
  return script_of(value) == USCRIPT_LATIN;
}

bool is_mark(char32_t value) noexcept {
  return value >= 0x80 && (U_GET_GC_MASK(icu(value)) & U_GC_M_MASK) != 0;
}

int digit_value(char32_t value) noexcept {
  if (value < 0x80) return value >= '0' && value <= '9' ? static_cast<int>(value - '0') : -1;
  return u_charDigitValue(icu(value));
}

CharacterClass class_of(char32_t value) noexcept {
  if (value < 0x80) return ascii_class(value);
  if (is_apostrophe(value)) return CharacterClass::apostrophe;
  const std::uint32_t category = U_GET_GC_MASK(icu(value));
  if ((category & U_GC_M_MASK) != 0) return CharacterClass::mark;
  if ((category & (U_GC_L_MASK | U_GC_N_MASK)) != 0) {
    return stands_alone(value) ? CharacterClass::solo : CharacterClass::letter;
  }
  if (u_isUWhiteSpace(icu(value))) return CharacterClass::white_space;
  if (u_hasBinaryProperty(icu(value), UCHAR_REGIONAL_INDICATOR)) return CharacterClass::regional;
  return is_emoji(value) ? CharacterClass::emoji : CharacterClass::separator;
}

LetterCase case_of(char32_t value) noexcept {
  if (value < 0x80) {
    if (value >= 'A' && value <= 'Z') return LetterCase::upper;
    return value >= 'a' && value <= 'z' ? LetterCase::lower : LetterCase::none;
  }
  if (u_isUUppercase(icu(value)) || u_istitle(icu(value))) return LetterCase::upper;
  return u_isULowercase(icu(value)) ? LetterCase::lower : LetterCase::none;
}

bool has_boundary_before(Form form, char32_t value) {
  return value < 0x80 || unorm2_hasBoundaryBefore(instance(form), icu(value));
}

void normalise(Form form, std::span<const char32_t> in, CodePoints &out) {
  boost::container::small_vector<UChar, 2 * longest_run> source;
  for (const char32_t value : in) {
    if (value > 0xFFFF) {
      source.push_back(U16_LEAD(value));
      source.push_back(U16_TRAIL(value));
    } else {
      source.push_back(static_cast<UChar>(value));
    }
  }
  boost::container::small_vector<UChar, 4 * longest_run> target(4 * longest_run);
  const UNormalizer2 *normalizer = instance(form);
  std::int32_t length = 0;
  for (;;) {
    UErrorCode status = U_ZERO_ERROR;
    length = unorm2_normalize(normalizer, source.data(), static_cast<std::int32_t>(source.size()),
                              target.data(), static_cast<std::int32_t>(target.size()), &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
      target.resize(static_cast<std::size_t>(length));
      continue;
    }
    if (U_FAILURE(status)) fail(status);
    break;
  }
  out.clear();
  for (std::int32_t i = 0; i < length;) {
    UChar32 value = 0;
    U16_NEXT(target.data(), i, length, value);
    out.push_back(static_cast<char32_t>(value));
  }
}

} // namespace usher::text
