// SPDX-License-Identifier: BSL-1.0
// The signature of an e-mail, taken out of what is not quoted in it.
#pragma once

#include "text/span.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace usher::text {

/// Takes signatures and notes of devices out of `parts`: whole lines of `text` in order, of which only bytes are
/// read and set. A signature ends where its part does, since answers may stand below quoted lines. Done once, it
/// finds nothing more to take out. Linear in the parts' bytes.
void take_out_signatures(std::string_view text, std::vector<Span> &parts);

/// Takes out the parts in which nothing is written.
void take_out_blank_parts(std::string_view text, std::vector<Span> &parts);

} // namespace usher::text
