// SPDX-License-Identifier: BSL-1.0
#include "simulate/desk_names.hpp"

#include <charconv>
#include <unordered_set>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

/// Whether a conversation without a name of its own may be called so: "calls-17" of the demand `calls`.
bool is_given_name(const std::vector<Demand> &demands, std::string_view name) {
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash + 1 == name.size() || name[dash + 1] == '0') return false;
  std::uint64_t number = 0;
  const char *end = name.data() + name.size();
  const auto [at, problem] = std::from_chars(name.data() + dash + 1, end, number);
  if (problem != std::errc() || at != end) return false;
  for (const Demand &demand : demands) {
    if (demand.name != name.substr(0, dash)) continue;
    if (demand.rows.empty()) return demand.rate.is_set();
    return number <= demand.rows.size() && demand.rows[number - 1].name.empty();
  }
  return false;
}

} // namespace

void name_for_desk(std::vector<Demand> &demands) {
  std::unordered_set<std::string> taken;
  for (Demand &demand : demands) {
    for (std::uint64_t number = 0; number < demand.rows.size(); ++number) {
      const std::string &name = demand.rows[number].name;
      if (name.empty() || (!is_given_name(demands, name) && taken.insert(name).second)) continue;
      // What it would be called without a name is told with it, so that people find the row.
      std::string other = fmt::format("{} ({}-{})", name, demand.name, number + 1);
      while (!taken.insert(other).second)
        other += '\'';
      demand.desk_names.emplace(number, std::move(other));
    }
  }
}

} // namespace usher::simulate
