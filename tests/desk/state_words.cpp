// SPDX-License-Identifier: BSL-1.0
#include "desk/state_words.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <type_traits>

#include <fmt/format.h>

namespace usher_test {
namespace {

using namespace usher::desk;

/// What is told, for people.
class Words {
 public:
  template <std::size_t size>
  void label(const char (&text)[size]) {
    out_.append(text, size - 1);
  }
  void text(std::string_view text) { out_ += text; }
  void number(std::int64_t value) { out_ += fmt::format_int(value).c_str(); }
  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  std::string out_;
};

/// The same in few bytes, to be compared.
class Bytes {
 public:
  template <std::size_t size>
  void label(const char (&)[size]) {}
  void text(std::string_view text) {
    number(static_cast<std::int64_t>(text.size()));
    out_ += text;
  }
  void number(std::int64_t value) { out_.append(reinterpret_cast<const char *>(&value), sizeof value); }
  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  std::string out_;
};

/// Everything that a desk knows, said once for both.
template <class Out>
class Telling {
 public:
  explicit Telling(const State &state) : state_(state) {}

  std::string all() && {
    const Counters &counters = state_.counters();
    say("now ", counters.now, " events ", counters.events, " effects ", counters.effects, " conversations ",
        counters.conversations, " draws ", counters.draws, "\n");
    for (const DepartmentData &department : state_.departments())
      say("department open ", department.open, " blocked ", department.blocked, " turn ",
          department.last_turn, " timer ", department.timer, "\n");
    for (const Agent &agent : state_.agents())
      person(agent);
    std::vector<const Conversation *> list;
    for (const Conversation &conversation : state_.conversations())
      if (!conversation.gone) list.push_back(&conversation);
    std::sort(list.begin(), list.end(),
              [](const auto *a, const auto *b) { return a->data.number < b->data.number; });
    for (const Conversation *one : list)
      conversation(*one);
    return std::move(out_).take();
  }

 private:
  template <class T>
  void put(const T &value) {
    if constexpr (std::is_convertible_v<const T &, std::string_view>)
      out_.text(value);
    else
      out_.number(static_cast<std::int64_t>(value));
  }
  template <std::size_t size>
  void put(const char (&text)[size]) {
    out_.label(text);
  }
  template <class... T>
  void say(const T &...values) {
    (put(values), ...);
  }

  template <class List>
  void numbers(const List &list) {
    say(list.size(), ":");
    for (const auto &one : list)
      say(" ", one);
  }
  // As they stand, or whatever their order.
  void words(ListId list) {
    say(state_.words().words(list).size(), ":");
    for (const WordId word : state_.words().words(list))
      say(" ", state_.words().text(word));
  }
  void set(ListId list) {
    std::vector<std::string_view> texts;
    for (const WordId word : state_.words().words(list))
      texts.push_back(state_.words().text(word));
    std::sort(texts.begin(), texts.end());
    say(texts.size(), ":");
    for (const std::string_view text : texts)
      say(" ", text);
  }

  void person(const Agent &agent) {
    const AgentData &data = agent.data;
    const Profile &profile = state_.profile(agent);
    say("agent ", agent.name, " ", data.presence, " on shift ", data.on_shift, " held ", data.held, " ",
        data.count, " ", data.active, " ");
    numbers(data.held_of_kind);
    say(" idle ", data.idle_since, " given ", data.given, " timer ", data.timer, " in ");
    numbers(profile.departments);
    say(" accounts ");
    numbers(profile.accounts);
    say(" skills ");
    words(profile.skills);
    say(" languages ");
    words(profile.languages);
    say(" capacity ", profile.capacity, " ");
    numbers(profile.capacity_of_kind);
    say(" works on ", profile.works_on, " shift ", profile.shift, "\n  present ", data.present_ms, " busy ",
        data.busy_ms, " up to ", data.measured, "\n");
  }

  void conversation(const Conversation &conversation) {
    const ConversationData &d = conversation.data;
    say("conversation ", conversation.name, " #", d.number, " dept ", d.department, " account ", d.account,
        " sla ", d.sla, " band ", d.band, " ", d.shown_band, " priority ", d.priority, " raised ", d.raised,
        " rule ", d.department_rule, " language ", state_.words().text(d.language), " skills ");
    set(d.skills);
    say(" tags ");
    set(d.tags);
    say(" told ");
    set(d.notified);
    say(" kind ", d.kind, " engaged ", d.engaged, " given ", d.priority_given, " hand ", d.department_by_hand,
        " ", d.given_by_hand, " theirs ", d.is_theirs, " reply ", d.reply, " private ", d.moved_private,
        " place ", d.location, " status ", d.status, " agent ", d.agent, " preferred ", d.preferred,
        " until ", d.preferred_until, " begun ", d.work_begun, " back ", d.handed_back, " unanswered ",
        d.unanswered, " by rule ", d.sla_by_rule, " step ", d.step, " offer ", d.offer_until, " created ",
        d.created, " since ", d.waiting_since, " queued ", d.queued_at, " reply ", d.last_reply, " held ",
        d.held_until, " messages ", d.messages, " ", d.transfers, " ", d.reopens);
    const Measures &m = d.measures;
    say(" measures ", m.given, " ", m.first_reply, " ", m.asked, " ", m.first_resolved, " ", m.resolved, " ",
        m.replies, " ", m.first_agent, " ", m.resolved_by, " ", m.taken_in, " ", m.several_agents, " ",
        m.several_departments, " ", m.reopened);
    const QueueKey key = d.key();
    say(" key ", key.rank, " ", key.value, " ", key.since, " ", key.number, " timer ",
        state_.timer(conversation.id), " question ", d.is_question, " ", d.before_reply, " ", d.answer, " ",
        d.within_ms, " ", d.questions, " ", d.held_answers, " kept ",
        std::hash<std::string>{}(conversation.kept));
    for (const auto clock : usher::calendar::all_clocks)
      this->clock(d.clocks.*clock);
    say(" declines ", conversation.declines.size());
    for (const Decline &decline : conversation.declines)
      say(" no ", decline.agent, " at ", decline.at, " until ", decline.until);
    say("\n");
  }

  void clock(const usher::calendar::ServiceClock &clock) {
    say(" [", clock.state, " warned ", clock.warned, " breached ", clock.breached, " started ", clock.started,
        " changed ", clock.changed, " spent ", clock.spent, " stopped ", clock.stopped, " target ",
        clock.target, " due ", clock.due.value_or(-1), " warn ", clock.warn.value_or(-1), " given ",
        clock.given.value_or(-1), "]");
  }

  const State &state_;
  Out out_;
};

} // namespace

std::string described(const State &state) { return Telling<Words>(state).all(); }
std::string written(const State &state) { return Telling<Bytes>(state).all(); }

} // namespace usher_test
