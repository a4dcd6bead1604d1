// SPDX-License-Identifier: BSL-1.0
// Who may take one conversation, and what speaks against the others. By the very tests of the assignment pass: whoever
// it would give it to has no obstacle here, and where somebody has none, a conversation in a queue is given.
#include "desk/views.hpp"
#include "policy/facts.hpp"

#include <algorithm>

namespace usher::desk {
namespace {

class Candidates {
 public:
  Candidates(const State &state, const Conversation &conversation)
      : state_(state),
        data_(conversation.data),
        declines_(conversation.declines),
        key_(state.requirement_key(conversation)) {}

  [[nodiscard]] AskedView asked() const {
    const policy::Frame &frame = state_.terms().frame();
    const Terms::Reach &reach = state_.reach_of(key_);
    AskedView out;
    for (const std::uint32_t department : reach.departments)
      out.departments.push_back(frame.departments[department].name);
    if (!reach.drop_skills)
      for (const WordId skill : state_.words().words(key_.skills))
        if (std::find(reach.dropped_skills.begin(), reach.dropped_skills.end(), skill) ==
            reach.dropped_skills.end())
          out.skills.emplace_back(state_.words().text(skill));
    if (!reach.drop_language) out.language = state_.words().text(key_.language);
    if (key_.account != none) out.account = frame.accounts[key_.account].name;
    return out;
  }

  [[nodiscard]] CandidateView look_at(AgentId id) const {
    const Agent &agent = state_.agent(id);
    CandidateView out;
    out.name = agent.name;
    const Decline *const declined = decline_of(id);
    const Unfit unfit = state_.ineligible(agent, key_);
    if (is_with_somebody() && data_.agent == id)
      out.obstacle = Obstacle::has_it;
    else if (unfit.obstacle != Obstacle::nothing)
      out.obstacle = unfit.obstacle;
    else if (key_.only != no_agent && key_.only != id && !is_with_somebody())
      out.obstacle = Obstacle::waits;
    else if (declined != nullptr)
      out.obstacle = Obstacle::declined;
    else
      out.obstacle = state_.no_room(agent, key_.kind, mode());
    explain(out, agent, unfit, declined);
    return out;
  }

 private:
  [[nodiscard]] policy::AssignMode mode() const {
    return state_.terms().department(key_.department).policy->assign.mode;
  }
  [[nodiscard]] bool is_with_somebody() const noexcept {
    return data_.location == Location::offered || data_.location == Location::assigned;
  }
  // Those that are over are erased when it comes into a queue again.
  [[nodiscard]] const Decline *decline_of(AgentId id) const {
    const Instant now = state_.counters().now;
    const auto found = std::find_if(declines_.begin(), declines_.end(), [id, now](const Decline &decline) {
      return decline.agent == id && decline.until > now;
    });
    return found == declines_.end() ? nullptr : &*found;
  }

  void explain(CandidateView &out, const Agent &agent, const Unfit &unfit, const Decline *declined) const {
    const Profile &profile = state_.profile(agent);
    const auto kind = static_cast<std::size_t>(key_.kind);
    switch (out.obstacle) {
    case Obstacle::nothing:
    case Obstacle::gone:
    case Obstacle::department: break;
    case Obstacle::has_it:
      if (data_.location == Location::offered) out.until = data_.offer_until;
      break;
    case Obstacle::full_of_kind:
      out.has = agent.data.held_of_kind[kind];
      out.most = profile.capacity_of_kind[kind];
      [[fallthrough]];
    case Obstacle::kind: out.what = policy::channel_kind_names()[kind]; break;
    case Obstacle::account: out.what = state_.terms().frame().accounts[key_.account].name; break;
    case Obstacle::language: out.what = state_.words().text(key_.language); break;
    case Obstacle::skill: out.what = state_.words().text(unfit.word); break;
    case Obstacle::waits:
      out.what = state_.agent(key_.only).name;
      out.until = data_.preferred_until;
      break;
    case Obstacle::declined: out.until = declined->until; break;
    case Obstacle::absent: explain_absence(out, agent); break;
    case Obstacle::full:
      out.has = agent.data.held;
      out.most = profile.capacity;
      break;
    case Obstacle::works_on:
      out.has = agent.data.active;
      out.most = profile.works_on;
      break;
    }
  }

  static void explain_absence(CandidateView &out, const Agent &agent) {
    if (agent.data.presence != Presence::online) {
      out.what = name_of(agent.data.presence);
      return;
    }
    out.what = "off_shift";
    if (agent.data.timer != never) out.until = agent.data.timer;
  }

  const State &state_;
  const ConversationData &data_;
  const std::vector<Decline> &declines_;
  RequirementKey key_;
};

bool can_be_had(const ConversationData &data) noexcept {
  return data.location != Location::nowhere && data.location != Location::parked;
}

} // namespace

bool view_candidates(const State &state, std::string_view conversation, DeskView &out) {
  if (!view_conversation(state, conversation, out)) return false;
  const Conversation &one = state.conversation(state.find_conversation(conversation));
  if (!can_be_had(one.data)) return true;
  const Candidates candidates(state, one);
  out.asked = candidates.asked();
  out.candidates.reserve(state.agents().size());
  for (AgentId id = 0; id < state.agents().size(); ++id)
    out.candidates.push_back(candidates.look_at(id));
  return true;
}

} // namespace usher::desk
