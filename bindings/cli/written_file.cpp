// SPDX-License-Identifier: BSL-1.0
#include "written_file.hpp"

#include "exit.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

namespace usher::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string &path, std::string_view why) {
  throw Failure(exit_input, fmt::format("cannot write {}: {}", path, why));
}

[[noreturn]] void fail_of(const std::string &path, int error) { fail(path, std::strerror(error)); }

[[noreturn]] void fail_beside(const std::string &path, const fs::path &folder, int error) {
  const std::string name = folder.string();
  if (error == ENOENT) fail(path, fmt::format("there is no folder {}", name));
  if (error == ENOTDIR) fail(path, fmt::format("{} is no folder", name));
  fail(path, fmt::format("no file can be made in the folder {}: {}", name, std::strerror(error)));
}

fs::path folder_of(const fs::path &file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

// Nothing when there is none of this name.
struct stat about(const std::string &path) {
  struct stat is = {};
  if (::stat(path.c_str(), &is) != 0) {
    if (errno != ENOENT && errno != ENOTDIR) fail_of(path, errno);
    is = {};
  }
  return is;
}

bool is_there(const struct stat &file) { return file.st_mode != 0; }

bool is_replaced(const struct stat &file) { return !is_there(file) || S_ISREG(file.st_mode); }

/// An open file, closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int file) : file_(file) {}
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  ~Descriptor() { ::close(file_); }

  [[nodiscard]] bool write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) return false;
      if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

  /// The mode and the owners of the one in whose place it comes, or of any file that a program makes.
  [[nodiscard]] bool take_mode(const struct stat &former) const {
    if (!is_there(former)) {
      const mode_t mask = ::umask(0);
      ::umask(mask);
      return ::fchmod(file_, 0666 & ~mask) == 0;
    }
    mode_t mode = former.st_mode & 0777;
    // Only root gives files away. If its group is another one now, that may no more than anybody.
    if (::fchown(file_, former.st_uid, former.st_gid) != 0 &&
        ::fchown(file_, static_cast<uid_t>(-1), former.st_gid) != 0)
      mode = (mode & ~static_cast<mode_t>(070)) | ((mode & 07) << 3);
    return ::fchmod(file_, mode) == 0;
  }
  [[nodiscard]] bool sync() const { return ::fsync(file_) == 0; }

 private:
  int file_;
};

void write_in_place(const std::string &path, std::string_view bytes) {
  const int opened = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (opened < 0) fail_of(path, errno);
  if (!Descriptor(opened).write(bytes)) fail_of(path, errno);
}

/// So that a file which has just got its name in this folder has it after a power failure too.
void sync_folder(const std::string &path, const fs::path &folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return; // one that may be written in and not read
  // Some file systems have no such thing.
  if (!Descriptor(opened).sync() && errno != EINVAL && errno != ENOTSUP) fail_of(path, errno);
}

} // namespace

fs::path target_of(const std::string &path) {
  constexpr int most_links = 40; // as many as Linux follows
  fs::path file = path;
  std::error_code error;
  for (int links = 0; fs::is_symlink(fs::symlink_status(file, error)); ++links) {
    if (links == most_links) fail_of(path, ELOOP);
    const fs::path target = fs::read_symlink(file, error);
    if (error) fail_of(path, error.value());
    file = target.is_absolute() ? target : folder_of(file) / target;
  }
  return file;
}

void need_writable(const std::string &path) {
  const struct stat former = about(path);
  if (S_ISDIR(former.st_mode)) fail(path, "it is a folder");
  if (!is_replaced(former)) {
    if (::access(path.c_str(), W_OK) != 0) fail_of(path, errno);
    return;
  }
  const fs::path folder = folder_of(target_of(path));
  const struct stat where = about(folder.string());
  if (!is_there(where)) fail_beside(path, folder, ENOENT);
  if (!S_ISDIR(where.st_mode)) fail_beside(path, folder, ENOTDIR);
  if (::access(folder.c_str(), W_OK | X_OK) != 0) fail_beside(path, folder, errno);
}

void replace_file(const std::string &path, std::string_view bytes) {
  const struct stat former = about(path);
  if (S_ISDIR(former.st_mode)) fail(path, "it is a folder");
  if (!is_replaced(former)) return write_in_place(path, bytes);
  const fs::path target = target_of(path);
  std::string beside = target.string() + ".XXXXXX";
  const int made = ::mkstemp(beside.data());
  if (made < 0) fail_beside(path, folder_of(target), errno);
  const Descriptor file(made);
  // On the disk before it takes the other's place.
  if (file.write(bytes) && file.take_mode(former) && file.sync() &&
      ::rename(beside.c_str(), target.c_str()) == 0)
    return sync_folder(path, folder_of(target));
  const int error = errno;
  ::unlink(beside.c_str());
  fail_of(path, error);
}

} // namespace usher::cli
