// SPDX-License-Identifier: BSL-1.0
// Who may take what, and how well it suits them.
#include "desk/state.hpp"

#include <algorithm>

#include <boost/container_hash/hash.hpp>

namespace usher::desk {
namespace {

bool has(const std::vector<std::uint32_t> &list, std::uint32_t number) {
  return std::find(list.begin(), list.end(), number) != list.end();
}
bool has(std::span<const WordId> list, WordId word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace

std::size_t hash_value(const RequirementKey &key) noexcept {
  std::size_t seed = 0;
  boost::hash_combine(seed, (std::uint64_t{key.department} << 32U) | key.account);
  boost::hash_combine(seed, (std::uint64_t{key.skills} << 32U) | key.language);
  boost::hash_combine(seed, (std::uint64_t{key.pace} << 32U) | key.only);
  boost::hash_combine(seed, key.declined);
  boost::hash_combine(seed, (static_cast<std::uint64_t>(key.kind) << 16U) | key.step);
  return seed;
}

RequirementKey State::requirement_key(const Conversation &conversation) const {
  const ConversationData &data = conversation.data;
  RequirementKey key;
  key.department = data.department;
  key.account = data.account;
  key.skills = data.skills;
  key.language = data.language;
  if (terms_->frame().desk.order == policy::Order::index)
    key.pace = terms_->pace_of(data.shown_band, data.sla, data.band);
  key.only = data.preferred;
  key.declined = conversation.declines.empty() ? 0 : data.number;
  key.kind = data.kind;
  key.step = data.step;
  return key;
}

bool State::is_eligible(const Agent &agent, const RequirementKey &key) const {
  if (agent.data.presence == Presence::gone) return false;
  const Profile &profile = profiles_[agent.data.profile];
  const Terms::Department &department = terms_->department(key.department);
  const Terms::Reach &reach = department.reach[std::min<std::size_t>(key.step, department.reach.size() - 1)];
  const bool in_reach = std::any_of(reach.departments.begin(), reach.departments.end(),
                                    [&](std::uint32_t number) { return has(profile.departments, number); });
  if (!in_reach) return false;
  if (profile.capacity_of_kind[static_cast<std::size_t>(key.kind)] == 0) return false;
  if (key.account != none) {
    if (!profile.accounts.empty() && !has(profile.accounts, key.account)) return false;
    const std::vector<std::uint32_t> &allowed = terms_->frame().accounts[key.account].departments;
    if (!allowed.empty() && std::none_of(allowed.begin(), allowed.end(), [&](std::uint32_t number) {
          return has(profile.departments, number);
        }))
      return false;
  }
  const std::span<const WordId> languages = words_.words(profile.languages);
  if (key.language != 0 && !reach.drop_language && !languages.empty() && !has(languages, key.language))
    return false;
  if (reach.drop_skills) return true;
  const std::span<const WordId> skills = words_.words(profile.skills);
  for (const WordId skill : words_.words(key.skills))
    if (!has(skills, skill) && std::find(reach.dropped_skills.begin(), reach.dropped_skills.end(), skill) ==
                                   reach.dropped_skills.end())
      return false;
  return true;
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

} // namespace usher::desk
