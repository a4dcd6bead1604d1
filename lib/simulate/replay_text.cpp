// SPDX-License-Identifier: BSL-1.0
// A replay as a page for people.
#include "base/duration.hpp"
#include "base/page.hpp"
#include "base/text_width.hpp"
#include "base/time.hpp"
#include "calendar/wall_time.hpp"
#include "simulate/replay_figures.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

constexpr std::array<std::string_view, clock_count> clock_labels = {"first response", "resolution"};
constexpr std::size_t most_lines = 20; // of a table of moves

/// No finer than people say it.
std::string lasted(std::int64_t ms) {
  const std::int64_t unit = ms < 10 * minute_ms ? second_ms : ms < 2 * day_ms ? minute_ms : hour_ms;
  return format_duration((ms + unit / 2) / unit * unit);
}

/// Rounded down to tenths, so that 100 % is said of all alone.
std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "-";
  const std::uint64_t tenths = part * 1000 / whole;
  return fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

std::string attained(const PromiseCounts &counts) {
  return percent(counts[Promise::kept], counts[Promise::kept] + counts[Promise::broken]);
}

std::string_view or_none(std::string_view name, std::string_view none) { return name.empty() ? none : name; }

class Page {
 public:
  Page(const Replay &replay, const ReplayFigures &figures, std::size_t most_named)
      : replay_(replay), figures_(figures), most_named_(most_named) {}

  std::string write() && {
    head();
    if (figures_.conversations == 0) return std::move(out_);
    if (figures_.differences)
      differences(*figures_.differences);
    else
      alone();
    agreement();
    refusals();
    return std::move(out_);
  }

 private:
  void head() {
    const ReplayInput &in = replay_.input();
    const calendar::Zone &zone = replay_.zone();
    out_ += fmt::format("{} events, {} conversations", in.events, figures_.conversations);
    if (in.first != 0)
      out_ += fmt::format(", {} to {} ({})", calendar::format_wall_date(zone, in.first),
                          calendar::format_wall_date(zone, in.last), zone.name());
    if (in.left_out != 0) out_ += fmt::format("; {} left out", in.left_out);
    out_ += "\n";
  }

  // ---- One policy ----
  void alone() {
    const SideFigures &figures = figures_.before;
    if (!figures.departments.empty()) groups("department", figures.departments); // else nobody is engaged
    const auto has_name = [](const GroupLine &line) { return !line.name.empty(); };
    if (std::any_of(figures.accounts.begin(), figures.accounts.end(), has_name))
      groups("account", figures.accounts);
    out_ += fmt::format("\n{:<40} {:>13}\n", "rule", "conversations");
    for (const RuleLine &line : figures.rules)
      out_ += fmt::format("{} {:>13}\n", in_column(or_none(line.name, "-"), 40), line.conversations);
    if (!figures.departments.empty()) hours(figures.departments);
    replies(figures);
  }

  void groups(std::string_view what, const std::vector<GroupLine> &lines) {
    const std::size_t width = column_of(28, lines, [](const GroupLine &line) { return line.name; });
    out_ += fmt::format("\n{:<{}} {:>13} {:>15} {:>15}\n", what, width, "conversations", "first kept",
                        "resolution kept");
    for (const GroupLine &line : lines)
      out_ += fmt::format("{} {:>13} {:>15} {:>15}\n", in_column(or_none(line.name, "(none)"), width),
                          line.conversations, attained(line.promises[0]), attained(line.promises[1]));
  }

  void hours(const std::vector<GroupLine> &departments) {
    std::array<std::uint64_t, 24> sums{};
    for (const GroupLine &line : departments)
      for (std::size_t hour = 0; hour < 24; ++hour)
        sums[hour] += line.hours[hour];
    const std::uint64_t most = std::max<std::uint64_t>(1, *std::max_element(sums.begin(), sums.end()));
    const auto is_busy = [](std::uint64_t count) { return count != 0; };
    const auto first = std::find_if(sums.begin(), sums.end(), is_busy) - sums.begin();
    const auto last = sums.rend() - std::find_if(sums.rbegin(), sums.rend(), is_busy);
    out_ += "\nhour   opened\n";
    for (auto hour = static_cast<std::size_t>(first); hour < static_cast<std::size_t>(last); ++hour) {
      const std::string bar(sums[hour] * 60 / most, '#');
      out_ += fmt::format("{:02}:00 {:>7}{}{}\n", hour, sums[hour], bar.empty() ? "" : " ", bar);
    }
  }

  void replies(const SideFigures &figures) {
    const auto line = [&](std::string_view what, const Spread &spread) {
      if (spread.count == 0) return;
      out_ += fmt::format("{}: {} of them, half within {}, nine in ten within {}\n", what, spread.count,
                          lasted(spread.p50), lasted(spread.p90));
    };
    out_ += "\n";
    line("answered", figures.first_reply);
    line("resolved", figures.resolution);
    if (out_.ends_with("\n\n")) out_.pop_back();
  }

