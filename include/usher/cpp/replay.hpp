// SPDX-License-Identifier: BSL-1.0
// Recorded events under a policy or two. Part of usher/usher.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <usher/cpp/event.hpp>
#include <usher/cpp/policy.hpp>
#include <usher/usher.h>

namespace usher {

/// How rows of a table become events.
class Mapping {
 public:
  [[nodiscard]] static Mapping load(const std::string &path, Report *report = nullptr) {
    usher_mapping *made = nullptr;
    detail::reported(report,
                     [&](usher_report **out) { return usher_mapping_load(path.c_str(), &made, out); });
    return Mapping(made);
  }
  [[nodiscard]] static Mapping load_memory(std::string_view name, std::string_view text,
                                           Report *report = nullptr) {
    usher_mapping *made = nullptr;
    detail::reported(report, [&](usher_report **out) {
      return usher_mapping_load_memory(detail::give(name), detail::give(text), &made, out);
    });
    return Mapping(made);
  }
  explicit Mapping(usher_mapping *taken_over) noexcept : handle_(taken_over) {}
  [[nodiscard]] usher_mapping *get() const noexcept { return handle_.get(); }

 private:
  detail::Handle<usher_mapping, usher_mapping_destroy> handle_;
};

/// What is not said is as usher_replay_options has it. Holds views.
class ReplayOptions {
 public:
  ReplayOptions &limit(std::string_view name, std::uint64_t value) {
    limits_.push_back(detail::limit(name, value));
    return *this;
  }
  ReplayOptions &seed(std::uint64_t value) noexcept {
    seed_ = value;
    return *this;
  }
  ReplayOptions &zone(std::string_view name) noexcept {
    zone_ = name;
    return *this;
  }
  ReplayOptions &most_named(std::uint32_t count) noexcept {
    most_named_ = count;
    return *this;
  }
  [[nodiscard]] usher_replay_options raw() const noexcept {
    usher_replay_options made = detail::sized<usher_replay_options>();
    made.limits = limits_.data();
    made.limit_count = limits_.size();
    made.seed = seed_;
    made.zone = detail::give(zone_);
    made.most_named = most_named_;
    return made;
  }

 private:
  std::vector<usher_limit> limits_;
  std::uint64_t seed_ = 0;
  std::string_view zone_;
  std::uint32_t most_named_ = 0;
};

/// What is left out is told by errors of the reports, and is no failure.
class Replay {
 public:
  /// `against` may be null.
  explicit Replay(const Policy &policy, const Policy *against = nullptr, const ReplayOptions &options = {},
                  Report *report = nullptr) {
    const usher_replay_options raw = options.raw();
    usher_replay *made = nullptr;
    detail::reported(report, [&](usher_report **out) {
      return usher_replay_create(policy.get(), against == nullptr ? nullptr : against->get(), &raw, &made,
                                 out);
    });
    handle_.reset(made);
  }
  explicit Replay(usher_replay *taken_over) noexcept : handle_(taken_over) {}

  void add_json(std::string_view file, std::string_view lines, Report *report = nullptr) {
    detail::reported(report, [&](usher_report **out) {
      return usher_replay_add_json(handle_.get(), detail::give(file), detail::give(lines), out);
    });
  }
  void add(const Event &event, Report *report = nullptr) {
    usher_event raw = event.raw();
    usher_message message{};
    usher_agent_update update{};
    if (event.message() != nullptr) {
      message = event.message()->raw();
      raw.message = &message;
    }
    if (event.update() != nullptr) {
      update = event.update()->raw();
      raw.agent_update = &update;
    }
    detail::reported(report,
                     [&](usher_report **out) { return usher_replay_add(handle_.get(), &raw, 1, out); });
  }
  void add_rows(const Mapping &mapping, std::string_view file, std::string_view bytes, bool last,
                Report *report = nullptr) {
    detail::reported(report, [&](usher_report **out) {
      return usher_replay_add_rows(handle_.get(), mapping.get(), detail::give(file), detail::give(bytes),
                                   last ? 1 : 0, out);
    });
  }
  /// Plays a part of the rows; how many of their events are left.
  std::uint64_t play(Report *report = nullptr) {
    std::uint64_t left = 0;
    detail::reported(report,
                     [&](usher_report **out) { return usher_replay_play(handle_.get(), &left, out); });
    return left;
  }
  void finish(Report *report = nullptr) {
    detail::reported(report, [&](usher_report **out) { return usher_replay_finish(handle_.get(), out); });
  }
  /// Throws before it is finished.
  [[nodiscard]] const usher_replay_summary &result() const {
    const usher_replay_summary *found = usher_replay_result(handle_.get());
    if (found == nullptr) throw Error(Status::state);
    return *found;
  }
  /// Lives until the next call of this function.
  [[nodiscard]] std::string_view render(Format format = Format::text) {
    usher_str out{};
    detail::check(usher_replay_render(handle_.get(), static_cast<std::int32_t>(format), &out));
    return detail::take(out);
  }
  [[nodiscard]] usher_replay *get() const noexcept { return handle_.get(); }

 private:
  detail::Handle<usher_replay, usher_replay_destroy> handle_;
};

} // namespace usher
