// SPDX-License-Identifier: BSL-1.0
#include "desk/batch_assignment.hpp"

#include <algorithm>
#include <queue>

namespace usher::desk::batch {
namespace {

// One number for value, crowding and what is kept, so that more of the first outweighs all of the others. The sums of a
// whole batch have room beside each other: 2^20 x 1000 x 2^21 is less than 2^52.
constexpr unsigned value_bits = 52;
constexpr Sum one_value = Sum{1} << value_bits;
constexpr Sum one_crowding = Sum{1} << 21U;

// When there is no time for more, ways are taken that are longer than the shortest by no more than this part of what a
// demand is worth in the mean. Every supply that is looked at then gets dearer by more than that, which ends it soon.
constexpr std::int64_t slack_part = 1024;

Sum worth_of(std::int64_t worth, std::int32_t fit, bool keeps) {
  return Sum{worth * fit} * one_value + (keeps ? 1 : 0);
}

class Solver {
 public:
  Solver(const Problem &problem, std::uint64_t effort) : problem_(problem), effort_(effort) {
    const std::size_t count = problem.supplies.size();
    places_.resize(count);
    labels_.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      const Supply &supply = problem.supplies[i];
      places_[i].units =
          supply.within == nowhere ? static_cast<std::uint32_t>(supply.crowding.size()) : supply.units;
      if (supply.within != nowhere) places_[supply.within].inner.push_back(i);
    }
    out_.supplies.assign(problem.demands.size(), nowhere);
    Sum all = 0;
    for (const Demand &demand : problem.demands)
      all += worth_of(demand.worth, most_fit, false);
    if (!problem.demands.empty())
      slack_ = all / static_cast<std::int64_t>(problem.demands.size()) / slack_part;
  }

  Assignment solve() {
    for (std::uint32_t demand = 0; demand < problem_.demands.size(); ++demand)
      insert(demand);
    count_score();
    count_bound();
    return std::move(out_);
  }

 private:
  struct Member {
    std::int64_t worth = 0;
    std::uint32_t demand = 0;
    // The last one is worth the most, and of those the first that came.
    bool operator<(const Member &other) const {
      return worth != other.worth ? worth < other.worth : demand > other.demand;
    }
  };
  /// Those of one class in one supply.
  struct Party {
    std::uint32_t of_class = 0;
    const Pair *pair = nullptr;
    std::vector<Member> members; // sorted
  };
  struct Place {
    std::uint32_t units = 0;
    std::uint32_t taken = 0;
    Sum price = 0; // what a unit more would cost the others
    std::vector<std::uint32_t> inner;
    std::vector<Party> parties;
  };
  /// The shortest way to a supply: from which one, and who moves.
  struct Label {
    Sum length = 0;
    std::uint32_t from = nowhere;
    std::uint32_t mover = nowhere; // nobody between a supply and the one it is within
    bool seen = false;
    bool done = false;
  };
  struct End {
    bool found = false;
    Sum length = 0;
    std::uint32_t place = nowhere; // nowhere: the demand itself stays out
    std::uint32_t dropped = nowhere;
  };
  struct Entry {
    Sum length;
    std::uint32_t place;
    bool operator<(const Entry &other) const { // the first is the shortest
      return length != other.length ? length > other.length : place > other.place;
    }
  };

  [[nodiscard]] std::int64_t worth(std::uint32_t demand) const { return problem_.demands[demand].worth; }
  [[nodiscard]] const DemandClass &class_of(std::uint32_t demand) const {
    return problem_.classes[problem_.demands[demand].of_class];
  }

