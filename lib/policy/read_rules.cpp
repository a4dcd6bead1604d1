// SPDX-License-Identifier: BSL-1.0
#include "policy/facts.hpp"
#include "policy/sections.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::policy {
namespace {

constexpr std::size_t most_bands = 8;
constexpr std::string_view no_rule = "default"; // what decisions name as the reason where no rule decided

/// What a rule decides, and what `default` decides where no rule did.
class OutcomeReader {
 public:
  OutcomeReader(Context &context, Outcome &out) : context_(context), out_(out) {}

  void read_one_value(const Node &key, const Node &value) {
    if (key.text == "department") {
      out_.department = context_.name(value, context_.departments);
    } else if (key.text == "agent") {
      read_agent(value);
    } else if (key.text == "priority") {
      read_priority_value(value);
    } else if (key.text == "sla") {
      out_.sla = context_.name(value, context_.slas);
    } else if (key.text == "stage") {
      const std::vector<std::string> &stages = context_.policy.facts[fact_stage].choices;
      out_.stage = context_.word(value, "stage", std::vector<std::string_view>(stages.begin(), stages.end()));
    } else if (key.text == "visibility") {
      if (const auto word = context_.word(value, "visibility", visibility_names())) {
        out_.visibility = static_cast<Visibility>(*word);
      }
    } else if (key.text == "engage") {
      out_.engage = context_.flag(value);
    } else if (key.text == "reply") {
      out_.reply = context_.name(value, context_.replies);
    }
  }

  void read_several_values(const Node &key, const Node &value) {
    if (key.text == "skills" || key.text == "tags") {
      std::vector<std::string> &words = key.text == "skills" ? out_.skills : out_.tags;
      context_.list(value, true, [&](const Node &item) {
        if (const auto word = context_.text(item, "a word")) add_once(words, std::string(*word));
      });
    } else if (key.text == "notify") {
      context_.list(value, true, [&](const Node &item) {
        if (const auto name = context_.name(item, context_.notified)) add_once(out_.notify, *name);
      });
    } else if (key.text == "ask") {
      context_.list(value, true, [&](const Node &item) { read_ask(item); });
    } else if (key.text == "stop") {
      out_.stop = context_.flag(value).value_or(false);
    }
  }

 private:
  // Any text where the CRM alone knows who there is.
  void read_agent(const Node &value) {
    if (!context_.agents.names().empty()) {
      if (context_.name(value, context_.agents)) out_.agent = std::string(value.text);
    } else if (const auto agent = context_.text(value, "the name of an agent")) {
      out_.agent = std::string(*agent);
    }
  }

  void read_priority_value(const Node &value) {
    if (value.kind == Node::Kind::scalar && !parse_number(value.text)) {
      const std::optional<std::uint32_t> band = context_.name(value, context_.bands);
      if (band) out_.priority = PriorityValue{context_.policy.priority.bands[*band].bound, *band};
      return;
    }
    const std::optional<int> number = context_.integer(value, lowest_priority, highest_priority);
    if (number) out_.priority = PriorityValue{*number, std::nullopt};
  }

  void read_ask(const Node &node) {
    Ask ask;
    bool has_department = false;
    std::optional<std::uint32_t> asked;
    const Node *within = nullptr;
    if (node.kind == Node::Kind::scalar) {
      if (const auto name = context_.name(node, context_.departments)) {
        ask.department = *name;
        out_.ask.push_back(ask);
      }
      return;
    }
    context_.mapping(node, {"department within before_reply"}, [&](const Node &key, const Node &value) {
      if (key.text == "department") {
        has_department = true;
        asked = context_.name(value, context_.departments);
        ask.department = asked.value_or(0);
      } else if (key.text == "within") {
        within = &value;
        ask.within_ms = context_.duration(value).value_or(0);
      } else {
        ask.before_reply = context_.flag(value).value_or(false);
      }
    });
    if (!has_department && node.kind == Node::Kind::mapping) {
      context_.error(Code::missing_key, node, "it is not said which department is asked",
                     "add department: NAME");
    }
    if (asked && within != nullptr) {
      const Context::Step step(context_, "within");
      warn_of_service_days(context_, *within, context_.policy.departments[*asked]);
    }
    out_.ask.push_back(ask);
  }

