// SPDX-License-Identifier: BSL-1.0
// usher as a host uses it: through its C interface, from a struct to the tags of a decision.
#pragma once

#include "workload.hpp"

#include <array>
#include <cstddef>
#include <vector>

#include <usher/usher.h>

namespace usher_benchmark {

/// A ticket as a struct of usher's, which borrows its texts.
class Message {
 public:
  explicit Message(const Ticket &ticket);
  [[nodiscard]] const usher_message *get() {
    message_.facts = facts_.data(); // here, as messages move
    return &message_;
  }

 private:
  usher_message message_{};
  std::array<usher_fact, 7> facts_{};
};

/// A loaded policy.
class Usher {
 public:
  Usher(const Workload &workload, bool first);
  ~Usher();
  Usher(const Usher &) = delete;
  Usher &operator=(const Usher &) = delete;

  [[nodiscard]] const usher_policy *policy() const { return policy_; }
  [[nodiscard]] double load_seconds() const { return load_seconds_; }
  /// What the policy holds, and by how much the process has grown for it.
  [[nodiscard]] double megabytes() const { return megabytes_; }
  [[nodiscard]] double resident() const { return resident_; }

 private:
  usher_policy *policy_ = nullptr;
  double load_seconds_ = 0;
  double megabytes_ = 0;
  double resident_ = 0;
};

/// One thread's working memory, and the messages it decides.
class Decider {
 public:
  Decider(const Usher &usher, const std::vector<Ticket> &tickets);
  ~Decider();
  Decider(const Decider &) = delete;
  Decider &operator=(const Decider &) = delete;

  void decide(std::size_t ticket);
  /// The rules that the last decision has the tags of, in order.
  void answer(std::vector<std::size_t> &out) const;

 private:
  const usher_policy *policy_;
  usher_decision *decision_ = nullptr;
  std::vector<Message> messages_;
};

} // namespace usher_benchmark
