// SPDX-License-Identifier: BSL-1.0
// Any bytes as a few phrases and a text: the lexicon finds what the slow matcher finds, and the fast readers of
// parts read as the slow one does. A phrase is a line, after a language and a colon if it has one; the text comes
// after an empty line.
#include "oracle/all_phrases.hpp"
#include "oracle/described_parts.hpp"
#include "oracle/naive_phrases.hpp"
#include "text/lexicon.hpp"
#include "text/part_reader.hpp"
#include "text/prepared_text.hpp"
#include "text/stemmer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

using namespace usher;
using namespace usher::text;

namespace {

constexpr std::size_t most_phrases = 8;
constexpr std::size_t most_patterns = 2; // they take milliseconds to compile
constexpr std::size_t longest_phrase = 100;
constexpr std::size_t longest_text = 1000;

void require(bool condition, const char *what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

/// The line at the begin of `rest`, which loses it.
std::string_view take_line(std::string_view &rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

std::vector<Phrase> take_phrases(std::string_view &rest, Lexicon::Builder &builder) {
  std::vector<Phrase> phrases;
  while (!rest.empty()) {
    std::string_view source = take_line(rest);
    if (source.empty()) break;
    std::string_view language;
    if (source.size() > 3 && source[2] == ':' && stem_language(source.substr(0, 2))) {
      language = source.substr(0, 2);
      source.remove_prefix(3);
    }
    if (phrases.size() == most_phrases || source.size() > longest_phrase) continue;
    if (source.starts_with('/') && builder.pattern_count() == most_patterns) continue;
    Phrase phrase;
    std::vector<PhraseProblem> problems;
    if (!parse_phrase(source, language, phrase, problems)) continue;
    if (builder.add(phrase) == phrases.size()) phrases.push_back(std::move(phrase));
  }
  return phrases;
}

bool equal(const Occurrence &a, const Occurrence &b) { return a.phrase == b.phrase && a.where == b.where; }

void check_readers(std::string_view text) {
  static std::vector<PartReader> readers = [] {
    std::vector<PartReader> out;
    out.emplace_back(read_block_portable, nullptr);
#if defined(__x86_64__)
    out.emplace_back(read_block_sse2, nullptr);
    if (has_avx512()) out.emplace_back(read_block_avx512, nullptr);
#endif
    if (best_read_mixed_block() != nullptr) out.emplace_back();
    return out;
  }();
  static Parts parts;
  readers.front().read_step_by_step(text, parts);
  const std::string expected = oracle::described(parts);
  for (PartReader &reader : readers) {
    reader.read(text, parts);
    require(oracle::described(parts) == expected, "a fast reader reads otherwise");
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char *>(data), size);
  Lexicon::Builder builder;
  const std::vector<Phrase> phrases = take_phrases(rest, builder);
  const Lexicon lexicon = std::move(builder).build();
  const std::string_view text = rest.substr(0, longest_text);
  check_readers(text);

  // Of all inputs: what one leaves behind must not change what the next one finds.
  static PreparedText prepared;
  static LexiconScratch scratch;
  static std::vector<PhraseId> found;
  std::vector<Occurrence> places;
  prepared.assign(text);
  lexicon.locate(prepared, places);
  const std::vector<Occurrence> expected = oracle::locate_naively(phrases, prepared);
  require(std::equal(places.begin(), places.end(), expected.begin(), expected.end(), equal),
          "located otherwise than by the slow matcher");

  std::vector<PhraseId> distinct;
  for (const Occurrence &place : expected)
    distinct.push_back(place.phrase);
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  for (int round = 0; round < 2; ++round) { // the second time from memory
    prepared.assign(text);
    find_all(lexicon, prepared, scratch, found);
    std::sort(found.begin(), found.end());
    require(found == distinct, "found otherwise than located");
  }
  return 0;
}
