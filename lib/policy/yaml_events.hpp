// SPDX-License-Identifier: BSL-1.0
// What yaml-cpp reads, as nodes. The children of a list or mapping wait on one stack until it ends and are
// then copied, once, into the tree's memory, where they lie side by side.
#pragma once

#include "policy/yaml.hpp"
#include "policy/yaml_marks.hpp"
#include "policy/yaml_report.hpp"

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/eventhandler.h>

namespace usher::policy {

/// Thrown through yaml-cpp to end its reading; the finding is in the report.
struct YamlStop {};

class YamlEvents final : public YAML::EventHandler {
 public:
  /// `text` is what yaml-cpp reads, `empty_places` what the scan found there.
  YamlEvents(std::string_view text, const std::vector<std::size_t> &empty_places, std::size_t node_budget,
             std::pmr::memory_resource &memory, YamlReport &report);

  [[nodiscard]] const Node &root() const noexcept { return root_; }
  [[nodiscard]] std::size_t node_count() const noexcept { return count_; }

  void OnDocumentStart(const YAML::Mark &mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                const std::string &value) override;
  void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override;
  void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override;
  void OnAnchor(const YAML::Mark &mark, const std::string &name) override;

 private:
  struct Open {
    Node node;
    std::size_t first; // its first child on the stack
    bool in_brackets;
  };
  [[nodiscard]] std::size_t offset_of(const YAML::Mark &mark) const noexcept;
  [[nodiscard]] bool expects_key() const noexcept;
  [[nodiscard]] std::string_view null_word_at(std::size_t offset) const noexcept;
  [[nodiscard]] std::size_t place_of_nothing(std::size_t offset) noexcept;
  [[nodiscard]] std::string_view keep(std::string_view text);
  void refuse_property(Code code, std::size_t offset);
  void count(std::size_t offset);
  void open(Node::Kind kind, const YAML::Mark &mark, const std::string &tag, YAML::EmitterStyle::value style);
  void add(const Node &node);
  Open close() noexcept;
  void find_repeated_keys(std::size_t first, std::size_t size);

  std::string_view text_;
  const std::vector<std::size_t> &empty_places_;
  std::size_t next_empty_ = 0;
  std::size_t node_budget_;
  std::pmr::memory_resource &memory_;
  YamlReport &report_;
  std::vector<Open> open_;
  std::vector<Node> stack_;
  Node root_;
  std::size_t count_ = 0;
  std::size_t last_text_ = nowhere; // where the last text stood
  bool read_one_ = false;
  std::vector<bool> dropped_;
  std::vector<std::uint32_t> order_;
};

} // namespace usher::policy
