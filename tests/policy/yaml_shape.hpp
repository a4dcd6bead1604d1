// SPDX-License-Identifier: BSL-1.0
// A tree of nodes as one line of text, for comparing.
#pragma once

#include "policy/yaml.hpp"

#include <string>

#include <fmt/format.h>

namespace usher::policy::testing {

/// `{a: "b", c: [~, d]}`: quotes where the file has them, `~` for every null. With places: `2:3 "b"`.
inline void write_shape(const Node &node, bool places, std::string &out) {
  if (places) out += fmt::format("{}:{} ", node.position.line, node.position.column);
  switch (node.kind) {
  case Node::Kind::null: out += '~'; return;
  case Node::Kind::scalar:
    out += node.quoted ? fmt::format("\"{}\"", node.text) : std::string(node.text);
    return;
  case Node::Kind::sequence: {
    out += '[';
    for (const Node &item : node.items) {
      if (&item != node.items.data()) out += ", ";
      write_shape(item, places, out);
    }
    out += ']';
    return;
  }
  case Node::Kind::mapping: {
    out += '{';
    for (const Entry &entry : node.entries) {
      if (&entry != node.entries.data()) out += ", ";
      write_shape(entry.key, places, out);
      out += ": ";
      write_shape(entry.value, places, out);
    }
    out += '}';
    return;
  }
  }
}

inline std::string shape(const Node &node, bool places = false) {
  std::string out;
  write_shape(node, places, out);
  return out;
}

} // namespace usher::policy::testing
