// SPDX-License-Identifier: BSL-1.0
#include "board.hpp"

#include "columns.hpp"
#include "time_option.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr std::size_t rows_without_end = 20; // of a list that may be very long

Time time_of(std::int64_t time) { return Time(Duration(time)); }

// As hours and minutes, which is what people compare; "2d 03:10" past a day.
std::string lasted(Duration duration) {
  const std::int64_t minutes = std::max<std::int64_t>(duration.count(), 0) / 60'000;
  const std::string clock = fmt::format("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
  return minutes < 24 * 60 ? clock : fmt::format("{}d {}", minutes / (24 * 60), clock);
}

std::string left_of(Time due, Time now) {
  return due < now ? "overdue " + lasted(now - due) : "in " + lasted(due - now);
}

// The day too, unless it is today.
std::string clock_of(Time time, Time now) {
  const std::string all = to_text(time);
  return all.substr(0, 10) == to_text(now).substr(0, 10) ? all.substr(11, 8)
                                                         : all.substr(5, 5) + " " + all.substr(11, 5);
}

std::string where(const usher_conversation &one) {
  const std::string_view place = text_of(one.place);
  if (place == "queued") return fmt::format("waits in {}", text_of(one.department));
  if (place == "offered") return fmt::format("offered to {}", text_of(one.agent));
  if (place == "assigned") return fmt::format("with {}", text_of(one.agent));
  if (place == "held") return fmt::format("held in {}", text_of(one.department));
  return place == "parked" ? "waits for the customer" : "nowhere";
}

std::string_view presence_of(const usher_agent &agent) {
  if (agent.present != 0) return "online";
  switch (agent.presence) {
  case USHER_PRESENCE_ONLINE: return "off shift";
  case USHER_PRESENCE_AWAY: return "away";
  default: return "offline";
  }
}

/// A table of the page. Its first rows are shown, and a line that says what is not.
struct Section {
  std::string title;
  std::vector<std::string> rows;
  std::string more;    // what the line says; empty: how many
  bool is_cut = false; // there are more than these rows
  std::size_t shown = 0;

  [[nodiscard]] std::size_t wanted() const noexcept { return rows.size() + (is_cut ? 1U : 0U); }
};

class Board {
 public:
  Board(const Situation &situation, const BoardSize &size, bool color)
      : is_(situation), size_(size), color_(color), now_(situation.now) {}

  std::vector<std::string> make() && {
    write_head();
    std::vector<Section> sections;
    for (Section section : {departments(), clocks(), people(), consultations()})
      if (!section.rows.empty()) sections.push_back(std::move(section));
    share_rows(sections);
    if (Section all = goals(); all.rows.size() > 1) add_if_it_fits(sections, std::move(all));
    for (const Section &section : sections)
      write(section);
    if (size_.rows != 0 && lines_.size() > size_.rows) lines_.resize(size_.rows);
    return std::move(lines_);
  }

 private:
  [[nodiscard]] Columns row() const { return {size_.columns, color_}; }
  // Names have what is left when the screen is wide, up to a point.
  [[nodiscard]] std::size_t name_width(std::size_t least) const {
    return std::min(least + (size_.columns > 80 ? (size_.columns - 80) / 2 : 0), std::size_t{28});
  }
  [[nodiscard]] std::string title(const std::string &text) const {
    Columns columns = row();
    columns.rest(text, Tone::title);
    return std::move(columns).line();
  }

  void write_head() {
    if (now_ == Time()) {
      lines_.push_back(title(fmt::format("{}: no events yet", is_.journal)));
      return;
    }
    std::string head = fmt::format("{}   {} event{}", to_text(now_), is_.events, is_.events == 1 ? "" : "s");
    if (is_.told < now_ && is_.told != Time()) head += fmt::format(" up to {}", clock_of(is_.told, now_));
    lines_.push_back(title(fmt::format("{} in {}", head, is_.journal)));
    std::uint64_t waiting = 0;
    std::uint64_t overdue = 0;
    for (const usher_department &one : is_.desk.departments()) {
      waiting += one.queued;
      overdue += one.overdue;
    }
    std::size_t there = 0;
    for (const usher_agent &one : is_.desk.agents())
      if (one.present != 0) ++there;
    Columns sums = row();
    const std::string people = fmt::format("{} of {} people there", there, is_.desk.agents().size());
    const std::string late = fmt::format("{} overdue", overdue);
    const std::string wait = fmt::format("{} waiting", waiting);
    sums.add(wait, wait.size() + 1)
        .add(late, late.size() + 1, Align::left, overdue != 0 ? Tone::alarm : Tone::plain);
    sums.rest(people);
    lines_.push_back(std::move(sums).line());
    if (is_.differs_since) {
      Columns warning = row();
      warning.rest(
          fmt::format("from line {} on the journal tells otherwise than this policy", *is_.differs_since),
          Tone::alarm);
      lines_.push_back(std::move(warning).line());
    }
  }

  // The first goal that is missed, or else the first.
  [[nodiscard]] const Goal *goal_of(std::string_view department) const {
    const Goal *first = nullptr;
    for (const Goal &goal : is_.goals) {
      if (goal.department != department) continue;
      if (goal.met == false) return &goal;
      if (first == nullptr) first = &goal;
    }
    return first;
  }

  [[nodiscard]] Section departments() const {
    const std::size_t name = name_width(14);
    Section section;
    Columns head = row();
    head.add("department", name, Align::left, Tone::title);
    for (const std::string_view text : {"waiting", "offered", "assigned", "held", "overdue", "longest"})
      head.add(text, std::max<std::size_t>(text.size(), 4), Align::right, Tone::title);
    section.title = std::move(head.rest("goal", Tone::title)).line();
    for (const usher_department &one : is_.desk.departments()) {
      Columns columns = row();
      const char *const state = one.blocked != 0 ? "blocked" : one.open == 0 ? "closed" : nullptr;
      std::string label(text_of(one.name));
      if (state != nullptr)
        label = fmt::format("{} {}", cut(label, name - std::min(name, std::string_view(state).size() + 1)),
                            state);
      columns.add(label, name, Align::left, state != nullptr ? Tone::faint : Tone::plain);
      columns.add(fmt::format("{}", one.queued), 7, Align::right);
      columns.add(fmt::format("{}", one.offered), 7, Align::right);
      columns.add(fmt::format("{}", one.assigned), 8, Align::right);
      columns.add(fmt::format("{}", one.held), 4, Align::right);
      columns.add(fmt::format("{}", one.overdue), 7, Align::right,
                  one.overdue != 0 ? Tone::alarm : Tone::plain);
      columns.add(one.oldest == USHER_NO_TIME ? "-" : lasted(now_ - time_of(one.oldest)), 7, Align::right);
      if (const Goal *const goal = goal_of(text_of(one.name)); goal != nullptr)
        columns.rest(fmt::format("{} {}", goal->brief, share_of(*goal)), tone_of(*goal));
      section.rows.push_back(std::move(columns).line());
    }
    return section;
  }

  static Tone tone_of(const Goal &goal) {
    return !goal.met ? Tone::faint : *goal.met ? Tone::good : Tone::alarm;
  }

  [[nodiscard]] Section people() const {
    const std::size_t name = name_width(18);
    Section section;
    Columns head = row();
    head.add("agent", name, Align::left, Tone::title).add("presence", 9, Align::left, Tone::title);
    head.add("load", 7, Align::right, Tone::title).add("waiting", 7, Align::right, Tone::title);
    head.add("idle", 8, Align::right, Tone::title);
    section.title = std::move(head.rest("departments", Tone::title)).line();
    for (const bool present : {true, false}) {
      for (const usher_agent &one : is_.desk.agents()) {
        if ((one.present != 0) != present) continue;
        const Tone tone = present ? Tone::plain : Tone::faint;
        Columns columns = row();
        columns.add(text_of(one.name), name, Align::left, tone).add(presence_of(one), 9, Align::left, tone);
        columns.add(fmt::format("{}/{}", one.load, one.capacity), 7, Align::right, tone);
        columns.add(fmt::format("{}", one.waiting), 7, Align::right, tone);
        const bool is_idle = present && one.conversations == 0;
        columns.add(is_idle ? lasted(now_ - time_of(one.idle_since)) : "-", 8, Align::right, tone);
        std::string departments;
        for (std::size_t i = 0; i < one.department_count; ++i)
          departments += fmt::format("{}{}", i == 0 ? "" : ", ", text_of(one.departments[i]));
        section.rows.push_back(std::move(columns.rest(departments, tone)).line());
      }
    }
    return section;
  }

  struct DueClock {
    const usher_conversation *conversation;
    std::string_view promise;
    Time due;
  };

  [[nodiscard]] std::vector<DueClock> due_clocks() const {
    std::vector<DueClock> out;
    for (const usher_conversation &one : is_.owed.conversations()) {
      const auto add = [&](std::int64_t due, std::string_view promise) {
        if (due != USHER_NO_TIME) out.push_back({&one, promise, time_of(due)});
      };
      add(one.first_response, text_of(one.asker).empty() ? "first response" : "consultation");
      add(one.next_response, "next response");
      add(one.resolution, "resolution");
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const DueClock &a, const DueClock &b) { return a.due < b.due; });
    return out;
  }

  [[nodiscard]] Section clocks() const {
    const std::size_t name = name_width(20);
    Section section;
    Columns head = row();
    head.add("due next", name, Align::left, Tone::title).add("promise", 14, Align::left, Tone::title);
    head.add("left", 15, Align::left, Tone::title).add("due", 11, Align::left, Tone::title);
    section.title = std::move(head.rest("where", Tone::title)).line();
    const std::vector<DueClock> all = due_clocks();
    const std::size_t most = most_rows(size_);
    for (const DueClock &one : all) {
      if (section.rows.size() == most) break;
      const Tone tone = one.due < now_ ? Tone::alarm : Tone::plain;
      Columns columns = row();
      columns.add(text_of(one.conversation->name), name).add(one.promise, 14);
      columns.add(left_of(one.due, now_), 15, Align::left, tone).add(clock_of(one.due, now_), 11);
      section.rows.push_back(std::move(columns.rest(where(*one.conversation))).line());
    }
    // The desk was asked for no more conversations than so.
    section.is_cut = all.size() > section.rows.size() || is_.owed.conversations().size() > most;
    section.more = "\xE2\x80\xA6 and more";
    return section;
  }

  [[nodiscard]] Section consultations() const {
    const std::size_t name = name_width(20);
    Section section;
    Columns head = row();
    head.add("consultation of", name, Align::left, Tone::title).add("asked", 14, Align::left, Tone::title);
    head.add("answer", 15, Align::left, Tone::title).add("since", 11, Align::left, Tone::title);
    section.title = std::move(head.rest("where", Tone::title)).line();
    const std::size_t most = most_rows(size_);
    for (const usher_conversation &one : is_.consultations.conversations()) {
      if (section.rows.size() == most) {
        section.is_cut = true;
        break;
      }
      const bool has_due = one.first_response != USHER_NO_TIME;
      const bool is_late = has_due && time_of(one.first_response) < now_;
      Columns columns = row();
      columns.add(text_of(one.asker), name).add(text_of(one.department), 14);
      columns.add(has_due ? left_of(time_of(one.first_response), now_) : "-", 15, Align::left,
                  is_late ? Tone::alarm : Tone::plain);
      columns.add(clock_of(time_of(one.created), now_), 11);
      section.rows.push_back(std::move(columns.rest(where(one))).line());
    }
    section.more = "\xE2\x80\xA6 and more";
    return section;
  }

  [[nodiscard]] Section goals() const {
    const std::size_t name = name_width(20);
    Section section;
    Columns head = row();
    head.add("goals of", name, Align::left, Tone::title).add("goal", 36, Align::left, Tone::title);
    section.title = std::move(head.rest("reached", Tone::title)).line();
    for (const Goal &goal : is_.goals) {
      Columns columns = row();
      columns.add(goal.department, name).add(goal.text, 36);
      const char *const word = !goal.met ? "nothing to tell yet" : *goal.met ? "met" : "missed";
      columns.rest(goal.share ? fmt::format("{}: {}", word, share_of(goal)) : word, tone_of(goal));
      section.rows.push_back(std::move(columns).line());
    }
    return section;
  }

  // A title and an empty line in front of it.
  static constexpr std::size_t around = 2;

  /// The last sections give way where there is no room for a row of each, and a line that says how many are left out.
  void share_rows(std::vector<Section> &sections) const {
    if (size_.rows == 0) {
      for (Section &section : sections)
        section.shown = section.wanted();
      return;
    }
    const auto is_poor = [](const Section &section) {
      return section.shown < std::min<std::size_t>(section.wanted(), 2);
    };
    for (;;) {
      deal_rows(sections);
      if (sections.size() < 2 || std::none_of(sections.begin(), sections.end(), is_poor)) return;
      sections.pop_back();
    }
  }

  /// Rows that there are go round, one to each section that wants one, until there are none left.
  void deal_rows(std::vector<Section> &sections) const {
    for (Section &section : sections)
      section.shown = 0;
    const std::size_t taken = lines_.size() + around * sections.size();
    std::size_t left = size_.rows > taken ? size_.rows - taken : 0;
    for (bool gave = true; gave && left > 0;) {
      gave = false;
      for (Section &section : sections) {
        if (left == 0 || section.shown == section.wanted()) continue;
        ++section.shown;
        --left;
        gave = true;
      }
    }
  }

  void add_if_it_fits(std::vector<Section> &sections, Section section) const {
    std::size_t used = lines_.size();
    for (const Section &one : sections)
      used += around + one.shown;
    if (size_.rows != 0 && used + around + section.rows.size() > size_.rows) return;
    section.shown = section.rows.size();
    sections.push_back(std::move(section));
  }

  void write(const Section &section) {
    lines_.emplace_back();
    lines_.push_back(section.title);
    const bool is_whole = section.shown == section.wanted() && !section.is_cut;
    const std::size_t rows = is_whole || section.shown == 0 ? section.shown : section.shown - 1;
    lines_.insert(lines_.end(), section.rows.begin(),
                  section.rows.begin() + static_cast<std::ptrdiff_t>(rows));
    if (is_whole || section.shown == 0) return;
    Columns columns = row();
    columns.rest(section.more.empty() ? fmt::format("\xE2\x80\xA6 and {} more", section.rows.size() - rows)
                                      : section.more,
                 Tone::faint);
    lines_.push_back(std::move(columns).line());
  }

  const Situation &is_;
  BoardSize size_;
  bool color_;
  Time now_;
  std::vector<std::string> lines_;
};

} // namespace

std::size_t most_rows(const BoardSize &size) noexcept {
  return size.rows == 0 ? rows_without_end : size.rows;
}

std::vector<std::string> board_of(const Situation &situation, const BoardSize &size, bool color) {
  return Board(situation, size, color).make();
}

} // namespace usher::cli
