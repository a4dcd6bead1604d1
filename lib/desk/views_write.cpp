// SPDX-License-Identifier: BSL-1.0
// Views as JSON and as pages for people.
#include "base/duration.hpp"
#include "base/page.hpp"
#include "base/text_width.hpp"
#include "base/time.hpp"
#include "desk/views.hpp"
#include "policy/facts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::desk {
namespace {

std::string_view name_of_state(calendar::ClockState state) {
  switch (state) {
  case calendar::ClockState::idle: return "idle";
  case calendar::ClockState::running: return "running";
  case calendar::ClockState::paused: return "paused";
  case calendar::ClockState::met: return "met";
  }
  return {};
}

class Writer {
 public:
  explicit Writer(JsonWriter &json) : json_(json) {}

  void write(const DepartmentView &one) {
    json_.begin_object();
    json_.field("name", one.name);
    json_.field("open", one.open);
    json_.field("blocked", one.blocked);
    json_.field("queued", one.queued);
    json_.field("offered", one.offered);
    json_.field("assigned", one.assigned);
    json_.field("held", one.held);
    json_.field("present", one.present);
    json_.field("overdue", one.overdue);
    time_or_null("oldest", one.oldest);
    json_.end_object();
  }

  void write(const AgentView &one) {
    json_.begin_object();
    json_.field("name", one.name);
    json_.field("presence", name_of(one.presence));
    json_.field("present", one.present);
    json_.field("conversations", one.conversations);
    json_.field("waiting", one.waiting);
    json_.field("load", one.load);
    json_.field("capacity", one.capacity);
    time_or_null("idle_since", one.idle_since);
    texts("departments", one.departments);
    texts("skills", one.skills);
    texts("languages", one.languages);
    json_.end_object();
  }

  void write(const ConversationView &one) {
    json_.begin_object();
    json_.field("name", one.name);
    json_.field("number", one.number);
    json_.field("place", name_of(one.location));
    json_.field("status", name_of(one.status));
    json_.field("department", one.department);
    json_.text_or_null("agent", one.agent);
    time_or_null("until", one.until);
    json_.field("engaged", one.engaged);
    json_.field("unanswered", one.unanswered);
    json_.field("priority", one.priority);
    json_.field("band", one.band);
    json_.text_or_null("account", one.account);
    json_.text_or_null("language", one.language);
    json_.text_or_null("sla", one.sla);
    json_.text_or_null("reply", one.reply);
    texts("skills", one.skills);
    texts("tags", one.tags);
    json_.field("step", one.step);
    json_.field("messages", one.messages);
    json_.field("transfers", one.transfers);
    json_.field("reopens", one.reopens);
    json_.field("questions", one.questions);
    json_.field("held_answers", one.held_answers);
    json_.text_or_null("asker", one.asker);
    json_.text_or_null("merged_into", one.merged_into);
    json_.field("created", format_time(one.created));
    json_.field("waiting_since", format_time(one.waiting_since));
    json_.key("clocks");
    json_.begin_object();
    for (std::size_t clock = 0; clock < one.clocks.size(); ++clock) {
      json_.key(policy::service_clock_names()[clock]);
      json_.begin_object();
      json_.field("state", name_of_state(one.clocks[clock].state));
      time_or_null("due", one.clocks[clock].due);
      json_.field("breached", one.clocks[clock].breached);
      json_.end_object();
    }
    json_.end_object();
    json_.end_object();
  }

  void write(const CandidateView &one) {
    json_.begin_object();
    json_.field("agent", one.name);
    json_.text_or_null("obstacle",
                       one.obstacle == Obstacle::nothing ? std::string_view() : name_of(one.obstacle));
    json_.text_or_null("what", one.what);
    time_or_null("until", one.until);
    number_or_null("has", one.has);
    number_or_null("most", one.most);
    json_.end_object();
  }

  void write(const AskedView &one) {
    json_.begin_object();
    texts("departments", one.departments);
    texts("skills", one.skills);
    json_.text_or_null("language", one.language);
    json_.text_or_null("account", one.account);
    json_.end_object();
  }

  template <class T>
  void list(std::string_view key, const std::vector<T> &items) {
    json_.key(key);
    json_.begin_array();
    for (const T &item : items)
      write(item);
    json_.end_array();
  }

 private:
  void texts(std::string_view key, const std::vector<std::string> &items) {
    json_.key(key);
    json_.begin_array();
    for (const std::string &item : items)
      json_.value(item);
    json_.end_array();
  }
  void time_or_null(std::string_view key, const std::optional<Instant> &time) {
    json_.text_or_null(key, time ? format_time(*time) : std::string());
  }

  void number_or_null(std::string_view key, const std::optional<std::uint32_t> &number) {
    if (number)
      json_.field(key, *number);
    else
      json_.null_field(key);
  }

