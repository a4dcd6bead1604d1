// SPDX-License-Identifier: BSL-1.0
// Every file of tests/policy/broken has mistakes, and expected.tsv says which findings they give and where:
// no fewer, no more, no others.
#include "policy/reader.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;
using namespace usher;

constexpr std::string_view folder = "tests/policy/broken";
constexpr std::size_t fewest_cases = 80;

/// File, line, column, code: in the order in which they are compared.
using Line = std::tuple<std::string, std::uint32_t, std::uint32_t, std::string>;

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(at);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::uint32_t number_of(const std::string &text) {
  std::uint32_t number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  REQUIRE(status == std::errc());
  REQUIRE(end == text.data() + text.size());
  return number;
}

/// The lines of expected.tsv by case: a file, or a folder with a policy.yaml.
std::map<std::string, std::vector<Line>> read_expected() {
  std::ifstream file(fs::path(folder) / "expected.tsv");
  REQUIRE_MESSAGE(file.is_open(), "run from the project's folder");
  std::map<std::string, std::vector<Line>> cases;
  std::string text;
  std::getline(file, text);
  REQUIRE(text == "file\tcode\tline\tcolumn");
  std::string last_name;
  while (std::getline(file, text)) {
    CAPTURE(text);
    const std::vector<std::string> parts = split(text, '\t');
    REQUIRE(parts.size() == 4);
    CHECK_MESSAGE(last_name <= parts[0], "the list is sorted by file name");
    last_name = parts[0];
    const std::string name = parts[0].substr(0, parts[0].find('/'));
    cases[name].emplace_back(parts[0], number_of(parts[2]), number_of(parts[3]), parts[1]);
  }
  return cases;
}

std::string in_words(const Line &line) {
  const auto &[file, row, column, code] = line;
  return fmt::format("{}:{}:{} {}\n", file, row, column, code);
}

std::string in_words(std::vector<Line> lines) {
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const Line &line : lines)
    text += in_words(line);
  return text;
}

void check_words(const Finding &finding) {
  CAPTURE(to_text(finding));
  CHECK_FALSE(finding.message.empty());
  CHECK_FALSE(finding.hint.empty());
  CHECK(finding.message.find_first_of("\r\n") == std::string::npos);
  CHECK(finding.hint.find_first_of("\r\n") == std::string::npos);
  CHECK(finding.path.find_first_of("\r\n") == std::string::npos);
  CHECK_MESSAGE(!finding.message.ends_with('.'), "a message has no full stop");
}

} // namespace

TEST_CASE("each broken policy gives its findings and no others") {
  const std::map<std::string, std::vector<Line>> cases = read_expected();
  CHECK(cases.size() >= fewest_cases);
  for (const auto &one : cases) {
    // Not a structured binding: clang 14 cannot use one in what CAPTURE makes a lambda.
    const std::string &name = one.first;
    const std::vector<Line> &wanted = one.second;
    CAPTURE(name);
    const std::string prefix = fmt::format("{}/", folder);
    policy::Policy policy;
    Findings findings;
    CHECK(policy::read_policy(prefix + name, Limits{}, policy, findings) == policy::ReadStatus::bad_policy);
    std::vector<Line> found;
    for (const Finding &finding : findings) {
      check_words(finding);
      REQUIRE(finding.file.starts_with(prefix));
      if (finding.severity != Severity::error) continue;
      found.emplace_back(finding.file.substr(prefix.size()), finding.line, finding.column,
                         std::string(name_of(finding.code)));
    }
    CHECK(in_words(found) == in_words(wanted));
  }
}

TEST_CASE("each file of the folder is in the list") {
  const std::map<std::string, std::vector<Line>> cases = read_expected();
  std::set<std::string> names;
  for (const fs::directory_entry &entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name != "expected.tsv") names.insert(name);
  }
  for (const std::string &name : names)
    CHECK_MESSAGE(cases.contains(name), name, " is not in expected.tsv");
  for (const auto &one : cases)
    CHECK_MESSAGE(names.contains(one.first), one.first, " does not exist");
}
