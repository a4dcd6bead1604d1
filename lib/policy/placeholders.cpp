// SPDX-License-Identifier: BSL-1.0
#include "policy/placeholders.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>

namespace usher::policy {
namespace {

// What a person sees of the customer or the case can stand in a reply; a whole text or a set cannot.
bool fits_a_reply(const Fact &fact) { return fact.type != FactType::phrases && fact.type != FactType::set; }

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' '))
    text.remove_prefix(1);
  while (text.ends_with(' '))
    text.remove_suffix(1);
  return text;
}

/// The customer would see the braces.
void check_doubled(Context &context, const Node &text, std::string_view behind) {
  const std::size_t close = behind.find("}}");
  if (close == std::string_view::npos) return;
  const std::string_view name = trimmed(behind.substr(0, close));
  const std::optional<std::uint32_t> fact = context.facts.find(name);
  if (name != "opens" && !(fact && fits_a_reply(context.policy.facts[*fact]))) return;
  context.warn(
      Code::doubled_brace, text,
      fmt::format("{{{{{}}}}} is shown to the customer with its braces: {{{{ stands for a brace", name),
      fmt::format("write {{{}}}", name));
}

} // namespace

void check_placeholders(Context &context, const Node &text) {
  std::string_view rest = text.text;
  for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    if (rest.substr(open).starts_with("{{")) {
      rest.remove_prefix(open + 2);
      check_doubled(context, text, rest);
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

bool has_placeholder(std::string_view text, std::string_view name) noexcept {
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
    const bool is_brace = text.substr(open).starts_with("{{");
    text.remove_prefix(open + (is_brace ? 2 : 1));
    if (!is_brace && text.starts_with(name) && text.substr(name.size()).starts_with('}')) return true;
  }
  return false;
}

} // namespace usher::policy
