// SPDX-License-Identifier: BSL-1.0
#include "text/pattern_characters.hpp"

#include "base/utf8.hpp"
#include "text/character.hpp"
#include "text/pattern_form.hpp"

namespace usher::text {
namespace {

/// Goes along a regex, a character and its marks at a time, and knows whether it is inside [ ].
class Walk {
 public:
  explicit Walk(std::string_view pattern) : pattern_(pattern) {}

  /// The next character with its marks, without what only quotes it; empty at the end.
  std::string_view next() {
    while (at_ < pattern_.size()) {
      if (rest().starts_with(quoted_ ? "\\E" : "\\Q")) {
        quoted_ = !quoted_;
        at_ += 2;
        continue;
      }
      const bool escapes = !quoted_ && pattern_[at_] == '\\';
      if (escapes && ++at_ == pattern_.size()) break;
      if (!escapes && !quoted_) look_for_class();
      const std::size_t begin = at_;
      at_ = end_of_marks();
      return pattern_.substr(begin, at_ - begin);
    }
    return {};
  }

  /// What next() gave last is the first or last character of a range.
  [[nodiscard]] bool ends_range(std::string_view character) const noexcept {
    if (!in_class_) return false;
    const std::size_t begin = at_ - character.size();
    const bool last = begin > first_member_ + 1 && pattern_[begin - 1] == '-';
    const bool first = rest().starts_with('-') && !rest().starts_with("-]");
    return first || last;
  }

 private:
  [[nodiscard]] std::string_view rest() const noexcept { return pattern_.substr(at_); }

  void look_for_class() {
    if (!in_class_ && pattern_[at_] == '[') {
      in_class_ = true;
      first_member_ = at_ + (rest().starts_with("[^") ? 2 : 1); // a ] there is a member
    } else if (in_class_ && rest().starts_with("[:") &&
               pattern_.find(":]", at_ + 2) != std::string_view::npos) {
      at_ = pattern_.find(":]", at_ + 2) + 1; // its ] ends no class
    } else if (pattern_[at_] == ']' && at_ > first_member_) {
      in_class_ = false;
    }
  }

  [[nodiscard]] std::size_t end_of_marks() const {
    std::size_t end = at_ + decode_utf8(pattern_, at_).size;
    while (end < pattern_.size() && static_cast<unsigned char>(pattern_[end]) >= 0x80) {
      const CodePoint point = decode_utf8(pattern_, end);
      if (has_boundary_before(Form::nfkc, point.value)) break;
      end += point.size;
    }
    return end;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::size_t first_member_ = 0;
  bool in_class_ = false;
  bool quoted_ = false;
};

std::string unified(std::string_view text) {
  std::string out;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = decode_utf8(text, offset);
    append_utf8(out, unified_letter(point.value));
    offset += point.size;
  }
  return out;
}

} // namespace

std::optional<UnsearchableCharacters> find_unsearchable(std::string_view pattern) {
  Walk walk(pattern);
  PatternForm form;
  for (std::string_view written = walk.next(); !written.empty(); written = walk.next()) {
    if (written.size() == 1) continue; // ASCII stays as it is
    form.assign(written, false);
    if (form.text() == unified(written) || walk.ends_range(written)) continue;
    return UnsearchableCharacters{written, form.text()};
  }
  return std::nullopt;
}

} // namespace usher::text
