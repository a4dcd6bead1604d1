// SPDX-License-Identifier: BSL-1.0
// A replay as JSON: docs/schema/replay.schema.json.
#include "base/json.hpp"
#include "base/sha256.hpp"
#include "base/time.hpp"
#include "desk/metrics_figures.hpp"
#include "policy/facts.hpp"
#include "simulate/replay_figures.hpp"

#include <cmath>

namespace usher::simulate {
namespace {

std::string_view clock_name(std::size_t i) {
  return policy::service_clock_names()[static_cast<std::size_t>(compared_clocks[i])];
}

class Writer {
 public:
  Writer(const Replay &replay, const ReplayFigures &figures) : replay_(replay), figures_(figures) {}

  std::string write() && {
    json_.begin_object();
    json_.field("format", 1);
    input();
    json_.key("policies");
    json_.begin_object();
    json_.field("before", to_hex(replay_.before().ruleset().frame().digest));
    if (replay_.after() != nullptr)
      json_.field("after", to_hex(replay_.after()->ruleset().frame().digest));
    else
      json_.null_field("after");
    json_.end_object();
    json_.field("conversations", figures_.conversations);
    json_.key("before");
    side(replay_.before(), figures_.before);
    json_.key("after");
    if (replay_.after() != nullptr)
      side(*replay_.after(), *figures_.after);
    else
      json_.null();
    json_.key("differences");
    if (figures_.differences)
      differences(*figures_.differences);
    else
      json_.null();
    json_.end_object();
    return std::move(json_).take();
  }

 private:
  void input() {
    const ReplayInput &in = replay_.input();
    json_.key("input");
    json_.begin_object();
    json_.field("lines", in.lines);
    json_.field("events", in.events);
    json_.field("left_out", in.left_out);
    time("first", in.first);
    time("last", in.last);
    json_.field("zone", replay_.zone().name());
    json_.end_object();
  }

  void time(std::string_view key, Instant value) {
    json_.text_or_null(key, value == 0 ? std::string() : format_time(value));
  }
  void name(std::string_view key, std::uint32_t number) { json_.text_or_null(key, replay_.names()[number]); }

  void spread(std::string_view key, const Spread &value) {
    json_.key(key);
    json_.begin_object();
    json_.field("count", value.count);
    if (value.count == 0) {
      json_.null_field("p50_ms");
      json_.null_field("p90_ms");
    } else {
      json_.field("p50_ms", value.p50);
      json_.field("p90_ms", value.p90);
    }
    json_.end_object();
  }

  void promises(const std::array<PromiseCounts, clock_count> &counts) {
    json_.key("promises");
    json_.begin_object();
    for (std::size_t i = 0; i < clock_count; ++i) {
      json_.key(clock_name(i));
      json_.begin_object();
      for (const Promise promise :
           {Promise::kept, Promise::broken, Promise::open, Promise::lapsed, Promise::none})
        json_.field(name_of(promise), counts[i][promise]);
      if (const auto attainment = counts[i].attainment())
        json_.field("attainment", std::round(*attainment * 1e6) / 1e6);
      else
        json_.null_field("attainment");
      json_.end_object();
    }
    json_.end_object();
  }

  void groups(std::string_view key, const std::vector<GroupLine> &lines) {
    json_.key(key);
    json_.begin_array();
    for (const GroupLine &line : lines) {
      json_.begin_object();
      json_.text_or_null("name", line.name);
      json_.field("conversations", line.conversations);
      json_.key("hours");
      json_.begin_array();
      for (const std::uint64_t count : line.hours)
        json_.value(count);
      json_.end_array();
      promises(line.promises);
      json_.end_object();
    }
    json_.end_array();
  }

