// SPDX-License-Identifier: BSL-1.0
// Candidates as a page for people: how many there are of each sort first, then each one, as many as fit.
#include "base/page.hpp"
#include "base/text_width.hpp"
#include "base/time.hpp"
#include "desk/views.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

namespace usher::desk {
namespace {

constexpr std::size_t most_shown = 50;

constexpr std::array<std::string_view, obstacle_count> labels = {
    "may take it",       "has it",         "gone",      "other department",
    "not of its kind",   "account",        "language",  "skill",
    "waits for another", "declined",       "not there", "full",
    "full of its kind",  "works on enough"};

std::string joined(const std::vector<std::string> &texts, std::string_view between) {
  std::string out;
  for (const std::string &text : texts)
    out.append(out.empty() ? std::string_view() : between).append(text);
  return out;
}

std::string until(const CandidateView &one) {
  return one.until ? fmt::format(" until {}", format_time(*one.until)) : std::string();
}

std::string reason(const CandidateView &one) {
  const std::uint32_t has = one.has.value_or(0);
  const std::uint32_t most = one.most.value_or(0);
  switch (one.obstacle) {
  case Obstacle::nothing: return "may take it";
  case Obstacle::has_it: return one.until ? fmt::format("is offered it{}", until(one)) : "has it";
  case Obstacle::gone: return "is gone";
  case Obstacle::department: return "is in another department";
  case Obstacle::kind: return fmt::format("takes nothing of the kind {}", one.what);
  case Obstacle::account: return fmt::format("does not answer for {}", one.what);
  case Obstacle::language: return fmt::format("does not speak {}", one.what);
  case Obstacle::skill: return fmt::format("lacks the skill {}", one.what);
  case Obstacle::waits: return fmt::format("it waits for {}{}", one.what, until(one));
  case Obstacle::declined: return fmt::format("said no, and is not asked{}", until(one));
  case Obstacle::absent:
    return fmt::format("is {}{}", one.what == "off_shift" ? std::string_view("off shift") : one.what,
                       until(one));
  case Obstacle::full: return fmt::format("is full: has {} of {}", has, most);
  case Obstacle::full_of_kind:
    return fmt::format("is full: has {} of {} of the kind {}", has, most, one.what);
  case Obstacle::works_on: return fmt::format("works on {} of {}", has, most);
  }
  return {};
}

// "skill 3, not there 1", in the order of the tests; who may take it is counted apart.
std::string counts(const std::vector<CandidateView> &candidates, std::size_t begin) {
  std::array<std::size_t, obstacle_count> of{};
  for (std::size_t i = begin; i < candidates.size(); ++i)
    ++of[static_cast<std::size_t>(candidates[i].obstacle)];
  std::string out;
  for (std::size_t i = begin == 0 ? 1 : 0; i < obstacle_count; ++i)
    if (of[i] > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", labels[i], of[i]);
  return out;
}

} // namespace

std::string candidates_text(const DeskView &view) {
  if (!view.asked) return {};
  const AskedView &asked = *view.asked;
  std::string out = fmt::format("asks for: department {}", joined(asked.departments, " or "));
  if (!asked.skills.empty())
    out += fmt::format("; {} {}", asked.skills.size() == 1 ? "skill" : "skills", joined(asked.skills, ", "));
  if (!asked.language.empty()) out += fmt::format("; language {}", asked.language);
  if (!asked.account.empty()) out += fmt::format("; account {}", asked.account);
  out = "\n" + on_one_line(out);
  const auto able = std::count_if(view.candidates.begin(), view.candidates.end(),
                                  [](const CandidateView &one) { return one.obstacle == Obstacle::nothing; });
  out += fmt::format("\nmay take it: {} of {}", able, view.candidates.size());
  if (const std::string others = counts(view.candidates, 0); !others.empty())
    out += fmt::format("; {}", others);
  out += '\n';
  if (view.candidates.empty()) return out;
  const std::size_t shown = std::min(view.candidates.size(), most_shown);
  const std::size_t width =
      column_of(20, std::span(view.candidates).first(shown), [](const auto &one) { return one.name; });
  out += fmt::format("\n{:<{}} {}\n", "agent", width, "for this one");
  for (std::size_t i = 0; i < shown; ++i)
    out += fmt::format("{} {}\n", in_column(view.candidates[i].name, width),
                       on_one_line(reason(view.candidates[i])));
  if (shown < view.candidates.size())
    out += fmt::format("{} more: {}\n", view.candidates.size() - shown, counts(view.candidates, shown));
  return out;
}

} // namespace usher::desk
