// SPDX-License-Identifier: BSL-1.0
#include "simulate/replay_figures.hpp"

#include "base/duration.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

namespace usher::simulate {
namespace {

Spread spread_of(std::vector<std::int64_t> values) {
  Spread out;
  out.count = values.size();
  if (values.empty()) return out;
  std::sort(values.begin(), values.end());
  const auto rank = [&](std::size_t percent) { return values[(values.size() * percent + 99) / 100 - 1]; };
  out.p50 = rank(50);
  out.p90 = rank(90);
  return out;
}

void count(PromiseCounts &counts, Promise promise) noexcept {
  ++counts.of[static_cast<std::size_t>(promise)];
}

/// Lines by name, made when they are first asked for; in the order of names at the end.
template <class Line>
class LinesByName {
 public:
  Line &operator[](std::string_view name) {
    Line &line = lines_[name];
    line.name = name;
    return line;
  }
  std::vector<Line> take() {
    std::vector<Line> out;
    for (auto &[name, line] : lines_)
      out.push_back(std::move(line));
    return out;
  }

 private:
  std::map<std::string_view, Line> lines_;
};

class SideReader {
 public:
  SideReader(const Replay &replay, const ReplaySide &side) : replay_(replay), side_(side) {}

  SideFigures read() {
    for (std::uint32_t i = 0; i < replay_.opened().names.size(); ++i)
      take(i, outcome_of(side_, i));
    out_.departments = departments_.take();
    out_.accounts = accounts_.take();
    for (auto &[key, line] : rules_)
      out_.rules.push_back(line);
    out_.agents = agents_.take();
    out_.first_reply = spread_of(std::move(replies_));
    out_.resolution = spread_of(std::move(resolutions_));
    if (replay_.has_rows()) agree();
    return std::move(out_);
  }

 private:
  void take(std::uint32_t number, const ConversationOutcome &outcome) {
    if (!outcome.opened) return;
    ++out_.conversations;
    const NameList &names = replay_.names();
    const Instant opened = replay_.opened().times[number];
    const auto hour = static_cast<std::size_t>(replay_.zone().local(opened).ms / hour_ms);
    RuleLine &rule = rules_[{names[outcome.because], outcome.by_rule}];
    rule.name = names[outcome.because];
    rule.is_rule = outcome.by_rule;
    ++rule.conversations;
    if (!outcome.engaged) {
      ++out_.not_engaged;
      return;
    }
    for (GroupLine *line : {&departments_[names[outcome.department]], &accounts_[names[outcome.account]]}) {
      ++line->conversations;
      ++line->hours[hour];
      for (std::size_t i = 0; i < clock_count; ++i)
        count(line->promises[i], outcome.promises[i]);
    }
    for (std::size_t i = 0; i < clock_count; ++i)
      count(out_.promises[i], outcome.promises[i]);
    ++agents_[names[outcome.agent]].given;
    if (outcome.first_reply != 0) replies_.push_back(outcome.first_reply - opened);
    if (outcome.resolved != 0) resolutions_.push_back(outcome.resolved - opened);
  }

  void agree() {
    AgreementLine all;
    for (const RecordedRow &row : replay_.recorded()) {
      const std::uint32_t number = replay_.opened().names.find(row.conversation);
      if (number == NameList::none) continue;
      const ConversationOutcome &outcome = outcome_of(side_, number);
      agree(row, outcome, {&types_[row.type], &all});
    }
    std::vector<AgreementLine> list = types_.take();
    std::stable_sort(list.begin(), list.end(),
                     [](const AgreementLine &a, const AgreementLine &b) { return a.rows > b.rows; });
    list.push_back(all);
    out_.agreement = std::move(list);
  }

  using LinesOf = std::array<AgreementLine *, 2>;
  /// Lines of types have no member `name`, so they stand in a map of their own.
  struct Types {
    std::map<std::string_view, AgreementLine> lines;
    AgreementLine &operator[](std::string_view type) {
      AgreementLine &line = lines[type];
      line.type = type;
      return line;
    }
    std::vector<AgreementLine> take() {
      std::vector<AgreementLine> out;
      for (auto &[type, line] : lines)
        out.push_back(line);
      return out;
    }
  };

  /// The closing and the next opening are one to whoever counts open hours.
  [[nodiscard]] bool are_the_same(const ConversationOutcome &outcome, Instant promised,
                                  Instant recorded) const {
    const std::int64_t tolerance = replay_.due_tolerance_ms();
    return std::abs(promised - recorded) <= tolerance ||
           std::abs(side_.service_between(outcome.department, promised, recorded)) <= tolerance;
  }

  void agree(const RecordedRow &row, const ConversationOutcome &outcome, const LinesOf &lines) {
    const std::array<std::optional<Instant>, clock_count> due = {row.first_response_due, row.resolution_due};
    for (AgreementLine *line : lines) {
      ++line->rows;
      if (!row.department.empty()) {
        ++line->departments;
        if (replay_.names()[outcome.department] == row.department) ++line->departments_same;
      }
      for (std::size_t i = 0; i < clock_count; ++i) {
        if (!due[i]) continue;
        ++line->due[i];
        if (outcome.due[i] != 0 && are_the_same(outcome, outcome.due[i], *due[i])) ++line->due_same[i];
      }
    }
  }

