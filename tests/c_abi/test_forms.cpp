// SPDX-License-Identifier: BSL-1.0
// Random policies and messages through every door: JSON, typed call, both batches and, where its path is in
// USHER_CLI, the command line give the same decision; explanations, evaluated again, agree with it; and the decision
// is what a plain reading of the matched rules gives.
#include "base/time.hpp"
#include "c_abi/random_policy.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <usher/usher.h>

namespace json = boost::json;
using usher_test::Random;
using usher_test::RandomMessage;
using usher_test::RandomOutcome;
using usher_test::RandomPolicy;

namespace {

usher_str str(const std::string &text) { return {text.data(), text.size()}; }
std::string string(const usher_str &text) {
  return text.data == nullptr ? "" : std::string(text.data, text.size);
}

struct PolicyDeleter {
  void operator()(usher_policy *policy) const { usher_policy_destroy(policy); }
};
using PolicyHandle = std::unique_ptr<usher_policy, PolicyDeleter>;

PolicyHandle load(const std::string &text) {
  usher_policy *policy = nullptr;
  usher_report *report = nullptr;
  const usher_status status =
      usher_policy_load_memory(str("random.yaml"), str(text), nullptr, &policy, &report);
  usher_str findings{};
  usher_report_text(report, USHER_FORMAT_TEXT, &findings);
  INFO(text);
  INFO(string(findings));
  REQUIRE(status == USHER_OK);
  usher_report_destroy(report);
  return PolicyHandle(policy);
}

/// A message as the typed call wants it; keeps what the struct points to.
struct Typed {
  explicit Typed(const RandomMessage &from) {
    for (const std::string &tag : from.tags)
      tags.push_back(str(tag));
    for (const usher_test::RandomFact &fact : from.facts) {
      usher_fact out{};
      out.struct_size = sizeof out;
      out.name = str(fact.name);
      out.type = static_cast<int32_t>(fact.type) + 1;
      out.integer = fact.integer;
      out.number = fact.number;
      out.text = str(fact.text);
      facts.push_back(out);
    }
    message.struct_size = sizeof message;
    message.id = str(from.id);
    message.channel = str(from.channel);
    message.account = str(from.account);
    message.visibility = str(from.visibility);
    message.text = str(from.text);
    message.subject = str(from.subject);
    message.language = str(from.language);
    message.tags = tags.data();
    message.tag_count = tags.size();
    message.facts = facts.data();
    message.fact_count = facts.size();
    message.time = from.time.value_or(0);
    message.time_given = from.time ? 1 : 0;
  }
  std::vector<usher_str> tags;
  std::vector<usher_fact> facts;
  usher_message message{};
};

std::string json_of(usher_decision *decision) {
  usher_str out{};
  REQUIRE(usher_decision_json(decision, 0, &out) == USHER_OK);
  return string(out);
}

/// One row of a batch, put together again as the keys of the decision that columns hold.
json::object row_of(const usher_batch *batch, std::size_t row) {
  static const std::map<int, const char *> fields = {{USHER_FIELD_DEPARTMENT, "department"},
                                                     {USHER_FIELD_AGENT, "agent"},
                                                     {USHER_FIELD_ENGAGE, "engage"},
                                                     {USHER_FIELD_PRIORITY, "priority"},
                                                     {USHER_FIELD_BAND, "band"},
                                                     {USHER_FIELD_LANGUAGE, "language"},
                                                     {USHER_FIELD_INTENT, "intent"},
                                                     {USHER_FIELD_STAGE, "stage"},
                                                     {USHER_FIELD_SENTIMENT, "sentiment"},
                                                     {USHER_FIELD_VISIBILITY, "visibility"},
                                                     {USHER_FIELD_MOVE_TO, "move_to"},
                                                     {USHER_FIELD_REPLY, "reply"},
                                                     {USHER_FIELD_TOPICS, "topics"},
                                                     {USHER_FIELD_PII, "pii"},
                                                     {USHER_FIELD_SKILLS, "skills"},
                                                     {USHER_FIELD_TAGS, "tags"},
                                                     {USHER_FIELD_NOTIFY, "notify"}};
  json::object out;
  for (const auto &[field, name] : fields) {
    const usher_column *column = usher_batch_column(batch, field);
    REQUIRE(column != nullptr);
    const auto text = [&](int32_t code) { return json::value(string(column->dictionary[code])); };
    if (column->type == USHER_COLUMN_INTEGERS) {
      out[name] = column->integers[row];
      if (field == USHER_FIELD_ENGAGE) out[name] = column->integers[row] != 0;
    } else if (column->type == USHER_COLUMN_NUMBERS) {
      out[name] = column->numbers[row];
      if (column->numbers[row] != column->numbers[row]) out[name] = nullptr;
    } else if (column->offsets == nullptr) {
      out[name] = nullptr;
      if (column->codes[row] >= 0) out[name] = text(column->codes[row]);
    } else {
      json::array list;
      for (std::uint64_t i = column->offsets[row]; i < column->offsets[row + 1]; ++i)
        list.push_back(text(column->codes[i]));
      out[name] = std::move(list);
    }
  }
  static const std::map<int, const char *> clocks = {{USHER_FIELD_FIRST_RESPONSE, "first_response"},
                                                     {USHER_FIELD_NEXT_RESPONSE, "next_response"},
                                                     {USHER_FIELD_RESOLUTION, "resolution"}};
  json::object due;
  for (const auto &[field, name] : clocks) {
    const usher_column *column = usher_batch_column(batch, field);
    REQUIRE((column != nullptr && column->type == USHER_COLUMN_INTEGERS));
    due[name] = nullptr;
    if (column->integers[row] != USHER_NO_TIME) due[name] = usher::format_time(column->integers[row]);
  }
  out["sla"] = std::move(due);
  return out;
}

void check_row(const json::object &row, const std::string &decision) {
  const json::value whole = json::parse(decision);
  for (const auto &pair : row) {
    INFO(std::string(pair.key()));
    const json::value &wanted = whole.as_object().at(pair.key());
    // 1 and 1.0 are of different kinds and the same number.
    if (pair.value().is_number() && wanted.is_number()) {
      CHECK(pair.value().to_number<double>() == wanted.to_number<double>());
    } else {
      CHECK(json::serialize(pair.value()) == json::serialize(wanted));
    }
  }
}

bool fold(const json::object &view) {
  const auto all = [&](const char *key, bool wanted) {
    const json::array &children = view.at(key).as_array();
    return std::all_of(children.begin(), children.end(),
                       [wanted](const json::value &child) { return fold(child.as_object()) == wanted; });
  };
  bool result = false;
  if (view.contains("test"))
    result = view.at("holds").as_bool();
  else if (view.contains("all"))
    result = all("all", true);
  else if (view.contains("any"))
    result = !all("any", false);
  else if (view.contains("none"))
    result = all("none", false);
  else
    result = all("not", false);
  CHECK(result == view.at("holds").as_bool());
  return result;
}

void collect_tests(const json::value &view, std::map<std::string, bool> &tests) {
  if (const json::object *object = view.if_object()) {
    if (object->contains("test"))
      tests[std::string(object->at("test").as_string())] = object->at("holds").as_bool();
    for (const auto &pair : *object)
      collect_tests(pair.value(), tests);
  } else if (const json::array *array = view.if_array()) {
    for (const json::value &item : *array)
      collect_tests(item, tests);
  }
}

/// The decision by a reading of its own of "What a rule decides".
json::object decide_plainly(const RandomPolicy &policy, const json::array &rules) {
  std::optional<std::string> department, agent, stage, visibility;
  std::optional<std::string> sla_rule;
  std::optional<int> priority;
  std::optional<bool> engage;
  std::map<std::string, std::vector<std::string>> lists = {{"skills", {}}, {"tags", {}}, {"notify", {}}};
  const auto add = [&](const char *name, const std::vector<std::string> &items) {
    for (const std::string &item : items) {
      std::vector<std::string> &list = lists[name];
      if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
    }
  };
  bool stopped = false;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const json::object &rule = rules[i].as_object();
    CHECK(rule.at("reached").as_bool() == !stopped);
    if (stopped) {
      CHECK(!rule.at("matched").as_bool());
      continue;
    }
    const bool matched = rule.at("when").is_null() || fold(rule.at("when").as_object());
    CHECK(rule.at("matched").as_bool() == matched);
    if (!matched) continue;
    const RandomOutcome &then = policy.outcomes[i];
    const bool for_another = then.department && department && *department != *then.department;
    if (!for_another) {
      if (!department) department = then.department;
      if (!agent) agent = then.agent;
      if (!sla_rule && then.sla) sla_rule = std::string(rule.at("name").as_string());
      add("skills", then.skills);
    }
    if (!stage) stage = then.stage;
    if (!visibility) visibility = then.visibility;
    if (!priority) priority = then.priority;
    if (!engage) engage = then.engage;
    add("tags", then.tags);
    add("notify", then.notify);
    if (then.stop) stopped = true;
  }
  json::object out;
  out["department"] = department.value_or("care");
  if (agent)
    out["agent"] = *agent;
  else
    out["agent"] = nullptr;
  // Not a key of decisions: what their `because` says of it.
  out["sla rule"] = nullptr;
  if (sla_rule) out["sla rule"] = *sla_rule;
  if (stage) out["stage"] = *stage;
  if (visibility) out["visibility"] = *visibility;
  out["engage"] = engage.value_or(true);
  for (const auto &[name, items] : lists) {
    json::array list;
    for (const std::string &item : items)
      list.emplace_back(item);
    out[name] = std::move(list);
  }
  return out;
}

