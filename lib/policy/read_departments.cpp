// SPDX-License-Identifier: BSL-1.0
#include "base/nearest.hpp"
#include "policy/calendars.hpp"
#include "policy/facts.hpp"
#include "policy/live_work.hpp"
#include "policy/sections.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace usher::policy {
namespace {

constexpr std::array<std::string_view, 1> refuse_word = {"refuse"};

/// Nodes that a look at all departments complains about.
struct Written {
  const Node *closed_to = nullptr;
  const Node *overflow_to = nullptr;
};

class DepartmentReader {
 public:
  DepartmentReader(Context &context, std::uint32_t number, Written &written)
      : context_(context), number_(number), out_(context.policy.departments[number]), written_(written) {}

  void read(const NamedEntry &entry) {
    context_.mapping(*entry.value, {"calendar sla assign widen queue closed goals works_on"},
                     [&](const Node &key, const Node &value) { read_key(key, value); });
    // Only now is it known what stands beside these.
    if (bare_hand_over_ != nullptr) finish_hand_over();
    if (closed_ != nullptr && out_.closed) check_closes();
    if (goals_ != nullptr) check_goals(*goals_);
  }

 private:
  void read_key(const Node &key, const Node &value) {
    if (key.text == "calendar") {
      has_calendar_ = true;
      out_.calendar = context_.name(value, context_.calendars);
    } else if (key.text == "sla") {
      out_.sla = context_.name(value, context_.slas);
    } else if (key.text == "assign") {
      read_assign(value);
    } else if (key.text == "widen") {
      read_widening(context_, value, out_.widen);
    } else if (key.text == "queue") {
      read_queue(value);
    } else if (key.text == "closed") {
      closed_position_ = key;
      closed_ = &value;
      read_closed(value);
    } else if (key.text == "goals") {
      goals_ = &value;
      read_goals(value);
    } else {
      out_.works_on = read_count(context_, value, 1);
    }
  }

  // ---- assign ----
  void read_assign(const Node &node) {
    Assign &assign = out_.assign;
    context_.mapping(node, {"strategy mode sticky offer end_of_shift"},
                     [&](const Node &key, const Node &value) {
                       if (key.text == "strategy") {
                         if (const auto word = context_.word(value, "way to choose who", strategy_names()))
                           assign.strategy = static_cast<Strategy>(*word);
                       } else if (key.text == "mode") {
                         if (const auto word = context_.word(value, "way to give work", assign_mode_names()))
                           assign.mode = static_cast<AssignMode>(*word);
                       } else if (key.text == "sticky") {
                         read_sticky(value);
                       } else if (key.text == "offer") {
                         assign.offer_ms = context_.duration(value).value_or(0);
                       } else {
                         read_end_of_shift(value);
                       }
                     });
  }

  void read_sticky(const Node &node) {
    Assign &assign = out_.assign;
    if (node.kind == Node::Kind::scalar && !node.quoted && node.text == "false") {
      assign.sticky_for_ms = 0;
      return;
    }
    if (node.kind != Node::Kind::mapping || node.entries.empty()) {
      context_.wrong_shape(node, "how long an owner keeps a conversation",
                           "as in {for: 14d, wait: 10m}, or false where nobody keeps one");
      return;
    }
    context_.mapping(node, {"for wait"}, [&](const Node &key, const Node &value) {
      const auto duration = context_.duration(value);
      if (!duration) return;
      (key.text == "for" ? assign.sticky_for_ms : assign.sticky_wait_ms) = *duration;
    });
  }

  void read_end_of_shift(const Node &node) {
    Assign &assign = out_.assign;
    if (node.kind != Node::Kind::mapping) {
      const auto word = context_.word(node, "end of a shift", end_of_shift_names());
      if (!word) return;
      assign.end_of_shift = static_cast<EndOfShift>(*word);
      if (assign.end_of_shift == EndOfShift::hand_over) bare_hand_over_ = &node;
      return;
    }
    if (node.entries.empty()) {
      context_.wrong_shape(node, "what becomes of open work at the end of a shift",
                           "write finish, hand_back, hand_over or {hand_over: DEPARTMENT}");
      return;
    }
    context_.mapping(node, {"hand_over"}, [&](const Node &, const Node &value) {
      assign.end_of_shift = EndOfShift::hand_over;
      assign.hand_over_to = context_.name(value, context_.departments);
      if (assign.hand_over_to != number_) return;
      context_.error(Code::department_circle, value,
                     fmt::format("{} hands its work over to itself", quote(out_.name)),
                     "write end_of_shift: hand_back to put it back into its queue");
    });
  }

