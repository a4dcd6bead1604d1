// SPDX-License-Identifier: BSL-1.0
#include "c_api/options.hpp"

#include "base/nearest.hpp"
#include "base/time.hpp"
#include "c_api/message.hpp"
#include "c_api/structs.hpp"

#include <fmt/format.h>

namespace usher::c_api {
namespace {

constexpr std::uint32_t known_flags = USHER_TRIAGE_LENIENT | USHER_TRIAGE_LANGUAGE |
                                      USHER_TRIAGE_PERSONAL_DATA | USHER_TRIAGE_ONLY_NEEDED |
                                      USHER_TRIAGE_NOW | USHER_TRIAGE_FULL_TEXT;

void refuse_limit(Findings &findings, std::string message, std::string hint) {
  findings.add({Severity::error, Code::limit, {}, 0, 0, {}, std::move(message), std::move(hint)});
}

} // namespace

usher_status read_limits(const usher_limit *first, std::size_t count, Limits &limits, Findings &findings) {
  return read_array(first, count, [&](const usher_limit &limit) -> usher_status {
    if (!is_valid(limit.name)) return USHER_ARGUMENT;
    const std::string_view name = text_in(limit.name);
    switch (set_limit(limits, name, limit.value)) {
    case LimitChange::done: return USHER_OK;
    case LimitChange::unknown_name: {
      std::vector<std::string_view> names;
      names.reserve(limit_descriptions.size());
      for (const LimitDescription &one : limit_descriptions)
        names.push_back(one.name);
      refuse_limit(findings, fmt::format("there is no limit \"{}\"", name), suggestion(name, names));
      return USHER_LIMIT;
    }
    case LimitChange::too_much:
      for (const LimitDescription &one : limit_descriptions) {
        if (one.name == name) {
          refuse_limit(findings, fmt::format("the limit {} cannot be {}", name, limit.value),
                       fmt::format("at most {}", one.most));
        }
      }
      return USHER_LIMIT;
    }
    return USHER_INTERNAL;
  });
}

usher_status read_options(const usher_triage_options *from, bool from_json, const Limits &defaults,
                          rules::TriageOptions &out, Findings &findings) {
  usher_triage_options options;
  if (const usher_status status = read_optional(from, options); status != USHER_OK) return status;
  if ((options.flags & ~known_flags) != 0 || options.reserved != 0) return USHER_NEWER;
  const auto has = [&options](std::uint32_t flag) { return (options.flags & flag) != 0; };
  if (has(USHER_TRIAGE_NOW) && !is_instant(options.now)) return USHER_TIME;
  const bool always = from_json && !has(USHER_TRIAGE_ONLY_NEEDED);
  out.lenient = has(USHER_TRIAGE_LENIENT);
  out.look.language = always || has(USHER_TRIAGE_LANGUAGE);
  out.look.personal_data = always || has(USHER_TRIAGE_PERSONAL_DATA);
  out.look.full_text = has(USHER_TRIAGE_FULL_TEXT);
  if (has(USHER_TRIAGE_NOW)) out.now = options.now;
  out.limits = defaults;
  return read_limits(options.limits, options.limit_count, out.limits, findings);
}

usher_status status_of(rules::TriageStatus status) noexcept {
  switch (status) {
  case rules::TriageStatus::ok: return USHER_OK;
  case rules::TriageStatus::bad_input: return USHER_INPUT;
  case rules::TriageStatus::over_limit: return USHER_LIMIT;
  }
  return USHER_INTERNAL;
}

usher_status check_sound(const usher_message &message) noexcept {
  for (const usher_str *text : {&message.id, &message.conversation, &message.channel, &message.account,
                                &message.visibility, &message.text, &message.subject, &message.language}) {
    if (!is_valid(*text)) return USHER_ARGUMENT;
  }
  for (std::size_t i = 0; i < message.tag_count; ++i) {
    if (message.tags == nullptr || !is_valid(message.tags[i])) return USHER_ARGUMENT;
  }
  if (message.reserved != 0) return USHER_NEWER;
  return message.time_given == 0 || message.time_given == 1 ? USHER_OK : USHER_ARGUMENT;
}

bool fact_value(const usher_fact &fact, rules::RawValue &value) noexcept {
  value.integer = fact.integer;
  value.number = fact.number;
  switch (fact.type) {
  case 0: value.kind = rules::RawValue::Kind::null; return true;
  case USHER_FACT_TEXT: value = text_value(fact.text); return is_valid(fact.text);
  case USHER_FACT_NUMBER: value.kind = rules::RawValue::Kind::number; return true;
  case USHER_FACT_FLAG:
    value.kind = rules::RawValue::Kind::flag;
    return fact.integer == 0 || fact.integer == 1;
  case USHER_FACT_TIME: value.kind = rules::RawValue::Kind::time; return true;
  case USHER_FACT_DURATION: value.kind = rules::RawValue::Kind::duration; return true;
  default: return false;
  }
}

usher_status triage_message(const PolicyBody &body, const rules::TriageOptions &options,
                            const usher_message &message, std::uint32_t line, rules::Workspace &workspace,
                            Findings &findings) {
  if (const usher_status sound = check_sound(message); sound != USHER_OK) return sound;
  usher_status argument_status = USHER_OK;
  const rules::TriageStatus status =
      rules::triage_fields(body.ruleset, options, workspace, findings, [&](rules::MessageBuilder &builder) {
        builder.at({{}, line, 0});
        argument_status = give_message(message, builder);
      });
  return argument_status != USHER_OK ? argument_status : status_of(status);
}

} // namespace usher::c_api
