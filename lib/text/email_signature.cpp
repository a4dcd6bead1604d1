// SPDX-License-Identifier: BSL-1.0
#include "text/email_signature.hpp"

#include "text/email_line.hpp"
#include "text/email_lines.hpp"
#include "text/email_marks.hpp"
#include "text/personal_data.hpp"

#include <algorithm>

namespace usher::text {
namespace {

// Below a bare "--": the lines of a card and of the small print under it.
constexpr std::size_t most_signature_lines = 10;
// Below a ruler, which is less of a sign.
constexpr std::size_t most_ruled_lines = 8;
constexpr std::size_t longest_ruled_line = 80;

Span bytes(std::size_t begin, std::size_t end) noexcept {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), 0, 0};
}

/// Calls `visit` with each line of a part until it answers false.
template <class Visit>
void each_line(std::string_view text, const Span &part, Visit &&visit) {
  for (std::size_t begin = part.begin; begin < part.end;) {
    const LinePlace line = line_at(text, begin, part.end);
    if (!visit(line)) return;
    begin = line.next;
  }
}

bool is_separator(std::string_view text) noexcept {
  if (!may_be_separator(text)) return false;
  const EmailLine line(text);
  return is_signature_dash(line.letters()) || is_ruler(line.letters());
}

// RFC 3676: two hyphens and a space. Some programs write a no-break space.
bool is_standard_separator(std::string_view line) noexcept { return line == "-- " || line == "--\u00A0"; }

// Notes are short: most lines are too long for one, and need not be folded.
bool is_note(std::string_view line) noexcept {
  constexpr std::size_t most_bytes = 200;
  constexpr std::ptrdiff_t most_spaces = 16;
  return line.size() <= most_bytes && std::count(line.begin(), line.end(), ' ') <= most_spaces &&
         is_device_note(EmailLine(line).letters());
}

/// The end of the notes that begin at `begin`, when they end a paragraph; else `begin`.
std::size_t end_of_device_notes(std::string_view text, std::size_t begin, std::size_t limit) noexcept {
  std::size_t end = begin;
  while (end < limit) {
    const LinePlace place = line_at(text, end, limit);
    const std::string_view line = text_of(text, place);
    if (!is_note(line)) return is_blank(line) || is_separator(line) ? end : begin;
    end = place.next;
  }
  return end;
}

void take_out_device_notes(std::string_view text, std::vector<Span> &parts) {
  const std::size_t count = parts.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Span part = parts[i];
    std::size_t kept_from = part.begin;
    for (std::size_t begin = part.begin; begin < part.end;) {
      const LinePlace place = line_at(text, begin, part.end);
      if (!is_note(text_of(text, place))) {
        begin = place.next;
        continue;
      }
      const std::size_t notes_end = end_of_device_notes(text, begin, part.end);
      if (notes_end == begin) {
        // Prose: the notes below it are prose too, up to the first line that is none.
        while (begin < part.end) {
          const LinePlace next = line_at(text, begin, part.end);
          if (!is_note(text_of(text, next))) break;
          begin = next.next;
        }
        continue;
      }
      if (kept_from < begin) parts.push_back(bytes(kept_from, begin));
      begin = kept_from = notes_end;
    }
    if (kept_from < part.end) parts.push_back(bytes(kept_from, part.end));
  }
  parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(count));
}

void take_out_standard_signatures(std::string_view text, std::vector<Span> &parts) {
  for (Span &part : parts) {
    each_line(text, part, [&](const LinePlace &line) {
      if (!is_standard_separator(text_of(text, line))) return true;
      part = bytes(part.begin, line.begin);
      return false;
    });
  }
}

struct Separator {
  std::size_t part = 0;
  LinePlace line{};
  bool ruler = false;
};

