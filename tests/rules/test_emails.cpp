// SPDX-License-Identifier: BSL-1.0
// E-mails: what is decided about them comes from what the writer wrote now.
#include "rules/triage_by_text.hpp"

#include <string>

#include <doctest/doctest.h>

using usher_test::Triage;

namespace {

constexpr char rules[] = "rules:\n"
                         "  - {name: card, when: {pii: card}, then: {tags: [card]}}\n"
                         "  - {name: italian, when: {language: it}, then: {tags: [italian]}}\n"
                         "  - {name: order, when: {text: ['/NW-\\d{6}/']}, then: {tags: [order]}}\n";

// A reply in Italian to a message in English that has everything the rules look for.
std::string reply(const char *more) {
  return std::string(R"({"text":"Grazie, adesso funziona tutto benissimo.\n\n> We sue you for a refund: )"
                     R"(NW-123456, card 4111 1111 1111 1111, please answer us soon\n")") +
         more + "}";
}

} // namespace

TEST_CASE("quoted lines of an e-mail are not looked at") {
  Triage triage(rules);
  const std::string mail = reply(R"(,"channel":"mail")");
  CHECK(triage.field(mail, "topics") == "[]");
  CHECK(triage.field(mail, "pii") == "[]");
  CHECK(triage.field(mail, "language") == R"("it")");
  CHECK(triage.field(mail, "tags") == R"(["italian"])");
}

TEST_CASE("they are looked at on other channels, and when the caller wants the full text") {
  Triage triage(rules);
  for (const char *more : {R"(,"channel":"dm")", ""}) {
    CHECK(triage.field(reply(more), "topics") == R"(["refund","threat"])");
    CHECK(triage.field(reply(more), "pii") == R"(["card"])");
  }
  triage.full_text = true;
  const std::string mail = reply(R"(,"channel":"mail")");
  CHECK(triage.field(mail, "topics") == R"(["refund","threat"])");
  CHECK(triage.field(mail, "tags") == R"(["card","order"])");
}

TEST_CASE("the kind may come from the account or from the message's facts") {
  Triage triage(rules);
  CHECK(triage.field(reply(R"(,"account":"@mail")"), "topics") == "[]");
  CHECK(triage.field(reply(R"(,"facts":{"kind":"email"})"), "topics") == "[]");
  CHECK(triage.field(reply(R"(,"channel":"mail","facts":{"kind":"ticket"})"), "topics") ==
        R"(["refund","threat"])");
}

TEST_CASE("the subject is looked at as it is, and tells a forward from a reply") {
  Triage triage(rules);
  const std::string mail =
      R"({"channel":"mail","text":"See below\n\nFrom: a@b.example\nTo: c\nSubject: x\n\nI sue")";
  CHECK(triage.field(mail + R"(,"subject":"Re: refund"})", "topics") == R"(["refund"])");
  CHECK(triage.field(mail + R"(,"subject":"FW: refund"})", "topics") == R"(["refund","threat"])");
}

TEST_CASE("one message leaves nothing behind for the next") {
  Triage triage(rules);
  const std::string mail = reply(R"(,"channel":"mail")");
  const std::string other = R"({"channel":"mail","text":"refund"})";
  const std::string before = triage(other);
  CHECK(triage.field(mail, "topics") == "[]");
  CHECK(triage(other) == before);
}

TEST_CASE("the language of an answer below a long quote is found") {
  Triage triage(rules);
  std::string text = R"({"channel":"mail","text":")";
  for (int i = 0; i < 200; ++i)
    text += "> we are looking into what you wrote to us\\n";
  text += R"(Non ho ancora ricevuto il pacco che ho ordinato."})";
  CHECK(triage.field(text, "language") == R"("it")");
}
