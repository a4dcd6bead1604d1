// SPDX-License-Identifier: BSL-1.0
// What the readers of a policy's sections share: where they are, what names there are, and how they complain.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "policy/model.hpp"
#include "policy/yaml.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::policy {

/// Names of one kind, each with its number. Texts must outlive it. A name whose declaration was complained
/// about is excused: that it is not known is not one more mistake of the policy.
class NameIndex {
 public:
  /// `what` is how messages call one of them, `section` where they are declared.
  NameIndex(std::string_view what, std::string_view section) : what_(what), section_(section) {}

  [[nodiscard]] std::string_view what() const noexcept { return what_; }
  [[nodiscard]] std::string_view section() const noexcept { return section_; }

  /// False when the name is taken.
  bool add(std::string_view name, std::uint32_t number) {
    if (!numbers_.emplace(name, number).second) return false;
    names_.push_back(name);
    return true;
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const {
    const auto found = numbers_.find(name);
    if (found == numbers_.end()) return std::nullopt;
    return found->second;
  }
  [[nodiscard]] std::span<const std::string_view> names() const noexcept { return names_; }

  void excuse(std::string_view name) { excused_.push_back(name); }
  /// Some declarations could not be read at all, so any name may be among them.
  void excuse_all() noexcept { all_excused_ = true; }
  [[nodiscard]] bool all_excused() const noexcept { return all_excused_; }
  [[nodiscard]] bool is_excused(std::string_view name) const {
    return all_excused_ || std::find(excused_.begin(), excused_.end(), name) != excused_.end();
  }

 private:
  std::string_view what_;
  std::string_view section_;
  boost::unordered_flat_map<std::string_view, std::uint32_t> numbers_;
  std::vector<std::string_view> names_;
  std::vector<std::string_view> excused_;
  bool all_excused_ = false;
};

/// The keys a mapping may have, with a space between them.
struct Keys {
  std::string_view known;
  std::string_view later = {}; // words of the language that this version does not build
};

/// One place in the files and the path that leads there. Findings are made through it.
class Context {
 public:
  /// Of so many regexes that are wrong each is told of; no other one is compiled then.
  static constexpr std::size_t most_refused_patterns = 100;

  Context(Policy &out, const Limits &limits_in, Findings &findings);

  Policy &policy;
  const Limits &limits;

  NameIndex facts{"fact", "facts"};
  NameIndex channels{"channel", "channels"};
  NameIndex accounts{"account", "accounts"};
  NameIndex topics{"topic", "topics"};
  NameIndex signals{"signal", "signals"};
  NameIndex departments{"department", "departments"};
  NameIndex agents{"agent", "agents"};
  NameIndex groups{"group", "groups"};
  NameIndex notified{"department, agent or group", "departments, agents or groups"}; // by NotifiedId
  NameIndex calendars{"calendar", "calendars"};
  NameIndex slas{"SLA", "sla"};
  NameIndex replies{"reply", "replies"};
  NameIndex bands{"band of priority", "priority: bands"};
  NameIndex rules{"rule", "rules"};

  /// Fills `facts` from the facts of the policy. Conditions add facts to that list while names are looked up, and
  /// its elements move then, so the index gets names of its own.
  void declare_facts();

  // ---- Where ----
  void enter_file(std::uint32_t file, std::string_view name) {
    file_ = file;
    file_name_ = name;
  }
  [[nodiscard]] Place place(const Node &node) const { return {file_, node.position}; }
  [[nodiscard]] std::string place_text(const Place &place) const;

  /// Extends the path for as long as it lives: `.key` or `[index]`.
  class Step {
   public:
    Step(Context &context, std::string_view key);
    Step(Context &context, std::size_t index);
    ~Step() { path_.resize(size_); }
    Step(const Step &) = delete;
    Step &operator=(const Step &) = delete;

   private:
    std::string &path_;
    std::size_t size_;
  };

