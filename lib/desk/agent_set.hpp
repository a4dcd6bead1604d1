// SPDX-License-Identifier: BSL-1.0
// A set of agents as bits: who may take something, who has room. A few hundred bytes for a few thousand people, so
// that asking for both at once costs some dozen instructions.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace usher::desk {

using AgentId = std::uint32_t;
inline constexpr AgentId no_agent = UINT32_MAX;

class AgentSet {
 public:
  /// Room for agents 0 to count - 1; those that are new are not in it.
  void grow(std::size_t count) {
    if (count > words_.size() * 64) words_.resize((count + 63) / 64);
  }
  [[nodiscard]] bool operator[](AgentId agent) const noexcept {
    return agent / 64 < words_.size() && ((words_[agent / 64] >> (agent % 64)) & 1U) != 0;
  }
  void insert(AgentId agent) noexcept { words_[agent / 64] |= std::uint64_t{1} << (agent % 64); }
  [[nodiscard]] bool has_place_for(AgentId agent) const noexcept { return agent / 64 < words_.size(); }
  /// Also of an agent for whom there is no place yet.
  void erase(AgentId agent) noexcept {
    if (has_place_for(agent)) words_[agent / 64] &= ~(std::uint64_t{1} << (agent % 64));
  }
  void put(AgentId agent, bool in) noexcept {
    if (in)
      insert(agent);
    else
      erase(agent);
  }
  void clear() noexcept {
    for (std::uint64_t &word : words_)
      word = 0;
  }
  [[nodiscard]] static constexpr std::size_t words_for(std::size_t count) noexcept {
    return (count + 63) / 64;
  }
  /// 64 agents at a time.
  [[nodiscard]] std::uint64_t word(std::size_t i) const noexcept { return i < words_.size() ? words_[i] : 0; }
  [[nodiscard]] bool empty() const noexcept {
    for (const std::uint64_t word : words_)
      if (word != 0) return false;
    return true;
  }
  [[nodiscard]] bool meets(const AgentSet &other) const noexcept {
    const std::size_t size = words_.size() < other.words_.size() ? words_.size() : other.words_.size();
    for (std::size_t i = 0; i < size; ++i)
      if ((words_[i] & other.words_[i]) != 0) return true;
    return false;
  }
  /// Agents 0 to count - 1.
  [[nodiscard]] bool has_all(std::size_t count) const noexcept {
    for (std::size_t i = 0; i < count / 64; ++i)
      if (word(i) != ~std::uint64_t{0}) return false;
    const std::uint64_t rest = (std::uint64_t{1} << (count % 64)) - 1;
    return (word(count / 64) & rest) == rest;
  }
  /// Whether some agent is as asked, up to the first that is.
  template <class F>
  [[nodiscard]] bool any(F &&is) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
        if (is(static_cast<AgentId>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))))) return true;
    return false;
  }
  /// In the order of the list.
  template <class F>
  void each(F &&visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
        visit(static_cast<AgentId>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
  }
  /// Those of both, likewise.
  template <class F>
  static void each_of_both(const AgentSet &a, const AgentSet &b, F &&visit) {
    const std::size_t size = a.words_.size() < b.words_.size() ? a.words_.size() : b.words_.size();
    for (std::size_t i = 0; i < size; ++i)
      for (std::uint64_t word = a.words_[i] & b.words_[i]; word != 0; word &= word - 1)
        visit(static_cast<AgentId>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
  }

 private:
  std::vector<std::uint64_t> words_;
};

} // namespace usher::desk
