// SPDX-License-Identifier: BSL-1.0
// What is wrong with a message, said with its place and its mend.
#include "base/json_repair.hpp"
#include "base/nearest.hpp"
#include "base/time.hpp"
#include "policy/context.hpp"
#include "policy/facts.hpp"
#include "rules/message_words.hpp"
#include "text/personal_data.hpp"

#include <array>

#include <fmt/format.h>

namespace usher::rules {
namespace {

using policy::FactId;
using policy::FactType;

constexpr std::array<std::string_view, 15> message_keys = {
    "id",       "conversation", "time",   "channel",  "account", "visibility", "text", "subject",
    "language", "tags",         "author", "customer", "reach",   "facts",      "was"};

constexpr std::string_view found_by_usher_hint =
    "it is found by usher: take it out; declare a fact of your own for what the CRM knows";

/// Not all of what somebody sent.
std::string shown(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string out;
  (void)assign_well_formed(text.substr(0, most), out);
  return out;
}

/// The same of a value. What a CRM mistook for a word may be an address or a number of a customer, and findings end up in
/// logs; accounts and channels are the brand's own.
std::string shown_value(std::string_view name, std::string_view value) {
  constexpr std::size_t most_looked_at = 240;
  return shown(text::mask_value(name, value.substr(0, most_looked_at)));
}

} // namespace

std::string_view describe(const RawValue &value) noexcept {
  switch (value.kind) {
  case RawValue::Kind::null: return "nothing";
  case RawValue::Kind::flag: return "a flag";
  case RawValue::Kind::number: return "a number";
  case RawValue::Kind::text:
  case RawValue::Kind::plain: return "text";
  case RawValue::Kind::time: return "a time";
  case RawValue::Kind::duration: return "a duration";
  case RawValue::Kind::list: return "a list";
  case RawValue::Kind::other: return "an object or a list of other things than texts";
  }
  return "something else";
}

void MessageBuilder::complain(Code code, std::string_view path, std::string message, std::string hint) {
  findings_.add({lenient_ ? Severity::warning : Severity::error, code, std::string(origin_.file),
                 origin_.line, origin_.column, std::string(path), std::move(message), std::move(hint)});
}

void MessageBuilder::refuse(Code code, std::string_view path, std::string message, std::string hint) {
  findings_.add({Severity::error, code, std::string(origin_.file), origin_.line, origin_.column,
                 std::string(path), std::move(message), std::move(hint)});
}

void MessageBuilder::warn_of_cut(FactId fact) {
  findings_.add({Severity::warning, Code::text_cut, std::string(origin_.file), origin_.line, origin_.column,
                 ruleset_.frame().facts[fact].name,
                 fmt::format("only the first {} bytes are looked at", limits_.text_bytes),
                 "raise the limit text_bytes"});
}

void MessageBuilder::warn_of_bytes(FactId fact) {
  findings_.add({Severity::warning, Code::text_ill_formed, std::string(origin_.file), origin_.line,
                 origin_.column, ruleset_.frame().facts[fact].name, "ill-formed UTF-8 is read as U+FFFD",
                 "send UTF-8; a text in another encoding is not understood"});
}

void MessageBuilder::given_twice(FactId fact, std::string_view path, std::string_view hint) {
  complain(Code::duplicate_fact, path,
           fmt::format("\"{}\" is given twice", ruleset_.frame().facts[fact].name), std::string(hint));
}

void MessageBuilder::no_such_key(std::string_view key) {
  std::string hint;
  if (const std::optional<FactId> fact = ruleset_.find_fact(key)) {
    hint = is_found_by_usher(*fact) ? found_by_usher_hint : "this fact stands under facts";
  } else {
    hint = suggestion(key, message_keys);
    if (hint.empty()) hint = fmt::format("known are: {}", fmt::join(message_keys, ", "));
  }
  complain(Code::unknown_key, key, fmt::format("unknown key \"{}\"", shown(key)), std::move(hint));
}

void MessageBuilder::found_by_usher(std::string_view name, std::string_view path) {
  complain(Code::wrong_type, path, fmt::format("\"{}\" is found by usher and cannot be given", name),
           std::string(found_by_usher_hint));
}

void MessageBuilder::no_such_language(std::string_view text, std::string_view path) {
  complain(Code::unknown_name, path,
           fmt::format("there is no language \"{}\"", shown_value("language", text)),
           "use a code of ISO 639-1, as in en, it, ru, fa");
}

void MessageBuilder::no_such_fact(std::string_view name, std::string_view path) {
  std::string hint = suggestion(name, policy::fact_names(ruleset_.frame()));
  complain(Code::unknown_name, path, fmt::format("there is no fact \"{}\"", shown(name)),
           hint.empty() ? "declare it under facts: of the policy" : std::move(hint));
}

void MessageBuilder::wrong_type(FactId fact, const RawValue &value, std::string_view path) {
  const policy::Fact &wanted = ruleset_.frame().facts[fact];
  std::string hint;
  if (wanted.type == FactType::time) hint = "as in \"2026-03-20T09:00:00Z\"";
  if (wanted.type == FactType::duration) hint = "as in \"1h30m\", or milliseconds as a number";
  if (wanted.type == FactType::flag) hint = "true or false, without quotes";
  if (wanted.type == FactType::number && is_text(value)) hint = "a number has no quotes";
  if ((wanted.type == FactType::text || wanted.type == FactType::phrases) &&
      value.kind == RawValue::Kind::number) {
    hint = "put it in quotes";
  }
  if (hint.empty() && wanted.type != FactType::set && value.kind == RawValue::Kind::list)
    hint = "write one value, without brackets";
  complain(Code::wrong_type, path,
           fmt::format("\"{}\" is a {}, and this is {}", wanted.name,
                       wanted.type == FactType::choice ? "word" : policy::name_of(wanted.type),
                       describe(value)),
           std::move(hint));
}

void MessageBuilder::bad_time(FactId fact, const RawValue &value, std::string_view path) {
  const std::string_view name = ruleset_.frame().facts[fact].name;
  // What most databases and CRMs write by themselves.
  const std::string utc = is_text(value) ? std::string(value.text) + "Z" : std::string();
  if (parse_time(utc)) {
    complain(Code::bad_time, path, fmt::format("the time of \"{}\" has no offset from UTC", name),
             fmt::format("write {} if it is UTC, or the offset in place of Z, as in +01:00", utc));
    return;
  }
  complain(Code::bad_time, path, fmt::format("the value of \"{}\" is not a time", name),
           "RFC 3339, as in 2026-03-20T09:00:00Z, from 1970 to 2199");
}

void MessageBuilder::no_such_word(FactId fact, std::string_view word, std::string_view path) {
  const policy::Fact &wanted = ruleset_.frame().facts[fact];
  const std::vector<std::string_view> words(wanted.choices.begin(), wanted.choices.end());
  const bool own = fact == policy::fact_account || fact == policy::fact_channel;
  complain(
      Code::unknown_name, path,
      fmt::format("there is no {} \"{}\"", wanted.name, own ? shown(word) : shown_value(wanted.name, word)),
      words.empty() ? fmt::format("the policy declares no value of {}", wanted.name)
                    : suggestion(word, words));
}

void MessageBuilder::warn_of_halves() {
  findings_.add({Severity::warning,
                 Code::text_ill_formed,
                 std::string(origin_.file),
                 origin_.line,
                 origin_.column,
                 {},
                 std::string(halves_message),
                 std::string(halves_hint)});
}

} // namespace usher::rules
