// SPDX-License-Identifier: BSL-1.0
// What a condition asks of one fact.
#include "policy/facts.hpp"
#include "policy/sections.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace usher::policy {
namespace {

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Reads what is asked of one fact.
class TestReader {
 public:
  TestReader(Context &context, FactId id)
      : context_(context), id_(id), origin_(origin_of(context.policy, id)) {}

  /// Makes a test of the condition, or `any` of two where a time is compared with dates and with now.
  void read(const Node &node, Condition &out) {
    test_.fact = id_;
    if (fact().type == FactType::phrases) {
      read_phrases(node);
    } else if (fact().type == FactType::set) {
      read_set(node);
    } else {
      context_.list(node, true, [this](const Node &item) { read_alternative(item); });
    }
    out.kind = Condition::Kind::test;
    if (ages_.empty()) {
      out.test = std::move(test_);
      return;
    }
    Test age;
    age.fact = derived_fact(context_.policy, Derived::age, id_);
    age.alternatives = std::move(ages_);
    if (test_.alternatives.empty()) {
      out.test = std::move(age);
      return;
    }
    out.kind = Condition::Kind::any;
    for (Test *test : {&test_, &age}) {
      Condition &child = out.children.emplace_back();
      child.kind = Condition::Kind::test;
      child.place = out.place;
      child.test = std::move(*test);
    }
  }

 private:
  /// The fact with what is asked of it, as a mend shows it.
  [[nodiscard]] std::string shown() const {
    if (is_in_was(context_.policy, id_)) return fmt::format("was: {{{}: ...}}", fact().name);
    return fmt::format("{}: ...", fact().name);
  }

  // Facts are added while conditions are read, so none is held by reference.
  [[nodiscard]] const Fact &fact() const { return context_.policy.facts[origin_]; }

  void read_phrases(const Node &node) {
    if (node.kind == Node::Kind::mapping && !node.entries.empty() && node.entries[0].key.text == "known") {
      read_alternative(node);
      return;
    }
    test_.kind = Test::Kind::phrases;
    for (const PhraseGroup &group : read_phrase_groups(context_, node)) {
      test_.phrases.insert(test_.phrases.end(), group.phrases.begin(), group.phrases.end());
    }
    std::sort(test_.phrases.begin(), test_.phrases.end());
    test_.phrases.erase(std::unique(test_.phrases.begin(), test_.phrases.end()), test_.phrases.end());
  }

  void read_set(const Node &node) {
    test_.kind = Test::Kind::any_of;
    if (node.kind != Node::Kind::mapping) {
      read_words(node);
      return;
    }
    if (node.entries.size() != 1) {
      context_.wrong_shape(node, "one of any, all, none and known",
                           fmt::format("ask two things with all: [{{{0}}}, {{{0}}}]", shown()));
      return;
    }
    context_.mapping(node, {"any all none known"}, [&](const Node &key, const Node &value) {
      if (key.text == "known") {
        read_known(value);
        return;
      }
      if (key.text == "all") test_.kind = Test::Kind::all_of;
      if (key.text == "none") test_.kind = Test::Kind::none_of;
      read_words(value);
    });
  }

  void read_words(const Node &node) {
    context_.list(node, true, [this](const Node &item) {
      if (std::optional<Operand> operand = read_word(item)) test_.words.push_back(std::move(*operand));
    });
  }

  std::optional<Operand> read_word(const Node &node) {
    Operand operand;
    std::optional<std::uint32_t> number;
    switch (id_) {
    case fact_topic: number = context_.name(node, context_.topics); break;
    case fact_signal: number = context_.name(node, context_.signals); break;
    case fact_pii: number = context_.word(node, "kind of personal data", views(fact().choices)); break;
    default: {
      const std::optional<std::string_view> word = context_.text(node, "a word");
      if (!word) return std::nullopt;
      operand.text = *word;
      return operand;
    }
    }
    if (!number) return std::nullopt;
    operand.text = node.text;
    operand.integer = *number;
    return operand;
  }

