// SPDX-License-Identifier: BSL-1.0
#include "desk/metrics_durations.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace usher::desk {
namespace {

constexpr unsigned place_bits = 6; // 64 buckets in each octave
constexpr std::uint8_t last_octave = 43 - place_bits;

std::int64_t cut(std::int64_t ms) noexcept { return std::clamp<std::int64_t>(ms, 0, Durations::longest); }

std::uint64_t sum_of(std::uint64_t a, std::uint64_t b) noexcept {
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

constexpr auto before = [](const auto &carry, std::uint16_t bucket) { return carry.bucket < bucket; };

} // namespace

// Octave 0 has the durations below 64 ms; octave n those from 2^(n+5) on, in buckets of 2^(n-1) ms.
Durations::Bucket Durations::bucket_of(std::int64_t ms) noexcept {
  const auto value = static_cast<std::uint64_t>(cut(ms));
  const auto bits = static_cast<unsigned>(std::bit_width(value));
  if (bits <= place_bits) return static_cast<Bucket>(value);
  const unsigned octave = bits - place_bits;
  return static_cast<Bucket>(octave * 64 + ((value >> (octave - 1)) & 63U));
}

std::int64_t Durations::lowest(Bucket bucket) noexcept {
  if (bucket < 64) return bucket;
  return (std::int64_t{64} + bucket % 64) << (bucket / 64 - 1);
}

std::int64_t Durations::width(Bucket bucket) noexcept {
  return bucket < 64 ? 1 : std::int64_t{1} << (bucket / 64 - 1);
}

std::int64_t Durations::bound(std::int64_t ms) noexcept {
  const Bucket bucket = bucket_of(ms);
  return lowest(bucket) + width(bucket) - 1;
}

std::int64_t Durations::told(std::int64_t ms) noexcept {
  const Bucket bucket = bucket_of(ms);
  return lowest(bucket) + (width(bucket) - 1) / 2;
}

std::size_t Durations::page_of(unsigned octave) const noexcept {
  const std::uint64_t smaller = (std::uint64_t{1} << octave) - 1;
  return static_cast<std::size_t>(std::popcount(octaves_ & smaller));
}

void Durations::make_room_in(Bucket bucket, std::uint64_t times) {
  const unsigned octave = bucket / 64U;
  const std::size_t page = page_of(octave);
  if ((octaves_ >> octave & 1U) == 0) {
    pages_.insert(pages_.begin() + static_cast<std::ptrdiff_t>(page), Page{});
    octaves_ |= std::uint64_t{1} << octave;
  }
  if (pages_[page][bucket % 64] + times < 256) return;
  const auto place = std::lower_bound(carries_.begin(), carries_.end(), bucket, before);
  if (place == carries_.end() || place->bucket != bucket) carries_.insert(place, Carry{bucket, 0});
}

void Durations::make_room(std::int64_t ms, std::uint64_t times) { make_room_in(bucket_of(ms), times); }

void Durations::fetch_bucket(std::int64_t ms) const noexcept {
  const unsigned octave = bucket_of(ms) / 64U;
  if ((octaves_ >> octave & 1U) != 0) __builtin_prefetch(pages_.data() + page_of(octave));
}

void Durations::raise(Bucket bucket, std::uint64_t times) noexcept {
  std::uint8_t &byte = pages_[page_of(bucket / 64U)][bucket % 64];
  const std::uint64_t carried = times / 256 + (byte + times % 256) / 256;
  byte = static_cast<std::uint8_t>(byte + times);
  if (carried != 0) std::lower_bound(carries_.begin(), carries_.end(), bucket, before)->count += carried;
}

void Durations::add(std::int64_t ms) noexcept {
  raise(bucket_of(ms), 1);
  ++count_;
  sum_ = sum_of(sum_, static_cast<std::uint64_t>(cut(ms)));
}

template <class Visit>
void Durations::each(Visit &&visit) const {
  auto carry = carries_.begin();
  auto page = pages_.begin();
  for (std::uint64_t left = octaves_; left != 0; left &= left - 1, ++page) {
    const auto octave = static_cast<unsigned>(std::countr_zero(left));
    for (unsigned eight = 0; eight < 64; eight += 8) {
      const auto first = static_cast<Bucket>(octave * 64 + eight);
      std::uint64_t bytes;
      std::memcpy(&bytes, page->data() + eight, sizeof bytes);
      if (bytes == 0 && (carry == carries_.end() || carry->bucket >= first + 8)) continue;
      for (unsigned i = 0; i < 8; ++i) {
        const auto bucket = static_cast<Bucket>(first + i);
        std::uint64_t count = (*page)[eight + i];
        if (carry != carries_.end() && carry->bucket == bucket) count += 256 * carry++->count;
        if (count != 0 && !visit(bucket, count)) return;
      }
    }
  }
}

void Durations::add_all(const Durations &other) {
  other.each([&](Bucket bucket, std::uint64_t count) {
    make_room_in(bucket, count);
    raise(bucket, count);
    return true;
  });
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
  std::optional<std::int64_t> out;
  each([&](Bucket bucket, std::uint64_t count) {
    seen += count;
    if (seen < rank) return true;
    out = told(lowest(bucket));
    return false;
  });
  return out;
}

std::uint64_t Durations::within(std::int64_t ms) const noexcept {
  if (ms < 0) return 0;
  const Bucket last = bucket_of(ms);
  std::uint64_t out = 0;
  each([&](Bucket bucket, std::uint64_t count) {
    if (bucket <= last) out += count;
    return bucket < last;
  });
  return out;
}

bool Durations::operator==(const Durations &other) const noexcept {
  if (count_ != other.count_ || sum_ != other.sum_) return false;
  if (octaves_ == other.octaves_ && carries_.empty() && other.carries_.empty()) return pages_ == other.pages_;
  // As many in all, so they are the same if no bucket has more than the other's.
  bool same = true;
  each([&](Bucket bucket, std::uint64_t count) {
    const unsigned octave = bucket / 64U;
    std::uint64_t theirs = 0;
    if ((other.octaves_ >> octave & 1U) != 0) theirs = other.pages_[other.page_of(octave)][bucket % 64];
    const auto carry = std::lower_bound(other.carries_.begin(), other.carries_.end(), bucket, before);
    if (carry != other.carries_.end() && carry->bucket == bucket) theirs += 256 * carry->count;
    same = count == theirs;
    return same;
  });
  return same;
}

Durations::Durations(const Parts &parts) : count_(parts.count), sum_(parts.sum) {
  for (const Octave &octave : parts.octaves)
    for (std::size_t place = 0; place < octave.counts.size(); ++place) {
      if (octave.counts[place] == 0) continue;
      const auto bucket = static_cast<Bucket>(octave.number * 64U + place);
      make_room_in(bucket, octave.counts[place]);
      raise(bucket, octave.counts[place]);
    }
}

Durations::Parts Durations::parts() const {
  Parts out{count_, sum_, {}};
  each([&](Bucket bucket, std::uint64_t count) {
    const auto octave = static_cast<std::uint8_t>(bucket / 64);
    if (out.octaves.empty() || out.octaves.back().number != octave) out.octaves.push_back({octave, {}});
    out.octaves.back().counts[bucket % 64] = count;
    return true;
  });
  return out;
}

bool Durations::is_sound(const Parts &parts) noexcept {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < parts.octaves.size(); ++i) {
    if (parts.octaves[i].number > last_octave ||
        (i > 0 && parts.octaves[i].number <= parts.octaves[i - 1].number))
      return false;
    for (const std::uint64_t one : parts.octaves[i].counts) {
      if (one > UINT64_MAX - count) return false;
      count += one;
    }
  }
  return count == parts.count;
}

} // namespace usher::desk
