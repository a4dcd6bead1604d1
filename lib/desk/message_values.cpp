// SPDX-License-Identifier: BSL-1.0
#include "desk/message_values.hpp"

#include "base/time.hpp"

#include <bit>

namespace usher::desk {

using rules::RawValue;

void ValueSum::add(std::string_view name, std::uint64_t part, const RawValue &value) {
  Sum sum;
  sum.add(name);
  sum.add(part);
  // Texts with and without quotes are the same text.
  const RawValue::Kind kind = value.kind == RawValue::Kind::plain ? RawValue::Kind::text : value.kind;
  sum.add(static_cast<std::uint64_t>(kind));
  switch (kind) {
  case RawValue::Kind::null:
  case RawValue::Kind::plain:
  case RawValue::Kind::other: break;
  case RawValue::Kind::flag:
  case RawValue::Kind::time:
  case RawValue::Kind::duration: sum.add(static_cast<std::uint64_t>(value.integer)); break;
  case RawValue::Kind::number: sum.add(std::bit_cast<std::uint64_t>(value.number)); break;
  case RawValue::Kind::text: sum.add(value.text); break;
  case RawValue::Kind::list: sum.add(value.list); break;
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
