// SPDX-License-Identifier: BSL-1.0
#include "desk/policy_map.hpp"

#include "desk/conversation.hpp"
#include "desk/kept_facts.hpp"

#include <algorithm>

namespace usher::desk {
namespace {

template <class From, class To, class Name>
std::vector<std::uint32_t> match(const From &from, const To &to, const Name &name) {
  TextMap<std::uint32_t> numbers;
  for (std::uint32_t number = 0; number < to.size(); ++number)
    numbers.emplace(name(to[number]), number);
  std::vector<std::uint32_t> out;
  for (const auto &one : from) {
    const auto found = numbers.find(name(one));
    out.push_back(found == numbers.end() ? none : found->second);
  }
  return out;
}

template <class List>
std::vector<std::uint32_t> match_named(const List &from, const List &to) {
  return match(from, to, [](const auto &one) { return std::string_view(one.name); });
}

std::vector<std::string_view> texts(std::size_t count, const auto &text) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < count; ++i)
    out.push_back(text(i));
  return out;
}

using WordSet = boost::unordered_flat_set<WordId>;

WordSet skills_of(const policy::Policy &policy, Words &words) {
  WordSet out;
  const auto add = [&](const std::vector<std::string> &skills) {
    for (const std::string &skill : skills)
      out.insert(words.of(skill));
  };
  for (const policy::Rule &rule : policy.rules)
    add(rule.then.skills);
  add(policy.fallback.skills);
  for (const policy::Agent &agent : policy.agents)
    add(agent.skills);
  return out;
}

WordSet languages_of(const policy::Policy &policy, Words &words) {
  WordSet out;
  for (const policy::Agent &agent : policy.agents)
    for (const std::string &language : agent.languages)
      out.insert(words.of(language));
  for (const policy::Account &account : policy.accounts)
    for (const std::string &language : account.languages)
      out.insert(words.of(language));
  return out;
}

} // namespace

PolicyMap::PolicyMap(const rules::Ruleset &from, const rules::Ruleset &to, Words &words)
    : from_(from),
      to_(to),
      departments_(match_named(from.frame().departments, to.frame().departments)),
      accounts_(match_named(from.frame().accounts, to.frame().accounts)),
      slas_(match_named(from.frame().slas, to.frame().slas)),
      calendars_(match_named(from.frame().calendars, to.frame().calendars)),
      bands_(match_named(from.frame().priority.bands, to.frame().priority.bands)) {
  const auto itself = [](std::string_view text) { return text; };
  const auto replies = [](const rules::Ruleset &ruleset) {
    return texts(ruleset.reply_count(), [&](std::size_t i) { return ruleset.reply_name(i); });
  };
  const auto rules = [](const rules::Ruleset &ruleset) {
    return texts(ruleset.policy().rules.size(), [&](std::size_t i) { return ruleset.rule_name(i); });
  };
  replies_ = match(replies(from), replies(to), itself);
  rules_ = match(rules(from), rules(to), itself);
  find_lost_words(words);
  const std::vector<policy::FactId> before = asked_of_the_desk(from);
  for (const policy::FactId fact : asked_of_the_desk(to))
    if (std::find(before.begin(), before.end(), fact) == before.end()) newly_asked_.push_back(fact);
}

std::uint32_t PolicyMap::at(const std::vector<std::uint32_t> &list, std::uint32_t number) noexcept {
  return number < list.size() ? list[number] : none;
}

void PolicyMap::find_lost_words(Words &words) {
  const auto subtract = [](const WordSet &before, const WordSet &after, WordSet &out) {
    for (const WordId word : before)
      if (!after.contains(word)) out.insert(word);
  };
  subtract(skills_of(from_.policy(), words), skills_of(to_.policy(), words), lost_skills_);
  subtract(languages_of(from_.policy(), words), languages_of(to_.policy(), words), lost_languages_);
}

Profile PolicyMap::profile(const Profile &profile) const {
  Profile out = profile;
  out.departments.clear();
  for (const std::uint32_t number : profile.departments)
    if (department(number) != none) out.departments.push_back(department(number));
  out.accounts.clear();
  for (const std::uint32_t number : profile.accounts)
    if (account(number) != none) out.accounts.push_back(account(number));
  // A list of accounts that are all gone is not a permission for all of them.
  if (out.accounts.empty() && !profile.accounts.empty()) out.accounts.push_back(no_such_account);
  out.shift = calendar(profile.shift);
  return out;
}

std::string PolicyMap::kept(std::string_view kept) const { return translate_facts(from_, to_, kept); }

} // namespace usher::desk