  void insert(std::uint32_t demand) {
    for (const std::uint32_t place : touched_)
      labels_[place] = {};
    touched_.clear();
    ways_ = {};
    end_ = {};
    if (!class_of(demand).stays) end_.found = true;
    for (const Pair &pair : class_of(demand).pairs)
      reach(pair.supply, places_[pair.supply].price - worth_of(worth(demand), pair.fit, pair.keeps), nowhere,
            demand);
    const Sum slack = steps_ > effort_ ? slack_ : Sum{0};
    while (!ways_.empty()) {
      const Entry next = ways_.top();
      if (end_.found && next.length + slack >= end_.length) break;
      ways_.pop();
      Label &label = labels_[next.place];
      if (label.done || label.length != next.length) continue;
      label.done = true;
      look_on(next.place, label.length);
    }
    if (!end_.found) return;
    for (const std::uint32_t place : touched_)
      if (labels_[place].done && labels_[place].length < end_.length)
        places_[place].price += end_.length - labels_[place].length;
    move_along(demand);
  }

  /// A way to a supply, and from there out of it if it has a unit free.
  void reach(std::uint32_t place, const Sum &length, std::uint32_t from, std::uint32_t mover) {
    ++steps_;
    Label &label = labels_[place];
    if (label.done || (label.seen && label.length <= length)) return;
    if (end_.found && length >= end_.length) return;
    if (!label.seen) touched_.push_back(place);
    label.length = length;
    label.from = from;
    label.mover = mover;
    label.seen = true;
    ways_.push({length, place});
    const Place &here = places_[place];
    if (problem_.supplies[place].within != nowhere || here.taken >= here.units) return;
    end_at(place, length + problem_.supplies[place].crowding[here.taken] * one_crowding - here.price,
           nowhere);
  }

  void end_at(std::uint32_t place, const Sum &length, std::uint32_t dropped) {
    if (end_.found && length >= end_.length) return;
    end_ = {true, length, place, dropped};
  }

  /// What a step costs with the prices of both ends; never less than nothing while only shortest ways are taken.
  static Sum with_prices(const Sum &cost, const Place &from, const Place &to) {
    return std::max(cost + to.price - from.price, Sum{0});
  }

  /// Where whoever is too many in a supply could go.
  void look_on(std::uint32_t place, const Sum &length) {
    const Place &here = places_[place];
    const std::uint32_t around = problem_.supplies[place].within;
    if (around != nowhere && here.taken < here.units)
      reach(around, length + with_prices(0, here, places_[around]), place, nowhere);
    for (const std::uint32_t inner : here.inner)
      if (places_[inner].taken > 0)
        reach(inner, length + with_prices(0, here, places_[inner]), place, nowhere);
    for (const Party &party : here.parties) {
      const DemandClass &of_class = problem_.classes[party.of_class];
      const Member &least = party.members.front();
      const Member &most = party.members.back();
      if (!of_class.stays)
        end_at(place, length + worth_of(least.worth, party.pair->fit, party.pair->keeps) - here.price,
               least.demand);
      for (const Pair &pair : of_class.pairs) {
        if (pair.supply == place) continue;
        // To where it fits less, the one goes who is worth least.
        const Member &mover = pair.fit > party.pair->fit ? most : least;
        const Sum loss = worth_of(mover.worth, party.pair->fit - pair.fit, false) +
                         (party.pair->keeps ? 1 : 0) - (pair.keeps ? 1 : 0);
        reach(pair.supply, length + with_prices(loss, here, places_[pair.supply]), place, mover.demand);
      }
    }
  }

  /// From the end back to the demand.
  void move_along(std::uint32_t demand) {
    if (end_.place == nowhere) return;
    if (end_.dropped != nowhere) leave(end_.dropped, end_.place);
    for (std::uint32_t place = end_.place;;) {
      const Label &label = labels_[place];
      if (label.from == nowhere) {
        enter(demand, place);
        return;
      }
      if (label.mover != nowhere) {
        leave(label.mover, label.from);
        enter(label.mover, place);
      }
      place = label.from;
    }
  }

  void count(std::uint32_t place, bool more) {
    for (; place != nowhere; place = problem_.supplies[place].within)
      places_[place].taken += more ? 1U : UINT32_MAX; // one more, or one less
  }

