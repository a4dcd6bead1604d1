// SPDX-License-Identifier: BSL-1.0
#include "policy/yaml_events.hpp"

#include "base/limits.hpp"
#include "policy/yaml_scan.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/mark.h>

namespace usher::policy {
namespace {

// yaml-cpp's names for "no tag" on unquoted and on quoted texts.
constexpr std::string_view plain_tag = "?";
constexpr std::string_view quoted_tag = "!";

} // namespace

YamlEvents::YamlEvents(std::string_view text, const std::vector<std::size_t> &empty_places,
                       std::size_t node_budget, std::pmr::memory_resource &memory, YamlReport &report)
    : text_(text), empty_places_(empty_places), node_budget_(node_budget), memory_(memory), report_(report) {}

void YamlEvents::OnDocumentStart(const YAML::Mark &mark) {
  if (!read_one_) {
    read_one_ = true;
    return;
  }
  const std::size_t offset = offset_of(mark);
  report_.add(Code::yaml_syntax, offset,
              fmt::format("`{}` stands behind the end of the file's value", report_.excerpt_from(offset)),
              "a policy is one mapping: every top-level key starts in the same column, and nothing else "
              "stands there");
  throw YamlStop();
}

void YamlEvents::OnNull(const YAML::Mark &mark, YAML::anchor_t) {
  const std::size_t offset = offset_of(mark);
  // yaml-cpp tells of nothing at the place of what comes next, or of the key that has no value.
  const bool seen = last_text_ != nowhere && offset <= last_text_;
  const std::string_view word = seen ? std::string_view() : null_word_at(offset);
  const std::size_t place = word.empty() ? place_of_nothing(offset) : offset;
  count(place);
  Node node;
  node.position = report_.position(place);
  if (!word.empty()) {
    if (expects_key()) node.kind = Node::Kind::scalar;
    node.text = keep(word);
    last_text_ = offset;
  }
  add(node);
}

// The scan has refused anchors, aliases and tags wherever it saw them; these are here so that none gets past
// both.
void YamlEvents::OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) {
  refuse_property(Code::anchor, offset_of(mark));
  OnNull(mark, anchor);
}

void YamlEvents::OnAnchor(const YAML::Mark &mark, const std::string &) {
  refuse_property(Code::anchor, offset_of(mark));
}

void YamlEvents::refuse_property(Code code, std::size_t offset) {
  if (report_.has_errors()) return;
  report_.add(code, offset,
              code == Code::tag ? "tags are not supported" : "anchors and aliases are not supported",
              "write the value out; if it is text, quote it");
}

void YamlEvents::OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t,
                          const std::string &value) {
  const std::size_t offset = offset_of(mark);
  if (tag != plain_tag && tag != quoted_tag) refuse_property(Code::tag, offset);
  Node node;
  node.kind = Node::Kind::scalar;
  node.quoted = tag == quoted_tag;
  node.position = report_.position(offset);
  node.text = keep(value);
  last_text_ = offset;
  count(offset);
  add(node);
}

void YamlEvents::OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t,
                                 YAML::EmitterStyle::value style) {
  open(Node::Kind::sequence, mark, tag, style);
}

void YamlEvents::OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t,
                            YAML::EmitterStyle::value style) {
  open(Node::Kind::mapping, mark, tag, style);
}

void YamlEvents::OnSequenceEnd() {
  Open ended = close();
  const std::size_t size = stack_.size() - ended.first;
  Node *const items = std::pmr::polymorphic_allocator<Node>(&memory_).allocate(size);
  std::uninitialized_copy_n(stack_.begin() + static_cast<std::ptrdiff_t>(ended.first), size, items);
  ended.node.items = {items, size};
  stack_.resize(ended.first);
  add(ended.node);
}

void YamlEvents::OnMapEnd() {
  Open ended = close();
  const std::size_t size = (stack_.size() - ended.first) / 2;
  find_repeated_keys(ended.first, size);
  const auto dropped = static_cast<std::size_t>(std::count(dropped_.begin(), dropped_.end(), true));
  Entry *const entries = std::pmr::polymorphic_allocator<Entry>(&memory_).allocate(size - dropped);
  Entry *end = entries;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t key = ended.first + 2 * i;
    if (!dropped_[i]) std::construct_at(end++, Entry{stack_[key], stack_[key + 1]});
  }
  ended.node.entries = {entries, end};
  stack_.resize(ended.first);
  add(ended.node);
}

