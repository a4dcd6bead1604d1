// SPDX-License-Identifier: BSL-1.0
#include "policy/yaml_report.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <utility>

namespace usher::policy {

YamlReport::YamlReport(const Source &source, std::size_t base)
    : source_(source), base_(base), last_offset_(base), last_position_(source.position(base)) {}

void YamlReport::add(Code code, std::size_t offset, std::string message, std::string hint) {
  add_at(code, position(offset), std::move(message), std::move(hint));
}

void YamlReport::add_at(Code code, Position place, std::string message, std::string hint) {
  findings_.add({Severity::error,
                 code,
                 source_.name(),
                 place.line,
                 place.column,
                 {},
                 std::move(message),
                 std::move(hint)});
}

Position YamlReport::position(std::size_t offset) noexcept {
  const std::string_view text = source_.text();
  const std::size_t wanted = std::min(offset + base_, text.size());
  const std::size_t line = last_position_.line;
  const std::size_t line_end = line < source_.line_count() ? source_.line_start(line + 1) : text.size() + 1;
  if (wanted < source_.line_start(line) || wanted >= line_end) {
    last_position_ = source_.position(wanted);
  } else if (wanted >= last_offset_) {
    const std::string_view between = text.substr(last_offset_, wanted - last_offset_);
    last_position_.column += static_cast<std::uint32_t>(count_code_points(between));
  } else {
    const std::string_view between = text.substr(wanted, last_offset_ - wanted);
    last_position_.column -= static_cast<std::uint32_t>(count_code_points(between));
  }
  last_offset_ = wanted;
  return last_position_;
}

bool YamlReport::is_mild() const noexcept {
  return std::all_of(findings_.begin(), findings_.end(), [](const Finding &finding) {
    return finding.code == Code::duplicate_key || finding.code == Code::multi_line_quote ||
           finding.code == Code::not_utf8 || finding.code == Code::second_document;
  });
}

bool YamlReport::has_error_up_to(std::size_t offset) noexcept {
  const std::uint32_t line = position(offset).line;
  return std::any_of(findings_.begin(), findings_.end(),
                     [line](const Finding &finding) { return finding.line <= line; });
}

std::string YamlReport::excerpt_between(std::size_t begin, std::size_t end) const {
  return excerpt(source_.text().substr(begin + base_, end - begin));
}

std::string YamlReport::excerpt_from(std::size_t begin) const {
  return excerpt(source_.text().substr(begin + base_));
}

void YamlReport::hand_over(Findings &out) {
  findings_.sort();
  out.append(findings_);
  findings_.clear();
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t most = 40;
  const std::string_view part = utf8_prefix(text, most);
  const std::size_t line_end = part.find_first_of("\r\n");
  if (line_end != std::string_view::npos) return std::string(part.substr(0, line_end));
  std::string out(part);
  if (part.size() < text.size()) out += "...";
  return out;
}

} // namespace usher::policy
