// SPDX-License-Identifier: BSL-1.0
// Policies: loading, checking, testing, listing. Part of usher/usher.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <usher/cpp/findings.hpp>
#include <usher/usher.h>

namespace usher {

/// What a policy is loaded with. Holds views: the texts given must live until the load returns.
class LoadOptions {
 public:
  /// Names and defaults: usher_limit.
  LoadOptions &limit(std::string_view name, std::uint64_t value) {
    limits_.push_back(detail::limit(name, value));
    return *this;
  }
  /// What `include` finds under that name, for Policy::load_memory.
  LoadOptions &include(std::string_view name, std::string_view text) {
    includes_.push_back(detail::source(name, text));
    return *this;
  }
  /// Of an image, look at every byte.
  LoadOptions &verify(bool on = true) {
    verify_ = on;
    return *this;
  }
  [[nodiscard]] usher_load_options raw() const noexcept {
    usher_load_options made = detail::sized<usher_load_options>();
    made.flags = verify_ ? USHER_LOAD_VERIFY : 0;
    made.limits = limits_.data();
    made.limit_count = limits_.size();
    made.includes = includes_.data();
    made.include_count = includes_.size();
    return made;
  }

 private:
  std::vector<usher_limit> limits_;
  std::vector<usher_source> includes_;
  bool verify_ = false;
};

/// Further tests for Policy::test. Holds views.
class TestOptions {
 public:
  TestOptions &file(std::string_view name, std::string_view text) {
    files_.push_back(detail::source(name, text));
    return *this;
  }
  [[nodiscard]] usher_test_options raw() const noexcept {
    usher_test_options made = detail::sized<usher_test_options>();
    made.files = files_.data();
    made.file_count = files_.size();
    return made;
  }

 private:
  std::vector<usher_source> files_;
};

enum class Part : std::int32_t {
  department = USHER_PART_DEPARTMENT,
  rule = USHER_PART_RULE,
  topic = USHER_PART_TOPIC,
  signal = USHER_PART_SIGNAL,
  channel = USHER_PART_CHANNEL,
  account = USHER_PART_ACCOUNT,
  reply = USHER_PART_REPLY,
  fact = USHER_PART_FACT,
  band = USHER_PART_BAND,
  calendar = USHER_PART_CALENDAR,
  sla = USHER_PART_SLA,
  agent = USHER_PART_AGENT,
  group = USHER_PART_GROUP
};

/// A part of a policy and where it is written; line 0: the policy does not write it.
struct PartPlace {
  std::string_view name;
  std::string_view file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// The outcome of a policy's tests.
class TestRun {
 public:
  explicit TestRun(usher_test_run *taken_over) noexcept : handle_(taken_over) {}
  [[nodiscard]] const usher_test_summary &summary() const {
    const usher_test_summary *found = usher_test_run_summary(handle_.get());
    if (found == nullptr) throw Error(Status::argument);
    return *found;
  }
  /// Lives until the next call of this function.
  [[nodiscard]] std::string_view text(Format format = Format::text) {
    usher_str out{};
    detail::check(usher_test_run_text(handle_.get(), static_cast<std::int32_t>(format), &out));
    return detail::take(out);
  }
  [[nodiscard]] usher_test_run *get() const noexcept { return handle_.get(); }

 private:
  detail::Handle<usher_test_run, usher_test_run_destroy> handle_;
};

/// A loaded policy: never changes, and any number of threads may use it at once.
class Policy {
 public:
  /// From a file, or from the policy.yaml of a folder.
  [[nodiscard]] static Policy load(const std::string &path, const LoadOptions &options = {},
                                   Report *report = nullptr) {
    const usher_load_options raw = options.raw();
    usher_policy *made = nullptr;
    detail::reported(report,
                     [&](usher_report **out) { return usher_policy_load(path.c_str(), &raw, &made, out); });
    return Policy(made);
  }
  /// From a text, which findings call `name`.
  [[nodiscard]] static Policy load_memory(std::string_view name, std::string_view text,
                                          const LoadOptions &options = {}, Report *report = nullptr) {
    const usher_load_options raw = options.raw();
    usher_policy *made = nullptr;
    detail::reported(report, [&](usher_report **out) {
      return usher_policy_load_memory(detail::give(name), detail::give(text), &raw, &made, out);
    });
    return Policy(made);
  }

