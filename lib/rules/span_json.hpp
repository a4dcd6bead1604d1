// SPDX-License-Identifier: BSL-1.0
// A place in a text as members of a JSON object.
#pragma once

#include "base/json.hpp"
#include "text/span.hpp"

namespace usher::rules {

inline void write_span(const text::Span &span, JsonWriter &json) {
  json.field("begin", span.begin);
  json.field("end", span.end);
  json.field("begin_code_point", span.begin_code_point);
  json.field("end_code_point", span.end_code_point);
}

} // namespace usher::rules
