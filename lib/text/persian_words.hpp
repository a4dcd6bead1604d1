// SPDX-License-Identifier: BSL-1.0
// The words behind the Persian stemmer, collected for usher: nouns and adjectives of customers' messages, and the
// verbs of service talk with their past and present stems. All in the normal form, without ZWNJ.
#pragma once

#include <span>
#include <string_view>

namespace usher::text {

/// The stem of a word that is kept whole or that has a form of its own (a broken plural, a spoken imperative);
/// empty for any other word. Lives for ever, as all that is returned here.
[[nodiscard]] std::string_view known_persian_stem(std::string_view word) noexcept;

/// A noun for a person, which may take the plural in ان.
[[nodiscard]] bool is_persian_person(std::string_view word) noexcept;

/// The verb, by its past stem, of a past stem as spoken or written; empty when there is none.
[[nodiscard]] std::string_view persian_past(std::string_view stem) noexcept;

/// The verb of a present stem, and whether it is known for one with an ending and no prefix: کنم is a form of کردن,
/// while خرم may be a verb or an adjective.
struct PersianPresent {
  std::string_view verb;
  bool bare = false;
};
[[nodiscard]] PersianPresent persian_present(std::string_view stem) noexcept;

/// The verb made of a preverb and a verb, such as بر and گشت; empty when it is not known.
[[nodiscard]] std::string_view persian_compound(std::string_view preverb, std::string_view verb) noexcept;

/// All words that are kept whole, in byte order.
[[nodiscard]] std::span<const std::string_view> persian_words() noexcept;

} // namespace usher::text
