// SPDX-License-Identifier: BSL-1.0
#include "text/pattern_guard.hpp"

#include "base/utf8.hpp"
#include "text/character.hpp"
#include "text/pattern.hpp"
#include "text/prepared_text.hpp"

#include <algorithm>

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

/// The strings of the formula of a regex, and what it says of them.
class Formula {
 public:
  /// Strings shorter than `least` bytes do not count.
  Formula(std::string_view regex, std::size_t least) : filter_(static_cast<int>(least)) {
    int id = 0;
    if (filter_.Add(re2::StringPiece(regex.data(), regex.size()), pattern_options(), &id) != RE2::NoError)
      return;
    filter_.Compile(&atoms_);
    if (atoms_.size() > most_literals) atoms_.clear();
  }
  [[nodiscard]] const std::vector<std::string> &atoms() const noexcept { return atoms_; }

  /// No match is without one of the chosen, even where all others are there.
  template <class Chosen>
  [[nodiscard]] bool needs_one(const Chosen &chosen) const {
    std::vector<int> present;
    for (std::size_t i = 0; i < atoms_.size(); ++i) {
      if (!chosen(i)) present.push_back(static_cast<int>(i));
    }
    std::vector<int> potential;
    filter_.AllPotentials(present, &potential);
    return potential.empty();
  }

 private:
  re2::FilteredRE2 filter_;
  std::vector<std::string> atoms_;
};

void add_words(std::string_view regex, PatternGuard &guard) {
  const Formula formula(regex, gram_size);
  const std::vector<std::string> &atoms = formula.atoms();
  if (atoms.empty()) return;
  PreparedText prepared;
  std::vector<std::string> words;
  for (std::size_t one = 0; one < atoms.size(); ++one) {
    if (!formula.needs_one([one](std::size_t i) { return i == one; })) continue;
    std::string word = longest_word(atoms[one], prepared);
    if (!word.empty()) words.push_back(std::move(word));
  }
  if (!words.empty()) {
    std::stable_sort(words.begin(), words.end(),
                     [](const std::string &a, const std::string &b) { return a.size() > b.size(); });
    for (std::string &word : words) { // one that is in another says nothing more
      const bool told = std::any_of(guard.words.begin(), guard.words.end(), [&](const std::string &longer) {
        return longer.find(word) != std::string::npos;
      });
      if (!told && guard.words.size() < most_words_together) guard.words.push_back(std::move(word));
    }
    guard.all_words = true;
    return;
  }
  if (!formula.needs_one([](std::size_t) { return true; })) return;
  for (const std::string &atom : atoms) {
    std::string word = longest_word(atom, prepared);
    if (word.empty()) {
      guard.words.clear();
      return;
    }
    if (std::find(guard.words.begin(), guard.words.end(), word) == guard.words.end())
      guard.words.push_back(std::move(word));
  }
}

/// The regex itself may be one that stands for a mark, so this only saves time.
bool may_need_marks(std::string_view regex) {
  constexpr std::string_view not_syntax = "-#@/_&%:;=~<>\"!',";
  return regex.find_first_of(not_syntax) != std::string_view::npos ||
         regex.find('\\') != std::string_view::npos;
}

void add_marked(std::string_view regex, PatternGuard &guard) {
  // Lower case is that of ASCII here, so that no other letter may be meant by one of these: the pattern form has no
  // compatibility letters, and a regex of ASCII without their numbers names none.
  const bool ascii =
      std::all_of(regex.begin(), regex.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii || !may_need_marks(regex) || regex.find("\\x") != std::string_view::npos ||
      regex.find("\\p") != std::string_view::npos || regex.find("\\P") != std::string_view::npos) {
    return;
  }
  const Formula formula(regex, 1);
  const std::vector<std::string> &atoms = formula.atoms();
  const auto is_marked = [&atoms](std::size_t i) {
    return std::any_of(atoms[i].begin(), atoms[i].end(), is_mark_byte) &&
           std::all_of(atoms[i].begin(), atoms[i].end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  };
  for (std::size_t one = 0; one < atoms.size(); ++one) {
    if (is_marked(one) && formula.needs_one([one](std::size_t i) { return i == one; })) {
      guard.marked = {atoms[one]};
      return;
    }
  }
  if (atoms.empty() || !formula.needs_one(is_marked)) return;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (is_marked(i)) guard.marked.push_back(atoms[i]);
  }
}

} // namespace

std::size_t telling_mark(std::string_view marked) noexcept {
  constexpr std::string_view common = ".,";
  std::size_t out = marked.size();
  for (std::size_t i = marked.size(); i-- > 0;) {
    if (!is_mark_byte(marked[i])) continue;
    if (out == marked.size() || common.find(marked[i]) == std::string_view::npos) out = i;
  }
  return out;
}

PatternGuard guard_of(std::string_view regex) {
  PatternGuard guard;
  add_words(regex, guard);
  add_marked(regex, guard);
  return guard;
}

} // namespace usher::text
