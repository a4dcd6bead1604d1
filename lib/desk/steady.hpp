// SPDX-License-Identifier: BSL-1.0
// A list whose things stay where they are as others come. They lie in blocks, so the way from a number to its thing is a
// shift and two reads; std::deque and Boost's divide by the size of a thing, which here was an eighth of an event. Where
// there are very many, a block has more of them, so that the list of blocks stays in the cache. When there are as many as
// fill huge pages, memory for as many blocks more is taken at once; of that only what is touched takes any.
#pragma once

#include "desk/large_memory.hpp"
#include "desk/room.hpp"

#include <cstddef>
#include <iterator>
#include <memory>
#include <numeric>
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
    if (size_ == blocks_.size() * block_size) add_blocks();
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
    pieces_.swap(other.pieces_);
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
  /// So many blocks are of whole huge pages.
  static constexpr std::size_t many = huge_page / std::gcd(huge_page, block_size * sizeof(T));

  struct Free {
    std::size_t blocks = 0;
    void operator()(T *piece) const noexcept { LargeAllocator<T>().deallocate(piece, blocks * block_size); }
  };
  using Piece = std::unique_ptr<T, Free>;

  void add_blocks() {
    const std::size_t count = blocks_.size() < many ? 1 : many;
    make_room(pieces_, pieces_.size() + 1);
    make_room(blocks_, blocks_.size() + count);
    pieces_.push_back(Piece(LargeAllocator<T>().allocate(count * block_size), Free{count}));
    for (std::size_t block = 0; block < count; ++block)
      blocks_.push_back(pieces_.back().get() + block * block_size);
  }
  [[nodiscard]] T *place(std::size_t number) const noexcept {
    return blocks_[number / block_size] + number % block_size;
  }

  std::vector<T *> blocks_;
  std::vector<Piece> pieces_; // of one or many blocks
  std::size_t size_ = 0;
};

} // namespace usher::desk
