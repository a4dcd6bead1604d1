// SPDX-License-Identifier: BSL-1.0
#include "simulate/read_scenario.hpp"

#include "policy/yaml.hpp"
#include "simulate/scenario_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

constexpr std::uint64_t scenario_bytes = 64U << 20U;
constexpr std::string_view sections = "scenario about seed policy policies horizon replications demand teams "
                                      "triage answers report expect assumed";

// What some sections say is needed by those behind it.
constexpr std::array<std::string_view, 10> order = {"policy", "policies", "horizon", "demand", "teams",
                                                    "triage", "answers",  "report",  "expect", "assumed"};

void read_horizon(ScenarioReader &reader, const Node &node) {
  Scenario &out = reader.out;
  Context &context = reader.context;
  const Node *from = nullptr;
  bool has_length = false;
  std::optional<std::int64_t> length;
  std::int64_t warm_up = 0;
  context.mapping(node, {"from for zone warm_up"}, [&](const Node &key, const Node &value) {
    if (key.text == "from") {
      from = &value;
    } else if (key.text == "for") {
      has_length = true;
      length = reader.length_ms(value);
    } else if (key.text == "zone") {
      if (calendar::ZonePtr zone = reader.zone(value)) out.zone = std::move(zone);
    } else {
      warm_up = reader.length_ms(value).value_or(0);
    }
  });
  if (from != nullptr) {
    const Context::Step step(context, "from");
    out.from = reader.instant(*from, out.zone).value_or(out.from);
  } else {
    context.error(Code::missing_key, node, "it is not said when it begins",
                  "add from: as in 2026-03-02T00:00");
  }
  if (!has_length)
    context.error(Code::missing_key, node, "it is not said how long it takes", "add for: as in 4w");
  if (!length) return;
  out.until = out.from + *length;
  out.measured_from = out.from + warm_up;
  if (warm_up >= *length)
    context.error(Code::out_of_range, node, "nothing is left to measure behind the warm-up",
                  "make `for` longer");
  if (!is_instant(out.until))
    context.error(Code::bad_time, node, "it ends outside 1970 to 2199", "begin earlier, or make it shorter");
}

void load_policy(ScenarioReader &reader, const Node &at, const std::string &file, PolicyUse &use) {
  use.file = reader.files.shown(file);
  rules::LoadOptions options;
  options.limits = reader.limits;
  std::optional<rules::Ruleset> ruleset;
  Findings own; // what else is wrong with the scenario says nothing of the policy
  const rules::LoadStatus status = reader.files.load(file, options, ruleset, own);
  reader.findings.append(own);
  if (status == rules::LoadStatus::ok) {
    use.ruleset = std::make_shared<const rules::Ruleset>(std::move(*ruleset));
    return;
  }
  const std::string_view why = status == rules::LoadStatus::unreadable   ? "cannot be read"
                               : status == rules::LoadStatus::bad_policy ? "has errors"
                               : status == rules::LoadStatus::damaged    ? "is damaged"
                                                                         : "is of another version";
  reader.context.error(Code::file_unreadable, at, fmt::format("the policy {} {}", use.file, why),
                       status == rules::LoadStatus::unreadable ? "names are paths from the scenario's folder"
                                                               : "usher check says more");
}

} // namespace

void ScenarioReader::read_policies(const Node &node) {
  context.named(node, [&](const Node &key, const Node &value) {
    (void)policies.add(key.text, static_cast<std::uint32_t>(out.policies.size()));
    PolicyUse &use = out.policies.emplace_back();
    use.name = key.text;
    const Node *file = &value;
    if (value.kind == Node::Kind::mapping) {
      file = nullptr;
      context.mapping(value, {"file work triage"}, [&](const Node &part, const Node &said) {
        if (part.text == "file") file = &said;
      });
      if (file == nullptr) {
        context.error(Code::missing_key, value, "it is not said which file it is",
                      "add file: as in rental.yaml");
        return;
      }
    }
    if (const auto path = context.text(*file, "the file of a policy"))
      load_policy(*this, *file, std::string(*path), use);
  });
}

void ScenarioReader::read_work(const Node &node, PolicyUse &use) {
  context.named(node, [&](const Node &key, const Node &value) {
    const std::optional<std::uint32_t> demand = context.name(key, demands);
    std::vector<WorkStep> steps;
    context.list(value, true, [&](const Node &item) {
      WorkStep step;
      bool has_handle = false;
      context.mapping(item, {"department after handle"}, [&](const Node &part, const Node &said) {
        if (part.text == "department") {
          const auto name = context.text(said, "a department");
          if (!name) return;
          step.department = *name;
          need_department(said, {static_cast<std::uint32_t>(&use - out.policies.data())}, *name);
        } else if (part.text == "after") {
          step.after = distribution(said);
        } else {
          has_handle = true;
          if (auto handle = distribution(said)) step.handle = *handle;
        }
      });
      if (!has_handle)
        context.error(Code::missing_key, item, "it is not said how long this takes", "add handle: as in 4m");
      if (!steps.empty() && step.department.empty())
        context.error(Code::missing_key, item, "it is not said where it goes next",
                      "add department: only the first step may be where triage sends it");
      if (steps.empty() && step.after)
        context.error(Code::out_of_range, item, "what customers write is there at once",
                      "take `after` out of the first step");
      steps.push_back(std::move(step));
    });
    if (demand && !steps.empty()) use.work.emplace_back(*demand, std::move(steps));
  });
}