  void finish_hand_over() {
    if (written_.closed_to != nullptr) {
      out_.assign.hand_over_to = out_.closed->to; // a name that is not there was complained of
      return;
    }
    const Context::Step assign(context_, "assign");
    const Context::Step step(context_, "end_of_shift");
    context_.error(Code::missing_key, *bare_hand_over_, "it is not said which department takes the work over",
                   "write {hand_over: DEPARTMENT}, or say closed: {to: DEPARTMENT}");
  }

  // ---- queue and closed ----
  void read_queue(const Node &node) {
    QueueLimit queue;
    bool has_limit = false;
    const bool is_mapping =
        context_.mapping(node, {"limit overflow"}, [&](const Node &key, const Node &value) {
          if (key.text == "limit") {
            has_limit = true;
            queue.limit = static_cast<std::uint32_t>(context_.integer(value, 1, largest_queue).value_or(1));
            return;
          }
          if (value.kind != Node::Kind::mapping) {
            read_overflow_word(value);
            return;
          }
          if (value.entries.empty()) {
            context_.wrong_shape(value, "what becomes of more than that", "write refuse or {to: DEPARTMENT}");
            return;
          }
          context_.mapping(value, {"to"}, [&](const Node &, const Node &name) {
            written_.overflow_to = &name;
            queue.overflow_to = context_.name(name, context_.departments);
          });
        });
    if (!is_mapping) return;
    if (!has_limit) {
      context_.error(Code::missing_key, node, "it is not said how many may wait", "add limit: NUMBER");
    }
    out_.queue = queue;
  }

  void read_overflow_word(const Node &node) {
    const std::optional<std::string_view> word = context_.text(node, "an answer to a full queue");
    if (!word || *word == refuse_word[0]) return;
    context_.error(Code::unknown_name, node,
                   fmt::format("there is no answer to a full queue {}", quote(*word)),
                   nearest_name(*word, refuse_word).empty() ? "write refuse, or {to: DEPARTMENT}"
                                                            : suggestion(*word, refuse_word));
  }

  void read_closed(const Node &node) {
    WhileClosed closed;
    bool said = false;
    const Node *hand_over = nullptr;
    const bool is_mapping =
        context_.mapping(node, {"hold to reply hand_over"}, [&](const Node &key, const Node &value) {
          said = true;
          if (key.text == "hold") {
            closed.hold = context_.flag(value).value_or(false);
          } else if (key.text == "to") {
            written_.closed_to = &value;
            closed.to = context_.name(value, context_.departments);
          } else if (key.text == "hand_over") {
            closed.hand_over = context_.flag(value).value_or(false);
            hand_over = &value;
          } else {
            closed.reply = context_.name(value, context_.replies);
          }
        });
    if (!is_mapping) return;
    if (!said) {
      context_.wrong_shape(node, "what becomes of work while the department is closed",
                           "as in {hold: true, reply: REPLY} or {to: DEPARTMENT}");
      return;
    }
    if (closed.hold && written_.closed_to != nullptr) {
      const Context::Step step(context_, "to");
      context_.error(Code::wrong_shape, *written_.closed_to,
                     "what is held until the opening is given to nobody meanwhile",
                     "take one of the two out");
    }
    if (closed.hand_over && written_.closed_to == nullptr) {
      const Context::Step step(context_, "hand_over");
      context_.error(Code::missing_key, *hand_over, "it is not said which department takes the work over",
                     "add to: DEPARTMENT");
    }
    out_.closed = closed;
  }

  void check_closes() {
    const Policy &policy = context_.policy;
    if (has_calendar_ && !out_.calendar) return; // a name that is not there
    if (out_.calendar && !never_closes(policy.calendars[*out_.calendar])) return;
    const Context::Step step(context_, "closed");
    const std::string_view name =
        out_.calendar ? std::string_view(policy.calendars[*out_.calendar].name) : always_name;
    context_.warn(Code::never_closes, closed_position_,
                  fmt::format("{} is on the calendar {}, which never closes", quote(out_.name), quote(name)),
                  "add calendar: with its opening hours, or take closed: out");
  }

  // ---- goals ----
  void read_goals(const Node &node) {
    context_.mapping(node, {"first_response next_response resolution sla"},
                     [&](const Node &key, const Node &value) {
                       if (key.text == "sla")
                         read_share_of_promises(value);
                       else
                         read_percentiles(key, value);
                     });
  }

