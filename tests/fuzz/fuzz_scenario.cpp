// SPDX-License-Identifier: BSL-1.0
// Any bytes as a scenario: it loads or there are findings; what loads can be played.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <usher/usher.h>

namespace {

constexpr std::string_view policy_text =
    "usher: 1\n"
    "facts: {tier: [bronze, gold]}\n"
    "calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-17:00\"]}}}\n"
    "topics: {refund: {en: [~refund]}}\n"
    "sla: {fast: {first_response: 15m, resolution: 2d}}\n"
    "departments: {care: {sla: fast}, billing: {assign: {offer: 2m}}}\n"
    "agents: {sara: {departments: [care], shift: office}}\n"
    "replies: {sorry: {en: \"We are on it.\"}}\n"
    "rules: [{name: refunds, when: {topic: refund}, then: {department: billing}}]\n"
    "default: {department: care}\n";
constexpr std::string_view rows = "id,came,took,about,lang,text,right\n"
                                  "t-1,2026-03-02 08:02,11:30,parcel,it,a refund please,billing\n"
                                  "t-2,2026-03-02 08:03,25m,refund,en,where is it,care\n";

void require(bool condition) {
  if (!condition) std::abort();
}
usher_str str(std::string_view text) { return {text.data(), text.size()}; }

usher_source source(std::string_view name, std::string_view text) {
  return {sizeof(usher_source), str(name), str(text)};
}

/// Thousands of people, or years, take long to play, which is no fault.
bool is_small(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits > 4) return false;
  }
  return text.find('w') == std::string_view::npos || text.size() < 4000;
}

void play(usher_scenario *scenario) {
  usher_simulation *simulation = nullptr;
  const usher_status made = usher_simulation_create(scenario, 0, &simulation, nullptr);
  require(made == USHER_OK || made == USHER_INPUT || made == USHER_LIMIT);
  if (made != USHER_OK) return;
  double progress = 0;
  for (int part = 0; part < 4 && progress < 1; ++part) {
    const usher_status status = usher_simulation_advance(simulation, 20, &progress, nullptr);
    require(status == USHER_OK || status == USHER_INPUT || status == USHER_LIMIT);
    if (status != USHER_OK) break;
    require(progress >= 0 && progress <= 1);
  }
  usher_simulation_destroy(simulation);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char *>(data), size);
  const std::array<usher_source, 3> files = {source("scenario.yaml", text),
                                             source("policy.yaml", policy_text), source("rows.csv", rows)};
  usher_scenario *scenario = nullptr;
  usher_report *report = nullptr;
  const usher_status status = usher_scenario_load_memory(str("scenario.yaml"), files.data(), files.size(),
                                                         nullptr, &scenario, &report);
  require(status == USHER_OK || status == USHER_POLICY || status == USHER_LIMIT || status == USHER_IO);
  require(status == USHER_OK || usher_report_count(report) != 0);
  usher_report_destroy(report);
  if (status == USHER_OK && is_small(text)) play(scenario);
  usher_scenario_destroy(scenario);
  return 0;
}
