// SPDX-License-Identifier: BSL-1.0
#include "policy/yaml_layout.hpp"

namespace usher::policy {

std::optional<std::size_t> BlockLayout::enter_line(std::size_t column, bool dash) {
  std::optional<std::size_t> nothing_behind;
  beside_ = false;
  inner_fit_.reset();
  if (expects_ && announced_) {
    const Level &owner = levels_.back();
    // A list may stand at the column of the key that it belongs to.
    const bool inside = column > owner.column || (dash && column == owner.column && !owner.sequence);
    if (!inside) {
      nothing_behind = announced_at_;
      expects_ = false;
    }
  }
  while (!levels_.empty()) {
    const Level &last = levels_.back();
    if (last.column < column || (last.column == column && (dash || !last.sequence))) break;
    if (last.column > column) inner_fit_ = last.column;
    levels_.pop_back();
  }
  return nothing_behind;
}

void BlockLayout::open(std::size_t column, bool sequence) {
  if (!root_column_) root_column_ = column;
  levels_.push_back({column, sequence});
  ++opened_;
}

void BlockLayout::expect(std::size_t offset, bool beside) noexcept {
  announced_at_ = offset;
  announced_ = true;
  expects_ = true;
  beside_ = beside;
}

Misfit BlockLayout::unexpected(std::size_t column, Misfit at_keys) noexcept {
  outer_fit_.reset();
  if (levels_.empty()) {
    return root_column_ && *root_column_ > column ? Misfit::indentation : Misfit::after_root;
  }
  outer_fit_ = levels_.back().column;
  return *outer_fit_ == column ? at_keys : Misfit::indentation;
}

Misfit BlockLayout::dash(std::size_t column, std::size_t offset) {
  Misfit misfit = Misfit::none;
  const bool sibling = !levels_.empty() && levels_.back().sequence && levels_.back().column == column;
  if (expects_ && beside_) {
    misfit = Misfit::list_beside_key;
  } else if (!expects_ && !sibling) {
    misfit = unexpected(column, Misfit::item_among_keys);
  }
  if (expects_ || !sibling) open(column, true);
  expect(offset, false);
  return misfit;
}

Misfit BlockLayout::key(std::size_t column, std::size_t colon) {
  if (expects_ && beside_) return Misfit::key_beside_key;
  Misfit misfit = Misfit::none;
  const bool sibling = !levels_.empty() && !levels_.back().sequence && levels_.back().column == column;
  if (!expects_ && !sibling) misfit = unexpected(column, Misfit::indentation);
  if (expects_ || !sibling) open(column, false);
  expect(colon, true);
  return misfit;
}

Misfit BlockLayout::value(std::size_t column) {
  if (!expects_) return unexpected(column, Misfit::value_among_keys);
  expects_ = false;
  return Misfit::none;
}

std::optional<std::size_t> BlockLayout::finish() noexcept {
  const bool nothing_behind = expects_ && announced_;
  expects_ = false;
  levels_.clear();
  return nothing_behind ? std::optional(announced_at_) : std::nullopt;
}

} // namespace usher::policy
