// SPDX-License-Identifier: BSL-1.0
#include "simulate/event_mapping_rows.hpp"

#include "base/json.hpp"
#include "base/nearest.hpp"
#include "base/time.hpp"
#include "policy/context.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

using Times = std::array<std::optional<Instant>, time_column_count>;

std::optional<Instant> of(const Times &times, Column column) noexcept {
  return times[static_cast<std::size_t>(column)];
}

} // namespace

void MappedRows::complain(Severity severity, Code code, std::string message, std::string hint,
                          Findings &findings) const {
  findings.add({severity,
                code,
                file_,
                static_cast<std::uint32_t>(table_.line()),
                0,
                {},
                std::move(message),
                std::move(hint)});
}

void MappedRows::find(const ValueSource &source, std::optional<std::size_t> &out, Findings &findings) {
  if (source.column.empty()) return;
  out = table_.find_column(source.column);
  if (out) {
    if (table_.has_twice(source.column))
      findings.add({Severity::warning, Code::duplicate_name, mapping_.file, source.line, source.column_at,
                    source.path,
                    fmt::format("the first row of {} has the column {} more than once",
                                file_.empty() ? "the table" : file_, policy::quote(source.column)),
                    std::string(first_column_hint)});
    return;
  }
  const std::vector<std::string_view> names(table_.cells().begin(), table_.cells().end());
  findings.add({Severity::error, Code::unknown_name, mapping_.file, source.line, source.column_at,
                source.path,
                fmt::format("the first row of {} has no column {}", file_.empty() ? "the table" : file_,
                            policy::quote(source.column)),
                suggestion(source.column, names)});
}

bool MappedRows::take_head(Findings &findings) {
  Findings here;
  for (std::size_t i = 0; i < column_count; ++i)
    find(mapping_.columns[i], at_[i], here);
  for (const FactSource &fact : mapping_.facts)
    find(fact.value, facts_at_.emplace_back(), here);
  findings.append(here);
  return !here.has_errors();
}

std::string_view MappedRows::cell(const ValueSource &source, std::optional<std::size_t> at) const {
  const std::string_view written = at ? table_.cells()[*at] : std::string_view();
  if (written.empty()) return source.constant;
  if (!source.translates) return written;
  const auto found =
      std::lower_bound(source.values.begin(), source.values.end(), written,
                       [](const auto &pair, std::string_view wanted) { return pair.first < wanted; });
  if (found != source.values.end() && found->first == written) return found->second;
  return source.keeps_others ? written : std::string_view(source.constant);
}

std::string_view MappedRows::cell(Column column) const {
  const auto number = static_cast<std::size_t>(column);
  return cell(mapping_.columns[number], at_[number]);
}

/// False for a row whose times are none.
bool MappedRows::read_times(Times &out, Findings &findings) {
  for (std::size_t i = 0; i < time_column_count; ++i) {
    const auto column = static_cast<Column>(i);
    const std::string_view text = cell(column);
    if (text.empty()) continue;
    out[i] = read_time(text, *mapping_.zone, mapping_.formats);
    if (out[i]) continue;
    complain(Severity::error, Code::bad_time,
             fmt::format("{} in column {} is no time", policy::quote(text),
                         policy::quote(mapping_[column].column)),
             "say in the mapping how times are written, as in times: [\"%m/%d/%Y %H:%M\"]", findings);
    return false;
  }
  if (of(out, Column::opened)) return true;
  complain(Severity::error, Code::bad_row,
           fmt::format("column {} is empty, so nobody knows when it began",
                       policy::quote(mapping_[Column::opened].column)),
           "leave the row out", findings);
  return false;
}

bool MappedRows::is_closed() const {
  if (mapping_.closed_when.empty()) return true;
  const std::string_view status = cell(Column::status);
  return std::find(mapping_.closed_when.begin(), mapping_.closed_when.end(), status) !=
         mapping_.closed_when.end();
}

