// SPDX-License-Identifier: BSL-1.0
#include "check/graph.hpp"

#include "base/duration.hpp"
#include "base/page.hpp"
#include "check/reporter.hpp"
#include "policy/dump.hpp"
#include "policy/facts.hpp"

#include <array>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace usher::check {
namespace {

using policy::Condition;

// The columns of the picture: what is asked for, rules, departments. Sans-serif is a font of every script to whatever
// shows an SVG.
constexpr std::string_view head = R"(digraph policy {
  rankdir=LR;
  ranksep=1.2;
  node [fontname="sans-serif", fontsize=12, height=0.3];
  edge [fontname="sans-serif", fontsize=10, arrowsize=0.7];
)";

constexpr std::size_t most_shown = 200; // code points of a condition

/// A text as it may stand between the quotes of a label. In labels `\` begins an escape and `&` an entity of HTML.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char one : on_one_line(text)) {
    if (one == '&') {
      out += "&amp;";
      continue;
    }
    if (one == '"' || one == '\\') out += '\\';
    out += one;
  }
  return out;
}

/// A topic or a signal that a condition asks for.
struct Asked {
  bool is_signal = false;
  bool is_denied = false; // it must not be there
  std::size_t number = 0;
};

/// What conditions ask for, one condition after another. Each thing is told once of a condition, however often it
/// stands there, without comparing it with the others.
class AskedReader {
 public:
  explicit AskedReader(const policy::Policy &policy) {
    for (std::vector<std::size_t> &last : last_[0])
      last.resize(policy.topics.size());
    for (std::vector<std::size_t> &last : last_[1])
      last.resize(policy.signals.size());
  }

  /// In the order written; until the next call.
  const std::vector<Asked> &read(const Condition &condition) {
    found_.clear();
    ++read_;
    look(condition, false);
    return found_;
  }

 private:
  void look(const Condition &condition, bool denied) {
    // Conditions nest no deeper than YAML does, so recursion is bounded.
    for (const Condition &child : condition.children)
      look(child, denied != (condition.kind == Condition::Kind::none));
    const policy::Test &test = condition.test;
    if (condition.kind != Condition::Kind::test) return;
    if (test.fact != policy::fact_topic && test.fact != policy::fact_signal) return;
    const bool is_signal = test.fact == policy::fact_signal;
    const bool is_denied = denied != (test.kind == policy::Test::Kind::none_of);
    for (const policy::Operand &word : test.words) {
      const auto number = static_cast<std::size_t>(word.integer);
      std::size_t &last = last_[is_signal ? 1 : 0][is_denied ? 1 : 0][number];
      if (std::exchange(last, read_) != read_) found_.push_back({is_signal, is_denied, number});
    }
  }

  std::vector<Asked> found_;
  std::size_t read_ = 0; // how many conditions
  std::array<std::array<std::vector<std::size_t>, 2>, 2>
      last_; // by kind, denial, number: the last that named it
};

class Graph {
 public:
  explicit Graph(const policy::Policy &policy)
      : policy_(policy), asked_(policy), topics_(policy.topics.size()), signals_(policy.signals.size()) {
    for (const policy::Rule &rule : policy.rules)
      use(rule.when);
    // Backwards, each signal comes before those that it uses.
    for (std::size_t i = policy.signal_order.size(); i-- > 0;) {
      const std::uint32_t signal = policy.signal_order[i];
      if (signals_[signal]) use(policy.signals[signal].when);
    }
  }

  std::string write() {
    out_ = head;
    write_asked_nodes();
    write_rule_nodes();
    write_department_nodes();
    write_asked_edges();
    write_rule_edges();
    write_department_edges();
    out_ += "}\n";
    return std::move(out_);
  }

 private:
  void use(const Condition &condition) {
    for (const Asked &one : asked_.read(condition))
      (one.is_signal ? signals_ : topics_)[one.number] = true;
  }

  // ---- Nodes ----

