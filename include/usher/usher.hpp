// SPDX-License-Identifier: BSL-1.0
//
// usher for C++20: usher.h with handles that close themselves, std::string_view, std::span and exceptions.
// Only inline code over the C interface, so nothing of C++ crosses the library's boundary and compilers may
// differ.
//
//     const usher::Policy policy = usher::Policy::load("policy.yaml");
//
//     usher::Message message;
//     message.text("I want my money back").account("@acme").fact("stage", "post_order");
//
//     usher::Decision decision; // one per thread, used again and again
//     decision.triage(policy, message);
//     std::cout << decision.department() << ", " << decision.band() << '\n';
//     for (std::string_view topic : decision.topics()) std::cout << "  about " << topic << '\n';
//     std::cout << decision.explain();
//
// Names     follow usher.h, where each call is described: usher_policy_load is Policy::load.
// Failure   throws usher::Error, which carries the status and the findings as plain values. The try_ calls
// answer
//           with a Status instead, for hosts that meet bad messages every day.
// Warnings  come with success: hand a Report to a call that takes one. It is filled on failure too.
// Handles   move. A Policy also copies, and the copies are one policy, shared. A handle that was moved from
// may
//           only be assigned to or destroyed. get() gives the C handle, a constructor takes one over.
// Texts     go in and come out as std::string_view. One that comes out lives as long as usher.h says: until
// its
//           handle is used again or destroyed. One that is not there has data() == nullptr and is empty.
// Time      is std::chrono, in milliseconds. For the clock: std::chrono::floor<usher::Duration>(
//           std::chrono::system_clock::now()).
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <usher/usher.h>

namespace usher {

// ---- Version, status, plain values
// ---------------------------------------------------------------------------

using Duration = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Duration>;

/// Compare with USHER_ABI when the library is loaded by hand.
[[nodiscard]] inline std::uint32_t abi() noexcept {
  return usher_abi();
}
[[nodiscard]] inline std::string_view version() noexcept {
  return usher_version();
}

enum class Status : usher_status {
  ok = USHER_OK,
  repeated = USHER_REPEATED,
  argument = USHER_ARGUMENT,
  newer = USHER_NEWER,
  memory = USHER_MEMORY,
  policy = USHER_POLICY,
  input = USHER_INPUT,
  limit = USHER_LIMIT,
  io = USHER_IO,
  format = USHER_FORMAT,
  version = USHER_VERSION,
  state = USHER_STATE,
  time = USHER_TIME,
  conflict = USHER_CONFLICT,
  not_found = USHER_NOT_FOUND,
  lease = USHER_LEASE,
  outcome_unknown = USHER_OUTCOME_UNKNOWN,
  forked = USHER_FORKED,
  internal = USHER_INTERNAL
};

[[nodiscard]] inline std::string_view name_of(Status status) noexcept {
  return usher_status_name(static_cast<usher_status>(status));
}
[[nodiscard]] constexpr bool succeeded(Status status) noexcept {
  return status == Status::ok || status == Status::repeated;
}

enum class Format : std::int32_t { text = USHER_FORMAT_TEXT, json = USHER_FORMAT_JSON };

namespace detail {

[[nodiscard]] constexpr usher_str give(std::string_view text) noexcept {
  return {text.data(), text.size()};
}
[[nodiscard]] constexpr std::string_view take(usher_str text) noexcept {
  return {text.data, text.size};
}

template <class T>
[[nodiscard]] constexpr T sized() noexcept {
  T made{};
  made.struct_size = sizeof(T);
  return made;
}
[[nodiscard]] inline usher_limit limit(std::string_view name, std::uint64_t value) noexcept {
  usher_limit made = sized<usher_limit>();
  made.name = give(name);
  made.value = value;
  return made;
}
[[nodiscard]] inline usher_source source(std::string_view name, std::string_view text) noexcept {
  usher_source made = sized<usher_source>();
  made.name = give(name);
  made.text = give(text);
  return made;
}

template <auto Destroy>
struct Destroyer {
  template <class T>
  void operator()(T *handle) const noexcept {
    Destroy(handle);
  }
};
template <class T, auto Destroy>
using Handle = std::unique_ptr<T, Destroyer<Destroy>>;

} // namespace detail

// ---- Findings
// ------------------------------------------------------------------------------------------------

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

/// A text that the library made: a dumped policy, a text looked at.
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

// ---- Policy
// --------------------------------------------------------------------------------------------------

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
  [[nodiscard]] usher_load_options raw() const noexcept {
    usher_load_options made = detail::sized<usher_load_options>();
    made.limits = limits_.data();
    made.limit_count = limits_.size();
    made.includes = includes_.data();
    made.include_count = includes_.size();
    return made;
  }

