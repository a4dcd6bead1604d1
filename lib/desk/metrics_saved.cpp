// SPDX-License-Identifier: BSL-1.0
#include "desk/metrics_saved.hpp"

#include "base/codec.hpp"

#include <algorithm>

namespace usher::desk {

// clang-format off
#define USHER_DESCRIBE(Type, ...) \
  template <class Codec> \
  void describe(Codec &codec, typename Codec::template Value<Type> &v) { codec(__VA_ARGS__); }

USHER_DESCRIBE(Durations::Octave, v.number, v.counts)
USHER_DESCRIBE(Metrics::Group, v.name, v.counts, v.series)
USHER_DESCRIBE(SavedPresence, v.present_ms, v.busy_ms)
USHER_DESCRIBE(Measures, v.given, v.first_reply, v.asked, v.first_resolved, v.resolved, v.replies, v.first_agent,
               v.resolved_by, v.taken_in, v.several_agents, v.several_departments, v.reopened, v.abandoned)
USHER_DESCRIBE(SavedMetrics, v.format, v.since, v.groups, v.agents, v.conversations)
#undef USHER_DESCRIBE
// clang-format on

void describe(Encoder &codec, const Durations &v) {
  const Durations::Parts parts = v.parts();
  codec(parts.count, parts.sum, parts.octaves);
}

void describe(Decoder &codec, Durations &v) {
  Durations::Parts parts;
  codec(parts.count, parts.sum, parts.octaves);
  if (!Durations::is_sound(parts)) throw DamagedImage{"durations in the metrics of the desk cannot be"};
  v = Durations(parts);
}

std::string encode(const SavedMetrics &metrics) {
  Encoder encoder;
  encoder(metrics);
  return std::move(encoder).take();
}

namespace {

bool is_sound(const Measures &measures, std::size_t agents) {
  const auto is_agent = [&](AgentId agent) { return agent < agents || agent == no_agent; };
  return is_instant(measures.given) && is_instant(measures.first_reply) && is_instant(measures.asked) &&
         is_instant(measures.first_resolved) && is_instant(measures.resolved) &&
         is_agent(measures.first_agent) && is_agent(measures.resolved_by);
}

bool is_sound(const SavedMetrics &saved, std::size_t agents, std::size_t conversations) {
  if (saved.format != 1 || !is_instant(saved.since) || saved.agents.size() != agents ||
      saved.conversations.size() != conversations || saved.groups[0].size() > 1 ||
      (!saved.groups[0].empty() && !saved.groups[0][0].name.empty()))
    return false;
  return std::all_of(saved.agents.begin(), saved.agents.end(),
                     [](const SavedPresence &one) {
                       return one.busy_ms >= 0 && one.busy_ms <= one.present_ms &&
                              one.present_ms <= latest_instant;
                     }) &&
         std::all_of(saved.conversations.begin(), saved.conversations.end(),
                     [&](const Measures &one) { return is_sound(one, agents); });
}

} // namespace

SavedMetrics decode_metrics(std::span<const std::byte> bytes, std::size_t agents, std::size_t conversations) {
  Decoder decoder(bytes);
  SavedMetrics saved;
  decoder(saved);
  decoder.finish();
  if (!is_sound(saved, agents, conversations))
    throw DamagedImage{"a number in the metrics of the desk cannot be"};
  return saved;
}

std::array<std::vector<Metrics::Group>, dimension_count> saved_groups(const Metrics &metrics) {
  std::array<std::vector<Metrics::Group>, dimension_count> out;
  for (std::size_t dimension = 0; dimension < dimension_count; ++dimension)
    for (const Metrics::Group &group : metrics.groups(static_cast<Dimension>(dimension))) {
      if (!group.is_silent()) out[dimension].push_back(group);
    }
  // In which order they came depends on what was taken back, and on snapshots before.
  for (std::vector<Metrics::Group> &groups : out)
    std::sort(groups.begin(), groups.end(),
              [](const Metrics::Group &a, const Metrics::Group &b) { return a.name < b.name; });
  return out;
}

void restore_groups(Metrics &metrics, SavedMetrics &&saved) {
  for (std::size_t dimension = 0; dimension < dimension_count; ++dimension)
    metrics.restore(static_cast<Dimension>(dimension), std::move(saved.groups[dimension]));
  metrics.restore_since(saved.since);
}

} // namespace usher::desk
