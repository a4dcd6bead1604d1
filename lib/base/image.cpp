// SPDX-License-Identifier: BSL-1.0
#include "base/image.hpp"

#include "base/sha256.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <boost/interprocess/mapped_region.hpp>
#include <fmt/format.h>

namespace usher {
namespace {

namespace interprocess = boost::interprocess;

// Not text, and broken by what breaks binary files: the top bit, both kinds of line ends, a control-Z.
constexpr std::array<char, 8> magic = {'\x93', 'u', 's', 'h', '\r', '\n', '\x1a', '\n'};
constexpr std::uint32_t this_format = 8;
constexpr std::uint32_t byte_order_mark = 0x01020304;
constexpr std::uint32_t required = 1;
constexpr std::size_t alignment = 64;
constexpr std::size_t most_sections = 64;
constexpr std::array known_sections = {SectionId::frame,  SectionId::lexicon, SectionId::rules,
                                       SectionId::policy, SectionId::desk,    SectionId::zones,
                                       SectionId::metrics};

struct Header {
  std::array<char, 8> magic;
  std::uint32_t format;
  std::uint32_t byte_order;
  std::uint64_t size; // of the file
  std::uint32_t sections;
  std::uint32_t reserved;
  Sha256 sum; // of header and table, this being zeros
};

struct Entry {
  std::uint32_t id;
  std::uint32_t flags;
  std::uint64_t offset; // from the begin of the file
  std::uint64_t size;
  std::uint64_t reserved;
  Sha256 sum;
};
static_assert(sizeof(Header) == 64 && sizeof(Entry) == 64);
static_assert(std::has_unique_object_representations_v<Header> &&
              std::has_unique_object_representations_v<Entry>);

constexpr std::size_t aligned(std::size_t size) { return (size + alignment - 1) / alignment * alignment; }

std::string_view view(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

Sha256 sum_of(std::string_view bytes) { return sha256(std::array{bytes}); }

Sha256 sum_of_table(Header header, std::string_view table) {
  header.sum = {};
  std::array<char, sizeof(Header)> bytes;
  std::memcpy(bytes.data(), &header, sizeof header);
  return sha256(std::array{std::string_view(bytes.data(), bytes.size()), table});
}

template <class T>
T load(std::span<const std::byte> bytes, std::size_t offset) {
  T out;
  std::memcpy(&out, bytes.data() + offset, sizeof out);
  return out;
}

// A file that is opened once: what is looked at is what is mapped, whatever stands under its name by then. Opening
// does not wait for the other end of a pipe.
class OpenFile {
 public:
  explicit OpenFile(const std::string &path)
      : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile &) = delete;
  OpenFile &operator=(const OpenFile &) = delete;

  [[nodiscard]] bool begins_as_image() const {
    struct stat status = {};
    std::array<char, magic.size()> begin{};
    return descriptor_ >= 0 && ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode) &&
           ::pread(descriptor_, begin.data(), begin.size(), 0) == static_cast<ssize_t>(begin.size()) &&
           begin == magic;
  }
  // What Boost maps.
  [[nodiscard]] interprocess::mapping_handle_t get_mapping_handle() const { return {descriptor_, false}; }

 private:
  int descriptor_;
};

} // namespace

/// One of the two.
struct Image::Bytes {
  interprocess::mapped_region region;
  std::string text;

  [[nodiscard]] std::span<const std::byte> all() const {
    if (region.get_size() != 0)
      return {static_cast<const std::byte *>(region.get_address()), region.get_size()};
    return std::as_bytes(std::span(text));
  }
};

bool Image::has_magic(std::string_view bytes) noexcept {
  return bytes.starts_with(std::string_view(magic.data(), magic.size()));
}

ImageStatus Image::open_file(const std::string &path, Image &out, Findings &findings) {
  auto bytes = std::make_shared<Bytes>();
  out = Image();
  out.name_ = path;
  const OpenFile file(path);
  if (!file.begins_as_image()) return ImageStatus::no_image;
  try {
    bytes->region = interprocess::mapped_region(file, interprocess::read_only);
  } catch (const interprocess::interprocess_exception &error) {
    findings.add({Severity::error,
                  Code::file_unreadable,
                  path,
                  0,
                  0,
                  {},
                  fmt::format("this file cannot be read: {}", error.what()),
                  "check its name and its rights"});
    return ImageStatus::unreadable;
  }
  out.bytes_ = std::move(bytes);
  return out.read_table(words_of_policies, findings);
}