 private:
  std::vector<usher_limit> limits_;
  std::vector<usher_source> includes_;
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
  band = USHER_PART_BAND
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
  /// As one YAML file in canonical form.
  [[nodiscard]] Document dump(Report *report = nullptr) const {
    usher_document *made = nullptr;
    detail::reported(report,
                     [&](usher_report **out) { return usher_policy_dump(handle_.get(), &made, out); });
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

// ---- Message
// -------------------------------------------------------------------------------------------------

/// A message, put together field by field. It holds views: what it is given must live until the triage
/// returns, and a fact's name too. clear() empties it and keeps its memory.
class Message {
 public:
  Message() noexcept = default;
  explicit Message(std::string_view text) noexcept { raw_.text = detail::give(text); }

  Message &id(std::string_view value) noexcept { return set(raw_.id, value); }
  Message &conversation(std::string_view value) noexcept { return set(raw_.conversation, value); }
  Message &channel(std::string_view value) noexcept { return set(raw_.channel, value); }
  Message &account(std::string_view value) noexcept { return set(raw_.account, value); }
  /// "public" or "private"
  Message &visibility(std::string_view value) noexcept { return set(raw_.visibility, value); }
  Message &text(std::string_view value) noexcept { return set(raw_.text, value); }
  Message &subject(std::string_view value) noexcept { return set(raw_.subject, value); }
  /// ISO 639-1
  Message &language(std::string_view value) noexcept { return set(raw_.language, value); }
  Message &time(Time value) noexcept {
    raw_.time = value.time_since_epoch().count();
    raw_.time_given = 1;
    return *this;
  }
  /// One more tag that the conversation already carries.
  Message &tag(std::string_view value) {
    tags_.push_back(detail::give(value));
    return *this;
  }

  /// One more fact, by its dotted name. The kind follows the value: text (also of an enumeration), number,
  /// flag, time or duration.
  Message &fact(std::string_view name, std::string_view value) {
    add(name, USHER_FACT_TEXT).text = detail::give(value);
    return *this;
  }
  Message &fact(std::string_view name, const char *value) { return fact(name, std::string_view(value)); }
  Message &fact(std::string_view name, std::same_as<bool> auto value) {
    add(name, USHER_FACT_FLAG).integer = value ? 1 : 0;
    return *this;
  }
  template <class Number>
  requires(std::is_arithmetic_v<Number> && !std::same_as<Number, bool>) Message &fact(std::string_view name,
                                                                                      Number value) {
    add(name, USHER_FACT_NUMBER).number = static_cast<double>(value);
    return *this;
  }
  Message &fact(std::string_view name, Time value) {
    add(name, USHER_FACT_TIME).integer = value.time_since_epoch().count();
    return *this;
  }
  Message &fact(std::string_view name, Duration value) {
    add(name, USHER_FACT_DURATION).integer = value.count();
    return *this;
  }

  void clear() noexcept {
    raw_ = detail::sized<usher_message>();
    tags_.clear();
    facts_.clear();
  }
  /// As the C interface takes it; lives as long as this message and until it is changed.
  [[nodiscard]] usher_message raw() const noexcept {
    usher_message made = raw_;
    made.tags = tags_.data();
    made.tag_count = tags_.size();
    made.facts = facts_.data();
    made.fact_count = facts_.size();
    return made;
  }

 private:
  Message &set(usher_str &field, std::string_view value) noexcept {
    field = detail::give(value);
    return *this;
  }
  usher_fact &add(std::string_view name, std::int32_t type) {
    usher_fact &made = facts_.emplace_back(detail::sized<usher_fact>());
    made.name = detail::give(name);
    made.type = type;
    return made;
  }

  usher_message raw_ = detail::sized<usher_message>();
  std::vector<usher_str> tags_;
  std::vector<usher_fact> facts_;
};

// ---- Triage and decision
// -------------------------------------------------------------------------------------

/// How to triage. Holds views. Without any call: strict, and looking only for what the policy needs (the JSON
/// form looks for language and personal data in any case, unless only_needed).
class TriageOptions {
 public:
  TriageOptions &lenient(bool on = true) noexcept { return flag(USHER_TRIAGE_LENIENT, on); }
  TriageOptions &language(bool on = true) noexcept { return flag(USHER_TRIAGE_LANGUAGE, on); }
  TriageOptions &personal_data(bool on = true) noexcept { return flag(USHER_TRIAGE_PERSONAL_DATA, on); }
  TriageOptions &only_needed(bool on = true) noexcept { return flag(USHER_TRIAGE_ONLY_NEEDED, on); }
  /// The time of messages that have none.
  TriageOptions &now(Time value) noexcept {
    raw_.now = value.time_since_epoch().count();
    return flag(USHER_TRIAGE_NOW, true);
  }
  /// message_bytes, text_bytes, facts
  TriageOptions &limit(std::string_view name, std::uint64_t value) {
    limits_.push_back(detail::limit(name, value));
    return *this;
  }
  [[nodiscard]] usher_triage_options raw() const noexcept {
    usher_triage_options made = raw_;
    made.limits = limits_.data();
    made.limit_count = limits_.size();
    return made;
  }

 private:
  TriageOptions &flag(std::uint32_t bit, bool on) noexcept {
    raw_.flags = on ? raw_.flags | bit : raw_.flags & ~bit;
    return *this;
  }
  usher_triage_options raw_ = detail::sized<usher_triage_options>();
  std::vector<usher_limit> limits_;
};

/// The fields of a decision.
enum class Field : std::int32_t {
  department = USHER_FIELD_DEPARTMENT,
  agent = USHER_FIELD_AGENT,
  engage = USHER_FIELD_ENGAGE,
  priority = USHER_FIELD_PRIORITY,
  band = USHER_FIELD_BAND,
  language = USHER_FIELD_LANGUAGE,
  intent = USHER_FIELD_INTENT,
  stage = USHER_FIELD_STAGE,
  sentiment = USHER_FIELD_SENTIMENT,
  visibility = USHER_FIELD_VISIBILITY,
  move_to = USHER_FIELD_MOVE_TO,
  reply = USHER_FIELD_REPLY,
  topics = USHER_FIELD_TOPICS,
  pii = USHER_FIELD_PII,
  skills = USHER_FIELD_SKILLS,
  tags = USHER_FIELD_TAGS,
  notify = USHER_FIELD_NOTIFY,
  ask = USHER_FIELD_ASK
};

/// The values of a field that holds several: a range of std::string_view over the decision's own memory.
class Items {
 public:
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = std::string_view;

    iterator() noexcept = default;
    iterator(const Items *items, std::size_t index) noexcept : items_(items), index_(index) {}
    std::string_view operator*() const { return (*items_)[index_]; }
    iterator &operator++() noexcept {
      ++index_;
      return *this;
    }
    iterator operator++(int) noexcept { return {items_, index_++}; }
    bool operator==(const iterator &) const noexcept = default;

   private:
    const Items *items_ = nullptr;
    std::size_t index_ = 0;
  };

  Items(const usher_decision *decision, Field field) noexcept
      : decision_(decision), field_(static_cast<std::int32_t>(field)) {}
  [[nodiscard]] std::size_t size() const noexcept { return usher_decision_count(decision_, field_); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] std::string_view operator[](std::size_t index) const {
    usher_str out{};
    detail::check(usher_decision_item(decision_, field_, index, &out));
    return detail::take(out);
  }
  [[nodiscard]] iterator begin() const noexcept { return {this, 0}; }
  [[nodiscard]] iterator end() const noexcept { return {this, size()}; }

 private:
  const usher_decision *decision_;
  std::int32_t field_;
};

/// A side question to another department.
struct Ask {
  std::string_view department;
  std::optional<Duration> within;
  bool before_reply = false;
};

/// A decision, and the working memory that makes it: one per thread, used again and again. Once warm, a
/// triage without report allocates nothing. What it gives out lives until it is used again.
class Decision {
 public:
  Decision() {
    usher_decision *made = nullptr;
    detail::check(usher_decision_create(&made));
    handle_.reset(made);
  }
  explicit Decision(usher_decision *taken_over) noexcept : handle_(taken_over) {}

