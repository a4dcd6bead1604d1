// SPDX-License-Identifier: BSL-1.0
#include "check/decision_changes.hpp"

#include "base/duration.hpp"
#include "base/utf8.hpp"
#include "check/reporter.hpp"
#include "policy/dump_tests.hpp"
#include "rules/triage.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace usher::check {
namespace {

using rules::Field;
using rules::FieldKind;

/// What people and clocks notice. The points of a priority show as its band, and what was found in a text is no
/// decision.
constexpr std::array<Field, 16> fields = {
    Field::department, Field::agent,          Field::engage,        Field::band,
    Field::sla,        Field::first_response, Field::next_response, Field::resolution,
    Field::stage,      Field::visibility,     Field::move_to,       Field::reply,
    Field::skills,     Field::tags,           Field::notify,        Field::ask};

std::string reason(const rules::Ruleset &ruleset, rules::RuleNumber rule) {
  if (rule == rules::no_rule) return {};
  return rule == rules::by_default ? "default" : std::string(ruleset.rule_name(rule));
}

/// A message as one policy decides it.
class Side {
 public:
  Side(const rules::Ruleset &ruleset, const Limits &limits) : ruleset_(ruleset) {
    options_.lenient = true;
    options_.look = {true, true};
    options_.limits = limits;
  }

  [[nodiscard]] bool decide(std::string_view json) {
    Findings findings;
    return rules::triage_json(ruleset_, options_, json, 0, workspace_, findings) == rules::TriageStatus::ok;
  }
  [[nodiscard]] bool decide(std::span<const policy::File> files, const policy::TestCase &test) {
    Findings findings;
    return rules::triage_test(ruleset_, options_, files, test, workspace_, findings) ==
           rules::TriageStatus::ok;
  }

  [[nodiscard]] std::string text(Field field) const {
    if (field == Field::engage) return rules::integer_of(workspace_, field) != 0 ? "true" : "false";
    return std::string(rules::text_of(ruleset_, workspace_, field));
  }
  [[nodiscard]] std::int64_t time(Field field) const { return rules::integer_of(workspace_, field); }
  /// Each with the rule behind it.
  [[nodiscard]] std::map<std::string, std::string> items(Field field) const {
    std::map<std::string, std::string> out;
    for (std::size_t i = 0; i < rules::count_of(workspace_, field); ++i)
      out.emplace(rules::item_of(ruleset_, workspace_, field, i),
                  reason(ruleset_, rules::because_of(workspace_, field, i)));
    return out;
  }
  [[nodiscard]] std::string because(Field field) const {
    return rules::is_decided_by_rules(field) ? reason(ruleset_, rules::because_of(workspace_, field, 0))
                                             : std::string();
  }
  [[nodiscard]] const std::string &id() const noexcept { return workspace_.facts.id; }

 private:
  const rules::Ruleset &ruleset_;
  rules::TriageOptions options_;
  rules::Workspace workspace_;
};

class Comparison {
 public:
  Comparison(const rules::Ruleset &was, const rules::Ruleset &is, const Limits &limits)
      : was_ruleset_(was), is_ruleset_(is), was_(was, limits), is_(is, limits) {}

  DecisionChanges run(std::string_view sample) {
    take_tests(is_ruleset_.policy());
    take_tests(was_ruleset_.policy());
    take_sample(sample);
    for (auto &[key, move] : moves_)
      out_.moves.push_back(std::move(move));
    // Groups came in the order of their fields and values; a stable sort keeps that among equals.
    std::stable_sort(out_.moves.begin(), out_.moves.end(), [](const Move &a, const Move &b) {
      const auto place = [](Field field) { return std::find(fields.begin(), fields.end(), field); };
      if (a.field != b.field) return place(a.field) < place(b.field);
      return a.messages.size() > b.messages.size();
    });
    return std::move(out_);
  }

 private:
  using Key = std::tuple<Field, std::string, std::string, std::string, std::string>;

