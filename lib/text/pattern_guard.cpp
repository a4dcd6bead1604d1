// SPDX-License-Identifier: BSL-1.0
#include "text/pattern_guard.hpp"

#include "base/utf8.hpp"
#include "text/character.hpp"
#include "text/pattern.hpp"
#include "text/prepared_text.hpp"

#include <algorithm>
#include <numeric>

#include <re2/filtered_re2.h>
#include <re2/re2.h>

namespace usher::text {
namespace {

// Of alternatives; with more of them nearly every text holds one.
constexpr std::size_t most_literals = 32;

/// The string without what the characters around it in a text can change: what composes with a letter before it, and
/// at the end a letter that marks may follow. Latin letters stay, since they lose their marks.
std::string_view firm_part(std::string_view needed) {
  std::size_t begin = needed.size();
  std::size_t last = 0; // where the last character begins, with what composes with it
  char32_t last_letter = 0;
  for (std::size_t offset = 0; offset < needed.size();) {
    const CodePoint point = decode_utf8(needed, offset);
    if (has_boundary_before(Form::nfkc_casefold, point.value)) {
      begin = std::min(begin, offset);
      last = offset;
      last_letter = point.value;
    }
    offset += point.size;
  }
  if (last_letter < 0x80 || is_latin(last_letter)) last = needed.size();
  return begin < last ? needed.substr(begin, last - begin) : std::string_view();
}

/// The longest word of a string that a match needs, or nothing when it is too short to tell of anything.
std::string longest_word(std::string_view needed, PreparedText &prepared) {
  prepared.assign(firm_part(needed));
  const Parts &parts = prepared.parts();
  std::string_view longest;
  for (const Part &part : parts.parts) {
    // An address or tag in the string need not be one in the text, and its words are then read otherwise.
    if ((part.flags & (Part::only_whole | Part::in_name)) != 0) return {};
    const std::string_view word = parts.text(part.folded);
    if (word.size() > longest.size()) longest = word;
  }
  return parts.text_signs || longest.size() < gram_size ? std::string() : std::string(longest);
}

} // namespace

std::vector<std::string> guard_literals(std::string_view regex) {
  re2::FilteredRE2 filter(static_cast<int>(gram_size));
  int id = 0;
  if (filter.Add(re2::StringPiece(regex.data(), regex.size()), pattern_options(), &id) != RE2::NoError)
    return {};
  std::vector<std::string> atoms;
  filter.Compile(&atoms);
  if (atoms.empty() || atoms.size() > most_literals) return {};

  // A match needs an atom if the regex is ruled out by all the others being there without it.
  const auto ruled_out = [&](const std::vector<int> &present) {
    std::vector<int> potential;
    filter.AllPotentials(present, &potential);
    return potential.empty();
  };
  std::vector<int> all(atoms.size());
  std::iota(all.begin(), all.end(), 0);
  PreparedText prepared;
  std::string best;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    std::vector<int> others = all;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    if (!ruled_out(others)) continue;
    std::string word = longest_word(atoms[i], prepared);
    if (word.size() > best.size()) best = std::move(word);
  }
  if (!best.empty()) return {best};

  if (!ruled_out({})) return {};
  std::vector<std::string> words;
  for (const std::string &atom : atoms) {
    std::string word = longest_word(atom, prepared);
    if (word.empty()) return {};
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
  }
  return words;
}

} // namespace usher::text
