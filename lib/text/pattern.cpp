// SPDX-License-Identifier: BSL-1.0
#include "text/pattern.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "text/character.hpp"
#include "text/pattern_characters.hpp"
#include "text/pattern_form.hpp"
#include "text/phrase_words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include <fmt/format.h>
#include <re2/re2.h>

namespace usher::text {
namespace {

constexpr std::int64_t memory_limit = 8 << 20;
constexpr std::string_view left_boundary = "(?:\\A|[^\\pL\\pM\\pN_])";
constexpr std::string_view right_boundary = "(?:\\z|[^\\pL\\pM\\pN_])";

/// A top-level alternative without the boundaries at its ends.
struct Alternative {
  std::string body;
  bool left = false;
  bool right = false;
};

/// Takes a regex that RE2 has accepted apart into its alternatives: groups and classes are known to be
/// closed.
class Splitter {
 public:
  explicit Splitter(std::string_view pattern) : pattern_(pattern) {}

  /// False when there is a \b or \B that is not at an end.
  bool split(std::vector<Alternative> &out) {
    while (at_ < pattern_.size()) {
      switch (pattern_[at_]) {
      case '\\':
        if (!take_escape()) return false;
        break;
      case '[': take_class(); break;
      case '(': take_group(); break;
      case ')':
        --depth_;
        copy(1);
        break;
      case '|':
        if (depth_ == 0) {
          finish(out);
          ++at_;
        } else {
          copy(1);
        }
        break;
      default: copy(1);
      }
    }
    finish(out);
    return true;
  }

