// SPDX-License-Identifier: BSL-1.0
// Rows of a table as events, in the order of time: a message when a conversation was opened, an assignment, an answer
// of staff, and that it was resolved.
#pragma once

#include "base/json.hpp"
#include "simulate/event_mapping.hpp"
#include "simulate/headed_rows.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::simulate {

/// What a row says that is not said to the desk, but compared with what it does.
struct RecordedRow {
  std::string conversation;
  std::string department; // empty: not known
  std::string type;
  std::optional<Instant> first_response_due;
  std::optional<Instant> resolution_due;
};

/// An event of a row; `json` is one line.
struct RowEvent {
  Instant time = 0;
  std::uint64_t line = 0;
  std::string json;
};

class MappedRows {
 public:
  explicit MappedRows(EventMapping mapping) : mapping_(std::move(mapping)), table_(mapping_.form) {}

  [[nodiscard]] const EventMapping &mapping() const noexcept { return mapping_; }
  /// What findings call the rows.
  void set_file(std::string file) { file_ = std::move(file); }
  /// False when the first row has not the columns of the mapping, which the findings then say.
  [[nodiscard]] bool add(std::string_view bytes, bool last, Findings &findings);

  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }
  /// Behind the last row: all events by their time, those of one time as their rows came, and what was recorded besides.
  [[nodiscard]] std::vector<RowEvent> take_events();
  [[nodiscard]] const std::vector<RecordedRow> &recorded() const noexcept { return recorded_; }

 private:
  [[nodiscard]] bool take_head(Findings &findings);
  void find(const ValueSource &source, std::optional<std::size_t> &out, Findings &findings);
  [[nodiscard]] std::string_view cell(const ValueSource &source, std::optional<std::size_t> at) const;
  [[nodiscard]] std::string_view cell(Column column) const;
  [[nodiscard]] bool read_times(std::array<std::optional<Instant>, time_column_count> &out,
                                Findings &findings);
  void take_row(Findings &findings);
  /// The facts of a row as a JSON object. False for one that is not what it should be.
  [[nodiscard]] bool write_facts(JsonWriter &json, Findings &findings) const;
  void add_events(std::string_view conversation, std::string_view facts,
                  const std::array<std::optional<Instant>, time_column_count> &times);
  void complain(Severity severity, Code code, std::string message, std::string hint,
                Findings &findings) const;
  [[nodiscard]] bool is_closed() const;

  EventMapping mapping_;
  HeadedRows table_;
  std::string file_;
  std::array<std::optional<std::size_t>, column_count> at_{};
  std::vector<std::optional<std::size_t>> facts_at_;
  std::uint64_t rows_ = 0;
  std::uint64_t left_out_ = 0;
  std::vector<RowEvent> events_;
  std::vector<RecordedRow> recorded_;
};

} // namespace usher::simulate
