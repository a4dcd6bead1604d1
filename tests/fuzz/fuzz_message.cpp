// SPDX-License-Identifier: BSL-1.0
// Any bytes as a message, as JSON and as the text of one: a decision or a finding, and the same from a batch.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include <usher/usher.h>

namespace {

constexpr char policy_text[] =
    "usher: 1\n"
    "facts: {customer.tier: [bronze, silver, gold], customer.since: time, order.age: duration, order.open: "
    "flag}\n"
    "channels: {wall: {kind: social, public: true, private_twin: dm}, dm: {kind: message}, mail: {kind: "
    "email}}\n"
    "accounts: {\"@acme\": {channel: wall, brand: acme}}\n"
    "departments: {care: {}, billing: {}}\n"
    "default: {department: care}\n"
    "topics:\n"
    "  refund: {en: [~refund, money back, charge* back], it: [~rimborso, perché], ru: [~возврат], fa: "
    "[می‌خواهم]}\n"
    "  order: {all_languages: ['/\\b[A-Z]{2}-\\d{6}\\b/', '#refund', '@acme', a@b.example, 😡]}\n"
    "rules:\n"
    "  - {name: was, when: {was: {customer.tier: {at_least: silver}, language: it}, changed: [department, "
    "order.age,"
    " customer.since]}, then: {tags: [was]}}\n"
    "  - {name: refund, when: {topic: refund, language: [en, it]}, then: {department: billing}}\n"
    "  - {name: data, when: {pii: {none: [card]}, not: {order.age: {at_least: 2d}}}, then: {tags: [safe]}}\n";

void require(bool condition) {
  if (!condition) std::abort();
}

struct State {
  State() {
    require(usher_policy_load_memory({"fuzz", 4}, {policy_text, sizeof policy_text - 1}, nullptr, &policy,
                                     nullptr) == USHER_OK);
    require(usher_decision_create(&decision) == USHER_OK);
    require(usher_batch_create(&batch) == USHER_OK);
    require(usher_text_create(&text) == USHER_OK);
  }
  ~State() {
    usher_text_destroy(text);
    usher_batch_destroy(batch);
    usher_decision_destroy(decision);
    usher_policy_destroy(policy);
  }
  State(const State &) = delete;
  State &operator=(const State &) = delete;
  usher_policy *policy = nullptr;
  usher_decision *decision = nullptr;
  usher_batch *batch = nullptr;
  usher_text *text = nullptr;
};

void ask_everything(usher_decision *decision) {
  usher_str text{};
  require(usher_decision_json(decision, USHER_DECISION_DETAIL, &text) == USHER_OK);
  require(usher_decision_explain(decision, USHER_FORMAT_TEXT, &text) == USHER_OK);
  require(usher_decision_explain(decision, USHER_FORMAT_JSON, &text) == USHER_OK);
}

void require_inside(const usher_span &span, std::size_t size) {
  require(span.begin < span.end && span.end <= size);
  require(span.begin_code_point < span.end_code_point && span.end_code_point <= span.end);
}

void look_at_everything(const State &state, usher_str source, const usher_text_options &options) {
  usher_text *text = state.text;
  const usher_status status = usher_text_read(state.policy, source, &options, text, nullptr);
  require(status == USHER_OK || status == USHER_LIMIT);
  require((usher_text_fields(text) != nullptr) == (status == USHER_OK));
  if (status != USHER_OK) return;
  for (std::size_t i = 0; i < usher_text_word_count(text); ++i)
    require_inside(usher_text_word(text, i)->where, source.size);
  for (std::size_t i = 0; i < usher_text_match_count(text); ++i)
    require_inside(usher_text_match(text, i)->where, source.size);
  std::size_t end = 0;
  for (std::size_t i = 0; i < usher_text_personal_data_count(text); ++i) {
    const usher_span &where = usher_text_personal_data(text, i)->where;
    require_inside(where, source.size);
    require(where.begin >= end);
    end = where.end;
  }
  end = 0;
  for (std::size_t i = 0; i < usher_text_left_out_count(text); ++i) {
    const usher_span *span = usher_text_left_out(text, i);
    require_inside(*span, source.size);
    require(i == 0 || span->begin > end);
    end = span->end;
  }
  usher_str out{};
  require(usher_text_render(text, USHER_FORMAT_JSON, &out) == USHER_OK);
  require(usher_text_render(text, USHER_FORMAT_TEXT, &out) == USHER_OK);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const std::unique_ptr<State> state = std::make_unique<State>();
  const usher_str bytes = {reinterpret_cast<const char *>(data), size};

  usher_report *report = nullptr;
  const usher_status status = usher_triage_json(state->policy, bytes, nullptr, state->decision, &report);
  require(status == USHER_OK || status == USHER_INPUT || status == USHER_LIMIT);
  require((status == USHER_OK) == (usher_report_count_of(report, USHER_SEVERITY_ERROR) == 0));
  usher_report_destroy(report);
  if (status == USHER_OK) ask_everything(state->decision);

  usher_message message{};
  message.struct_size = sizeof message;
  message.text = bytes;
  usher_triage_options options{};
  options.struct_size = sizeof options;
  options.flags = USHER_TRIAGE_LANGUAGE | USHER_TRIAGE_PERSONAL_DATA;
  require(usher_triage(state->policy, &message, &options, state->decision, nullptr) == USHER_OK);
  ask_everything(state->decision);
  message.channel = {"mail", 4};
  require(usher_triage(state->policy, &message, &options, state->decision, nullptr) == USHER_OK);
  ask_everything(state->decision);

  usher_text_options text_options{};
  text_options.struct_size = sizeof text_options;
  for (const std::uint32_t flags : {0U, static_cast<std::uint32_t>(USHER_TEXT_EMAIL)}) {
    text_options.flags = flags;
    look_at_everything(*state, bytes, text_options);
  }
  require(usher_batch_triage_json(state->policy, bytes, nullptr, state->batch, nullptr) == USHER_OK);
  return 0;
}
