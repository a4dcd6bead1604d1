// SPDX-License-Identifier: BSL-1.0
#include "desk/desk.hpp"

#include "desk/engine.hpp"

namespace usher::desk {

Desk::Desk(std::shared_ptr<const rules::Ruleset> ruleset, const DeskOptions &options)
    : engine_(std::make_unique<Engine>(std::move(ruleset), options)) {}
Desk::Desk(const Image &snapshot, const DeskOptions &options) {
  auto ruleset = std::make_shared<const rules::Ruleset>(snapshot);
  engine_ = std::make_unique<Engine>(snapshot, std::move(ruleset), options);
}
Desk::~Desk() = default;
Desk::Desk(Desk &&) noexcept = default;
Desk &Desk::operator=(Desk &&) noexcept = default;

ApplyStatus Desk::apply(std::span<const Event> events, Findings &findings) {
  return engine_->apply(events, findings);
}
ApplyStatus Desk::set_policy(std::shared_ptr<const rules::Ruleset> ruleset) {
  return engine_->set_policy(std::move(ruleset));
}
void Desk::commit() noexcept { engine_->commit(); }
void Desk::abort() noexcept { engine_->abort(); }
void Desk::observe(DecisionObserver *observer) noexcept { engine_->observe(observer); }
const std::vector<Effect> &Desk::effects() const noexcept { return engine_->effects(); }
const std::vector<EventResult> &Desk::results() const noexcept { return engine_->results(); }
std::string Desk::snapshot() const { return engine_->snapshot(); }
Instant Desk::next_due() const noexcept { return engine_->next_due(); }
const Metrics &Desk::metrics() const { return engine_->metrics(); }
const State &Desk::state() const noexcept { return engine_->state(); }

} // namespace usher::desk
