// SPDX-License-Identifier: BSL-1.0
#include "policy/placeholders.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>

namespace usher::policy {
namespace {

// What a person sees of the customer or the case can stand in a reply; a whole text or a set cannot.
bool fits_a_reply(const Fact &fact) { return fact.type != FactType::phrases && fact.type != FactType::set; }

} // namespace

void check_placeholders(Context &context, const Node &text) {
  std::string_view rest = text.text;
  for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    if (rest.substr(open).starts_with("{{")) {
      rest.remove_prefix(open + 2);
      continue;
    }
    const std::size_t close = rest.find('}', open);
    if (close == std::string_view::npos) {
      context.error(Code::unknown_placeholder, text, "a brace is opened and never closed",
                    "write {author.name}, or {{ for a brace");
      return;
    }
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    rest.remove_prefix(close + 1);
    const std::optional<std::uint32_t> fact = context.facts.find(name);
    if (name == "opens" || (fact && fits_a_reply(context.policy.facts[*fact]))) continue;
    if (!fact && context.facts.is_excused(name)) continue;
    std::vector<std::string_view> names = {"opens"};
    for (const Fact &one : context.policy.facts) {
      if (fits_a_reply(one) && one.derived == Derived::none) names.push_back(one.name);
    }
    std::string hint = suggestion(name, names);
    if (hint.empty()) hint = "name a fact of one value, as in {author.name}, or write {{ for a brace";
    context.error(Code::unknown_placeholder, text,
                  fmt::format("there is no placeholder {}", quote(fmt::format("{{{}}}", name))),
                  std::move(hint));
  }
}

} // namespace usher::policy
