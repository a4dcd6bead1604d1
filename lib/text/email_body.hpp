// SPDX-License-Identifier: BSL-1.0
// What the writer of an e-mail wrote now: the text without quoted replies and without the signature.
//
// Left out are
//  - lines that begin with ">", and the line above them that says whose words they are;
//  - everything from "-----Original Message-----", from the header of an earlier message (From:, Sent:, To:,
//    Subject:) or from "On 2 March 2026 at 10:00 Ann <ann@example.com> wrote:" on. Where lines with ">" follow such
//    a mark, only these go, and what stands between and below them is kept: the writer answers line by line;
//  - the signature behind "-- ", behind "--" or a ruler where there is one such line and what follows is short, and
//    notes such as "Sent from my iPhone".
//
// A forwarded message is kept, header and quotes and all, from its mark to the end: it is what the writer wants read.
// When nothing would be left, everything is kept.
#pragma once

#include "text/span.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

/// The parts of an e-mail that are kept, in order, whole lines each, no two touching. Replaces what `kept` held. Pure
/// and linear; allocates nothing else. `forwarded`: the subject says that the message is a forward, so that a header
/// or "Original Message" begins what was forwarded.
void find_written_parts(std::string_view utf8, bool forwarded, std::vector<Span> &kept);

/// The subject of a forward: "Fwd: ...", "FW: ...", "WG: ...".
[[nodiscard]] bool is_forward_subject(std::string_view subject) noexcept;

/// What lies between the parts. Replaces what `left_out` held.
void find_left_out_parts(std::string_view utf8, const std::vector<Span> &kept, std::vector<Span> &left_out);

/// The text with everything but the parts blanked: line ends stay, each other character becomes white space, or
/// where there is none of its length an invisible character, of as many bytes. So bytes and code points of what is
/// kept stay where they are. Replaces what `out` held.
void blank_left_out_parts(std::string_view utf8, const std::vector<Span> &left_out, std::string &out);

} // namespace usher::text
