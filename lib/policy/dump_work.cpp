// SPDX-License-Identifier: BSL-1.0
#include "policy/dump_work.hpp"

#include "base/duration.hpp"
#include "policy/facts.hpp"
#include "policy/live_work.hpp"
#include "policy/yaml_writer.hpp"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace usher::policy {
namespace {

template <class Enum>
std::string word(std::span<const std::string_view> words, Enum value) {
  return std::string(words[static_cast<std::size_t>(value)]);
}

/// `[a, b]` of the names of what the numbers stand for.
template <class T>
std::string names(const std::vector<std::uint32_t> &numbers, const std::vector<T> &list) {
  std::vector<std::string> texts;
  texts.reserve(numbers.size());
  for (const std::uint32_t number : numbers)
    texts.push_back(list[number].name);
  return yaml_text_list(texts);
}

class DepartmentDump {
 public:
  DepartmentDump(const Policy &policy, const Department &department)
      : policy_(policy), department_(department) {}

  std::string write() {
    std::vector<std::pair<std::string_view, std::string>> hours;
    if (department_.calendar)
      hours.emplace_back("calendar", yaml_text(policy_.calendars[*department_.calendar].name));
    if (department_.sla) hours.emplace_back("sla", yaml_text(policy_.slas[*department_.sla].name));
    write_assign();
    write_widen();
    write_queue();
    write_closed();
    write_goals();
    if (department_.works_on) line("works_on", fmt::to_string(*department_.works_on));
    const std::string name = yaml_text(department_.name);
    if (lines_.empty()) {
      FlowMapping mapping;
      for (const auto &[key, value] : hours)
        mapping.add(key, value);
      return fmt::format("  {}: {}\n", name, mapping.text());
    }
    const std::string rest = std::exchange(lines_, {});
    for (const auto &[key, value] : hours)
      line(key, value);
    return fmt::format("  {}:\n{}{}", name, lines_, rest);
  }

 private:
  void line(std::string_view key, std::string_view value) {
    fmt::format_to(std::back_inserter(lines_), "    {}: {}\n", key, value);
  }

  std::string department_name(std::uint32_t number) const {
    return yaml_text(policy_.departments[number].name);
  }

  // What is as it would be anyway is left out.
  void write_assign() {
    const Assign &assign = department_.assign;
    const Assign standard;
    FlowMapping mapping;
    if (assign.strategy != standard.strategy)
      mapping.add("strategy", word(strategy_names(), assign.strategy));
    if (assign.mode != standard.mode) mapping.add("mode", word(assign_mode_names(), assign.mode));
    FlowMapping sticky;
    if (assign.sticky_for_ms != standard.sticky_for_ms)
      sticky.add("for", format_duration(assign.sticky_for_ms));
    if (assign.sticky_wait_ms != standard.sticky_wait_ms)
      sticky.add("wait", format_duration(assign.sticky_wait_ms));
    const bool never = assign.sticky_for_ms == 0 && assign.sticky_wait_ms == standard.sticky_wait_ms;
    if (!sticky.empty()) mapping.add("sticky", never ? "false" : sticky.text());
    if (assign.offer_ms != standard.offer_ms) mapping.add("offer", format_duration(assign.offer_ms));
    if (assign.hand_over_to) {
      mapping.add("end_of_shift", fmt::format("{{hand_over: {}}}", department_name(*assign.hand_over_to)));
    } else if (assign.end_of_shift != standard.end_of_shift) {
      mapping.add("end_of_shift", word(end_of_shift_names(), assign.end_of_shift));
    }
    if (!mapping.empty()) line("assign", mapping.text());
  }

  void write_widen() {
    if (department_.widen.empty()) return;
    lines_ += "    widen:\n";
    for (const WidenStep &step : department_.widen) {
      FlowMapping mapping;
      if (step.after_ms)
        mapping.add("after", format_duration(*step.after_ms));
      else
        mapping.add("at", fmt::format("{}% of {}", step.percent, word(service_clock_names(), step.clock)));
      std::vector<std::string> dropped;
      if (step.drop_skills) dropped.emplace_back("skills");
      if (!step.dropped_skills.empty())
        dropped.push_back(fmt::format("{{skills: {}}}", yaml_text_list(step.dropped_skills)));
      if (step.drop_language) dropped.emplace_back("language");
      if (!dropped.empty()) mapping.add("drop", yaml_list(dropped));
      if (!step.also.empty()) mapping.add("also", names(step.also, policy_.departments));
      if (step.raise != 0) mapping.add("raise", fmt::to_string(step.raise));
      std::vector<std::string> notified;
      for (const NotifiedId id : step.notify)
        notified.emplace_back(notified_name(policy_, id));
      if (!notified.empty()) mapping.add("notify", yaml_text_list(notified));
      fmt::format_to(std::back_inserter(lines_), "      - {}\n", mapping.text());
    }
  }

  void write_queue() {
    if (!department_.queue) return;
    FlowMapping mapping;
    mapping.add("limit", fmt::to_string(department_.queue->limit));
    if (department_.queue->overflow_to)
      mapping.add("overflow", fmt::format("{{to: {}}}", department_name(*department_.queue->overflow_to)));
    line("queue", mapping.text());
  }

