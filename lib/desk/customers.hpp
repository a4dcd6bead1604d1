// SPDX-License-Identifier: BSL-1.0
// Who the customers are: the names a host gives them, which of these are one person, and what conversations each has.
#pragma once

#include "base/hash_key.hpp"
#include "desk/conversation.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/intrusive/set.hpp>

namespace usher::desk {

/// Identities of one person are a ring. Changes are taken back like those of the desk they belong to, without memory.
class Customers {
 public:
  using Conversations =
      boost::intrusive::set<Conversation, boost::intrusive::base_hook<CustomerHook>,
                            boost::intrusive::compare<ByNumber>, boost::intrusive::constant_time_size<false>>;
  /// More identities than this one person does not have.
  static constexpr std::size_t most_identities = 100;

  explicit Customers(const HashKey &key) : names_(0, NameHash(key)) {}

  [[nodiscard]] CustomerId find(std::string_view name) const;
  [[nodiscard]] const std::string &name(CustomerId id) const noexcept { return customers_[id].name; }
  [[nodiscard]] const Conversations &conversations(CustomerId id) const noexcept {
    return customers_[id].conversations;
  }
  /// All that are the same person, itself first.
  [[nodiscard]] std::vector<CustomerId> identities(CustomerId id) const;
  /// Those that are linked, each person's in the order of their names, persons by their first.
  [[nodiscard]] std::vector<std::vector<std::string>> links() const;

  /// The one of that name, which is new if there is none.
  [[nodiscard]] CustomerId of(std::string_view name);
  /// They are one person; they must not be so already.
  void link(CustomerId a, CustomerId b);
  /// It stands alone again.
  void unlink(CustomerId id);

  /// The conversation is theirs until it leaves; called by whoever links what follows from the values.
  void join(CustomerId id, Conversation &conversation) noexcept;
  void leave(CustomerId id, Conversation &conversation) noexcept;

  void begin() noexcept { ++change_; }
  /// Nobody is kept who has no conversation and is linked with nobody.
  void drop_if_unused(CustomerId id) noexcept;
  void keep() noexcept {
    if (!next_before_.empty() || !created_.empty()) keep_changes();
  }
  void roll_back() noexcept; // when no conversation is theirs that was not before
  void clear() noexcept;     // of conversations

 private:
  struct Customer {
    std::string name;
    CustomerId next = no_customer; // of the ring; itself when it stands alone
    std::uint64_t saved_in = 0;
    bool gone = false;
    Conversations conversations;
  };

  void set_next(CustomerId id, CustomerId next);
  void drop(CustomerId id) noexcept;
  void keep_changes() noexcept;

  std::deque<Customer> customers_;
  std::vector<CustomerId> free_;
  NameMap<CustomerId> names_;
  std::uint64_t change_ = 0;
  std::vector<std::pair<CustomerId, CustomerId>> next_before_;
  std::vector<CustomerId> created_;
};

} // namespace usher::desk
