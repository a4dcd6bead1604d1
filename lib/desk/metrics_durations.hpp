// SPDX-License-Identifier: BSL-1.0
// Many durations in little memory: how many, their sum, and a count for each bucket. Buckets are as wide as the
// duration is long: 64 of the same width from each power of two to the next, so that a duration read back differs from
// the one put in by at most 1/128 of it, and one below 128 ms not at all. Integers alone, so that every compiler makes
// the same of the same durations; adding one list to another loses nothing.
//
// Thousands of people have a few durations each, and a desk has millions: a bucket has a byte, and what does not fit
// into it is carried. The 64 of a power of two are a line of the cache, which is there once one of them is.
#pragma once

#include "base/fetch.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace usher::desk {

// What is read and written to add one lies in one line, with the beginning of the list of pages.
class alignas(64) Durations {
 public:
  /// So long durations are told apart, as much as two desks are ever apart.
  static constexpr std::int64_t longest = (std::int64_t{1} << 43) - 1; // ms, more than 278 years

  /// As a snapshot has them.
  struct Octave {
    std::uint8_t number = 0;
    std::array<std::uint64_t, 64> counts{};
  };
  struct Parts {
    std::uint64_t count = 0;
    std::uint64_t sum = 0;
    std::vector<Octave> octaves; // by their numbers; those that have something
  };

  Durations() = default;
  /// Of parts that are sound.
  explicit Durations(const Parts &parts);
  [[nodiscard]] Parts parts() const;
  /// Whether they fit together, of what was read from a file.
  [[nodiscard]] static bool is_sound(const Parts &parts) noexcept;

  /// A duration and its bucket, which is the same in every list. Less than nothing counts as nothing.
  class Measured {
   public:
    Measured() noexcept = default;
    Measured(std::int64_t ms) noexcept : ms_(cut(ms)), bucket_(bucket_of(ms_)) {}

   private:
    friend class Durations;
    std::int64_t ms_ = 0;
    std::uint16_t bucket_ = 0;
  };
  /// Changes nothing if there is no memory for it.
  void add(const Measured &one) {
    raise(one.bucket_, 1);
    ++count_;
    sum_ = sum_of(sum_, static_cast<std::uint64_t>(one.ms_));
  }
  /// Whether it was added, as there was room for it already.
  [[nodiscard]] bool add_to_room(const Measured &one) noexcept {
    const std::uint8_t page = pages_of_[one.bucket_ / 64U];
    if (page == 0) [[unlikely]]
      return false;
    std::uint8_t &byte = pages_[page - 1U][one.bucket_ % 64U];
    if (byte == UINT8_MAX) [[unlikely]]
      return false;
    ++byte;
    ++count_;
    sum_ = sum_of(sum_, static_cast<std::uint64_t>(one.ms_));
    return true;
  }
  /// Asks the memory for the bucket that it will be added to; what lies before the pages is at hand.
  void fetch_bucket(const Measured &one) const noexcept {
    const std::uint8_t page = pages_of_[one.bucket_ / 64U];
    if (page != 0) fetch_line(&pages_[page - 1U]);
  }
  void add_all(const Durations &other);

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// In ms; exact, up to the largest number there is.
  [[nodiscard]] std::uint64_t sum() const noexcept { return sum_; }
  /// The nearest rank: the smallest duration that so many percent (1 to 100) are not longer than. None of an empty list.
  /// `beyond` durations are longer than any; none as well when it is one of those.
  [[nodiscard]] std::optional<std::int64_t> percentile(int percent, std::uint64_t beyond = 0) const noexcept;
  /// How many are not longer than bound(ms).
  [[nodiscard]] std::uint64_t within(std::int64_t ms) const noexcept;
  /// Of all that is told; room is not.
  [[nodiscard]] bool operator==(const Durations &other) const noexcept;

  /// The longest duration that is in the same bucket.
  [[nodiscard]] static std::int64_t bound(std::int64_t ms) noexcept;
  /// What a percentile tells in place of this duration.
  [[nodiscard]] static std::int64_t told(std::int64_t ms) noexcept;

 private:
  using Bucket = std::uint16_t; // 64 times the octave and the place in it
  using Page = std::array<std::uint8_t, 64>;
  struct Carry {
    Bucket bucket = 0;
    std::uint64_t count = 0; // of 256
  };

  static constexpr unsigned place_bits = 6; // 64 buckets in each octave
  static constexpr std::size_t octave_count = 43 - place_bits + 1;

  [[nodiscard]] static std::int64_t cut(std::int64_t ms) noexcept {
    return ms < 0 ? 0 : ms > longest ? longest : ms;
  }
  /// Octave 0 has the durations below 64 ms; octave n those from 2^(n+5) on, in buckets of 2^(n-1) ms.
  [[nodiscard]] static Bucket bucket_of(std::int64_t cut_ms) noexcept {
    const auto value = static_cast<std::uint64_t>(cut_ms);
    const auto bits = static_cast<unsigned>(std::bit_width(value));
    if (bits <= place_bits) return static_cast<Bucket>(value);
    const unsigned octave = bits - place_bits;
    return static_cast<Bucket>(octave * 64 + ((value >> (octave - 1)) & 63U));
  }
  [[nodiscard]] static std::uint64_t sum_of(std::uint64_t a, std::uint64_t b) noexcept {
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
  }
  [[nodiscard]] static std::int64_t lowest(Bucket bucket) noexcept;
  [[nodiscard]] static std::int64_t width(Bucket bucket) noexcept;
  [[nodiscard]] std::uint8_t &byte_of(Bucket bucket);
  [[nodiscard]] std::uint64_t in(Bucket bucket) const noexcept;
  /// All or nothing, as add().
  void raise(Bucket bucket, std::uint64_t times);
  /// Each bucket with something in it and how much, by size, until `visit` says that it is enough.
  template <class Visit>
  void each(Visit &&visit) const;

  std::uint64_t count_ = 0;
  std::uint64_t sum_ = 0;
  std::array<std::uint8_t, octave_count> pages_of_{}; // of an octave its page, from 1; 0: nothing is in it
  std::vector<Page> pages_;
  std::vector<Carry> carries_; // by bucket; few have any
};

} // namespace usher::desk
