// SPDX-License-Identifier: BSL-1.0
#include "policy/facts.hpp"
#include "policy/placeholders.hpp"
#include "policy/sections.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace usher::policy {
namespace {

constexpr std::array<std::string_view, 5> fact_types = {"text", "number", "flag", "time", "duration"};
constexpr std::array<FactType, 5> fact_type_values = {FactType::text, FactType::number, FactType::flag,
                                                      FactType::time, FactType::duration};
constexpr std::array<std::string_view, 7> condition_words = {"all",  "any", "none",   "not",
                                                             "open", "was", "changed"};

// Dotted words of letters, digits, _ and -, each starting with a letter or _.
bool is_fact_name(std::string_view name) {
  bool start = true;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool inner = (c >= '0' && c <= '9') || c == '-';
    if (c == '.' ? start : !(letter || (inner && !start))) return false;
    start = c == '.';
  }
  return !start;
}

std::vector<std::string> read_choices(Context &context, const Node &list) {
  std::vector<std::string> words;
  context.list(list, true, [&](const Node &item) {
    const std::optional<std::string_view> word = context.text(item, "a word");
    if (!word) return;
    if (std::find(words.begin(), words.end(), *word) != words.end()) {
      context.error(Code::duplicate_name, item, fmt::format("{} is listed twice", quote(*word)),
                    "list it once");
      return;
    }
    words.emplace_back(*word);
  });
  return words;
}

} // namespace

std::vector<NamedEntry> gather(Context &context, const std::vector<SectionPart> &parts, NameIndex &names) {
  std::vector<NamedEntry> entries;
  const Context::Step step(context, names.section());
  for (const SectionPart &part : parts) {
    context.enter_file(part.file, part.file_name);
    if (part.value->kind != Node::Kind::mapping && part.value->kind != Node::Kind::null) {
      context.wrong_shape(*part.value, "a mapping of names",
                          fmt::format("as in {}: {{NAME: ...}}", names.section()));
      names.excuse_all();
      continue;
    }
    context.named(*part.value, [&](const Node &key, const Node &value) {
      if (key.text.empty()) {
        context.error(Code::wrong_type, key, fmt::format("the name of a {} is empty", names.what()),
                      "give it a name");
      } else if (names.add(key.text, static_cast<std::uint32_t>(entries.size()))) {
        entries.push_back({part.file, part.file_name, &key, &value});
      } else {
        const NamedEntry &first = entries[*names.find(key.text)];
        context.error(Code::duplicate_name, key,
                      fmt::format("{} is already at {}", quote(key.text),
                                  context.place_text({first.file, first.key->position})),
                      "give one of them another name, or join the two");
      }
    });
  }
  return entries;
}

void read_facts(Context &context, const std::vector<NamedEntry> &entries) {
  context.policy.facts = built_in_facts();
  each(context, "facts", entries, [&](const NamedEntry &entry, std::uint32_t) {
    const Node &key = *entry.key;
    const Node &value = *entry.value;
    const std::optional<FactId> known = find_fact(context.policy, key.text);
    if (known == fact_stage && value.kind == Node::Kind::sequence) {
      context.policy.facts[fact_stage].choices = read_choices(context, value);
      context.policy.facts[fact_stage].place = context.place(key);
      return;
    }
    if (known) {
      context.error(Code::duplicate_name, key,
                    fmt::format("{} is a fact that every policy has", quote(key.text)),
                    known == fact_stage ? "a list of stages replaces its words" : "use it as it is");
      return;
    }
    if (std::find(condition_words.begin(), condition_words.end(), key.text) != condition_words.end()) {
      context.error(Code::wrong_type, key, fmt::format("{} cannot be the name of a fact", quote(key.text)),
                    "conditions use this word themselves; choose another");
      return;
    }
    if (!is_fact_name(key.text)) {
      context.error(Code::wrong_type, key, fmt::format("{} cannot be the name of a fact", quote(key.text)),
                    "use words of Latin letters (a-z, A-Z), digits, _ and - with dots between them, as in "
                    "customer.tier");
      context.facts.excuse(key.text);
      return;
    }
    Fact fact;
    fact.name = key.text;
    fact.place = context.place(key);
    if (value.kind == Node::Kind::sequence) {
      fact.type = FactType::choice;
      fact.ordered = true;
      fact.choices = read_choices(context, value);
    } else if (value.kind != Node::Kind::scalar) {
      context.wrong_shape(
          value, "a type of fact or a list of words",
          value.kind == Node::Kind::mapping
              ? "facts stand under their dotted names, as in customer.tier: [bronze, silver]"
              : fmt::format("write one of {}, or the words: [bronze, silver]", fmt::join(fact_types, ", ")));
      context.facts.excuse(key.text);
      return;
    } else if (const auto type = context.word(value, "type of fact", fact_types)) {
      fact.type = fact_type_values[*type];
    } else {
      context.facts.excuse(key.text);
      return;
    }
    context.policy.facts.push_back(std::move(fact));
  });
}

