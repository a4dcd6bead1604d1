// SPDX-License-Identifier: BSL-1.0
// Triage, and the decision it makes. Part of usher/usher.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include <usher/cpp/message.hpp>
#include <usher/cpp/policy.hpp>
#include <usher/usher.h>

namespace usher {

/// How to triage. Holds views. Without any call: strict, and looking only for what the policy needs (the JSON
/// form looks for language and personal data in any case, unless only_needed).
class TriageOptions {
 public:
  TriageOptions &lenient(bool on = true) noexcept { return flag(USHER_TRIAGE_LENIENT, on); }
  TriageOptions &language(bool on = true) noexcept { return flag(USHER_TRIAGE_LANGUAGE, on); }
  TriageOptions &personal_data(bool on = true) noexcept { return flag(USHER_TRIAGE_PERSONAL_DATA, on); }
  TriageOptions &only_needed(bool on = true) noexcept { return flag(USHER_TRIAGE_ONLY_NEEDED, on); }
  /// Of e-mails, look at quoted messages and signatures too.
  TriageOptions &full_text(bool on = true) noexcept { return flag(USHER_TRIAGE_FULL_TEXT, on); }
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
  sla = USHER_FIELD_SLA,
  first_response = USHER_FIELD_FIRST_RESPONSE,
  next_response = USHER_FIELD_NEXT_RESPONSE,
  resolution = USHER_FIELD_RESOLUTION,
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
  /// What is promised: the SLA that a rule chose, else the department's.
  [[nodiscard]] std::string_view sla() const { return detail::take(fields().sla); }
  /// When each promise of it is due; not there where nothing is promised or the message has no time.
  [[nodiscard]] std::optional<Time> first_response() const { return time(fields().first_response); }
  [[nodiscard]] std::optional<Time> next_response() const { return time(fields().next_response); }
  [[nodiscard]] std::optional<Time> resolution() const { return time(fields().resolution); }
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
  static std::optional<Time> time(std::int64_t value) noexcept {
    return value == USHER_NO_TIME ? std::nullopt : std::optional(Time(Duration(value)));
  }
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

} // namespace usher
