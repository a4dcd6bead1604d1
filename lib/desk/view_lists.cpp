// SPDX-License-Identifier: BSL-1.0
// Lists over all conversations of a desk.
#include "desk/views.hpp"

#include <algorithm>

namespace usher::desk {
namespace {

struct Listed {
  Instant time;
  std::uint64_t number;
  const Conversation *conversation;
};

// The first promise whose time runs and ends.
std::optional<Instant> first_due(const calendar::ServiceClocks &clocks) {
  std::optional<Instant> first;
  for (const calendar::ServiceClock *clock :
       {&clocks.first_response, &clocks.next_response, &clocks.resolution}) {
    if (clock->state == calendar::ClockState::running && clock->due && (!first || *clock->due < *first))
      first = clock->due;
  }
  return first;
}

void view_first(const State &state, std::vector<Listed> &list, std::size_t most, DeskView &out) {
  const std::size_t count = most == 0 ? list.size() : std::min(most, list.size());
  std::partial_sort(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(count), list.end(),
                    [](const Listed &a, const Listed &b) {
                      return a.time != b.time ? a.time < b.time : a.number < b.number;
                    });
  out = DeskView();
  out.time = state.counters().now;
  for (std::size_t i = 0; i < count; ++i)
    out.conversations.push_back(view_of(state, *list[i].conversation));
}

} // namespace

void view_owed(const State &state, std::size_t most, DeskView &out) {
  std::vector<Listed> list;
  for (const Conversation &conversation : state.conversations()) {
    if (conversation.gone || !conversation.data.engaged) continue;
    if (const std::optional<Instant> due = first_due(conversation.data.clocks))
      list.push_back({*due, conversation.data.number, &conversation});
  }
  view_first(state, list, most, out);
}

void view_consultations(const State &state, std::size_t most, DeskView &out) {
  std::vector<Listed> list;
  for (const Conversation &conversation : state.conversations()) {
    const ConversationData &data = conversation.data;
    if (!conversation.gone && data.is_question && data.answer == Answer::open)
      list.push_back({0, data.number, &conversation});
  }
  view_first(state, list, most, out);
}

} // namespace usher::desk
