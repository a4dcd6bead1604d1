// SPDX-License-Identifier: BSL-1.0
// One YAML file as a tree of nodes that know where they stand. The language is a plain subset: mappings,
// lists and scalars; no anchors, aliases, tags, merge keys, duplicate keys, second documents.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "base/source.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace usher::policy {

struct Entry;

/// A value in the file. Texts and children live as long as the Yaml that made them.
struct Node {
  enum class Kind : std::uint8_t { null, scalar, sequence, mapping };
  Kind kind = Kind::null;
  bool quoted = false; // '...' or "...", or a block scalar: then the text is never a number or a flag
  Position position;   // of the first character: the quote, the bracket, the first key; of nothing, its colon
                       // or dash; 0:0 for the root of a file without content
  std::string_view text;          // of a scalar; as written for an unquoted null (~, null, nothing)
  std::span<const Node> items;    // of a sequence
  std::span<const Entry> entries; // of a mapping, in the order of the file, no key twice
};

struct Entry {
  Node key; // a scalar
  Node value;
};

/// A file read. Moving it leaves the nodes where they are.
class Yaml {
 public:
  Yaml();
  ~Yaml();
  Yaml(Yaml &&) noexcept;
  Yaml &operator=(Yaml &&) noexcept;

  [[nodiscard]] const Node &root() const noexcept;
  [[nodiscard]] std::size_t node_count() const noexcept;

  /// Reads `source`, of which the nodes keep no pointer. Every problem goes to `findings` with the source's
  /// name and place, in the order of the file; false when there is one of severity error. Then the tree is
  /// there only where the error leaves no doubt about the rest (a key written twice, of which the first
  /// counts; a quote over several lines; a second document, which is not read; bytes that are not UTF-8),
  /// else the root is null. `node_budget` is how many nodes the file may have, keys included; more is a
  /// finding `limit`. Throws bad_alloc; time and memory are linear in the text.
  [[nodiscard]] bool read(const Source &source, std::size_t node_budget, Findings &findings);

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

} // namespace usher::policy
