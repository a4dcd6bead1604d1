// SPDX-License-Identifier: BSL-1.0
#include "text/email_body.hpp"

#include "base/utf8.hpp"
#include "text/email_line.hpp"
#include "text/email_lines.hpp"
#include "text/email_marks.hpp"
#include "text/email_signature.hpp"

#include <cstddef>
#include <cstdint>

namespace usher::text {
namespace {

constexpr std::size_t most_attribution_lines = 4;
constexpr std::size_t most_header_lines = 12; // lists of addresses go on in further lines

std::uint32_t narrow(std::size_t value) noexcept { return static_cast<std::uint32_t>(value); }

/// Parts a text into what is the writer's and what is quoted.
class Reader {
 public:
  Reader(std::string_view text, bool forwarded, std::vector<Span> &kept)
      : text_(text), forwarded_(forwarded), kept_(kept) {}

  /// Where a forwarded message begins; the text's size when there is none.
  std::size_t read() {
    bool after_blank = true;
    for (std::size_t begin = 0; begin < text_.size();) {
      const LinePlace place = line_at(text_, begin, text_.size());
      if (begins_quoted(text_of(text_, place))) {
        begin = place.next;
        after_blank = true;
        continue;
      }
      if (!may_be_mark(text_of(text_, place))) {
        keep(begin, place.next);
        begin = place.next;
        after_blank = false;
        continue;
      }
      const EmailLine line(text_of(text_, place));
      if (is_forward_mark(line.letters())) return begin;
      const std::size_t left_out = line.is_quoted() ? place.next : end_of_mark(place, line, after_blank);
      if (forward_found_) return begin;
      after_blank = left_out != begin || line.is_blank();
      if (left_out == begin) keep(begin, place.next);
      begin = left_out == begin ? place.next : left_out;
    }
    return text_.size();
  }

 private:
  void keep(std::size_t begin, std::size_t end) {
    if (!kept_.empty() && kept_.back().end == begin)
      kept_.back().end = narrow(end);
    else
      kept_.push_back({narrow(begin), narrow(end), 0, 0});
  }

  /// The end of what goes with the mark that begins at a line; the line's begin when it is none.
  std::size_t end_of_mark(const LinePlace &place, const EmailLine &line, bool after_blank) noexcept {
    const std::u32string_view letters = line.letters();
    if (is_reply_mark(letters)) return end_of_message(end_of_header(next_written(place.next)));
    if (header_of(letters)) {
      if (const std::size_t end = end_of_header(place.begin); end != place.begin) return end_of_message(end);
    }
    return end_of_attribution_at(place, line, after_blank);
  }

  std::size_t end_of_message(std::size_t header_end) noexcept {
    forward_found_ = forwarded_;
    return is_quoted(next_written(header_end)) ? header_end : text_.size();
  }

  [[nodiscard]] std::size_t end_of_attribution_at(const LinePlace &place, const EmailLine &line,
                                                  bool after_blank) const noexcept {
    if (begins_with_attribution(text_of(text_, place))) return text_.size();
    if (may_begin_attribution(line.letters())) return end_of_attribution(place, line, after_blank);
    return end_of_lines_if(attribution_of(line.letters()), place.begin, place.next, after_blank);
  }

  /// "On Mon, Mar 2, 2026 at 10:14, Ann<ann@example.com> wrote:   Hello": some programs go on behind it, after a gap that
  /// nobody types.
  [[nodiscard]] static bool begins_with_attribution(std::string_view line) noexcept {
    constexpr std::string_view gap = ":  ";
    const std::size_t colon = line.find(gap);
    if (colon == line.npos || is_blank(line.substr(colon + 1))) return false;
    const EmailLine head(line.substr(0, colon + 1));
    return may_begin_attribution(head.letters()) && attribution_of(head.letters()) == Attribution::certain;
  }

  /// An attribution over one line or several.
  std::size_t end_of_attribution(const LinePlace &place, const EmailLine &line,
                                 bool after_blank) const noexcept {
    EmailLine joined = line;
    std::size_t end = place.next;
    for (std::size_t count = 1;; ++count) {
      const Attribution sure = attribution_of(joined.letters());
      if (sure != Attribution::none) return end_of_lines_if(sure, place.begin, end, after_blank);
      if (count == most_attribution_lines || end == text_.size()) return place.begin;
      const LinePlace next = line_at(text_, end, text_.size());
      const EmailLine more(text_of(text_, next));
      if (more.is_blank() || more.is_quoted() || may_begin_attribution(more.letters())) return place.begin;
      joined.append(text_of(text_, next));
      end = next.next;
    }
  }

  /// What goes with the lines [begin, end) that may say whose words follow; `begin` when that is not sure.
  [[nodiscard]] std::size_t end_of_lines_if(Attribution sure, std::size_t begin, std::size_t end,
                                            bool after_blank) const noexcept {
    if (sure == Attribution::none) return begin;
    if (is_quoted(next_written(end))) return end;
    const bool enough =
        sure == Attribution::certain || (sure == Attribution::likely && after_blank && ends_paragraph(end));
    return enough ? text_.size() : begin;
  }

  /// The next line is blank, or is left out for itself, so that the answer is the same when it is gone.
  [[nodiscard]] bool ends_paragraph(std::size_t end) const noexcept {
    if (end == text_.size()) return true;
    const LinePlace next = line_at(text_, end, text_.size());
    const std::string_view text = text_of(text_, next);
    if (is_blank(text)) return true;
    const EmailLine line(text);
    const std::u32string_view letters = line.letters();
    if (line.is_quoted() || is_signature_dash(letters) || is_ruler(letters) || is_device_note(letters))
      return true;
    if (!forwarded_ && (is_reply_mark(letters) || (header_of(letters) && end_of_header(end) != end)))
      return true;
    return end_of_attribution_at(next, line, false) != end;
  }

