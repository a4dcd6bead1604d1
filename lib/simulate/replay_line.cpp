// SPDX-License-Identifier: BSL-1.0
#include "simulate/replay_line.hpp"

#include "base/json.hpp"

#include <algorithm>
#include <string>

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace usher::simulate {
namespace {

namespace json = boost::json;

constexpr std::int64_t journal_format = 1;

std::size_t skip_spaces(std::string_view text, std::size_t at) noexcept {
  while (at < text.size() && std::string_view(" \t\r").find(text[at]) != std::string_view::npos)
    ++at;
  return std::min(at, text.size());
}

std::size_t end_of_string(std::string_view text, std::size_t at) noexcept {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

/// Behind the value that begins here.
std::size_t end_of_value(std::string_view text, std::size_t at) noexcept {
  for (std::size_t depth = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"') {
      at = end_of_string(text, at);
      if (depth == 0) return at;
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) return at;
    if (c == '{' || c == '[') ++depth;
    ++at;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return at;
}

/// A member of an object as it is written, the last one of the name as for whoever reads the object; empty where there is
/// none. The text may be anything.
std::string_view member(std::string_view object, std::string_view name) noexcept {
  std::string_view found;
  std::size_t at = skip_spaces(object, 0);
  if (at == object.size() || object[at] != '{') return found;
  at = skip_spaces(object, at + 1);
  while (at < object.size() && object[at] == '"') {
    const std::size_t end = end_of_string(object, at);
    const std::size_t colon = skip_spaces(object, end);
    if (end < at + 2 || colon == object.size() || object[colon] != ':') break;
    const std::string_view key = object.substr(at + 1, end - at - 2);
    const std::size_t begin = skip_spaces(object, colon + 1);
    const std::size_t behind = end_of_value(object, begin);
    if (key == name) found = object.substr(begin, behind - begin);
    at = skip_spaces(object, skip_spaces(object, behind) + 1);
  }
  return found;
}

bool refuse(std::uint32_t number, Code code, std::string message, Findings &findings) {
  findings.add({Severity::error,
                code,
                {},
                number,
                0,
                {},
                std::move(message),
                "lines of a journal are what usher run --journal writes"});
  return false;
}

} // namespace

bool read_recorded(std::string_view line, std::uint32_t number, RecordedLine &out, Findings &findings) {
  out = {line, std::nullopt, false};
  // No event has a key of that name.
  if (member(line, "format").empty()) return true;
  json::value value;
  JsonError error;
  if (!parse_json(line, {}, value, error))
    return refuse(number, Code::json_syntax, fmt::format("this is no line of a journal: {}", error.message),
                  findings);
  const json::object *const members = value.if_object();
  if (members == nullptr)
    return refuse(number, Code::wrong_type, "the line of a journal is an object", findings);
  const json::object &object = *members;
  const json::value *const format = object.if_contains("format");
  if (format == nullptr || !format->is_int64())
    return refuse(number, Code::wrong_type, "the format of a journal is a number", findings);
  if (format->get_int64() != journal_format)
    return refuse(number, Code::bad_version,
                  fmt::format("the journal has format {}, and this usher reads format {}",
                              format->get_int64(), journal_format),
                  findings);
  const json::value *const event = object.if_contains("event");
  if (event == nullptr || !event->is_object())
    return refuse(number, Code::missing_key, "the line of a journal has no event", findings);
  const json::value *const time = object.if_contains("time");
  const json::string *const text = time == nullptr ? nullptr : time->if_string();
  if (text != nullptr) out.applied = parse_time(std::string_view(text->data(), text->size()));
  if (!out.applied) return refuse(number, Code::bad_time, "the line of a journal has no time", findings);
  out.event = member(line, "event");
  const json::value *const type = event->get_object().if_contains("type");
  out.is_policy = type != nullptr && type->is_string() && type->get_string() == "policy";
  return true;
}

} // namespace usher::simulate
