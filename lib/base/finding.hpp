// SPDX-License-Identifier: BSL-1.0
// What usher has to say about somebody's file or message: what is wrong, where, and how to mend it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

class JsonWriter;

enum class Severity : std::uint8_t { note = 1, warning = 2, error = 3 };

[[nodiscard]] std::string_view name_of(Severity severity) noexcept;

/// Each kind of finding. The name that users see is the enumerator's own; docs/findings.md shows a bad and a
/// mended example of every one, and a test holds that page to this list.
// clang-format off
#define USHER_FINDING_CODES(X) \
  X(account_of_nobody) X(anchor) X(asks_itself) X(bad_duration) X(bad_event) X(bad_holidays) X(bad_hours) \
  X(bad_number) X(bad_pattern) X(bad_phrase) X(bad_row) X(bad_time) X(bad_version) X(calendar_circle) \
  X(contradicting_rules) X(control_character) X(defect) X(department_circle) X(department_of_nobody) \
  X(doubled_brace) X(due_before_shift) X(duplicate_fact) X(duplicate_key) X(duplicate_name) X(empty_include) \
  X(empty_list) X(event_ignored) X(file_unreadable) X(image_damaged) X(image_version) \
  X(impossible_condition) X(include_cycle) X(include_outside) X(json_syntax) X(limit) X(main_file_only) \
  X(missing_key) X(multi_line_quote) X(never_closes) X(never_opens) X(no_stemmer) X(no_zone_files) \
  X(not_utf8) X(not_yet) X(opening_unknown) X(out_of_range) X(second_document) X(shadowed_rule) \
  X(signal_circle) X(similar_word) X(skill_of_nobody) X(tab_indent) X(tag) X(test_failed) X(text_cut) \
  X(text_ill_formed) X(unclosed_bracket) X(unclosed_quote) X(unknown_key) X(unknown_name) \
  X(unknown_placeholder) X(unknown_zone) X(unstaffed_hours) X(unused_department) X(unused_topic) \
  X(useless_step) X(wrong_shape) X(wrong_type) X(yaml_syntax)
// clang-format on

enum class Code : std::uint8_t {
#define USHER_CODE(name) name,
  USHER_FINDING_CODES(USHER_CODE)
#undef USHER_CODE
};

[[nodiscard]] std::string_view name_of(Code code) noexcept;
[[nodiscard]] std::span<const Code> all_codes() noexcept;

/// `line` and `column` count from 1, columns in code points; 0 means that the finding has no place of its own.
struct Finding {
  Severity severity = Severity::error;
  Code code{};
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string path;    // where in the structure, as in rules[3].when.channel; empty when there is none
  std::string message; // one sentence, without a full stop
  std::string hint;    // how to mend it; may be empty
};

/// A list of findings, in the order they were made until sort() puts them in the order of the files. It stops
/// taking them at `most`, since a file with a thousand errors has one mistake.
class Findings {
 public:
  static constexpr std::size_t most = 1000;

  void add(Finding finding);
  void append(const Findings &other);
  /// By file (in order of first mention), line, column; findings of one place keep their order.
  void sort();

  [[nodiscard]] bool has_errors() const noexcept { return errors_ != 0; }
  [[nodiscard]] bool has_error(Code code) const noexcept;
  [[nodiscard]] std::size_t count(Severity severity) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }
  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
  [[nodiscard]] const Finding &operator[](std::size_t index) const { return list_[index]; }
  [[nodiscard]] auto begin() const noexcept { return list_.begin(); }
  [[nodiscard]] auto end() const noexcept { return list_.end(); }
  void clear() noexcept;

 private:
  std::vector<Finding> list_;
  std::size_t errors_ = 0;
};

/// "policy.yaml:3:7: error: text [code]", where there is no file "line 3: error: ..."; the hint on a line of its own.
[[nodiscard]] std::string to_text(const Finding &finding);
/// {"findings":[...]} as docs/schema/finding.schema.json has it.
[[nodiscard]] std::string to_json(const Findings &findings);
/// The same as a member of an object that is open.
void write_json(const Findings &findings, JsonWriter &json);

} // namespace usher