 private:
  char peek(std::size_t ahead) const { return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0'; }

  void copy(std::size_t count) {
    const std::string_view part = pattern_.substr(at_, count);
    now_.body += part;
    at_ += part.size();
    begun_ = true;
  }

  void finish(std::vector<Alternative> &out) {
    out.push_back(std::move(now_));
    // Flags set at the top level hold for the alternatives after this one as well.
    now_ = {flags_, false, false};
    begun_ = false;
  }

  bool take_escape() {
    const char escaped = peek(1);
    if (escaped == 'B') return false;
    if (escaped == 'Q') {
      take_quote();
      return true;
    }
    if (escaped != 'b') {
      copy(2);
      return true;
    }
    if (depth_ != 0) return false;
    const bool last = at_ + 2 == pattern_.size() || pattern_[at_ + 2] == '|';
    if (!begun_ && !now_.left) {
      now_.left = true;
    } else if (last && begun_) {
      now_.right = true;
    } else {
      return false;
    }
    at_ += 2;
    return true;
  }

  /// \Q...\E, which may be left open at the end.
  void take_quote() {
    const std::size_t end = pattern_.find("\\E", at_ + 2);
    if (end != std::string_view::npos) return copy(end + 2 - at_);
    copy(pattern_.size() - at_);
    now_.body += "\\E";
  }

  void take_class() {
    std::size_t end = at_ + 1;
    if (end < pattern_.size() && pattern_[end] == '^') ++end;
    if (end < pattern_.size() && pattern_[end] == ']') ++end; // a first ] is a member
    while (end < pattern_.size() && pattern_[end] != ']') {
      if (pattern_[end] == '\\') {
        end += 2;
      } else if (pattern_.substr(end, 2) == "[:" && pattern_.find(":]", end + 2) != std::string_view::npos) {
        end = pattern_.find(":]", end + 2) + 2;
      } else {
        ++end;
      }
    }
    copy(end + 1 - at_);
  }

  void take_group() {
    if (peek(1) != '?' || peek(2) == 'P') {
      // A capture, (x) or (?P<name>x).
      const std::size_t end = peek(1) == '?' ? pattern_.find('>', at_) : at_;
      now_.body += "(?:";
      begun_ = true;
      at_ = end + 1;
      ++depth_;
      return;
    }
    const std::size_t end = pattern_.find_first_of(":)", at_);
    if (pattern_[end] == ':') {
      ++depth_;
      return copy(end + 1 - at_);
    }
    const bool begun = begun_;
    if (depth_ == 0) flags_ += pattern_.substr(at_, end + 1 - at_);
    copy(end + 1 - at_);
    begun_ = begun; // flags alone do not begin an alternative
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::string flags_; // all that were set at the top level so far
  Alternative now_;
  bool begun_ = false; // the alternative holds something besides flags
};

/// Alternatives with the same boundaries share them, since those are the dear part; so there are at most four
/// groups.
std::string join(const std::vector<Alternative> &alternatives) {
  std::string out;
  for (std::size_t i = 0; i < alternatives.size(); ++i) {
    const auto same = [&](const Alternative &other) {
      return other.left == alternatives[i].left && other.right == alternatives[i].right;
    };
    const auto here = alternatives.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::any_of(alternatives.begin(), here, same)) continue;
    if (!out.empty()) out += '|';
    if (here->left) out += left_boundary;
    out += '(';
    for (auto one = here; one != alternatives.end(); ++one) {
      if (!same(*one)) continue;
      if (one != here) out += '|';
      out += "(?:" + one->body + ')';
    }
    out += ')';
    if (here->right) out += right_boundary;
  }
  return out;
}

std::string hint_for(const RE2 &regex, std::string_view pattern) {
  const std::string &part = regex.error_arg();
  if (part.starts_with("(?=") || part.starts_with("(?!") || part.starts_with("(?<") ||
      (regex.error_code() == RE2::ErrorBadPerlOp && pattern.find("(?<") != std::string_view::npos)) {
    return "RE2 has no look-ahead and no look-behind; say what must be there as a part of the match, or use "
           "\\b at "
           "its ends";
  }
  if (part.size() == 2 && part[0] == '\\' && part[1] >= '1' && part[1] <= '9') {
    return "RE2 has no back-references; write out what may be repeated";
  }
  switch (regex.error_code()) {
  case RE2::ErrorRepeatSize: return "a repetition goes up to 1000, nested ones multiplied";
  case RE2::ErrorMissingParen: return "close every ( with ), or write \\( for the character itself";
  case RE2::ErrorMissingBracket: return "close every [ with ], or write \\[ for the character itself";
  case RE2::ErrorRepeatArgument: return "write \\ before * + ? for the character itself";
  case RE2::ErrorBadEscape:
  case RE2::ErrorTrailingBackslash: return "write \\\\ for a backslash itself";
  default: return "the syntax is RE2's";
  }
}

// As a regex has it that looks for just this.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\.+*?()|[]{}^$").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// "№" (U+2116): what looks the same may be other characters.
std::string with_numbers(std::string_view characters) {
  std::string numbers;
  for (std::size_t offset = 0; offset < characters.size();) {
    const CodePoint point = decode_utf8(characters, offset);
    numbers += fmt::format("{}U+{:04X}", numbers.empty() ? "" : " ", static_cast<std::uint32_t>(point.value));
    offset += point.size;
  }
  return fmt::format("\"{}\" ({})", characters, numbers);
}

PhraseProblem never_found(std::string_view shown, const UnsearchableCharacters &found) {
  PhraseProblem out{Code::bad_pattern, Severity::error, {}, {}};
  if (found.searched.empty()) {
    out.message =
        fmt::format("the regex {} has the invisible character {}, which the searched text never has", shown,
                    with_numbers(found.written));
    out.hint = "leave it out: a text is searched without it";
    return out;
  }
  const bool looks_same = found.searched.size() > 1 && static_cast<unsigned char>(found.searched[0]) >= 0x80;
  out.message = fmt::format("the regex {} has {}, which the searched text has as {}", shown,
                            with_numbers(found.written),
                            looks_same ? with_numbers(found.searched) : quoted_phrase(found.searched));
  out.hint = fmt::format("write {}: that is found however the text has it",
                         found.searched == " " ? "a plain space, or \\s" : escaped(found.searched));
  return out;
}

} // namespace

RE2::Options pattern_options() {
  RE2::Options out;
  out.set_log_errors(false);
  out.set_max_mem(memory_limit);
  return out;
}

bool parse_pattern(std::string_view pattern, PatternPhrase &out, std::vector<PhraseProblem> &problems) {
  const auto refuse = [&problems](Code code, std::string message, std::string hint) {
    problems.push_back({code, Severity::error, std::move(message), std::move(hint)});
    return false;
  };
  const std::string shown = quoted_phrase(pattern);
  if (pattern.size() > pattern_bytes_limit) {
    return refuse(
        Code::limit,
        fmt::format("the regex {} has {} bytes, more than {}", shown, pattern.size(), pattern_bytes_limit),
        "split it into several phrases");
  }
  if (find_ill_formed_utf8(pattern) != std::string_view::npos) {
    return refuse(Code::bad_pattern, fmt::format("the regex {} is not UTF-8", shown),
                  "save the file as UTF-8");
  }
  std::string unified;
  for (std::size_t offset = 0; offset < pattern.size();) {
    const CodePoint point = decode_utf8(pattern, offset);
    if (point.value >= 0x80 && digit_value(point.value) >= 0) {
      return refuse(Code::bad_pattern,
                    fmt::format("the regex {} has the digit {}, which the searched text has as {}", shown,
                                pattern.substr(offset, point.size), digit_value(point.value)),
                    "write digits as 0 to 9: those of every script are found so");
    }
    append_utf8(unified, unified_letter(point.value));
    offset += point.size;
  }

  // First as it is written, so that RE2's errors speak of what the writer sees.
  const RE2 written(unified, pattern_options());
  if (written.error_code() == RE2::ErrorPatternTooLarge) {
    return refuse(Code::limit, fmt::format("the regex {} is too large once compiled", shown),
                  "make its repetitions smaller, or split it into several phrases");
  }
  if (!written.ok()) {
    return refuse(Code::bad_pattern, fmt::format("the regex {} is not right: {}", shown, written.error()),
                  hint_for(written, pattern));
  }
  if (const std::optional<UnsearchableCharacters> found = find_unsearchable(pattern)) {
    problems.push_back(never_found(shown, *found));
    return false;
  }
  std::vector<Alternative> alternatives;
  if (!Splitter(unified).split(alternatives)) {
    return refuse(
        Code::bad_pattern, fmt::format("the regex {} has a \\b or \\B that is not at one of its ends", shown),
        "\\b is a word boundary in any script at the two ends of the regex or of an alternative outside all "
        "groups, as in \\b(?:one|two)\\b; write the characters that may stand elsewhere");
  }
  out.regex = join(alternatives);
  auto compiled = std::make_shared<RE2>(out.regex, pattern_options());
  if (!compiled->ok() && compiled->error_code() != RE2::ErrorPatternTooLarge) {
    // RE2 takes \b* where it is written, and what stands for the \b is taken out of the alternative.
    return refuse(Code::bad_pattern, fmt::format("the regex {} repeats a \\b", shown),
                  "a boundary is there or not: take out the * + ? or {} behind it");
  }
  if (!compiled->ok() || compiled->ProgramSize() > most_pattern_instructions) {
    return refuse(Code::limit, fmt::format("the regex {} is too large once compiled", shown),
                  "make its repetitions smaller, or split it into several phrases");
  }
  if (RE2::PartialMatch("", *compiled)) {
    return refuse(Code::bad_pattern,
                  fmt::format("the regex {} matches the empty text, so every message", shown),
                  "make at least one character necessary: + in place of *");
  }
  out.compiled = std::move(compiled);
  return true;
}

std::pair<std::size_t, std::size_t> next_match(const RE2 &regex, std::string_view text, std::size_t offset) {
  std::array<re2::StringPiece, 5> groups; // the whole and one for each pair of boundaries
  const int count = 1 + regex.NumberOfCapturingGroups();
  const re2::StringPiece searched(text.data(), text.size());
  if (!regex.Match(searched, offset, text.size(), RE2::UNANCHORED, groups.data(), count)) return {0, 0};
  for (int i = 1; i < count; ++i) {
    const re2::StringPiece &group = groups[static_cast<std::size_t>(i)];
    if (group.data() == nullptr || group.empty()) continue;
    const auto begin = static_cast<std::size_t>(group.data() - text.data());
    return {begin, begin + group.size()};
  }
  return {0, 0};
}

} // namespace usher::text
