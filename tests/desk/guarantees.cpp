// SPDX-License-Identifier: BSL-1.0
#include "desk/guarantees.hpp"

#include "desk/timers.hpp"
#include "desk/views.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

namespace usher_test {
namespace {

using namespace usher::desk;
using usher::Instant;
using usher::policy::AssignMode;
using usher::policy::channel_kind_count;

class Inspection {
 public:
  Inspection(const State &state, std::vector<std::string> &broken) : state_(state), broken_(broken) {}

  void all(std::span<const Effect> effects) {
    for (const Conversation &conversation : state_.conversations())
      if (!conversation.gone) place(conversation);
    for (AgentId id = 0; id < state_.agents().size(); ++id)
      load(id);
    queues();
    timers();
    questions();
    merges();
    given(effects);
    for (const Conversation &conversation : state_.conversations())
      if (!conversation.gone && conversation.data.location == Location::queued) left(conversation);
    for (const Conversation &conversation : state_.conversations())
      if (!conversation.gone) candidates(conversation);
  }

 private:
  template <class... Args>
  void require(bool holds, fmt::format_string<Args...> text, Args &&...args) {
    if (!holds) broken_.push_back(fmt::format(text, std::forward<Args>(args)...));
  }

  static bool is_held(const Conversation &conversation) {
    return conversation.data.location == Location::offered ||
           conversation.data.location == Location::assigned;
  }

  // A conversation is in exactly one place, and its status is the one of that place.
  void place(const Conversation &conversation) {
    const ConversationData &data = conversation.data;
    std::size_t holders = 0;
    for (AgentId id = 0; id < state_.agents().size(); ++id)
      for (const Held &held : state_.agent(id).holding)
        if (held.id == conversation.id && held.number == data.number) {
          ++holders;
          require(is_held(conversation) && data.agent == id, "{} is held by {}, who has it not",
                  conversation.name, state_.agent(id).name);
        }
    require(holders == (is_held(conversation) ? 1 : 0), "{} is held {} times", conversation.name, holders);
    std::size_t queues = 0;
    for (const Requirement &requirement : state_.requirements())
      for (const Conversation &queued : requirement.queue)
        if (&queued == &conversation) {
          ++queues;
          require(requirement.id == data.requirement, "{} stands in another queue", conversation.name);
        }
    require(queues == (data.location == Location::queued ? 1 : 0), "{} stands in {} queues",
            conversation.name, queues);
    const Status status = data.location == Location::held                      ? Status::held
                          : data.location == Location::parked                  ? Status::waiting_for_customer
                          : data.location == Location::nowhere && data.engaged ? Status::resolved
                                                                               : Status::open;
    if (data.location != Location::nowhere || data.engaged)
      require(data.status == status, "{} has status {} in place {}", conversation.name,
              static_cast<int>(data.status), static_cast<int>(data.location));
    require(data.engaged || data.location == Location::nowhere, "{} is nobody's business and in place {}",
            conversation.name, static_cast<int>(data.location));
    if (data.location == Location::offered)
      require(data.offer_until > state_.counters().now, "the offer of {} is over", conversation.name);
    if (data.location == Location::held)
      require(data.held_until > state_.counters().now, "{} is held too long", conversation.name);
  }

  struct Load {
    std::uint32_t held = 0;
    std::uint32_t count = 0;
    std::uint32_t active = 0;
    std::array<std::uint32_t, channel_kind_count> of_kind{};
  };

  Load sum(AgentId id) const {
    Load out;
    for (const Conversation &conversation : state_.conversations()) {
      if (conversation.gone || !is_held(conversation) || conversation.data.agent != id) continue;
      out.held += state_.weight(conversation.data.kind);
      ++out.count;
      if (conversation.data.unanswered) ++out.active;
      ++out.of_kind[static_cast<std::size_t>(conversation.data.kind)];
    }
    return out;
  }

  bool room(AgentId id, usher::policy::ChannelKind kind, AssignMode mode) const {
    const Agent &agent = state_.agent(id);
    const Profile &profile = state_.profile(agent);
    const Load now = sum(id);
    return agent.data.presence == Presence::online && agent.data.on_shift &&
           now.held + state_.weight(kind) <= profile.capacity &&
           now.of_kind[static_cast<std::size_t>(kind)] <
               profile.capacity_of_kind[static_cast<std::size_t>(kind)] &&
           (mode == AssignMode::on_arrival || now.active < profile.works_on);
  }

