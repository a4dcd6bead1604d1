// SPDX-License-Identifier: BSL-1.0
// What mail programs write around a message, in English, Italian, Russian, Persian, German, French and Spanish:
// whose words follow, the header of a message below, what separates a signature, which device it was sent from.
// Each question is about folded letters, see EmailLine, and takes time linear in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace usher::text {

/// "-----Original Message-----": an earlier message follows, to the end.
[[nodiscard]] bool is_reply_mark(std::u32string_view line) noexcept;
/// "---------- Forwarded message ---------", "Begin forwarded message:".
[[nodiscard]] bool is_forward_mark(std::u32string_view line) noexcept;
/// "Fwd: ...", "WG: ...", "TR: ...": the subject of a forwarded message.
[[nodiscard]] bool is_forward_subject(std::u32string_view subject) noexcept;

/// How sure it is that a line, or several joined, says whose words follow: "On 2 March Ann wrote:".
enum class Attribution : std::uint8_t {
  none,
  weak,    // only right before quoted lines: a customer may write so as well
  likely,  // date and time, but no address: also where it begins a paragraph
  certain, // what only a program writes
};
/// The line may begin an attribution that goes on in the next lines.
[[nodiscard]] bool may_begin_attribution(std::u32string_view line) noexcept;
[[nodiscard]] Attribution attribution_of(std::u32string_view lines) noexcept;

/// "From: ann@example.com": a line of the header that some programs put above an earlier message.
struct MailHeader {
  enum class Role : std::uint8_t { from, date, to, copy, subject };
  Role role;
  std::uint8_t languages; // a bit for each in which the name means that
  std::u32string_view value;
};
[[nodiscard]] std::optional<MailHeader> header_of(std::u32string_view line) noexcept;

/// "--", also as an em dash.
[[nodiscard]] bool is_signature_dash(std::u32string_view line) noexcept;
/// A line of underscores, hyphens or equals signs, five at least: before a signature, but elsewhere too.
[[nodiscard]] bool is_ruler(std::u32string_view line) noexcept;
/// "Topic: refund", as forms have it; not "Fax: 020 7946 0958", as cards do.
[[nodiscard]] bool is_field(std::u32string_view line) noexcept;
/// "Sent from my iPhone", "Get Outlook for iOS".
[[nodiscard]] bool is_device_note(std::u32string_view line) noexcept;

} // namespace usher::text
