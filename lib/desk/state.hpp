// SPDX-License-Identifier: BSL-1.0
// Everything that a desk knows, and the record that takes a change back.
//
// Only plain values are copied for that: a conversation's or an agent's, before it changes first. Queues, timers and
// who has room follow from them, so they are left when a value is about to change and found again when it has changed,
// or was taken back. Neither needs memory, so taking back cannot fail.
#pragma once

#include "base/hash_key.hpp"
#include "desk/agent.hpp"
#include "desk/conversation.hpp"
#include "desk/customers.hpp"
#include "desk/name_table.hpp"
#include "desk/obstacle.hpp"
#include "desk/requirement.hpp"
#include "desk/steady.hpp"
#include "desk/terms.hpp"
#include "desk/timer_table.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::desk {

struct Counters {
  Instant now = 0;
  std::uint64_t events = 0;        // applied
  std::uint64_t effects = 0;       // numbers given
  std::uint64_t conversations = 0; // numbers given
  std::uint64_t draws = 0;         // choices at random
  std::uint64_t answers = 0;       // for many
};

/// One answer for many: what comes in about a topic until a time is answered by it.
struct StandingAnswer {
  std::uint64_t number = 0; // from 1
  std::uint32_t topic = 0;
  std::uint32_t reply = none; // of the policy; or
  std::string text;           // this
  Instant until = 0;
  bool resolve = false;
};

struct DepartmentData {
  bool open = true; // by its calendar
  bool blocked = false;
  AgentId last_turn = no_agent; // whom taking turns chose last
  Instant timer = never;        // it opens or closes
};

using Conversations = Steady<Conversation, 512>;

class PolicyMap;

class State {
 public:
  /// `spare`: see DeskOptions.
  State(std::shared_ptr<const rules::Ruleset> ruleset, std::uint64_t seed, std::size_t spare);
  ~State();
  State(const State &) = delete;
  State &operator=(const State &) = delete;

  // ---- What there is ----
  [[nodiscard]] const Terms &terms() const noexcept { return *terms_; }
  [[nodiscard]] const std::shared_ptr<const Terms> &shared_terms() const noexcept { return terms_; }
  /// Somebody who is not gone.
  [[nodiscard]] bool somebody_has(WordId skill) const noexcept;
  [[nodiscard]] bool somebody_speaks(WordId language) const noexcept;
  /// Somebody, even if they are gone, takes some languages only.
  [[nodiscard]] bool languages_count() const noexcept;
  [[nodiscard]] Words &words() noexcept { return words_; }
  [[nodiscard]] const Words &words() const noexcept { return words_; }
  [[nodiscard]] std::uint64_t seed() const noexcept { return seed_; }
  /// Of tables of names that outsiders choose.
  [[nodiscard]] const HashKey &names_key() const noexcept { return names_key_; }
  [[nodiscard]] const Counters &counters() const noexcept { return counters_; }
  [[nodiscard]] Counters &counters() noexcept { return counters_; } // kept by begin()
  [[nodiscard]] const Conversations &conversations() const noexcept { return conversations_; }
  [[nodiscard]] const Steady<Agent> &agents() const noexcept { return agents_; }
  [[nodiscard]] const Profile &profile(const Agent &agent) const noexcept {
    return profiles_[agent.data.profile];
  }
  [[nodiscard]] const Conversation &conversation(ConversationId id) const noexcept {
    return conversations_[id];
  }
  [[nodiscard]] const Agent &agent(AgentId id) const noexcept { return agents_[id]; }
  [[nodiscard]] ConversationId find_conversation(std::string_view name) const;
  /// The conversation that it is now, behind all merges; itself if it was not merged.
  [[nodiscard]] ConversationId goes_on_as(ConversationId id) const noexcept {
    while (id != no_conversation && conversations_[id].data.merged_into != no_conversation)
      id = conversations_[id].data.merged_into;
    return id;
  }
  [[nodiscard]] AgentId find_agent(std::string_view name) const;
  /// An event about a conversation is coming: the first when it is seen, the second when other work was done. With more
  /// work between that and the event, memory has brought by then what it needs.
  void foresee_name(std::string_view name) const noexcept { conversation_names_.fetch_entry(name); }
  void foresee_conversation(std::string_view name) noexcept;
  /// Asks the memory for the conversation that most likely has this name, which nobody has to believe.
  ConversationId fetch_conversation(std::string_view name) const noexcept;
  /// And, once it is there, for what deciding about it reads and for whoever has it. Of no_conversation nothing.
  void fetch_work(ConversationId id) const noexcept;
  [[nodiscard]] const std::vector<DepartmentData> &departments() const noexcept { return departments_; }
  [[nodiscard]] const Customers &customers() const noexcept { return customers_; }
  [[nodiscard]] const std::vector<StandingAnswer> &answers() const noexcept { return answers_; }
  [[nodiscard]] std::uint32_t waiting_in(std::uint32_t department) const noexcept {
    return waiting_[department];
  }

