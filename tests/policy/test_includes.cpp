// SPDX-License-Identifier: BSL-1.0
// Policies of several files, from memory and from a disk.
#include "policy/reader.hpp"
#include "read_from_memory.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;
using namespace usher;
using namespace usher::policy::testing;

/// A folder that is gone after the test.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "usher-includes-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    root_ = pattern;
  }
  ~Folder() {
    std::error_code ignored; // a folder left behind in the temporary one is no failure of what is tested
    fs::remove_all(root_, ignored);
  }
  Folder(const Folder &) = delete;
  Folder &operator=(const Folder &) = delete;

  void write(const std::string &path, std::string_view text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream file(root_ / path, std::ios::binary);
    file << text;
    REQUIRE(file.good());
  }
  void link(const std::string &path, const fs::path &target) const {
    fs::create_symlink(target, root_ / path);
  }
  [[nodiscard]] std::string path(const std::string &name) const { return (root_ / name).string(); }

  [[nodiscard]] ReadPolicy read(const std::string &name = "policy.yaml", const Limits &limits = {}) const {
    ReadPolicy result;
    result.status = policy::read_policy(path(name), limits, result.policy, result.findings);
    return result;
  }

 private:
  fs::path root_;
};

std::string one_rule(std::string_view name) {
  return fmt::format("rules: [{{name: {}, then: {{tags: t}}}}]\n", name);
}

std::string main_file(std::string_view include, std::string_view more = "") {
  return fmt::format("usher: 1\ninclude: {}\n{}departments: {{care: {{}}}}\ndefault: {{department: care}}\n",
                     include, more);
}

std::string rule_names(const policy::Policy &policy) {
  std::string names;
  for (const policy::Rule &rule : policy.rules)
    names += (names.empty() ? "" : " ") + rule.name;
  return names;
}

} // namespace

TEST_CASE("includes are read in the order of the list, globs in byte order, before the file's own rules") {
  const ReadPolicy one =
      read(main_file("[late.yaml, rules/*.yaml]", one_rule("own")), {{"rules/b.yaml", one_rule("b")},
                                                                     {"rules/a.yaml", one_rule("a")},
                                                                     {"rules/C.yaml", one_rule("C")},
                                                                     {"rules/é.yaml", one_rule("é")},
                                                                     {"rules/deep/x.yaml", one_rule("x")},
                                                                     {"rules/notes.txt", "not yaml: ["},
                                                                     {"late.yaml", one_rule("late")},
                                                                     {"other.yaml", one_rule("other")}});
  REQUIRE_MESSAGE(one.findings.empty(), one.places());
  CHECK(rule_names(one.policy) == "late C a b é own");
  CHECK(one.policy.files[0].name == "policy.yaml");
  CHECK(one.policy.files[1].name == "late.yaml");
  CHECK(one.policy.files[2].name == "rules/C.yaml");
  CHECK(one.policy.rules[1].place.file == 2);
}

TEST_CASE("the same from a disk") {
  const Folder folder;
  folder.write("policy.yaml", main_file("[late.yaml, \"rules/*.yaml\"]", one_rule("own")));
  for (const std::string name : {"b", "a", "C", "é"})
    folder.write("rules/" + name + ".yaml", one_rule(name));
  folder.write("rules/deep/x.yaml", one_rule("x"));
  folder.write("rules/.hidden.yaml", one_rule("hidden"));
  folder.write("rules/notes.txt", "not yaml: [");
  folder.write("late.yaml", one_rule("late"));
  const ReadPolicy one = folder.read();
  REQUIRE_MESSAGE(one.findings.empty(), one.places());
  CHECK(rule_names(one.policy) == "late C a b é own");
  CHECK(one.policy.files[2].name == folder.path("rules/C.yaml"));
}

