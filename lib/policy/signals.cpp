// SPDX-License-Identifier: BSL-1.0
#include "policy/signals.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::policy {
namespace {

std::vector<std::uint32_t> signals_used(const Condition &condition, std::uint32_t signal_count) {
  std::vector<std::uint32_t> used;
  for_each_test(condition, [&used, signal_count](const Test &test) {
    if (test.fact != fact_signal) return;
    // Whether any signal is known speaks of all of them, of the asking one too.
    if (test.kind == Test::Kind::alternatives) {
      for (std::uint32_t signal = 0; signal < signal_count; ++signal)
        used.push_back(signal);
    }
    for (const Operand &word : test.words)
      used.push_back(static_cast<std::uint32_t>(word.integer));
  });
  // Each once, so that a circle is one finding however often the signal is named.
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return used;
}

// "a" -> "b" -> "a"
std::string in_words(const Policy &policy, const std::vector<std::uint32_t> &circle) {
  constexpr std::size_t most = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(circle.size(), most); ++i) {
    text += quote(policy.signals[circle[i]].name) + " -> ";
  }
  if (circle.size() > most) text += "... -> ";
  return text + quote(policy.signals[circle[0]].name);
}

} // namespace

void order_signals(Context &context, const std::vector<const Node *> &keys) {
  Policy &policy = context.policy;
  const std::size_t count = policy.signals.size();
  std::vector<std::vector<std::uint32_t>> uses(count);
  for (std::size_t i = 0; i < count; ++i)
    uses[i] = signals_used(policy.signals[i].when, static_cast<std::uint32_t>(count));

  // Depth first with a stack of our own: a chain of signals may be as long as the policy.
  enum class Mark : std::uint8_t { fresh, open, done };
  struct Visit {
    std::uint32_t signal;
    std::size_t next;
  };
  std::vector<Mark> marks(count, Mark::fresh);
  std::vector<Visit> stack;
  for (std::uint32_t root = 0; root < count; ++root) {
    if (marks[root] != Mark::fresh) continue;
    marks[root] = Mark::open;
    stack.push_back({root, 0});
    while (!stack.empty()) {
      Visit &visit = stack.back();
      if (visit.next == uses[visit.signal].size()) {
        marks[visit.signal] = Mark::done;
        policy.signal_order.push_back(visit.signal);
        stack.pop_back();
        continue;
      }
      const std::uint32_t used = uses[visit.signal][visit.next++];
      if (marks[used] == Mark::fresh) {
        marks[used] = Mark::open;
        stack.push_back({used, 0});
      } else if (marks[used] == Mark::open) {
        std::vector<std::uint32_t> circle;
        const auto first =
            std::find_if(stack.begin(), stack.end(), [used](const Visit &one) { return one.signal == used; });
        for (auto it = first; it != stack.end(); ++it)
          circle.push_back(it->signal);
        const Place &place = policy.signals[used].place;
        context.enter_file(place.file, policy.files[place.file].name);
        const Context::Step section(context, "signals");
        const Context::Step step(context, policy.signals[used].name);
        context.error(Code::signal_circle, *keys[used],
                      fmt::format("signals go in a circle: {}", in_words(policy, circle)),
                      "let one of them say its condition itself");
      }
    }
  }
}

} // namespace usher::policy
