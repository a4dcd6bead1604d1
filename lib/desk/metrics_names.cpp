// SPDX-License-Identifier: BSL-1.0
// What figures are called, in all forms the same.
#include "desk/metrics_figures.hpp"

namespace usher::desk {
namespace {

constexpr std::array<std::string_view, dimension_count> dimensions = {"desk",    "department", "account",
                                                                      "channel", "language",   "agent"};

constexpr std::array<CountName, 27> counts = {{
    {Count::conversations, "conversations", "Conversations that came"},
    {Count::taken_in, "taken_in", "Conversations that somebody was to answer"},
    {Count::queued, "queued", "Times that a conversation came into a queue"},
    {Count::offered, "offered", "Offers to agents"},
    {Count::assigned, "assigned", "Times that a conversation was given to an agent"},
    {Count::accepted, "accepted", "Offers that were accepted"},
    {Count::declined, "declined", "Offers that were declined"},
    {Count::expired, "expired", "Offers that nobody answered in time"},
    {Count::replies, "replies", "Answers that customers see"},
    {Count::resolved, "resolved", "Resolutions, each time"},
    {Count::solved, "solved", "Conversations that were ever resolved"},
    {Count::one_touch, "one_touch", "Conversations that one answer resolved"},
    {Count::reopened, "reopened", "Times that a conversation was opened again"},
    {Count::solved_reopened, "solved_reopened", "Resolved conversations that were ever opened again"},
    {Count::transfers, "transfers", "Times that a person gave a conversation to somebody else"},
    {Count::several_agents, "several_agents", "Conversations that more than one agent had"},
    {Count::several_departments, "several_departments",
     "Conversations that were in more than one department"},
    {Count::abandoned, "abandoned", "Conversations whose customer left before the first answer"},
    {Count::left, "left", "Conversations whose customer left after an answer"},
    {Count::refused, "refused", "Conversations that a full or blocked queue refused"},
    {Count::ignored, "ignored", "Times that a conversation was found to be nobody's business"},
    {Count::escalated, "escalated", "Times that waiting or a rule lifted a conversation into a higher band"},
    {Count::overruled, "overruled", "Reasons against what a person did all the same"},
    {Count::consultations, "consultations", "Questions to other departments"},
    {Count::consultations_answered, "consultations_answered",
     "Questions to other departments that were answered"},
    {Count::consultations_refused, "consultations_refused",
     "Questions to other departments that were refused"},
    {Count::consultations_late, "consultations_late",
     "Questions to other departments that nobody answered in time"},
}};

constexpr std::array<SeriesName, 6> series = {{
    {Series::first_reply, Series::first_reply_business, "first_reply",
     "From the first message to the first answer"},
    {Series::next_reply, Series::next_reply_business, "next_reply",
     "From the oldest message without an answer to its answer, after the first one"},
    {Series::wait, Series::nothing, "wait", "From the first message until an agent had the conversation"},
    {Series::first_resolution, Series::first_resolution_business, "first_resolution",
     "From the first message to the first resolution"},
    {Series::full_resolution, Series::full_resolution_business, "full_resolution",
     "From the first message to the last resolution, of conversations that are resolved now"},
    {Series::abandoned, Series::nothing, "abandoned_wait",
     "How long those waited who left before the first answer"},
}};

Ratio part_of(const GroupFigures &figures, Count part, Count whole) noexcept {
  return {figures[part], figures[whole]};
}

constexpr std::array<Rate, 8> all_rates = {{
    {"response", "Conversations that were answered, of those that somebody was to answer",
     [](const GroupFigures &f) noexcept {
       return Ratio{f[Series::first_reply].count(), f[Count::taken_in]};
     }},
    {"abandonment",
     "Conversations whose customer left before the first answer, of those that somebody was to answer",
     [](const GroupFigures &f) noexcept { return part_of(f, Count::abandoned, Count::taken_in); }},
    {"patient_abandonment", "The same without those who left at once",
     [](const GroupFigures &f) noexcept {
       return Ratio{without(f.short_abandoned, f[Count::abandoned]),
                    without(f.short_abandoned, f[Count::taken_in])};
     }},
    {"agent_transfer", "Conversations that more than one agent had, of those that any had",
     [](const GroupFigures &f) noexcept {
       return Ratio{f[Count::several_agents], f[Series::wait].count()};
     }},
    {"department_transfer",
     "Conversations that were in more than one department, of those that somebody was to answer",
     [](const GroupFigures &f) noexcept { return part_of(f, Count::several_departments, Count::taken_in); }},
    {"reopen", "Resolved conversations that were opened again",
     [](const GroupFigures &f) noexcept { return part_of(f, Count::solved_reopened, Count::solved); }},
    {"one_touch", "Resolved conversations that one answer resolved",
     [](const GroupFigures &f) noexcept { return part_of(f, Count::one_touch, Count::solved); }},
    {"acceptance", "Offers that were accepted",
     [](const GroupFigures &f) noexcept { return part_of(f, Count::accepted, Count::offered); }},
}};

} // namespace

std::string_view name_of(Dimension dimension) noexcept {
  return dimensions[static_cast<std::size_t>(dimension)];
}
std::span<const CountName> count_names() noexcept { return counts; }
std::span<const SeriesName> series_names() noexcept { return series; }
std::span<const Rate> rates() noexcept { return all_rates; }

} // namespace usher::desk