void check_explanation(const RandomPolicy &policy, usher_decision *decision, const RandomMessage &message) {
  const std::string whole = json_of(decision);
  usher_str text{};
  REQUIRE(usher_decision_explain(decision, USHER_FORMAT_JSON, &text) == USHER_OK);
  const json::value explanation = json::parse(string(text));
  const json::array &rules = explanation.as_object().at("rules").as_array();
  json::object plain = decide_plainly(policy, rules);
  const json::value sla_rule = plain.at("sla rule");
  plain.erase("sla rule");
  check_row(plain, whole);
  const json::value decided = json::parse(whole);
  const json::value *because_sla = decided.as_object().at("because").as_object().if_contains("sla");
  CHECK(json::serialize(sla_rule) ==
        json::serialize(because_sla != nullptr ? *because_sla : json::value(nullptr)));

  // Every single test of the explanation becomes the one condition of a rule of its own.
  std::map<std::string, bool> tests;
  collect_tests(explanation, tests);
  std::string probe = policy.head + "signals: {" + policy.signals + "}\nrules:\n";
  std::vector<bool> wanted;
  for (const auto &[test, holds] : tests) {
    probe += fmt::format("  - {{name: {0}, when: {{{1}}}, then: {{tags: [t{0}]}}}}\n", wanted.size(), test);
    wanted.push_back(holds);
  }
  if (wanted.empty()) return;
  const PolicyHandle handle = load(probe);
  usher_decision *again = nullptr;
  REQUIRE(usher_decision_create(&again) == USHER_OK);
  REQUIRE(usher_triage_json(handle.get(), str(message.json()), nullptr, again, nullptr) == USHER_OK);
  std::vector<bool> got(wanted.size());
  for (std::size_t i = 0; i < usher_decision_count(again, USHER_FIELD_TAGS); ++i) {
    usher_str tag{};
    usher_decision_item(again, USHER_FIELD_TAGS, i, &tag);
    got[std::stoul(string(tag).substr(1))] = true;
  }
  INFO(probe);
  INFO(message.json());
  CHECK(got == wanted);
  usher_decision_destroy(again);
}

