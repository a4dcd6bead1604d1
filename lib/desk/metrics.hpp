// SPDX-License-Identifier: BSL-1.0
// What a desk adds up as it goes: counts and durations by department, account, channel, language and agent. It takes
// what the desk tells it of changes that are kept, and nothing that the desk does depends on it. docs/metrics.md.
//
// What is told lies anywhere in memory, by whom and what it is about. So it is written down first, and added up when
// there is much of it or somebody asks: then one finds its place while the memory of the next ones is on its way.
#pragma once

#include "base/text_map.hpp"
#include "desk/metrics_durations.hpp"
#include "desk/metrics_moment.hpp"
#include "desk/steady.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::desk {

class State;
class Terms;

class Metrics {
 public:
  /// One department, one agent ...
  struct Group {
    std::string name;
    std::array<std::uint64_t, count_count> counts{};
    std::array<Durations, series_count> series;

    [[nodiscard]] std::uint64_t operator[](Count what) const noexcept {
      return counts[static_cast<std::size_t>(what)];
    }
    [[nodiscard]] const Durations &operator[](Series what) const noexcept {
      return series[static_cast<std::size_t>(what)];
    }
    /// Nothing was told of it: it was made for a change that was taken back, or for a name of the policy.
    [[nodiscard]] bool is_silent() const noexcept;
  };
  Metrics();

  /// Finds the groups of each moment from `first` on and makes room for all, so that keep() cannot fail. Nothing that is
  /// told changes.
  void prepare(const State &state, std::span<Moment> moments, std::size_t first = 0);
  void keep(std::span<const Moment> moments, Instant now) noexcept;
  /// Before anything is read. What cannot be added for want of memory is kept for the next time.
  void add_up();
  /// Their numbers are free again, as the change was taken back in which they came.
  void forget_agents_from(AgentId first) noexcept;

  /// In the order in which they came; of the desk one.
  [[nodiscard]] const Steady<Group> &groups(Dimension dimension) const noexcept {
    return tables_[static_cast<std::size_t>(dimension)].groups;
  }
  /// Null: nothing was told of any such.
  [[nodiscard]] const Group *find(Dimension dimension, std::string_view name) const noexcept;
  /// The desk's time when it began to count; 0: it has not.
  [[nodiscard]] Instant since() const noexcept { return since_; }

  /// Of a snapshot.
  void restore(Dimension dimension, std::vector<Group> groups);
  void restore_since(Instant since) noexcept { since_ = since; }

 private:
  struct Table {
    Steady<Group> groups;
    TextMap<std::uint32_t> numbers;
    std::vector<std::uint32_t> by_number; // of departments, accounts, languages, agents: their groups
    std::size_t added = 0;                // so many of what was told
  };
  [[nodiscard]] Table &table(Dimension dimension) noexcept {
    return tables_[static_cast<std::size_t>(dimension)];
  }
  /// Moments that are kept, one behind the other and of the same groups, as what an event tells mostly is. Of durations
  /// one alone: only they may lack memory, and then all of it is added the next time.
  struct Told {
    std::array<std::uint32_t, dimension_count> groups{};
    std::uint8_t count_size = 0;
    std::array<Count, 6> counts{};
    Series series = Series::nothing;
    Durations::Measured ms;

    [[nodiscard]] bool takes(const Moment &moment) const noexcept {
      return groups == moment.groups && (moment.count == Count::nothing || count_size < counts.size()) &&
             (moment.series == Series::nothing || series == Series::nothing);
    }
    void take(const Moment &moment) noexcept;
  };
  static constexpr std::size_t most_told = 1024;
  static constexpr std::size_t few = 32; // groups: they are in the cache

  void add_up(Table &table, std::size_t dimension);
  void fetch_ahead(const Table &table, std::size_t dimension, std::size_t from) const noexcept;
  [[nodiscard]] std::uint32_t group_named(Table &table, std::string_view name);
  void follow(const State &state);
  void find_groups(const State &state, Moment &moment);
  [[nodiscard]] std::uint32_t language_group(const State &state, WordId language);
  [[nodiscard]] std::uint32_t agent_group(const State &state, AgentId agent);

  std::array<Table, dimension_count> tables_;
  std::shared_ptr<const Terms> terms_; // whose numbers departments and accounts have
  Instant since_ = 0;
  std::vector<Told> told_; // and not added up everywhere
};

} // namespace usher::desk
