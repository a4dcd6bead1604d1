// SPDX-License-Identifier: BSL-1.0
#include "policy/context.hpp"

#include "base/nearest.hpp"
#include "base/page.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace usher::policy {
namespace {

// "12", "-0.5", "1e6"; not "+1", "010", ".5", "0x1f", "1_000".
bool looks_like_number(std::string_view text) noexcept {
  std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
      ++at;
    return at - from;
  };
  const std::size_t first = at;
  const std::size_t whole = digits();
  if (whole == 0 || (whole > 1 && text[first] == '0')) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (digits() == 0) return false;
  }
  return at == text.size();
}

std::string with_article(std::string_view what) {
  const bool vowel = !what.empty() && std::string_view("aeiou").find(what[0]) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", what);
}

// Takes the first of the words off their list.
std::string_view next_word(std::string_view &words) {
  const std::size_t space = std::min(words.find(' '), words.size());
  const std::string_view word = words.substr(0, space);
  words.remove_prefix(std::min(space + 1, words.size()));
  return word;
}

bool holds_word(std::string_view words, std::string_view wanted) {
  while (!words.empty()) {
    if (next_word(words) == wanted) return true;
  }
  return false;
}

std::vector<std::string_view> split_words(std::string_view words) {
  std::vector<std::string_view> list;
  while (!words.empty())
    list.push_back(next_word(words));
  return list;
}

} // namespace

std::string quote(std::string_view text) {
  constexpr std::size_t most = 60; // so that one bad line does not fill a screen
  std::string out = "\"";
  const std::string_view part = utf8_prefix(text, most);
  out += on_one_line(part);
  out += part.size() < text.size() ? "...\"" : "\"";
  return out;
}

