// SPDX-License-Identifier: BSL-1.0
#include "policy/dump.hpp"

#include "policy/dump_calendars.hpp"
#include "policy/dump_tests.hpp"
#include "policy/dump_work.hpp"
#include "policy/facts.hpp"
#include "policy/live_work.hpp"
#include "policy/yaml_writer.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace usher::policy {
namespace {

std::vector<std::string> phrase_items(const Policy &policy, const std::vector<PhraseId> &phrases) {
  std::vector<std::string> sources;
  sources.reserve(phrases.size());
  for (const PhraseId id : phrases)
    sources.push_back(policy.phrases[id].source);
  return sources;
}

class Dump {
 public:
  explicit Dump(const Policy &policy) : policy_(policy) {}

  std::string write() {
    out_ = "usher: 1\n";
    write_facts();
    write_channels();
    write_accounts();
    out_ += calendars_to_yaml(policy_);
    write_topics();
    write_signals();
    out_ += departments_to_yaml(policy_);
    out_ += people_to_yaml(policy_);
    out_ += slas_to_yaml(policy_);
    out_ += desk_to_yaml(policy_);
    out_ += customers_to_yaml(policy_);
    write_priority();
    write_rules();
    line("\ndefault: {}", outcome(policy_.fallback, false));
    write_replies();
    if (!policy_.tests.empty()) begin("tests");
    for (const TestCase &test : policy_.tests)
      out_ += to_yaml(test);
    return std::move(out_);
  }

 private:
  template <class... T>
  void line(fmt::format_string<T...> format, T &&...values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<T>(values)...);
    out_ += '\n';
  }

  void begin(std::string_view section) { line("\n{}:", section); }

  void write_facts() {
    bool begun = false;
    const auto write_fact = [&](const Fact &fact) {
      if (!std::exchange(begun, true)) begin("facts");
      const bool listed = fact.type == FactType::choice;
      line("  {}: {}", yaml_text(fact.name),
           listed ? yaml_text_list(fact.choices) : std::string(name_of(fact.type)));
    };
    const Fact &stage = policy_.facts[fact_stage];
    if (stage.choices != built_in_facts()[fact_stage].choices) write_fact(stage);
    for (std::size_t id = built_in_fact_count; id < policy_.facts.size(); ++id)
      if (policy_.facts[id].derived == Derived::none) write_fact(policy_.facts[id]);
  }

  void write_channels() {
    if (!policy_.channels.empty()) begin("channels");
    for (const Channel &channel : policy_.channels) {
      FlowMapping mapping;
      mapping.add("kind", channel_kind_names()[static_cast<std::size_t>(channel.kind)]);
      mapping.add("public", channel.is_public ? "true" : "false");
      if (channel.private_twin) {
        mapping.add("private_twin", yaml_text(policy_.channels[*channel.private_twin].name));
      }
      line("  {}: {}", yaml_text(channel.name), mapping.text());
    }
  }

  void write_accounts() {
    if (!policy_.accounts.empty()) begin("accounts");
    for (const Account &account : policy_.accounts) {
      FlowMapping mapping;
      mapping.add("channel", yaml_text(policy_.channels[account.channel].name));
      if (account.brand) mapping.add("brand", yaml_text(policy_.facts[fact_brand].choices[*account.brand]));
      if (!account.languages.empty()) mapping.add("languages", yaml_text_list(account.languages));
      if (!account.departments.empty()) mapping.add("departments", department_names(account.departments));
      line("  {}: {}", yaml_text(account.name), mapping.text());
    }
  }

  std::string department_names(const std::vector<std::uint32_t> &departments) const {
    std::vector<std::string> names;
    names.reserve(departments.size());
    for (const std::uint32_t department : departments)
      names.push_back(policy_.departments[department].name);
    return yaml_text_list(names);
  }

  void write_topics() {
    if (!policy_.topics.empty()) begin("topics");
    for (const Topic &topic : policy_.topics) {
      if (topic.groups.size() == 1 && topic.groups[0].language.empty()) {
        line("  {}: {}", yaml_text(topic.name),
             yaml_text_list(phrase_items(policy_, topic.groups[0].phrases)));
        continue;
      }
      line("  {}:", yaml_text(topic.name));
      for (const PhraseGroup &group : topic.groups) {
        line("    {}: {}", language_key(group.language),
             yaml_text_list(phrase_items(policy_, group.phrases)));
      }
    }
  }

