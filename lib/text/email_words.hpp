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

/// A note begins with `begin` and has `later` behind it; a device follows within a few words of `begin`.
struct SentFrom {
  std::u32string_view begin; // ends with a space
  std::u32string_view later; // may be empty
};

namespace mail_words {

extern const MailWords original;        // of "-----Original Message-----"
extern const MailWords forwarded;       // of "----- Forwarded message -----"
extern const MailWords begin_forwarded; // "begin forwarded message"
extern const MailWords forward_subject; // "fwd:"
extern const MailWords on;              // begins of attributions: "on "
extern const MailWords wrote;           // ends of attributions
extern const std::span<const MailHeaderName> headers;
extern const std::span<const SentFrom> sent_from;
extern const MailWords devices; // begins of words

} // namespace mail_words
} // namespace usher::text
