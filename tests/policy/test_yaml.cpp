// SPDX-License-Identifier: BSL-1.0
// What Yaml::read makes of files that are right, and what it says of those that are not.
#include "policy/yaml.hpp"
#include "policy/yaml_promises.hpp"
#include "policy/yaml_shape.hpp"

#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

using namespace usher;
using policy::Node;
using policy::Yaml;
using policy::testing::PromiseCheck;
using policy::testing::shape;

constexpr std::size_t budget = 100'000;

struct Reading {
  Yaml yaml;
  Findings findings;
  bool well_formed = false;
};

Reading read(std::string text, std::size_t node_budget = budget) {
  Reading reading;
  const Source source("policy.yaml", std::move(text));
  reading.well_formed = reading.yaml.read(source, node_budget, reading.findings);
  const std::string broken =
      PromiseCheck(source).first_broken(reading.yaml, reading.well_formed, node_budget, reading.findings);
  CHECK_MESSAGE(broken.empty(), broken);
  return reading;
}

/// The tree of a file that must be right.
std::string tree(std::string text, bool places = false) {
  const Reading reading = read(std::move(text));
  for (const Finding &finding : reading.findings)
    FAIL_CHECK(to_text(finding));
  return shape(reading.yaml.root(), places);
}

/// "code line:column" of each finding.
std::string errors(std::string text, std::size_t node_budget = budget) {
  const Reading reading = read(std::move(text), node_budget);
  std::string out;
  for (const Finding &finding : reading.findings) {
    out += fmt::format("{}{} {}:{}", out.empty() ? "" : ", ", name_of(finding.code), finding.line,
                       finding.column);
    CHECK_MESSAGE(!finding.hint.empty(), finding.message);
  }
  return out;
}

std::string hint(std::string text) {
  const Reading reading = read(std::move(text));
  return reading.findings.empty() ? "no finding" : reading.findings[0].hint;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i)
    out += text;
  return out;
}

} // namespace

TEST_CASE("mappings, lists and texts") {
  CHECK(tree("a: 1\nb: [x, \"y\", 'z']\nc: {d: e}\n") == R"({a: 1, b: [x, "y", "z"], c: {d: e}})");
  CHECK(tree("- a\n- - b\n  - c\n- d: e\n  f: g\n-\n  h: i\n") == "[a, [b, c], {d: e, f: g}, {h: i}]");
  CHECK(tree("a:\n- b\n- c\nd:\n  - e\n") == "{a: [b, c], d: [e]}");
  CHECK(tree("a: []\nb: {}\nc: [[], {}]\n") == "{a: [], b: {}, c: [[], {}]}");
  CHECK(tree("a: [b: c, d: e]\n") == "{a: [{b: c}, {d: e}]}");
  CHECK(tree("a: [b, c,]\nd: {e: f,}\n") == "{a: [b, c], d: {e: f}}");
  CHECK(tree("a: [\n  b,\n  {c: d,\n   e: f},\n]\ng: h\n") == "{a: [b, {c: d, e: f}], g: h}");
  CHECK(tree("a: [\nb, c\n]\n") == "{a: [b, c]}");
  CHECK(tree("text") == "text");
  CHECK(tree("[a, b]") == "[a, b]");
  CHECK(tree("\"a\": \"b\"\n'c' : d\n") == R"({"a": "b", "c": d})");
  CHECK(tree("{\"a\":b, 'c':\"d\", e: [f]}") == R"({"a": b, "c": "d", e: [f]})");
}

