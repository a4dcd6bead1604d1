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

// What can be read only once, from its begin to its end, as `<(...)` of a shell; the library opens files.
bool is_stream(const std::string &path) noexcept {
  struct stat about = {};
  return ::stat(path.c_str(), &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
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
  if (end_on_ != nullptr && !end_on_->wait_for(descriptor_)) return 0;
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
      const std::string mend =
          limit_name.empty() ? "" : fmt::format("; --limit {}=N raises that", limit_name);
      throw Failure(exit_input, fmt::format("{} is larger than {} bytes{}", file.name(), most, mend));
    }
    text.append(buffer.data(), taken);
  }
  return text;
}

std::string read_sample(const std::string &path) {
  constexpr std::uint64_t most = std::uint64_t{256} << 20;
  return read_whole(path, "", most);
}

std::string_view without_byte_order_mark(std::string_view text) noexcept {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

Policy load_policy(const CommonOptions &options, Report &report, bool verify) {
  try {
    const LoadOptions load_options = options.load_options().verify(verify);
    if (options.policy != "-" && !is_stream(options.policy))
      return Policy::load(options.policy, load_options, &report);
    const std::string text = read_whole(options.policy, "policy_bytes", options.limit("policy_bytes"));
    return Policy::load_memory(options.policy_name(), text, load_options, &report);
  } catch (const Error &error) {
    explain_load_error(error, options);
  }
}

Policy load_sound_policy(const CommonOptions &options) {
  Report report;
  try {
    Policy policy = load_policy(options, report);
    if (report.count_of(Severity::warning) != 0) {
      talk_line(fmt::format("{} has warnings; see: usher check {}", options.policy_name(), options.policy));
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
