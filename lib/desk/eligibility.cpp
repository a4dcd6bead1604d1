// SPDX-License-Identifier: BSL-1.0
// Who may take what, and how well it suits them.
#include "desk/state.hpp"

#include <algorithm>
#include <bit>

namespace usher::desk {
namespace {

bool has(const std::vector<std::uint32_t> &list, std::uint32_t number) {
  return std::find(list.begin(), list.end(), number) != list.end();
}
bool has(std::span<const WordId> list, WordId word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::uint64_t word_of(const std::vector<AgentSet> &sets, std::uint32_t number, std::size_t word) {
  return number < sets.size() ? sets[number].word(word) : 0;
}

} // namespace

std::size_t hash_value(const RequirementKey &key) noexcept {
  const auto both = [](std::uint64_t a, std::uint64_t b) { return (a << 32U) | b; };
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
  return fold_product(both(key.department, key.account) ^ odd, both(key.skills, key.language) + odd) ^
         fold_product(both(key.pace, key.only) ^ ~odd,
                      key.declined * 8 + static_cast<std::uint64_t>(key.kind) + both(key.step, 1));
}

/// Whether it makes a difference for some agent.
bool State::account_counts(std::uint32_t account) const noexcept {
  return account != none && (accounts_count_ || !terms_->frame().accounts[account].departments.empty());
}

RequirementKey State::requirement_key(const Conversation &conversation) const {
  const ConversationData &data = conversation.data;
  RequirementKey key;
  key.department = data.department;
  key.account = account_counts(data.account) ? data.account : none;
  key.skills = data.skills;
  key.language = data.language;
  if (terms_->frame().desk.order == policy::Order::index)
    key.pace = terms_->pace_of(data.shown_band, data.sla, data.band);
  key.only = data.preferred;
  key.declined = conversation.declines.empty() ? 0 : data.number;
  if (kinds_count_) key.kind = data.kind;
  key.step = data.step;
  return key;
}

const Terms::Reach &State::reach_of(const RequirementKey &key) const noexcept {
  const std::vector<Terms::Reach> &reach = terms_->department(key.department).reach;
  return reach[std::min<std::size_t>(key.step, reach.size() - 1)];
}

bool State::is_eligible(const Agent &agent, const RequirementKey &key) const {
  return ineligible(agent, key).obstacle == Obstacle::nothing;
}

Unfit State::ineligible(const Agent &agent, const RequirementKey &key) const {
  if (agent.data.presence == Presence::gone) return {Obstacle::gone};
  const Profile &profile = profiles_[agent.data.profile];
  const Terms::Reach &reach = reach_of(key);
  const bool in_reach = std::any_of(reach.departments.begin(), reach.departments.end(),
                                    [&](std::uint32_t number) { return has(profile.departments, number); });
  if (!in_reach) return {Obstacle::department};
  if (profile.capacity_of_kind[static_cast<std::size_t>(key.kind)] == 0) return {Obstacle::kind};
  if (key.account != none) {
    if (!profile.accounts.empty() && !has(profile.accounts, key.account)) return {Obstacle::account};
    const std::vector<std::uint32_t> &allowed = terms_->frame().accounts[key.account].departments;
    if (!allowed.empty() && std::none_of(allowed.begin(), allowed.end(), [&](std::uint32_t number) {
          return has(profile.departments, number);
        }))
      return {Obstacle::account};
  }
  const std::span<const WordId> languages = words_.words(profile.languages);
  if (key.language != 0 && !reach.drop_language && !languages.empty() && !has(languages, key.language))
    return {Obstacle::language};
  if (reach.drop_skills) return {};
  const std::span<const WordId> skills = words_.words(profile.skills);
  for (const WordId skill : words_.words(key.skills))
    if (!has(skills, skill) && std::find(reach.dropped_skills.begin(), reach.dropped_skills.end(), skill) ==
                                   reach.dropped_skills.end())
      return {Obstacle::skill, skill};
  return {};
}

std::uint32_t State::fit(const Agent &agent, const RequirementKey &key) const {
  const Profile &profile = profiles_[agent.data.profile];
  std::uint32_t out = 1000;
  const auto times = [&](std::uint32_t thousandths) { out = out * thousandths / 1000; };
  if (!has(profile.departments, key.department)) times(700);
  const std::span<const WordId> needed = words_.words(key.skills);
  const std::span<const WordId> skills = words_.words(profile.skills);
  bool lacks = false;
  bool second = false;
  for (const WordId skill : needed) {
    const auto found = std::find(skills.begin(), skills.end(), skill);
    lacks |= found == skills.end();
    second |= found != skills.end() && static_cast<std::size_t>(found - skills.begin()) >= needed.size();
  }
  if (lacks)
    times(600);
  else if (second)
    times(800);
  const std::span<const WordId> languages = words_.words(profile.languages);
  if (key.language != 0 && !languages.empty() && languages.front() != key.language)
    times(has(languages, key.language) ? 950 : 600);
  return out;
}

// ---- Sets of agents, so that who may take something is found without asking everybody --------------------------

/// Agents of a profile that is theirs already. The sets of its words grow here, and never shrink.
void State::index_agent(AgentId id) {
  const Profile &profile = profiles_[agents_[id].data.profile];
  AgentData &data = agents_[id].data;
  data.skill_count = static_cast<std::uint32_t>(words_.words(profile.skills).size());
  data.capacity = profile.capacity;
  data.works_on = profile.works_on;
  const auto put = [&](std::vector<AgentSet> &sets, std::uint32_t number) {
    if (number >= sets.size()) sets.resize(number + 1);
    sets[number].grow(id + 1);
    sets[number].insert(id);
  };
  for (const std::uint32_t department : profile.departments)
    put(in_department_, department);
  for (const WordId skill : words_.words(profile.skills))
    put(has_skill_, skill);
  for (const WordId language : words_.words(profile.languages))
    put(speaks_, language);
  if (words_.words(profile.languages).empty()) put(speaks_, 0);
}

/// What an agent asks of a conversation beyond what others ask: from now on it tells apart what was alike.
void State::tell_apart(const Profile &profile) {
  const std::array<std::uint32_t, policy::channel_kind_count> &weights = terms_->frame().desk.weights;
  const bool accounts = accounts_count_ || !profile.accounts.empty();
  const bool kinds =
      kinds_count_ ||
      std::any_of(weights.begin(), weights.end(), [&](std::uint32_t w) { return w != weights[0]; }) ||
      std::any_of(profile.capacity_of_kind.begin(), profile.capacity_of_kind.end(),
                  [](std::uint32_t limit) { return limit != UINT32_MAX; });
  if (accounts == accounts_count_ && kinds == kinds_count_) return;
  accounts_count_ = accounts;
  if (kinds && !kinds_count_) {
    kinds_count_ = true;
    for (AgentId id = 0; id < agents_.size(); ++id)
      refresh_agent(id); // of the other kinds
  }
  for (Conversation &conversation : conversations_)
    if (!conversation.gone && conversation.data.location == Location::queued) (void)edit(conversation.id);
}

bool State::anybody_of(const std::vector<AgentSet> &sets, std::uint32_t number) const noexcept {
  bool found = false;
  if (number < sets.size())
    sets[number].each([&](AgentId id) { found |= agents_[id].data.presence != Presence::gone; });
  return found;
}

bool State::somebody_has(WordId skill) const noexcept { return anybody_of(has_skill_, skill); }
bool State::somebody_speaks(WordId language) const noexcept { return anybody_of(speaks_, language); }

bool State::languages_count() const noexcept {
  return speaks_.empty() ? !agents_.empty() : !speaks_[0].has_all(agents_.size());
}

/// Departments of the same people are one team, and take turns together: else its first would be the first of each.
void State::set_turn(std::uint32_t department, AgentId agent) {
  save_departments();
  departments_[department].last_turn = agent;
  if (department >= in_department_.size() || in_department_[department].empty()) return;
  const std::size_t words = AgentSet::words_for(agents_.size());
  for (std::uint32_t other = 0; other < departments_.size(); ++other) {
    std::size_t i = 0;
    while (i < words && word_of(in_department_, other, i) == in_department_[department].word(i))
      ++i;
    if (i == words) departments_[other].last_turn = agent;
  }
}

void State::unindex_agent(AgentId id) noexcept {
  for (std::vector<AgentSet> *const sets : {&in_department_, &has_skill_, &speaks_})
    for (AgentSet &set : *sets)
      if (set[id]) set.erase(id);
}

/// Of 64 agents, by one word of the sets, those who are in the departments and have what `reach` does not drop.
std::uint64_t State::who_meets(std::span<const std::uint32_t> departments, const Terms::Reach &reach,
                               const RequirementKey &key, std::size_t word) const noexcept {
  std::uint64_t may = 0;
  for (const std::uint32_t department : departments)
    may |= word_of(in_department_, department, word);
  if (may == 0) return 0;
  if (!reach.drop_skills)
    for (const WordId skill : words_.words(key.skills))
      if (!has(std::span<const WordId>(reach.dropped_skills), skill)) may &= word_of(has_skill_, skill, word);
  if (key.language != 0 && !reach.drop_language)
    may &= word_of(speaks_, key.language, word) | word_of(speaks_, 0, word);
  return may;
}

bool State::somebody_meets(const RequirementKey &key) const {
  RequirementKey widened = key;
  const std::vector<Terms::Reach> &reach = terms_->department(key.department).reach;
  widened.step = static_cast<std::uint16_t>(reach.size() - 1);
  for (std::size_t i = 0; i < AgentSet::words_for(agents_.size()); ++i)
    for (std::uint64_t may = who_meets(reach.back().departments, reach_of(key), key, i); may != 0;
         may &= may - 1) {
      const auto id = static_cast<AgentId>(i * 64 + static_cast<std::size_t>(std::countr_zero(may)));
      if (is_eligible(agents_[id], widened)) return true;
    }
  return false;
}

void State::fill_eligible(Requirement &requirement, const Conversation &conversation) noexcept {
  const RequirementKey &key = requirement.key;
  const Terms::Reach &reach = reach_of(key);
  const std::size_t words = AgentSet::words_for(agents_.size());
  requirement.eligible.clear();
  requirement.perfect.clear();
  for (std::size_t i = 0; i < words; ++i) {
    for (std::uint64_t may = who_meets(reach.departments, reach, key, i); may != 0; may &= may - 1) {
      const auto id = static_cast<AgentId>(i * 64 + static_cast<std::size_t>(std::countr_zero(may)));
      judge(requirement, agents_[id], id);
    }
  }
  if (key.declined == 0) return;
  for (const Decline &decline : conversation.declines) {
    requirement.eligible.erase(decline.agent);
    requirement.perfect.erase(decline.agent);
  }
}

void State::judge(Requirement &requirement, const Agent &agent, AgentId id) noexcept {
  const bool eligible =
      (requirement.key.only == no_agent || requirement.key.only == id) && is_eligible(agent, requirement.key);
  requirement.eligible.put(id, eligible);
  requirement.perfect.put(id, eligible && fit(agent, requirement.key) == 1000);
}

void State::judge_everywhere(AgentId id) noexcept {
  agents_[id].judged = true;
  for (Requirement &requirement : requirements_) {
    // One that was being made as memory ran out is of no use yet.
    if (!requirement.perfect.has_place_for(id)) continue;
    judge(requirement, agents_[id], id);
    if (requirement.key.declined != 0 && !requirement.queue.empty())
      fill_eligible(requirement, *requirement.queue.begin());
  }
}

} // namespace usher::desk
