// SPDX-License-Identifier: BSL-1.0
#include "journal_file.hpp"

#include "exit.hpp"
#include "input.hpp"
#include "journal_line.hpp"
#include "time_option.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace usher::cli {

namespace {

/// How a journal ends.
struct End {
  SeenEvents last;          // of its last whole instant; none when there is none
  std::uint64_t behind = 0; // bytes of an instant that is not whole
  bool lacks_feed = false;  // its last line is whole without one
};

/// `end`: the last bytes of a journal. Nothing if more of them are needed, of which there are.
std::optional<End> end_of(std::string end, bool is_all, const std::string &name) {
  End out;
  const std::size_t half = end.rfind('\n') + 1; // 0: there is none
  const std::size_t size = end.size();
  out.lacks_feed = half < size && is_whole(std::string_view(end).substr(half));
  if (out.lacks_feed)
    end += '\n';
  else
    out.behind = size - half;
  for (std::size_t feed = end.rfind('\n'); feed != std::string::npos;) {
    const std::size_t before = feed == 0 ? std::string::npos : end.rfind('\n', feed - 1);
    if (before == std::string::npos && !is_all) return std::nullopt;
    const std::size_t begin = before + 1;
    std::string_view line = std::string_view(end).substr(begin, feed - begin);
    if (begin == 0) line = without_byte_order_mark(line);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
      const JournalLine told = read_journal_line(line, name);
      if (told.ends_instant) {
        out.last = {told.n, told.time};
        return out;
      }
      out.behind = size - begin;
    }
    feed = before;
  }
  return is_all ? std::optional(out) : std::nullopt;
}

End end_of(int file, std::uint64_t size, const std::string &name) {
  for (std::uint64_t taken = 4096;; taken *= 2) {
    std::string end(static_cast<std::size_t>(std::min(taken, size)), '\0');
    const ssize_t got = ::pread(file, end.data(), end.size(), static_cast<off_t>(size - end.size()));
    if (got < 0 || static_cast<std::size_t>(got) != end.size())
      throw Failure(exit_input, fmt::format("cannot read {}", name));
    if (const std::optional<End> out = end_of(std::move(end), taken >= size, name)) return *out;
  }
}

bool is_regular(int file) noexcept {
  struct stat is = {};
  return ::fstat(file, &is) == 0 && S_ISREG(is.st_mode);
}

} // namespace

JournalFile::JournalFile(std::string path, std::optional<SeenEvents> seen)
    : path_(std::move(path)), file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
  if (file_ < 0) fail();
  try {
    go_on(seen);
  } catch (...) {
    ::close(file_);
    throw;
  }
}

void JournalFile::go_on(std::optional<SeenEvents> seen) {
  if (!is_regular(file_)) return;
  const std::string &name = path_;
  // Some file systems have no locks; that is no reason to keep no journal there.
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    throw Failure(exit_usage, fmt::format("{} is written by another usher run, and a journal is of one desk: "
                                          "name another file",
                                          name));
  struct stat is = {};
  if (::fstat(file_, &is) != 0) fail();
  if (is.st_size == 0) return;
  if (!seen)
    throw Failure(exit_usage,
                  fmt::format("{} is not empty, and what is in a journal stays: name another file, or "
                              "go on with it from the snapshot of its desk, by --from SNAPSHOT",
                              name));
  const int reading = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (reading < 0) throw Failure(exit_input, fmt::format("cannot read {}: {}", name, std::strerror(errno)));
  End end;
  try {
    end = end_of(reading, static_cast<std::uint64_t>(is.st_size), name);
  } catch (...) {
    ::close(reading);
    throw;
  }
  ::close(reading);
  const SeenEvents &last = end.last;
  if (end.behind != 0)
    throw Failure(
        exit_usage,
        fmt::format("{} ends in half a line, or half an instant, as after a crash; cut off its last {} "
                    "bytes, as by truncate -s -{}, or name another file",
                    name, end.behind, end.behind));
  if (last.count != seen->count)
    throw Failure(exit_usage,
                  fmt::format("{} ends with event {}, and the desk of the snapshot has seen {}: it is not "
                              "where the journal ends; name another file{}",
                              name, last.count, seen->count,
                              last.count > seen->count
                                  ? ", or go on from the desk that the journal tells of, which usher desk "
                                    "SNAPSHOT --follow JOURNAL --once --snapshot FILE puts away"
                                  : ""));
  if (last.count != 0 && last.time != seen->time)
    throw Failure(exit_usage,
                  fmt::format("{} ends at {}, and the desk of the snapshot is at {}: it is another desk's "
                              "journal; name another file",
                              name, to_text(last.time), to_text(seen->time)));
  if (end.lacks_feed) add("\n");
}

JournalFile::~JournalFile() {
  if (file_ >= 0) ::close(file_);
}

void JournalFile::fail() const {
  throw Failure(exit_input, fmt::format("cannot write {}: {}", path_, std::strerror(errno)));
}

void JournalFile::add(std::string_view lines) {
  off_t written = 0;
  while (!lines.empty()) {
    const ssize_t taken = ::write(file_, lines.data(), lines.size());
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) take_back(written);
    written += taken;
    lines.remove_prefix(static_cast<std::size_t>(taken));
  }
}

/// Of what could not be written as a whole nothing stays: the journal can be gone on with from where it was.
void JournalFile::take_back(off_t written) const {
  const int why = errno;
  struct stat is = {};
  const bool is_cut = written != 0 && ::fstat(file_, &is) == 0 && S_ISREG(is.st_mode) &&
                      ::ftruncate(file_, is.st_size - written) == 0;
  errno = why;
  if (written == 0 || is_cut) fail();
  throw Failure(exit_input,
                fmt::format("cannot write {}: {}; it ends in half a line", path_, std::strerror(why)));
}

void JournalFile::close() {
  // A pipe or a device has no disk behind it.
  if (::fsync(file_) != 0 && errno != EINVAL && errno != EROFS) fail();
  const int closed = ::close(file_);
  file_ = -1;
  if (closed != 0) fail();
}

} // namespace usher::cli
