// SPDX-License-Identifier: BSL-1.0
// What is said of the messages of customers and no policy understands: the desk would pass over it, and the run decide
// as if it had not been said.
#include "rules/facts.hpp"
#include "rules/message_builder.hpp"
#include "simulate/scenario_reader.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

class MessageWords {
 public:
  explicit MessageWords(const ScenarioReader &reader) : reader_(reader) {}

  struct Doubt {
    Finding finding; // about the first value
    std::size_t values = 0;
  };
  /// By key or fact, in the order of names.
  using Doubts = std::map<std::string, Doubt, std::less<>>;

  Doubts doubts_of(const Demand &demand) {
    doubts_.clear();
    seen_.clear();
    std::set<const Texts *> texts; // rows may share them
    for (const Kind &kind : demand.kinds) {
      look_at(kind);
      if (kind.texts == nullptr || !texts.insert(kind.texts.get()).second) continue;
      for (const Text &text : *kind.texts)
        look_at(text);
    }
    return std::move(doubts_);
  }

 private:
  /// A kind or a text.
  template <class Said>
  void look_at(const Said &said) {
    look_at("channel", said.channel, false);
    look_at("account", said.account, false);
    look_at("language", said.language, false);
    for (const auto &[name, value] : said.facts)
      look_at(name, value, true);
  }

  /// Each value once, be it in a million rows.
  void look_at(std::string_view name, const std::string &written, bool is_fact) {
    const std::pair<std::string_view, std::string_view> said(name, written);
    if (written.empty() || seen_.contains(said) || (is_fact && takes_any_text(name))) return;
    seen_.insert(said);
    rules::RawValue value;
    value.kind = is_fact ? rules::RawValue::Kind::plain : rules::RawValue::Kind::text;
    value.text = written;
    Findings findings;
    // A policy that has the fact says more than one that has it not.
    const bool is_known =
        is_fact && some_policy([&](const rules::Ruleset &one) { return one.find_fact(name).has_value(); });
    for (const PolicyUse &use : reader_.out.policies) {
      if (is_known && !use.ruleset->find_fact(name)) continue;
      Findings mine;
      facts_.clear(use.ruleset->sizes());
      rules::MessageBuilder builder(*use.ruleset, reader_.limits, true, facts_, mine);
      if (is_fact)
        builder.take_fact(name, value, name);
      else
        builder.take_key(name, value);
      if (mine.size() == 0) return; // one that knows it is enough: others may be of before
      if (findings.size() == 0) findings = std::move(mine);
    }
    if (findings.size() == 0) return;
    const auto [at, is_new] = doubts_.try_emplace(std::string(name));
    Doubt &doubt = at->second;
    if (is_new) {
      doubt.finding = findings[0];
      if (findings[0].code != Code::unknown_name)
        doubt.finding.message += fmt::format(": {}", policy::quote(written));
    }
    ++doubt.values;
  }

  /// A number for each conversation would be a million values.
  [[nodiscard]] bool takes_any_text(std::string_view name) const {
    return some_policy([&](const rules::Ruleset &one) {
      const std::optional<policy::FactId> fact = one.find_fact(name);
      return fact && one.frame().facts[*fact].type == policy::FactType::text;
    });
  }
  template <class F>
  [[nodiscard]] bool some_policy(F &&is_one) const {
    const std::vector<PolicyUse> &all = reader_.out.policies;
    return std::any_of(all.begin(), all.end(), [&](const PolicyUse &use) { return is_one(*use.ruleset); });
  }

  const ScenarioReader &reader_;
  rules::Facts facts_;
  Doubts doubts_;
  std::set<std::pair<std::string_view, std::string_view>> seen_; // of the demand that is looked at
};

} // namespace

void ScenarioReader::warn_of_unknown(const Node &node) {
  MessageWords words(*this);
  for (std::size_t number = 0; number < out.demands.size(); ++number) {
    const Context::Step step(context, out.demands[number].name);
    for (const auto &[name, doubt] : words.doubts_of(out.demands[number])) {
      std::string message = doubt.finding.message;
      if (doubt.values > 1)
        message +=
            fmt::format(", and so with {} more {}", doubt.values - 1, doubt.values == 2 ? "value" : "values");
      context.warn(doubt.finding.code, node.entries[number].value, std::move(message), doubt.finding.hint);
    }
  }
}

} // namespace usher::simulate
