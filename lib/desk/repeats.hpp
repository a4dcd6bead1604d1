// SPDX-License-Identifier: BSL-1.0
// Events that were applied already, by their ids, for as long as the policy's repeat_window. An id and the content of
// its event are kept as sums, so that memory does not depend on what hosts write.
#pragma once

#include "base/hash_key.hpp"
#include "desk/desk.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::desk {

class Repeats {
 public:
  static constexpr std::size_t most = 1'000'000;

  struct Seen {
    std::uint64_t content = 0;
    Instant time = 0;
    std::uint64_t first_effect = 0;
    std::uint64_t effect_count = 0;
  };
  struct Key {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    bool operator==(const Key &) const = default;
  };

  explicit Repeats(const HashKey &key) : seen_(0, HashOfKey{key}) {}

  [[nodiscard]] static Key key_of(std::string_view id) noexcept;
  /// Of everything an event says but its time and id.
  [[nodiscard]] static std::uint64_t content_of(const Event &event);

  [[nodiscard]] const Seen *find(const Key &key) const noexcept;
  /// The one of that time, be it that the id was used anew since the last keep(); one that find() told of then.
  [[nodiscard]] const Seen &find(const Key &key, Instant time) const noexcept;
  /// Takes the place of one that is older than the window. Times do not go back.
  void add(const Key &key, const Seen &seen);
  /// Of those added since the last keep().
  void set_effects(const Key &key, std::uint64_t first, std::uint64_t count) noexcept;
  /// Keeps what was added, and drops what is older than `window`.
  void keep(Instant now, std::int64_t window) noexcept {
    if (!order_.empty()) keep_known(now, window);
  }
  void take_back() noexcept;

  /// All of them, the oldest first.
  [[nodiscard]] std::vector<std::pair<Key, Seen>> all() const;
  void restore(const std::vector<std::pair<Key, Seen>> &all);

 private:
  void keep_known(Instant now, std::int64_t window) noexcept;

  struct Added {
    Key key;
    Instant time = 0;
  };

  struct HashOfKey {
    using is_avalanching = void;
    HashKey key;
    std::size_t operator()(const Key &of) const noexcept {
      return static_cast<std::size_t>(fold_product(of.high ^ key.start, of.low ^ key.factor));
    }
  };

  boost::unordered_flat_map<Key, Seen, HashOfKey> seen_;
  std::deque<Added> order_;                    // the oldest first
  std::size_t new_ = 0;                        // of them, not kept yet
  std::vector<std::pair<Key, Seen>> replaced_; // by new ones, in their order
};

} // namespace usher::desk
