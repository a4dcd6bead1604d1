// SPDX-License-Identifier: BSL-1.0
#include "policy/reader.hpp"

#include "policy/facts.hpp"
#include "policy/live_work.hpp"
#include "policy/sections.hpp"
#include "policy/signals.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace usher::policy {
namespace {

// The version of the policy language.
constexpr std::string_view language_version = "1";

constexpr Keys sections{
    "usher include facts channels accounts calendars topics signals departments agents groups "
    "sla desk customers priority rules default replies tests",
    "surges playbooks voices intents"};
constexpr std::array<std::string_view, 5> main_only = {"usher", "default", "priority", "desk", "customers"};

/// The parts of each section over the files, in the order in which they are merged.
class Sections {
 public:
  Sections(Context &context, const FileSet &set) : context_(context) {
    for (const std::uint32_t number : set.order) {
      const LoadedFile &file = *set.files[number];
      context.enter_file(number, file.source.name());
      const Node &root = file.yaml.root();
      if (root.kind == Node::Kind::null) continue; // unreadable, and said so, or empty
      if (root.kind != Node::Kind::mapping) {
        context.wrong_shape(root, "a mapping of sections", "as in topics: {refund: {en: [~refund]}}");
        continue;
      }
      context.mapping(root, sections, [&](const Node &key, const Node &value) {
        if (number != 0 && std::find(main_only.begin(), main_only.end(), key.text) != main_only.end()) {
          context.error(Code::main_file_only, key,
                        fmt::format("\"{}\" stands in the main file only", key.text),
                        "move it to the main file");
          misplaced_.push_back(key.text);
          return;
        }
        parts_.push_back({number, file.source.name(), key, &value});
      });
    }
  }

  std::vector<SectionPart> of(std::string_view name) const {
    std::vector<SectionPart> parts;
    for (const SectionPart &part : parts_) {
      if (part.key.text == name) parts.push_back(part);
    }
    return parts;
  }

  /// Whether nothing was said yet about a section that the main file must have and has not.
  bool is_missing(std::string_view name) const {
    return of(name).empty() && std::find(misplaced_.begin(), misplaced_.end(), name) == misplaced_.end();
  }

  /// Entries of a section of names, declared in `index`.
  std::vector<NamedEntry> names(NameIndex &index) const {
    return gather(context_, of(index.section()), index);
  }

