// SPDX-License-Identifier: BSL-1.0
// A hash map from texts that it owns, looked up without making one.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return boost::hash<std::string_view>()(text);
  }
};

template <class T>
using TextMap = boost::unordered_flat_map<std::string, T, TextHash, std::equal_to<>>;

} // namespace usher