  // ---- Two ----
  void differences(const Differences &differences) {
    const std::uint64_t all = figures_.conversations;
    out_ += fmt::format("{} of {} conversations go to another department ({}); {} differ in anything\n",
                        differences.moved, all, percent(differences.moved, all), differences.changed);
    if (differences.changed == 0) return;
    both_departments();
    moves("department", differences.departments, "(not engaged)");
    moves("rule", differences.rules, "-");
    moves("first given to", differences.agents, "(nobody)");
    accounts(differences);
    promises(differences);
    named(differences);
  }

  void both_departments() {
    std::vector<std::string_view> names;
    for (const auto *side : {&figures_.before, &*figures_.after})
      for (const GroupLine &line : side->departments)
        names.push_back(line.name);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const std::size_t width = column_of(28, names, [](std::string_view name) { return name; });
    out_ += fmt::format("\n{:<{}} {:>9} {:>9} {:>14} {:>14}\n", "department", width, "before", "after",
                        "first kept", "solved kept");
    static const GroupLine none{};
    const auto line_of = [](const SideFigures &side, std::string_view name) -> const GroupLine & {
      const auto found = std::find_if(side.departments.begin(), side.departments.end(),
                                      [&](const GroupLine &line) { return line.name == name; });
      return found == side.departments.end() ? none : *found;
    };
    const auto change = [](const GroupLine &before, const GroupLine &after, std::size_t clock) {
      const std::string was = attained(before.promises[clock]);
      const std::string is = attained(after.promises[clock]);
      return was == "-" && is == "-" ? was : fmt::format("{}>{}", was, is);
    };
    for (const std::string_view name : names) {
      const GroupLine &before = line_of(figures_.before, name);
      const GroupLine &after = line_of(*figures_.after, name);
      out_ += fmt::format("{} {:>9} {:>9} {:>14} {:>14}\n", in_column(name, width), before.conversations,
                          after.conversations, change(before, after, 0), change(before, after, 1));
    }
  }

  void moves(std::string_view what, const std::vector<Move> &list, std::string_view none) {
    if (list.empty()) return;
    const auto shown = std::span(list).first(std::min(most_lines, list.size()));
    const std::size_t before = column_of(30, shown, [](const Move &move) { return move.before; });
    const std::size_t after = column_of(30, shown, [](const Move &move) { return move.after; });
    out_ += fmt::format("\n{:<{}} {:<{}} {:>13}\n", fmt::format("{} before", what), before, "after", after,
                        "conversations");
    for (const Move &move : shown)
      out_ += fmt::format("{} {} {:>13}\n", in_column(or_none(move.before, none), before),
                          in_column(or_none(move.after, none), after), move.conversations);
    if (list.size() > most_lines)
      out_ += fmt::format("and {} more; all with --format json\n", list.size() - most_lines);
  }

  void accounts(const Differences &differences) {
    if (differences.accounts.empty() ||
        (differences.accounts.size() == 1 && differences.accounts.front().name.empty()))
      return;
    const std::size_t width =
        column_of(30, differences.accounts, [](const AccountChange &account) { return account.name; });
    out_ += fmt::format("\n{:<{}} {:>13} {:>9}\n", "account", width, "conversations", "moved");
    for (const AccountChange &account : differences.accounts)
      out_ += fmt::format("{} {:>13} {:>9}\n", in_column(or_none(account.name, "(none)"), width),
                          account.conversations, account.moved);
  }

  void promises(const Differences &differences) {
    for (std::size_t i = 0; i < clock_count; ++i) {
      const DueChanges &due = differences.due[i];
      const std::uint64_t any = due.same + due.earlier + due.later + due.only_before + due.only_after;
      if (any == 0) continue;
      out_ += fmt::format("\n{}: {} due at the same time\n", clock_labels[i], due.same);
      const auto shifted = [&](std::string_view word, std::uint64_t count, const Spread &by) {
        if (count == 0) return;
        out_ += fmt::format("  {} due {}, half of them by {} or less, nine in ten by {} or less\n", count,
                            word, lasted(by.p50), lasted(by.p90));
      };
      shifted("earlier", due.earlier, due.earlier_by);
      shifted("later", due.later, due.later_by);
      if (due.only_before != 0) out_ += fmt::format("  {} no longer promised\n", due.only_before);
      if (due.only_after != 0) out_ += fmt::format("  {} newly promised\n", due.only_after);
      out_ += fmt::format("  kept {} before, {} after\n", attained(figures_.before.promises[i]),
                          attained(figures_.after->promises[i]));
      for (const PromiseMove &move : differences.promises[i])
        out_ += fmt::format("  {} before, {} after: {}\n", name_of(move.before), name_of(move.after),
                            move.conversations);
    }
  }

