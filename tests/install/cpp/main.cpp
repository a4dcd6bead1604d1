// SPDX-License-Identifier: BSL-1.0
#include <iostream>

#include <usher/usher.hpp>

// Prints the department of one message; the policy's path is the argument.
int main(int argc, char **argv) {
  if (argc != 2) return 2;
  try {
    const usher::Policy policy = usher::Policy::load(argv[1]);
    usher::Message message;
    message.text("I want my money back");
    usher::Decision decision;
    decision.triage(policy, message);
    std::cout << decision.department() << '\n';
  } catch (const usher::Error &error) {
    std::cerr << error.what() << '\n';
    return 4;
  }
  return 0;
}
