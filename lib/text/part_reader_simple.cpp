// SPDX-License-Identifier: BSL-1.0
// The second reader of parts: runs of simple characters, one look-up each.
#include "base/word_hash.hpp"
#include "text/part_reader.hpp"
#include "text/simple_steps.hpp"

#include <bit>
#include <cstring>

namespace usher::text {
namespace {

/// The upper half of a letter of one form, and of two bytes as it stands and folded: what words of most scripts are
/// made of.
constexpr std::uint64_t usual_letter = (static_cast<std::uint64_t>(SimpleAction::letter) << 8) | 2;

/// How many of the next four pairs of bytes are usual letters, up to the first that is none; eight bytes are written,
/// the letters folded. Without a branch a letter: where a word ends is what a processor cannot foresee.
inline std::size_t fold_four(const char *in, char *out) noexcept {
  constexpr std::uint64_t lanes = 0x0001'0001'0001'0001;
  const std::uint64_t pairs = detail::load8(in);
  std::uint64_t other = (pairs & (0xE0 * lanes)) ^ (0xC0 * lanes);
  const std::uint64_t indices =
      ((pairs & (0x1F * lanes)) << 8) | ((pairs >> 8) & (0xFF * lanes)); // see pair_index
  std::uint64_t folded = 0;
  for (unsigned lane = 0; lane < 64; lane += 16) {
    const std::uint64_t letter = simple_pairs[(indices >> lane) & 0x1FFF].packed;
    folded |= (letter & 0xFFFF) << lane;
    other |= ((letter >> 16) ^ usual_letter) << lane;
  }
  detail::store8(out, folded);
  return other == 0 ? 4 : static_cast<std::size_t>(std::countr_zero(other)) / 16;
}

/// Two bytes are written, of which the second may not count.
inline char *append(char *out, std::uint16_t bytes) noexcept {
  // The analyzer does not see that the tail of a list, which `out` is in, is never null.
  out[0] = static_cast<char>(bytes & 0xFF); // NOLINT(clang-analyzer-core.NullDereference)
  out[1] = static_cast<char>(bytes >> 8);
  return out;
}

} // namespace

AccentForms write_accents(std::string_view word, std::string &accents) {
  AccentForms forms;
  for (const bool exact : {false, true}) {
    Extent &extent = exact ? forms.exact : forms.accented;
    extent.begin = static_cast<std::uint32_t>(accents.size());
    for (std::size_t at = 0; at < word.size();) {
      const Step step = step_at(word, at);
      if (step.character.action() == SimpleAction::accented) {
        const auto lead = static_cast<unsigned char>(word[at]);
        const auto next = static_cast<unsigned char>(word[at + 1]);
        const AccentedLetter &letter =
            accented_letters[(((lead & 0x1FU) << 6) | (next & 0x3FU)) - first_accented];
        char bytes[2];
        accents.append(append(bytes, exact ? letter.exact : letter.accented), 2);
      } else if (step.character.action() == SimpleAction::letter) {
        char bytes[2];
        accents.append(append(bytes, step.character.bytes()), step.character.size());
      }
      at += step.size;
    }
    extent.end = static_cast<std::uint32_t>(accents.size());
  }
  return forms;
}

std::size_t PartReader::read_simple(std::size_t at) {
  Parts &out = *out_;
  const std::string_view text = text_;
  // No simple character grows.
  char *const buffer = out.folded.tail(text.size() - at + hash_padding);
  const auto base = static_cast<std::uint32_t>(out.folded.size());
  char *end = buffer;
  char *part_begin = nullptr; // no word is open
  char *word_out = nullptr;
  std::size_t word_begin = 0; // in the text
  std::uint8_t flags = 0;
  bool accented = false;
  bool zwnj = false;
  bool after_colon = false; // whatever was dropped since

  // Where the run began, to go back to when it turns out not to be simple.
  std::size_t run_begin = at;
  std::size_t run_parts = out.parts.size();
  std::size_t run_forms = out.accent_forms.size();
  std::size_t run_accents = out.accents.size();
  char *run_end = end;

  const auto open_word = [&] {
    part_begin = word_out = end;
    word_begin = at;
    flags = 0;
    accented = false;
    after_colon = false;
  };
  const auto close_part = [&](std::uint8_t more_flags) {
    Part part;
    const auto size = static_cast<std::size_t>(end - part_begin);
    part.hash = hash_padded(part_begin, size);
    const auto begin = base + static_cast<std::uint32_t>(part_begin - buffer);
    part.folded = {begin, begin + static_cast<std::uint32_t>(size)};
    part.flags = static_cast<std::uint8_t>(flags | more_flags);
    out.parts.push_back(part);
  };
  const auto is_www = [&] {
    return end - word_out == 3 && word_out[0] == 'w' && word_out[1] == 'w' && word_out[2] == 'w';
  };
  const auto give_up = [&] {
    out.parts.cut(run_parts);
    out.accent_forms.resize(run_forms);
    out.accents.resize(run_accents);
    out.folded.cut(base + static_cast<std::size_t>(run_end - buffer));
    return run_begin;
  };

  for (;;) {
    if (!zwnj) {
      std::size_t letters = 4;
      while (letters == 4 && text.size() - at >= 8) {
        letters = fold_four(text.data() + at, end);
        if (letters != 0 && part_begin == nullptr) open_word();
        end += 2 * letters;
        at += 2 * letters;
      }
    }
    const bool at_end = at == text.size();
    const Step step = at_end ? Step{only(SimpleAction::white_space), 0} : step_at(text, at);
    const SimpleAction action = step.character.action();
    if (action == SimpleAction::letter || action == SimpleAction::accented) {
      if (part_begin == nullptr) {
        open_word();
      } else if (zwnj) {
        close_part(Part::joined_by_next);
        part_begin = end;
        flags = Part::joins_previous;
      }
      zwnj = false;
      if (action == SimpleAction::accented) accented = true;
      append(end, step.character.bytes());
      end += step.character.size();
      at += step.size;
      continue;
    }
    if (action == SimpleAction::dropped) {
      if (step.is_zwnj) zwnj = true;
      at += step.size;
      continue;
    }
    if (action == SimpleAction::other) return give_up();
    if (step.size > 1) out.other_marks = true;
    if (after_colon && !at_end && text[at] == '/') return give_up();
    after_colon = !at_end && text[at] == ':';
    zwnj = false;
    if (part_begin != nullptr) {
      if (is_www()) return give_up(); // with a dot of any kind behind it an address begins
      if (accented && (flags & Part::joins_previous) != 0) return give_up();
      close_part(action == SimpleAction::apostrophe ? Part::before_apostrophe : std::uint8_t{0});
      if (accented) {
        out.parts.back().accents = static_cast<std::uint32_t>(out.accent_forms.size());
        out.accent_forms.push_back(write_accents(text.substr(word_begin, at - word_begin), out.accents));
      }
      part_begin = nullptr;
    }
    at += step.size;
    if (action == SimpleAction::white_space) {
      run_begin = at;
      run_parts = out.parts.size();
      run_forms = out.accent_forms.size();
      run_accents = out.accents.size();
      run_end = end;
      if (at_end || read_mixed_block_ != nullptr || is_ascii_ahead(text, at)) {
        out.folded.cut(base + static_cast<std::size_t>(end - buffer));
        return at;
      }
    }
  }
}

} // namespace usher::text