TEST_CASE("includes of includes are relative to the file that names them") {
  const ReadPolicy one =
      read(main_file("brands/acme.yaml", one_rule("own")),
           {{"brands/acme.yaml", "include: [more/a.yaml, ../shared.yaml]\n" + one_rule("acme")},
            {"brands/more/a.yaml", one_rule("a")},
            {"shared.yaml", one_rule("shared")}});
  REQUIRE_MESSAGE(one.findings.empty(), one.places());
  CHECK(rule_names(one.policy) == "a shared acme own");
}

TEST_CASE("sections of several files are one") {
  const ReadPolicy one = read(
      main_file("[topics.yaml, people.yaml]",
                "rules: [{name: r, when: {topic: refund}, then: {department: sales}}]\n"),
      {{"topics.yaml",
        "topics: {refund: [refund]}\ntests: [{message: {text: refund}, expect: {department: sales}}]\n"},
       {"people.yaml",
        "departments: {sales: {}}\ntopics: {spam: [giveaway]}\nfacts: {a: text}\nsignals: {s: {a: b}}\n"}});
  REQUIRE_MESSAGE(one.findings.empty(), one.places());
  CHECK(one.policy.topics.size() == 2);
  CHECK(one.policy.departments[0].name == "sales");
  CHECK(one.policy.departments[1].name == "care");
  CHECK(one.policy.tests[0].place.file == 1);
}

TEST_CASE("wildcards") {
  const auto names = [](std::string_view glob) {
    const ReadPolicy one = read(main_file(fmt::format("\"{}\"", glob)), {{"a.yaml", one_rule("a")},
                                                                         {"ab.yaml", one_rule("ab")},
                                                                         {"é.yaml", one_rule("é")},
                                                                         {".b.yaml", one_rule("dot-b")},
                                                                         {"[x].yaml", one_rule("x")},
                                                                         {"d/a.yaml", one_rule("d-a")},
                                                                         {"e/b.yaml", one_rule("e-b")}});
    CAPTURE(glob);
    CHECK_FALSE(one.findings.has_errors());
    return rule_names(one.policy);
  };
  CHECK(names("*.yaml") == "x a ab é");
  CHECK(names("?.yaml") == "a é");
  CHECK(names("a*.yaml") == "a ab");
  CHECK(names("*b.yaml") == "ab");
  CHECK(names(".*.yaml") == "dot-b");
  CHECK(names("*/*.yaml") == "d-a e-b");
  CHECK(names("*/a.yaml") == "d-a");
  CHECK(names("?/b.yaml") == "e-b");
  CHECK(names("[x].yaml") == "x");
  CHECK(names("*a*b*.y*l") == "ab");
  CHECK(names("none/*.yaml").empty());
}

TEST_CASE("a glob that finds nothing is a warning") {
  const ReadPolicy one = read(main_file("[\"rules/*.yaml\"]"));
  CHECK(one.status == policy::ReadStatus::ok);
  REQUIRE(one.findings.size() == 1);
  CHECK(one.findings[0].severity == Severity::warning);
  CHECK(one.findings[0].code == Code::empty_include);
  CHECK(one.places() == "policy.yaml:2:11 empty_include");
}

TEST_CASE("files are nested eight deep at most") {
  const auto chain = [](int depth) {
    std::vector<std::string> names;
    std::vector<std::string> texts;
    for (int i = 1; i <= depth; ++i) {
      names.push_back(fmt::format("{}.yaml", i));
      texts.push_back(i < depth ? fmt::format("include: {}.yaml\n", i + 1) : one_rule("deepest"));
    }
    std::vector<policy::MemoryFile> files;
    for (std::size_t i = 0; i < names.size(); ++i)
      files.push_back({names[i], texts[i]});
    ReadPolicy result;
    const std::string main = main_file("1.yaml");
    result.status =
        policy::read_policy({"policy.yaml", main}, files, Limits{}, result.policy, result.findings);
    return result;
  };
  CHECK(rule_names(chain(8).policy) == "deepest");
  CHECK(chain(8).places().empty());
  CHECK(chain(9).places() == "8.yaml:1:10 limit");
}

