// SPDX-License-Identifier: BSL-1.0
#include "journal_line.hpp"

#include "exit.hpp"
#include "time_option.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

namespace json = boost::json;

json::string_view given(std::string_view text) { return {text.data(), text.size()}; }

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && std::string_view(" \t\r").find(text[at]) != std::string_view::npos)
    ++at;
  return at;
}

std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return at + 1;
}

// Behind the value that begins here.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  for (std::size_t depth = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"') {
      at = end_of_string(text, at);
      if (depth == 0) return at;
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (depth == 0 && (c == ',' || c == '}')) return at;
    ++at;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return at;
}

/// A member of an object that is known to be sound, as it is written: numbers in an event are to stay what they are.
std::string_view member(std::string_view object, std::string_view name) {
  std::string_view found;
  std::size_t at = skip_spaces(object, skip_spaces(object, 0) + 1);
  while (at < object.size() && object[at] == '"') {
    const std::size_t end = end_of_string(object, at);
    const std::string_view key = object.substr(at + 1, end - at - 2);
    const std::size_t begin = skip_spaces(object, skip_spaces(object, end) + 1);
    const std::size_t behind = end_of_value(object, begin);
    if (key == name) found = object.substr(begin, behind - begin);
    at = skip_spaces(object, skip_spaces(object, behind) + 1);
  }
  return found;
}

} // namespace

JournalLine read_journal_line(std::string_view text, const std::string &place) {
  const auto refuse = [&](std::string_view why) {
    throw Failure(exit_input,
                  fmt::format("{}: {}; lines of a journal are what usher run --journal writes, and of events "
                              "it makes one: usher run POLICY EVENTS --journal FILE",
                              place, why));
  };
  json::error_code error;
  const json::value value = json::parse(given(text), error);
  if (error) refuse(fmt::format("this is no JSON: {}", error.message()));
  const json::object *const object = value.if_object();
  const auto part = [&](const char *name) { return object == nullptr ? nullptr : object->if_contains(name); };
  const json::value *const format = part("format");
  if (format == nullptr || !format->is_int64() || part("event") == nullptr)
    refuse("this is no line of a journal");
  if (format->get_int64() != 1)
    throw Failure(exit_input, fmt::format("{}: the journal has format {}, and this usher reads format 1",
                                          place, format->get_int64()));
  const json::value *const n = part("n");
  if (n == nullptr || !n->is_int64() || n->get_int64() < 1) refuse("the event has no number n");
  const json::value *const effects = part("effects");
  if (effects == nullptr || !(effects->is_array() || effects->is_null()))
    refuse("effects are a list, or null where those of the instant stand on a later line");
  JournalLine line;
  line.n = static_cast<std::uint64_t>(n->get_int64());
  const json::value *const time = part("time");
  const json::string *const time_text = time == nullptr ? nullptr : time->if_string();
  const auto parsed = time_text == nullptr
                          ? std::nullopt
                          : parse_time(std::string_view(time_text->data(), time_text->size()));
  if (!parsed) refuse("the line has no time");
  line.time = *parsed;
  line.event = member(text, "event");
  if (line.event.empty() || !part("event")->is_object()) refuse("the event is no object");
  line.ends_instant = effects->is_array();
  const json::value *const type = part("event")->get_object().if_contains("type");
  if (type != nullptr && type->is_string() && type->get_string() == "policy") {
    const json::value *const hash = part("event")->get_object().if_contains("policy");
    if (hash == nullptr || !hash->is_string() || hash->get_string().empty()) refuse("the policy has no hash");
    line.policy.assign(hash->get_string().data(), hash->get_string().size());
    if (!line.ends_instant) refuse("another policy is an instant of its own, and has its effects");
  }
  return line;
}

bool is_whole(std::string_view text) {
  json::error_code error;
  (void)json::parse(given(text), error);
  return !error;
}

bool tell_the_same(std::string_view one, std::string_view other) {
  if (one == other) return true;
  json::error_code error;
  const json::value first = json::parse(given(one), error);
  if (error) return false;
  const json::value second = json::parse(given(other), error);
  if (error) return false;
  return first == second;
}

} // namespace usher::cli
