// SPDX-License-Identifier: BSL-1.0
// The hash of names that outsiders choose. Anybody can find any number of words whose hash_word is the same, so tables of
// such names go by a key that nobody knows.
#pragma once

#include "base/text_map.hpp"
#include "base/word_hash.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher {

struct HashKey {
  std::uint64_t start = 0;
  std::uint64_t factor = 0;
};

/// Another one at each call, which nobody can guess. Nothing that is told or written down may depend on it: such tables
/// are only looked up in, never gone through.
[[nodiscard]] HashKey random_hash_key() noexcept;

/// Without a key, words can be made at which the factor becomes 0; with one, a piece of a word in 2^64 does so.
[[nodiscard]] inline std::uint64_t hash_name(std::string_view name, const HashKey &key) noexcept {
  return hash_word(name, key.start, key.factor);
}

struct NameHash {
  using is_transparent = void;
  using is_avalanching = void; // so that no more is made of it
  explicit NameHash(const HashKey &of) noexcept : key(of) {}
  HashKey key;
  std::size_t operator()(std::string_view name) const noexcept {
    return static_cast<std::size_t>(hash_name(name, key));
  }
};

/// A TextMap for such names, made as NameMap<T>(0, NameHash(key)); tables of one owner may share a key.
template <class T>
using NameMap = boost::unordered_flat_map<std::string, T, NameHash, SameText>;

} // namespace usher