  const Replay &replay_;
  const ReplaySide &side_;
  SideFigures out_;
  LinesByName<GroupLine> departments_;
  LinesByName<GroupLine> accounts_;
  LinesByName<AgentLine> agents_;
  std::map<std::pair<std::string_view, bool>, RuleLine> rules_;
  Types types_;
  std::vector<std::int64_t> replies_;
  std::vector<std::int64_t> resolutions_;
};

/// Pairs of what was and what is, counted; the most first, then by name.
class Moves {
 public:
  void add(std::string_view before, std::string_view after, bool before_is_rule = false,
           bool after_is_rule = false) {
    ++counts_[{before, after, before_is_rule, after_is_rule}];
  }
  [[nodiscard]] std::vector<Move> take() const {
    std::vector<Move> out;
    for (const auto &[key, many] : counts_)
      out.push_back({std::get<0>(key), std::get<1>(key), many, std::get<2>(key), std::get<3>(key)});
    std::stable_sort(out.begin(), out.end(),
                     [](const Move &a, const Move &b) { return a.conversations > b.conversations; });
    return out;
  }

 private:
  std::map<std::tuple<std::string_view, std::string_view, bool, bool>, std::uint64_t> counts_;
};

class Comparer {
 public:
  explicit Comparer(const Replay &replay) : replay_(replay) {}

  Differences read() {
    for (std::uint32_t i = 0; i < replay_.opened().names.size(); ++i)
      compare(i, outcome_of(replay_.before(), i), outcome_of(*replay_.after(), i));
    out_.departments = departments_.take();
    out_.rules = rules_.take();
    out_.agents = agents_.take();
    out_.accounts = accounts_.take();
    std::erase_if(out_.accounts, [](const AccountChange &one) { return one.moved == 0; });
    for (std::size_t i = 0; i < clock_count; ++i) {
      out_.due[i].earlier_by = spread_of(std::move(earlier_[i]));
      out_.due[i].later_by = spread_of(std::move(later_[i]));
      for (const auto &[pair, many] : promises_[i])
        out_.promises[i].push_back({pair.first, pair.second, many});
    }
    return std::move(out_);
  }

 private:
  void compare(std::uint32_t number, const ConversationOutcome &before, const ConversationOutcome &after) {
    if (!before.opened && !after.opened) return;
    const NameList &names = replay_.names();
    AccountChange &account = accounts_[names[before.account]];
    ++account.conversations;
    for (std::size_t i = 0; i < clock_count; ++i)
      compare_clock(i, before, after);
    if (!differ(before, after)) return;
    ++out_.changed;
    out_.conversations.push_back(number);
    if (before.band != after.band) ++out_.bands;
    if (before.agent != after.agent) agents_.add(names[before.agent], names[after.agent]);
    if (before.department == after.department) return;
    ++out_.moved;
    ++account.moved;
    departments_.add(names[before.department], names[after.department]);
    rules_.add(names[before.because], names[after.because], before.by_rule, after.by_rule);
  }

  void compare_clock(std::size_t i, const ConversationOutcome &before, const ConversationOutcome &after) {
    const Promise was = before.promises[i];
    const Promise is = after.promises[i];
    if (was != is) ++promises_[i][{was, is}];
    DueChanges &due = out_.due[i];
    if (before.due[i] == 0 && after.due[i] == 0) return;
    if (after.due[i] == 0) {
      ++due.only_before;
    } else if (before.due[i] == 0) {
      ++due.only_after;
    } else if (before.due[i] == after.due[i]) {
      ++due.same;
    } else if (after.due[i] < before.due[i]) {
      ++due.earlier;
      earlier_[i].push_back(before.due[i] - after.due[i]);
    } else {
      ++due.later;
      later_[i].push_back(after.due[i] - before.due[i]);
    }
  }

  const Replay &replay_;
  Differences out_;
  Moves departments_;
  Moves rules_;
  Moves agents_;
  LinesByName<AccountChange> accounts_;
  std::array<std::vector<std::int64_t>, clock_count> earlier_;
  std::array<std::vector<std::int64_t>, clock_count> later_;
  std::array<std::map<std::pair<Promise, Promise>, std::uint64_t>, clock_count> promises_;
};

} // namespace

std::optional<double> PromiseCounts::attainment() const noexcept {
  const std::uint64_t kept = (*this)[Promise::kept];
  const std::uint64_t known = kept + (*this)[Promise::broken];
  if (known == 0) return std::nullopt;
  return static_cast<double>(kept) / static_cast<double>(known);
}

bool differ(const ConversationOutcome &before, const ConversationOutcome &after) noexcept {
  return before.opened != after.opened || before.engaged != after.engaged ||
         before.department != after.department || before.because != after.because ||
         before.by_rule != after.by_rule || before.band != after.band || before.agent != after.agent ||
         before.due != after.due || before.promises != after.promises;
}

const ConversationOutcome &outcome_of(const ReplaySide &side, std::uint32_t conversation) noexcept {
  static constexpr ConversationOutcome none;
  return conversation < side.outcomes().size() ? side.outcomes()[conversation] : none;
}

ReplayFigures figures_of(const Replay &replay) {
  ReplayFigures out;
  for (std::uint32_t i = 0; i < replay.opened().names.size(); ++i) {
    const bool by_after = replay.after() != nullptr && outcome_of(*replay.after(), i).opened;
    if (outcome_of(replay.before(), i).opened || by_after) ++out.conversations;
  }
  out.before = SideReader(replay, replay.before()).read();
  if (replay.after() == nullptr) return out;
  out.after = SideReader(replay, *replay.after()).read();
  out.differences = Comparer(replay).read();
  return out;
}

} // namespace usher::simulate
