// SPDX-License-Identifier: BSL-1.0
#include "rules/text_view.hpp"

#include "text/language.hpp"
#include "text/personal_data.hpp"
#include "text/prepared_text.hpp"

#include <vector>

#include <fmt/format.h>

namespace usher::rules {
namespace {

struct Seen {
  text::PreparedText prepared;
  std::vector<text::Occurrence> matches;
  text::LanguageGuess language;
  std::vector<text::PersonalData> personal_data;
};

Seen see(const Ruleset &ruleset, std::string_view source) {
  Seen seen;
  seen.prepared.assign(source);
  ruleset.lexicon().locate(seen.prepared, seen.matches);
  seen.language = text::guess_language(source);
  text::find_personal_data(source, seen.personal_data);
  return seen;
}

std::string_view kind_name(text::Word::Kind kind) {
  switch (kind) {
  case text::Word::Kind::word: return "word";
  case text::Word::Kind::emoji: return "emoji";
  case text::Word::Kind::tag: return "tag";
  case text::Word::Kind::mention: return "mention";
  case text::Word::Kind::url: return "url";
  case text::Word::Kind::email: return "email";
  }
  return "word";
}

std::string topics_of(const Ruleset &ruleset, text::PhraseId phrase) {
  std::string names;
  for (const std::uint32_t topic : ruleset.topics_of(phrase)) {
    if (!names.empty()) names += ", ";
    names += ruleset.policy().topics[topic].name;
  }
  return names;
}

void write_span(const text::Span &span, JsonWriter &json) {
  json.field("begin", span.begin);
  json.field("end", span.end);
  json.field("begin_code_point", span.begin_code_point);
  json.field("end_code_point", span.end_code_point);
}

std::string_view part(std::string_view text, const text::Span &span) {
  return text.substr(span.begin, span.end - span.begin);
}

} // namespace

void write_text_view(const Ruleset &ruleset, std::string_view source, JsonWriter &json) {
  const Seen seen = see(ruleset, source);
  const policy::Policy &policy = ruleset.policy();
  json.begin_object();
  json.field("normal_form", seen.prepared.normal_form());
  json.field("ill_formed", seen.prepared.was_ill_formed());
  json.key("words");
  json.begin_array();
  for (const text::Word &word : seen.prepared.words()) {
    json.begin_object();
    json.field("word", word.text);
    json.field("kind", kind_name(word.kind));
    write_span(word.where, json);
    json.end_object();
  }
  json.end_array();
  json.key("matches");
  json.begin_array();
  for (const text::Occurrence &match : seen.matches) {
    const text::Phrase &phrase = policy.phrases[match.phrase];
    json.begin_object();
    json.field("phrase", phrase.source);
    json.text_or_null("language", phrase.language);
    json.key("topics");
    json.begin_array();
    for (const std::uint32_t topic : ruleset.topics_of(match.phrase))
      json.value(policy.topics[topic].name);
    json.end_array();
    write_span(match.where, json);
    json.end_object();
  }
  json.end_array();
  json.text_or_null("language", seen.language.code);
  json.field("language_confidence", seen.language.confidence);
  json.key("personal_data");
  json.begin_array();
  for (const text::PersonalData &one : seen.personal_data) {
    json.begin_object();
    json.field("kind", text::name_of(one.kind));
    json.field("counts", one.counts);
    write_span(one.where, json);
    json.end_object();
  }
  json.end_array();
  json.field("masked", text::mask_personal_data(source));
  json.end_object();
}

std::string text_view(const Ruleset &ruleset, std::string_view source) {
  const Seen seen = see(ruleset, source);
  std::string out = fmt::format("Normal form     {}\n", seen.prepared.normal_form());
  out += fmt::format("Language        {}\n", seen.language.code.empty()
                                                 ? std::string("unknown")
                                                 : fmt::format("{} (confidence {:.2f})", seen.language.code,
                                                               seen.language.confidence));
  if (seen.prepared.was_ill_formed()) out += "Encoding        ill-formed UTF-8, read as U+FFFD\n";
  out += fmt::format("\nWords ({})\n", seen.prepared.words().size());
  for (const text::Word &word : seen.prepared.words()) {
    out += fmt::format("  {:>5}-{:<5} {:<8} {}\n", word.where.begin, word.where.end, kind_name(word.kind),
                       word.text);
  }
  out += fmt::format("\nMatches ({})\n", seen.matches.size());
  for (const text::Occurrence &match : seen.matches) {
    const text::Phrase &phrase = ruleset.policy().phrases[match.phrase];
    const std::string topics = topics_of(ruleset, match.phrase);
    out += fmt::format("  {:>5}-{:<5} {} matches \"{}\"{}{}\n", match.where.begin, match.where.end,
                       phrase.source, part(source, match.where), topics.empty() ? "" : ", topic ", topics);
  }
  out += fmt::format("\nPersonal data ({})\n", seen.personal_data.size());
  for (const text::PersonalData &one : seen.personal_data) {
    out += fmt::format("  {:>5}-{:<5} {:<8} {}{}\n", one.where.begin, one.where.end, text::name_of(one.kind),
                       text::mask_personal_data(part(source, one.where)),
                       one.counts ? "" : " (masked, but does not count for rules)");
  }
  return out;
}

} // namespace usher::rules
