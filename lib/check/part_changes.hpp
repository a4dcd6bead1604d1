// SPDX-License-Identifier: BSL-1.0
// What stands in one policy and not, or in other words, in another: section by section, part by part, key by key.
#pragma once

#include "policy/model.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace usher::check {

/// Values are YAML in its canonical form, and empty where a policy says nothing.
struct KeyChange {
  std::string key; // dotted: `assign.strategy`; empty when the part is one value
  std::string was;
  std::string is;
  /// Of lists of plain values, what each has that the other has not; empty when only the order differs.
  std::vector<std::string> gone;
  std::vector<std::string> come;
  bool is_list = false;
};

struct PartChange {
  enum class Kind : std::uint8_t {
    added,
    removed,
    renamed, // one is gone and another one says the very same
    changed,
    moved // others stand before it now
  };
  Kind kind = Kind::changed;
  std::string section; // as policies call it: departments, rules, sla
  std::string name;    // of the part; empty in sections that are one thing: desk, priority, default
  std::string was;     // renamed: its old name; moved: the part before it now, empty when it is the first
  std::vector<KeyChange> keys;
};

/// In the order of the sections of a policy, and of the parts of the new one; what is gone comes last in its section.
/// Tests are left out: they decide nothing. Order counts where it decides: of rules and of people.
[[nodiscard]] std::vector<PartChange> compare_parts(const policy::Policy &was, const policy::Policy &is);

[[nodiscard]] std::string_view name_of(PartChange::Kind kind) noexcept;

} // namespace usher::check
