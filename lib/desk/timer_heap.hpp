// SPDX-License-Identifier: BSL-1.0
// Which conversation's timer is the first. Most timers are put off again and again before they go off, so an entry is
// left where it is when its timer moves back, and is put right when it reaches the top. The order in which timers go
// off does not depend on that.
//
// Each entry has four below it, which are a line of the cache: what moves down reads one line a step.
#pragma once

#include "base/fetch.hpp"
#include "base/time.hpp"
#include "base/word_hash.hpp"
#include "desk/large_memory.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace usher::desk {

class TimerHeap {
 public:
  /// A time, the number of a conversation, which breaks ties, and its place, in 43, 53 and 32 bits of two words: these
  /// are compared as they stand.
  class Entry {
   public:
    /// There are none from here on, which is in the year 2248.
    static constexpr Instant end_of_time = (Instant{1} << 43) - 1;
    static constexpr unsigned number_bits = 53;
    static constexpr std::uint64_t most_numbers = (std::uint64_t{1} << number_bits) - 1;

    Entry() = default;
    /// Of a time from 0 to before the end, and a number that has its place.
    Entry(Instant time, std::uint64_t number, std::uint32_t conversation) noexcept
        : high_(static_cast<std::uint64_t>(time) << 21U | number >> 32U),
          low_(number << 32U | conversation) {}
    [[nodiscard]] Instant time() const noexcept { return static_cast<Instant>(high_ >> 21U); }
    [[nodiscard]] std::uint64_t number() const noexcept {
      return (high_ << 32U & most_numbers) | low_ >> 32U;
    }
    [[nodiscard]] std::uint32_t conversation() const noexcept { return static_cast<std::uint32_t>(low_); }
    bool operator<(const Entry &other) const noexcept { return both() < other.both(); }

   private:
    [[nodiscard]] Wide both() const noexcept { return Wide{high_} << 64U | low_; }

    std::uint64_t high_ = 0;
    std::uint64_t low_ = 0;
  };

  /// Memory for so many more entries.
  void reserve(std::size_t more) {
    if (heap_.capacity() - heap_.size() < more) heap_.reserve(2 * (heap_.size() + more));
  }
  /// Needs memory that was reserved.
  void push(const Entry &entry) noexcept { // NOLINT(bugprone-exception-escape): it takes none
    heap_.push_back(entry);
    std::size_t at = heap_.size() - 1;
    for (; at > top_place && entry < heap_[above(at)]; at = above(at))
      heap_[at] = heap_[above(at)];
    heap_[at] = entry;
  }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return heap_.size() - top_place; }
  [[nodiscard]] const Entry &top() const noexcept { return heap_[top_place]; }
  void pop() noexcept {
    const Entry last = heap_.back();
    heap_.pop_back();
    if (!empty()) sink(top_place, last);
  }
  /// In place of the top.
  void replace_top(const Entry &entry) noexcept { sink(top_place, entry); }
  /// Drops the entries that `is_stale` says are.
  template <class F>
  void sweep(F &&is_stale) noexcept {
    const auto first = heap_.begin() + static_cast<std::ptrdiff_t>(top_place);
    heap_.erase(std::remove_if(first, heap_.end(), is_stale), heap_.end());
    for (std::size_t at = heap_.size(); at-- > top_place;)
      sink(at, Entry(heap_[at]));
  }

 private:
  // Three are left empty, so that those below one begin with a line.
  static constexpr std::size_t top_place = 3;
  static constexpr std::size_t line_size = 64;
  static constexpr std::size_t below = line_size / sizeof(Entry);
  static_assert(below == 4);

  [[nodiscard]] static std::size_t above(std::size_t at) noexcept { return at / below + (top_place - 1); }
  [[nodiscard]] static std::size_t first_below(std::size_t at) noexcept {
    return (at - (top_place - 1)) * below;
  }
  /// The four lines below four that begin here, of which one is read next. The first ones are always at hand.
  void fetch_those_below(std::size_t first) const noexcept {
    constexpr std::size_t at_hand = 256;
    const std::size_t lines = first_below(first);
    if (first < at_hand || lines + below * below > heap_.size()) return;
    for (std::size_t line = 0; line < below; ++line)
      fetch_line(&heap_[lines + line * below]);
  }
  /// What is put at a place goes down to where it belongs.
  void sink(std::size_t at, const Entry &entry) noexcept {
    for (std::size_t first = first_below(at); first < heap_.size(); first = first_below(at)) {
      fetch_those_below(first);
      std::size_t least = first;
      for (std::size_t i = first + 1; i < std::min(first + below, heap_.size()); ++i)
        if (heap_[i] < heap_[least]) least = i;
      if (entry < heap_[least]) break;
      heap_[at] = heap_[least];
      at = least;
    }
    heap_[at] = entry;
  }

  using Entries = std::vector<Entry, LargeAllocator<Entry>>; // begins with a line
  Entries heap_ = Entries(top_place);
};

} // namespace usher::desk
