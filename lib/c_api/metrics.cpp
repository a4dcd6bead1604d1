// SPDX-License-Identifier: BSL-1.0
// Metrics of desks.
#include "base/duration.hpp"
#include "c_api/desk_handles.hpp"
#include "c_api/structs.hpp"
#include "desk/metrics_figures.hpp"
#include "desk/state.hpp"

namespace usher::c_api {
namespace {

bool is_duration(std::int64_t ms) noexcept { return ms >= 0 && ms <= longest_duration_ms; }

std::string render(const desk::Figures &figures, std::int32_t format) {
  switch (format) {
  case USHER_FORMAT_TEXT: return to_text(figures);
  case USHER_FORMAT_JSON: return to_json(figures);
  default: return to_openmetrics(figures);
  }
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_desk_metrics(usher_desk *desk, const usher_metrics_options *options, int32_t format,
                                usher_document **out, usher_report **report) noexcept {
  if (desk == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON && format != USHER_FORMAT_OPENMETRICS)
    return answer_with(report, USHER_ARGUMENT);
  std::unique_ptr<usher_document> made;
  const usher_status status = guard(report, [&](usher::Findings &) -> usher_status {
    usher_metrics_options given;
    if (const usher_status read = read_optional(options, given); read != USHER_OK) return read;
    if (!is_duration(given.within) || !is_duration(given.short_wait)) return USHER_ARGUMENT;
    usher::desk::FigureOptions figure_options;
    figure_options.within_ms = given.within;
    if (given.short_wait != 0) figure_options.short_ms = given.short_wait;
    const std::lock_guard lock(desk->mutex);
    if (desk->desk.state().is_changing()) return USHER_STATE;
    made = make_document(render(usher::desk::figures_of(desk->desk, figure_options), format));
    return USHER_OK;
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}
