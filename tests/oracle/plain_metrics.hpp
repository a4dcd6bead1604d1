// SPDX-License-Identifier: BSL-1.0
// The figures of docs/metrics.md, told as plainly as they can be: from all that ever happened at a plain desk, with every
// single duration kept and sorted.
#pragma once

#include "desk/metrics_figures.hpp"
#include "oracle/plain_desk.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher_test {

/// By what it is told and of whom: "department" and "care", "desk" and nothing.
using PlainGroupName = std::pair<std::string, std::string>;

struct PlainGroup {
  std::map<std::string, std::uint64_t, std::less<>> counts; // by the names that figures have
  std::map<std::string, std::vector<std::int64_t>, std::less<>>
      durations; // likewise, of open hours with " open" behind
  std::int64_t present = 0;
  std::int64_t busy = 0;
};

class PlainMetrics {
 public:
  explicit PlainMetrics(const usher::rules::Ruleset &ruleset) : ruleset_(&ruleset) {}
  /// The policy by whose numbers all that follows is told.
  void set_policy(const usher::rules::Ruleset &ruleset) { ruleset_ = &ruleset; }

  void take(const PlainHappening &happening);
  /// What the figures say otherwise than this and the world that it came to; empty when nothing.
  [[nodiscard]] std::string difference(const usher::desk::Figures &figures, const PlainWorld &world) const;

 private:
  using Groups = std::map<PlainGroupName, PlainGroup>;

  /// What is known of one conversation.
  struct Record {
    std::string first_agent;
    usher::Instant given = 0;                                       // to them
    usher::desk::EffectType last = usher::desk::EffectType::routed; // where it went last
    usher::Instant first_reply = 0;
    usher::Instant oldest_question = 0;
    usher::Instant first_resolved = 0;
    usher::Instant resolved = 0; // 0 while it is open
    std::string resolved_by;
    int replies = 0;
    bool taken_in = false;
    bool opened_again = false;
    bool several_agents = false;
    bool moved = false; // to another department
    bool abandoned = false;
  };

  [[nodiscard]] std::vector<PlainGroupName> groups_of(const PlainConversation &talk,
                                                      const std::string &agent) const;
  void add(Groups &groups, const char *count, const PlainConversation &talk,
           const std::string &agent = {}) const;
  void add(Groups &groups, const std::string &name, std::int64_t ms, const PlainConversation &talk,
           const std::string &agent) const;
  void take_effect(const PlainHappening &happening);
  static void take_merge(Record &part, Record &whole);
  void take_consultation(const PlainHappening &happening);
  void take_reply(const PlainHappening &happening);
  void take_closed(const PlainHappening &happening);
  void take_promises(const PlainHappening &happening, const char *clock_that_is_kept);
  void take_people(const PlainHappening &happening);
  void add_full_resolution(Groups &groups, const PlainConversation &talk, const Record &record) const;
  void add_backlog(Groups &groups, const PlainWorld &world) const;
  [[nodiscard]] std::string goal_difference(const usher::desk::GroupFigures &figures, const PlainGroup &group,
                                            std::uint32_t department, const PlainWorld &world) const;

  const usher::rules::Ruleset *ruleset_;
  Groups groups_;
  std::map<std::string, std::uint64_t> numbers_; // of conversations, by their names
  std::map<std::uint64_t, Record> records_;
  PlainHappening event_;            // that is being applied, or was last
  std::vector<PlainPerson> people_; // since
  usher::Instant people_since_ = 0;
};

} // namespace usher_test
