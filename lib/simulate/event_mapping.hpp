// SPDX-License-Identifier: BSL-1.0
// How rows of a table become events: which column is what. docs/replay.md has the language.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "calendar/zone.hpp"
#include "simulate/delimited.hpp"
#include "simulate/delimited_time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::simulate {

/// What a column may be. Those up to `assigned` are times.
enum class Column : std::uint8_t {
  opened, // needed
  replied,
  closed,
  first_response_due, // compared with what the policy promises
  resolution_due,
  assigned,
  conversation, // else the number of the row's line
  agent,        // who replied and has it
  department,   // compared with where the policy sends it
  type,         // what the comparison is told by
  status,       // see closed_when
  channel,
  account,
  language,
  subject,
  text,
  customer // the fact customer.id
};
inline constexpr std::size_t time_column_count = 6;
inline constexpr std::size_t column_count = 17;
[[nodiscard]] std::string_view name_of(Column column) noexcept;

/// What a fact is, in JSON.
enum class FactForm : std::uint8_t { text, number, flag, time };

/// Where a value comes from: a column, a constant, or both, the constant where the cell is empty.
struct ValueSource {
  std::string column;   // empty: none
  std::string constant; // empty: none
  bool translates = false;
  std::vector<std::pair<std::string, std::string>> values; // of a cell, what it means
  bool keeps_others = true; // of cells that no value names; else they are as if empty
  std::uint32_t line = 0;   // where the mapping says so
  std::uint32_t column_at = 0;
  std::string path; // likewise, as in columns.opened
  [[nodiscard]] bool is_given() const noexcept { return !column.empty() || !constant.empty(); }
};

struct FactSource {
  std::string name; // dotted
  FactForm form = FactForm::text;
  ValueSource value;
};

struct EventMapping {
  std::string file; // what findings call it
  DelimitedForm form;
  calendar::ZonePtr zone;
  std::vector<TimeFormat> formats;
  std::array<ValueSource, column_count> columns;
  std::vector<FactSource> facts;
  std::vector<std::string> closed_when; // statuses that are closed; empty: a row with `closed` is
  std::int64_t due_tolerance_ms = 60'000;

  [[nodiscard]] const ValueSource &operator[](Column column) const noexcept {
    return columns[static_cast<std::size_t>(column)];
  }
  [[nodiscard]] ValueSource &operator[](Column column) noexcept {
    return columns[static_cast<std::size_t>(column)];
  }
};

/// Reads a mapping from YAML, which findings call `file`. Nothing when it has errors; all of them are told.
[[nodiscard]] std::optional<EventMapping> read_mapping(std::string file, std::string_view text,
                                                       const Limits &limits, Findings &findings);

} // namespace usher::simulate
