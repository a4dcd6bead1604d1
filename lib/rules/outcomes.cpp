// SPDX-License-Identifier: BSL-1.0
#include "rules/outcomes.hpp"

#include <string>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::rules {
namespace {

class Flattener {
 public:
  Outcomes flatten(const policy::Policy &policy) {
    std::vector<FlatOutcome> list;
    list.reserve(policy.rules.size() + 1);
    for (const policy::Rule &rule : policy.rules)
      list.push_back(flat(rule.then));
    list.push_back(flat(policy.fallback));
    Outcomes out;
    out.list = std::move(list);
    out.numbers = std::move(numbers_);
    out.asks = std::move(asks_);
    out.texts = FlatTexts::of(texts_);
    return out;
  }

 private:
  FlatOutcome flat(const policy::Outcome &outcome) {
    FlatOutcome out;
    out.department = outcome.department.value_or(FlatOutcome::none);
    if (outcome.agent) out.agent = number_of(*outcome.agent);
    if (outcome.priority) {
      out.has_priority = 1;
      out.priority = outcome.priority->value;
    }
    out.sla = outcome.sla.value_or(FlatOutcome::none);
    out.stage = outcome.stage.value_or(FlatOutcome::none);
    out.reply = outcome.reply.value_or(FlatOutcome::none);
    if (outcome.visibility) out.visibility = static_cast<std::uint32_t>(*outcome.visibility);
    if (outcome.engage) out.engage = *outcome.engage ? 1 : 0;
    out.stop = outcome.stop ? 1 : 0;
    out.skills = texts(outcome.skills);
    out.tags = texts(outcome.tags);
    out.notify.begin = static_cast<std::uint32_t>(numbers_.size());
    numbers_.insert(numbers_.end(), outcome.notify.begin(), outcome.notify.end());
    out.notify.end = static_cast<std::uint32_t>(numbers_.size());
    out.asks.begin = static_cast<std::uint32_t>(asks_.size());
    for (const policy::Ask &ask : outcome.ask)
      asks_.push_back({ask.within_ms, ask.department, ask.before_reply ? 1U : 0U});
    out.asks.end = static_cast<std::uint32_t>(asks_.size());
    return out;
  }

  Range texts(const std::vector<std::string> &list) {
    Range out;
    out.begin = static_cast<std::uint32_t>(numbers_.size());
    for (const std::string &text : list)
      numbers_.push_back(number_of(text));
    out.end = static_cast<std::uint32_t>(numbers_.size());
    return out;
  }

  std::uint32_t number_of(const std::string &text) {
    const auto [known, is_new] = known_.emplace(text, static_cast<std::uint32_t>(texts_.size()));
    if (is_new) texts_.push_back(text);
    return known->second;
  }

  boost::unordered_flat_map<std::string, std::uint32_t> known_;
  std::vector<std::string> texts_;
  std::vector<std::uint32_t> numbers_;
  std::vector<FlatAsk> asks_;
};

} // namespace

Outcomes Outcomes::of(const policy::Policy &policy) { return Flattener().flatten(policy); }

} // namespace usher::rules
