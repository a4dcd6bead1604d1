// SPDX-License-Identifier: BSL-1.0
#include "journal_player.hpp"

#include "exit.hpp"
#include "findings.hpp"
#include "journal_line.hpp"
#include "output.hpp"
#include "saved_desk.hpp"
#include "time_option.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace usher::cli {
namespace {

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

} // namespace

JournalPlayer::JournalPlayer(Desk &desk, const std::string &file, std::vector<Policy> later, bool keep_going)
    : desk_(desk), file_(harmless(file)), later_(std::move(later)), keep_going_(keep_going) {
  View view;
  desk_.look(view);
  begin_ = view.time().value_or(Time());
  seen_ = events_seen(desk_).count;
}

bool JournalPlayer::play(const Line &line) {
  const std::string_view text = without_return(line.text);
  if (text.find_first_not_of(" \t") == std::string_view::npos) return false;
  const std::string place = fmt::format("{}:{}", file_, line.number);
  const JournalLine told = read_journal_line(text, place);
  ++events_;
  if (told.n <= seen_ && instant_.empty()) {
    if (told.time <= begin_) return false;
    throw Failure(
        exit_input,
        fmt::format("{}: event {} is of {}, and the snapshot, of {}, has seen {} events: it is not one of "
                    "this journal's desk. Give one that is",
                    place, told.n, to_text(told.time), to_text(begin_), seen_));
  }
  const std::uint64_t wanted = std::max(last_, seen_) + 1;
  if (told.n != wanted && !keep_going_)
    throw Failure(
        exit_input,
        fmt::format("{}: event {} stands where event {} should: the desk comes to this line from the "
                    "begin of the journal or from a snapshot, and lines between them are missing. Give the "
                    "whole journal, a snapshot from behind them, or --keep-going",
                    place, told.n, wanted));
  last_ = told.n;
  instant_.push_back({line.number, std::string(text), std::string(told.event), told.policy});
  if (!told.ends_instant) return false;
  play_instant();
  return true;
}

void JournalPlayer::play_instant() {
  if (instant_.front().policy.empty())
    play_events();
  else
    play_policy();
  instant_.clear();
}

void JournalPlayer::play_policy() {
  const Told &told = instant_.front();
  const auto policy = std::find_if(later_.begin(), later_.end(),
                                   [&](const Policy &one) { return one.hash() == told.policy; });
  if (policy == later_.end()) {
    tell_difference(told.line,
                    fmt::format("the desk gets another policy here, with the hash {}; name its file "
                                "by --then POLICY",
                                harmless(told.policy)));
    return;
  }
  desk_.set_policy(*policy, effects_);
  compare(effects_.journal());
  desk_.commit();
}

void JournalPlayer::play_events() {
  std::string events;
  for (const Told &told : instant_)
    events.append(told.event).append("\n");
  Report report;
  const Status status = desk_.try_apply_json(events, effects_, &report);
  if (!succeeded(status)) refuse(status, report.findings());
  compare(effects_.journal());
  desk_.commit();
}

void JournalPlayer::compare(std::string_view said) {
  for (const Told &told : instant_) {
    const std::size_t end = std::min(said.find('\n'), said.size());
    const std::string_view line = said.substr(0, end);
    said.remove_prefix(std::min(end + 1, said.size()));
    if (differs_since_ || tell_the_same(line, told.text)) continue;
    tell_difference(
        told.line,
        "the journal tells otherwise than the desk: it was written under another policy or seed, "
        "or began from a snapshot. Give what it was written with by --policy, --seed and SNAPSHOT; "
        "--keep-going shows what this policy makes of it");
  }
}

void JournalPlayer::tell_difference(std::uint64_t line, std::string_view why) {
  if (!keep_going_) throw Failure(exit_input, fmt::format("{}:{}: {}", file_, line, why));
  if (!differs_since_) differs_since_ = line;
}

void JournalPlayer::refuse(Status status, const std::vector<Finding> &findings) const {
  std::uint64_t line = instant_.front().line;
  std::string why(name_of(status));
  for (const Finding &finding : findings) {
    if (finding.severity != Severity::error) continue;
    if (finding.line >= 1 && finding.line <= instant_.size()) line = instant_[finding.line - 1].line;
    why = error_sentence({&finding, 1});
    break;
  }
  throw Failure(exit_input, fmt::format("{}:{}: the desk refuses the event: {}", file_, line, harmless(why)));
}

} // namespace usher::cli
