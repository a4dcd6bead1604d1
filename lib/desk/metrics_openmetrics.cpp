// SPDX-License-Identifier: BSL-1.0
// Figures as OpenMetrics 1.0 text. Each dimension has families of its own, so that no sum over a family counts anything
// twice.
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "desk/metrics_figures.hpp"
#include "policy/facts.hpp"

#include <fmt/format.h>

namespace usher::desk {
namespace {

// A name as a label has it. Names are any bytes, a label is UTF-8: what is not becomes U+FFFD and its
// bytes as numbers.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const std::string_view bytes = text.substr(at, point.size);
    at += point.size;
    if (!point.well_formed) {
      append_utf8(out, replacement_character);
      for (const char byte : bytes)
        out += fmt::format("{:02x}", static_cast<unsigned char>(byte));
      continue;
    }
    if (bytes == "\\" || bytes == "\"") out += '\\';
    out += bytes == "\n" ? "\\n" : bytes;
  }
  return out;
}

// Milliseconds as seconds; exact.
std::string seconds(std::uint64_t ms) {
  std::string out = fmt::format("{}.{:03}", ms / 1000, ms % 1000);
  while (out.back() == '0')
    out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}
std::string seconds(std::int64_t ms) { return seconds(static_cast<std::uint64_t>(ms)); }

/// Labels of a sample, in the order in which they are added.
class Labels {
 public:
  Labels &add(std::string_view name, std::string_view value) {
    out_ += fmt::format("{}{}=\"{}\"", out_.empty() ? "" : ",", name, escaped(value));
    return *this;
  }
  [[nodiscard]] std::string text() const { return out_.empty() ? std::string() : '{' + out_ + '}'; }

 private:
  std::string out_;
};

/// The families of one dimension.
class Page {
 public:
  Page(std::string &out, const Figures &figures, Dimension dimension)
      : out_(out), figures_(figures), dimension_(dimension) {}

  void write() {
    if (figures_[dimension_].empty()) return;
    for (const CountName &count : count_names())
      each(count.name, "counter", "", count.help, [&](const GroupFigures &group) {
        sample("_total", labels(group), fmt::format("{}", group[count.count]));
      });
    write_durations();
    write_promises();
    write_backlog();
    for (const Rate &rate : rates())
      each(fmt::format("{}_ratio", rate.name), "gauge", "ratio", rate.help,
           [&](const GroupFigures &group) { ratio(labels(group), rate.of(group)); });
    write_service_levels();
    if (dimension_ == Dimension::desk || dimension_ == Dimension::department ||
        dimension_ == Dimension::agent)
      write_occupancy();
    if (dimension_ == Dimension::department) write_goals();
    if (dimension_ == Dimension::desk) write_desk();
  }

 private:
  template <class Write>
  void each(std::string_view name, std::string_view type, std::string_view unit, std::string_view help,
            Write &&write) {
    family_ = fmt::format("usher_{}_{}", name_of(dimension_), name);
    const std::string begin =
        fmt::format("# TYPE {} {}\n{}# HELP {} {}.\n", family_, type,
                    unit.empty() ? "" : fmt::format("# UNIT {} {}\n", family_, unit), family_, help);
    const std::size_t before = out_.size();
    out_ += begin;
    for (const GroupFigures &group : figures_[dimension_])
      write(group);
    if (out_.size() == before + begin.size())
      out_.resize(before); // of a family without samples nothing is said
  }
  [[nodiscard]] Labels labels(const GroupFigures &group) const {
    Labels out;
    if (dimension_ != Dimension::desk) out.add(name_of(dimension_), group.name);
    return out;
  }
  void sample(std::string_view suffix, const Labels &labels, std::string_view value) {
    out_ += fmt::format("{}{}{} {}\n", family_, suffix, labels.text(), value);
  }
  // What has no ratio yet is not there, rather than 0.
  void ratio(const Labels &labels, const Ratio &value) {
    if (value.is_known()) sample("", labels, value.decimal());
  }

  void summary(const Labels &labels, const Durations &durations) {
    for (const int percent : told_percentiles) {
      Labels with = labels;
      with.add("quantile", percent == 50 ? "0.5" : percent == 90 ? "0.9" : fmt::format("0.{}", percent));
      if (const auto value = durations.percentile(percent)) sample("", with, seconds(*value));
    }
    sample("_count", labels, fmt::format("{}", durations.count()));
    sample("_sum", labels, seconds(durations.sum()));
  }

