// SPDX-License-Identifier: BSL-1.0
#include "saved_desk.hpp"

#include "exit.hpp"
#include "findings.hpp"
#include "input.hpp"
#include "journal_line.hpp"
#include "output.hpp"

#include <limits>
#include <string_view>

#include <fmt/format.h>

namespace usher::cli {

std::string read_snapshot(const std::string &path) {
  return read_whole(path, "", std::numeric_limits<std::uint64_t>::max());
}

Desk restore_desk(const std::string &path, const std::string &bytes, const DeskOptions &options) {
  try {
    return Desk::restore(bytes, options);
  } catch (const Error &error) {
    throw Failure(exit_input, fmt::format("{}: {}", harmless(path == "-" ? "stdin" : path),
                                          harmless(sentence_of(error))));
  }
}

std::uint64_t events_seen(Desk &desk) {
  View view;
  desk.look(view);
  if (!view.time()) return 0; // nothing has happened yet
  // The number that its next event will not have: it is told one that is taken back.
  Effects effects;
  desk.apply(Event(EventType::advance), effects);
  const std::string_view line = effects.journal();
  const std::uint64_t n = read_journal_line(line.substr(0, line.find('\n')), "the desk").n;
  desk.abort();
  return n - 1;
}

} // namespace usher::cli
