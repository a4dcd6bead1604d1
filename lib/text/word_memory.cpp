// SPDX-License-Identifier: BSL-1.0
#include "text/word_memory.hpp"

#include <algorithm>

namespace usher::text {

void WordMemory::forget() {
  std::fill(slots_.begin(), slots_.end(), Slot{});
  words_ = 0;
  records_.clear();
}

WordMemory::Slot *WordMemory::free_place(std::uint32_t check) noexcept {
  for (std::size_t at = check, end = at + most_steps; at != end; ++at) {
    Slot &slot = slots_[at & (slots_.size() - 1)];
    if (slot.record == 0) return &slot;
  }
  return nullptr;
}

void WordMemory::remember(const Word &word, std::span<const Symbol> symbols) {
  const std::size_t cells = 2 + cells_of(word) + symbols.size();
  if (word.forms.size() > longest_word || cells > most_record_cells) return;
  if (words_ == most_words || records_.size() + cells > most_record_cells) forget();
  if (2 * (words_ + 1) > slots_.size()) {
    std::vector<Slot> slots(std::max(first_slots, 2 * slots_.size()));
    slots.swap(slots_);
    for (const Slot &slot : slots) {
      if (slot.record == 0) continue;
      if (Slot *const place = free_place(slot.check)) *place = slot;
    }
  }
  const std::uint32_t check = check_of(word);
  Slot *const place = free_place(check);
  if (place == nullptr) return;
  const std::size_t at = records_.size();
  records_.resize(at + cells);
  records_[at] = head_of(word);
  records_[at + 1] = static_cast<std::uint32_t>(symbols.size());
  if (!word.forms.empty()) std::memcpy(&records_[at + 2], word.forms.data(), word.forms.size());
  std::copy(symbols.begin(), symbols.end(), records_.end() - static_cast<std::ptrdiff_t>(symbols.size()));
  *place = {check, static_cast<std::uint32_t>(at + 1)};
  ++words_;
}

} // namespace usher::text