  void load(AgentId id) {
    const Agent &agent = state_.agent(id);
    const Load sum = this->sum(id);
    require(sum.held == agent.data.held && sum.count == agent.data.count && sum.active == agent.data.active &&
                sum.of_kind == agent.data.held_of_kind,
            "{} holds {} of weight {}, {} active, and not {} of {}, {}", agent.name, sum.count, sum.held,
            sum.active, agent.data.count, agent.data.held, agent.data.active);
    for (std::size_t kind = 0; kind < channel_kind_count; ++kind)
      for (const AssignMode mode : {AssignMode::pull, AssignMode::on_arrival}) {
        const auto channel = static_cast<usher::policy::ChannelKind>(kind);
        if (kind > 0 && !state_.kinds_count()) continue; // nobody asks for another than the first
        require(state_.with_room(channel, mode)[id] == room(id, channel, mode),
                "{}: room for kind {} in mode {}", agent.name, kind, static_cast<int>(mode));
      }
  }

  bool said_no(const Conversation &conversation, AgentId id) const {
    return std::any_of(
        conversation.declines.begin(), conversation.declines.end(),
        [&](const Decline &decline) { return decline.agent == id && decline.until > state_.counters().now; });
  }

  // As docs/desk.md has it, from the policy.
  bool may_take(const Conversation &conversation, AgentId id) const {
    const ConversationData &data = conversation.data;
    const Agent &agent = state_.agent(id);
    const Profile &profile = state_.profile(agent);
    const auto &department = state_.terms().frame().departments[data.department];
    std::set<std::uint32_t> departments = {data.department};
    bool drop_language = false;
    bool drop_skills = false;
    std::set<std::string> dropped;
    for (std::size_t step = 0; step < data.step && step < department.widen.size(); ++step) {
      const auto &widen = department.widen[step];
      departments.insert(widen.also.begin(), widen.also.end());
      drop_language = drop_language || widen.drop_language;
      drop_skills = drop_skills || widen.drop_skills;
      dropped.insert(widen.dropped_skills.begin(), widen.dropped_skills.end());
    }
    const auto &in = profile.departments;
    if (agent.data.presence == Presence::gone) return false;
    if (std::none_of(in.begin(), in.end(), [&](std::uint32_t one) { return departments.contains(one); }))
      return false;
    if (!drop_skills)
      for (const WordId skill : state_.words().words(data.skills))
        if (!dropped.contains(std::string(state_.words().text(skill))) &&
            !state_.words().holds(profile.skills, skill))
          return false;
    if (!drop_language && data.language != 0 && !state_.words().words(profile.languages).empty() &&
        !state_.words().holds(profile.languages, data.language))
      return false;
    if (data.account != none) {
      if (!profile.accounts.empty() &&
          std::find(profile.accounts.begin(), profile.accounts.end(), data.account) == profile.accounts.end())
        return false;
      const auto &answer = state_.terms().frame().accounts[data.account].departments;
      if (!answer.empty() && std::none_of(in.begin(), in.end(), [&](std::uint32_t one) {
            return std::find(answer.begin(), answer.end(), one) != answer.end();
          }))
        return false;
    }
    return profile.capacity_of_kind[static_cast<std::size_t>(data.kind)] != 0;
  }

  [[nodiscard]] AssignMode mode(const Conversation &conversation) const {
    return state_.terms().frame().departments[conversation.data.department].assign.mode;
  }

  // Nothing is left in a queue that somebody could have.
  void left(const Conversation &conversation) {
    const ConversationData &data = conversation.data;
    for (AgentId id = 0; id < state_.agents().size(); ++id) {
      if (data.preferred != no_agent && data.preferred != id) continue;
      if (said_no(conversation, id)) continue;
      require(!may_take(conversation, id) || !room(id, data.kind, mode(conversation)),
              "{} is left, and {} may take it and has room", conversation.name, state_.agent(id).name);
    }
    if (data.preferred != no_agent) {
      require(data.preferred_until > state_.counters().now, "{} waits too long for one person",
              conversation.name);
      require(state_.agent(data.preferred).is_present(), "{} waits for somebody absent", conversation.name);
    }
  }

