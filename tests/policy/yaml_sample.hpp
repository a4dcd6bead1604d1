// SPDX-License-Identifier: BSL-1.0
// Random YAML files that are right, beside what a reader must make of them: the shape with every place.
// Written from the grammar of YAML 1.2 alone, so that it can judge the reader.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace usher::policy::testing {

class YamlSample {
 public:
  explicit YamlSample(std::uint64_t seed) : random_(seed) { write_file(); }

  std::string text;
  std::string shape; // as shape(node, true) has it

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  bool once_in(std::size_t times) { return below(times) == 0; }

  void put(std::string_view part) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      const auto byte = static_cast<unsigned char>(part[i]);
      text += part[i];
      if (byte == '\n') {
        ++line_;
        column_ = 1;
      } else if ((byte & 0xC0) != 0x80) {
        ++column_;
      }
    }
  }
  std::string place() const { return fmt::format("{}:{} ", line_, column_); }
  void spaces(std::size_t count) { put(std::string(count, ' ')); }
  void some_spaces() { spaces(once_in(6) ? 1 + below(3) : 1); }

  // What may stand at the end of any line outside of texts.
  void end_line() {
    if (once_in(8)) put(comment());
    if (once_in(20)) put(" ");
    put("\n");
    while (once_in(10)) {
      if (once_in(2)) spaces(below(5));
      if (once_in(2)) put(comment().substr(1));
      put("\n");
    }
  }
  std::string comment() {
    constexpr std::array<std::string_view, 6> comments = {" # a",  " #",       " # \"b",
                                                          " # [c", " #- d: e", " # ё: |"};
    return std::string(comments[below(comments.size())]);
  }

  // ---- Texts ----
  std::string word() {
    constexpr std::array<std::string_view, 36> parts = {
        "a",  "b",   "care",  "возврат", "برگشت", "😀",  "1", "0.5", "don't", "#x", "x#", "a:b",
        ":c", "?",   "what?", "-",       "--",    "-1", "[", "]",   "{",     "}",  ",",  "\"",
        "'",  "\\n", "\\",    "&",       "*",     "!",  "|", ">",   "%",     "@",  "`",  "~"};
    return std::string(parts[below(parts.size())]);
  }
  std::string content() {
    std::string out;
    for (std::size_t words = below(5); words > 0; --words) {
      if (!out.empty() || once_in(12)) out += once_in(10) ? "  " : " ";
      out += word();
    }
    if (once_in(25)) out += "\tx";
    return out;
  }
  std::string key_content() { return fmt::format("{}{}", once_in(3) ? content() : word(), ++keys_); }

  static bool fits_plain(std::string_view content, bool in_brackets, bool is_key) {
    if (content.empty() || content == "~" || content == "null") return false;
    if (content.front() == ' ' || content.front() == '\t' || content.back() == ' ' || content.back() == ':')
      return false;
    if (std::string_view(",[]{}#&*!|>'\"%@`").find(content.front()) != std::string_view::npos) return false;
    const bool alone =
        content.size() == 1 || std::string_view(" \t,[]{}").find(content[1]) != std::string_view::npos;
    if (std::string_view("-?:").find(content.front()) != std::string_view::npos && alone) return false;
    if (content.find(": ") != std::string_view::npos || content.find(":\t") != std::string_view::npos)
      return false;
    if (content.find(" #") != std::string_view::npos || content.find("\t#") != std::string_view::npos)
      return false;
    if (in_brackets && content.find_first_of(",[]{}") != std::string_view::npos) return false;
    // The reader holds `a:[b` and `{a:b}` for a forgotten space.
    for (const std::string_view glued : {":[", ":{", ":\"", ":'"}) {
      if (is_key && content.find(glued) != std::string_view::npos) return false;
    }
    return !content.starts_with("---") && !content.starts_with("...");
  }

  static std::string in_single_quotes(std::string_view content) {
    std::string out = "'";
    for (const char c : content) {
      out += c;
      if (c == '\'') out += c;
    }
    return out + "'";
  }

  std::string in_double_quotes(std::string_view content) {
    std::string out = "\"";
    for (const char c : content) {
      if (c == '"' || c == '\\') out += '\\';
      if (c == '\n')
        out += "\\n";
      else if (c == '\t' && once_in(2))
        out += "\\t";
      else if (c >= 'a' && c <= 'z' && once_in(20))
        out += fmt::format("\\x{:02x}", static_cast<int>(c));
      else
        out += c;
    }
    return out + "\"";
  }

  void scalar(const std::string &content, bool in_brackets, bool is_key) {
    shape += place();
    if (!once_in(4) && fits_plain(content, in_brackets, is_key)) {
      put(content);
      shape += content;
      return;
    }
    put(once_in(2) ? in_single_quotes(content) : in_double_quotes(content));
    shape += fmt::format("\"{}\"", content);
  }

  // Lines below a | at an indentation greater than `parent`, which is -1 at the top.
  void literal(int parent) {
    shape += place();
    const std::size_t indentation = static_cast<std::size_t>(parent + 1) + below(3) + (parent < 0 ? 1 : 0);
    std::string content;
    std::string lines;
    for (std::size_t count = 1 + below(3); count > 0; --count) {
      const std::string line = fmt::format("{}{}", content.empty() || once_in(2) ? "x" : " ", word());
      if (!content.empty() && once_in(4)) {
        content += '\n';
        lines += '\n';
      }
      content += line + "\n";
      lines += std::string(indentation, ' ') + line + "\n";
    }
    put("|");
    if (once_in(3)) {
      put("-");
      content.pop_back();
    } else if (once_in(3)) {
      put("+");
      content += '\n';
      lines += '\n';
    }
    if (once_in(4)) put(" # c");
    put("\n" + lines);
    shape += fmt::format("\"{}\"", content);
  }

  // ---- In brackets ----
  void flow_gap(int parent) {
    if (once_in(8)) {
      if (once_in(4)) put(" # c ] } \"");
      put("\n");
      spaces(static_cast<std::size_t>(parent + 1) + below(4));
    } else if (once_in(2)) {
      put(" ");
    }
  }

  void flow(int parent, std::size_t depth) {
    const std::size_t choice = depth > 4 ? 0 : below(8);
    if (choice == 1) {
      shape += place() + "[";
      put("[");
      for (std::size_t i = 0, count = below(4); i < count; ++i) {
        if (i != 0) {
          put(",");
          shape += ", ";
        }
        flow_gap(parent);
        if (once_in(8)) {
          shape += place() + "{";
          pair(parent, depth + 1);
          shape += "}";
        } else {
          flow(parent, depth + 1);
        }
        flow_gap(parent);
      }
      put("]");
      shape += "]";
    } else if (choice == 2) {
      shape += place() + "{";
      put("{");
      for (std::size_t i = 0, count = below(4); i < count; ++i) {
        if (i != 0) {
          put(",");
          shape += ", ";
        }
        flow_gap(parent);
        pair(parent, depth + 1);
        flow_gap(parent);
      }
      put("}");
      shape += "}";
    } else if (once_in(10)) {
      shape += place() + "~";
      put(once_in(2) ? "~" : "null");
    } else {
      scalar(content(), true, false);
    }
  }

  void pair(int parent, std::size_t depth) {
    scalar(key_content(), true, true);
    shape += ": ";
    put(":");
    some_spaces();
    flow(parent, depth);
  }

  // ---- By indentation ----
  // `column` is where the lines of a list or mapping begin; the first begins where the cursor stands.
  void block_list(int column, std::size_t depth) {
    shape += place() + "[";
    for (std::size_t i = 0, count = 1 + below(4); i < count; ++i) {
      if (i != 0) {
        shape += ", ";
        spaces(static_cast<std::size_t>(column));
      }
      const std::string dash = place();
      put("-");
      if (once_in(10)) {
        shape += dash + "~";
        end_line();
      } else if (depth < 5 && once_in(3)) {
        const std::size_t gap = 1 + below(3);
        spaces(gap);
        const int inner = column + 1 + static_cast<int>(gap);
        if (once_in(2))
          block_list(inner, depth + 1);
        else
          block_mapping(inner, depth + 1);
      } else {
        behind(column, depth, false, dash);
      }
    }
    shape += "]";
  }

  void block_mapping(int column, std::size_t depth) {
    shape += place() + "{";
    for (std::size_t i = 0, count = 1 + below(4); i < count; ++i) {
      if (i != 0) {
        shape += ", ";
        spaces(static_cast<std::size_t>(column));
      }
      scalar(key_content(), false, true);
      shape += ": ";
      if (once_in(10)) put(" ");
      const std::string colon = place();
      put(":");
      behind(column, depth, true, colon);
    }
    shape += "}";
  }

  // What stands behind a dash or colon, on its line or below.
  void behind(int column, std::size_t depth, bool is_key, const std::string &mark) {
    const std::size_t choice = below(10);
    if (choice == 0) {
      shape += mark + "~";
      end_line();
    } else if (choice == 1) {
      some_spaces();
      literal(column);
    } else if (choice < 5 && depth < 5) {
      end_line();
      const bool list = once_in(2);
      const int inner = list && is_key && once_in(2) ? column : column + 1 + static_cast<int>(below(3));
      spaces(static_cast<std::size_t>(inner));
      if (list)
        block_list(inner, depth + 1);
      else
        block_mapping(inner, depth + 1);
    } else {
      if (once_in(8)) {
        end_line();
        spaces(static_cast<std::size_t>(column) + 1 + below(3));
      } else {
        some_spaces();
      }
      flow_or_text(column, depth);
      end_line();
    }
  }

  void flow_or_text(int parent, std::size_t depth) {
    if (once_in(3))
      flow(parent, depth);
    else
      scalar(content(), false, false);
  }

  void write_file() {
    if (once_in(3)) end_line();
    if (once_in(4)) put("---\n");
    const std::size_t choice = below(12);
    if (choice == 0) {
      flow_or_text(-1, 0);
      end_line();
    } else if (choice == 1) {
      literal(-1);
    } else {
      const int column = static_cast<int>(once_in(8) ? below(4) : 0);
      spaces(static_cast<std::size_t>(column));
      if (choice < 4)
        block_list(column, 0);
      else
        block_mapping(column, 0);
    }
    if (once_in(8)) put("...\n");
  }

  std::mt19937_64 random_;
  std::size_t keys_ = 0;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

} // namespace usher::policy::testing
