// SPDX-License-Identifier: BSL-1.0
// The words of mail programs, in folded letters (see EmailLine). Only data.
#pragma once

#include "text/email_marks.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace usher::text {

using MailWords = std::span<const std::u32string_view>;

struct MailHeaderName {
  std::u32string_view name;
  MailHeader::Role role;
  std::uint8_t languages;
};

/// The verb of attributions in a language, or what stands beside it when somebody wrote to the writer.
struct MailVerb {
  std::u32string_view word;
  std::uint8_t languages;
};

/// A note begins with `begin`, and devices follow.
struct SentFrom {
  enum class Later : std::uint8_t {
    nothing,
    device, // mail programs stand between, and the devices behind the word
    verb,   // the word ends the line
  };
  std::u32string_view begin; // ends with a space
  std::u32string_view word = {};
  Later later = Later::nothing;
};

namespace mail_words {

extern const MailWords original;              // of "-----Original Message-----"
extern const MailWords forwarded;             // of "----- Forwarded message -----"
extern const MailWords begin_forwarded;       // "begin forwarded message"
extern const MailWords forward_subject;       // "fwd:"
extern const MailWords on;                    // begins of attributions: "on "
extern const std::span<const MailVerb> wrote; // ends of attributions
extern const std::span<const MailVerb> to_me; // right before that verb
extern const MailWords wrote_to_me;           // anywhere in a line
extern const std::span<const MailHeaderName> headers;
extern const std::span<const SentFrom> sent_from;
extern const MailWords card_fields;     // what a signature puts before a colon
extern const MailWords devices;         // begins of words; mail programs too
extern const MailWords programs;        // begins of words
extern const MailWords between_devices; // the other words of notes

} // namespace mail_words
} // namespace usher::text
