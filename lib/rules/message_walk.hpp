// SPDX-License-Identifier: BSL-1.0
// A message that is a JSON object already, handed key by key to whoever takes messages: the builder of facts, or what
// only sums or writes them.
#pragma once

#include "rules/message_builder.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

namespace usher::rules {

/// A `Sink` has take_key(key, value), take_fact(name, value, path) and take_was, as MessageBuilder has them. Texts are borrowed
/// from the object; names and paths last for the call.
template <class Sink>
class MessageWalker {
 public:
  explicit MessageWalker(Sink &sink) : sink_(sink) {}

  void message(const boost::json::object &object) {
    for (const boost::json::key_value_pair &pair : object) {
      const std::string_view key = view(pair.key());
      const boost::json::object *nested = pair.value().if_object();
      if (nested != nullptr && key == "facts") {
        facts(*nested, "facts.", "");
      } else if (nested != nullptr && is_group(key)) {
        facts(*nested, "", std::string(key) + ".");
      } else if (nested != nullptr && key == "was") {
        was(*nested, "");
      } else {
        sink_.take_key(key, raw(pair.value()));
      }
    }
  }

  /// Names begin with `prefix`; paths are names behind `root`.
  void facts(const boost::json::object &object, std::string_view root, std::string_view prefix) {
    for (const boost::json::key_value_pair &pair : object) {
      const std::string_view path = join(root, prefix, view(pair.key()));
      sink_.take_fact(path.substr(root.size()), raw(pair.value()), path);
    }
  }

 private:
  static bool is_group(std::string_view key) {
    return key == "author" || key == "customer" || key == "reach";
  }

  /// What facts were, by their dotted names or nested as in the message itself.
  void was(const boost::json::object &object, const std::string &prefix) {
    for (const boost::json::key_value_pair &pair : object) {
      const std::string_view key = view(pair.key());
      const boost::json::object *nested = pair.value().if_object();
      if (nested != nullptr && prefix.empty() && is_group(key)) {
        was(*nested, std::string(key) + ".");
        continue;
      }
      constexpr std::string_view root = "was.";
      const std::string_view path = join(root, prefix, key);
      sink_.take_was(path.substr(root.size()), raw(pair.value()), path);
    }
  }

  std::string_view join(std::string_view root, std::string_view prefix, std::string_view key) {
    path_.resize(root.size() + prefix.size() + key.size());
    char *at = path_.data();
    for (const std::string_view part : {root, prefix, key})
      at = std::copy(part.begin(), part.end(), at);
    return {path_.data(), path_.size()};
  }

  static std::string_view view(boost::json::string_view text) { return {text.data(), text.size()}; }

  RawValue raw(const boost::json::value &value) {
    RawValue out;
    switch (value.kind()) {
    case boost::json::kind::null: break;
    case boost::json::kind::bool_:
      out.kind = RawValue::Kind::flag;
      out.integer = value.get_bool() ? 1 : 0;
      break;
    case boost::json::kind::int64:
      out.kind = RawValue::Kind::number;
      out.number = static_cast<double>(value.get_int64());
      break;
    case boost::json::kind::uint64:
      out.kind = RawValue::Kind::number;
      out.number = static_cast<double>(value.get_uint64());
      break;
    case boost::json::kind::double_:
      out.kind = RawValue::Kind::number;
      out.number = value.get_double();
      break;
    case boost::json::kind::string:
      out.kind = RawValue::Kind::text;
      out.text = view(boost::json::string_view(value.get_string()));
      break;
    case boost::json::kind::array:
      out.kind = RawValue::Kind::list;
      list_.clear();
      for (const boost::json::value &item : value.get_array()) {
        if (const boost::json::string *text = item.if_string())
          list_.push_back(view(boost::json::string_view(*text)));
        else
          out.kind = RawValue::Kind::other;
      }
      out.list = list_;
      break;
    case boost::json::kind::object: out.kind = RawValue::Kind::other; break;
    }
    return out;
  }

  Sink &sink_;
  fmt::basic_memory_buffer<char, 128> path_;
  std::vector<std::string_view> list_;
};

} // namespace usher::rules
