// SPDX-License-Identifier: BSL-1.0
#include "policy/calendars.hpp"
#include "policy/facts.hpp"
#include "policy/sections.hpp"
#include "policy/working_days.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace usher::policy {
namespace {

constexpr std::array<std::string_view, 2> stopping_statuses = {"waiting_for_customer", "held"};

/// "3 working days", "1 working day".
std::optional<std::int64_t> parse_working_days(std::string_view text) {
  const std::size_t space = text.find(' ');
  const auto number = parse_number(text.substr(0, space));
  if (space == std::string_view::npos || !number) return std::nullopt;
  const std::string_view rest = text.substr(space + 1);
  if (rest != "working days" && rest != "working day") return std::nullopt;
  if (*number < 1 || *number > static_cast<double>(most_working_days)) return std::nullopt;
  const auto days = static_cast<std::int64_t>(*number);
  return static_cast<double>(days) == *number ? std::optional(days) : std::nullopt;
}

bool has_days(std::string_view duration) { return duration.find_first_of("dw") != std::string_view::npos; }

std::string days_say_nothing(const Calendar &calendar, const Department &department) {
  return fmt::format("a day of service time says nothing on the calendar {} of {}, which closes",
                     quote(calendar.name), quote(department.name));
}

std::optional<ServiceTime> read_service_time(Context &context, const Node &node) {
  const auto text = context.text(node, "a length of service time");
  if (!text) return std::nullopt;
  ServiceTime time;
  time.place = context.place(node);
  if (const auto days = parse_working_days(*text)) {
    time.amount = *days;
    time.working_days = true;
    return time;
  }
  const auto duration = parse_duration(*text);
  if (!duration || *duration == 0) {
    context.error(Code::bad_duration, node, fmt::format("{} is no length of service time", quote(*text)),
                  "write it as in 75m, 4h30m or 3 working days");
    return std::nullopt;
  }
  time.amount = *duration;
  time.has_days = has_days(*text);
  return time;
}

void read_target(Context &context, const Node &node, ServiceTarget &out) {
  if (node.kind != Node::Kind::mapping) {
    out.all = read_service_time(context, node);
    return;
  }
  if (node.entries.empty()) {
    context.wrong_shape(node, "a length of service time, or one for each band",
                        "as in {urgent: 15m, normal: 75m}");
    return;
  }
  out.by_band.resize(context.policy.priority.bands.size());
  context.named(node, [&](const Node &key, const Node &value) {
    const auto band = context.name(key, context.bands);
    const auto time = read_service_time(context, value);
    if (band) out.by_band[*band] = time;
  });
}

} // namespace

void read_slas(Context &context, const std::vector<NamedEntry> &entries) {
  context.policy.slas.resize(entries.size());
  const Context::Step section(context, "sla");
  for (std::size_t number = 0; number < entries.size(); ++number) {
    const NamedEntry &entry = entries[number];
    Sla &sla = context.policy.slas[number];
    context.enter_file(entry.file, entry.file_name);
    const Context::Step step(context, entry.key->text);
    sla.name = entry.key->text;
    sla.place = context.place(*entry.key);
    bool has_target = false;
    const bool is_mapping = context.mapping(
        *entry.value, {"first_response next_response resolution pause"},
        [&](const Node &key, const Node &value) {
          if (key.text == "pause") {
            context.list(value, false, [&](const Node &item) {
              const auto word = context.word(item, "status that stops clocks", stopping_statuses);
              if (!word) return;
              const auto &statuses = context.policy.facts[fact_conversation_status].choices;
              const auto status = find_word(statuses, stopping_statuses[*word]).value_or(0);
              if (std::find(sla.pause.begin(), sla.pause.end(), status) == sla.pause.end())
                sla.pause.push_back(status);
            });
            return;
          }
          has_target = true;
          const auto clock = static_cast<std::size_t>(
              std::find(service_clock_names().begin(), service_clock_names().end(), key.text) -
              service_clock_names().begin());
          read_target(context, value, sla.targets[clock]);
        });
    if (is_mapping && !has_target) {
      context.error(Code::missing_key, *entry.key, fmt::format("{} promises nothing", quote(sla.name)),
                    "add first_response, next_response or resolution, as in first_response: 75m");
    }
  }
}

namespace {

/// What a department's calendar makes of the promises it may be held to.
class DayCheck {
 public:
  explicit DayCheck(Context &context) : context_(context), said_(context.policy.slas.size()) {}

  void run() {
    const Policy &policy = context_.policy;
    const auto every_department = [&](std::uint32_t sla) {
      for (const Department &department : policy.departments)
        look(department, sla);
    };
    for (const Department &department : policy.departments)
      if (department.sla) look(department, *department.sla);
    const auto look_at = [&](const Outcome &outcome) {
      if (!outcome.sla) return;
      if (outcome.department)
        look(policy.departments[*outcome.department], *outcome.sla);
      else
        every_department(*outcome.sla);
    };
    for (const Rule &rule : policy.rules)
      look_at(rule.then);
    look_at(policy.fallback);
  }

 private:
  void look(const Department &department, std::uint32_t number) {
    if (said_[number] || !department.calendar) return;
    const Calendar &calendar = context_.policy.calendars[*department.calendar];
    if (never_closes(calendar)) return;
    const Sla &sla = context_.policy.slas[number];
    for (std::size_t clock = 0; clock < service_clock_count; ++clock) {
      const ServiceTarget &target = sla.targets[clock];
      if (target.all) complain(sla, clock, *target.all, calendar, department, number);
      for (const auto &time : target.by_band)
        if (time) complain(sla, clock, *time, calendar, department, number);
    }
  }

  void complain(const Sla &sla, std::size_t clock, const ServiceTime &time, const Calendar &calendar,
                const Department &department, std::uint32_t number) {
    if (!time.has_days) return;
    said_[number] = true;
    context_.enter_file(time.place.file, context_.policy.files[time.place.file].name);
    const Context::Step section(context_, "sla");
    const Context::Step step(context_, sla.name);
    const Context::Step target(context_, service_clock_names()[clock]);
    Node at;
    at.position = time.place.position;
    context_.error(Code::bad_duration, at, days_say_nothing(calendar, department),
                   "write hours, as in 24h, or working days, as in 3 working days");
  }

  Context &context_;
  std::vector<bool> said_;
};

} // namespace

void check_service_days(Context &context) { DayCheck(context).run(); }

void warn_of_service_days(Context &context, const Node &value, const Department &department) {
  if (!department.calendar || !has_days(value.text) || !parse_duration(value.text)) return;
  const Calendar &calendar = context.policy.calendars[*department.calendar];
  if (!never_closes(calendar))
    context.warn(Code::bad_duration, value, days_say_nothing(calendar, department),
                 "write hours of service time, as in 24h");
}

} // namespace usher::policy
