// SPDX-License-Identifier: BSL-1.0
#include "rules/triage_by_text.hpp"

#include "policy/reader.hpp"
#include "rules/decision_json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>

namespace usher_test {
namespace {

constexpr std::string_view head =
    "usher: 1\n"
    "facts: {customer.tier: [bronze, silver, gold], customer.since: time, order.open: flag, order.id: text,\n"
    "        order.age: duration, order.lines: number}\n"
    "channels: {wall: {kind: social, public: true, private_twin: dm}, dm: {kind: message}, mail: {kind: "
    "email}}\n"
    "accounts: {\"@acme\": {channel: wall, brand: acme, languages: [en]}, \"@mail\": {channel: mail}}\n"
    "calendars:\n"
    "  office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-13:00\", \"14:00-18:00\"]},\n"
    "           closed: [2026-11-24]}\n"
    "  night: {timezone: Europe/Rome, weekly: {mon-sun: [\"20:00-06:00\"]}}\n"
    "departments: {care: {}, billing: {}, legal: {calendar: office, sla: slow}, pr: {}}\n"
    "topics: {refund: {en: [~refund]}, threat: {en: [~sue]}, press: {en: [journalist]}}\n"
    "replies: {ask: {en: Please write to us}}\n"
    "default: {department: care}\n";

} // namespace

Triage::Triage(std::string_view more, std::string_view fast) {
  const std::string text =
      fmt::format("{}sla: {{fast: {}, slow: {{first_response: 8h}}}}\n{}", head, fast, more);
  usher::policy::Policy policy;
  usher::Findings findings;
  const auto status = usher::policy::read_policy({"test.yaml", text}, {}, {}, policy, findings);
  for (const usher::Finding &finding : findings)
    MESSAGE(to_text(finding));
  REQUIRE(status == usher::policy::ReadStatus::ok);
  ruleset_ = std::make_unique<usher::rules::Ruleset>(std::move(policy));
}

std::string Triage::operator()(std::string_view message_json, bool lenient) {
  usher::Findings findings;
  usher::rules::TriageOptions options;
  options.lenient = lenient;
  options.look.full_text = full_text;
  const auto status = triage_json(*ruleset_, options, message_json, 0, workspace_, findings);
  warnings_.clear();
  std::string errors;
  for (const usher::Finding &finding : findings) {
    if (finding.severity == usher::Severity::error)
      errors += fmt::format("!{}", name_of(finding.code));
    else
      warnings_.emplace_back(name_of(finding.code));
  }
  if (status != usher::rules::TriageStatus::ok) return errors;
  usher::JsonWriter json;
  write_json(*ruleset_, workspace_, detail, json);
  return std::move(json).take();
}

std::string Triage::field(std::string_view message_json, std::string_view key) {
  const std::string decision = (*this)(message_json);
  if (decision.starts_with('!')) return decision;
  return boost::json::serialize(boost::json::parse(decision).as_object().at(key));
}

bool Triage::matches(std::string_view message_json) {
  const std::string tags = field(message_json, "tags");
  const bool known = tags == R"(["it"])" || tags == "[]";
  INFO(tags);
  REQUIRE(known);
  return tags != "[]";
}

Triage when(std::string_view condition) {
  return Triage(fmt::format("signals: {{loyal: {{customer.tier: {{at_least: silver}}}}}}\n"
                            "rules: [{{name: it, when: {{{}}}, then: {{tags: [it]}}}}]\n",
                            condition));
}

} // namespace usher_test
