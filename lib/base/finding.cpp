// SPDX-License-Identifier: BSL-1.0
#include "base/finding.hpp"

#include "base/json.hpp"
#include "base/page.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace usher {
namespace {

constexpr std::array code_names = {
#define USHER_CODE(name) std::string_view(#name),
    USHER_FINDING_CODES(USHER_CODE)
#undef USHER_CODE
};

constexpr std::array code_list = {
#define USHER_CODE(name) Code::name,
    USHER_FINDING_CODES(USHER_CODE)
#undef USHER_CODE
};

} // namespace

std::string_view name_of(Severity severity) noexcept {
  switch (severity) {
  case Severity::note: return "note";
  case Severity::warning: return "warning";
  case Severity::error: return "error";
  }
  return "error";
}

std::string_view name_of(Code code) noexcept { return code_names[static_cast<std::size_t>(code)]; }

std::span<const Code> all_codes() noexcept { return code_list; }

void Findings::add(Finding finding) {
  if (finding.severity == Severity::error) ++errors_;
  if (list_.size() == most) {
    list_.push_back({Severity::note,
                     Code::limit,
                     {},
                     0,
                     0,
                     {},
                     fmt::format("more than {} findings; the rest is not shown", most),
                     {}});
  }
  if (list_.size() > most) return;
  list_.push_back(std::move(finding));
}

void Findings::append(const Findings &other) {
  for (const Finding &finding : other)
    add(finding);
}

void Findings::sort() {
  std::vector<std::string> files;
  const auto file_rank = [&files](const Finding &finding) {
    return std::find(files.begin(), files.end(), finding.file) - files.begin();
  };
  for (const Finding &finding : list_) {
    if (file_rank(finding) == static_cast<std::ptrdiff_t>(files.size())) files.push_back(finding.file);
  }
  std::stable_sort(list_.begin(), list_.end(), [&](const Finding &a, const Finding &b) {
    const auto rank_a = file_rank(a);
    const auto rank_b = file_rank(b);
    if (rank_a != rank_b) return rank_a < rank_b;
    if (a.line != b.line) return a.line < b.line;
    return a.column < b.column;
  });
}

bool Findings::has_error(Code code) const noexcept {
  return std::any_of(list_.begin(), list_.end(), [code](const Finding &finding) {
    return finding.severity == Severity::error && finding.code == code;
  });
}

std::size_t Findings::count(Severity severity) const noexcept {
  if (severity == Severity::error) return errors_;
  return static_cast<std::size_t>(
      std::count_if(list_.begin(), list_.end(),
                    [severity](const Finding &finding) { return finding.severity == severity; }));
}

void Findings::clear() noexcept {
  list_.clear();
  errors_ = 0;
}

std::string to_text(const Finding &finding) {
  std::string out = on_one_line(finding.file);
  if (finding.line != 0) {
    // Rows of a batch and lines of JSON stand in no file; rows have no columns.
    out += fmt::format("{}{}", out.empty() ? "line " : ":", finding.line);
    if (finding.column != 0) out += fmt::format(":{}", finding.column);
  }
  if (!out.empty()) out += ": ";
  out += fmt::format("{}: {}", name_of(finding.severity), on_one_line(finding.message));
  if (!finding.path.empty()) out += fmt::format(" ({})", on_one_line(finding.path));
  out += fmt::format(" [{}]\n", name_of(finding.code));
  if (!finding.hint.empty()) out += fmt::format("    {}\n", on_one_line(finding.hint));
  return out;
}

void write_json(const Findings &findings, JsonWriter &json) {
  json.key("findings");
  json.begin_array();
  for (const Finding &finding : findings) {
    json.begin_object();
    json.field("severity", name_of(finding.severity));
    json.field("code", name_of(finding.code));
    json.field("file", finding.file);
    json.field("line", finding.line);
    json.field("column", finding.column);
    json.field("path", finding.path);
    json.field("message", finding.message);
    json.field("hint", finding.hint);
    json.end_object();
  }
  json.end_array();
}

std::string to_json(const Findings &findings) {
  JsonWriter json;
  json.begin_object();
  write_json(findings, json);
  json.end_object();
  return std::move(json).take();
}

} // namespace usher
