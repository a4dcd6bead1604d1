// SPDX-License-Identifier: BSL-1.0
#include "desk/metrics.hpp"

#include "base/fetch.hpp"
#include "desk/state.hpp"
#include "policy/facts.hpp"

#include <algorithm>
#include <tuple>

namespace usher::desk {
bool Metrics::Group::is_silent() const noexcept {
  return std::all_of(counts.begin(), counts.end(), [](std::uint64_t count) { return count == 0; }) &&
         std::all_of(series.begin(), series.end(),
                     [](const Durations &durations) { return durations.count() == 0; });
}

Metrics::Metrics(const HashKey &key) : tables_(tables_of(key, std::make_index_sequence<dimension_count>())) {
  (void)group_named(table(Dimension::desk), "");
}

Metrics::Group &Metrics::group_named(Table &table, std::string_view name) {
  if (const auto found = table.numbers.find(name); found != table.numbers.end())
    return table.groups[found->second];
  const auto number = static_cast<std::uint32_t>(table.groups.size());
  table.groups.emplace_back();
  try {
    table.groups.back().name = name;
    table.numbers.emplace(std::string(name), number);
  } catch (...) {
    table.groups.pop_back();
    throw;
  }
  return table.groups.back();
}

const Metrics::Group *Metrics::find(Dimension dimension, std::string_view name) const noexcept {
  const Table &table = tables_[static_cast<std::size_t>(dimension)];
  const auto found = table.numbers.find(name);
  return found == table.numbers.end() ? nullptr : &table.groups[found->second];
}

/// Departments and accounts have the numbers of the policy in force, and go on under their names.
void Metrics::follow(const State &state) {
  const policy::Frame &frame = state.terms().frame();
  const auto follow_list = [this](Dimension dimension, const auto &list) {
    Table &groups = table(dimension);
    groups.by_number.clear();
    for (const auto &one : list)
      groups.by_number.push_back(&group_named(groups, one.name));
  };
  follow_list(Dimension::department, frame.departments);
  follow_list(Dimension::account, frame.accounts);
  Table &channels = table(Dimension::channel);
  channels.by_number.clear();
  for (const std::string_view kind : policy::channel_kind_names())
    channels.by_number.push_back(&group_named(channels, kind));
  terms_ = state.shared_terms();
}

Metrics::Group *Metrics::language_group(const State &state, WordId language) {
  Table &languages = table(Dimension::language);
  if (languages.by_number.size() <= language) languages.by_number.resize(language + std::size_t{1});
  Group *&group = languages.by_number[language];
  if (group == nullptr)
    group = language == 0 ? &nobody_ : &group_named(languages, state.words().text(language));
  return group;
}

Metrics::Group *Metrics::agent_group(const State &state, AgentId agent) {
  if (agent == no_agent) return &nobody_;
  Table &agents = table(Dimension::agent);
  if (agents.by_number.size() <= agent) agents.by_number.resize(agent + std::size_t{1});
  Group *&group = agents.by_number[agent];
  if (group == nullptr) group = &group_named(agents, state.agent(agent).name);
  return group;
}

Metrics::Groups Metrics::find_groups(const State &state, const Where &where) {
  const auto known = [this](Dimension dimension, std::uint32_t number) {
    const std::vector<Group *> &groups = table(dimension).by_number;
    return number < groups.size() ? groups[number] : nullptr;
  };
  const auto known_or_nobody = [&](Dimension dimension, std::uint32_t number) {
    Group *const group = known(dimension, number);
    return group != nullptr ? group : &nobody_;
  };
  Group *language = known(Dimension::language, where.language);
  if (language == nullptr) [[unlikely]]
    language = language_group(state, where.language);
  Group *agent = known(Dimension::agent, where.agent);
  if (agent == nullptr) agent = agent_group(state, where.agent);
  return {known_or_nobody(Dimension::department, where.department),
          known_or_nobody(Dimension::account, where.account),
          known_or_nobody(Dimension::channel, static_cast<std::uint32_t>(where.kind)), language, agent};
}

std::uint32_t Metrics::about(const Where &where) {
  if (wheres_.empty() || !(wheres_.back() == where)) wheres_.push_back(where);
  return static_cast<std::uint32_t>(about_.size() + wheres_.size() - 1);
}

void Metrics::tell(std::uint32_t about, Count what) { counts_.push_back({about, what}); }

void Metrics::tell(std::uint32_t about, Series what, std::int64_t ms) {
  durations_.push_back({ms, about, what});
}

void Metrics::prepare(const State &state) {
  if (wheres_.empty()) return;
  if (terms_ != state.shared_terms()) follow(state);
  if (about_.size() >= most_told) add_what_is_kept();
  for (const Where &where : wheres_)
    about_.push_back(find_groups(state, where));
  wheres_.clear();
}

void Metrics::keep(Instant began) noexcept {
  if (since_ == 0) since_ = began;
  kept_ = {about_.size(), counts_.size(), durations_.size()};
}

void Metrics::take_back(AgentId first) noexcept {
  about_.resize(kept_.about);
  counts_.resize(kept_.counts);
  durations_.resize(kept_.durations);
  wheres_.clear();
  std::vector<Group *> &agents = table(Dimension::agent).by_number;
  if (agents.size() > first) agents.resize(first);
}

/// Of accounts and people there are so many that what they have is not at hand. It is asked for a little before it is
/// added to, and of what is sooner added to the buckets.
void Metrics::fetch_durations(std::size_t at) const noexcept {
  constexpr std::size_t bucket_ahead = 4;
  if (at + fetched_ahead < kept_.durations) {
    const ToldDuration &told = durations_[at + fetched_ahead];
    each_of_many(about_[told.about], [&](const Group &group) { fetch_line(&group[told.what]); });
  }
  if (at + bucket_ahead < kept_.durations) {
    const ToldDuration &told = durations_[at + bucket_ahead];
    each_of_many(about_[told.about], [&](const Group &group) { group[told.what].fetch_bucket(told.ms); });
  }
}

void Metrics::fetch_counts(std::size_t at) const noexcept {
  if (at + fetched_ahead >= kept_.counts) return;
  const ToldCount &told = counts_[at + fetched_ahead];
  each_of_many(about_[told.about],
               [&](const Group &group) { fetch_line(&group.counts[static_cast<std::size_t>(told.what)]); });
}

/// They may lack memory, and then it goes on behind the last one that found some.
void Metrics::add_durations() {
  for (; durations_added_ < kept_.durations; ++durations_added_) {
    fetch_durations(durations_added_);
    const ToldDuration &told = durations_[durations_added_];
    const Groups &groups = about_[told.about];
    const auto series = static_cast<std::size_t>(told.what);
    const Durations::Measured duration(told.ms);
    if (groups_added_ == 0) {
      std::size_t added = 0;
      std::apply(
          [&](auto *...group) { (void)((group->series[series].add_to_room(duration) && ++added) && ...); },
          groups);
      groups_added_ = added;
    }
    for (; groups_added_ < groups.size(); ++groups_added_)
      groups[groups_added_]->series[series].add(duration);
    groups_added_ = 0;
  }
  durations_added_ = 0;
}

void Metrics::add_counts() noexcept {
  for (std::size_t at = 0; at < kept_.counts; ++at) {
    fetch_counts(at);
    std::apply([what = static_cast<std::size_t>(counts_[at].what)](
                   auto *...groups) { (..., ++groups->counts[what]); },
               about_[counts_[at].about]);
  }
}

void Metrics::drop_added() noexcept {
  const auto drop = [](auto &list, std::size_t size) {
    list.erase(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(size));
  };
  drop(about_, kept_.about);
  drop(counts_, kept_.counts);
  drop(durations_, kept_.durations);
  for (ToldCount &waits : counts_)
    waits.about -= static_cast<std::uint32_t>(kept_.about);
  for (ToldDuration &waits : durations_)
    waits.about -= static_cast<std::uint32_t>(kept_.about);
  kept_ = {};
}

void Metrics::add_what_is_kept() {
  if (kept_.about == 0) return;
  desk_is_old_ = true;
  add_durations();
  add_counts();
  drop_added();
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
  about_.clear();
  counts_.clear();
  durations_.clear();
  wheres_.clear();
  kept_ = {};
  durations_added_ = groups_added_ = 0;
  desk_is_old_ = true;
  Table &there = table(dimension);
  Steady<Group>().swap(there.groups);
  there.numbers.clear();
  there.by_number.clear();
  if (dimension == Dimension::desk) (void)group_named(there, "");
  for (Group &group : groups) {
    Group &made = group_named(there, group.name);
    made = std::move(group);
  }
  terms_.reset();
}

} // namespace usher::desk
