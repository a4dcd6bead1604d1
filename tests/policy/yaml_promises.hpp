// SPDX-License-Identifier: BSL-1.0
// What Yaml::read promises whatever it is given, checked on what it gave.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "base/source.hpp"
#include "base/utf8.hpp"
#include "policy/yaml.hpp"

#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace usher::policy::testing {

class PromiseCheck {
 public:
  explicit PromiseCheck(const Source &source) : source_(source) {}

  /// The first promise that is not kept; empty when all are.
  std::string first_broken(const Yaml &yaml, bool well_formed, std::size_t node_budget,
                           const Findings &findings) {
    for (const Finding &finding : findings) {
      if (finding.severity != Severity::error) continue; // the note that there are more has no place
      if (finding.file != source_.name()) return "a finding names another file";
      if (!is_inside(finding.line, finding.column)) {
        return fmt::format("a finding stands outside of the file, at {}:{}", finding.line, finding.column);
      }
      if (finding.message.empty()) return "a finding says nothing";
    }
    if (well_formed == findings.has_errors()) return "the answer contradicts the findings";
    const bool nothing = yaml.root().kind == Node::Kind::null && yaml.root().position.line == 0;
    if (!nothing) walk(yaml.root(), 0, false);
    if (well_formed && nodes_ != (nothing ? 0 : yaml.node_count())) broken("the count of nodes is wrong");
    if (well_formed && nodes_ > node_budget) broken("there are more nodes than allowed");
    return broken_;
  }

 private:
  // Columns go to one behind the line, its end included.
  bool is_inside(std::uint32_t line, std::uint32_t column) {
    if (line < 1 || line > source_.line_count()) return false;
    if (line != line_) {
      const std::size_t begin = source_.line_start(line);
      const std::size_t end =
          line < source_.line_count() ? source_.line_start(line + 1) : source_.text().size();
      line_ = line;
      last_column_ = count_code_points(source_.text().substr(begin, end - begin)) + 1;
    }
    return column >= 1 && column <= last_column_;
  }

  void broken(std::string_view what) {
    if (broken_.empty()) broken_ = what;
  }

  void walk(const Node &node, std::size_t depth, bool is_key) {
    ++nodes_;
    if (!is_inside(node.position.line, node.position.column)) broken("a node stands outside of the file");
    if (is_key && node.kind != Node::Kind::scalar) broken("a key is no text");
    const bool collection = node.kind == Node::Kind::sequence || node.kind == Node::Kind::mapping;
    if (collection && depth == yaml_depth_limit) broken("nested too deep");
    if (node.kind != Node::Kind::sequence && !node.items.empty()) broken("items without a sequence");
    if (node.kind != Node::Kind::mapping && !node.entries.empty()) broken("entries without a mapping");
    if (collection && !node.text.empty()) broken("a list or mapping has a text");
    if (node.kind != Node::Kind::scalar && node.quoted) broken("no text, but quoted");
    if (node.text.find('\0') != std::string_view::npos) broken("a text holds a NUL");
    if (node.text.find('\x01') != std::string_view::npos) broken("a text holds the reader's own mark");
    for (const Node &item : node.items)
      walk(item, depth + 1, false);
    std::set<std::string_view> keys;
    for (const Entry &entry : node.entries) {
      if (!keys.insert(entry.key.text).second) broken("a key stands twice");
      walk(entry.key, depth + 1, true);
      walk(entry.value, depth + 1, false);
    }
  }

  const Source &source_;
  std::string broken_;
  std::size_t nodes_ = 0;
  std::uint32_t line_ = 0; // the line that last_column_ is of
  std::size_t last_column_ = 0;
};

} // namespace usher::policy::testing
