// SPDX-License-Identifier: BSL-1.0
// One policy, many threads, no locks: each thread decides with a handle of its own, while references come and go.
#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <usher/usher.h>

namespace {

usher_str str(const std::string &text) { return {text.data(), text.size()}; }

const std::string policy_text =
    "usher: 1\n"
    "departments: {care: {}, billing: {}}\n"
    "default: {department: care}\n"
    "topics: {refund: {en: [~refund], it: [~rimborso], ru: [~возврат], all_languages: ['/\\bAB-\\d+\\b/']}}\n"
    "rules: [{name: refund, when: {topic: refund, language: [en, it, ru]}, then: {department: billing}}]\n";

} // namespace

TEST_CASE("threads share a policy without locks") {
  usher_policy *policy = nullptr;
  REQUIRE(usher_policy_load_memory(str("threads.yaml"), str(policy_text), nullptr, &policy, nullptr) ==
          USHER_OK);
  const std::vector<std::string> messages = {R"({"text":"please give me refunds for my order AB-12"})",
                                             R"({"text":"vorrei un rimborso per il mio ordine, grazie"})",
                                             R"({"text":"верните деньги, я хочу возврат за заказ"})",
                                             R"({"text":"hello, how are you doing today my friend"})"};
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int number = 0; number < 8; ++number) {
    threads.emplace_back([&, number] {
      usher_decision *decision = nullptr;
      if (usher_decision_create(&decision) != USHER_OK) ++wrong;
      for (int i = 0; i < 400; ++i) {
        usher_policy *mine = nullptr;
        if (usher_policy_share(policy, &mine) != USHER_OK) ++wrong;
        const auto which = static_cast<std::size_t>(i + number) % messages.size();
        if (usher_triage_json(mine, str(messages[which]), nullptr, decision, nullptr) != USHER_OK) ++wrong;
        usher_policy_destroy(mine);
        const usher_decision_values *values = usher_decision_fields(decision);
        const std::string wanted = which == 3 ? "care" : "billing";
        if (values == nullptr || std::string(values->department.data, values->department.size) != wanted)
          ++wrong;
        usher_str text{};
        if (i % 50 == 0 && usher_decision_explain(decision, USHER_FORMAT_JSON, &text) != USHER_OK) ++wrong;
      }
      usher_decision_destroy(decision);
    });
  }
  for (std::thread &thread : threads)
    thread.join();
  usher_policy_destroy(policy);
  CHECK(wrong == 0);
}

TEST_CASE("threads decide while the policy is replaced under them") {
  const std::string text =
      policy_text + "calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-18:00\"]}}}\n"
                    "sla: {quick: {first_response: 2h}}\n"
                    "facts: {order.code: text}\n";
  std::string yaml = text;
  yaml.replace(yaml.find("billing: {}"), 11, "billing: {calendar: office, sla: quick}");
  usher_policy *current = nullptr;
  REQUIRE(usher_policy_load_memory(str("reload.yaml"), str(yaml), nullptr, &current, nullptr) == USHER_OK);
  usher_document *document = nullptr;
  REQUIRE(usher_policy_compile(current, &document, nullptr) == USHER_OK);
  usher_str bytes{};
  REQUIRE(usher_document_text(document, &bytes) == USHER_OK);
  const std::string image(bytes.data, bytes.size);
  usher_document_destroy(document);

  std::mutex mutex; // the host's: over `current`, and not while deciding
  std::atomic<int> wrong = 0;
  std::atomic<bool> done = false;
  const std::string message =
      R"({"text":"refunds for AB-12 please, as soon as you can","time":"2026-11-27T17:01:00Z"})";
  std::vector<std::thread> readers;
  for (int number = 0; number < 4; ++number) {
    readers.emplace_back([&] {
      usher_decision *decision = nullptr;
      if (usher_decision_create(&decision) != USHER_OK) ++wrong;
      for (int i = 0; i == 0 || !done; ++i) {
        usher_policy *mine = nullptr;
        {
          const std::lock_guard<std::mutex> lock(mutex);
          if (usher_policy_share(current, &mine) != USHER_OK) ++wrong;
        }
        if (usher_triage_json(mine, str(message), nullptr, decision, nullptr) != USHER_OK) ++wrong;
        usher_policy_destroy(mine); // the decision keeps what it needs
        const usher_decision_values *values = usher_decision_fields(decision);
        // Friday, a minute after closing in Rome: due on Monday at eleven there.
        if (values == nullptr || std::string(values->department.data, values->department.size) != "billing" ||
            values->first_response != 1'796'032'800'000) {
          ++wrong;
        }
        usher_str explained{};
        if (i % 8 == 0 && usher_decision_explain(decision, USHER_FORMAT_TEXT, &explained) != USHER_OK)
          ++wrong;
      }
      usher_decision_destroy(decision);
    });
  }
  for (int i = 0; i < 40; ++i) {
    usher_policy *fresh = nullptr;
    const std::string &source = i % 2 == 0 ? image : yaml;
    if (usher_policy_load_memory(str("reload"), str(source), nullptr, &fresh, nullptr) != USHER_OK) ++wrong;
    usher_policy *old = nullptr;
    {
      const std::lock_guard<std::mutex> lock(mutex);
      old = std::exchange(current, fresh);
    }
    usher_policy_destroy(old);
  }
  done = true;
  for (std::thread &reader : readers)
    reader.join();
  usher_policy_destroy(current);
  CHECK(wrong == 0);
}