  // Whoever is said to be able to take something is, and of the others what is said of them is so.
  void candidates(const Conversation &conversation) {
    const ConversationData &data = conversation.data;
    DeskView view;
    require(view_candidates(state_, conversation.name, view), "nobody looks at {}", conversation.name);
    const bool is_with = is_held(conversation);
    const bool can_be_had = is_with || data.location == Location::queued || data.location == Location::held;
    require(view.candidates.size() == (can_be_had ? state_.agents().size() : 0) &&
                view.asked.has_value() == can_be_had,
            "{} has {} candidates", conversation.name, view.candidates.size());
    for (AgentId id = 0; id < view.candidates.size(); ++id) {
      const CandidateView &one = view.candidates[id];
      const Agent &agent = state_.agent(id);
      const bool is_theirs = is_with && data.agent == id;
      const bool waits = !is_with && data.preferred != no_agent && data.preferred != id;
      const bool may = !is_theirs && may_take(conversation, id) && !waits && !said_no(conversation, id) &&
                       room(id, data.kind, mode(conversation));
      require(one.name == agent.name && may == (one.obstacle == Obstacle::nothing),
              "whether {} is a candidate for {}: {}", agent.name, conversation.name, name_of(one.obstacle));
      require(may_take(conversation, id) || is_theirs || one.obstacle <= Obstacle::skill,
              "{} may not take {}: {}", agent.name, conversation.name, name_of(one.obstacle));
      const bool holds = one.obstacle == Obstacle::skill      ? lacks(conversation, agent, one.what)
                         : one.obstacle == Obstacle::has_it   ? is_theirs
                         : one.obstacle == Obstacle::gone     ? agent.data.presence == Presence::gone
                         : one.obstacle == Obstacle::waits    ? waits
                         : one.obstacle == Obstacle::declined ? said_no(conversation, id)
                         : one.obstacle == Obstacle::absent   ? !agent.is_present()
                         : one.has                            ? agent.is_present()
                                                              : true;
      require(holds, "{} is said to be ruled out of {} by {}, {}", agent.name, conversation.name,
              name_of(one.obstacle), one.what);
    }
  }

  bool lacks(const Conversation &conversation, const Agent &agent, const std::string &skill) const {
    for (const WordId asked : state_.words().words(conversation.data.skills))
      if (state_.words().text(asked) == skill)
        return !state_.words().holds(state_.profile(agent).skills, asked);
    return false;
  }

  // What the desk gave in this instant, it gave to somebody who is there, may take it and had room.
  void given(std::span<const Effect> effects) {
    for (const Effect &effect : effects) {
      if (effect.type != EffectType::assigned && effect.type != EffectType::offered) continue;
      if (effect.reason != Reason::by_strategy && effect.reason != Reason::owner &&
          effect.reason != Reason::preferred && effect.reason != Reason::rebalanced)
        continue;
      const Conversation &conversation = state_.conversation(effect.conversation);
      if (effect.time != state_.counters().now || conversation.gone ||
          conversation.data.agent != effect.agent || !is_held(conversation))
        continue;
      const Agent &agent = state_.agent(effect.agent);
      const Profile &profile = state_.profile(agent);
      const Load now = sum(effect.agent);
      const std::size_t kind = static_cast<std::size_t>(conversation.data.kind);
      require(agent.is_present(), "{} is absent and was given {}", agent.name, conversation.name);
      require(may_take(conversation, effect.agent), "{} may not take {} and was given it", agent.name,
              conversation.name);
      require(now.held <= profile.capacity && now.of_kind[kind] <= profile.capacity_of_kind[kind],
              "{} was given {} over their capacity", agent.name, conversation.name);
      // What is given on arrival, later in the same pass, counts on top.
      const bool on_arrival =
          std::any_of(agent.holding.begin(), agent.holding.end(), [this](const Held &one) {
            return mode(state_.conversation(one.id)) == AssignMode::on_arrival;
          });
      require(on_arrival || now.active <= profile.works_on, "{} was given {} and works on too many",
              agent.name, conversation.name);
    }
  }

  void queues() {
    std::vector<std::uint32_t> waiting(state_.departments().size(), 0);
    for (const Requirement &requirement : state_.requirements()) {
      if (requirement.queue.empty()) continue;
      require(requirement.head == requirement.queue.begin()->data.key(), "the head of queue {}",
              requirement.id);
      for (const Conversation &queued : requirement.queue) {
        ++waiting[queued.data.department];
        // Work that had begun, and whose customer waits, goes first.
        require((queued.data.key().rank == 0) == (queued.data.handed_back && queued.data.unanswered),
                "{} has another turn than its", queued.name);
        require(state_.requirement_key(queued) == requirement.key,
                "{} asks for something else than its queue", queued.name);
        for (AgentId id = 0; id < state_.agents().size(); ++id) {
          const bool eligible = may_take(queued, id) &&
                                (queued.data.preferred == no_agent || queued.data.preferred == id) &&
                                !said_no(queued, id);
          require(requirement.eligible[id] == eligible, "whether {} may take {}", state_.agent(id).name,
                  queued.name);
        }
      }
    }
    for (std::uint32_t i = 0; i < waiting.size(); ++i)
      require(waiting[i] == state_.waiting_in(i), "{} wait in department {}, not {}", waiting[i], i,
              state_.waiting_in(i));
  }

