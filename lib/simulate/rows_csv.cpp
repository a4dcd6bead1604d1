// SPDX-License-Identifier: BSL-1.0
#include "simulate/rows_csv.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace usher::simulate {
namespace {

/// A spreadsheet takes a cell that begins so for a formula, in quotes too, and names may be what a customer wrote.
bool begins_formula(std::string_view value) {
  constexpr std::array<std::string_view, 10> begins = {"=",  "+",  "-",  "@",  "\t",
                                                       "\r", "＝", "＋", "－", "＠"};
  return std::any_of(begins.begin(), begins.end(),
                     [value](std::string_view begin) { return value.starts_with(begin); });
}

class Line {
 public:
  explicit Line(std::string &out) : out_(out) {}
  Line &text(std::string_view value) {
    begin();
    const std::string_view before = begins_formula(value) ? "'" : "";
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
      out_ += before;
      out_ += value;
      return *this;
    }
    out_ += '"';
    out_ += before;
    for (const char c : value) {
      if (c == '"') out_ += '"';
      out_ += c;
    }
    out_ += '"';
    return *this;
  }
  Line &number(std::uint64_t value) { return text(std::to_string(value)); }
  Line &time(Instant from, std::int64_t after) {
    return text(after < 0 ? std::string() : format_time(from + after));
  }

 private:
  void begin() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  std::string &out_;
  bool first_ = true;
};

} // namespace

std::string_view rows_header() noexcept {
  return "policy,replication,conversation,class,arrived,started,first_reply,closed,outcome,department,team,"
         "agent,"
         "replies,transfers,reopens,counted\n";
}

std::string rows_as_csv(const Scenario &scenario, std::uint32_t policy, std::uint32_t replication,
                        const Run &run) {
  const Ledger &ledger = run.ledger();
  std::vector<const LedgerRow *> rows;
  rows.reserve(ledger.rows.size());
  for (const LedgerRow &row : ledger.rows)
    rows.push_back(&row);
  std::sort(rows.begin(), rows.end(), [](const LedgerRow *a, const LedgerRow *b) {
    return a->arrival != b->arrival ? a->arrival < b->arrival
           : a->demand != b->demand ? a->demand < b->demand
                                    : a->number < b->number;
  });
  const policy::Frame &frame = scenario.policies[policy].ruleset->frame();
  std::string out;
  for (const LedgerRow *row : rows) {
    const bool begun = row->wait != never_ms && row->outcome != Outcome::abandoned;
    const AgentLedger *agent = row->agent < ledger.agents.size() ? &ledger.agents[row->agent] : nullptr;
    const bool has_team = agent != nullptr && agent->team < scenario.teams.size();
    const std::string_view team = has_team           ? std::string_view(scenario.teams[agent->team].name)
                                  : agent != nullptr ? team_of_the_policy
                                                     : std::string_view();
    Line(out)
        .text(scenario.policies[policy].name)
        .number(replication)
        .text(run.name_of(*row))
        .text(scenario.demands[row->demand].kinds[row->kind].name)
        .time(row->arrival, 0)
        .time(row->arrival, begun ? row->wait : never_ms)
        .time(row->arrival, row->first_reply)
        .time(row->arrival, row->outcome == Outcome::abandoned ? row->wait : row->resolution)
        .text(name_of(row->outcome))
        .text(row->department < frame.departments.size()
                  ? std::string_view(frame.departments[row->department].name)
                  : std::string_view())
        .text(team)
        .text(agent != nullptr ? std::string_view(agent->name) : std::string_view())
        .number(row->replies)
        .number(row->transfers)
        .number(row->reopens)
        .text(row->counted ? "true" : "false");
    out += '\n';
  }
  return out;
}

} // namespace usher::simulate
