// SPDX-License-Identifier: BSL-1.0
// Everything anew: all placements are tried, one person after the other for one conversation after the other.
#include "oracle/plain_desk.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

#include <fmt/format.h>

namespace usher_test {

using usher::Wide;
using usher::policy::AssignMode;
using usher::policy::channel_kind_count;

namespace {

constexpr std::uint32_t unlimited = UINT32_MAX;

std::size_t number(usher::policy::ChannelKind kind) { return static_cast<std::size_t>(kind); }

} // namespace

/// What somebody holds that stays with them, and what they have room for beside it.
struct PlainDesk::Seat {
  std::uint32_t held = 0;
  std::uint32_t active = 0;
  std::array<std::uint32_t, channel_kind_count> of_kind{};

  std::uint32_t room = 0; // for one weight
  std::uint32_t pulled_room = unlimited;
  std::array<std::uint32_t, channel_kind_count> kind_room{};
  std::array<bool, channel_kind_count> counts_as_pulled{};
};

/// All placements of conversations that weigh the same.
struct PlainDesk::Search {
  struct Choice {
    bool may = false;
    std::int64_t value = 0;
    bool keeps = false;
  };
  struct Item {
    std::size_t kind = 0;
    bool pulled = false;
    bool stays = false; // nothing that comes later takes its place
    bool counts = true; // unanswered
    std::vector<Choice> choices;
  };
  /// Who of those that stay has a place, from the first on; value; crowding; what is kept.
  using Best = std::tuple<std::uint64_t, Wide, std::int64_t, std::int64_t>;
  static constexpr Best nothing = {0, 0, INT64_MIN, 0};

  std::vector<Item> items;
  std::vector<Seat> seats;
  std::vector<std::uint32_t> capacity;
  std::uint32_t weight = 1;

  struct Used {
    std::uint8_t all = 0;
    std::uint8_t pulled = 0;
    std::array<std::uint8_t, channel_kind_count> of_kind{};
    auto operator<=>(const Used &) const = default;
  };
  std::vector<Used> used;
  std::map<std::pair<std::size_t, std::vector<Used>>, Best> known;

  [[nodiscard]] bool fits(const Item &item, std::size_t agent) const {
    const Seat &seat = seats[agent];
    const Used &taken = used[agent];
    if (!item.choices[agent].may || taken.all >= seat.room) return false;
    if (taken.of_kind[item.kind] >= seat.kind_room[item.kind]) return false;
    return !(item.pulled || seat.counts_as_pulled[item.kind]) || taken.pulled < seat.pulled_room;
  }
  void take(const Item &item, std::size_t agent, int one) {
    Used &taken = used[agent];
    taken.all = static_cast<std::uint8_t>(taken.all + one);
    taken.of_kind[item.kind] = static_cast<std::uint8_t>(taken.of_kind[item.kind] + one);
    if (item.pulled || seats[agent].counts_as_pulled[item.kind])
      taken.pulled = static_cast<std::uint8_t>(taken.pulled + one);
  }
  /// What it brings to place an item with somebody, what follows being worth `rest`.
  [[nodiscard]] Best with(std::size_t i, std::size_t agent, const Best &rest) const {
    const auto &[mask, value, crowding, kept] = rest;
    const std::int64_t share =
        std::int64_t{seats[agent].held + used[agent].all * weight} * 1000 / capacity[agent];
    return {items[i].stays ? mask | (std::uint64_t{1} << (63 - i)) : mask,
            value + static_cast<Wide>(items[i].choices[agent].value), crowding - share,
            kept + items[i].choices[agent].keeps};
  }

