// SPDX-License-Identifier: BSL-1.0
// What looks like a mark and is none: everything is kept.
#include "text/email_samples.hpp"

namespace usher_test {
namespace {

constexpr EmailSample samples[] = {
    {"no mark at all", "Where is my parcel?\nIt was due on Monday.\n",
     "Where is my parcel?\nIt was due on Monday.\n"},
    {"a journey is no header",
     "I booked this:\nFrom: London\nTo: Paris\nDate: 3 May 2026\nIt was cancelled.\n",
     "I booked this:\nFrom: London\nTo: Paris\nDate: 3 May 2026\nIt was cancelled.\n"},
    {"a customer says who wrote", "On Monday your agent wrote:\n\"no refund\"\nThat is not acceptable.\n",
     "On Monday your agent wrote:\n\"no refund\"\nThat is not acceptable.\n"},
    {"with day and time",
     "This is what happened.\nOn 3 March at 10:30 your agent wrote:\nno refund\nThat is not acceptable.\n",
     "This is what happened.\nOn 3 March at 10:30 your agent wrote:\nno refund\nThat is not acceptable.\n"},
    {"with full date and time, within a paragraph",
     "Your agent was rude.\nOn 3 March 2026 at 10:30 she wrote:\nno refund\nThat is not acceptable.\n",
     "Your agent was rude.\nOn 3 March 2026 at 10:30 she wrote:\nno refund\nThat is not acceptable.\n"},
    {"an address in the middle of a sentence", "I asked info@shop.example and they wrote:\nno refund\n",
     "I asked info@shop.example and they wrote:\nno refund\n"},
    {"two hyphens lay out a letter", "The first bike\n--\nThe second bike\n--\nThe third bike\n",
     "The first bike\n--\nThe second bike\n--\nThe third bike\n"},
    {"a ruler without a card below", "I ordered this:\n_____\nblue bike, size M\nred helmet\n",
     "I ordered this:\n_____\nblue bike, size M\nred helmet\n"},
    {"a ruler with prose below",
     "My story.\n----------\nIt began when I called 020 7946 0958.\nNobody answered.\n",
     "My story.\n----------\nIt began when I called 020 7946 0958.\nNobody answered.\n"},
    {"a long text behind two hyphens", "Intro\n--\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n",
     "Intro\n--\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n"},
    {"sent from, in a sentence",
     "The parcel was sent from my office.\nSent from my phone it would have been quicker, I was told by your "
     "people.\n",
     "The parcel was sent from my office.\nSent from my phone it would have been quicker, I was told by your "
     "people.\n"},
    {"a note that goes on", "Sent from my iPhone\nbut I can also answer by phone.\n",
     "Sent from my iPhone\nbut I can also answer by phone.\n"},
    {"sent from a place", "Sent from my shop in Rome\n\nNever arrived\n",
     "Sent from my shop in Rome\nNever arrived\n"},
    {"sent with a carrier", "Gesendet mit DHL\n\nNie angekommen\n", "Gesendet mit DHL\nNie angekommen\n"},
    {"a form is no header of a mail", "From: Ann\nSubject: complaint\nMessage: it broke\n",
     "From: Ann\nSubject: complaint\nMessage: it broke\n"},
    {"a header whose names are of several languages",
     "See this:\nFrom: Ann\nBetreff: Rad\nOggetto: bici\nend\n",
     "See this:\nFrom: Ann\nBetreff: Rad\nOggetto: bici\nend\n"},
    {"an arrow is no quote", "a -> b\n-> c\n=> d\n", "a -> b\n-> c\n=> d\n"},
    {"words of a forward in a sentence", "I sent you a forwarded message: read it.\n",
     "I sent you a forwarded message: read it.\n"},
    {"original message without hyphens", "original message\nwas lost\n", "original message\nwas lost\n"},
    {"von meinem", "Von meinem Handy aus klappt die Anmeldung nicht\n\nBitte helfen Sie mir\n",
     "Von meinem Handy aus klappt die Anmeldung nicht\nBitte helfen Sie mir\n"},
    {"what somebody wants for a phone", "Hello\n\nGet refund for iPhone 15\n\nThank you\n",
     "Hello\nGet refund for iPhone 15\nThank you\n"},
    {"the same in Persian", "سلام\n\nدریافت خسارت برای گوشی\n\nممنون\n",
     "سلام\nدریافت خسارت برای گوشی\nممنون\n"},
    {"the same in Russian", "Здравствуйте\n\nПолучить возврат для телефона\n\nСпасибо\n",
     "Здравствуйте\nПолучить возврат для телефона\nСпасибо\n"},
    {"the same in Italian", "Salve\n\nOttieni rimborso per telefono\n\nGrazie\n",
     "Salve\nOttieni rimborso per telefono\nGrazie\n"},
    {"the same in Spanish", "Hola\n\nObtener reembolso para móvil\n\nGracias\n",
     "Hola\nObtener reembolso para móvil\nGracias\n"},
    {"the same in French", "Bonjour\n\nObtenir remboursement pour portable\n\nMerci\n",
     "Bonjour\nObtenir remboursement pour portable\nMerci\n"},
    {"what was sent twice from a phone", "Hello\n\nSent from Android app twice, charged twice\n\nThank you\n",
     "Hello\nSent from Android app twice, charged twice\nThank you\n"},
    {"two orders sent from a phone",
     "Здравствуйте\n\nОтправлено с телефона два заказа вместо одного\n\nСпасибо\n",
     "Здравствуйте\nОтправлено с телефона два заказа вместо одного\nСпасибо\n"},
    {"a request sent from a phone", "Salve\n\nInviata da cellulare la richiesta di rimborso\n\nGrazie\n",
     "Salve\nInviata da cellulare la richiesta di rimborso\nGrazie\n"},
    {"a phone sent by a carrier", "Hallo\n\nGesendet von DHL, nie Handy bekommen\n\nDanke\n",
     "Hallo\nGesendet von DHL, nie Handy bekommen\nDanke\n"},
    {"money that left a phone", "سلام\n\nاز گوشی من پول کم شد و پیامک ارسال شد\n\nممنون\n",
     "سلام\nاز گوشی من پول کم شد و پیامک ارسال شد\nممنون\n"},
    {"a paragraph that goes on below who wrote",
     "On 02/03/2026 at 10:14 your colleague Ann wrote:\n\"we will refund you\".\nThis never happened, I want "
     "my refund.\n",
     "On 02/03/2026 at 10:14 your colleague Ann wrote:\n\"we will refund you\".\nThis never happened, I want "
     "my refund.\n"},
    {"the same in Italian, below who wrote",
     "Salve.\n\nIl 02/03/2026 alle 10:14 la vostra collega ha scritto:\n\"rimborsiamo\"\nMa non è "
     "successo.\n",
     "Salve.\nIl 02/03/2026 alle 10:14 la vostra collega ha scritto:\n\"rimborsiamo\"\nMa non è successo.\n"},
    {"the same in Persian, below who wrote",
     "سلام\n\nدر ۱۴۰۴/۱۲/۱۱ ساعت ۱۰:۱۴ همکار شما نوشت:\nپول را پس "
     "می‌دهیم\nولی "
     "ندادید\n",
     "سلام\nدر ۱۴۰۴/۱۲/۱۱ ساعت ۱۰:۱۴ همکار شما نوشت:\nپول را پس "
     "می‌دهیم\nولی "
     "ندادید\n"},
    {"a list with a date below a ruler",
     "Hello,\n\nI want:\n----------\n1) a refund of 2026-03-02\n2) a new address\n",
     "Hello,\nI want:\n----------\n1) a refund of 2026-03-02\n2) a new address\n"},
    {"a form below a ruler",
     "New message from the contact form\n-----------------\nName: Ann Lee\nEmail: ann@x.com\nTopic: "
     "refund\nOrder: 12345678\n",
     "New message from the contact form\n-----------------\nName: Ann Lee\nEmail: ann@x.com\nTopic: "
     "refund\nOrder: 12345678\n"},
    {"fields below a ruler",
     "Hello,\n\nsomebody filled in the form.\n\n-----------------\nEmail: ann@x.com\nTopic: refund\n",
     "Hello,\nsomebody filled in the form.\n-----------------\nEmail: ann@x.com\nTopic: refund\n"},
    {"a title", "Please cancel order 12345678\n_____\nI want a refund for order 12345678\n",
     "Please cancel order 12345678\n_____\nI want a refund for order 12345678\n"},
    {"a title above an address", "My new address\n_____\nann@example.com\n",
     "My new address\n_____\nann@example.com\n"},
    {"only white space", " \n\u00A0\n", ""},
};

} // namespace

std::span<const EmailSample> plain_emails() noexcept { return samples; }

} // namespace usher_test
