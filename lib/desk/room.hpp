// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace usher::desk {

template <class T>
[[gnu::cold, gnu::noinline]] void add_room(std::vector<T> &list, std::size_t count) {
  list.reserve(std::max(count, 2 * list.capacity()));
}

/// Memory for so many in all: twice as much as there was, where there is too little, as else each new one copied all.
template <class T>
void make_room(std::vector<T> &list, std::size_t count) {
  if (list.capacity() < count) add_room(list, count);
}

} // namespace usher::desk
