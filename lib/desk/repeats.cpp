// SPDX-License-Identifier: BSL-1.0
#include "desk/repeats.hpp"

#include "desk/sum.hpp"

#include <optional>

namespace usher::desk {

Repeats::Key Repeats::key_of(std::string_view id) noexcept {
  Sum low;
  low.add(id);
  Sum high;
  high.add(std::uint64_t{0x7573686572});
  high.add(id);
  return {high.value(), low.value()};
}

std::uint64_t Repeats::content_of(const Event &event) {
  Sum sum;
  sum.add(static_cast<std::uint64_t>(event.type));
  sum.add(event.conversation);
  sum.add(event.agent);
  sum.add(event.department);
  sum.add(event.text);
  sum.add(static_cast<std::uint64_t>(event.from_staff) | static_cast<std::uint64_t>(event.is_private) << 1U |
          static_cast<std::uint64_t>(event.force) << 2U | static_cast<std::uint64_t>(event.blocked) << 3U |
          static_cast<std::uint64_t>(event.refused) << 4U |
          static_cast<std::uint64_t>(event.before_reply) << 5U);
  sum.add(static_cast<std::uint64_t>(event.within_ms));
  sum.add(event.message == nullptr ? 0 : event.message->sum());
  sum.add(event.due);
  sum.add(event.skills);
  sum.add(event.priority);
  sum.add(event.prefer_agent);
  sum.add(event.customer);
  if (event.update != nullptr) {
    const AgentUpdate &update = *event.update;
    sum.add(update.presence);
    sum.add(update.departments);
    sum.add(update.skills);
    sum.add(update.languages);
    sum.add(update.accounts);
    sum.add(update.capacity);
    for (const std::optional<std::uint32_t> &one : update.capacity_of_kind)
      sum.add(one);
    sum.add(update.works_on);
    sum.add(update.shift);
  }
  return sum.value();
}

const Repeats::Seen *Repeats::find(const Key &key) const noexcept {
  const auto found = seen_.find(key);
  return found == seen_.end() ? nullptr : &found->second;
}

void Repeats::add(const Key &key, const Seen &seen) {
  order_.push_back(key);
  try {
    seen_.emplace(key, seen);
  } catch (...) {
    order_.pop_back();
    throw;
  }
  ++new_;
}

void Repeats::set_effects(const Key &key, std::uint64_t first, std::uint64_t count) noexcept {
  const auto found = seen_.find(key);
  if (found == seen_.end()) return;
  found->second.first_effect = first;
  found->second.effect_count = count;
}

void Repeats::keep(Instant now, std::int64_t window) noexcept {
  new_ = 0;
  while (!order_.empty()) {
    const auto oldest = seen_.find(order_.front());
    if (order_.size() <= most && oldest->second.time + window > now) break;
    seen_.erase(oldest);
    order_.pop_front();
  }
}

void Repeats::take_back() noexcept {
  for (; new_ > 0; --new_) {
    seen_.erase(order_.back());
    order_.pop_back();
  }
}

std::vector<std::pair<Repeats::Key, Repeats::Seen>> Repeats::all() const {
  std::vector<std::pair<Key, Seen>> out;
  for (const Key &key : order_)
    out.emplace_back(key, seen_.find(key)->second);
  return out;
}

void Repeats::restore(const std::vector<std::pair<Key, Seen>> &all) {
  for (const auto &[key, seen] : all)
    if (seen_.emplace(key, seen).second) order_.push_back(key);
}

} // namespace usher::desk