bool MappedRows::write_facts(JsonWriter &json, Findings &findings) const {
  json.begin_object();
  if (const std::string_view text = cell(Column::customer); !text.empty()) json.field("customer.id", text);
  for (std::size_t i = 0; i < mapping_.facts.size(); ++i) {
    const FactSource &fact = mapping_.facts[i];
    const std::string_view text = cell(fact.value, facts_at_[i]);
    if (text.empty()) continue;
    const auto refuse = [&](std::string_view wanted) {
      complain(Severity::error, Code::wrong_type,
               fmt::format("{} is no {}, which the fact {} is", policy::quote(text), wanted,
                           policy::quote(fact.name)),
               "translate it in the mapping with values, or drop it with others: drop", findings);
      return false;
    };
    switch (fact.form) {
    case FactForm::text: json.field(fact.name, text); break;
    case FactForm::number: {
      const auto number = policy::parse_number(text);
      if (!number) return refuse("number");
      json.field(fact.name, *number);
      break;
    }
    case FactForm::flag:
      if (text != "true" && text != "false") return refuse("flag (true or false)");
      json.field(fact.name, text == "true");
      break;
    case FactForm::time: {
      const auto time = read_time(text, *mapping_.zone, mapping_.formats);
      if (!time) return refuse("time");
      json.field(fact.name, format_time(*time));
      break;
    }
    }
  }
  json.end_object();
  return true;
}

void MappedRows::add_events(std::string_view conversation, std::string_view facts, const Times &times) {
  JsonWriter json;
  const auto begin = [&](std::string_view type, Instant time) {
    json.clear();
    json.begin_object();
    json.field("type", type);
    json.field("time", format_time(time));
    json.field("conversation", conversation);
  };
  const auto finish = [&](Instant time) {
    json.end_object();
    events_.push_back({time, table_.line(), std::string(json.text())});
  };
  const Instant opened = *of(times, Column::opened);
  begin("message", opened);
  json.key("message");
  json.begin_object();
  for (const Column column :
       {Column::channel, Column::account, Column::language, Column::subject, Column::text})
    if (const std::string_view text = cell(column); !text.empty()) json.field(name_of(column), text);
  json.key("facts");
  json.raw(facts);
  json.end_object();
  finish(opened);
  const std::string_view agent = cell(Column::agent);
  if (const auto assigned = of(times, Column::assigned); assigned && !agent.empty()) {
    begin("assign", *assigned);
    json.field("agent", agent);
    finish(*assigned);
  }
  if (const auto replied = of(times, Column::replied)) {
    begin("message", *replied);
    json.field("from", "staff");
    if (!agent.empty()) json.field("agent", agent);
    finish(*replied);
  }
  if (auto closed = of(times, Column::closed); closed && is_closed()) {
    // In an instant what is settled comes before what is written, so it may not be the very same one.
    if (*closed == opened || closed == of(times, Column::replied)) ++*closed;
    begin("resolve", *closed);
    finish(*closed);
  }
}

void MappedRows::take_row(Findings &findings) {
  ++rows_;
  if (table_.cells().size() != table_.width()) {
    ++left_out_;
    complain(
        Severity::error, Code::bad_row,
        fmt::format("the row has {} cells, and the first row has {}", table_.cells().size(), table_.width()),
        "put cells that hold the delimiter in quotes", findings);
    return;
  }
  Times times{};
  if (!read_times(times, findings)) {
    ++left_out_;
    return;
  }
  const Instant opened = *of(times, Column::opened);
  for (const Column column : {Column::replied, Column::closed, Column::assigned}) {
    std::optional<Instant> &time = times[static_cast<std::size_t>(column)];
    if (!time || *time >= opened) continue;
    complain(Severity::warning, Code::bad_row, fmt::format("it was {} before it was opened", name_of(column)),
             "it is taken for the time at which it was opened", findings);
    time = opened;
  }
  JsonWriter facts;
  if (!write_facts(facts, findings)) {
    ++left_out_;
    return;
  }
  const std::string_view named = cell(Column::conversation);
  RecordedRow row;
  row.conversation = named.empty() ? std::to_string(table_.line()) : std::string(named);
  row.department = cell(Column::department);
  row.type = cell(Column::type);
  row.first_response_due = of(times, Column::first_response_due);
  row.resolution_due = of(times, Column::resolution_due);
  add_events(row.conversation, facts.text(), times);
  recorded_.push_back(std::move(row));
}

bool MappedRows::add(std::string_view bytes, bool last, Findings &findings) {
  return table_.add(
      bytes, last, file_, findings, [&] { return take_head(findings); }, [&] { take_row(findings); },
      [&] {
        ++rows_;
        ++left_out_;
        complain(Severity::error, Code::bad_row, table_.problem(), {}, findings);
      });
}

std::vector<RowEvent> MappedRows::take_events() {
  std::stable_sort(events_.begin(), events_.end(),
                   [](const RowEvent &a, const RowEvent &b) { return a.time < b.time; });
  return std::move(events_);
}

} // namespace usher::simulate