  void enter(std::uint32_t demand, std::uint32_t place) {
    std::vector<Party> &parties = places_[place].parties;
    const std::uint32_t of_class = problem_.demands[demand].of_class;
    auto party = std::find_if(parties.begin(), parties.end(),
                              [&](const Party &one) { return one.of_class == of_class; });
    if (party == parties.end()) {
      const std::vector<Pair> &pairs = problem_.classes[of_class].pairs;
      const auto pair =
          std::find_if(pairs.begin(), pairs.end(), [&](const Pair &one) { return one.supply == place; });
      party = parties.insert(parties.end(), {of_class, &*pair, {}});
    }
    const Member member{worth(demand), demand};
    party->members.insert(std::lower_bound(party->members.begin(), party->members.end(), member), member);
    out_.supplies[demand] = place;
    count(place, true);
  }

  void leave(std::uint32_t demand, std::uint32_t place) {
    std::vector<Party> &parties = places_[place].parties;
    const std::uint32_t of_class = problem_.demands[demand].of_class;
    const auto party = std::find_if(parties.begin(), parties.end(),
                                    [&](const Party &one) { return one.of_class == of_class; });
    const Member member{worth(demand), demand};
    party->members.erase(std::lower_bound(party->members.begin(), party->members.end(), member));
    if (party->members.empty()) parties.erase(party);
    out_.supplies[demand] = nowhere;
    count(place, false);
  }

  void count_score() {
    for (const Place &place : places_) {
      for (const Party &party : place.parties) {
        for (const Member &member : party.members)
          out_.score.value += Sum{member.worth * party.pair->fit};
        if (party.pair->keeps) out_.score.kept += static_cast<std::int64_t>(party.members.size());
      }
    }
    for (std::size_t i = 0; i < places_.size(); ++i)
      for (std::uint32_t unit = 0; unit < places_[i].taken && !problem_.supplies[i].crowding.empty(); ++unit)
        out_.score.crowding += problem_.supplies[i].crowding[unit];
  }

  /// A unit is one of all those that it is within.
  [[nodiscard]] Sum price_at(std::uint32_t place) const {
    Sum price = 0;
    for (; place != nowhere; place = problem_.supplies[place].within)
      price = std::max(price, places_[place].price);
    return price;
  }

  /// Whatever the prices are, no assignment is worth more than its people gain by them and its supplies earn.
  void count_bound() {
    Sum bound = 0;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const Place &place = places_[i];
      const Supply &supply = problem_.supplies[i];
      if (supply.within != nowhere)
        bound += (price_at(static_cast<std::uint32_t>(i)) - price_at(supply.within)) * place.units;
      for (const std::int32_t crowding : supply.crowding)
        bound += std::max<Sum>(place.price - crowding * one_crowding, 0);
    }
    for (std::uint32_t demand = 0; demand < problem_.demands.size(); ++demand) {
      const DemandClass &of_class = class_of(demand);
      if (of_class.stays && out_.supplies[demand] == nowhere) continue;
      bool any = !of_class.stays;
      Sum most = 0;
      for (const Pair &pair : of_class.pairs) {
        const Sum gain = worth_of(worth(demand), pair.fit, pair.keeps) - price_at(pair.supply);
        if (!any || gain > most) most = gain;
        any = true;
      }
      bound += most;
    }
    out_.is_best =
        bound == out_.score.value * one_value - out_.score.crowding * one_crowding + out_.score.kept;
    out_.bound = (bound + one_value / 2) >> value_bits; // to the nearest: what is below is less than half
  }

  const Problem &problem_;
  std::uint64_t effort_;
  std::uint64_t steps_ = 0;
  Sum slack_ = 0;
  std::vector<Place> places_;
  std::vector<Label> labels_;
  std::vector<std::uint32_t> touched_;
  std::priority_queue<Entry> ways_;
  End end_;
  Assignment out_;
};

} // namespace

Assignment assign(const Problem &problem, std::uint64_t effort) { return Solver(problem, effort).solve(); }

} // namespace usher::desk::batch
