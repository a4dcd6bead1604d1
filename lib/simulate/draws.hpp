// SPDX-License-Identifier: BSL-1.0
// Numbers at random that depend on what they are for and on nothing else: each conversation has streams of its own, so
// that two policies meet the very same customers whatever they do with them (common random numbers).
#pragma once

#include "desk/random.hpp"

#include <cstdint>

namespace usher::simulate {

/// What a stream of a conversation is for. Numbers never change: they make results what they are.
enum class Purpose : std::uint64_t {
  arrival = 1, // when the next one comes
  kind,        // which of the kinds of its demand it is
  text,
  handle, // the work on the first message; those of later turns are numbered from `turn`
  patience,
  turns,
  reopening,
  triage,               // whether it goes to the wrong department, and to which
  deflection,           // whether an answer for all makes them not write at all
  offer,                // whether who is asked takes it, and after how long
  handle_of_turn = 100, // + turn
  gap_before_turn = 1'000'000,
  scale = 1'999'999, // of a demand in a replication
  way = 2'000'000    // + step of the work
};

/// A stream: SplitMix64 from a start that its key gives.
class Draws {
 public:
  explicit Draws(std::uint64_t key) noexcept : state_(key) {}

  /// Strictly between 0 and 1, on a grid of 2^-53.
  [[nodiscard]] double unit() noexcept {
    const std::uint64_t bits = desk::mix(state_);
    state_ += 0x9E3779B97F4A7C15U;
    return (static_cast<double>(bits >> 11U) + 0.5) * 0x1p-53;
  }

 private:
  std::uint64_t state_;
};

/// The streams of what one source makes.
class SourceStreams {
 public:
  SourceStreams() = default;
  explicit SourceStreams(std::uint64_t key) noexcept : key_(key) {}

  /// `number` tells which conversation of the source.
  [[nodiscard]] Draws of(std::uint64_t number, Purpose purpose, std::uint64_t turn = 0) const noexcept {
    return Draws(desk::mix(desk::mix(key_ ^ number) ^ (static_cast<std::uint64_t>(purpose) + turn)));
  }

 private:
  std::uint64_t key_ = 0;
};

/// All streams of a replication.
class Streams {
 public:
  Streams(std::uint64_t seed, std::uint64_t replication) noexcept
      : key_(desk::mix(desk::mix(seed) ^ replication)) {}

  /// `source` tells what makes the conversations.
  [[nodiscard]] SourceStreams from(std::uint64_t source) const noexcept {
    return SourceStreams(desk::mix(key_ ^ desk::mix(source)));
  }
  [[nodiscard]] Draws of(std::uint64_t source, std::uint64_t number, Purpose purpose,
                         std::uint64_t turn = 0) const noexcept {
    return from(source).of(number, purpose, turn);
  }

 private:
  std::uint64_t key_;
};

} // namespace usher::simulate
