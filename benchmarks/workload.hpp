// SPDX-License-Identifier: BSL-1.0
// Policies and messages to measure with: seeded, the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace usher_benchmark {

/// A policy of `rules` rules as YAML. A rule joins two to four tests: most have phrases (one to four words or pairs
/// of words out of 20,000), others channel, tier, followers, sentiment; some nest `any` and `not`. One rule in twenty
/// has a regular expression. All set tags, so that every rule is read.
[[nodiscard]] std::string make_policy(std::size_t rules, std::uint64_t seed);

/// Messages of about 300 bytes, with words drawn by Zipf's law from the same 20,000, as JSON objects.
[[nodiscard]] std::vector<std::string> make_messages(std::size_t count, std::uint64_t seed);

/// The text of each of the same messages.
[[nodiscard]] std::vector<std::string> make_texts(std::size_t count, std::uint64_t seed);

} // namespace usher_benchmark
