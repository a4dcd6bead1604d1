// SPDX-License-Identifier: BSL-1.0
#include "base/page.hpp"
#include "base/utf8.hpp"
#include "policy/dump.hpp"
#include "policy/live_work.hpp"
#include "rules/decision_json.hpp"
#include "rules/explanation.hpp"
#include "rules/fields.hpp"
#include "rules/foresee.hpp"
#include "text/personal_data.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace usher::rules {
namespace {

class Page {
 public:
  Page(const Ruleset &ruleset, const Workspace &workspace, const Explanation &explanation)
      : ruleset_(ruleset),
        policy_(ruleset.policy()),
        facts_(workspace.facts),
        decision_(workspace.decision),
        workspace_(workspace),
        explanation_(explanation) {}

  std::string write() {
    write_decision();
    write_priority();
    write_rules();
    return std::move(out_);
  }

 private:
  void line(std::string_view label, std::string_view value, std::string_view reason = {}) {
    constexpr std::size_t value_column = 16;
    std::string text(value);
    if (!reason.empty()) text += fmt::format("   because of {}", reason);
    out_ += fmt::format("{:<{}}{}\n", label, value_column, wrap(text, value_column, value_column));
  }

  std::string because(RuleNumber rule) const {
    if (rule == no_rule) return {};
    if (rule == by_default) return "the default";
    return fmt::format("\"{}\"", policy_.rules[rule].name);
  }

  // Each rule that one part of it comes from.
  std::string because(const ChosenAsk &ask) const {
    std::string out = because(ask.because);
    for (const RuleNumber rule : {ask.because_of_time, ask.because_of_hold})
      if (rule != no_rule && rule != ask.because) return fmt::format("{} and {}", because(rule), out);
    return out;
  }

  template <class T, class Name>
  void list_line(std::string_view label, const std::vector<Chosen<T>> &list, Name name) {
    for (const auto &one : list) {
      line(label, name(one.value), because(one.because));
      label = "";
    }
  }

  void write_decision() {
    if (!facts_.id.empty()) line("Message", text::mask_personal_data(facts_.id));
    line("Department", policy_.departments[decision_.department.value].name,
         because(decision_.department.because));
    if (decision_.agent.is_set()) line("Agent", decision_.agent.value, because(decision_.agent.because));
    if (!decision_.engage.value) {
      line("Engage", "no: recorded, not to be answered", because(decision_.engage.because));
    }
    line("Priority", fmt::format("{} ({})", decision_.priority, policy_.priority.bands[decision_.band].name));
    if (decision_.sla_in_force) {
      line("SLA", policy_.slas[*decision_.sla_in_force].name,
           decision_.sla.is_set() ? because(decision_.sla.because) : "the department");
      constexpr std::array<std::string_view, policy::service_clock_count> labels = {
          "First response", "Next response", "Resolution"};
      for (std::size_t clock = 0; clock < labels.size(); ++clock)
        if (decision_.due[clock])
          line(labels[clock], fmt::format("by {}", format_time(*decision_.due[clock])));
    }
    if (const std::optional<Absence> absence = foresee_absence(ruleset_, workspace_))
      line("Foreseen", absence->text);
    if (const std::string_view stage = stage_of(ruleset_, workspace_); !stage.empty()) {
      line("Stage", stage, because(decision_.stage.because));
    }
    if (const std::string_view visibility = visibility_of(ruleset_, workspace_); !visibility.empty()) {
      std::string text(visibility);
      if (decision_.move_to) text += fmt::format(", answer in {}", policy_.channels[*decision_.move_to].name);
      line("Visibility", text, because(decision_.visibility.because));
    }
    if (decision_.reply.is_set()) {
      line("Reply", policy_.replies[decision_.reply.value].name, because(decision_.reply.because));
    }
    const auto same = [](std::string_view text) { return std::string(text); };
    list_line("Skills", decision_.skills, same);
    list_line("Tags", decision_.tags, same);
    std::string_view label = "Ask";
    for (const ChosenAsk &ask : decision_.ask) {
      line(label, text_of(policy_, ask.value), because(ask));
      label = "";
    }
    list_line("Notify", decision_.notify,
              [this](policy::NotifiedId id) { return std::string(policy::notified_name(policy_, id)); });
    std::vector<std::string> topics;
    for (const std::uint32_t topic : decision_.topics)
      topics.push_back(policy_.topics[topic].name);
    line("Topics", topics.empty() ? "none" : fmt::format("{}", fmt::join(topics, ", ")));
    std::vector<std::string> personal_data;
    for (std::size_t i = 0; i < count_of(workspace_, Field::pii); ++i)
      personal_data.emplace_back(item_of(ruleset_, workspace_, Field::pii, i));
    if (!personal_data.empty()) line("Personal data", fmt::format("{}", fmt::join(personal_data, ", ")));
    const Slot &language = facts_.slots[policy::fact_language];
    line("Language", language.known ? std::string_view(language.text) : std::string_view("unknown"));
    if (!workspace_.written.left_out().empty()) line("Left out", left_out());
  }

  std::string left_out() const {
    std::size_t characters = 0;
    for (const text::Span &part : workspace_.written.left_out())
      characters += part.end_code_point - part.begin_code_point;
    return fmt::format("{} of {} characters of the e-mail: quoted messages, signature", characters,
                       count_code_points(facts_.slots[policy::fact_text].text));
  }

