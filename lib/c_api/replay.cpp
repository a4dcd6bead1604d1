// SPDX-License-Identifier: BSL-1.0
// Replays: recorded events under a policy or two.
#include "c_api/desk_handles.hpp"
#include "c_api/mapping.hpp"
#include "c_api/options.hpp"
#include "c_api/rows_form.hpp"
#include "c_api/structs.hpp"
#include "c_api/zones.hpp"
#include "simulate/replay_figures.hpp"

#include <memory>
#include <optional>
#include <string>

struct usher_replay {
  usher_replay(const usher_policy &policy, const usher_policy *against,
               const usher::simulate::ReplayOptions &options)
      : replay(usher::c_api::ruleset_of(policy),
               against == nullptr ? nullptr : usher::c_api::ruleset_of(*against), options) {}

  usher::simulate::Replay replay;
  std::optional<usher::simulate::ReplayFigures> figures; // it is finished
  usher_replay_summary summary{};
  bool has_events = false;
  bool rows_end = false;
  bool broken = false; // a call ended in its middle: nobody knows what of it was taken
  std::uint32_t most_named = 0;
  usher::c_api::EventStructs structs;
  std::string rendered;
};

namespace usher::c_api {
namespace {

constexpr std::uint32_t named_unless_said = 10;

usher_status create(const usher_policy &policy, const usher_policy *against,
                    const usher_replay_options *options, std::unique_ptr<usher_replay> &out,
                    Findings &findings) {
  usher_replay_options given;
  if (const usher_status status = read_optional(options, given); status != USHER_OK) return status;
  if (given.reserved != 0) return USHER_NEWER;
  if (!is_valid(given.zone)) return USHER_ARGUMENT;
  simulate::ReplayOptions replay;
  replay.desk.seed = given.seed;
  replay.desk.limits = policy.body->limits;
  if (const usher_status status = read_limits(given.limits, given.limit_count, replay.desk.limits, findings);
      status != USHER_OK)
    return status;
  if (given.zone.size != 0)
    if (const usher_status status = find_zone(text_in(given.zone), replay.zone, findings); status != USHER_OK)
      return status;
  out = std::make_unique<usher_replay>(policy, against, replay);
  out->most_named = given.most_named == 0 ? named_unless_said : given.most_named;
  return USHER_OK;
}

void summarise(usher_replay &replay) noexcept {
  using simulate::Promise;
  const simulate::ReplayInput &input = replay.replay.input();
  const simulate::ReplayFigures &figures = *replay.figures;
  usher_replay_summary &out = replay.summary;
  out = {};
  out.struct_size = sizeof out;
  out.lines = input.lines;
  out.events = input.events;
  out.left_out = input.left_out;
  out.conversations = figures.conversations;
  out.refused_before = replay.replay.before().refused().count;
  out.ignored_before = replay.replay.before().ignored().count;
  const auto &before = figures.before.promises;
  out.first_response_kept_before = before[0][Promise::kept];
  out.first_response_broken_before = before[0][Promise::broken];
  out.resolution_kept_before = before[1][Promise::kept];
  out.resolution_broken_before = before[1][Promise::broken];
  if (!figures.after) return;
  out.moved = figures.differences->moved;
  out.changed = figures.differences->changed;
  out.refused_after = replay.replay.after()->refused().count;
  out.ignored_after = replay.replay.after()->ignored().count;
  const auto &after = figures.after->promises;
  out.first_response_kept_after = after[0][Promise::kept];
  out.first_response_broken_after = after[0][Promise::broken];
  out.resolution_kept_after = after[1][Promise::kept];
  out.resolution_broken_after = after[1][Promise::broken];
}

/// Runs what changes the replay. What ends in its middle, and what could not be told for want of memory, may be there
/// in part; a call made again would take it twice.
template <class F>
usher_status change(usher_replay &replay, usher_report **report, F &&work) noexcept {
  const usher_status status = guard(report, [&](Findings &findings) {
    replay.broken = true;
    const usher_status done = work(findings);
    replay.broken = false;
    return done;
  });
  if (status == USHER_MEMORY) replay.broken = true;
  return status;
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_replay_create(const usher_policy *policy, const usher_policy *against,
                                 const usher_replay_options *options, usher_replay **out,
                                 usher_report **report) noexcept {
  if (policy == nullptr || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_replay> made;
  const usher_status status = guard(
      report, [&](usher::Findings &findings) { return create(*policy, against, options, made, findings); });
  if (status == USHER_OK) *out = made.release();
  return status;
}

void usher_replay_destroy(usher_replay *replay) noexcept { delete replay; }

usher_status usher_replay_add_json(usher_replay *replay, usher_str file, usher_str lines,
                                   usher_report **report) noexcept {
  if (replay == nullptr || !is_valid(file) || !is_valid(lines)) return USHER_ARGUMENT;
  if (replay->broken || replay->figures || replay->replay.has_rows()) return answer_with(report, USHER_STATE);
  return change(*replay, report, [&](usher::Findings &findings) -> usher_status {
    replay->has_events = true;
    replay->replay.add_lines(text_in(file), text_in(lines), findings);
    return USHER_OK;
  });
}

usher_status usher_replay_add(usher_replay *replay, const usher_event *events, size_t count,
                              usher_report **report) noexcept {
  if (replay == nullptr || (events == nullptr && count != 0)) return USHER_ARGUMENT;
  if (replay->broken || replay->figures || replay->replay.has_rows()) return answer_with(report, USHER_STATE);
  return change(*replay, report, [&](usher::Findings &findings) -> usher_status {
    if (const usher_status status =
            replay->structs.read(events, count, replay->replay.before().ruleset(), findings);
        status != USHER_OK)
      return status;
    replay->has_events = true;
    replay->replay.add_events(replay->structs.events());
    return USHER_OK;
  });
}

usher_status usher_replay_add_rows(usher_replay *replay, const usher_mapping *mapping, usher_str file,
                                   usher_str bytes, int32_t last, usher_report **report) noexcept {
  if (replay == nullptr || !is_valid(file) || !is_valid(bytes)) return USHER_ARGUMENT;
  if (mapping == nullptr && !replay->replay.has_rows()) return USHER_ARGUMENT;
  if (replay->broken || replay->figures || replay->has_events || replay->rows_end)
    return answer_with(report, USHER_STATE);
  return change(*replay, report, [&](usher::Findings &findings) -> usher_status {
    if (!replay->replay.add_rows(mapping == nullptr ? nullptr : &mapping->mapping, text_in(file),
                                 text_in(bytes), last != 0, findings)) {
      replay->rows_end = true;
      return USHER_INPUT;
    }
    replay->rows_end = last != 0;
    return USHER_OK;
  });
}

usher_status usher_replay_play(usher_replay *replay, uint64_t *left, usher_report **report) noexcept {
  if (replay == nullptr || left == nullptr) return USHER_ARGUMENT;
  if (replay->broken || replay->figures || !replay->rows_end) return answer_with(report, USHER_STATE);
  std::uint64_t still = 0;
  const usher_status status = change(*replay, report, [&](usher::Findings &findings) -> usher_status {
    (void)replay->replay.play_some(findings); // whether something is left is in the numbers
    still = replay->replay.rows_to_play() - replay->replay.rows_played();
    return USHER_OK;
  });
  if (status == USHER_OK) *left = still;
  return status;
}

usher_status usher_replay_finish(usher_replay *replay, usher_report **report) noexcept {
  if (replay == nullptr) return USHER_ARGUMENT;
  if (replay->broken || replay->figures || (replay->replay.has_rows() && !replay->rows_end))
    return answer_with(report, USHER_STATE);
  return change(*replay, report, [&](usher::Findings &findings) -> usher_status {
    while (replay->replay.play_some(findings)) {
    }
    replay->replay.finish();
    replay->figures = usher::simulate::figures_of(replay->replay);
    summarise(*replay);
    return USHER_OK;
  });
}

const usher_replay_summary *usher_replay_result(const usher_replay *replay) noexcept {
  return replay == nullptr || replay->broken || !replay->figures ? nullptr : &replay->summary;
}

usher_status usher_replay_render(usher_replay *replay, int32_t format, usher_str *out) noexcept {
  if (replay == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return USHER_ARGUMENT;
  if (replay->broken || !replay->figures) return USHER_STATE;
  return guard([&] {
    replay->rendered = format == USHER_FORMAT_TEXT
                           ? to_text(replay->replay, *replay->figures, replay->most_named)
                           : to_json(replay->replay, *replay->figures);
    *out = text_out(replay->rendered);
    return USHER_OK;
  });
}