  // ---- Changing it ----
  void begin();
  void commit() noexcept;
  void roll_back() noexcept;
  [[nodiscard]] bool is_changing() const noexcept { return changing_; }

  /// About to change: it leaves its queue and its timer until link().
  ConversationData &edit(ConversationId id) {
    Conversation &conversation = conversations_[id];
    if (conversation.linked || !conversation.saved) begin_edit(conversation);
    return conversation.data;
  }
  void replace_kept(ConversationId id, std::string kept);
  std::vector<Decline> &edit_declines(ConversationId id);
  AgentData &edit_agent(AgentId id);
  DepartmentData &edit_department(std::uint32_t number);
  void set_turn(std::uint32_t department, AgentId agent);
  /// Whose links are changed; nobody else's.
  [[nodiscard]] Customers &edit_customers() noexcept { return customers_; } // keeps itself what was
  std::vector<StandingAnswer> &edit_answers();
  Conversation &create_conversation(std::string_view name);
  /// Nobody finds it any more; its place is free when the change is kept.
  void forget(ConversationId id);
  Agent &create_agent(std::string_view name);
  /// Of an agent that is being edited.
  void set_profile(AgentId id, Profile profile);
  /// They are gone, or back: what they may take is judged again.
  void judge_again(AgentId id) {
    profiles_changed_ = true;
    judge_everywhere(id);
  }

  /// Another policy: everything was edited, and finds its place under the new one. Departments keep what a person
  /// said of them, and whose turn it is; what people hold is weighed anew.
  void replace_terms(std::shared_ptr<const Terms> terms, const PolicyMap &map);

  /// Takes or gives back room. `weight` follows from the kind.
  AgentData &hold(AgentId agent, const ConversationData &data);
  void let_go(AgentId agent, const ConversationData &data);

  /// Everything that was edited finds its queue, its timer, its place among those with room.
  void link() {
    if (!unlinked_.empty() || refreshed_ != changed_agents_.size()) link_all();
  }

  // ---- What follows from it ----
  [[nodiscard]] std::uint32_t weight(policy::ChannelKind kind) const noexcept {
    return terms().frame().desk.weights[static_cast<std::size_t>(kind)];
  }
  /// May take it, room or not; `requirement` may be of any key.
  [[nodiscard]] bool is_eligible(const Agent &agent, const RequirementKey &key) const;
  /// Somebody who is not gone may take it, there or not, now or when widening has added all the departments that it may:
  /// what steps would drop they have all the same.
  [[nodiscard]] bool somebody_meets(const RequirementKey &key) const;
  /// What makes them not eligible first; `nothing` when nothing does.
  [[nodiscard]] Unfit ineligible(const Agent &agent, const RequirementKey &key) const;
  [[nodiscard]] std::uint32_t fit(const Agent &agent, const RequirementKey &key) const; // thousandths
  [[nodiscard]] RequirementKey requirement_key(const Conversation &conversation) const;
  /// Who may take it after the steps of widening that were taken.
  [[nodiscard]] const Terms::Reach &reach_of(const RequirementKey &key) const noexcept;
  /// Present, and has room for one more of the kind.
  [[nodiscard]] bool has_room(const Agent &agent, policy::ChannelKind kind,
                              policy::AssignMode mode) const noexcept {
    return no_room(agent, kind, mode) == Obstacle::nothing;
  }
  /// Why they have not; `nothing` when they have.
  [[nodiscard]] Obstacle no_room(const Agent &agent, policy::ChannelKind kind,
                                 policy::AssignMode mode) const noexcept {
    const AgentData &data = agent.data;
    const auto number = static_cast<std::size_t>(kind);
    if (!agent.is_present()) return Obstacle::absent;
    if (data.held + weight(kind) > data.capacity) return Obstacle::full;
    if (kinds_count_ && data.held_of_kind[number] >= profile(agent).capacity_of_kind[number])
      return Obstacle::full_of_kind;
    const bool works_on_all = mode != policy::AssignMode::on_arrival && data.active >= data.works_on;
    return works_on_all ? Obstacle::works_on : Obstacle::nothing;
  }

