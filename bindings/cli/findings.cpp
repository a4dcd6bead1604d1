// SPDX-License-Identifier: BSL-1.0
#include "findings.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

struct Look {
  std::string_view name;
  std::string_view color;
};

constexpr std::string_view bold = "\033[1m";
constexpr std::string_view plain = "\033[0m";

constexpr Look look_of(Severity severity) noexcept {
  switch (severity) {
  case Severity::note: return {"note", "\033[1;36m"};
  case Severity::warning: return {"warning", "\033[1;35m"};
  case Severity::error: return {"error", "\033[1;31m"};
  }
  return {"error", "\033[1;31m"};
}

std::string place_of(const Finding &finding) {
  std::string place = finding.file;
  if (finding.line != 0) {
    place += fmt::format("{}{}", place.empty() ? "line " : ":", finding.line);
    if (finding.column != 0) place += fmt::format(":{}", finding.column);
  }
  return place;
}

} // namespace

Painted to_text(const Finding &finding, bool color) {
  const auto painted = [color](std::string_view paint, std::string_view text) {
    return color ? fmt::format("{}{}{}", paint, harmless_line(text), plain) : harmless_line(text);
  };
  const Look look = look_of(finding.severity);
  std::string text;
  if (const std::string place = place_of(finding); !place.empty()) text += painted(bold, place + ":") + " ";
  text += painted(look.color, fmt::format("{}:", look.name));
  text += " " + harmless_line(finding.message);
  if (!finding.path.empty()) text += fmt::format(" ({})", harmless_line(finding.path));
  text += fmt::format(" [{}]\n", finding.code);
  if (!finding.hint.empty()) text += fmt::format("    {}\n", harmless_line(finding.hint));
  return {std::move(text)};
}

std::string to_json(std::span<const Finding> findings) {
  boost::json::array list;
  for (const Finding &finding : findings) {
    boost::json::object each;
    each["severity"] = look_of(finding.severity).name;
    each["code"] = finding.code;
    each["file"] = finding.file;
    each["line"] = finding.line;
    each["column"] = finding.column;
    each["path"] = finding.path;
    each["message"] = finding.message;
    each["hint"] = finding.hint;
    list.push_back(std::move(each));
  }
  boost::json::object whole;
  whole["findings"] = std::move(list);
  return boost::json::serialize(whole);
}

std::string summary(std::span<const Finding> findings) {
  std::string text;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const auto count = std::count_if(findings.begin(), findings.end(),
                                     [severity](const Finding &each) { return each.severity == severity; });
    if (count == 0) continue;
    text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", count, look_of(severity).name,
                        count == 1 ? "" : "s");
  }
  return text.empty() ? "no findings" : text;
}

bool has_errors(std::span<const Finding> findings) noexcept {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding &each) { return each.severity == Severity::error; });
}

std::string error_sentence(std::span<const Finding> findings) {
  const auto is_error = [](const Finding &each) { return each.severity == Severity::error; };
  const auto first = std::find_if(findings.begin(), findings.end(), is_error);
  if (first == findings.end()) return {};
  std::string text = first->message;
  if (!first->hint.empty()) text += fmt::format("; {}", first->hint);
  const auto errors = std::count_if(findings.begin(), findings.end(), is_error);
  if (errors > 1) text += fmt::format(" (and {} more error{})", errors - 1, errors == 2 ? "" : "s");
  return text;
}

std::string sentence_of(const Error &error) {
  const std::string sentence = error_sentence(error.findings());
  return sentence.empty() ? std::string(name_of(error.status())) : sentence;
}

void sort(std::vector<Finding> &findings) {
  std::vector<std::string> files;
  for (const Finding &each : findings) {
    if (std::find(files.begin(), files.end(), each.file) == files.end()) files.push_back(each.file);
  }
  const auto place = [&files](const Finding &each) {
    return std::tuple(std::find(files.begin(), files.end(), each.file) - files.begin(), each.line,
                      each.column);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&place](const Finding &a, const Finding &b) { return place(a) < place(b); });
}

} // namespace usher::cli
