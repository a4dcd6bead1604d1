// SPDX-License-Identifier: BSL-1.0
#include "simulate/words_of_messages.hpp"

#include <algorithm>

namespace usher::simulate {

WordsOfMessages::WordsOfMessages(const Scenario &scenario, std::string Kind::*of_kind,
                                 std::string Text::*of_text) {
  struct Said {
    const Numbers *numbers = nullptr;
    bool by_all = false;
  };
  std::unordered_map<const Texts *, Said> known;
  const auto read = [&](const Texts &texts) {
    const auto says = [&](const Text &text) { return !(text.*of_text).empty(); };
    Said out;
    if (std::none_of(texts.begin(), texts.end(), says)) return out;
    out.by_all = std::all_of(texts.begin(), texts.end(), says);
    auto numbers = std::make_unique<Numbers>();
    for (const Text &text : texts)
      numbers->push_back(add(text.*of_text));
    out.numbers = numbers.get();
    texts_.push_back(std::move(numbers));
    return out;
  };
  for (const Demand &demand : scenario.demands) {
    std::vector<OfKind> &kinds = kinds_.emplace_back();
    kinds.reserve(demand.kinds.size());
    for (const Kind &kind : demand.kinds) {
      Said said;
      if (of_text == nullptr || kind.texts == nullptr) {
        // Only the kind says it.
      } else if (kind.texts->size() == 1) {
        said =
            read(*kind.texts); // that of a recorded row, of which there may be a million, each with its own
      } else {
        const auto [at, is_new] = known.try_emplace(kind.texts.get());
        if (is_new) at->second = read(*kind.texts);
        said = at->second;
      }
      kinds.push_back({said.by_all ? none : add(kind.*of_kind), said.numbers});
    }
  }
}

std::uint32_t WordsOfMessages::add(const std::string &name) {
  if (name.empty()) return none;
  const auto [at, is_new] = numbers_.emplace(name, static_cast<std::uint32_t>(names_.size()));
  if (is_new) names_.push_back(name);
  return at->second;
}

} // namespace usher::simulate