/// The same messages through the command line, line by line.
void check_command_line(const std::string &policy, const std::string &lines,
                        const std::vector<std::string> &wanted) {
  const char *program = std::getenv("USHER_CLI");
  if (program == nullptr) return;
  namespace fs = std::filesystem;
  const fs::path folder =
      fs::temp_directory_path() / fmt::format("usher-forms-{}", static_cast<long>(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "random.yaml") << policy;
  std::ofstream(folder / "messages.jsonl") << lines;
  const std::string command =
      fmt::format("\"{}\" triage \"{}\" \"{}\" > \"{}\"", program, (folder / "random.yaml").string(),
                  (folder / "messages.jsonl").string(), (folder / "out.jsonl").string());
  CHECK(std::system(command.c_str()) == 0);
  std::ifstream out(folder / "out.jsonl");
  std::vector<std::string> got;
  for (std::string line; std::getline(out, line);)
    got.push_back(line);
  CHECK(got == wanted);
  fs::remove_all(folder);
}

} // namespace

TEST_CASE("every form of a message gives the same decision, and explanations agree with it") {
  const char *set = std::getenv("USHER_FORMS_POLICIES");
  const std::size_t policies = set == nullptr ? 150 : std::strtoul(set, nullptr, 10);
  constexpr std::size_t messages_each = 40;
  usher_decision *decision = nullptr;
  usher_batch *batch = nullptr;
  REQUIRE(usher_decision_create(&decision) == USHER_OK);
  REQUIRE(usher_batch_create(&batch) == USHER_OK);
  usher_triage_options both{};
  both.struct_size = sizeof both;
  both.flags = USHER_TRIAGE_LANGUAGE | USHER_TRIAGE_PERSONAL_DATA;
  for (std::size_t seed = 1; seed <= policies; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const RandomPolicy policy = usher_test::random_policy(random);
    const PolicyHandle handle = load(policy.text());
    std::vector<RandomMessage> messages;
    std::vector<std::unique_ptr<Typed>> typed;
    std::vector<usher_message> array;
    std::vector<std::string> wanted;
    std::string lines;
    for (std::size_t i = 0; i < messages_each; ++i)
      messages.push_back(usher_test::random_message(random));
    for (const RandomMessage &message : messages) {
      CAPTURE(message.json());
      REQUIRE(usher_triage_json(handle.get(), str(message.json()), nullptr, decision, nullptr) == USHER_OK);
      wanted.push_back(json_of(decision));
      lines += message.json() + "\n";
      if (wanted.size() % 8 == 1) check_explanation(policy, decision, message);
      typed.push_back(std::make_unique<Typed>(message));
      array.push_back(typed.back()->message);
      REQUIRE(usher_triage(handle.get(), &array.back(), &both, decision, nullptr) == USHER_OK);
      CHECK(json_of(decision) == wanted.back());
    }
    REQUIRE(usher_batch_triage(handle.get(), array.data(), array.size(), &both, batch, nullptr) == USHER_OK);
    for (std::size_t i = 0; i < wanted.size(); ++i)
      check_row(row_of(batch, i), wanted[i]);
    REQUIRE(usher_batch_triage_json(handle.get(), str(lines), nullptr, batch, nullptr) == USHER_OK);
    for (std::size_t i = 0; i < wanted.size(); ++i)
      check_row(row_of(batch, i), wanted[i]);
    if (seed % 10 == 1) check_command_line(policy.text(), lines, wanted);

    // A dumped policy decides the same; only its hash is another.
    usher_document *dump = nullptr;
    usher_str yaml{};
    REQUIRE(usher_policy_dump(handle.get(), &dump, nullptr) == USHER_OK);
    REQUIRE(usher_document_text(dump, &yaml) == USHER_OK);
    const PolicyHandle dumped = load(string(yaml));
    usher_document_destroy(dump);
    for (std::size_t i = 0; i < messages.size(); ++i) {
      REQUIRE(usher_triage_json(dumped.get(), str(messages[i].json()), nullptr, decision, nullptr) ==
              USHER_OK);
      const auto without_hash = [](const std::string &text) {
        return text.substr(0, text.rfind("\"policy\""));
      };
      CHECK(without_hash(json_of(decision)) == without_hash(wanted[i]));
    }
  }
  usher_batch_destroy(batch);
  usher_decision_destroy(decision);
}