ImageStatus Image::open_bytes(std::string_view name, std::string text, Image &out, Findings &findings) {
  return open_bytes(name, std::move(text), words_of_policies, out, findings);
}

ImageStatus Image::open_bytes(std::string_view name, std::string text, const ImageWords &words, Image &out,
                              Findings &findings) {
  auto bytes = std::make_shared<Bytes>();
  bytes->text = std::move(text);
  out = Image();
  out.name_ = name;
  out.bytes_ = std::move(bytes);
  return out.read_table(words, findings);
}

ImageStatus Image::read_table(const ImageWords &words, Findings &findings) {
  const std::span<const std::byte> all = bytes_->all();
  const auto refuse = [&](ImageStatus status, std::string message) {
    findings.add({Severity::error,
                  status == ImageStatus::damaged ? Code::image_damaged : Code::image_version,
                  name_,
                  0,
                  0,
                  {},
                  std::move(message),
                  std::string(words.hint)});
    return status;
  };
  const auto damaged = [&](std::string_view what) {
    return refuse(ImageStatus::damaged, fmt::format("this {} is damaged: {}", words.noun, what));
  };
  if (all.size() < sizeof(Header)) return damaged("it ends within its header");
  const auto header = load<Header>(all, 0);
  if (header.magic != magic) return damaged("it does not begin as one");
  if (header.byte_order != byte_order_mark) {
    return refuse(ImageStatus::other_version,
                  header.byte_order == 0x04030201
                      ? fmt::format("{} on a machine of the other byte order", words.made)
                      : fmt::format("this {} has a byte order of its own", words.noun));
  }
  if (header.format != this_format) {
    return refuse(ImageStatus::other_version,
                  fmt::format("this {} is of format {}, and this usher reads format {}", words.noun,
                              header.format, this_format));
  }
  if (header.size != all.size()) {
    return damaged(fmt::format("it has {} bytes and should have {}", all.size(), header.size));
  }
  if (header.sections > most_sections || sizeof(Header) + header.sections * sizeof(Entry) > all.size()) {
    return damaged("its table does not fit into it");
  }
  const std::span<const std::byte> table = all.subspan(sizeof(Header), header.sections * sizeof(Entry));
  if (sum_of_table(header, view(table)) != header.sum) return damaged("the sum of its table is wrong");
  for (std::size_t i = 0; i < header.sections; ++i) {
    const auto entry = load<Entry>(table, i * sizeof(Entry));
    const auto id = static_cast<SectionId>(entry.id);
    bool known = false;
    for (const SectionId one : known_sections)
      known |= one == id;
    if (!known && (entry.flags & required) != 0) {
      return refuse(
          ImageStatus::other_version,
          fmt::format("this {} has a section {} that this usher does not know", words.noun, entry.id));
    }
    if (entry.offset % alignment != 0 || entry.offset > all.size() ||
        entry.size > all.size() - entry.offset) {
      return damaged("a section lies outside of it");
    }
    sections_.push_back({id, all.subspan(entry.offset, entry.size),
                         table.subspan(i * sizeof(Entry) + offsetof(Entry, sum), sizeof(Sha256))});
  }
  return ImageStatus::ok;
}

bool Image::has(SectionId id) const noexcept {
  return std::any_of(sections_.begin(), sections_.end(), [&](const Section &one) { return one.id == id; });
}

std::span<const std::byte> Image::section(SectionId id) const {
  for (const Section &section : sections_) {
    if (section.id == id) return section.bytes;
  }
  throw DamagedImage{"a section is missing"};
}

bool Image::verify(Findings &findings) const { return verify(words_of_policies, findings); }

