// SPDX-License-Identifier: BSL-1.0
#include "simulate/replay.hpp"

#include "simulate/replay_line.hpp"

#include <algorithm>

namespace usher::simulate {
namespace {

constexpr std::size_t events_of_a_part = 1000;

} // namespace

Replay::Replay(std::shared_ptr<const rules::Ruleset> policy, std::shared_ptr<const rules::Ruleset> against,
               const ReplayOptions &options)
    : limits_(options.desk.limits),
      zone_(options.zone != nullptr ? options.zone : calendar::Zone::utc()),
      before_(std::make_unique<ReplaySide>(std::move(policy), options.desk, opened_, names_)) {
  if (against != nullptr)
    after_ = std::make_unique<ReplaySide>(std::move(against), options.desk, opened_, names_);
}

/// The first message of a customer in a conversation opens it; not what a desk already has, as a part that was split off.
void Replay::note_openings(std::span<const desk::Event> events) {
  for (const desk::Event &event : events) {
    if (!event.time) continue;
    input_.first = input_.first == 0 ? *event.time : std::min(input_.first, *event.time);
    input_.last = std::max(input_.last, *event.time);
    if (event.type != desk::EventType::message || event.from_staff) continue;
    if (opened_.names.find(event.conversation) == NameList::none &&
        (before_->knows(event.conversation) || (after_ != nullptr && after_->knows(event.conversation))))
      continue;
    const std::uint32_t number = opened_.names.number_of(event.conversation);
    if (number == opened_.times.size()) opened_.times.push_back(*event.time);
  }
}

void Replay::play_instant() {
  if (!instant_.empty()) {
    input_.events += instant_.size();
    note_openings(instant_);
    before_->apply(instant_);
    if (after_ != nullptr) after_->apply(instant_);
  }
  instant_.clear();
  used_ = 0;
  instant_time_.reset();
}

bool Replay::take_event(std::string_view json, std::uint32_t line, std::optional<Instant> applied,
                        Findings &findings) {
  if (pool_.size() == used_) pool_.push_back(std::make_unique<desk::EventJson>());
  const std::size_t place = used_;
  if (!pool_[place]->read(json, limits_, line, findings)) return false;
  desk::Event event = pool_[place]->event();
  if (!event.time) event.time = applied;
  if (!event.time || event.time != instant_time_) {
    play_instant();
    std::swap(pool_[0], pool_[place]);
  }
  ++used_;
  instant_.push_back(event);
  instant_time_ = event.time;
  if (!event.time) play_instant();
  return true;
}

void Replay::take_line(std::string_view line, std::uint32_t number, Findings &findings) {
  RecordedLine recorded;
  // What had no time of its own was applied at the desk's, which the journal knows.
  const bool is_sound = read_recorded(line, number, recorded, findings);
  if (is_sound && recorded.is_policy) return; // the policies are those of the replay, all the time
  if (!is_sound || !take_event(recorded.event, number, recorded.applied, findings)) ++input_.left_out;
}

void Replay::add_lines(std::string_view file, std::string_view lines, Findings &findings) {
  lines_.set_file(file);
  const std::uint64_t before = lines_.number();
  lines_.each(lines, findings, [&](std::string_view line, std::uint32_t number, Findings &here) {
    take_line(line, number, here);
  });
  input_.lines += lines_.number() - before;
}

void Replay::add_events(std::span<const desk::Event> events) {
  play_instant();
  input_.lines += events.size();
  while (!events.empty()) {
    std::size_t count = 1;
    while (count < events.size() && events[count].time && events[count].time == events.front().time)
      ++count;
    instant_.assign(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(count));
    play_instant();
    events = events.subspan(count);
  }
}

bool Replay::add_rows(const EventMapping *mapping, std::string_view file, std::string_view bytes, bool last,
                      Findings &findings) {
  if (!rows_) {
    rows_.emplace(*mapping);
    rows_->set_file(std::string(file));
    rows_file_ = file;
  }
  if (!rows_->add(bytes, last, findings)) return false;
  input_.lines = rows_->rows();
  input_.left_out = rows_->left_out();
  if (last) row_events_ = rows_->take_events();
  return true;
}

bool Replay::play_some(Findings &findings) {
  for (std::size_t i = 0; i < events_of_a_part && played_ < row_events_.size(); ++i, ++played_) {
    const RowEvent &row = row_events_[played_];
    Findings here;
    // A row whose texts are over a limit.
    if (!take_event(row.json, static_cast<std::uint32_t>(row.line), std::nullopt, here)) ++input_.left_out;
    for (Finding finding : here) {
      finding.file = rows_file_;
      findings.add(std::move(finding));
    }
  }
  if (played_ < row_events_.size()) return true;
  play_instant();
  return false;
}

void Replay::finish() { play_instant(); }

std::span<const RecordedRow> Replay::recorded() const noexcept {
  return rows_ ? std::span<const RecordedRow>(rows_->recorded()) : std::span<const RecordedRow>();
}

std::int64_t Replay::due_tolerance_ms() const noexcept {
  return rows_ ? rows_->mapping().due_tolerance_ms : 0;
}

} // namespace usher::simulate