  Context &context_;
  Outcome &out_;
};

void read_rule(Context &context, const Node &node, Rule &rule, const Node *&name_node, bool &has_then) {
  rule.place = context.place(node);
  context.mapping(node, {"name when then"}, [&](const Node &key, const Node &value) {
    if (key.text == "name") {
      name_node = &value;
      rule.place = context.place(key);
      if (const auto name = context.text(value, "the name of a rule")) rule.name = *name;
    } else if (key.text == "when") {
      rule.has_when = true;
      rule.when = read_condition(context, value);
    } else {
      has_then = true;
      if (value.kind == Node::Kind::null || (value.kind == Node::Kind::mapping && value.entries.empty())) {
        context.wrong_shape(value, "what the rule decides", "as in then: {department: care}");
        return;
      }
      OutcomeReader reader(context, rule.then);
      context.mapping(
          value,
          {"department agent priority sla stage visibility engage reply skills tags notify ask stop",
           "playbook voice"},
          [&](const Node &field, const Node &content) {
            if (field.text == "department") rule.department_place = context.place(content);
            reader.read_one_value(field, content);
            reader.read_several_values(field, content);
          });
    }
  });
}

void read_priority_line(Context &context, const Node &node, PriorityLine &line) {
  line.place = context.place(node);
  bool has_points = false;
  bool has_per = false;
  context.mapping(node, {"when per points up_to"}, [&](const Node &key, const Node &value) {
    if (key.text == "when") {
      line.has_when = true;
      line.when = read_condition(context, value);
    } else if (key.text == "per") {
      has_per = true;
      const std::optional<std::uint32_t> fact = context.name(value, context.facts);
      if (fact && context.policy.facts[*fact].type != FactType::number) {
        context.error(Code::wrong_type, value, fmt::format("{} is not a number", quote(value.text)),
                      "`per` counts points for each of a number, as in per: similar_waiting");
      } else if (fact) {
        line.per = *fact;
      }
    } else if (key.text == "points") {
      has_points = true;
      line.points = context.integer(value, -highest_priority, highest_priority).value_or(0);
    } else {
      line.up_to = context.integer(value, 1, highest_priority);
    }
  });
  if (node.kind != Node::Kind::mapping) return;
  if (!has_points)
    context.error(Code::missing_key, node, "it is not said how many points", "add points: NUMBER");
  if (!line.has_when && !has_per) {
    context.error(Code::missing_key, node, "it is not said when the points count", "add when: or per:");
  }
}

void read_waiting(Context &context, const Node &node, WaitingPoints &waiting) {
  bool has_points = false;
  bool has_every = false;
  const bool is_mapping = context.mapping(node, {"points every"}, [&](const Node &key, const Node &value) {
    if (key.text == "points") {
      has_points = true;
      waiting.points = context.integer(value, 0, highest_priority).value_or(0);
      return;
    }
    has_every = true;
    const auto every = context.duration(value);
    if (every && *every == 0) {
      context.error(Code::out_of_range, value, "points cannot come every moment",
                    "write how long it takes until they are added, as in 30m");
    } else {
      waiting.every_ms = every.value_or(waiting.every_ms);
    }
  });
  if (is_mapping && (!has_points || !has_every)) {
    context.error(Code::missing_key, node, "it is not said how many points come how often",
                  "as in waiting: {points: 5, every: 30m}");
  }
}

const Node *find_key(const Node &mapping, std::string_view key) {
  for (const Entry &entry : mapping.entries) {
    if (entry.key.text == key) return &entry.value;
  }
  return nullptr;
}

void read_band_list(Context &context, const Node &node, std::vector<Band> &bands) {
  static constexpr std::string_view example = "as in {urgent: 85, high: 60, normal: 30, low: 0}";
  if (node.kind != Node::Kind::mapping || node.entries.empty()) {
    context.wrong_shape(node, "a mapping of bands to their lower bounds", std::string(example));
    return;
  }
  if (node.entries.size() > most_bands) {
    context.error(Code::out_of_range, node,
                  fmt::format("{} bands, and {} is the most", node.entries.size(), most_bands),
                  "people tell few degrees of urgency apart; join some of them");
  }
  bool all_bounds_read = true;
  context.named(node, [&](const Node &key, const Node &value) {
    const std::optional<int> bound = context.integer(value, lowest_priority, highest_priority);
    if (!bound) {
      all_bounds_read = false;
      context.bands.excuse(key.text);
      return;
    }
    const auto same =
        std::find_if(bands.begin(), bands.end(), [&](const Band &band) { return band.bound == *bound; });
    if (same != bands.end()) {
      context.error(Code::duplicate_name, value,
                    fmt::format("the band {} begins at {} too", quote(same->name), *bound),
                    "give each band a bound of its own");
      context.bands.excuse(key.text);
      return;
    }
    bands.push_back({std::string(key.text), *bound, context.place(key)});
  });
  std::sort(bands.begin(), bands.end(), [](const Band &a, const Band &b) { return a.bound > b.bound; });
  if (all_bounds_read && bands.back().bound != 0) {
    context.error(Code::missing_key, node, "no band begins at 0",
                  "the lowest band is 0, so that every priority has one");
  }
}

} // namespace