  void triage(const Policy &policy, const Message &message, const TriageOptions &options = {},
              Report *report = nullptr) {
    demand(report, [&](Report *keep) { return try_triage(policy, message, options, keep); });
  }
  /// From one JSON object: docs/schema/message.schema.json.
  void triage_json(const Policy &policy, std::string_view json, const TriageOptions &options = {},
                   Report *report = nullptr) {
    demand(report, [&](Report *keep) { return try_triage_json(policy, json, options, keep); });
  }
  [[nodiscard]] Status try_triage(const Policy &policy, const Message &message,
                                  const TriageOptions &options = {}, Report *report = nullptr) noexcept {
    const usher_message raw_message = message.raw();
    const usher_triage_options raw = options.raw();
    return kept(report, [&](usher_report **out) {
      return usher_triage(policy.get(), &raw_message, &raw, handle_.get(), out);
    });
  }
  [[nodiscard]] Status try_triage_json(const Policy &policy, std::string_view json,
                                       const TriageOptions &options = {}, Report *report = nullptr) noexcept {
    const usher_triage_options raw = options.raw();
    return kept(report, [&](usher_report **out) {
      return usher_triage_json(policy.get(), detail::give(json), &raw, handle_.get(), out);
    });
  }

  [[nodiscard]] bool has_value() const noexcept { return usher_decision_fields(handle_.get()) != nullptr; }
  /// The fields of one value; throws Status::state when there is no decision, as all below do.
  [[nodiscard]] const usher_decision_values &fields() const {
    const usher_decision_values *found = usher_decision_fields(handle_.get());
    if (found == nullptr) throw Error(Status::state);
    return *found;
  }
  [[nodiscard]] std::string_view id() const { return detail::take(fields().id); }
  [[nodiscard]] std::string_view department() const { return detail::take(fields().department); }
  [[nodiscard]] std::string_view agent() const { return detail::take(fields().agent); }
  [[nodiscard]] std::string_view band() const { return detail::take(fields().band); }
  [[nodiscard]] std::string_view language() const { return detail::take(fields().language); }
  [[nodiscard]] std::string_view intent() const { return detail::take(fields().intent); }
  [[nodiscard]] std::string_view stage() const { return detail::take(fields().stage); }
  [[nodiscard]] std::string_view visibility() const { return detail::take(fields().visibility); }
  [[nodiscard]] std::string_view move_to() const { return detail::take(fields().move_to); }
  [[nodiscard]] std::string_view reply() const { return detail::take(fields().reply); }
  [[nodiscard]] std::string_view policy() const { return detail::take(fields().policy); }
  /// -1 to 1; NaN when unknown
  [[nodiscard]] double sentiment() const { return fields().sentiment; }
  /// 0 to 100
  [[nodiscard]] int priority() const { return fields().priority; }
  [[nodiscard]] bool engage() const { return fields().engage != 0; }

