// SPDX-License-Identifier: BSL-1.0
// What a desk adds up as it goes: counts and durations by department, account, channel, language and agent. It takes
// what the desk tells it of changes that are kept, and nothing that the desk does depends on it. docs/metrics.md.
//
// What is told lies anywhere in memory, by whom and what it is about. So it is written down first, and added up when
// there is much of it or somebody asks: then all of a person or an account comes together, and one finds its place while
// the memory of the next ones is on its way.
#pragma once

#include "base/hash_key.hpp"
#include "desk/metrics_moment.hpp"
#include "desk/steady.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::desk {

class State;
class Terms;

class Metrics {
 public:
  /// One department, one agent ...
  struct Group {
    std::array<Durations, series_count> series;
    std::array<std::uint64_t, count_count> counts{};
    std::string name;

    [[nodiscard]] std::uint64_t operator[](Count what) const noexcept {
      return counts[static_cast<std::size_t>(what)];
    }
    [[nodiscard]] const Durations &operator[](Series what) const noexcept {
      return series[static_cast<std::size_t>(what)];
    }
    /// Nothing was told of it: it was made for a change that was taken back, or for a name of the policy.
    [[nodiscard]] bool is_silent() const noexcept;
  };
  /// `key`: of tables of names.
  explicit Metrics(const HashKey &key = random_hash_key());

  /// Writes down moments of the change that is made. Nothing that is told changes before it is kept.
  void prepare(const State &state, std::span<const Moment> moments);
  void keep(Instant began) noexcept;
  /// What was prepared is forgotten; the numbers of agents from `first` on are free again, as they came with it.
  void take_back(AgentId first) noexcept;
  /// Before anything is read. What cannot be added for want of memory is kept for the next time.
  void add_up();

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
    explicit Table(const HashKey &key) : numbers(0, NameHash(key)) {}
    Steady<Group> groups;
    NameMap<std::uint32_t> numbers;
    std::vector<std::uint32_t> by_number; // of departments, accounts, languages, agents: their groups
    std::size_t at = 0;                   // which is being added, should memory run out within it, and
    std::uint8_t durations_added = 0;     // so many of its durations
  };
  template <std::size_t... i>
  [[nodiscard]] static std::array<Table, dimension_count> tables_of(const HashKey &key,
                                                                    std::index_sequence<i...>) {
    return {((void)i, Table(key))...};
  }
  [[nodiscard]] Table &table(Dimension dimension) noexcept {
    return tables_[static_cast<std::size_t>(dimension)];
  }
  using Groups = std::array<std::uint32_t, dimension_count>;
  struct Told {
    Groups groups{};
    Tally tally;
  };
  static constexpr std::size_t most_told = 2048;
  static constexpr std::size_t few = 128; // groups: they are in the cache

  void add_what_is_kept();
  void add(Table &table, std::size_t dimension);
  void add_one(Table &table, std::size_t dimension, std::size_t at);
  void sort_by_group(const Table &table, std::size_t dimension);
  void fetch_ahead(const Table &table, std::size_t dimension, std::size_t from) const noexcept;
  void sum_up_desk();
  [[nodiscard]] std::uint32_t group_named(Table &table, std::string_view name);
  void follow(const State &state);
  [[nodiscard]] Groups find_groups(const State &state, const Where &where);
  [[nodiscard]] std::uint32_t language_group(const State &state, WordId language);
  [[nodiscard]] std::uint32_t agent_group(const State &state, AgentId agent);

  std::array<Table, dimension_count> tables_;
  std::shared_ptr<const Terms> terms_; // whose numbers departments and accounts have
  Instant since_ = 0;
  std::vector<Told> told_; // and not added up everywhere; where it was, its group is none
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> begins_; // of groups in it
  std::size_t kept_ = 0;              // so many of these; behind them is what the change that waits told
  bool desk_is_old_ = false;          // the desk's own group, which is the sum of all channels
};

} // namespace usher::desk
