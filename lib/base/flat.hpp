// SPDX-License-Identifier: BSL-1.0
// Lists of plain values that either are owned or lie in memory of somebody else, as a mapped file: what a compiled
// policy is made of. The file is not trusted: no number in it leads outside of the lists.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace usher {

/// Elements [begin, end) of a list.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// A list whose elements are read by numbers that may be wrong: an index behind the end gives the element there,
/// which is zero in lists made here, and a range is cut to what there is.
template <class T>
class FlatArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  using value_type = T;

  FlatArray() noexcept = default;
  FlatArray(std::vector<T> elements) : own_(std::move(elements)) {
    own_.push_back(T());
    settle();
  }
  /// Of memory that outlives it. `data` has one element more than `size`.
  [[nodiscard]] static FlatArray borrowed(const T *data, std::size_t size) noexcept {
    FlatArray out;
    out.data_ = data;
    out.size_ = size;
    return out;
  }
  FlatArray(FlatArray &&other) noexcept { *this = std::move(other); }
  FlatArray &operator=(FlatArray &&other) noexcept {
    own_ = std::move(other.own_);
    data_ = std::exchange(other.data_, &nothing);
    size_ = std::exchange(other.size_, 0);
    other.own_.clear();
    return *this;
  }
  FlatArray(const FlatArray &) = delete;
  FlatArray &operator=(const FlatArray &) = delete;
  ~FlatArray() = default;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] const T *data() const noexcept { return data_; }
  [[nodiscard]] const T *begin() const noexcept { return data_; }
  [[nodiscard]] const T *end() const noexcept { return data_ + size_; }
  [[nodiscard]] const T &operator[](std::size_t i) const noexcept { return data_[i < size_ ? i : size_]; }
  [[nodiscard]] std::span<const T> part(std::size_t begin, std::size_t end) const noexcept {
    end = std::min(end, size_);
    begin = std::min(begin, end);
    return {data_ + begin, end - begin};
  }
  [[nodiscard]] std::span<const T> part(Range range) const noexcept { return part(range.begin, range.end); }
  /// Of a list of where things begin, one element more than things: those of thing `i`, in `list`.
  template <class U>
  [[nodiscard]] std::span<const U> slice(const FlatArray<U> &list, std::size_t i) const noexcept {
    return list.part((*this)[i], (*this)[i + 1]);
  }

  /// Of owned lists.
  void push_back(const T &element) {
    if (own_.empty()) own_.emplace_back();
    own_.back() = element;
    own_.emplace_back();
    settle();
  }
  template <class List>
  void append(const List &elements) {
    if (!own_.empty()) own_.pop_back();
    own_.insert(own_.end(), std::begin(elements), std::end(elements));
    own_.emplace_back();
    settle();
  }

 private:
  void settle() noexcept {
    data_ = own_.data();
    size_ = own_.size() - 1;
  }

  static constexpr T nothing{};

  std::vector<T> own_; // with the element behind the end; empty when borrowed
  const T *data_ = &nothing;
  std::size_t size_ = 0;
};

/// Texts one behind the other, each with a NUL behind it.
class FlatTexts {
 public:
  template <class List, class Text>
  [[nodiscard]] static FlatTexts of(const List &list, const Text &text) {
    std::vector<char> bytes;
    std::vector<std::uint32_t> at = {0};
    for (const auto &one : list) {
      const std::string_view view = text(one);
      bytes.insert(bytes.end(), view.begin(), view.end());
      bytes.push_back('\0');
      at.push_back(static_cast<std::uint32_t>(bytes.size()));
    }
    FlatTexts out;
    out.bytes_ = std::move(bytes);
    out.at_ = std::move(at);
    return out;
  }
  template <class List>
  [[nodiscard]] static FlatTexts of(const List &list) {
    return of(list, [](const auto &one) { return std::string_view(one); });
  }

  [[nodiscard]] std::size_t size() const noexcept { return at_.empty() ? 0 : at_.size() - 1; }
  [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept {
    const std::span<const char> text = at_.slice(bytes_, i);
    return {text.data(), text.empty() ? 0 : text.size() - 1};
  }

  template <class Self, class Visit>
  static void each_array(Self &self, Visit &&visit) {
    visit(self.bytes_);
    visit(self.at_);
  }

 private:
  FlatArray<char> bytes_;
  FlatArray<std::uint32_t> at_; // one more than texts
};

} // namespace usher
