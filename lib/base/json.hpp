// SPDX-License-Identifier: BSL-1.0
// JSON in and out. Reading is Boost.JSON with what it lets through refused: a key written twice, a number too
// large for a double, an integer past 2^53 that a double would change, a nesting deeper than 32.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

namespace usher {

struct JsonError {
  std::string message;
  std::size_t offset = 0; // byte in the text
  bool duplicate_key = false;
};

/// Reads one value and nothing behind it but white space. False with `error` filled when it cannot be read.
[[nodiscard]] bool parse_json(std::string_view text, boost::json::storage_ptr storage,
                              boost::json::value &out, JsonError &error);

/// Writes compact JSON in the order it is told. Ill-formed UTF-8 becomes U+FFFD; a number that is not finite is
/// null. Nesting is the caller's to balance. Cleared, it keeps its memory for the next text.
class JsonWriter {
 public:
  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void key(std::string_view name);

  void value(std::string_view text);
  void value(const char *text) { value(std::string_view(text)); }
  void value(bool flag);
  void value(double number);
  template <std::integral T>
  requires(!std::same_as<T, bool>) void value(T number) {
    if constexpr (std::signed_integral<T>) {
      integer(static_cast<std::int64_t>(number));
    } else {
      natural(static_cast<std::uint64_t>(number));
    }
  }
  void null();
  /// Text that is JSON already.
  void raw(std::string_view json);

  template <class T>
  void field(std::string_view name, const T &content) {
    key(name);
    value(content);
  }
  void null_field(std::string_view name) {
    key(name);
    null();
  }
  /// Null when the text is empty.
  void text_or_null(std::string_view name, std::string_view text) {
    if (text.empty())
      null_field(name);
    else
      field(name, text);
  }

  /// Until more is written.
  [[nodiscard]] std::string_view text() const noexcept { return {out_.data(), size_}; }
  [[nodiscard]] std::string take() && {
    out_.resize(size_);
    size_ = 0;
    return std::move(out_);
  }
  void clear() noexcept {
    size_ = 0;
    comma_ = false;
  }

 private:
  /// Where the next bytes go; so many fit there.
  [[nodiscard]] char *room(std::size_t bytes) {
    if (out_.size() - size_ < bytes) grow(bytes);
    return out_.data() + size_;
  }
  void grow(std::size_t bytes);
  void append(std::string_view bytes);
  void open(char bracket);
  void close(char bracket);
  void separate();
  void quote(std::string_view text, char behind);
  void escape_all(std::string_view text);
  void integer(std::int64_t number);
  void natural(std::uint64_t number);

  // The first `size_` bytes are written; a text that grew with each of them would take twice the time.
  std::string out_;
  std::size_t size_ = 0;
  bool comma_ = false; // whether a comma goes before the next value
};

} // namespace usher
