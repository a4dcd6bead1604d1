// SPDX-License-Identifier: BSL-1.0
// Any bytes as a mapping, and behind a line "---" as a table that it is for: rows are taken or told to be none, cut into
// pieces anywhere, and what was taken is played. Without that line, any bytes as events and lines of a journal.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <usher/usher.h>

namespace {

constexpr std::string_view policy_text =
    "usher: 1\n"
    "facts: {ticket.department: text}\n"
    "channels: {call: {kind: phone}}\n"
    "sla: {fast: {first_response: 15m, resolution: 2d}}\n"
    "departments: {care: {sla: fast}, billing: {}}\n"
    "rules: [{name: money, when: {ticket.department: billing}, then: {department: billing}}]\n"
    "default: {department: care}\n";

void require(bool condition) {
  if (!condition) std::abort();
}
usher_str str(std::string_view text) { return {text.data(), text.size()}; }

usher_policy *policy() {
  usher_policy *out = nullptr;
  require(usher_policy_load_memory(str("fuzz"), str(policy_text), nullptr, &out, nullptr) == USHER_OK);
  return out;
}

void finish(usher_replay *replay) {
  require(usher_replay_finish(replay, nullptr) == USHER_OK);
  const usher_replay_summary *const summary = usher_replay_result(replay);
  require(summary != nullptr && summary->left_out <= summary->lines);
  usher_str text{};
  require(usher_replay_render(replay, USHER_FORMAT_TEXT, &text) == USHER_OK);
  require(usher_replay_render(replay, USHER_FORMAT_JSON, &text) == USHER_OK);
}

void take_rows(usher_replay *replay, std::string_view mapping_text, std::string_view table) {
  usher_mapping *mapping = nullptr;
  const usher_status status =
      usher_mapping_load_memory(str("map.yaml"), str(mapping_text), &mapping, nullptr);
  require(status == USHER_OK || status == USHER_POLICY || status == USHER_LIMIT || status == USHER_IO);
  if (status != USHER_OK) return;
  const std::size_t half = table.size() / 2;
  usher_status taken =
      usher_replay_add_rows(replay, mapping, str("rows.csv"), str(table.substr(0, half)), 0, nullptr);
  if (taken == USHER_OK)
    taken = usher_replay_add_rows(replay, mapping, str("rows.csv"), str(table.substr(half)), 1, nullptr);
  require(taken == USHER_OK || taken == USHER_INPUT || taken == USHER_LIMIT);
  if (taken == USHER_OK) finish(replay);
  usher_mapping_destroy(mapping);
}

void take_lines(usher_replay *replay, std::string_view lines) {
  require(usher_replay_add_json(replay, str("day.jsonl"), str(lines), nullptr) == USHER_OK);
  finish(replay);
  usher_staff_week *week = nullptr;
  require(usher_staff_week_create(str("UTC"), &week, nullptr) == USHER_OK);
  require(usher_staff_week_add_events(week, str("day.jsonl"), str(lines), nullptr) == USHER_OK);
  usher_staff_week_destroy(week);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static usher_policy *const one = policy(); // as long as the process
  const std::string_view text(reinterpret_cast<const char *>(data), size);
  usher_replay *replay = nullptr;
  require(usher_replay_create(one, one, nullptr, &replay, nullptr) == USHER_OK);
  if (const std::size_t cut = text.find("\n---\n"); cut != std::string_view::npos)
    take_rows(replay, text.substr(0, cut + 1), text.substr(cut + 5));
  else
    take_lines(replay, text);
  usher_replay_destroy(replay);
  return 0;
}
