// SPDX-License-Identifier: BSL-1.0
#include "simulate/row_figures.hpp"

#include "base/duration.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

constexpr std::array<std::string_view, policy::service_clock_count> clock_names = {
    "first_response", "next_response", "resolution"};

double number(std::uint64_t value) { return static_cast<double>(value); }

} // namespace

void RowGroup::begin(std::size_t most) {
  static_cast<RowCounts &>(*this) = {};
  for (std::vector<std::int64_t> *times :
       {&wait_all, &wait_served, &wait_given_wait, &first_reply, &resolution, &handle}) {
    times->clear();
    times->reserve(most); // what is not used of it is never touched
  }
  for (std::vector<std::int64_t> *times : {&wait_abandoned, &later, &unanswered})
    times->clear();
  by_team.clear();
}

void RowGroup::add(const LedgerRow &row, std::size_t team) {
  ++outcomes[static_cast<std::size_t>(row.outcome)];
  if (row.outcome == Outcome::deflected || row.outcome == Outcome::not_engaged) return;
  const bool left = row.outcome == Outcome::abandoned;
  if (row.wait != never_ms) {
    wait_all.push_back(row.wait);
    (left ? wait_abandoned : wait_served).push_back(row.wait);
  }
  // Who has an answer for many as they come waits for nobody.
  const bool at_once = row.wait == 0 || row.first_reply == 0;
  if (row.outcome != Outcome::blocked && (left || !at_once)) ++waited;
  if (row.first_reply != never_ms)
    first_reply.push_back(row.first_reply);
  else if (!left && row.outcome != Outcome::blocked)
    unanswered.push_back(row.arrival);
  if (row.resolution != never_ms) resolution.push_back(row.resolution);
  if (row.handle != never_ms) handle.push_back(row.handle);
  for (std::size_t clock = 0; clock < met.size(); ++clock) {
    met[clock] += row.met[clock];
    breached[clock] += row.breached[clock];
  }
  if (row.transfers > 0) ++transferred;
  if (row.reopens > 0) ++reopened;
  if (row.outcome == Outcome::served || row.reopens > 0) ++settled;
  if (row.outcome == Outcome::served && row.replies == 1) ++one_touch;
  if (team < by_team.size()) ++by_team[team];
}

void RowFigures::add_share(std::string name, double part, double whole) {
  if (whole > 0) add(std::move(name), Unit::share, part / whole);
}

// Zeros count; percentiles by the nearest rank. The list is put in order no further than they need.
void RowFigures::add_times(const std::string &name, std::vector<std::int64_t> &times) {
  if (times.empty()) return;
  const double count = number(times.size());
  double sum = 0;
  for (const std::int64_t time : times)
    sum += static_cast<double>(time);
  const double mean = sum / count;
  double squares = 0;
  for (const std::int64_t time : times) {
    const double off = static_cast<double>(time) - mean;
    squares += off * off;
  }
  add(name + ".mean", Unit::ms, mean);
  if (times.size() > 1) add(name + ".sd", Unit::ms, std::sqrt(squares / (count - 1)));
  std::vector<int> percents = scenario_.report.percentiles;
  std::sort(percents.begin(), percents.end());
  auto from = times.begin();
  for (const int percent : percents) {
    const auto rank = (times.size() * static_cast<std::size_t>(percent) + 99) / 100;
    const auto at = times.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
    if (at >= from) std::nth_element(from, at, times.end());
    from = at + 1;
    add(fmt::format("{}.p{}", name, percent), Unit::ms, static_cast<double>(*at));
  }
  add(name + ".max", Unit::ms, static_cast<double>(*std::max_element(times.begin(), times.end())));
}

/// Times that are the very list of others have the figures of these.
void RowFigures::add_alike(const std::string &name, const std::string &other) {
  for (std::size_t i = 0, count = out_.size(); i < count; ++i)
    if (out_[i].name.starts_with(other + '.'))
      add(name + out_[i].name.substr(other.size()), out_[i].unit, out_[i].value);
}

