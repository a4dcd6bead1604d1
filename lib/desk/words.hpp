// SPDX-License-Identifier: BSL-1.0
// Words of a desk, skills, languages, tags, as numbers, and lists of them as numbers too, so that what a conversation
// asks for is a few integers. Numbers are given in the order in which words come and never mean anything else;
// nothing that a desk does depends on their order.
#pragma once

#include "base/hash_key.hpp"
#include "desk/steady.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::desk {

using WordId = std::uint32_t; // 0: no word
using ListId = std::uint32_t; // 0: the empty list

class Words {
 public:
  explicit Words(const HashKey &key);

  /// The number of a word, new or not; of an empty one 0.
  [[nodiscard]] WordId of(std::string_view text);
  [[nodiscard]] std::string_view text(WordId word) const noexcept { return texts_[word]; }

  /// The number of a list in this very order.
  [[nodiscard]] ListId list(std::span<const WordId> words);
  /// Of a set: each word once, in the order of the numbers.
  [[nodiscard]] ListId set(std::span<const WordId> words);
  [[nodiscard]] std::span<const WordId> words(ListId list) const noexcept { return lists_[list]; }

  [[nodiscard]] bool holds(ListId list, WordId word) const noexcept;

 private:
  struct HashList {
    using is_avalanching = void;
    HashKey key;
    std::size_t operator()(const std::vector<WordId> &list) const noexcept;
  };
  [[nodiscard]] ListId scratch_list();

  NameMap<WordId> numbers_;
  std::deque<std::string> texts_;
  boost::unordered_flat_map<std::vector<WordId>, ListId, HashList> list_numbers_;
  Steady<std::vector<WordId>, 64> lists_;
  std::vector<WordId> scratch_;
};

} // namespace usher::desk