  JsonWriter &json_;
};

// As hours and minutes, which is what people compare; "2d 03:10" past a day.
std::string lasted(std::int64_t milliseconds) {
  const std::int64_t minutes = std::max<std::int64_t>(milliseconds, 0) / minute_ms;
  const std::string clock = fmt::format("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
  return minutes < 24 * 60 ? clock : fmt::format("{}d {}", minutes / (24 * 60), clock);
}

// What is owed next: "first response in 00:25", "resolution 01:10 late"; empty when nothing is.
std::string owed(const ConversationView &one, Instant now) {
  static constexpr std::array<std::string_view, policy::service_clock_count> labels = {
      "first response", "next response", "resolution"};
  std::string out;
  std::optional<Instant> first;
  for (std::size_t clock = 0; clock < one.clocks.size(); ++clock) {
    const ClockView &view = one.clocks[clock];
    if (view.state != calendar::ClockState::running || !view.due || (first && *first <= *view.due)) continue;
    first = view.due;
    out = *view.due < now ? fmt::format("{} {} late", labels[clock], lasted(now - *view.due))
                          : fmt::format("{} in {}", labels[clock], lasted(*view.due - now));
  }
  return out;
}

std::string place_of(const ConversationView &one) {
  switch (one.location) {
  case Location::queued: return fmt::format("waits in {}", one.department);
  case Location::offered: return fmt::format("offered to {}", one.agent);
  case Location::assigned: return fmt::format("with {}", one.agent);
  case Location::held: return fmt::format("held in {}", one.department);
  case Location::parked: return "waits for the customer";
  case Location::nowhere: break;
  }
  if (!one.merged_into.empty()) return fmt::format("goes on as {}", one.merged_into);
  return one.engaged ? "resolved" : "not engaged";
}

std::string priority_of(const ConversationView &one) { return fmt::format("{} {}", one.band, one.priority); }

constexpr auto name_of_part = [](const auto &one) { return std::string_view(one.name); };

} // namespace

void write_json(const DeskView &view, JsonWriter &json) {
  json.begin_object();
  json.text_or_null("time", view.time == 0 ? std::string() : format_time(view.time));
  Writer writer(json);
  writer.list("departments", view.departments);
  writer.list("agents", view.agents);
  writer.list("conversations", view.conversations);
  json.key("asked");
  if (view.asked)
    writer.write(*view.asked);
  else
    json.null();
  writer.list("candidates", view.candidates);
  json.end_object();
}

std::string to_text(const DeskView &view) {
  std::string out = view.time == 0 ? "no time yet\n" : fmt::format("at {}\n", format_time(view.time));
  if (!view.departments.empty()) {
    const std::size_t width = column_of(20, view.departments, name_of_part);
    out += fmt::format("\n{:<{}} {:>7} {:>7} {:>8} {:>5} {:>7} {:>6}  {}\n", "department", width, "waiting",
                       "offered", "assigned", "held", "overdue", "people", "longest wait");
    for (const DepartmentView &one : view.departments) {
      std::string wait = one.oldest ? lasted(view.time - *one.oldest) : "-";
      if (!one.open) wait += ", closed";
      if (one.blocked) wait += ", blocked";
      out += fmt::format("{} {:>7} {:>7} {:>8} {:>5} {:>7} {:>6}  {}\n", in_column(one.name, width),
                         one.queued, one.offered, one.assigned, one.held, one.overdue, one.present, wait);
    }
  }
  if (!view.agents.empty()) {
    const std::size_t width = column_of(20, view.agents, name_of_part);
    out += fmt::format("\n{:<{}} {:<9} {:>9} {:>8}  {}\n", "agent", width, "presence", "has", "of those",
                       "departments");
    out += fmt::format("{:<{}} {:<9} {:>9} {:>8}\n", "", width, "", "of most", "waiting");
    for (const AgentView &one : view.agents) {
      std::string departments;
      for (const std::string &name : one.departments)
        departments += (departments.empty() ? "" : ", ") + name;
      const bool off_shift = one.presence == Presence::online && !one.present;
      out += fmt::format("{} {:<9} {:>9} {:>8}  {}\n", in_column(one.name, width),
                         off_shift ? std::string_view("off shift") : name_of(one.presence),
                         fmt::format("{}/{}", one.load, one.capacity), one.waiting, on_one_line(departments));
    }
  }
  if (!view.conversations.empty()) {
    const std::size_t width = column_of(20, view.conversations, name_of_part);
    const std::size_t where = column_of(28, view.conversations, place_of);
    const std::size_t priority = column_of(12, view.conversations, priority_of);
    out += fmt::format("\n{:<{}} {:<{}} {:<{}} {:>9}  {}\n", "conversation", width, "where", where,
                       "priority", priority, "waits", "owed");
    for (const ConversationView &one : view.conversations) {
      out += fmt::format("{} {} {} {:>9}  {}\n", in_column(one.name, width), in_column(place_of(one), where),
                         in_column(priority_of(one), priority),
                         one.unanswered ? lasted(view.time - one.waiting_since) : "-", owed(one, view.time));
    }
  }
  out += candidates_text(view);
  // Columns that are empty leave no spaces behind.
  std::string trimmed;
  for (std::size_t begin = 0; begin < out.size();) {
    const std::size_t end = std::min(out.find('\n', begin), out.size());
    std::string_view line = std::string_view(out).substr(begin, end - begin);
    line = line.substr(0, line.find_last_not_of(' ') + 1);
    trimmed.append(line).append("\n");
    begin = end + 1;
  }
  return trimmed;
}

} // namespace usher::desk
