// SPDX-License-Identifier: BSL-1.0
// Findings, reports, the exception that carries them, documents. Part of usher/usher.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <usher/cpp/status.hpp>
#include <usher/usher.h>

namespace usher {

enum class Severity : std::int32_t {
  note = USHER_SEVERITY_NOTE,
  warning = USHER_SEVERITY_WARNING,
  error = USHER_SEVERITY_ERROR
};

/// What usher has to say about a policy or a message; see usher_finding. Owns its texts.
struct Finding {
  Severity severity = Severity::error;
  std::uint32_t line = 0;   // from 1; 0: no place of its own
  std::uint32_t column = 0; // from 1, in code points
  std::string code;
  std::string file;
  std::string path;
  std::string message;
  std::string hint;
};

/// The findings of one call. One made without a handle has none.
class Report {
 public:
  Report() noexcept = default;
  explicit Report(usher_report *taken_over) noexcept : handle_(taken_over) {}

  [[nodiscard]] std::size_t count() const noexcept { return usher_report_count(handle_.get()); }
  [[nodiscard]] std::size_t count_of(Severity severity) const noexcept {
    return handle_ ? usher_report_count_of(handle_.get(), static_cast<std::int32_t>(severity)) : 0;
  }
  [[nodiscard]] bool has_errors() const noexcept { return count_of(Severity::error) != 0; }
  /// The findings as values that outlive the report.
  [[nodiscard]] std::vector<Finding> findings() const;
  /// All of it as lines or as {"findings":[...]}; lives until the next call of this function.
  [[nodiscard]] std::string_view text(Format format = Format::text);
  [[nodiscard]] usher_report *get() const noexcept { return handle_.get(); }

 private:
  detail::Handle<usher_report, usher_report_destroy> handle_;
};

/// A call that failed. what() is the first error found, or the status when there is none.
class Error : public std::exception {
 public:
  explicit Error(Status status, std::vector<Finding> findings = {});
  [[nodiscard]] const char *what() const noexcept override { return state_->what.c_str(); }
  [[nodiscard]] Status status() const noexcept { return state_->status; }
  [[nodiscard]] const std::vector<Finding> &findings() const noexcept { return state_->findings; }

 private:
  struct State {
    Status status;
    std::vector<Finding> findings;
    std::string what;
  };
  std::shared_ptr<const State> state_; // shared, since copying an exception must not throw
};

inline std::vector<Finding> Report::findings() const {
  std::vector<Finding> made;
  made.reserve(count());
  for (std::size_t index = 0; const usher_finding *each = usher_report_finding(handle_.get(), index);
       ++index) {
    using detail::take;
    made.push_back({static_cast<Severity>(each->severity), each->line, each->column,
                    std::string(take(each->code)), std::string(take(each->file)),
                    std::string(take(each->path)), std::string(take(each->message)),
                    std::string(take(each->hint))});
  }
  return made;
}

inline Error::Error(Status status, std::vector<Finding> findings) {
  std::string what(name_of(status));
  for (const Finding &finding : findings) {
    if (finding.severity != Severity::error) continue;
    what += ": ";
    if (!finding.file.empty()) {
      what += finding.file;
      if (finding.line != 0)
        what += ':' + std::to_string(finding.line) + ':' + std::to_string(finding.column);
      what += ": ";
    }
    what += finding.message;
    break;
  }
  state_ = std::make_shared<const State>(State{status, std::move(findings), std::move(what)});
}

namespace detail {

inline void check(usher_status status) {
  if (!succeeded(static_cast<Status>(status))) throw Error(static_cast<Status>(status));
}

/// Runs a call that fills a report, throws what it says when it fails, and leaves the report in `keep`.
template <class Call>
void reported(Report *keep, Call &&call) {
  usher_report *raw = nullptr;
  const auto status = static_cast<Status>(call(&raw));
  Report report(raw);
  std::optional<Error> error;
  if (!succeeded(status)) error.emplace(status, report.findings());
  if (keep != nullptr) *keep = std::move(report);
  if (error) throw *error;
}

} // namespace detail

inline std::string_view Report::text(Format format) {
  if (!handle_) return format == Format::json ? R"({"findings":[]})" : "";
  usher_str out{};
  detail::check(usher_report_text(handle_.get(), static_cast<std::int32_t>(format), &out));
  return detail::take(out);
}

/// A text that the library made: a dumped policy.
class Document {
 public:
  explicit Document(usher_document *taken_over) noexcept : handle_(taken_over) {}
  [[nodiscard]] std::string_view text() const {
    usher_str out{};
    detail::check(usher_document_text(handle_.get(), &out));
    return detail::take(out);
  }
  [[nodiscard]] usher_document *get() const noexcept { return handle_.get(); }

 private:
  detail::Handle<usher_document, usher_document_destroy> handle_;
};

} // namespace usher
