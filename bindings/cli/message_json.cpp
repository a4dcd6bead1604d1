// SPDX-License-Identifier: BSL-1.0
#include "message_json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace usher::cli {

std::string explained_json(Decision &decision) {
  std::string text(decision.json(true)); // a copy: the explanation takes the decision's text over
  text.pop_back();                       // the closing brace
  text += ",\"explanation\":";
  text += decision.explain(Format::json);
  text += '}';
  return text;
}

std::string error_json(std::string_view message, std::string_view code, std::uint64_t line) {
  boost::json::object whole;
  whole["error"] = message;
  whole["code"] = code;
  whole["line"] = line;
  return boost::json::serialize(whole);
}

} // namespace usher::cli