void read_bands(Context &context, const Node &priority) {
  std::vector<Band> &bands = context.policy.priority.bands;
  const Node *node = find_key(priority, "bands");
  if (node == nullptr) {
    bands = {{"urgent", 85, {}}, {"high", 60, {}}, {"normal", 30, {}}, {"low", 0, {}}};
  } else {
    const Context::Step section(context, "priority");
    const Context::Step step(context, "bands");
    read_band_list(context, *node, bands);
  }
  if (bands.empty()) {
    context.bands.excuse_all();
    bands.push_back({"low", 0, {}});
  }
  for (std::uint32_t i = 0; i < bands.size(); ++i)
    context.bands.add(bands[i].name, i);
}

void read_priority(Context &context, const Node &node) {
  const Context::Step section(context, "priority");
  Priority &priority = context.policy.priority;
  context.mapping(node, {"start add bands waiting"}, [&](const Node &key, const Node &value) {
    if (key.text == "start") {
      priority.start = context.integer(value, lowest_priority, highest_priority).value_or(priority.start);
    } else if (key.text == "add") {
      if (value.kind != Node::Kind::sequence) {
        context.wrong_shape(value, "a list", "as in add: [{when: {topic: refund}, points: 10}]");
        return;
      }
      priority.add.resize(value.items.size());
      std::size_t number = 0;
      context.list(value, false,
                   [&](const Node &item) { read_priority_line(context, item, priority.add[number++]); });
    } else if (key.text == "waiting") {
      read_waiting(context, value, priority.waiting);
    }
  });
}

void read_rules(Context &context, const std::vector<SectionPart> &parts) {
  std::vector<Rule> &rules = context.policy.rules;
  NameIndex &names = context.rules;
  std::size_t total = 0;
  for (const SectionPart &part : parts)
    total += part.value->items.size();
  rules.reserve(total); // names are views into the rules
  const Context::Step section(context, "rules");
  for (const SectionPart &part : parts) {
    context.enter_file(part.file, part.file_name);
    if (part.value->kind == Node::Kind::null) continue;
    if (part.value->kind != Node::Kind::sequence) {
      context.wrong_shape(*part.value, "a list of rules", "each begins with `- name:`");
      names.excuse_all();
      continue;
    }
    context.list(*part.value, false, [&](const Node &item) {
      if (rules.size() == context.limits.rules) {
        context.error(Code::limit, item, fmt::format("more than {} rules", context.limits.rules),
                      "join some of them, or raise the limit rules");
      }
      if (item.kind != Node::Kind::mapping) {
        context.wrong_shape(item, "a rule",
                            "as in {name: press, when: {topic: press}, then: {department: pr}}");
        return;
      }
      Rule &rule = rules.emplace_back();
      const Node *name_node = nullptr;
      bool has_then = false;
      read_rule(context, item, rule, name_node, has_then);
      if (name_node == nullptr) {
        context.error(Code::missing_key, item, "the rule has no name",
                      "add name: NAME, by which decisions and tests speak of the rule");
      } else if (rule.name == no_rule) {
        context.error(Code::duplicate_name, *name_node, "decisions say \"default\" where no rule decided",
                      "give the rule another name");
      } else if (!rule.name.empty() && !names.add(rule.name, static_cast<std::uint32_t>(rules.size() - 1))) {
        context.error(Code::duplicate_name, *name_node,
                      fmt::format("the rule {} is already at {}", quote(rule.name),
                                  context.place_text(rules[*names.find(rule.name)].place)),
                      "give one of them another name");
      }
      if (!has_then)
        context.error(Code::missing_key, item, "the rule decides nothing",
                      "add then:, as in then: {department: care}");
    });
  }
}

void read_default(Context &context, const SectionPart &part) {
  context.enter_file(part.file, part.file_name);
  const Context::Step section(context, "default");
  const Node &node = *part.value;
  context.policy.fallback_place = context.place(part.key);
  if (node.kind == Node::Kind::scalar) {
    context.wrong_shape(node, "a mapping", fmt::format("write default: {{department: {}}}", node.text));
    return;
  }
  OutcomeReader reader(context, context.policy.fallback);
  bool has_department = false;
  const bool is_mapping =
      context.mapping(node, {"department agent priority sla stage visibility engage reply", "playbook voice"},
                      [&](const Node &key, const Node &value) {
                        if (key.text == "department") has_department = true;
                        reader.read_one_value(key, value);
                      });
  if (is_mapping && !has_department) {
    context.error(Code::missing_key, part.key, "`default` names no department",
                  "add department: NAME, so that no conversation is ever left nowhere");
  }
}

} // namespace usher::policy