  /// Whether kinds make a difference; where they make none, only the first has sets of who has room.
  [[nodiscard]] bool kinds_count() const noexcept { return kinds_count_; }
  [[nodiscard]] const AgentSet &with_room(policy::ChannelKind kind, policy::AssignMode mode) const noexcept {
    return room_[static_cast<std::size_t>(mode)][static_cast<std::size_t>(kind)];
  }
  [[nodiscard]] Steady<Requirement> &requirements() noexcept { return requirements_; }
  [[nodiscard]] const Steady<Requirement> &requirements() const noexcept { return requirements_; }
  /// Of a department, by the paces of the index; else one.
  [[nodiscard]] std::span<const Lane> lanes(std::uint32_t department) const noexcept {
    return {&lanes_[department * paces()], paces()};
  }
  /// Fresh are those who since the last pass may take what they could not before, and the classes that something came
  /// into where nothing waited.
  [[nodiscard]] bool something_is_fresh() const noexcept {
    for (const std::uint32_t id : fresh_requirements_)
      if (!requirements_[id].queue.empty()) return true;
    return somebody_is_fresh();
  }
  [[nodiscard]] bool somebody_is_fresh() const noexcept {
    for (const AgentId id : fresh_list_)
      if (fresh_agents_[id]) return true;
    return false;
  }
  /// If it is only one; no_agent if there may be several.
  [[nodiscard]] AgentId lone_fresh_agent() const noexcept {
    return fresh_list_.size() == 1 ? fresh_list_.front() : no_agent;
  }
  [[nodiscard]] bool meets_fresh(const AgentSet &agents) const noexcept {
    if (fresh_list_.size() > few) return agents.meets(fresh_agents_);
    for (const AgentId id : fresh_list_)
      if (agents[id] && fresh_agents_[id]) return true;
    return false;
  }
  /// Some of them may take something of a department; false when surely none.
  [[nodiscard]] bool fresh_reach(std::uint32_t department) const noexcept;
  [[nodiscard]] const std::vector<std::uint32_t> &fresh_requirements() const noexcept {
    return fresh_requirements_;
  }
  /// What waits is looked at anew, as if it had come just now: nobody knows whether somebody could have it.
  void look_at_all_queues() noexcept;
  /// A pass was made: nothing is fresh.
  void settle() noexcept {
    if (!fresh_requirements_.empty() || !fresh_list_.empty()) settle_all();
  }

  /// The first timer of all; never if none.
  [[nodiscard]] Instant next_timer() const noexcept {
    return std::min(next_stop(), timers_.first(TimerTable::over));
  }
  /// The first that anything comes of: that something is forgotten can wait until more happens.
  [[nodiscard]] Instant next_stop() const noexcept {
    return std::min(timers_.first(TimerTable::goes_on),
                    std::min(next_department_timer(), next_agent_timer()));
  }
  [[nodiscard]] Instant next_agent_timer() const noexcept {
    if (!agent_timer_known_) find_agent_timer();
    return agent_timer_;
  }
  [[nodiscard]] Instant next_department_timer() const noexcept {
    if (!department_timer_known_) find_department_timer();
    return department_timer_;
  }
  void set_agent_timer(AgentId id, Instant time);
  /// When something is to be done about a conversation.
  [[nodiscard]] Instant timer(ConversationId id) const noexcept { return timers_.of(id); }
  /// A conversation whose timer is the first and due by `time`; no_conversation if none is.
  [[nodiscard]] ConversationId due_conversation(Instant time) const noexcept { return timers_.due(time); }

 private:
  [[nodiscard]] std::size_t paces() const noexcept {
    return terms().frame().desk.order == policy::Order::index ? terms().paces().size() : 1;
  }
  static constexpr std::size_t few = 8; // are asked one by one
  void settle_all() noexcept;
  void begin_edit(Conversation &conversation);
  void save_departments();
  void set_timer(const Conversation &conversation) noexcept;
  void find_agent_timer() const noexcept;
  void find_department_timer() const noexcept;
  /// For everything that was touched, once more and if all is taken back.
  void reserve_timers() { timers_.reserve(2 * (touched_ + 1)); }
  Conversation &create_again(ConversationId id);
  void add_place();
  void leave_place(Conversation &conversation) noexcept;
  void unlink(Conversation &conversation) noexcept {
    conversation.linked = false;
    if (conversation.data.customer != no_customer) customers_.leave(conversation.data.customer, conversation);
    if (conversation.data.location == Location::queued) leave_queue(conversation);
  }
  void leave_queue(Conversation &conversation) noexcept;
  void join_queue(Conversation &conversation) noexcept;
  /// At the next pass.
  void look_at(Requirement &requirement) noexcept;
  /// Mostly it stays with whom it was, so that is looked at when it is linked again.
  void hold_with(Conversation &conversation, AgentId agent) noexcept {
    if (conversation.holder != agent) move_holding(conversation, agent);
  }
  void move_holding(Conversation &conversation, AgentId agent) noexcept;
  void link_all();
  void link(Conversation &conversation) noexcept;
  void prepare(Conversation &conversation); // all of linking that can fail
  [[gnu::noinline]] void find_requirement(Conversation &conversation);
  void place_requirement(Requirement &requirement) noexcept;
  void refresh_agent(AgentId id) noexcept;
  void forget_stale() noexcept;
  Requirement &requirement_for(const RequirementKey &key, const Conversation &conversation);
  [[nodiscard]] std::uint64_t who_meets(std::span<const std::uint32_t> departments, const Terms::Reach &reach,
                                        const RequirementKey &key, std::size_t word) const noexcept;
  void fill_eligible(Requirement &requirement, const Conversation &conversation) noexcept;
  void judge(Requirement &requirement, const Agent &agent, AgentId id) noexcept;
  void judge_everywhere(AgentId id) noexcept;
  void index_agent(AgentId id);
  void tell_apart(const Profile &profile);
  [[nodiscard]] bool anybody_of(const std::vector<AgentSet> &sets, std::uint32_t number) const noexcept;
  void unindex_agent(AgentId id) noexcept;
  [[nodiscard]] bool account_counts(std::uint32_t account) const noexcept;
  void sweep_requirements() noexcept;
  void drop_forgotten() noexcept;
  void end_change() noexcept;

