// SPDX-License-Identifier: BSL-1.0
#include "c_api/handles.hpp"
#include "c_api/options.hpp"
#include "c_api/structs.hpp"
#include "check/analysis.hpp"
#include "check/comparison.hpp"
#include "check/graph.hpp"
#include "check/sample_run.hpp"
#include "policy/dump.hpp"
#include "rules/load.hpp"

#include <mutex>
#include <optional>

namespace usher::c_api {
namespace {

constexpr std::uint32_t known_flags = USHER_LOAD_VERIFY;

template <class List>
void list_parts(const policy::Policy &policy, const List &list, int32_t kind, std::vector<usher_part> &out) {
  for (const auto &item : list) {
    const bool written = item.place.position.line != 0;
    out.push_back({sizeof(usher_part), kind, item.place.position.line, item.place.position.column, 0,
                   text_out(item.name),
                   written ? text_out(policy.files[item.place.file].name) : usher_str{nullptr, 0}});
  }
}

/// Loads by `read`, which is given the options and the includes.
template <class Read>
usher_status load(const usher_load_options *options, usher_policy **out, usher_report **report, Read &&read) {
  std::unique_ptr<usher_policy> made;
  const usher_status result = guard(report, [&](Findings &findings) -> usher_status {
    usher_load_options given;
    if (const usher_status status = read_optional(options, given); status != USHER_OK) return status;
    if ((given.flags & ~known_flags) != 0 || given.reserved != 0) return USHER_NEWER;
    rules::LoadOptions load_options;
    load_options.verify = (given.flags & USHER_LOAD_VERIFY) != 0;
    if (const usher_status status =
            read_limits(given.limits, given.limit_count, load_options.limits, findings);
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
    std::optional<rules::Ruleset> ruleset;
    switch (read(load_options, includes, ruleset, findings)) {
    case rules::LoadStatus::ok: break;
    case rules::LoadStatus::bad_policy: return USHER_POLICY;
    case rules::LoadStatus::unreadable: return USHER_IO;
    case rules::LoadStatus::damaged: return USHER_FORMAT;
    case rules::LoadStatus::other_version: return USHER_VERSION;
    }
    made = std::make_unique<usher_policy>();
    made->body = std::make_shared<const PolicyBody>(std::move(*ruleset), load_options.limits);
    return USHER_OK;
  });
  if (result == USHER_OK) *out = made.release();
  return result;
}

} // namespace

const std::vector<usher_part> &PolicyBody::parts(std::int32_t kind) const {
  std::call_once(listed_, [this] {
    const policy::Policy &policy = ruleset.policy();
    std::array<std::vector<usher_part>, part_kinds> all;
    const auto list = [&](const auto &items, int32_t part) {
      list_parts(policy, items, part, all[static_cast<std::size_t>(part - 1)]);
    };
    list(policy.departments, USHER_PART_DEPARTMENT);
    list(policy.rules, USHER_PART_RULE);
    list(policy.topics, USHER_PART_TOPIC);
    list(policy.signals, USHER_PART_SIGNAL);
    list(policy.channels, USHER_PART_CHANNEL);
    list(policy.accounts, USHER_PART_ACCOUNT);
    list(policy.replies, USHER_PART_REPLY);
    list(policy.priority.bands, USHER_PART_BAND);
    list(policy.facts, USHER_PART_FACT);
    list(policy.calendars, USHER_PART_CALENDAR);
    list(policy.slas, USHER_PART_SLA);
    list(policy.agents, USHER_PART_AGENT);
    list(policy.groups, USHER_PART_GROUP);
    for (const int32_t part : {USHER_PART_FACT, USHER_PART_CALENDAR})
      std::erase_if(all[static_cast<std::size_t>(part - 1)],
                    [](const usher_part &one) { return one.line == 0; }); // built in
    parts_ = std::move(all);
  });
  return parts_[static_cast<std::size_t>(kind - 1)];
}

} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_policy_load(const char *path, const usher_load_options *options, usher_policy **out,
                               usher_report **report) noexcept {
  if (path == nullptr || out == nullptr) return USHER_ARGUMENT;
  return load(options, out, report,
              [path](const usher::rules::LoadOptions &load_options,
                     const std::vector<usher::policy::MemoryFile> &,
                     std::optional<usher::rules::Ruleset> &ruleset, usher::Findings &findings) {
                return usher::rules::load_file(path, load_options, ruleset, findings);
              });
}

usher_status usher_policy_load_memory(usher_str name, usher_str text, const usher_load_options *options,
                                      usher_policy **out, usher_report **report) noexcept {
  if (!is_valid(name) || !is_valid(text) || out == nullptr) return USHER_ARGUMENT;
  return load(options, out, report,
              [&](const usher::rules::LoadOptions &load_options,
                  const std::vector<usher::policy::MemoryFile> &includes,
                  std::optional<usher::rules::Ruleset> &ruleset, usher::Findings &findings) {
                return usher::rules::load_memory({text_in(name), text_in(text)}, includes, load_options,
                                                 ruleset, findings);
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
    usher::check::check(policy->body->ruleset, policy->body->limits, findings);
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

usher_status usher_policy_graph(const usher_policy *policy, usher_document **out,
                                usher_report **report) noexcept {
  if (policy == nullptr || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_document> made;
  const usher_status status = guard(report, [&](usher::Findings &) -> usher_status {
    made = make_document(usher::check::to_dot(policy->body->ruleset.policy()));
    return USHER_OK;
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}

usher_status usher_policy_compile(const usher_policy *policy, usher_document **out,
                                  usher_report **report) noexcept {
  if (policy == nullptr || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_document> made;
  const usher_status status = guard(report, [&](usher::Findings &) -> usher_status {
    made = make_document(policy->body->ruleset.to_image());
    return USHER_OK;
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}

usher_status usher_policy_statistics(const usher_policy *policy, usher_str sample, int32_t format,
                                     usher_document **out, usher_report **report) noexcept {
  if (policy == nullptr || out == nullptr || !is_valid(sample)) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return answer_with(report, USHER_ARGUMENT);
  std::unique_ptr<usher_document> made;
  const usher_status status = guard(report, [&](usher::Findings &) -> usher_status {
    const PolicyBody &body = *policy->body;
    usher::check::Statistics statistics = usher::check::statistics(body.ruleset);
    if (sample.size != 0)
      statistics.sample = usher::check::compare_filings(body.ruleset, text_in(sample), body.limits);
    if (format == USHER_FORMAT_TEXT) {
      made = make_document(to_text(body.ruleset, statistics));
      return USHER_OK;
    }
    usher::JsonWriter json;
    write_json(body.ruleset, statistics, json);
    made = make_document(std::move(json).take());
    return USHER_OK;
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}

usher_status usher_policy_compare(const usher_policy *policy, const usher_policy *old, usher_str sample,
                                  int32_t format, usher_document **out, usher_report **report) noexcept {
  if (policy == nullptr || old == nullptr || out == nullptr || !is_valid(sample)) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return answer_with(report, USHER_ARGUMENT);
  std::unique_ptr<usher_document> made;
  const usher_status status = guard(report, [&](usher::Findings &) -> usher_status {
    const PolicyBody &body = *policy->body;
    const usher::check::PolicyComparison comparison =
        usher::check::compare(old->body->ruleset, body.ruleset, text_in(sample), body.limits);
    if (format == USHER_FORMAT_TEXT) {
      made = make_document(to_text(comparison));
      return USHER_OK;
    }
    usher::JsonWriter json;
    write_json(comparison, json);
    made = make_document(std::move(json).take());
    return USHER_OK;
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}

usher_status usher_policy_sharpen(const usher_policy *policy, usher_str sample, usher_policy **out,
                                  usher_report **report) noexcept {
  if (policy == nullptr || out == nullptr || !is_valid(sample)) return USHER_ARGUMENT;
  std::unique_ptr<usher_policy> made;
  const usher_status status = guard(report, [&](usher::Findings &findings) -> usher_status {
    const PolicyBody &body = *policy->body;
    const usher::check::SampleRun run = usher::check::run_sample(body.ruleset, text_in(sample), body.limits);
    if (run.sample.messages() == 0) {
      findings.add({usher::Severity::error,
                    usher::Code::json_syntax,
                    {},
                    0,
                    0,
                    {},
                    "no line of the sample is a message of this policy",
                    "give messages as usher triage takes them, one on each line"});
      return USHER_INPUT;
    }
    made = std::make_unique<usher_policy>();
    made->body =
        std::make_shared<const PolicyBody>(usher::check::sharpened(body.ruleset, run.sample), body.limits);
    return USHER_OK;
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}

size_t usher_policy_part_count(const usher_policy *policy, int32_t part) noexcept {
  if (policy == nullptr || part < 1 || part > USHER_PART_GROUP) return 0;
  try {
    return policy->body->parts(part).size();
  } catch (...) { // no memory, or a damaged image
    return 0;
  }
}

const usher_part *usher_policy_part(const usher_policy *policy, int32_t part, size_t index) noexcept {
  if (index >= usher_policy_part_count(policy, part)) return nullptr;
  return &policy->body->parts(part)[index];
}
