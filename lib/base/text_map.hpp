// SPDX-License-Identifier: BSL-1.0
// A hash map from texts that it owns, looked up without making one. Most are names of a few bytes.
#pragma once

#include "base/word_hash.hpp"

#include <cstddef>
#include <string>
#include <string_view>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher {

struct TextHash {
  using is_transparent = void;
  using is_avalanching = void; // so that no more is made of it
  std::size_t operator()(std::string_view text) const noexcept {
    return static_cast<std::size_t>(hash_word(text));
  }
};

struct SameText {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const noexcept { return same_word(a, b); }
};

template <class T>
using TextMap = boost::unordered_flat_map<std::string, T, TextHash, SameText>;

} // namespace usher
