// SPDX-License-Identifier: BSL-1.0
#include "c_api/handles.hpp"
#include "c_api/options.hpp"
#include "c_api/structs.hpp"
#include "rules/decision_json.hpp"
#include "rules/explanation.hpp"
#include "rules/fields.hpp"

namespace usher::c_api {
namespace {

static_assert(static_cast<int>(rules::Field::department) == USHER_FIELD_DEPARTMENT);
static_assert(static_cast<int>(rules::Field::agent) == USHER_FIELD_AGENT);
static_assert(static_cast<int>(rules::Field::engage) == USHER_FIELD_ENGAGE);
static_assert(static_cast<int>(rules::Field::priority) == USHER_FIELD_PRIORITY);
static_assert(static_cast<int>(rules::Field::band) == USHER_FIELD_BAND);
static_assert(static_cast<int>(rules::Field::language) == USHER_FIELD_LANGUAGE);
static_assert(static_cast<int>(rules::Field::intent) == USHER_FIELD_INTENT);
static_assert(static_cast<int>(rules::Field::stage) == USHER_FIELD_STAGE);
static_assert(static_cast<int>(rules::Field::sentiment) == USHER_FIELD_SENTIMENT);
static_assert(static_cast<int>(rules::Field::visibility) == USHER_FIELD_VISIBILITY);
static_assert(static_cast<int>(rules::Field::move_to) == USHER_FIELD_MOVE_TO);
static_assert(static_cast<int>(rules::Field::reply) == USHER_FIELD_REPLY);
static_assert(static_cast<int>(rules::Field::sla) == USHER_FIELD_SLA);
static_assert(static_cast<int>(rules::Field::first_response) == USHER_FIELD_FIRST_RESPONSE);
static_assert(static_cast<int>(rules::Field::next_response) == USHER_FIELD_NEXT_RESPONSE);
static_assert(static_cast<int>(rules::Field::resolution) == USHER_FIELD_RESOLUTION);
static_assert(rules::no_time == USHER_NO_TIME);
static_assert(static_cast<int>(rules::Field::topics) == USHER_FIELD_TOPICS);
static_assert(static_cast<int>(rules::Field::pii) == USHER_FIELD_PII);
static_assert(static_cast<int>(rules::Field::skills) == USHER_FIELD_SKILLS);
static_assert(static_cast<int>(rules::Field::tags) == USHER_FIELD_TAGS);
static_assert(static_cast<int>(rules::Field::notify) == USHER_FIELD_NOTIFY);
static_assert(static_cast<int>(rules::Field::ask) == USHER_FIELD_ASK);

using rules::Field;

void fill_values(usher_decision &handle) {
  const rules::Ruleset &ruleset = handle.body->ruleset;
  const rules::Workspace &workspace = handle.workspace;
  const auto text = [&](Field field) { return text_or_none(text_of(ruleset, workspace, field)); };
  handle.values = {sizeof(usher_decision_values),
                   text_or_none(workspace.facts.id),
                   text(Field::department),
                   text(Field::agent),
                   text(Field::band),
                   text(Field::language),
                   text(Field::intent),
                   text(Field::stage),
                   text(Field::visibility),
                   text(Field::move_to),
                   text(Field::reply),
                   text_out(ruleset.digest()),
                   number_of(workspace, Field::sentiment),
                   static_cast<int32_t>(integer_of(workspace, Field::priority)),
                   static_cast<int32_t>(integer_of(workspace, Field::engage)),
                   text(Field::sla),
                   integer_of(workspace, Field::first_response),
                   integer_of(workspace, Field::next_response),
                   integer_of(workspace, Field::resolution)};
  handle.asks.clear();
  for (const auto &one : workspace.decision.ask) {
    handle.asks.push_back({sizeof(usher_ask),
                           text_out(ruleset.frame().departments[one.value.department].name),
                           one.value.within_ms, one.value.before_reply ? 1 : 0, 0});
  }
}

/// Decides by `triage`, which fills the workspace. On failure the handle, emptied before, stays empty.
template <class Triage>
usher_status decide(const usher_policy *policy, const usher_triage_options *options, bool from_json,
                    usher_decision *decision, usher_report **report, Triage &&triage) {
  const usher_status result = guard(report, [&](Findings &findings) -> usher_status {
    rules::TriageOptions given;
    usher_status status = read_options(options, from_json, policy->body->limits, given, findings);
    if (status == USHER_OK) status = triage(given, findings);
    if (status != USHER_OK) return status;
    if (decision->policy != policy->body) decision->policy = policy->body;
    decision->body = decision->policy.get();
    fill_values(*decision);
    return USHER_OK;
  });
  // Memory may also run out behind the decision, in its report.
  if (result != USHER_OK) decision->body = nullptr;
  return result;
}

void empty(usher_decision *decision) noexcept {
  if (decision != nullptr) decision->body = nullptr;
}

bool holds_decision(const usher_decision *decision) noexcept {
  return decision != nullptr && decision->body != nullptr;
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_decision_create(usher_decision **out) noexcept {
  if (out == nullptr) return USHER_ARGUMENT;
  return guard([&] {
    *out = std::make_unique<usher_decision>().release();
    return USHER_OK;
  });
}

void usher_decision_destroy(usher_decision *decision) noexcept { delete decision; }

usher_status usher_triage(const usher_policy *policy, const usher_message *message,
                          const usher_triage_options *options, usher_decision *decision,
                          usher_report **report) noexcept {
  empty(decision);
  if (policy == nullptr || message == nullptr || decision == nullptr) return USHER_ARGUMENT;
  return decide(policy, options, false, decision, report,
                [&](const usher::rules::TriageOptions &given, usher::Findings &findings) -> usher_status {
                  usher_message copy;
                  if (const usher_status status = read_optional(message, copy); status != USHER_OK)
                    return status;
                  return triage_message(*policy->body, given, copy, 0, decision->workspace, findings);
                });
}

usher_status usher_triage_json(const usher_policy *policy, usher_str json,
                               const usher_triage_options *options, usher_decision *decision,
                               usher_report **report) noexcept {
  empty(decision);
  if (policy == nullptr || decision == nullptr || !is_valid(json)) return USHER_ARGUMENT;
  return decide(policy, options, true, decision, report,
                [&](const usher::rules::TriageOptions &given, usher::Findings &findings) {
                  return status_of(usher::rules::triage_json(policy->body->ruleset, given, text_in(json), 0,
                                                             decision->workspace, findings));
                });
}

const usher_decision_values *usher_decision_fields(const usher_decision *decision) noexcept {
  return holds_decision(decision) ? &decision->values : nullptr;
}

size_t usher_decision_count(const usher_decision *decision, int32_t field) noexcept {
  const auto known = usher::rules::field_by_number(field);
  return holds_decision(decision) && known ? count_of(decision->workspace, *known) : 0;
}

usher_status usher_decision_item(const usher_decision *decision, int32_t field, size_t index,
                                 usher_str *out) noexcept {
  if (decision == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (decision->body == nullptr) return USHER_STATE;
  const auto known = usher::rules::field_by_number(field);
  if (!known || kind_of(*known) != usher::rules::FieldKind::texts) return USHER_ARGUMENT;
  if (index >= count_of(decision->workspace, *known)) return USHER_NOT_FOUND;
  *out = text_out(item_of(decision->body->ruleset, decision->workspace, *known, index));
  return USHER_OK;
}

const usher_ask *usher_decision_ask(const usher_decision *decision, size_t index) noexcept {
  return holds_decision(decision) && index < decision->asks.size() ? &decision->asks[index] : nullptr;
}

usher_status usher_decision_because(const usher_decision *decision, int32_t field, size_t index,
                                    usher_str *out) noexcept {
  if (decision == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (decision->body == nullptr) return USHER_STATE;
  const auto known = usher::rules::field_by_number(field);
  if (!known || !is_decided_by_rules(*known)) return USHER_ARGUMENT;
  const bool several = kind_of(*known) == usher::rules::FieldKind::texts;
  if (index >= (several ? count_of(decision->workspace, *known) : 1)) return USHER_NOT_FOUND;
  *out = text_or_none(rule_name(decision->body->ruleset, because_of(decision->workspace, *known, index)));
  return USHER_OK;
}

usher_status usher_decision_json(usher_decision *decision, uint32_t flags, usher_str *out) noexcept {
  if (decision == nullptr || out == nullptr) return USHER_ARGUMENT;
  if ((flags & ~static_cast<uint32_t>(USHER_DECISION_DETAIL)) != 0) return USHER_NEWER;
  if (decision->body == nullptr) return USHER_STATE;
  return guard([&] {
    decision->json.clear();
    write_json(decision->body->ruleset, decision->workspace, (flags & USHER_DECISION_DETAIL) != 0,
               decision->json);
    *out = text_out(decision->json.text());
    return USHER_OK;
  });
}

usher_status usher_decision_explain(usher_decision *decision, int32_t format, usher_str *out) noexcept {
  if (decision == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return USHER_ARGUMENT;
  if (decision->body == nullptr) return USHER_STATE;
  return guard([&] {
    const usher::rules::Ruleset &ruleset = decision->body->ruleset;
    const usher::rules::Explanation explanation = explain(ruleset, decision->workspace);
    if (format == USHER_FORMAT_TEXT) {
      decision->rendered = to_text(ruleset, decision->workspace, explanation);
    } else {
      usher::JsonWriter json;
      write_json(ruleset, explanation, json);
      decision->rendered = std::move(json).take();
    }
    *out = text_out(decision->rendered);
    return USHER_OK;
  });
}
