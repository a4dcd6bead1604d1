// SPDX-License-Identifier: BSL-1.0
#include "c_api/handles.hpp"
#include "c_api/options.hpp"
#include "c_api/structs.hpp"
#include "check/analysis.hpp"
#include "policy/dump.hpp"
#include "policy/reader.hpp"

namespace usher::c_api {
namespace {

constexpr int32_t part_kinds = USHER_PART_BAND;

template <class List>
void list_parts(const policy::Policy &policy, const List &list, int32_t kind, PolicyBody &body) {
  std::vector<usher_part> &parts = body.parts[static_cast<std::size_t>(kind - 1)];
  for (const auto &item : list) {
    const bool written = item.place.position.line != 0;
    parts.push_back({sizeof(usher_part), kind, item.place.position.line, item.place.position.column, 0,
                     text_out(item.name),
                     written ? text_out(policy.files[item.place.file].name) : usher_str{nullptr, 0}});
  }
}

std::shared_ptr<const PolicyBody> make_body(policy::Policy read, const Limits &limits) {
  auto body = std::make_shared<PolicyBody>(rules::Ruleset(std::move(read)));
  body->limits = limits;
  const policy::Policy &policy = body->ruleset.policy();
  list_parts(policy, policy.departments, USHER_PART_DEPARTMENT, *body);
  list_parts(policy, policy.rules, USHER_PART_RULE, *body);
  list_parts(policy, policy.topics, USHER_PART_TOPIC, *body);
  list_parts(policy, policy.signals, USHER_PART_SIGNAL, *body);
  list_parts(policy, policy.channels, USHER_PART_CHANNEL, *body);
  list_parts(policy, policy.accounts, USHER_PART_ACCOUNT, *body);
  list_parts(policy, policy.replies, USHER_PART_REPLY, *body);
  list_parts(policy, policy.priority.bands, USHER_PART_BAND, *body);
  for (const policy::Fact &fact : policy.facts) {
    if (fact.place.position.line == 0) continue; // built in
    body->parts[USHER_PART_FACT - 1].push_back({sizeof(usher_part), USHER_PART_FACT, fact.place.position.line,
                                                fact.place.position.column, 0, text_out(fact.name),
                                                text_out(policy.files[fact.place.file].name)});
  }
  return body;
}

/// Loads by `read`, which is given the limits and the includes.
template <class Read>
usher_status load(const usher_load_options *options, usher_policy **out, usher_report **report, Read &&read) {
  std::unique_ptr<usher_policy> made;
  const usher_status result = guard(report, [&](Findings &findings) -> usher_status {
    usher_load_options given;
    if (const usher_status status = read_optional(options, given); status != USHER_OK) return status;
    Limits limits;
    if (const usher_status status = read_limits(given.limits, given.limit_count, limits, findings);
        status != USHER_OK) {
      return status;
    }
    std::vector<policy::MemoryFile> includes;
    const usher_status status =
        read_array(given.includes, given.include_count, [&](const usher_source &source) -> usher_status {
          if (!is_valid(source.name) || !is_valid(source.text)) return USHER_ARGUMENT;
          includes.push_back({text_in(source.name), text_in(source.text)});
          return USHER_OK;
        });
    if (status != USHER_OK) return status;
    policy::Policy policy;
    switch (read(limits, includes, policy, findings)) {
    case policy::ReadStatus::ok: break;
    case policy::ReadStatus::bad_policy: return USHER_POLICY;
    case policy::ReadStatus::unreadable: return USHER_IO;
    }
    made = std::make_unique<usher_policy>();
    made->body = make_body(std::move(policy), limits);
    return USHER_OK;
  });
  if (result == USHER_OK) *out = made.release();
  return result;
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_policy_load(const char *path, const usher_load_options *options, usher_policy **out,
                               usher_report **report) noexcept {
  if (path == nullptr || out == nullptr) return USHER_ARGUMENT;
  return load(options, out, report,
              [path](const usher::Limits &limits, const std::vector<usher::policy::MemoryFile> &,
                     usher::policy::Policy &policy, usher::Findings &findings) {
                return read_policy(std::string(path), limits, policy, findings);
              });
}

usher_status usher_policy_load_memory(usher_str name, usher_str text, const usher_load_options *options,
                                      usher_policy **out, usher_report **report) noexcept {
  if (!is_valid(name) || !is_valid(text) || out == nullptr) return USHER_ARGUMENT;
  return load(options, out, report,
              [&](const usher::Limits &limits, const std::vector<usher::policy::MemoryFile> &includes,
                  usher::policy::Policy &policy, usher::Findings &findings) {
                return read_policy(usher::policy::MemoryFile{text_in(name), text_in(text)}, includes, limits,
                                   policy, findings);
              });
}

usher_status usher_policy_share(const usher_policy *policy, usher_policy **out) noexcept {
  if (policy == nullptr || out == nullptr) return USHER_ARGUMENT;
  return guard([&] {
    auto shared = std::make_unique<usher_policy>();
    shared->body = policy->body;
    *out = shared.release();
    return USHER_OK;
  });
}

void usher_policy_destroy(usher_policy *policy) noexcept { delete policy; }

usher_status usher_policy_hash(const usher_policy *policy, usher_str *out) noexcept {
  if (policy == nullptr || out == nullptr) return USHER_ARGUMENT;
  *out = text_out(policy->body->ruleset.digest());
  return USHER_OK;
}

usher_status usher_policy_check(const usher_policy *policy, usher_report **report) noexcept {
  if (policy == nullptr) return USHER_ARGUMENT;
  return guard(report, [&](usher::Findings &findings) -> usher_status {
    usher::check::check(policy->body->ruleset, findings);
    return findings.has_errors() ? USHER_POLICY : USHER_OK;
  });
}

usher_status usher_policy_dump(const usher_policy *policy, usher_document **out,
                               usher_report **report) noexcept {
  if (policy == nullptr || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_document> made;
  const usher_status status = guard(report, [&](usher::Findings &) -> usher_status {
    made = make_document(to_yaml(policy->body->ruleset.policy()));
    return USHER_OK;
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}

size_t usher_policy_part_count(const usher_policy *policy, int32_t part) noexcept {
  if (policy == nullptr || part < 1 || part > part_kinds) return 0;
  return policy->body->parts[static_cast<std::size_t>(part - 1)].size();
}

const usher_part *usher_policy_part(const usher_policy *policy, int32_t part, size_t index) noexcept {
  if (index >= usher_policy_part_count(policy, part)) return nullptr;
  return &policy->body->parts[static_cast<std::size_t>(part - 1)][index];
}
