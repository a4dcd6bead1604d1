// SPDX-License-Identifier: BSL-1.0
// Views of desks.
#include "c_api/desk_handles.hpp"

#include <algorithm>

namespace usher::c_api {
namespace {

using desk::AgentView;
using desk::ConversationView;
using desk::DepartmentView;

usher_department struct_of(const DepartmentView &one) {
  return {sizeof(usher_department),
          text_out(one.name),
          one.open ? 1 : 0,
          one.blocked ? 1 : 0,
          one.queued,
          one.offered,
          one.assigned,
          one.held,
          one.overdue,
          one.present,
          one.oldest.value_or(USHER_NO_TIME)};
}

/// Lists of texts, one behind the other in memory that was set aside for all of them.
class Lists {
 public:
  explicit Lists(std::vector<usher_str> &texts) : texts_(texts) {}
  [[nodiscard]] const usher_str *add(const std::vector<std::string> &list) {
    if (list.empty()) return nullptr;
    const std::size_t begin = texts_.size();
    for (const std::string &text : list)
      texts_.push_back(text_out(text));
    return texts_.data() + begin;
  }

 private:
  std::vector<usher_str> &texts_;
};

usher_agent struct_of(const AgentView &one, Lists &lists) {
  return {sizeof(usher_agent),
          text_out(one.name),
          static_cast<int32_t>(one.presence),
          one.present ? 1 : 0,
          one.conversations,
          one.waiting,
          one.load,
          one.capacity,
          one.idle_since.value_or(USHER_NO_TIME),
          lists.add(one.departments),
          one.departments.size(),
          lists.add(one.skills),
          one.skills.size(),
          lists.add(one.languages),
          one.languages.size()};
}

usher_conversation struct_of(const ConversationView &one, Lists &lists) {
  uint32_t breached = 0;
  for (std::size_t clock = 0; clock < one.clocks.size(); ++clock)
    breached |= one.clocks[clock].breached ? 1U << clock : 0U;
  const auto due = [&one](std::size_t clock) {
    const desk::ClockView &is = one.clocks[clock];
    return is.state == calendar::ClockState::running ? is.due.value_or(USHER_NO_TIME)
                                                     : Instant{USHER_NO_TIME};
  };
  return {sizeof(usher_conversation),
          one.number,
          text_out(one.name),
          text_out(name_of(one.location)),
          text_out(name_of(one.status)),
          text_out(one.department),
          text_or_none(one.agent),
          text_out(one.band),
          text_or_none(one.account),
          text_or_none(one.language),
          text_or_none(one.sla),
          text_or_none(one.reply),
          lists.add(one.skills),
          one.skills.size(),
          lists.add(one.tags),
          one.tags.size(),
          one.priority,
          one.engaged ? 1 : 0,
          one.unanswered ? 1 : 0,
          one.step,
          one.messages,
          one.transfers,
          one.reopens,
          breached,
          one.created,
          one.waiting_since,
          one.until.value_or(USHER_NO_TIME),
          due(0),
          due(1),
          due(2),
          one.questions,
          one.held_answers,
          text_or_none(one.asker),
          text_or_none(one.merged_into)};
}

void fill_structs(usher_view::Content &content) {
  const desk::DeskView &view = content.desk;
  std::size_t texts = 0;
  for (const AgentView &one : view.agents)
    texts += one.departments.size() + one.skills.size() + one.languages.size();
  for (const ConversationView &one : view.conversations)
    texts += one.skills.size() + one.tags.size();
  content.texts.reserve(texts);
  Lists lists(content.texts);
  for (const DepartmentView &one : view.departments)
    content.departments.push_back(struct_of(one));
  for (const AgentView &one : view.agents)
    content.agents.push_back(struct_of(one, lists));
  for (const ConversationView &one : view.conversations)
    content.conversations.push_back(struct_of(one, lists));
}

/// Looks by `look(state, out)`, which is false when there is nothing to see. On failure the view stays as it was.
template <class Look>
usher_status look_at(usher_desk *desk, usher_view *view, Look &&look) {
  if (desk == nullptr || view == nullptr) return USHER_ARGUMENT;
  return guard([&]() -> usher_status {
    usher_view::Content made;
    {
      const std::lock_guard lock(desk->mutex);
      if (!look(desk->desk.state(), made.desk)) return USHER_NOT_FOUND;
    }
    fill_structs(made);
    view->content = std::move(made); // texts stay where they are in lists that are moved
    view->is_empty = false;
    return USHER_OK;
  });
}

template <class T>
const T *item_of(const std::vector<T> &list, std::size_t index) {
  return index < list.size() ? &list[index] : nullptr;
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace
using usher::desk::DeskView;
using usher::desk::State;

usher_status usher_view_create(usher_view **out) noexcept {
  if (out == nullptr) return USHER_ARGUMENT;
  return guard([&] {
    *out = std::make_unique<usher_view>().release();
    return USHER_OK;
  });
}

void usher_view_destroy(usher_view *view) noexcept { delete view; }

usher_status usher_desk_look(usher_desk *desk, usher_view *view) noexcept {
  return look_at(desk, view, [](const State &state, DeskView &out) {
    view_desk(state, out);
    return true;
  });
}

usher_status usher_desk_conversation(usher_desk *desk, usher_str name, usher_view *view) noexcept {
  if (!is_valid(name)) return USHER_ARGUMENT;
  return look_at(desk, view, [&](const State &state, DeskView &out) {
    return view_conversation(state, text_in(name), out);
  });
}

usher_status usher_desk_agent(usher_desk *desk, usher_str name, usher_view *view) noexcept {
  if (!is_valid(name)) return USHER_ARGUMENT;
  return look_at(desk, view,
                 [&](const State &state, DeskView &out) { return view_agent(state, text_in(name), out); });
}

usher_status usher_desk_candidates(usher_desk *desk, usher_str conversation, usher_view *view) noexcept {
  if (!is_valid(conversation)) return USHER_ARGUMENT;
  return look_at(desk, view, [&](const State &state, DeskView &out) {
    return view_candidates(state, text_in(conversation), out);
  });
}

usher_status usher_desk_queue(usher_desk *desk, usher_str department, usher_view *view) noexcept {
  if (!is_valid(department)) return USHER_ARGUMENT;
  return look_at(desk, view, [&](const State &state, DeskView &out) {
    return view_queue(state, text_in(department), out);
  });
}

usher_status usher_desk_list(usher_desk *desk, int32_t list, size_t most, usher_view *view) noexcept {
  if (list != USHER_LIST_OWED && list != USHER_LIST_CONSULTATIONS) return USHER_ARGUMENT;
  return look_at(desk, view, [&](const State &state, DeskView &out) {
    if (list == USHER_LIST_OWED)
      view_owed(state, most, out);
    else
      view_consultations(state, most, out);
    return true;
  });
}

int64_t usher_view_time(const usher_view *view) noexcept {
  if (view == nullptr || view->is_empty || view->content.desk.time == 0) return USHER_NO_TIME;
  return view->content.desk.time;
}

size_t usher_view_department_count(const usher_view *view) noexcept {
  return view == nullptr ? 0 : view->content.departments.size();
}

const usher_department *usher_view_department(const usher_view *view, size_t index) noexcept {
  return view == nullptr ? nullptr : item_of(view->content.departments, index);
}

size_t usher_view_agent_count(const usher_view *view) noexcept {
  return view == nullptr ? 0 : view->content.agents.size();
}

const usher_agent *usher_view_agent(const usher_view *view, size_t index) noexcept {
  return view == nullptr ? nullptr : item_of(view->content.agents, index);
}

size_t usher_view_conversation_count(const usher_view *view) noexcept {
  return view == nullptr ? 0 : view->content.conversations.size();
}

const usher_conversation *usher_view_conversation(const usher_view *view, size_t index) noexcept {
  return view == nullptr ? nullptr : item_of(view->content.conversations, index);
}

usher_status usher_view_render(usher_view *view, int32_t format, usher_str *out) noexcept {
  if (view == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return USHER_ARGUMENT;
  if (view->is_empty) return USHER_STATE;
  return guard([&] {
    if (format == USHER_FORMAT_TEXT) {
      view->rendered = to_text(view->content.desk);
    } else {
      usher::JsonWriter json;
      write_json(view->content.desk, json);
      view->rendered = std::move(json).take();
    }
    *out = text_out(view->rendered);
    return USHER_OK;
  });
}
