// SPDX-License-Identifier: BSL-1.0
#include "base/finding.hpp"
#include "base/json.hpp"

#include <set>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace usher;

namespace {

Finding at(std::string file, std::uint32_t line, std::uint32_t column, Severity severity = Severity::error,
           std::string message = "m") {
  return {severity, Code::yaml_syntax, std::move(file), line, column, {}, std::move(message), {}};
}

std::string order(const Findings &findings) {
  std::string out;
  for (const Finding &finding : findings) {
    out += fmt::format("{}:{}:{}{} ", finding.file, finding.line, finding.column, finding.message);
  }
  return out;
}

} // namespace

TEST_CASE("codes have distinct names and are all listed") {
  std::set<std::string_view> names;
  for (const Code code : all_codes())
    names.insert(name_of(code));
  CHECK(names.size() == all_codes().size());
  CHECK(names.contains("unclosed_bracket"));
  CHECK(name_of(Code::anchor) == "anchor");
  CHECK(name_of(Code::yaml_syntax) == "yaml_syntax");
  CHECK(name_of(Severity::note) == "note");
  CHECK(name_of(Severity::warning) == "warning");
  CHECK(name_of(Severity::error) == "error");
}

TEST_CASE("findings are counted by severity") {
  Findings findings;
  CHECK(findings.empty());
  CHECK_FALSE(findings.has_errors());
  findings.add(at("a", 1, 1, Severity::warning));
  findings.add(at("a", 2, 1, Severity::note));
  CHECK_FALSE(findings.has_errors());
  findings.add(at("a", 3, 1));
  findings.add(at("a", 4, 1));
  CHECK(findings.has_errors());
  CHECK(findings.size() == 4);
  CHECK(findings.count(Severity::error) == 2);
  CHECK(findings.count(Severity::warning) == 1);
  CHECK(findings.count(Severity::note) == 1);
  CHECK(findings[2].line == 3);
  findings.clear();
  CHECK(findings.empty());
  CHECK_FALSE(findings.has_errors());
}

TEST_CASE("findings are sorted by file in order of mention, line and column, and else stay") {
  Findings findings;
  findings.add(at("b", 2, 5));
  findings.add(at("a", 9, 1));
  findings.add(at("b", 2, 4, Severity::note, "first"));
  findings.add(at("b", 2, 4, Severity::error, "second"));
  findings.add(at("a", 1, 1));
  findings.add(at("b", 1, 7));
  findings.sort();
  CHECK(order(findings) == "b:1:7m b:2:4first b:2:4second b:2:5m a:1:1m a:9:1m ");
}

TEST_CASE("a list of findings stops growing and says so") {
  Findings findings;
  for (std::uint32_t line = 1; line <= 2 * Findings::most; ++line)
    findings.add(at("a", line, 1));
  CHECK(findings.size() == Findings::most + 1);
  CHECK(findings[Findings::most - 1].line == Findings::most);
  CHECK(findings[Findings::most].severity == Severity::note);
  CHECK(findings[Findings::most].code == Code::limit);
  CHECK(findings.count(Severity::error) == 2 * Findings::most);

  Findings other;
  other.append(findings);
  CHECK(other.size() == Findings::most + 1);
  other.sort();
  CHECK(other[Findings::most].code == Code::limit);
}

TEST_CASE("an error that comes when the list is full is still an error") {
  Findings findings;
  for (std::uint32_t line = 1; line <= Findings::most + 5; ++line)
    findings.add(at("a", line, 1, Severity::warning));
  CHECK_FALSE(findings.has_errors());
  findings.add(at("a", 1, 1));
  CHECK(findings.has_errors());
}

TEST_CASE("a finding as text") {
  Finding finding = at("policy.yaml", 3, 7, Severity::error, "unknown key");
  CHECK(to_text(finding) == "policy.yaml:3:7: error: unknown key [yaml_syntax]\n");
  finding.path = "rules[3].when";
  finding.hint = "did you mean \"x\"?";
  CHECK(to_text(finding) ==
        "policy.yaml:3:7: error: unknown key (rules[3].when) [yaml_syntax]\n    did you mean \"x\"?\n");
  finding.line = 0;
  CHECK(to_text(finding).starts_with("policy.yaml: error: unknown key"));
  finding.file.clear();
  CHECK(to_text(finding).starts_with("error: unknown key"));
  finding.line = 3;
  CHECK(to_text(finding).starts_with("line 3:7: error: unknown key"));
  finding.column = 0;
  CHECK(to_text(finding).starts_with("line 3: error: unknown key"));
  finding.file = "tests.yaml";
  CHECK(to_text(finding).starts_with("tests.yaml:3: error: unknown key"));
}

TEST_CASE("findings as JSON") {
  Findings findings;
  CHECK(to_json(findings) == R"({"findings":[]})");
  findings.add({Severity::warning, Code::tag, "a\"b", 3, 7, "p[0]", "bad \xFF", "возврат"});
  CHECK(
      to_json(findings) ==
      "{\"findings\":[{\"severity\":\"warning\",\"code\":\"tag\",\"file\":\"a\\\"b\",\"line\":3,\"column\":7,"
      "\"path\":\"p[0]\",\"message\":\"bad \xEF\xBF\xBD\",\"hint\":\"возврат\"}]}");
  boost::json::value value;
  JsonError error;
  CHECK(parse_json(to_json(findings), {}, value, error));
}
