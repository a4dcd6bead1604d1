// SPDX-License-Identifier: BSL-1.0
#include "text/phrase.hpp"

#include "text/pattern.hpp"
#include "text/phrase_words.hpp"

namespace usher::text {

bool parse_phrase(std::string_view source, std::string_view language, Phrase &out,
                  std::vector<PhraseProblem> &problems) {
  if (language == "all_languages") language = {};
  out.source = source;
  out.language = language;
  if (source.size() > 2 && source.front() == '/' && source.back() == '/') {
    return parse_pattern(source.substr(1, source.size() - 2), out.form.emplace<PatternPhrase>(), problems);
  }
  return parse_words(source, language, out.form.emplace<WordPhrase>(), problems);
}

} // namespace usher::text
