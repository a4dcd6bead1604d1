// SPDX-License-Identifier: BSL-1.0
// What the readers of a policy's sections share: where they are, what names there are, and how they complain.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "policy/model.hpp"
#include "policy/yaml.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::policy {

/// Names of one kind, each with its number. Texts must outlive it.
class NameIndex {
 public:
  /// False when the name is taken.
  bool add(std::string_view name, std::uint32_t number) {
    names_.push_back(name);
    return numbers_.emplace(name, number).second;
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const {
    const auto found = numbers_.find(name);
    if (found == numbers_.end()) return std::nullopt;
    return found->second;
  }
  [[nodiscard]] std::span<const std::string_view> names() const noexcept { return names_; }

 private:
  boost::unordered_flat_map<std::string_view, std::uint32_t> numbers_;
  std::vector<std::string_view> names_;
};

/// The keys a mapping may have, with a space between them.
struct Keys {
  std::string_view known;
  std::string_view later = {}; // words of the language that this version does not build
};

/// One place in the files and the path that leads there. Findings are made through it.
class Context {
 public:
  Context(Policy &out, const Limits &limits_in, Findings &findings);

  Policy &policy;
  const Limits &limits;

  NameIndex facts;
  NameIndex channels;
  NameIndex accounts;
  NameIndex topics;
  NameIndex signals;
  NameIndex departments;
  NameIndex replies;
  NameIndex bands;

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
  void unknown_name(const Node &at, std::string_view what, std::span<const std::string_view> names);
  void wrong_shape(const Node &at, std::string_view wanted, std::string hint = {});
  void not_yet(const Node &at);

  // ---- Shapes ----
  /// Calls `take(key, value)` for each known key in the order of the file, inside a Step of the key; complains about
  /// the others. A null is an empty mapping. False when `node` is no mapping.
  template <class F> bool mapping(const Node &node, const Keys &keys, F &&take) {
    if (!begin_mapping(node)) return false;
    for (const Entry &entry : node.entries) {
      const Step step(*this, entry.key.text);
      if (check_key(entry.key, keys)) take(entry.key, entry.value);
    }
    return true;
  }
  /// The same for a mapping whose keys are names.
  template <class F> bool named(const Node &node, F &&take) {
    if (!begin_mapping(node)) return false;
    for (const Entry &entry : node.entries) {
      const Step step(*this, entry.key.text);
      take(entry.key, entry.value);
    }
    return true;
  }
  /// Calls `take(item)` for each item of a list, inside a Step of its index; a single value is a list of one.
  /// An empty list is an error when `empty_is_error`.
  template <class F> void list(const Node &node, bool empty_is_error, F &&take) {
    if (node.kind != Node::Kind::sequence) {
      take(node);
      return;
    }
    if (node.items.empty() && empty_is_error) {
      error(Code::empty_list, node, "an empty list fits nothing", "name at least one value, or take the key out");
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
  std::optional<std::uint32_t> word(const Node &node, std::string_view what, std::span<const std::string_view> words);
  std::optional<std::uint32_t> name(const Node &node, std::string_view what, const NameIndex &names);

  /// A phrase of the policy, each (source, language) once.
  std::optional<PhraseId> phrase(const Node &node, std::string_view language);

 private:
  bool begin_mapping(const Node &node);
  bool check_key(const Node &key, const Keys &keys);

  Findings &findings_;
  std::uint32_t file_ = 0;
  std::string_view file_name_;
  std::string path_;
  boost::unordered_flat_map<std::string, std::optional<PhraseId>> phrases_; // by language, NUL, source
  std::uint64_t patterns_ = 0;
};

/// Reads a plain decimal number as policies and tests write it: no octal, no hexadecimal, finite.
[[nodiscard]] std::optional<double> parse_number(std::string_view text) noexcept;

} // namespace usher::policy