/// How often a separator occurs; `last` is the last one.
std::size_t count_separators(std::string_view text, const std::vector<Span> &parts, Separator &last) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    each_line(text, parts[i], [&](const LinePlace &place) {
      const std::string_view line = text_of(text, place);
      if (is_separator(line)) {
        ++count;
        last = {i, place, is_ruler(EmailLine(line).letters())};
      }
      return true;
    });
  }
  return count;
}

/// What signatures hold and letters seldom do: a phone number, an address, a link.
bool has_contact(std::string_view line, std::u32string_view letters) {
  for (const std::u32string_view mark : {U"@", U"www.", U"http"})
    if (letters.find(mark) != std::u32string_view::npos) return true;
  if (std::none_of(letters.begin(), letters.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; }))
    return false;
  std::vector<PersonalData> found;
  find_personal_data(line, found);
  return std::any_of(found.begin(), found.end(),
                     [](const PersonalData &data) { return data.kind == PersonalDataKind::phone; });
}

struct Below {
  std::size_t lines = 0;
  bool prose = false;
  bool fields = false;
  bool contact = false;
};

Below read_below(std::string_view text, const Span &part) {
  Below below;
  each_line(text, part, [&](const LinePlace &place) {
    const std::string_view written = text_of(text, place);
    const EmailLine line(written);
    if (line.is_blank()) return true;
    const std::u32string_view letters = line.letters();
    ++below.lines;
    below.fields |= is_field(letters);
    below.prose |= letters.empty() || letters.size() > longest_ruled_line ||
                   std::u32string_view(U".!?؟").find(letters.back()) != std::u32string_view::npos;
    below.contact = below.contact || has_contact(written, letters);
    return true;
  });
  return below;
}

/// Right below the first line that is written: that line is a title.
bool underlines_first_line(std::string_view text, const std::vector<Span> &parts,
                           const Separator &separator) {
  const std::size_t ruler = separator.line.begin;
  std::size_t lines = 0;
  bool adjacent = false;
  for (std::size_t i = 0; i <= separator.part && lines < 2; ++i) {
    each_line(text, parts[i], [&](const LinePlace &place) {
      if (place.begin >= ruler) return false;
      const bool written = !is_blank(text_of(text, place));
      lines += written ? 1 : 0;
      adjacent = written && place.next == ruler;
      return lines < 2;
    });
  }
  return lines == 1 && adjacent;
}

bool is_signature(std::string_view text, const std::vector<Span> &parts, const Separator &separator) {
  const Span &part = parts[separator.part];
  const Below below = read_below(text, bytes(separator.line.next, part.end));
  if (below.lines == 0) return true;
  if (!separator.ruler) return below.lines <= most_signature_lines;
  if (below.prose || below.fields || below.lines > most_ruled_lines) return false;
  if (underlines_first_line(text, parts, separator)) return false;
  // The contact may be anywhere below, so that the answer does not change when what is quoted in between is gone.
  return below.contact ||
         std::any_of(parts.begin() + static_cast<std::ptrdiff_t>(separator.part) + 1, parts.end(),
                     [text](const Span &later) { return read_below(text, later).contact; });
}

} // namespace

void take_out_signatures(std::string_view text, std::vector<Span> &parts) {
  take_out_device_notes(text, parts);
  take_out_standard_signatures(text, parts);
  // Several separators are a way to lay out a letter.
  Separator separator;
  if (count_separators(text, parts, separator) != 1 || !is_signature(text, parts, separator)) return;
  Span &part = parts[separator.part];
  part = bytes(part.begin, separator.line.begin);
}

void take_out_blank_parts(std::string_view text, std::vector<Span> &parts) {
  const auto nothing_written = [text](const Span &part) {
    bool blank = true;
    each_line(text, part, [&](const LinePlace &line) {
      blank = is_blank(text_of(text, line));
      return blank;
    });
    return blank;
  };
  parts.erase(std::remove_if(parts.begin(), parts.end(), nothing_written), parts.end());
}

} // namespace usher::text
