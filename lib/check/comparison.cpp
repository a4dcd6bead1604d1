// SPDX-License-Identifier: BSL-1.0
#include "check/comparison.hpp"

#include "base/page.hpp"
#include "base/utf8.hpp"
#include "check/reporter.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace usher::check {
namespace {

constexpr std::size_t most_of_a_value = 60;
constexpr std::size_t most_ids = 5;
constexpr std::size_t most_items = 5;

/// How many bytes of two values need not be shown, since both begin with them and what differs would be cut off. Words
/// before the difference stay, to tell where it stands.
std::size_t begin_left_out(std::string_view was, std::string_view is) {
  constexpr std::size_t context = 24; // bytes at least, and at most twice as many
  const auto differ = std::mismatch(was.begin(), was.end(), is.begin(), is.end());
  const auto same = static_cast<std::size_t>(differ.first - was.begin());
  if (same < 2 * context || std::max(was.size(), is.size()) <= most_of_a_value) return 0;
  const std::size_t space = was.rfind(' ', same - context);
  if (space != std::string_view::npos && space >= same - 2 * context) return space + 1;
  return utf8_prefix(was, same - context).size();
}

std::string shown(std::string_view value, std::size_t left_out) {
  return (left_out == 0 ? "" : "...") + shortened(value.substr(left_out), most_of_a_value);
}

std::string some(const std::vector<std::string> &list, std::size_t most, std::size_t left_out = 0) {
  const std::size_t count = std::min(list.size(), most);
  std::string out;
  for (std::size_t i = 0; i < count; ++i)
    out += (i == 0 ? "" : ", ") + shown(list[i], left_out);
  if (list.size() > count) out += fmt::format(" and {} more", list.size() - count);
  return out;
}

std::string text_of(const KeyChange &change) {
  std::string out = change.key.empty() ? std::string() : change.key + ": ";
  if (change.is_list && change.gone.empty() && change.come.empty()) return out + "in another order";
  if (change.is_list) {
    const bool is_one = change.gone.size() == 1 && change.come.size() == 1; // in place of the other
    const std::size_t left_out = is_one ? begin_left_out(change.gone.front(), change.come.front()) : 0;
    if (!change.gone.empty()) out += fmt::format("without {}", some(change.gone, most_items, left_out));
    if (!change.gone.empty() && !change.come.empty()) out += "; ";
    if (!change.come.empty()) out += fmt::format("with {}", some(change.come, most_items, left_out));
    return out;
  }
  if (change.was.empty()) return out + shortened(change.is, most_of_a_value);
  if (change.is.empty())
    return fmt::format("{}not said, was {}", out, shortened(change.was, most_of_a_value));
  const std::size_t left_out = begin_left_out(change.was, change.is);
  return fmt::format("{}{} -> {}", out, shown(change.was, left_out), shown(change.is, left_out));
}

void append_part(const PartChange &change, std::string &out) {
  using Kind = PartChange::Kind;
  const std::string name = shortened(change.name, most_of_a_value);
  switch (change.kind) {
  case Kind::added: append_wrapped(out, 2, fmt::format("+ {}", name)); return;
  case Kind::removed: append_wrapped(out, 2, fmt::format("- {}", name)); return;
  case Kind::renamed:
    append_wrapped(
        out, 2, fmt::format("~ {}: renamed? {} said the same", name, shortened(change.was, most_of_a_value)));
    return;
  case Kind::moved:
    append_wrapped(out, 2,
                   change.was.empty() ? fmt::format("~ {}: is the first now", name)
                                      : fmt::format("~ {}: stands behind {} now", name,
                                                    shortened(change.was, most_of_a_value)));
    return;
  case Kind::changed: break;
  }
  for (const KeyChange &key : change.keys)
    append_wrapped(out, 2,
                   name.empty() ? fmt::format("~ {}", text_of(key))
                                : fmt::format("~ {}: {}", name, text_of(key)));
}

std::string quoted_reason(const std::string &because) {
  return because == "default" ? "the default" : fmt::format("rule \"{}\"", because);
}

/// `by rule "refund" instead of the default`; empty where rules have no part in it, or the same one.
std::string reasons(const Move &move) {
  if (move.because_is.empty() && move.because_was.empty()) return {};
  if (move.because_is == move.because_was)
    return fmt::format(", by {} in both", quoted_reason(move.because_is));
  if (move.because_is.empty()) return fmt::format(", no more by {}", quoted_reason(move.because_was));
  if (move.because_was.empty()) return fmt::format(", by {}", quoted_reason(move.because_is));
  return fmt::format(", by {} instead of {}", quoted_reason(move.because_is),
                     quoted_reason(move.because_was));
}

std::string text_of(const Move &move) {
  const std::string_view field = rules::name_of(move.field);
  switch (rules::kind_of(move.field)) {
  case rules::FieldKind::texts:
    if (!move.was.empty() && !move.is.empty()) break;
    return move.was.empty() ? fmt::format("{} with {}", field, move.is)
                            : fmt::format("{} without {}", field, move.was);
  case rules::FieldKind::time:
    if (move.was.empty()) return fmt::format("{} promised", field);
    if (move.is.empty()) return fmt::format("{} not promised any more", field);
    return fmt::format("{} due {}", field, move.is);
  case rules::FieldKind::text:
  case rules::FieldKind::integer:
  case rules::FieldKind::number: break;
  }
  if (move.field == rules::Field::priority) return fmt::format("{} {} in the same band", field, move.is);
  return fmt::format("{} {} -> {}", field, move.was.empty() ? "none" : move.was,
                     move.is.empty() ? "none" : move.is);
}

std::string messages_of(std::size_t count) {
  return count == 1 ? "1 message" : fmt::format("{} messages", count);
}

} // namespace

