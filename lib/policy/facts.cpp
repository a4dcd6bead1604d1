// SPDX-License-Identifier: BSL-1.0
#include "policy/facts.hpp"

#include "text/personal_data.hpp"

#include <algorithm>
#include <array>

namespace usher::policy {
namespace {

struct BuiltInFact {
  std::string_view name;
  FactType type;
};

constexpr std::array<BuiltInFact, built_in_fact_count> built_ins = {{
    {"channel", FactType::choice},
    {"kind", FactType::choice},
    {"account", FactType::choice},
    {"brand", FactType::choice},
    {"visibility", FactType::choice},
    {"text", FactType::phrases},
    {"subject", FactType::phrases},
    {"language", FactType::text},
    {"topic", FactType::set},
    {"intent", FactType::text},
    {"sentiment", FactType::number},
    {"stage", FactType::choice},
    {"pii", FactType::set},
    {"tags", FactType::set},
    {"signal", FactType::set},
    {"author.id", FactType::text},
    {"author.name", FactType::text},
    {"author.followers", FactType::number},
    {"author.verified", FactType::flag},
    {"author.language", FactType::text},
    {"author.country", FactType::text},
    {"customer.id", FactType::text},
    {"customer.name", FactType::text},
    {"reach.views", FactType::number},
    {"reach.likes", FactType::number},
    {"reach.shares", FactType::number},
    {"campaign", FactType::text},
    {"surge", FactType::text},
    {"similar_waiting", FactType::number},
    {"conversation.messages", FactType::number},
    {"conversation.transfers", FactType::number},
    {"conversation.reopens", FactType::number},
    {"conversation.waiting", FactType::duration},
    {"conversation.age", FactType::duration},
    {"conversation.department", FactType::choice},
    {"conversation.agent", FactType::text},
    {"conversation.status", FactType::choice},
    {"time", FactType::time},
}};

constexpr std::array<std::string_view, 6> kinds = {"social", "message", "email", "chat", "ticket", "phone"};
constexpr std::array<std::string_view, service_clock_count> service_clocks = {"first_response",
                                                                              "next_response", "resolution"};
constexpr std::array<std::string_view, 2> visibilities = {"public", "private"};
constexpr std::array<std::string_view, 3> stages = {"pre_order", "order", "post_order"};
constexpr std::array<std::string_view, 3> conversation_words = {"department", "agent", "status"};
constexpr std::array<std::string_view, 4> statuses = {"open", "waiting_for_customer", "held", "resolved"};

// ISO 639-1, in byte order.
constexpr std::string_view language_codes = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br "
                                            "bs ca ce ch co cr cs cu cv cy da de dv dz ee "
                                            "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he "
                                            "hi ho hr ht hu hy hz ia id ie ig ii ik io is "
                                            "it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
                                            "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms "
                                            "mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl "
                                            "ps pt qu rm rn ro ru rw sa sc sd se sg si sk "
                                            "sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr "
                                            "ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi "
                                            "yo za zh zu ";

std::vector<std::string> strings(std::span<const std::string_view> words) {
  return {words.begin(), words.end()};
}

} // namespace

std::vector<Fact> built_in_facts() {
  std::vector<Fact> facts;
  facts.reserve(built_ins.size());
  for (const BuiltInFact &built_in : built_ins) {
    Fact fact;
    fact.name = built_in.name;
    fact.type = built_in.type;
    facts.push_back(std::move(fact));
  }
  facts[fact_kind].choices = strings(kinds);
  facts[fact_visibility].choices = strings(visibilities);
  facts[fact_stage].choices = strings(stages);
  facts[fact_stage].ordered = true;
  facts[fact_conversation_status].choices = strings(statuses);
  facts[fact_pii].choices = strings(text::personal_data_kinds());
  return facts;
}

std::optional<FactId> find_fact(const Frame &frame, std::string_view name) {
  for (FactId id = 0; id < frame.facts.size(); ++id) {
    if (frame.facts[id].name == name) return id;
  }
  return std::nullopt;
}

std::optional<FactId> find_derived(const Frame &frame, Derived derived, std::uint32_t from) {
  for (FactId id = built_in_fact_count; id < frame.facts.size(); ++id) {
    if (frame.facts[id].derived == derived && frame.facts[id].derived_from == from) return id;
  }
  return std::nullopt;
}

FactId derived_fact(Frame &frame, Derived derived, std::uint32_t from) {
  if (const std::optional<FactId> there = find_derived(frame, derived, from)) return *there;
  Fact fact;
  fact.derived = derived;
  fact.derived_from = from;
  switch (derived) {
  case Derived::none: break;
  case Derived::open:
    fact.name = "open: " + frame.calendars[from].name;
    fact.type = FactType::flag;
    break;
  case Derived::age:
    fact.name = "age of " + frame.facts[from].name;
    fact.type = FactType::duration;
    break;
  case Derived::was:
    fact.name = "was: " + frame.facts[from].name;
    fact.type = frame.facts[from].type;
    fact.choices = frame.facts[from].choices;
    fact.ordered = frame.facts[from].ordered;
    break;
  case Derived::changed:
    fact.name = "changed: " + frame.facts[frame.facts[from].derived_from].name;
    fact.type = FactType::flag;
    break;
  }
  frame.facts.push_back(std::move(fact));
  return static_cast<FactId>(frame.facts.size() - 1);
}

FactId changed_fact(Frame &frame, FactId fact) {
  return derived_fact(frame, Derived::changed, derived_fact(frame, Derived::was, fact));
}

std::string_view condition_key(const Frame &frame, FactId id) {
  const Fact &fact = frame.facts[id];
  switch (fact.derived) {
  case Derived::open: return "open";
  case Derived::age: return condition_key(frame, fact.derived_from);
  case Derived::was: return "was";
  case Derived::changed: return "changed";
  case Derived::none: break;
  }
  return fact.name;
}

FactId origin_of(const Frame &frame, FactId id) {
  const Fact &fact = frame.facts[id];
  const bool is_of_a_message = fact.derived == Derived::none || fact.derived == Derived::open;
  return is_of_a_message ? id : origin_of(frame, fact.derived_from);
}

bool is_in_was(const Frame &frame, FactId id) {
  const Fact &fact = frame.facts[id];
  return fact.derived == Derived::was ||
         (fact.derived == Derived::age && is_in_was(frame, fact.derived_from));
}

std::string_view spelled_out(std::string_view name) {
  if (name == "department") return built_ins[fact_conversation_department].name;
  if (name == "agent") return built_ins[fact_conversation_agent].name;
  if (name == "status") return built_ins[fact_conversation_status].name;
  return name;
}

std::span<const std::string_view> short_names() noexcept { return conversation_words; }

std::string_view why_not_in_was(const Frame &frame, FactId id) {
  if (id == fact_time) return "the time is always another";
  switch (frame.facts[id].type) {
  case FactType::phrases: return "phrases are looked for in this message only";
  case FactType::set: return "it holds several words";
  case FactType::text:
  case FactType::number:
  case FactType::flag:
  case FactType::time:
  case FactType::duration:
  case FactType::choice: break;
  }
  return {};
}

std::vector<std::string_view> fact_names(const Frame &frame) {
  std::vector<std::string_view> names;
  for (const Fact &fact : frame.facts)
    if (fact.derived == Derived::none) names.push_back(fact.name);
  return names;
}

std::optional<std::uint32_t> find_word(std::span<const std::string> words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - words.begin());
}