  // What is counted of questions is what there is.
  void questions() {
    for (const Conversation &asking : state_.conversations()) {
      if (asking.gone) continue;
      unsigned open = 0;
      unsigned held = 0;
      for (const Conversation &one : state_.conversations()) {
        if (one.gone || !one.data.is_question || asker_of(one) != &asking) continue;
        const bool waits = one.data.answer == usher::desk::Answer::open;
        open += waits;
        held += one.data.before_reply && (waits || one.data.answer == usher::desk::Answer::refused);
      }
      require(open == asking.data.questions && held == asking.data.held_answers,
              "{} has {} questions open, {} held answers, not {}, {}", asking.name, open, held,
              asking.data.questions, asking.data.held_answers);
      const bool over = asking.data.status == usher::desk::Status::resolved || !asking.data.engaged;
      require(!over || open == 0, "{} is over and asks", asking.name);
    }
  }

  // Of a question; what was merged asks as what it goes on as.
  const Conversation *asker_of(const Conversation &question) const {
    ConversationId id = state_.find_conversation(question.name.substr(0, question.name.rfind('?')));
    while (id != no_conversation && state_.conversation(id).data.merged_into != no_conversation)
      id = state_.conversation(id).data.merged_into;
    return id == no_conversation ? nullptr : &state_.conversation(id);
  }

  // What was merged is over, and what it goes on as is there and knows of it. Conversations of a customer are theirs.
  void merges() {
    std::map<ConversationId, std::uint32_t> absorbed;
    std::map<CustomerId, std::size_t> theirs;
    for (const Conversation &one : state_.conversations()) {
      if (one.gone) continue;
      if (one.data.customer != no_customer) ++theirs[one.data.customer];
      if (one.data.merged_into == no_conversation) continue;
      ++absorbed[one.data.merged_into];
      require(one.data.status == usher::desk::Status::resolved && one.data.location == Location::nowhere,
              "{} was merged and is not over", one.name);
      require(!state_.conversation(one.data.merged_into).gone, "what {} goes on as is gone", one.name);
    }
    for (const Conversation &one : state_.conversations())
      if (!one.gone)
        require(absorbed[one.id] == one.data.absorbed, "{} goes on for {}, not {}", one.name,
                absorbed[one.id], one.data.absorbed);
    for (const auto &[customer, count] : theirs)
      require(state_.customers().conversations(customer).size() == count,
              "a customer has another number of conversations than {}", count);
  }

  // Everything due has been done, and what comes first is known.
  void timers() {
    Instant first = never;
    for (const Conversation &conversation : state_.conversations()) {
      if (conversation.gone) continue;
      const Instant timer = timer_of(state_, conversation);
      const Instant known = state_.timer(conversation.id);
      require(known == (timer < TimerHeap::Entry::end_of_time ? timer : never),
              "the timer of {} is {}, not {}", conversation.name, timer, known);
      require(timer > state_.counters().now, "the timer of {} has passed", conversation.name);
      first = std::min(first, timer);
    }
    for (const Agent &agent : state_.agents()) {
      require(agent.data.timer > state_.counters().now, "the shift of {} has turned", agent.name);
      first = std::min(first, agent.data.timer);
    }
    for (const DepartmentData &department : state_.departments())
      first = std::min(first, department.timer);
    require(first == state_.next_timer(), "the first timer is {}, not {}", first, state_.next_timer());
  }

  const State &state_;
  std::vector<std::string> &broken_;
};

} // namespace

std::vector<std::string> broken_guarantees(const State &state, std::span<const Effect> effects) {
  std::vector<std::string> broken;
  Inspection(state, broken).all(effects);
  return broken;
}

std::string described(const State &state, const Effect &effect) {
  std::string out = fmt::format("{} {} {} because {}", effect.n, usher::format_time(effect.time),
                                name_of(effect.type), name_of(effect.reason));
  if (effect.conversation != no_conversation) out += ' ' + state.conversation(effect.conversation).name;
  if (effect.agent != no_agent) out += " agent " + state.agent(effect.agent).name;
  if (effect.department != none)
    out += " department " + state.terms().frame().departments[effect.department].name;
  if (effect.rule != none) out += fmt::format(" rule {}", effect.rule);
  if (effect.number != none) out += fmt::format(" number {}", effect.number);
  if (effect.type == EffectType::due || effect.type == EffectType::due_soon ||
      effect.type == EffectType::breached || effect.type == EffectType::paused)
    out += fmt::format(" clock {}", effect.clock);
  if (effect.at != 0) out += " at " + usher::format_time(effect.at);
  return out;
}

} // namespace usher_test
