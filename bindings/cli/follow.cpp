// SPDX-License-Identifier: BSL-1.0
#include "follow.hpp"

#include "board.hpp"
#include "columns.hpp"
#include "exit.hpp"
#include "input.hpp"
#include "journal_line.hpp"
#include "journal_player.hpp"
#include "journal_tail.hpp"
#include "output.hpp"
#include "saved_desk.hpp"
#include "screen.hpp"
#include "written_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <poll.h>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace usher::cli {
namespace {

using Clock = std::chrono::steady_clock;

Desk open_desk(const FollowOptions &options, const std::string &snapshot) {
  DeskOptions desk_options;
  desk_options.seed(options.seed).journal();
  options.common.add_message_limits(desk_options);
  if (snapshot.empty()) return Desk(load_sound_policy(options.common), desk_options);
  const std::string bytes = read_snapshot(snapshot);
  Desk desk = restore_desk(snapshot, bytes, desk_options);
  if (options.common.policy.empty()) return desk;
  // As usher run --from does it.
  const Policy policy = load_sound_policy(options.common);
  if (Policy::load_memory("snapshot", bytes).hash() == policy.hash()) return desk;
  Effects effects;
  desk.set_policy(policy, effects);
  desk.commit();
  return desk;
}

std::vector<Policy> later_policies(const FollowOptions &options) {
  std::vector<Policy> out;
  for (const std::string &file : options.later) {
    CommonOptions common = options.common;
    common.policy = file;
    out.push_back(load_sound_policy(common));
  }
  return out;
}

bool is_dumb() {
  const char *const terminal = std::getenv("TERM");
  return terminal == nullptr || *terminal == '\0' || std::string_view(terminal) == "dumb";
}

/// The desk at a later time, as long as this lives: what is due until then happens, and is taken back. Not if that is
/// further ahead than the policy believes (desk.ahead_bound): to play months of offers that nobody answers would take
/// long, and tell nothing.
class Later {
 public:
  Later(Desk &desk, Time now, Time later, Effects &effects) : desk_(desk) {
    if (later <= now) return;
    const Event passes = Event(EventType::advance).time(later);
    const Status status = desk_.try_apply({&passes, 1}, effects);
    if (status != Status::time && !succeeded(status)) throw Error(status);
    moved_ = succeeded(status);
  }
  Later(const Later &) = delete;
  Later &operator=(const Later &) = delete;
  ~Later() {
    if (moved_) usher_desk_abort(desk_.get());
  }

 private:
  Desk &desk_;
  bool moved_ = false;
};

class Follow {
 public:
  Follow(const FollowOptions &options, const std::string &snapshot, const DeskLook &look,
         const MetricsChoice &metrics, Format format)
      : options_(options),
        look_(look),
        metrics_(metrics),
        format_(format),
        tail_(options.journal),
        desk_(open_desk(options, snapshot)),
        player_(desk_, tail_.name(), later_policies(options), options.keep_going),
        color_(wants_color(options.common.color, stdout_file)) {}

  int run() {
    if (is_terminal(stdout_file) && !is_dumb() && format_ == Format::text && !options_.once)
      return run_on_screen();
    bool is_old = true;
    (void)take_all();
    while (!options_.once && !tail_.has_ended()) {
      if (is_old) print();
      if (reader_is_gone_) return put_away();
      wait();
      is_old = take_all();
    }
    is_old |= take_rest();
    if (is_old) print();
    tell_of_rest();
    return put_away();
  }

 private:
  /// The desk behind the last whole instant, as usher run --snapshot does it.
  int put_away() {
    if (options_.snapshot.empty()) return exit_fine;
    if (const auto line = player_.differs_since())
      throw Failure(exit_input,
                    fmt::format("from line {} on {} tells otherwise than the desk: {} is not written", *line,
                                harmless(tail_.name()), harmless(options_.snapshot)));
    replace_file(options_.snapshot, desk_.snapshot().text());
    return exit_fine;
  }

  int run_on_screen() {
    Screen screen;
    for (bool is_old = true;;) {
      const bool changed = take_until(Clock::now() + options_.every);
      if (changed || is_old || options_.now == "system") screen.draw(page());
      if (changed || is_old) metrics_.write_file(desk_);
      switch (screen.wait(has_more_ ? std::chrono::milliseconds(0) : options_.every)) {
      case Screen::Woken::by_quit: return put_away();
      case Screen::Woken::by_change: is_old = true; break;
      case Screen::Woken::by_time: is_old = false; break;
      }
    }
  }

