// SPDX-License-Identifier: BSL-1.0
// Where the things of one policy are in another, by their names.
#pragma once

#include "desk/agent.hpp"
#include "desk/words.hpp"
#include "rules/ruleset.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_set.hpp>

namespace usher::desk {

class PolicyMap {
 public:
  PolicyMap(const rules::Ruleset &from, const rules::Ruleset &to, Words &words);

  // Numbers of the new policy; `none` where there is none any more, and for `none`.
  [[nodiscard]] std::uint32_t department(std::uint32_t number) const noexcept {
    return at(departments_, number);
  }
  [[nodiscard]] std::uint32_t account(std::uint32_t number) const noexcept { return at(accounts_, number); }
  [[nodiscard]] std::uint32_t sla(std::uint32_t number) const noexcept { return at(slas_, number); }
  [[nodiscard]] std::uint32_t calendar(std::uint32_t number) const noexcept { return at(calendars_, number); }
  [[nodiscard]] std::uint32_t reply(std::uint32_t number) const noexcept { return at(replies_, number); }
  [[nodiscard]] std::uint32_t rule(std::uint32_t number) const noexcept { return at(rules_, number); }
  [[nodiscard]] std::uint32_t band(std::uint32_t number) const noexcept { return at(bands_, number); }

  /// Departments and accounts that are gone fall out. Somebody who was in departments that are all gone is in none.
  [[nodiscard]] Profile profile(const Profile &profile) const;
  /// The old policy knew the word and the new one does not.
  [[nodiscard]] bool lost_skill(WordId skill) const { return lost_skills_.contains(skill); }
  [[nodiscard]] bool lost_language(WordId language) const { return lost_languages_.contains(language); }
  /// What a desk keeps of a message (kept_facts.hpp), in the numbers of the new policy.
  [[nodiscard]] std::string kept(std::string_view kept) const;
  /// Facts of the desk's own of which the new policy asks what they were, and the old one did not.
  [[nodiscard]] const std::vector<policy::FactId> &newly_asked() const noexcept { return newly_asked_; }

 private:
  [[nodiscard]] static std::uint32_t at(const std::vector<std::uint32_t> &list,
                                        std::uint32_t number) noexcept;
  void find_lost_words(Words &words);

  const rules::Ruleset &from_;
  const rules::Ruleset &to_;
  std::vector<std::uint32_t> departments_, accounts_, slas_, calendars_, replies_, rules_, bands_;
  boost::unordered_flat_set<WordId> lost_skills_, lost_languages_;
  std::vector<policy::FactId> newly_asked_;
};

} // namespace usher::desk