bool Image::verify(const ImageWords &words, Findings &findings) const {
  bool right = true;
  const auto complain = [&](const std::string &what) {
    right = false;
    findings.add({Severity::error,
                  Code::image_damaged,
                  name_,
                  0,
                  0,
                  {},
                  fmt::format("this {} is damaged: {}", words.noun, what),
                  std::string(words.hint)});
  };
  const std::span<const std::byte> all = bytes_->all();
  // Where nothing has been yet; the writer puts one section behind the other.
  std::size_t next = sizeof(Header) + load<Header>(all, 0).sections * sizeof(Entry);
  const auto skip_to = [&](std::size_t to) {
    const std::span<const std::byte> gap = all.subspan(next, to - next);
    if (std::any_of(gap.begin(), gap.end(), [](std::byte one) { return one != std::byte{0}; }))
      complain("something stands between its sections");
  };
  for (const Section &section : sections_) {
    const auto begin = static_cast<std::size_t>(section.bytes.data() - all.data());
    if (begin < next) {
      complain("its sections overlap");
      return false;
    }
    skip_to(begin);
    next = begin + section.bytes.size();
    const Sha256 sum = sum_of(view(section.bytes));
    if (std::memcmp(sum.data(), section.sum.data(), sum.size()) != 0) {
      complain(fmt::format("the sum of its section {} is wrong", static_cast<std::uint32_t>(section.id)));
    }
  }
  skip_to(all.size());
  return right;
}

void ImageWriter::add(SectionId id, std::string bytes) { sections_.push_back({id, std::move(bytes)}); }

std::string ImageWriter::write() const {
  std::size_t size = aligned(sizeof(Header) + sections_.size() * sizeof(Entry));
  std::string table;
  for (const Section &section : sections_) {
    const Entry entry{static_cast<std::uint32_t>(section.id),
                      required,
                      size,
                      section.bytes.size(),
                      0,
                      sum_of(section.bytes)};
    table.append(reinterpret_cast<const char *>(&entry), sizeof entry);
    size = aligned(size + section.bytes.size());
  }
  Header header{magic, this_format, byte_order_mark, size, static_cast<std::uint32_t>(sections_.size()),
                0,     {}};
  header.sum = sum_of_table(header, table);
  std::string out(reinterpret_cast<const char *>(&header), sizeof header);
  out.reserve(size);
  out += table;
  for (const Section &section : sections_) {
    out.resize(aligned(out.size()));
    out += section.bytes;
  }
  out.resize(size);
  return out;
}

// ---- Lists -------------------------------------------------------------------------------------------------------

void ArrayWriter::add(const void *data, std::size_t count, std::size_t size) {
  lists_.resize(aligned(lists_.size()));
  entries_.push_back({lists_.size(), count, size});
  lists_.append(static_cast<const char *>(data), count * size);
  lists_.append(size, '\0'); // what stands behind the end
}

std::string ArrayWriter::write() const {
  const auto count = static_cast<std::uint64_t>(entries_.size());
  std::string out(reinterpret_cast<const char *>(&count), sizeof count);
  const std::size_t begin = aligned(sizeof count + entries_.size() * sizeof(Entry));
  for (const Entry &entry : entries_) {
    const Entry placed{begin + entry.offset, entry.count, entry.element_size};
    out.append(reinterpret_cast<const char *>(&placed), sizeof placed);
  }
  out.resize(begin);
  return out + lists_;
}

std::span<const std::byte> ArrayReader::next(std::size_t element_size) {
  using ListEntry = ArrayWriter::Entry;
  const std::size_t at = sizeof(std::uint64_t) + taken_ * sizeof(ListEntry);
  if (section_.size() < sizeof(std::uint64_t) || taken_ >= load<std::uint64_t>(section_, 0) ||
      at + sizeof(ListEntry) > section_.size()) {
    throw DamagedImage{"a list is missing"};
  }
  ++taken_;
  const auto entry = load<ListEntry>(section_, at);
  if (entry.element_size != element_size) throw DamagedImage{"a list is of other elements"};
  if (entry.offset % alignment != 0 || entry.offset > section_.size() ||
      (section_.size() - entry.offset) / element_size <= entry.count) {
    throw DamagedImage{"a list lies outside of its section"};
  }
  return section_.subspan(entry.offset, entry.count * element_size);
}

void ArrayReader::finish() const {
  if (section_.size() < sizeof(std::uint64_t) || load<std::uint64_t>(section_, 0) != taken_) {
    throw DamagedImage{"it has other lists than it should"};
  }
}

} // namespace usher