TEST_CASE("nothing") {
  CHECK(tree("") == "~");
  CHECK(tree("# only a comment\n\n") == "~");
  CHECK(tree("---\n") == "~");
  CHECK(tree("a:\nb: ~\nc: null\nd: \"null\"\ne: '~'\nf: nullable\ng: Null\n") ==
        R"({a: ~, b: ~, c: ~, d: "null", e: "~", f: nullable, g: ~})");
  CHECK(tree("-\n- ~\n- \n- a\n") == "[~, ~, ~, a]");
  CHECK(tree("{a, b: , c: ~, d: null}") == "{a: ~, b: ~, c: ~, d: ~}");
  CHECK(tree("a: [null, ~, {null: x}]\nnull: y\n~: z\n") == "{a: [~, ~, {null: x}], null: y, ~: z}");
  CHECK(tree("a:\n\n  # nothing here\nnull: b\n") == "{a: ~, null: b}");
  CHECK(tree("a: # nothing\n# here\nb: c\n") == "{a: ~, b: c}");

  const Reading reading = read("a: null\nb:\nc: ~\nd: [NULL ]\nnull: e\n");
  const auto &entries = reading.yaml.root().entries;
  REQUIRE(entries.size() == 5);
  CHECK(entries[0].value.text == "null");
  CHECK(entries[1].value.text.empty());
  CHECK(entries[2].value.text == "~");
  CHECK(entries[3].value.items[0].text == "NULL");
  CHECK(entries[4].key.kind == Node::Kind::scalar);
  CHECK(entries[4].key.text == "null");
}

TEST_CASE("places are those of the first character, in code points") {
  CHECK(tree("a: b\nc: [d, \"e\"]\n", true) == R"(1:1 {1:1 a: 1:4 b, 2:1 c: 2:4 [2:5 d, 2:8 "e"]})");
  CHECK(tree("- - x\n  - y: z\n", true) == "1:1 [1:3 [1:5 x, 2:5 {2:5 y: 2:8 z}]]");
  CHECK(tree("возврат: {да: нет, \"ё\": 😀, z: q}\n", true) ==
        R"(1:1 {1:1 возврат: 1:10 {1:11 да: 1:15 нет, 1:20 "ё": 1:25 😀, 1:28 z: 1:31 q}})");
  CHECK(tree("fa: [استرداد, برگشت پول]\nb: c", true) ==
        "1:1 {1:1 fa: 1:5 [1:6 استرداد, 1:15 برگشت پول], 2:1 b: 2:4 c}");
  CHECK(tree("\n# c\n  a:\n    b: |\n      c\n", true) == "3:3 {3:3 a: 4:5 {4:5 b: 4:8 \"c\n\"}}");
}

TEST_CASE("nothing stands at the colon or dash that announces it") {
  CHECK(tree("a:\nb:   # c\n\nnull: d\n", true) == "1:1 {1:1 a: 1:2 ~, 2:1 b: 2:2 ~, 4:1 null: 4:7 d}");
  CHECK(tree("-\n-\n  # c\n- a\n-", true) == "1:1 [1:1 ~, 2:1 ~, 4:3 a, 5:1 ~]");
  CHECK(tree("x: {a: , b: }", true) == "1:1 {1:1 x: 1:4 {1:5 a: 1:6 ~, 1:10 b: 1:11 ~}}");
  CHECK(tree("x: {a, null}", true) == "1:1 {1:1 x: 1:4 {1:5 a: 1:6 ~, 1:8 null: 1:12 ~}}");
}

TEST_CASE("line ends and the byte order mark") {
  CHECK(tree("a: b\r\nc:\r\n  - d\r\n  - |\r\n    e\r\n    f\r\n", true) ==
        "1:1 {1:1 a: 1:4 b, 2:1 c: 3:3 [3:5 d, 4:5 \"e\nf\n\"]}");
  CHECK(tree("a: b\rc: d\r", true) == "1:1 {1:1 a: 1:4 b, 2:1 c: 2:4 d}");
  CHECK(tree("\xEF\xBB\xBF"
             "a: b\nc: d\n",
             true) == "1:1 {1:1 a: 1:4 b, 2:1 c: 2:4 d}");
  CHECK(tree("\xEF\xBB\xBF") == "~");
  CHECK(errors("\xEF\xBB\xBF"
               "a: \"b\n") == "unclosed_quote 1:4");
}