  [[nodiscard]] Items items(Field field) const noexcept { return {handle_.get(), field}; }
  [[nodiscard]] Items topics() const noexcept { return items(Field::topics); }
  [[nodiscard]] Items pii() const noexcept { return items(Field::pii); }
  [[nodiscard]] Items skills() const noexcept { return items(Field::skills); }
  [[nodiscard]] Items tags() const noexcept { return items(Field::tags); }
  [[nodiscard]] Items notify() const noexcept { return items(Field::notify); }
  [[nodiscard]] std::vector<Ask> asks() const {
    std::vector<Ask> made;
    for (std::size_t index = 0; const usher_ask *each = usher_decision_ask(handle_.get(), index); ++index) {
      made.push_back({detail::take(each->department),
                      each->within != 0 ? std::optional(Duration(each->within)) : std::nullopt,
                      each->before_reply != 0});
    }
    return made;
  }

  /// The rule behind a field, or behind one item of a field of several values; "default" for the policy's
  /// default; not there when nothing set it.
  [[nodiscard]] std::string_view because(Field field, std::size_t index = 0) const {
    usher_str out{};
    detail::check(usher_decision_because(handle_.get(), static_cast<std::int32_t>(field), index, &out));
    return detail::take(out);
  }
  /// One line of JSON: docs/schema/decision.schema.json.
  [[nodiscard]] std::string_view json(bool with_detail = false) {
    usher_str out{};
    const std::uint32_t flags = with_detail ? std::uint32_t{USHER_DECISION_DETAIL} : 0u;
    detail::check(usher_decision_json(handle_.get(), flags, &out));
    return detail::take(out);
  }
  /// The whole for and against. Treat it as a customer's data.
  [[nodiscard]] std::string_view explain(Format format = Format::text) {
    usher_str out{};
    detail::check(usher_decision_explain(handle_.get(), static_cast<std::int32_t>(format), &out));
    return detail::take(out);
  }
  [[nodiscard]] usher_decision *get() const noexcept { return handle_.get(); }

