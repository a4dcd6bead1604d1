// SPDX-License-Identifier: BSL-1.0
#include "policy/yaml_scan.hpp"

#include "base/limits.hpp"
#include "policy/yaml_scanner.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace usher::policy {

YamlScan scan_yaml(std::string &text, std::size_t node_budget, YamlReport &report) {
  return YamlScanner(text, node_budget, report).run();
}

YamlScanner::YamlScanner(std::string &text, std::size_t node_budget, YamlReport &report)
    : text_(text), report_(report), node_budget_(node_budget) {
  result_.readable = text.size();
}

YamlScan YamlScanner::run() && {
  while (!stopped_ && at_ < text_.size()) {
    if (at_line_start_) begin_line();
    skip_blanks();
    if (stopped_ || at_ >= text_.size()) break;
    const char c = text_[at_];
    if (is_break(c)) {
      at_ += c == '\r' ? 2 : 1;
      at_line_start_ = true;
    } else if (c == '#' && (at_ == line_start_ || is_blank(text_[at_ - 1]))) {
      comment();
    } else {
      const std::size_t token = at_;
      started_ = true;
      if (brackets_.empty())
        block_token();
      else
        flow_token();
      check_limits(token);
    }
    if (report_.full()) stop();
  }
  finish();
  return std::move(result_);
}

void YamlScanner::begin_line() {
  at_line_start_ = false;
  first_on_line_ = true;
  line_done_ = false;
  if (brackets_.empty()) node_at_ = nowhere;
  tab_ = nowhere;
  line_start_ = at_;
  const std::size_t content = skip_blanks_from(at_);
  const char c = at(content);
  if (is_break(c) || c == '#') {
    // The line has no place in the structure, but yaml-cpp refuses a tab there after an unquoted text.
    const auto first = text_.begin() + static_cast<std::ptrdiff_t>(line_start_);
    std::fill(first, text_.begin() + static_cast<std::ptrdiff_t>(content), ' ');
    return;
  }
  if (is_marker(content) && content == line_start_) {
    document_marker();
    return;
  }

  const auto column = static_cast<std::ptrdiff_t>(content - line_start_);
  if (!brackets_.empty() && column <= layout_.column() && looks_like_entry(content)) {
    report_unclosed(brackets_.inner());
    leave_brackets();
    line_done_ = false;
  }
  const bool continues = plain_.open && column > layout_.column();
  if (brackets_.empty() && !continues) {
    plain_.open = false;
    entry_line_ = line_start_;
    if (c == '%' && content == line_start_) {
      report_.add(Code::yaml_syntax, content,
                  fmt::format("`{}` is a directive", report_.excerpt_from(content)),
                  "remove the line; if it is a text, quote it");
      text_[content] = '#';
      return;
    }
  }
  const std::size_t tab = slice(line_start_, content).find('\t');
  if (tab != std::string_view::npos) {
    report_.add(Code::tab_indent, line_start_ + tab, "a tab in the indentation", "indent with spaces");
    if (brackets_.empty()) {
      trusts_layout_ = false; // nobody knows how wide the tab was meant to be
      distrust_line();
    }
  }
}

void YamlScanner::skip_blanks() {
  for (; is_blank(at(at_)); ++at_) {
    const bool indents = brackets_.empty() && !first_on_line_ && layout_.behind_dash();
    if (text_[at_] == '\t' && indents && tab_ == nowhere) tab_ = at_;
  }
}

void YamlScanner::comment() {
  plain_.open = false;
  const std::size_t end = line_end(at_);
  if (!brackets_.empty()) {
    Bracket &bracket = brackets_.inner();
    const bool on_its_line = bracket.at >= line_start_;
    const bool hides_the_end = slice(at_, end).find(bracket.close()) != std::string_view::npos;
    if (bracket.comment == nowhere && (on_its_line || hides_the_end)) bracket.comment = at_;
  }
  at_ = end;
}

bool YamlScanner::is_marker(std::size_t offset) const noexcept {
  const std::string_view mark = std::string_view(text_).substr(offset, 3);
  return (mark == "---" || mark == "...") && is_gap(at(offset + 3));
}

void YamlScanner::document_marker() {
  if (!brackets_.empty()) {
    report_unclosed(brackets_.inner());
    leave_brackets();
    line_done_ = false;
  }
  plain_.open = false;
  entry_line_ = line_start_;
  const bool begins = text_[at_] == '-';
  if (begins && !started_) {
    started_ = true;
    first_on_line_ = false;
    layout_.document_start();
    at_ += 3;
    return;
  }
  stop();
  if (begins) {
    next_document(at_);
    return;
  }
  std::size_t rest = at_ + 3;
  while (rest < text_.size()) {
    const char c = text_[rest];
    const bool line_begins = text_[rest - 1] == '\n';
    if (is_gap(c))
      ++rest;
    else if (c == '#' && (line_begins || is_blank(text_[rest - 1])))
      rest = line_end(rest);
    else if (c == '.' && line_begins && is_marker(rest))
      rest += 3;
    else
      break;
  }
  if (rest < text_.size()) next_document(rest);
}

void YamlScanner::next_document(std::size_t offset) {
  report_.add(
      Code::second_document, offset, "a second document begins here",
      "a policy file is one document: remove the line with --- or ..., or move what follows to another file");
}

void YamlScanner::check_limits(std::size_t token) {
  const std::size_t depth = layout_.depth() + brackets_.depth();
  const std::size_t nodes = scalars_ + flow_collections_ + layout_.opened() + result_.empty_places.size();
  if (depth > yaml_depth_limit) {
    report_.add(Code::limit, token,
                fmt::format("lists and mappings are nested deeper than {}", yaml_depth_limit), too_deep_hint);
  } else if (nodes > node_budget_) {
    report_.add(Code::limit, token, fmt::format("the file has more than {} nodes", node_budget_),
                too_many_hint);
  } else {
    return;
  }
  stop();
}

void YamlScanner::stop() noexcept {
  stopped_ = true;
  distrust_line();
}

void YamlScanner::finish() {
  if (!stopped_ && !brackets_.empty()) {
    report_unclosed(brackets_.inner());
    leave_brackets();
  }
  if (const auto nothing_behind = layout_.finish()) result_.empty_places.push_back(*nothing_behind);
}

void YamlScanner::structure(std::size_t offset, std::string message, std::string hint) {
  if (!trusts_layout_) return;
  report_.add(Code::yaml_syntax, offset, std::move(message), std::move(hint));
  trusts_layout_ = false;
  distrust_line();
}

void YamlScanner::distrust_line() noexcept { result_.readable = std::min(result_.readable, entry_line_); }

std::size_t YamlScanner::line_end(std::size_t offset) const noexcept {
  const std::size_t end = text_.find('\n', offset);
  if (end == std::string::npos) return text_.size();
  return end > offset && text_[end - 1] == '\r' ? end - 1 : end;
}

std::size_t YamlScanner::skip_blanks_from(std::size_t offset) const noexcept {
  while (is_blank(at(offset)))
    ++offset;
  return offset;
}

} // namespace usher::policy
