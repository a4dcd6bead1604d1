// SPDX-License-Identifier: BSL-1.0
// Messages at and past the edges: each gets a decision or a clear error, never a crash and never silence.
#include <cstring>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <usher/usher.h>

namespace {

usher_str str(const std::string &text) { return {text.data(), text.size()}; }
std::string string(const usher_str &text) {
  return text.data == nullptr ? "" : std::string(text.data, text.size);
}

/// A policy with many facts, and one decision handle.
struct Fixture {
  Fixture() {
    std::string text =
        "usher: 1\ndepartments: {care: {}, billing: {}}\ndefault: {department: care}\n"
        "topics: {refund: {en: [~refund, money back], fa: [پول]}}\n"
        "rules: [{name: refund, when: {topic: refund}, then: {department: billing}}]\nfacts:\n";
    for (int i = 0; i < 300; ++i)
      text += fmt::format("  extra.f{}: number\n", i);
    REQUIRE(usher_policy_load_memory(str("extremes.yaml"), str(text), nullptr, &policy, nullptr) == USHER_OK);
    REQUIRE(usher_decision_create(&decision) == USHER_OK);
    message.struct_size = sizeof message;
  }
  ~Fixture() {
    usher_decision_destroy(decision);
    usher_policy_destroy(policy);
  }
  Fixture(const Fixture &) = delete;
  Fixture &operator=(const Fixture &) = delete;

  usher_status triage(const std::string &text) {
    message.text = str(text);
    return run();
  }
  usher_status run() {
    usher_report *report = nullptr;
    const usher_status status = usher_triage(policy, &message, nullptr, decision, &report);
    take(report);
    return status;
  }
  usher_status triage_json(const std::string &json) {
    usher_report *report = nullptr;
    const usher_status status = usher_triage_json(policy, str(json), nullptr, decision, &report);
    take(report);
    return status;
  }
  void take(usher_report *report) {
    codes.clear();
    for (std::size_t i = 0; i < usher_report_count(report); ++i)
      codes.push_back(string(usher_report_finding(report, i)->code));
    usher_report_destroy(report);
  }
  std::string department() const { return string(usher_decision_fields(decision)->department); }

  usher_policy *policy = nullptr;
  usher_decision *decision = nullptr;
  usher_message message{};
  std::vector<std::string> codes;
};

using Codes = std::vector<std::string>;

} // namespace

TEST_CASE_FIXTURE(Fixture, "a text of 64 KiB is looked at whole, a longer one up to there") {
  const std::string filler = "word ";
  std::string text;
  while (text.size() + filler.size() + 6 <= 65536)
    text += filler;
  text += "refund";
  CHECK(triage(text) == USHER_OK);
  CHECK(codes == Codes{});
  CHECK(department() == "billing");

  text = std::string(65536 - 3, 'x') + " refund";
  CHECK(triage(text) == USHER_OK);
  CHECK(codes == Codes{"text_cut"});
  CHECK(department() == "care");

  // A character is not cut in two.
  text = std::string(65535, 'x') + "پول";
  CHECK(triage(text) == USHER_OK);
  CHECK(codes == Codes{"text_cut"});
}

TEST_CASE_FIXTURE(Fixture, "ill-formed UTF-8 is read as U+FFFD and reported") {
  CHECK(triage("refund \xFF\xFE please \xC3") == USHER_OK);
  CHECK(codes == Codes{"text_ill_formed"});
  CHECK(department() == "billing");
  usher_str json{};
  CHECK(usher_decision_json(decision, USHER_DECISION_DETAIL, &json) == USHER_OK);
  CHECK(triage(std::string(5000, '\x80')) == USHER_OK);
  message.id = {"\xFFid", 3};
  CHECK(triage("refund") == USHER_OK);
  CHECK(usher_decision_json(decision, 0, &json) == USHER_OK);
  CHECK(string(json).find("\xEF\xBF\xBDid") != std::string::npos);
  // A program that writes JSON and cuts an emoji leaves half of it.
  CHECK(triage_json(R"({"text":"refund \ud83d"})") == USHER_OK);
  CHECK(codes == Codes{"text_ill_formed"});
  CHECK(department() == "billing");
  // In JSON it is refused: the host says that it speaks UTF-8.
  for (const char *json_text : {"{\"text\":\"\xFF\"}", "{\"text\":\"caf\xE9 noir\"}", "{\"text\":\"\xD0\"}",
                                "{\"\xE9\":1}", "\xFF\xFE{", "{\"text\":\"a\xD0"}) {
    CAPTURE(json_text);
    CHECK(triage_json(json_text) == USHER_INPUT);
    CHECK(codes == Codes{"not_utf8"});
  }
  // What is wrong before it is said first.
  CHECK(triage_json("{'text':\"\xFF\"}") == USHER_INPUT);
  CHECK(codes == Codes{"json_syntax"});
}

