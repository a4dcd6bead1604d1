// SPDX-License-Identifier: BSL-1.0
#include "text/written_text.hpp"

#include <cstdint>
#include <utility>

namespace usher::text {
namespace {

// What is said of a number depends on words near it, so the whole text may see more of one, or less.
void widen(PersonalData &data, const Span &by, std::uint32_t least, std::uint32_t most) noexcept {
  if (by.begin < data.where.begin && by.begin >= least) {
    data.where.begin = by.begin;
    data.where.begin_code_point = by.begin_code_point;
  }
  if (by.end > data.where.end && by.end <= most) {
    data.where.end = by.end;
    data.where.end_code_point = by.end_code_point;
  }
}

} // namespace

void WrittenText::assign_email(std::string_view source, bool forwarded) {
  find_written_parts(source, forwarded, kept_);
  find_left_out_parts(source, kept_, left_out_);
  if (!left_out_.empty()) blank_left_out_parts(source, left_out_, blanked_);
}

void WrittenText::add_left_out(std::string_view source, std::vector<PersonalData> &found) const {
  if (left_out_.empty()) return;
  std::vector<PersonalData> of_source;
  find_personal_data(source, of_source);
  std::vector<PersonalData> all;
  all.reserve(found.size() + of_source.size());
  auto next = found.begin();
  for (PersonalData &data : of_source) {
    while (next != found.end() && next->where.end <= data.where.begin)
      all.push_back(*next++);
    if (next == found.end() || next->where.begin >= data.where.end) {
      data.counts = false;
      if (all.empty() || all.back().where.end <= data.where.begin) all.push_back(data);
      continue;
    }
    const bool last = next + 1 == found.end();
    widen(*next, data.where, all.empty() ? 0 : all.back().where.end,
          last ? static_cast<std::uint32_t>(source.size()) : (next + 1)->where.begin);
  }
  all.insert(all.end(), next, found.end());
  found = std::move(all);
}

} // namespace usher::text
