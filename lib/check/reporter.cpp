// SPDX-License-Identifier: BSL-1.0
#include "check/reporter.hpp"

#include "base/utf8.hpp"
#include "policy/dump.hpp"

#include <fmt/format.h>

namespace usher::check {

Reporter::Reporter(const policy::Policy &policy, Findings &findings) : policy_(policy), findings_(findings) {
  std::vector<std::uint32_t> count(policy.files.size());
  number_in_file_.reserve(policy.rules.size());
  for (const policy::Rule &rule : policy.rules)
    number_in_file_.push_back(count[rule.place.file]++);
}

void Reporter::report(Severity severity, Code code, const policy::Place &place, std::string path,
                      std::string message, std::string hint) {
  findings_.add({severity, code, policy_.files[place.file].name, place.position.line, place.position.column,
                 std::move(path), std::move(message), std::move(hint)});
}

void Reporter::warn(Code code, const policy::Place &place, std::string path, std::string message,
                    std::string hint) {
  report(Severity::warning, code, place, std::move(path), std::move(message), std::move(hint));
}

void Reporter::note(Code code, const policy::Place &place, std::string path, std::string message,
                    std::string hint) {
  report(Severity::note, code, place, std::move(path), std::move(message), std::move(hint));
}

std::string Reporter::path_of_rule(std::uint32_t rule) const {
  return fmt::format("rules[{}]", number_in_file_[rule]);
}

std::string Reporter::quote_rule(std::uint32_t rule) const {
  const policy::Rule &quoted = policy_.rules[rule];
  return fmt::format("\"{}\" ({})", quoted.name, place_text(quoted.place));
}

std::string Reporter::place_text(const policy::Place &place) const {
  return check::place_text(policy_.files, place);
}

std::string Reporter::shown(const policy::Condition &condition) const {
  constexpr std::size_t most = 60;
  const bool is_test = condition.kind == policy::Condition::Kind::test;
  return shortened(is_test ? policy::to_yaml(policy_, condition.test) : policy::to_yaml(policy_, condition),
                   most);
}

std::string place_text(std::span<const policy::File> files, const policy::Place &place) {
  return fmt::format("{}:{}:{}", files[place.file].name, place.position.line, place.position.column);
}

void write_place(std::span<const policy::File> files, const policy::Place &place, JsonWriter &json) {
  json.field("file", files[place.file].name);
  json.field("line", place.position.line);
  json.field("column", place.position.column);
}

std::string shortened(std::string_view text, std::size_t most) {
  constexpr std::string_view rest = "...";
  std::size_t kept = 0; // bytes of as many code points as leave room for the rest
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == most) return fmt::format("{}{}", text.substr(0, kept), rest);
    at += decode_utf8(text, at).size;
    if (count + rest.size() < most) kept = at;
  }
  return std::string(text);
}

} // namespace usher::check