  void read_known(const Node &node) {
    const std::optional<bool> wanted = context_.flag(node);
    if (!wanted) return;
    test_.kind = Test::Kind::alternatives;
    Alternative alternative;
    alternative.kind = *wanted ? Alternative::Kind::known : Alternative::Kind::unknown;
    test_.alternatives.push_back(std::move(alternative));
  }

  void read_alternative(const Node &node) {
    if (node.kind == Node::Kind::mapping) {
      read_range(node);
      return;
    }
    if (node.kind == Node::Kind::null) {
      context_.error(Code::wrong_type, node, fmt::format("{} is compared with nothing", quote(fact().name)),
                     "to ask whether it is missing, write {known: false}");
      return;
    }
    Alternative alternative;
    std::optional<Operand> value = read_value(node);
    if (!value) return;
    alternative.value = std::move(*value);
    test_.alternatives.push_back(std::move(alternative));
  }

  bool has_order() const {
    return fact().type == FactType::number || fact().type == FactType::time ||
           fact().type == FactType::duration || (fact().type == FactType::choice && fact().ordered);
  }

  void read_range(const Node &node) {
    static constexpr std::array<std::string_view, 4> bounds = {"at_least", "above", "at_most", "below"};
    Alternative range;
    range.kind = Alternative::Kind::range;
    bool known = false;
    static constexpr Keys plain_keys{"at_least above at_most below known"};
    static constexpr Keys time_keys{"at_least above at_most below known within older_than"};
    Alternative age;
    age.kind = Alternative::Kind::range;
    const Keys &keys = fact().type == FactType::time ? time_keys : plain_keys;
    if (!has_order() && !is_one_of("known", keys_of(node))) {
      const bool negated = is_one_of("not", keys_of(node)) || is_one_of("none", keys_of(node));
      context_.error(Code::wrong_shape, node,
                     fmt::format("{} has no order, so it takes values", quote(fact().name)),
                     negated ? fmt::format("to say otherwise write not: {{{}}}", shown())
                             : "write a value, a list of values or {known: true}");
      return;
    }
    context_.mapping(node, keys, [&](const Node &key, const Node &value) {
      if (key.text == "known") {
        known = true;
        read_known(value);
        return;
      }
      if (key.text == "within" || key.text == "older_than") {
        read_age(key, value, age);
        return;
      }
      if (!has_order() || !is_one_of(key.text, bounds)) return;
      const bool lower = key.text == "at_least" || key.text == "above";
      std::optional<Bound> &side = lower ? range.low : range.high;
      if (side) {
        context_.error(Code::wrong_shape, key, fmt::format("two {} bounds", lower ? "lower" : "upper"),
                       "keep one");
        return;
      }
      if (std::optional<Operand> operand = read_value(value)) {
        side = Bound{std::move(*operand), key.text == "at_least" || key.text == "at_most"};
      }
    });
    if (known && node.entries.size() > 1) {
      context_.error(Code::wrong_shape, node, "`known` stands alone",
                     "a comparison with a missing fact is false anyway; leave `known` out");
    }
    if (node.entries.empty()) {
      context_.wrong_shape(node, "at_least, above, at_most, below or known", "as in {at_least: 10000}");
    }
    if ((age.low || age.high) && (range.low || range.high)) {
      context_.error(Code::wrong_shape, node, "this compares with dates and with now at once",
                     fmt::format("write all: [{{{0}}}, {{{0}}}]", shown()));
    }
    if (range.low || range.high) test_.alternatives.push_back(std::move(range));
    if (age.low || age.high) ages_.push_back(std::move(age));
  }

