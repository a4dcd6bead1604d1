// SPDX-License-Identifier: BSL-1.0
// The regexes of a lexicon, compiled when they are first asked for; only the lexicon's own files see it.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace usher::text {

/// Any number of threads may ask; none waits for another. Two that ask for the same regex first may both compile it,
/// and one of the two stays.
class CompiledPatterns {
 public:
  CompiledPatterns() = default;
  CompiledPatterns(const CompiledPatterns &) = delete;
  CompiledPatterns &operator=(const CompiledPatterns &) = delete;
  ~CompiledPatterns();

  /// None of `count` is compiled yet. Before threads share it, as the next.
  void reset(std::size_t count);
  /// One that is compiled already.
  void keep(std::size_t number, std::shared_ptr<const re2::RE2> regex);

  /// Never null, and not ok() if RE2 does not take the pattern. `number` is below `count`.
  [[nodiscard]] const re2::RE2 *get(std::size_t number, std::string_view pattern) const;

 private:
  [[nodiscard]] const re2::RE2 *compile(std::size_t number, std::string_view pattern) const;

  std::unique_ptr<std::atomic<const re2::RE2 *>[]> ready_;
  std::size_t count_ = 0;
  std::vector<std::shared_ptr<const re2::RE2>>
      kept_; // by number: those that others own as well; the rest are ours
};

} // namespace usher::text