std::string_view name_of(FactType type) noexcept {
  switch (type) {
  case FactType::text:
  case FactType::phrases: return "text";
  case FactType::number: return "number";
  case FactType::flag: return "flag";
  case FactType::time: return "time";
  case FactType::duration: return "duration";
  case FactType::choice: return "one of a list";
  case FactType::set: return "set of words";
  }
  return "text";
}

std::span<const std::string_view> service_clock_names() noexcept { return service_clocks; }
std::span<const std::string_view> channel_kind_names() noexcept { return kinds; }
std::span<const std::string_view> visibility_names() noexcept { return visibilities; }

bool is_language_code(std::string_view code) noexcept {
  // A bit for each pair of letters.
  static constexpr std::array<std::uint32_t, 26> codes = [] {
    std::array<std::uint32_t, 26> out{};
    for (std::size_t at = 0; at < language_codes.size(); at += 3)
      out[static_cast<std::size_t>(language_codes[at] - 'a')] |= 1U << (language_codes[at + 1] - 'a');
    return out;
  }();
  if (code.size() != 2 || code[0] < 'a' || code[0] > 'z' || code[1] < 'a' || code[1] > 'z') return false;
  return (codes[static_cast<std::size_t>(code[0] - 'a')] >> (code[1] - 'a') & 1U) != 0;
}

std::array<char, 2> language_letters(std::string_view tag) noexcept {
  const bool ends = tag.size() == 2 || (tag.size() > 2 && (tag[2] == '-' || tag[2] == '_'));
  if (!ends) return {};
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  return {lower(tag[0]), lower(tag[1])};
}

} // namespace usher::policy
