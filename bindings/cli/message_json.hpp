// SPDX-License-Identifier: BSL-1.0
// What the command line adds to the JSON of decisions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <usher/usher.hpp>

namespace usher::cli {

/// The decision with "detail", and "explanation" as its last key.
[[nodiscard]] std::string explained_json(Decision &decision);

/// {"error":"...","code":"...","line":N}
[[nodiscard]] std::string error_json(std::string_view message, std::string_view code, std::uint64_t line);

} // namespace usher::cli