  template <class... Parts>
  void add(fmt::format_string<Parts...> format, Parts &&...parts) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Parts>(parts)...);
  }

  /// What is shown where the pointer stands: the place, and the condition below it.
  std::string tip(const policy::Place &place, const Condition *when) const {
    std::string out = escaped(place_text(policy_.files, place));
    if (when != nullptr) out += "\\n" + escaped(shortened(policy::to_yaml(policy_, *when), most_shown));
    return out;
  }

  void write_asked_nodes() {
    add("\n  node [shape=ellipse];\n");
    for (std::size_t i = 0; i < policy_.topics.size(); ++i) {
      const policy::Topic &topic = policy_.topics[i];
      if (topics_[i])
        add("  topic{} [label=\"{}\", tooltip=\"{}\"];\n", i, escaped(topic.name), tip(topic.place, nullptr));
    }
    for (std::size_t i = 0; i < policy_.signals.size(); ++i) {
      const policy::Signal &signal = policy_.signals[i];
      if (signals_[i])
        add("  signal{} [label=\"{}\", style=dashed, tooltip=\"{}\"];\n", i, escaped(signal.name),
            tip(signal.place, &signal.when));
    }
  }

  /// Why a rule leads no further, on a line of its own, as it is written.
  static std::string_view ending(const policy::Outcome &then) {
    const bool refused = then.engage && !*then.engage;
    if (refused && then.stop) return "\\nengage: false, stop: true";
    if (refused) return "\\nengage: false";
    return then.stop ? "\\nstop: true" : "";
  }

  void write_rule_nodes() {
    add("\n  node [shape=box, style=rounded];\n");
    for (std::size_t i = 0; i < policy_.rules.size(); ++i) {
      const policy::Rule &rule = policy_.rules[i];
      add("  rule{} [label=\"{}. {}{}\", tooltip=\"{}\"];\n", i, i + 1, escaped(rule.name), ending(rule.then),
          tip(rule.place, rule.has_when ? &rule.when : nullptr));
    }
    add("  default [label=\"default{}\", tooltip=\"{}\"];\n", ending(policy_.fallback),
        tip(policy_.fallback_place, nullptr));
  }

  void write_department_nodes() {
    add("\n  node [shape=box, style=filled, fillcolor=\"#dde8f4\"];\n");
    for (std::size_t i = 0; i < policy_.departments.size(); ++i) {
      const policy::Department &department = policy_.departments[i];
      add("  department{} [label=\"{}\", tooltip=\"{}\"];\n", i, escaped(department.name),
          tip(department.place, nullptr));
    }
  }

  // ---- Edges ----

  void write_asked_by(const Condition &condition, std::string_view kind, std::size_t number) {
    for (const Asked &one : asked_.read(condition))
      add("  {}{} -> {}{}{};\n", one.is_signal ? "signal" : "topic", one.number, kind, number,
          one.is_denied ? " [style=dotted]" : "");
  }

  void write_asked_edges() {
    add("\n");
    for (std::size_t i = 0; i < policy_.signals.size(); ++i)
      if (signals_[i]) write_asked_by(policy_.signals[i].when, "signal", i);
    for (std::size_t i = 0; i < policy_.rules.size(); ++i)
      write_asked_by(policy_.rules[i].when, "rule", i);
  }

  void to_department(const std::string &from, std::uint32_t to, std::string_view label = {},
                     bool stays = false) {
    add("  {} -> department{}", from, to);
    if (!label.empty()) add(" [label=\"{}\"{}]", label, stays ? ", style=dashed" : "");
    add(";\n");
  }

  /// People and groups are no part of the picture.
  void to_notified(const std::string &from, std::span<const policy::NotifiedId> notified,
                   std::string_view label) {
    for (const policy::NotifiedId id : notified)
      if (id < policy_.departments.size()) to_department(from, id, label, true);
  }

  void write_outcome(const std::string &from, const policy::Outcome &then) {
    if (then.department) to_department(from, *then.department);
    for (const policy::Ask &ask : then.ask)
      to_department(from, ask.department, "asks", true);
    to_notified(from, then.notify, "notifies");
  }

  void write_rule_edges() {
    for (std::size_t i = 0; i < policy_.rules.size(); ++i)
      write_outcome(fmt::format("rule{}", i), policy_.rules[i].then);
    write_outcome("default", policy_.fallback);
  }

  static std::string moment_of(const policy::WidenStep &step) {
    if (step.after_ms) return "after " + format_duration(*step.after_ms);
    return fmt::format("at {}% of {}", step.percent,
                       policy::service_clock_names()[static_cast<std::size_t>(step.clock)]);
  }

  void write_department_edges() {
    for (std::size_t i = 0; i < policy_.departments.size(); ++i) {
      const policy::Department &department = policy_.departments[i];
      const std::string from = fmt::format("department{}", i);
      if (department.closed && department.closed->to) to_department(from, *department.closed->to, "closed");
      if (department.queue && department.queue->overflow_to)
        to_department(from, *department.queue->overflow_to, "full");
      if (department.assign.hand_over_to)
        to_department(from, *department.assign.hand_over_to, "end of shift");
      for (const policy::WidenStep &step : department.widen) {
        const std::string moment = moment_of(step);
        for (const std::uint32_t also : step.also)
          to_department(from, also, moment, true);
        to_notified(from, step.notify, "notifies " + moment);
      }
    }
  }

  const policy::Policy &policy_;
  AskedReader asked_;
  std::vector<bool> topics_; // that rules ask for, also by way of signals
  std::vector<bool> signals_;
  std::string out_;
};

} // namespace

std::string to_dot(const policy::Policy &policy) { return Graph(policy).write(); }

} // namespace usher::check
