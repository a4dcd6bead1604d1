// SPDX-License-Identifier: BSL-1.0
#include "desk/openmetrics_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>

namespace usher_test {
namespace {

bool is_name(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (name.empty() || !is_letter(name[0])) return false;
  return std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

// Up to a quote that no backslash stands before; false when there is none, or a backslash before something else.
bool read_quoted(std::string_view &rest, std::string &out) {
  for (std::size_t at = 0; at < rest.size(); ++at) {
    if (rest[at] == '"') {
      rest.remove_prefix(at + 1);
      return true;
    }
    if (rest[at] != '\\') {
      out += rest[at];
      continue;
    }
    if (++at == rest.size()) return false;
    if (rest[at] == 'n')
      out += '\n';
    else if (rest[at] == '\\' || rest[at] == '"')
      out += rest[at];
    else
      return false;
  }
  return false;
}

std::string key_of(const OpenMetricsSample &sample, bool with_quantile) {
  std::string out;
  for (const auto &[name, value] : sample.labels)
    if (with_quantile || name != "quantile") out += name + '\1' + value + '\2';
  return out;
}

} // namespace

double OpenMetrics::value(std::string_view name, const std::map<std::string, std::string> &labels) const {
  for (const OpenMetricsFamily &family : families_)
    for (const OpenMetricsSample &sample : family.samples)
      if (sample.name == name && sample.labels == labels) return sample.value;
  return std::numeric_limits<double>::quiet_NaN();
}

void OpenMetrics::read(std::string_view text) {
  std::size_t number = 0;
  bool ended = false;
  while (!text.empty() && error_.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    std::string wrong;
    if (end == std::string_view::npos)
      wrong = "a line without its end";
    else if (ended)
      wrong = "something behind # EOF";
    else if (text.substr(0, end) == "# EOF")
      ended = true;
    else
      wrong = read_line(text.substr(0, end));
    if (!wrong.empty()) error_ = fmt::format("line {}: {}", number, wrong);
    text.remove_prefix(std::min(end, text.size() - 1) + 1);
  }
  if (error_.empty() && !ended) error_ = "no # EOF";
  if (error_.empty()) error_ = end_family();
}

std::string OpenMetrics::read_line(std::string_view line) {
  return line.starts_with('#') ? read_description(line) : read_sample(line);
}

// "# TYPE name word", and likewise UNIT and HELP; each once, before the samples, and the family is a new one.
std::string OpenMetrics::read_description(std::string_view line) {
  const std::size_t word_end = line.find(' ', 2);
  if (!line.starts_with("# ") || word_end == std::string_view::npos) return "no such description";
  const std::string_view word = line.substr(2, word_end - 2);
  const std::size_t name_end = line.find(' ', word_end + 1);
  if (name_end == std::string_view::npos) return "a description of nothing";
  const std::string_view name = line.substr(word_end + 1, name_end - word_end - 1);
  const std::string_view rest = line.substr(name_end + 1);
  if (!is_name(name)) return "a name that is none";
  if (families_.empty() || families_.back().name != name) {
    if (std::string wrong = end_family(); !wrong.empty()) return wrong;
    for (const OpenMetricsFamily &family : families_)
      if (family.name == name) return "a family that was over";
    families_.push_back({std::string(name), {}, {}, {}, {}});
  }
  OpenMetricsFamily &family = families_.back();
  if (!family.samples.empty()) return "a description behind samples";
  std::string &part = word == "TYPE" ? family.type : word == "UNIT" ? family.unit : family.help;
  if (word != "TYPE" && word != "UNIT" && word != "HELP") return "an unknown word";
  if (!part.empty() || rest.empty()) return "said twice, or nothing";
  if (word == "HELP" && rest.find_first_of("\\\"") != std::string_view::npos)
    return "what would need an escape";
  part = rest;
  return {};
}

std::string OpenMetrics::read_sample(std::string_view line) {
  if (families_.empty()) return "a sample without a family";
  OpenMetricsSample sample;
  const std::size_t name_end = line.find_first_of("{ ");
  if (name_end == std::string_view::npos) return "a sample without a value";
  sample.name = line.substr(0, name_end);
  line.remove_prefix(name_end);
  if (line.starts_with('{')) {
    do {
      line.remove_prefix(1);
      const std::size_t equals = line.find("=\"");
      if (equals == std::string_view::npos || !is_name(line.substr(0, equals))) return "a label that is none";
      const std::string name(line.substr(0, equals));
      line.remove_prefix(equals + 2);
      std::string value;
      if (!read_quoted(line, value)) return "a label's value that is none";
      if (!sample.labels.emplace(name, value).second) return "a label twice";
    } while (line.starts_with(','));
    if (!line.starts_with('}')) return "labels without an end";
    line.remove_prefix(1);
  }
  if (!line.starts_with(' ')) return "no space before the value";
  line.remove_prefix(1);
  const auto [end, wrong] = std::from_chars(line.data(), line.data() + line.size(), sample.value);
  if (wrong != std::errc() || end != line.data() + line.size()) return "a value that is no number";
  if (std::string why = check_sample(sample); !why.empty()) return why;
  families_.back().samples.push_back(std::move(sample));
  return {};
}

std::string OpenMetrics::check_sample(const OpenMetricsSample &sample) const {
  const OpenMetricsFamily &family = families_.back();
  if (!sample.name.starts_with(family.name)) return "a sample of another family";
  const std::string_view suffix = std::string_view(sample.name).substr(family.name.size());
  const bool is_quantile = sample.labels.contains("quantile");
  if (family.type == "counter" && (suffix != "_total" || sample.value < 0)) return "no sample of a counter";
  if (family.type == "gauge" && !suffix.empty()) return "no sample of a gauge";
  if (family.type == "summary") {
    const bool is_part = suffix == "_count" || suffix == "_sum";
    if (is_part == is_quantile || (!is_part && !suffix.empty()) || sample.value < 0)
      return "no sample of a summary";
  } else if (is_quantile) {
    return "a quantile of no summary";
  }
  for (const OpenMetricsSample &other : family.samples)
    if (other.name == sample.name && other.labels == sample.labels) return "a sample twice";
  return {};
}

// Complete, and no metric's samples lie between another's.
std::string OpenMetrics::end_family() {
  if (families_.empty()) return {};
  const OpenMetricsFamily &family = families_.back();
  static const std::set<std::string> types = {"counter", "gauge", "summary"};
  if (!types.contains(family.type) || family.help.empty()) return family.name + " is not described";
  if (family.samples.empty()) return family.name + " has no samples";
  if (!family.unit.empty() && !family.name.ends_with('_' + family.unit))
    return family.name + " does not end in its unit";
  if (family.unit.empty() && (family.name.ends_with("_seconds") || family.name.ends_with("_ratio")))
    return family.name + " has no unit";
  for (const char *reserved : {"_total", "_count", "_sum", "_created", "_bucket", "_info"})
    if (family.name.ends_with(reserved)) return family.name + " ends as samples do";
  std::set<std::string> over;
  std::string last;
  for (const OpenMetricsSample &sample : family.samples) {
    const std::string key = key_of(sample, family.type != "summary");
    if (key != last && !over.insert(key).second) return family.name + " mixes its metrics";
    last = key;
  }
  return {};
}

} // namespace usher_test
