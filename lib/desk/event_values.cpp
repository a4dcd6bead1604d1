// SPDX-License-Identifier: BSL-1.0
#include "desk/event_values.hpp"

#include "base/duration.hpp"
#include "base/json_repair.hpp"
#include "base/nearest.hpp"
#include "base/utf8.hpp"

#include <cmath>
#include <utility>

#include <boost/json/array.hpp>
#include <fmt/format.h>

namespace usher::desk {
namespace {

namespace json = boost::json;

std::string_view describe(const json::value &value) {
  switch (value.kind()) {
  case json::kind::null: return "nothing";
  case json::kind::bool_: return "a flag";
  case json::kind::int64:
  case json::kind::uint64:
  case json::kind::double_: return "a number";
  case json::kind::string: return "text";
  case json::kind::array: return "a list";
  case json::kind::object: return "an object";
  }
  return "something else";
}

std::optional<std::int64_t> whole_number(const json::value &value) {
  if (const std::int64_t *number = value.if_int64()) return *number;
  const double *number = value.if_double();
  if (number == nullptr || *number != std::trunc(*number) || std::abs(*number) > 1e15) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

} // namespace

void EventValues::point_to(std::uint32_t line, std::uint32_t column) noexcept {
  if (line_ == 0) line_ = line;
  column_ = column;
}

void EventValues::complain(Code code, std::string path, std::string message, std::string hint) {
  failed_ = true;
  findings_.add(
      {Severity::error, code, {}, line_, column_, std::move(path), std::move(message), std::move(hint)});
}

void EventValues::wrong_type(std::string path, std::string_view wanted, const json::value &value) {
  std::string message = fmt::format("\"{}\" is {}, and this is {}", path, wanted, describe(value));
  complain(Code::wrong_type, std::move(path), std::move(message),
           wanted == "text" && !value.is_structured() ? "put it in quotes" : "");
}

void EventValues::unknown_word(std::string path, std::string_view word,
                               std::span<const std::string_view> names) {
  std::string message =
      fmt::format("there is no {} \"{}\"", path == "type" ? "type of events" : path, utf8_prefix(word, 60));
  complain(Code::unknown_name, std::move(path), std::move(message), suggestion(word, names));
}

void EventValues::warn_of_halves() {
  has_halves_ = true;
  findings_.add({Severity::warning,
                 Code::text_ill_formed,
                 {},
                 line_,
                 column_,
                 {},
                 std::string(halves_message),
                 std::string(halves_hint)});
}

bool EventValues::text(std::string_view key, const json::value &value, std::string_view &out) {
  const json::string *found = value.if_string();
  if (found == nullptr) {
    wrong_type(std::string(key), "text", value);
    return false;
  }
  out = view(json::string_view(*found));
  // What people wrote may have holes; names that do are not told apart any more.
  if (!has_halves_ || key == "text" || out.find("\uFFFD") == std::string_view::npos) return true;
  complain(Code::not_utf8, std::string(key), fmt::format("\"{}\" has half of a character", key),
           "send it whole");
  return false;
}

bool EventValues::flag(std::string_view key, const json::value &value) {
  if (const bool *found = value.if_bool()) return *found;
  wrong_type(std::string(key), "a flag", value);
  return false;
}

std::optional<Instant> EventValues::time(std::string_view key, const json::value &value) {
  std::string_view word;
  if (!text(key, value, word)) return std::nullopt;
  const std::optional<Instant> found = parse_time(word);
  if (!found) {
    complain(Code::bad_time, std::string(key), fmt::format("\"{}\" is not a time", key),
             "RFC 3339, as in 2026-03-20T09:00:00Z, from 1970 to 2199");
  }
  return found;
}

std::optional<std::int64_t> EventValues::length(std::string_view key, const json::value &value) {
  std::string_view word;
  if (!text(key, value, word)) return std::nullopt;
  // A journal has lengths that were given in milliseconds.
  const std::optional<std::int64_t> found = parse_exact_duration(word);
  if (found && *found > 0) return found;
  complain(Code::bad_duration, std::string(key), fmt::format("\"{}\" is not a length of time", key),
           "as in 90s, 15m or 1h30m, of the department's open hours");
  return std::nullopt;
}

std::optional<std::int64_t> EventValues::number(const std::string &path, const json::value &value,
                                                std::int64_t least, std::int64_t most) {
  if (!value.is_number()) {
    wrong_type(path, "a number", value);
    return std::nullopt;
  }
  const std::optional<std::int64_t> found = whole_number(value);
  if (found && *found >= least && *found <= most) return found;
  complain(Code::out_of_range, path, fmt::format("\"{}\" is out of range", path),
           fmt::format("a whole number from {} to {}", least, most));
  return std::nullopt;
}

std::optional<std::uint32_t> EventValues::small(const std::string &path, const json::value &value,
                                                std::uint32_t least, std::uint32_t most) {
  const std::optional<std::int64_t> found = number(path, value, least, most);
  return found ? std::optional(static_cast<std::uint32_t>(*found)) : std::nullopt;
}

bool EventValues::texts(std::string_view key, const json::value &value, Texts &out) {
  out.clear();
  const json::array *list = value.if_array();
  if (list == nullptr) {
    wrong_type(std::string(key), "a list of texts", value);
    return false;
  }
  for (const json::value &item : *list) {
    std::string_view word;
    if (!text(fmt::format("{}[{}]", key, out.size()), item, word)) return false;
    out.push_back(word);
  }
  return true;
}

} // namespace usher::desk
