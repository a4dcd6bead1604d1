// SPDX-License-Identifier: BSL-1.0
// What a desk adds up as it goes: counts and durations by department, account, channel, language and agent. It takes
// what the desk tells it of changes that are kept, and nothing that the desk does depends on it. docs/metrics.md.
//
// What is told lies anywhere in memory, by whom and what it is about. So it is written down first, and added up when
// there is much of it or somebody asks: in a loop that does nothing else a processor adds some while it waits for the
// memory of the others.
#pragma once

#include "base/hash_key.hpp"
#include "desk/metrics_durations.hpp"
#include "desk/metrics_moment.hpp"
#include "desk/steady.hpp"

#include <array>
#include <cstdint>
#include <memory>
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

  /// A number of what is told of; the same again for what comes in a row.
  [[nodiscard]] std::uint32_t about(const Where &where);
  /// One more, or how long it took. Nothing of it can be read before it is kept.
  void tell(std::uint32_t about, Count what);
  void tell(std::uint32_t about, Series what, std::int64_t ms);
  /// Finds what the change that is made tells of, by the policy that is in force now.
  void prepare(const State &state);
  void keep(Instant began) noexcept;
  /// What was told is forgotten; the numbers of agents from `first` on are free again, as they came with it.
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
    std::vector<Group *> by_number; // of departments, accounts, languages, agents
  };
  template <std::size_t... i>
  [[nodiscard]] static std::array<Table, dimension_count> tables_of(const HashKey &key,
                                                                    std::index_sequence<i...>) {
    return {((void)i, Table(key))...};
  }
  [[nodiscard]] Table &table(Dimension dimension) noexcept {
    return tables_[static_cast<std::size_t>(dimension)];
  }
  /// That something is told of; the desk's is added up from those of channels.
  using Groups = std::array<Group *, dimension_count - 1>;
  struct ToldCount {
    std::uint32_t about = 0; // place in about_
    Count what{};
  };
  struct ToldDuration {
    std::int64_t ms = 0;
    std::uint32_t about = 0;
    Series what{};
  };
  static constexpr std::size_t most_told = 2048;
  static constexpr std::size_t fetched_ahead = 8; // so many that were told

  void add_what_is_kept();
  template <class Fetch>
  static void each_of_many(const Groups &groups, Fetch &&fetch) {
    fetch(*groups[static_cast<std::size_t>(Dimension::account) - 1]);
    fetch(*groups[static_cast<std::size_t>(Dimension::agent) - 1]);
  }
  void fetch_durations(std::size_t at) const noexcept;
  void fetch_counts(std::size_t at) const noexcept;
  void add_durations();
  void add_counts() noexcept;
  void drop_added() noexcept;
  void sum_up_desk();
  [[nodiscard]] Group &group_named(Table &table, std::string_view name);
  void follow(const State &state);
  [[nodiscard]] Groups find_groups(const State &state, const Where &where);
  [[nodiscard]] Group *language_group(const State &state, WordId language);
  [[nodiscard]] Group *agent_group(const State &state, AgentId agent);

  std::array<Table, dimension_count> tables_;
  std::shared_ptr<const Terms> terms_; // whose numbers departments and accounts have
  Instant since_ = 0;
  // What is told and not added up yet; behind what is kept is what the change that waits told.
  std::vector<Groups> about_;
  std::vector<ToldCount> counts_;
  std::vector<ToldDuration> durations_;
  std::vector<Where> wheres_; // that come next in about_
  struct {
    std::size_t about = 0;
    std::size_t counts = 0;
    std::size_t durations = 0;
  } kept_;
  // Should memory run out: so many durations are added everywhere, and the next one in so many of its groups.
  std::size_t durations_added_ = 0;
  std::size_t groups_added_ = 0;
  Group nobody_;             // what is told of no department, language, agent ...; nobody reads it
  bool desk_is_old_ = false; // the desk's own group, which is the sum of all channels
};

} // namespace usher::desk
