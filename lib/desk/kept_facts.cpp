// SPDX-License-Identifier: BSL-1.0
#include "desk/kept_facts.hpp"

#include "desk/kept_bytes.hpp"
#include "policy/facts.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace usher::desk {
namespace {

using policy::FactType;

constexpr std::uint64_t end_of_list = 0;

bool is_of_the_desk(policy::FactId fact) {
  return fact >= policy::fact_conversation_messages && fact <= policy::fact_time;
}
// What the desk knows itself is kept where conditions ask what it was.
bool is_kept(const policy::Frame &frame, policy::FactId fact) {
  return !is_of_the_desk(fact) || policy::find_derived(frame, policy::Derived::was, fact).has_value();
}
bool is_text(policy::FactId fact) { return fact == policy::fact_text || fact == policy::fact_subject; }

// Says something of one message only.
bool is_passing(policy::FactId fact) {
  return is_text(fact) || fact == policy::fact_language || fact == policy::fact_sentiment ||
         fact == policy::fact_intent || fact == policy::fact_surge || fact == policy::fact_similar_waiting ||
         is_of_the_desk(fact);
}
bool is_where(policy::FactId fact) {
  return fact == policy::fact_channel || fact == policy::fact_kind || fact == policy::fact_account ||
         fact == policy::fact_brand || fact == policy::fact_visibility;
}

/// Of a fact; in the member that its type has.
struct Value {
  bool known = false;
  double number = 0;
  std::int64_t integer = 0;
  std::string_view text;

  void put(rules::Slot &slot) const {
    slot.known = known;
    slot.number = number;
    slot.integer = integer;
    slot.text = text;
  }
};

inline Value value_of(const rules::Slot &slot) noexcept {
  return {slot.known, slot.number, slot.integer, slot.text};
}

inline void write_value(KeptWriter &out, policy::FactId fact, FactType type, const Value &value) {
  const std::uint64_t key = fact + std::uint64_t{1};
  if (type == FactType::set) return;
  if (type == FactType::text || type == FactType::phrases)
    out.text(key, value.text);
  else
    out.fixed(key, type == FactType::number ? std::bit_cast<std::uint64_t>(value.number)
                                            : static_cast<std::uint64_t>(value.integer));
}

// What no message could have said, as a damaged snapshot may, is not known.
inline Value read_value(KeptReader &reader, const policy::Fact &fact) {
  Value value;
  value.known = true;
  switch (fact.type) {
  case FactType::text:
  case FactType::phrases: value.text = reader.text(); break;
  case FactType::number:
    value.number = std::bit_cast<double>(reader.fixed());
    value.known = std::isfinite(value.number);
    break;
  case FactType::set: value.known = false; break;
  case FactType::flag:
  case FactType::time:
  case FactType::duration:
  case FactType::choice: {
    value.integer = static_cast<std::int64_t>(reader.fixed());
    const auto choices = static_cast<std::int64_t>(fact.choices.size());
    if (fact.type == FactType::choice) value.known = value.integer >= 0 && value.integer < choices;
    if (fact.type == FactType::flag) value.known = value.integer == 0 || value.integer == 1;
    if (fact.type == FactType::time) value.known = is_instant(value.integer);
    break;
  }
  }
  return value;
}

inline void skip_value(KeptReader &reader, FactType type) {
  if (type == FactType::text || type == FactType::phrases)
    (void)reader.text();
  else if (type != FactType::set)
    (void)reader.fixed();
}

/// Each fact that is kept, known or not; `visit` says whether to go on. True when it came to the end of them.
template <class Visit>
bool each_kept(KeptReader &reader, const policy::Frame &frame, Visit &&visit) {
  for (std::uint64_t next = reader.number(); next != end_of_list; next = reader.number()) {
    if (next > frame.facts.size()) return false;
    const auto fact = static_cast<policy::FactId>(next - 1);
    if (!visit(fact, read_value(reader, frame.facts[fact]))) return false;
  }
  return true;
}

template <class Visit>
void each_kept(const policy::Frame &frame, std::string_view kept, Visit &&visit) {
  KeptReader reader(kept);
  (void)reader.number(); // whether with texts
  (void)each_kept(reader, frame, visit);
}

} // namespace

KeptForm kept_form(const rules::Ruleset &ruleset) {
  const policy::Frame &frame = ruleset.frame();
  KeptForm out;
  out.facts.resize(frame.facts.size());
  out.kept.resize(frame.facts.size() / 64 + 1);
  for (policy::FactId fact = 0; fact < frame.facts.size(); ++fact) {
    const FactType type = frame.facts[fact].type;
    out.facts[fact] = {type, !is_passing(fact), is_where(fact)};
    if (type != FactType::set && frame.facts[fact].derived == policy::Derived::none && is_kept(frame, fact))
      out.kept[fact / 64] |= std::uint64_t{1} << (fact % 64);
  }
  out.kept_without_texts = out.kept;
  for (const policy::FactId text : {policy::fact_text, policy::fact_subject})
    out.kept_without_texts[text / 64] &= ~(std::uint64_t{1} << (text % 64));
  return out;
}

