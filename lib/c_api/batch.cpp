// SPDX-License-Identifier: BSL-1.0
#include "c_api/handles.hpp"
#include "c_api/options.hpp"
#include "c_api/structs.hpp"

#include <algorithm>

namespace usher::c_api {
namespace {

template <class T>
const T *data_or_null(const std::vector<T> &list) {
  return list.empty() ? nullptr : list.data();
}

usher_column view_of(const rules::Column &column, std::size_t rows, std::vector<usher_str> &dictionary) {
  for (const std::string &text : column.dictionary.texts())
    dictionary.push_back(text_out(text));
  usher_column view{};
  view.struct_size = sizeof(usher_column);
  view.field = static_cast<int32_t>(column.field);
  view.rows = rows;
  switch (column.kind) {
  case rules::FieldKind::text:
  case rules::FieldKind::texts:
    view.type = USHER_COLUMN_CODES;
    view.values = column.codes.size();
    break;
  case rules::FieldKind::integer:
  case rules::FieldKind::time:
    view.type = USHER_COLUMN_INTEGERS;
    view.values = column.integers.size();
    break;
  case rules::FieldKind::number:
    view.type = USHER_COLUMN_NUMBERS;
    view.values = column.numbers.size();
    break;
  }
  view.codes = data_or_null(column.codes);
  view.integers = data_or_null(column.integers);
  view.numbers = data_or_null(column.numbers);
  view.offsets = data_or_null(column.offsets);
  view.dictionary = data_or_null(dictionary);
  view.dictionary_size = dictionary.size();
  return view;
}

void make_views(usher_batch &batch) {
  const auto add = [&batch](const std::vector<rules::Column> &columns, std::vector<usher_column> &views) {
    for (const rules::Column &column : columns) {
      // The vectors of texts stay where they are when the list of them grows.
      std::vector<usher_str> dictionary;
      views.push_back(view_of(column, batch.columns.rows(), dictionary));
      batch.dictionaries.push_back(std::move(dictionary));
    }
  };
  add(batch.columns.values(), batch.values);
  add(batch.columns.reasons(), batch.reasons);
}

void empty(usher_batch *batch) noexcept {
  if (batch == nullptr) return;
  batch->statuses.clear();
  batch->values.clear();
  batch->reasons.clear();
  batch->dictionaries.clear();
}

void add_row(const rules::Ruleset &ruleset, usher_status status, usher_batch &batch) {
  batch.statuses.push_back(status);
  if (status == USHER_OK)
    batch.columns.add(ruleset, batch.workspace);
  else
    batch.columns.add_missing();
}

/// Fills the batch, emptied before, by `run`; nothing half done is left in it.
template <class Run>
usher_status fill(const usher_policy *policy, const usher_triage_options *options, bool from_json,
                  usher_batch *batch, usher_report **report, Run &&run) {
  const usher_status result = guard(report, [&](Findings &findings) -> usher_status {
    batch->columns = rules::Columns();
    rules::TriageOptions given;
    usher_status status = read_options(options, from_json, policy->body->limits, given, findings);
    if (status == USHER_OK) status = run(given, findings);
    if (status == USHER_OK) make_views(*batch);
    return status;
  });
  if (result != USHER_OK) empty(batch);
  return result;
}

const usher_column *find(const std::vector<usher_column> &columns, int32_t field) {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [field](const usher_column &column) { return column.field == field; });
  return found == columns.end() ? nullptr : &*found;
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_batch_create(usher_batch **out) noexcept {
  if (out == nullptr) return USHER_ARGUMENT;
  return guard([&] {
    *out = std::make_unique<usher_batch>().release();
    return USHER_OK;
  });
}

void usher_batch_destroy(usher_batch *batch) noexcept { delete batch; }

usher_status usher_batch_triage(const usher_policy *policy, const usher_message *messages, size_t count,
                                const usher_triage_options *options, usher_batch *batch,
                                usher_report **report) noexcept {
  empty(batch);
  if (policy == nullptr || batch == nullptr || (messages == nullptr && count != 0)) return USHER_ARGUMENT;
  return fill(policy, options, false, batch, report,
              [&](const usher::rules::TriageOptions &given, usher::Findings &findings) {
                uint32_t row = 0;
                return read_array(messages, count, [&](const usher_message &message) -> usher_status {
                  add_row(policy->body->ruleset,
                          triage_message(*policy->body, given, message, ++row, batch->workspace, findings),
                          *batch);
                  return USHER_OK;
                });
              });
}

usher_status usher_batch_triage_json(const usher_policy *policy, usher_str lines,
                                     const usher_triage_options *options, usher_batch *batch,
                                     usher_report **report) noexcept {
  empty(batch);
  if (policy == nullptr || batch == nullptr || !is_valid(lines)) return USHER_ARGUMENT;
  return fill(policy, options, true, batch, report,
              [&](const usher::rules::TriageOptions &given, usher::Findings &findings) -> usher_status {
                std::string_view rest = text_in(lines);
                for (uint32_t number = 1; !rest.empty(); ++number) {
                  const std::size_t end = std::min(rest.find('\n'), rest.size());
                  const std::string_view line = rest.substr(0, end);
                  rest.remove_prefix(std::min(end + 1, rest.size()));
                  if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
                  add_row(policy->body->ruleset,
                          status_of(usher::rules::triage_json(policy->body->ruleset, given, line, number,
                                                              batch->workspace, findings)),
                          *batch);
                }
                return USHER_OK;
              });
}

size_t usher_batch_rows(const usher_batch *batch) noexcept {
  return batch == nullptr ? 0 : batch->statuses.size();
}

const int32_t *usher_batch_statuses(const usher_batch *batch) noexcept {
  return batch == nullptr ? nullptr : data_or_null(batch->statuses);
}

const usher_column *usher_batch_column(const usher_batch *batch, int32_t field) noexcept {
  return batch == nullptr ? nullptr : find(batch->values, field);
}

const usher_column *usher_batch_because(const usher_batch *batch, int32_t field) noexcept {
  return batch == nullptr ? nullptr : find(batch->reasons, field);
}