void ScenarioReader::read_head(const Node &root) {
  const auto section = [&](std::string_view name) -> const Entry * {
    const auto found = std::find_if(root.entries.begin(), root.entries.end(),
                                    [&](const Entry &entry) { return entry.key.text == name; });
    return found == root.entries.end() ? nullptr : &*found;
  };
  context.mapping(root, {sections}, [&](const Node &key, const Node &value) {
    if (key.text == "scenario") {
      if (const auto name = context.text(value, "a name")) out.name = *name;
    } else if (key.text == "about") {
      if (const auto text = context.text(value, "a text")) out.about = *text;
    } else if (key.text == "seed") {
      out.seed = static_cast<std::uint64_t>(context.integer(value, 0, INT32_MAX).value_or(1));
    } else if (key.text == "replications") {
      out.replications = static_cast<std::uint32_t>(context.integer(value, 1, 10'000).value_or(1));
    }
  });
  for (const std::string_view name : {"scenario", "horizon", "demand"})
    if (section(name) == nullptr)
      context.error(Code::missing_key, root, fmt::format("a scenario has the key {}", name),
                    "docs/scenarios.md shows a whole one");
  if (section("policy") == nullptr && section("policies") == nullptr)
    context.error(Code::missing_key, root, "a scenario names a policy", "add policy: as in rental.yaml");
  if (const Entry *several = section("policies"); several != nullptr && section("policy") != nullptr)
    context.error(Code::wrong_type, several->key, "it is said twice which policy is played",
                  "policy: is for one, policies: for several with their names; take one of the two out");

  for (const std::string_view name : order) {
    const Entry *entry = section(name);
    if (entry == nullptr) continue;
    const Context::Step step(context, name);
    const Node &value = entry->value;
    if (name == "policy") {
      (void)policies.add("policy", 0);
      PolicyUse &use = out.policies.emplace_back();
      use.name = "policy";
      if (const auto path = context.text(value, "the file of a policy"))
        load_policy(*this, value, std::string(*path), use);
    } else if (name == "policies") {
      read_policies(value);
    } else if (name == "horizon") {
      read_horizon(*this, value);
    } else if (name == "demand") {
      read_demands(value);
    } else if (name == "teams") {
      read_teams(value);
    } else if (name == "triage") {
      read_triage(value, out.triage);
    } else if (name == "answers") {
      read_bulk(value);
    } else if (name == "report") {
      read_report(value);
    } else if (name == "expect") {
      read_expect(value);
    } else {
      out.assumed = texts(value, "a text");
    }
  }
  // The work of a policy names demands, which were not known when it was loaded.
  if (const Entry *entry = section("policies");
      entry != nullptr && entry->value.kind == Node::Kind::mapping) {
    const Context::Step step(context, "policies");
    for (std::size_t i = 0; i < entry->value.entries.size(); ++i) {
      const Entry &use = entry->value.entries[i];
      const Context::Step name(context, use.key.text);
      for (const Entry &part : use.value.entries) {
        const Context::Step inner(context, part.key.text);
        if (part.key.text == "work")
          read_work(part.value, out.policies[i]);
        else if (part.key.text == "triage")
          read_triage(part.value, out.policies[i].triage.emplace());
      }
    }
  }
  if (const Entry *entry = section("demand"); entry != nullptr && !findings.has_errors()) {
    const Context::Step step(context, "demand");
    warn_of_nobody(entry->value);
    warn_of_unknown(entry->value);
  }
}

ScenarioStatus read_scenario(ScenarioFiles &files, const std::string &name, const Limits &limits,
                             Scenario &out, Findings &findings) {
  std::string text;
  const ScenarioFiles::Outcome outcome = files.read(name, scenario_bytes, text);
  if (outcome != ScenarioFiles::Outcome::ok) {
    const bool too_large = outcome == ScenarioFiles::Outcome::too_large;
    findings.add({Severity::error,
                  too_large ? Code::limit : Code::file_unreadable,
                  files.shown(name),
                  0,
                  0,
                  {},
                  too_large ? "this scenario is too large" : "this scenario cannot be read",
                  too_large ? "64 MiB at most; put rows into a file of their own" : "is the path right?"});
    return ScenarioStatus::unreadable;
  }
  const Source source(files.shown(name), std::move(text));
  policy::Yaml yaml;
  const bool well_formed = yaml.read(source, 4 * limits.nodes, findings);
  out.zone = calendar::Zone::utc();
  policy::Policy nothing;
  nothing.files.push_back({source.name(), {}});
  Context context(nothing, limits, findings);
  context.enter_file(0, source.name());
  const Node &root = yaml.root();
  if (root.kind != Node::Kind::mapping) {
    if (well_formed)
      context.wrong_shape(root, "a mapping",
                          "as in scenario: NAME, policy: FILE, horizon: {...}, demand: {...}");
    return ScenarioStatus::bad_scenario;
  }
  ScenarioReader reader(context, files, limits, findings, out);
  reader.read_head(root);
  findings.sort();
  return findings.has_errors() ? ScenarioStatus::bad_scenario : ScenarioStatus::ok;
}

} // namespace usher::simulate
