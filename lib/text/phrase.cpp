// SPDX-License-Identifier: BSL-1.0
#include "text/phrase.hpp"

#include "base/utf8.hpp"
#include "text/pattern.hpp"
#include "text/phrase_words.hpp"

#include <string>

#include <fmt/format.h>

namespace usher::text {
namespace {

// "/refund/i" as other languages write it. RE2 has the flags i, m and s inside; what the others say is so anyway.
std::string mended_flags(std::string_view source) {
  const std::size_t slash = source.rfind('/');
  const std::string_view flags = source.substr(slash + 1);
  if (slash < 2 || flags.find_first_not_of("dgimsuvxy") != std::string_view::npos) return {};
  std::string known;
  for (const char flag : {'i', 'm', 's'}) {
    if (flags.find(flag) != std::string_view::npos) known += flag;
  }
  const std::string_view regex = source.substr(1, slash - 1);
  return known.empty() ? fmt::format("/{}/", regex) : fmt::format("/(?{}){}/", known, regex);
}

PhraseProblem unclosed_regex(std::string_view source) {
  const std::string mended = mended_flags(source);
  if (!mended.empty()) {
    return {Code::bad_phrase, Severity::error,
            fmt::format("{} has letters behind its closing slash", quoted_phrase(source)),
            fmt::format("write {}", mended)};
  }
  return {Code::bad_phrase, Severity::error,
          fmt::format("{} begins with a slash, as a regex does, and does not end with one",
                      quoted_phrase(source)),
          "a regex ends with a slash as well; words have none before them"};
}

} // namespace

bool is_pattern(std::string_view source) noexcept {
  return source.size() > 2 && source.front() == '/' && source.back() == '/';
}

bool parse_phrase(std::string_view source, std::string_view language, Phrase &out,
                  std::vector<PhraseProblem> &problems) {
  if (language == "all_languages") language = {};
  out.source = source;
  out.language = language;
  if (is_pattern(source)) {
    return parse_pattern(source.substr(1, source.size() - 2), out.form.emplace<PatternPhrase>(), problems);
  }
  // Half a regex that was taken for words would find something, only not what was meant. A slash at the end alone
  // says nothing: addresses have it.
  if (source.size() > 1 && source.front() == '/' && source.back() != '/' &&
      find_ill_formed_utf8(source) == std::string_view::npos) {
    problems.push_back(unclosed_regex(source));
    return false;
  }
  return parse_words(source, language, out.form.emplace<WordPhrase>(), problems);
}

} // namespace usher::text
