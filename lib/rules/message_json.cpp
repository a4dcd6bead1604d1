// SPDX-License-Identifier: BSL-1.0
#include "rules/message_json.hpp"

#include "base/json.hpp"
#include "base/json_repair.hpp"
#include "base/source.hpp"
#include "base/utf8.hpp"
#include "rules/message_walk.hpp"

#include <array>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

namespace usher::rules {

namespace json = boost::json;

void read_json(std::string_view text, const Limits &limits, std::uint32_t line, MessageBuilder &builder) {
  builder.at({{}, line, 0});
  if (text.size() > limits.message_bytes) {
    builder.refuse(Code::limit, "", fmt::format("the message is larger than {} bytes", limits.message_bytes),
                   "raise the limit message_bytes");
    return;
  }
  std::array<unsigned char, 8192> buffer;
  json::monotonic_resource memory(buffer.data(), buffer.size());
  json::value value;
  JsonError error;
  bool is_read = parse_json(text, &memory, value, error);
  if (!is_read) {
    const std::optional<std::string> repaired = without_halves(text);
    is_read = repaired && parse_json(*repaired, &memory, value, error);
    if (is_read) builder.warn_of_halves();
  }
  if (!is_read) {
    const Source source({}, std::string(text));
    const auto point_to = [&](std::size_t offset) {
      const Position position = source.position(offset);
      builder.at({{}, line != 0 ? line : position.line, position.column});
    };
    // The parser calls any byte that it cannot use a syntax error. One that is not UTF-8 has another mend.
    const std::size_t ill_formed = find_ill_formed_utf8(text);
    if (ill_formed <= error.offset) {
      point_to(ill_formed);
      builder.refuse(Code::not_utf8, "",
                     fmt::format("the message is not UTF-8: byte {} of it is 0x{:02X}", ill_formed + 1,
                                 static_cast<unsigned char>(text[ill_formed])),
                     "send it as UTF-8");
      return;
    }
    point_to(error.offset);
    builder.refuse(error.duplicate_key ? Code::duplicate_fact : Code::json_syntax, "",
                   fmt::format("this is not a JSON message: {}", error.message),
                   error.duplicate_key ? "give each key once"
                                       : "write one JSON object, as in {\"text\": \"...\"}");
    return;
  }
  const json::object *object = value.if_object();
  if (object == nullptr) {
    builder.refuse(Code::json_syntax, "", "a message is a JSON object", "as in {\"text\": \"...\"}");
    return;
  }
  MessageWalker<MessageBuilder>(builder).message(*object);
}

} // namespace usher::rules
