// SPDX-License-Identifier: BSL-1.0
// Any bytes as lines of events at a desk: applied or refused with a finding. What was applied and taken back leaves no
// trace; what was kept can be looked at, and a desk that goes on from its snapshot is the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <usher/usher.h>

namespace {

constexpr std::string_view policy_text =
    "usher: 1\n"
    "facts: {tier: [bronze, gold]}\n"
    "channels: {wall: {kind: social, public: true}, mail: {kind: email}}\n"
    "accounts: {\"@a\": {channel: wall}, \"@b\": {channel: mail, departments: [care]}}\n"
    "calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-17:00\"]}}}\n"
    "sla: {fast: {first_response: {urgent: 15m, low: 1h}, next_response: 2h, resolution: 48h}}\n"
    "topics: {refund: {en: [~refund]}, threat: {en: [lawyer]}}\n"
    "departments:\n"
    "  care: {sla: fast, calendar: office, queue: {limit: 3}, assign: {offer: 5m}, widen: [{after: 10m, "
    "drop: [skills]}]}\n"
    "  legal: {}\n"
    "agents:\n"
    "  sara: {departments: [care], skills: [billing], languages: [en, it], capacity: 2, shift: office}\n"
    "  lena: {departments: [care, legal], capacity: {total: 3, email: 1}}\n"
    "replies: {sorry: {en: \"We are on it, {customer.id}.\"}}\n"
    "rules:\n"
    "  - {name: refunds, when: {topic: refund}, then: {skills: [billing], reply: sorry}}\n"
    "  - {name: threats, when: {topic: threat}, then: {ask: [{department: legal, within: 1h, before_reply: "
    "true}]}}\n"
    "default: {department: care}\n";

void require(bool condition) {
  if (!condition) std::abort();
}
usher_str str(std::string_view text) { return {text.data(), text.size()}; }

std::string snapshot_of(usher_desk *desk) {
  usher_document *document = nullptr;
  usher_str text{};
  require(usher_desk_snapshot(desk, &document, nullptr) == USHER_OK);
  require(usher_document_text(document, &text) == USHER_OK);
  std::string out(text.data, text.size);
  usher_document_destroy(document);
  return out;
}

struct Handles {
  Handles() {
    require(usher_policy_load_memory(str("fuzz"), str(policy_text), nullptr, &policy, nullptr) == USHER_OK);
    require(usher_effects_create(&effects) == USHER_OK);
    require(usher_view_create(&view) == USHER_OK);
  }
  ~Handles() {
    usher_view_destroy(view);
    usher_effects_destroy(effects);
    usher_policy_destroy(policy);
  }
  Handles(const Handles &) = delete;
  Handles &operator=(const Handles &) = delete;
  usher_policy *policy = nullptr;
  usher_effects *effects = nullptr;
  usher_view *view = nullptr;
};

void look(usher_desk *desk, const Handles &handles) {
  usher_str text{};
  require(usher_desk_look(desk, handles.view) == USHER_OK);
  require(usher_view_render(handles.view, USHER_FORMAT_TEXT, &text) == USHER_OK);
  require(usher_view_render(handles.view, USHER_FORMAT_JSON, &text) == USHER_OK);
  usher_document *document = nullptr;
  require(usher_desk_metrics(desk, nullptr, USHER_FORMAT_OPENMETRICS, &document, nullptr) == USHER_OK);
  usher_document_destroy(document);
}

} // namespace

// A blank line begins another call.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const Handles handles;
  usher_desk_options options{};
  options.struct_size = sizeof options;
  options.flags = USHER_DESK_JOURNAL;
  usher_desk *desk = nullptr;
  require(usher_desk_open(handles.policy, &options, &desk, nullptr) == USHER_OK);
  std::string_view rest(reinterpret_cast<const char *>(data), size);
  while (!rest.empty()) {
    const std::size_t end = rest.find("\n\n");
    const std::string_view lines = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    const std::string before = snapshot_of(desk);
    usher_status status = usher_desk_apply_json(desk, str(lines), handles.effects, nullptr);
    require(status == USHER_OK || status == USHER_REPEATED || status == USHER_INPUT ||
            status == USHER_LIMIT || status == USHER_TIME || status == USHER_CONFLICT);
    if (status == USHER_OK) {
      require(usher_desk_abort(desk) == USHER_OK);
      require(snapshot_of(desk) == before);
      status = usher_desk_apply_json(desk, str(lines), handles.effects, nullptr);
      require(status == USHER_OK && usher_desk_commit(desk) == USHER_OK);
      look(desk, handles);
    }
  }
  const std::string last = snapshot_of(desk);
  usher_desk *again = nullptr;
  require(usher_desk_restore(str(last), &options, &again, nullptr) == USHER_OK);
  require(snapshot_of(again) == last);
  usher_desk_destroy(again);
  usher_desk_destroy(desk);
  return 0;
}