  /// A test that both policies have says one message, wherever it stands.
  void take_tests(const policy::Policy &policy) {
    for (const policy::TestCase &test : policy.tests) {
      policy::TestCase message;
      message.message = test.message;
      if (!seen_.insert(policy::to_yaml(message)).second) continue;
      const bool decided = was_.decide(policy.files, test) && is_.decide(policy.files, test);
      compare(decided, place_text(policy.files, test.place));
    }
  }

  void take_sample(std::string_view lines) {
    lines = without_byte_order_mark(lines);
    for (std::size_t number = 1; !lines.empty(); ++number) {
      const std::size_t size = std::min(lines.find('\n'), lines.size());
      const std::string_view line = lines.substr(0, size);
      lines.remove_prefix(std::min(size + 1, lines.size()));
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      const bool decided = was_.decide(line) && is_.decide(line);
      compare(decided, decided && !is_.id().empty() ? is_.id() : fmt::format("line {}", number));
    }
  }

  void compare(bool decided, std::string name) {
    if (!decided) {
      out_.refused.push_back(std::move(name));
      return;
    }
    ++out_.messages;
    bool moved = false;
    for (const Field field : fields)
      moved |= compare_field(field, name);
    out_.moved += moved ? 1 : 0;
  }

  bool compare_field(Field field, const std::string &name) {
    switch (rules::kind_of(field)) {
    case FieldKind::texts: return compare_items(field, name);
    case FieldKind::time: return compare_times(field, name);
    case FieldKind::text:
    case FieldKind::integer:
    case FieldKind::number: break;
    }
    const std::string before = was_.text(field);
    const std::string after = is_.text(field);
    if (before == after) return false;
    add({field, before, after, was_.because(field), is_.because(field)}, name);
    return true;
  }

  /// Each message has a time of its own; how far it moves is what they have in common.
  bool compare_times(Field field, const std::string &name) {
    const std::int64_t before = was_.time(field);
    const std::int64_t after = is_.time(field);
    if (before == after) return false;
    if (before == rules::no_time || after == rules::no_time)
      add({field, before == rules::no_time ? "" : "promised", after == rules::no_time ? "" : "promised", "",
           ""},
          name);
    else
      add({field, "promised",
           fmt::format("{} {}", format_duration(before < after ? after - before : before - after),
                       before < after ? "later" : "earlier"),
           "", ""},
          name);
    return true;
  }

  bool compare_items(Field field, const std::string &name) {
    const std::map<std::string, std::string> before = was_.items(field);
    const std::map<std::string, std::string> after = is_.items(field);
    bool moved = false;
    for (const auto &[item, because] : before)
      if (!after.contains(item)) {
        add({field, item, "", because, ""}, name);
        moved = true;
      }
    for (const auto &[item, because] : after)
      if (!before.contains(item)) {
        add({field, "", item, "", because}, name);
        moved = true;
      }
    return moved;
  }

  void add(Key key, const std::string &name) {
    const auto [at, is_new] = moves_.try_emplace(std::move(key));
    Move &move = at->second;
    if (is_new) {
      move.field = std::get<0>(at->first);
      move.was = std::get<1>(at->first);
      move.is = std::get<2>(at->first);
      move.because_was = std::get<3>(at->first);
      move.because_is = std::get<4>(at->first);
    }
    move.messages.push_back(name);
  }

  const rules::Ruleset &was_ruleset_;
  const rules::Ruleset &is_ruleset_;
  Side was_;
  Side is_;
  std::map<Key, Move> moves_;
  std::set<std::string> seen_; // messages of tests
  DecisionChanges out_;
};

} // namespace

DecisionChanges compare_decisions(const rules::Ruleset &was, const rules::Ruleset &is,
                                  std::string_view sample, const Limits &limits) {
  return Comparison(was, is, limits).run(sample);
}

} // namespace usher::check