  /// The header of an earlier message at `begin`: who wrote it, perhaps behind the date, and two things more, the
  /// subject among them unless the writer is an address, all in one language. `begin` when there is none.
  [[nodiscard]] std::size_t end_of_header(std::size_t begin) const noexcept {
    using Role = MailHeader::Role;
    std::size_t end = begin;
    unsigned roles = 0;
    unsigned languages = ~0U;
    bool address = false;
    for (std::size_t at = begin, count = 0; at < text_.size() && count < most_header_lines; ++count) {
      const LinePlace place = line_at(text_, at, text_.size());
      const EmailLine line(text_of(text_, place));
      const auto header = header_of(line.letters());
      if (count == 0 && (!header || (header->role != Role::from && header->role != Role::date))) return begin;
      if (count == 1 && roles == 1U << static_cast<unsigned>(Role::date) &&
          (!header || header->role != Role::from))
        return begin;
      if (header && (languages & header->languages) != 0) {
        languages &= header->languages;
        roles |= 1U << static_cast<unsigned>(header->role);
        address |= header->role == MailHeader::Role::from && header->value.find(U'@') != header->value.npos;
        end = place.next;
      } else if (line.letters().find(U'@') == std::u32string_view::npos) {
        break; // neither a header nor more addresses
      }
      at = place.next;
    }
    const auto has = [roles](MailHeader::Role role) {
      return (roles >> static_cast<unsigned>(role) & 1U) != 0;
    };
    const int others = has(Role::date) + has(Role::to) + has(Role::copy) + has(Role::subject);
    return has(Role::from) && others >= 2 && (address || has(Role::subject)) ? end : begin;
  }

  /// The begin of the first line at or below `begin` in which something is written. Called once for each mark, and
  /// blank lines are no marks, so that no line is looked at more than a few times.
  [[nodiscard]] std::size_t next_written(std::size_t begin) const noexcept {
    while (begin < text_.size()) {
      const LinePlace place = line_at(text_, begin, text_.size());
      if (!is_blank(text_of(text_, place))) return begin;
      begin = place.next;
    }
    return begin;
  }

  [[nodiscard]] bool is_quoted(std::size_t begin) const noexcept {
    return begin < text_.size() && EmailLine(text_of(text_, line_at(text_, begin, text_.size()))).is_quoted();
  }

  std::string_view text_;
  bool forwarded_;
  bool forward_found_ = false;
  std::vector<Span> &kept_;
};

void count_code_points_of(std::string_view text, std::vector<Span> &parts) noexcept {
  std::size_t offset = 0;
  std::size_t code_points = 0;
  const auto count_to = [&](std::size_t end) {
    code_points += count_code_points(text.substr(offset, end - offset));
    offset = end;
    return narrow(code_points);
  };
  for (Span &part : parts) {
    part.begin_code_point = count_to(part.begin);
    part.end_code_point = count_to(part.end);
  }
}

// As many bytes as the character has; there is no white space of four bytes.
std::string_view blank_of(std::uint32_t size) noexcept {
  switch (size) {
  case 2: return "\u00A0";
  case 3: return "\u3000";
  case 4: return "\U000E0020";
  default: return " ";
  }
}

} // namespace

void find_written_parts(std::string_view utf8, bool forwarded, std::vector<Span> &kept) {
  kept.clear();
  if (utf8.empty()) return;
  const std::size_t forward = Reader(utf8, forwarded, kept).read();
  take_out_signatures(utf8, kept);
  take_out_blank_parts(utf8, kept);
  if (forward != utf8.size()) {
    if (!kept.empty() && kept.back().end == forward)
      kept.back().end = narrow(utf8.size());
    else
      kept.push_back({narrow(forward), narrow(utf8.size()), 0, 0});
  }
  if (kept.empty()) kept.push_back({0, narrow(utf8.size()), 0, 0});
  count_code_points_of(utf8, kept);
}

bool is_forward_subject(std::string_view subject) noexcept {
  return is_forward_subject(EmailLine(utf8_prefix(subject, EmailLine::most_letters)).letters());
}

void find_left_out_parts(std::string_view utf8, const std::vector<Span> &kept, std::vector<Span> &left_out) {
  left_out.clear();
  Span gap;
  for (const Span &part : kept) {
    gap.end = part.begin;
    gap.end_code_point = part.begin_code_point;
    if (gap.begin != gap.end) left_out.push_back(gap);
    gap.begin = part.end;
    gap.begin_code_point = part.end_code_point;
  }
  if (gap.begin == utf8.size()) return;
  gap.end = narrow(utf8.size());
  gap.end_code_point = gap.begin_code_point + narrow(count_code_points(utf8.substr(gap.begin)));
  left_out.push_back(gap);
}

void blank_left_out_parts(std::string_view utf8, const std::vector<Span> &left_out, std::string &out) {
  out.clear();
  out.reserve(utf8.size());
  std::size_t copied = 0;
  for (const Span &part : left_out) {
    out.append(utf8.substr(copied, part.begin - copied));
    for (std::size_t offset = part.begin; offset < part.end;) {
      const char byte = utf8[offset];
      if (static_cast<unsigned char>(byte) < 0x80) {
        out.push_back(byte == '\n' || byte == '\r' ? byte : ' ');
        ++offset;
        continue;
      }
      const std::uint32_t size = decode_utf8(utf8, offset).size;
      out.append(blank_of(size));
      offset += size;
    }
    copied = part.end;
  }
  out.append(utf8.substr(copied));
}

} // namespace usher::text
