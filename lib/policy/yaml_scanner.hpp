// SPDX-License-Identifier: BSL-1.0
// The state of a scan; yaml_scan.hpp says what for. Its parts: lines and documents in yaml_scan.cpp, lists
// and mappings by indentation in yaml_scan_block.cpp, those in brackets in yaml_scan_flow.cpp, texts in
// yaml_scan_plain.cpp (unquoted) and yaml_scan_quoted.cpp (quoted, and block scalars).
#pragma once

#include "policy/yaml_brackets.hpp"
#include "policy/yaml_layout.hpp"
#include "policy/yaml_marks.hpp"
#include "policy/yaml_report.hpp"
#include "policy/yaml_scan.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace usher::policy {

/// In bytes. yaml-cpp gives up on a longer one.
inline constexpr std::size_t longest_key = 1024;

class YamlScanner {
 public:
  YamlScanner(std::string &text, std::size_t node_budget, YamlReport &report);
  [[nodiscard]] YamlScan run() &&;

 private:
  // Lines and documents.
  void begin_line();
  void skip_blanks();
  void comment();
  [[nodiscard]] bool is_marker(std::size_t offset) const noexcept;
  void document_marker();
  void next_document(std::size_t offset);
  void check_limits(std::size_t token);
  void stop() noexcept;
  void finish();

  // Lists and mappings by indentation.
  void block_token();
  void dash();
  void question_mark();
  void refuse_tab_behind_dash();
  void enter_node(std::size_t token, bool is_dash);
  void key(std::size_t colon);
  void value();
  void report_misfit(Misfit misfit, std::size_t offset);
  void report_indentation(std::size_t offset);
  void stray();

  // Lists and mappings in brackets.
  void flow_token();
  void open_bracket();
  void close_bracket();
  void leave_brackets();
  void comma();
  void flow_colon();
  void flow_content(std::size_t token);
  void flow_hash();
  void end_entry();
  void report_unclosed(const Bracket &bracket);
  [[nodiscard]] bool looks_like_entry(std::size_t offset) const noexcept;

  // Texts.
  void property();
  void reserved_start();
  void plain();
  void block_plain();
  void flow_plain();
  void continue_plain();
  [[nodiscard]] std::size_t plain_end(std::size_t offset) const noexcept;
  [[nodiscard]] std::size_t glued_colon(std::size_t begin, std::size_t end) const noexcept;
  void hide_question_marks(std::size_t begin, std::size_t end);
  [[nodiscard]] std::string in_quotes(std::size_t begin) const;
  void refuse_merge_key(std::size_t begin, std::size_t end);
  void misread_plain(std::size_t chunk, std::size_t colon);
  void quoted();
  [[nodiscard]] std::size_t closing_quote(std::size_t open) const noexcept;
  [[nodiscard]] bool goes_over_lines_well(std::size_t open, std::size_t close) const noexcept;
  void unclosed_quote(std::size_t open);
  void report_behind_quote(std::size_t offset, char quote);
  void check_escapes(std::size_t open, std::size_t close);
  void check_escape(std::size_t backslash, std::size_t close);
  void block_scalar();
  [[nodiscard]] std::size_t block_scalar_header_end() const noexcept;
  void block_scalar_lines(std::size_t indentation, bool detect);

  /// A mistake in the structure. Only the first is told, since what follows is judged by it.
  void structure(std::size_t offset, std::string message, std::string hint);
  /// What begins on this line (or where its brackets began) is not for yaml-cpp to read.
  void distrust_line() noexcept;

  [[nodiscard]] char at(std::size_t offset) const noexcept {
    return offset < text_.size() ? text_[offset] : '\0';
  }
  [[nodiscard]] std::size_t line_end(std::size_t offset) const noexcept;
  [[nodiscard]] std::size_t skip_blanks_from(std::size_t offset) const noexcept;
  [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const noexcept {
    return std::string_view(text_).substr(begin, end - begin);
  }

  std::string &text_;
  YamlReport &report_;
  std::size_t node_budget_;
  YamlScan result_;
  BlockLayout layout_;
  OpenBrackets brackets_;

  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::size_t entry_line_ = 0;          // where the line began on which the outermost bracket or text began
  std::size_t node_at_ = nowhere;       // the anchor or tag before the next node
  std::size_t tab_ = nowhere;           // a tab between a dash and what follows it
  std::size_t question_line_ = nowhere; // the last line on which a `? ` was told
  std::size_t scalars_ = 0;
  std::size_t flow_collections_ = 0;
  bool at_line_start_ = true;
  bool first_on_line_ = true;
  bool line_done_ = false; // a complete value stands on this line, outside of brackets
  char done_by_ = 0;       // what ended that value: a quote, a bracket
  bool started_ = false;   // something of the document has been seen
  bool trusts_layout_ = true;
  bool stopped_ = false;

  struct Plain {
    bool open = false;                 // the line before ended inside an unquoted text
    bool beside_key = false;           // it is the value of a key on its line
    std::size_t at = 0;                // where it began
    std::size_t glued_colon = nowhere; // a colon in its first line, as in a:b
  } plain_;
};

} // namespace usher::policy
