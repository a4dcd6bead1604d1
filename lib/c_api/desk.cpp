// SPDX-License-Identifier: BSL-1.0
// Desks: opening, keeping and taking back, questions.
#include "base/image.hpp"
#include "c_api/desk_handles.hpp"
#include "c_api/options.hpp"
#include "c_api/structs.hpp"

#include <fmt/format.h>

namespace usher::c_api {
namespace {

constexpr std::uint32_t known_flags = USHER_DESK_KEEP | USHER_DESK_JOURNAL;

/// Opens by `make(options, findings, desk)`.
template <class Make>
usher_status open(const usher_desk_options *options, const Limits &defaults, usher_desk **out,
                  usher_report **report, Make &&make) {
  std::unique_ptr<usher_desk> made;
  const usher_status result = guard(report, [&](Findings &findings) -> usher_status {
    usher_desk_options given;
    if (const usher_status status = read_optional(options, given); status != USHER_OK) return status;
    if ((given.flags & ~known_flags) != 0 || given.reserved != 0) return USHER_NEWER;
    desk::DeskOptions desk_options;
    desk_options.seed = given.seed;
    desk_options.limits = defaults;
    if (const usher_status status =
            read_limits(given.limits, given.limit_count, desk_options.limits, findings);
        status != USHER_OK) {
      return status;
    }
    if (const usher_status status = make(desk_options, findings, made); status != USHER_OK) return status;
    made->keeps_at_once = (given.flags & USHER_DESK_KEEP) != 0;
    made->has_journal = (given.flags & USHER_DESK_JOURNAL) != 0;
    if (made->has_journal) made->desk.observe(&made->journal);
    return USHER_OK;
  });
  if (result == USHER_OK) *out = made.release();
  return result;
}

usher_status refuse_image(Findings &findings, Code code, std::string message, std::string hint,
                          usher_status status) {
  findings.add({Severity::error, code, "snapshot", 0, 0, {}, std::move(message), std::move(hint)});
  return status;
}

usher_status restore(std::string_view bytes, const desk::DeskOptions &options, Findings &findings,
                     std::unique_ptr<usher_desk> &out) {
  if (!Image::has_magic(bytes)) {
    return refuse_image(findings, Code::image_damaged, "this is no snapshot of a desk",
                        "give what usher_desk_snapshot made, or usher run --snapshot", USHER_FORMAT);
  }
  Image image;
  switch (Image::open_bytes("snapshot", std::string(bytes), words_of_snapshots, image, findings)) {
  case ImageStatus::ok: break;
  case ImageStatus::other_version: return USHER_VERSION;
  case ImageStatus::no_image:
  case ImageStatus::unreadable:
  case ImageStatus::damaged: return USHER_FORMAT;
  }
  if (!image.verify(words_of_snapshots, findings))
    return USHER_FORMAT; // of a snapshot every byte is read anyway
  if (!image.has(SectionId::desk)) {
    return refuse_image(findings, Code::image_damaged, "this is a compiled policy and no snapshot of a desk",
                        "give what usher_desk_snapshot made, or usher run --snapshot", USHER_FORMAT);
  }
  try {
    out = std::make_unique<usher_desk>(desk::Desk(std::move(image), options), options.limits);
    return USHER_OK;
  } catch (const DamagedImage &damaged) {
    return refuse_image(findings, Code::image_damaged,
                        fmt::format("this snapshot is damaged: {}", damaged.what),
                        std::string(words_of_snapshots.hint), USHER_FORMAT);
  } catch (const rules::OtherUnicode &other) {
    return refuse_image(
        findings, Code::image_version,
        fmt::format("this snapshot was made with Unicode {}, and here is {}", other.of_image, other.here),
        std::string(words_of_snapshots.hint), USHER_VERSION);
  }
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_desk_open(const usher_policy *policy, const usher_desk_options *options, usher_desk **out,
                             usher_report **report) noexcept {
  if (policy == nullptr || out == nullptr) return USHER_ARGUMENT;
  return open(options, policy->body->limits, out, report,
              [policy](const usher::desk::DeskOptions &given, usher::Findings &,
                       std::unique_ptr<usher_desk> &made) -> usher_status {
                made =
                    std::make_unique<usher_desk>(usher::desk::Desk(ruleset_of(*policy), given), given.limits);
                return USHER_OK;
              });
}

usher_status usher_desk_restore(usher_str snapshot, const usher_desk_options *options, usher_desk **out,
                                usher_report **report) noexcept {
  if (!is_valid(snapshot) || out == nullptr) return USHER_ARGUMENT;
  return open(
      options, usher::Limits(), out, report,
      [&](const usher::desk::DeskOptions &given, usher::Findings &findings,
          std::unique_ptr<usher_desk> &made) { return restore(text_in(snapshot), given, findings, made); });
}

usher_status usher_desk_snapshot(usher_desk *desk, usher_document **out, usher_report **report) noexcept {
  if (desk == nullptr || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_document> made;
  const usher_status status = guard(report, [&](usher::Findings &) -> usher_status {
    const std::lock_guard lock(desk->mutex);
    if (desk->desk.state().is_changing()) return USHER_STATE;
    made = make_document(desk->desk.snapshot());
    return USHER_OK;
  });
  if (status == USHER_OK) *out = made.release();
  return status;
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
