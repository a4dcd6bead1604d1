// SPDX-License-Identifier: BSL-1.0
#include "rules/load.hpp"

#include "policy/reader.hpp"

#include <string_view>
#include <system_error>

#include <fmt/format.h>

namespace usher::rules {
namespace {

LoadStatus status_of(ImageStatus status) {
  switch (status) {
  case ImageStatus::ok: return LoadStatus::ok;
  case ImageStatus::no_image:
  case ImageStatus::unreadable: return LoadStatus::unreadable;
  case ImageStatus::other_version: return LoadStatus::other_version;
  case ImageStatus::damaged: break;
  }
  return LoadStatus::damaged;
}

Finding damage(std::string_view file, const DamagedImage &image) {
  return {Severity::error,
          Code::image_damaged,
          std::string(file),
          0,
          0,
          {},
          fmt::format("this compiled policy is damaged: {}", image.what),
          std::string(compile_anew)};
}

LoadStatus open(std::string_view name, ImageStatus status, Image image, bool verify,
                std::optional<Ruleset> &out, Findings &findings) {
  if (status != ImageStatus::ok) return status_of(status);
  if (verify && !image.verify(findings)) return LoadStatus::damaged;
  try {
    out.emplace(std::move(image));
    if (verify) (void)out->policy();
    return LoadStatus::ok;
  } catch (const DamagedImage &damaged) {
    out.reset();
    findings.add(damage(name, damaged));
    return LoadStatus::damaged;
  } catch (const OtherUnicode &other) {
    findings.add(
        {Severity::error,
         Code::image_version,
         std::string(name),
         0,
         0,
         {},
         fmt::format("this policy was compiled with Unicode {}, and here is {}", other.of_image, other.here),
         std::string(compile_anew)});
    return LoadStatus::other_version;
  }
}

LoadStatus make(policy::ReadStatus status, policy::Policy policy, std::optional<Ruleset> &out) {
  switch (status) {
  case policy::ReadStatus::bad_policy: return LoadStatus::bad_policy;
  case policy::ReadStatus::unreadable: return LoadStatus::unreadable;
  case policy::ReadStatus::ok: break;
  }
  out.emplace(std::move(policy));
  return LoadStatus::ok;
}

} // namespace

LoadStatus load_file(const std::string &path, const LoadOptions &options, std::optional<Ruleset> &out,
                     Findings &findings) {
  Image image;
  if (const ImageStatus opened = Image::open_file(path, image, findings); opened != ImageStatus::no_image)
    return open(path, opened, std::move(image), options.verify, out, findings);
  policy::Policy policy;
  const policy::ReadStatus status = read_policy(path, options.limits, policy, findings);
  return make(status, std::move(policy), out);
}

LoadStatus load_memory(const policy::MemoryFile &main, std::span<const policy::MemoryFile> includes,
                       const LoadOptions &options, std::optional<Ruleset> &out, Findings &findings) {
  if (Image::has_magic(main.text)) {
    Image image;
    const ImageStatus status = Image::open_bytes(main.name, std::string(main.text), image, findings);
    return open(main.name, status, std::move(image), options.verify, out, findings);
  }
  policy::Policy policy;
  const policy::ReadStatus status = read_policy(main, includes, options.limits, policy, findings);
  return make(status, std::move(policy), out);
}

} // namespace usher::rules
