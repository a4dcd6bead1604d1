// SPDX-License-Identifier: BSL-1.0
#include "check/value_set.hpp"

#include "base/duration.hpp"
#include "policy/facts.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>

namespace usher::check {
namespace {

using policy::Alternative;
using policy::FactType;
using policy::Operand;

constexpr double infinity = std::numeric_limits<double>::infinity();

// Stands for "missing" among the numbers of few_values; no value of a fact has the bits of this NaN.
constexpr std::uint64_t missing_number = UINT64_MAX;
constexpr std::size_t most_values = 16;

bool is_on_line(FactType type) {
  return type != FactType::text && type != FactType::phrases && type != FactType::set;
}

// Times and durations are below 2^53, so a double holds them exactly.
double line_value(FactType type, const Operand &operand) {
  return type == FactType::number ? operand.number : static_cast<double>(operand.integer);
}

// Zero has two signs and one place on the line.
std::uint64_t number_of(double value) { return std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value); }

} // namespace

ValueSet::ValueSet(FactType type)
    : on_line_(is_on_line(type)), whole_numbers_(on_line_ && type != FactType::number) {}

ValueSet::Cut ValueSet::cut_after(double value) const {
  return whole_numbers_ ? Cut{value + 1, false} : Cut{value, true};
}

ValueSet::Interval ValueSet::point(double value) const { return {{value, false}, cut_after(value)}; }

ValueSet::Interval ValueSet::interval(const Alternative &range) const {
  const auto value = [this](const Operand &operand) {
    return whole_numbers_ ? static_cast<double>(operand.integer) : operand.number;
  };
  Interval out{{-infinity, false}, {infinity, true}};
  if (range.low) {
    const double low = value(range.low->value);
    out.from = range.low->inclusive ? Cut{low, false} : cut_after(low);
  }
  if (range.high) {
    const double high = value(range.high->value);
    out.to = range.high->inclusive ? cut_after(high) : Cut{high, false};
  }
  return out;
}

void ValueSet::join_intervals() {
  std::erase_if(intervals_, [](const Interval &one) { return one.from >= one.to; });
  std::sort(intervals_.begin(), intervals_.end(),
            [](const Interval &a, const Interval &b) { return a.from < b.from; });
  std::size_t kept = 0;
  for (const Interval &next : intervals_) {
    if (kept > 0 && next.from <= intervals_[kept - 1].to) {
      intervals_[kept - 1].to = std::max(intervals_[kept - 1].to, next.to, std::less<>());
    } else {
      intervals_[kept++] = next;
    }
  }
  intervals_.resize(kept);
}

ValueSet ValueSet::possible(const policy::Policy &policy, policy::FactId id) {
  const policy::Fact &fact = policy.facts[id];
  ValueSet out(fact.type);
  out.missing_ = true;
  out.all_but_ = !out.on_line_;
  const auto between = [&out](double low, double high) {
    out.intervals_.push_back({{low, false}, out.cut_after(high)});
  };
  switch (fact.type) {
  case FactType::number:
    if (policy::origin_of(policy, id) == policy::fact_sentiment)
      between(-1, 1);
    else
      between(-infinity, infinity);
    break;
  case FactType::time: between(-infinity, infinity); break;
  case FactType::duration:
    // What a time is away from now has no end on either side.
    if (fact.derived == policy::Derived::age)
      between(-infinity, infinity);
    else
      between(0, static_cast<double>(longest_duration_ms));
    break;
  case FactType::flag: between(0, 1); break;
  case FactType::choice:
    if (!fact.choices.empty()) between(0, static_cast<double>(fact.choices.size() - 1));
    break;
  case FactType::text:
  case FactType::phrases:
  case FactType::set: break;
  }
  return out;
}

ValueSet ValueSet::passing(const policy::Policy &policy, policy::FactId id,
                           const std::vector<Alternative> &alternatives) {
  const FactType type = policy.facts[id].type;
  ValueSet out(type);
  bool known = false;
  for (const Alternative &one : alternatives) {
    switch (one.kind) {
    case Alternative::Kind::known: known = true; break;
    case Alternative::Kind::unknown: out.missing_ = true; break;
    case Alternative::Kind::range: out.intervals_.push_back(out.interval(one)); break;
    case Alternative::Kind::value:
      if (out.on_line_)
        out.intervals_.push_back(out.point(line_value(type, one.value)));
      else
        out.words_.push_back(one.value.text);
      break;
    }
  }
  if (known) {
    out.intervals_.clear();
    out.words_.clear();
    if (out.on_line_)
      out.intervals_.push_back({{-infinity, false}, {infinity, true}});
    else
      out.all_but_ = true;
  }
  out.join_intervals();
  std::sort(out.words_.begin(), out.words_.end());
  out.words_.erase(std::unique(out.words_.begin(), out.words_.end()), out.words_.end());
  return out;
}

