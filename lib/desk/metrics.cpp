// SPDX-License-Identifier: BSL-1.0
#include "desk/metrics.hpp"

#include "desk/fetch.hpp"
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

Metrics::Metrics() { (void)group_named(table(Dimension::desk), ""); }

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

void Metrics::forget_agents_from(AgentId first) noexcept {
  std::vector<std::uint32_t> &numbers = table(Dimension::agent).by_number;
  if (numbers.size() > first) numbers.resize(first);
}

void Metrics::find_groups(const State &state, Moment &moment) {
  const Where &where = moment.where;
  moment.groups = {0,
                   at(table(Dimension::department).by_number, where.department),
                   at(table(Dimension::account).by_number, where.account),
                   at(table(Dimension::channel).by_number, static_cast<std::uint32_t>(where.kind)),
                   language_group(state, where.language),
                   agent_group(state, where.agent)};
}

void Metrics::prepare(const State &state, std::span<Moment> moments, std::size_t first) {
  if (first == moments.size()) return;
  follow(state);
  const Moment *before = nullptr;
  for (Moment &moment : moments.subspan(first)) {
    if (before != nullptr && before->where == moment.where)
      moment.groups = before->groups;
    else
      find_groups(state, moment);
    before = &moment;
  }
  if (told_.size() + moments.size() > most_told) add_up();
  told_.reserve(std::max(most_told, told_.size() + moments.size()));
}

void Metrics::Told::take(const Moment &moment) noexcept {
  if (moment.count != Count::nothing) counts[count_size++] = moment.count;
  if (moment.series == Series::nothing) return;
  series = moment.series;
  ms = moment.ms;
}

void Metrics::keep(std::span<const Moment> moments, Instant now) noexcept {
  if (since_ == 0) since_ = now;
  const std::size_t first = told_.size();
  for (const Moment &moment : moments) {
    if (told_.size() == first || !told_.back().takes(moment)) {
      told_.emplace_back(); // there is room
      told_.back().groups = moment.groups;
    }
    told_.back().take(moment);
  }
}

/// Of what is told a little later: its counts and lists of durations, and of what is sooner told the buckets in these.
void Metrics::fetch_ahead(const Table &table, std::size_t dimension, std::size_t from) const noexcept {
  constexpr std::size_t group_ahead = 8;
  constexpr std::size_t bucket_ahead = 4;
  const auto group_of = [&](const Told &told) {
    const std::uint32_t number = told.groups[dimension];
    return number == no_group ? nullptr : &table.groups[number];
  };
  if (from + group_ahead < told_.size()) {
    const Told &next = told_[from + group_ahead];
    if (const Group *const group = group_of(next)) {
      for (std::size_t i = 0; i < next.count_size; ++i)
        __builtin_prefetch(&group->counts[static_cast<std::size_t>(next.counts[i])]);
      if (next.series != Series::nothing) fetch((*group)[next.series]);
    }
  }
  if (from + bucket_ahead < told_.size()) {
    const Told &next = told_[from + bucket_ahead];
    if (next.series != Series::nothing)
      if (const Group *const group = group_of(next)) (*group)[next.series].fetch_bucket(next.ms);
  }
}

void Metrics::add_up(Table &table, std::size_t dimension) {
  const bool is_far = table.groups.size() > few;
  for (std::size_t &i = table.added; i < told_.size(); ++i) {
    if (is_far) fetch_ahead(table, dimension, i);
    const Told &told = told_[i];
    if (told.groups[dimension] == no_group) continue;
    Group &group = table.groups[told.groups[dimension]];
    if (told.series != Series::nothing) group.series[static_cast<std::size_t>(told.series)].add(told.ms);
    for (std::size_t one = 0; one < told.count_size; ++one)
      ++group.counts[static_cast<std::size_t>(told.counts[one])];
  }
}

void Metrics::add_up() {
  for (std::size_t dimension = 0; dimension < dimension_count; ++dimension)
    add_up(tables_[dimension], dimension);
  told_.clear();
  for (Table &table : tables_)
    table.added = 0;
}

void Metrics::restore(Dimension dimension, std::vector<Group> groups) {
  told_.clear();
  Table &there = table(dimension);
  Steady<Group>().swap(there.groups);
  there.numbers.clear();
  there.by_number.clear();
  there.added = 0;
  if (dimension == Dimension::desk) (void)group_named(there, "");
  for (Group &group : groups) {
    const std::uint32_t number = group_named(there, group.name);
    there.groups[number] = std::move(group);
  }
  terms_.reset();
}

} // namespace usher::desk
