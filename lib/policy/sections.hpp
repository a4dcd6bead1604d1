// SPDX-License-Identifier: BSL-1.0
// The readers of a policy's sections. Each takes the nodes of its section and fills its part of the policy;
// all names are declared before any of them is used, so the order of sections in the files does not matter.
#pragma once

#include "policy/context.hpp"
#include "policy/files.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
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

/// Gathers the entries of a section over the files into `names`; a name in two places is an error.
[[nodiscard]] std::vector<NamedEntry> gather(Context &context, const std::vector<SectionPart> &parts,
                                             NameIndex &names);

void read_facts(Context &context, const std::vector<NamedEntry> &entries);
void read_channels(Context &context, const std::vector<NamedEntry> &entries);
void read_accounts(Context &context, const std::vector<NamedEntry> &entries);
void read_calendars(Context &context, const FileSet &files, const std::vector<NamedEntry> &entries);
void read_slas(Context &context, const std::vector<NamedEntry> &entries); // after the bands
void read_departments(Context &context, const std::vector<NamedEntry> &entries);
void read_topics(Context &context, const std::vector<NamedEntry> &entries);
void read_replies(Context &context, const std::vector<NamedEntry> &entries);
void read_signals(Context &context, const std::vector<NamedEntry> &entries);

void read_bands(Context &context, const Node &priority); // declares the bands' names
void read_priority(Context &context, const Node &priority);
void read_rules(Context &context, const std::vector<SectionPart> &parts);
void read_default(Context &context, const SectionPart &part);

/// Days and weeks of service time say something only where a calendar never closes.
void check_service_days(Context &context);

/// Tests of the policy, or of a file of tests beside it.
void read_tests(Context &context, const Node &list, std::vector<TestCase> &out);

/// A condition; an always-true one after a complaint.
[[nodiscard]] Condition read_condition(Context &context, const Node &node);

/// Phrases under one key: a list, or a map by language.
[[nodiscard]] std::vector<PhraseGroup> read_phrase_groups(Context &context, const Node &node);

} // namespace usher::policy
