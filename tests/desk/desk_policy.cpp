// SPDX-License-Identifier: BSL-1.0
#include "desk/history.hpp"
#include "policy/live_work.hpp"
#include "policy/read_from_memory.hpp"

#include <optional>

#include <doctest/doctest.h>

namespace usher_test {
namespace {

using usher::policy::Assign;
using usher::policy::Department;
using usher::policy::Policy;

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;

template <class List>
std::optional<std::uint32_t> number_of(const List &list, const std::string &name) {
  for (std::uint32_t i = 0; i < list.size(); ++i)
    if (list[i].name == name) return i;
  return std::nullopt;
}

// What each department says about how it gives its work; it is told in the words of the policy.
void set_department(Random &random, Policy &policy, std::uint32_t number, std::string &shown) {
  Department &department = policy.departments[number];
  Assign &assign = department.assign;
  const std::uint32_t count = static_cast<std::uint32_t>(policy.departments.size());
  const auto another = [&] { return static_cast<std::uint32_t>(random.below(count)); };
  assign.strategy = static_cast<usher::policy::Strategy>(random.below(10));
  assign.mode = random.one_in(5) ? usher::policy::AssignMode::on_arrival : usher::policy::AssignMode::pull;
  if (random.one_in(5)) assign.sticky_for_ms = 0;
  if (random.one_in(3)) assign.sticky_for_ms = 10 * minute;
  assign.sticky_wait_ms = random.one_in(6) ? 0 : (1 + static_cast<std::int64_t>(random.below(5))) * minute;
  if (random.one_in(2)) assign.offer_ms = (30 + static_cast<std::int64_t>(random.below(120))) * second;
  assign.end_of_shift = static_cast<usher::policy::EndOfShift>(random.below(3));
  if (assign.end_of_shift == usher::policy::EndOfShift::hand_over) {
    assign.hand_over_to = another();
    if (*assign.hand_over_to == number) {
      assign.end_of_shift = usher::policy::EndOfShift::hand_back;
      assign.hand_over_to.reset();
    }
  }
  shown += fmt::format("{}: strategy {} mode {} sticky {} wait {} offer {} end {} to {}", department.name,
                       static_cast<int>(assign.strategy), static_cast<int>(assign.mode), assign.sticky_for_ms,
                       assign.sticky_wait_ms, assign.offer_ms, static_cast<int>(assign.end_of_shift),
                       assign.hand_over_to ? policy.departments[*assign.hand_over_to].name : "-");
  for (std::size_t steps = random.one_in(2) ? random.below(4) : 0; steps > 0; --steps) {
    usher::policy::WidenStep step;
    if (!random.one_in(3)) {
      step.after_ms = static_cast<std::int64_t>(1 + random.below(8)) * minute;
    } else {
      step.percent = static_cast<int>(10 + random.below(91));
      step.clock = static_cast<usher::policy::ServiceClock>(random.below(3));
    }
    step.drop_language = random.one_in(3);
    step.drop_skills = random.one_in(4);
    if (!step.drop_skills && random.one_in(3)) step.dropped_skills = {random.one_in(2) ? "law" : "tech"};
    if (random.one_in(3)) step.also = {another()};
    if (random.one_in(3)) step.raise = static_cast<int>(random.below(40));
    if (random.one_in(3)) step.notify = {another()};
    shown += fmt::format("\n  widen {} {}% of {} language {} skills {} {} also {} raise {}",
                         step.after_ms.value_or(-1), step.percent, static_cast<int>(step.clock),
                         step.drop_language, step.drop_skills,
                         step.dropped_skills.empty() ? "-" : step.dropped_skills[0],
                         step.also.empty() ? "-" : policy.departments[step.also[0]].name, step.raise);
    department.widen.push_back(std::move(step));
  }
  if (random.one_in(4)) {
    usher::policy::QueueLimit limit;
    limit.limit = static_cast<std::uint32_t>(1 + random.below(3));
    // A queue overflows only to a later department, as policies know no circles.
    if (random.one_in(2) && number + 1 < count)
      limit.overflow_to = number + 1 + static_cast<std::uint32_t>(random.below(count - number - 1));
    shown += fmt::format("\n  limit {} to {}", limit.limit,
                         limit.overflow_to ? policy.departments[*limit.overflow_to].name : "-");
    department.queue = limit;
  }
  if (department.calendar && random.one_in(2)) {
    usher::policy::WhileClosed closed;
    closed.hold = random.one_in(2);
    if (random.one_in(3)) closed.reply = 0;
    if (!closed.hold && count > 1 && random.one_in(3)) {
      closed.to = (number + 1) % count; // round with the sun
      closed.hand_over = true;
    } else if (!closed.hold && number + 1 < count) {
      closed.to = number + 1 + static_cast<std::uint32_t>(random.below(count - number - 1));
      closed.hand_over = random.one_in(3);
    }
    shown +=
        fmt::format("\n  closed hold {} reply {} to {} hand over {}", closed.hold, closed.reply.has_value(),
                    closed.to ? policy.departments[*closed.to].name : "-", closed.hand_over);
    department.closed = closed;
  }
  if (random.one_in(3)) {
    department.works_on = static_cast<std::uint32_t>(1 + random.below(3));
    shown += fmt::format("\n  works_on {}", *department.works_on);
  }
  // The same for all: what is wanted changes nothing that happens.
  using usher::policy::ServiceClock;
  department.goals = {{ServiceClock::first_response, 90, 5 * minute, {}},
                      {ServiceClock::next_response, 50, 2 * minute, {}},
                      {ServiceClock::resolution, 75, 20 * minute, {}},
                      {std::nullopt, 80, 0, {}}};
  shown += '\n';
}

void add_agent(const Drafted &drafted, Policy &policy, std::string &shown) {
  Random random(drafted.seed);
  usher::policy::Agent agent;
  agent.name = drafted.name;
  // By names that there may be, so that a policy without some of them says the same of the others.
  for (const char *name : {"care", "sales", "legal", "pr", "help"})
    if (const auto number = number_of(policy.departments, name); random.one_in(2) && number)
      agent.departments.push_back(*number);
  for (const char *skill : {"law", "tech", "cars"})
    if (random.one_in(2))
      agent.skills.insert(agent.skills.begin() +
                              (random.one_in(2) ? 0 : static_cast<std::ptrdiff_t>(agent.skills.size())),
                          skill);
  for (const char *language : {"en", "it"})
    if (random.one_in(3)) agent.languages.emplace_back(language);
  const std::vector<std::string> accounts = {"@a", "@b", "@c"};
  if (const auto number = number_of(policy.accounts, random.pick(accounts)); random.one_in(3) && number)
    agent.accounts.push_back(*number);
  agent.capacity.total = static_cast<std::uint32_t>(1 + random.below(3));
  if (random.one_in(4)) agent.capacity.by_kind[random.below(4)] = static_cast<std::uint32_t>(random.below(3));
  if (random.one_in(4)) agent.works_on = static_cast<std::uint32_t>(1 + random.below(2));
  const std::vector<std::string> shifts = {"short", "other", "late"};
  if (const auto number = number_of(policy.calendars, random.pick(shifts)); random.one_in(3))
    agent.shift = number;
  shown += fmt::format("agent {}: in", agent.name);
  for (const std::uint32_t department : agent.departments)
    shown += ' ' + policy.departments[department].name;
  shown += " skills";
  for (const std::string &skill : agent.skills)
    shown += ' ' + skill;
  shown += " languages";
  for (const std::string &language : agent.languages)
    shown += ' ' + language;
  shown += fmt::format(" accounts {} capacity {} works_on {} shift {}\n", agent.accounts.size(),
                       agent.capacity.total, agent.works_on.value_or(0),
                       agent.shift ? policy.calendars[*agent.shift].name : "-");
  policy.agents.push_back(std::move(agent));
}

} // namespace

DeskPolicy random_desk_policy(Random &random) { return written(random_draft(random)); }
DeskPolicy changed(Random &random, const DeskPolicy &policy) {
  return written(changed(random, policy.draft));
}

DeskPolicy written(const DeskDraft &draft) {
  DeskPolicy out;
  out.draft = draft;
  out.shown = draft.yaml();
  usher::policy::testing::ReadPolicy read = usher::policy::testing::read(out.shown);
  INFO(out.shown);
  INFO(read.places());
  REQUIRE(read.status == usher::policy::ReadStatus::ok);
  Policy &policy = read.policy;
  for (std::uint32_t i = 0; i < policy.departments.size(); ++i) {
    Random said(draft.departments[i].seed + 1);
    set_department(said, policy, i, out.shown);
  }
  // Now and then all go round with the sun, which leaves hours in which nobody is open.
  if (policy.departments.size() > 1 && draft.settings % 5 == 0) {
    for (std::uint32_t i = 0; i < policy.departments.size(); ++i) {
      Department &department = policy.departments[i];
      if (!department.calendar)
        department.calendar = i % static_cast<std::uint32_t>(policy.calendars.size() - 1); // not always
      usher::policy::WhileClosed closed;
      closed.to = (i + 1) % static_cast<std::uint32_t>(policy.departments.size());
      closed.hand_over = true;
      department.closed = closed;
    }
    out.shown += "all go round with the sun\n";
  }
  // Departments that go in a circle all hand over, or none of them is one.
  if (!usher::policy::closed_circles(policy).empty()) {
    for (Department &department : policy.departments)
      if (department.closed) department.closed->hand_over = department.closed->to.has_value();
    out.shown += "all hand over\n";
  }
  Random random(draft.settings);
  const auto departments = static_cast<std::uint32_t>(policy.departments.size());
  if (random.one_in(3) && departments > 1)
    policy.accounts[0].departments = {0, static_cast<std::uint32_t>(1 + random.below(departments - 1))};
  for (const Drafted &agent : draft.agents)
    add_agent(agent, policy, out.shown);
  policy.desk.order = static_cast<usher::policy::Order>(random.below(4));
  policy.desk.decline_pause_ms = static_cast<std::int64_t>(random.below(8)) * minute;
  policy.desk.repeat_window_ms = random.one_in(2) ? 20 * minute : usher::day_ms;
  if (random.one_in(3)) policy.desk.remember_ms = static_cast<std::int64_t>(1 + random.below(30)) * minute;
  policy.desk.late_bound_ms = 2 * minute;
  policy.desk.ahead_bound_ms = 5 * 60 * minute;
  policy.desk.keep_text = random.one_in(2) ? 0 : 2048;
  for (std::uint32_t &weight : policy.desk.weights)
    weight = random.one_in(4) ? 2 : 1;
  if (random.one_in(2)) {
    policy.customers.one_owner = true;
    if (random.one_in(2))
      policy.customers.across = {static_cast<std::uint32_t>(random.below(policy.channels.size()))};
    out.shown += fmt::format(
        "customers: one owner across {}\n",
        policy.customers.across.empty() ? "all" : policy.channels[policy.customers.across[0]].name);
  }
  if (random.one_in(2)) {
    policy.priority.waiting.points = static_cast<int>(1 + random.below(9));
    policy.priority.waiting.every_ms = static_cast<std::int64_t>(30 + random.below(200)) * second;
  }
  out.shown += fmt::format(
      "desk: order {} decline_pause {} repeat_window {} keep_text {} weights {} {} {} {} "
      "waiting {} every {}\n",
      static_cast<int>(policy.desk.order), policy.desk.decline_pause_ms, policy.desk.repeat_window_ms,
      policy.desk.keep_text, policy.desk.weights[0], policy.desk.weights[1], policy.desk.weights[2],
      policy.desk.weights[3], policy.priority.waiting.points, policy.priority.waiting.every_ms);
  if (!policy.accounts[0].departments.empty())
    out.shown += fmt::format("account {}: departments 0 and {}\n", policy.accounts[0].name,
                             policy.accounts[0].departments[1]);
  out.ruleset = std::make_shared<const usher::rules::Ruleset>(std::move(policy));
  return out;
}

} // namespace usher_test
