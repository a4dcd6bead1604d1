// SPDX-License-Identifier: BSL-1.0
// How the parts of the analysis speak of a policy: places, paths, conditions in a few words.
#pragma once

#include "base/finding.hpp"
#include "base/json.hpp"
#include "policy/model.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::check {

class Reporter {
 public:
  Reporter(const policy::Policy &policy, Findings &findings);

  void warn(Code code, const policy::Place &place, std::string path, std::string message, std::string hint);
  void note(Code code, const policy::Place &place, std::string path, std::string message, std::string hint);

  /// `rules[3]`, counted in the rule's own file as the reader counts.
  [[nodiscard]] std::string path_of_rule(std::uint32_t rule) const;
  /// `"refund" (policy.yaml:12:5)`.
  [[nodiscard]] std::string quote_rule(std::uint32_t rule) const;
  [[nodiscard]] std::string place_text(const policy::Place &place) const;
  /// A condition as YAML, cut when it is long.
  [[nodiscard]] std::string shown(const policy::Condition &condition) const;

 private:
  void report(Severity severity, Code code, const policy::Place &place, std::string path, std::string message,
              std::string hint);

  const policy::Policy &policy_;
  Findings &findings_;
  std::vector<std::uint32_t> number_in_file_; // by rule
};

/// `policy.yaml:12:5`.
[[nodiscard]] std::string place_text(std::span<const policy::File> files, const policy::Place &place);
/// The same as the keys file, line and column of an object.
void write_place(std::span<const policy::File> files, const policy::Place &place, JsonWriter &json);

/// At most `most` code points of a text, with "..." for the rest.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

} // namespace usher::check