std::optional<double> parse_number(std::string_view text) noexcept {
  if (!looks_like_number(text)) return std::nullopt;
  double value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

Context::Context(Policy &out, const Limits &limits_in, Findings &findings)
    : policy(out), limits(limits_in), findings_(findings) {}

void Context::declare_facts() {
  fact_names_.reserve(policy.facts.size());
  for (FactId id = 0; id < policy.facts.size(); ++id)
    facts.add(fact_names_.emplace_back(policy.facts[id].name), id);
}

std::string Context::place_text(const Place &place) const {
  return fmt::format("{}:{}:{}", policy.files[place.file].name, place.position.line, place.position.column);
}

Context::Step::Step(Context &context, std::string_view key) : path_(context.path_), size_(path_.size()) {
  if (!path_.empty()) path_.push_back('.');
  // A path is one line of moderate length, whatever the names in it are.
  std::string name = quote(key);
  path_ += std::string_view(name).substr(1, name.size() - 2);
}

Context::Step::Step(Context &context, std::size_t index) : path_(context.path_), size_(path_.size()) {
  path_ += fmt::format("[{}]", index);
}

void Context::report(Severity severity, Code code, const Node &at, std::string message, std::string hint) {
  // Names of a file in another encoding come back in hints.
  if (find_ill_formed_utf8(hint) != std::string_view::npos) hint.clear();
  findings_.add({severity, code, std::string(file_name_), at.position.line, at.position.column, path_,
                 std::move(message), std::move(hint)});
}

void Context::error(Code code, const Node &at, std::string message, std::string hint) {
  report(Severity::error, code, at, std::move(message), std::move(hint));
}

void Context::warn(Code code, const Node &at, std::string message, std::string hint) {
  report(Severity::warning, code, at, std::move(message), std::move(hint));
}

void Context::unknown_name(const Node &at, std::string_view what, std::span<const std::string_view> names,
                           std::string declare) {
  std::string hint = suggestion(at.text, names);
  if (hint.empty()) hint = std::move(declare);
  error(Code::unknown_name, at, fmt::format("there is no {} {}", what, quote(at.text)), std::move(hint));
}

void Context::unknown_name(const Node &at, const NameIndex &names) {
  if (names.is_excused(at.text)) return;
  unknown_name(at, names.what(), names.names(), fmt::format("declare it under {}:", names.section()));
}

void Context::wrong_shape(const Node &at, std::string_view wanted, std::string hint) {
  std::string_view found = "nothing";
  if (at.kind == Node::Kind::scalar) found = "a single value";
  if (at.kind == Node::Kind::sequence) found = at.items.empty() ? "an empty list" : "a list";
  if (at.kind == Node::Kind::mapping) found = at.entries.empty() ? "an empty mapping" : "a mapping";
  error(Code::wrong_shape, at, fmt::format("{} is wanted here, and this is {}", wanted, found),
        std::move(hint));
}

void Context::not_yet(const Node &at) {
  error(Code::not_yet, at,
        fmt::format("\"{}\" is part of the policy language but not built in this version", at.text),
        "take it out for now; it is never silently ignored");
}

bool Context::begin_mapping(const Node &node) {
  if (node.kind == Node::Kind::mapping || node.kind == Node::Kind::null) return true;
  wrong_shape(node, "a mapping", "write `key: value` lines, or {key: value}");
  return false;
}

void Context::warn_of_commas(const Node &node) {
  if (node.kind != Node::Kind::scalar || node.quoted || node.text.starts_with('/'))
    return; // a pattern may have commas
  if (node.text.find(", ") == std::string_view::npos) return;
  warn(Code::wrong_shape, node, fmt::format("{} is one value, since a list has brackets", quote(node.text)),
       fmt::format("write [{}] if these are several, and quotes if it is one", node.text));
}

std::string_view Context::check_key(const Node &mapping, const Node &key, const Keys &keys) {
  if (holds_word(keys.known, key.text)) return key.text;
  if (holds_word(keys.later, key.text)) {
    not_yet(key);
    return {};
  }
  const std::vector<std::string_view> known = split_words(keys.known);
  const std::string_view meant = nearest_name(key.text, known);
  const auto is_meant = [meant](const Entry &entry) { return entry.key.text == meant; };
  const bool present = std::any_of(mapping.entries.begin(), mapping.entries.end(), is_meant);
  std::string hint = known.empty() ? "no key may stand here in this version" : suggestion(key.text, known);
  if (hint.empty()) hint = fmt::format("known are: {}", fmt::join(known, ", "));
  if (std::all_of(key.text.begin(), key.text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    hint = "a comma ends a number: write it without separators and with a decimal point, as in 10000 or -0.5";
  error(Code::unknown_key, key, fmt::format("unknown key {}", quote(key.text)), std::move(hint));
  return present ? std::string_view() : meant;
}

std::optional<std::string_view> Context::text(const Node &node, std::string_view what) {
  if (node.kind != Node::Kind::scalar) {
    std::string hint = "write one value, without brackets";
    if (node.kind == Node::Kind::mapping) hint = "write one value, without braces and colons";
    if (node.kind == Node::Kind::null) hint = "write it, or take the key out";
    if (node.kind == Node::Kind::null && !node.text.empty())
      hint = fmt::format("quote it if it is a text: \"{}\"", node.text);
    wrong_shape(node, what, std::move(hint));
    return std::nullopt;
  }
  if (node.text.empty()) {
    error(Code::wrong_type, node, fmt::format("{} is wanted here, and this text is empty", what),
          "write it, or take the key out");
    return std::nullopt;
  }
  return node.text;
}

std::optional<double> Context::number(const Node &node) {
  if (node.kind != Node::Kind::scalar) {
    wrong_shape(node, "a number", "as in 10000 or -0.5");
    return std::nullopt;
  }
  const std::optional<double> value = parse_number(node.text);
  if (value && node.quoted) {
    error(Code::wrong_type, node, fmt::format("{} is text", quote(node.text)), "a number has no quotes");
    return std::nullopt;
  }
  if (!value) {
    const bool octal =
        node.text.size() > 1 && node.text[0] == '0' && node.text[1] >= '0' && node.text[1] <= '9';
    error(Code::bad_number, node, fmt::format("{} is not a number", quote(node.text)),
          octal ? "write it without the leading zero" : "write digits, as in 10000 or -0.5");
  }
  return value;
}

std::optional<int> Context::integer(const Node &node, int low, int high) {
  const std::optional<double> value = number(node);
  if (!value) return std::nullopt;
  if (*value != std::trunc(*value)) {
    error(Code::bad_number, node, fmt::format("{} is not a whole number", quote(node.text)),
          fmt::format("write a whole number from {} to {}", low, high));
    return std::nullopt;
  }
  if (*value < low || *value > high) {
    error(Code::out_of_range, node, fmt::format("{} is not between {} and {}", node.text, low, high),
          fmt::format("write a whole number from {} to {}", low, high));
    return std::nullopt;
  }
  return static_cast<int>(*value);
}

std::optional<bool> Context::flag(const Node &node) {
  if (node.kind == Node::Kind::scalar && !node.quoted) {
    if (node.text == "true") return true;
    if (node.text == "false") return false;
  }
  if (node.kind != Node::Kind::scalar) {
    wrong_shape(node, "true or false", "write one of the two, or take the key out");
    return std::nullopt;
  }
  if (node.quoted && (node.text == "true" || node.text == "false")) {
    error(Code::wrong_type, node, fmt::format("{} is text", quote(node.text)), "a flag has no quotes");
    return std::nullopt;
  }
  std::string hint = "write true or false";
  for (const std::string_view yes : {"yes", "Yes", "on", "On", "True", "TRUE"}) {
    if (node.text == yes) hint = "write true";
  }
  for (const std::string_view no : {"no", "No", "off", "Off", "False", "FALSE"}) {
    if (node.text == no) hint = "write false";
  }
  if (node.quoted) hint += ", without quotes";
  error(Code::wrong_type, node, fmt::format("{} is not true or false", quote(node.text)), std::move(hint));
  return std::nullopt;
}

std::optional<std::int64_t> Context::duration(const Node &node) {
  if (node.kind != Node::Kind::scalar) {
    wrong_shape(node, "a duration", "as in 90s, 1h30m, 14d");
    return std::nullopt;
  }
  const std::optional<std::int64_t> value = parse_duration(node.text);
  if (!value) {
    error(Code::bad_duration, node, fmt::format("{} is not a duration", quote(node.text)),
          "whole numbers with w, d, h, m, s from large to small, as in 90s, 1h30m, 14d; 10 years at most");
  }
  return value;
}

std::optional<Instant> Context::time(const Node &node) {
  if (node.kind != Node::Kind::scalar) {
    wrong_shape(node, "a time", "as in 2026-03-20 or 2026-03-20T09:00:00Z");
    return std::nullopt;
  }
  const std::optional<Instant> value = parse_time(node.text);
  if (const std::string utc = std::string(node.text) + "Z"; !value && parse_time(utc)) {
    error(Code::bad_time, node, fmt::format("{} has no offset from UTC", quote(node.text)),
          fmt::format("write {} if it is UTC, or the offset in place of Z, as in +01:00", utc));
    return std::nullopt;
  }
  if (!value) {
    error(Code::bad_time, node, fmt::format("{} is not a time", quote(node.text)),
          "write a date as 2026-03-20, or a time as 2026-03-20T09:00:00Z, from 1970 to 2199");
  }
  return value;
}

std::optional<std::uint32_t> Context::word(const Node &node, std::string_view what,
                                           std::span<const std::string_view> words) {
  const std::optional<std::string_view> written = text(node, with_article(what));
  if (!written) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), *written);
  if (found == words.end()) {
    unknown_name(node, what, words);
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(found - words.begin());
}

std::optional<std::uint32_t> Context::name(const Node &node, const NameIndex &names) {
  const std::optional<std::string_view> written =
      text(node, fmt::format("the name of {}", with_article(names.what())));
  if (!written) return std::nullopt;
  const std::optional<std::uint32_t> found = names.find(*written);
  if (!found) unknown_name(node, names);
  return found;
}

/// A regex costs its compiling whether it is taken or refused, a refused one that is too large the most. So beyond what a
/// policy may have, and beyond more mistakes than anybody mends at once, none is compiled. Says so at the first of these.
bool Context::may_compile_pattern(const Node &node) {
  const bool too_many = patterns_ >= limits.patterns;
  if (!too_many && refused_patterns_ < most_refused_patterns) return true;
  if (patterns_are_left_out_) return false;
  patterns_are_left_out_ = true;
  if (too_many)
    error(Code::limit, node, fmt::format("more than {} distinct regular expressions", limits.patterns),
          "say some of them as words, or raise the limit patterns");
  else
    report(Severity::note, Code::limit, node,
           fmt::format("{} regular expressions are wrong; those from here on are not looked at",
                       most_refused_patterns),
           "mend these first");
  return false;
}

std::optional<PhraseId> Context::phrase(const Node &node, std::string_view language) {
  const std::optional<std::string_view> source = text(node, "a phrase");
  if (!source) return std::nullopt;
  // Then the whole file is in another encoding, which was said.
  if (find_ill_formed_utf8(*source) != std::string_view::npos) return std::nullopt;
  std::string key(language);
  key.push_back('\0');
  key += *source;
  if (const auto known = phrases_.find(key); known != phrases_.end()) return known->second;

  const bool is_pattern = text::is_pattern(*source);
  if (is_pattern && !may_compile_pattern(node)) return std::nullopt;
  text::Phrase phrase;
  std::vector<text::PhraseProblem> problems;
  std::optional<PhraseId> id;
  if (text::parse_phrase(*source, language, phrase, problems)) {
    if (is_pattern) ++patterns_;
    id = static_cast<PhraseId>(policy.phrases.size());
    policy.phrases.push_back(std::move(phrase));
  } else if (is_pattern) {
    ++refused_patterns_;
  }
  for (text::PhraseProblem &problem : problems) {
    report(problem.severity, problem.code, node, std::move(problem.message), std::move(problem.hint));
  }
  phrases_.emplace(std::move(key), id);
  return id;
}

} // namespace usher::policy