  /// Plays what has been written; true if the desk is another now. Not longer than until then, as a long journal takes
  /// a while, and somebody looks on.
  bool take_until(Clock::time_point end) {
    bool changed = false;
    has_more_ = false;
    for (Line line; tail_.next(line);) {
      changed |= player_.play(line);
      if (Clock::now() < end) continue;
      has_more_ = true;
      return changed;
    }
    return changed || (tail_.has_ended() && take_rest());
  }
  bool take_all() { return take_until(Clock::time_point::max()); }

  /// Nothing more is waited for. A line without a line feed is one if nothing of it is missing.
  bool take_rest() {
    if (rest_is_taken_) return false;
    const Line half = tail_.half();
    rest_is_taken_ = is_whole(half.text);
    return rest_is_taken_ && player_.play(half);
  }

  void tell_of_rest() const {
    const Line half = tail_.half();
    const bool is_half = !half.text.empty() && !rest_is_taken_;
    if (is_half || player_.waits_for_more())
      talk_line(fmt::format("{}:{}: the last {} not whole yet and is left out", tail_.name(),
                            is_half ? half.number : half.number - 1, is_half ? "line is" : "instant is"));
  }

  void wait() {
    pollfd more = {tail_.descriptor(), POLLIN, 0};
    // Of a file there is always something to read, even if that is its end.
    (void)::poll(&more, tail_.is_regular() ? 0 : 1, static_cast<int>(options_.every.count()));
  }

  [[nodiscard]] BoardSize size() const {
    BoardSize out;
    if (!is_terminal(stdout_file)) return out;
    const Screen::Size screen = Screen::size();
    out.columns = screen.columns;
    if (!options_.once) out.rows = screen.rows;
    return out;
  }

  void print() {
    metrics_.write_file(desk_);
    Output output;
    if (metrics_.to_stdout()) {
      const Document document = desk_.metrics(metrics_.format(), metrics_.options());
      output.text(metrics_.format() == Format::text ? harmless(document.text())
                                                    : std::string(document.text()));
    } else {
      if (has_printed_ && format_ == Format::text) output.line("");
      for (const std::string &line : page())
        output.line(line);
    }
    output.flush();
    reader_is_gone_ = output.reader_is_gone();
    has_printed_ = true;
  }

  /// The desk at the time at which it is judged, as lines.
  std::vector<std::string> page() {
    Situation situation;
    desk_.look(situation.desk);
    situation.told = situation.desk.time().value_or(Time());
    const bool is_board = look_.is_whole() && format_ == Format::text;
    if (is_board) situation.goals = goals_of(desk_); // metrics go up to the desk's own time
    situation.now = std::max(situation.told, moment_of(options_.now).value_or(situation.told));
    const Later moved(desk_, situation.told, situation.now, effects_);
    const BoardSize page_size = size();
    if (!is_board) return rendered(page_size);
    desk_.look(situation.desk);
    desk_.owed(situation.owed, most_rows(page_size) + 1);
    desk_.consultations(situation.consultations, most_rows(page_size) + 1);
    situation.journal = tail_.name();
    situation.events = player_.events();
    situation.differs_since = player_.differs_since();
    return board_of(situation, page_size, color_);
  }

  std::vector<std::string> rendered(const BoardSize &page_size) {
    View view;
    if (const std::string missing = look_.look(desk_, view); !missing.empty()) {
      if (options_.once)
        throw Failure(exit_input, fmt::format("there is no {} at the desk{}", missing, look_.others(desk_)));
      if (format_ == Format::json) return {};
      return {cut(fmt::format("there is no {} at the desk yet", missing), page_size.columns)};
    }
    const std::string_view text = view.render(format_);
    if (format_ == Format::json) return {std::string(text)};
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (page_size.rows != 0 && lines.size() == page_size.rows) {
        lines.back() = cut("\xE2\x80\xA6 and more", page_size.columns);
        break;
      }
      const std::string_view line = text.substr(at, end - at);
      lines.push_back(page_size.rows != 0 ? cut(line, page_size.columns) : harmless(line));
      at = end + 1;
    }
    return lines;
  }

  const FollowOptions &options_;
  const DeskLook &look_;
  const MetricsChoice &metrics_;
  Format format_;
  JournalTail tail_;
  Desk desk_;
  JournalPlayer player_;
  Effects effects_;
  bool color_;
  bool has_more_ = false;
  bool has_printed_ = false;
  bool reader_is_gone_ = false;
  bool rest_is_taken_ = false;
};

} // namespace

int follow(const FollowOptions &options, const std::string &snapshot, const DeskLook &look,
           const MetricsChoice &metrics, Format format) {
  return Follow(options, snapshot, look, metrics, format).run();
}

} // namespace usher::cli
