// SPDX-License-Identifier: BSL-1.0
// What is planned, the next first: a heap of four branches, which is half as high as one of two. For every entry that is
// put in one is taken out, so most of the work is the way down.
#pragma once

#include <cstddef>
#include <vector>

namespace usher::simulate {

/// `T` has comes_before(other), by which no two are alike.
template <class T>
class Agenda {
 public:
  [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
  [[nodiscard]] const T &next() const noexcept { return heap_.front(); }

  void add(const T &entry) {
    std::size_t at = heap_.size();
    heap_.push_back(entry);
    while (at > 0) {
      const std::size_t parent = (at - 1) / branches;
      if (!entry.comes_before(heap_[parent])) break;
      heap_[at] = heap_[parent];
      at = parent;
    }
    heap_[at] = entry;
  }

  /// Of one that is not empty.
  T take_next() noexcept {
    const T out = heap_.front();
    const T last = heap_.back();
    heap_.pop_back();
    T *const heap = heap_.data();
    const std::size_t size = heap_.size();
    std::size_t at = 0;
    for (std::size_t child = 1; child < size; child = at * branches + 1) {
      T *first = heap + child;
      if (child + branches <= size) {
        first = earlier(earlier(first, first + 1), earlier(first + 2, first + 3));
      } else {
        for (T *other = first + 1; other < heap + size; ++other)
          first = earlier(first, other);
      }
      if (!first->comes_before(last)) break;
      heap[at] = *first;
      at = static_cast<std::size_t>(first - heap);
    }
    if (size != 0) heap[at] = last;
    return out;
  }

 private:
  static constexpr std::size_t branches = 4;

  [[nodiscard]] static T *earlier(T *a, T *b) noexcept { return b->comes_before(*a) ? b : a; }

  std::vector<T> heap_;
};

} // namespace usher::simulate
