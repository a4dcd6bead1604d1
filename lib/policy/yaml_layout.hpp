// SPDX-License-Identifier: BSL-1.0
// What the indentation of a YAML file says: which lists and mappings are open where, and whether the next
// dash, key or value has a place. It knows columns only (bytes from 0 at the line's start, which are code
// points there, since nothing but spaces and dashes stands before them).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace usher::policy {

/// Why something has no place where it stands.
enum class Misfit : std::uint8_t {
  none,
  indentation,     // its column fits nothing that is open
  after_root,      // the value that the file holds is complete
  key_beside_key,  // `a: b: c`
  list_beside_key, // `a: - b`
  item_among_keys, // a dash at the column of keys
  value_among_keys // no colon where a key must stand
};

class BlockLayout {
 public:
  /// The first token of a line: closes what is indented deeper. Returns the offset of the dash or colon that
  /// turns out to have nothing behind it, if one does.
  std::optional<std::size_t> enter_line(std::size_t column, bool dash);

  // Each says whether it had a place, and opens what it opens in any case, as near to what was meant as can
  // be.
  [[nodiscard]] Misfit dash(std::size_t column, std::size_t offset);
  [[nodiscard]] Misfit key(std::size_t column, std::size_t colon);
  [[nodiscard]] Misfit value(std::size_t column);
  /// `---` with something behind it on its line, which cannot be a key or a dash.
  void document_start() noexcept { beside_ = true; }
  /// The end of the file; returns as enter_line does.
  std::optional<std::size_t> finish() noexcept;

  /// The column of the innermost list or mapping; -1 with none. What belongs to it stands further right.
  [[nodiscard]] std::ptrdiff_t column() const noexcept {
    return levels_.empty() ? -1 : static_cast<std::ptrdiff_t>(levels_.back().column);
  }
  [[nodiscard]] std::size_t depth() const noexcept { return levels_.size(); }
  /// Lists and mappings opened so far.
  [[nodiscard]] std::size_t opened() const noexcept { return opened_; }
  /// Whether a value would be beside its key, on the same line.
  [[nodiscard]] bool beside_key() const noexcept { return expects_ && beside_; }
  /// Whether a node may begin right behind a dash.
  [[nodiscard]] bool behind_dash() const noexcept { return expects_ && !beside_ && !levels_.empty(); }
  /// After Misfit::indentation, the columns that would have fitted: of what is open, and of what the line
  /// closed.
  [[nodiscard]] std::optional<std::size_t> outer_fit() const noexcept { return outer_fit_; }
  [[nodiscard]] std::optional<std::size_t> inner_fit() const noexcept { return inner_fit_; }

 private:
  struct Level {
    std::size_t column;
    bool sequence;
  };
  void open(std::size_t column, bool sequence);
  void expect(std::size_t offset, bool beside) noexcept;
  [[nodiscard]] Misfit unexpected(std::size_t column, Misfit at_keys) noexcept;

  std::vector<Level> levels_;
  std::optional<std::size_t> outer_fit_;
  std::optional<std::size_t> inner_fit_;
  std::optional<std::size_t> root_column_; // of the list or mapping that the file is
  std::size_t opened_ = 0;
  std::size_t announced_at_ = 0; // the dash or colon that announced what is expected
  bool announced_ = false;       // by nothing at the start of the file
  bool expects_ = true;
  bool beside_ = false;
};

} // namespace usher::policy
