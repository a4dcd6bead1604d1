// SPDX-License-Identifier: BSL-1.0
#include "policy/yaml_bytes.hpp"

#include "base/utf8.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::policy {
namespace {

constexpr std::string_view save_as_utf8 = "save the file as UTF-8";

// YAML files begin with ASCII, so in UTF-16 every second byte at its start is zero even without a byte order
// mark.
bool is_utf16(std::string_view text) noexcept {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  if (text.size() < 4) return false;
  const bool big_endian = text[0] == '\0';
  return (text[1] == '\0') != big_endian && (text[2] == '\0') == big_endian &&
         (text[3] == '\0') != big_endian;
}

bool is_control(char32_t value) noexcept {
  return value < 0x20 || value == 0x7F || (value >= 0x80 && value < 0xA0 && value != 0x85);
}

} // namespace

std::size_t byte_order_mark_size(std::string_view text) noexcept {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

bool check_bytes(std::string &text, YamlReport &report) {
  if (is_utf16(text)) {
    const std::size_t zero = text.substr(0, 2).find('\0');
    report.add(Code::not_utf8, zero == std::string::npos ? 0 : zero, "the file is UTF-16, not UTF-8",
               std::string(save_as_utf8));
    return false;
  }
  const bool has_nul = text.find('\0') != std::string::npos;
  bool well_formed = true;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\t') {
      ++i;
      continue;
    }
    if (byte == '\r') {
      if (i + 1 == text.size() || text[i + 1] != '\n') text[i] = '\n';
      ++i;
      continue;
    }
    const CodePoint point = decode_utf8(text, i);
    if (!point.well_formed && well_formed) {
      well_formed = false;
      report.add(Code::not_utf8, i, fmt::format("the file is not UTF-8: it has the byte 0x{:02X} here", byte),
                 std::string(save_as_utf8));
      if (has_nul) return false;
    }
    if (point.well_formed && is_control(point.value)) {
      if (report.full()) return false;
      report.add(Code::control_character, i,
                 fmt::format("control character U+{:04X}", static_cast<std::uint32_t>(point.value)),
                 "remove it");
      std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(i), point.size, ' ');
    }
    i += point.size;
  }
  return true;
}

} // namespace usher::policy
