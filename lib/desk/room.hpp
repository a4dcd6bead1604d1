// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace usher::desk {

/// Memory for so many in all: twice as much as there was, where there is too little, as else each new one copied all.
template <class T>
void make_room(std::vector<T> &list, std::size_t count) {
  if (list.capacity() < count) list.reserve(std::max(count, 2 * list.capacity()));
}

} // namespace usher::desk