 private:
  template <class Call>
  static Status kept(Report *report, Call &&call) noexcept {
    if (report == nullptr) return static_cast<Status>(call(static_cast<usher_report **>(nullptr)));
    usher_report *raw = nullptr;
    const auto status = static_cast<Status>(call(&raw));
    *report = Report(raw);
    return status;
  }
  // A report costs an allocation, so without one the call is made again when it fails, only to learn why: it
  // is a pure function and fails the same way.
  template <class Call>
  static void demand(Report *report, Call &&call) {
    Status status = call(report);
    if (succeeded(status)) return;
    Report why;
    if (report == nullptr) {
      status = call(&why);
      if (succeeded(status)) return; // memory is there again
      report = &why;
    }
    throw Error(status, report->findings());
  }

  detail::Handle<usher_decision, usher_decision_destroy> handle_;
};

// ---- Batch
// ---------------------------------------------------------------------------------------------------

enum class ColumnType : std::int32_t {
  codes = USHER_COLUMN_CODES,
  integers = USHER_COLUMN_INTEGERS,
  numbers = USHER_COLUMN_NUMBERS
};

/// One field of all rows of a batch; see usher_column. Views the batch's memory until the batch is used
/// again. Of codes(), integers() and numbers() the one that type() names is filled; offsets() only where a
/// row may have several values.
class Column {
 public:
  explicit Column(const usher_column *raw) noexcept : raw_(raw) {}

  [[nodiscard]] Field field() const noexcept { return static_cast<Field>(raw_->field); }
  [[nodiscard]] ColumnType type() const noexcept { return static_cast<ColumnType>(raw_->type); }
  [[nodiscard]] std::size_t rows() const noexcept { return raw_->rows; }
  [[nodiscard]] std::size_t values() const noexcept { return raw_->values; }
  [[nodiscard]] std::span<const std::int32_t> codes() const noexcept {
    return view(raw_->codes, raw_->values);
  }
  [[nodiscard]] std::span<const std::int64_t> integers() const noexcept {
    return view(raw_->integers, raw_->values);
  }
  [[nodiscard]] std::span<const double> numbers() const noexcept { return view(raw_->numbers, raw_->values); }
  [[nodiscard]] std::span<const std::uint64_t> offsets() const noexcept {
    return view(raw_->offsets, raw_->rows + 1);
  }
  [[nodiscard]] std::size_t dictionary_size() const noexcept { return raw_->dictionary_size; }
  [[nodiscard]] std::string_view word(std::size_t code) const noexcept {
    return detail::take(raw_->dictionary[code]);
  }
  /// The word of a value of a column of codes; not there for a row without one.
  [[nodiscard]] std::string_view text(std::size_t value) const noexcept {
    const std::int32_t code = raw_->codes[value];
    return code < 0 ? std::string_view{} : word(static_cast<std::size_t>(code));
  }
  [[nodiscard]] const usher_column *get() const noexcept { return raw_; }

