// SPDX-License-Identifier: BSL-1.0
// A desk that is told its events as JSON lines, and says what came of them as JSON.
#pragma once

#include "desk/desk.hpp"
#include "desk/effect_json.hpp"
#include "desk/event_json.hpp"
#include "desk/journal.hpp"
#include "policy/read_from_memory.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace usher::test {

inline constexpr std::string_view small_policy = R"(usher: 1
channels: {wall: {kind: social, public: true, private_twin: dm}, dm: {kind: message}, mail: {kind: email}}
accounts: {"@brand": {channel: wall}}
facts: {customer.tier: [bronze, gold], order.open: flag}
calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: "09:00-18:00"}}}
sla:
  fast: {first_response: {high: 30m, normal: 1h}, next_response: 2h}
departments: {care: {calendar: office, sla: fast}, billing: {}, legal: {}}
default: {department: care}
topics: {refund: {en: [refund]}, threat: {en: [lawyer]}, spam: {en: [buy followers]}}
priority: {add: [{when: {customer.tier: gold}, points: 30}]}
rules:
  - {name: spam, when: {topic: spam}, then: {engage: false}}
  - {name: refunds, when: {topic: refund}, then: {department: billing, skills: [money], tags: [refund]}}
  - {name: threat, when: {topic: threat}, then: {visibility: private, reply: calm, notify: [legal],
     ask: [{department: legal, within: 1h}]}}
replies: {calm: {en: "Please write to us in private."}}
)";

inline std::shared_ptr<const rules::Ruleset>
ruleset_of(std::string_view text, std::initializer_list<policy::MemoryFile> files = {}) {
  policy::testing::ReadPolicy read = policy::testing::read(text, files);
  for (const Finding &finding : read.findings)
    MESSAGE(to_text(finding));
  REQUIRE_FALSE(read.findings.has_errors());
  return std::make_shared<const rules::Ruleset>(std::move(read.policy));
}

class SmallDesk {
 public:
  explicit SmallDesk(std::string_view policy = small_policy) : SmallDesk(ruleset_of(policy)) {}
  explicit SmallDesk(std::shared_ptr<const rules::Ruleset> ruleset) : desk_(std::move(ruleset), {}) {
    desk_.observe(&journal_);
  }

  /// Applies the events of one call and keeps them; the effects as JSON.
  std::vector<std::string> say(std::vector<std::string> lines) {
    REQUIRE(try_say(lines) == desk::ApplyStatus::ok);
    std::vector<std::string> out;
    for (const desk::Effect &effect : desk_.effects()) {
      JsonWriter json;
      write_json(name(desk_.state(), effect), json);
      out.emplace_back(json.text());
    }
    desk_.commit();
    return out;
  }

  desk::ApplyStatus try_say(const std::vector<std::string> &lines) {
    events_.clear();
    findings_.clear();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool is_event = events_.read(lines[i], {}, static_cast<std::uint32_t>(i + 1), findings_);
      for (const Finding &finding : findings_)
        MESSAGE(to_text(finding));
      REQUIRE(is_event);
    }
    journal_.begin();
    const desk::ApplyStatus status = desk_.apply(events_.events(), findings_);
    journal_text_.clear();
    if (status == desk::ApplyStatus::ok)
      journal_.write(desk_, events_.events(), events_.messages(), journal_text_);
    return status;
  }

  [[nodiscard]] desk::Desk &desk() noexcept { return desk_; }
  [[nodiscard]] const Findings &findings() const noexcept { return findings_; }
  /// Of the last call.
  [[nodiscard]] const std::string &journal() const noexcept { return journal_text_; }

 private:
  desk::Desk desk_;
  desk::Journal journal_;
  desk::EventList events_;
  Findings findings_;
  std::string journal_text_;
};

} // namespace usher::test