void keep_facts(const KeptForm &form, const rules::Facts &facts, std::uint32_t keep_text,
                std::string &bytes) {
  KeptWriter out(bytes);
  const auto fits = [&](policy::FactId fact) {
    return !facts.slots[fact].known || facts.slots[fact].text.size() <= keep_text;
  };
  // Without any text it may be that texts were left out before; what was found in them is kept on.
  const bool has_texts = facts.slots[policy::fact_text].known || facts.slots[policy::fact_subject].known;
  const bool with_texts = has_texts && fits(policy::fact_text) && fits(policy::fact_subject);
  out.number(with_texts);
  facts.slots.each_known(with_texts ? form.kept : form.kept_without_texts, [&](policy::FactId fact) {
    write_value(out, fact, form.facts[fact].type, value_of(facts.slots[fact]));
  });
  out.number(end_of_list);
  if (with_texts) {
    out.finish();
    return;
  }
  out.number(facts.pii);
  for (const std::vector<std::uint32_t> *const list :
       {&facts.topics.list(), &facts.in_text.list(), &facts.in_subject.list()}) {
    out.number(list->size());
    for (const std::uint32_t number : *list)
      out.number(number);
  }
  out.finish();
}

bool restore_facts(const rules::Ruleset &ruleset, std::string_view kept, rules::Facts &facts) {
  const policy::Frame &frame = ruleset.frame();
  KeptReader reader(kept);
  const bool with_texts = reader.number() != 0;
  const bool is_whole = each_kept(reader, frame, [&](policy::FactId fact, const Value &value) {
    if (!is_of_the_desk(fact)) value.put(facts.slots.edit(fact)); // what the desk knows itself is another now
    return true;
  });
  if (!is_whole) return true;
  if (with_texts) return true;
  facts.pii = static_cast<std::uint32_t>(reader.number());
  const auto list = [&](auto &set) {
    for (std::uint64_t count = reader.count(); count > 0; --count)
      set.insert(static_cast<std::uint32_t>(reader.number()));
  };
  list(facts.topics);
  list(facts.in_text);
  list(facts.in_subject);
  return false;
}

bool kept_is_sound(const policy::Frame &frame, std::string_view kept) {
  if (kept.empty()) return true;
  KeptReader reader(kept);
  const std::uint64_t with_texts = reader.number();
  if (with_texts > 1) return false;
  for (;;) {
    if (reader.is_at_end()) return false;
    const std::uint64_t next = reader.number();
    if (next == end_of_list) break;
    if (next > frame.facts.size()) return false;
    (void)read_value(reader, frame.facts[next - 1]);
  }
  if (with_texts == 1) return reader.is_at_end();
  (void)reader.number(); // personal data
  for (int list = 0; list < 3; ++list) {
    if (reader.is_at_end()) return false;
    std::uint64_t count = reader.number();
    for (; count > 0 && !reader.is_at_end(); --count)
      (void)reader.number();
    if (count > 0) return false;
  }
  return reader.is_at_end();
}

void carry_over(const KeptForm &form, const policy::Frame &frame, std::string_view kept,
                rules::Facts &facts) {
  const bool says_where =
      facts.slots.is_given(policy::fact_channel) || facts.slots.is_given(policy::fact_account);
  KeptReader reader(kept);
  (void)reader.number(); // whether with texts
  for (std::uint64_t next = reader.number(); next != end_of_list && next <= form.facts.size();
       next = reader.number()) {
    const auto fact = static_cast<policy::FactId>(next - 1);
    const KeptForm::Fact &how = form.facts[fact];
    if (!how.is_carried || (says_where && how.is_where) || facts.slots.is_given(fact) ||
        facts.slots[fact].known) {
      skip_value(reader, how.type);
      continue;
    }
    if (const Value value = read_value(reader, frame.facts[fact]); value.known)
      value.put(facts.slots.edit(fact));
  }
}

void restore_what_was(const rules::Ruleset &ruleset, std::string_view kept, rules::Facts &facts) {
  const policy::Frame &frame = ruleset.frame();
  facts.decided_before = true;
  bool asked = false;
  for (const policy::FactId fact : ruleset.derived_facts()) {
    if (frame.facts[fact].derived != policy::Derived::was) continue;
    asked = true;
    facts.slots.edit(fact).known = false; // whatever a message says of it: the desk knows better
  }
  if (!asked) return;
  each_kept(frame, kept, [&](policy::FactId fact, const Value &value) {
    if (const auto was = policy::find_derived(frame, policy::Derived::was, fact))
      value.put(facts.slots.edit(*was));
    return true;
  });
}