  explicit Policy(usher_policy *taken_over) noexcept : handle_(taken_over) {}
  Policy(const Policy &other) : handle_(share(other)) {}
  Policy &operator=(const Policy &other) {
    if (this != &other) handle_.reset(share(other));
    return *this;
  }
  Policy(Policy &&) noexcept = default;
  Policy &operator=(Policy &&) noexcept = default;
  ~Policy() = default;

  /// SHA-256 of the sources, 64 hexadecimal digits.
  [[nodiscard]] std::string_view hash() const {
    usher_str out{};
    detail::check(usher_policy_hash(handle_.get(), &out));
    return detail::take(out);
  }
  /// The analysis. Errors that it finds are in the report, and are no failure of the call.
  [[nodiscard]] Report check() const {
    usher_report *raw = nullptr;
    const auto status = static_cast<Status>(usher_policy_check(handle_.get(), &raw));
    Report report(raw);
    if (!succeeded(status) && status != Status::policy) throw Error(status, report.findings());
    return report;
  }
  /// As an image, for `load`: bytes, not text.
  [[nodiscard]] Document compile(Report *report = nullptr) const {
    usher_document *made = nullptr;
    detail::reported(report,
                     [&](usher_report **out) { return usher_policy_compile(handle_.get(), &made, out); });
    return Document(made);
  }
  /// What it costs, also for a sample of messages, one on each line as JSON.
  [[nodiscard]] Document statistics(std::string_view sample = {}, Format format = Format::text,
                                    Report *report = nullptr) const {
    usher_document *made = nullptr;
    detail::reported(report, [&](usher_report **out) {
      return usher_policy_statistics(handle_.get(), detail::give(sample), static_cast<std::int32_t>(format),
                                     &made, out);
    });
    return Document(made);
  }
  /// What would move if this policy took the place of `old`, also for a sample of messages, one on each line as JSON.
  [[nodiscard]] Document compare(const Policy &old, std::string_view sample = {},
                                 Format format = Format::text, Report *report = nullptr) const {
    usher_document *made = nullptr;
    detail::reported(report, [&](usher_report **out) {
      return usher_policy_compare(handle_.get(), old.get(), detail::give(sample),
                                  static_cast<std::int32_t>(format), &made, out);
    });
    return Document(made);
  }
  /// The same policy, filed by a sample: it decides the same.
  [[nodiscard]] Policy sharpen(std::string_view sample, Report *report = nullptr) const {
    usher_policy *made = nullptr;
    detail::reported(report, [&](usher_report **out) {
      return usher_policy_sharpen(handle_.get(), detail::give(sample), &made, out);
    });
    return Policy(made);
  }
  /// As one YAML file in canonical form.
  [[nodiscard]] Document dump(Report *report = nullptr) const {
    usher_document *made = nullptr;
    detail::reported(report,
                     [&](usher_report **out) { return usher_policy_dump(handle_.get(), &made, out); });
    return Document(made);
  }
  /// Its structure as a graph in the language DOT of Graphviz.
  [[nodiscard]] Document graph(Report *report = nullptr) const {
    usher_document *made = nullptr;
    detail::reported(report,
                     [&](usher_report **out) { return usher_policy_graph(handle_.get(), &made, out); });
    return Document(made);
  }
  /// Runs the policy's own tests, then those of the options. Tests that fail are in the result.
  [[nodiscard]] TestRun test(const TestOptions &options = {}, Report *report = nullptr) const {
    const usher_test_options raw = options.raw();
    usher_test_run *made = nullptr;
    detail::reported(report,
                     [&](usher_report **out) { return usher_policy_test(handle_.get(), &raw, &made, out); });
    return TestRun(made);
  }

  [[nodiscard]] std::size_t part_count(Part part) const noexcept {
    return usher_policy_part_count(handle_.get(), static_cast<std::int32_t>(part));
  }
  /// In the order of the policy; `index` is less than part_count(part).
  [[nodiscard]] PartPlace part(Part part, std::size_t index) const {
    const usher_part *found = usher_policy_part(handle_.get(), static_cast<std::int32_t>(part), index);
    if (found == nullptr) throw Error(Status::not_found);
    return {detail::take(found->name), detail::take(found->file), found->line, found->column};
  }
  [[nodiscard]] usher_policy *get() const noexcept { return handle_.get(); }

 private:
  [[nodiscard]] static usher_policy *share(const Policy &other) {
    usher_policy *made = nullptr;
    detail::check(usher_policy_share(other.get(), &made));
    return made;
  }
  detail::Handle<usher_policy, usher_policy_destroy> handle_;
};

} // namespace usher
