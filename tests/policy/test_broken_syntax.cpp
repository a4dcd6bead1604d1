// SPDX-License-Identifier: BSL-1.0
// The files of tests/policy/broken as the YAML reader alone sees them: what it finds is in expected.tsv, and
// where it leaves nothing for the policy's reader to look at, expected.tsv has no more.
#include "policy/yaml.hpp"
#include "policy/yaml_promises.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;
using namespace usher;

constexpr std::string_view folder = "tests/policy/broken";
constexpr std::size_t fewest_files = 50;

// Nobody but the YAML reader makes these.
constexpr std::array syntax_codes = {Code::anchor,      Code::control_character, Code::duplicate_key,
                                     Code::tag,         Code::multi_line_quote,  Code::not_utf8,
                                     Code::tab_indent,  Code::second_document,   Code::unclosed_bracket,
                                     Code::yaml_syntax, Code::unclosed_quote};

/// "code line:column" of each line of the list, by file.
std::map<std::string, std::vector<std::string>> read_list() {
  std::ifstream file(fs::path(folder) / "expected.tsv");
  REQUIRE_MESSAGE(file.is_open(), "run from the project's folder");
  std::map<std::string, std::vector<std::string>> list;
  std::string row;
  std::getline(file, row);
  while (std::getline(file, row)) {
    std::istringstream fields(row);
    std::string name, code, line, column;
    fields >> name >> code >> line >> column;
    REQUIRE_MESSAGE(!fields.fail(), row);
    list[name].push_back(fmt::format("{} {}:{}", code, line, column));
  }
  return list;
}

std::string read_file(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.is_open(), path.string());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool is_syntax(const std::string &finding) {
  return std::any_of(syntax_codes.begin(), syntax_codes.end(),
                     [&](Code code) { return finding.starts_with(fmt::format("{} ", name_of(code))); });
}

} // namespace

TEST_CASE("the YAML reader finds in each broken policy what the list says") {
  constexpr std::size_t budget = Limits{}.nodes;
  std::size_t files_with_syntax_errors = 0;
  for (auto &one : read_list()) {
    // Not a structured binding: clang 14 cannot use one in what CAPTURE makes a lambda.
    const std::string &name = one.first;
    auto &listed = one.second;
    CAPTURE(name);
    const Source source(name, read_file(fs::path(folder) / name));
    policy::Yaml yaml;
    Findings findings;
    const bool well_formed = yaml.read(source, budget, findings);
    const std::string broken =
        policy::testing::PromiseCheck(source).first_broken(yaml, well_formed, budget, findings);
    CHECK_MESSAGE(broken.empty(), broken);

    std::vector<std::string> found;
    for (const Finding &finding : findings) {
      if (finding.severity != Severity::error) continue;
      found.push_back(fmt::format("{} {}:{}", name_of(finding.code), finding.line, finding.column));
    }
    std::vector<std::string> wanted = listed;
    // Without a tree the list can have nothing else; with one, the policy's reader finds what else there is.
    const bool has_tree = yaml.root().kind != policy::Node::Kind::null;
    if (has_tree || well_formed)
      std::erase_if(wanted, [](const std::string &code) { return !is_syntax(code); });
    std::sort(found.begin(), found.end());
    std::sort(wanted.begin(), wanted.end());
    const std::string found_text = fmt::format("{}", fmt::join(found, "\n"));
    const std::string wanted_text = fmt::format("{}", fmt::join(wanted, "\n"));
    CHECK(found_text == wanted_text);
    if (!well_formed) ++files_with_syntax_errors;
  }
  CHECK(files_with_syntax_errors >= fewest_files);
}
