// SPDX-License-Identifier: BSL-1.0
// Effects in few words.
#pragma once

#include "desk/places.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace usher::test {

using Heads = std::vector<std::string>;

/// "type conversation word" of each, the word being whom it asks of, or why.
inline std::vector<std::string> heads(const std::vector<std::string> &effects) {
  std::vector<std::string> out;
  for (const std::string &effect : effects) {
    const auto value = [&](std::string_view key) {
      const std::string quoted = fmt::format(R"("{}":")", key);
      const std::size_t at = effect.find(quoted);
      if (at == std::string::npos) return std::string("-");
      const std::size_t begin = at + quoted.size();
      return effect.substr(begin, effect.find('"', begin) - begin);
    };
    out.push_back(value("type") + " " + value("conversation") + " " +
                  (value("asked") != "-" ? value("asked") + " " : "") + value("because"));
  }
  return out;
}

inline bool holds(const std::vector<std::string> &effects, std::string_view head) {
  const std::vector<std::string> all = heads(effects);
  return std::find(all.begin(), all.end(), head) != all.end();
}

inline const desk::ConversationData &data_of(SmallDesk &desk, std::string_view name) {
  const auto &state = desk.desk().state();
  return state.conversation(state.find_conversation(name)).data;
}

/// A desk that goes on where the one of the snapshot was.
inline desk::Desk taken_up(const std::string &bytes) {
  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", bytes, image, findings) == ImageStatus::ok);
  return desk::Desk(std::move(image), {});
}

inline std::string advance_to(std::string_view clock) {
  return fmt::format(R"({{"type":"advance","time":"{}"}})", time_at(clock));
}

} // namespace usher::test
