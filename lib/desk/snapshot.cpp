// SPDX-License-Identifier: BSL-1.0
// A desk to bytes and back. What follows from the plain values, queues, timers, who has room, is found again.
#include "desk/engine.hpp"
#include "desk/former_hours.hpp"
#include "desk/metrics_saved.hpp"
#include "desk/saved_state.hpp"

#include <algorithm>

namespace usher::desk {
namespace {

std::vector<std::string> texts_of(const Words &words, ListId list) {
  std::vector<std::string> out;
  for (const WordId word : words.words(list))
    out.emplace_back(words.text(word));
  return out;
}

// The order of a set follows from the numbers of its words, which are other ones in another desk.
std::vector<std::string> sorted_texts_of(const Words &words, ListId set) {
  std::vector<std::string> out = texts_of(words, set);
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<WordId> numbers_of(Words &words, const std::vector<std::string> &texts) {
  std::vector<WordId> list;
  list.reserve(texts.size());
  for (const std::string &text : texts)
    list.push_back(words.of(text));
  return list;
}

ListId list_of(Words &words, const std::vector<std::string> &texts) {
  return words.list(numbers_of(words, texts));
}

ListId set_of(Words &words, const std::vector<std::string> &texts) {
  return words.set(numbers_of(words, texts));
}

} // namespace

std::string Engine::snapshot() {
  const Words &words = state_.words();
  SavedState saved;
  saved.note = "the state of a desk of usher, which contains data of customers";
  saved.seed = state_.seed();
  saved.counters = state_.counters();
  saved.departments = state_.departments();
  SavedMetrics metrics;
  metrics_.add_up();
  metrics.since = metrics_.since();
  metrics.groups = saved_groups(metrics_);
  for (const Agent &agent : state_.agents()) {
    const Profile &profile = state_.profile(agent);
    Agent measured;
    measured.data = agent.data;
    measured.measure(now());
    metrics.agents.push_back({measured.data.present_ms, measured.data.busy_ms});
    saved.agents.push_back({agent.name, agent.data, profile, texts_of(words, profile.skills),
                            texts_of(words, profile.languages)});
  }
  for (const Conversation &conversation : state_.conversations()) {
    if (conversation.gone) continue;
    const ConversationData &data = conversation.data;
    saved.conversations.push_back(
        {conversation.name, data, std::string(words.text(data.language)), sorted_texts_of(words, data.skills),
         sorted_texts_of(words, data.tags), sorted_texts_of(words, data.notified), conversation.kept,
         conversation.declines,
         data.merged_into == no_conversation ? 0 : state_.conversation(data.merged_into).data.number});
  }
  std::sort(
      saved.conversations.begin(), saved.conversations.end(),
      [](const SavedConversation &a, const SavedConversation &b) { return a.data.number < b.data.number; });
  for (const SavedConversation &conversation : saved.conversations)
    metrics.conversations.push_back(conversation.data.measures);
  saved.repeats = repeats_.all();
  saved.links = state_.customers().links();
  saved.answers = state_.answers();
  ImageWriter image;
  terms().ruleset().add_to(image);
  image.add(SectionId::desk, encode(saved));
  image.add(SectionId::zones, encode(former_hours_ ? former_hours_->zones() : zones_of(terms().ruleset())));
  image.add(SectionId::metrics, encode(metrics));
  return image.write();
}

Engine::Engine(const Image &image, std::shared_ptr<const rules::Ruleset> ruleset, const DeskOptions &options)
    : Engine(std::move(ruleset), decode(image.section(SectionId::desk)), options) {
  if (now() != 0) // else nothing was counted by them yet
    former_hours_ =
        FormerHours::where_different(terms().ruleset(), decode_zones(image.section(SectionId::zones)));
  if (image.has(SectionId::metrics))
    restore_metrics(
        decode_metrics(image.section(SectionId::metrics), state_.agents().size(), everything().size()));
  else
    metrics_.restore_since(now());
}

void Engine::restore_metrics(SavedMetrics &&saved) {
  state_.begin();
  const std::vector<ConversationId> all = everything();
  for (std::size_t i = 0; i < all.size(); ++i)
    state_.edit(all[i]).measures = saved.conversations[i];
  for (AgentId agent = 0; agent < state_.agents().size(); ++agent) {
    AgentData &data = state_.edit_agent(agent);
    data.measured = now();
    data.present_ms = saved.agents[agent].present_ms;
    data.busy_ms = saved.agents[agent].busy_ms;
  }
  state_.link();
  state_.commit();
  restore_groups(metrics_, std::move(saved));
}

Engine::Engine(std::shared_ptr<const rules::Ruleset> ruleset, SavedState &&saved, const DeskOptions &options)
    : state_(std::move(ruleset), saved.seed, options.spare), options_(options) {
  if (!is_sound(saved, terms().frame()))
    throw DamagedImage{"a number in the state of the desk leads nowhere"};
  triage_options_.lenient = true;
  triage_options_.limits = options.limits;
  state_.begin();
  Words &words = state_.words();
  state_.counters() = saved.counters;
  for (std::uint32_t number = 0; number < saved.departments.size(); ++number)
    state_.edit_department(number) = saved.departments[number];
  for (SavedAgent &agent : saved.agents) {
    if (state_.find_agent(agent.name) != no_agent) throw DamagedImage{"an agent is there twice"};
    state_.create_agent(agent.name);
    const AgentId id = state_.find_agent(agent.name);
    agent.profile.skills = list_of(words, agent.skills);
    agent.profile.languages = list_of(words, agent.languages);
    AgentData &data = state_.edit_agent(id);
    data = agent.data;
    data.held = data.count = data.active = 0;
    data.held_of_kind.fill(0);
    state_.set_agent_timer(id, agent.data.timer);
    state_.set_profile(id, std::move(agent.profile));
  }
  for (const std::vector<std::string> &identities : saved.links)
    restore_links(identities);
  state_.edit_answers() = std::move(saved.answers);
  std::vector<std::pair<ConversationId, std::uint64_t>> merged;
  std::vector<std::pair<std::uint64_t, ConversationId>> numbers; // in their order
  for (SavedConversation &conversation : saved.conversations) {
    const std::uint64_t goes_on_as = conversation.goes_on_as;
    const std::uint64_t number = conversation.data.number;
    const ConversationId id = restore_conversation(std::move(conversation));
    numbers.emplace_back(number, id);
    if (goes_on_as != 0) merged.emplace_back(id, goes_on_as);
  }
  for (const auto &[id, number] : merged) {
    const auto into = std::lower_bound(numbers.begin(), numbers.end(), std::pair(number, ConversationId{0}));
    state_.edit(id).merged_into = into->second;
    ++state_.edit(into->second).absorbed;
  }
  count_questions();
  state_.counters() = saved.counters;
  state_.link();
  state_.commit();
  repeats_.restore(saved.repeats);
  // What a sound desk has in its queues nobody can have; but that this one was sound nobody vouches for.
  queues_unseen_ = true;
}

void Engine::restore_links(const std::vector<std::string> &identities) {
  Customers &customers = state_.edit_customers();
  const CustomerId first = customers.of(identities.front());
  for (std::size_t i = 1; i < identities.size(); ++i) {
    const CustomerId id = customers.of(identities[i]);
    const std::vector<CustomerId> others = customers.identities(id);
    if (std::find(others.begin(), others.end(), first) != others.end())
      throw DamagedImage{"a customer is linked twice"};
    customers.link(first, id);
  }
}

ConversationId Engine::restore_conversation(SavedConversation &&conversation) {
  if (state_.find_conversation(conversation.name) != no_conversation)
    throw DamagedImage{"a conversation is there twice"};
  Words &words = state_.words();
  const ConversationId id = state_.create_conversation(conversation.name).id;
  ConversationData &data = state_.edit(id);
  data = conversation.data;
  data.requirement = no_requirement;
  data.questions = 0;
  data.held_answers = 0;
  data.customer = no_customer;
  data.merged_into = no_conversation;
  data.absorbed = 0;
  data.language = words.of(conversation.language);
  data.skills = set_of(words, conversation.skills);
  data.tags = set_of(words, conversation.tags);
  data.notified = set_of(words, conversation.notified);
  state_.replace_kept(id, std::move(conversation.kept));
  state_.edit_declines(id) = std::move(conversation.declines);
  if (data.location == Location::offered || data.location == Location::assigned)
    (void)state_.hold(data.agent, data);
  (void)know_customer(id);
  return id;
}

} // namespace usher::desk