  void write_closed() {
    if (!department_.closed) return;
    const WhileClosed &closed = *department_.closed;
    FlowMapping mapping;
    if (closed.to) mapping.add("to", department_name(*closed.to));
    // Something must stand there.
    if (closed.hand_over) mapping.add("hand_over", "true");
    if (closed.hold || (!closed.to && !closed.reply)) mapping.add("hold", closed.hold ? "true" : "false");
    if (closed.reply) mapping.add("reply", yaml_text(policy_.replies[*closed.reply].name));
    line("closed", mapping.text());
  }

  // The goals of a promise stand together.
  void write_goals() {
    const std::vector<Goal> &goals = department_.goals;
    FlowMapping mapping;
    for (std::size_t i = 0; i < goals.size();) {
      if (!goals[i].clock) {
        mapping.add("sla", fmt::format("{}%", goals[i++].percent));
        continue;
      }
      const ServiceClock clock = *goals[i].clock;
      FlowMapping percentiles;
      for (; i < goals.size() && goals[i].clock == clock; ++i)
        percentiles.add(fmt::format("p{}", goals[i].percent), format_duration(goals[i].within_ms));
      mapping.add(word(service_clock_names(), clock), percentiles.text());
    }
    if (!mapping.empty()) line("goals", mapping.text());
  }

  const Policy &policy_;
  const Department &department_;
  std::string lines_;
};

std::string agent_text(const Policy &policy, const Agent &agent) {
  FlowMapping mapping;
  if (!agent.departments.empty()) mapping.add("departments", names(agent.departments, policy.departments));
  if (!agent.skills.empty()) mapping.add("skills", yaml_text_list(agent.skills));
  if (!agent.languages.empty()) mapping.add("languages", yaml_text_list(agent.languages));
  if (!agent.accounts.empty()) mapping.add("accounts", names(agent.accounts, policy.accounts));
  FlowMapping capacity;
  capacity.add("total", fmt::to_string(agent.capacity.total));
  bool has_kinds = false;
  for (std::size_t kind = 0; kind < channel_kind_count; ++kind) {
    if (!agent.capacity.by_kind[kind]) continue;
    has_kinds = true;
    capacity.add(channel_kind_names()[kind], fmt::to_string(*agent.capacity.by_kind[kind]));
  }
  if (has_kinds)
    mapping.add("capacity", capacity.text());
  else if (agent.capacity.total != Capacity().total)
    mapping.add("capacity", fmt::to_string(agent.capacity.total));
  if (agent.works_on) mapping.add("works_on", fmt::to_string(*agent.works_on));
  if (agent.shift) mapping.add("shift", yaml_text(policy.calendars[*agent.shift].name));
  return mapping.text();
}

} // namespace

std::string departments_to_yaml(const Policy &policy) {
  if (policy.departments.empty()) return {};
  std::string out = "\ndepartments:\n";
  for (const Department &department : policy.departments)
    out += DepartmentDump(policy, department).write();
  return out;
}

std::string people_to_yaml(const Policy &policy) {
  std::string out;
  if (!policy.agents.empty()) out += "\nagents:\n";
  for (const Agent &agent : policy.agents)
    out += fmt::format("  {}: {}\n", yaml_text(agent.name), agent_text(policy, agent));
  if (!policy.groups.empty()) out += "\ngroups:\n";
  for (const Group &group : policy.groups)
    out += fmt::format("  {}: {}\n", yaml_text(group.name), names(group.agents, policy.agents));
  return out;
}

std::string desk_to_yaml(const Policy &policy) {
  const DeskSettings &desk = policy.desk;
  const DeskSettings standard;
  FlowMapping mapping;
  if (desk.order != standard.order) mapping.add("order", word(order_names(), desk.order));
  const auto duration = [&](std::string_view key, std::int64_t DeskSettings::*member) {
    if (desk.*member != standard.*member) mapping.add(key, format_duration(desk.*member));
  };
  duration("decline_pause", &DeskSettings::decline_pause_ms);
  duration("repeat_window", &DeskSettings::repeat_window_ms);
  duration("late_bound", &DeskSettings::late_bound_ms);
  duration("ahead_bound", &DeskSettings::ahead_bound_ms);
  duration("remember", &DeskSettings::remember_ms);
  if (desk.keep_text != standard.keep_text) mapping.add("keep_text", fmt::to_string(desk.keep_text));
  FlowMapping weights;
  for (std::size_t kind = 0; kind < channel_kind_count; ++kind)
    if (desk.weights[kind] != standard.weights[kind])
      weights.add(channel_kind_names()[kind], fmt::to_string(desk.weights[kind]));
  if (!weights.empty()) mapping.add("weights", weights.text());
  return mapping.empty() ? std::string() : fmt::format("\ndesk: {}\n", mapping.text());
}

std::string customers_to_yaml(const Policy &policy) {
  const CustomerSettings &customers = policy.customers;
  FlowMapping mapping;
  if (customers.one_owner) mapping.add("one_owner", "true");
  if (!customers.across.empty()) mapping.add("across", names(customers.across, policy.channels));
  return mapping.empty() ? std::string() : fmt::format("\ncustomers: {}\n", mapping.text());
}

std::string waiting_to_yaml(const WaitingPoints &waiting) {
  const WaitingPoints standard;
  if (waiting.points == standard.points && waiting.every_ms == standard.every_ms) return {};
  return fmt::format("{{points: {}, every: {}}}", waiting.points, format_duration(waiting.every_ms));
}

} // namespace usher::policy
