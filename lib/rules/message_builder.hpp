// SPDX-License-Identifier: BSL-1.0
// Facts from outside, whatever form they came in: JSON, a C struct, a test in a policy. One place judges names,
// types and ranges, so that all forms mean the same.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "rules/facts.hpp"
#include "rules/ruleset.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::rules {

/// A value as its form has it. Texts are borrowed.
struct RawValue {
  enum class Kind : std::uint8_t {
    null,     // known to be missing
    flag,     // `integer`, 0 or 1
    number,   // `number`
    text,     // `text`
    plain,    // `text` without quotes in YAML: a number or a flag where the fact is one
    time,     // `integer`, an Instant
    duration, // `integer`, milliseconds
    list,     // `list`, all texts
    other     // an object, or a list with something else than texts
  };
  Kind kind = Kind::null;
  std::int64_t integer = 0;
  double number = 0;
  std::string_view text;
  std::span<const std::string_view> list;
};

/// Where findings about a message point: a file of tests, a line of a batch, or nowhere.
struct MessageOrigin {
  std::string_view file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// Fills the slots of `facts`, which must have been cleared. What is wrong becomes an error, or with `lenient` a
/// warning, and counts as missing.
class MessageBuilder {
 public:
  MessageBuilder(const Ruleset &ruleset, const Limits &limits, bool lenient, Facts &facts,
                 Findings &findings);

  void at(MessageOrigin origin) { origin_ = origin; }

  /// A key of the message itself: id, conversation, time, channel, account, visibility, text, subject, language, tags.
  void take_key(std::string_view key, const RawValue &value);
  /// A fact by its dotted name; `path` is how findings call it.
  void take_fact(std::string_view name, const RawValue &value, std::string_view path);

  /// What a fact was when the rules last decided about the conversation; by its dotted name, or by a short one of the
  /// policy language. One that no condition asks for is judged as the others are.
  void take_was(std::string_view name, const RawValue &value, std::string_view path);

  /// After the last: what follows from the account and the channel; `now` serves when no time was given.
  void finish(const std::int64_t *now);

  void complain(Code code, std::string_view path, std::string message, std::string hint);
  /// The message was written with halves of characters, which are U+FFFD now.
  void warn_of_halves();
  /// An error even when lenient.
  void refuse(Code code, std::string_view path, std::string message, std::string hint);

 private:
  [[nodiscard]] bool is_over_limit(std::string_view path);
  [[nodiscard]] std::optional<policy::FactId> find_fact(std::string_view name, std::string_view path);
  [[nodiscard]] bool claim(policy::FactId fact, std::string_view path);
  void warn_of_cut(policy::FactId fact);
  void warn_of_bytes(policy::FactId fact);
  void given_twice(policy::FactId fact, std::string_view path, std::string_view hint);
  void no_such_key(std::string_view key);
  void found_by_usher(std::string_view name, std::string_view path);
  void no_such_language(std::string_view text, std::string_view path);
  void bad_time(policy::FactId fact, const RawValue &value, std::string_view path);
  void no_such_fact(std::string_view name, std::string_view path);
  void no_such_word(policy::FactId fact, std::string_view word, std::string_view path);
  /// `slot` is that of the fact, or of what it was.
  void set(policy::FactId fact, Slot &slot, const RawValue &value, std::string_view path);
  void set_other(policy::FactId fact, Slot &slot, const RawValue &value, std::string_view path);
  void set_text(policy::FactId fact, Slot &slot, std::string_view text);
  void set_language(Slot &slot, std::string_view text, std::string_view path);
  void set_choice(policy::FactId fact, Slot &slot, std::string_view word, std::string_view path);
  void set_tags(const RawValue &value, std::string_view path);
  void wrong_type(policy::FactId fact, const RawValue &value, std::string_view path);

  const Ruleset &ruleset_;
  const Limits &limits_;
  bool lenient_;
  Facts &facts_;
  Findings &findings_;
  MessageOrigin origin_;
  std::uint64_t fact_count_ = 0;
  std::vector<policy::FactId> was_given_;
  bool id_given_ = false;
  bool conversation_given_ = false;
};

} // namespace usher::rules
