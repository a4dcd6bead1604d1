// SPDX-License-Identifier: BSL-1.0
#include "journal_tail.hpp"

#include "exit.hpp"
#include "output.hpp"

#include <poll.h>
#include <sys/stat.h>

#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr std::size_t chunk = std::size_t{256} << 10;

bool has_something(int descriptor) noexcept {
  pollfd wanted = {descriptor, POLLIN, 0};
  return ::poll(&wanted, 1, 0) > 0;
}

bool is_file(int descriptor) noexcept {
  struct stat about = {};
  return ::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
}

} // namespace

JournalTail::JournalTail(const std::string &path)
    : file_(path), path_(path), is_regular_(is_file(file_.descriptor())) {}

/// Reads more; false when there is nothing more now.
bool JournalTail::fill() {
  if (ended_ || !has_something(file_.descriptor())) return false;
  buffer_.erase(0, begin_);
  looked_ -= begin_;
  begin_ = 0;
  const std::size_t held = buffer_.size();
  buffer_.resize(held + chunk);
  const std::size_t taken = file_.read(buffer_.data() + held, chunk);
  buffer_.resize(held + taken);
  bytes_ += taken;
  if (taken != 0) return true;
  if (is_regular_)
    see_that_it_is_the_same();
  else
    ended_ = true;
  return false;
}

/// At the end of what there is: a file that a new run began again would never grow to where the old one ended.
void JournalTail::see_that_it_is_the_same() const {
  struct stat open_one = {};
  if (::fstat(file_.descriptor(), &open_one) != 0) return;
  const auto begun_again = [&](const char *what) {
    throw Failure(exit_input,
                  fmt::format("{} {} while it was followed: it is another journal now; start again",
                              harmless(file_.name()), what));
  };
  if (static_cast<std::uint64_t>(open_one.st_size) < bytes_) begun_again("became shorter");
  struct stat named = {};
  if (path_ == "-" || ::stat(path_.c_str(), &named) != 0) return;
  if (named.st_dev != open_one.st_dev || named.st_ino != open_one.st_ino) begun_again("was replaced");
}

bool JournalTail::next(Line &line) {
  line = {};
  for (;;) {
    const std::size_t feed = buffer_.find('\n', looked_);
    if (feed != std::string::npos) {
      line.number = ++number_;
      line.text = std::string_view(buffer_).substr(begin_, feed - begin_);
      if (number_ == 1) line.text = without_byte_order_mark(line.text);
      begin_ = looked_ = feed + 1;
      return true;
    }
    looked_ = buffer_.size();
    if (buffer_.size() - begin_ > longest_journal_line)
      throw Failure(exit_input, fmt::format("{}:{}: the line is larger than {} bytes; this is no journal",
                                            harmless(file_.name()), number_ + 1, longest_journal_line));
    if (!fill()) return false;
  }
}

Line JournalTail::half() const noexcept {
  Line line;
  line.number = number_ + 1;
  line.text = std::string_view(buffer_).substr(begin_);
  if (line.number == 1) line.text = without_byte_order_mark(line.text);
  return line;
}

} // namespace usher::cli
