// SPDX-License-Identifier: BSL-1.0
// The readers of a policy's sections. Each takes the nodes of its section and fills its part of the policy;
// all names are declared before any of them is used, so the order of sections in the files does not matter.
#pragma once

#include "policy/context.hpp"
#include "policy/files.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::policy {

/// A section as one file has it.
struct SectionPart {
  std::uint32_t file;
  std::string_view file_name;
  Node key; // its text is the section's name even where the file has a slip in it
  const Node *value;
};

/// An entry of a section whose keys are names. Number i of a section is number i of the policy's list.
struct NamedEntry {
  std::uint32_t file;
  std::string_view file_name;
  const Node *key;
  const Node *value;
};

/// Runs `take(entry, number)` for each entry with the context standing at it.
template <class F>
void each(Context &context, std::string_view section, const std::vector<NamedEntry> &entries, F &&take) {
  const Context::Step section_step(context, section);
  for (std::uint32_t number = 0; number < entries.size(); ++number) {
    const NamedEntry &entry = entries[number];
    context.enter_file(entry.file, entry.file_name);
    const Context::Step step(context, entry.key->text);
    take(entry, number);
  }
}

template <class T>
void add_once(std::vector<T> &list, T item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
}

/// Gathers the entries of a section over the files into `names`; a name in two places is an error.
[[nodiscard]] std::vector<NamedEntry> gather(Context &context, const std::vector<SectionPart> &parts,
                                             NameIndex &names);

void read_facts(Context &context, const std::vector<NamedEntry> &entries);
void read_channels(Context &context, const std::vector<NamedEntry> &entries);
void read_accounts(Context &context, const std::vector<NamedEntry> &entries);
void read_calendars(Context &context, const FileSet &files, const std::vector<NamedEntry> &entries);
void read_slas(Context &context, const std::vector<NamedEntry> &entries); // after the bands
/// After calendars, SLAs and the names of all whom `notify` may name.
void read_departments(Context &context, const std::vector<NamedEntry> &entries);
/// Declares whom `notify` may name, by NotifiedId. A name that two of them have is an error.
void declare_notified(Context &context, const std::vector<NamedEntry> &departments,
                      const std::vector<NamedEntry> &agents, const std::vector<NamedEntry> &groups);
void read_agents(Context &context, const std::vector<NamedEntry> &entries);
void read_groups(Context &context, const std::vector<NamedEntry> &entries);
void read_desk(Context &context, const SectionPart &part);
void read_customers(Context &context, const SectionPart &part); // after the channels
void read_topics(Context &context, const std::vector<NamedEntry> &entries);
void read_replies(Context &context, const std::vector<NamedEntry> &entries);
void read_signals(Context &context, const std::vector<NamedEntry> &entries);

void read_bands(Context &context, const Node &priority); // declares the bands' names
void read_priority(Context &context, const Node &priority);
void read_rules(Context &context, const std::vector<SectionPart> &parts);
void read_default(Context &context, const SectionPart &part);

/// Languages in ISO 639-1, each once.
void read_languages(Context &context, const Node &node, std::vector<std::string> &out);
/// How many conversations; nothing after a complaint.
[[nodiscard]] std::optional<std::uint32_t> read_count(Context &context, const Node &node, int lowest);

/// Steps of `widen`.
void read_widening(Context &context, const Node &node, std::vector<WidenStep> &out);
/// "95%", a whole number; outside 0 to 100 any number outside.
[[nodiscard]] std::optional<int> parse_percent(std::string_view text) noexcept;
/// 1 to 100; complains of others.
[[nodiscard]] std::optional<int> percent_in_range(Context &context, const Node &node, int percent);

/// Days and weeks of service time say something only where a calendar never closes. Of promises they are an error, of
/// other lengths, `value` as it is written, a warning.
void check_service_days(Context &context);
void warn_of_service_days(Context &context, const Node &value, const Department &department);

/// Tests of the policy, or of a file of tests beside it.
void read_tests(Context &context, const Node &list, std::vector<TestCase> &out);

/// A condition; an always-true one after a complaint.
[[nodiscard]] Condition read_condition(Context &context, const Node &node);

/// What is asked of one fact: a test, or `any` of two where a time is compared with dates and with now.
void read_fact_test(Context &context, FactId fact, const Node &node, Condition &out);

/// Phrases under one key: a list, or a map by language.
[[nodiscard]] std::vector<PhraseGroup> read_phrase_groups(Context &context, const Node &node);

} // namespace usher::policy
