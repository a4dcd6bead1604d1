// SPDX-License-Identifier: BSL-1.0
// What usher sees in a text. Part of usher/usher.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <usher/cpp/policy.hpp>
#include <usher/usher.h>

namespace usher {

enum class WordKind : std::int32_t {
  word = USHER_WORD_WORD,
  emoji = USHER_WORD_EMOJI,
  tag = USHER_WORD_TAG,
  mention = USHER_WORD_MENTION,
  url = USHER_WORD_URL,
  email = USHER_WORD_EMAIL
};

/// A place in a text as it was given, in bytes and in code points.
using Span = usher_span;

struct Word {
  WordKind kind = WordKind::word;
  std::string_view text; // in normal form
  Span where{};
};

/// A place where a phrase of the policy was found, and the names of what in the policy has that phrase.
struct Match {
  std::string_view phrase;   // as the policy writes it
  std::string_view language; // that it stands under; not there for all_languages
  Span where{};
  std::vector<std::string_view> topics;
  std::vector<std::string_view> signals;
  std::vector<std::string_view> rules;
};

struct PersonalData {
  std::string_view kind;
  Span where{};
  bool counts = false; // rules see it; else it is only to be masked
};

/// What usher sees in a text, and the working memory that finds it: one per thread, used again and again. What it
/// gives out lives until it is used again.
class Text {
 public:
  Text() {
    usher_text *made = nullptr;
    detail::check(usher_text_create(&made));
    handle_.reset(made);
  }
  explicit Text(usher_text *taken_over) noexcept : handle_(taken_over) {}

  void read(const Policy &policy, std::string_view source, Report *report = nullptr) {
    read(policy, source, detail::sized<usher_text_options>(), report);
  }
  /// The text of an e-mail. The subject tells whether it is a forward.
  void read_email(const Policy &policy, std::string_view source, std::string_view subject = {},
                  Report *report = nullptr) {
    auto options = detail::sized<usher_text_options>();
    options.flags = USHER_TEXT_EMAIL;
    options.subject = detail::give(subject);
    read(policy, source, options, report);
  }

  [[nodiscard]] bool has_value() const noexcept { return usher_text_fields(handle_.get()) != nullptr; }
  /// Throws Status::state when no text was read, as those below that begin with a field do.
  [[nodiscard]] const usher_text_values &fields() const {
    const usher_text_values *found = usher_text_fields(handle_.get());
    if (found == nullptr) throw Error(Status::state);
    return *found;
  }
  [[nodiscard]] std::string_view normal_form() const { return detail::take(fields().normal_form); }
  /// The whole text with its personal data masked.
  [[nodiscard]] std::string_view masked() const { return detail::take(fields().masked); }
  [[nodiscard]] std::string_view language() const { return detail::take(fields().language); }
  [[nodiscard]] double language_confidence() const { return fields().language_confidence; }
  [[nodiscard]] bool ill_formed() const { return fields().ill_formed != 0; }

  [[nodiscard]] std::vector<Word> words() const {
    std::vector<Word> made;
    for (std::size_t i = 0; const usher_word *each = usher_text_word(handle_.get(), i); ++i)
      made.push_back({static_cast<WordKind>(each->kind), detail::take(each->text), each->where});
    return made;
  }
  [[nodiscard]] std::vector<Match> matches() const {
    std::vector<Match> made;
    for (std::size_t i = 0; const usher_match *each = usher_text_match(handle_.get(), i); ++i) {
      Match match{detail::take(each->phrase), detail::take(each->language), each->where, {}, {}, {}};
      for (std::size_t part = 0; const usher_part *user = usher_text_match_part(handle_.get(), i, part);
           ++part)
        list_of(match, user->part).push_back(detail::take(user->name));
      made.push_back(std::move(match));
    }
    return made;
  }
  [[nodiscard]] std::vector<PersonalData> personal_data() const {
    std::vector<PersonalData> made;
    for (std::size_t i = 0; const usher_personal_data *each = usher_text_personal_data(handle_.get(), i); ++i)
      made.push_back({detail::take(each->kind), each->where, each->counts != 0});
    return made;
  }
  /// What was left out of an e-mail.
  [[nodiscard]] std::vector<Span> left_out() const {
    std::vector<Span> made;
    for (std::size_t i = 0; const usher_span *each = usher_text_left_out(handle_.get(), i); ++i)
      made.push_back(*each);
    return made;
  }
  /// All of it. Treat it as a customer's data.
  [[nodiscard]] std::string_view render(Format format = Format::text) {
    usher_str out{};
    detail::check(usher_text_render(handle_.get(), static_cast<std::int32_t>(format), &out));
    return detail::take(out);
  }
  [[nodiscard]] usher_text *get() const noexcept { return handle_.get(); }

 private:
  static std::vector<std::string_view> &list_of(Match &match, std::int32_t part) noexcept {
    if (part == USHER_PART_TOPIC) return match.topics;
    return part == USHER_PART_SIGNAL ? match.signals : match.rules;
  }
  void read(const Policy &policy, std::string_view source, const usher_text_options &options,
            Report *report) {
    detail::reported(report, [&](usher_report **out) {
      return usher_text_read(policy.get(), detail::give(source), &options, handle_.get(), out);
    });
  }

  detail::Handle<usher_text, usher_text_destroy> handle_;
};

} // namespace usher
