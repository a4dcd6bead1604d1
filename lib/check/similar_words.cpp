// SPDX-License-Identifier: BSL-1.0
#include "base/text_map.hpp"
#include "base/utf8.hpp"
#include "check/passes.hpp"
#include "policy/signals.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace usher::check {
namespace {

// Shorter words are too often near one another by chance.
constexpr std::size_t shortest = 5;
// A word that long is a sentence, and no slip of the finger.
constexpr std::size_t longest = 40;

struct Use {
  std::string_view word;
  std::size_t count = 0;
  policy::Place place; // the first
  std::string path;
};

/// The words of one kind, in the order of their first use.
class Words {
 public:
  template <class Path>
  void add(std::string_view word, const policy::Place &place, Path &&path) {
    const auto [found, is_new] = numbers_.try_emplace(std::string(word), uses_.size());
    if (is_new) uses_.push_back({word, 0, place, path()});
    ++uses_[found->second].count;
  }
  [[nodiscard]] bool contains(std::string_view word) const { return numbers_.contains(word); }
  [[nodiscard]] const std::vector<Use> &uses() const noexcept { return uses_; }

 private:
  TextMap<std::size_t> numbers_;
  std::vector<Use> uses_;
};

std::u32string code_points(std::string_view word) {
  std::u32string out;
  for (std::size_t i = 0; i < word.size();) {
    const CodePoint point = decode_utf8(word, i);
    i += point.size;
    out.push_back(point.value >= U'A' && point.value <= U'Z' ? point.value + 32 : point.value);
  }
  return out;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// One letter more, one less, another one, or two neighbours swapped; or only capital and small letters
// differ. Words that differ in a digit are numbered on purpose.
bool is_slip(const std::u32string &a, const std::u32string &b) {
  const std::u32string &longer = a.size() >= b.size() ? a : b;
  const std::u32string &other = a.size() >= b.size() ? b : a;
  if (longer.size() - other.size() > 1) return false;
  std::size_t front = 0;
  while (front < other.size() && longer[front] == other[front])
    ++front;
  std::size_t back = 0;
  while (back < other.size() - front && longer[longer.size() - 1 - back] == other[other.size() - 1 - back])
    ++back;
  const std::size_t in_longer = longer.size() - front - back;
  const std::size_t in_other = other.size() - front - back;
  for (std::size_t i = front; i < front + in_longer; ++i) {
    if (is_digit(longer[i])) return false;
  }
  for (std::size_t i = front; i < front + in_other; ++i) {
    if (is_digit(other[i])) return false;
  }
  if (in_longer <= 1) return true;
  return in_longer == 2 && in_other == 2 && longer[front] == other[front + 1] &&
         longer[front + 1] == other[front];
}

/// Frequent words, found by any word that is one slip away: the two have a form in common, whole or with one
/// letter left out.
class FrequentWords {
 public:
  explicit FrequentWords(const std::vector<Use> &uses) : uses_(uses) {
    for (std::size_t i = 0; i < uses.size(); ++i) {
      const std::u32string word = code_points(uses[i].word);
      if (uses[i].count < 2 || !is_worth_looking(word)) continue;
      for_each_form(word, [&](std::u32string_view form) { by_form_[std::u32string(form)].push_back(i); });
    }
  }

  static bool is_worth_looking(const std::u32string &word) {
    return word.size() >= shortest && word.size() <= longest;
  }

  /// The first frequent word that `word` may be a slip of.
  const Use *near(const std::u32string &word) const {
    std::size_t nearest = uses_.size();
    for_each_form(word, [&](std::u32string_view form) {
      const auto found = by_form_.find(std::u32string(form));
      if (found == by_form_.end()) return;
      for (const std::size_t i : found->second) {
        if (i < nearest && is_slip(word, code_points(uses_[i].word))) nearest = i;
      }
    });
    return nearest == uses_.size() ? nullptr : &uses_[nearest];
  }

 private:
  template <class F>
  static void for_each_form(const std::u32string &word, F &&take) {
    take(word);
    for (std::size_t i = 0; i < word.size(); ++i) {
      // A letter left out of a run of the same letter gives the same form.
      if (i > 0 && word[i] == word[i - 1]) continue;
      std::u32string form = word;
      form.erase(i, 1);
      take(form);
    }
  }

  const std::vector<Use> &uses_;
  boost::unordered_flat_map<std::u32string, std::vector<std::size_t>> by_form_;
};

void report_slips(std::string_view kind, const Words &words, Reporter &reporter) {
  const FrequentWords frequent(words.uses());
  for (const Use &use : words.uses()) {
    const std::u32string word = code_points(use.word);
    if (use.count != 1 || !FrequentWords::is_worth_looking(word)) continue;
    const Use *near = frequent.near(word);
    if (near == nullptr) continue;
    reporter.note(Code::similar_word, use.place, use.path,
                  fmt::format("the {} \"{}\" stands here only, and \"{}\" in {} places", kind, use.word,
                              near->word, near->count),
                  fmt::format("did you mean \"{}\"?", near->word));
  }
}

} // namespace

void find_similar_words(const policy::Policy &policy, Reporter &reporter) {
  Words tags;
  Words skills;
  TextMap<bool> somebodys; // skills
  for (const policy::Agent &agent : policy.agents)
    for (const std::string &skill : agent.skills)
      somebodys.try_emplace(skill, true);
  const auto add_tags_of = [&tags](const policy::Condition &condition, const policy::Place &place,
                                   auto &&path) {
    policy::for_each_test(condition, [&](const policy::Test &test) {
      if (test.fact != policy::fact_tags) return;
      for (const policy::Operand &word : test.words)
        tags.add(word.text, place, path);
    });
  };
  for (const policy::Signal &signal : policy.signals) {
    add_tags_of(signal.when, signal.place, [&] { return fmt::format("signals.{}", signal.name); });
  }
  for (std::size_t i = 0; i < policy.priority.add.size(); ++i) {
    const policy::PriorityLine &line = policy.priority.add[i];
    add_tags_of(line.when, line.place, [&] { return fmt::format("priority.add[{}].when", i); });
  }
  for (std::uint32_t i = 0; i < policy.rules.size(); ++i) {
    const policy::Rule &rule = policy.rules[i];
    const auto path = [&](std::string_view end) {
      return [&, end] { return reporter.path_of_rule(i) + std::string(end); };
    };
    add_tags_of(rule.when, rule.place, path(".when"));
    for (const std::string &tag : rule.then.tags)
      tags.add(tag, rule.place, path(".then.tags"));
    for (const std::string &skill : rule.then.skills) {
      // That nobody has a skill is said elsewhere, with whatever is near.
      if (policy.agents.empty() || somebodys.contains(skill))
        skills.add(skill, rule.place, path(".then.skills"));
    }
  }
  for (const policy::Agent &agent : policy.agents) {
    for (const std::string &skill : agent.skills)
      skills.add(skill, agent.place, [&] { return fmt::format("agents.{}.skills", agent.name); });
  }
  // Whoever drops a skill has to call it as the rules do. That no rule asks for it is said elsewhere.
  for (const policy::Department &department : policy.departments) {
    for (std::size_t i = 0; i < department.widen.size(); ++i) {
      const policy::WidenStep &step = department.widen[i];
      for (const std::string &skill : step.dropped_skills)
        if (skills.contains(skill)) {
          skills.add(skill, step.place,
                     [&] { return fmt::format("departments.{}.widen[{}].drop", department.name, i); });
        }
    }
  }
  report_slips("tag", tags, reporter);
  report_slips("skill", skills, reporter);
}

} // namespace usher::check
