// SPDX-License-Identifier: BSL-1.0
// What a customer of a kind writes, as the desk takes it.
#pragma once

#include "desk/event.hpp"
#include "simulate/scenario.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace usher::simulate {

class CustomerMessage final : public desk::MessageSource {
 public:
  /// `text` may be null. Both must outlive it.
  CustomerMessage(const simulate::Kind &kind, const Text *text) : kind_(kind), text_(text) {}

  void give(rules::MessageBuilder &builder) const override {
    const Text nothing;
    const Text &text = text_ == nullptr ? nothing : *text_;
    key(builder, "channel", text.channel.empty() ? kind_.channel : text.channel);
    key(builder, "account", text.account.empty() ? kind_.account : text.account);
    key(builder, "language", text.language.empty() ? kind_.language : text.language);
    key(builder, "text", text.text);
    if (!kind_.tags.empty()) {
      const std::vector<std::string_view> tags(kind_.tags.begin(), kind_.tags.end());
      rules::RawValue value;
      value.kind = rules::RawValue::Kind::list;
      value.list = tags;
      builder.take_key("tags", value);
    }
    for (const auto *facts : {&kind_.facts, &text.facts}) {
      for (const auto &[name, written] : *facts) {
        rules::RawValue value;
        value.kind = rules::RawValue::Kind::plain;
        value.text = written;
        builder.take_fact(name, value, name);
      }
    }
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

  const simulate::Kind &kind_;
  const Text *text_;
};

} // namespace usher::simulate
