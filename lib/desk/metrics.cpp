// SPDX-License-Identifier: BSL-1.0
#include "desk/metrics.hpp"

#include "desk/state.hpp"
#include "policy/facts.hpp"

#include <algorithm>

namespace usher::desk {
namespace {

constexpr std::uint32_t no_group = UINT32_MAX;

std::uint32_t at(const std::vector<std::uint32_t> &list, std::uint32_t number) noexcept {
  return number < list.size() ? list[number] : no_group;
}

} // namespace

bool Metrics::Group::is_silent() const noexcept {
  return std::all_of(counts.begin(), counts.end(), [](std::uint64_t count) { return count == 0; }) &&
         std::all_of(series.begin(), series.end(),
                     [](const Durations &durations) { return durations.count() == 0; });
}

Metrics::Metrics(const HashKey &key) : tables_(tables_of(key, std::make_index_sequence<dimension_count>())) {
  (void)group_named(table(Dimension::desk), "");
}

std::uint32_t Metrics::group_named(Table &table, std::string_view name) {
  if (const auto found = table.numbers.find(name); found != table.numbers.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(table.groups.size());
  table.groups.emplace_back();
  try {
    table.groups.back().name = name;
    table.numbers.emplace(std::string(name), number);
  } catch (...) {
    table.groups.pop_back();
    throw;
  }
  return number;
}

const Metrics::Group *Metrics::find(Dimension dimension, std::string_view name) const noexcept {
  const Table &table = tables_[static_cast<std::size_t>(dimension)];
  const auto found = table.numbers.find(name);
  return found == table.numbers.end() ? nullptr : &table.groups[found->second];
}

/// Departments and accounts have the numbers of the policy in force, and go on under their names.
void Metrics::follow(const State &state) {
  if (terms_ == state.shared_terms()) return;
  const policy::Frame &frame = state.terms().frame();
  const auto follow_list = [this](Dimension dimension, const auto &list) {
    Table &groups = table(dimension);
    groups.by_number.clear();
    for (const auto &one : list)
      groups.by_number.push_back(group_named(groups, one.name));
  };
  follow_list(Dimension::department, frame.departments);
  follow_list(Dimension::account, frame.accounts);
  Table &channels = table(Dimension::channel);
  channels.by_number.clear();
  for (const std::string_view kind : policy::channel_kind_names())
    channels.by_number.push_back(group_named(channels, kind));
  terms_ = state.shared_terms();
}

std::uint32_t Metrics::language_group(const State &state, WordId language) {
  if (language == 0) return no_group;
  Table &languages = table(Dimension::language);
  if (languages.by_number.size() <= language) languages.by_number.resize(language + std::size_t{1}, no_group);
  std::uint32_t &group = languages.by_number[language];
  if (group != no_group) return group;
  group = group_named(languages, state.words().text(language));
  return group;
}

std::uint32_t Metrics::agent_group(const State &state, AgentId agent) {
  if (agent == no_agent) return no_group;
  Table &agents = table(Dimension::agent);
  if (agents.by_number.size() <= agent) agents.by_number.resize(agent + std::size_t{1}, no_group);
  std::uint32_t &group = agents.by_number[agent];
  if (group == no_group) group = group_named(agents, state.agent(agent).name);
  return group;
}

Metrics::Groups Metrics::find_groups(const State &state, const Where &where) {
  return {no_group, // of the desk: added up from those of channels
          at(table(Dimension::department).by_number, where.department),
          at(table(Dimension::account).by_number, where.account),
          at(table(Dimension::channel).by_number, static_cast<std::uint32_t>(where.kind)),
          language_group(state, where.language),
          agent_group(state, where.agent)};
}

void Metrics::prepare(const State &state, std::span<const Moment> moments) {
  if (moments.empty()) return;
  follow(state);
  if (told_.size() + moments.size() > most_told) add_what_is_kept();
  told_.reserve(std::max(most_told, told_.size() + moments.size()));
  for (const Moment &moment : moments)
    told_.push_back({find_groups(state, moment.where), moment.tally});
}

void Metrics::keep(Instant began) noexcept {
  if (since_ == 0) since_ = began;
  kept_ = told_.size();
}

void Metrics::take_back(AgentId first) noexcept {
  told_.resize(kept_);
  std::vector<std::uint32_t> &numbers = table(Dimension::agent).by_number;
  if (numbers.size() > first) numbers.resize(first);
}

/// What is to be added to a table, group by group.
void Metrics::sort_by_group(const Table &table, std::size_t dimension) {
  begins_.assign(table.groups.size() + 1, 0);
  const std::span<const Told> kept(told_.data(), kept_);
  for (const Told &told : kept)
    if (const std::uint32_t group = told.groups[dimension]; group != no_group) ++begins_[group + 1];
  for (std::size_t group = 1; group < begins_.size(); ++group)
    begins_[group] += begins_[group - 1];
  order_.resize(begins_.back());
  for (std::uint32_t at = 0; at < kept_; ++at)
    if (const std::uint32_t group = told_[at].groups[dimension]; group != no_group)
      order_[begins_[group]++] = at;
}

/// Of what is added a little later: its counts and lists of durations, and of what is sooner added the buckets in these.
void Metrics::fetch_ahead(const Table &table, std::size_t dimension, std::size_t from) const noexcept {
  constexpr std::size_t group_ahead = 8;
  constexpr std::size_t bucket_ahead = 4;
  if (from + group_ahead < order_.size()) {
    const Told &told = told_[order_[from + group_ahead]];
    const Tally &next = told.tally;
    const Group &group = table.groups[told.groups[dimension]];
    for (std::size_t i = 0; i < next.count_size; ++i)
      __builtin_prefetch(&group.counts[static_cast<std::size_t>(next.counts[i])]);
    for (std::size_t i = 0; i < next.duration_size; ++i)
      __builtin_prefetch(&group[next.series[i]]);
  }
  if (from + bucket_ahead < order_.size()) {
    const Told &told = told_[order_[from + bucket_ahead]];
    const Tally &next = told.tally;
    const Group &group = table.groups[told.groups[dimension]];
    for (std::size_t i = 0; i < next.duration_size; ++i)
      group[next.series[i]].fetch_bucket(next.durations[i]);
  }
}

/// Only durations may lack memory, and then it goes on behind the last one that found some.
void Metrics::add_one(Table &table, std::size_t dimension, std::size_t at) {
  Told &told = told_[at];
  Group &group = table.groups[told.groups[dimension]];
  const Tally &tally = told.tally;
  table.at = at;
  for (std::uint8_t &done = table.durations_added; done < tally.duration_size; ++done)
    group.series[static_cast<std::size_t>(tally.series[done])].add(tally.durations[done]);
  table.durations_added = 0;
  for (std::size_t one = 0; one < tally.count_size; ++one)
    ++group.counts[static_cast<std::size_t>(tally.counts[one])];
  told.groups[dimension] = no_group;
}

void Metrics::add(Table &table, std::size_t dimension) {
  if (table.durations_added != 0) add_one(table, dimension, table.at);
  if (table.groups.size() <= few) {
    for (std::size_t at = 0; at < kept_; ++at)
      if (told_[at].groups[dimension] != no_group) add_one(table, dimension, at);
    return;
  }
  sort_by_group(table, dimension);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    fetch_ahead(table, dimension, i);
    add_one(table, dimension, order_[i]);
  }
}

void Metrics::add_what_is_kept() {
  if (kept_ == 0) return;
  desk_is_old_ = true;
  for (std::size_t dimension = 1; dimension < dimension_count; ++dimension)
    add(tables_[dimension], dimension);
  told_.erase(told_.begin(), told_.begin() + static_cast<std::ptrdiff_t>(kept_));
  kept_ = 0;
}

void Metrics::add_up() {
  add_what_is_kept();
  if (desk_is_old_) sum_up_desk();
}

/// Whatever happens does so on a channel of one kind, so what they have together is the desk's.
void Metrics::sum_up_desk() {
  Group desk;
  for (const Group &channel : table(Dimension::channel).groups) {
    for (std::size_t count = 0; count < count_count; ++count)
      desk.counts[count] += channel.counts[count];
    for (std::size_t series = 0; series < series_count; ++series)
      desk.series[series].add_all(channel.series[series]);
  }
  table(Dimension::desk).groups[0] = std::move(desk);
  desk_is_old_ = false;
}

void Metrics::restore(Dimension dimension, std::vector<Group> groups) {
  told_.clear();
  kept_ = 0;
  desk_is_old_ = true;
  Table &there = table(dimension);
  Steady<Group>().swap(there.groups);
  there.numbers.clear();
  there.by_number.clear();
  there.durations_added = 0;
  if (dimension == Dimension::desk) (void)group_named(there, "");
  for (Group &group : groups) {
    const std::uint32_t number = group_named(there, group.name);
    there.groups[number] = std::move(group);
  }
  terms_.reset();
}

} // namespace usher::desk
