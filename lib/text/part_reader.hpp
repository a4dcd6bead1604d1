// SPDX-License-Identifier: BSL-1.0
// From the bytes of a text to its parts, in one pass that is fast where it can be.
//
// A run is what stands between white space. Readers take turns, each handing over at the begin of a run that it does
// not know:
//  - runs of ASCII letters and punctuation, sixty-four bytes at a time (ascii_block.hpp);
//  - runs of simple characters (simple_characters.hpp) with ZWNJ and the usual quotes and dashes, one look-up each,
//    or, where the processor can, both kinds of runs sixty-four bytes at a time (mixed_block.hpp);
//  - any other run step by step, as normal_form.hpp and segment.hpp have it: tags, mentions, addresses, emoji,
//    combining marks, other scripts.
// The others say nothing that the last would say otherwise; `read_step_by_step` is there to check that.
#pragma once

#include "text/ascii_block.hpp"
#include "text/mixed_block.hpp"
#include "text/normal_form.hpp"
#include "text/parts.hpp"

#include <string_view>
#include <vector>

namespace usher::text {

/// Keeps working memory. One thread at a time.
class PartReader {
 public:
  explicit PartReader(ReadBlock read_block = best_read_block(),
                      ReadMixedBlock read_mixed_block = best_read_mixed_block())
      : read_block_(read_block), read_mixed_block_(read_mixed_block) {}

  /// Replaces `out`. Linear in the text, which is shorter than 4 GiB over eleven.
  void read(std::string_view text, Parts &out);
  /// The same by the third reader alone.
  void read_step_by_step(std::string_view text, Parts &out);

 private:
  /// Each reads from `at`, where a run begins, and returns where the first run begins that it did not read: `at`
  /// when it can read none.
  std::size_t read_ascii(std::size_t at);
  std::size_t read_simple(std::size_t at);
  std::size_t read_mixed(std::size_t at);
  /// Always reads one run.
  std::size_t read_any(std::size_t at);

  /// Forgets the parts from the first one that begins at `folded` or later, and what is written from there on.
  void cut_from(std::size_t first_part, std::uint32_t folded);
  void add_token(const Token &token);
  void write(const Token &token, char32_t Character::*form);

  ReadBlock read_block_;
  ReadMixedBlock read_mixed_block_; // null where there is none
  std::string_view text_;
  Parts *out_ = nullptr;
  std::vector<Character> run_;
  std::vector<Token> tokens_;
  std::vector<Piece> pieces_;
  std::string written_;            // one form of a token
  std::vector<Extent> written_at_; // of each piece in it
};

} // namespace usher::text
