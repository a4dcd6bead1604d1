// SPDX-License-Identifier: BSL-1.0
#include "simulate/scenario_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

/// Relative weights of days or hours.
template <std::size_t N>
bool read_weights(Context &context, const Node &node, std::array<double, N> &out) {
  if (node.kind != Node::Kind::sequence || node.items.size() != N) {
    context.wrong_shape(node, fmt::format("a list of {} weights", N),
                        N == 7 ? "one for each day of the week, from Monday on"
                               : "one for each hour of the day, from 00 on");
    return false;
  }
  for (std::size_t i = 0; i < N; ++i) {
    const std::optional<double> weight = context.number(node.items[i]);
    if (!weight) return false;
    if (*weight < 0) {
      context.error(Code::out_of_range, node.items[i], "a weight is below 0",
                    "0 is never, 2 is twice as many");
      return false;
    }
    out[i] = *weight;
  }
  return true;
}

void sort_steps(Rate &rate) {
  for (std::vector<Rate::Step> &day : rate.week)
    std::stable_sort(day.begin(), day.end(),
                     [](const Rate::Step &a, const Rate::Step &b) { return a.minute < b.minute; });
}

} // namespace

void ScenarioReader::read_rate(const Node &node, Rate &rate_out) {
  rate_out.zone = out.zone;
  if (node.kind != Node::Kind::mapping) {
    const double constant = rate(node).value_or(0);
    for (std::vector<Rate::Step> &day : rate_out.week)
      day = {{0, constant}};
    return;
  }
  std::optional<double> mean;
  std::array<double, 7> days{};
  std::array<double, 24> hours{};
  days.fill(1);
  hours.fill(1);
  bool said = false;
  bool has_weights = false;
  bool has_steps = false;
  const auto read = [&](const Node &value) { return rate(value).value_or(0); };
  const auto take = [&](std::size_t day, int minute, double given) {
    rate_out.week[day].push_back({minute, given});
  };
  context.mapping(node, {"mean weekday hour daily weekly zone"}, [&](const Node &key, const Node &value) {
    if (key.text == "mean") {
      said = true;
      mean = rate(value);
    } else if (key.text == "weekday") {
      has_weights = true;
      (void)read_weights(context, value, days);
    } else if (key.text == "hour") {
      has_weights = true;
      (void)read_weights(context, value, hours);
    } else if (key.text == "zone") {
      if (calendar::ZonePtr named = zone(value)) rate_out.zone = std::move(named);
    } else {
      said = has_steps = true;
      by_day(value, key.text == "weekly", "\"08:00\": 18/h", read, take);
    }
  });
  if (!said) {
    context.error(Code::missing_key, node, "it is not said how many come",
                  "add mean: as in 1000/week, or daily: {\"00:00\": 3/h, \"08:00\": 18/h}");
    return;
  }
  if (has_steps && (mean || has_weights))
    context.error(Code::wrong_type, node, "it is said more than once how many come",
                  "mean: with its weights, or daily: and weekly:, which are so many as they say");
  if (mean) {
    double sum = 0;
    for (const double day : days)
      for (const double hour : hours)
        sum += day * hour;
    if (sum <= 0)
      context.error(Code::out_of_range, node, "these weights add up to nothing, so nobody comes",
                    "some day and some hour have a weight above 0");
    for (std::size_t day = 0; day < days.size() && sum > 0; ++day) {
      rate_out.week[day].clear();
      for (std::size_t hour = 0; hour < hours.size(); ++hour)
        rate_out.week[day].push_back(
            {static_cast<std::int32_t>(hour) * 60, *mean * days[day] * hours[hour] * 168 / sum});
    }
  }
  sort_steps(rate_out);
}

void ScenarioReader::read_bursts(const Node &node, Rate &rate_out) {
  context.list(node, true, [&](const Node &item) {
    Burst burst;
    bool has_at = false;
    context.mapping(item, {"at peak decay"}, [&](const Node &key, const Node &value) {
      if (key.text == "at") {
        const std::optional<Instant> at = instant(value, out.zone);
        has_at = true;
        if (at) burst.at = *at;
      } else if (key.text == "peak") {
        burst.peak = rate(value).value_or(0);
      } else {
        burst.decay_ms = length(value).value_or(1);
      }
    });
    if (!has_at || burst.peak <= 0 || burst.decay_ms <= 0) {
      context.error(Code::missing_key, item, "a burst has a time, a peak and a decay",
                    "as in {at: 2026-03-20T10:00, peak: 22/min, decay: 40m}");
      return;
    }
    rate_out.bursts.push_back(burst);
  });
}

} // namespace usher::simulate