// Three formulas: of all who came, of those who were served, and of those who stayed for longer than that.
void RowFigures::add_service_levels(double offered) {
  for (const std::int64_t within : scenario_.report.within_ms) {
    const auto up_to = [within](const std::vector<std::int64_t> &times) {
      return static_cast<double>(
          std::count_if(times.begin(), times.end(), [within](std::int64_t time) { return time <= within; }));
    };
    const std::string length = format_duration(within);
    const double served = up_to(rows_.wait_served);
    const double left = up_to(rows_.wait_abandoned);
    add_share("service_level.a." + length, served, offered);
    add_share("service_level.b." + length, served, number(rows_.wait_served.size()));
    add_share("service_level.c." + length, served, offered - left);
    add_share("first_reply.within." + length, up_to(rows_.first_reply), offered);
  }
}

void RowFigures::add_promises() {
  double met = 0;
  double all = 0;
  for (std::size_t clock = 0; clock < clock_names.size(); ++clock) {
    const double kept = number(rows_.met[clock]);
    const double known = kept + number(rows_.breached[clock]);
    add_share(fmt::format("sla.{}.attainment", clock_names[clock]), kept, known);
    met += kept;
    all += known;
  }
  add_share("sla.attainment", met, all);
}

void RowFigures::make() {
  const auto of = [&](Outcome outcome) { return number(rows_.outcomes[static_cast<std::size_t>(outcome)]); };
  double offered = 0;
  for (const std::uint64_t count : rows_.outcomes)
    offered += number(count);
  offered -= of(Outcome::deflected) + of(Outcome::not_engaged);
  add("offered", Unit::count, offered);
  add("offered.per_hour", Unit::per_hour, offered * 3'600'000 / measured_ms_);
  add("served", Unit::count, of(Outcome::served));
  add("throughput", Unit::per_hour, number(rows_.closed) * 3'600'000 / measured_ms_);
  for (const Outcome outcome : {Outcome::abandoned, Outcome::blocked, Outcome::answered_many,
                                Outcome::not_engaged, Outcome::deflected})
    add(std::string(name_of(outcome)), Unit::count, of(outcome));
  add("unanswered", Unit::count, number(rows_.unanswered.size()));
  add_share("share.abandoned", of(Outcome::abandoned), offered);
  add_share("share.blocked", of(Outcome::blocked), offered);
  add_share("share.waited", number(rows_.waited), offered - of(Outcome::blocked));
  for (std::size_t team = 0; team < rows_.by_team.size(); ++team)
    if (rows_.by_team[team] > 0)
      add_share("share.team." + teams_[team], number(rows_.by_team[team]), number(rows_.wait_served.size()));
  if (rows_.waited_ms) {
    add("queue.mean", Unit::count, *rows_.waited_ms / measured_ms_);
    if (offered > 0) add("queue_time.mean", Unit::ms, *rows_.waited_ms / offered);
  }

  const bool settled_at_once = rows_.resolution == rows_.first_reply;
  add_times("wait.all", rows_.wait_all);
  if (rows_.wait_abandoned.empty()) { // all were served
    rows_.wait_served.swap(rows_.wait_all);
    add_alike("wait.served", "wait.all");
  } else {
    add_times("wait.served", rows_.wait_served);
  }
  add_times("wait.abandoned", rows_.wait_abandoned);
  std::copy_if(rows_.wait_served.begin(), rows_.wait_served.end(), std::back_inserter(rows_.wait_given_wait),
               [](std::int64_t time) { return time > 0; });
  add_times("wait.given_wait", rows_.wait_given_wait);
  add_times("first_reply", rows_.first_reply);
  add_times("next_reply", rows_.later);
  if (settled_at_once)
    add_alike("resolution", "first_reply");
  else
    add_times("resolution", rows_.resolution);
  add_times("handle", rows_.handle);
  add_service_levels(offered);
  add_promises();
  add_share("transferred", number(rows_.transferred), offered);
  add_share("reopened", number(rows_.reopened), number(rows_.settled));
  add_share("one_touch", number(rows_.one_touch), of(Outcome::served));
  const std::int64_t late = scenario_.report.late_ms;
  const auto late_replies = static_cast<double>(std::count_if(
      rows_.first_reply.begin(), rows_.first_reply.end(), [late](std::int64_t time) { return time > late; }));
  const auto still =
      static_cast<double>(std::count_if(rows_.unanswered.begin(), rows_.unanswered.end(),
                                        [&](Instant came) { return scenario_.until - came > late; }));
  add_share(fmt::format("unanswered_after.{}", format_duration(late)), late_replies + still, offered);
}

} // namespace usher::simulate
