// SPDX-License-Identifier: BSL-1.0
// Any bytes as a YAML file: Yaml::read must keep what it promises. Seeds: tests/fuzz/corpus/yaml and
// tests/policy/broken.
#include "policy/yaml.hpp"
#include "policy/yaml_promises.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  constexpr std::size_t node_budget = 2'000;
  const usher::Source source("fuzz.yaml", std::string(reinterpret_cast<const char *>(data), size));
  usher::policy::Yaml yaml;
  usher::Findings findings;
  const bool well_formed = yaml.read(source, node_budget, findings);
  const std::string broken =
      usher::policy::testing::PromiseCheck(source).first_broken(yaml, well_formed, node_budget, findings);
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
