// SPDX-License-Identifier: BSL-1.0
// Which conversation's timer is the first. Most timers are put off again and again before they go off, so an entry is
// left where it is when its timer moves back, and is put right when it reaches the top. The order in which timers go
// off does not depend on that.
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
    if (heap_.capacity() < heap_.size() + more) heap_.reserve(2 * (heap_.size() + more));
  }
  /// Needs memory that was reserved.
  void push(const Entry &entry) noexcept {
    heap_.push_back(entry);
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
  [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return heap_.size(); }
  [[nodiscard]] const Entry &top() const noexcept { return heap_.front(); }
  void pop() noexcept {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    heap_.pop_back();
  }
  /// Drops the entries that `is_stale` says are.
  template <class F>
  void sweep(F &&is_stale) noexcept {
    std::erase_if(heap_, is_stale);
    std::make_heap(heap_.begin(), heap_.end(), later);
  }

 private:
  static bool later(const Entry &a, const Entry &b) noexcept {
    return a.time != b.time ? a.time > b.time : a.number > b.number;
  }

  std::vector<Entry> heap_;
};

} // namespace usher::desk
