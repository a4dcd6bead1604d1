// SPDX-License-Identifier: BSL-1.0
// What happened, for whoever adds it up.
#include "oracle/plain_desk.hpp"

namespace usher_test {

PlainHappening &PlainDesk::tell(PlainHappening::Kind kind, const Talk *talk) {
  PlainHappening &happening = happenings_.emplace_back();
  happening.kind = kind;
  happening.time = world_.now;
  if (talk != nullptr) happening.talk = *talk;
  return happening;
}

/// What is said of an effect is said after it was made.
void PlainDesk::fill_effects() {
  std::size_t effect = 0;
  for (PlainHappening &happening : happenings_)
    if (happening.kind == PlainHappening::Kind::effect) happening.effect = effects_[effect++];
}

void PlainDesk::tell_people() {
  PlainHappening &happening = tell(PlainHappening::Kind::people, nullptr);
  for (AgentNumber i = 0; i < world_.agents.size(); ++i) {
    const PlainAgent &agent = world_.agents[i];
    happening.people.push_back(
        {agent.name, {agent.departments.begin(), agent.departments.end()}, is_present(i), !holds(i).empty()});
  }
}

/// Whose it is: who has it, or had it when it began to wait for the customer.
std::string PlainDesk::owner_of(const Talk &talk) const {
  const bool is_somebodys = talk.place == Location::assigned || talk.place == Location::parked;
  return is_somebodys && talk.agent ? world_.agents[*talk.agent].name : std::string();
}

} // namespace usher_test
