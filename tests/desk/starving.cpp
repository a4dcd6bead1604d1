// SPDX-License-Identifier: BSL-1.0
#include "desk/starving.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

long allocations_left = -1; // -1: as many as wanted
bool failed = false;

void *allocate(std::size_t size) noexcept {
  if (allocations_left == 0) {
    allocations_left = -1;
    failed = true;
    return nullptr;
  }
  if (allocations_left > 0) --allocations_left;
  return std::malloc(size == 0 ? 1 : size);
}

} // namespace

void *operator new(std::size_t size) {
  if (void *memory = allocate(size)) return memory;
  throw std::bad_alloc();
}
void *operator new[](std::size_t size) { return operator new(size); }
void *operator new(std::size_t size, const std::nothrow_t &) noexcept { return allocate(size); }
void *operator new[](std::size_t size, const std::nothrow_t &) noexcept { return allocate(size); }
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete[](void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void *memory, std::size_t) noexcept { std::free(memory); }

namespace usher_test {

void starve_after(long count) noexcept {
  failed = false;
  allocations_left = count;
}

bool feed() noexcept {
  allocations_left = -1;
  return failed;
}

} // namespace usher_test
