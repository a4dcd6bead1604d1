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

} // namespace usher::cli
