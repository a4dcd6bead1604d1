// SPDX-License-Identifier: BSL-1.0
// Requirement classes: conversations that ask for the same wait in one queue, and what is asked of an agent is judged
// once for all of them. Classes are made when they are needed and hold nothing that a snapshot would keep.
#pragma once

#include "desk/agent.hpp"
#include "desk/conversation.hpp"

#include <cstdint>

#include <boost/intrusive/set.hpp>

namespace usher::desk {

struct RequirementKey {
  std::uint32_t department = 0;
  std::uint32_t account = none;
  ListId skills = 0;
  WordId language = 0;
  std::uint32_t pace = 0;     // the slope of the index: weight of the band and target
  AgentId only = no_agent;    // waits for them
  std::uint64_t declined = 0; // the conversation's own class, as somebody said no to it
  policy::ChannelKind kind = policy::ChannelKind::social;
  std::uint16_t step = 0; // of widening
  bool operator==(const RequirementKey &) const = default;
};
[[nodiscard]] std::size_t hash_value(const RequirementKey &key) noexcept;

struct ByQueueKey {
  bool operator()(const Conversation &a, const Conversation &b) const noexcept {
    return a.data.key() < b.data.key();
  }
};
using Queue = boost::intrusive::set<Conversation, boost::intrusive::base_hook<QueueHook>,
                                    boost::intrusive::compare<ByQueueKey>>;

struct Requirement : boost::intrusive::set_base_hook<> {
  // What a pass reads of each class lies together.
  QueueKey head;     // of the first in the queue, while there is one
  AgentSet eligible; // whether they have room or not
  AgentSet perfect;  // of these, those that fit best
  RequirementKey key;
  std::uint32_t id = 0;
  Queue queue;
  bool in_lane = false;
  bool fresh = false; // something came in since the last pass, and nothing waited before
};

struct ByHead {
  bool operator()(const Requirement &a, const Requirement &b) const noexcept { return a.head < b.head; }
};
/// Classes whose conversations are compared by their keys alone, by the key of the first in each.
using Lane = boost::intrusive::set<Requirement, boost::intrusive::compare<ByHead>>;

} // namespace usher::desk
