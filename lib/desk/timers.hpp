// SPDX-License-Identifier: BSL-1.0
// When something is next to be done about a conversation or an agent, if nothing else happens.
#pragma once

#include "desk/state.hpp"

namespace usher::desk {

/// The first of: a clock that warns or is up, a step of widening, an offer or the wait for an owner that ends, a band
/// that is crossed by waiting, an agent who said no and may be asked again, the end of what is remembered.
[[nodiscard]] Instant timer_of(const State &state, const Conversation &conversation) noexcept;

/// When the next step of widening is taken; never without one.
[[nodiscard]] Instant next_step(const Terms &terms, const ConversationData &data) noexcept;
/// When waiting lifts it into another band; never if it does not.
[[nodiscard]] Instant next_band(const Terms &terms, const ConversationData &data) noexcept;
/// The priority at that time, not cut: with the points for waiting and those of widening.
[[nodiscard]] std::int64_t priority_at(const Terms &terms, const ConversationData &data,
                                       Instant time) noexcept;
/// When a resolved conversation is forgotten.
[[nodiscard]] Instant end_of_memory(const State &state, const ConversationData &data) noexcept;

} // namespace usher::desk
