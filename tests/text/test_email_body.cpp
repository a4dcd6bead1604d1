// SPDX-License-Identifier: BSL-1.0
// What of an e-mail is the writer's: a table of e-mails, and what holds for any text.
#include "base/utf8.hpp"
#include "text/email_body.hpp"
#include "text/email_samples.hpp"

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using usher::text::Span;

namespace {

std::vector<Span> written(std::string_view text, bool forwarded = false) {
  std::vector<Span> kept;
  find_written_parts(text, forwarded, kept);
  return kept;
}

std::string blanked(std::string_view text, bool forwarded = false) {
  std::vector<Span> left_out;
  find_left_out_parts(text, written(text, forwarded), left_out);
  std::string out;
  blank_left_out_parts(text, left_out, out);
  return out;
}

std::string with_windows_lines(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    if (byte == '\n') out += '\r';
    out += byte;
  }
  return out;
}

// The lines that are kept, without blank ones and without white space at their ends.
std::string kept_lines(std::string_view text, bool forwarded) {
  std::string out;
  for (const Span &part : written(text, forwarded)) {
    std::string_view rest = text.substr(part.begin, part.end - part.begin);
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest = end == rest.npos ? std::string_view() : rest.substr(end + 1);
      while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.ends_with("\u00A0")))
        line.remove_suffix(line.ends_with("\u00A0") ? 2 : 1);
      if (!line.empty()) out.append(line).append("\n");
    }
  }
  return out;
}

void check_invariants(std::string_view text, bool forwarded) {
  const std::vector<Span> kept = written(text, forwarded);
  CAPTURE(text);
  std::uint32_t end = 0;
  bool first = true;
  for (const Span &part : kept) {
    const bool in_order = part.begin < part.end && part.end <= text.size() && (first || part.begin > end);
    REQUIRE(in_order);
    REQUIRE(part.begin_code_point == usher::count_code_points(text.substr(0, part.begin)));
    REQUIRE(part.end_code_point == usher::count_code_points(text.substr(0, part.end)));
    end = part.end;
    first = false;
  }
  REQUIRE(kept.empty() == text.empty());

  std::vector<Span> left_out;
  find_left_out_parts(text, kept, left_out);
  std::string all;
  std::size_t at = 0;
  for (const Span &gap : left_out) {
    REQUIRE(gap.begin < gap.end);
    REQUIRE(gap.begin_code_point == usher::count_code_points(text.substr(0, gap.begin)));
    REQUIRE(gap.end_code_point == usher::count_code_points(text.substr(0, gap.end)));
    all.append(text.substr(at, gap.end - at));
    at = gap.end;
  }
  all.append(text.substr(at));
  REQUIRE(all == text);

  // What is kept stays at its bytes and code points, and reading again takes out nothing more.
  std::string once;
  blank_left_out_parts(text, left_out, once);
  REQUIRE(once.size() == text.size());
  REQUIRE(usher::count_code_points(once) == usher::count_code_points(text));
  for (const Span &part : kept) {
    const std::size_t size = part.end - part.begin;
    REQUIRE(once.substr(part.begin, size) == text.substr(part.begin, size));
    REQUIRE(usher::count_code_points(once.substr(0, part.begin)) == part.begin_code_point);
  }
  REQUIRE(blanked(once, forwarded) == once);
}

void check_samples(std::span<const usher_test::EmailSample> samples) {
  for (const usher_test::EmailSample &sample : samples) {
    const bool forwarded = usher::text::is_forward_subject(sample.subject);
    CAPTURE(sample.name);
    CHECK(kept_lines(sample.text, forwarded) == sample.kept);
    const std::string windows = with_windows_lines(sample.text);
    CHECK(kept_lines(windows, forwarded) == sample.kept);
    check_invariants(sample.text, forwarded);
    check_invariants(windows, forwarded);
  }
}

std::vector<std::string_view> sample_lines() {
  std::vector<std::string_view> lines;
  for (const auto samples :
       {usher_test::english_emails(), usher_test::italian_emails(), usher_test::russian_emails(),
        usher_test::persian_emails(), usher_test::other_emails(), usher_test::plain_emails()}) {
    for (const usher_test::EmailSample &sample : samples) {
      for (std::size_t begin = 0; begin < sample.text.size();) {
        const std::size_t end = sample.text.find('\n', begin);
        lines.push_back(sample.text.substr(begin, end - begin));
        begin = end + 1;
      }
    }
  }
  return lines;
}

} // namespace

TEST_CASE("e-mails in English") { check_samples(usher_test::english_emails()); }
TEST_CASE("e-mails in Italian") { check_samples(usher_test::italian_emails()); }
TEST_CASE("e-mails in Russian") { check_samples(usher_test::russian_emails()); }
TEST_CASE("e-mails in Persian") { check_samples(usher_test::persian_emails()); }
TEST_CASE("e-mails in German, French, Spanish") { check_samples(usher_test::other_emails()); }
TEST_CASE("what looks like a mark and is none") {
  check_samples(usher_test::plain_emails());
  for (const usher_test::EmailSample &sample : usher_test::plain_emails()) {
    CAPTURE(sample.name);
    CHECK(blanked(sample.text) == sample.text);
  }
}

