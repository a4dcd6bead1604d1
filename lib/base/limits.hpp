// SPDX-License-Identifier: BSL-1.0
// What usher takes from outside, at most. Every limit has a name, a default, and a most that an option may set.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace usher {

struct Limits {
  std::uint64_t policy_bytes = 4u << 20;  // all files of a policy together
  std::uint64_t policy_files = 256;       // files of a policy
  std::uint64_t include_depth = 8;        // files including files
  std::uint64_t nodes = 400'000;          // YAML nodes of a policy
  std::uint64_t rules = 20'000;           // rules of a policy
  std::uint64_t patterns = 2'000;         // distinct regular expressions of a policy
  std::uint64_t message_bytes = 1u << 20; // one message as JSON
  std::uint64_t text_bytes = 64u << 10;   // text that is looked at; the rest is cut off and said so
  std::uint64_t facts = 256;              // facts of one message
  std::uint64_t customers = 5'000'000;    // customers of one run of a scenario
};

/// A limit by its name, for options and for the messages that refuse something.
struct LimitDescription {
  std::string_view name;
  std::uint64_t Limits::*member;
  std::uint64_t most;
};

inline constexpr std::array<LimitDescription, 10> limit_descriptions = {{
    {"policy_bytes", &Limits::policy_bytes, 128u << 20},
    {"policy_files", &Limits::policy_files, 4096},
    {"include_depth", &Limits::include_depth, 8},
    {"nodes", &Limits::nodes, 20'000'000},
    {"rules", &Limits::rules, 500'000},
    {"patterns", &Limits::patterns, 20'000},
    {"message_bytes", &Limits::message_bytes, 64u << 20},
    {"text_bytes", &Limits::text_bytes, 1u << 20},
    {"facts", &Limits::facts, 4096},
    {"customers", &Limits::customers, 400'000'000},
}};

/// Limits that no option moves.
inline constexpr std::size_t yaml_depth_limit = 32;
inline constexpr std::size_t pattern_bytes_limit = 1024;
inline constexpr std::uint64_t messages_of_a_customer_limit = 10; // of the limit `customers`, on average

enum class LimitChange { done, unknown_name, too_much };
[[nodiscard]] LimitChange set_limit(Limits &limits, std::string_view name, std::uint64_t value) noexcept;

} // namespace usher
