// SPDX-License-Identifier: BSL-1.0
#include "c_api/handles.hpp"

struct usher_report {
  const usher_finding *findings;
  std::size_t count;
  struct Owned {
    usher::Findings findings;
    std::vector<usher_finding> views;
    std::string rendered;
  };
  Owned *owned; // NULL for a static report
  const char *static_text;
  const char *static_json;
};

namespace usher::c_api {
namespace {

constexpr usher_str literal(std::string_view text) { return {text.data(), text.size()}; }

// Static reports need no memory, since one of them says that there is none.
constexpr usher_finding static_finding(std::string_view code, std::string_view message) {
  return {sizeof(usher_finding), USHER_SEVERITY_ERROR, 0,           0, 0, literal(code), {nullptr, 0},
          {nullptr, 0},          literal(message),     {nullptr, 0}};
}

#define USHER_STATIC_JSON(code, message)                                                                     \
  "{\"findings\":[{\"severity\":\"error\",\"code\":\"" code "\",\"file\":\"\",\"line\":0,\"column\":0,"      \
  "\"path\":\"\",\"message\":\"" message "\",\"hint\":\"\"}]}"

constexpr usher_finding out_of_memory_finding = static_finding("limit", "out of memory");
constexpr usher_report out_of_memory_report = {&out_of_memory_finding, 1, nullptr,
                                               "error: out of memory [limit]\n",
                                               USHER_STATIC_JSON("limit", "out of memory")};
#define USHER_DAMAGE_TEXT "this compiled policy is damaged; make it anew from the policy"
constexpr usher_finding damage_finding = static_finding("image_damaged", USHER_DAMAGE_TEXT);
constexpr usher_report damage_report = {&damage_finding, 1, nullptr,
                                        "error: " USHER_DAMAGE_TEXT " [image_damaged]\n",
                                        USHER_STATIC_JSON("image_damaged", USHER_DAMAGE_TEXT)};
constexpr usher_finding defect_finding = static_finding("defect", "a defect of usher; please report it");
constexpr usher_report defect_report = {&defect_finding, 1, nullptr,
                                        "error: a defect of usher; please report it [defect]\n",
                                        USHER_STATIC_JSON("defect", "a defect of usher; please report it")};

// Never written to: every function that takes a report looks at `owned` first.
void deliver_static(usher_report **report, const usher_report &one) noexcept {
  if (report != nullptr) *report = const_cast<usher_report *>(&one);
}

usher_finding view_of(const Finding &finding) {
  return {sizeof(usher_finding),
          static_cast<int32_t>(finding.severity),
          finding.line,
          finding.column,
          0,
          text_out(name_of(finding.code)),
          text_or_none(finding.file),
          text_or_none(finding.path),
          text_out(finding.message),
          text_or_none(finding.hint)};
}

} // namespace

void deliver_out_of_memory(usher_report **report) noexcept { deliver_static(report, out_of_memory_report); }
void deliver_damage(usher_report **report) noexcept { deliver_static(report, damage_report); }
void deliver_defect(usher_report **report) noexcept { deliver_static(report, defect_report); }

bool deliver_refused(usher_report **report, std::string_view zone) noexcept {
  if (report == nullptr) return true;
  try {
    calendar::ZoneProblem problem = calendar::zone_problem(calendar::ZoneStatus::refused, zone);
    Findings findings;
    findings.add({Severity::error,
                  Code::no_zone_files,
                  {},
                  0,
                  0,
                  {},
                  std::move(problem.message),
                  std::move(problem.hint)});
    return deliver(report, std::move(findings));
  } catch (...) {
    deliver_out_of_memory(report);
    return false;
  }
}

bool deliver(usher_report **report, Findings &&findings) noexcept {
  if (report == nullptr) return true;
  try {
    auto owned = std::make_unique<usher_report::Owned>();
    owned->findings = std::move(findings);
    owned->views.reserve(owned->findings.size());
    for (const Finding &finding : owned->findings)
      owned->views.push_back(view_of(finding));
    auto made = std::make_unique<usher_report>();
    made->findings = owned->views.data();
    made->count = owned->views.size();
    made->owned = owned.release();
    *report = made.release();
    return true;
  } catch (...) {
    deliver_out_of_memory(report);
    return false;
  }
}

} // namespace usher::c_api

size_t usher_report_count(const usher_report *report) noexcept {
  return report == nullptr ? 0 : report->count;
}

size_t usher_report_count_of(const usher_report *report, int32_t severity) noexcept {
  size_t count = 0;
  for (size_t i = 0; i < usher_report_count(report); ++i)
    count += report->findings[i].severity == severity ? 1 : 0;
  return count;
}

const usher_finding *usher_report_finding(const usher_report *report, size_t index) noexcept {
  return index < usher_report_count(report) ? &report->findings[index] : nullptr;
}

usher_status usher_report_text(usher_report *report, int32_t format, usher_str *out) noexcept {
  using namespace usher::c_api;
  if (report == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return USHER_ARGUMENT;
  if (report->owned == nullptr) {
    *out = text_out(format == USHER_FORMAT_JSON ? report->static_json : report->static_text);
    return USHER_OK;
  }
  return guard([&] {
    std::string text;
    if (format == USHER_FORMAT_JSON) {
      text = to_json(report->owned->findings);
    } else {
      for (const usher::Finding &finding : report->owned->findings)
        text += to_text(finding);
    }
    report->owned->rendered = std::move(text);
    *out = text_out(report->owned->rendered);
    return USHER_OK;
  });
}

void usher_report_destroy(usher_report *report) noexcept {
  if (report == nullptr || report->owned == nullptr) return;
  delete report->owned;
  delete report;
}
