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
  using is_avalanching = void; // so that no more is made of it
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>()(text); // boost's takes a step for each character
  }
};

template <class T>
using TextMap = boost::unordered_flat_map<std::string, T, TextHash, std::equal_to<>>;

} // namespace usher
