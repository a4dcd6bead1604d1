// SPDX-License-Identifier: BSL-1.0
// One answer for many: who gets it, as the desk is told of it.
#include "simulate/customer_message.hpp"
#include "simulate/run.hpp"

#include <algorithm>

namespace usher::simulate {

/// What the rules say of a customer's message, in the workspace.
bool Run::triage(const Customer &customer, Instant now) {
  rules::TriageOptions options;
  options.lenient = true;
  options.due_times = false;
  options.now = now;
  options.limits = limits_;
  Findings remarks;
  const CustomerMessage message(kind_of(customer), text_of(customer));
  const auto status = rules::triage_fields(*ruleset_, options, workspace_, remarks,
                                           [&](rules::MessageBuilder &builder) { message.give(builder); });
  return status == rules::TriageStatus::ok;
}

bool Run::is_about(const Customer &customer, std::string_view topic, Instant now) {
  if (!triage(customer, now)) return false;
  const std::vector<std::uint32_t> &found = workspace_.decision.topics;
  return std::any_of(found.begin(), found.end(),
                     [&](std::uint32_t number) { return ruleset_->topic_name(number) == topic; });
}

desk::Event &Run::answer_event(const BulkAnswer &bulk, Instant now) {
  desk::Event &answer = event(desk::EventType::answer_many, now);
  answer.text = bulk.text;
  answer.reply = bulk.reply;
  answer.resolve = bulk.resolve;
  return answer;
}

void Run::answer_many(std::uint32_t number, Instant now) {
  const BulkAnswer &bulk = scenario_.bulk[number];
  if (bulk.in_work) {
    desk::Event &answer = answer_event(bulk, now);
    answer.topic = bulk.topic;
    // Those of a demand that is kept from writing are handled one by one.
    if (bulk.until_ms > 0 && bulk.demand == none) answer.until = now + bulk.until_ms;
    return;
  }
  // Whom somebody has begun to work on is answered by them. The desk is told the others by their names, and no topic.
  std::vector<std::string_view> &names = answered_.emplace_back();
  for (const Customer &customer : customers_)
    if (customer.phase == Phase::waiting && is_about(customer, bulk.topic, now))
      names.push_back(customer.name);
  if (!names.empty()) answer_event(bulk, now).conversations = names;
}

/// Who comes while an answer stands of which the desk knows no topic gets it, too.
void Run::answer_newcomer(const Customer &customer, Instant now) {
  for (std::uint32_t number = 0; number < scenario_.bulk.size(); ++number) {
    const BulkAnswer &bulk = scenario_.bulk[number];
    // At its own instant it comes behind those who come then.
    const bool stands = !bulk.in_work && bulk.demand == none && works_here(bulk.policies) && now > bulk.at &&
                        now <= bulk.at + bulk.until_ms;
    if (!stands || !is_about(customer, bulk.topic, now)) continue;
    answer_event(bulk, now).conversations = answered_.emplace_back(1, customer.name);
    return;
  }
}

} // namespace usher::simulate
