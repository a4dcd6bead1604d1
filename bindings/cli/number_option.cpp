// SPDX-License-Identifier: BSL-1.0
#include "number_option.hpp"

#include <charconv>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {

std::optional<std::uint64_t> parse_whole_number(std::string_view text, Bounds bounds) noexcept {
  std::uint64_t value = 0;
  const char *const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || at != end || value < bounds.least || value > bounds.most) return std::nullopt;
  return value;
}

CLI::Option *add_whole_number(CLI::App &command, const char *name, std::function<void(std::uint64_t)> take,
                              Bounds bounds, const char *what) {
  const auto check = [bounds](const std::string &text) {
    if (parse_whole_number(text, bounds)) return std::string();
    return fmt::format("\"{}\" is no whole number from {} to {}", text, bounds.least, bounds.most);
  };
  const auto read = [bounds, take = std::move(take)](const std::string &text) {
    take(parse_whole_number(text, bounds).value_or(bounds.least)); // checked before
  };
  return command.add_option_function<std::string>(name, read, what)
      ->check(check)
      ->type_name("N")
      ->option_text("N");
}

} // namespace usher::cli
