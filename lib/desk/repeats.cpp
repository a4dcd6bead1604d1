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
  sum.add_written(event.text);
  sum.add(static_cast<std::uint64_t>(event.from_staff) | static_cast<std::uint64_t>(event.is_private) << 1U |
          static_cast<std::uint64_t>(event.force) << 2U | static_cast<std::uint64_t>(event.blocked) << 3U |
          static_cast<std::uint64_t>(event.refused) << 4U |
          static_cast<std::uint64_t>(event.before_reply) << 5U |
          static_cast<std::uint64_t>(event.resolve) << 6U);
  sum.add(static_cast<std::uint64_t>(event.within_ms));
  sum.add(event.message == nullptr ? 0 : event.message->sum());
  sum.add(event.due);
  sum.add(event.skills);
  sum.add(event.priority);
  sum.add(event.prefer_agent);
  sum.add(event.customer);
  sum.add(event.other);
  sum.add(event.topic);
  sum.add(event.conversations);
  sum.add(event.reply);
  sum.add(event.until);
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

const Repeats::Seen &Repeats::find(const Key &key, Instant time) const noexcept {
  for (const auto &[replaced, seen] : replaced_)
    if (replaced == key && seen.time == time) return seen;
  return seen_.find(key)->second;
}

void Repeats::add(const Key &key, const Seen &seen) {
  order_.push_back({key, seen.time});
  try {
    const auto [at, is_new] = seen_.emplace(key, seen);
    if (!is_new) {
      replaced_.emplace_back(key, at->second);
      at->second = seen;
    }
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

void Repeats::keep_known(Instant now, std::int64_t window) noexcept {
  new_ = 0;
  replaced_.clear();
  while (!order_.empty()) {
    const Added &oldest = order_.front();
    if (order_.size() <= most && oldest.time + window > now) break;
    // Another one may have its id by now.
    const auto at = seen_.find(oldest.key);
    if (at != seen_.end() && at->second.time == oldest.time) seen_.erase(at);
    order_.pop_front();
  }
}

void Repeats::take_back() noexcept {
  for (; new_ > 0; --new_) {
    const Key &key = order_.back().key;
    if (!replaced_.empty() && replaced_.back().first == key) {
      seen_.find(key)->second = replaced_.back().second;
      replaced_.pop_back();
    } else {
      seen_.erase(key);
    }
    order_.pop_back();
  }
}

std::vector<std::pair<Repeats::Key, Repeats::Seen>> Repeats::all() const {
  std::vector<std::pair<Key, Seen>> out;
  for (const Added &one : order_)
    out.emplace_back(one.key, seen_.find(one.key)->second);
  return out;
}

void Repeats::restore(const std::vector<std::pair<Key, Seen>> &all) {
  for (const auto &[key, seen] : all)
    if (seen_.emplace(key, seen).second) order_.push_back({key, seen.time});
}

} // namespace usher::desk
