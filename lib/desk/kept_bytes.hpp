// SPDX-License-Identifier: BSL-1.0
// How what is kept of a message lies in memory and in snapshots: numbers of seven bits a byte, values of eight bytes, texts.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace usher::desk {

/// Gathers what is short, so that the text grows seldom. What was written is there after finish().
class KeptWriter {
 public:
  explicit KeptWriter(std::string &out) : out_(out) { out_.clear(); }
  void number(std::uint64_t value) {
    make_room();
    put(value);
  }
  /// A number, and the eight bytes of another.
  void fixed(std::uint64_t key, std::uint64_t value) {
    make_room();
    put(key);
    std::memcpy(buffer_.data() + size_, &value, sizeof value);
    size_ += sizeof value;
  }
  void text(std::uint64_t key, std::string_view text) {
    make_room();
    put(key);
    put(text.size());
    if (text.size() <= buffer_.size() - size_) {
      std::memcpy(buffer_.data() + size_, text.data(), text.size());
      size_ += text.size();
    } else {
      pass_on(out_, {buffer_.data(), size_}, text);
      size_ = 0;
    }
  }
  void finish() {
    out_.append(buffer_.data(), size_);
    size_ = 0;
  }

 private:
  static constexpr std::size_t most_bytes = 10; // of a number
  void make_room() {
    if (buffer_.size() - size_ >= 2 * most_bytes) return;
    pass_on(out_, {buffer_.data(), size_}, {});
    size_ = 0;
  }
  /// Few are so long.
  [[gnu::cold, gnu::noinline]] static void pass_on(std::string &out, std::string_view gathered,
                                                   std::string_view text) {
    out += gathered;
    out += text;
  }
  void put(std::uint64_t value) noexcept {
    for (; value >= 0x80; value >>= 7U)
      buffer_[size_++] = static_cast<char>(value | 0x80U);
    buffer_[size_++] = static_cast<char>(value);
  }

  std::string &out_;
  std::size_t size_ = 0;
  std::array<char, 256> buffer_;
};

/// Bytes that may be damaged: behind their end all is 0 and empty.
class KeptReader {
 public:
  explicit KeptReader(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number() {
    std::uint64_t out = 0;
    for (unsigned shift = 0; at_ < bytes_.size() && shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      out |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) break;
    }
    return out;
  }
  std::uint64_t fixed() {
    std::uint64_t out = 0;
    if (bytes_.size() - at_ < sizeof out) {
      at_ = bytes_.size();
      return 0;
    }
    std::memcpy(&out, bytes_.data() + at_, sizeof out);
    at_ += sizeof out;
    return out;
  }
  [[nodiscard]] std::string_view rest() const { return bytes_.substr(at_); }
  [[nodiscard]] bool is_at_end() const { return at_ == bytes_.size(); }
  /// How many numbers follow; never more than there can be, whatever the bytes say.
  std::uint64_t count() {
    const std::uint64_t said = number();
    return std::min<std::uint64_t>(said, bytes_.size() - at_);
  }
  std::string_view text() {
    const std::uint64_t said = number();
    const std::uint64_t size = std::min<std::uint64_t>(said, bytes_.size() - at_);
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

} // namespace usher::desk