  // How long ago a time is, at most or at least; `within` looks both ways, as what is to come is near as well.
  void read_age(const Node &key, const Node &value, Alternative &age) {
    const std::optional<std::int64_t> length = context_.duration(value);
    if (!length) return;
    if (id_ == fact_time) {
      context_.error(Code::wrong_type, key, "the time of the message is now itself",
                     "ask of another time how long ago it is, or compare `time` with a date");
      return;
    }
    const auto bound = [](std::int64_t integer, bool inclusive) {
      Bound out;
      out.value.integer = integer;
      out.value.text = format_duration(integer);
      out.inclusive = inclusive;
      return out;
    };
    if (key.text == "older_than") {
      age.low = bound(*length, false);
      return;
    }
    age.high = bound(*length, true);
    if (!age.low) age.low = bound(-*length, true);
  }

  std::optional<Operand> read_value(const Node &node) {
    Operand operand;
    operand.text = node.text;
    switch (fact().type) {
    case FactType::number: {
      const std::optional<double> value = context_.number(node);
      if (!value) return std::nullopt;
      operand.number = *value;
      return operand;
    }
    case FactType::flag: {
      const std::optional<bool> value = context_.flag(node);
      if (!value) return std::nullopt;
      operand.integer = *value ? 1 : 0;
      return operand;
    }
    case FactType::time: {
      const std::optional<Instant> value = context_.time(node);
      if (!value) return std::nullopt;
      operand.integer = *value;
      return operand;
    }
    case FactType::duration: {
      const std::optional<std::int64_t> value = context_.duration(node);
      if (!value) return std::nullopt;
      operand.integer = *value;
      return operand;
    }
    case FactType::choice: {
      const std::optional<std::uint32_t> value = read_choice(node);
      if (!value) return std::nullopt;
      operand.integer = *value;
      return operand;
    }
    case FactType::text: {
      const std::optional<std::string_view> value = context_.text(node, "a text");
      if (!value) return std::nullopt;
      if (value->size() > 2 && value->front() == '/' && value->back() == '/') {
        context_.error(Code::wrong_type, node,
                       fmt::format("{} is compared whole; it takes no regex", quote(fact().name)),
                       "regular expressions are for text: and subject:");
        return std::nullopt;
      }
      if (origin_ == fact_language && !is_language_code(*value)) {
        no_such_language(node);
        return std::nullopt;
      }
      return operand;
    }
    case FactType::phrases:
    case FactType::set: break;
    }
    return std::nullopt;
  }

  // A message that says en-US or EN has the language en.
  void no_such_language(const Node &node) {
    std::string code(node.text.substr(0, node.text.find_first_of("-_")));
    for (char &c : code) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    context_.error(Code::unknown_name, node, fmt::format("there is no language {}", quote(node.text)),
                   is_language_code(code) ? fmt::format("did you mean {}?", quote(code))
                                          : "use a code of ISO 639-1, as in en, it, ru, fa");
  }

  std::optional<std::uint32_t> read_choice(const Node &node) {
    switch (origin_) {
    case fact_channel: return context_.name(node, context_.channels);
    case fact_account: return context_.name(node, context_.accounts);
    case fact_conversation_department: return context_.name(node, context_.departments);
    case fact_brand:
      // Brands are declared by the accounts that have them.
      if (context_.accounts.all_excused()) return std::nullopt;
      break;
    default: break;
    }
    return context_.word(node, fact().name, views(fact().choices));
  }

  static std::vector<std::string_view> keys_of(const Node &node) {
    std::vector<std::string_view> keys;
    for (const Entry &entry : node.entries)
      keys.push_back(entry.key.text);
    return keys;
  }

  std::vector<std::string_view> views(const std::vector<std::string> &words) {
    return {words.begin(), words.end()};
  }

  Context &context_;
  FactId id_;
  FactId origin_;                 // what it was before has the type and the words of what it is now
  std::vector<Alternative> ages_; // of a time: what it is compared with by its distance from now
  Test test_;
};

} // namespace

void read_fact_test(Context &context, FactId fact, const Node &node, Condition &out) {
  TestReader(context, fact).read(node, out);
}

} // namespace usher::policy
