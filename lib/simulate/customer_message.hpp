// SPDX-License-Identifier: BSL-1.0
// What a customer of a kind writes, as the desk takes it.
#pragma once

#include "desk/event.hpp"
#include "simulate/scenario.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::simulate {

class CustomerMessage final : public desk::MessageSource {
 public:
  /// `text` may be null. Both must outlive it.
  CustomerMessage(const simulate::Kind &kind, const Text *text) : kind_(kind), text_(text) {}

  void give(rules::MessageBuilder &builder) const override {
    const auto say = [&](std::string_view name, const std::string &of_kind, std::string Text::*of_text) {
      key(builder, name, text_ == nullptr || (text_->*of_text).empty() ? of_kind : text_->*of_text);
    };
    say("channel", kind_.channel, &Text::channel);
    say("account", kind_.account, &Text::account);
    say("language", kind_.language, &Text::language);
    if (text_ != nullptr) key(builder, "text", text_->text);
    if (!kind_.tags.empty()) {
      const std::vector<std::string_view> tags(kind_.tags.begin(), kind_.tags.end());
      rules::RawValue value;
      value.kind = rules::RawValue::Kind::list;
      value.list = tags;
      builder.take_key("tags", value);
    }
    give_facts(builder, kind_.facts);
    if (text_ != nullptr) give_facts(builder, text_->facts);
  }
  /// No event of a run has an id, so none is ever known again.
  [[nodiscard]] std::uint64_t sum() const noexcept override { return 0; }

 private:
  static void key(rules::MessageBuilder &builder, std::string_view name, std::string_view text) {
    if (text.empty()) return;
    rules::RawValue value;
    value.kind = rules::RawValue::Kind::text;
    value.text = text;
    builder.take_key(name, value);
  }

  static void give_facts(rules::MessageBuilder &builder,
                         const std::vector<std::pair<std::string, std::string>> &facts) {
    for (const auto &[name, written] : facts) {
      rules::RawValue value;
      value.kind = rules::RawValue::Kind::plain;
      value.text = written;
      builder.take_fact(name, value, name);
    }
  }

  const simulate::Kind &kind_;
  const Text *text_;
};

} // namespace usher::simulate
