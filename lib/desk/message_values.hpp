// SPDX-License-Identifier: BSL-1.0
// Messages and facts of events as keys and values that can be given to triage, summed and written down, whatever form
// they came in.
#pragma once

#include "base/json.hpp"
#include "desk/event.hpp"
#include "desk/sum.hpp"
#include "rules/message_builder.hpp"

#include <cstdint>
#include <string_view>

namespace usher::desk {

class MessageValues : public MessageSource {
 public:
  /// As one object of docs/schema/message.schema.json.
  virtual void write(JsonWriter &json) const = 0;
  /// As facts alone, one object by their dotted names.
  virtual void write_facts(JsonWriter &json) const = 0;

 protected:
  ~MessageValues() = default;
};

/// Sums what it is handed; the order does not matter.
class ValueSum {
 public:
  void take_key(std::string_view key, const rules::RawValue &value) { add(key, 0, value); }
  void take_fact(std::string_view name, const rules::RawValue &value, std::string_view) {
    add(name, 1, value);
  }
  void take_was(std::string_view name, const rules::RawValue &value, std::string_view) {
    add(name, 2, value);
  }
  [[nodiscard]] std::uint64_t value() const noexcept { return sum_; }

 private:
  void add(std::string_view name, std::uint64_t part, const rules::RawValue &value);
  std::uint64_t sum_ = 1; // of no values; no message at all is 0
};

void write_value(const rules::RawValue &value, JsonWriter &json);

/// A message whose `each(sink)` hands its keys and facts to a sink as rules::MessageWalker has it.
template <class Self>
class MessageValuesOf : public MessageValues {
 public:
  void give(rules::MessageBuilder &builder) const final {
    builder.at({{}, self().line(), 0});
    self().each(builder);
  }
  [[nodiscard]] std::uint64_t sum() const noexcept final { return sum_; }
  void write(JsonWriter &json) const final {
    json.begin_object();
    Keys keys{json};
    self().each(keys);
    if (keys.facts) {
      json.key("facts");
      json.begin_object();
      Facts facts{json};
      self().each(facts);
      json.end_object();
    }
    if (keys.was) {
      json.key("was");
      json.begin_object();
      Was was{json};
      self().each(was);
      json.end_object();
    }
    json.end_object();
  }
  void write_facts(JsonWriter &json) const final {
    json.begin_object();
    Facts facts{json, true};
    self().each(facts);
    json.end_object();
  }

 protected:
  ~MessageValuesOf() = default;
  /// When the values are there: summing them takes memory, so it is done while that may still fail.
  void keep_sum() {
    ValueSum sum;
    self().each(sum);
    sum_ = sum.value();
  }

 private:
  struct Keys {
    JsonWriter &json;
    bool facts = false;
    bool was = false;
    void take_key(std::string_view key, const rules::RawValue &value) {
      json.key(key);
      write_value(value, json);
    }
    void take_fact(std::string_view, const rules::RawValue &, std::string_view) { facts = true; }
    void take_was(std::string_view, const rules::RawValue &, std::string_view) { was = true; }
  };
  struct Facts {
    JsonWriter &json;
    bool with_keys = false; // which are facts as well
    void take_key(std::string_view key, const rules::RawValue &value) {
      if (with_keys && key != "id" && key != "conversation") take_fact(key, value, key);
    }
    void take_fact(std::string_view name, const rules::RawValue &value, std::string_view) {
      json.key(name);
      write_value(value, json);
    }
    void take_was(std::string_view, const rules::RawValue &, std::string_view) {}
  };
  struct Was {
    JsonWriter &json;
    void take_key(std::string_view, const rules::RawValue &) {}
    void take_fact(std::string_view, const rules::RawValue &, std::string_view) {}
    void take_was(std::string_view name, const rules::RawValue &value, std::string_view) {
      json.key(name);
      write_value(value, json);
    }
  };
  [[nodiscard]] const Self &self() const noexcept { return static_cast<const Self &>(*this); }

  std::uint64_t sum_ = 0;
};

} // namespace usher::desk
