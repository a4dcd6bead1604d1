// SPDX-License-Identifier: BSL-1.0
// How a command ends: the exit codes of the contract, and what is thrown to end with one of them.
#pragma once

#include <stdexcept>
#include <string>

namespace usher::cli {

inline constexpr int exit_fine = 0;     // warnings too
inline constexpr int exit_findings = 1; // a broken policy, a failed expectation
inline constexpr int exit_usage = 2;    // the command line itself is wrong
inline constexpr int exit_input = 3;    // a file or a message could not be read

/// Ends the command: the text goes to stderr behind "usher: ", the code to the shell.
class Failure : public std::runtime_error {
 public:
  Failure(int code, const std::string &text) : std::runtime_error(text), code_(code) {}
  [[nodiscard]] int code() const noexcept { return code_; }

 private:
  int code_;
};

} // namespace usher::cli
