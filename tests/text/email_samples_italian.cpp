// SPDX-License-Identifier: BSL-1.0
#include "text/email_samples.hpp"

namespace usher_test {
namespace {

constexpr EmailSample samples[] = {
    {"Gmail",
     "Non ho ancora ricevuto il rimborso.\n\nIl giorno lun 2 mar 2026 alle ore 10:14 Northwind "
     "<care@northwind.example> ha scritto:\n\n> Gentile cliente,\n> il rimborso è stato rifiutato.\n",
     "Non ho ancora ricevuto il rimborso.\n"},
    {"Gmail, broken over two lines",
     "Grazie\n\nIl giorno lun 2 mar 2026 alle ore 10:14 Northwind Assistenza\n<care@northwind.example> ha "
     "scritto:\n\nGentile cliente,\n",
     "Grazie\n"},
    {"Thunderbird", "Sì.\n\nIl 02/03/2026 10:14, Northwind ha scritto:\n> È risolto?\n", "Sì.\n"},
    {"Apple",
     "Sì.\n\nIl giorno 2 mar 2026, alle ore 10:14, Northwind <care@northwind.example> ha scritto:\n\nÈ "
     "risolto?\n",
     "Sì.\n"},
    {"Outlook",
     "Annullate l'ordine.\n\nDa: Northwind <care@northwind.example>\nInviato: lunedì 2 marzo 2026 10:14\nA: "
     "Anna "
     "Rossi\nOggetto: Ordine\n\nGentile Anna,\n",
     "Annullate l'ordine.\n"},
    {"Outlook, messaggio originale",
     "Annullate l'ordine.\n\n-----Messaggio originale-----\nDa: care@northwind.example\nInviato: lunedì\nA: "
     "Anna\nOggetto: Ordine\n\nGentile Anna,\n",
     "Annullate l'ordine.\n"},
    {"iPhone", "Vorrei un rimborso\n\nInviato da iPhone\n", "Vorrei un rimborso\n"},
    {"my phone", "Vorrei un rimborso\n\nInviato dal mio telefono Huawei\n", "Vorrei un rimborso\n"},
    {"Outlook on a phone",
     "Vorrei un rimborso\nInviato da Outlook per Android\nOttieni Outlook per Android\n",
     "Vorrei un rimborso\n"},
    {"a forward",
     "Vedi sotto\n\n---------- Forwarded message ---------\nDa: Bob <bob@example.com>\nDate: lun 2 mar "
     "2026\n\nLa bici "
     "è rotta.\n",
     "Vedi sotto\n---------- Forwarded message ---------\nDa: Bob <bob@example.com>\nDate: lun 2 mar "
     "2026\nLa bici è "
     "rotta.\n"},
    {"a forward in Italian", "Vedi sotto\n\nInizio messaggio inoltrato:\n\n> La bici è rotta.\n",
     "Vedi sotto\nInizio messaggio inoltrato:\n> La bici è rotta.\n"},
    {"a forward by its subject",
     "Vedi sotto\n\nDa: Bob <bob@example.com>\nInviato: lunedì\nA: info@rent.example\nOggetto: Bici\n\nÈ "
     "rotta.\n",
     "Vedi sotto\nDa: Bob <bob@example.com>\nInviato: lunedì\nA: info@rent.example\nOggetto: Bici\nÈ "
     "rotta.\n",
     "I: Bici"},
    {"answers between", "> Quale taglia?\nM\n> Quale colore?\nRosso\n", "M\nRosso\n"},
    {"signature", "Dov'è il pacco?\n\n-- \nAnna Rossi\nVia Roma 1, Milano\n", "Dov'è il pacco?\n"},
};

} // namespace

std::span<const EmailSample> italian_emails() noexcept { return samples; }

} // namespace usher_test
