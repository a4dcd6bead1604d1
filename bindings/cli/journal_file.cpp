// SPDX-License-Identifier: BSL-1.0
#include "journal_file.hpp"

#include "exit.hpp"
#include "output.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

namespace usher::cli {

JournalFile::JournalFile(std::string path)
    : path_(std::move(path)), file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (file_ < 0) fail();
}

JournalFile::~JournalFile() {
  if (file_ >= 0) ::close(file_);
}

void JournalFile::fail() const {
  throw Failure(exit_input, fmt::format("cannot write {}: {}", harmless(path_), std::strerror(errno)));
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
