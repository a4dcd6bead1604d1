// SPDX-License-Identifier: BSL-1.0
#include "lines.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr std::size_t first_capacity = std::size_t{64} << 10;

} // namespace

Finding too_long_line(std::string_view file, std::uint64_t number, std::uint64_t most, std::string hint) {
  Finding finding;
  finding.code = "limit";
  finding.file = file;
  finding.line = static_cast<std::uint32_t>(number);
  finding.message = fmt::format("the line is larger than {} bytes", most);
  finding.hint = std::move(hint);
  return finding;
}

LineReader::LineReader(InputFile &file, std::size_t most)
    : file_(file), most_(most), buffer_(std::min(first_capacity, most + 1)) {}

// Reads more behind what is there, into room made by moving it to the front or, up to the longest line and
// one byte, by growing. False at the end of the file.
bool LineReader::fill() {
  if (end_ == buffer_.size()) {
    if (begin_ != 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    } else {
      buffer_.resize(std::min(buffer_.size() * 2, most_ + 1));
    }
  }
  const std::size_t taken = file_.read(buffer_.data() + end_, buffer_.size() - end_);
  end_ += taken;
  return taken != 0;
}

// Drops everything up to and with the next line feed.
void LineReader::skip_line() {
  for (;;) {
    const std::string_view held(buffer_.data() + begin_, end_ - begin_);
    const std::size_t feed = held.find('\n');
    const std::size_t dropped = feed == std::string_view::npos ? held.size() : feed + 1;
    begin_ += dropped;
    bytes_ += dropped;
    if (feed != std::string_view::npos) return;
    begin_ = end_ = 0;
    if (!fill()) return;
  }
}

bool LineReader::next(Line &line) {
  line = {};
  std::size_t looked = 0; // of what is held, where there is no line feed
  bool more = true;
  for (;;) {
    const std::string_view held(buffer_.data() + begin_, end_ - begin_);
    const std::size_t feed = held.find('\n', looked);
    if (feed != std::string_view::npos || (!more && !held.empty())) {
      const std::size_t size = std::min(feed, held.size());
      const std::size_t given = std::min(size + 1, held.size());
      line.number = ++number_;
      begin_ += given;
      bytes_ += given;
      line.too_long = size > most_;
      if (!line.too_long) line.text = held.substr(0, size);
      if (number_ == 1) line.text = without_byte_order_mark(line.text);
      return true;
    }
    if (!more) return false;
    if (held.size() > most_) {
      line.number = ++number_;
      line.too_long = true;
      skip_line();
      return true;
    }
    looked = held.size();
    more = fill();
  }
}

} // namespace usher::cli
