// SPDX-License-Identifier: BSL-1.0
#include "desk_look.hpp"

#include "output.hpp"

#include <string_view>

#include <fmt/format.h>

namespace usher::cli {

std::string DeskLook::look(const Desk &desk, View &view) const {
  const auto found = [](bool is_there, std::string_view what, const std::string &name) {
    return is_there ? std::string() : fmt::format("{} \"{}\"", what, harmless(name));
  };
  if (!queue.empty()) return found(desk.queue(queue, view), "department", queue);
  if (!agent.empty()) return found(desk.agent(agent, view), "agent", agent);
  if (!conversation.empty()) return found(desk.candidates(conversation, view), "conversation", conversation);
  desk.look(view);
  return {};
}

std::string DeskLook::others(const Desk &desk) const {
  constexpr std::size_t most = 20;
  View view;
  desk.look(view);
  std::string names;
  std::size_t count = 0;
  const auto add = [&](const auto &all) {
    for (const auto &one : all)
      if (++count <= most)
        names += fmt::format("{}{}", names.empty() ? "" : ", ", harmless(text_of(one.name)));
  };
  if (!queue.empty()) add(view.departments());
  if (!agent.empty()) add(view.agents());
  if (count > most) names += fmt::format(" and {} more", count - most);
  return names.empty() ? names : fmt::format("; there are: {}", names);
}

} // namespace usher::cli
