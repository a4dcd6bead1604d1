// SPDX-License-Identifier: BSL-1.0
#include "output.hpp"

#include "exit.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr std::size_t flush_at = std::size_t{64} << 10;

// Bytes of a character at the front of `text` that must not reach a terminal; 0: it may.
std::size_t harmful(std::string_view text) noexcept {
  const auto byte = [text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned first = byte(0);
  if (first < 0x20) return first == '\t' || first == '\n' ? 0 : 1;
  if (first == 0x7F) return 1;
  if (first == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return 2; // the controls from U+0080 on
  if (first == 0xE2 && byte(1) == 0x80 && byte(2) >= 0xA8 && byte(2) <= 0xAE)
    return 3; // U+2028 and U+2029, which end lines, and U+202A to U+202E
  if (first == 0xE2 && byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9) return 3; // U+2066 to U+2069
  return 0;
}

unsigned code_point(std::string_view bytes) noexcept {
  const auto bits = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]) & 0x3Fu; };
  if (bytes.size() == 1) return static_cast<unsigned char>(bytes[0]);
  if (bytes.size() == 2) return ((static_cast<unsigned char>(bytes[0]) & 0x1Fu) << 6) | bits(1);
  return ((static_cast<unsigned char>(bytes[0]) & 0x0Fu) << 12) | (bits(1) << 6) | bits(2);
}

void write_to_stderr(std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = ::write(stderr_file, text.data(), text.size());
    if (written < 0 && errno != EINTR) return;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

} // namespace

bool is_terminal(int file) noexcept { return ::isatty(file) == 1; }

bool wants_color(std::string_view choice, int file) {
  if (choice != "auto") return choice == "always";
  const char *refused = std::getenv("NO_COLOR");
  if (refused != nullptr && *refused != '\0') return false;
  const char *terminal = std::getenv("TERM");
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return false;
  return is_terminal(file);
}

std::string harmless(std::string_view text) {
  std::string made;
  made.reserve(text.size());
  while (!text.empty()) {
    const std::size_t size = harmful(text);
    if (size == 0) {
      made += text.front();
      text.remove_prefix(1);
    } else {
      made += fmt::format("\\u{:04x}", code_point(text.substr(0, size)));
      text.remove_prefix(size);
    }
  }
  return made;
}

std::string harmless_line(std::string_view text) {
  std::string made;
  for (const char one : harmless(text)) {
    if (one == '\n')
      made += "\\n";
    else if (one == '\t')
      made += "\\t";
    else
      made += one;
  }
  return made;
}

Output::Output(bool flush_each_line) : flush_each_line_(flush_each_line) {}

void Output::line(std::string_view text) {
  buffer_ += text;
  buffer_ += '\n';
  if (flush_each_line_ || buffer_.size() >= flush_at) flush();
}

void Output::text(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  line(text);
}

void Output::bytes(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= flush_at) flush();
}

void Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && !reader_is_gone_) {
    const ssize_t written = ::write(stdout_file, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      reader_is_gone_ = true;
    } else if (errno != EINTR) {
      throw Failure(exit_input, fmt::format("cannot write the output: {}", std::strerror(errno)));
    }
  }
  buffer_.clear();
}

void print(std::string_view text, bool for_people) {
  Output output;
  if (!text.empty()) output.text(for_people ? harmless(text) : std::string(text));
  output.flush();
}

void talk(std::string_view text) noexcept {
  try {
    write_to_stderr(harmless(text));
  } catch (const std::bad_alloc &) { // nothing was written yet
    write_to_stderr("usher: out of memory\n");
  }
}

void talk_line(std::string_view sentence) noexcept {
  try {
    write_to_stderr("usher: " + harmless_line(sentence) + "\n");
  } catch (const std::bad_alloc &) {
    write_to_stderr("usher: out of memory\n");
  }
}

void talk(const Painted &painted) noexcept { write_to_stderr(painted.text); }

} // namespace usher::cli
