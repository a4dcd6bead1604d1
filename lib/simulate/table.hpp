// SPDX-License-Identifier: BSL-1.0
// A table that a scenario names: a file of rows, the first of which names the columns.
#pragma once

#include "simulate/delimited.hpp"
#include "simulate/scenario_reader.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::simulate {

/// What is wrong with the file is told with its line.
class Table {
 public:
  /// `node` is the mapping that names the file.
  Table(ScenarioReader &reader, const Node &node) : reader_(reader), context_(reader.context), node_(node) {}

  /// Takes the keys that every table has: file, delimiter, quote. False for another key.
  bool take(const Node &key, const Node &value);
  /// Behind all keys: reads the file, and its first row.
  bool open();
  /// Its number; nothing, and a complaint, where there is none of that name.
  std::optional<std::size_t> column(const Node &node);
  /// The next row that can be used; false at the end.
  bool next();
  /// Empty where there is no such column. It lives until the next call of next().
  [[nodiscard]] std::string_view cell(std::optional<std::size_t> number) const {
    return number ? rows_.cells()[*number] : std::string_view();
  }
  [[nodiscard]] const std::string &name_of(std::size_t number) const { return names_[number]; }
  /// An error of the row at hand.
  void complain(Code code, std::string message, std::string hint);

 private:
  void mark(const Node &node, char &out, bool may_be_none);

  ScenarioReader &reader_;
  Context &context_;
  const Node &node_;
  const Node *file_node_ = nullptr;
  std::string file_;
  DelimitedForm form_;
  bool has_delimiter_ = false;
  DelimitedReader rows_{DelimitedForm()};
  std::vector<std::string> names_;
};

} // namespace usher::simulate
