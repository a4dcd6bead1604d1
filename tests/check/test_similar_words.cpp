// SPDX-License-Identifier: BSL-1.0
#include "check/sample.hpp"

#include <doctest/doctest.h>

namespace usher::check {
namespace {

/// Rules that add each of the tags, in the order given.
std::vector<Finding> similar_tags(std::initializer_list<std::string> tags) {
  std::string rules = "rules:\n";
  for (const std::string &tag : tags) {
    rules += "  - {name: n" + std::to_string(rules.size()) + ", when: {topic: refund}, then: {tags: [\"" +
             tag + "\"]}}\n";
  }
  return analysis_of(shop(rules), Code::similar_word);
}

TEST_CASE("a tag used once, one slip away from one used more often") {
  const auto found = similar_tags({"refund", "refund", "refnud"});
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::note);
  CHECK(found[0].path == "rules[2].then.tags");
  CHECK(found[0].line == 21);
  CHECK(found[0].message == "the tag \"refnud\" stands here only, and \"refund\" in 2 places");
  CHECK(found[0].hint == "did you mean \"refund\"?");
}

TEST_CASE("slips of every kind") {
  for (const char *slip : {"refnd", "reffund", "refand", "erfund", "Refund", "refunds", "efund", "refun"}) {
    CAPTURE(slip);
    CHECK(similar_tags({"refund", slip, "refund"}).size() == 1);
  }
}

TEST_CASE("what is no slip") {
  for (const char *other : {"refnud2", "refuse", "funder", "prefunds", "fundre", "press"}) {
    CAPTURE(other);
    CHECK(similar_tags({"refund", other, "refund"}).empty());
  }
  CHECK(similar_tags({"refund", "refnd"}).empty());                    // each once
  CHECK(similar_tags({"refund", "refund", "refnd", "refnd"}).empty()); // each twice
  CHECK(similar_tags({"loud", "loud", "lout"}).empty());               // too short
  CHECK(similar_tags({"level1", "level1", "level2"}).empty());         // numbered
  CHECK(similar_tags({"level1", "level1", "level"}).empty());
}

TEST_CASE("other scripts count letters") {
  CHECK(similar_tags({"возврат", "возврат", "возрат"}).size() == 1);
  CHECK(similar_tags({"пять", "пять", "пядь"}).empty()); // four letters
}

TEST_CASE("conditions use tags; skills are words of their own") {
  CHECK(analysis_of(shop("rules:\n"
                         "  - {name: a, when: {tags: billing}, then: {tags: [x]}}\n"
                         "  - {name: b, when: {tags: {none: [billing]}}, then: {tags: [biling]}}\n"),
                    Code::similar_word)
            .size() == 1);
  CHECK(analysis_of(shop("rules:\n"
                         "  - {name: a, when: {tags: billing}, then: {tags: [billing]}}\n"
                         "  - {name: b, when: {topic: refund}, then: {skills: [biling]}}\n"),
                    Code::similar_word)
            .empty());
  const auto found = analysis_of(shop("signals: {odd: {tags: biling}}\n"
                                      "rules:\n"
                                      "  - {name: a, when: {topic: spam}, then: {skills: [billing]}}\n"
                                      "  - {name: b, when: {topic: press}, then: {skills: [billing]}}\n"
                                      "  - {name: c, when: {topic: refund}, then: {skills: [bbilling]}}\n"),
                                 Code::similar_word);
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "the skill \"bbilling\" stands here only, and \"billing\" in 2 places");
  CHECK(found[0].path == "rules[2].then.skills");
}

TEST_CASE("a skill that a queue drops stands there as well") {
  const auto found_with = [](const std::string &step) {
    return analysis_of("usher: 1\ntopics: {refund: [refund], press: [press], spam: [spam]}\n"
                       "departments: {care: {widen: [{after: 5m, drop: [" +
                           step +
                           "]}]}}\n"
                           "rules:\n"
                           "  - {name: a, when: {topic: spam}, then: {skills: [billing]}}\n"
                           "  - {name: b, when: {topic: press}, then: {skills: [billing]}}\n"
                           "  - {name: c, when: {topic: refund}, then: {skills: [biling]}}\n"
                           "default: {department: care}\n",
                       Code::similar_word);
  };
  CHECK(found_with("{skills: [biling]}").empty());
  REQUIRE(found_with("{skills: [billing]}").size() == 1);
  CHECK(found_with("{skills: [billing]}")[0].message ==
        "the skill \"biling\" stands here only, and \"billing\" in 3 places");
}

} // namespace
} // namespace usher::check
