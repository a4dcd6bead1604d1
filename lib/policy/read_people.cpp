// SPDX-License-Identifier: BSL-1.0
#include "policy/facts.hpp"
#include "policy/live_work.hpp"
#include "policy/sections.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::policy {
namespace {

void read_capacity(Context &context, const Node &node, Capacity &capacity) {
  if (node.kind != Node::Kind::mapping) {
    capacity.total = read_count(context, node, 1).value_or(capacity.total);
    return;
  }
  bool has_total = false;
  context.mapping(node, {"total social message email chat ticket phone"},
                  [&](const Node &key, const Node &value) {
                    if (key.text == "total") {
                      has_total = true;
                      capacity.total = read_count(context, value, 1).value_or(capacity.total);
                      return;
                    }
                    const auto kinds = channel_kind_names();
                    const auto kind = std::find(kinds.begin(), kinds.end(), key.text) - kinds.begin();
                    capacity.by_kind[static_cast<std::size_t>(kind)] = read_count(context, value, 0);
                  });
  if (!has_total) {
    context.error(Code::missing_key, node, "it is not said how many conversations in all",
                  "add total: NUMBER, of which the kinds are a part");
  }
}

void read_agent(Context &context, const Node &node, Agent &agent) {
  const auto names = [&context](const Node &list, const NameIndex &index, std::vector<std::uint32_t> &out) {
    context.list(list, false, [&](const Node &item) {
      if (const auto number = context.name(item, index)) add_once(out, *number);
    });
  };
  context.mapping(node, {"departments skills languages accounts capacity works_on shift", "goals"},
                  [&](const Node &key, const Node &value) {
                    if (key.text == "departments") {
                      names(value, context.departments, agent.departments);
                    } else if (key.text == "skills") {
                      context.list(value, false, [&](const Node &item) {
                        if (const auto word = context.text(item, "a skill"))
                          add_once(agent.skills, std::string(*word));
                      });
                    } else if (key.text == "languages") {
                      read_languages(context, value, agent.languages);
                    } else if (key.text == "accounts") {
                      names(value, context.accounts, agent.accounts);
                    } else if (key.text == "capacity") {
                      read_capacity(context, value, agent.capacity);
                    } else if (key.text == "works_on") {
                      agent.works_on = read_count(context, value, 1);
                    } else {
                      agent.shift = context.name(value, context.calendars);
                    }
                  });
}

} // namespace

void read_languages(Context &context, const Node &node, std::vector<std::string> &out) {
  context.list(node, true, [&](const Node &item) {
    const std::optional<std::string_view> code = context.text(item, "a language");
    if (!code) return;
    if (!is_language_code(*code)) {
      context.error(Code::unknown_name, item, fmt::format("there is no language {}", quote(*code)),
                    "use a code of ISO 639-1, as in en, it, ru, fa");
    }
    add_once(out, std::string(*code));
  });
}

void declare_notified(Context &context, const std::vector<NamedEntry> &departments,
                      const std::vector<NamedEntry> &agents, const std::vector<NamedEntry> &groups) {
  NameIndex &all = context.notified;
  std::uint32_t id = 0;
  std::vector<const NamedEntry *> entries;
  const auto declare = [&](const std::vector<NamedEntry> &list, const NameIndex &index) {
    if (index.all_excused()) all.excuse_all();
    const Context::Step section(context, index.section());
    for (const NamedEntry &entry : list) {
      entries.push_back(&entry);
      if (all.add(entry.key->text, id++)) continue;
      const std::uint32_t taken = *all.find(entry.key->text);
      const NamedEntry &first = *entries[taken];
      const NameIndex &other = taken < departments.size() ? context.departments : context.agents;
      context.enter_file(entry.file, entry.file_name);
      const Context::Step step(context, entry.key->text);
      context.error(Code::duplicate_name, *entry.key,
                    fmt::format("{} is the {} at {} already", quote(entry.key->text), other.what(),
                                context.place_text({first.file, first.key->position})),
                    "`notify` could not tell them apart; give one of them another name");
    }
  };
  declare(departments, context.departments);
  declare(agents, context.agents);
  declare(groups, context.groups);
}

void read_agents(Context &context, const std::vector<NamedEntry> &entries) {
  context.policy.agents.resize(entries.size());
  each(context, "agents", entries, [&](const NamedEntry &entry, std::uint32_t number) {
    Agent &agent = context.policy.agents[number];
    agent.name = entry.key->text;
    agent.place = context.place(*entry.key);
    read_agent(context, *entry.value, agent);
  });
}

void read_groups(Context &context, const std::vector<NamedEntry> &entries) {
  context.policy.groups.resize(entries.size());
  each(context, "groups", entries, [&](const NamedEntry &entry, std::uint32_t number) {
    Group &group = context.policy.groups[number];
    group.name = entry.key->text;
    group.place = context.place(*entry.key);
    context.list(*entry.value, true, [&](const Node &item) {
      if (const auto agent = context.name(item, context.agents)) add_once(group.agents, *agent);
    });
  });
}

void read_desk(Context &context, const SectionPart &part) {
  context.enter_file(part.file, part.file_name);
  const Context::Step section(context, "desk");
  DeskSettings &desk = context.policy.desk;
  context.mapping(
      *part.value, {"order decline_pause repeat_window late_bound ahead_bound remember keep_text weights"},
      [&](const Node &key, const Node &value) {
        const auto duration = [&](std::int64_t &out) { out = context.duration(value).value_or(out); };
        if (key.text == "order") {
          if (const auto word = context.word(value, "order of queues", order_names()))
            desk.order = static_cast<Order>(*word);
        } else if (key.text == "decline_pause") {
          duration(desk.decline_pause_ms);
        } else if (key.text == "repeat_window") {
          duration(desk.repeat_window_ms);
        } else if (key.text == "late_bound") {
          duration(desk.late_bound_ms);
        } else if (key.text == "ahead_bound") {
          duration(desk.ahead_bound_ms);
        } else if (key.text == "remember") {
          const std::optional<std::int64_t> length = context.duration(value);
          if (length && *length < least_memory_ms)
            context.error(Code::out_of_range, value, fmt::format("{} is too short", value.text),
                          "a minute at least, as in 30d");
          else
            desk.remember_ms = length.value_or(desk.remember_ms);
        } else if (key.text == "keep_text") {
          const auto bytes = context.integer(value, 0, most_kept_text);
          if (bytes) desk.keep_text = static_cast<std::uint32_t>(*bytes);
        } else {
          context.mapping(
              value, {"social message email chat ticket phone"}, [&](const Node &name, const Node &number) {
                const auto kinds = channel_kind_names();
                const auto kind = std::find(kinds.begin(), kinds.end(), name.text) - kinds.begin();
                const auto weight = context.integer(number, 1, largest_weight);
                if (weight)
                  desk.weights[static_cast<std::size_t>(kind)] = static_cast<std::uint32_t>(*weight);
              });
        }
      });
}

void read_customers(Context &context, const SectionPart &part) {
  context.enter_file(part.file, part.file_name);
  const Context::Step section(context, "customers");
  CustomerSettings &customers = context.policy.customers;
  context.mapping(*part.value, {"one_owner across"}, [&](const Node &key, const Node &value) {
    if (key.text == "one_owner") {
      customers.one_owner = context.flag(value).value_or(false);
      return;
    }
    context.list(value, true, [&](const Node &item) {
      if (const auto channel = context.name(item, context.channels)) add_once(customers.across, *channel);
    });
  });
}

} // namespace usher::policy
