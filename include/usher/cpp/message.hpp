// SPDX-License-Identifier: BSL-1.0
// A message, field by field. It owns nothing: texts are read when it is triaged. Part of usher/usher.hpp.
#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include <usher/cpp/status.hpp>
#include <usher/usher.h>

namespace usher {

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

} // namespace usher
