// SPDX-License-Identifier: BSL-1.0
#include "journal_file.hpp"

#include "exit.hpp"
#include "journal_line.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace usher::cli {

namespace {

// The last line, without its line feed; of a file that ends with none, nothing.
std::string last_line(int file, std::uint64_t size) {
  std::string end;
  for (std::uint64_t taken = 4096;; taken *= 2) {
    end.resize(static_cast<std::size_t>(std::min(taken, size)));
    const ssize_t got = ::pread(file, end.data(), end.size(), static_cast<off_t>(size - end.size()));
    if (got < 0 || static_cast<std::size_t>(got) != end.size() || end.back() != '\n') return {};
    end.pop_back();
    const std::size_t before = end.rfind('\n');
    if (before != std::string::npos) return end.substr(before + 1);
    if (taken >= size) return end;
  }
}

} // namespace

JournalFile::JournalFile(std::string path, std::optional<std::uint64_t> seen)
    : path_(std::move(path)), file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
  if (file_ < 0) fail();
  try {
    go_on(seen);
  } catch (...) {
    ::close(file_);
    throw;
  }
}

void JournalFile::go_on(std::optional<std::uint64_t> seen) const {
  struct stat is = {};
  if (::fstat(file_, &is) != 0) fail();
  if (!S_ISREG(is.st_mode) || is.st_size == 0) return;
  const std::string &name = path_;
  if (!seen)
    throw Failure(exit_usage,
                  fmt::format("{} is not empty, and what is in a journal stays: name another file, or "
                              "go on with it from the snapshot of its desk, by --from SNAPSHOT",
                              name));
  const int reading = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (reading < 0) throw Failure(exit_input, fmt::format("cannot read {}: {}", name, std::strerror(errno)));
  const std::string line = last_line(reading, static_cast<std::uint64_t>(is.st_size));
  ::close(reading);
  if (line.empty()) throw Failure(exit_usage, fmt::format("{} ends in half a line; name another file", name));
  const std::uint64_t n = read_journal_line(line, name).n;
  if (n != *seen)
    throw Failure(exit_usage,
                  fmt::format("{} ends with event {}, and the desk of the snapshot has seen {}: it is not "
                              "where the journal ends; name another file",
                              name, n, *seen));
}

JournalFile::~JournalFile() {
  if (file_ >= 0) ::close(file_);
}

void JournalFile::fail() const {
  throw Failure(exit_input, fmt::format("cannot write {}: {}", path_, std::strerror(errno)));
}

void JournalFile::add(std::string_view lines) {
  while (!lines.empty()) {
    const ssize_t written = ::write(file_, lines.data(), lines.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail();
    lines.remove_prefix(static_cast<std::size_t>(written));
  }
}

void JournalFile::close() {
  // A pipe or a device has no disk behind it.
  if (::fsync(file_) != 0 && errno != EINVAL && errno != EROFS) fail();
  const int closed = ::close(file_);
  file_ = -1;
  if (closed != 0) fail();
}

} // namespace usher::cli
