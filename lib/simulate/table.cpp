// SPDX-License-Identifier: BSL-1.0
#include "simulate/table.hpp"

#include "simulate/headed_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

constexpr std::size_t table_bytes = std::size_t{256} << 20U;

} // namespace

bool Table::take(const Node &key, const Node &value) {
  if (key.text == "file") {
    if (const auto name = context_.text(value, "a file")) file_ = *name;
    file_node_ = &value;
  } else if (key.text == "delimiter") {
    has_delimiter_ = true;
    mark(value, form_.delimiter, false);
  } else if (key.text == "quote") {
    mark(value, form_.quote, true);
  } else {
    return false;
  }
  return true;
}

bool Table::open() {
  if (file_node_ == nullptr) {
    context_.error(Code::missing_key, node_, "it is not said which file it is", "add file: as in rows.csv");
    return false;
  }
  if (file_.empty()) return false;
  if (!has_delimiter_ && file_.ends_with(".tsv")) form_.delimiter = '\t';
  if (form_.delimiter == form_.quote) {
    context_.error(Code::out_of_range, node_, "the delimiter and the quote are one character",
                   "say quote: none");
    return false;
  }
  std::string text;
  const ScenarioFiles::Outcome outcome = reader_.files.read(file_, table_bytes, text);
  if (outcome != ScenarioFiles::Outcome::ok) {
    const bool too_large = outcome == ScenarioFiles::Outcome::too_large;
    const Context::Step step(context_, "file");
    context_.error(too_large ? Code::limit : Code::file_unreadable, *file_node_,
                   fmt::format("{} {}", file_, too_large ? "is too large" : "cannot be read"),
                   too_large ? "256 MiB at most" : "names are paths from the scenario's folder");
    return false;
  }
  rows_ = DelimitedReader(form_);
  rows_.add(text, true);
  if (rows_.next() != DelimitedReader::Step::row) {
    complain(Code::bad_row, "there are no rows, not even a first one", "the first row names the columns");
    return false;
  }
  for (const std::string_view name : rows_.cells())
    names_.emplace_back(name);
  return true;
}

std::optional<std::size_t> Table::column(const Node &node) {
  const auto name = context_.text(node, "the name of a column");
  if (!name) return std::nullopt;
  const auto found = std::find(names_.begin(), names_.end(), *name);
  if (found != names_.end()) {
    if (std::find(found + 1, names_.end(), *name) != names_.end())
      context_.warn(
          Code::duplicate_name, node,
          fmt::format("the first row of that file has the column {} more than once", policy::quote(*name)),
          std::string(first_column_hint));
    return static_cast<std::size_t>(found - names_.begin());
  }
  const std::vector<std::string_view> known(names_.begin(), names_.end());
  context_.unknown_name(node, "column in the first row of that file", known, "that row names the columns");
  return std::nullopt;
}

bool Table::next() {
  for (;;) {
    switch (rows_.next()) {
    case DelimitedReader::Step::row:
      if (rows_.cells().size() == names_.size()) return true;
      complain(
          Code::bad_row,
          fmt::format("this row has {} cells, and the first row has {}", rows_.cells().size(), names_.size()),
          "put cells that hold the delimiter in quotes");
      break;
    case DelimitedReader::Step::bad: complain(Code::bad_row, rows_.problem(), {}); break;
    case DelimitedReader::Step::more:
    case DelimitedReader::Step::end: return false;
    }
  }
}

void Table::complain(Code code, std::string message, std::string hint) {
  const auto line = static_cast<std::uint32_t>(rows_.line());
  reader_.findings.add(
      {Severity::error, code, reader_.files.shown(file_), line, 0, {}, std::move(message), std::move(hint)});
}

void Table::mark(const Node &node, char &out, bool may_be_none) {
  const auto text = context_.text(node, "a character");
  if (!text) return;
  if (*text == "tab")
    out = '\t';
  else if (may_be_none && *text == "none")
    out = '\0';
  else if (text->size() == 1 && ((*text)[0] == '\t' || ((*text)[0] >= ' ' && (*text)[0] < 0x7F)))
    out = (*text)[0];
  else
    context_.error(Code::out_of_range, node,
                   fmt::format("{} is not one character of ASCII", policy::quote(*text)),
                   may_be_none ? "as in quote: \"'\", or none" : "as in delimiter: \";\", or tab");
}

} // namespace usher::simulate
