// SPDX-License-Identifier: BSL-1.0
// {author.name}: facts in the texts of replies.
#pragma once

#include "policy/context.hpp"

namespace usher::policy {

/// Complains about each {...} of a text that is neither a fact of one value nor `opens`, and about a brace that is
/// never closed. `{{` stands for a brace; `{{author.name}}`, as others write placeholders, is warned of.
void check_placeholders(Context &context, const Node &text);

/// Whether the text has {name}.
[[nodiscard]] bool has_placeholder(std::string_view text, std::string_view name) noexcept;

} // namespace usher::policy
