// SPDX-License-Identifier: BSL-1.0
// Facts and the conditions that ask for them, as a policy has them: the first part of its model.
#pragma once

#include "base/source.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace usher::policy {

/// Where something stands: a file of the policy by number, and the place in it. Line 0: nowhere, it is a default.
struct Place {
  std::uint32_t file = 0;
  Position position;
};

// ---- Facts ----------------------------------------------------------------------------------------------------

using FactId = std::uint32_t;

/// What values a fact has and how it is compared.
enum class FactType : std::uint8_t {
  text,     // compared whole and exact
  phrases,  // `text` and `subject`: searched for phrases
  number,   // a finite double
  flag,     // true or false
  time,     // an Instant
  duration, // milliseconds
  choice,   // one of a list of words, ordered as listed
  set       // several words: topic, pii, tags, signal
};

/// What follows from other facts and from what the rules decided about before. Conditions that ask for it test a fact
/// of its own, made when the first of them is read, so that whatever reads tests of facts needs to know no more.
enum class Derived : std::uint8_t {
  none,
  open,   // a flag: `open: CALENDAR`
  age,    // a duration, negative for what is to come: `{within: ...}` and `{older_than: ...}` of a time
  was,    // of its fact's type: what that was when the rules last decided about the conversation
  changed // a flag: it is something else now
};

struct Fact {
  std::string name; // of a derived one no name that a policy or a message could write
  FactType type = FactType::text;
  std::vector<std::string> choices; // of a choice, and of the sets whose words are known beforehand
  bool ordered = false;             // a choice that may be compared with at_least ...
  Derived derived = Derived::none;
  // A calendar; the FactId of the time; of what was or is now; of `changed` that of its `was`, which is always there.
  std::uint32_t derived_from = 0;
  Place place;
};

/// The facts that every policy has come first, in this order, so that code can name them; declared ones follow.
enum BuiltIn : FactId {
  fact_channel,
  fact_kind,
  fact_account,
  fact_brand,
  fact_visibility,
  fact_text,
  fact_subject,
  fact_language,
  fact_topic,
  fact_intent,
  fact_sentiment,
  fact_stage,
  fact_pii,
  fact_tags,
  fact_signal,
  fact_author_id,
  fact_author_name,
  fact_author_followers,
  fact_author_verified,
  fact_author_language,
  fact_author_country,
  fact_customer_id,
  fact_customer_name,
  fact_reach_views,
  fact_reach_likes,
  fact_reach_shares,
  fact_campaign,
  fact_surge,
  fact_similar_waiting,
  fact_conversation_messages,
  fact_conversation_transfers,
  fact_conversation_reopens,
  fact_conversation_waiting,
  fact_conversation_age,
  fact_conversation_department,
  fact_conversation_agent,
  fact_conversation_status,
  fact_time,
  built_in_fact_count
};

enum class Visibility : std::uint8_t { public_, private_ }; // in the order of the choices of `visibility`

// ---- Conditions -----------------------------------------------------------------------------------------------

using PhraseId = std::uint32_t; // in Policy::phrases

/// A value in a condition, in the form its fact's type has: text for text; number for number; integer for a flag,
/// a time, a duration, and the index of a choice or of a word of a set with known words.
struct Operand {
  std::string text;
  double number = 0;
  std::int64_t integer = 0;
};

struct Bound {
  Operand value;
  bool inclusive = true;
};

/// One of the things that a test accepts.
struct Alternative {
  enum class Kind : std::uint8_t { value, range, known, unknown };
  Kind kind = Kind::value;
  Operand value;
  std::optional<Bound> low; // of a range
  std::optional<Bound> high;
};

/// What a condition asks of one fact. A missing fact passes only Alternative::unknown.
struct Test {
  enum class Kind : std::uint8_t {
    alternatives, // true if one of `alternatives` fits
    any_of,       // a set holds at least one of `words`
    all_of,       // a set holds all of `words`
    none_of,      // a set holds none of `words`; true for a missing set
    phrases       // the text holds at least one of `phrases`
  };
  Kind kind = Kind::alternatives;
  FactId fact = 0;
  std::vector<Alternative> alternatives;
  std::vector<Operand> words;
  std::vector<PhraseId> phrases;
};

/// A tree of conditions. An empty `all` is true.
struct Condition {
  enum class Kind : std::uint8_t { all, any, none, test };
  Kind kind = Kind::all;
  bool is_not = false; // a `none` that was written as `not`
  // A group that was written without its word: an `all` as one mapping, an `any` as the list of `open` or `changed`.
  bool is_mapping = false;
  std::vector<Condition> children;
  Test test;
  Place place;
};

} // namespace usher::policy
