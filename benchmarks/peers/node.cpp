// SPDX-License-Identifier: BSL-1.0
// Engines of node: peers.mjs reads the workload from a file and prints ids and timings, a line for each.
#include "../measure.hpp"
#include "peer.hpp"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>

#include <fmt/format.h>

namespace usher_benchmark {
namespace {

/// As one word of a shell.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + '\'';
}

} // namespace

Measured measure_in_node(std::string_view engine, const std::string &file, bool first, const Effort &effort) {
  Measured out;
  if (std::system("node --version >/dev/null 2>&1") != 0) {
    out.skipped = "not installed";
    return out;
  }
  // The heap of node is too small by default for a hundred thousand rules.
  const std::string command =
      fmt::format("node --max-old-space-size=4096 {} {} {} {} {} {} {} {}", quoted(USHER_PEERS_SCRIPT),
                  quoted(USHER_PEERS_MODULES), engine, first ? "first" : "all", quoted(file), effort.seconds,
                  effort.least, effort.most);
  std::fflush(stdout);
  std::FILE *pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) fail(fmt::format("cannot run {}", command));
  std::string output;
  std::size_t got = 0;
  for (char bytes[4096]; (got = std::fread(bytes, 1, sizeof bytes, pipe)) > 0;)
    output.append(bytes, got);
  const int status = pclose(pipe);
  bool ended = false;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string what;
    words >> what;
    if (what == "missing") {
      out.skipped = "not installed";
      return out;
    }
    if (what == "version") words >> out.version;
    if (what == "load") words >> out.load_seconds >> out.megabytes;
    if (what == "ids") {
      out.answers.emplace_back();
      for (std::size_t id = 0; words >> id;)
        out.answers.back().push_back(id);
    }
    if (what == "rate") ended = static_cast<bool>(words >> out.rate);
  }
  if (status != 0 || !ended) fail(fmt::format("{} broke: {}", engine, command));
  return out;
}

} // namespace usher_benchmark
