// SPDX-License-Identifier: BSL-1.0
#include "rules/compile_index.hpp"

#include "rules/compile_attributes.hpp"
#include "rules/sample.hpp"

#include <algorithm>
#include <cmath>

namespace usher::rules {
namespace {

using policy::Alternative;
using policy::Condition;
using policy::FactType;
using policy::Test;

// Shares of the messages that have a thing, where nothing is known of the messages. Only their order matters: they
// choose what a rule is filed under, never what it decides.
constexpr double share_of_word = 0.01;
constexpr double share_of_words = 0.001; // of a phrase of several
constexpr double share_of_pattern = 0.02;
constexpr double share_of_tag = 0.05;
constexpr double share_of_text = 0.02; // at most: where conditions name many values, each has less
constexpr double share_of_signal = 0.2;
constexpr double most_topic_share = 0.3;
/// A fact's words have terms when there are so many of them: fewer are better told apart by an attribute.
constexpr std::size_t fewest_term_words = 25;

// What it costs a message, beside a look at one entry of a list: a rule in the bitmaps of the rest, and a rule whose
// code is run.
constexpr double cost_of_bits = 0.02;
constexpr double cost_of_rule = 50;

/// The share that has the one or the other, if the two have nothing to do with each other.
double either(double a, double b) { return a + b - a * b; }

/// Whether a rule costs less under its terms, which this share of the messages has, than in the rest; `possible`: the
/// share of the messages that its signature leaves.
bool is_better_filed(double share, double possible) {
  return share * (1 + cost_of_rule * possible) < cost_of_bits + cost_of_rule * possible;
}

} // namespace

IndexCompiler::IndexCompiler(const policy::Policy &policy, const text::Lexicon &lexicon, const Sample *sample,
                             CodeCompiler &code, Program &program)
    : policy_(policy), lexicon_(lexicon), sample_(sample), code_(code), program_(program) {
  for (const policy::Topic &topic : policy.topics) {
    double share = 0;
    for (const policy::PhraseGroup &group : topic.groups) {
      for (const policy::PhraseId phrase : group.phrases)
        share += share_of_phrase(phrase);
    }
    topic_shares_.push_back(std::min(share, most_topic_share));
  }
}

double IndexCompiler::share_of_phrase(policy::PhraseId phrase) const {
  const auto *words = std::get_if<text::WordPhrase>(&policy_.phrases[phrase].form);
  if (words == nullptr) return lexicon_.is_guarded(lexicon_.pattern_of(phrase)) ? share_of_pattern : 1;
  return words->spellings.empty() || words->spellings.front().size() < 2 ? share_of_word : share_of_words;
}

void IndexCompiler::number_terms(std::size_t texts) {
  const auto count = [](const auto &list) { return static_cast<std::uint32_t>(list.size()); };
  kinds_.subject = count(policy_.phrases);
  kinds_.topic = kinds_.subject + count(policy_.phrases);
  kinds_.signal = kinds_.topic + count(policy_.topics);
  kinds_.text = kinds_.signal + count(policy_.signals);
  term_count_ = kinds_.text + static_cast<std::uint32_t>(texts);
  for (policy::FactId fact = 0; fact < policy_.facts.size(); ++fact) {
    const policy::Fact &choice = policy_.facts[fact];
    if (choice.type != FactType::choice || choice.choices.size() < fewest_term_words) continue;
    program_.choice_terms.push_back({fact, term_count_});
    term_count_ += count(choice.choices);
  }
  program_.terms.push_back(kinds_);
}

/// How many values of a text fact conditions name, where that is known.
std::size_t IndexCompiler::values_of(policy::FactId fact) const {
  for (const Attribute &attribute : program_.attributes) {
    if (attribute.fact == fact) return attribute.codes.end - attribute.codes.begin;
  }
  return 0;
}

std::optional<Access> IndexCompiler::access(const Test &test) {
  Access out;
  out.share = 0;
  const auto add = [&](std::uint32_t term, double estimate) {
    out.terms.push_back(term);
    out.share = either(out.share, sample_ == nullptr ? estimate : sample_->share(term, estimate));
  };
  switch (test.kind) {
  case Test::Kind::phrases:
    for (const policy::PhraseId phrase : test.phrases) {
      add(test.fact == policy::fact_subject ? kinds_.subject + phrase : phrase, share_of_phrase(phrase));
    }
    // A regex is a term of the messages that it might match.
    out.proves = std::all_of(test.phrases.begin(), test.phrases.end(), [this](policy::PhraseId phrase) {
      return lexicon_.pattern_of(phrase) == text::no_pattern;
    });
    return out;
  case Test::Kind::none_of: return std::nullopt;
  case Test::Kind::any_of:
  case Test::Kind::all_of: {
    if (test.fact == policy::fact_pii) return std::nullopt;
    for (const policy::Operand &word : test.words) {
      const auto number = static_cast<std::uint32_t>(word.integer);
      if (test.fact == policy::fact_topic) add(kinds_.topic + number, topic_shares_[number]);
      if (test.fact == policy::fact_signal) add(kinds_.signal + number, share_of_signal);
      if (test.fact == policy::fact_tags) add(kinds_.text + code_.code_of(word.text), share_of_tag);
    }
    // A tag's term is also that of a fact with this text.
    out.proves = test.kind == Test::Kind::any_of && test.fact != policy::fact_tags;
    if (test.kind == Test::Kind::all_of) { // one of them is enough
      Access first;
      first.share = 1 - std::pow(1 - out.share, 1 / static_cast<double>(out.terms.size()));
      first.terms = {out.terms.front()};
      return first;
    }
    return out;
  }
  case Test::Kind::alternatives: break;
  }
  const policy::Fact &fact = policy_.facts[test.fact];
  const bool values_only =
      std::all_of(test.alternatives.begin(), test.alternatives.end(),
                  [](const Alternative &one) { return one.kind == Alternative::Kind::value; });
  if (!values_only) return std::nullopt;
  if (fact.type == FactType::text) {
    const double share = std::min(share_of_text, 1 / static_cast<double>(values_of(test.fact) + 1));
    for (const Alternative &alternative : test.alternatives)
      add(kinds_.text + code_.code_of(alternative.value.text), share);
    return out;
  }
  if (fact.type != FactType::choice) return std::nullopt;
  const auto terms = std::find_if(program_.choice_terms.begin(), program_.choice_terms.end(),
                                  [&](const ChoiceTerms &one) { return one.fact == test.fact; });
  if (terms == program_.choice_terms.end()) return std::nullopt;
  for (const Alternative &alternative : test.alternatives) {
    add(terms->first + static_cast<std::uint32_t>(alternative.value.integer),
        1.0 / static_cast<double>(fact.choices.size()));
  }
  out.proves = true;
  return out;
}

std::optional<Access> IndexCompiler::access(const Condition &condition) {
  switch (condition.kind) {
  case Condition::Kind::test: {
    std::optional<Access> one = access(condition.test);
    if (one) one->of = &condition;
    return one;
  }
  case Condition::Kind::none: return std::nullopt;
  case Condition::Kind::all: {
    std::optional<Access> best;
    for (const Condition &child : condition.children) {
      std::optional<Access> one = access(child);
      if (one && (!best || one->share < best->share)) best = std::move(one);
    }
    return best;
  }
  case Condition::Kind::any: {
    Access all;
    all.share = 0;
    all.of = &condition;
    all.proves = true;
    for (const Condition &child : condition.children) {
      const std::optional<Access> one = access(child);
      if (!one) return std::nullopt;
      all.proves = all.proves && one->proves && one->of == &child;
      all.share = either(all.share, one->share);
      all.terms.insert(all.terms.end(), one->terms.begin(), one->terms.end());
    }
    return all;
  }
  }
  return std::nullopt;
}

void IndexCompiler::compile_rules() {
  struct Filing {
    std::uint32_t term;
    std::uint32_t rule;
  };
  number_terms(code_.text_count());
  choose_attributes(policy_, code_, program_);
  std::vector<Filing> filings;
  std::vector<Signature> signatures;
  std::vector<std::uint32_t> rest;
  for (std::uint32_t number = 0; number < policy_.rules.size(); ++number) {
    const policy::Rule &rule = policy_.rules[number];
    signatures.push_back(possible_values(policy_, code_, program_, rule.when));
    std::optional<Access> best = access(rule.when);
    if (best && !is_better_filed(best->share, share_left(program_, signatures.back()))) best.reset();
    const auto proven = [&](const Condition &part) {
      return (best && best->proves && best->of == &part) || proves_exactly(program_, part);
    };
    program_.rule_code.push_back(rule.has_when ? code_.compile_rest(rule.when, proven) : passes);
    if (!best) {
      rest.push_back(number);
      continue;
    }
    std::sort(best->terms.begin(), best->terms.end());
    best->terms.erase(std::unique(best->terms.begin(), best->terms.end()), best->terms.end());
    for (const std::uint32_t term : best->terms)
      filings.push_back({term, number});
  }
  std::stable_sort(filings.begin(), filings.end(),
                   [](const Filing &a, const Filing &b) { return a.term < b.term; });
  std::vector<std::uint32_t> at(term_count_ + 1, 0);
  std::vector<FiledRule> filed;
  std::vector<Signature> filed_signatures;
  for (const Filing &filing : filings) {
    ++at[filing.term + 1];
    filed.push_back({filing.rule, program_.rule_code[filing.rule]});
    filed_signatures.push_back(signatures[filing.rule]);
  }
  for (std::size_t i = 1; i < at.size(); ++i)
    at[i] += at[i - 1];
  program_.filed_at = std::move(at);
  program_.filed_rules = std::move(filed);
  program_.filed_signatures = std::move(filed_signatures);
  make_bitmaps(rest, signatures);
  program_.rest = std::move(rest);
}

void IndexCompiler::make_bitmaps(const std::vector<std::uint32_t> &rest,
                                 const std::vector<Signature> &signatures) {
  const std::size_t words = (rest.size() + 63) / 64;
  std::vector<std::uint32_t> bitmap_of(64 * signature_words, 0);
  std::vector<std::uint64_t> bitmaps;
  for (std::size_t bit = 0; bit < bitmap_of.size(); ++bit) {
    const auto leaves = [&](std::uint32_t rule) {
      return ((signatures[rule][bit / 64] >> (bit % 64)) & 1U) != 0;
    };
    if (std::all_of(rest.begin(), rest.end(), leaves)) continue;
    const std::size_t begin = bitmaps.size();
    bitmaps.resize(begin + words, 0);
    for (std::size_t i = 0; i < rest.size(); ++i) {
      if (leaves(rest[i])) bitmaps[begin + i / 64] |= std::uint64_t{1} << (i % 64);
    }
    bitmap_of[bit] = static_cast<std::uint32_t>(begin / words + 1);
  }
  program_.bitmap_of = std::move(bitmap_of);
  program_.bitmaps = std::move(bitmaps);
  Signature everything;
  everything.fill(~std::uint64_t{0});
  for (const std::uint32_t rule : rest) {
    if (signatures[rule] == everything) program_.unindexed.push_back(rule);
  }
}

} // namespace usher::rules
