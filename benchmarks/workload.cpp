// SPDX-License-Identifier: BSL-1.0
#include "workload.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace usher_benchmark {
namespace {

constexpr std::array<std::string_view, text_fields + number_fields> names = {
    "channel", "account",          "language",       "customer.tier", "author.country",
    "stage",   "author.followers", "customer.value", "sentiment",     "hour_of_week"};
constexpr std::array<std::string_view, 6> languages = {"en", "it", "ru", "fa", "de", "es"};
constexpr std::array<std::string_view, 4> tiers = {"bronze", "silver", "gold", "platinum"};
constexpr std::array<std::string_view, 3> stages = {"pre_order", "order", "post_order"};
constexpr std::array<std::string_view, 8> channels = {"twitter", "instagram", "facebook", "email",
                                                      "chat",    "whatsapp",  "reviews",  "forum"};

/// Draws the same numbers with every standard library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool percent(std::size_t n) { return below(100) < n; }
  /// The rank of a word by Zipf's law with exponent 1.
  std::size_t zipf(std::size_t words) {
    const double uniform = static_cast<double>(below(1'000'000)) / 1'000'000;
    return static_cast<std::size_t>(std::pow(static_cast<double>(words), uniform)) - 1;
  }

 private:
  std::mt19937_64 engine_;
};

std::size_t script_of(std::string_view language) { return language == "ru" ? 1 : language == "fa" ? 2 : 0; }

