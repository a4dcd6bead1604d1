// SPDX-License-Identifier: BSL-1.0
// Lists and mappings by indentation.
#include "policy/yaml_scanner.hpp"

#include <fmt/format.h>

namespace usher::policy {
void YamlScanner::block_token() {
  if (plain_.open) {
    continue_plain();
    return;
  }
  if (line_done_) {
    stray();
    return;
  }
  const char c = text_[at_];
  const bool parted = is_gap(at(at_ + 1));
  enter_node(at_, c == '-' && parted);
  if (parted && c == '-') {
    dash();
  } else if (parted && c == '?') {
    question_mark();
  } else if (parted && c == ':') {
    structure(at_, "no key stands before this colon", "write the key in front of it");
    (void)layout_.key(at_ - line_start_, at_);
    ++at_;
  } else if (c == '[' || c == '{') {
    open_bracket();
  } else if (c == ']' || c == '}') {
    stray();
  } else if (c == '"' || c == '\'') {
    quoted();
  } else if (c == '|' || c == '>') {
    block_scalar();
  } else if (c == '&' || c == '*' || c == '!') {
    property();
  } else {
    if (c == ',' || c == '@' || c == '`' || c == '%') reserved_start();
    plain();
  }
}

void YamlScanner::enter_node(std::size_t token, bool is_dash) {
  if (!first_on_line_) return;
  first_on_line_ = false;
  const auto nothing_behind = layout_.enter_line(token - line_start_, is_dash);
  if (nothing_behind) result_.empty_places.push_back(*nothing_behind);
}

void YamlScanner::dash() {
  const std::size_t begin = at_++;
  refuse_tab_behind_dash();
  report_misfit(layout_.dash(begin - line_start_, begin), begin);
  node_at_ = nowhere;
}

void YamlScanner::question_mark() {
  if (question_line_ != line_start_) {
    report_.add(Code::wrong_shape, at_, "keys marked with `?` are not supported", "write `key: value`");
    question_line_ = line_start_;
  }
  trusts_layout_ = false;
  distrust_line();
  if (brackets_.empty()) (void)layout_.key(at_ - line_start_, at_);
  ++at_;
}

// The tab would be the indentation of a list or mapping that begins on the dash's line.
void YamlScanner::refuse_tab_behind_dash() {
  if (tab_ == nowhere) return;
  report_.add(Code::tab_indent, tab_, "a tab in the indentation", "indent with spaces");
  trusts_layout_ = false;
  distrust_line();
  tab_ = nowhere;
}

// A key has ended before `colon`.
void YamlScanner::key(std::size_t colon) {
  const std::size_t begin = node_at_;
  if (colon - begin > longest_key) {
    report_.add(Code::limit, begin, fmt::format("a key is longer than {} bytes", longest_key), "shorten it");
    distrust_line();
  }
  refuse_tab_behind_dash();
  const Misfit misfit = layout_.key(begin - entry_line_, colon);
  report_misfit(misfit, misfit == Misfit::key_beside_key ? colon : begin);
  at_ = misfit == Misfit::key_beside_key ? line_end(colon) : colon + 1;
  node_at_ = nowhere;
}

// A value that begins at node_at_ and is no key.
void YamlScanner::value() {
  report_misfit(layout_.value(node_at_ - entry_line_), node_at_);
  node_at_ = nowhere;
  tab_ = nowhere;
  line_done_ = true;
}

void YamlScanner::report_misfit(Misfit misfit, std::size_t offset) {
  switch (misfit) {
  case Misfit::none: return;
  case Misfit::indentation: report_indentation(offset); return;
  case Misfit::after_root:
    structure(offset,
              fmt::format("`{}` stands behind the end of the file's value", report_.excerpt_from(offset)),
              "a policy is one mapping: every top-level key starts in the same column, and nothing else "
              "stands there");
    return;
  case Misfit::key_beside_key:
    report_.add(Code::yaml_syntax, offset, "a second colon in one line", "quote the value that holds it");
    distrust_line();
    return;
  case Misfit::list_beside_key:
    structure(offset, "a list with dashes cannot begin on this line",
              "begin it on the next line, or write it in brackets: [a, b]");
    return;
  case Misfit::item_among_keys:
    structure(offset, "a list item stands among keys", "indent it under the key that it belongs to");
    return;
  case Misfit::value_among_keys: {
    const bool glued = plain_.glued_colon != nowhere && plain_.at == offset;
    if (glued) {
      structure(plain_.glued_colon, "a space is missing after the colon", "write `key: value`");
    } else {
      structure(offset,
                fmt::format("`{}` stands where a key should, but has no colon", report_.excerpt_from(offset)),
                "write `key: value`, or indent it under the key that it belongs to");
    }
    return;
  }
  }
}

void YamlScanner::report_indentation(std::size_t offset) {
  const std::size_t column = offset - entry_line_;
  std::string fitting;
  if (const auto outer = layout_.outer_fit()) fitting = fmt::format("{}", *outer);
  if (const auto inner = layout_.inner_fit())
    fitting += fmt::format("{}{}", fitting.empty() ? "" : " or ", *inner);
  structure(offset, fmt::format("this line is indented by {} where {} would fit", column, fitting),
            "give it the indentation of its neighbours");
}

// Something behind a complete value on its line, or a closing bracket where a value should be.
void YamlScanner::stray() {
  const char c = text_[at_];
  if (c == ']' || c == '}') {
    report_.add(Code::yaml_syntax, at_, fmt::format("this {} closes nothing", c),
                fmt::format("remove it, or open it with {}; if it is text, quote the whole value",
                            c == ']' ? '[' : '{'));
  } else if (c == '#') {
    report_.add(Code::yaml_syntax, at_, "a # that begins a comment needs a space before it",
                "put a space before it; if it is text, put it inside the quotes");
  } else if (c == ':') {
    report_.add(Code::yaml_syntax, at_, "a space is missing after the colon", "write `key: value`");
  } else if (done_by_ == '\'' || done_by_ == '"') {
    report_behind_quote(at_, done_by_);
  } else {
    report_.add(Code::yaml_syntax, at_,
                fmt::format("`{}` stands behind the closing bracket", report_.excerpt_from(at_)),
                "remove it; if the whole is one text, quote it");
  }
  distrust_line();
  at_ = line_end(at_);
}

} // namespace usher::policy
