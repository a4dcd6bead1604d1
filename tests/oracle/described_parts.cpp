// SPDX-License-Identifier: BSL-1.0
#include "oracle/described_parts.hpp"

#include <string_view>

#include <fmt/format.h>

namespace usher::oracle {

using namespace text;

std::string described(const Parts &parts) {
  const auto cut = [&](const Extent &extent) {
    return std::string_view(parts.accents).substr(extent.begin, extent.end - extent.begin);
  };
  const auto forms = [&](std::uint32_t accents) {
    if (accents == no_accents) return std::string();
    const AccentForms &both = parts.accent_forms[accents];
    return fmt::format("({},{})", cut(both.accented), cut(both.exact));
  };
  std::string out = fmt::format("{}{}", parts.ill_formed ? "!" : "", parts.text_signs ? "s" : "");
  for (std::size_t i = 0; i < parts.parts.size(); ++i) {
    const Part &part = parts.parts[i];
    out += fmt::format(" {}{}:{}:{:x}", parts.text(part.folded), forms(part.accents), part.flags, part.hash);
    // Parts that may be joined are one stretch.
    const bool joins = (part.flags & Part::joins_previous) != 0;
    if (joins && part.folded.begin != parts.parts[i - 1].folded.end)
      out += "(not where the one before it ends)";
  }
  for (const Name &name : parts.names) {
    out += fmt::format(" [{} {}{} {}+{}]", static_cast<int>(name.kind), parts.text(name.folded),
                       forms(name.accents), name.first_part, name.part_count);
  }
  return out;
}

} // namespace usher::oracle
