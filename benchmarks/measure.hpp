// SPDX-License-Identifier: BSL-1.0
// What measuring needs of the machine: the processor's time, memory, the processor's name.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace usher_benchmark {

/// Prints why and ends the program: a benchmark that went wrong has no figures.
[[noreturn]] void fail(const std::string &why);

/// Time that all threads of this process, or this thread alone, have had on a processor.
[[nodiscard]] double processor_seconds();
[[nodiscard]] double thread_seconds();

/// Memory of this process in use, in megabytes, what was freed given back to the system first.
[[nodiscard]] double resident_megabytes();
/// The most it ever was.
[[nodiscard]] double peak_megabytes();

/// "AMD EPYC ..., 2 processors".
[[nodiscard]] std::string machine();

/// The one in the middle.
[[nodiscard]] double median(std::vector<double> values);

/// Calls of `work(ticket)` a second of the processor's time.
template <class Work>
double rate(std::size_t tickets, double seconds, const Work &work) {
  std::size_t done = 0;
  const double begin = processor_seconds();
  double now = begin;
  while (now - begin < seconds) {
    for (int i = 0; i < 64; ++i, ++done) // asking for the time costs about as much as a decision
      work(done % tickets);
    now = processor_seconds();
  }
  return static_cast<double>(done) / (now - begin);
}

} // namespace usher_benchmark
