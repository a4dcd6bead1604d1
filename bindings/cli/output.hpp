// SPDX-License-Identifier: BSL-1.0
// What goes out: data on stdout, talk on stderr, colour where it is wanted.
#pragma once

#include <string>
#include <string_view>

namespace usher::cli {

inline constexpr int stdin_file = 0;
inline constexpr int stdout_file = 1;
inline constexpr int stderr_file = 2;

[[nodiscard]] bool is_terminal(int file) noexcept;

/// Whether text for that file is coloured: `choice` is auto, always or never; auto heeds NO_COLOR and
/// TERM=dumb.
[[nodiscard]] bool wants_color(std::string_view choice, int file);

/// The text with everything that could steer a terminal made visible: control characters other than tab and
/// line feed, and the marks that turn the direction of writing. What customers write ends up in explanations.
[[nodiscard]] std::string harmless(std::string_view text);

/// The same of what stands on one line, a name or a finding: tabs and line feeds are made visible as well.
[[nodiscard]] std::string harmless_line(std::string_view text);

/// Standard output through a buffer of our own, since a failed write has to be noticed: it ends the command. When the
/// reader has gone, as `head` does, what is written is lost, in silence, and the command goes on: there may be files to
/// write, and there is an exit code. What is left at the end is written by flush().
class Output {
 public:
  explicit Output(bool flush_each_line = false);
  void line(std::string_view text);
  /// The text as it stands, with a line feed at its end if it has none.
  void text(std::string_view text);
  void bytes(std::string_view bytes);
  void flush();
  /// For commands that only turn what they read into what they write: they need read no more.
  [[nodiscard]] bool reader_is_gone() const noexcept { return reader_is_gone_; }

 private:
  std::string buffer_;
  bool flush_each_line_;
  bool reader_is_gone_ = false;
};

/// Data for people, made harmless, or for machines, as it is; then everything out.
void print(std::string_view text, bool for_people);

/// Text whose control characters are our own: colors, a line that is written over.
struct Painted {
  std::string text;
};

/// To stderr, made harmless: names of files and what the system says of them end up there. There is nobody left to
/// tell when that fails.
void talk(std::string_view text) noexcept;
void talk(const Painted &painted) noexcept;
/// The same of one sentence, behind "usher: " and on one line, whatever names stand in it.
void talk_line(std::string_view sentence) noexcept;

} // namespace usher::cli