  /// "care > billing (refunds), sara > omid, first response due 30m earlier"
  std::string change_of(const ConversationOutcome &before, const ConversationOutcome &after) const {
    const NameList &names = replay_.names();
    std::string out;
    const auto add = [&out](const std::string &part) {
      if (!out.empty()) out += ", ";
      out += part;
    };
    if (before.department != after.department)
      add(fmt::format("{} > {} ({})", or_none(names[before.department], "not engaged"),
                      or_none(names[after.department], "not engaged"), or_none(names[after.because], "-")));
    else if (before.because != after.because || before.by_rule != after.by_rule)
      add(fmt::format("in {} by {}, not {}", or_none(names[after.department], "no department"),
                      or_none(names[after.because], "-"), or_none(names[before.because], "-")));
    if (before.band != after.band && before.band != NameList::none && after.band != NameList::none)
      add(fmt::format("{} > {}", names[before.band], names[after.band]));
    if (before.agent != after.agent)
      add(fmt::format("{} > {}", or_none(names[before.agent], "nobody"),
                      or_none(names[after.agent], "nobody")));
    for (std::size_t i = 0; i < clock_count; ++i)
      if (const std::string due = due_change(before, after, i); !due.empty()) add(due);
    return out;
  }

  static std::string due_change(const ConversationOutcome &before, const ConversationOutcome &after,
                                std::size_t i) {
    std::string out;
    if (before.due[i] != after.due[i]) {
      if (after.due[i] == 0)
        out = "not promised any more";
      else if (before.due[i] == 0)
        out = "promised";
      else
        out = fmt::format("due {} {}", lasted(std::abs(after.due[i] - before.due[i])),
                          after.due[i] < before.due[i] ? "earlier" : "later");
    }
    if (before.promises[i] != after.promises[i] && before.promises[i] != Promise::none &&
        after.promises[i] != Promise::none)
      out += fmt::format("{}{} > {}", out.empty() ? "" : ", ", name_of(before.promises[i]),
                         name_of(after.promises[i]));
    return out.empty() ? out : fmt::format("{} {}", clock_labels[i], out);
  }

  void named(const Differences &differences) {
    const std::size_t shown = std::min(most_named_, differences.conversations.size());
    if (shown == 0) return;
    out_ += "\n";
    for (std::size_t i = 0; i < shown; ++i) {
      const std::uint32_t number = differences.conversations[i];
      out_ += on_one_line(fmt::format(
                  "{}: {}", replay_.opened().names[number],
                  change_of(outcome_of(replay_.before(), number), outcome_of(*replay_.after(), number)))) +
              "\n";
    }
    if (shown < differences.conversations.size())
      out_ += fmt::format("and {} more; --most N names more of them, --format json all\n",
                          differences.conversations.size() - shown);
  }

  // ---- Both ----
  void agreement() {
    const SideFigures &figures = figures_.before;
    if (figures.agreement.empty()) return;
    const AgreementLine &all = figures.agreement.back();
    if (all.departments == 0 && all.due[0] == 0 && all.due[1] == 0) return;
    out_ += fmt::format("\nas recorded, by {}\n{:<40} {:>7} {:>10} {:>10} {:>10}\n",
                        figures_.after ? "the first policy" : "this policy", "type", "rows", "department",
                        "first due", "solved due");
    const auto line = [&](std::string_view name, const AgreementLine &one) {
      out_ += fmt::format("{} {:>7} {:>10} {:>10} {:>10}\n", in_column(name, 40), one.rows,
                          percent(one.departments_same, one.departments),
                          percent(one.due_same[0], one.due[0]), percent(one.due_same[1], one.due[1]));
    };
    const std::size_t types = figures.agreement.size() - 1;
    for (std::size_t i = 0; i < std::min(most_lines, types); ++i)
      line(or_none(figures.agreement[i].type, "(none)"), figures.agreement[i]);
    if (types > most_lines)
      out_ += fmt::format("and {} more types; all with --format json\n", types - most_lines);
    line("all", all);
  }

  void refusals() {
    refusals_of("", replay_.before());
    if (replay_.after() != nullptr) refusals_of(" by the second policy", *replay_.after());
  }

  void refusals_of(std::string_view whose, const ReplaySide &side) {
    const auto tell = [&](std::string_view what, const Refusals &refusals) {
      if (refusals.count == 0) return;
      out_ +=
          fmt::format("\n{} {} {}{}:", refusals.count, refusals.count == 1 ? "event" : "events", what, whose);
      for (const auto &[type, count] : refusals.by_type)
        out_ += fmt::format(" {} {}", type, count);
      out_ += "\n";
      const std::size_t shown = std::min({most_named_, refusals.first.size(), most_lines});
      for (std::size_t i = 0; i < shown; ++i)
        out_ +=
            fmt::format("  line {}: {}\n", refusals.first[i].line, on_one_line(refusals.first[i].message));
      if (shown < refusals.count) out_ += fmt::format("  and {} more\n", refusals.count - shown);
    };
    tell(side.refused().count == 1 ? "was refused" : "were refused", side.refused());
    tell("changed nothing", side.ignored());
    tell(side.warned().count == 1 ? "says what is not known" : "say what is not known", side.warned());
    if (side.overruled() != 0)
      out_ += fmt::format("\n{} times people gave a conversation to somebody against the rules{}\n",
                          side.overruled(), whose);
  }

  const Replay &replay_;
  const ReplayFigures &figures_;
  std::size_t most_named_;
  std::string out_;
};

} // namespace

std::string to_text(const Replay &replay, const ReplayFigures &figures, std::size_t most_named) {
  return Page(replay, figures, most_named).write();
}

} // namespace usher::simulate
