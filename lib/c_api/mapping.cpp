// SPDX-License-Identifier: BSL-1.0
// Mappings of tables.
#include "c_api/mapping.hpp"

#include "c_api/handles.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>

namespace usher::c_api {
namespace {

usher_status make(std::string name, std::string_view text, std::unique_ptr<usher_mapping> &out,
                  Findings &findings) {
  const Limits limits;
  if (text.size() > limits.policy_bytes) {
    findings.add({Severity::error,
                  Code::limit,
                  std::move(name),
                  0,
                  0,
                  {},
                  fmt::format("the mapping is larger than {} bytes", limits.policy_bytes),
                  {}});
    return USHER_LIMIT;
  }
  auto mapping = simulate::read_mapping(std::move(name), text, limits, findings);
  if (!mapping) return USHER_INPUT;
  out = std::make_unique<usher_mapping>(usher_mapping{std::move(*mapping)});
  return USHER_OK;
}

struct Close {
  void operator()(std::FILE *file) const noexcept { std::fclose(file); }
};

/// Up to a byte more than a mapping may have.
bool read_file(const char *path, std::string &out) {
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path, "rbe"));
  if (file == nullptr) return false;
  char buffer[16384];
  while (out.size() <= Limits().policy_bytes) {
    const std::size_t taken = std::fread(buffer, 1, sizeof buffer, file.get());
    if (taken == 0) break;
    out.append(buffer, taken);
  }
  return std::ferror(file.get()) == 0;
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_mapping_load_memory(usher_str name, usher_str text, usher_mapping **out,
                                       usher_report **report) noexcept {
  if (!is_valid(name) || !is_valid(text) || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_mapping> made;
  const usher_status status = guard(report, [&](usher::Findings &findings) {
    return make(std::string(text_in(name)), text_in(text), made, findings);
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}

usher_status usher_mapping_load(const char *path, usher_mapping **out, usher_report **report) noexcept {
  if (path == nullptr || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_mapping> made;
  const usher_status status = guard(report, [&](usher::Findings &findings) -> usher_status {
    std::string text;
    if (!read_file(path, text)) {
      findings.add(
          {usher::Severity::error, usher::Code::file_unreadable, path, 0, 0, {}, std::strerror(errno), {}});
      return USHER_IO;
    }
    return make(path, text, made, findings);
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}

void usher_mapping_destroy(usher_mapping *mapping) noexcept { delete mapping; }
