// SPDX-License-Identifier: BSL-1.0
// Matching texts of words seen before asks for no memory.
#include "counted_memory.hpp"
#include "text/lexicon.hpp"
#include "text/prepared_text.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace usher;
using namespace usher::text;

namespace {

using usher_test::allocations;

void require(bool condition, std::string_view what, std::string_view text) {
  if (condition) return;
  std::printf("%.*s: %.*s\n", static_cast<int>(what.size()), what.data(), static_cast<int>(text.size()),
              text.data());
  std::exit(1);
}

Lexicon lexicon_of_everything() {
  constexpr std::pair<std::string_view, std::string_view> phrases[] = {{"en", "refund"},
                                                                       {"en", "money back"},
                                                                       {"en", "~cancel my order"},
                                                                       {"en", "charg*"},
                                                                       {"en", "#lostbag"},
                                                                       {"it", "perché"},
                                                                       {"it", "~rimborsare"},
                                                                       {"it", "verrà* doma*"},
                                                                       {"it", "~verrò"},
                                                                       {"fa", "می‌خواهم"},
                                                                       {"fa", "~سفارش"},
                                                                       {"fa", "بازگشت*"},
                                                                       {"ru", "~возврат"},
                                                                       {"ru", "верните деньги"},
                                                                       {"ru", "деньг*"},
                                                                       {"ar", "~كتاب"},
                                                                       {"", "/\\b[A-Z]{2}-\\d+ lost\\b/"},
                                                                       {"", "/(?i)tracking (?:code|number)/"},
                                                                       {"", "/номер.*заказа/"},
                                                                       {"", "/شماره\\s*پیگیری/"}};
  Lexicon::Builder builder;
  for (const auto &[language, source] : phrases) {
    Phrase phrase;
    std::vector<PhraseProblem> problems;
    require(parse_phrase(source, language, phrase, problems), "no phrase", source);
    builder.add(phrase);
  }
  return std::move(builder).build();
}

// All of them hold some phrase, none the words that a regex needs.
const std::string texts[] = {
    "Hello, I want my money back! Cancelling my orders was easy; charging me twice wasn't. Don't you agree?",
    "Perché la mia città è così? Rimborsatemi. Verra' domani, il caffè, l'università e perche' no.",
    "verra' " + std::string(70, 'a') + " précipitévolissimévolmente" + std::string(40, 'e') + "'",
    "سلام، می\u200Cخواهم سفارشم را پس بدهم. بازگشت\u200Cپذیر است؟ كتابهایم کو؟",
    "Здравствуйте! Верните деньги за заказ, возвраты были вчера, ещё ёлка и деньгами.",
    "refund #LostBag #MyLostBag @acme.support 😡 https://acme.example/refund?a=b mail@acme.example 1⁄2 "
    "e\u0301te\u0301 "
    "\u0438\u0306 退款 한국",
};

} // namespace

int main() {
  const Lexicon lexicon = lexicon_of_everything();
  PreparedText prepared;
  LexiconScratch scratch;
  std::vector<PhraseId> found;
  std::vector<PatternId> candidates;
  for (int round = 0; round < 3; ++round) {
    for (const std::string &text : texts) {
      const long before = allocations;
      prepared.assign(text);
      lexicon.find(prepared, scratch, found, candidates);
      require(!found.empty(), "nothing found", text);
      if (round == 0) require(allocations != before || &text != texts, "allocations are not counted", text);
      if (round == 2) require(allocations == before, "memory was asked for", text);
    }
  }
  std::printf("%zu texts without an allocation\n", std::size(texts));
  return 0;
}