  Best best(std::size_t i) {
    if (i == items.size()) return {0, 0, 0, 0};
    const auto key = std::pair(i, used);
    if (const auto found = known.find(key); found != known.end()) return found->second;
    Best out = best(i + 1);
    for (std::size_t agent = 0; agent < seats.size(); ++agent) {
      if (!fits(items[i], agent)) continue;
      take(items[i], agent, 1);
      out = std::max(out, with(i, agent, best(i + 1)));
      take(items[i], agent, -1);
    }
    known.emplace(key, out);
    return out;
  }
  /// The same of one placement; nothing if somebody has no room.
  Best of(const std::vector<std::optional<AgentNumber>> &placement, std::size_t i = 0) {
    if (i == items.size()) return {0, 0, 0, 0};
    if (!placement[i]) return of(placement, i + 1);
    if (!fits(items[i], *placement[i])) return nothing;
    take(items[i], *placement[i], 1);
    Best out = of(placement, i + 1);
    if (out != nothing) out = with(i, *placement[i], out);
    take(items[i], *placement[i], -1);
    return out;
  }
};

bool PlainDesk::is_laid_anew(const Talk &talk) const {
  if (!world_.open[talk.department]) return false;
  if (talk.place == Location::queued) return !talk.waits_for;
  if (!is_held(talk) || talk.given_by_hand || talk.work_begun) return false;
  return !talk.is_theirs || mistake_ == Mistake::accepted_moves;
}

std::pair<Wide, Wide> PlainDesk::urgency(const Talk &talk) const {
  Talk promised = talk;
  promised.within = 0;
  const std::optional<usher::calendar::Target> target = targets(promised).first_response;
  const std::int64_t time = !target                ? 8 * usher::hour_ms
                            : target->working_days ? target->amount * usher::day_ms
                                                   : target->amount;
  const auto weight = Wide{1} << (frame().priority.bands.size() - 1 - talk.shown_band);
  return {weight * static_cast<Wide>(world_.now - counts_since(talk) + 1000), static_cast<Wide>(time)};
}

bool PlainDesk::is_placed_before(const Talk &a, const Talk &b) const {
  if (frame().desk.order != usher::policy::Order::index) return goes_before(a, b);
  if (comes_first(a) != comes_first(b)) return comes_first(a);
  const auto [over_a, under_a] = urgency(a);
  const auto [over_b, under_b] = urgency(b);
  if (over_a * under_b != over_b * under_a) return over_a * under_b > over_b * under_a;
  return counts_since(a) != counts_since(b) ? counts_since(a) < counts_since(b) : a.number < b.number;
}

/// The urgency in whole numbers: times the greatest power of two, of the first 64, that leaves all below 2^42.
std::vector<std::int64_t> PlainDesk::worths(const std::vector<Talk *> &laid) const {
  std::vector<std::int64_t> out(laid.size(), 1);
  if (frame().desk.order != usher::policy::Order::index) return out;
  const Wide most = (Wide{1} << 42U) - 1;
  for (unsigned bits = 0; bits <= 64; ++bits) {
    std::vector<std::int64_t> scaled;
    for (const Talk *talk : laid) {
      const auto [over, under] = urgency(*talk);
      const Wide worth = (over << bits) / under;
      if (worth > most && bits > 0) return out;
      scaled.push_back(static_cast<std::int64_t>(std::clamp(worth, Wide{1}, most)));
    }
    out = scaled;
  }
  return out;
}

/// Who has what afterwards, by the next effects that were heard.
PlainDesk::Placements PlainDesk::heard_placements(const std::vector<Talk *> &laid) const {
  Placements out;
  for (const Talk *talk : laid)
    out[talk->name] = is_held(*talk) ? talk->agent : std::nullopt;
  std::set<std::string> taken;
  std::set<std::string> placed;
  for (std::size_t i = effects_.size(); i < heard_.size(); ++i) {
    const PlainEffect &effect = heard_[i];
    if (effect.time != world_.now) break; // of another instant, in which everything may be given anew again
    if (effect.reason == Reason::unsaid || effect.type == EffectType::escalated) continue; // what follows
    if (effect.reason != Reason::rebalanced || !out.contains(effect.conversation)) break;
    if (effect.type == EffectType::unassigned) {
      // What is said of another rebalancing that comes behind is not looked at.
      if (!placed.empty() || !taken.insert(effect.conversation).second) break;
      out[effect.conversation].reset();
      continue;
    }
    if (!placed.insert(effect.conversation).second) break;
    if (effect.type != EffectType::queued) out[effect.conversation] = find_agent(effect.agent);
  }
  return out;
}

std::vector<PlainDesk::Seat> PlainDesk::seats(const std::vector<Talk *> &laid) const {
  std::vector<Seat> out(world_.agents.size());
  for (AgentNumber i = 0; i < out.size(); ++i)
    for (const Talk *talk : holds(i)) {
      if (std::find(laid.begin(), laid.end(), talk) != laid.end()) continue;
      out[i].held += frame().desk.weights[number(talk->kind)];
      out[i].active += talk->unanswered;
      ++out[i].of_kind[number(talk->kind)];
    }
  return out;
}

/// Why nobody would give it like that; nothing when it cannot be given better.
std::string PlainDesk::complaint_about(const std::vector<Talk *> &laid, const Placements &placements) const {
  const std::vector<std::int64_t> worth = worths(laid);
  std::vector<Seat> seats = this->seats(laid);

  const auto pulls = [this](const Talk &talk) { return department(talk).assign.mode == AssignMode::pull; };
  std::set<std::uint32_t, std::greater<>> weights;
  for (const Talk *talk : laid)
    weights.insert(frame().desk.weights[number(talk->kind)]);
  for (const std::uint32_t weight : weights) {
    Search search;
    search.weight = weight;
    std::array<bool, channel_kind_count> some_pull{};
    std::array<bool, channel_kind_count> some_arrive{};
    for (const Talk *talk : laid)
      if (frame().desk.weights[number(talk->kind)] == weight)
        (pulls(*talk) ? some_pull : some_arrive)[number(talk->kind)] = true;
    for (AgentNumber i = 0; i < seats.size(); ++i) {
      const PlainAgent &agent = world_.agents[i];
      Seat &seat = seats[i];
      seat.room = is_present(i) && seat.held < agent.capacity ? (agent.capacity - seat.held) / weight : 0;
      std::optional<std::uint32_t> works_on = agent.works_on;
      if (!works_on)
        for (const std::uint32_t one : agent.departments)
          if (const auto &theirs = frame().departments[one].works_on;
              theirs && (!works_on || *theirs < *works_on))
            works_on = theirs;
      seat.pulled_room = works_on ? *works_on - std::min(*works_on, seat.active) : unlimited;
      for (std::size_t kind = 0; kind < channel_kind_count; ++kind) {
        const std::optional<std::uint32_t> &limit = agent.capacity_of_kind[kind];
        seat.kind_room[kind] = limit ? *limit - std::min(*limit, seat.of_kind[kind]) : unlimited;
        // A limit of its own that could be reached, and departments of both sorts.
        seat.counts_as_pulled[kind] =
            seat.kind_room[kind] < seat.room && some_pull[kind] && some_arrive[kind];
      }
      search.capacity.push_back(agent.capacity);
    }
    search.seats = seats;
    search.used.resize(seats.size());
    std::vector<std::optional<AgentNumber>> placed;
    for (std::size_t i = 0; i < laid.size(); ++i) {
      const Talk &talk = *laid[i];
      if (frame().desk.weights[number(talk.kind)] != weight) continue;
      Search::Item &item = search.items.emplace_back();
      item.kind = number(talk.kind);
      item.pulled = pulls(talk);
      item.stays = comes_first(talk) || frame().desk.order != usher::policy::Order::index;
      item.counts = talk.unanswered;
      for (AgentNumber agent = 0; agent < seats.size(); ++agent) {
        const bool said_no =
            std::any_of(talk.declines.begin(), talk.declines.end(), [&](const PlainDecline &one) {
              return one.agent == agent && one.until > world_.now;
            });
        const std::int64_t suits = mistake_ == Mistake::fit_does_not_matter ? 1000 : fit(agent, talk);
        item.choices.push_back(
            {may_take(agent, talk) && !said_no, worth[i] * suits, is_held(talk) && talk.agent == agent});
      }
      placed.push_back(placements.at(talk.name));
    }
    const Search::Best best = search.best(0);
    const Search::Best heard = search.of(placed);
    if (heard != best)
      return fmt::format("rebalanced, {} of weight {}: value {} crowding {} kept {}, and {} {} {} could be",
                         placed.size(), weight, static_cast<std::int64_t>(std::get<1>(heard)),
                         std::get<2>(heard), std::get<3>(heard), static_cast<std::int64_t>(std::get<1>(best)),
                         std::get<2>(best), std::get<3>(best));
    for (std::size_t i = 0; i < placed.size(); ++i) {
      if (!placed[i]) continue;
      Seat &seat = seats[*placed[i]];
      seat.held += weight;
      ++seat.of_kind[search.items[i].kind];
      seat.active += search.items[i].counts;
    }
  }
  return {};
}

void PlainDesk::rebalance(const OwnedEvent &event) {
  std::vector<Talk *> laid;
  bool known = event.department.empty();
  for (std::uint32_t i = 0; i < frame().departments.size(); ++i)
    known = known || frame().departments[i].name == event.department;
  if (!known) return;
  for (Talk &talk : world_.conversations)
    if (is_laid_anew(talk) && (event.department.empty() || department(talk).name == event.department))
      laid.push_back(&talk);
  std::sort(laid.begin(), laid.end(),
            [this](const Talk *a, const Talk *b) { return is_placed_before(*a, *b); });
  Placements placements = heard_placements(laid);
  if (std::string complaint = complaint_about(laid, placements); !complaint.empty()) {
    // What was heard may be of another rebalancing of this instant; then nothing came of this one. If it did say what was
    // heard, the effects differ from here on.
    Placements kept;
    for (const Talk *talk : laid)
      kept[talk->name] = is_held(*talk) ? talk->agent : std::nullopt;
    if (complaint_about(laid, kept).empty())
      placements = std::move(kept);
    else if (complaint_.empty())
      complaint_ = std::move(complaint);
  }

  std::vector<Talk *> moving;
  for (Talk *talk : laid)
    if (placements.at(talk->name) != (is_held(*talk) ? talk->agent : std::nullopt)) moving.push_back(talk);
  for (Talk *talk : moving)
    take_from(*talk, Reason::rebalanced);
  for (Talk *talk : moving) {
    const std::optional<AgentNumber> agent = placements.at(talk->name);
    if (agent)
      give(*talk, *agent, Reason::rebalanced, department(*talk).assign.offer_ms > 0);
    else
      place(*talk, Reason::rebalanced);
  }
}

} // namespace usher_test