  HashKey names_key_ = random_hash_key(); // of all tables of names
  Words words_{names_key_};
  std::shared_ptr<const Terms> terms_;
  std::uint64_t seed_ = 0;
  Counters counters_;
  std::vector<DepartmentData> departments_;
  Conversations conversations_;
  std::vector<ConversationId> free_conversations_;
  NameTable conversation_names_{names_key_};
  ConversationId foreseen_ = no_conversation; // a guess, that whoever uses it checks
  Steady<Agent> agents_;
  NameTable agent_names_{names_key_};
  Steady<Profile> profiles_; // of each agent, by the agent's number
  Customers customers_{names_key_};
  std::vector<StandingAnswer> answers_; // the oldest first

  // Derived.
  mutable Instant agent_timer_ = never;
  mutable bool agent_timer_known_ = true;
  mutable Instant department_timer_ = never;
  mutable bool department_timer_known_ = true;
  bool accounts_count_ = false;         // some agent may use some accounts only
  bool kinds_count_ = false;            // some agent has a limit for some kind, or kinds weigh differently
  std::vector<AgentSet> in_department_; // by department
  std::vector<AgentSet> has_skill_;     // by word
  std::vector<AgentSet> speaks_;        // by word; of word 0: any language
  Steady<Requirement> requirements_;
  std::vector<std::uint32_t> free_requirements_;
  boost::unordered_flat_map<RequirementKey, std::uint32_t> requirement_numbers_;
  std::vector<Lane> lanes_; // by department and pace
  TimerTable timers_;
  std::vector<std::uint32_t> waiting_;                                   // in the queue, by department
  std::array<std::array<AgentSet, policy::channel_kind_count>, 2> room_; // by mode and kind
  AgentSet fresh_agents_;
  std::vector<AgentId> fresh_list_; // these, and some who are not any more
  std::vector<std::uint32_t> fresh_requirements_;
  std::size_t used_requirements_ = 0; // with something in the queue
  std::size_t spare_;

  // The change.
  bool changing_ = false;
  std::uint64_t change_ = 0; // number of it
  Counters counters_before_;
  std::vector<std::pair<ConversationId, ConversationData>> conversations_before_;
  std::vector<std::pair<ConversationId, std::string>> kept_before_;
  std::vector<std::pair<ConversationId, std::vector<Decline>>> declines_before_;
  std::vector<std::pair<AgentId, AgentData>> agents_before_;
  std::vector<std::pair<AgentId, Profile>> profiles_before_;
  std::vector<DepartmentData> departments_before_;
  bool departments_saved_ = false;
  std::vector<StandingAnswer> answers_before_;
  bool answers_saved_ = false;
  std::vector<ConversationId> created_;
  std::vector<ConversationId> forgotten_;
  std::size_t agents_count_before_ = 0;
  bool profiles_changed_ = false;
  bool accounts_counted_ = false;
  bool kinds_counted_ = false;
  struct UnderTerms;
  void swap_terms(UnderTerms &other) noexcept;
  void weigh_again() noexcept;
  std::unique_ptr<UnderTerms> terms_before_;
  std::size_t touched_ = 0; // copied, made or forgotten
  std::vector<ConversationId> unlinked_;
  std::vector<AgentId> changed_agents_;
  std::size_t refreshed_ = 0; // so many of these
};

} // namespace usher::desk
