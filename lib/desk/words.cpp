// SPDX-License-Identifier: BSL-1.0
#include "desk/words.hpp"

#include <algorithm>

namespace usher::desk {

std::size_t Words::HashList::operator()(const std::vector<WordId> &list) const noexcept {
  std::uint64_t hash = key.start ^ list.size();
  for (const WordId word : list)
    hash = fold_product(hash ^ word, key.factor);
  return static_cast<std::size_t>(hash);
}

Words::Words(const HashKey &key) : numbers_(0, NameHash(key)), list_numbers_(0, HashList{key}) {
  texts_.emplace_back();
  lists_.emplace_back();
  list_numbers_.emplace(std::vector<WordId>(), 0);
}

WordId Words::of(std::string_view text) {
  if (text.empty()) return 0;
  const auto found = numbers_.find(text);
  if (found != numbers_.end()) return found->second;
  const auto number = static_cast<WordId>(texts_.size());
  texts_.emplace_back(text);
  try {
    numbers_.emplace(std::string(text), number);
  } catch (...) {
    texts_.pop_back();
    throw;
  }
  return number;
}

ListId Words::list(std::span<const WordId> words) {
  scratch_.assign(words.begin(), words.end());
  return scratch_list();
}

ListId Words::scratch_list() {
  if (scratch_.empty()) return 0;
  const auto found = list_numbers_.find(scratch_);
  if (found != list_numbers_.end()) return found->second;
  const auto number = static_cast<ListId>(lists_.size());
  lists_.emplace_back(scratch_);
  try {
    list_numbers_.emplace(scratch_, number);
  } catch (...) {
    lists_.pop_back();
    throw;
  }
  return number;
}

ListId Words::set(std::span<const WordId> words) {
  scratch_.assign(words.begin(), words.end());
  std::sort(scratch_.begin(), scratch_.end());
  scratch_.erase(std::unique(scratch_.begin(), scratch_.end()), scratch_.end());
  return scratch_list();
}

bool Words::holds(ListId list, WordId word) const noexcept {
  const std::span<const WordId> words = lists_[list];
  return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace usher::desk
