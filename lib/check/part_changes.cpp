// SPDX-License-Identifier: BSL-1.0
#include "check/part_changes.hpp"

#include "base/duration.hpp"
#include "base/source.hpp"
#include "base/time.hpp"
#include "calendar/day.hpp"
#include "policy/dump.hpp"
#include "policy/yaml.hpp"
#include "policy/yaml_writer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <boost/unordered/unordered_flat_map.hpp>
#include <fmt/format.h>

namespace usher::check {
namespace {

using policy::Node;
using Kind = PartChange::Kind;

/// How a section has its parts.
enum class Shape : std::uint8_t { named, list, one };

struct Section {
  std::string_view name;
  Shape shape;
  bool order_counts;
};

constexpr std::array<Section, 16> sections = {{{"facts", Shape::named, false},
                                               {"channels", Shape::named, false},
                                               {"accounts", Shape::named, false},
                                               {"calendars", Shape::named, false},
                                               {"topics", Shape::named, false},
                                               {"signals", Shape::named, false},
                                               {"departments", Shape::named, false},
                                               {"agents", Shape::named, true},
                                               {"groups", Shape::named, false},
                                               {"sla", Shape::named, false},
                                               {"desk", Shape::one, false},
                                               {"customers", Shape::one, false},
                                               {"priority", Shape::one, false},
                                               {"rules", Shape::list, true},
                                               {"default", Shape::one, false},
                                               {"replies", Shape::named, false}}};

/// A value on one line.
std::string text_of(const Node &node) {
  switch (node.kind) {
  case Node::Kind::null: return "null";
  case Node::Kind::scalar: return node.quoted ? policy::yaml_quoted(node.text) : std::string(node.text);
  case Node::Kind::sequence: {
    std::vector<std::string> items;
    for (const Node &item : node.items)
      items.push_back(text_of(item));
    return policy::yaml_list(items);
  }
  case Node::Kind::mapping: {
    policy::FlowMapping mapping;
    for (const policy::Entry &entry : node.entries)
      mapping.add(text_of(entry.key), text_of(entry.value));
    return mapping.text();
  }
  }
  return {};
}

struct Value {
  std::string key;
  std::string text;
  std::vector<std::string> items; // of a list of plain values
  bool is_list = false;
};

struct Part {
  std::string name;
  std::vector<Value> values;

  /// All that it says, without its name.
  [[nodiscard]] std::string content() const {
    std::string out;
    for (const Value &value : values)
      out += value.key + '\n' + value.text + '\n';
    return out;
  }
};

void flatten(const Node &node, const std::string &key, std::vector<Value> &out) {
  if (node.kind == Node::Kind::mapping) {
    for (const policy::Entry &entry : node.entries)
      flatten(entry.value,
              key.empty() ? std::string(entry.key.text) : key + '.' + std::string(entry.key.text), out);
    return;
  }
  Value &value = out.emplace_back();
  value.key = key;
  value.text = text_of(node);
  value.is_list = node.kind == Node::Kind::sequence &&
                  std::all_of(node.items.begin(), node.items.end(),
                              [](const Node &item) { return item.kind == Node::Kind::scalar; });
  if (!value.is_list) return;
  for (const Node &item : node.items)
    value.items.push_back(text_of(item));
}

/// A rule says what it is called inside itself. A condition stays whole: its keys are no names of anything.
Part part_of_rule(const Node &node) {
  Part part;
  for (const policy::Entry &entry : node.entries) {
    if (entry.key.text == "name")
      part.name = entry.value.text;
    else if (entry.key.text == "when")
      part.values.push_back({"when", text_of(entry.value), {}, false});
    else
      flatten(entry.value, std::string(entry.key.text), part.values);
  }
  return part;
}

Part part_of(std::string name, const Node &node, bool whole) {
  Part part;
  part.name = std::move(name);
  if (whole)
    part.values.push_back({"", text_of(node), {}, false});
  else
    flatten(node, "", part.values);
  return part;
}

/// A policy as its canonical YAML has it.
class Tree {
 public:
  explicit Tree(const policy::Policy &policy) : source_("policy", policy::to_yaml(policy)) {
    Findings findings;
    if (!yaml_.read(source_, SIZE_MAX, findings))
      throw std::logic_error("the canonical form of a policy is no YAML");
  }

