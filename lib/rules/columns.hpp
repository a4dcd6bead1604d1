// SPDX-License-Identifier: BSL-1.0
// Many decisions as columns: numbers side by side, texts as codes into a dictionary.
#pragma once

#include "base/text_map.hpp"
#include "rules/fields.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::rules {

/// Texts as numbers, each text once, in the order of first use.
class Dictionary {
 public:
  /// -1 for no text, which is not in the dictionary.
  std::int32_t code(std::string_view text);
  [[nodiscard]] const std::vector<std::string> &texts() const noexcept { return texts_; }

 private:
  TextMap<std::int32_t> codes_;
  std::vector<std::string> texts_;
};

/// One field of all rows. Of a field of several values row r has the values offsets[r] to offsets[r + 1] - 1.
struct Column {
  Field field{};
  FieldKind kind{};
  std::vector<std::int32_t> codes;
  std::vector<std::int64_t> integers;
  std::vector<double> numbers;
  std::vector<std::uint64_t> offsets;
  Dictionary dictionary;
};

class Columns {
 public:
  Columns();

  void add(const Ruleset &ruleset, const Workspace &workspace);
  /// A row without a decision: no texts, -1 and NaN for numbers.
  void add_missing();

  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] const std::vector<Column> &values() const noexcept { return values_; }
  /// For the fields that rules decide, the rules behind the values; each value has one, so offsets are the same.
  [[nodiscard]] const std::vector<Column> &reasons() const noexcept { return reasons_; }

 private:
  std::size_t rows_ = 0;
  std::vector<Column> values_;
  std::vector<Column> reasons_;
};

} // namespace usher::rules
