// SPDX-License-Identifier: BSL-1.0
// Live work. Part of usher/usher.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <usher/cpp/effects.hpp>
#include <usher/cpp/event.hpp>
#include <usher/cpp/policy.hpp>
#include <usher/cpp/view.hpp>
#include <usher/usher.h>

namespace usher {

class DeskOptions {
 public:
  DeskOptions &seed(std::uint64_t value) noexcept {
    raw_.seed = value;
    return *this;
  }
  /// Each change is kept at once.
  DeskOptions &keep(bool on = true) noexcept { return flag(USHER_DESK_KEEP, on); }
  DeskOptions &journal(bool on = true) noexcept { return flag(USHER_DESK_JOURNAL, on); }
  /// message_bytes, text_bytes, facts
  DeskOptions &limit(std::string_view name, std::uint64_t value) {
    limits_.push_back(detail::limit(name, value));
    return *this;
  }
  [[nodiscard]] usher_desk_options raw() const noexcept {
    usher_desk_options made = raw_;
    made.limits = limits_.data();
    made.limit_count = limits_.size();
    return made;
  }

 private:
  DeskOptions &flag(std::uint32_t bit, bool on) noexcept {
    raw_.flags = on ? raw_.flags | bit : raw_.flags & ~bit;
    return *this;
  }
  usher_desk_options raw_ = detail::sized<usher_desk_options>();
  std::vector<usher_limit> limits_;
};

/// Times of metrics; what is not said is as usher_metrics_options has it.
struct MetricsOptions {
  Duration within{};     // of service levels
  Duration short_wait{}; // of customers who left
};

/// Who has which conversation, who gets the next one. A change is made by apply, and then kept by commit or taken back
/// by abort, unless the desk keeps each at once. Threads may share a desk; one call follows the other.
class Desk {
 public:
  explicit Desk(const Policy &policy, const DeskOptions &options = {}, Report *report = nullptr) {
    usher_desk *made = nullptr;
    const usher_desk_options raw = options.raw();
    detail::reported(report,
                     [&](usher_report **out) { return usher_desk_open(policy.get(), &raw, &made, out); });
    handle_.reset(made);
  }
  /// A desk that goes on where the one of the snapshot was, with its policy and its seed.
  [[nodiscard]] static Desk restore(std::string_view snapshot, const DeskOptions &options = {},
                                    Report *report = nullptr) {
    usher_desk *made = nullptr;
    const usher_desk_options raw = options.raw();
    detail::reported(report, [&](usher_report **out) {
      return usher_desk_restore(detail::give(snapshot), &raw, &made, out);
    });
    return Desk(made);
  }
  explicit Desk(usher_desk *taken_over) noexcept : handle_(taken_over) {}

  /// Applies events, whole or not at all. Status::repeated when every one was applied before.
  Status apply(std::span<const Event> events, Effects &effects, Report *report = nullptr) {
    return demand(report, [&](Report &keep) { return try_apply(events, effects, &keep); });
  }
  Status apply(const Event &event, Effects &effects, Report *report = nullptr) {
    return apply(std::span(&event, 1), effects, report);
  }
  /// From JSON, one event on each line: docs/schema/event.schema.json.
  Status apply_json(std::string_view lines, Effects &effects, Report *report = nullptr) {
    return demand(report, [&](Report &keep) { return try_apply_json(lines, effects, &keep); });
  }

  /// The same without an exception for events that the desk refuses.
  [[nodiscard]] Status try_apply(std::span<const Event> events, Effects &effects, Report *report = nullptr) {
    std::vector<usher_event> list;
    std::vector<usher_message> messages;
    std::vector<usher_agent_update> updates;
    list.reserve(events.size());
    messages.reserve(events.size()); // so that they stay where they are
    updates.reserve(events.size());
    for (const Event &event : events) {
      usher_event &raw = list.emplace_back(event.raw());
      if (event.message() != nullptr) raw.message = &messages.emplace_back(event.message()->raw());
      if (event.update() != nullptr) raw.agent_update = &updates.emplace_back(event.update()->raw());
    }
    return kept(report, [&](usher_report **out) {
      return usher_desk_apply(handle_.get(), list.data(), list.size(), effects.get(), out);
    });
  }
  [[nodiscard]] Status try_apply_json(std::string_view lines, Effects &effects,
                                      Report *report = nullptr) noexcept {
    return kept(report, [&](usher_report **out) {
      return usher_desk_apply_json(handle_.get(), detail::give(lines), effects.get(), out);
    });
  }

