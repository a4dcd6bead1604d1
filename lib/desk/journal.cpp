// SPDX-License-Identifier: BSL-1.0
#include "desk/journal.hpp"

#include "base/time.hpp"
#include "desk/effect_json.hpp"
#include "desk/event_json.hpp"
#include "rules/decision_json.hpp"

namespace usher::desk {
namespace {

// What the line of every event begins with.
void begin_line(JsonWriter &json, std::uint64_t number, Instant time) {
  json.begin_object();
  json.field("format", Journal::format);
  json.field("n", number);
  json.field("time", TimeText(time));
  json.key("event");
}

} // namespace

void Journal::decided(const Event &event, const rules::Ruleset &ruleset, const rules::Workspace &workspace) {
  const std::size_t before = made_.text().size();
  rules::write_json(ruleset, workspace, false, made_);
  const std::size_t comma = before == 0 ? 0 : 1; // between it and the one before
  decisions_.push_back({&event, before + comma, made_.text().size()});
}

void Journal::write(const Desk &desk, std::span<const Event> events,
                    std::span<const MessageValues *const> messages, std::string &out) {
  const std::vector<EventResult> &results = desk.results();
  std::vector<std::size_t> &rows = rows_;
  rows.clear();
  for (std::size_t row = 0; row < events.size(); ++row)
    if (!results[row].repeated) rows.push_back(row);
  std::uint64_t number = desk.state().counters().events - rows.size();
  auto decision = decisions_.begin();
  JsonWriter &json = json_;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Event &event = events[rows[i]];
    const EventResult &result = results[rows[i]];
    json.clear();
    begin_line(json, ++number, result.time);
    write_json(event, messages[rows[i]], json);
    json.key("decision");
    // Events that are decided are dispatched in the order in which they were given.
    if (decision != decisions_.end() && decision->event == &event) {
      json.raw(made_.text().substr(decision->begin, decision->end - decision->begin));
      ++decision;
    } else {
      json.null();
    }
    json.key("effects");
    if (i + 1 < rows.size() && results[rows[i + 1]].time == result.time) {
      json.null();
    } else {
      json.begin_array();
      const std::vector<Effect> &effects = desk.effects();
      const std::size_t first =
          result.effect_count == 0 ? 0 : static_cast<std::size_t>(result.first_effect - effects.front().n);
      for (std::size_t effect = first; effect < first + result.effect_count; ++effect)
        write_json(name(desk.state(), effects[effect]), json);
      json.end_array();
    }
    json.end_object();
    out += json.text();
    out += '\n';
  }
}

void Journal::write_policy(const Desk &desk, std::string &out) {
  const State &state = desk.state();
  JsonWriter json;
  begin_line(json, state.counters().events, state.counters().now);
  json.begin_object();
  json.field("type", "policy");
  json.field("policy", state.terms().ruleset().digest());
  json.end_object();
  json.key("decision");
  json.null();
  json.key("effects");
  json.begin_array();
  for (const Effect &effect : desk.effects())
    write_json(name(state, effect), json);
  json.end_array();
  json.end_object();
  out += json.text();
  out += '\n';
}

} // namespace usher::desk
