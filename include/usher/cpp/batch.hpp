// SPDX-License-Identifier: BSL-1.0
// Many messages into columns. Part of usher/usher.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <usher/cpp/decision.hpp>
#include <usher/usher.h>

namespace usher {

enum class ColumnType : std::int32_t {
  codes = USHER_COLUMN_CODES,
  integers = USHER_COLUMN_INTEGERS,
  numbers = USHER_COLUMN_NUMBERS
};

/// One field of all rows of a batch; see usher_column. Views the batch's memory until the batch is used
/// again. Of codes(), integers() and numbers() the one that type() names is filled; offsets() only where a
/// row may have several values.
class Column {
 public:
  explicit Column(const usher_column *raw) noexcept : raw_(raw) {}

  [[nodiscard]] Field field() const noexcept { return static_cast<Field>(raw_->field); }
  [[nodiscard]] ColumnType type() const noexcept { return static_cast<ColumnType>(raw_->type); }
  [[nodiscard]] std::size_t rows() const noexcept { return raw_->rows; }
  [[nodiscard]] std::size_t values() const noexcept { return raw_->values; }
  [[nodiscard]] std::span<const std::int32_t> codes() const noexcept {
    return view(raw_->codes, raw_->values);
  }
  [[nodiscard]] std::span<const std::int64_t> integers() const noexcept {
    return view(raw_->integers, raw_->values);
  }
  [[nodiscard]] std::span<const double> numbers() const noexcept { return view(raw_->numbers, raw_->values); }
  [[nodiscard]] std::span<const std::uint64_t> offsets() const noexcept {
    return view(raw_->offsets, raw_->rows + 1);
  }
  [[nodiscard]] std::size_t dictionary_size() const noexcept { return raw_->dictionary_size; }
  [[nodiscard]] std::string_view word(std::size_t code) const noexcept {
    return detail::take(raw_->dictionary[code]);
  }
  /// The word of a value of a column of codes; not there for a row without one.
  [[nodiscard]] std::string_view text(std::size_t value) const noexcept {
    const std::int32_t code = raw_->codes[value];
    return code < 0 ? std::string_view{} : word(static_cast<std::size_t>(code));
  }
  [[nodiscard]] const usher_column *get() const noexcept { return raw_; }

 private:
  template <class T>
  static std::span<const T> view(const T *data, std::size_t size) noexcept {
    return data == nullptr ? std::span<const T>{} : std::span<const T>(data, size);
  }
  const usher_column *raw_;
};

/// Many messages into columns. A bad row does not stop it: see statuses(), and the report, where the row's
/// number (from 1) is the finding's line.
class Batch {
 public:
  Batch() {
    usher_batch *made = nullptr;
    detail::check(usher_batch_create(&made));
    handle_.reset(made);
  }
  explicit Batch(usher_batch *taken_over) noexcept : handle_(taken_over) {}

  void triage(const Policy &policy, std::span<const usher_message> messages,
              const TriageOptions &options = {}, Report *report = nullptr) {
    const usher_triage_options raw = options.raw();
    detail::reported(report, [&](usher_report **out) {
      return usher_batch_triage(policy.get(), messages.data(), messages.size(), &raw, handle_.get(), out);
    });
  }
  void triage(const Policy &policy, std::span<const Message> messages, const TriageOptions &options = {},
              Report *report = nullptr) {
    std::vector<usher_message> raw;
    raw.reserve(messages.size());
    for (const Message &message : messages)
      raw.push_back(message.raw());
    triage(policy, std::span<const usher_message>(raw), options, report);
  }
  /// From JSON lines; empty lines are no rows, and findings carry the line's number.
  void triage_json(const Policy &policy, std::string_view lines, const TriageOptions &options = {},
                   Report *report = nullptr) {
    const usher_triage_options raw = options.raw();
    detail::reported(report, [&](usher_report **out) {
      return usher_batch_triage_json(policy.get(), detail::give(lines), &raw, handle_.get(), out);
    });
  }

  [[nodiscard]] std::size_t rows() const noexcept { return usher_batch_rows(handle_.get()); }
  [[nodiscard]] Status status(std::size_t row) const noexcept { return static_cast<Status>(statuses()[row]); }
  [[nodiscard]] std::span<const std::int32_t> statuses() const noexcept {
    const std::int32_t *found = usher_batch_statuses(handle_.get());
    return found == nullptr ? std::span<const std::int32_t>{} : std::span(found, rows());
  }
  [[nodiscard]] Column column(Field field) const {
    return known(usher_batch_column(handle_.get(), static_cast<std::int32_t>(field)));
  }
  /// The rules behind that field, value by value; throws Status::not_found for a field that no rule sets.
  [[nodiscard]] Column because(Field field) const {
    return known(usher_batch_because(handle_.get(), static_cast<std::int32_t>(field)));
  }
  [[nodiscard]] usher_batch *get() const noexcept { return handle_.get(); }

 private:
  static Column known(const usher_column *found) {
    if (found == nullptr) throw Error(Status::not_found);
    return Column(found);
  }
  detail::Handle<usher_batch, usher_batch_destroy> handle_;
};

} // namespace usher
