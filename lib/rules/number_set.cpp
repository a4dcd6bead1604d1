// SPDX-License-Identifier: BSL-1.0
#include "rules/number_set.hpp"

namespace usher::rules {

void NumberSet::make_empty(std::size_t size) {
  for (const std::uint32_t number : list_)
    bits_[number / 64] = 0;
  list_.clear();
  size_ = size;
  if (bits_.size() != size / 64 + 1) bits_.assign(size / 64 + 1, 0);
}

} // namespace usher::rules
