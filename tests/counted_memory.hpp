// SPDX-License-Identifier: BSL-1.0
// Counts what a program asks for of memory, and lets one allocation fail. It replaces `operator new` of the whole
// program, so one file of it includes this, and no more than one.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

namespace usher_test {

inline long allocations = 0;
inline long in_use = 0; // of these, not given back
inline long failures = 0;
inline long allocations_left = -1; // until one fails; -1: none does

inline void *allocate(std::size_t size, std::size_t alignment = 0) noexcept {
  if (allocations_left == 0) {
    allocations_left = -1; // fails once
    ++failures;
    return nullptr;
  }
  if (allocations_left > 0) --allocations_left;
  void *const memory = alignment == 0
                           ? std::malloc(size == 0 ? 1 : size)
                           : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  ++allocations;
  if (memory != nullptr) ++in_use;
  return memory;
}

inline void release(void *memory) noexcept {
  if (memory != nullptr) --in_use;
  std::free(memory);
}

} // namespace usher_test

void *operator new(std::size_t size) {
  if (void *memory = usher_test::allocate(size)) return memory;
  throw std::bad_alloc();
}
void *operator new[](std::size_t size) { return operator new(size); }
void *operator new(std::size_t size, std::align_val_t alignment) {
  if (void *memory = usher_test::allocate(size, static_cast<std::size_t>(alignment))) return memory;
  throw std::bad_alloc();
}
void *operator new(std::size_t size, const std::nothrow_t &) noexcept { return usher_test::allocate(size); }
void *operator new[](std::size_t size, const std::nothrow_t &) noexcept { return usher_test::allocate(size); }
void operator delete(void *memory) noexcept { usher_test::release(memory); }
void operator delete[](void *memory) noexcept { usher_test::release(memory); }
void operator delete(void *memory, std::align_val_t) noexcept { usher_test::release(memory); }
void operator delete(void *memory, std::size_t, std::align_val_t) noexcept { usher_test::release(memory); }
void operator delete(void *memory, std::size_t) noexcept { usher_test::release(memory); }
void operator delete[](void *memory, std::size_t) noexcept { usher_test::release(memory); }