TEST_CASE("files are counted, and one too many is said once") {
  Limits limits;
  limits.policy_files = 3;
  const std::string main = main_file("[\"*.yaml\"]");
  CHECK(read(main, {{"a.yaml", ""}, {"b.yaml", ""}}, limits).places().empty());
  CHECK(read(main, {{"a.yaml", ""}, {"b.yaml", ""}, {"c.yaml", ""}, {"d.yaml", ""}}, limits).places() ==
        "policy.yaml:2:11 limit");
}

TEST_CASE("in memory the main text may have any name") {
  const std::string main = main_file("policy.yaml");
  const std::string included = one_rule("a");
  const std::vector<policy::MemoryFile> files = {{"policy.yaml", included}};
  policy::Policy policy;
  Findings findings;
  CHECK(policy::read_policy({"table of policies, row 7", main}, files, Limits{}, policy, findings) ==
        policy::ReadStatus::ok);
  CHECK(policy.files[0].name == "table of policies, row 7");
  CHECK(rule_names(policy) == "a");
}

TEST_CASE("a folder stands for its policy.yaml") {
  const Folder folder;
  folder.write("shop/policy.yaml", main_file("[\"topics/*.yaml\"]"));
  folder.write("shop/topics/refund.yaml", "topics: {refund: [refund]}\n");
  for (const std::string name : {"shop", "shop/", "shop/policy.yaml"}) {
    CAPTURE(name);
    const ReadPolicy one = folder.read(name);
    CHECK(one.status == policy::ReadStatus::ok);
    CHECK(one.policy.topics.size() == 1);
    CHECK(one.policy.files[1].name == folder.path("shop/topics/refund.yaml"));
  }
}

TEST_CASE("what cannot be opened at all") {
  const Folder folder;
  folder.write("empty/notes.txt", "");
  for (const std::string name : {"missing.yaml", "empty", "empty/", "missing/"}) {
    CAPTURE(name);
    const ReadPolicy one = folder.read(name);
    CHECK(one.status == policy::ReadStatus::unreadable);
    REQUIRE(one.findings.size() == 1);
    CHECK(one.findings[0].code == Code::file_unreadable);
    CHECK_FALSE(one.findings[0].hint.empty());
  }
}

TEST_CASE("links inside the folder are followed, links that leave it are not") {
  const Folder outside;
  outside.write("stolen.yaml", one_rule("stolen"));
  const Folder folder;
  folder.write("policy.yaml", main_file("[\"linked/*.yaml\"]"));
  folder.write("..data/a.yaml", one_rule("a"));
  folder.link("linked", "..data");
  const ReadPolicy inside = folder.read();
  CHECK(inside.places().empty());
  CHECK(rule_names(inside.policy) == "a");

  folder.link("..data/b.yaml", outside.path("stolen.yaml"));
  const ReadPolicy link_out = folder.read();
  CHECK(link_out.places() == fmt::format("{}:2:11 include_outside", folder.path("policy.yaml")));
  CHECK(rule_names(link_out.policy) == "a");

  folder.write("policy.yaml", main_file("out/stolen.yaml"));
  folder.link("out", outside.path(""));
  CHECK(folder.read().places() == fmt::format("{}:2:10 include_outside", folder.path("policy.yaml")));

  folder.link("gone.yaml", "nowhere.yaml");
  folder.write("policy.yaml", main_file("gone.yaml"));
  CHECK(folder.read().places() == fmt::format("{}:2:10 file_unreadable", folder.path("policy.yaml")));
}

TEST_CASE("a glob sees nothing behind a link that leaves the folder, and no hint tells of it") {
  const Folder outside;
  outside.write("stolen.yaml", one_rule("stolen"));
  const Folder folder;
  folder.link("out", outside.path(""));
  for (const std::string_view glob : {"\"out/*.yaml\"", "\"*/*.yaml\"", "\"out/stolen?.yaml\""}) {
    folder.write("policy.yaml", main_file(glob));
    const ReadPolicy one = folder.read();
    CHECK(one.places() == fmt::format("{}:2:10 include_outside", folder.path("policy.yaml")));
    CHECK(to_text(*one.findings.begin()).find("stolen.yaml") == std::string::npos);
  }
  folder.write("policy.yaml", main_file("out/stole.yaml"));
  const ReadPolicy near = folder.read();
  CHECK(near.places() == fmt::format("{}:2:10 file_unreadable", folder.path("policy.yaml")));
  CHECK(near.findings.begin()->hint.find("stolen") == std::string::npos);
}

