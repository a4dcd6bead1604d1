// SPDX-License-Identifier: BSL-1.0
// Files that a command writes as a whole, when it knows what is in them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace usher::cli {

/// Where writing to a file of this name ends: at what it links to if it is a link, whether that is there yet or not.
[[nodiscard]] std::filesystem::path target_of(const std::string &path);

/// Throws Failure if no file of this name could be written: to be asked before a run whose results would be lost.
void need_writable(const std::string &path);

/// Writes a file beside the one of this name and renames it over it: there is the old one or the new one, whole. The
/// new one may be read by those who might read the old one, and by nobody else. What is no file that can be replaced, a
/// device or a pipe, is written to. Throws Failure.
void replace_file(const std::string &path, std::string_view bytes);

} // namespace usher::cli