  [[nodiscard]] std::vector<Part> parts(const Section &section) const {
    std::vector<Part> out;
    for (const policy::Entry &entry : yaml_.root().entries) {
      if (entry.key.text != section.name) continue;
      const bool conditions = section.name == "signals";
      switch (section.shape) {
      case Shape::one: out.push_back(part_of("", entry.value, false)); break;
      case Shape::named:
        for (const policy::Entry &one : entry.value.entries)
          out.push_back(part_of(std::string(one.key.text), one.value, conditions));
        break;
      case Shape::list:
        for (const Node &one : entry.value.items)
          out.push_back(part_of_rule(one));
        break;
      }
    }
    return out;
  }

 private:
  Source source_;
  policy::Yaml yaml_;
};

std::vector<std::string> without(const std::vector<std::string> &list,
                                 const std::vector<std::string> &other) {
  std::vector<std::string> sorted = other;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> out;
  for (const std::string &item : list)
    if (!std::binary_search(sorted.begin(), sorted.end(), item)) out.push_back(item);
  return out;
}

std::vector<KeyChange> compare_values(const Part &was, const Part &is) {
  std::vector<KeyChange> out;
  const auto find = [](const Part &part, std::string_view key) -> const Value * {
    const auto found = std::find_if(part.values.begin(), part.values.end(),
                                    [key](const Value &value) { return value.key == key; });
    return found == part.values.end() ? nullptr : &*found;
  };
  const auto add = [&out](const std::string &key, const Value *before, const Value *after) {
    KeyChange &change = out.emplace_back();
    change.key = key;
    if (before != nullptr) change.was = before->text;
    if (after != nullptr) change.is = after->text;
    change.is_list = before != nullptr && after != nullptr && before->is_list && after->is_list;
    if (!change.is_list) return;
    change.gone = without(before->items, after->items);
    change.come = without(after->items, before->items);
  };
  for (const Value &after : is.values) {
    const Value *const before = find(was, after.key);
    if (before == nullptr || before->text != after.text) add(after.key, before, &after);
  }
  for (const Value &before : was.values)
    if (find(is, before.key) == nullptr) add(before.key, &before, nullptr);
  return out;
}

constexpr std::size_t nowhere = SIZE_MAX;

/// Of numbers that are all different: those of the longest run that grows, so the fewest others are out of order.
std::vector<bool> in_order(const std::vector<std::size_t> &numbers) {
  std::vector<std::size_t> ends; // places of the smallest last number of a run of each length
  std::vector<std::size_t> before(numbers.size(), nowhere);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto at = std::lower_bound(ends.begin(), ends.end(), i,
                                     [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
    if (at != ends.begin()) before[i] = *(at - 1);
    if (at == ends.end())
      ends.push_back(i);
    else
      *at = i;
  }
  std::vector<bool> out(numbers.size(), false);
  for (std::size_t i = ends.empty() ? nowhere : ends.back(); i != nowhere; i = before[i])
    out[i] = true;
  return out;
}

class Comparison {
 public:
  Comparison(const Section &section, std::vector<Part> was, std::vector<Part> is)
      : section_(section), was_(std::move(was)), is_(std::move(is)) {}

  void add_to(std::vector<PartChange> &out) {
    match_names();
    match_contents();
    const std::vector<bool> kept_order = unmoved();
    for (std::size_t i = 0; i < is_.size(); ++i) {
      if (old_of_[i] == nowhere) {
        out.push_back(
            {section_.shape == Shape::one ? Kind::changed : Kind::added,
             name(),
             is_[i].name,
             {},
             section_.shape == Shape::one ? compare_values(Part(), is_[i]) : std::vector<KeyChange>()});
        continue;
      }
      const Part &before = was_[old_of_[i]];
      if (before.name != is_[i].name) out.push_back({Kind::renamed, name(), is_[i].name, before.name, {}});
      std::vector<KeyChange> keys = compare_values(before, is_[i]);
      if (!keys.empty()) out.push_back({Kind::changed, name(), is_[i].name, {}, std::move(keys)});
      if (!kept_order[i])
        out.push_back({Kind::moved, name(), is_[i].name, i == 0 ? std::string() : is_[i - 1].name, {}});
    }
    for (std::size_t i = 0; i < was_.size(); ++i) {
      if (is_matched_[i]) continue;
      if (section_.shape == Shape::one)
        out.push_back({Kind::changed, name(), {}, {}, compare_values(was_[i], Part())});
      else
        out.push_back({Kind::removed, name(), was_[i].name, {}, {}});
    }
  }

 private:
  [[nodiscard]] std::string name() const { return std::string(section_.name); }

  void match_names() {
    boost::unordered_flat_map<std::string_view, std::size_t> numbers;
    for (std::size_t i = 0; i < was_.size(); ++i)
      numbers.emplace(was_[i].name, i);
    old_of_.assign(is_.size(), nowhere);
    is_matched_.assign(was_.size(), false);
    for (std::size_t i = 0; i < is_.size(); ++i) {
      const auto found = numbers.find(is_[i].name);
      if (found == numbers.end()) continue;
      old_of_[i] = found->second;
      is_matched_[found->second] = true;
    }
  }

  /// One that is gone and one that is new are the same under another name if they alone say what they say.
  void match_contents() {
    struct Both {
      std::vector<std::size_t> gone;
      std::vector<std::size_t> come;
    };
    boost::unordered_flat_map<std::string, Both> by_content;
    for (std::size_t i = 0; i < was_.size(); ++i)
      if (!is_matched_[i] && !was_[i].values.empty()) by_content[was_[i].content()].gone.push_back(i);
    for (std::size_t i = 0; i < is_.size(); ++i)
      if (old_of_[i] == nowhere && !is_[i].values.empty()) by_content[is_[i].content()].come.push_back(i);
    for (const auto &[content, both] : by_content) {
      if (both.gone.size() != 1 || both.come.size() != 1) continue;
      old_of_[both.come.front()] = both.gone.front();
      is_matched_[both.gone.front()] = true;
    }
  }

  [[nodiscard]] std::vector<bool> unmoved() const {
    std::vector<bool> out(is_.size(), true);
    if (!section_.order_counts) return out;
    std::vector<std::size_t> places;
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < is_.size(); ++i) {
      if (old_of_[i] == nowhere) continue;
      places.push_back(i);
      numbers.push_back(old_of_[i]);
    }
    const std::vector<bool> kept = in_order(numbers);
    for (std::size_t i = 0; i < places.size(); ++i)
      out[places[i]] = kept[i];
    return out;
  }

  const Section &section_;
  std::vector<Part> was_;
  std::vector<Part> is_;
  std::vector<std::size_t> old_of_; // by part of the new policy
  std::vector<bool> is_matched_;    // by part of the old one
};

/// The days that a calendar took from a file: the file may say others by now, under the same name.
std::vector<std::string> holidays_of(const policy::Calendar &calendar) {
  std::vector<std::string> out;
  for (const calendar::DayRange &range : calendar.holiday_days)
    out.push_back(range.from == range.to ? calendar::format_day(range.from)
                                         : fmt::format("{} to {}", calendar::format_day(range.from),
                                                       calendar::format_day(range.to)));
  for (const calendar::MinuteSpan &span : calendar.holiday_spans)
    out.push_back(
        fmt::format("{} to {}", format_time(span.from * minute_ms), format_time(span.to * minute_ms)));
  return out;
}

void compare_holidays(const policy::Policy &was, const policy::Policy &is, std::vector<PartChange> &out) {
  for (const policy::Calendar &calendar : is.calendars) {
    const auto before = std::find_if(was.calendars.begin(), was.calendars.end(),
                                     [&](const policy::Calendar &one) { return one.name == calendar.name; });
    if (before == was.calendars.end() || before->holidays != calendar.holidays) continue;
    const std::vector<std::string> old_days = holidays_of(*before);
    const std::vector<std::string> new_days = holidays_of(calendar);
    KeyChange change;
    change.key = "holidays";
    change.gone = without(old_days, new_days);
    change.come = without(new_days, old_days);
    if (change.gone.empty() && change.come.empty()) continue;
    change.is_list = true;
    change.was = policy::yaml_text_list(old_days);
    change.is = policy::yaml_text_list(new_days);
    out.push_back({Kind::changed, "calendars", calendar.name, {}, {std::move(change)}});
  }
}

} // namespace

std::string_view name_of(PartChange::Kind kind) noexcept {
  constexpr std::array<std::string_view, 5> names = {"added", "removed", "renamed", "changed", "moved"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<PartChange> compare_parts(const policy::Policy &was, const policy::Policy &is) {
  const Tree before(was);
  const Tree after(is);
  std::vector<PartChange> out;
  for (const Section &section : sections) {
    Comparison(section, before.parts(section), after.parts(section)).add_to(out);
    if (section.name == "calendars") compare_holidays(was, is, out);
  }
  return out;
}

} // namespace usher::check
