// SPDX-License-Identifier: BSL-1.0
#include "rules/columns.hpp"

#include "rules/decision_json.hpp"

#include <limits>

namespace usher::rules {

std::int32_t Dictionary::code(std::string_view text) {
  if (text.data() == nullptr) return -1;
  if (const auto known = codes_.find(text); known != codes_.end()) return known->second;
  const auto code = static_cast<std::int32_t>(texts_.size());
  texts_.emplace_back(text);
  codes_.emplace(text, code);
  return code;
}

Columns::Columns() {
  for (const Field field : all_fields()) {
    Column column;
    column.field = field;
    column.kind = kind_of(field);
    if (column.kind == FieldKind::texts) column.offsets.push_back(0);
    values_.push_back(std::move(column));
    if (!is_decided_by_rules(field)) continue;
    Column reason;
    reason.field = field;
    reason.kind = kind_of(field) == FieldKind::texts ? FieldKind::texts : FieldKind::text;
    if (reason.kind == FieldKind::texts) reason.offsets.push_back(0);
    reasons_.push_back(std::move(reason));
  }
}

void Columns::add(const Ruleset &ruleset, const Workspace &workspace) {
  for (Column &column : values_) {
    switch (column.kind) {
    case FieldKind::text:
      column.codes.push_back(column.dictionary.code(text_of(ruleset, workspace, column.field)));
      break;
    case FieldKind::integer:
    case FieldKind::time: column.integers.push_back(integer_of(workspace, column.field)); break;
    case FieldKind::number: column.numbers.push_back(number_of(workspace, column.field)); break;
    case FieldKind::texts:
      for (std::size_t i = 0; i < count_of(workspace, column.field); ++i) {
        column.codes.push_back(column.dictionary.code(item_of(ruleset, workspace, column.field, i)));
      }
      column.offsets.push_back(column.codes.size());
      break;
    }
  }
  for (Column &column : reasons_) {
    const std::size_t values = column.kind == FieldKind::texts ? count_of(workspace, column.field) : 1;
    for (std::size_t i = 0; i < values; ++i) {
      column.codes.push_back(
          column.dictionary.code(rule_name(ruleset, because_of(workspace, column.field, i))));
    }
    if (column.kind == FieldKind::texts) column.offsets.push_back(column.codes.size());
  }
  ++rows_;
}

void Columns::add_missing() {
  const auto add_to = [](Column &column) {
    switch (column.kind) {
    case FieldKind::text: column.codes.push_back(-1); break;
    case FieldKind::integer:
    case FieldKind::time: column.integers.push_back(-1); break;
    case FieldKind::number: column.numbers.push_back(std::numeric_limits<double>::quiet_NaN()); break;
    case FieldKind::texts: column.offsets.push_back(column.codes.size()); break;
    }
  };
  for (Column &column : values_)
    add_to(column);
  for (Column &column : reasons_)
    add_to(column);
  ++rows_;
}

} // namespace usher::rules
