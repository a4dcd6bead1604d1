// SPDX-License-Identifier: BSL-1.0
#include "desk/metrics_durations.hpp"

#include <algorithm>
#include <bit>

namespace usher::desk {
namespace {

constexpr unsigned place_bits = 6; // 64 buckets in each octave
constexpr std::uint8_t last_octave = 43 - place_bits;

std::int64_t cut(std::int64_t ms) noexcept { return std::clamp<std::int64_t>(ms, 0, Durations::longest); }

std::uint64_t sum_of(std::uint64_t a, std::uint64_t b) noexcept {
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

} // namespace

// Octave 0 has the durations below 64 ms; octave n those from 2^(n+5) on, in buckets of 2^(n-1) ms.
Durations::Bucket Durations::bucket_of(std::int64_t ms) noexcept {
  const auto value = static_cast<std::uint64_t>(cut(ms));
  const auto bits = static_cast<unsigned>(std::bit_width(value));
  if (bits <= place_bits) return {0, static_cast<std::uint8_t>(value)};
  const unsigned octave = bits - place_bits;
  return {static_cast<std::uint8_t>(octave), static_cast<std::uint8_t>((value >> (octave - 1)) & 63U)};
}

std::int64_t Durations::lowest(Bucket bucket) noexcept {
  if (bucket.octave == 0) return bucket.place;
  return (std::int64_t{64} + bucket.place) << (bucket.octave - 1);
}

std::int64_t Durations::width(Bucket bucket) noexcept {
  return bucket.octave == 0 ? 1 : std::int64_t{1} << (bucket.octave - 1);
}

std::int64_t Durations::bound(std::int64_t ms) noexcept {
  const Bucket bucket = bucket_of(ms);
  return lowest(bucket) + width(bucket) - 1;
}

std::int64_t Durations::told(std::int64_t ms) noexcept {
  const Bucket bucket = bucket_of(ms);
  return lowest(bucket) + (width(bucket) - 1) / 2;
}

void Durations::make_room(std::int64_t ms) {
  const std::uint8_t number = bucket_of(ms).octave;
  const auto place =
      std::lower_bound(octaves_.begin(), octaves_.end(), number,
                       [](const Octave &one, std::uint8_t wanted) { return one.number < wanted; });
  if (place != octaves_.end() && place->number == number) return;
  octaves_.insert(place, Octave{number, {}});
}

void Durations::drop_room() {
  std::erase_if(octaves_, [](const Octave &octave) {
    return std::all_of(octave.counts.begin(), octave.counts.end(),
                       [](std::uint64_t count) { return count == 0; });
  });
}

void Durations::add(std::int64_t ms) noexcept {
  const Bucket bucket = bucket_of(ms);
  for (Octave &octave : octaves_) {
    if (octave.number != bucket.octave) continue;
    ++octave.counts[bucket.place];
    ++count_;
    sum_ = sum_of(sum_, static_cast<std::uint64_t>(cut(ms)));
    return;
  }
}

void Durations::add_all(const Durations &other) {
  for (const Octave &theirs : other.octaves_) {
    make_room(lowest({theirs.number, 0}));
    for (Octave &octave : octaves_) {
      if (octave.number != theirs.number) continue;
      for (std::size_t place = 0; place < octave.counts.size(); ++place)
        octave.counts[place] += theirs.counts[place];
    }
  }
  count_ += other.count_;
  sum_ = sum_of(sum_, other.sum_);
}

std::optional<std::int64_t> Durations::percentile(int percent, std::uint64_t beyond) const noexcept {
  const std::uint64_t all = count_ + beyond;
  if (all == 0) return std::nullopt;
  const auto wanted = static_cast<std::uint64_t>(percent);
  // all * percent / 100, rounded up, in steps that do not overflow
  const std::uint64_t rank = std::max<std::uint64_t>(all / 100 * wanted + (all % 100 * wanted + 99) / 100, 1);
  std::uint64_t seen = 0;
  for (const Octave &octave : octaves_)
    for (std::uint8_t place = 0; place < octave.counts.size(); ++place) {
      seen += octave.counts[place];
      if (seen >= rank) return told(lowest({octave.number, place}));
    }
  return std::nullopt;
}

std::uint64_t Durations::within(std::int64_t ms) const noexcept {
  if (ms < 0) return 0;
  const Bucket last = bucket_of(ms);
  std::uint64_t out = 0;
  for (const Octave &octave : octaves_) {
    if (octave.number > last.octave) break;
    const std::size_t places =
        octave.number < last.octave ? octave.counts.size() : last.place + std::size_t{1};
    for (std::size_t place = 0; place < places; ++place)
      out += octave.counts[place];
  }
  return out;
}

bool Durations::is_sound() const noexcept {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < octaves_.size(); ++i) {
    if (octaves_[i].number > last_octave || (i > 0 && octaves_[i].number <= octaves_[i - 1].number))
      return false;
    for (const std::uint64_t one : octaves_[i].counts) {
      if (one > UINT64_MAX - count) return false;
      count += one;
    }
  }
  return count == count_;
}

} // namespace usher::desk
