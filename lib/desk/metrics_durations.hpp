// SPDX-License-Identifier: BSL-1.0
// Many durations in little memory: how many, their sum, and a count for each bucket. Buckets are as wide as the
// duration is long: 64 of the same width from each power of two to the next, so that a duration read back differs from
// the one put in by at most 1/128 of it, and one below 128 ms not at all. Integers alone, so that every compiler makes
// the same of the same durations; adding one list to another loses nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace usher::desk {

class Durations {
 public:
  /// So long durations are told apart, as much as two desks are ever apart.
  static constexpr std::int64_t longest = (std::int64_t{1} << 43) - 1; // ms, more than 278 years

  /// So that adding this one asks for no memory; nothing that is told changes.
  void make_room(std::int64_t ms);
  /// Room was made. Less than nothing counts as nothing.
  void add(std::int64_t ms) noexcept;
  void add_all(const Durations &other);

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// Room in which nothing is.
  void drop_room();
  /// In ms; exact, up to the largest number there is.
  [[nodiscard]] std::uint64_t sum() const noexcept { return sum_; }
  /// The nearest rank: the smallest duration that so many percent (1 to 100) are not longer than. None of an empty list.
  /// `beyond` durations are longer than any; none as well when it is one of those.
  [[nodiscard]] std::optional<std::int64_t> percentile(int percent, std::uint64_t beyond = 0) const noexcept;
  /// How many are not longer than bound(ms).
  [[nodiscard]] std::uint64_t within(std::int64_t ms) const noexcept;

  /// The longest duration that is in the same bucket.
  [[nodiscard]] static std::int64_t bound(std::int64_t ms) noexcept;
  /// What a percentile tells in place of this duration.
  [[nodiscard]] static std::int64_t told(std::int64_t ms) noexcept;

  template <class Codec, class Self>
  static void describe_parts(Codec &codec, Self &v) {
    codec(v.count_, v.sum_, v.octaves_);
  }
  /// Whether the parts fit together, of what was read from a file.
  [[nodiscard]] bool is_sound() const noexcept;

  struct Octave {
    std::uint8_t number = 0;
    std::array<std::uint64_t, 64> counts{};
  };

 private:
  struct Bucket {
    std::uint8_t octave;
    std::uint8_t place;
  };
  [[nodiscard]] static Bucket bucket_of(std::int64_t ms) noexcept;
  [[nodiscard]] static std::int64_t lowest(Bucket bucket) noexcept;
  [[nodiscard]] static std::int64_t width(Bucket bucket) noexcept;

  std::uint64_t count_ = 0;
  std::uint64_t sum_ = 0;
  std::vector<Octave> octaves_; // by their numbers
};

} // namespace usher::desk
