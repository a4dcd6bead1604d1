// SPDX-License-Identifier: BSL-1.0
// Figures as a page for people.
#include "base/duration.hpp"
#include "base/text_width.hpp"
#include "base/time.hpp"
#include "desk/metrics_figures.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::desk {
namespace {

// As people say it, and no finer than percentiles are told: seconds below ten minutes, minutes below a day, then hours.
std::string lasted(std::int64_t ms) {
  const std::int64_t unit = ms < 10 * minute_ms ? second_ms : ms < day_ms ? minute_ms : hour_ms;
  return format_duration((ms + unit / 2) / unit * unit);
}
std::string lasted(const std::optional<std::int64_t> &ms) { return ms ? lasted(*ms) : "-"; }

// Rounded down to tenths, so that 100 % is said of all alone.
std::string percent(const Ratio &ratio) {
  if (!ratio.is_known()) return "-";
  const std::uint64_t tenths = ratio.part == ratio.whole ? 1000 : ratio.millionths() / 1000;
  return fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

class Page {
 public:
  explicit Page(const Figures &figures) : figures_(figures) {}

  std::string make() && {
    if (figures_.since == 0) return "nothing has happened yet\n";
    out_ = fmt::format("from {} to {}\n", format_time(figures_.since), format_time(figures_.time));
    table(Dimension::desk);
    for (const Dimension dimension :
         {Dimension::department, Dimension::account, Dimension::channel, Dimension::language})
      table(dimension);
    people();
    goals();
    service_levels();
    rates_and_fairness();
    return std::move(out_);
  }

 private:
  static std::string_view name(Dimension dimension, const GroupFigures &group) {
    return dimension == Dimension::desk ? std::string_view("all") : group.name;
  }

  void table(Dimension dimension) {
    const std::vector<GroupFigures> &groups = figures_[dimension];
    if (groups.empty()) return;
    const std::size_t width =
        column_of(20, groups, [&](const auto &group) { return name(dimension, group); });
    out_ += fmt::format("\n{:<{}} {:>7} {:>8} {:>7} {:>7} {:>8} {:>8} {:>8} {:>8} {:>7}\n",
                        dimension == Dimension::desk ? "" : name_of(dimension), width, "came", "answered",
                        "open", "overdue", "1st p50", "1st p90", "next p50", "solved", "kept");
    for (const GroupFigures &group : groups)
      out_ += fmt::format(
          "{} {:>7} {:>8} {:>7} {:>7} {:>8} {:>8} {:>8} {:>8} {:>7}\n",
          in_column(name(dimension, group), width), group[Count::conversations],
          group[Series::first_reply].count(), group.backlog.open, group.backlog.overdue,
          lasted(group[Series::first_reply].percentile(50)),
          lasted(group[Series::first_reply].percentile(90)), lasted(group[Series::next_reply].percentile(50)),
          lasted(group[Series::full_resolution].percentile(50)), percent(group.all_promises().attainment()));
  }

  void people() {
    const std::vector<GroupFigures> &agents = figures_[Dimension::agent];
    if (agents.empty()) return;
    const std::size_t width = column_of(20, agents, [](const auto &agent) { return agent.name; });
    out_ += fmt::format("\n{:<{}} {:>8} {:>8} {:>8} {:>8} {:>9} {:>8} {:>8} {:>7}\n", "agent", width, "given",
                        "declined", "replies", "resolved", "response", "present", "occupied", "kept");
    for (const GroupFigures &agent : agents)
      out_ += fmt::format("{} {:>8} {:>8} {:>8} {:>8} {:>9} {:>8} {:>8} {:>7}\n",
                          in_column(agent.name, width), agent[Count::assigned], agent[Count::declined],
                          agent[Count::replies], agent[Count::resolved],
                          lasted(agent.responses.percentile(50)), lasted(agent.present_ms),
                          percent(agent.occupancy()), percent(agent.all_promises().attainment()));
  }

  [[nodiscard]] std::size_t department_width() const {
    return column_of(20, figures_[Dimension::department], [](const auto &group) { return group.name; });
  }

  void goals() {
    bool first = true;
    const std::size_t width = department_width();
    for (const GroupFigures &department : figures_[Dimension::department])
      for (const GoalFigures &goal : department.goals) {
        out_ += fmt::format("{}{} {:<38} {}\n", first ? "\ngoals\n" : "", in_column(department.name, width),
                            described(goal), outcome(goal));
        first = false;
      }
  }

  static std::string outcome(const GoalFigures &goal) {
    if (!goal.is_known()) return "nothing to tell yet";
    const char *const word = goal.is_met() ? "met" : "missed";
    if (!goal.clock) {
      const std::uint64_t wanted = static_cast<std::uint64_t>(goal.percent) * 10'000;
      const std::uint64_t is = goal.kept.millionths();
      const std::uint64_t off = wanted > is ? wanted - is : is - wanted;
      return fmt::format("{}: {}, {}.{} points {}", word, percent(goal.kept), off / 10'000, off / 1000 % 10,
                         goal.is_met() ? "above" : "below");
    }
    const std::string in_time = fmt::format("{} in time", percent(goal.share()));
    if (!goal.reached_ms) return fmt::format("{}: open conversations are past it, {}", word, in_time);
    // In one bucket with the goal it may be told as a little longer.
    const std::int64_t off = goal.is_met() ? std::max<std::int64_t>(goal.within_ms - *goal.reached_ms, 0)
                                           : *goal.reached_ms - goal.within_ms;
    return fmt::format("{}: {}, {} {}, {}", word, lasted(*goal.reached_ms), lasted(off),
                       goal.is_met() ? "to spare" : "too long", in_time);
  }

  void service_levels() {
    bool first = true;
    const std::size_t width = department_width();
    for (const Dimension dimension : {Dimension::desk, Dimension::department})
      for (const GroupFigures &group : figures_[dimension]) {
        if (!group.service_level) continue;
        const ServiceLevel &level = *group.service_level;
        if (first)
          out_ += "\nfirst answers within a time, of all, of the answered, of all who waited so long\n";
        first = false;
        out_ += fmt::format("{} {:>8} {:>8} {:>8} {:>8}\n", in_column(name(dimension, group), width),
                            lasted(level.within_ms), percent(level.of_offered()),
                            percent(level.of_answered()), percent(level.of_patient()));
      }
  }

  void rates_and_fairness() {
    out_ += '\n';
    for (const Rate &rate : rates())
      if (const Ratio value = rate.of(figures_.desk()); value.is_known()) line(rate.name, value);
    if (figures_.agent_fairness.is_known()) line("agent_fairness", figures_.agent_fairness);
    if (figures_.language_fairness.is_known()) line("language_fairness", figures_.language_fairness);
    if (figures_.channel_fairness.is_known()) line("channel_fairness", figures_.channel_fairness);
  }

  void line(std::string_view name, const Ratio &value) {
    out_ += fmt::format("{:<20} {:>7}\n", name, percent(value));
  }

  const Figures &figures_;
  std::string out_;
};

} // namespace

std::string to_text(const Figures &figures) { return Page(figures).make(); }

} // namespace usher::desk