 private:
  template <class T>
  static std::span<const T> view(const T *data, std::size_t size) noexcept {
    return data == nullptr ? std::span<const T>{} : std::span<const T>(data, size);
  }
  const usher_column *raw_;
};

/// Many messages into columns. A bad row does not stop it: see statuses(), and the report, where the row's
/// number (from 1) is the finding's line.
class Batch {
 public:
  Batch() {
    usher_batch *made = nullptr;
    detail::check(usher_batch_create(&made));
    handle_.reset(made);
  }
  explicit Batch(usher_batch *taken_over) noexcept : handle_(taken_over) {}

  void triage(const Policy &policy, std::span<const usher_message> messages,
              const TriageOptions &options = {}, Report *report = nullptr) {
    const usher_triage_options raw = options.raw();
    detail::reported(report, [&](usher_report **out) {
      return usher_batch_triage(policy.get(), messages.data(), messages.size(), &raw, handle_.get(), out);
    });
  }
  void triage(const Policy &policy, std::span<const Message> messages, const TriageOptions &options = {},
              Report *report = nullptr) {
    std::vector<usher_message> raw;
    raw.reserve(messages.size());
    for (const Message &message : messages)
      raw.push_back(message.raw());
    triage(policy, std::span<const usher_message>(raw), options, report);
  }
  /// From JSON lines; empty lines are no rows, and findings carry the line's number.
  void triage_json(const Policy &policy, std::string_view lines, const TriageOptions &options = {},
                   Report *report = nullptr) {
    const usher_triage_options raw = options.raw();
    detail::reported(report, [&](usher_report **out) {
      return usher_batch_triage_json(policy.get(), detail::give(lines), &raw, handle_.get(), out);
    });
  }

  [[nodiscard]] std::size_t rows() const noexcept { return usher_batch_rows(handle_.get()); }
  [[nodiscard]] Status status(std::size_t row) const noexcept { return static_cast<Status>(statuses()[row]); }
  [[nodiscard]] std::span<const std::int32_t> statuses() const noexcept {
    const std::int32_t *found = usher_batch_statuses(handle_.get());
    return found == nullptr ? std::span<const std::int32_t>{} : std::span(found, rows());
  }
  [[nodiscard]] Column column(Field field) const {
    return known(usher_batch_column(handle_.get(), static_cast<std::int32_t>(field)));
  }
  /// The rules behind that field, value by value; throws Status::not_found for a field that no rule sets.
  [[nodiscard]] Column because(Field field) const {
    return known(usher_batch_because(handle_.get(), static_cast<std::int32_t>(field)));
  }
  [[nodiscard]] usher_batch *get() const noexcept { return handle_.get(); }

 private:
  static Column known(const usher_column *found) {
    if (found == nullptr) throw Error(Status::not_found);
    return Column(found);
  }
  detail::Handle<usher_batch, usher_batch_destroy> handle_;
};

// ---- Text
// ----------------------------------------------------------------------------------------------------

/// What usher sees in a text: normal form, words, matches with their places, language, personal data.
[[nodiscard]] inline Document text_look(const Policy &policy, std::string_view text,
                                        Format format = Format::text, Report *report = nullptr) {
  usher_document *made = nullptr;
  detail::reported(report, [&](usher_report **out) {
    return usher_text_look(policy.get(), detail::give(text), static_cast<std::int32_t>(format), &made, out);
  });
  return Document(made);
}

} // namespace usher