PolicyComparison compare(const rules::Ruleset &was, const rules::Ruleset &is, std::string_view sample,
                         const Limits &limits) {
  return {compare_parts(was.policy(), is.policy()), compare_decisions(was, is, sample, limits)};
}

std::string to_text(const PolicyComparison &comparison) {
  std::string out;
  std::string_view section;
  for (const PartChange &change : comparison.parts) {
    if (change.section != section) out += fmt::format("{}:\n", change.section);
    section = change.section;
    append_part(change, out);
  }
  if (comparison.parts.empty()) out += "Both say the same.\n";
  out += '\n';
  const DecisionChanges &decisions = comparison.decisions;
  if (decisions.messages == 0)
    out += "No message was decided by both: the policies have no tests, and there is no sample.\n";
  else if (decisions.moves.empty())
    out += fmt::format("{} {} decided alike.\n", messages_of(decisions.messages),
                       decisions.messages == 1 ? "is" : "are");
  else
    out += fmt::format("{} of {} {} decided otherwise:\n", decisions.moved, messages_of(decisions.messages),
                       decisions.moved == 1 ? "is" : "are");
  for (const Move &move : decisions.moves) {
    append_wrapped(out, 2,
                   fmt::format("{} of {}: {}{}", move.messages.size(), messages_of(decisions.messages),
                               text_of(move), reasons(move)));
    append_wrapped(out, 6, some(move.messages, most_ids));
  }
  if (!decisions.refused.empty())
    append_wrapped(out, 0,
                   fmt::format("{} could not be decided by both: {}", messages_of(decisions.refused.size()),
                               some(decisions.refused, most_ids)));
  return out;
}

void write_json(const PolicyComparison &comparison, JsonWriter &json) {
  const auto texts = [&json](std::string_view key, const std::vector<std::string> &list) {
    json.key(key);
    json.begin_array();
    for (const std::string &text : list)
      json.value(text);
    json.end_array();
  };
  json.begin_object();
  json.key("comparison");
  json.begin_object();
  json.key("parts");
  json.begin_array();
  for (const PartChange &change : comparison.parts) {
    json.begin_object();
    json.field("section", change.section);
    json.field("change", name_of(change.kind));
    json.text_or_null("name", change.name);
    json.text_or_null("was", change.was);
    json.key("keys");
    json.begin_array();
    for (const KeyChange &key : change.keys) {
      json.begin_object();
      json.text_or_null("key", key.key);
      json.text_or_null("was", key.was);
      json.text_or_null("is", key.is);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  const DecisionChanges &decisions = comparison.decisions;
  json.field("messages", decisions.messages);
  json.field("moved", decisions.moved);
  texts("refused", decisions.refused);
  json.key("moves");
  json.begin_array();
  for (const Move &move : decisions.moves) {
    json.begin_object();
    json.field("field", rules::name_of(move.field));
    json.text_or_null("was", move.was);
    json.text_or_null("is", move.is);
    json.text_or_null("because_was", move.because_was);
    json.text_or_null("because_is", move.because_is);
    texts("messages", move.messages);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_object();
}

} // namespace usher::check
