// SPDX-License-Identifier: BSL-1.0
// What stands behind the opaque handles of the C interface, and the one way in which its functions run.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "calendar/calendar.hpp"
#include "check/test_run.hpp"
#include "rules/columns.hpp"
#include "rules/load.hpp"
#include "rules/text_view.hpp"
#include "rules/triage.hpp"

#include <array>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <usher/usher.h>

namespace usher::c_api {

/// What references to one policy share.
struct PolicyBody {
  PolicyBody(rules::Ruleset made, const Limits &given) : ruleset(std::move(made)), limits(given) {}
  rules::Ruleset ruleset;
  Limits limits;

  /// The parts of a kind, USHER_PART_...; all are listed when somebody first asks. Throws DamagedImage.
  [[nodiscard]] const std::vector<usher_part> &parts(std::int32_t kind) const;

 private:
  static constexpr std::size_t part_kinds = USHER_PART_GROUP;
  mutable std::once_flag listed_;
  mutable std::array<std::vector<usher_part>, part_kinds> parts_; // by kind - 1
};

/// No text: data NULL.
[[nodiscard]] inline usher_str text_out(std::string_view text) noexcept { return {text.data(), text.size()}; }
/// An empty text is no text.
[[nodiscard]] inline usher_str text_or_none(std::string_view text) noexcept {
  return text.empty() ? usher_str{nullptr, 0} : text_out(text);
}

[[nodiscard]] inline bool is_valid(const usher_str &text) noexcept {
  return text.data != nullptr || text.size == 0;
}
[[nodiscard]] inline std::string_view text_in(const usher_str &text) noexcept {
  return {text.data, text.size};
}

/// Sets `*report`, if there is one, to a report of its own. False when memory is out; then the report is the static
/// one that says so.
[[nodiscard]] bool deliver(usher_report **report, Findings &&findings) noexcept;
/// Static reports, which need no memory.
void deliver_out_of_memory(usher_report **report) noexcept;
void deliver_damage(usher_report **report) noexcept;
void deliver_defect(usher_report **report) noexcept;
/// Of a zone whose file the system does not let be read. As deliver.
[[nodiscard]] bool deliver_refused(usher_report **report, std::string_view zone) noexcept;

/// Runs a function's work: no exception leaves, and what it found becomes the report.
template <class F>
[[nodiscard]] usher_status guard(usher_report **report, F &&work) noexcept {
  static_assert(std::is_convertible_v<std::invoke_result_t<F, Findings &>, usher_status>);
  try {
    Findings findings;
    const usher_status status = work(findings);
    return deliver(report, std::move(findings)) ? status : USHER_MEMORY;
  } catch (const std::bad_alloc &) {
    deliver_out_of_memory(report);
    return USHER_MEMORY;
  } catch (const std::length_error &) {
    // A list of more than there can be memory for.
    deliver_out_of_memory(report);
    return USHER_MEMORY;
  } catch (const DamagedImage &) {
    // Found when something was read that deciding needs nothing of.
    deliver_damage(report);
    return USHER_FORMAT;
  } catch (const calendar::RefusedZone &zone) {
    return deliver_refused(report, zone.name) ? USHER_IO : USHER_MEMORY;
  } catch (...) {
    deliver_defect(report);
    return USHER_INTERNAL;
  }
}

/// The same for functions without a report.
template <class F>
[[nodiscard]] usher_status guard(F &&work) noexcept {
  return guard(nullptr, [&](Findings &) { return work(); });
}

/// A status that nothing is to be added to; the report is set all the same.
[[nodiscard]] inline usher_status answer_with(usher_report **report, usher_status status) noexcept {
  return guard(report, [status](Findings &) { return status; });
}

/// Makes a document of a text.
[[nodiscard]] std::unique_ptr<usher_document> make_document(std::string text);

} // namespace usher::c_api

struct usher_policy {
  std::shared_ptr<const usher::c_api::PolicyBody> body;
};

struct usher_calendar {
  explicit usher_calendar(const usher::calendar::Description &description) : calendar(description) {}
  usher::calendar::Calendar calendar;
};

struct usher_document {
  std::string text;
};

struct usher_test_run {
  std::shared_ptr<const usher::c_api::PolicyBody> body;
  std::vector<usher::policy::File> files; // those of the policy and of the tests beside it
  std::vector<usher::policy::TestCase> tests;
  usher::check::TestRun run;
  usher_test_summary summary{};
  std::string rendered;
};

struct usher_decision {
  // Kept from decision to decision: to count a use up and down is what threads with one policy would meet at.
  std::shared_ptr<const usher::c_api::PolicyBody> policy;
  const usher::c_api::PolicyBody *body = nullptr; // of it; null: no decision
  usher::rules::Workspace workspace;
  usher_decision_values values{};
  std::vector<usher_ask> asks;
  std::string rendered;
  usher::JsonWriter json;
};

struct usher_batch {
  usher::rules::Workspace workspace;
  usher::rules::Columns columns;
  std::vector<int32_t> statuses;
  std::vector<usher_column> values; // views of the columns
  std::vector<usher_column> reasons;
  std::vector<std::vector<usher_str>> dictionaries;
};

struct usher_text {
  std::shared_ptr<const usher::c_api::PolicyBody> body; // empty: no text
  usher::rules::TextView view;
  usher_text_values values{};
  std::string word_texts;
  std::vector<usher_word> words;
  std::vector<usher_match> matches;
  std::vector<const usher_part *> match_parts; // of all matches, one behind the other
  std::vector<std::size_t> first_parts;        // by match, in the list above
  std::vector<usher_personal_data> personal_data;
  std::vector<usher_span> left_out;
  std::string rendered;
};
