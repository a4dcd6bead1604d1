// SPDX-License-Identifier: BSL-1.0
// The reader of parts for blocks of simple characters of any kind.
#include "base/word_hash.hpp"
#include "text/part_reader.hpp"
#include "text/simple_steps.hpp"

#include <bit>

namespace usher::text {
namespace {

constexpr std::uint64_t bits_below(std::size_t bit) noexcept {
  return bit < 64 ? (std::uint64_t{1} << bit) - 1 : ~std::uint64_t{0};
}

/// The last of `count` bits; what it was before where there is none.
constexpr std::uint64_t last_bit(std::uint64_t bits, std::size_t count, std::uint64_t before) noexcept {
  return count == 0 ? before : (bits >> (count - 1)) & 1U;
}

} // namespace

void PartReader::cut_from(std::size_t first_part, std::uint32_t folded) {
  Parts &out = *out_;
  std::size_t kept = out.parts.size();
  for (; kept > first_part && out.parts[kept - 1].folded.begin >= folded; --kept) {
    const std::uint32_t accents = out.parts[kept - 1].accents;
    if (accents == no_accents) continue;
    out.accents.resize(out.accent_forms[accents].accented.begin);
    out.accent_forms.resize(accents);
  }
  out.parts.cut(kept);
  out.folded.cut(folded);
}

std::size_t PartReader::read_mixed(std::size_t at) {
  Parts &out = *out_;
  char *const buffer = out.folded.tail(text_.size() - at + block_size + hash_padding);
  const auto base = static_cast<std::uint32_t>(out.folded.size());
  const std::size_t parts_before = out.parts.size();
  MixedBlock block;
  block.ends_in_zwnj = false;
  std::size_t written = 0; // before the block
  // Bits of what was written last: of a word, a colon, two of w.
  std::uint64_t word_before = 0;
  std::uint64_t colon_before = 0;
  std::uint64_t w_before = 0;
  // Of the part that goes on from the block before.
  std::size_t part_begin = 0;
  std::size_t part_block = 0; // where it begins, as with a run
  std::uint64_t part_kept = 0;
  std::size_t part_bit = 0;
  bool part_accented = false;
  std::uint8_t joins = 0; // Part::joins_previous, of the part that is begun
  // Where the last run began: behind the first `run_bit` bytes written of a block.
  std::size_t run_begin = 0;
  std::size_t run_block = at;
  std::uint64_t run_kept = 0;
  std::size_t run_bit = 0;

  const auto write_part = [&](Part &part, std::size_t begin, std::size_t end, std::uint64_t flags) {
    part.hash = hash_padded(buffer + begin, end - begin);
    part.folded = {base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(end)};
    part.accents = no_accents;
    part.flags = static_cast<std::uint8_t>(flags);
  };
  const auto give_up = [&] {
    cut_from(parts_before, base + static_cast<std::uint32_t>(run_begin));
    return run_block + place_in_block(run_kept, run_bit);
  };
  const auto part_origin = [&] { return part_block + place_in_block(part_kept, part_bit); };
  /// A part with accents that ends at a place of the text. Such words are not read in parts here.
  const auto add_accents = [&](Part &part, std::size_t origin, std::size_t end) {
    if ((part.flags & (Part::joins_previous | Part::joined_by_next)) != 0) return false;
    part.accents = static_cast<std::uint32_t>(out.accent_forms.size());
    out.accent_forms.push_back(write_accents(text_.substr(origin, end - origin), out.accents));
    return true;
  };

  for (std::size_t from = at; from < text_.size(); from += block.read) {
    read_mixed_block_(text_.data() + from, text_.size() - from, buffer + written, block);
    if (block.other_marks) out.other_marks = true;
    const std::uint64_t two_w = block.w & ((block.w << 1) | (w_before >> 1));
    const std::uint64_t hard = block.hard | (block.slash & ((block.colon << 1) | colon_before)) |
                               (two_w & ((block.w << 2) | w_before));
    const std::uint64_t limit =
        bits_below(block.written) &
        (hard == 0 ? ~std::uint64_t{0} : bits_below(static_cast<std::size_t>(std::countr_zero(hard))));

    const std::uint64_t shifted = (block.word << 1) | word_before;
    const std::uint64_t parted = block.word & shifted & block.after_zwnj & limit;
    std::uint64_t begins = (block.word & ~shifted & limit) | parted;
    std::uint64_t ends = (~block.word & shifted & limit) | parted;
    const std::size_t first_part = out.parts.size();
    Part *const first = out.parts.tail(block_size);
    Part *part = first;
    std::size_t begin = written + static_cast<std::size_t>(std::countr_zero(begins));
    if (word_before != 0) {
      begin = part_begin;
    } else {
      begins &= begins - 1;
    }
    for (; ends != 0; ends &= ends - 1) {
      const int bit = std::countr_zero(ends);
      const std::uint64_t joined = (parted >> bit) & 1U;
      const std::uint64_t apostrophe = (block.apostrophe >> bit) & 1U;
      write_part(*part++, begin, written + static_cast<std::size_t>(bit),
                 joins | joined * Part::joined_by_next | apostrophe * Part::before_apostrophe);
      joins = static_cast<std::uint8_t>(joined * Part::joins_previous);
      begin = written + static_cast<std::size_t>(std::countr_zero(begins));
      begins &= begins - 1;
    }
    out.parts.cut(first_part + static_cast<std::size_t>(part - first));

    const auto note_run = [&](std::uint64_t white) {
      if (white == 0) return;
      run_bit = static_cast<std::size_t>(64 - std::countl_zero(white));
      run_begin = written + run_bit;
      run_block = from;
      run_kept = block.kept;
    };
    if ((block.accented & limit) != 0 || part_accented) {
      const auto place = [&](std::size_t bit) { return from + place_in_block(block.kept, bit); };
      for (Part *i = first; i != part; ++i) { // another loop, which most blocks do without
        const std::size_t end_bit = i->folded.end - base - written;
        const bool goes_on = i->folded.begin < base + written; // from the block before
        const std::size_t begin_bit = goes_on ? 0 : i->folded.begin - base - written;
        const bool accented = (block.accented & bits_below(end_bit) & ~bits_below(begin_bit)) != 0 ||
                              (goes_on && part_accented);
        if (!accented) continue;
        if (!add_accents(*i, goes_on ? part_origin() : place(begin_bit), place(end_bit))) {
          note_run(block.white_space & bits_below(begin_bit));
          return give_up();
        }
      }
    }
    note_run(block.white_space & limit);
    if ((hard & bits_below(block.written)) != 0) return give_up();

    // What goes on in the next block.
    if (part != first || word_before == 0) part_accented = false;
    word_before = last_bit(block.word, block.written, word_before);
    if (word_before != 0) {
      const std::size_t open = begin >= written ? begin - written : 0;
      if ((block.accented & ~bits_below(open)) != 0) part_accented = true;
      if (begin >= written) {
        part_block = from;
        part_kept = block.kept;
        part_bit = open;
      }
    }
    part_begin = begin;
    colon_before = last_bit(block.colon, block.written, colon_before);
    w_before = block.written >= 2   ? (block.w >> (block.written - 2)) & 3U
               : block.written == 1 ? (w_before >> 1) | ((block.w & 1U) << 1)
                                    : w_before;
    written += block.written;
  }
  if (word_before != 0) { // the text ends with a word
    Part last;
    write_part(last, part_begin, written, joins);
    if (part_accented && !add_accents(last, part_origin(), text_.size())) return give_up();
    out.parts.push_back(last);
  }
  out.folded.cut(base + written);
  return text_.size();
}

} // namespace usher::text
