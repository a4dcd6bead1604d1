// SPDX-License-Identifier: BSL-1.0
// Memory for tables of which an event reads a line here and a line there. Where such a table is large each line lies on
// another page, and on a virtual machine to find the page takes as long as to read the line. So what fills huge pages
// begins with one, and the system is asked to give them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace usher::desk {

inline constexpr std::size_t huge_page = std::size_t{1} << 21U;

/// Of the whole of a table; what is less than a huge page begins with a line of the cache.
template <class T>
struct LargeAllocator {
  using value_type = T;

  LargeAllocator() noexcept = default;
  template <class U>
  LargeAllocator(const LargeAllocator<U> &) noexcept {}

  [[nodiscard]] T *allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / (2 * sizeof(T))) throw std::bad_array_new_length();
    const std::size_t size = count * sizeof(T);
    void *const memory = ::operator new(size, alignment(size));
#ifdef MADV_HUGEPAGE
    // Where it is not granted all is as it was.
    if (size >= huge_page) (void)madvise(memory, size / huge_page * huge_page, MADV_HUGEPAGE);
#endif
    return static_cast<T *>(memory);
  }
  void deallocate(T *memory, std::size_t count) noexcept {
    ::operator delete(memory, alignment(count * sizeof(T)));
  }
  bool operator==(const LargeAllocator &) const noexcept = default;

 private:
  static constexpr std::align_val_t alignment(std::size_t size) noexcept {
    constexpr std::size_t line = 64;
    static_assert(alignof(T) <= line);
    return std::align_val_t{size >= huge_page ? huge_page : line};
  }
};

} // namespace usher::desk
