// SPDX-License-Identifier: BSL-1.0
#include "c_api/handles.hpp"
#include "c_api/structs.hpp"

namespace usher::c_api {
namespace {

static_assert(static_cast<int>(text::WordKind::word) + 1 == USHER_WORD_WORD);
static_assert(static_cast<int>(text::WordKind::emoji) + 1 == USHER_WORD_EMOJI);
static_assert(static_cast<int>(text::WordKind::tag) + 1 == USHER_WORD_TAG);
static_assert(static_cast<int>(text::WordKind::mention) + 1 == USHER_WORD_MENTION);
static_assert(static_cast<int>(text::WordKind::url) + 1 == USHER_WORD_URL);
static_assert(static_cast<int>(text::WordKind::email) + 1 == USHER_WORD_EMAIL);

usher_span span_out(const text::Span &span) noexcept {
  return {span.begin, span.end, span.begin_code_point, span.end_code_point};
}

// The words' texts lie side by side in the normal form; a NUL has to follow each.
void list_words(usher_text &handle) {
  const std::vector<text::Word> &words = handle.view.prepared.words();
  std::size_t size = 0;
  for (const text::Word &word : words)
    size += word.text.size() + 1;
  handle.word_texts.clear();
  handle.word_texts.reserve(size); // so that the texts stay where they are
  handle.words.clear();
  for (const text::Word &word : words) {
    const std::size_t begin = handle.word_texts.size();
    handle.word_texts.append(word.text).push_back('\0');
    handle.words.push_back({sizeof(usher_word), static_cast<int32_t>(word.kind) + 1, 0,
                            usher_str{handle.word_texts.data() + begin, word.text.size()},
                            span_out(word.where)});
  }
}

void list_matches(const PolicyBody &body, usher_text &handle) {
  handle.matches.clear();
  handle.match_parts.clear();
  handle.first_parts.clear();
  const auto add = [&](int32_t kind, std::span<const std::uint32_t> numbers) {
    for (const std::uint32_t number : numbers)
      handle.match_parts.push_back(&body.parts(kind)[number]);
  };
  for (const text::Occurrence &match : handle.view.matches) {
    const text::Phrase &phrase = body.ruleset.policy().phrases[match.phrase];
    const std::size_t first = handle.match_parts.size();
    add(USHER_PART_TOPIC, body.ruleset.topics_of(match.phrase));
    add(USHER_PART_SIGNAL, body.ruleset.signals_of(match.phrase));
    add(USHER_PART_RULE, body.ruleset.rules_of(match.phrase));
    handle.first_parts.push_back(first);
    handle.matches.push_back({sizeof(usher_match), text_out(phrase.source), text_or_none(phrase.language),
                              span_out(match.where), handle.match_parts.size() - first});
  }
}

void list_personal_data(usher_text &handle) {
  handle.personal_data.clear();
  for (const text::PersonalData &one : handle.view.personal_data) {
    handle.personal_data.push_back({sizeof(usher_personal_data), text_out(text::name_of(one.kind)),
                                    span_out(one.where), one.counts ? 1 : 0, 0});
  }
}

void list_left_out(usher_text &handle) {
  handle.left_out.clear();
  for (const text::Span &one : handle.view.written.left_out())
    handle.left_out.push_back(span_out(one));
}

usher_status read(const PolicyBody &body, usher_str source, const usher_text_options *from,
                  usher_text &handle, Findings &findings) {
  usher_text_options options;
  if (const usher_status status = read_optional(from, options); status != USHER_OK) return status;
  if ((options.flags & ~static_cast<uint32_t>(USHER_TEXT_EMAIL)) != 0 || options.reserved != 0)
    return USHER_NEWER;
  if (!is_valid(options.subject)) return USHER_ARGUMENT;
  if (source.size > body.limits.text_bytes) {
    findings.add({Severity::error,
                  Code::limit,
                  {},
                  0,
                  0,
                  {},
                  "the text is longer than text_bytes",
                  "cut it, or raise the limit text_bytes"});
    return USHER_LIMIT;
  }
  rules::look_at_text(body.ruleset, text_in(source),
                      {(options.flags & USHER_TEXT_EMAIL) != 0, text_in(options.subject)}, handle.view);
  list_words(handle);
  list_matches(body, handle);
  list_personal_data(handle);
  list_left_out(handle);
  const rules::TextView &view = handle.view;
  handle.values = {sizeof(usher_text_values),
                   text_out(view.prepared.normal_form()),
                   text_out(view.masked),
                   text_or_none(view.language.code),
                   view.language.confidence,
                   view.ill_formed ? 1 : 0,
                   0};
  return USHER_OK;
}

bool holds_text(const usher_text *text) noexcept { return text != nullptr && text->body; }

template <class T>
size_t count_of(const usher_text *text, const std::vector<T> usher_text::*list) noexcept {
  return holds_text(text) ? (text->*list).size() : 0;
}

template <class T>
const T *item_of(const usher_text *text, const std::vector<T> usher_text::*list, size_t index) noexcept {
  return index < count_of(text, list) ? &(text->*list)[index] : nullptr;
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_text_create(usher_text **out) noexcept {
  if (out == nullptr) return USHER_ARGUMENT;
  return guard([&] {
    *out = std::make_unique<usher_text>().release();
    return USHER_OK;
  });
}

void usher_text_destroy(usher_text *text) noexcept { delete text; }

usher_status usher_text_read(const usher_policy *policy, usher_str source, const usher_text_options *options,
                             usher_text *text, usher_report **report) noexcept {
  if (text != nullptr) text->body.reset(); // whatever is wrong, it holds nothing
  if (policy == nullptr || text == nullptr || !is_valid(source)) return USHER_ARGUMENT;
  const usher_status status = guard(report, [&](usher::Findings &findings) {
    return read(*policy->body, source, options, *text, findings);
  });
  if (status == USHER_OK) text->body = policy->body;
  return status;
}

const usher_text_values *usher_text_fields(const usher_text *text) noexcept {
  return holds_text(text) ? &text->values : nullptr;
}

size_t usher_text_word_count(const usher_text *text) noexcept { return count_of(text, &usher_text::words); }

const usher_word *usher_text_word(const usher_text *text, size_t index) noexcept {
  return item_of(text, &usher_text::words, index);
}

size_t usher_text_match_count(const usher_text *text) noexcept {
  return count_of(text, &usher_text::matches);
}

const usher_match *usher_text_match(const usher_text *text, size_t index) noexcept {
  return item_of(text, &usher_text::matches, index);
}

const usher_part *usher_text_match_part(const usher_text *text, size_t match, size_t index) noexcept {
  const usher_match *found = usher_text_match(text, match);
  if (found == nullptr || index >= found->part_count) return nullptr;
  return text->match_parts[text->first_parts[match] + index];
}

size_t usher_text_personal_data_count(const usher_text *text) noexcept {
  return count_of(text, &usher_text::personal_data);
}

const usher_personal_data *usher_text_personal_data(const usher_text *text, size_t index) noexcept {
  return item_of(text, &usher_text::personal_data, index);
}

size_t usher_text_left_out_count(const usher_text *text) noexcept {
  return count_of(text, &usher_text::left_out);
}

const usher_span *usher_text_left_out(const usher_text *text, size_t index) noexcept {
  return item_of(text, &usher_text::left_out, index);
}

usher_status usher_text_render(usher_text *text, int32_t format, usher_str *out) noexcept {
  if (text == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return USHER_ARGUMENT;
  if (!text->body) return USHER_STATE;
  return guard([&] {
    const usher::rules::Ruleset &ruleset = text->body->ruleset;
    if (format == USHER_FORMAT_TEXT) {
      text->rendered = to_text(ruleset, text->view);
    } else {
      usher::JsonWriter json;
      write_json(ruleset, text->view, json);
      text->rendered = std::move(json).take();
    }
    *out = text_out(text->rendered);
    return USHER_OK;
  });
}
