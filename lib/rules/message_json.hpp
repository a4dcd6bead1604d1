// SPDX-License-Identifier: BSL-1.0
// Messages as JSON objects (docs/schema/message.schema.json).
#pragma once

#include "rules/message_builder.hpp"

#include <string_view>

namespace usher::rules {

/// Hands every key of the object to the builder, which complains where it must; a text that is no JSON object, or too
/// large, is a complaint too. `line` is what findings call the line when the text is one of many; 0 for one of its own.
void read_json(std::string_view json, const Limits &limits, std::uint32_t line, MessageBuilder &builder);

} // namespace usher::rules
