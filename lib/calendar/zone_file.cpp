// SPDX-License-Identifier: BSL-1.0
#include "calendar/zone_file.hpp"

#include "calendar/posix_rule.hpp"

#include <algorithm>

namespace usher::calendar {
namespace {

// A little more than the instants, so that local times at either end are right.
constexpr std::int64_t begin = -2 * 86'400;
constexpr std::int64_t end = latest_instant / 1000 + 2 * 86'400;

constexpr std::size_t header_bytes = 44;
constexpr std::size_t type_bytes = 6;
constexpr std::int32_t most_offset = 26 * 3600; // RFC 8536

// Big-endian, of 1 to 8 bytes, signed.
std::int64_t integer(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = (static_cast<unsigned char>(bytes[at]) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < size; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return static_cast<std::int64_t>(value);
}

struct Header {
  char version = 0;
  std::size_t utc_marks = 0, wall_marks = 0, leaps = 0, times = 0, types = 0, letters = 0;

  [[nodiscard]] std::size_t data_bytes(std::size_t time_bytes) const {
    return times * (time_bytes + 1) + types * type_bytes + letters + leaps * (time_bytes + 4) + wall_marks +
           utc_marks;
  }
};

std::optional<Header> header_at(std::string_view bytes, std::size_t at) {
  if (bytes.size() < at + header_bytes || bytes.substr(at, 4) != "TZif") return std::nullopt;
  Header header;
  header.version = bytes[at + 4];
  std::size_t *const counts[] = {&header.utc_marks, &header.wall_marks, &header.leaps,
                                 &header.times,     &header.types,      &header.letters};
  for (std::size_t i = 0; i < 6; ++i) {
    const std::int64_t count = integer(bytes, at + 20 + 4 * i, 4);
    if (count < 0 || static_cast<std::size_t>(count) > most_zone_bytes) return std::nullopt;
    *counts[i] = static_cast<std::size_t>(count);
  }
  return header;
}

// Changes in order of time; of two at one instant the later one holds, and one to the same offset is none.
class Offsets {
 public:
  explicit Offsets(std::int32_t first) : list_{{begin, first}} {}

  void add(std::int64_t from, std::int32_t seconds) {
    if (from > end) return;
    if (from <= begin) {
      list_.assign(1, {begin, seconds});
      return;
    }
    if (list_.back().from == from) list_.pop_back();
    if (list_.back().seconds != seconds) list_.push_back({from, seconds});
  }
  [[nodiscard]] std::vector<Zone::Offset> take() && { return std::move(list_); }

 private:
  std::vector<Zone::Offset> list_;
};

void follow(const PosixRule &rule, std::int64_t after, Offsets &offsets) {
  if (!rule.has_summer()) {
    // The last change has set it already, unless there was none.
    offsets.add(std::max(after, begin), rule.standard());
    return;
  }
  const int first_year =
      after < begin ? 1968 : static_cast<int>(date_of(static_cast<Day>(after / 86'400)).year()) - 1;
  struct Change {
    std::int64_t from;
    std::int32_t seconds;
  };
  std::vector<Change> changes;
  for (int year = first_year; year <= 2200; ++year) {
    changes.push_back({rule.summer_begins(year), rule.summer()});
    changes.push_back({rule.summer_ends(year), rule.standard()});
  }
  // Where it is summer all the year, it ends as it begins.
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Change &a, const Change &b) { return a.from < b.from; });
  for (const Change &change : changes)
    if (change.from > after) offsets.add(change.from, change.seconds);
}

} // namespace

std::optional<std::vector<Zone::Offset>> read_zone_file(std::string_view bytes) {
  if (bytes.size() > most_zone_bytes) return std::nullopt;
  auto header = header_at(bytes, 0);
  if (!header) return std::nullopt;
  std::size_t at = header_bytes;
  std::size_t time_bytes = 4;
  if (header->version >= '2') {
    // The same once more, with times of 64 bits, and the rule behind it.
    at += header->data_bytes(4);
    header = header_at(bytes, at);
    if (!header) return std::nullopt;
    at += header_bytes;
    time_bytes = 8;
  }
  if (header->types == 0 || header->leaps != 0 || bytes.size() < at + header->data_bytes(time_bytes))
    return std::nullopt;
  const std::size_t indices = at + header->times * time_bytes;
  const std::size_t types = indices + header->times;
  const auto offset_of = [&](std::size_t type) {
    return static_cast<std::int32_t>(integer(bytes, types + type * type_bytes, 4));
  };
  for (std::size_t type = 0; type < header->types; ++type)
    if (offset_of(type) > most_offset || offset_of(type) < -most_offset) return std::nullopt;

  Offsets offsets(offset_of(0));
  std::int64_t last = INT64_MIN;
  for (std::size_t i = 0; i < header->times; ++i) {
    const std::int64_t time = integer(bytes, at + i * time_bytes, time_bytes);
    const auto type = static_cast<unsigned char>(bytes[indices + i]);
    if (type >= header->types || (i > 0 && time <= last)) return std::nullopt;
    offsets.add(time, offset_of(type));
    last = time;
  }
  if (time_bytes == 8) {
    const std::string_view rest = bytes.substr(at + header->data_bytes(time_bytes));
    if (rest.size() < 2 || rest.front() != '\n' || rest.back() != '\n') return std::nullopt;
    const std::string_view text = rest.substr(1, rest.size() - 2);
    const auto rule = PosixRule::parse(text);
    if (!rule && !text.empty()) return std::nullopt;
    if (rule && last < end) follow(*rule, last, offsets);
  }
  return std::move(offsets).take();
}

} // namespace usher::calendar
