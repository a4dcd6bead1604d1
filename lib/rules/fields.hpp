// SPDX-License-Identifier: BSL-1.0
// The fields of a decision by number, for everything that goes through them one by one.
#pragma once

#include "rules/decide.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace usher::rules {

/// Numbers are those of the C interface and never change.
enum class Field : std::int32_t {
  department = 1,
  agent,
  engage,
  priority,
  band,
  language,
  intent,
  stage,
  sentiment,
  visibility,
  move_to,
  reply,
  sla,
  first_response,
  next_response,
  resolution,
  topics = 32,
  pii,
  skills,
  tags,
  notify,
  ask
};

[[nodiscard]] std::span<const Field> all_fields() noexcept;
[[nodiscard]] std::optional<Field> field_by_number(std::int32_t number) noexcept;
[[nodiscard]] std::string_view name_of(Field field) noexcept;

/// Text, whole number, number, time, or several texts.
enum class FieldKind : std::uint8_t { text, integer, number, time, texts };
[[nodiscard]] FieldKind kind_of(Field field) noexcept;

/// What stands for a time that is not there, before all that are.
inline constexpr std::int64_t no_time = -1;

/// Some rule, or `default`, can be behind it.
[[nodiscard]] bool is_decided_by_rules(Field field) noexcept;

// The workspace must hold a decision of the ruleset. Texts live as long as both; they end with a NUL.

/// Of a text; without data when there is none.
[[nodiscard]] std::string_view text_of(const Ruleset &ruleset, const Workspace &workspace, Field field);
/// Of engage (0 or 1), priority, and of a time, `no_time` when there is none.
[[nodiscard]] std::int64_t integer_of(const Workspace &workspace, Field field);
/// Of sentiment; NaN when unknown.
[[nodiscard]] double number_of(const Workspace &workspace, Field field);
/// Of several texts: how many, and each; `ask` gives the departments.
[[nodiscard]] std::size_t count_of(const Workspace &workspace, Field field);
[[nodiscard]] std::string_view item_of(const Ruleset &ruleset, const Workspace &workspace, Field field,
                                       std::size_t index);
/// The rule behind the field, or behind its item `index`; none of an SLA that is the department's.
[[nodiscard]] RuleNumber because_of(const Workspace &workspace, Field field, std::size_t index);

/// `legal within 1h, before the reply`: whom it asks, and how strictly.
[[nodiscard]] std::string text_of(const policy::Frame &frame, const policy::Ask &ask);

} // namespace usher::rules