ValueSet ValueSet::complement() const {
  ValueSet out(*this);
  out.missing_ = !missing_;
  if (!on_line_) {
    out.all_but_ = !all_but_;
    return out;
  }
  out.intervals_.clear();
  Cut from{-infinity, false};
  for (const Interval &one : intervals_) {
    if (from < one.from) out.intervals_.push_back({from, one.from});
    from = one.to;
  }
  const Cut end{infinity, true};
  if (from < end) out.intervals_.push_back({from, end});
  return out;
}

void ValueSet::keep_common(const ValueSet &other) {
  missing_ = missing_ && other.missing_;
  if (on_line_) {
    std::vector<Interval> common;
    auto a = intervals_.begin();
    auto b = other.intervals_.begin();
    while (a != intervals_.end() && b != other.intervals_.end()) {
      const Cut from = a->from < b->from ? b->from : a->from;
      const Cut to = a->to < b->to ? a->to : b->to;
      if (from < to) common.push_back({from, to});
      if (a->to < b->to)
        ++a;
      else
        ++b;
    }
    intervals_ = std::move(common);
    return;
  }
  std::vector<std::string_view> words;
  const auto end = std::back_inserter(words);
  const std::vector<std::string_view> &mine = words_;
  const std::vector<std::string_view> &theirs = other.words_;
  if (all_but_ && other.all_but_) {
    std::set_union(mine.begin(), mine.end(), theirs.begin(), theirs.end(), end);
  } else if (!all_but_ && !other.all_but_) {
    std::set_intersection(mine.begin(), mine.end(), theirs.begin(), theirs.end(), end);
  } else if (all_but_) {
    std::set_difference(theirs.begin(), theirs.end(), mine.begin(), mine.end(), end);
  } else {
    std::set_difference(mine.begin(), mine.end(), theirs.begin(), theirs.end(), end);
  }
  words_ = std::move(words);
  all_but_ = all_but_ && other.all_but_;
}

bool ValueSet::empty() const noexcept {
  return !missing_ && (on_line_ ? intervals_.empty() : !all_but_ && words_.empty());
}

bool ValueSet::meets_on_line(const ValueSet &other) const {
  auto a = intervals_.begin();
  auto b = other.intervals_.begin();
  while (a != intervals_.end() && b != other.intervals_.end()) {
    if (a->to <= b->from)
      ++a;
    else if (b->to <= a->from)
      ++b;
    else
      return true;
  }
  return false;
}

bool ValueSet::meets_in_words(const ValueSet &other) const {
  if (all_but_ && other.all_but_) return true; // there is always another word
  const ValueSet &listed = all_but_ ? other : *this;
  const ValueSet &second = all_but_ ? *this : other;
  return std::any_of(listed.words_.begin(), listed.words_.end(), [&second](std::string_view word) {
    return std::binary_search(second.words_.begin(), second.words_.end(), word) != second.all_but_;
  });
}

bool ValueSet::meets(const ValueSet &other) const {
  if (missing_ && other.missing_) return true;
  return on_line_ ? meets_on_line(other) : meets_in_words(other);
}

std::optional<std::vector<std::uint64_t>> ValueSet::few_values() const {
  std::vector<std::uint64_t> out;
  if (missing_) out.push_back(missing_number);
  if (all_but_ || words_.size() > most_values) return std::nullopt;
  for (const std::string_view word : words_)
    out.push_back(std::hash<std::string_view>()(word));
  for (const Interval &one : intervals_) {
    if (!whole_numbers_) {
      if (one.from.at != one.to.at) return std::nullopt;
      out.push_back(number_of(one.from.at));
    } else {
      // Not counted in a loop before it is known to be short: a line of times is long.
      if (!(one.to.at - one.from.at <= static_cast<double>(most_values))) return std::nullopt;
      const auto count = static_cast<std::size_t>(std::ceil(one.to.at - one.from.at));
      for (std::size_t i = 0; i < count; ++i)
        out.push_back(number_of(one.from.at + static_cast<double>(i)));
    }
    if (out.size() > most_values) return std::nullopt;
  }
  return out;
}

} // namespace usher::check
