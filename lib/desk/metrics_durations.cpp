// SPDX-License-Identifier: BSL-1.0
#include "desk/metrics_durations.hpp"

#include <algorithm>
#include <cstring>

namespace usher::desk {
namespace {

constexpr auto before = [](const auto &carry, std::uint16_t bucket) { return carry.bucket < bucket; };

} // namespace

std::int64_t Durations::lowest(Bucket bucket) noexcept {
  if (bucket < 64) return bucket;
  // Of the buckets that there are, which the analyzer does not know, the last is far from 64 doublings.
  return (std::int64_t{64} + bucket % 64)
         << (bucket / 64 - 1); // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
}

std::int64_t Durations::width(Bucket bucket) noexcept {
  return bucket < 64 ? 1 : std::int64_t{1} << (bucket / 64 - 1);
}

std::int64_t Durations::bound(std::int64_t ms) noexcept {
  const Bucket bucket = bucket_of(cut(ms));
  return lowest(bucket) + width(bucket) - 1;
}

std::int64_t Durations::told(std::int64_t ms) noexcept {
  const Bucket bucket = bucket_of(cut(ms));
  return lowest(bucket) + (width(bucket) - 1) / 2;
}

std::uint8_t &Durations::byte_of(Bucket bucket) {
  std::uint8_t &page = pages_of_[bucket / 64U];
  if (page == 0) {
    pages_.emplace_back();
    page = static_cast<std::uint8_t>(pages_.size());
  }
  return pages_[page - 1U][bucket % 64];
}

void Durations::raise(Bucket bucket, std::uint64_t times) {
  std::uint8_t &byte = byte_of(bucket);
  const std::uint64_t carried = times / 256 + (byte + times % 256) / 256;
  if (carried != 0) {
    auto place = std::lower_bound(carries_.begin(), carries_.end(), bucket, before);
    if (place == carries_.end() || place->bucket != bucket) place = carries_.insert(place, Carry{bucket, 0});
    place->count += carried;
  }
  byte = static_cast<std::uint8_t>(byte + times);
}

std::uint64_t Durations::in(Bucket bucket) const noexcept {
  const std::uint8_t page = pages_of_[bucket / 64U];
  if (page == 0) return 0;
  const std::uint64_t count = pages_[page - 1U][bucket % 64];
  const auto carry = std::lower_bound(carries_.begin(), carries_.end(), bucket, before);
  return carry != carries_.end() && carry->bucket == bucket ? count + 256 * carry->count : count;
}

template <class Visit>
void Durations::each(Visit &&visit) const {
  auto carry = carries_.begin();
  for (unsigned octave = 0; octave < octave_count; ++octave) {
    if (pages_of_[octave] == 0) continue;
    const Page &page = pages_[pages_of_[octave] - 1U];
    for (unsigned eight = 0; eight < 64; eight += 8) {
      const auto first = static_cast<Bucket>(octave * 64 + eight);
      std::uint64_t bytes;
      std::memcpy(&bytes, page.data() + eight, sizeof bytes);
      if (bytes == 0 && (carry == carries_.end() || carry->bucket >= first + 8)) continue;
      for (unsigned i = 0; i < 8; ++i) {
        const auto bucket = static_cast<Bucket>(first + i);
        std::uint64_t count = page[eight + i];
        if (carry != carries_.end() && carry->bucket == bucket) count += 256 * carry++->count;
        if (count != 0 && !visit(bucket, count)) return;
      }
    }
  }
}

void Durations::add_all(const Durations &other) {
  other.each([&](Bucket bucket, std::uint64_t count) {
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
  const Bucket last = bucket_of(cut(ms));
  std::uint64_t out = 0;
  each([&](Bucket bucket, std::uint64_t count) {
    if (bucket <= last) out += count;
    return bucket < last;
  });
  return out;
}

bool Durations::operator==(const Durations &other) const noexcept {
  if (count_ != other.count_ || sum_ != other.sum_) return false;
  // As many in all, so they are the same if no bucket has more than the other's.
  bool same = true;
  each([&](Bucket bucket, std::uint64_t count) {
    same = count == other.in(bucket);
    return same;
  });
  return same;
}

Durations::Durations(const Parts &parts) : count_(parts.count), sum_(parts.sum) {
  for (const Octave &octave : parts.octaves)
    for (std::size_t place = 0; place < octave.counts.size(); ++place) {
      if (octave.counts[place] == 0) continue;
      const auto bucket = static_cast<Bucket>(octave.number * 64U + place);
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
    if (parts.octaves[i].number >= octave_count ||
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
