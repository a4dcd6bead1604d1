// SPDX-License-Identifier: BSL-1.0
// Desks: opening, keeping and taking back, questions.
#include "c_api/desk_handles.hpp"
#include "c_api/options.hpp"
#include "c_api/structs.hpp"

namespace usher::c_api {
namespace {

constexpr std::uint32_t known_flags = USHER_DESK_KEEP | USHER_DESK_JOURNAL;

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_desk_open(const usher_policy *policy, const usher_desk_options *options, usher_desk **out,
                             usher_report **report) noexcept {
  if (policy == nullptr || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_desk> made;
  const usher_status result = guard(report, [&](usher::Findings &findings) -> usher_status {
    usher_desk_options given;
    if (const usher_status status = read_optional(options, given); status != USHER_OK) return status;
    if ((given.flags & ~known_flags) != 0 || given.reserved != 0) return USHER_NEWER;
    usher::desk::DeskOptions desk_options;
    desk_options.seed = given.seed;
    desk_options.limits = policy->body->limits;
    if (const usher_status status =
            read_limits(given.limits, given.limit_count, desk_options.limits, findings);
        status != USHER_OK) {
      return status;
    }
    // The ruleset keeps alive what it is a part of.
    made = std::make_unique<usher_desk>(
        std::shared_ptr<const usher::rules::Ruleset>(policy->body, &policy->body->ruleset), desk_options);
    made->keeps_at_once = (given.flags & USHER_DESK_KEEP) != 0;
    made->has_journal = (given.flags & USHER_DESK_JOURNAL) != 0;
    if (made->has_journal) made->desk.observe(&made->journal);
    return USHER_OK;
  });
  if (result == USHER_OK) *out = made.release();
  return result;
}

void usher_desk_destroy(usher_desk *desk) noexcept { delete desk; }

usher_status usher_desk_commit(usher_desk *desk) noexcept {
  if (desk == nullptr) return USHER_ARGUMENT;
  const std::lock_guard lock(desk->mutex);
  desk->desk.commit();
  return USHER_OK;
}

usher_status usher_desk_abort(usher_desk *desk) noexcept {
  if (desk == nullptr) return USHER_ARGUMENT;
  const std::lock_guard lock(desk->mutex);
  desk->desk.abort();
  return USHER_OK;
}

usher_status usher_desk_next_due(usher_desk *desk, int64_t *out) noexcept {
  if (desk == nullptr || out == nullptr) return USHER_ARGUMENT;
  const std::lock_guard lock(desk->mutex);
  const usher::Instant next = desk->desk.next_due();
  *out = next == usher::desk::never ? int64_t{USHER_NO_TIME} : next;
  return USHER_OK;
}
