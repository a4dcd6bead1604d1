// SPDX-License-Identifier: BSL-1.0
#include "policy/yaml.hpp"

#include "policy/yaml_bytes.hpp"
#include "policy/yaml_events.hpp"
#include "policy/yaml_report.hpp"
#include "policy/yaml_scan.hpp"

#include <algorithm>
#include <exception>
#include <istream>
#include <memory_resource>
#include <new>
#include <streambuf>
#include <string>
#include <utility>

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace usher::policy {
namespace {

// yaml-cpp reads from a stream only; this one copies nothing.
class TextBuffer final : public std::streambuf {
 public:
  explicit TextBuffer(std::string &text) { setg(text.data(), text.data(), text.data() + text.size()); }
};

// What yaml-cpp says that the scan has not seen coming. Its own words are about its tokens, so they are not
// shown.
void report_syntax(const YAML::Exception &error, std::size_t size, YamlReport &report) {
  const auto position = static_cast<std::size_t>(std::max(error.mark.pos, 0));
  const std::size_t offset = std::min(position, size);
  if (report.has_error_up_to(offset)) return;
  report.add(Code::yaml_syntax, offset, "this does not fit what stands before it",
             "check the indentation and the colons, commas and quotes of this line and the one above");
}

} // namespace

struct Yaml::Tree {
  std::pmr::monotonic_buffer_resource memory;
  Node root;
  std::size_t node_count = 0;

  void build(std::string &text, std::size_t node_budget, YamlReport &report);
};

void Yaml::Tree::build(std::string &text, std::size_t node_budget, YamlReport &report) {
  if (!check_bytes(text, report)) return;
  const YamlScan scan = scan_yaml(text, node_budget, report);
  text.resize(scan.readable);
  YamlEvents events(text, scan.empty_places, node_budget, memory, report);
  bool whole = false;
  try {
    TextBuffer buffer(text);
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    // The second call finds what stands behind the value, which yaml-cpp takes for a second document.
    if (parser.HandleNextDocument(events)) parser.HandleNextDocument(events);
    whole = report.is_mild();
  } catch (const YamlStop &) {
    whole = false;
  } catch (const YAML::Exception &error) {
    report_syntax(error, text.size(), report);
  }
  if (whole) root = events.root();
  node_count = events.node_count();
}

Yaml::Yaml() : tree_(std::make_unique<Tree>()) {}
Yaml::~Yaml() = default;
Yaml::Yaml(Yaml &&) noexcept = default;
Yaml &Yaml::operator=(Yaml &&) noexcept = default;

const Node &Yaml::root() const noexcept { return tree_->root; }

std::size_t Yaml::node_count() const noexcept { return tree_->node_count; }

bool Yaml::read(const Source &source, std::size_t node_budget, Findings &findings) {
  try {
    tree_ = std::make_unique<Tree>();
    const std::size_t base = byte_order_mark_size(source.text());
    YamlReport report(source, base);
    std::string text(source.text().substr(base));
    tree_->build(text, node_budget, report);
    const bool well_formed = !report.has_errors();
    report.hand_over(findings);
    return well_formed;
  } catch (const std::bad_alloc &) {
    throw; // nothing is wrong with the file
  } catch (const std::exception &) {
    findings.add({Severity::error,
                  Code::yaml_syntax,
                  source.name(),
                  0,
                  0,
                  {},
                  "the YAML library gave up on this file",
                  "leave out parts of it to find which one it is"});
    return false;
  }
}

} // namespace usher::policy