std::size_t YamlEvents::offset_of(const YAML::Mark &mark) const noexcept {
  return std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
}

bool YamlEvents::expects_key() const noexcept {
  return !open_.empty() && open_.back().node.kind == Node::Kind::mapping &&
         (stack_.size() - open_.back().first) % 2 == 0;
}

// `null` or `~` where it is the whole of a text; empty when something else stands there, such as the next
// key.
std::string_view YamlEvents::null_word_at(std::size_t offset) const noexcept {
  const auto at = [this](std::size_t i) { return i < text_.size() ? text_[i] : '\0'; };
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (!text_.substr(offset).starts_with(word)) continue;
    std::size_t end = offset + word.size();
    while (is_blank(at(end)))
      ++end;
    const bool in_brackets = !open_.empty() && open_.back().in_brackets;
    const bool comment = at(end) == '#' && end > offset + word.size();
    const bool ends = is_break(at(end)) || comment || (in_brackets && is_flow_mark(at(end)));
    if (ends || expects_key()) return text_.substr(offset, word.size());
  }
  return {};
}

// The dash or colon before an empty value, or what stands in its place when there is none, as in `{a}`.
std::size_t YamlEvents::place_of_nothing(std::size_t offset) noexcept {
  while (next_empty_ < empty_places_.size() && last_text_ != nowhere &&
         empty_places_[next_empty_] < last_text_) {
    ++next_empty_;
  }
  if (next_empty_ < empty_places_.size() && empty_places_[next_empty_] < offset)
    return empty_places_[next_empty_++];
  return offset;
}

std::string_view YamlEvents::keep(std::string_view text) {
  if (text.empty()) return {};
  char *const copy = std::pmr::polymorphic_allocator<char>(&memory_).allocate(text.size());
  std::copy(text.begin(), text.end(), copy);
  std::replace(copy, copy + text.size(), hidden_question_mark, '?');
  return {copy, text.size()};
}

void YamlEvents::count(std::size_t offset) {
  if (++count_ <= node_budget_) return;
  report_.add(Code::limit, offset, fmt::format("the file has more than {} nodes", node_budget_),
              too_many_hint);
  throw YamlStop();
}

void YamlEvents::open(Node::Kind kind, const YAML::Mark &mark, const std::string &tag,
                      YAML::EmitterStyle::value style) {
  const std::size_t offset = offset_of(mark);
  if (tag != plain_tag) refuse_property(Code::tag, offset);
  if (open_.size() == yaml_depth_limit) {
    report_.add(Code::limit, offset,
                fmt::format("lists and mappings are nested deeper than {}", yaml_depth_limit), too_deep_hint);
    throw YamlStop();
  }
  count(offset);
  Node node;
  node.kind = kind;
  node.position = report_.position(offset);
  open_.push_back({node, stack_.size(), style == YAML::EmitterStyle::Flow});
}

YamlEvents::Open YamlEvents::close() noexcept {
  const Open ended = open_.back();
  open_.pop_back();
  return ended;
}

void YamlEvents::add(const Node &node) {
  if (open_.empty()) {
    root_ = node;
    return;
  }
  if (node.kind != Node::Kind::scalar && expects_key() && !report_.has_errors()) {
    report_.add_at(Code::wrong_shape, node.position, "a key must be a text", "write a name");
  }
  stack_.push_back(node);
}

// Marks in dropped_ the entries whose keys are no texts or have been there before, and tells of the latter.
void YamlEvents::find_repeated_keys(std::size_t first, std::size_t size) {
  const auto key = [&](std::size_t i) -> const Node & { return stack_[first + 2 * i]; };
  dropped_.assign(size, false);
  order_.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    order_[i] = static_cast<std::uint32_t>(i);
    dropped_[i] = key(i).kind != Node::Kind::scalar;
  }
  // Sorted and not hashed, so that no choice of keys makes it slow.
  std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int compared = key(a).text.compare(key(b).text);
    return compared != 0 ? compared < 0 : a < b;
  });
  const Node *original = nullptr;
  for (const std::uint32_t i : order_) {
    if (dropped_[i]) continue;
    if (original == nullptr || original->text != key(i).text) {
      original = &key(i);
      continue;
    }
    dropped_[i] = true;
    report_.add_at(Code::duplicate_key, key(i).position,
                   fmt::format("the key `{}` is given twice, first at {}:{}", excerpt(original->text),
                               original->position.line, original->position.column),
                   "keep one of the two");
  }
}

} // namespace usher::policy