  void refusals(std::string_view key, const Refusals &refusals) {
    json_.key(key);
    json_.begin_object();
    json_.field("count", refusals.count);
    json_.key("by_type");
    json_.begin_array();
    for (const auto &[type, count] : refusals.by_type) {
      json_.begin_object();
      json_.field("type", type);
      json_.field("count", count);
      json_.end_object();
    }
    json_.end_array();
    json_.key("first");
    json_.begin_array();
    for (const Refusal &one : refusals.first) {
      json_.begin_object();
      json_.field("line", one.line);
      json_.field("type", one.type);
      json_.field("code", usher::name_of(one.code));
      json_.field("message", one.message);
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void agreement(const SideFigures &figures) {
    json_.key("agreement");
    if (figures.agreement.empty()) {
      json_.null();
      return;
    }
    json_.begin_array();
    for (const AgreementLine &line : figures.agreement) {
      json_.begin_object();
      json_.field("all", &line == &figures.agreement.back());
      json_.text_or_null("type", line.type);
      json_.field("rows", line.rows);
      json_.key("department");
      json_.begin_object();
      json_.field("known", line.departments);
      json_.field("same", line.departments_same);
      json_.end_object();
      for (std::size_t i = 0; i < clock_count; ++i) {
        json_.key(clock_name(i));
        json_.begin_object();
        json_.field("known", line.due[i]);
        json_.field("same", line.due_same[i]);
        json_.end_object();
      }
      json_.end_object();
    }
    json_.end_array();
  }

  void side(const ReplaySide &side, const SideFigures &figures) {
    json_.begin_object();
    json_.field("conversations", figures.conversations);
    json_.field("not_engaged", figures.not_engaged);
    promises(figures.promises);
    spread("first_reply", figures.first_reply);
    spread("resolution", figures.resolution);
    groups("departments", figures.departments);
    groups("accounts", figures.accounts);
    json_.key("rules");
    json_.begin_array();
    for (const RuleLine &line : figures.rules) {
      json_.begin_object();
      json_.text_or_null("name", line.name);
      json_.field("rule", line.is_rule);
      json_.field("conversations", line.conversations);
      json_.end_object();
    }
    json_.end_array();
    json_.key("agents");
    json_.begin_array();
    for (const AgentLine &line : figures.agents) {
      json_.begin_object();
      json_.text_or_null("name", line.name);
      json_.field("given", line.given);
      json_.end_object();
    }
    json_.end_array();
    refusals("refused", side.refused());
    refusals("ignored", side.ignored());
    refusals("warned", side.warned());
    json_.field("overruled", side.overruled());
    agreement(figures);
    json_.key("metrics");
    std::string metrics = to_json(desk::figures_of(side.desk(), {}));
    metrics.erase(metrics.find_last_not_of('\n') + 1); // all is one line
    json_.raw(metrics);
    json_.end_object();
  }

  void moves(std::string_view key, const std::vector<Move> &list, bool of_rules) {
    json_.key(key);
    json_.begin_array();
    for (const Move &move : list) {
      json_.begin_object();
      json_.text_or_null("before", move.before);
      json_.text_or_null("after", move.after);
      if (of_rules) {
        json_.field("before_is_rule", move.before_is_rule);
        json_.field("after_is_rule", move.after_is_rule);
      }
      json_.field("conversations", move.conversations);
      json_.end_object();
    }
    json_.end_array();
  }

  void due(const Differences &differences) {
    json_.key("due");
    json_.begin_object();
    for (std::size_t i = 0; i < clock_count; ++i) {
      const DueChanges &changes = differences.due[i];
      json_.key(clock_name(i));
      json_.begin_object();
      json_.field("same", changes.same);
      json_.field("earlier", changes.earlier);
      json_.field("later", changes.later);
      json_.field("only_before", changes.only_before);
      json_.field("only_after", changes.only_after);
      spread("earlier_by", changes.earlier_by);
      spread("later_by", changes.later_by);
      json_.end_object();
    }
    json_.end_object();
  }

  void promise_moves(const Differences &differences) {
    json_.key("promises");
    json_.begin_object();
    for (std::size_t i = 0; i < clock_count; ++i) {
      json_.key(clock_name(i));
      json_.begin_array();
      for (const PromiseMove &move : differences.promises[i]) {
        json_.begin_object();
        json_.field("before", name_of(move.before));
        json_.field("after", name_of(move.after));
        json_.field("conversations", move.conversations);
        json_.end_object();
      }
      json_.end_array();
    }
    json_.end_object();
  }

  void outcome(std::string_view key, const ConversationOutcome &outcome) {
    json_.key(key);
    json_.begin_object();
    json_.field("engaged", outcome.engaged);
    name("department", outcome.department);
    name("because", outcome.because);
    json_.field("rule", outcome.by_rule);
    name("band", outcome.band);
    name("agent", outcome.agent);
    time("given", outcome.given);
    for (std::size_t i = 0; i < clock_count; ++i) {
      json_.key(clock_name(i));
      json_.begin_object();
      time("due", outcome.due[i]);
      json_.field("promise", name_of(outcome.promises[i]));
      json_.end_object();
    }
    json_.end_object();
  }

  void differences(const Differences &differences) {
    json_.begin_object();
    json_.field("changed", differences.changed);
    json_.field("moved", differences.moved);
    json_.field("bands", differences.bands);
    moves("departments", differences.departments, false);
    moves("rules", differences.rules, true);
    json_.key("accounts");
    json_.begin_array();
    for (const AccountChange &account : differences.accounts) {
      json_.begin_object();
      json_.text_or_null("name", account.name);
      json_.field("conversations", account.conversations);
      json_.field("moved", account.moved);
      json_.end_object();
    }
    json_.end_array();
    moves("agents", differences.agents, false);
    due(differences);
    promise_moves(differences);
    json_.key("conversations");
    json_.begin_array();
    for (const std::uint32_t number : differences.conversations) {
      const ConversationOutcome &before = outcome_of(replay_.before(), number);
      const ConversationOutcome &after = outcome_of(*replay_.after(), number);
      json_.begin_object();
      json_.field("conversation", replay_.opened().names[number]);
      time("opened", replay_.opened().times[number]);
      json_.field("moved", before.department != after.department);
      time("first_reply", before.first_reply != 0 ? before.first_reply : after.first_reply);
      time("resolved", before.resolved != 0 ? before.resolved : after.resolved);
      outcome("before", before);
      outcome("after", after);
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  const Replay &replay_;
  const ReplayFigures &figures_;
  JsonWriter json_;
};

} // namespace

std::string to_json(const Replay &replay, const ReplayFigures &figures) {
  return Writer(replay, figures).write();
}

} // namespace usher::simulate
