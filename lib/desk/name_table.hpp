// SPDX-License-Identifier: BSL-1.0
// Finds things by their names. A name is kept by the thing that has it, and here is its hash with the number of the
// thing: so growing reads no names, and a look-up reads one.
#pragma once

#include "desk/fetch.hpp"
#include "text/word_hash.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <boost/unordered/unordered_flat_set.hpp>

namespace usher::desk {

class NameTable {
 public:
  static constexpr std::uint32_t nothing = UINT32_MAX;

  /// The number of the thing with this name among `things`; nothing if there is none.
  template <class Things>
  [[nodiscard]] std::uint32_t find(std::string_view name, const Things &things) const {
    const auto found = entries_.find(Wanted<Things>{text::hash_word(name), name, things});
    return found == entries_.end() ? nothing : found->number;
  }
  /// Of a name that is not there.
  void insert(std::string_view name, std::uint32_t number) {
    entries_.insert(Entry{text::hash_word(name), number});
  }
  void erase(std::string_view name, std::uint32_t number) noexcept {
    entries_.erase(Entry{text::hash_word(name), number});
  }

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t number = 0;
  };
  template <class Things>
  struct Wanted {
    std::uint64_t hash;
    std::string_view name;
    const Things &things;
  };
  struct Hash {
    using is_avalanching = void;
    using is_transparent = void;
    template <class Key>
    std::size_t operator()(const Key &key) const noexcept {
      return static_cast<std::size_t>(key.hash);
    }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(const Entry &a, const Entry &b) const noexcept {
      return a.hash == b.hash && a.number == b.number;
    }
    template <class Things>
    bool operator()(const Wanted<Things> &wanted, const Entry &entry) const noexcept {
      if (entry.hash != wanted.hash) return false;
      const auto &thing = wanted.things[entry.number];
      fetch(thing); // it is this one, but for a rare chance
      return thing.name == wanted.name;
    }
    template <class Things>
    bool operator()(const Entry &entry, const Wanted<Things> &wanted) const noexcept {
      return (*this)(wanted, entry);
    }
  };

  boost::unordered_flat_set<Entry, Hash, Equal> entries_;
};

} // namespace usher::desk
