// SPDX-License-Identifier: BSL-1.0
#include "rules/triage.hpp"

#include "rules/message_json.hpp"

#include <algorithm>

namespace usher::rules {
namespace {

RawValue raw_value(const policy::TestField &field, std::vector<std::string_view> &list) {
  RawValue value;
  value.text = field.text;
  switch (field.kind) {
  case policy::TestField::Kind::null: value.kind = RawValue::Kind::null; break;
  case policy::TestField::Kind::plain: value.kind = RawValue::Kind::plain; break;
  case policy::TestField::Kind::quoted: value.kind = RawValue::Kind::text; break;
  case policy::TestField::Kind::list:
    value.kind = RawValue::Kind::list;
    list.assign(field.list.begin(), field.list.end());
    value.list = list;
    break;
  }
  return value;
}

// A fact of a group may have stood in the group or under `facts`, which makes no difference.
std::string path_of_fact(const std::string &name) {
  for (const std::string_view group : {"author.", "customer.", "reach."}) {
    if (name.starts_with(group)) return name;
  }
  return "facts." + name;
}

} // namespace

TriageStatus finish_triage(const Ruleset &ruleset, const TriageOptions &options, MessageBuilder &builder,
                           Workspace &workspace, const Findings &mine) {
  if (mine.has_errors()) {
    const bool over_limit = std::any_of(mine.begin(), mine.end(), [](const Finding &finding) {
      return finding.severity == Severity::error && finding.code == Code::limit;
    });
    return over_limit ? TriageStatus::over_limit : TriageStatus::bad_input;
  }
  builder.finish(options.now ? &*options.now : nullptr);
  look(ruleset, options.look, workspace);
  decide(ruleset, workspace, options.due_times);
  return TriageStatus::ok;
}

TriageStatus triage_json(const Ruleset &ruleset, const TriageOptions &options, std::string_view json,
                         std::uint32_t line, Workspace &workspace, Findings &findings) {
  return triage_fields(ruleset, options, workspace, findings,
                       [&](MessageBuilder &builder) { read_json(json, options.limits, line, builder); });
}

TriageStatus triage_test(const Ruleset &ruleset, const TriageOptions &options,
                         std::span<const policy::File> files, const policy::TestCase &test,
                         Workspace &workspace, Findings &findings) {
  std::vector<std::string_view> list;
  return triage_fields(ruleset, options, workspace, findings, [&](MessageBuilder &builder) {
    for (const policy::TestField &field : test.message) {
      builder.at({files[field.place.file].name, field.place.position.line, field.place.position.column});
      switch (field.part) {
      case policy::TestField::Part::key: builder.take_key(field.name, raw_value(field, list)); break;
      case policy::TestField::Part::fact:
        builder.take_fact(field.name, raw_value(field, list), path_of_fact(field.name));
        break;
      case policy::TestField::Part::was:
        builder.take_was(field.name, raw_value(field, list), "was." + field.name);
        break;
      }
    }
  });
}

} // namespace usher::rules
