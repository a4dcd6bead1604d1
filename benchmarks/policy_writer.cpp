// SPDX-License-Identifier: BSL-1.0
// Writes the policy of a workload as YAML: usher_benchmark_policy RULES
#include "workload.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char **argv) {
  usher_benchmark::WorkloadOptions options;
  char *end = nullptr;
  options.rules = argc == 2 ? std::strtoull(argv[1], &end, 10) : 0;
  options.tickets = 0;
  if (options.rules == 0 || *end != '\0') {
    std::fputs("usher_benchmark_policy RULES\n", stderr);
    return 2;
  }
  const std::string yaml = to_yaml(usher_benchmark::make_workload(options), false);
  return std::fwrite(yaml.data(), 1, yaml.size(), stdout) == yaml.size() ? 0 : 1;
}
