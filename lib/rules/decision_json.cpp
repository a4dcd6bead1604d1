// SPDX-License-Identifier: BSL-1.0
#include "rules/decision_json.hpp"

#include "policy/dump.hpp"
#include "policy/facts.hpp"
#include "policy/live_work.hpp"
#include "rules/foresee.hpp"
#include "rules/span_json.hpp"

namespace usher::rules {
namespace {

/// Writes one decision, keys in the order of the schema.
class Writer {
 public:
  Writer(const Ruleset &ruleset, const Workspace &workspace, JsonWriter &json)
      : ruleset_(ruleset),
        frame_(ruleset.frame()),
        workspace_(workspace),
        facts_(workspace.facts),
        decision_(workspace.decision),
        json_(json) {}

  void write(bool detail) {
    json_.begin_object();
    json_.text_or_null("id", facts_.id);
    json_.field("department", frame_.departments[decision_.department.value].name);
    text_or_null("agent", decision_.agent);
    json_.field("engage", decision_.engage.value);
    json_.field("priority", decision_.priority);
    json_.field("band", frame_.priority.bands[decision_.band].name);
    json_.text_or_null("language", facts_.slots[policy::fact_language].text);
    json_.key("topics");
    json_.begin_array();
    for (const std::uint32_t topic : decision_.topics)
      json_.value(ruleset_.topic_name(topic));
    json_.end_array();
    json_.text_or_null("intent", facts_.slots[policy::fact_intent].text);
    json_.text_or_null("stage", stage_of(ruleset_, workspace_));
    const Slot &sentiment = facts_.slots[policy::fact_sentiment];
    if (sentiment.known)
      json_.field("sentiment", sentiment.number);
    else
      json_.null_field("sentiment");
    write_pii();
    texts("skills", decision_.skills);
    texts("tags", decision_.tags);
    json_.text_or_null("visibility", visibility_of(ruleset_, workspace_));
    if (decision_.move_to)
      json_.field("move_to", frame_.channels[*decision_.move_to].name);
    else
      json_.null_field("move_to");
    write_due_times();
    if (decision_.reply.is_set())
      json_.field("reply", ruleset_.reply_name(decision_.reply.value));
    else
      json_.null_field("reply");
    json_.null_field("playbook");
    json_.null_field("voice");
    write_ask();
    json_.key("notify");
    json_.begin_array();
    for (const auto &one : decision_.notify)
      json_.value(policy::notified_name(frame_, one.value));
    json_.end_array();
    json_.null_field("surge");
    write_because();
    json_.field("policy", ruleset_.digest());
    if (detail) write_detail();
    json_.end_object();
  }

 private:
  void text_or_null(std::string_view key, const Chosen<std::string_view> &chosen) {
    json_.text_or_null(key, chosen.is_set() ? chosen.value : std::string_view());
  }

  void texts(std::string_view key, const std::vector<Chosen<std::string_view>> &list) {
    json_.key(key);
    json_.begin_array();
    for (const auto &one : list)
      json_.value(one.value);
    json_.end_array();
  }

  void write_pii() {
    json_.key("pii");
    json_.begin_array();
    const auto kinds = text::personal_data_kinds();
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
      if (((facts_.pii >> kind) & 1U) != 0) json_.value(kinds[kind]);
    }
    json_.end_array();
  }

  void write_due_times() {
    json_.key("sla");
    json_.begin_object();
    for (std::size_t clock = 0; clock < policy::service_clock_count; ++clock) {
      const std::string_view name = policy::service_clock_names()[clock];
      if (const std::optional<Instant> &due = decision_.due[clock])
        json_.field(name, TimeText(*due));
      else
        json_.null_field(name);
    }
    json_.end_object();
  }

  void write_ask() {
    json_.key("ask");
    json_.begin_array();
    for (const auto &one : decision_.ask) {
      json_.begin_object();
      json_.field("department", frame_.departments[one.value.department].name);
      if (one.value.within_ms != 0)
        json_.field("within_ms", one.value.within_ms);
      else
        json_.null_field("within_ms");
      json_.field("before_reply", one.value.before_reply);
      json_.end_object();
    }
    json_.end_array();
  }

  void because(std::string_view key, RuleNumber rule) {
    if (rule != no_rule) json_.field(key, rule_name(ruleset_, rule));
  }

  template <class Item, class Name>
  void because_items(std::string_view key, const std::vector<Item> &list, Name &&name) {
    if (list.empty()) return;
    json_.key(key);
    json_.begin_object();
    for (const auto &one : list)
      json_.field(name(one.value), rule_name(ruleset_, one.because));
    json_.end_object();
  }

  void write_because() {
    json_.key("because");
    json_.begin_object();
    because("department", decision_.department.because);
    because("agent", decision_.agent.because);
    because("engage", decision_.engage.because);
    because("priority", decision_.priority_start.because);
    because("sla", decision_.sla.because);
    because("stage", decision_.stage.because);
    because("visibility", decision_.visibility.because);
    because("reply", decision_.reply.because);
    const auto same = [](std::string_view text) { return text; };
    const auto department = [this](std::uint32_t number) -> std::string_view {
      return frame_.departments[number].name;
    };
    because_items("skills", decision_.skills, same);
    because_items("tags", decision_.tags, same);
    because_items("ask", decision_.ask, [&](const policy::Ask &ask) { return department(ask.department); });
    because_items("notify", decision_.notify,
                  [this](policy::NotifiedId id) { return policy::notified_name(frame_, id); });
    json_.end_object();
  }