  // ---- Complaints ----
  void error(Code code, const Node &at, std::string message, std::string hint = {});
  void warn(Code code, const Node &at, std::string message, std::string hint = {});
  void report(Severity severity, Code code, const Node &at, std::string message, std::string hint);
  /// `declare` is the hint where no name is near.
  void unknown_name(const Node &at, std::string_view what, std::span<const std::string_view> names,
                    std::string declare = {});
  void unknown_name(const Node &at, const NameIndex &names);
  void wrong_shape(const Node &at, std::string_view wanted, std::string hint = {});
  void not_yet(const Node &at);

  // ---- Shapes ----
  /// Calls `take(key, value)` for each known key in the order of the file, inside a Step of the key;
  /// complains about the others, and takes one that is near a known key for that key, so that the rest of the
  /// policy does not miss what it holds. The key lives until `take` returns. A null is an empty mapping.
  /// False when `node` is no mapping.
  template <class F>
  bool mapping(const Node &node, const Keys &keys, F &&take) {
    if (!begin_mapping(node)) return false;
    for (const Entry &entry : node.entries) {
      const Step step(*this, entry.key.text);
      Node key = entry.key;
      key.text = check_key(node, entry.key, keys);
      if (!key.text.empty()) take(key, entry.value);
    }
    return true;
  }
  /// The same for a mapping whose keys are names.
  template <class F>
  bool named(const Node &node, F &&take) {
    if (!begin_mapping(node)) return false;
    for (const Entry &entry : node.entries) {
      const Step step(*this, entry.key.text);
      take(entry.key, entry.value);
    }
    return true;
  }
  /// Calls `take(item)` for each item of a list, inside a Step of its index; a single value is a list of one.
  /// An empty list is an error when `empty_is_error`.
  template <class F>
  void list(const Node &node, bool empty_is_error, F &&take) {
    if (node.kind != Node::Kind::sequence) {
      warn_of_commas(node);
      take(node);
      return;
    }
    if (node.items.empty() && empty_is_error) {
      error(Code::empty_list, node, "this list is empty", "name at least one value, or take the key out");
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const Step step(*this, i);
      take(node.items[i]);
    }
  }

  // ---- Scalars: nothing is returned after a complaint ----
  std::optional<std::string_view> text(const Node &node, std::string_view what);
  std::optional<double> number(const Node &node);
  std::optional<int> integer(const Node &node, int low, int high);
  std::optional<bool> flag(const Node &node);
  std::optional<std::int64_t> duration(const Node &node);
  std::optional<Instant> time(const Node &node);
  std::optional<std::uint32_t> word(const Node &node, std::string_view what,
                                    std::span<const std::string_view> words);
  std::optional<std::uint32_t> name(const Node &node, const NameIndex &names);

  /// A phrase of the policy, each (source, language) once.
  std::optional<PhraseId> phrase(const Node &node, std::string_view language);

 private:
  bool begin_mapping(const Node &node);
  /// Of one value that looks like a list without its brackets.
  void warn_of_commas(const Node &node);
  [[nodiscard]] bool may_compile_pattern(const Node &node);
  /// The known key that `key` is or is meant to be; empty when there is none to read.
  std::string_view check_key(const Node &mapping, const Node &key, const Keys &keys);

  Findings &findings_;
  std::uint32_t file_ = 0;
  std::string_view file_name_;
  std::string path_;
  std::vector<std::string> fact_names_;
  boost::unordered_flat_map<std::string, std::optional<PhraseId>> phrases_; // by language, NUL, source
  std::uint64_t patterns_ = 0;                                              // that were taken
  std::size_t refused_patterns_ = 0;
  bool patterns_are_left_out_ = false;
};

/// A value as a message shows it: in quotes, on one line, in UTF-8, cut when long.
[[nodiscard]] std::string quote(std::string_view text);

/// Reads a plain decimal number as policies and tests write it: no octal, no hexadecimal, finite.
[[nodiscard]] std::optional<double> parse_number(std::string_view text) noexcept;

} // namespace usher::policy
