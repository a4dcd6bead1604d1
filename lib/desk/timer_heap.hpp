// SPDX-License-Identifier: BSL-1.0
// Which conversation's timer is the first. Most timers are put off again and again before they go off, so an entry is
// left where it is when its timer moves back, and is put right when it reaches the top. The order in which timers go
// off does not depend on that. Each entry has four below it, which are beside one another.
#pragma once

#include "base/time.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace usher::desk {

class TimerHeap {
 public:
  struct Entry {
    Instant time = 0;
    std::uint64_t number = 0; // of the conversation, which breaks ties
    std::uint32_t conversation = 0;
  };

  /// Memory for so many more entries.
  void reserve(std::size_t more) {
    if (heap_.capacity() - heap_.size() < more) heap_.reserve(2 * (heap_.size() + more));
  }
  /// Needs memory that was reserved.
  void push(const Entry &entry) noexcept {
    heap_.push_back(entry);
    std::size_t at = heap_.size() - 1;
    for (; at > 0 && later(heap_[(at - 1) / below], entry); at = (at - 1) / below)
      heap_[at] = heap_[(at - 1) / below];
    heap_[at] = entry;
  }
  [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return heap_.size(); }
  [[nodiscard]] const Entry &top() const noexcept { return heap_.front(); }
  void pop() noexcept {
    const Entry last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sink(0, last);
  }
  /// Drops the entries that `is_stale` says are.
  template <class F>
  void sweep(F &&is_stale) noexcept {
    std::erase_if(heap_, is_stale);
    for (std::size_t at = heap_.size() / below + 1; at-- > 0;)
      if (at < heap_.size()) sink(at, Entry(heap_[at]));
  }

 private:
  static constexpr std::size_t below = 4;

  /// What is put at a place goes down to where it belongs.
  void sink(std::size_t at, const Entry &entry) noexcept {
    for (;;) {
      const std::size_t first = at * below + 1;
      if (first >= heap_.size()) break;
      std::size_t least = first;
      for (std::size_t i = first + 1; i < std::min(first + below, heap_.size()); ++i)
        if (later(heap_[least], heap_[i])) least = i;
      if (!later(entry, heap_[least])) break;
      heap_[at] = heap_[least];
      at = least;
    }
    heap_[at] = entry;
  }
  static bool later(const Entry &a, const Entry &b) noexcept {
    return a.time != b.time ? a.time > b.time : a.number > b.number;
  }

  std::vector<Entry> heap_;
};

} // namespace usher::desk