  void write_priority() {
    out_ += "\nPriority, as a sum\n";
    for (const PriorityPart &part : decision_.priority_parts) {
      if (part.line == PriorityPart::start_line) {
        const std::string reason = because(decision_.priority_start.because);
        entry(fmt::format("{:>5}", part.points),
              reason.empty() ? "the start" : fmt::format("set by {}", reason));
        continue;
      }
      const policy::PriorityLine &added = policy_.priority.add[part.line];
      std::string text;
      if (added.has_when) text = policy::to_yaml(policy_, added.when);
      if (added.per) {
        text += fmt::format("{}{} for each of {}", text.empty() ? "" : ", ", added.points,
                            policy_.facts[*added.per].name);
      }
      entry(fmt::format("{:>+5}", part.points), text);
    }
    int sum = 0;
    for (const PriorityPart &part : decision_.priority_parts)
      sum += part.points;
    const std::string &band = policy_.priority.bands[decision_.band].name;
    entry(fmt::format("= {:>3}", decision_.priority),
          sum == decision_.priority ? band : fmt::format("{}; {} is cut to 0 to 100", band, sum));
  }

  void write_rules() {
    out_ += "\nRules that act, in the order they are read\n";
    for (const RuleView &view : explanation_.rules) {
      if (!view.fate.matched) continue;
      entry("    +", policy_.rules[view.rule].name);
      write_match(view);
    }
    if (!explanation_.by_default.empty()) {
      entry("    +", fmt::format("default: {}", fmt::join(explanation_.by_default, ", ")));
    }
    bool stopped = false;
    bool first = true;
    for (const RuleView &view : explanation_.rules) {
      if (view.fate.matched) continue;
      if (first) out_ += "\nRules that do not, each with the first condition that failed\n";
      first = false;
      if (!view.fate.reached) {
        if (!stopped) entry("     ", "not read, because a rule above stops the reading:");
        stopped = true;
      }
      entry("    -", policy_.rules[view.rule].name);
      if (view.fate.reached) write_failure(*view.failed);
    }
  }

  void write_match(const RuleView &view) {
    if (!view.decided.empty()) detail(fmt::format("decides {}", fmt::join(view.decided, ", ")));
    write_passed_over(view);
    if (view.stopped) detail("stops the reading");
    if (view.when.kind == policy::Condition::Kind::all)
      write_parts(view.when, 0);
    else
      write_condition(view.when, 0);
  }

  // What speaks for another department is passed over for that, and the rest because something came before.
  void write_passed_over(const RuleView &view) {
    constexpr std::array<std::string_view, 4> of_department = {"department", "agent", "sla", "skills"};
    std::vector<std::string_view> elsewhere;
    std::vector<std::string_view> late;
    std::vector<std::string_view> asked;
    for (const std::string &field : view.passed_over) {
      const bool speaks = std::find(of_department.begin(), of_department.end(), field) != of_department.end();
      if (field == "ask")
        asked.push_back(field);
      else if (view.fate.department_passed_over && speaks)
        elsewhere.push_back(field);
      else
        late.push_back(field);
    }
    const auto write = [this](const std::vector<std::string_view> &fields, std::string_view reason) {
      if (!fields.empty()) detail(fmt::format("passed over: {} ({})", fmt::join(fields, ", "), reason));
    };
    write(elsewhere, "another department was decided before");
    write(late, "decided before");
    write(asked, "other rules ask at least as strictly");
  }

  void write_failure(const ConditionView &failed) {
    if (failed.kind == policy::Condition::Kind::test) {
      detail(fmt::format("{}: saw {}", failed.test, failed.saw));
      return;
    }
    detail(failed.kind == policy::Condition::Kind::any ? "none of these holds:"
           : failed.is_not                             ? "this must not hold:"
                                                       : "none of these may hold:");
    write_parts(failed, 1);
  }

  void write_parts(const ConditionView &group, std::size_t depth) {
    for (const ConditionView &child : group.children)
      write_condition(child, depth);
  }

  void write_condition(const ConditionView &view, std::size_t depth) {
    const std::string_view no = view.holds ? "" : " (no)";
    if (view.kind == policy::Condition::Kind::test) {
      detail(fmt::format("{}: saw {}{}", view.test, view.saw, no), depth);
      return;
    }
    detail(fmt::format("{}:{}", group_name(view), no), depth);
    write_parts(view, depth + 1);
  }

  static std::string_view group_name(const ConditionView &group) {
    switch (group.kind) {
    case policy::Condition::Kind::any: return "any of";
    case policy::Condition::Kind::none: return group.is_not ? "not" : "none of";
    default: return "all of";
    }
  }

  void entry(std::string_view mark, std::string_view text) {
    constexpr std::size_t column = 7;
    out_ += fmt::format("{}  {}\n", mark, wrap(text, column, column));
  }

  void detail(std::string_view text, std::size_t depth = 0) {
    // However deep, there is room for some words.
    constexpr std::size_t column = 9;
    constexpr std::size_t deepest = 12;
    append_wrapped(out_, column + 2 * std::min(depth, deepest), text);
  }

  const Ruleset &ruleset_;
  const policy::Policy &policy_;
  const Facts &facts_;
  const Decision &decision_;
  const Workspace &workspace_;
  const Explanation &explanation_;
  std::string out_;
};

} // namespace

std::string to_text(const Ruleset &ruleset, const Workspace &workspace, const Explanation &explanation) {
  return Page(ruleset, workspace, explanation).write();
}

} // namespace usher::rules