  void check_goals(const Node &node) {
    const Context::Step step(context_, "goals");
    for (const Entry &clock : node.entries) {
      const Context::Step inner(context_, clock.key.text);
      for (const Entry &percentile : clock.value.entries) {
        const Context::Step last(context_, percentile.key.text);
        if (percentile.value.kind == Node::Kind::scalar)
          warn_of_service_days(context_, percentile.value, out_);
      }
    }
  }

  void read_share_of_promises(const Node &node) {
    const auto text = context_.text(node, "a share of all promises");
    if (!text) return;
    const auto percent = parse_percent(*text);
    if (!percent) {
      context_.error(Code::bad_number, node, fmt::format("{} is not a share", quote(*text)),
                     "write a whole number and %, as in 95%");
    } else if (const auto share = percent_in_range(context_, node, *percent)) {
      Goal goal;
      goal.percent = *share;
      goal.place = context_.place(node);
      out_.goals.push_back(goal);
    }
  }

  void read_percentiles(const Node &clock, const Node &node) {
    if (node.kind != Node::Kind::mapping || node.entries.empty()) {
      context_.wrong_shape(node, "a mapping of percentiles", "as in {p50: 20m, p90: 75m}");
      return;
    }
    const auto names = service_clock_names();
    const auto number = std::find(names.begin(), names.end(), clock.text) - names.begin();
    context_.mapping(node, {"p50 p75 p90 p95 p99"}, [&](const Node &key, const Node &value) {
      const auto within = context_.duration(value);
      if (!within) return;
      if (*within == 0) {
        context_.error(Code::out_of_range, value, "nothing is answered in no time",
                       "write how long it may take, as in 75m");
        return;
      }
      Goal goal;
      goal.clock = static_cast<ServiceClock>(number);
      goal.percent = (key.text[1] - '0') * 10 + (key.text[2] - '0');
      goal.within_ms = *within;
      goal.place = context_.place(value);
      out_.goals.push_back(goal);
    });
  }

  Context &context_;
  std::uint32_t number_;
  Department &out_;
  Written &written_;
  bool has_calendar_ = false;
  const Node *goals_ = nullptr;
  const Node *bare_hand_over_ = nullptr;
  const Node *closed_ = nullptr;
  Node closed_position_;
};

/// Departments that give their work to one another without end: in all of them nobody would ever take it.
void check_circles(Context &context, const std::vector<NamedEntry> &entries,
                   const std::vector<Written> &written) {
  const auto names = [&](const std::vector<std::uint32_t> &circle) {
    constexpr std::size_t most = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(circle.size(), most); ++i)
      text += quote(entries[circle[i]].key->text) + " -> ";
    if (circle.size() > most) text += "... -> ";
    return text + quote(entries[circle[0]].key->text);
  };
  const auto complain = [&](const std::vector<std::vector<std::uint32_t>> &circles, std::string_view key,
                            const Node *Written::*node, std::string_view hint) {
    for (const std::vector<std::uint32_t> &circle : circles) {
      const NamedEntry &entry = entries[circle[0]];
      context.enter_file(entry.file, entry.file_name);
      const Context::Step section(context, "departments");
      const Context::Step step(context, entry.key->text);
      const Context::Step inner(context, key);
      const Context::Step to(context, "to");
      context.error(Code::department_circle, *(written[circle[0]].*node),
                    fmt::format("departments go in a circle: {}", names(circle)), std::string(hint));
    }
  };
  complain(closed_circles(context.policy), "closed", &Written::closed_to,
           "let one of them hold what comes while it is closed, or add hand_over: true to all of them, so "
           "that work "
           "follows the sun");
  complain(circles_of(overflow_successors(context.policy)), "queue.overflow", &Written::overflow_to,
           "let one of them refuse what is too much");
}

} // namespace

std::optional<std::uint32_t> read_count(Context &context, const Node &node, int lowest) {
  const std::optional<int> count = context.integer(node, lowest, most_conversations);
  return count ? std::optional(static_cast<std::uint32_t>(*count)) : std::nullopt;
}

void read_departments(Context &context, const std::vector<NamedEntry> &entries) {
  Policy &policy = context.policy;
  policy.departments.resize(entries.size());
  std::vector<Written> written(entries.size());
  each(context, "departments", entries, [&](const NamedEntry &entry, std::uint32_t number) {
    Department &department = policy.departments[number];
    department.name = entry.key->text;
    department.place = context.place(*entry.key);
    policy.facts[fact_conversation_department].choices.push_back(department.name);
    DepartmentReader(context, number, written[number]).read(entry);
  });
  check_circles(context, entries, written);
}

} // namespace usher::policy