TEST_CASE("links within a folder do not make names without end") {
  const Folder folder;
  folder.write("policy.yaml", main_file("\"*/*/*/*/*/*/*/*/*.yml\""));
  folder.write("a.yml", one_rule("a"));
  for (int i = 0; i < 8; ++i)
    folder.link(fmt::format("link{}", i), ".");
  const ReadPolicy one = folder.read();
  CHECK(one.places() == fmt::format("{}:2:10 limit", folder.path("policy.yaml")));
  CHECK(one.findings.begin()->message.find("more than 20000 names") != std::string::npos);
  folder.write("policy.yaml", main_file("\"*0/a.ym?\""));
  CHECK(rule_names(folder.read().policy) == "a");
}

TEST_CASE("the main file may itself be a link") {
  const Folder folder;
  folder.write("v2/policy.yaml", main_file("rules.yaml"));
  folder.write("rules.yaml", one_rule("a"));
  folder.link("policy.yaml", "v2/policy.yaml");
  const ReadPolicy one = folder.read();
  CHECK(one.places().empty());
  CHECK(rule_names(one.policy) == "a");
}

TEST_CASE("includes are beside the main file that a link out of the folder leads to") {
  const Folder releases;
  releases.write("v2/policy.yaml", main_file("rules.yaml"));
  releases.write("v2/rules.yaml", one_rule("of the release"));
  releases.write("other.yaml", one_rule("other"));
  const Folder folder;
  folder.write("rules.yaml", one_rule("beside the link"));
  folder.link("policy.yaml", releases.path("v2/policy.yaml"));
  for (const std::string name : {"policy.yaml", ""}) {
    CAPTURE(name);
    const ReadPolicy one = folder.read(name);
    CHECK(one.places().empty());
    CHECK(rule_names(one.policy) == "of the release");
  }
  // An include that is a link leads out of there as little as out of any folder.
  releases.link("v2/out.yaml", releases.path("other.yaml"));
  releases.write("v2/policy.yaml", main_file("out.yaml"));
  CHECK(folder.read().places() == fmt::format("{}:2:10 include_outside", folder.path("policy.yaml")));
}

TEST_CASE("a pipe is no policy's file, and is not waited for") {
  const Folder folder;
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  const ReadPolicy one = folder.read("pipe");
  CHECK(one.status == policy::ReadStatus::unreadable);
  REQUIRE(one.findings.size() == 1);
  CHECK(one.findings[0].message == "this is not a file");
}

TEST_CASE("a text by itself has no files to include, and says so") {
  for (const std::string_view include : {"topics.yaml", "topics/*.yaml"}) {
    CAPTURE(include);
    const ReadPolicy one = read(main_file(fmt::format("[\"{}\"]", include)));
    REQUIRE(one.findings.size() == 1);
    CHECK(one.findings[0].hint ==
          "a text by itself, as from stdin, can include no files: name the policy's file or folder");
  }
}

TEST_CASE("a file that could not be read is the only thing reported") {
  const ReadPolicy one =
      read(main_file("[missing.yaml]", "rules: [{name: r, when: {topic: refund, customer.tier: gold, "
                                       "signal: loud}, then: {department: sales, reply: hello}}]\n"));
  CHECK(one.places() == "policy.yaml:2:11 file_unreadable");
  const ReadPolicy broken =
      read(main_file("[a.yaml]", "rules: [{name: r, when: {topic: refund}, then: {tags: x}}]\n"),
           {{"a.yaml", "topics: {refund: [refund}\n"}});
  CHECK(broken.places() == "a.yaml:1:18 unclosed_bracket");
}
