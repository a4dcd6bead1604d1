// SPDX-License-Identifier: BSL-1.0
// The cases in C++: prints the decision of each, put together of what usher::Decision says of it, field by field.
//
//   decisions cases.jsonl
#include <array>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <usher/usher.hpp>

namespace {

namespace json = boost::json;

json::value text(std::string_view value) {
  return value.data() == nullptr ? json::value(nullptr) : json::value(value);
}

json::value time(const std::optional<usher::Time> &when) {
  if (!when) return nullptr;
  const std::int64_t ms = when->time_since_epoch().count();
  const std::time_t seconds = static_cast<std::time_t>(ms / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> day{};
  const std::size_t size = std::strftime(day.data(), day.size(), "%Y-%m-%dT%H:%M:%S.", &parts);
  std::string made(day.data(), size);
  const std::string rest = std::to_string(1000 + ms % 1000);
  return json::value(made + rest.substr(1) + "Z");
}

json::array list(const usher::Items &items) {
  json::array made;
  for (const std::string_view each : items)
    made.emplace_back(each);
  return made;
}

json::object because(const usher::Decision &decision) {
  using usher::Field;
  json::object made;
  const std::array<std::pair<const char *, Field>, 8> one = {{{"department", Field::department},
                                                              {"agent", Field::agent},
                                                              {"engage", Field::engage},
                                                              {"priority", Field::priority},
                                                              {"sla", Field::sla},
                                                              {"stage", Field::stage},
                                                              {"visibility", Field::visibility},
                                                              {"reply", Field::reply}}};
  const std::array<std::pair<const char *, Field>, 4> many = {
      {{"skills", Field::skills}, {"tags", Field::tags}, {"ask", Field::ask}, {"notify", Field::notify}}};
  for (const auto &[name, field] : one) {
    const std::string_view rule = decision.because(field);
    if (rule.data() != nullptr) made[name] = rule;
  }
  for (const auto &[name, field] : many) {
    json::object reasons;
    const usher::Items items = decision.items(field);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string_view rule = decision.because(field, i);
      if (rule.data() != nullptr) reasons[items[i]] = rule;
    }
    if (!items.empty()) made[name] = std::move(reasons);
  }
  return made;
}

json::object as_json(const usher::Decision &decision) {
  json::array asks;
  for (const usher::Ask &ask : decision.asks()) {
    json::object one;
    one["department"] = ask.department;
    one["within_ms"] = ask.within ? json::value(ask.within->count()) : json::value(nullptr);
    one["before_reply"] = ask.before_reply;
    asks.emplace_back(std::move(one));
  }
  json::object sla;
  sla["first_response"] = time(decision.first_response());
  sla["next_response"] = time(decision.next_response());
  sla["resolution"] = time(decision.resolution());
  json::object made;
  made["id"] = text(decision.id());
  made["department"] = text(decision.department());
  made["agent"] = text(decision.agent());
  made["engage"] = decision.engage();
  made["priority"] = decision.priority();
  made["band"] = text(decision.band());
  made["language"] = text(decision.language());
  made["topics"] = list(decision.topics());
  made["intent"] = text(decision.intent());
  made["stage"] = text(decision.stage());
  made["sentiment"] =
      std::isnan(decision.sentiment()) ? json::value(nullptr) : json::value(decision.sentiment());
  made["pii"] = list(decision.pii());
  made["skills"] = list(decision.skills());
  made["tags"] = list(decision.tags());
  made["visibility"] = text(decision.visibility());
  made["move_to"] = text(decision.move_to());
  made["sla"] = std::move(sla);
  made["reply"] = text(decision.reply());
  made["playbook"] = nullptr;
  made["voice"] = nullptr;
  made["ask"] = std::move(asks);
  made["notify"] = list(decision.notify());
  made["surge"] = nullptr;
  made["because"] = because(decision);
  made["policy"] = text(decision.policy());
  return made;
}

/// The names of facts, which the message has views of, live in `names`.
void take_fact(usher::Message &message, std::string_view name, const json::value &value) {
  if (value.is_string())
    message.fact(name, std::string_view(value.get_string()));
  else if (value.is_bool())
    message.fact(name, value.get_bool());
  else if (!value.is_null())
    message.fact(name, value.to_number<double>());
}

usher::Message message_of(const json::object &given, std::map<std::string, std::string> &names) {
  usher::Message message;
  for (const auto &pair : given) {
    const std::string_view key = pair.key();
    const json::value &value = pair.value();
    if (key == "tags" && value.is_array()) {
      for (const json::value &tag : value.get_array())
        message.tag(tag.get_string());
    } else if (value.is_object()) {
      for (const auto &fact : value.get_object()) {
        std::string name =
            key == "facts" ? std::string(fact.key()) : std::string(key) + "." + std::string(fact.key());
        const auto place = names.try_emplace(std::move(name)).first;
        take_fact(message, place->first, fact.value());
      }
    } else if (value.is_string()) {
      const std::string_view said = value.get_string();
      if (key == "id") message.id(said);
      if (key == "conversation") message.conversation(said);
      if (key == "channel") message.channel(said);
      if (key == "account") message.account(said);
      if (key == "visibility") message.visibility(said);
      if (key == "text") message.text(said);
      if (key == "subject") message.subject(said);
      if (key == "language") message.language(said);
      if (key == "tags") message.tag(said);
      if (key == "time") message.fact("time", said); // the library reads it
    }
  }
  return message;
}

int run(const char *path) {
  std::map<std::string, usher::Policy> policies;
  std::map<std::string, std::string> names;
  usher::TriageOptions options;
  options.language().personal_data();
  usher::Decision decision;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const json::object one = json::parse(line).as_object();
    const std::string from(one.at("policy").as_string());
    auto found = policies.find(from);
    if (found == policies.end()) found = policies.emplace(from, usher::Policy::load(from)).first;
    decision.triage(found->second, message_of(one.at("message").as_object(), names), options);
    json::object out;
    out["id"] = one.at("id");
    out["decision"] = as_json(decision);
    std::cout << json::serialize(out) << '\n';
  }
  return file.eof() && !policies.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 2) {
    std::cerr << "decisions cases.jsonl\n";
    return 2;
  }
  try {
    return run(argv[1]);
  } catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