std::vector<policy::FactId> asked_of_the_desk(const rules::Ruleset &ruleset) {
  std::vector<policy::FactId> out;
  for (policy::FactId fact = 0; fact < policy::built_in_fact_count; ++fact)
    if (is_of_the_desk(fact) && is_kept(ruleset.frame(), fact)) out.push_back(fact);
  return out;
}

void restore_own_facts(const rules::Ruleset &ruleset, std::string_view kept, rules::Facts &facts) {
  each_kept(ruleset.frame(), kept, [&](policy::FactId fact, const Value &value) {
    if (is_of_the_desk(fact)) value.put(facts.slots.edit(fact));
    return true;
  });
}

std::string with_facts(const rules::Ruleset &ruleset, std::string_view kept, const rules::Facts &facts,
                       std::span<const policy::FactId> these) {
  if (kept.empty() || these.empty()) return std::string(kept);
  const policy::Frame &frame = ruleset.frame();
  KeptReader reader(kept);
  std::string bytes;
  KeptWriter out(bytes);
  out.number(reader.number());
  for (const policy::FactId fact : these)
    if (facts.slots[fact].known) write_value(out, fact, frame.facts[fact].type, value_of(facts.slots[fact]));
  (void)each_kept(reader, frame, [&](policy::FactId fact, const Value &value) {
    const bool is_replaced = std::find(these.begin(), these.end(), fact) != these.end();
    if (value.known && !is_replaced) write_value(out, fact, frame.facts[fact].type, value);
    return true;
  });
  out.number(end_of_list);
  out.finish();
  bytes += reader.rest();
  return bytes;
}

std::optional<std::int64_t> kept_number(const rules::Ruleset &ruleset, std::string_view kept,
                                        policy::FactId fact) {
  std::optional<std::int64_t> out;
  each_kept(ruleset.frame(), kept, [&](policy::FactId one, const Value &value) {
    if (one == fact && value.known) out = value.integer;
    return one != fact;
  });
  return out;
}

std::string_view kept_text(const rules::Ruleset &ruleset, std::string_view kept, policy::FactId fact) {
  const policy::Frame &frame = ruleset.frame();
  KeptReader reader(kept);
  (void)reader.number();
  for (std::uint64_t next = reader.number(); next != end_of_list && next <= frame.facts.size();
       next = reader.number()) {
    const FactType type = frame.facts[next - 1].type;
    if (type != FactType::text && type != FactType::phrases) {
      (void)reader.fixed();
      continue;
    }
    const std::string_view text = reader.text();
    if (next - 1 == fact) return text;
  }
  return {};
}

std::string translate_facts(const rules::Ruleset &from, const rules::Ruleset &to, std::string_view kept) {
  if (kept.empty()) return {};
  const policy::Frame &old_frame = from.frame();
  const policy::Frame &new_frame = to.frame();
  KeptReader reader(kept);
  std::string bytes;
  KeptWriter out(bytes);
  const bool with_texts = reader.number() != 0;
  out.number(with_texts);
  (void)each_kept(reader, old_frame, [&](policy::FactId one, const Value &value) {
    const policy::Fact &fact = old_frame.facts[one];
    const std::optional<policy::FactId> there = to.find_fact(fact.name);
    if (!value.known || !there || new_frame.facts[*there].type != fact.type || !is_kept(new_frame, *there))
      return true;
    if (fact.type != FactType::choice) {
      write_value(out, *there, fact.type, value);
      return true;
    }
    const auto word = static_cast<std::size_t>(value.integer);
    if (word >= fact.choices.size()) return true;
    if (const std::optional<std::uint32_t> choice = to.find_choice(*there, fact.choices[word]))
      write_value(out, *there, fact.type, {true, 0, *choice, {}});
    return true;
  });
  out.number(end_of_list);
  if (with_texts) {
    out.finish();
    return bytes;
  }
  out.number(reader.number()); // personal data
  std::vector<std::uint32_t> topics;
  for (std::uint64_t count = reader.count(); count > 0; --count) {
    const std::uint64_t topic = reader.number();
    if (topic >= old_frame.facts[policy::fact_topic].choices.size()) continue;
    if (const auto there =
            to.find_choice(policy::fact_topic, old_frame.facts[policy::fact_topic].choices[topic]))
      topics.push_back(*there);
  }
  out.number(topics.size());
  for (const std::uint32_t topic : topics)
    out.number(topic);
  out.number(0); // phrases in the text, and in the subject
  out.number(0);
  out.finish();
  return bytes;
}

} // namespace usher::desk