  void write_durations() {
    const auto summaries = [&](std::string_view name, std::string_view help, bool both, auto &&all,
                               auto &&open) {
      each(fmt::format("{}_seconds", name), "summary", "seconds", help, [&](const GroupFigures &group) {
        summary(labels(group).add("hours", "all"), all(group));
        if (both) summary(labels(group).add("hours", "open"), open(group));
      });
    };
    for (const SeriesName &series : series_names()) {
      const auto all = [&](const GroupFigures &group) -> const Durations & { return group[series.series]; };
      const auto open = [&](const GroupFigures &group) -> const Durations & {
        return group[series.business];
      };
      if (series.series == Series::full_resolution)
        write_full_resolution(series);
      else
        summaries(series.name, series.help, series.business != Series::nothing, all, open);
      if (series.series == Series::next_reply)
        summaries(
            "response", "All answers: first and next replies together", true,
            [](const GroupFigures &group) -> const Durations & { return group.responses; },
            [](const GroupFigures &group) -> const Durations & { return group.responses_business; });
    }
  }

  // Falls when a conversation is opened again, so it is no summary, whose count never falls.
  void write_full_resolution(const SeriesName &series) {
    const auto write = [&](const Labels &labels, const Durations &durations) {
      for (const int percent : told_percentiles) {
        Labels with = labels;
        with.add("statistic", fmt::format("p{}", percent));
        if (const auto value = durations.percentile(percent)) sample("", with, seconds(*value));
      }
      if (durations.count() == 0) return;
      Labels with = labels;
      sample("", with.add("statistic", "mean"), seconds(durations.sum() / durations.count()));
    };
    each(fmt::format("{}_seconds", series.name), "gauge", "seconds", series.help,
         [&](const GroupFigures &group) {
           write(labels(group).add("hours", "all"), group[series.series]);
           write(labels(group).add("hours", "open"), group[series.business]);
         });
    each("full_resolutions", "gauge", "", "Conversations that are resolved now",
         [&](const GroupFigures &group) {
           sample("", labels(group), fmt::format("{}", group[series.series].count()));
         });
  }

  void write_promises() {
    const auto clocks = policy::service_clock_names();
    each("promises", "counter", "", "Promises that ended, by what came of them",
         [&](const GroupFigures &group) {
           for (std::size_t clock = 0; clock < clocks.size(); ++clock) {
             const PromiseFigures &promises = group.promises[clock];
             const auto one = [&](std::string_view result, std::uint64_t value) {
               Labels with = labels(group);
               sample("_total", with.add("clock", clocks[clock]).add("result", result),
                      fmt::format("{}", value));
             };
             one("kept", promises.kept);
             one("broken", promises.broken);
             one("lapsed", promises.lapsed);
           }
         });
    each("promises_overdue", "gauge", "", "Promises that are open and past due",
         [&](const GroupFigures &group) {
           for (std::size_t clock = 0; clock < clocks.size(); ++clock)
             sample("", labels(group).add("clock", clocks[clock]),
                    fmt::format("{}", group.promises[clock].overdue));
         });
    each("attainment_ratio", "gauge", "ratio", "Promises that were kept, of those that ended or are past due",
         [&](const GroupFigures &group) {
           for (std::size_t clock = 0; clock < clocks.size(); ++clock)
             ratio(labels(group).add("clock", clocks[clock]), group.promises[clock].attainment());
         });
    each("attainment_of_all_ratio", "gauge", "ratio", "The same of the promises of all clocks together",
         [&](const GroupFigures &group) { ratio(labels(group), group.all_promises().attainment()); });
  }

  void write_backlog() {
    each("backlog", "gauge", "", "Conversations that are not resolved", [&](const GroupFigures &group) {
      const auto one = [&](std::string_view state, std::uint64_t value) {
        sample("", labels(group).add("state", state), fmt::format("{}", value));
      };
      one("open", group.backlog.open);
      one("unanswered", group.backlog.unanswered);
      one("unreplied", group.backlog.unreplied);
      one("overdue", group.backlog.overdue);
    });
    each("backlog_age", "gauge", "", "Conversations that are not resolved, by their age: up to so much",
         [&](const GroupFigures &group) {
           for (std::size_t age = 0; age < age_names.size(); ++age)
             sample("", labels(group).add("age", age_names[age]), fmt::format("{}", group.backlog.ages[age]));
         });
  }

