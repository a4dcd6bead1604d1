// SPDX-License-Identifier: BSL-1.0
// The facts that every policy has, and the words of the language that facts are made of.
#pragma once

#include "policy/model.hpp"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace usher::policy {

/// Built-in facts in the order of BuiltIn; those whose words come from the policy (channel, account, brand, topic,
/// signal, conversation.department) have none yet.
[[nodiscard]] std::vector<Fact> built_in_facts();

[[nodiscard]] std::optional<FactId> find_fact(const Frame &frame, std::string_view name);
/// The fact that stands for what a message does not say itself, made when it is first asked for.
[[nodiscard]] FactId derived_fact(Frame &frame, Derived derived, std::uint32_t from);
/// The same if it is there.
[[nodiscard]] std::optional<FactId> find_derived(const Frame &frame, Derived derived, std::uint32_t from);
/// The fact `changed` of a fact, and with it the one that `was` has.
[[nodiscard]] FactId changed_fact(Frame &frame, FactId fact);

/// The key under which conditions test a fact: its name, `open`, `was`, `changed`, or that of the time whose age it is.
[[nodiscard]] std::string_view condition_key(const Frame &frame, FactId fact);
/// The fact that a derived one goes back to, that of a message; itself if it is none or of a calendar.
[[nodiscard]] FactId origin_of(const Frame &frame, FactId fact);
/// It stands inside `was`: what a fact was, or how long ago that is.
[[nodiscard]] bool is_in_was(const Frame &frame, FactId fact);

/// `department`, `agent` and `status` are those of the conversation inside `was` and `changed`, unless the policy has
/// facts of these names.
[[nodiscard]] std::string_view spelled_out(std::string_view name);
[[nodiscard]] std::span<const std::string_view> short_names() noexcept;
/// Why `was` and `changed` cannot ask for a fact; empty if they can.
[[nodiscard]] std::string_view why_not_in_was(const Frame &frame, FactId fact);

/// Names of all facts that messages and policies speak of, for suggestions.
[[nodiscard]] std::vector<std::string_view> fact_names(const Frame &frame);

/// The index of a word in a list of names, or nothing.
[[nodiscard]] std::optional<std::uint32_t> find_word(std::span<const std::string> words,
                                                     std::string_view word);

/// "text", "one of a list" ...: how messages call a type.
[[nodiscard]] std::string_view name_of(FactType type) noexcept;

/// Words of service clocks, of channel kinds and of visibility, in the order of the enumerations.
[[nodiscard]] std::span<const std::string_view> service_clock_names() noexcept;
[[nodiscard]] std::span<const std::string_view> channel_kind_names() noexcept;
[[nodiscard]] std::span<const std::string_view> visibility_names() noexcept;

/// Whether `code` is a language code of ISO 639-1.
[[nodiscard]] bool is_language_code(std::string_view code) noexcept;

/// The two letters of the language that "en", "EN", "en-US" and "pt_BR" speak of, in lower case, whether or not it is
/// one; two NUL for anything else.
[[nodiscard]] std::array<char, 2> language_letters(std::string_view tag) noexcept;

} // namespace usher::policy
