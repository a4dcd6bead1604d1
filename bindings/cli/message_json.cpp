// SPDX-License-Identifier: BSL-1.0
#include "message_json.hpp"

#include <algorithm>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

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

std::string error_sentence(std::span<const Finding> findings) {
  const auto is_error = [](const Finding &each) { return each.severity == Severity::error; };
  const auto first = std::find_if(findings.begin(), findings.end(), is_error);
  if (first == findings.end()) return {};
  std::string text = first->message;
  if (!first->hint.empty()) text += fmt::format("; {}", first->hint);
  const auto errors = std::count_if(findings.begin(), findings.end(), is_error);
  if (errors > 1) text += fmt::format(" (and {} more)", errors - 1);
  return text;
}

} // namespace usher::cli
