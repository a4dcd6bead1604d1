// SPDX-License-Identifier: BSL-1.0
// Phrases found the slow and obvious way: every spelling of every phrase is laid at every part of the text
// and compared word by word, in the terms of POLICY and not of keys and symbols. Shares with the library the
// words and parts of a text and the parsed phrase; compares, strips accents and stems by itself.
#pragma once

#include "text/lexicon.hpp"
#include "text/prepared_text.hpp"

#include <string_view>
#include <vector>

namespace usher::oracle {

/// Every place of every phrase, numbered as in the list, in the order of Lexicon::locate.
[[nodiscard]] std::vector<text::Occurrence> locate_naively(const std::vector<text::Phrase> &phrases,
                                                           const text::PreparedText &text);

} // namespace usher::oracle