  void write_service_levels() {
    each("service_level_ratio", "gauge", "ratio",
         "First answers within a time, of a: all, b: the answered, c: all but those who left within it",
         [&](const GroupFigures &group) {
           if (!group.service_level) return;
           const auto one = [&](std::string_view formula, const Ratio &value) {
             Labels with = labels(group);
             ratio(with.add("formula", formula).add("within", seconds(group.service_level->within_ms)),
                   value);
           };
           one("a", group.service_level->of_offered());
           one("b", group.service_level->of_answered());
           one("c", group.service_level->of_patient());
         });
  }

  void write_occupancy() {
    // A department has the time of the people who are in it now: it falls when one of them leaves, and no counter may.
    const bool falls = dimension_ == Dimension::department;
    const std::string_view type = falls ? "gauge" : "counter", suffix = falls ? "" : "_total";
    each("present_seconds", type, "seconds", "How long agents were online and on shift",
         [&](const GroupFigures &group) { sample(suffix, labels(group), seconds(group.present_ms)); });
    each("busy_seconds", type, "seconds", "How long of that they had a conversation, or an offer",
         [&](const GroupFigures &group) { sample(suffix, labels(group), seconds(group.busy_ms)); });
    each("occupancy_ratio", "gauge", "ratio", "Time with a conversation, of the time online and on shift",
         [&](const GroupFigures &group) { ratio(labels(group), group.occupancy()); });
  }

  void write_goals() {
    const auto goal_labels = [&](const GroupFigures &group, const GoalFigures &goal) {
      return labels(group).add("goal", described(goal));
    };
    const auto each_goal = [&](std::string_view name, std::string_view unit, std::string_view help,
                               auto &&write) {
      each(name, "gauge", unit, help, [&](const GroupFigures &group) {
        for (const GoalFigures &goal : group.goals)
          write(goal_labels(group, goal), goal);
      });
    };
    each_goal("goal_met", "", "1: what the department wants to reach is reached, 0: it is not",
              [&](const Labels &labels, const GoalFigures &goal) {
                if (goal.is_known()) sample("", labels, goal.is_met() ? "1" : "0");
              });
    each_goal("goal_reached_seconds", "seconds", "The percentile that the goal names, in open hours",
              [&](const Labels &labels, const GoalFigures &goal) {
                if (goal.reached_ms) sample("", labels, seconds(*goal.reached_ms));
              });
    each_goal("goal_reached_ratio", "ratio", "The share that was in time, or of promises that were kept",
              [&](const Labels &labels, const GoalFigures &goal) {
                ratio(labels, goal.clock ? goal.share() : goal.kept);
              });
  }

  void write_desk() {
    each("agent_fairness_ratio", "gauge", "ratio",
         "Jain's index of the occupancy of agents; 1: all have the same",
         [&](const GroupFigures &) { ratio({}, figures_.agent_fairness); });
    each("customer_fairness_ratio", "gauge", "ratio", "The lowest attainment among some, by the highest",
         [&](const GroupFigures &) {
           ratio(Labels().add("among", "languages"), figures_.language_fairness);
           ratio(Labels().add("among", "channels"), figures_.channel_fairness);
         });
    each("time_seconds", "gauge", "seconds", "The time of the desk, since 1970",
         [&](const GroupFigures &) { sample("", {}, seconds(figures_.time)); });
    each("since_seconds", "gauge", "seconds", "When the desk began to count, since 1970",
         [&](const GroupFigures &) { sample("", {}, seconds(figures_.since)); });
  }

  std::string &out_;
  const Figures &figures_;
  Dimension dimension_;
  std::string family_;
};

} // namespace

std::string to_openmetrics(const Figures &figures) {
  std::string out;
  for (std::size_t dimension = 0; dimension < dimension_count; ++dimension)
    Page(out, figures, static_cast<Dimension>(dimension)).write();
  out += "# EOF\n";
  return out;
}

} // namespace usher::desk
