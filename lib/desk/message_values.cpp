// SPDX-License-Identifier: BSL-1.0
#include "desk/message_values.hpp"

#include "base/time.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace usher::desk {

using rules::RawValue;

namespace {

// Where a key of the message and a fact have the same name, are they one? Other keys of it are no facts.
bool is_fact(std::string_view key) noexcept {
  switch (key.size()) {
  case 4: return key == "time" || key == "text" || key == "tags";
  case 7: return key == "channel" || key == "account" || key == "subject";
  case 8: return key == "language";
  case 10: return key == "visibility";
  default: return false;
  }
}

} // namespace

bool GivenNames::add(std::string_view name, Sum sum_of_name, Part part) {
  if (part == Part::key && is_fact(name)) part = Part::fact;
  sum_of_name.add(static_cast<std::uint64_t>(part));
  const std::uint64_t key = sum_of_name.value();
  if (many_ == nullptr) {
    const auto end = few_.begin() + static_cast<std::ptrdiff_t>(count_);
    if (std::find(few_.begin(), end, key) != end) return false;
    if (count_ < few_.size()) {
      few_[count_++] = key;
      return true;
    }
    many_ = std::make_unique<boost::unordered_flat_set<std::uint64_t>>(few_.begin(), few_.end());
  }
  return many_->insert(key).second;
}

// As write_value() writes it and it is read again: an event that comes once more after a desk was made anew from its
// journal must be known.
void ValueSum::add(std::string_view name, Part part, const RawValue &value) {
  using Kind = RawValue::Kind;
  Sum sum;
  sum.add_written(name);
  if (!given_.add(name, sum, part)) {
    has_repeats_ = true;
    return;
  }
  sum.add(static_cast<std::uint64_t>(part));
  const auto kind = [&](Kind written) { sum.add(static_cast<std::uint64_t>(written)); };
  const auto number = [&](double written) {
    if (!std::isfinite(written)) return kind(Kind::null);
    kind(Kind::number);
    sum.add(std::bit_cast<std::uint64_t>(written + 0.0)); // the sum of -0 and 0 is 0
  };
  const auto text = [&](std::string_view written) {
    kind(Kind::text);
    sum.add_written(written);
  };
  switch (value.kind) {
  case Kind::null:
  case Kind::other: kind(Kind::null); break;
  case Kind::flag:
    kind(Kind::flag);
    sum.add(std::uint64_t{value.integer != 0});
    break;
  case Kind::time:
    if (is_instant(value.integer))
      text(TimeText(value.integer));
    else
      kind(Kind::null);
    break;
  case Kind::duration: number(static_cast<double>(value.integer)); break;
  case Kind::number: number(value.number); break;
  case Kind::plain: // texts with and without quotes are the same text
  case Kind::text: text(value.text); break;
  case Kind::list:
    kind(Kind::list);
    sum.add(value.list.size() + 1);
    for (const std::string_view one : value.list)
      sum.add_written(one);
    break;
  }
  sum_ += sum.value();
}

namespace {

// The same text for the same number, whatever it was given as: 5, 5.0 or a duration of 5 milliseconds; -0 is 0.
void write_number(double number, JsonWriter &json) {
  constexpr double most = 1e15; // whole numbers are exact up to there, and beyond
  if (std::abs(number) < most && number == std::trunc(number))
    json.value(static_cast<std::int64_t>(number));
  else
    json.value(number);
}

} // namespace

void write_value(const RawValue &value, JsonWriter &json) {
  switch (value.kind) {
  case RawValue::Kind::null:
  case RawValue::Kind::other: json.null(); break; // the latter is reported and counts as missing
  case RawValue::Kind::flag: json.value(value.integer != 0); break;
  case RawValue::Kind::number: write_number(value.number, json); break;
  case RawValue::Kind::text:
  case RawValue::Kind::plain: json.value(value.text); break;
  case RawValue::Kind::time:
    if (is_instant(value.integer))
      json.value(TimeText(value.integer));
    else
      json.null();
    break;
  case RawValue::Kind::duration: write_number(static_cast<double>(value.integer), json); break;
  case RawValue::Kind::list:
    json.begin_array();
    for (const std::string_view text : value.list)
      json.value(text);
    json.end_array();
    break;
  }
}

} // namespace usher::desk
