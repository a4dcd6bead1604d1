// SPDX-License-Identifier: BSL-1.0
// What is measured, and what happens to everybody at once.
#include "simulate/scenario_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::simulate {

void ScenarioReader::read_bulk(const Node &node) {
  context.list(node, false, [&](const Node &item) {
    BulkAnswer bulk;
    const Node *at = nullptr;
    const Node *topic = nullptr;
    const Node *reply = nullptr;
    context.mapping(item, {"topic policies at until text reply resolve in_work deflects demand handle"},
                    [&](const Node &key, const Node &value) {
                      if (key.text == "topic") {
                        topic = &value;
                        if (const auto name = context.text(value, "a topic")) bulk.topic = *name;
                      } else if (key.text == "policies") {
                        bulk.policies = names(value, policies);
                      } else if (key.text == "at") {
                        at = &value;
                        bulk.at = instant(value, out.zone).value_or(out.from);
                      } else if (key.text == "until") {
                        bulk.until_ms = length_ms(value).value_or(0);
                      } else if (key.text == "text") {
                        if (const auto text = context.text(value, "a text")) bulk.text = *text;
                      } else if (key.text == "reply") {
                        reply = &value;
                        if (const auto name = context.text(value, "a reply")) bulk.reply = *name;
                      } else if (key.text == "resolve") {
                        bulk.resolve = context.flag(value).value_or(true);
                      } else if (key.text == "in_work") {
                        bulk.in_work = context.flag(value).value_or(true);
                      } else if (key.text == "deflects") {
                        bulk.deflects = share(value).value_or(0);
                      } else if (key.text == "demand") {
                        bulk.demand = context.name(value, demands).value_or(none);
                      } else {
                        bulk.handle = distribution(value);
                      }
                    });
    if (at != nullptr && out.until > out.from && bulk.at >= out.until)
      context.error(Code::out_of_range, *at, "this is behind the end of the scenario",
                    "say a time within the horizon");
    if (bulk.topic.empty() || at == nullptr)
      context.error(Code::missing_key, item, "an answer for many has a topic and a time",
                    "as in {topic: outage, at: 2026-03-20T10:12, until: 3h}");
    if (!bulk.topic.empty() && !has_topic(bulk.policies, bulk.topic))
      context.error(Code::unknown_name, *topic,
                    fmt::format("there is no topic {} in the policy", policy::quote(bulk.topic)),
                    "declare it there under topics:, or say under `policies` for which ones this holds");
    if (!bulk.reply.empty() && !has_reply(bulk.policies, bulk.reply))
      context.error(Code::unknown_name, *reply,
                    fmt::format("there is no reply {} in the policy", policy::quote(bulk.reply)),
                    "declare it there under replies:, or write text:");
    if (bulk.text.empty() == bulk.reply.empty())
      context.error(Code::missing_key, item, "an answer for many has either a text or a reply of the policy",
                    "add text: or reply:, one of the two");
    if ((bulk.deflects > 0 || bulk.handle) && bulk.demand == none)
      context.error(Code::missing_key, item, "it is not said who is kept from writing",
                    "add demand: the name of those who write about it");
    out.bulk.push_back(std::move(bulk));
  });
  std::stable_sort(out.bulk.begin(), out.bulk.end(),
                   [](const BulkAnswer &a, const BulkAnswer &b) { return a.at < b.at; });
}

void ScenarioReader::read_triage(const Node &node, Triage &triage) {
  context.mapping(node, {"accuracy cost after"}, [&](const Node &key, const Node &value) {
    if (key.text == "accuracy")
      triage.accuracy = share(value).value_or(1);
    else if (key.text == "after")
      triage.after = distribution(value);
    else if (auto given = distribution(value))
      triage.cost = *given;
  });
}

void ScenarioReader::read_report(const Node &node) {
  Report &report = out.report;
  // "60m" and "1h" are one.
  const auto add = [](auto &list, auto value) {
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
  };
  context.mapping(node, {"percentiles within series at late"}, [&](const Node &key, const Node &value) {
    if (key.text == "percentiles") {
      report.percentiles.clear();
      context.list(value, true, [&](const Node &item) {
        if (const auto percent = context.integer(item, 1, 99)) add(report.percentiles, *percent);
      });
    } else if (key.text == "within") {
      context.list(value, true, [&](const Node &item) {
        if (const auto length = length_ms(item)) add(report.within_ms, *length);
      });
    } else if (key.text == "series") {
      const std::optional<std::int64_t> step = length_ms(value);
      if (step && (*step < 60'000 || (out.until - out.from) / *step > 100'000))
        context.error(Code::out_of_range, value,
                      "a step of the series is a minute at least, and there are 100,000 at most",
                      "as in 15m, or 1h for longer times");
      else
        report.step_ms = step.value_or(report.step_ms);
    } else if (key.text == "late") {
      report.late_ms = length_ms(value).value_or(report.late_ms);
    } else {
      context.list(value, true, [&](const Node &item) {
        if (item.kind != Node::Kind::scalar)
          context.wrong_shape(item, "a time of the day", "as in \"09:00\"");
        else if (const auto minute = clock(item))
          add(report.at_minutes, *minute);
      });
    }
  });
}

} // namespace usher::simulate
