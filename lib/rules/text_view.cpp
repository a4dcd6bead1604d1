// SPDX-License-Identifier: BSL-1.0
#include "rules/text_view.hpp"

#include "base/page.hpp"
#include "base/utf8.hpp"
#include "rules/decide.hpp"
#include "rules/span_json.hpp"

#include <array>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace usher::rules {
namespace {

/// Calls `visit` with "topic", "signal" or "rule" and the name, for each place of the policy that has the phrase.
template <class Visit>
void each_user(const Ruleset &ruleset, text::PhraseId phrase, Visit &&visit) {
  const policy::Policy &policy = ruleset.policy();
  for (const std::uint32_t topic : ruleset.topics_of(phrase))
    visit("topic", policy.topics[topic].name);
  for (const std::uint32_t signal : ruleset.signals_of(phrase))
    visit("signal", policy.signals[signal].name);
  for (const std::uint32_t rule : ruleset.rules_of(phrase))
    visit("rule", policy.rules[rule].name);
}

template <class List>
void write_names(std::string_view key, std::span<const std::uint32_t> numbers, const List &list,
                 JsonWriter &json) {
  json.key(key);
  json.begin_array();
  for (const std::uint32_t number : numbers)
    json.value(list[number].name);
  json.end_array();
}

std::string_view part(std::string_view text, const text::Span &span) {
  return text.substr(span.begin, span.end - span.begin);
}

std::string masked_part(std::string_view text, text::PersonalData data) {
  const std::string_view alone = part(text, data.where);
  data.where = {0, data.where.end - data.where.begin, 0,
                data.where.end_code_point - data.where.begin_code_point};
  return text::mask_personal_data(alone, std::array{data});
}

// What decisions make of it: one that is not sure enough they take for none.
std::string in_words(const text::LanguageGuess &guess) {
  if (guess.code.empty()) return "unknown";
  // Rounded down, as 0.499 is below 0.5.
  const double told = std::floor(guess.confidence * 100) / 100;
  if (guess.confidence < least_language_confidence)
    return fmt::format("unknown ({}, confidence {:.2f} is below {})", guess.code, told,
                       least_language_confidence);
  return fmt::format("{} (confidence {:.2f})", guess.code, guess.confidence);
}

} // namespace

std::string_view name_of(text::WordKind kind) noexcept {
  switch (kind) {
  case text::WordKind::word: return "word";
  case text::WordKind::emoji: return "emoji";
  case text::WordKind::tag: return "tag";
  case text::WordKind::mention: return "mention";
  case text::WordKind::url: return "url";
  case text::WordKind::email: return "email";
  }
  return "word";
}

void look_at_text(const Ruleset &ruleset, std::string_view source, const TextViewOptions &options,
                  TextView &view) {
  view.source = source;
  if (options.email)
    view.written.assign_email(view.source, text::is_forward_subject(options.subject));
  else
    view.written.assign_whole();
  const std::string_view looked_at = view.written.text(view.source);
  view.prepared.assign(looked_at);
  ruleset.lexicon().locate(view.prepared, view.matches);
  view.language = text::guess_language(view.written.from_first(view.source));
  text::find_personal_data(looked_at, view.personal_data);
  view.written.add_left_out(view.source, view.personal_data);
  view.masked = text::mask_personal_data(view.source, view.personal_data);
  view.ill_formed = find_ill_formed_utf8(view.source) != std::string_view::npos;
}

void write_json(const Ruleset &ruleset, const TextView &view, JsonWriter &json) {
  const policy::Policy &policy = ruleset.policy();
  json.begin_object();
  json.field("normal_form", view.prepared.normal_form());
  json.field("ill_formed", view.ill_formed);
  json.key("words");
  json.begin_array();
  for (const text::Word &word : view.prepared.words()) {
    json.begin_object();
    json.field("word", word.text);
    json.field("kind", name_of(word.kind));
    write_span(word.where, json);
    json.end_object();
  }
  json.end_array();
  json.key("matches");
  json.begin_array();
  for (const text::Occurrence &match : view.matches) {
    const text::Phrase &phrase = policy.phrases[match.phrase];
    json.begin_object();
    json.field("phrase", phrase.source);
    json.text_or_null("language", phrase.language);
    write_names("topics", ruleset.topics_of(match.phrase), policy.topics, json);
    write_names("signals", ruleset.signals_of(match.phrase), policy.signals, json);
    write_names("rules", ruleset.rules_of(match.phrase), policy.rules, json);
    write_span(match.where, json);
    json.end_object();
  }
  json.end_array();
  json.text_or_null("language", view.language.code);
  json.field("language_confidence", view.language.confidence);
  json.key("personal_data");
  json.begin_array();
  for (const text::PersonalData &one : view.personal_data) {
    json.begin_object();
    json.field("kind", text::name_of(one.kind));
    json.field("counts", one.counts);
    write_span(one.where, json);
    json.end_object();
  }
  json.end_array();
  json.key("left_out");
  json.begin_array();
  for (const text::Span &one : view.written.left_out()) {
    json.begin_object();
    write_span(one, json);
    json.end_object();
  }
  json.end_array();
  json.field("masked", view.masked);
  json.end_object();
}

std::string to_text(const Ruleset &ruleset, const TextView &view) {
  std::string out = fmt::format("Normal form     {}\n", on_one_line(view.prepared.normal_form()));
  out += fmt::format("Language        {}\n", in_words(view.language));
  if (view.ill_formed) out += "Encoding        ill-formed UTF-8, read as U+FFFD\n";
  out += fmt::format("\nWords ({})\n", view.prepared.words().size());
  for (const text::Word &word : view.prepared.words()) {
    out += fmt::format("  {:>5}-{:<5} {:<8} {}\n", word.where.begin, word.where.end, name_of(word.kind),
                       on_one_line(word.text));
  }
  out += fmt::format("\nMatches ({})\n", view.matches.size());
  for (const text::Occurrence &match : view.matches) {
    std::string line = fmt::format("{} matches \"{}\"", ruleset.policy().phrases[match.phrase].source,
                                   part(view.source, match.where));
    each_user(ruleset, match.phrase, [&line](std::string_view what, std::string_view name) {
      line += fmt::format(", {} {}", what, name);
    });
    out += fmt::format("  {:>5}-{:<5} {}\n", match.where.begin, match.where.end, on_one_line(line));
  }
  out += fmt::format("\nPersonal data ({})\n", view.personal_data.size());
  for (const text::PersonalData &one : view.personal_data) {
    out += fmt::format("  {:>5}-{:<5} {:<8} {}{}\n", one.where.begin, one.where.end, text::name_of(one.kind),
                       on_one_line(masked_part(view.source, one)),
                       one.counts ? "" : " (masked, but does not count for rules)");
  }
  if (view.written.left_out().empty()) return out;
  out += fmt::format("\nLeft out ({})\n", view.written.left_out().size());
  for (const text::Span &one : view.written.left_out()) {
    const std::string_view lines = part(view.source, one);
    out += fmt::format("  {:>5}-{:<5} {}\n", one.begin, one.end,
                       on_one_line(lines.substr(0, lines.find_first_of("\r\n"))));
  }
  return out;
}

} // namespace usher::rules