TEST_CASE("whom somebody wrote to is no mark of a mail program, unless an address stands there") {
  for (const std::string_view line :
       {"Il giorno 12/11/2026 alle ore 10:30 il Sig. Verdi della filiale mi ha scritto:",
        "Il 12/11/2026 alle 10:30 la filiale ci ha scritto:",
        "Il 12/11/2026 alle 10:30 il consulente mi scrive:",
        "Am 12.11.2026 um 10:30 schrieb mir Ihr Berater:", "Am 12.11.2026 um 10:30 schrieb uns Herr Grün:",
        "Am 12.11.2026 um 10:30 hat mir Ihr Berater geschrieben:",
        "Am 12.11.2026 um 10:30 hat Ihr Berater mir geschrieben:",
        "Le 12/11/2026 à 10:30 votre conseiller m'a écrit :",
        "Le 12/11/2026 à 10:30 la banque nous a écrit :", "Le 12/11/2026 à 10:30 vos agents m’ont écrit :",
        "El 12/11/2026 a las 10:30 su asesor me escribió:",
        "El 12/11/2026 a las 10:30 el banco nos ha escrito:",
        "В среду 12.11.2026 в 10:30 менеджер мне написал:", "12.11.2026 в 10:30 ваши сотрудники нам пишут:",
        "در ۱۴۰۴/۰۸/۲۱ ساعت ۱۰:۳۰ کارمند شعبه به من نوشت:",
        "در ۱۴۰۴/۰۸/۲۱ ساعت ۱۰:۳۰ بانک برای ما نوشته است:"}) {
    const std::string text = "Hello,\n\n" + std::string(line) + "\n\n\"no\".\n\nI complain.\n";
    CAPTURE(line);
    CHECK(kept_lines(text, false) == "Hello,\n" + std::string(line) + "\n\"no\".\nI complain.\n");
  }
  for (const std::string_view line :
       {"Il giorno 12/11/2026 alle ore 10:30 Mario Verdi ha scritto:",
        "Il giorno 12/11/2026 alle ore 10:30 Tra Mi <mi@bank.example> ha scritto:",
        "Am 12.11.2026 um 10:30 schrieb Ihr Berater:", "Am 12.11.2026 um 10:30 schrieb Hina Mir:",
        "Am 12.11.2026 um 10:30 hat Max Grün geschrieben:", "Le 12/11/2026 à 10:30, Anne Dupont a écrit :",
        "El 12/11/2026 a las 10:30, Ana Gil escribió:", "On 12/11/2026 at 10:30, Hina Mir wrote:",
        "12.11.2026 в 10:30, Иван Петров написал:", "در ۱۴۰۴/۰۸/۲۱ ساعت ۱۰:۳۰، سارا احمدی نوشت:"}) {
    const std::string text = "Hello,\n\n" + std::string(line) + "\n\nno\n";
    CAPTURE(line);
    CHECK(kept_lines(text, false) == "Hello,\n");
  }
}
TEST_CASE("nothing in an empty text; subjects of forwards") {
  CHECK(written("").empty());
  CHECK(usher::text::is_forward_subject("Fwd: your order"));
  CHECK(usher::text::is_forward_subject("\u00A0TR : commande") == false);
  CHECK(usher::text::is_forward_subject("TR: commande"));
  CHECK(usher::text::is_forward_subject("RE: Fwd: your order") == false);
  CHECK(usher::text::is_forward_subject("") == false);
}

TEST_CASE("code points of every length, and ill-formed bytes, keep their places") {
  const std::string text = "Ä\n> é€😀\xFF\xE2\x82x\n€ 😀 end\n";
  const std::vector<Span> kept = written(text);
  REQUIRE(kept.size() == 2);
  CHECK(kept[0] == Span{0, 3, 0, 2});
  CHECK(kept[1] == Span{19, 32, 11, 19});
  CHECK(blanked(text) == "Ä\n  \u00A0\u3000\U000E0020 \u00A0 \n€ 😀 end\n");
}

TEST_CASE(
    "any order of lines of e-mails: parts in order, places right, nothing more to take out the second time") {
  const std::vector<std::string_view> lines = sample_lines();
  std::mt19937 random(20260302);
  for (int round = 0; round < 30'000; ++round) {
    std::string text;
    const std::size_t count = random() % 14;
    for (std::size_t i = 0; i < count; ++i) {
      if (random() % 5 != 0) text += lines[random() % lines.size()];
      text += random() % 8 == 0 ? "\r\n" : "\n";
    }
    check_invariants(text, random() % 8 == 0);
  }
}

TEST_CASE("any order of marks and single letters") {
  constexpr std::array<std::string_view, 24> pieces = {
      "\n",
      "\n",
      "\n",
      ">",
      "--",
      "-- ",
      "-----",
      "_____",
      "a",
      " ",
      "\u00A0",
      "*",
      "From: a@b.example\n",
      "To: x\n",
      "Subject: y\n",
      "Date: z\n",
      "On 2.3.2026 10:00 ",
      "<a@b.example>",
      " wrote:\n",
      "Sent from my iPhone\n",
      "Begin forwarded message:\n",
      "-----Original Message-----\n",
      "020 79460958",
      "\xF0\x9F",
  };
  std::mt19937 random(7);
  for (int round = 0; round < 60'000; ++round) {
    std::string text;
    for (std::size_t i = random() % 24; i > 0; --i)
      text += pieces[random() % pieces.size()];
    check_invariants(text, random() % 8 == 0);
  }
}

TEST_CASE("any bytes") {
  std::mt19937 random(11);
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (std::size_t i = random() % 60; i > 0; --i) {
      constexpr std::string_view likely = "\n\r>-: @<.";
      text += random() % 2 == 0 ? likely[random() % likely.size()] : static_cast<char>(random() & 0xFF);
    }
    check_invariants(text, false);
  }
}
