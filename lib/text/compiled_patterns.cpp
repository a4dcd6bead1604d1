// SPDX-License-Identifier: BSL-1.0
#include "text/compiled_patterns.hpp"

#include "text/pattern.hpp"

#include <re2/re2.h>

namespace usher::text {

CompiledPatterns::~CompiledPatterns() { reset(0); }

void CompiledPatterns::reset(std::size_t count) {
  for (std::size_t i = 0; i < count_; ++i) {
    if (kept_[i] == nullptr) delete ready_[i];
  }
  kept_.assign(count, nullptr);
  ready_ = count == 0 ? nullptr : std::make_unique<std::atomic<const re2::RE2 *>[]>(count);
  count_ = count;
}

void CompiledPatterns::keep(std::size_t number, std::shared_ptr<const re2::RE2> regex) {
  ready_[number] = regex.get();
  kept_[number] = std::move(regex);
}

const re2::RE2 *CompiledPatterns::get(std::size_t number, std::string_view pattern) const {
  const re2::RE2 *const ready = ready_[number].load(std::memory_order_acquire);
  return ready != nullptr ? ready : compile(number, pattern);
}

const re2::RE2 *CompiledPatterns::compile(std::size_t number, std::string_view pattern) const {
  auto mine = std::make_unique<const re2::RE2>(pattern, pattern_options());
  const re2::RE2 *expected = nullptr;
  if (ready_[number].compare_exchange_strong(expected, mine.get(), std::memory_order_acq_rel)) {
    return mine.release();
  }
  return expected;
}

} // namespace usher::text
