// SPDX-License-Identifier: BSL-1.0
#include "usher_engine.hpp"

#include "measure.hpp"

#include <charconv>
#include <malloc.h>
#include <string>

#include <fmt/format.h>

namespace usher_benchmark {
namespace {

usher_str str(const std::string &text) { return {text.data(), text.size()}; }

double allocated_megabytes() {
  const auto now = mallinfo2();
  return static_cast<double>(now.uordblks + now.hblkhd) / 1e6;
}

} // namespace

Message::Message(const Ticket &ticket) {
  message_.struct_size = sizeof message_;
  message_.text = str(ticket.text);
  message_.channel = str(ticket.texts[channel]);
  message_.account = str(ticket.texts[account]);
  message_.language = str(ticket.texts[language]);
  static constexpr std::array<usher_str, 7> names = {{{"customer.tier", 13},
                                                      {"author.country", 14},
                                                      {"stage", 5},
                                                      {"author.followers", 16},
                                                      {"customer.value", 14},
                                                      {"sentiment", 9},
                                                      {"hour_of_week", 12}}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    facts_[i].struct_size = sizeof(usher_fact);
    facts_[i].name = names[i];
    if (i < 3) {
      facts_[i].type = USHER_FACT_TEXT;
      facts_[i].text = str(ticket.texts[tier + i]);
    } else {
      facts_[i].type = USHER_FACT_NUMBER;
      facts_[i].number = ticket.numbers[i - 3];
    }
  }
  message_.fact_count = facts_.size();
}

Usher::Usher(const Workload &workload, bool first) {
  const std::string yaml = to_yaml(workload, first);
  std::vector<usher_limit> limits;
  const auto limit = [&](const char *name, std::uint64_t value) {
    limits.push_back({sizeof(usher_limit), {name, std::char_traits<char>::length(name)}, value});
  };
  limit("policy_bytes", 128 << 20);
  limit("nodes", 20'000'000);
  limit("rules", 500'000);
  limit("patterns", 20'000);
  usher_load_options options{};
  options.struct_size = sizeof options;
  options.limits = limits.data();
  options.limit_count = limits.size();
  const double resident = resident_megabytes();
  const double allocated = allocated_megabytes();
  const double begin = processor_seconds();
  usher_report *report = nullptr;
  if (usher_policy_load_memory({"benchmark.yaml", 14}, str(yaml), &options, &policy_, &report) != USHER_OK) {
    usher_str text{};
    usher_report_text(report, USHER_FORMAT_TEXT, &text);
    fail(fmt::format("the policy does not load:\n{}", text.data));
  }
  usher_report_destroy(report);
  load_seconds_ = processor_seconds() - begin;
  megabytes_ = allocated_megabytes() - allocated;
  resident_ = resident_megabytes() - resident;
}

Usher::~Usher() { usher_policy_destroy(policy_); }

Decider::Decider(const Usher &usher, const std::vector<Ticket> &tickets) : policy_(usher.policy()) {
  if (usher_decision_create(&decision_) != USHER_OK) fail("out of memory");
  for (const Ticket &ticket : tickets)
    messages_.emplace_back(ticket);
}

Decider::~Decider() { usher_decision_destroy(decision_); }

void Decider::decide(std::size_t ticket) {
  if (usher_triage(policy_, messages_[ticket].get(), nullptr, decision_, nullptr) != USHER_OK)
    fail(fmt::format("ticket {} was refused", ticket));
}

void Decider::answer(std::vector<std::size_t> &out) const {
  out.clear();
  const std::size_t count = usher_decision_count(decision_, USHER_FIELD_TAGS);
  for (std::size_t i = 0; i < count; ++i) {
    usher_str tag{};
    std::size_t rule = 0;
    if (usher_decision_item(decision_, USHER_FIELD_TAGS, i, &tag) != USHER_OK ||
        std::from_chars(tag.data + 1, tag.data + tag.size, rule).ptr != tag.data + tag.size)
      fail("a decision has a tag that is no rule's");
    out.push_back(rule);
  }
}

} // namespace usher_benchmark