  /// Another policy from the desk's time on; to be kept or taken back like any change.
  void set_policy(const Policy &policy, Effects &effects, Report *report = nullptr) {
    detail::reported(report, [&](usher_report **out) {
      return usher_desk_set_policy(handle_.get(), policy.get(), effects.get(), out);
    });
  }
  /// Everything the desk knows, with its policy, as bytes. Holds data of customers.
  [[nodiscard]] Document snapshot() const {
    usher_document *made = nullptr;
    detail::reported(nullptr,
                     [&](usher_report **out) { return usher_desk_snapshot(handle_.get(), &made, out); });
    return Document(made);
  }

  /// What the desk has added up, and what is open now: docs/metrics.md. Not while a change waits.
  [[nodiscard]] Document metrics(Format format = Format::openmetrics,
                                 const MetricsOptions &options = {}) const {
    usher_metrics_options raw = detail::sized<usher_metrics_options>();
    raw.within = options.within.count();
    raw.short_wait = options.short_wait.count();
    usher_document *made = nullptr;
    detail::reported(nullptr, [&](usher_report **out) {
      return usher_desk_metrics(handle_.get(), &raw, static_cast<std::int32_t>(format), &made, out);
    });
    return Document(made);
  }

  void commit() { detail::check(usher_desk_commit(handle_.get())); }
  void abort() { detail::check(usher_desk_abort(handle_.get())); }

  /// When the desk wants to be told the time if nothing else happens.
  [[nodiscard]] std::optional<Time> next_due() const {
    std::int64_t out = USHER_NO_TIME;
    detail::check(usher_desk_next_due(handle_.get(), &out));
    return out == USHER_NO_TIME ? std::nullopt : std::optional(Time(Duration(out)));
  }

  /// All departments and people.
  void look(View &view) const { detail::check(usher_desk_look(handle_.get(), view.get())); }
  /// False when there is nothing of that name; the view then stays as it was.
  [[nodiscard]] bool conversation(std::string_view name, View &view) const {
    return found(usher_desk_conversation(handle_.get(), detail::give(name), view.get()));
  }
  [[nodiscard]] bool agent(std::string_view name, View &view) const {
    return found(usher_desk_agent(handle_.get(), detail::give(name), view.get()));
  }
  /// A conversation, and in what the view renders who may take it and what speaks against the others.
  [[nodiscard]] bool candidates(std::string_view conversation, View &view) const {
    return found(usher_desk_candidates(handle_.get(), detail::give(conversation), view.get()));
  }
  [[nodiscard]] bool queue(std::string_view department, View &view) const {
    return found(usher_desk_queue(handle_.get(), detail::give(department), view.get()));
  }

  /// The conversations with a promise whose time runs, what is due first in front; up to so many, 0: all.
  void owed(View &view, std::size_t most = 0) const {
    detail::check(usher_desk_list(handle_.get(), USHER_LIST_OWED, most, view.get()));
  }
  /// Consultations that are open, as they came; up to so many, 0: all.
  void consultations(View &view, std::size_t most = 0) const {
    detail::check(usher_desk_list(handle_.get(), USHER_LIST_CONSULTATIONS, most, view.get()));
  }

  [[nodiscard]] usher_desk *get() const noexcept { return handle_.get(); }

 private:
  static bool found(usher_status status) {
    if (status == USHER_NOT_FOUND) return false;
    detail::check(status);
    return true;
  }
  template <class Call>
  static Status kept(Report *report, Call &&call) noexcept {
    if (report == nullptr) return static_cast<Status>(call(static_cast<usher_report **>(nullptr)));
    usher_report *raw = nullptr;
    const auto status = static_cast<Status>(call(&raw));
    *report = Report(raw);
    return status;
  }
  template <class Call>
  static Status demand(Report *report, Call &&call) {
    Report own;
    Report &keep = report != nullptr ? *report : own;
    const Status status = call(keep);
    if (!succeeded(status)) throw Error(status, keep.findings());
    return status;
  }

  detail::Handle<usher_desk, usher_desk_destroy> handle_;
};

} // namespace usher
