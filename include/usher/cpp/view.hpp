// SPDX-License-Identifier: BSL-1.0
// What a desk looks like at a moment. Part of usher/usher.hpp.
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

/// A text of the C structs below; empty, without data, where there is none.
[[nodiscard]] constexpr std::string_view text_of(usher_str text) noexcept { return detail::take(text); }

namespace detail {

/// What a view has of one kind, as the C structs that usher.h describes.
template <class T, auto Count, auto At>
class ViewItems {
 public:
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T *;
    using reference = const T &;

    iterator() noexcept = default;
    iterator(const usher_view *view, std::size_t index) noexcept : view_(view), index_(index) {}
    [[nodiscard]] const T &operator*() const noexcept { return *At(view_, index_); }
    [[nodiscard]] const T *operator->() const noexcept { return At(view_, index_); }
    iterator &operator++() noexcept {
      ++index_;
      return *this;
    }
    iterator operator++(int) noexcept { return {view_, index_++}; }
    bool operator==(const iterator &) const noexcept = default;

   private:
    const usher_view *view_ = nullptr;
    std::size_t index_ = 0;
  };

  explicit ViewItems(const usher_view *view) noexcept : view_(view) {}
  [[nodiscard]] std::size_t size() const noexcept { return Count(view_); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  /// Throws Status::not_found past the end.
  [[nodiscard]] const T &operator[](std::size_t index) const {
    const T *found = At(view_, index);
    if (found == nullptr) throw Error(Status::not_found);
    return *found;
  }
  [[nodiscard]] iterator begin() const noexcept { return {view_, 0}; }
  [[nodiscard]] iterator end() const noexcept { return {view_, size()}; }

 private:
  const usher_view *view_;
};

} // namespace detail

/// A copy that Desk::look and its like fill; everything in it lives until it is filled again.
class View {
 public:
  View() {
    usher_view *made = nullptr;
    detail::check(usher_view_create(&made));
    handle_.reset(made);
  }
  explicit View(usher_view *taken_over) noexcept : handle_(taken_over) {}

  /// Of the desk when it was looked at; none when the view is empty.
  [[nodiscard]] std::optional<Time> time() const noexcept {
    const std::int64_t time = usher_view_time(handle_.get());
    return time == USHER_NO_TIME ? std::nullopt : std::optional(Time(Duration(time)));
  }
  [[nodiscard]] auto departments() const noexcept {
    return detail::ViewItems<usher_department, usher_view_department_count, usher_view_department>(
        handle_.get());
  }
  [[nodiscard]] auto agents() const noexcept {
    return detail::ViewItems<usher_agent, usher_view_agent_count, usher_view_agent>(handle_.get());
  }
  [[nodiscard]] auto conversations() const noexcept {
    return detail::ViewItems<usher_conversation, usher_view_conversation_count, usher_view_conversation>(
        handle_.get());
  }
  /// For people, or as one line of JSON; lives until the next call of this function.
  [[nodiscard]] std::string_view render(Format format = Format::text) {
    usher_str out{};
    detail::check(usher_view_render(handle_.get(), static_cast<std::int32_t>(format), &out));
    return detail::take(out);
  }
  [[nodiscard]] usher_view *get() const noexcept { return handle_.get(); }

 private:
  detail::Handle<usher_view, usher_view_destroy> handle_;
};

} // namespace usher
