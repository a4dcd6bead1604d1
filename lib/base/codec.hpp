// SPDX-License-Identifier: BSL-1.0
// Plain values to bytes and back: numbers in as few bytes as they need, lists with their length before them. A struct
// says once what is in it, in a function `describe(codec, value)` that its own namespace has, and the same function
// writes and reads.
#pragma once

#include "base/image.hpp"

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace usher {

class Encoder {
 public:
  template <class T>
  using Value = const T;

  template <class... T>
  void operator()(const T &...values) {
    (put(values), ...);
  }
  /// A value of a tree, at some depth.
  template <class T>
  void nested(const std::vector<T> &list) {
    put(list);
  }
  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
      out_ += static_cast<char>(value | 0x80);
    out_ += static_cast<char>(value);
  }
  template <class T>
  void put(const T &value) {
    if constexpr (std::is_enum_v<T>) {
      number(static_cast<std::uint64_t>(value));
    } else if constexpr (std::signed_integral<T>) {
      const auto wide = static_cast<std::int64_t>(value);
      number((static_cast<std::uint64_t>(wide) << 1) ^ static_cast<std::uint64_t>(wide >> 63));
    } else if constexpr (std::integral<T>) {
      number(value);
    } else if constexpr (std::is_same_v<T, double>) {
      const auto bits = std::bit_cast<std::uint64_t>(value);
      out_.append(reinterpret_cast<const char *>(&bits), sizeof bits);
    } else {
      describe(*this, value);
    }
  }
  void put(const std::string &text) {
    number(text.size());
    out_ += text;
  }
  template <std::size_t size>
  void put(const std::array<std::uint8_t, size> &bytes) {
    out_.append(reinterpret_cast<const char *>(bytes.data()), size);
  }
  template <class T, std::size_t size>
  void put(const std::array<T, size> &list) {
    for (const T &one : list)
      put(one);
  }
  template <class T>
  void put(const std::vector<T> &list) {
    number(list.size());
    for (const T &one : list)
      put(one);
  }
  template <class T>
  void put(const std::optional<T> &value) {
    put(value.has_value());
    if (value) put(*value);
  }

  std::string out_;
};

/// Reads what an Encoder wrote. Throws DamagedImage for bytes that none wrote.
class Decoder {
 public:
  template <class T>
  using Value = T;

  explicit Decoder(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <class... T>
  void operator()(T &...values) {
    (put(values), ...);
  }
  template <class T>
  void nested(std::vector<T> &list) {
    if (++depth_ > most_depth) fail();
    put(list);
    --depth_;
  }
  /// After the last value.
  void finish() const {
    if (at_ != bytes_.size()) fail();
  }

 private:
  static constexpr std::size_t most_depth = 1000;

  [[noreturn]] static void fail() { throw DamagedImage{"a value is not one that usher writes"}; }

  std::span<const std::byte> take(std::size_t size) {
    if (size > bytes_.size() - at_) fail();
    at_ += size;
    return bytes_.subspan(at_ - size, size);
  }
  std::uint64_t number() {
    std::uint64_t out = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = std::to_integer<std::uint64_t>(take(1)[0]);
      out |= (byte & 0x7F) << shift;
      if (byte < 0x80) return out;
    }
    fail();
  }
  template <class T>
  void put(T &value) {
    if constexpr (std::is_same_v<T, bool>) {
      const std::uint64_t read = number();
      if (read > 1) fail();
      value = read == 1;
    } else if constexpr (std::is_enum_v<T>) {
      const std::uint64_t read = number();
      if (read > static_cast<std::uint64_t>(last_value(T{}))) fail();
      value = static_cast<T>(read);
    } else if constexpr (std::signed_integral<T>) {
      const std::uint64_t read = number();
      const auto wide = static_cast<std::int64_t>((read >> 1) ^ (~(read & 1) + 1));
      value = static_cast<T>(wide);
      if (value != wide) fail();
    } else if constexpr (std::integral<T>) {
      const std::uint64_t read = number();
      value = static_cast<T>(read);
      if (value != read) fail();
    } else if constexpr (std::is_same_v<T, double>) {
      std::uint64_t bits;
      std::memcpy(&bits, take(sizeof bits).data(), sizeof bits);
      value = std::bit_cast<double>(bits);
    } else {
      describe(*this, value);
    }
  }
  void put(std::string &text) {
    const std::span<const std::byte> bytes = take(number());
    text.assign(reinterpret_cast<const char *>(bytes.data()), bytes.size());
  }
  template <std::size_t size>
  void put(std::array<std::uint8_t, size> &bytes) {
    std::memcpy(bytes.data(), take(size).data(), size);
  }
  template <class T, std::size_t size>
  void put(std::array<T, size> &list) {
    for (T &one : list)
      put(one);
  }
  template <class T>
  void put(std::vector<T> &list) {
    const std::uint64_t count = number();
    if (count > bytes_.size() - at_) fail(); // every element has a byte at least
    list.clear();
    for (std::uint64_t i = 0; i < count; ++i)
      put(list.emplace_back());
  }
  template <class T>
  void put(std::optional<T> &value) {
    bool there = false;
    put(there);
    value.reset();
    if (there) put(value.emplace());
  }

  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
};

} // namespace usher
