// SPDX-License-Identifier: BSL-1.0
// {author.name}: facts in the texts of replies.
#pragma once

#include "policy/context.hpp"

namespace usher::policy {

/// Complains about each {...} of a text that is neither a fact of one value nor `opens`, and about a brace that is
/// never closed. `{{` stands for a brace.
void check_placeholders(Context &context, const Node &text);

} // namespace usher::policy
