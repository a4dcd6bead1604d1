// SPDX-License-Identifier: BSL-1.0
// The files that a command line names, before any of them is touched: none is written that is read, or written twice,
// and nothing is written over that usher did not write.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::cli {

/// For what writes to stdout: where that goes to a file.
inline constexpr std::string_view stdout_name = "/dev/stdout";

struct NamedFile {
  std::string_view what; // as a sentence calls it: "--snapshot", "the policy"
  std::string_view path; // empty: it is not given; "-": stdin
  /// It is read as a whole before it is written anew, by this option: then it may be the same.
  std::string_view replaced_by = {};
  /// What a file begins with that this option wrote before, in any of its forms; none: whoever writes it looks at what
  /// is there.
  std::span<const std::string_view> begins = {};
};

inline constexpr std::array<std::string_view, 1> image_begins = {"\x93ush\r\n"};
inline constexpr std::array<std::string_view, 4> metrics_begins = {"# TYPE usher_", "{\"format\":", "from ",
                                                                   "nothing has happened yet"};

/// Throws Failure, wrong use, where one that is written is one of the others, or is there and holds something else than
/// such files do: a policy and a scenario name more files than the command line, and those are somebody's as well. Of
/// `written` stdout ("-") is passed over.
void refuse_shared_files(std::span<const NamedFile> read, std::span<const NamedFile> written);

/// The files beside a file of YAML that are there and that it may name, being what a word or the rest of a line in it
/// says; comments are passed over. None where it cannot be read, which whoever loads it says.
[[nodiscard]] std::vector<std::string> paths_in(const std::string &yaml);

} // namespace usher::cli
