// SPDX-License-Identifier: BSL-1.0
// The finders behind find_personal_data, in the order in which they must run: each looks only at what the
// ones before left free, marks what it found as taken and appends it. All are linear in the length of the
// text.
#pragma once

#include "text/personal_data.hpp"
#include "text/plain_text.hpp"

#include <cstddef>
#include <vector>

namespace usher::text {

/// Characters [begin, end) of the plain text.
struct FoundData {
  std::size_t begin;
  std::size_t end;
  PersonalDataKind kind;
  bool counts;
};

/// Something@domain.name.
void find_email_addresses(PlainText &text, std::vector<FoundData> &out);

/// IBANs and codici fiscali: whole words, or groups that together are.
void find_lettered_codes(PlainText &text, std::vector<FoundData> &out);

/// Numbers after a plus sign, numbers with a part in parentheses, and near a word that says so those with a slash behind
/// the area, or with dots between the groups.
void find_marked_phones(PlainText &text, std::vector<FoundData> &out);

/// Rows of digits with single spaces or dashes inside: what has check digits first, then other phone numbers.
void find_numbers(PlainText &text, std::vector<FoundData> &out);

} // namespace usher::text
