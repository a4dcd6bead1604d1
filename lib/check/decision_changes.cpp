// SPDX-License-Identifier: BSL-1.0
#include "check/decision_changes.hpp"

#include "base/duration.hpp"
#include "base/utf8.hpp"
#include "check/reporter.hpp"
#include "policy/dump_tests.hpp"
#include "rules/triage.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
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

/// What people and clocks notice, and what orders a queue. What was found in a text is no decision.
constexpr std::array<Field, 17> fields = {
    Field::department, Field::agent,  Field::engage,         Field::band,
    Field::priority,   Field::sla,    Field::first_response, Field::next_response,
    Field::resolution, Field::stage,  Field::visibility,     Field::move_to,
    Field::reply,      Field::skills, Field::tags,           Field::notify,
    Field::ask};

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
  [[nodiscard]] int points() const { return workspace_.decision.priority; }

  struct Item {
    std::string text; // of an ask, how strictly as well
    std::string because;
  };
  /// By their names.
  [[nodiscard]] std::map<std::string, Item> items(Field field) const {
    std::map<std::string, Item> out;
    for (std::size_t i = 0; i < rules::count_of(workspace_, field); ++i) {
      std::string name(rules::item_of(ruleset_, workspace_, field, i));
      std::string text =
          field == Field::ask ? rules::text_of(ruleset_.frame(), workspace_.decision.ask[i].value) : name;
      std::string because = reason(ruleset_, rules::because_of(workspace_, field, i));
      out.emplace(std::move(name), Item{std::move(text), std::move(because)});
    }
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
    for (auto &[key, move] : moves_) {
      if (move.field == Field::priority) move.is = points_text(move.is);
      out_.moves.push_back(std::move(move));
    }
    // Groups came in the order of their fields and values; a stable sort keeps that among equals.
    std::stable_sort(out_.moves.begin(), out_.moves.end(), [](const Move &a, const Move &b) {
      const auto place = [](Field field) { return std::find(fields.begin(), fields.end(), field); };
      if (a.field != b.field) return place(a.field) < place(b.field);
      return a.messages.size() > b.messages.size();
    });
    return std::move(out_);
  }

 private:
  struct Points {
    int least = 0;
    int most = 0;
  };
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
    if (field == Field::priority) return compare_points(name);
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

  /// Within a band that is the same; another band says it by itself. All that go one way are one move, as each may go
  /// another number of points.
  bool compare_points(const std::string &name) {
    const int by = is_.points() - was_.points();
    if (by == 0 || was_.text(Field::band) != is_.text(Field::band)) return false;
    const std::string way = by > 0 ? "higher" : "lower";
    const int points = std::abs(by);
    Points &all = points_.try_emplace(way, Points{points, points}).first->second;
    all.least = std::min(all.least, points);
    all.most = std::max(all.most, points);
    add({Field::priority, "", way, "", ""}, name);
    return true;
  }

  /// `1 to 9 points higher`
  [[nodiscard]] std::string points_text(const std::string &way) const {
    const Points &all = points_.at(way);
    if (all.least != all.most) return fmt::format("{} to {} points {}", all.least, all.most, way);
    return fmt::format("{} point{} {}", all.most, all.most == 1 ? "" : "s", way);
  }

  bool compare_items(Field field, const std::string &name) {
    const std::map<std::string, Side::Item> before = was_.items(field);
    const std::map<std::string, Side::Item> after = is_.items(field);
    bool moved = false;
    const auto move = [&](Key key) {
      add(std::move(key), name);
      moved = true;
    };
    for (const auto &[item, was] : before) {
      const auto is = after.find(item);
      if (is == after.end())
        move({field, was.text, "", was.because, ""});
      else if (is->second.text != was.text)
        move({field, was.text, is->second.text, was.because, is->second.because});
    }
    for (const auto &[item, is] : after)
      if (!before.contains(item)) move({field, "", is.text, "", is.because});
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
  std::map<std::string, Points> points_; // by the way they go
  std::set<std::string> seen_;           // messages of tests
  DecisionChanges out_;
};

} // namespace

DecisionChanges compare_decisions(const rules::Ruleset &was, const rules::Ruleset &is,
                                  std::string_view sample, const Limits &limits) {
  return Comparison(was, is, limits).run(sample);
}

} // namespace usher::check
