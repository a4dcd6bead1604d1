// SPDX-License-Identifier: BSL-1.0
// One policy, many threads, no locks: each thread decides with a handle of its own, while references come and go.
#include <atomic>
#include <string>
#include <thread>
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
