// SPDX-License-Identifier: BSL-1.0
// The container of compiled files: a header, a table of sections, sections. All numbers are those of the machine that
// wrote it, and a machine of another byte order refuses it.
//
//   header   magic, format, byte order, size of the file, number of sections, version of Unicode, SHA-256 of what
//            comes before the first section (with zeros in place of the sum itself)
//   table    for each section: id, flags, offset, size, SHA-256
//   sections each at a multiple of 64 bytes, zeros between
//
// Opening looks at header and table, whatever the size of the rest. Nothing in a section is trusted: what is read of
// it is checked where it is used. verify() compares all the sums.
#pragma once

#include "base/finding.hpp"
#include "base/flat.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

/// The file says that there is something which is not there. What it is of is in nobody's hands: write it anew.
struct DamagedImage {
  std::string_view what; // of a literal
};

/// The mend of every such finding about a compiled policy.
inline constexpr std::string_view compile_anew = "make it anew from the policy: usher compile POLICY -o FILE";

/// What findings call an image, how it came to be, and how to mend it.
struct ImageWords {
  std::string_view noun, made, hint;
};
inline constexpr ImageWords words_of_policies = {"compiled policy", "this policy was compiled", compile_anew};
inline constexpr ImageWords words_of_snapshots = {
    "snapshot", "this snapshot was made",
    "restore an earlier one, or say the events of its journal to a new desk"};

/// Numbers never change their meaning, and none is used again.
enum class SectionId : std::uint32_t {
  frame = 1,
  lexicon = 2,
  rules = 3,
  policy = 4,
  desk = 5,
  zones = 6,
  metrics = 7
};

enum class ImageStatus : std::uint8_t { ok, unreadable, damaged, other_version, no_image };

class Image {
 public:
  /// Of a file, mapped; of bytes, which are kept and are a policy if nothing else is said. Says what is wrong by one
  /// finding. What is no file, cannot be opened or does not begin as an image is no_image, without a finding; the file is
  /// opened once and nothing waits for it.
  [[nodiscard]] static ImageStatus open_file(const std::string &path, Image &out, Findings &findings);
  [[nodiscard]] static ImageStatus open_bytes(std::string_view name, std::string bytes, Image &out,
                                              Findings &findings);
  [[nodiscard]] static ImageStatus open_bytes(std::string_view name, std::string bytes,
                                              const ImageWords &words, Image &out, Findings &findings);
  /// These are the first bytes of an image, whatever its version.
  [[nodiscard]] static bool has_magic(std::string_view bytes) noexcept;

  [[nodiscard]] bool has(SectionId id) const noexcept;
  /// Throws DamagedImage when there is none.
  [[nodiscard]] std::span<const std::byte> section(SectionId id) const;
  /// Compares the sums of all sections; false, and a finding, where one differs.
  [[nodiscard]] bool verify(Findings &findings) const;
  [[nodiscard]] bool verify(const ImageWords &words, Findings &findings) const;

 private:
  struct Bytes;
  struct Section {
    SectionId id;
    std::span<const std::byte> bytes;
    std::span<const std::byte> sum;
  };
  [[nodiscard]] ImageStatus read_table(const ImageWords &words, Findings &findings);

  std::shared_ptr<const Bytes> bytes_;
  std::string name_;
  std::vector<Section> sections_;
};

/// Makes an image. Sections are all required: whoever does not know one cannot decide by the rest.
class ImageWriter {
 public:
  void add(SectionId id, std::string bytes);
  [[nodiscard]] std::string write() const;

 private:
  struct Section {
    SectionId id;
    std::string bytes;
  };
  std::vector<Section> sections_;
};

/// Makes a section of lists.
class ArrayWriter {
 public:
  template <class T>
  void operator()(const FlatArray<T> &array) {
    add(array.data(), array.size(), sizeof(T));
  }
  [[nodiscard]] std::string write() const;

 private:
  void add(const void *data, std::size_t count, std::size_t size);

  struct Entry {
    std::uint64_t offset; // from where the lists begin; in the section, from its begin
    std::uint64_t count;
    std::uint64_t element_size;
  };
  friend class ArrayReader;
  std::vector<Entry> entries_;
  std::string lists_;
};

/// Takes the lists of a section in the order in which they were written; they stay where they are. Throws
/// DamagedImage for lists that do not fit into the section.
class ArrayReader {
 public:
  explicit ArrayReader(std::span<const std::byte> section) : section_(section) {}
  template <class T>
  void operator()(FlatArray<T> &array) {
    const std::span<const std::byte> bytes = next(sizeof(T));
    array = FlatArray<T>::borrowed(reinterpret_cast<const T *>(bytes.data()), bytes.size() / sizeof(T));
  }
  /// After the last: the section has no more of them.
  void finish() const;

 private:
  [[nodiscard]] std::span<const std::byte> next(std::size_t element_size);

  std::span<const std::byte> section_;
  std::size_t taken_ = 0;
};

} // namespace usher