 private:
  Context &context_;
  std::vector<SectionPart> parts_;
  std::vector<std::string_view> misplaced_;
};

void check_version(Context &context, const Sections &all) {
  const std::vector<SectionPart> parts = all.of("usher");
  if (parts.empty()) return;
  context.enter_file(parts[0].file, parts[0].file_name);
  const Context::Step step(context, "usher");
  const Node &value = *parts[0].value;
  if (value.kind != Node::Kind::scalar || value.text != language_version) {
    context.error(Code::bad_version, value,
                  fmt::format("language version {} is not known; this version of usher reads {}",
                              quote(value.text), language_version),
                  "write usher: 1");
  }
}

void check_complete(Context &context, const Sections &all, const Node &root) {
  context.enter_file(0, context.policy.files[0].name);
  Node top = root;
  if (top.position.line == 0) top.position = {1, 1}; // an empty file
  if (all.is_missing("usher")) {
    context.error(Code::missing_key, top, "the policy does not say its language version",
                  "begin it with usher: 1");
    if (root.kind != Node::Kind::mapping) return; // there is no policy to miss a default in
  }
  if (all.is_missing("default")) {
    context.error(Code::missing_key, top, "the policy has no default",
                  "add default: {department: NAME}, so that no conversation is ever left nowhere");
  }
}

Sha256 digest_of(const std::vector<File> &files) {
  if (files.size() == 1) return files[0].digest;
  std::string lines;
  for (const File &file : files)
    lines += fmt::format("{}  {}\n", to_hex(file.digest), file.name);
  const std::array<std::string_view, 1> parts = {lines};
  return sha256(parts);
}

void excuse_all_names(Context &context) {
  for (NameIndex *index :
       {&context.facts, &context.channels, &context.accounts, &context.topics, &context.signals,
        &context.departments, &context.agents, &context.groups, &context.notified, &context.replies,
        &context.rules, &context.calendars, &context.slas}) {
    index->excuse_all();
  }
}

void read_sections(const FileSet &set, const Limits &limits, Policy &policy, Findings &findings) {
  for (const auto &file : set.files) {
    const std::array<std::string_view, 1> text = {file->source.text()};
    policy.files.push_back({file->source.name(), sha256(text)});
  }
  for (const auto &source : set.holiday_sources) {
    const std::array<std::string_view, 1> text = {source->text()};
    policy.files.push_back({source->name(), sha256(text)});
  }
  policy.digest = digest_of(policy.files);
  if (set.files.empty()) return;

  Context context(policy, limits, findings);
  if (set.incomplete) excuse_all_names(context);
  const Sections all(context, set);
  check_version(context, all);
  // What could not be read as a mapping, which was said, cannot be asked for its sections.
  const Node &root = set.files[0]->yaml.root();
  const bool empty = root.kind == Node::Kind::null && !set.incomplete;
  if (root.kind == Node::Kind::mapping || empty) check_complete(context, all, root);

  NameIndex declared("fact", "facts");
  read_facts(context, all.names(declared));
  if (declared.all_excused()) context.facts.excuse_all();
  context.declare_facts();
  const auto channels = all.names(context.channels);
  const auto accounts = all.names(context.accounts);
  const auto calendars = all.names(context.calendars);
  const auto departments = all.names(context.departments);
  const auto agents = all.names(context.agents);
  const auto groups = all.names(context.groups);
  declare_notified(context, departments, agents, groups);
  const auto slas = all.names(context.slas);
  const auto topics = all.names(context.topics);
  const auto replies = all.names(context.replies);
  const auto signals = all.names(context.signals);

  read_channels(context, channels);
  read_accounts(context, accounts);
  read_calendars(context, set, calendars);
  const Node nothing;
  const std::vector<SectionPart> priority = all.of("priority");
  if (!priority.empty()) context.enter_file(priority[0].file, priority[0].file_name);
  read_bands(context, priority.empty() ? nothing : *priority[0].value);
  read_slas(context, slas);
  read_departments(context, departments);
  read_agents(context, agents);
  read_groups(context, groups);
  for (const SectionPart &part : all.of("desk"))
    read_desk(context, part);
  for (const SectionPart &part : all.of("customers"))
    read_customers(context, part);
  read_topics(context, topics);
  read_replies(context, replies);
  read_signals(context, signals);
  std::vector<const Node *> signal_keys;
  signal_keys.reserve(signals.size());
  for (const NamedEntry &entry : signals)
    signal_keys.push_back(entry.key);
  order_signals(context, signal_keys);

  if (!priority.empty()) {
    context.enter_file(priority[0].file, priority[0].file_name);
    read_priority(context, *priority[0].value);
  }
  read_rules(context, all.of("rules"));

  const std::vector<SectionPart> fallback = all.of("default");
  if (!fallback.empty()) read_default(context, fallback[0]);
  check_service_days(context);
  for (const SectionPart &part : all.of("tests")) {
    context.enter_file(part.file, part.file_name);
    const Context::Step step(context, "tests");
    read_tests(context, *part.value, policy.tests);
  }
}

ReadStatus finish(Findings &findings) {
  findings.sort();
  return findings.has_errors() ? ReadStatus::bad_policy : ReadStatus::ok;
}

} // namespace

ReadStatus read_policy(const std::string &path, const Limits &limits, Policy &out, Findings &findings) {
  FileSet set;
  if (read_files(path, limits, set, findings) == FileStatus::unreadable) return ReadStatus::unreadable;
  read_sections(set, limits, out, findings);
  return finish(findings);
}

ReadStatus read_policy(const MemoryFile &main, std::span<const MemoryFile> includes, const Limits &limits,
                       Policy &out, Findings &findings) {
  FileSet set;
  read_memory(main, includes, limits, set, findings);
  read_sections(set, limits, out, findings);
  return finish(findings);
}

bool read_test_file(const MemoryFile &file, const Limits &limits, Policy &policy, std::vector<TestCase> &out,
                    Findings &findings) {
  const Source source{std::string(file.name), std::string(file.text)};
  Yaml yaml;
  Findings found;
  const bool well_formed = yaml.read(source, limits.nodes, found);
  const std::array<std::string_view, 1> text = {source.text()};
  policy.files.push_back({source.name(), sha256(text)});
  if (well_formed) {
    Context context(policy, limits, found);
    context.declare_facts();
    const auto declare = [](NameIndex &index, const auto &list) {
      for (std::uint32_t i = 0; i < list.size(); ++i)
        index.add(list[i].name, i);
    };
    declare(context.channels, policy.channels);
    declare(context.topics, policy.topics);
    declare(context.rules, policy.rules);
    declare(context.departments, policy.departments);
    declare(context.agents, policy.agents);
    for (NotifiedId id = 0; id < notified_count(policy); ++id)
      context.notified.add(notified_name(policy, id), id);
    declare(context.calendars, policy.calendars);
    declare(context.slas, policy.slas);
    declare(context.replies, policy.replies);
    declare(context.bands, policy.priority.bands);
    context.enter_file(static_cast<std::uint32_t>(policy.files.size() - 1), source.name());
    const Node &root = yaml.root();
    if (root.kind == Node::Kind::mapping) {
      context.mapping(root, {"tests"},
                      [&](const Node &, const Node &value) { read_tests(context, value, out); });
    } else {
      read_tests(context, root, out);
    }
  }
  found.sort();
  findings.append(found);
  return !found.has_errors();
}

} // namespace usher::policy
