// SPDX-License-Identifier: BSL-1.0
// Runs a fuzz target over files and folders, for compilers without libFuzzer.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

std::size_t run(const std::filesystem::path &path) {
  namespace fs = std::filesystem;
  if (fs::is_directory(path)) {
    std::size_t count = 0;
    for (const fs::directory_entry &entry : fs::directory_iterator(path))
      count += run(entry.path());
    return count;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(text.data()), text.size());
  return 1;
}

} // namespace

int main(int count, char **arguments) {
  std::size_t files = 0;
  for (int i = 1; i < count; ++i)
    files += run(arguments[i]);
  std::printf("%zu inputs\n", files);
  return files == 0 ? 1 : 0;
}
