// SPDX-License-Identifier: BSL-1.0
#include "saved_desk.hpp"

#include "exit.hpp"
#include "findings.hpp"
#include "input.hpp"
#include "journal_line.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace usher::cli {

std::string read_snapshot(const std::string &path) {
  constexpr std::string_view magic = "\x93ush\r\n\x1a\n";
  constexpr std::size_t size_at = 16; // 8 bytes, of this machine
  constexpr std::size_t header = 64;
  InputFile file(path);
  std::string text;
  std::vector<char> buffer(std::size_t{64} << 10);
  std::uint64_t most = header;
  while (text.size() < most) {
    const std::size_t taken =
        file.read(buffer.data(), std::min<std::uint64_t>(buffer.size(), most - text.size()));
    if (taken == 0) break;
    text.append(buffer.data(), taken);
    if (most != header || text.size() < header) continue;
    if (!text.starts_with(magic)) break;
    std::uint64_t size = 0;
    std::memcpy(&size, text.data() + size_at, sizeof size);
    most = std::max<std::uint64_t>(size, header) + 1;
  }
  return text;
}

Desk restore_desk(const std::string &path, const std::string &bytes, const DeskOptions &options) {
  try {
    return Desk::restore(bytes, options);
  } catch (const Error &error) {
    throw Failure(exit_input, fmt::format("{}: {}", path == "-" ? "stdin" : path, sentence_of(error)));
  }
}

SeenEvents events_seen(Desk &desk) {
  // The number that its next event will not have: it is told one that is taken back.
  Effects effects;
  desk.apply(Event(EventType::advance), effects);
  const std::string_view line = effects.journal();
  const JournalLine told = read_journal_line(line.substr(0, line.find('\n')), "the desk");
  desk.abort();
  return {told.n - 1, told.time};
}

} // namespace usher::cli
