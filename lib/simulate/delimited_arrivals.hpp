// SPDX-License-Identifier: BSL-1.0
// When customers came, out of rows or of events.
#pragma once

#include "base/finding.hpp"
#include "base/hash_key.hpp"
#include "base/limits.hpp"
#include "simulate/delimited_time.hpp"
#include "simulate/headed_rows.hpp"
#include "simulate/named_lines.hpp"
#include "staffing/recorded_week.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_set.hpp>

namespace usher::simulate {

/// Rows with a head; what is no time or no length of time is left out and told.
class DelimitedArrivals {
 public:
  /// `handle_column` may be empty.
  DelimitedArrivals(const DelimitedForm &form, std::string time_column, std::string handle_column,
                    std::vector<TimeFormat> formats, std::string file);

  /// False when the head has not the columns, which the findings then say; nothing more can be taken.
  [[nodiscard]] bool add(std::string_view bytes, bool last, staffing::RecordedWeek &week, Findings &findings);
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }
  /// Up to where it has read.
  [[nodiscard]] std::uint64_t lines() const noexcept { return rows_.line(); }

 private:
  [[nodiscard]] bool take_head(Findings &findings);
  [[nodiscard]] std::optional<std::size_t> find_column(const std::string &name, Findings &findings) const;
  void take_row(staffing::RecordedWeek &week, Findings &findings);
  void leave_out(Code code, std::string message, std::string hint, Findings &findings);

  HeadedRows rows_;
  std::string time_column_;
  std::string handle_column_;
  std::vector<TimeFormat> formats_;
  std::string file_;
  std::size_t time_at_ = 0;
  std::optional<std::size_t> handle_at_;
  std::uint64_t left_out_ = 0;
};

/// Events or lines of a journal, each a line of JSON: the first message of a customer in each conversation counts.
class EventArrivals {
 public:
  EventArrivals(const Limits &limits, std::string_view file) : limits_(limits) { lines_.set_file(file); }

  /// What findings call the lines that follow; those of another file are counted from 1.
  void set_file(std::string_view file) { lines_.set_file(file); }
  /// Whole lines.
  void add(std::string_view lines, staffing::RecordedWeek &week, Findings &findings);
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }
  [[nodiscard]] std::uint64_t lines() const noexcept { return lines_.number(); }

 private:
  void take_line(std::string_view line, std::uint32_t number, staffing::RecordedWeek &week,
                 Findings &findings);

  Limits limits_;
  NamedLines lines_;
  std::uint64_t left_out_ = 0;
  // Conversations.
  boost::unordered_flat_set<std::string, NameHash, SameText> known_{0, NameHash(random_hash_key())};
};

} // namespace usher::simulate