TEST_CASE_FIXTURE(Fixture, "NUL bytes part words and change nothing else") {
  CHECK(triage(std::string("money\0back refund", 17)) == USHER_OK);
  CHECK(department() == "billing");
  CHECK(triage(std::string("re\0fund", 7)) == USHER_OK);
  CHECK(department() == "care");
  CHECK(triage_json(R"({"text":"a\u0000 refund"})") == USHER_OK);
  CHECK(department() == "billing");
}

TEST_CASE_FIXTURE(Fixture, "an empty text, an empty message, nothing but marks") {
  CHECK(triage("") == USHER_OK);
  CHECK(department() == "care");
  CHECK(triage_json("{}") == USHER_OK);
  CHECK(triage_json(R"({"text":""})") == USHER_OK);
  CHECK(triage_json(R"({"text":null,"facts":null})") == USHER_OK);
  CHECK(triage("   \t\n ...!!! ‌‌‌") == USHER_OK);
  std::string marks = "e";
  for (int i = 0; i < 20000; ++i)
    marks += "\xCC\x81";
  CHECK(triage(marks) == USHER_OK);
  CHECK(department() == "care");
}

TEST_CASE_FIXTURE(Fixture, "a message of 10 MB as JSON is refused by its limit, which can be raised") {
  const std::string json = "{\"text\":\"" + std::string(10'000'000, 'x') + "\"}";
  CHECK(triage_json(json) == USHER_LIMIT);
  CHECK(codes == Codes{"limit"});
  CHECK(usher_decision_fields(decision) == nullptr);
  usher_limit limit{sizeof(usher_limit), {"message_bytes", 13}, 16u << 20};
  usher_triage_options options{};
  options.struct_size = sizeof options;
  options.limits = &limit;
  options.limit_count = 1;
  CHECK(usher_triage_json(policy, str(json), &options, decision, nullptr) == USHER_OK);
}

TEST_CASE_FIXTURE(Fixture, "limits given at load are the defaults of triage, which may give its own") {
  const usher_limit of_load{sizeof(usher_limit), {"text_bytes", 10}, 4};
  usher_load_options load_options{};
  load_options.struct_size = sizeof load_options;
  load_options.limits = &of_load;
  load_options.limit_count = 1;
  usher_policy_destroy(policy);
  policy = nullptr;
  REQUIRE(usher_policy_load_memory(str("limits.yaml"),
                                   str("usher: 1\ndepartments: {care: {}}\n"
                                       "default: {department: care}\n"),
                                   &load_options, &policy, nullptr) == USHER_OK);
  CHECK(triage("refund") == USHER_OK);
  CHECK(codes == Codes{"text_cut"});
  CHECK(triage_json(R"({"text":"refund"})") == USHER_OK);
  CHECK(codes == Codes{"text_cut"});

  const usher_limit of_call{sizeof(usher_limit), {"text_bytes", 10}, 6};
  usher_triage_options options{};
  options.struct_size = sizeof options;
  options.limits = &of_call;
  options.limit_count = 1;
  usher_report *report = nullptr;
  const std::string refund = "refund";
  message.text = str(refund);
  CHECK(usher_triage(policy, &message, &options, decision, &report) == USHER_OK);
  take(report);
  CHECK(codes == Codes{});
}

TEST_CASE_FIXTURE(Fixture, "256 facts are taken, 257 are not") {
  std::vector<std::string> names;
  for (int i = 0; i < 257; ++i)
    names.push_back(fmt::format("extra.f{}", i));
  std::vector<usher_fact> facts(257);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    facts[i] = {};
    facts[i].struct_size = sizeof(usher_fact);
    facts[i].name = str(names[i]);
    facts[i].type = USHER_FACT_NUMBER;
    facts[i].number = 1;
  }
  message.facts = facts.data();
  message.fact_count = 256;
  CHECK(triage("refund") == USHER_OK);
  CHECK(department() == "billing");
  message.fact_count = 257;
  CHECK(triage("refund") == USHER_LIMIT);
  CHECK(codes == Codes{"limit"});
}

TEST_CASE_FIXTURE(Fixture, "JSON that is deep, long, doubled or no JSON") {
  CHECK(triage_json(std::string(100'000, '[')) == USHER_INPUT);
  CHECK(triage_json("{\"facts\":" + std::string(50, '{')) == USHER_INPUT);
  CHECK(triage_json(R"({"text":"a","text":"b"})") == USHER_INPUT);
  CHECK(codes == Codes{"duplicate_fact"});
  CHECK(triage_json(R"({"facts":{"author.followers":1e400}})") == USHER_INPUT);
  CHECK(triage_json(R"({"author":{"followers":1},"facts":{"author.followers":1}})") == USHER_INPUT);
  CHECK(codes == Codes{"duplicate_fact"});
  CHECK(triage_json(R"({"text":"a"} {"text":"b"})") == USHER_INPUT);
  CHECK(triage_json(R"(["text"])") == USHER_INPUT);
  CHECK(codes == Codes{"json_syntax"});
  CHECK(triage_json(R"({"facts":{"author.followers":18446744073709551616}})") == USHER_OK);
}
