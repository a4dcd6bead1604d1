// SPDX-License-Identifier: BSL-1.0
// The first look at a YAML file: are these bytes text at all?
#pragma once

#include "policy/yaml_report.hpp"

#include <string>
#include <string_view>

namespace usher::policy {

/// How many bytes of a UTF-8 byte order mark the text begins with.
[[nodiscard]] std::size_t byte_order_mark_size(std::string_view text) noexcept;

/// Reports bytes that are not UTF-8 (the first) and control characters (each), and leaves in `text`, which
/// keeps its length, what the rest of the reader relies on: no control character but tab, LF and CR LF, a
/// lone CR having become LF. False when the file is in another encoding or no text, so that nothing more can
/// be said about it.
[[nodiscard]] bool check_bytes(std::string &text, YamlReport &report);

} // namespace usher::policy
