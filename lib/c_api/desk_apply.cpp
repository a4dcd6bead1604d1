// SPDX-License-Identifier: BSL-1.0
// Applying events to a desk.
#include "c_api/desk_handles.hpp"
#include "c_api/options.hpp"

#include <algorithm>

namespace usher::c_api {
namespace {

using desk::ApplyStatus;

usher_status status_of(ApplyStatus status) noexcept {
  switch (status) {
  case ApplyStatus::ok: return USHER_OK;
  case ApplyStatus::bad_event: return USHER_INPUT;
  case ApplyStatus::time: return USHER_TIME;
  case ApplyStatus::conflict: return USHER_CONFLICT;
  case ApplyStatus::state: return USHER_STATE;
  }
  return USHER_INTERNAL;
}

bool are_repeats(const std::vector<desk::EventResult> &results) {
  return !results.empty() && std::all_of(results.begin(), results.end(),
                                         [](const desk::EventResult &one) { return one.repeated; });
}

/// A change that `make` makes, which then sets its second argument. Whole or not at all: whatever fails, even the
/// report, takes it back.
template <class Make>
usher_status change(usher_desk &desk, usher_effects &effects, usher_report **report, Make &&make) {
  const std::lock_guard lock(desk.mutex);
  bool changed = false;
  effects.clear();
  const usher_status result = guard(report, [&](Findings &findings) -> usher_status {
    // A change that waits is not this call's to take back.
    if (desk.desk.state().is_changing()) return USHER_STATE;
    return make(findings, changed);
  });
  if (!changed) return result;
  if (result != USHER_OK && result != USHER_REPEATED) {
    desk.desk.abort();
    effects.clear();
  } else if (desk.keeps_at_once || result == USHER_REPEATED) {
    desk.desk.commit();
  }
  return result;
}

/// Events that `read` has filled `list` with.
template <class List, class Read>
usher_status apply(usher_desk &desk, List &list, usher_effects &effects, usher_report **report, Read &&read) {
  return change(desk, effects, report, [&](Findings &findings, bool &changed) -> usher_status {
    if (const usher_status status = read(findings); status != USHER_OK) return status;
    desk.journal.begin();
    const usher_status status = status_of(desk.desk.apply(list.events(), findings));
    if (status != USHER_OK) return status;
    changed = true;
    effects.take(desk.desk);
    if (desk.has_journal) {
      effects.has_journal = true;
      desk.journal.write(desk.desk, list.events(), list.messages(), effects.journal);
    }
    return are_repeats(desk.desk.results()) ? USHER_REPEATED : USHER_OK;
  });
}

/// All lines that are events, or what is wrong with those that are none.
usher_status read_lines(usher_desk &desk, std::string_view lines, Findings &findings) {
  desk.json_events.clear();
  bool failed = false;
  for (std::uint32_t number = 1; !lines.empty(); ++number) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    failed |= !desk.json_events.read(line, desk.limits, number, findings);
  }
  if (!failed) return USHER_OK;
  return findings.has_error(Code::limit) ? USHER_LIMIT : USHER_INPUT;
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_desk_apply(usher_desk *desk, const usher_event *events, size_t count,
                              usher_effects *effects, usher_report **report) noexcept {
  if (effects != nullptr) effects->clear();
  if (desk == nullptr || effects == nullptr || (events == nullptr && count != 0)) return USHER_ARGUMENT;
  return apply(*desk, desk->struct_events, *effects, report, [&](usher::Findings &findings) {
    return desk->struct_events.read(events, count, desk->desk.state().terms().ruleset(), findings);
  });
}

usher_status usher_desk_apply_json(usher_desk *desk, usher_str lines, usher_effects *effects,
                                   usher_report **report) noexcept {
  if (effects != nullptr) effects->clear();
  if (desk == nullptr || effects == nullptr || !is_valid(lines)) return USHER_ARGUMENT;
  return apply(*desk, desk->json_events, *effects, report,
               [&](usher::Findings &findings) { return read_lines(*desk, text_in(lines), findings); });
}

usher_status usher_desk_set_policy(usher_desk *desk, const usher_policy *policy, usher_effects *effects,
                                   usher_report **report) noexcept {
  if (effects != nullptr) effects->clear();
  if (desk == nullptr || policy == nullptr || effects == nullptr) return USHER_ARGUMENT;
  return change(*desk, *effects, report, [&](usher::Findings &, bool &changed) -> usher_status {
    const usher_status status = status_of(desk->desk.set_policy(ruleset_of(*policy)));
    if (status != USHER_OK) return status;
    changed = true;
    effects->take(desk->desk);
    if (desk->has_journal) {
      effects->has_journal = true;
      usher::desk::Journal::write_policy(desk->desk, effects->journal);
    }
    return USHER_OK;
  });
}