void read_channels(Context &context, const std::vector<NamedEntry> &entries) {
  Policy &policy = context.policy;
  policy.channels.resize(entries.size());
  std::vector<const Node *> twins(entries.size());
  each(context, "channels", entries, [&](const NamedEntry &entry, std::uint32_t number) {
    Channel &channel = policy.channels[number];
    channel.name = entry.key->text;
    channel.place = context.place(*entry.key);
    policy.facts[fact_channel].choices.push_back(channel.name);
    bool has_kind = false;
    context.mapping(*entry.value, {"kind public private_twin"}, [&](const Node &key, const Node &value) {
      if (key.text == "kind") {
        has_kind = true;
        if (const auto kind = context.word(value, "kind of channel", channel_kind_names())) {
          channel.kind = static_cast<ChannelKind>(*kind);
        }
      } else if (key.text == "public") {
        channel.is_public = context.flag(value).value_or(false);
      } else {
        twins[number] = &value;
        channel.private_twin = context.name(value, context.channels);
      }
    });
    if (!has_kind) {
      context.error(Code::missing_key, *entry.key,
                    fmt::format("the channel {} has no kind", quote(channel.name)),
                    fmt::format("add kind: one of {}", fmt::join(channel_kind_names(), ", ")));
    }
  });
  each(context, "channels", entries, [&](const NamedEntry &, std::uint32_t number) {
    const Channel &channel = policy.channels[number];
    if (!channel.private_twin || !policy.channels[*channel.private_twin].is_public) return;
    const Context::Step step(context, "private_twin");
    context.error(Code::wrong_type, *twins[number], fmt::format("{} is public", quote(twins[number]->text)),
                  "a private twin is a channel with public: false");
  });
}

void read_accounts(Context &context, const std::vector<NamedEntry> &entries) {
  Policy &policy = context.policy;
  policy.accounts.resize(entries.size());
  each(context, "accounts", entries, [&](const NamedEntry &entry, std::uint32_t number) {
    Account &account = policy.accounts[number];
    account.name = entry.key->text;
    account.place = context.place(*entry.key);
    policy.facts[fact_account].choices.push_back(account.name);
    bool has_channel = false;
    context.mapping(
        *entry.value, {"channel brand languages departments"}, [&](const Node &key, const Node &value) {
          if (key.text == "channel") {
            has_channel = true;
            account.channel = context.name(value, context.channels).value_or(0);
          } else if (key.text == "brand") {
            const std::optional<std::string_view> brand = context.text(value, "the name of a brand");
            if (!brand) return;
            std::vector<std::string> &brands = policy.facts[fact_brand].choices;
            account.brand = find_word(brands, *brand);
            if (account.brand) return;
            account.brand = static_cast<std::uint32_t>(brands.size());
            brands.emplace_back(*brand);
          } else if (key.text == "languages") {
            read_languages(context, value, account.languages);
          } else {
            context.list(value, true, [&](const Node &item) {
              if (const auto name = context.name(item, context.departments))
                add_once(account.departments, *name);
            });
          }
        });
    if (!has_channel) {
      context.error(Code::missing_key, *entry.key,
                    fmt::format("the account {} has no channel", quote(account.name)),
                    "add channel: the name of one of the channels");
    }
  });
}

void read_topics(Context &context, const std::vector<NamedEntry> &entries) {
  context.policy.topics.resize(entries.size());
  each(context, "topics", entries, [&](const NamedEntry &entry, std::uint32_t number) {
    Topic &topic = context.policy.topics[number];
    topic.name = entry.key->text;
    topic.place = context.place(*entry.key);
    context.policy.facts[fact_topic].choices.push_back(topic.name);
    topic.groups = read_phrase_groups(context, *entry.value);
  });
}

void read_replies(Context &context, const std::vector<NamedEntry> &entries) {
  context.policy.replies.resize(entries.size());
  each(context, "replies", entries, [&](const NamedEntry &entry, std::uint32_t number) {
    Reply &reply = context.policy.replies[number];
    reply.name = entry.key->text;
    reply.place = context.place(*entry.key);
    const auto take = [&](const Node &node, std::string_view language) {
      const std::optional<std::string_view> text = context.text(node, "a text");
      if (!text) return;
      check_placeholders(context, node);
      reply.texts.push_back({std::string(language), std::string(*text)});
    };
    if (entry.value->kind == Node::Kind::scalar) {
      take(*entry.value, "");
      return;
    }
    if (entry.value->entries.empty()) {
      context.wrong_shape(*entry.value, "a text, or texts by language",
                          "as in {en: \"We are back at {opens}.\"}");
      return;
    }
    context.named(*entry.value, [&](const Node &key, const Node &value) {
      if (key.text == "all_languages") {
        take(value, "");
      } else if (is_language_code(key.text)) {
        take(value, key.text);
      } else {
        context.error(Code::unknown_name, key, fmt::format("there is no language {}", quote(key.text)),
                      "use a code of ISO 639-1, as in en, it, ru, fa, or all_languages");
      }
    });
  });
}

void read_signals(Context &context, const std::vector<NamedEntry> &entries) {
  context.policy.signals.resize(entries.size());
  each(context, "signals", entries, [&](const NamedEntry &entry, std::uint32_t number) {
    Signal &signal = context.policy.signals[number];
    signal.name = entry.key->text;
    signal.place = context.place(*entry.key);
    context.policy.facts[fact_signal].choices.push_back(signal.name);
    signal.when = read_condition(context, *entry.value);
  });
}

} // namespace usher::policy
