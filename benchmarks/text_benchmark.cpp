// SPDX-License-Identifier: BSL-1.0
// What it costs to read a text of 300 bytes and find all phrases in it, by the number of phrases and the script; and
// to build what finds them.
//
// `best` is nanoseconds a text in the fastest of all rounds through the thousand texts, which other work on the
// machine disturbs least; `of_loop` the same as a multiple of a loop of 1,000 dependent multiplications, so that
// lines of different machines can be compared.
#include "text/language.hpp"
#include "text/lexicon.hpp"
#include "text/part_reader.hpp"
#include "text/prepared_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <malloc.h>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

using namespace usher::text;

namespace {

enum Script { latin, cyrillic, arabic };

constexpr std::size_t vocabulary = 20'000;
constexpr std::size_t text_bytes = 300;
constexpr std::size_t text_count = 1000;

constexpr std::array<std::array<std::string_view, 14>, 3> consonants = {{
    {"b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "z"},
    {"б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п", "р", "с", "т"},
    {"ب", "پ", "ت", "ج", "خ", "د", "ر", "ز", "س", "ش", "ک", "گ", "ل", "م"},
}};
constexpr std::array<std::array<std::string_view, 5>, 3> vowels = {{
    {"a", "e", "i", "o", "u"},
    {"а", "е", "и", "о", "ы"},
    {"ا", "و", "ی", "ه", "ن"},
}};

/// A pronounceable word for a number: syllables in a mixed base.
std::string word(Script script, std::size_t number) {
  std::string out;
  for (number += 70; number != 0; number /= 70) {
    out += consonants[script][number % 14];
    out += vowels[script][number / 14 % 5];
  }
  return out;
}

/// Words by Zipf's law with exponent 1, some with a capital, a comma, a full stop, a number or, in Persian, a ZWNJ.
std::string make_text(Script script, std::mt19937_64 &random) {
  std::string text;
  while (text.size() < text_bytes) {
    const double uniform = static_cast<double>(random() % 1'000'000) / 1e6;
    std::string next = word(script, static_cast<std::size_t>(std::pow(vocabulary, uniform)) - 1);
    if (script == latin && random() % 12 == 0) next.front() = static_cast<char>(next.front() - 'a' + 'A');
    if (script == arabic && random() % 12 == 0) next.insert(4, "\u200C");
    if (random() % 40 == 0) next = fmt::format("{}", random() % 100'000);
    text += next;
    text += random() % 10 == 0 ? ", " : random() % 10 == 0 ? ". " : " ";
  }
  return text;
}

Phrase make_phrase(Script script, std::size_t words, bool inflected, std::mt19937_64 &random) {
  // Phrases are of rarer words: the hundred commonest are what stop words are.
  const auto any = [&] { return word(script, 100 + random() % words); };
  std::string source = any();
  if (random() % 2 == 0) source += ' ' + any();
  if (inflected && random() % 10 == 0) source += '*';
  if (inflected && random() % 10 == 0 && source.back() != '*') source.insert(0, "~");
  Phrase phrase;
  std::vector<PhraseProblem> problems;
  if (!parse_phrase(source, script == cyrillic ? "ru" : script == latin ? "it" : "ar", phrase, problems)) {
    throw std::logic_error("the benchmark's phrase is none: " + source);
  }
  return phrase;
}

std::vector<Phrase> make_phrases(Script script, std::size_t count, bool inflected) {
  std::mt19937_64 random(7);
  std::vector<Phrase> phrases;
  for (std::size_t i = 0; i < count; ++i)
    phrases.push_back(make_phrase(script, std::max(count, vocabulary), inflected, random));
  return phrases;
}

/// Bytes in use on the heap.
std::size_t allocated() {
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

Lexicon build(const std::vector<Phrase> &phrases) {
  Lexicon::Builder builder;
  for (const Phrase &phrase : phrases)
    builder.add(phrase);
  return std::move(builder).build();
}

std::vector<std::string> make_texts(Script script) {
  std::mt19937_64 random(11);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < text_count; ++i)
    texts.push_back(make_text(script, random));
  return texts;
}

/// Nanoseconds of 1,000 multiplications that wait for each other: the best of a few tries.
double calibrate() {
  double best = 1e9;
  for (int i = 0; i < 200; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    std::uint64_t value = 3;
    for (int j = 0; j < 1000; ++j) {
      value *= 0x9E3779B97F4A7C15;
      benchmark::DoNotOptimize(value);
    }
    best = std::min(
        best, std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count());
  }
  return best;
}

/// Takes the time of each round through the texts and keeps the best.
class Rounds {
 public:
  /// The number of the text to read next.
  std::size_t next() {
    if (++at_ < text_count) return at_;
    const auto now = std::chrono::steady_clock::now();
    best_ = std::min(best_, std::chrono::duration<double, std::nano>(now - begin_).count() / text_count);
    begin_ = now;
    return at_ = 0;
  }
  void report(benchmark::State &state) const {
    if (best_ == never) return;
    state.counters["best"] = best_;
    state.counters["of_loop"] = best_ / calibration_;
  }

 private:
  double calibration_ = calibrate();
  std::size_t at_ = text_count - 1;
  std::chrono::steady_clock::time_point
      begin_; // the first round lasts since the epoch, and is never the best
  static constexpr double never = 1e18;
  double best_ = never;
};

void find_phrases(benchmark::State &state, Script script, bool inflected) {
  const Lexicon lexicon = build(make_phrases(script, static_cast<std::size_t>(state.range(0)), inflected));
  const std::vector<std::string> texts = make_texts(script);
  PreparedText prepared;
  LexiconScratch scratch;
  std::vector<PhraseId> found;
  std::vector<PatternId> candidates;
  std::size_t matches = 0;
  Rounds rounds;
  for (auto _ : state) {
    prepared.assign(texts[rounds.next()]);
    lexicon.find(prepared, scratch, found, candidates);
    matches += found.size();
  }
  state.counters["matches"] =
      benchmark::Counter(static_cast<double>(matches), benchmark::Counter::kAvgIterations);
  rounds.report(state);
}

void read_only(benchmark::State &state, Script script) {
  const std::vector<std::string> texts = make_texts(script);
  PreparedText prepared;
  Rounds rounds;
  for (auto _ : state) {
    prepared.assign(texts[rounds.next()]);
    benchmark::DoNotOptimize(prepared.part_count());
  }
  rounds.report(state);
}

/// Parts as a processor without AVX-512 reads them.
void read_without_avx512(benchmark::State &state, Script script) {
  const std::vector<std::string> texts = make_texts(script);
#if defined(__x86_64__)
  PartReader reader(read_block_sse2, nullptr);
#else
  PartReader reader(read_block_portable, nullptr);
#endif
  Parts parts;
  Rounds rounds;
  for (auto _ : state) {
    reader.read(texts[rounds.next()], parts);
    benchmark::DoNotOptimize(parts.parts.size());
  }
  rounds.report(state);
}

void build_phrases(benchmark::State &state) {
  const std::vector<Phrase> phrases = make_phrases(latin, static_cast<std::size_t>(state.range(0)), true);
  double best = 1e18;
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize(build(phrases));
    best = std::min(
        best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  const std::size_t before = allocated();
  const Lexicon lexicon = build(phrases);
  state.counters["best_ms"] = best;
  state.counters["megabytes"] = static_cast<double>(allocated() - before) / 1e6;
}

} // namespace

BENCHMARK_CAPTURE(read_only, latin, latin);
BENCHMARK_CAPTURE(read_only, cyrillic, cyrillic);
BENCHMARK_CAPTURE(read_only, persian, arabic);
BENCHMARK_CAPTURE(read_without_avx512, latin, latin);
BENCHMARK_CAPTURE(read_without_avx512, cyrillic, cyrillic);
BENCHMARK_CAPTURE(read_without_avx512, persian, arabic);
BENCHMARK_CAPTURE(find_phrases, latin, latin, false)->Arg(100)->Arg(10'000)->Arg(100'000);
BENCHMARK_CAPTURE(find_phrases, cyrillic, cyrillic, false)->Arg(100)->Arg(10'000)->Arg(100'000);
BENCHMARK_CAPTURE(find_phrases, persian, arabic, false)->Arg(100)->Arg(10'000)->Arg(100'000);
BENCHMARK_CAPTURE(find_phrases, latin_inflected, latin, true)->Arg(10'000)->Arg(100'000);
BENCHMARK_CAPTURE(find_phrases, cyrillic_inflected, cyrillic, true)->Arg(10'000)->Arg(100'000);
BENCHMARK(build_phrases)->Arg(100'000)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
