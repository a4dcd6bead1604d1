// SPDX-License-Identifier: BSL-1.0
// Values of an event that is JSON, read with words for what is wrong with them.
#pragma once

#include "base/finding.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/string_view.hpp>
#include <boost/json/value.hpp>

namespace usher::desk {

[[nodiscard]] inline std::string_view view(boost::json::string_view text) noexcept {
  return {text.data(), text.size()};
}

/// The words of an enumeration that begins with 1.
template <class Enum>
[[nodiscard]] std::vector<std::string_view> names_to(Enum last) {
  std::vector<std::string_view> names;
  for (int number = 1; number <= static_cast<int>(last); ++number)
    names.push_back(name_of(static_cast<Enum>(number)));
  return names;
}

class EventValues {
 public:
  using Texts = std::vector<std::string_view>;

  /// Findings have this line.
  EventValues(std::uint32_t line, Findings &findings) : line_(line), findings_(findings) {}

  /// Whether something was wrong.
  [[nodiscard]] bool failed() const noexcept { return failed_; }
  [[nodiscard]] std::uint32_t line() const noexcept { return line_; }
  /// Where findings are from now on; the line only if there is none yet.
  void point_to(std::uint32_t line, std::uint32_t column) noexcept;
  void complain(Code code, std::string path, std::string message, std::string hint);
  void wrong_type(std::string path, std::string_view wanted, const boost::json::value &value);
  void unknown_word(std::string path, std::string_view word, std::span<const std::string_view> names);
  /// Texts may have holes where half of a character was.
  void warn_of_halves();

  // What cannot be read is reported, and then these are false, or nothing.
  [[nodiscard]] bool text(std::string_view key, const boost::json::value &value, std::string_view &out);
  [[nodiscard]] bool flag(std::string_view key, const boost::json::value &value);
  [[nodiscard]] std::optional<Instant> time(std::string_view key, const boost::json::value &value);
  /// A length of time that is not 0.
  [[nodiscard]] std::optional<std::int64_t> length(std::string_view key, const boost::json::value &value);
  [[nodiscard]] std::optional<std::int64_t> number(const std::string &path, const boost::json::value &value,
                                                   std::int64_t least, std::int64_t most);
  [[nodiscard]] std::optional<std::uint32_t> small(const std::string &path, const boost::json::value &value,
                                                   std::uint32_t least, std::uint32_t most);
  [[nodiscard]] bool texts(std::string_view key, const boost::json::value &value, Texts &out);

 private:
  std::uint32_t line_;
  std::uint32_t column_ = 0;
  Findings &findings_;
  bool failed_ = false;
  bool has_halves_ = false;
};

} // namespace usher::desk
