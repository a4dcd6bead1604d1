// SPDX-License-Identifier: BSL-1.0
#include "rules/message_json.hpp"

#include "base/json.hpp"
#include "base/source.hpp"
#include "base/utf8.hpp"

#include <array>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

namespace usher::rules {
namespace {

namespace json = boost::json;

std::string_view view(json::string_view text) { return {text.data(), text.size()}; }

class Walker {
 public:
  explicit Walker(MessageBuilder &builder) : builder_(builder) {}

  void message(const json::object &object) {
    for (const json::key_value_pair &pair : object) {
      const std::string_view key = view(pair.key());
      const json::object *nested = pair.value().if_object();
      if (nested != nullptr && key == "facts") {
        facts(*nested, "", "facts.");
      } else if (nested != nullptr && (key == "author" || key == "customer" || key == "reach")) {
        const std::string prefix = std::string(key) + ".";
        facts(*nested, prefix, prefix);
      } else {
        builder_.take_key(key, raw(pair.value()));
      }
    }
  }

 private:
  void facts(const json::object &object, const std::string &name_prefix, const std::string &path_prefix) {
    for (const json::key_value_pair &pair : object) {
      name_.assign(name_prefix).append(view(pair.key()));
      path_.assign(path_prefix).append(view(pair.key()));
      builder_.take_fact(name_, raw(pair.value()), path_);
    }
  }

  RawValue raw(const json::value &value) {
    RawValue out;
    switch (value.kind()) {
    case json::kind::null: break;
    case json::kind::bool_:
      out.kind = RawValue::Kind::flag;
      out.integer = value.get_bool() ? 1 : 0;
      break;
    case json::kind::int64:
      out.kind = RawValue::Kind::number;
      out.number = static_cast<double>(value.get_int64());
      break;
    case json::kind::uint64:
      out.kind = RawValue::Kind::number;
      out.number = static_cast<double>(value.get_uint64());
      break;
    case json::kind::double_:
      out.kind = RawValue::Kind::number;
      out.number = value.get_double();
      break;
    case json::kind::string:
      out.kind = RawValue::Kind::text;
      out.text = view(json::string_view(value.get_string()));
      break;
    case json::kind::array:
      out.kind = RawValue::Kind::list;
      list_.clear();
      for (const json::value &item : value.get_array()) {
        if (const json::string *text = item.if_string())
          list_.push_back(view(json::string_view(*text)));
        else
          out.kind = RawValue::Kind::other;
      }
      out.list = list_;
      break;
    case json::kind::object: out.kind = RawValue::Kind::other; break;
    }
    return out;
  }

  MessageBuilder &builder_;
  std::string name_;
  std::string path_;
  std::vector<std::string_view> list_;
};

} // namespace

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
  if (!parse_json(text, &memory, value, error)) {
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
  Walker(builder).message(*object);
}

} // namespace usher::rules
