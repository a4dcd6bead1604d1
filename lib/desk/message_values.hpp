// SPDX-License-Identifier: BSL-1.0
// Messages and facts of events as keys and values that can be given to triage, summed and written down, whatever form
// they came in.
#pragma once

#include "base/json.hpp"
#include "desk/event.hpp"
#include "desk/sum.hpp"
#include "rules/message_builder.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include <boost/unordered/unordered_flat_set.hpp>

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

/// Where in a message a name stands.
enum class Part : std::uint8_t { key, fact, was };

/// Which names a message has given already. Of what is given twice the first is taken, as by rules::MessageBuilder, and
/// only that is summed and written: an object with a key twice is none.
class GivenNames {
 public:
  /// False for one that was there. Names are known again by their sums.
  [[nodiscard]] bool add(std::string_view name, Sum sum_of_name, Part part);
  [[nodiscard]] bool add(std::string_view name, Part part) {
    Sum sum;
    sum.add_written(name);
    return add(name, sum, part);
  }

 private:
  std::array<std::uint64_t, 32> few_; // nothing is set aside for messages that have no more, as most
  std::size_t count_ = 0;
  std::unique_ptr<boost::unordered_flat_set<std::uint64_t>> many_;
};

/// Sums what it is handed; the order does not matter where each name is given once.
class ValueSum {
 public:
  void take_key(std::string_view key, const rules::RawValue &value) { add(key, Part::key, value); }
  void take_fact(std::string_view name, const rules::RawValue &value, std::string_view) {
    add(name, Part::fact, value);
  }
  void take_was(std::string_view name, const rules::RawValue &value, std::string_view) {
    add(name, Part::was, value);
  }
  [[nodiscard]] std::uint64_t value() const noexcept { return sum_; }
  /// Whether a name was given twice.
  [[nodiscard]] bool has_repeats() const noexcept { return has_repeats_; }

 private:
  void add(std::string_view name, Part part, const rules::RawValue &value);
  GivenNames given_;
  bool has_repeats_ = false;
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
    const Parts there = write_members(Part::key, json);
    if (there[static_cast<std::size_t>(Part::fact)]) {
      json.key("facts");
      write_facts(json);
    }
    if (there[static_cast<std::size_t>(Part::was)]) {
      json.key("was");
      json.begin_object();
      write_members(Part::was, json);
      json.end_object();
    }
    json.end_object();
  }
  void write_facts(JsonWriter &json) const final {
    json.begin_object();
    write_members(Part::fact, json);
    json.end_object();
  }

 protected:
  ~MessageValuesOf() = default;
  /// When the values are there: summing them takes memory, so it is done while that may still fail.
  void keep_sum() {
    ValueSum sum;
    self().each(sum);
    sum_ = sum.value();
    has_repeats_ = sum.has_repeats();
  }

 private:
  using Parts = std::array<bool, 3>;
  /// Writes those of one part, and knows which parts there are.
  class Members {
   public:
    /// `has_repeats`: of what is given twice only the first is written.
    Members(Part written, bool has_repeats, JsonWriter &json)
        : json_(json), written_(written), has_repeats_(has_repeats) {}
    void take_key(std::string_view key, const rules::RawValue &value) { take(Part::key, key, value); }
    void take_fact(std::string_view name, const rules::RawValue &value, std::string_view) {
      take(Part::fact, name, value);
    }
    void take_was(std::string_view name, const rules::RawValue &value, std::string_view) {
      take(Part::was, name, value);
    }
    [[nodiscard]] const Parts &there() const noexcept { return there_; }

   private:
    void take(Part part, std::string_view name, const rules::RawValue &value) {
      if (has_repeats_ && !given_.add(name, part)) return;
      there_[static_cast<std::size_t>(part)] = true;
      if (part != written_) return;
      json_.key(name);
      write_value(value, json_);
    }
    JsonWriter &json_;
    Part written_;
    bool has_repeats_;
    GivenNames given_;
    Parts there_{};
  };
  Parts write_members(Part part, JsonWriter &json) const {
    Members members(part, has_repeats_, json);
    self().each(members);
    return members.there();
  }
  [[nodiscard]] const Self &self() const noexcept { return static_cast<const Self &>(*this); }

  std::uint64_t sum_ = 0;
  bool has_repeats_ = false;
};

} // namespace usher::desk
