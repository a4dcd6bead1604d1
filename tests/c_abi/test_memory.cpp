// SPDX-License-Identifier: BSL-1.0
// Memory that runs out at the n-th allocation, for every n: a status, never an exception or a crash, and the handles
// work afterwards.
#include "failing_memory.hpp"

#include <cstdio>
#include <string>
#include <string_view>

#include <usher/usher.h>

namespace {

using namespace usher_test; // what was counted, and how it fails

/// A message of many facts in the typed form, decided again and again: from some round on it asks for no memory.
void check_warm_triage() {
  const std::string text =
      "usher: 1\n"
      "channels: {wall: {kind: social, public: true}, mail: {kind: email}}\n"
      "accounts: {\"@a brand with a long name\": {channel: wall, brand: one}}\n"
      "facts: {customer.loyalty_programme: [bronze, silver, gold], customer.home_town: text,"
      " order.value: number}\n"
      "departments: {care: {}, billing: {}}\n"
      "default: {department: care}\n"
      "topics: {refund: {en: [~refund, money back], fa: [می‌خواهم]}}\n"
      "signals: {rich: {order.value: {at_least: 100}}}\n"
      "priority: {add: [{when: {signal: rich}, points: 20}]}\n"
      "rules:\n"
      "  - {name: refund, when: {topic: refund, customer.loyalty_programme: [gold, silver]},"
      " then: {department: billing, tags: [money, a tag of many words], skills: [refunds]}}\n"
      "  - {name: town, when: {customer.home_town: [a town far away]}, then: {notify: [billing],"
      " ask: [{department: care, within: 2h}]}}\n";
  usher_policy *policy = nullptr;
  usher_decision *decision = nullptr;
  require(usher_policy_load_memory(str("warm.yaml"), str(text), nullptr, &policy, nullptr) == USHER_OK,
          "load", 0);
  require(usher_decision_create(&decision) == USHER_OK, "create", 0);
  const std::string body =
      "I want my refunds, می‌خواهم, money back please, and soon; this takes far too long";
  usher_fact facts[3] = {};
  for (usher_fact &fact : facts) {
    fact.struct_size = sizeof fact;
    fact.type = USHER_FACT_TEXT;
  }
  facts[0].name = {"customer.loyalty_programme", 26};
  facts[0].text = {"gold", 4};
  facts[1].name = {"customer.home_town", 18};
  facts[1].text = {"a town far away", 15};
  facts[2].name = {"order.value", 11};
  facts[2].type = USHER_FACT_NUMBER;
  facts[2].number = 200;
  usher_str tags[1] = {{"a tag that the conversation carries", 35}};
  usher_message message = {};
  message.struct_size = sizeof message;
  message.id = {"a number of a message that is long", 34};
  message.text = str(body);
  message.account = {"@a brand with a long name", 25};
  message.language = {"en-US", 5};
  message.tags = tags;
  message.tag_count = 1;
  message.facts = facts;
  message.fact_count = 3;
  for (long round = 0; round < 4; ++round) {
    const long before = allocations;
    require(usher_triage(policy, &message, nullptr, decision, nullptr) == USHER_OK, "warm triage", round);
    require(usher_decision_fields(decision)->priority == 60, "what is decided", round);
    require(round != 0 || allocations != before, "allocations are counted", round);
    require(round < 2 || allocations == before, "a warm triage without memory", round);
  }
  usher_decision_destroy(decision);
  usher_policy_destroy(policy);
}

/// A morning at a desk; the first call at which memory runs out is tried again, and the journal is as it would have
/// been all the same.
usher_status work_a_morning(const usher_policy *policy, bool as_json, std::string &journal) {
  usher_desk_options options{};
  options.struct_size = sizeof options;
  options.flags = USHER_DESK_JOURNAL;
  usher_desk *desk = nullptr;
  usher_effects *effects = nullptr;
  usher_view *view = nullptr;
  usher_status status = usher_desk_open(policy, &options, &desk, nullptr);
  if (status == USHER_OK) status = usher_effects_create(&effects);
  if (status == USHER_OK) status = usher_view_create(&view);
  usher_status first_failure = status;
  for (int step = 0; status == USHER_OK && step < 8; ++step) {
    // The test's own memory is not to fail.
    const long left = allocations_left;
    allocations_left = -1;
    const std::string name = "a conversation with a long name " + std::to_string(step / 2);
    const std::string before = "a conversation with a long name " + std::to_string(step / 2 - 1);
    const std::string time = "2026-03-20T10:0" + std::to_string(step) + ":00Z";
    const std::string line =
        step == 0
            ? R"({"type":"agent","agent":"sara with a long name","departments":["care","billing"],"time":")" +
                  time + "\"}"
        : step % 2 == 1
            ? R"({"type":"message","id":")" + time + R"(","conversation":")" + name + R"(","time":")" + time +
                  R"(","message":{"text":"a refund, please","tags":["one long enough to be kept outside"]}})"
            : R"({"type":"resolve","conversation":")" + before + R"(","time":")" + time + "\"}";
    allocations_left = left;
    const auto apply = [&]() -> usher_status {
      usher_report *report = nullptr;
      usher_status done = USHER_OK;
      if (as_json) {
        done = usher_desk_apply_json(desk, str(line), effects, &report);
      } else {
        usher_event event{};
        event.struct_size = sizeof event;
        event.time = 1774000800000 + step * 60000;
        usher_message message{};
        message.struct_size = sizeof message;
        message.text = {"a refund, please", 16};
        usher_agent_update update{};
        update.struct_size = sizeof update;
        update.says = USHER_AGENT_DEPARTMENTS;
        const usher_str departments[2] = {{"care", 4}, {"billing", 7}};
        update.departments = departments;
        update.department_count = 2;
        event.type = step == 0       ? USHER_EVENT_AGENT
                     : step % 2 == 1 ? USHER_EVENT_MESSAGE
                                     : USHER_EVENT_RESOLVE;
        event.agent_update = &update;
        event.message = &message;
        if (step == 0)
          event.agent = {"sara with a long name", 21};
        else
          event.conversation = str(step % 2 == 1 ? name : before);
        if (step % 2 == 1) event.id = str(time);
        done = usher_desk_apply(desk, &event, 1, effects, &report);
      }
      usher_report_destroy(report);
      return done;
    };
    usher_status done = apply();
    if (done == USHER_MEMORY) {
      if (first_failure == USHER_OK) first_failure = done;
      require(usher_effects_count(effects) == 0 && usher_effects_result(effects, 0) == nullptr,
              "effects of what did not happen", step);
      done = apply(); // memory is there again, and the desk is as it was
    }
    require(done == USHER_OK, "an event after memory ran out", step);
    usher_str lines{};
    require(usher_effects_journal(effects, &lines) == USHER_OK, "a journal", step);
    journal.append(lines.data, lines.size);
    usher_desk_commit(desk);
    const usher_status looked = usher_desk_look(desk, view);
    require(looked == USHER_OK || looked == USHER_MEMORY, "a look", step);
    usher_status rendered = USHER_OK;
    if (looked == USHER_OK) rendered = usher_view_render(view, USHER_FORMAT_JSON, &lines);
    if (rendered == USHER_OK) rendered = usher_effects_render(effects, USHER_FORMAT_TEXT, &lines);
    const usher_status listed = usher_desk_list(desk, USHER_LIST_OWED, 0, view);
    require(listed == USHER_OK || listed == USHER_MEMORY, "a list", step);
    const usher_conversation *const one = usher_view_conversation(view, 0);
    const usher_status asked =
        listed == USHER_OK && one != nullptr ? usher_desk_candidates(desk, one->name, view) : USHER_OK;
    require(asked == USHER_OK || asked == USHER_MEMORY, "candidates", step);
    if (first_failure == USHER_OK) first_failure = looked != USHER_OK ? looked : rendered;
    if (first_failure == USHER_OK) first_failure = listed != USHER_OK ? listed : asked;
  }
  if (as_json && status == USHER_OK) {
    usher_document *document = nullptr;
    const usher_status counted = usher_desk_metrics(desk, nullptr, USHER_FORMAT_TEXT, &document, nullptr);
    require(counted == USHER_OK || counted == USHER_MEMORY, "metrics", 0);
    usher_document_destroy(document);
    if (first_failure == USHER_OK) first_failure = counted;
  }
  usher_view_destroy(view);
  usher_effects_destroy(effects);
  usher_desk_destroy(desk);
  return first_failure;
}

} // namespace

