// SPDX-License-Identifier: BSL-1.0
#include "input.hpp"

#include "exit.hpp"
#include "findings.hpp"
#include "output.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

namespace usher::cli {
namespace {

// The file that an error is about: in a folder it is not the one that was named.
std::string file_of(const Error &error, const std::string &otherwise) {
  if (error.findings().empty() || error.findings().front().file.empty()) return otherwise;
  return error.findings().front().file;
}

[[noreturn]] void cannot_read(const std::string &name) {
  throw Failure(exit_input, fmt::format("cannot read {}: {}", name, std::strerror(errno)));
}

// What the library could not read, and a limit that it refuses, as a Failure; a policy with errors stays an
// Error.
[[noreturn]] void explain_load_error(const Error &error, const CommonOptions &options) {
  const std::string why = sentence_of(error);
  switch (error.status()) {
  case Status::policy: throw error;
  case Status::limit: throw Failure(exit_usage, why);
  case Status::io:
    throw Failure(exit_input, fmt::format("cannot read {}: {}", file_of(error, options.policy), why));
  default: throw Failure(exit_input, fmt::format("cannot load {}: {}", options.policy_name(), why));
  }
}

} // namespace

InputFile::InputFile(const std::string &path)
    : name_(path == "-" ? "stdin" : path),
      descriptor_(path == "-" ? stdin_file : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) cannot_read(name_);
  if (is_terminal(descriptor_)) talk("usher: reading from the terminal; Ctrl-D ends\n");
}

InputFile::~InputFile() {
  if (descriptor_ != stdin_file) ::close(descriptor_);
}

std::size_t InputFile::read(char *to, std::size_t size) {
  for (;;) {
    const ssize_t taken = ::read(descriptor_, to, size);
    if (taken >= 0) return static_cast<std::size_t>(taken);
    if (errno != EINTR) cannot_read(name_);
  }
}

std::uint64_t InputFile::size() const noexcept {
  struct stat about = {};
  if (::fstat(descriptor_, &about) != 0 || !S_ISREG(about.st_mode)) return 0;
  return static_cast<std::uint64_t>(about.st_size);
}

std::string read_whole(const std::string &path, std::string_view limit_name, std::uint64_t most) {
  InputFile file(path);
  std::string text;
  std::vector<char> buffer(std::size_t{64} << 10);
  while (const std::size_t taken = file.read(buffer.data(), buffer.size())) {
    if (text.size() + taken > most) {
      throw Failure(exit_input, fmt::format("{} is larger than {} bytes; --limit {}=N raises that",
                                            file.name(), most, limit_name));
    }
    text.append(buffer.data(), taken);
  }
  return text;
}

std::string read_snapshot_bytes(const std::string &path) {
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

Policy load_policy(const CommonOptions &options, Report &report, bool verify) {
  try {
    const LoadOptions load_options = options.load_options().verify(verify);
    if (options.policy != "-") return Policy::load(options.policy, load_options, &report);
    const std::string text = read_whole("-", "policy_bytes", options.limit("policy_bytes"));
    return Policy::load_memory("stdin", text, load_options, &report);
  } catch (const Error &error) {
    explain_load_error(error, options);
  }
}

Policy load_sound_policy(const CommonOptions &options) {
  Report report;
  try {
    Policy policy = load_policy(options, report);
    if (report.count_of(Severity::warning) != 0) {
      talk(fmt::format("usher: {} has warnings; see: usher check {}\n", options.policy_name(),
                       options.policy));
    }
    return policy;
  } catch (const Error &error) {
    const bool color = wants_color(options.color, stderr_file);
    for (const Finding &finding : error.findings())
      talk(to_text(finding, color));
    throw Failure(exit_findings, fmt::format("{}: {}", options.policy_name(), summary(error.findings())));
  }
}

void refuse_two_stdins(const CommonOptions &options, const std::string &other) {
  if (options.policy == "-" && other == "-") throw Failure(exit_usage, "only one of the inputs can be stdin");
}

} // namespace usher::cli