TEST_CASE("marks inside texts are text") {
  CHECK(tree("a: don't say \"no\" [or] {yes}, & go * on! | > % @ `\n") ==
        "{a: don't say \"no\" [or] {yes}, & go * on! | > % @ `}");
  CHECK(tree("a: b#c\nd: e:f\ng: http://h.i/j?k=l#m\n") == "{a: b#c, d: e:f, g: http://h.i/j?k=l#m}");
  CHECK(tree("a: [b#c, e:f, where is it?, ?x, is it? yes, -1, -x, :y]\n") ==
        "{a: [b#c, e:f, where is it?, ?x, is it? yes, -1, -x, :y]}");
  CHECK(tree("a: -1\nb: -x\nc: ?x\nd: :x\n-e: f\n") == "{a: -1, b: -x, c: ?x, d: :x, -e: f}");
  CHECK(tree("a: 09:00-13:00\nb: [09:00-13:00, x]\n") == "{a: 09:00-13:00, b: [09:00-13:00, x]}");
  CHECK(tree("a: '#b: [c'\nd: \"# e {f\"\n") == R"({a: "#b: [c", d: "# e {f"})");
  CHECK(tree("a: 'it''s'\nb: ''\nc: ''''\nd: \"\"\n") == R"({a: "it's", b: "", c: "'", d: ""})");
  CHECK(tree("~word: 1\na: [~word, ~]\n") == "{~word: 1, a: [~word, ~]}");
  CHECK(tree("a: b # c\n# d: \"e\nf: [g, # h ]\n  i]\n") == "{a: b, f: [g, i]}");
  CHECK(tree("a: 80% of first_response\n") == "{a: 80% of first_response}");
}

TEST_CASE("escapes") {
  CHECK(tree(R"(a: "\"\\\/\t\n\r\x41\u0416\U0001F600")") == "{a: \"\"\\/\t\n\rA\u0416\U0001F600\"}");
  CHECK(tree(R"(a: '\d\b\"')") == R"({a: "\d\b\""})");
  CHECK(errors(R"(a: "\d \x4 \u12 \U0011FFFF \q")") ==
        "yaml_syntax 1:5, yaml_syntax 1:8, yaml_syntax 1:12, yaml_syntax 1:17, yaml_syntax 1:28");
  CHECK(errors(R"(a: "\b \0 \e \x1f \u0085 \N")") ==
        "control_character 1:5, control_character 1:8, control_character 1:11, control_character 1:14, "
        "control_character 1:19, control_character 1:26");
  CHECK(errors(R"(a: "\_")") == "yaml_syntax 1:5");
  CHECK(errors(R"(a: "\ud83d\ude00")") == "yaml_syntax 1:5, yaml_syntax 1:11");
}

TEST_CASE("unquoted texts over lines") {
  CHECK(tree("a: b\n  c\n\n  d # e\nf: g\n") == "{a: b c\nd, f: g}");
  CHECK(tree("a:\n  b - c\n  - d\n") == "{a: b - c - d}");
  CHECK(tree("a: [b\n  c, d\n  \"e\" & f]\n") == "{a: [b c, d \"e\" & f]}");
  CHECK(tree("a\nb\n") == "a b");
  CHECK(tree("a: (b or\n  c)\n") == "{a: (b or c)}");
}

TEST_CASE("block scalars") {
  CHECK(tree("a: |\n  b: [c\n   \"d\n\n  # e\nf: g\n") == "{a: \"b: [c\n \"d\n\n# e\n\", f: g}");
  CHECK(tree("a: |-\n  b\na2: >\n  c\n  d\n") == "{a: \"b\", a2: \"c d\n\"}");
  CHECK(tree("a: |2\n    b\n  c\n") == "{a: \"  b\nc\n\"}");
  CHECK(tree("a: |+ # keep\n  b\n\n\nc: d\n") == "{a: \"b\n\n\n\", c: d}");
  CHECK(tree("- |\n a\n- >-\n b\n-\n  |\n  c\n") == "[\"a\n\", \"b\", \"c\n\"]");
  CHECK(tree("a:\n  - b: |\n      c\n    d: e\n") == "{a: [{b: \"c\n\", d: e}]}");
  CHECK(tree("a: |\nb: c\n") == "{a: \"\", b: c}");
  CHECK(tree("a: |") == "{a: \"\"}");
  CHECK(tree("|\n --- a\n") == "\"--- a\n\"");
}

TEST_CASE("the document's marks") {
  CHECK(tree("# first\n---\na: b\n") == "{a: b}");
  CHECK(tree("--- a\n") == "a");
  CHECK(tree("--- [a]\n...\n# end\n...\n") == "[a]");
  CHECK(errors("a: b\n---\nc: d\n---\n") == "second_document 2:1");
  CHECK(errors("---\n---\n") == "second_document 2:1");
  CHECK(errors("a: b\n... # end\n\n  c: \"d\n") == "second_document 4:3");
  CHECK(errors("a: b\n...\n---\n") == "second_document 3:1");
  CHECK(errors("a: [b\n---\nc\n") == "unclosed_bracket 1:4, second_document 2:1");
  CHECK(errors("%YAML 1.1\n---\na: %x\n") == "yaml_syntax 1:1, yaml_syntax 3:4");
  CHECK(errors("--- a: b\n") == "yaml_syntax 1:6");
  CHECK(errors("--- - b\n") == "yaml_syntax 1:5");
}

TEST_CASE("quotes that are not closed, or closed too late") {
  CHECK(errors("a: \"b\nc: 1\n") == "unclosed_quote 1:4");
  CHECK(errors("a: 'b\nc: 'd\ne: \"f\n") == "unclosed_quote 1:4, unclosed_quote 2:4, unclosed_quote 3:4");
  CHECK(errors("a: \"b\\\"\n") == "unclosed_quote 1:4");
  CHECK(errors("a: 'b''\n") == "unclosed_quote 1:4");
  CHECK(errors("a: [\"b]\nc: [\"d\"]\n") == "unclosed_quote 1:5");
  CHECK(errors("a: [b,\n  \"c]\nd: [\"e\"]\n") == "unclosed_quote 2:3");
  CHECK(errors("a: {b: [\"c}, d]\n  }\ne: \"f\"\n").starts_with("unclosed_quote 1:9"));
  CHECK(errors("a: \"b\n  c\"\nd: e\n") == "multi_line_quote 1:4");
  CHECK(errors("a: [\"b\n  c\", d]\n") == "multi_line_quote 1:5");
  CHECK(errors("a: \"b\nc\"\nd: e\n") == "unclosed_quote 1:4");
  CHECK(errors("- \"a\n- \"b\n") == "unclosed_quote 1:3, unclosed_quote 2:3");
  CHECK(errors("\"a\nb\"") == "multi_line_quote 1:1");
  CHECK(errors("\"a\n---\nb\"") == "unclosed_quote 1:1, second_document 2:1");
  CHECK(errors("a: \"b\" c\n") == "yaml_syntax 1:8");
  CHECK(errors("a: \"b\"#c\nd: 'e' # f\n") == "yaml_syntax 1:7");
  CHECK(errors("\"a\":b\n") == "yaml_syntax 1:4");
  CHECK(hint("a: 'it's'\n") == "double an apostrophe inside '...', or use \"...\"");
}

TEST_CASE("brackets that are not closed, or close nothing") {
  CHECK(errors("a: [b\nc: d\n") == "unclosed_bracket 1:4");
  CHECK(errors("a: [b, {c: d\n") == "unclosed_bracket 1:8");
  CHECK(errors("a: {b: [c}\nd: e\n") == "unclosed_bracket 1:8");
  CHECK(errors("a: [b}\nd: e\n") == "yaml_syntax 1:6");
  CHECK(errors("a: b]\nc: ]\nd: [e]]\n") == "yaml_syntax 2:4, yaml_syntax 3:7");
  CHECK(errors("a:\n  - [b\n  - [c\n") == "unclosed_bracket 2:5, unclosed_bracket 3:5");
  CHECK(errors("a: [b\nc: [d\ne: [f\n") ==
        "unclosed_bracket 1:4, unclosed_bracket 2:4, unclosed_bracket 3:4");
  CHECK(errors("a: [b] c\n") == "yaml_syntax 1:8");
  CHECK(errors("a: [b\n  c: d\n  e: f\n]\n") == "yaml_syntax 1:5, yaml_syntax 3:4");
  CHECK(hint("a: [b, #refund, c]\nd: e\n") == "a # begins a comment: quote the tag, as in \"#refund\"");
  CHECK(hint("a: [#refund]\n") == "a # begins a comment: quote the tag, as in \"#refund\"");
  CHECK(hint("a: [b,#refund]\n") == "a # begins a comment: quote the tag, as in \"#refund\"");
  CHECK(hint("a: [b,\n  c, #refund]\nd: e\n") == "a # begins a comment: quote the tag, as in \"#refund\"");
  CHECK(hint("a: [b # c\nd: e\n") ==
        "a # begins a comment; close it with ] before it, or quote the text that holds the #");
  CHECK(hint("a: {b: c\nd: e\n") == "close it with }");
  CHECK(errors("a: [b,#c\n  d]\n") == "yaml_syntax 1:7");
}

TEST_CASE("entries in brackets") {
  CHECK(errors("a: [\"b\" \"c\", [d] e]\n") == "yaml_syntax 1:9, yaml_syntax 1:18");
  CHECK(errors("a: [b,, c]\nd: [, e]\n") == "yaml_syntax 1:7, yaml_syntax 2:5");
  CHECK(errors("a: {b: c: d}\n") == "yaml_syntax 1:9");
  CHECK(errors("a: {b:c}\nd: {e:f, g: h}\n") == "yaml_syntax 1:6, yaml_syntax 2:6");
  CHECK(errors("a: {b:[c]}\n") == "yaml_syntax 1:6");
  CHECK(errors("a: {: b}\nc: [: d]\n") == "yaml_syntax 1:5, yaml_syntax 2:5");
  CHECK(errors("a: [- b]\n") == "yaml_syntax 1:5");
  CHECK(errors("a: {b\n  : c}\n") == "yaml_syntax 1:5");
  CHECK(errors("a: {b,\n  \"c\"\n  }\n") == "yaml_syntax 2:3");
  CHECK(errors("a: [@b, `c, %d, |e, >f]\n") ==
        "yaml_syntax 1:5, yaml_syntax 1:9, yaml_syntax 1:13, yaml_syntax 1:17, yaml_syntax 1:21");
}

TEST_CASE("keys") {
  CHECK(errors("a: b\nc\nd: e\n") == "yaml_syntax 2:1");
  CHECK(errors("a:b\nc: d\n") == "yaml_syntax 1:2");
  CHECK(errors("c: d\na:b\ne: f\n") == "yaml_syntax 2:2");
  CHECK(errors("c: d\na:{b: c}\n") == "yaml_syntax 2:2");
  CHECK(errors("a: b: c\nd: e: f: g\n") == "yaml_syntax 1:5, yaml_syntax 2:5");
  CHECK(errors("a: \"b\": c\n") == "yaml_syntax 1:7");
  CHECK(errors(": a\n") == "yaml_syntax 1:1");
  CHECK(errors("[a]: b\n{c: d}: e\nf: {[g]: h}\n") == "wrong_shape 1:1, wrong_shape 2:1, wrong_shape 3:5");
  CHECK(errors("? a\n: b\n? [c]\n") == "wrong_shape 1:1, wrong_shape 3:1");
  CHECK(errors("x: [? a]\n") == "wrong_shape 1:5");
  CHECK(errors(fmt::format("{}: b\n", repeated("k", 1025))) == "limit 1:1");
  CHECK(errors(fmt::format("x: {{{}: b}}\n", repeated("k", 1025))) == "limit 1:5");
  CHECK(tree(fmt::format("{}: b\n", repeated("k", 1000))).size() == 1005);
}

TEST_CASE("keys that stand twice") {
  CHECK(errors("a: 1\nb: 2\na: 3\n\"a\": 4\n'b': 5\n") ==
        "duplicate_key 3:1, duplicate_key 4:1, duplicate_key 5:1");
  CHECK(errors("x: {a: 1, a: 2}\ny: [{b: 1}, {b: 2}]\n") == "duplicate_key 1:11");
  CHECK(errors("возврат: 1\nя: {д: 1, д: 2}\nвозврат: 2\n") == "duplicate_key 2:11, duplicate_key 3:1");
  const Reading reading = read("a: 1\nb: 2\na: 3\n");
  REQUIRE(reading.findings.size() == 1);
  CHECK(reading.findings[0].message == "the key `a` is given twice, first at 1:1");
  CHECK(shape(reading.yaml.root()) == "{a: 1, b: 2}");

  std::string many;
  for (int i = 0; i < 500; ++i)
    many += fmt::format("k{}: {}\n", i, i);
  CHECK(errors(many).empty());
  CHECK(errors(many + "k77: x\n") == "duplicate_key 501:1");
}

TEST_CASE("indentation") {
  CHECK(errors("a:\n  b: 1\n c: 2\n") == "yaml_syntax 3:2");
  CHECK(errors("a:\n  b: [1]\n    c: 2\n") == "yaml_syntax 3:5");
  CHECK(errors("a: b\n  c: d\n") == "yaml_syntax 2:3");
  CHECK(errors("a:\n  - b\n - c\n") == "yaml_syntax 3:2");
  CHECK(errors("a:\n  b: c\n  - d\n") == "yaml_syntax 3:3");
  CHECK(errors("a: - b\n") == "yaml_syntax 1:4");
  CHECK(errors("- a\nb: c\n") == "yaml_syntax 2:1");
  CHECK(errors("  a: b\nc: d\n") == "yaml_syntax 2:1");
  CHECK(errors("[a]\nb: c\n") == "yaml_syntax 2:1");
  CHECK(errors("\"a\" \"b\"\n") == "yaml_syntax 1:5");
  CHECK(errors("a: b # c\n  d\n") == "yaml_syntax 2:3");
  const Reading reading = read("a:\n  b: 1\n c: 2\n");
  CHECK(reading.findings[0].message == "this line is indented by 1 where 0 or 2 would fit");
}

TEST_CASE("tabs") {
  CHECK(errors("a:\n\tb: 1\n\tc: 2\nd:\n  \te: 3\n") == "tab_indent 2:1, tab_indent 3:1, tab_indent 5:3");
  CHECK(errors("a: [\n\tb]\n") == "tab_indent 2:1");
  CHECK(errors("-\ta: b\n") == "tab_indent 1:2");
  CHECK(errors("-\t- b\n") == "tab_indent 1:2");
  CHECK(errors("a: |\n  b\n\tc\n") == "tab_indent 3:1");
  CHECK(errors("a: b\n\tc\n") == "tab_indent 2:1");
  CHECK(tree("a:\tb\t# c\n\t\n\t# d\ne: [f,\tg]\nh: \"i\tj\"\n") == "{a: b, e: [f, g], h: \"i\tj\"}");
  CHECK(tree("-\ta\n- b\n") == "[a, b]");
  CHECK(tree("a: b\n\t\nc: d\n \t # e\nf: g\n\t") == "{a: b, c: d, f: g}");
  CHECK(tree("a: |\n  b\tc\n  \td\n") == "{a: \"b\tc\n\td\n\"}");
}

TEST_CASE("anchors, aliases, tags and merge keys") {
  CHECK(errors("a: &b c\nd: *b\ne: !f g\nh: {<<: i}\n<<: j\n") ==
        "anchor 1:4, anchor 2:4, tag 3:4, anchor 4:5, anchor 5:1");
  CHECK(errors("a: &b\n  c: d\ne: *b\n") == "anchor 1:4, anchor 3:4");
  CHECK(errors("&a b: c\nd: e\n") == "anchor 1:1");
  CHECK(errors("!a b: c\nd: e\n") == "tag 1:1");
  CHECK(errors("&a [*a]\n") == "anchor 1:1, anchor 1:5");
  CHECK(errors("a: [& b, &c, *, !, !!str d, !<e> f, !!!g]\n") ==
        "anchor 1:5, anchor 1:10, anchor 1:14, tag 1:17, tag 1:20, tag 1:29, tag 1:37");
  CHECK(errors("a: &x\nb: !y\n&z\n") == "anchor 1:4, tag 2:4, anchor 3:1");
  CHECK(hint("a: [*terms apply, b]\n") == "write the value out; if it is text, quote it: \"*terms apply\"");
  CHECK(tree("a: [\"*b\", b*, b & c, b!, '<<']\n'<<': d\n") ==
        R"({a: ["*b", b*, b & c, b!, "<<"], "<<": d})");
}

TEST_CASE("bytes that are no text") {
  CHECK(errors(std::string("a: b\0c\nd\x7F: \x1B\n", 13)) ==
        "control_character 1:5, control_character 2:2, control_character 2:5");
  CHECK(errors("a: \xC2\x9C\nb: \xC2\x85\n") == "control_character 1:4");
  CHECK(errors("я: \xE9\nb: \"\xE8\n") == "not_utf8 1:4, unclosed_quote 2:4");
  CHECK(errors(std::string("a: b\0\xFF c\n", 10)) == "control_character 1:5, not_utf8 1:6");
  CHECK(errors(std::string("\xFF\xFE"
                           "a\0:\0 \0b\0",
                           10)) == "not_utf8 1:1");
  CHECK(errors(std::string("\xFE\xFF\0a\0:\0 \0b", 10)) == "not_utf8 1:1");
  CHECK(errors(std::string("a\0:\0 \0b\0", 8)) == "not_utf8 1:2");
  CHECK(errors(std::string("\0a\0:\0 \0b", 8)) == "not_utf8 1:1");
  CHECK(errors(std::string("\xFF\xFE\0\0a\0\0\0", 8)) == "not_utf8 1:1");
  CHECK(hint("\xFF\xFE") == "save the file as UTF-8");
  CHECK(errors("a: \xED\xA0\x80\n") == "not_utf8 1:4");
}

TEST_CASE("limits") {
  CHECK(errors("[a, b]", 3).empty());
  CHECK(errors("[a, b]", 2) == "limit 1:5");
  CHECK(errors("a: {b: c}\n", 5).empty());
  CHECK(errors("a: {b: c}\n", 4) == "limit 1:8");
  CHECK(errors("a:\nb:\n", 5).empty());
  CHECK(errors("a:\nb:\n", 4) == "limit 2:2");
  CHECK(errors("[a: b, {c}]", 3).starts_with("limit 1:"));
  CHECK(errors("a", 0) == "limit 1:1");

  CHECK(errors(repeated("[", 32) + repeated("]", 32)).empty());
  CHECK(errors(repeated("[", 33) + repeated("]", 33)) == "limit 1:33");
  CHECK(errors(repeated("- ", 32) + "a").empty());
  CHECK(errors(repeated("- ", 33) + "a") == "limit 1:65");
  CHECK(errors(repeated("{a: ", 33)) == "limit 1:129");
  CHECK(errors(repeated("[a: ", 17) + repeated("]", 17)) == "limit 1:65");
  CHECK(errors(repeated("[", 500)) == "limit 1:33");
  CHECK(errors(repeated("- ", 500)) == "limit 1:65");
}

TEST_CASE("a thousand mistakes are enough") {
  const Reading reading = read(repeated("a: *b\n", 3000));
  CHECK(reading.findings.size() == Findings::most + 1);
  CHECK(reading.findings[0].line == 1);
}

TEST_CASE("findings come in the order of the file, beside those that were there") {
  Findings findings;
  findings.add({Severity::error, Code::file_unreadable, "other.yaml", 9, 9, {}, "x", "y"});
  Yaml yaml;
  CHECK_FALSE(yaml.read(Source("policy.yaml", "a: 1\nb: @x\nb: *c\na: 2\n"), budget, findings));
  std::string places;
  for (const Finding &finding : findings)
    places += fmt::format("{}:{} ", finding.file, finding.line);
  CHECK(places == "other.yaml:9 policy.yaml:2 policy.yaml:3 policy.yaml:3 policy.yaml:4 ");
  CHECK(yaml.root().kind == Node::Kind::null);
}

TEST_CASE("the nodes outlive the source and move with the Yaml") {
  Findings findings;
  Yaml first;
  {
    const Source source("a", "key: [\"" + repeated("long text ", 50) + "\", x]\n");
    REQUIRE(first.read(source, budget, findings));
  }
  const Node *const root = &first.root();
  Yaml second = std::move(first);
  CHECK(&second.root() == root);
  CHECK(shape(second.root()) == "{key: [\"" + repeated("long text ", 50) + "\", x]}");
  CHECK(second.node_count() == 5);
  REQUIRE(second.read(Source("b", "1"), budget, findings));
  CHECK(shape(second.root()) == "1");
  CHECK(second.node_count() == 1);
}

TEST_CASE("the tree is there when a mistake leaves no doubt about the rest") {
  CHECK(shape(read("a: \"b\n  c\"\nd: e\nd: f\n").yaml.root()) == "{a: \"b c\", d: e}");
  CHECK(shape(read("a: b\n---\nc: d\n").yaml.root()) == "{a: b}");
  CHECK(shape(read("a: b\nc: @d\n").yaml.root()) == "~");
  CHECK(shape(read("a: b\nc: [d\n").yaml.root()) == "~");
}

TEST_CASE("a parenthesised text broken over lines ends quickly") {
  CHECK(errors("- macro: x\n  condition: (evt.type in (open, openat)\n  and fd.name startswith /etc\n- rule: "
               "y\n") == "yaml_syntax 3:3");
  CHECK(errors("- condition: (a or\n  (b)\n (c)\n- d\n") == "yaml_syntax 2:3");
}

// Each is far too large to be read in time by anything that looks at its end again from every line or
// bracket.
TEST_CASE("long files of one thing") {
  constexpr std::size_t size = 1u << 17;
  for (const std::string_view part :
       {"[",        "{",     "- ",      "\"",      "'",        " ",     "a: {",       "? ",
        "a ",       "a\n",   "- \"x\n", "a: [\n",  "a: \"x\n", "[a,",   "\"a\" ",     "[]",
        "#\n",      ":",     ": ",      ",",       "|\n",      "&a ",   "*a ",        "!a ",
        "%\n",      "---\n", "...\n",   "\r",      "\t",       "\ta\n", "(a\n  b)\n", "- |\n  x\n",
        "\"\\d\" ", "\xFF",  "\x01",    "кл: 1\n", "{a: b, ",  "-\t",   "- '\\\n"}) {
    CAPTURE(part);
    for (const std::string_view start : {"", "x: [", "x: {", "x: \""}) {
      CAPTURE(start);
      std::string text(start);
      text += repeated(part, size / part.size());
      (void)read(text, 10'000);
    }
  }
}
