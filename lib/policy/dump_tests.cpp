// SPDX-License-Identifier: BSL-1.0
#include "policy/dump_tests.hpp"

#include "policy/decision_fields.hpp"
#include "policy/yaml_writer.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace usher::policy {
namespace {

constexpr std::array<std::string_view, 3> fact_groups = {"author", "customer", "reach"};

std::string field_value(const TestField &field) {
  switch (field.kind) {
  case TestField::Kind::null: return "null";
  case TestField::Kind::plain: return yaml_plain(field.text);
  case TestField::Kind::quoted: return yaml_quoted(field.text);
  case TestField::Kind::list: break;
  }
  return yaml_text_list(field.list);
}

/// Facts under their dotted names. One that was given twice, once under its dotted name and once as author.name is
/// here, stays given twice: that is an error of the message, not of the file.
class FactFields {
 public:
  void add(const TestField &field) {
    if (std::find(taken_.begin(), taken_.end(), field.name) == taken_.end()) {
      taken_.push_back(field.name);
      dotted_.add(field.name, field_value(field));
      return;
    }
    const std::size_t dot = field.name.find('.');
    const auto group =
        std::find(fact_groups.begin(), fact_groups.end(), std::string_view(field.name).substr(0, dot));
    if (group == fact_groups.end()) return; // of a damaged image
    groups_[static_cast<std::size_t>(group - fact_groups.begin())].add(field.name.substr(dot + 1),
                                                                       field_value(field));
  }
  [[nodiscard]] const FlowMapping &dotted() const noexcept { return dotted_; }
  void add_groups_to(FlowMapping &out) const {
    for (std::size_t i = 0; i < groups_.size(); ++i)
      if (!groups_[i].empty()) out.add(fact_groups[i], groups_[i].text());
  }

 private:
  FlowMapping dotted_;
  std::array<FlowMapping, fact_groups.size()> groups_;
  std::vector<std::string_view> taken_;
};

// Keys of the message first, then its facts, then what they were.
std::string message_text(const std::vector<TestField> &fields) {
  FlowMapping message;
  FactFields facts;
  FactFields before;
  for (const TestField &field : fields) {
    switch (field.part) {
    case TestField::Part::key: message.add(field.name, field_value(field)); break;
    case TestField::Part::fact: facts.add(field); break;
    case TestField::Part::was: before.add(field); break;
    }
  }
  if (!facts.dotted().empty()) message.add("facts", facts.dotted().text());
  facts.add_groups_to(message);
  FlowMapping was = before.dotted();
  before.add_groups_to(was);
  if (!was.empty()) message.add("was", was.text());
  return message.text();
}

std::string expected_value(const Expectation &expectation) {
  if (expectation.is_null) return "null";
  if (is_list_field(expectation.field)) return yaml_text_list(expectation.values);
  // Numbers and flags are wanted without quotes, and times read better so; other values read the same either way.
  const bool bare = expectation.field == "engage" || expectation.field == "priority" ||
                    expectation.field == "sentiment" || is_time_field(expectation.field);
  return bare ? yaml_plain(expectation.values[0]) : yaml_text(expectation.values[0]);
}

std::string reason(const Expectation &expectation) {
  return expectation.is_null ? "null" : yaml_text(expectation.values[0]);
}

// Items of one field stand together, since they come from one key.
std::string because_text(std::span<const Expectation> list) {
  FlowMapping because;
  for (std::size_t i = 0; i < list.size();) {
    if (!is_list_field(list[i].field)) {
      because.add(list[i].field, reason(list[i]));
      ++i;
      continue;
    }
    FlowMapping items;
    const std::string &field = list[i].field;
    for (; i < list.size() && list[i].field == field; ++i)
      items.add(list[i].item, reason(list[i]));
    because.add(field, items.text());
  }
  return because.text();
}

std::string expect_text(const std::vector<Expectation> &list) {
  FlowMapping expect;
  for (std::size_t i = 0; i < list.size();) {
    const Expectation &first = list[i];
    // What one key holds stands together.
    const auto same_key = [&first](const Expectation &one) {
      if (first.kind == Expectation::Kind::because) return one.kind == first.kind;
      return one.kind != Expectation::Kind::because && one.field == first.field;
    };
    std::size_t end = i + 1;
    while (end < list.size() && same_key(list[end]))
      ++end;
    const std::span<const Expectation> part(&first, end - i);
    if (first.kind == Expectation::Kind::because) {
      expect.add("because", because_text(part));
    } else if (first.kind == Expectation::Kind::equals) {
      expect.add(first.field, expected_value(first));
    } else {
      FlowMapping parts;
      for (const Expectation &one : part) {
        parts.add(one.kind == Expectation::Kind::has ? "has" : "lacks", expected_value(one));
      }
      expect.add(first.field, parts.text());
    }
    i = end;
  }
  return expect.text();
}

} // namespace

std::string to_yaml(const TestCase &test) {
  std::string out;
  const auto line = [&out](std::string_view key, std::string_view value) {
    out += out.empty() ? "  - " : "    ";
    out += key;
    out += ": ";
    out += value;
    out += '\n';
  };
  if (!test.name.empty()) line("name", yaml_text(test.name));
  line("message", message_text(test.message));
  line("expect", expect_text(test.expect));
  return out;
}

} // namespace usher::policy