  void write_matches(std::string_view field, policy::FactId fact, const text::PreparedText &prepared) {
    if (!facts_.slots[fact].known) return;
    std::vector<text::Occurrence> occurrences;
    ruleset_.lexicon().locate(prepared, occurrences);
    for (const text::Occurrence &one : occurrences) {
      const text::Phrase &phrase = ruleset_.policy().phrases[one.phrase];
      json_.begin_object();
      json_.field("in", field);
      json_.field("phrase", phrase.source);
      json_.text_or_null("language", phrase.language);
      json_.key("topics");
      json_.begin_array();
      for (const std::uint32_t topic : ruleset_.topics_of(one.phrase))
        json_.value(ruleset_.topic_name(topic));
      json_.end_array();
      write_span(one.where, json_);
      json_.end_object();
    }
  }

  void write_personal_data(std::string_view field, const std::vector<text::PersonalData> &list) {
    for (const text::PersonalData &one : list) {
      json_.begin_object();
      json_.field("in", field);
      json_.field("kind", text::name_of(one.kind));
      json_.field("counts", one.counts);
      write_span(one.where, json_);
      json_.end_object();
    }
  }

  // What was left out does not count, but whoever shows the text has to hide it.
  std::vector<text::PersonalData> personal_data_of_text() const {
    std::vector<text::PersonalData> list = workspace_.personal_data;
    if (workspace_.personal_data_looked_for)
      workspace_.written.add_left_out(facts_.slots[policy::fact_text].text, list);
    return list;
  }

  void write_detail() {
    json_.key("detail");
    json_.begin_object();
    json_.key("matches");
    json_.begin_array();
    write_matches("text", policy::fact_text, workspace_.text);
    write_matches("subject", policy::fact_subject, workspace_.subject);
    json_.end_array();
    json_.key("personal_data");
    json_.begin_array();
    write_personal_data("text", personal_data_of_text());
    write_personal_data("subject", workspace_.subject_personal_data);
    json_.end_array();
    json_.field("language_confidence", facts_.language_confidence);
    json_.key("priority");
    json_.begin_array();
    for (const PriorityPart &part : decision_.priority_parts) {
      json_.begin_object();
      if (part.line == PriorityPart::start_line) {
        json_.field("line", "start");
      } else {
        const policy::PriorityLine &line = frame_.priority.add[part.line];
        json_.field("line", part.line);
        if (line.has_when) json_.field("when", policy::to_yaml(ruleset_.policy(), line.when));
        if (line.per) json_.field("per", frame_.facts[*line.per].name);
      }
      json_.field("points", part.points);
      json_.end_object();
    }
    json_.end_array();
    json_.field("text_cut", facts_.text_cut);
    json_.key("left_out");
    json_.begin_array();
    for (const text::Span &part : workspace_.written.left_out()) {
      json_.begin_object();
      write_span(part, json_);
      json_.end_object();
    }
    json_.end_array();
    write_foreseen();
    json_.end_object();
  }

  void write_foreseen() {
    const std::optional<Absence> absence = foresee_absence(ruleset_, workspace_);
    if (!absence) {
      json_.null_field("foreseen");
      return;
    }
    json_.key("foreseen");
    json_.begin_object();
    json_.field("nobody_until", format_time(absence->until));
    json_.field("text", absence->text);
    json_.end_object();
  }

  const Ruleset &ruleset_;
  const policy::Frame &frame_;
  const Workspace &workspace_;
  const Facts &facts_;
  const Decision &decision_;
  JsonWriter &json_;
};

} // namespace

void write_json(const Ruleset &ruleset, const Workspace &workspace, bool detail, JsonWriter &json) {
  Writer(ruleset, workspace, json).write(detail);
}

std::string_view rule_name(const Ruleset &ruleset, RuleNumber rule) {
  if (rule == no_rule) return {};
  return rule == by_default ? std::string_view("default") : ruleset.rule_name(rule);
}

std::string_view stage_of(const Ruleset &ruleset, const Workspace &workspace) {
  const std::vector<std::string> &stages = ruleset.frame().facts[policy::fact_stage].choices;
  if (workspace.decision.stage.is_set()) return stages[workspace.decision.stage.value];
  const Slot &slot = workspace.facts.slots[policy::fact_stage];
  return slot.known ? std::string_view(stages[static_cast<std::size_t>(slot.integer)]) : std::string_view();
}

std::string_view visibility_of(const Ruleset &ruleset, const Workspace &workspace) {
  if (workspace.decision.visibility.is_set()) {
    return policy::visibility_names()[static_cast<std::size_t>(workspace.decision.visibility.value)];
  }
  const Slot &slot = workspace.facts.slots[policy::fact_visibility];
  if (!slot.known) return {};
  return ruleset.frame().facts[policy::fact_visibility].choices[static_cast<std::size_t>(slot.integer)];
}

} // namespace usher::rules
