// SPDX-License-Identifier: BSL-1.0
// Recorded events through the real desk, under one policy or under two side by side. Memory grows with conversations, not
// with events.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "calendar/zone.hpp"
#include "desk/event_json.hpp"
#include "simulate/event_mapping_rows.hpp"
#include "simulate/named_lines.hpp"
#include "simulate/replay_side.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::simulate {

struct ReplayOptions {
  desk::DeskOptions desk; // of both
  calendar::ZonePtr zone; // whose clock hours go by; none: UTC
};

/// What came in, and how much of it could be used.
struct ReplayInput {
  std::uint64_t lines = 0;    // of events, or rows
  std::uint64_t events = 0;   // given to the desks
  std::uint64_t left_out = 0; // lines or rows that are no events
  Instant first = 0;
  Instant last = 0;
};

class Replay {
 public:
  /// `against` may be null.
  Replay(std::shared_ptr<const rules::Ruleset> policy, std::shared_ptr<const rules::Ruleset> against,
         const ReplayOptions &options);
  Replay(const Replay &) = delete;
  Replay &operator=(const Replay &) = delete;

  /// Lines of events or of a journal, whole. Those that follow one another with one time are one instant, over calls as
  /// well. Bad ones are errors of the findings, and left out. `file` is what findings call it.
  void add_lines(std::string_view file, std::string_view lines, Findings &findings);
  /// Events of the caller's, which are borrowed during the call.
  void add_events(std::span<const desk::Event> events);
  /// Rows of a table. They are played when the last piece is there, since they may come in any order. False when the
  /// table has not the columns; nothing more can be taken. Mapping and name are those of the first call.
  [[nodiscard]] bool add_rows(const EventMapping *mapping, std::string_view file, std::string_view bytes,
                              bool last, Findings &findings);
  /// Plays the rows in parts; false when all are played. Between two calls the caller may tell how far it is.
  [[nodiscard]] bool play_some(Findings &findings);
  /// What is left of the last instant.
  void finish();

  [[nodiscard]] const ReplaySide &before() const noexcept { return *before_; }
  /// Null without a second policy.
  [[nodiscard]] const ReplaySide *after() const noexcept { return after_.get(); }
  [[nodiscard]] const NameList &names() const noexcept { return names_; }
  [[nodiscard]] const Opened &opened() const noexcept { return opened_; }
  [[nodiscard]] const ReplayInput &input() const noexcept { return input_; }
  [[nodiscard]] const calendar::Zone &zone() const noexcept { return *zone_; }
  /// Rows that say what people did besides; empty without a table.
  [[nodiscard]] std::span<const RecordedRow> recorded() const noexcept;
  [[nodiscard]] std::int64_t due_tolerance_ms() const noexcept;
  [[nodiscard]] bool has_rows() const noexcept { return rows_.has_value(); }
  /// Of the events that rows became, how many are played.
  [[nodiscard]] std::uint64_t rows_played() const noexcept { return played_; }
  [[nodiscard]] std::uint64_t rows_to_play() const noexcept { return row_events_.size(); }

 private:
  void take_line(std::string_view line, std::uint32_t number, Findings &findings);
  /// False for what is no event. `applied`: its time where it says none.
  [[nodiscard]] bool take_event(std::string_view json, std::uint32_t line, std::optional<Instant> applied,
                                Findings &findings);
  void play_instant();
  void note_openings(std::span<const desk::Event> events);

  Limits limits_;
  calendar::ZonePtr zone_;
  NameList names_;
  Opened opened_;
  std::unique_ptr<ReplaySide> before_;
  std::unique_ptr<ReplaySide> after_;
  ReplayInput input_;
  NamedLines lines_;
  std::string rows_file_;
  std::vector<std::unique_ptr<desk::EventJson>> pool_; // what events borrow, used again
  std::size_t used_ = 0;                               // of it, by the instant that is being read
  std::vector<desk::Event> instant_;
  std::optional<Instant> instant_time_;
  std::optional<MappedRows> rows_;
  std::vector<RowEvent> row_events_;
  std::uint64_t played_ = 0;
};

} // namespace usher::simulate
