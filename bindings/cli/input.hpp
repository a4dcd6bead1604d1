// SPDX-License-Identifier: BSL-1.0
// What comes in: files, stdin, the policy.
#pragma once

#include "options.hpp"
#include "stop_signals.hpp"

#include <cstdint>
#include <string>

#include <usher/usher.hpp>

namespace usher::cli {

/// An open file, closed at the end; "-" is stdin, which stays open. Says so when
/// it is a person who has to type. Throws Failure when it cannot be opened.
class InputFile {
 public:
  explicit InputFile(const std::string &path);
  InputFile(const InputFile &) = delete;
  InputFile &operator=(const InputFile &) = delete;
  ~InputFile();

  /// Up to `size` bytes; 0 at the end. Throws Failure when the system cannot read.
  std::size_t read(char *to, std::size_t size);
  /// It is at its end when a signal comes; `signals` outlives what is read.
  void end_on(StopSignals &signals) noexcept { end_on_ = &signals; }
  /// Bytes in it, 0 when that cannot be known: a pipe, a terminal.
  [[nodiscard]] std::uint64_t size() const noexcept;
  /// For select() and its like.
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  /// As people call it: the path, or "stdin".
  [[nodiscard]] const std::string &name() const noexcept { return name_; }

 private:
  std::string name_;
  int descriptor_;
  StopSignals *end_on_ = nullptr;
};

/// The whole of a file. A larger one than `most` bytes is a Failure that names the limit, unless that has no name.
[[nodiscard]] std::string read_whole(const std::string &path, std::string_view limit_name,
                                     std::uint64_t most);

/// Messages, one on each line, of which the library wants all at once. Throws Failure when they are too many for that.
[[nodiscard]] std::string read_sample(const std::string &path);

/// A file's text without the byte order mark that Windows' editors begin it with.
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view text) noexcept;
/// Loads the policy, whose findings go to `report` and are not printed. Throws usher::Error for a policy with
/// errors, and Failure for one that cannot be read. `verify`: every byte of an image.
[[nodiscard]] Policy load_policy(const CommonOptions &options, Report &report, bool verify = false);

/// The same for commands that want the policy for something else: errors are printed, and end the command;
/// that there are warnings is said in one line.
[[nodiscard]] Policy load_sound_policy(const CommonOptions &options);

/// Wrong use: stdin cannot be two things.
void refuse_two_stdins(const CommonOptions &options, const std::string &other);

} // namespace usher::cli
