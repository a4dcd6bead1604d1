// SPDX-License-Identifier: BSL-1.0
// What usher sees in a text. Part of usher/usher.hpp.
#pragma once

#include <cstdint>
#include <string_view>

#include <usher/cpp/policy.hpp>
#include <usher/usher.h>

namespace usher {

/// What usher sees in a text: normal form, words, matches with their places, language, personal data.
[[nodiscard]] inline Document text_look(const Policy &policy, std::string_view text,
                                        Format format = Format::text, Report *report = nullptr) {
  usher_document *made = nullptr;
  detail::reported(report, [&](usher_report **out) {
    return usher_text_look(policy.get(), detail::give(text), static_cast<std::int32_t>(format), &made, out);
  });
  return Document(made);
}

} // namespace usher
