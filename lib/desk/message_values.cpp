// SPDX-License-Identifier: BSL-1.0
#include "desk/message_values.hpp"

#include "base/time.hpp"

#include <bit>
#include <cmath>

namespace usher::desk {

using rules::RawValue;

// As write_value() writes it and it is read again: an event that comes once more after a desk was made anew from its
// journal must be known.
void ValueSum::add(std::string_view name, std::uint64_t part, const RawValue &value) {
  using Kind = RawValue::Kind;
  Sum sum;
  sum.add(name);
  sum.add(part);
  const auto kind = [&](Kind written) { sum.add(static_cast<std::uint64_t>(written)); };
  const auto number = [&](double written) {
    if (!std::isfinite(written)) return kind(Kind::null);
    kind(Kind::number);
    sum.add(std::bit_cast<std::uint64_t>(written + 0.0)); // the sum of -0 and 0 is 0
  };
  const auto text = [&](std::string_view written) {
    kind(Kind::text);
    sum.add(written);
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
    sum.add(value.list);
    break;
  }
  sum_ += sum.value();
}

void write_value(const RawValue &value, JsonWriter &json) {
  switch (value.kind) {
  case RawValue::Kind::null:
  case RawValue::Kind::other: json.null(); break; // the latter is reported and counts as missing
  case RawValue::Kind::flag: json.value(value.integer != 0); break;
  case RawValue::Kind::number: json.value(value.number); break;
  case RawValue::Kind::text:
  case RawValue::Kind::plain: json.value(value.text); break;
  case RawValue::Kind::time:
    if (is_instant(value.integer))
      json.value(TimeText(value.integer));
    else
      json.null();
    break;
  case RawValue::Kind::duration: json.value(value.integer); break;
  case RawValue::Kind::list:
    json.begin_array();
    for (const std::string_view text : value.list)
      json.value(text);
    json.end_array();
    break;
  }
}

} // namespace usher::desk
