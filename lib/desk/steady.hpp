// SPDX-License-Identifier: BSL-1.0
// A list whose things stay where they are as others come. They lie in blocks, so the way from a number to its thing is a
// shift and two reads; std::deque and Boost's divide by the size of a thing, which here was an eighth of an event. Where
// there are very many, a block has more of them, so that the list of blocks stays in the cache.
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace usher::desk {

template <class T, std::size_t block_size = 16>
class Steady {
 public:
  Steady() = default;
  Steady(const Steady &) = delete;
  Steady(Steady &&other) noexcept { swap(other); }
  Steady &operator=(const Steady &) = delete;
  ~Steady() { clear(); }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] T &operator[](std::size_t number) noexcept { return *place(number); }
  [[nodiscard]] const T &operator[](std::size_t number) const noexcept { return *place(number); }
  [[nodiscard]] T &back() noexcept { return *place(size_ - 1); }

  template <class... Arguments>
  T &emplace_back(Arguments &&...arguments) {
    if (size_ == blocks_.size() * block_size) {
      blocks_.emplace_back();
      try {
        // The allocator of things knows of their alignment.
        blocks_.back() = Block(std::allocator<T>().allocate(block_size));
      } catch (...) {
        blocks_.pop_back();
        throw;
      }
    }
    T *const made = std::construct_at(place(size_), std::forward<Arguments>(arguments)...);
    ++size_;
    return *made;
  }
  void push_back(T &&thing) { emplace_back(std::move(thing)); }
  /// Of a list that is not empty. Its block is kept for the next.
  void pop_back() noexcept { std::destroy_at(place(--size_)); }
  /// The blocks are kept.
  void clear() noexcept {
    while (size_ != 0)
      pop_back();
  }
  void swap(Steady &other) noexcept {
    blocks_.swap(other.blocks_);
    std::swap(size_, other.size_);
  }

  template <class Of, class Thing>
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = Thing *;
    using reference = Thing &;
    Iterator() = default;
    Iterator(Of &of, std::size_t number) noexcept : of_(&of), number_(number) {}
    [[nodiscard]] Thing &operator*() const noexcept { return (*of_)[number_]; }
    [[nodiscard]] Thing *operator->() const noexcept { return &(*of_)[number_]; }
    Iterator &operator++() noexcept {
      ++number_;
      return *this;
    }
    Iterator operator++(int) noexcept {
      Iterator before = *this;
      ++number_;
      return before;
    }
    [[nodiscard]] bool operator==(const Iterator &) const noexcept = default;

   private:
    Of *of_ = nullptr;
    std::size_t number_ = 0;
  };
  [[nodiscard]] auto begin() noexcept { return Iterator<Steady, T>(*this, 0); }
  [[nodiscard]] auto end() noexcept { return Iterator<Steady, T>(*this, size_); }
  [[nodiscard]] auto begin() const noexcept { return Iterator<const Steady, const T>(*this, 0); }
  [[nodiscard]] auto end() const noexcept { return Iterator<const Steady, const T>(*this, size_); }

 private:
  struct Free {
    void operator()(T *block) const noexcept { std::allocator<T>().deallocate(block, block_size); }
  };
  using Block = std::unique_ptr<T, Free>;

  [[nodiscard]] T *place(std::size_t number) const noexcept {
    return blocks_[number / block_size].get() + number % block_size;
  }

  std::vector<Block> blocks_;
  std::size_t size_ = 0;
};

} // namespace usher::desk
