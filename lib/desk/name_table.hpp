// SPDX-License-Identifier: BSL-1.0
// Finds things by their names. A name is kept by the thing that has it, and here is a part of its hash with the number
// of the thing: so growing reads no names, and a look-up reads one. Eight entries are a line of the cache, and the one
// that is looked for is mostly in the first line that is read.
#pragma once

#include "base/fetch.hpp"
#include "base/hash_key.hpp"
#include "base/word_hash.hpp"
#include "desk/large_memory.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace usher::desk {

class NameTable {
 public:
  static constexpr std::uint32_t nothing = UINT32_MAX;

  explicit NameTable(const HashKey &key) noexcept : key_(key) {}

  /// The number of the thing with this name among `things`; nothing if there is none.
  template <class Things>
  [[nodiscard]] std::uint32_t find(std::string_view name, const Things &things) const {
    if (count_ == 0) return nothing;
    const std::uint32_t hash = hash_of(name);
    for (std::size_t at = home(hash); entries_[at].number != nothing; at = after(at)) {
      if (entries_[at].hash != hash) continue;
      if (same_word(things[entries_[at].number].name, name)) return entries_[at].number;
    }
    return nothing;
  }
  /// A name will be looked up soon: asks the memory for its entry.
  void fetch_entry(std::string_view name) const noexcept {
    if (count_ != 0) fetch_line(&entries_[home(hash_of(name))]);
  }
  /// What most likely has this name, without a look at names.
  [[nodiscard]] std::uint32_t guess(std::string_view name) const noexcept {
    if (count_ == 0) return nothing;
    const std::uint32_t hash = hash_of(name);
    std::size_t at = home(hash);
    while (entries_[at].number != nothing && entries_[at].hash != hash)
      at = after(at);
    return entries_[at].number;
  }
  /// Of a name that is not there.
  void insert(std::string_view name, std::uint32_t number) {
    if (8 * (count_ + 1) > 5 * entries_.size()) grow();
    put({hash_of(name), number});
    ++count_;
  }
  /// Of one that may be there.
  void erase(std::string_view name, std::uint32_t number) noexcept {
    if (count_ == 0) return;
    const Entry wanted{hash_of(name), number};
    std::size_t at = home(wanted.hash);
    for (; entries_[at] != wanted; at = after(at))
      if (entries_[at].number == nothing) return;
    --count_;
    // Those behind it that belong before them move up, so that every way stays whole.
    for (std::size_t next = after(at); entries_[next].number != nothing; next = after(next)) {
      if (way(home(entries_[next].hash), next) < way(at, next)) continue;
      entries_[at] = entries_[next];
      at = next;
    }
    entries_[at] = Entry();
  }

 private:
  struct Entry {
    std::uint32_t hash = 0;
    std::uint32_t number = nothing;
    bool operator==(const Entry &) const = default;
  };

  [[nodiscard]] std::uint32_t hash_of(std::string_view name) const noexcept {
    return static_cast<std::uint32_t>(hash_name(name, key_));
  }
  // The number of places is a power of two.
  [[nodiscard]] std::size_t home(std::uint32_t hash) const noexcept { return hash & (entries_.size() - 1); }
  [[nodiscard]] std::size_t after(std::size_t at) const noexcept { return (at + 1) & (entries_.size() - 1); }
  [[nodiscard]] std::size_t way(std::size_t from, std::size_t to) const noexcept {
    return (to - from) & (entries_.size() - 1);
  }
  void put(const Entry &entry) noexcept {
    std::size_t at = home(entry.hash);
    while (entries_[at].number != nothing)
      at = after(at);
    entries_[at] = entry;
  }
  void grow() {
    Entries before(entries_.empty() ? 16 : 2 * entries_.size());
    before.swap(entries_);
    for (const Entry &entry : before)
      if (entry.number != nothing) put(entry);
  }

  using Entries = std::vector<Entry, LargeAllocator<Entry>>;
  HashKey key_;     // whoever names things is not to know where they fall
  Entries entries_; // at most five eighths of them are used
  std::size_t count_ = 0;
};

} // namespace usher::desk