  void write_signals() {
    if (!policy_.signals.empty()) begin("signals");
    for (const Signal &signal : policy_.signals) {
      line("  {}: {}", yaml_text(signal.name), to_yaml(policy_, signal.when));
    }
  }

  void write_priority() {
    begin("priority");
    line("  start: {}", policy_.priority.start);
    if (!policy_.priority.add.empty()) line("  add:");
    for (const PriorityLine &one : policy_.priority.add) {
      FlowMapping mapping;
      if (one.has_when) mapping.add("when", to_yaml(policy_, one.when));
      if (one.per) mapping.add("per", yaml_text(policy_.facts[*one.per].name));
      mapping.add("points", fmt::to_string(one.points));
      if (one.up_to) mapping.add("up_to", fmt::to_string(*one.up_to));
      line("    - {}", mapping.text());
    }
    if (const std::string waiting = waiting_to_yaml(policy_.priority.waiting); !waiting.empty())
      line("  waiting: {}", waiting);
    FlowMapping bands;
    for (const Band &band : policy_.priority.bands)
      bands.add(band.name, fmt::to_string(band.bound));
    line("  bands: {}", bands.text());
  }

  void write_rules() {
    if (!policy_.rules.empty()) begin("rules");
    for (const Rule &rule : policy_.rules) {
      line("  - name: {}", yaml_text(rule.name));
      if (rule.has_when) line("    when: {}", to_yaml(policy_, rule.when));
      line("    then: {}", outcome(rule.then, true));
    }
  }

  std::string ask_text(const Ask &ask) const {
    std::string department = yaml_text(policy_.departments[ask.department].name);
    if (ask.within_ms == 0 && !ask.before_reply) return department;
    FlowMapping mapping;
    mapping.add("department", department);
    if (ask.within_ms != 0) mapping.add("within", format_duration(ask.within_ms));
    if (ask.before_reply) mapping.add("before_reply", "true");
    return mapping.text();
  }

  std::string priority_text(const PriorityValue &priority) const {
    if (!priority.band) return fmt::to_string(priority.value);
    return yaml_text(policy_.priority.bands[*priority.band].name);
  }

  std::string outcome(const Outcome &what, bool of_rule) const {
    FlowMapping mapping;
    if (what.department) mapping.add("department", yaml_text(policy_.departments[*what.department].name));
    if (what.agent) mapping.add("agent", yaml_text(*what.agent));
    if (what.priority) mapping.add("priority", priority_text(*what.priority));
    if (what.sla) mapping.add("sla", yaml_text(policy_.slas[*what.sla].name));
    if (what.stage) mapping.add("stage", yaml_text(policy_.facts[fact_stage].choices[*what.stage]));
    if (what.visibility) {
      mapping.add("visibility", visibility_names()[static_cast<std::size_t>(*what.visibility)]);
    }
    if (what.engage) mapping.add("engage", *what.engage ? "true" : "false");
    if (what.reply) mapping.add("reply", yaml_text(policy_.replies[*what.reply].name));
    if (!what.skills.empty()) mapping.add("skills", yaml_text_list(what.skills));
    if (!what.tags.empty()) mapping.add("tags", yaml_text_list(what.tags));
    std::vector<std::string> items;
    for (const NotifiedId id : what.notify)
      items.push_back(yaml_text(notified_name(policy_, id)));
    if (!items.empty()) mapping.add("notify", yaml_list(items));
    items.clear();
    for (const Ask &ask : what.ask)
      items.push_back(ask_text(ask));
    if (!items.empty()) mapping.add("ask", yaml_list(items));
    // A rule says something, even when that is what would hold anyway.
    if (what.stop || (of_rule && mapping.empty())) mapping.add("stop", what.stop ? "true" : "false");
    return mapping.text();
  }

  void write_replies() {
    if (!policy_.replies.empty()) begin("replies");
    for (const Reply &reply : policy_.replies) {
      if (reply.texts.size() == 1 && reply.texts[0].language.empty()) {
        line("  {}: {}", yaml_text(reply.name), yaml_quoted(reply.texts[0].text));
        continue;
      }
      line("  {}:", yaml_text(reply.name));
      for (const ReplyText &text : reply.texts)
        line("    {}: {}", language_key(text.language), yaml_quoted(text.text));
    }
  }

  static std::string language_key(std::string_view language) {
    return language.empty() ? "all_languages" : yaml_text(language);
  }

  const Policy &policy_;
  std::string out_;
};

} // namespace

std::string to_yaml(const Policy &policy) { return Dump(policy).write(); }

} // namespace usher::policy