/// A pronounceable word for a number: syllables in a mixed base, in the letters of a script.
std::string word(std::size_t script, std::size_t number) {
  static constexpr std::array<std::array<std::string_view, 14>, 3> consonants = {
      {{"b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "z"},
       {"б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п", "р", "с", "т"},
       {"ب", "پ", "ت", "ج", "خ", "د", "ر", "ز", "س", "ش", "ک", "گ", "ل", "م"}}};
  static constexpr std::array<std::array<std::string_view, 5>, 3> vowels = {
      {{"a", "e", "i", "o", "u"}, {"а", "е", "и", "о", "ы"}, {"ا", "و", "ی", "ه", "ن"}}};
  std::string out;
  for (number += 70; number != 0; number /= 70) {
    out += consonants[script][number % 14];
    out += vowels[script][number / 14 % 5];
  }
  return out;
}

/// The words that rules and texts are drawn from.
struct Language {
  std::size_t vocabulary;
  bool ascii;
  std::size_t least_rank; // of the words that rules ask for: the commonest are what stop words are
  bool grows;
};

Language language_of(const WorkloadOptions &options) {
  Language out{options.vocabulary, options.ascii, 25, options.growth > 0};
  // A word of rank r is one in r * log(vocabulary): the log keeps the share of the commonest as it is.
  if (out.grows) {
    out.least_rank = static_cast<std::size_t>(25 * options.growth * std::log(20'000.0) /
                                              std::log(static_cast<double>(options.vocabulary)));
  }
  return out;
}

std::size_t any_script(Random &random, const Language &from) {
  const std::size_t one = random.below(100);
  return from.ascii || one < 76 ? 0 : one < 88 ? 1 : 2;
}

/// The rank of a word that a rule asks for.
std::size_t rule_rank(Random &random, const Language &from) {
  if (!from.grows) return std::max(from.least_rank, random.zipf(from.vocabulary));
  // All of the least rank would make one word out of many in a large vocabulary.
  return from.least_rank * (random.zipf(from.vocabulary / from.least_rank) + 1) +
         random.below(from.least_rank);
}

/// A word, the rarer the likelier, or two; adds the share of the tickets that hold it.
std::string keyword(Random &random, const Language &from, double &share) {
  const std::size_t script = any_script(random, from);
  const std::size_t rank = rule_rank(random, from);
  constexpr double words_of_ticket = 80;
  if (random.percent(30)) {
    share += 0.0005;
    return fmt::format("{} {}", word(script, rank), word(script, 20 + random.below(from.vocabulary - 20)));
  }
  const double of_script = from.ascii ? 1 : script == 0 ? 0.76 : 0.12;
  share += std::min(0.9, words_of_ticket /
                             (static_cast<double>(rank) * std::log(static_cast<double>(from.vocabulary)))) *
           of_script;
  return word(script, rank);
}

std::string account_name(std::size_t i) { return fmt::format("@brand{}", i); }
std::string country_name(std::size_t i) { return fmt::format("c{}", i); }

Node words_node(Random &random, const Language &from) {
  Node node;
  node.op = Node::Op::words;
  node.share = 0;
  for (std::size_t n = 1 + random.below(8); n > 0; --n)
    node.values.push_back(keyword(random, from, node.share));
  node.share = std::min(0.95, node.share);
  return node;
}

Node regex_node(Random &random, const Language &from) {
  Node node;
  node.op = Node::Op::regex;
  node.share = 0.02;
  const auto rank = [&] {
    return from.grows ? rule_rank(random, from) : 30 + random.zipf(from.vocabulary / 10);
  };
  const std::string literal = word(0, rank());
  switch (random.below(3)) {
  case 0: node.values = {fmt::format("(?i){} ?(no|number)?[.:]? ?\\d+", literal)}; break;
  case 1: node.values = {fmt::format("(?i){}[a-z]* {}", literal, word(0, rank()))}; break;
  default: node.values = {fmt::format("{}-\\d{{4,8}}", "ABCDEFGH"[random.below(8)])};
  }
  return node;
}

Node attribute_node(Random &random) {
  Node node;
  node.op = Node::Op::equal;
  const auto some = [&](const auto &list, std::size_t most) {
    for (std::size_t n = 1 + random.below(most); n > 0; --n)
      node.values.emplace_back(list[random.below(list.size())]);
  };
  switch (random.below(10)) {
  case 0:
    node.field = channel;
    some(channels, 3);
    break;
  case 1:
    node.field = account;
    node.values = {account_name(random.below(200))};
    break;
  case 2:
    node.field = language;
    some(languages, 2);
    break;
  case 3:
    node.field = tier;
    some(tiers, 2);
    break;
  case 4:
    node.field = country;
    for (std::size_t n = 1 + random.below(4); n > 0; --n)
      node.values.push_back(country_name(random.below(40)));
    break;
  case 5:
    node.field = stage;
    some(stages, 1);
    break;
  default: {
    node.op = random.percent(50) ? Node::Op::at_least : Node::Op::below;
    node.field = static_cast<Field>(followers + random.below(4));
    switch (node.field) {
    case followers:
      node.number = std::floor(std::pow(10, 1 + static_cast<double>(random.below(50)) / 10));
      break;
    case value: node.number = static_cast<double>(random.below(5000)); break;
    case sentiment: node.number = (static_cast<double>(random.below(200)) - 100) / 100; break;
    default: node.number = static_cast<double>(random.below(168));
    }
  }
  }
  std::sort(node.values.begin(), node.values.end());
  node.values.erase(std::unique(node.values.begin(), node.values.end()), node.values.end());
  if (node.op == Node::Op::equal) {
    constexpr std::array<double, text_fields> counts = {8, 200, 6, 4, 40, 3};
    node.share = static_cast<double>(node.values.size()) / counts[node.field];
    return node;
  }
  double below = 0;
  switch (node.field) {
  case followers: below = std::log10(node.number) / 6; break;
  case value: below = node.number / 5000; break;
  case sentiment: below = (node.number + 1) / 2; break;
  default: below = node.number / 168;
  }
  node.share = node.op == Node::Op::below ? below : 1 - below;
  return node;
}

Rule make_any_rule(Random &random, const Language &from) {
  Rule rule;
  std::vector<Node> &all = rule.when.children;
  if (random.percent(60)) all.push_back(words_node(random, from));
  if (random.percent(5)) all.push_back(regex_node(random, from));
  if (random.percent(15)) {
    Node any;
    any.op = Node::Op::any;
    any.children = {attribute_node(random),
                    random.percent(35) ? words_node(random, from) : attribute_node(random)};
    any.share = std::min(1.0, any.children[0].share + any.children[1].share);
    all.push_back(any);
  }
  if (random.percent(15)) {
    Node no;
    no.op = Node::Op::no;
    no.children = {random.percent(30) ? words_node(random, from) : attribute_node(random)};
    no.share = 1 - no.children[0].share;
    all.push_back(no);
  }
  const std::size_t wanted = 2 + random.below(4);
  while (all.size() < wanted)
    all.push_back(attribute_node(random));
  for (const Node &node : all)
    rule.when.share *= node.share;
  return rule;
}

Rule make_rule(Random &random, const Language &from, double most_share) {
  for (;;) {
    Rule rule = make_any_rule(random, from);
    while (rule.when.share > most_share && rule.when.children.size() < 5) {
      rule.when.children.push_back(attribute_node(random));
      rule.when.share *= rule.when.children.back().share;
    }
    if (rule.when.share <= most_share) return rule;
  }
}

Ticket make_ticket(Random &random, const Language &from) {
  Ticket ticket;
  std::size_t draw = random.below(100);
  if (from.ascii && draw >= 65 && draw < 89) draw -= 65; // English for Russian and Persian
  const std::size_t lang = draw < 52 ? 0 : draw < 65 ? 1 : draw < 77 ? 2 : draw < 89 ? 3 : draw < 95 ? 4 : 5;
  const std::size_t script = script_of(languages[lang]);
  const std::size_t bytes = 250 + random.below(500);
  while (ticket.text.size() < bytes) {
    std::string next = word(script, random.zipf(from.vocabulary));
    if (script == 0 && random.percent(8)) next.front() = static_cast<char>(next.front() - 'a' + 'A');
    ticket.text += next;
    if (random.percent(2)) ticket.text += fmt::format(" order number {}", random.below(1'000'000));
    if (random.percent(1))
      ticket.text += fmt::format(" {}-{}", "ABCDEFGH"[random.below(8)], random.below(100'000'000));
    ticket.text += random.percent(9) ? ", " : random.percent(9) ? ". " : " ";
  }
  double planted = 0;
  for (std::size_t n = random.below(4); n > 0; --n)
    ticket.text += keyword(random, from, planted) + " ";
  ticket.texts = {std::string(channels[random.below(channels.size())]),
                  account_name(random.below(200)),
                  std::string(languages[lang]),
                  std::string(tiers[random.below(tiers.size())]),
                  country_name(random.below(40)),
                  std::string(stages[random.below(stages.size())])};
  ticket.numbers = {std::floor(std::pow(10, static_cast<double>(random.below(60)) / 10)),
                    static_cast<double>(random.below(5000)),
                    (static_cast<double>(random.below(200)) - 100) / 100,
                    static_cast<double>(random.below(168))};
  return ticket;
}

std::string condition(const Node &node) {
  const auto list = [&] {
    std::string out;
    for (const Node &child : node.children)
      out += fmt::format("{}{{{}}}", out.empty() ? "" : ", ", condition(child));
    return out;
  };
  switch (node.op) {
  case Node::Op::all: return fmt::format("all: [{}]", list());
  case Node::Op::any: return fmt::format("any: [{}]", list());
  case Node::Op::no: return fmt::format("none: [{}]", list());
  case Node::Op::words: return fmt::format("text: [{}]", fmt::join(node.values, ", "));
  case Node::Op::regex: return fmt::format("text: ['/{}/']", node.values.front());
  case Node::Op::equal:
    return fmt::format("{}: [\"{}\"]", names[node.field], fmt::join(node.values, "\", \""));
  case Node::Op::at_least: return fmt::format("{}: {{at_least: {}}}", names[node.field], node.number);
  case Node::Op::below: return fmt::format("{}: {{below: {}}}", names[node.field], node.number);
  }
  return {};
}

} // namespace

WorkloadOptions growing_workload(std::size_t rules) {
  WorkloadOptions out;
  out.rules = rules;
  out.vocabulary = 20 * rules;
  out.growth = static_cast<double>(rules) / 1000;
  return out;
}

Workload make_workload(const WorkloadOptions &options) {
  Random random(options.seed);
  const Language from = language_of(options);
  Workload out;
  // 3 % at a hundred rules, 0.1 % at a hundred thousand; in a growing field 1 % at a thousand and in proportion.
  const double most_share =
      from.grows ? 0.01 / options.growth : 0.03 * std::pow(static_cast<double>(options.rules) / 100, -0.5);
  for (std::size_t i = 0; i < options.rules; ++i)
    out.rules.push_back(make_rule(random, from, most_share));
  for (std::size_t i = 0; i < options.tickets; ++i)
    out.tickets.push_back(make_ticket(random, from));
  return out;
}

std::string to_yaml(const Workload &workload, bool stop) {
  std::string out = "usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\nfacts:\n"
                    "  customer.tier: [bronze, silver, gold, platinum]\n  customer.value: number\n"
                    "  hour_of_week: number\nchannels:\n";
  for (const std::string_view channel : channels)
    out += fmt::format("  {}: {{kind: social}}\n", channel);
  out += "accounts:\n";
  for (std::size_t i = 0; i < 200; ++i)
    out += fmt::format("  \"{}\": {{channel: {}}}\n", account_name(i), channels[i % channels.size()]);
  out += "rules:\n";
  for (std::size_t i = 0; i < workload.rules.size(); ++i) {
    out += fmt::format("  - {{name: r{}, when: {{{}}}, then: {{tags: [r{}]{}}}}}\n", i,
                       condition(workload.rules[i].when), i, stop ? ", stop: true" : "");
  }
  return out;
}

std::string to_json(const Ticket &ticket) {
  std::string out = fmt::format("{{\"text\":\"{}\"", ticket.text);
  for (std::size_t i = 0; i < text_fields; ++i) {
    if (i < 3) out += fmt::format(",\"{}\":\"{}\"", names[i], ticket.texts[i]);
  }
  out += ",\"facts\":{";
  for (std::size_t i = 3; i < text_fields; ++i)
    out += fmt::format("\"{}\":\"{}\",", names[i], ticket.texts[i]);
  for (std::size_t i = 0; i < number_fields; ++i)
    out += fmt::format("{}\"{}\":{}", i == 0 ? "" : ",", names[text_fields + i], ticket.numbers[i]);
  return out + "}}";
}

} // namespace usher_benchmark
