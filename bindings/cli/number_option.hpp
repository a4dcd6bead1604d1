// SPDX-License-Identifier: BSL-1.0
// Options that are a whole number. Digits are decimal, whatever they begin with, and what is no number within its
// bounds is refused: a tool that reads 010 as eight or -1 as the largest of all answers a question nobody asked.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace usher::cli {

struct Bounds {
  std::uint64_t least;
  std::uint64_t most;
};

/// What a desk takes as a seed.
inline constexpr Bounds any_seed = {0, UINT64_MAX};

[[nodiscard]] std::optional<std::uint64_t> parse_whole_number(std::string_view text, Bounds bounds) noexcept;

CLI::Option *add_whole_number(CLI::App &command, const char *name, std::function<void(std::uint64_t)> take,
                              Bounds bounds, const char *what);

/// The same into `value`, which must have room for all within the bounds.
template <class Number>
CLI::Option *add_whole_number(CLI::App &command, const char *name, Number &value, Bounds bounds,
                              const char *what) {
  return add_whole_number(command, name, std::function<void(std::uint64_t)>([&value](std::uint64_t number) {
                            value = static_cast<Number>(number);
                          }),
                          bounds, what);
}

} // namespace usher::cli