int main() {
  check_warm_triage();
  const std::string text = "usher: 1\n"
                           "facts: {customer.tier: [a, b]}\n"
                           "departments: {care: {}, billing: {}}\n"
                           "default: {department: care}\n"
                           "topics: {refund: {en: [~refund, money back], fa: [می‌خواهم]}}\n"
                           "rules:\n"
                           "  - {name: refund, when: {any: [{topic: refund}, {customer.tier: {at_least: "
                           "b}}]}, then: {department: billing}}\n"
                           "tests: [{message: {text: refund}, expect: {department: billing}}]\n";
  const std::string message =
      R"({"id":"1","text":"I want my refunds, می‌خواهم 4111 1111 1111 1111","facts":{"customer.tier":"a"}})";
  long total = 0;

  total += for_each_failure("load", [&] {
    usher_policy *made = nullptr;
    usher_report *report = nullptr;
    const usher_status status =
        usher_policy_load_memory(str("memory.yaml"), str(text), nullptr, &made, &report);
    require((status == USHER_OK) == (made != nullptr), "a policy without success", 0);
    usher_report_destroy(report);
    usher_policy_destroy(made);
    return status;
  });

  usher_policy *policy = nullptr;
  require(usher_policy_load_memory(str("memory.yaml"), str(text), nullptr, &policy, nullptr) == USHER_OK,
          "load", 0);
  total += for_each_failure("triage", [&] {
    usher_decision *decision = nullptr;
    usher_status status = usher_decision_create(&decision);
    if (status != USHER_OK) return status;
    usher_report *report = nullptr;
    status = usher_triage_json(policy, str(message), nullptr, decision, &report);
    usher_report_destroy(report);
    require((status == USHER_OK) == (usher_decision_fields(decision) != nullptr), "half a decision", 0);
    usher_str out{};
    if (status == USHER_OK) {
      status = usher_decision_json(decision, USHER_DECISION_DETAIL, &out);
      if (status == USHER_OK) status = usher_decision_explain(decision, USHER_FORMAT_TEXT, &out);
      require(usher_decision_fields(decision) != nullptr, "a decision lost by its text", 0);
    }
    // The handle is as good as new after a failure.
    allocations_left = -1;
    require(usher_triage_json(policy, str(message), nullptr, decision, nullptr) == USHER_OK,
            "the same handle again", 0);
    usher_decision_destroy(decision);
    return status;
  });
  total += for_each_failure("comparison", [&] {
    usher_document *document = nullptr;
    const usher_status status =
        usher_policy_compare(policy, policy, str(message), USHER_FORMAT_JSON, &document, nullptr);
    usher_document_destroy(document);
    return status;
  });
  total += for_each_failure("zone", [] {
    usher_staff_week *week = nullptr;
    const usher_status status = usher_staff_week_create({"Europe/Rome", 11}, &week, nullptr);
    usher_staff_week_destroy(week);
    return status;
  });
  total += for_each_failure("mapping", [] {
    const std::string_view columns = "mapping: 1\nzone: Europe/Rome\ncolumns: {opened: opened}\n";
    usher_mapping *mapping = nullptr;
    const usher_status status =
        usher_mapping_load_memory({"m", 1}, {columns.data(), columns.size()}, &mapping, nullptr);
    usher_mapping_destroy(mapping);
    return status;
  });
  total += for_each_failure("check", [&] {
    usher_report *report = nullptr;
    const usher_status status = usher_policy_check(policy, &report);
    require(usher_report_count(report) == 0 || usher_report_finding(report, 0)->message.size != 0,
            "an empty report", 0);
    usher_report_destroy(report);
    return status;
  });
  total += for_each_failure("test", [&] {
    usher_test_run *run = nullptr;
    usher_status status = usher_policy_test(policy, nullptr, &run, nullptr);
    usher_str out{};
    if (status == USHER_OK) status = usher_test_run_text(run, USHER_FORMAT_JSON, &out);
    usher_test_run_destroy(run);
    return status;
  });
  total += for_each_failure("batch", [&] {
    usher_batch *batch = nullptr;
    usher_status status = usher_batch_create(&batch);
    usher_report *report = nullptr;
    if (status == USHER_OK) status = usher_batch_triage_json(policy, str(message), nullptr, batch, &report);
    usher_report_destroy(report);
    require(usher_batch_rows(batch) == (status == USHER_OK ? 1 : 0), "half a batch", 0);
    usher_batch_destroy(batch);
    return status;
  });
  total += for_each_failure("dump", [&] {
    usher_document *document = nullptr;
    const usher_status status = usher_policy_dump(policy, &document, nullptr);
    usher_document_destroy(document);
    return status;
  });
  total += for_each_failure("graph", [&] {
    usher_document *document = nullptr;
    const usher_status status = usher_policy_graph(policy, &document, nullptr);
    usher_document_destroy(document);
    return status;
  });
  const std::string mail = message + "\n\n> my card is 4111 1111 1111 1111\n\n-- \nAnn\n";
  total += for_each_failure("text", [&] {
    usher_text *seen = nullptr;
    usher_status status = usher_text_create(&seen);
    if (status != USHER_OK) return status;
    usher_text_options options{};
    options.struct_size = sizeof options;
    options.flags = USHER_TEXT_EMAIL;
    status = usher_text_read(policy, str(mail), &options, seen, nullptr);
    require((status == USHER_OK) == (usher_text_fields(seen) != nullptr), "half a text", 0);
    require((status == USHER_OK) == (usher_text_match_count(seen) != 0), "half a list", 0);
    usher_str out{};
    if (status == USHER_OK) status = usher_text_render(seen, USHER_FORMAT_JSON, &out);
    if (status == USHER_OK) status = usher_text_render(seen, USHER_FORMAT_TEXT, &out);
    allocations_left = -1;
    require(usher_text_read(policy, str(mail), &options, seen, nullptr) == USHER_OK, "the same handle again",
            0);
    require(usher_text_left_out_count(seen) == 1, "what is left out", 0);
    usher_text_destroy(seen);
    return status;
  });
  for (const bool as_json : {false, true}) {
    std::string whole;
    require(work_a_morning(policy, as_json, whole) == USHER_OK, "a morning", 0);
    require(whole.find("assigned") != std::string::npos && whole.find("resolve") != std::string::npos,
            "what a morning brings", 0);
    total += for_each_failure("desk", [&] {
      const long left = allocations_left;
      allocations_left = -1;
      std::string journal;
      journal.reserve(whole.size() + 1); // the test's own memory is not to fail
      allocations_left = left;
      const usher_status status = work_a_morning(policy, as_json, journal);
      const bool complete = journal == whole;
      require(complete || (status == USHER_MEMORY && journal.empty()), "the same morning", 0);
      return status;
    });
  }
  {
    usher_desk *desk = nullptr;
    usher_effects *effects = nullptr;
    require(usher_desk_open(policy, nullptr, &desk, nullptr) == USHER_OK, "a desk", 0);
    require(usher_effects_create(&effects) == USHER_OK, "effects", 0);
    const std::string event =
        R"({"type":"message","conversation":"c-1","time":"2026-03-20T10:00:00Z","message":{"text":"a refund"}})";
    require(usher_desk_apply_json(desk, str(event), effects, nullptr) == USHER_OK, "an event", 0);
    usher_desk_commit(desk);
    total += for_each_failure("snapshot", [&] {
      usher_document *document = nullptr;
      usher_desk *again = nullptr;
      usher_status status = usher_desk_snapshot(desk, &document, nullptr);
      usher_str bytes{};
      if (status == USHER_OK) status = usher_document_text(document, &bytes);
      if (status == USHER_OK) status = usher_desk_restore(bytes, nullptr, &again, nullptr);
      if (status == USHER_OK) status = usher_desk_set_policy(again, policy, effects, nullptr);
      usher_desk_destroy(again);
      usher_document_destroy(document);
      return status;
    });
    usher_str before{};
    usher_document *first = nullptr;
    require(usher_desk_snapshot(desk, &first, nullptr) == USHER_OK, "a snapshot", 0);
    require(usher_document_text(first, &before) == USHER_OK, "its bytes", 0);
    total += for_each_failure("another policy", [&] {
      const usher_status status = usher_desk_set_policy(desk, policy, effects, nullptr);
      const long left = allocations_left;
      allocations_left = -1;
      usher_desk_abort(desk);
      usher_document *second = nullptr;
      usher_str after{};
      require(usher_desk_snapshot(desk, &second, nullptr) == USHER_OK, "a snapshot", 0);
      require(usher_document_text(second, &after) == USHER_OK, "its bytes", 0);
      require(std::string(before.data, before.size) == std::string(after.data, after.size),
              "the desk as it was", 0);
      usher_document_destroy(second);
      allocations_left = left;
      return status;
    });
    usher_document_destroy(first);
    usher_effects_destroy(effects);
    usher_desk_destroy(desk);
  }
  usher_policy_destroy(policy);
  // An allocator of the platform that never asks ours would make this test empty.
  require(failures > 100, "injecting failures", failures);
  std::printf("%ld allocations failed, one after the other\n", total);
  return 0;
}
