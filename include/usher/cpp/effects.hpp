// SPDX-License-Identifier: BSL-1.0
// What comes of events. Part of usher/usher.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include <usher/cpp/findings.hpp>
#include <usher/cpp/status.hpp>
#include <usher/usher.h>

namespace usher {

enum class EffectType : std::int32_t {
  routed = USHER_EFFECT_ROUTED,
  queued = USHER_EFFECT_QUEUED,
  offered = USHER_EFFECT_OFFERED,
  assigned = USHER_EFFECT_ASSIGNED,
  unassigned = USHER_EFFECT_UNASSIGNED,
  blocked = USHER_EFFECT_BLOCKED,
  held = USHER_EFFECT_HELD,
  waiting = USHER_EFFECT_WAITING,
  closed = USHER_EFFECT_CLOSED,
  due = USHER_EFFECT_DUE,
  due_soon = USHER_EFFECT_DUE_SOON,
  breached = USHER_EFFECT_BREACHED,
  paused = USHER_EFFECT_PAUSED,
  widened = USHER_EFFECT_WIDENED,
  escalated = USHER_EFFECT_ESCALATED,
  notify = USHER_EFFECT_NOTIFY,
  ask = USHER_EFFECT_ASK,
  move_private = USHER_EFFECT_MOVE_PRIVATE,
  suggest = USHER_EFFECT_SUGGEST,
  ignored = USHER_EFFECT_IGNORED,
  presence = USHER_EFFECT_PRESENCE,
  overruled = USHER_EFFECT_OVERRULED,
  late = USHER_EFFECT_LATE,
  consulted = USHER_EFFECT_CONSULTED,
  unapproved = USHER_EFFECT_UNAPPROVED,
  forgotten = USHER_EFFECT_FORGOTTEN
};

enum class Clock : std::int32_t {
  none = 0,
  first_response = USHER_CLOCK_FIRST_RESPONSE,
  next_response = USHER_CLOCK_NEXT_RESPONSE,
  resolution = USHER_CLOCK_RESOLUTION
};

/// An effect; usher_effect says what each field means by type. Its texts live as long as those of its handle.
struct Effect {
  std::uint64_t n = 0;
  Time time;
  EffectType type = EffectType::routed;
  Clock clock = Clock::none;
  std::string_view conversation;
  std::string_view agent;
  std::string_view department;
  std::string_view because;
  bool by_rule = false; // `because` is a rule
  std::string_view what;
  std::optional<Time> at;
  std::uint32_t number = 0;
};

/// What became of an event; the effects are those of its instant.
struct EventResult {
  bool repeated = false;
  bool late = false;
  Time time;
  std::uint64_t first_effect = 0; // 0: none
  std::uint64_t effect_count = 0;
};

/// The effects of one apply, and the memory for those of the next.
class Effects {
 public:
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Effect;
    using difference_type = std::ptrdiff_t;
    using pointer = const Effect *;
    using reference = Effect;

    iterator() noexcept = default;
    iterator(const Effects *effects, std::size_t index) noexcept : effects_(effects), index_(index) {}
    [[nodiscard]] Effect operator*() const { return (*effects_)[index_]; }
    iterator &operator++() noexcept {
      ++index_;
      return *this;
    }
    iterator operator++(int) noexcept { return {effects_, index_++}; }
    bool operator==(const iterator &) const noexcept = default;

   private:
    const Effects *effects_ = nullptr;
    std::size_t index_ = 0;
  };

  Effects() {
    usher_effects *made = nullptr;
    detail::check(usher_effects_create(&made));
    handle_.reset(made);
  }
  explicit Effects(usher_effects *taken_over) noexcept : handle_(taken_over) {}

  [[nodiscard]] std::size_t size() const noexcept { return usher_effects_count(handle_.get()); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  /// Throws Status::not_found past the end.
  [[nodiscard]] Effect operator[](std::size_t index) const {
    const usher_effect *one = usher_effects_at(handle_.get(), index);
    if (one == nullptr) throw Error(Status::not_found);
    using detail::take;
    return {one->n,
            Time(Duration(one->time)),
            static_cast<EffectType>(one->type),
            static_cast<Clock>(one->clock),
            take(one->conversation),
            take(one->agent),
            take(one->department),
            take(one->because),
            one->by_rule != 0,
            take(one->what),
            one->at == USHER_NO_TIME ? std::nullopt : std::optional(Time(Duration(one->at))),
            one->number};
  }
  [[nodiscard]] iterator begin() const noexcept { return {this, 0}; }
  [[nodiscard]] iterator end() const noexcept { return {this, size()}; }

  /// Of the events as they were given. Throws Status::not_found past the end.
  [[nodiscard]] EventResult result(std::size_t event) const {
    const usher_event_result *one = usher_effects_result(handle_.get(), event);
    if (one == nullptr) throw Error(Status::not_found);
    return {one->status == USHER_REPEATED, one->late != 0, Time(Duration(one->time)), one->first_effect,
            one->effect_count};
  }
  /// Each on a line, for people or as JSON; lives until the next call of this function.
  [[nodiscard]] std::string_view render(Format format = Format::text) {
    usher_str out{};
    detail::check(usher_effects_render(handle_.get(), static_cast<std::int32_t>(format), &out));
    return detail::take(out);
  }
  /// Throws Status::state unless the desk was opened with a journal.
  [[nodiscard]] std::string_view journal() const {
    usher_str out{};
    detail::check(usher_effects_journal(handle_.get(), &out));
    return detail::take(out);
  }
  [[nodiscard]] usher_effects *get() const noexcept { return handle_.get(); }

 private:
  detail::Handle<usher_effects, usher_effects_destroy> handle_;
};

} // namespace usher
